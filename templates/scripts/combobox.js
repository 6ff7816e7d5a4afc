/* Suggestions below a search field: a combobox with a list, as in the ARIA Authoring Practices. The field stays what it
   is: what is typed can always be searched, whether or not there are suggestions. */
import { go } from "./going.js";
import { address, element, kindLabel, part, talkFrom, tongue } from "./view-dom.js";

const QUIET_LIST = 600;

/** @param {HTMLFormElement} form @param {import("./finder.js").Source} engine
    @param {import("./policy.js").Wires} way */
export function comboboxOf(form, engine, way) {
  /** @type {HTMLInputElement} */
  const input = part(form, "input");
  /** @type {HTMLElement} */
  const list = part(form, "[role=listbox]");
  const status = element("div", { className: "visually-hidden" });
  status.setAttribute("role", "status");
  form.append(status);
  /** @type {Array<{node: HTMLElement, take: () => void}>} */
  let options = [];
  let active = -1;
  let turn = 0;
  /** @type {any} */
  let speaking;

  const say = (/** @type {string} */ text) => {
    clearTimeout(speaking);
    speaking = setTimeout(() => { status.textContent = text; }, QUIET_LIST);
  };

  const move = (/** @type {number} */ next) => {
    options[active]?.node.setAttribute("aria-selected", "false");
    active = next;
    const node = options[active]?.node;
    if (!node) return input.removeAttribute("aria-activedescendant");
    node.setAttribute("aria-selected", "true");
    node.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", node.id);
  };

  const show = (/** @type {boolean} */ open) => {
    move(-1);
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) say("");
  };

  const close = () => {
    turn++;
    show(false);
  };

  const option = (/** @type {() => void} */ take, /** @type {Array<Node|string>} */ ...children) => {
    const id = `${list.id}.${options.length}`;
    const node = element("div", { className: "search-option", id, onclick: take }, ...children);
    node.setAttribute("role", "option");
    node.setAttribute("aria-selected", "false");
    options.push({ node, take });
    return node;
  };

  const group = (/** @type {string} */ label, /** @type {string} */ name, /** @type {HTMLElement[]} */ nodes) => {
    const title = element("div", { className: "search-group", id: `${list.id}.${name}`, textContent: label });
    title.setAttribute("role", "presentation");
    const made = element("div", {}, title, ...nodes);
    made.setAttribute("role", "group");
    made.setAttribute("aria-labelledby", title.id);
    return made;
  };

  const search = (/** @type {string} */ q) => {
    input.value = q;
    close();
    form.requestSubmit();
  };

  const suggest = async () => {
    const mine = ++turn;
    const q = input.value;
    if (!q.trim()) return show(false);
    try {
      const asked = await engine.open();
      const { terms, cards } = await asked.suggest(q);
      if (mine !== turn || document.activeElement !== input) return;
      const talk = talkFrom(asked.head);
      options = [];
      const words = terms.map(({ q: textContent, language }) => option(() => search(textContent),
        element("span", { textContent, dir: "auto", ...tongue(language) })));
      const pages = cards.map((card) => option(() => go(address(card, way)),
        element("span", { textContent: card.title, ...tongue(card.language) }), " ", kindLabel(card.kind)));
      list.replaceChildren(
        ...(words.length ? [group(talk.say("terms"), "terms", words)] : []),
        ...(pages.length ? [group(talk.say("pages"), "pages", pages)] : []),
      );
      list.scrollTop = 0;
      show(options.length > 0);
      say(options.length ? talk.count("suggestions", options.length) : "");
    } catch {
      engine.forget();
      if (mine === turn) show(false); // without its index the field is a field
    }
  };

  input.addEventListener("input", suggest);
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  input.addEventListener("keydown", (event) => {
    const { key, altKey } = event;
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const open = !list.hidden;
    const last = options.length - 1;
    if (key === "ArrowDown" && !open) suggest();
    else if (key === "ArrowUp" && altKey && open) close();
    else if (key === "ArrowDown" && open) move(active < last ? active + 1 : -1);
    else if (key === "ArrowUp" && open) move(active < 0 ? last : active - 1);
    else if (key === "Enter" && open && active >= 0) options[active].take();
    else if (key === "Escape" && open) close();
    else if (key === "Escape" && input.value) {
      input.value = "";
      close();
    } else {
      /* Home, End and the like move in the text again. */
      if (key !== "Tab" && key !== "Enter" && key !== "Shift") move(-1);
      return;
    }
    event.preventDefault();
  });
  if (document.activeElement === input && input.value) suggest();
}
