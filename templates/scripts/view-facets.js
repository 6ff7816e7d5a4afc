/* The filters: lists of values with counts that follow the search, and numbers. A list is loaded when it is opened or
   something in it is chosen. */
import { button, element, tongue } from "./view-dom.js";
import { fold } from "./words.js";

/** @typedef {{key: string, label: string, language: string, count: number, chosen: boolean}} Value
    @typedef {{choose: (name: string, key: string, on: boolean) => void,
      limit: (name: "minutes"|"people", n: number|null, done: boolean) => void}} Acts */

const MOST_FOUND = 10;
const MANY = 20;
const MOST_PEOPLE = 999;
const OPEN = new Set(["kind", "themes"]);
const TIMES = [15, 30, 45, 60, 90, 120, 180, 240, 480];

/** @param {HTMLElement} panel @param {import("./engine.js").Head} head @param {import("./view-dom.js").Talk} talk
    @param {Acts} acts */
export function facetsIn(panel, head, talk, acts) {
  const wide = matchMedia("(min-width: 52rem)").matches;
  /** @type {(name: string) => Promise<Value[]>} */
  let counts;
  /** @type {import("./view-state.js").State} */
  let state;
  /** @type {Array<{node: HTMLElement, draw: () => Promise<void>|void}>} */
  const facets = head.facets.map(([name, label, sort]) => (sort === "range" ? range(name, label) : names(name, label)));
  let built = false;

  /** @param {string} name @param {string} label */
  function names(name, label) {
    const picked = element("span", { className: "finder-picked" });
    const list = element("div", { className: "finder-values" });
    const filter = element("input", { type: "search", className: "finder-narrow", spellcheck: false });
    filter.setAttribute("aria-label", talk.say("find_value", { label }));
    const told = element("p");
    told.setAttribute("role", "status");
    const more = button("", () => {
      all = !all;
      filter.value = "";
      fill();
    }, "finder-rest");
    const lost = element("p", { className: "finder-lost", hidden: true }, talk.say("lost"), " ");
    lost.append(button(talk.say("again"), () => load()));
    const legend = element("legend", { className: "visually-hidden", textContent: label });
    const set = element("fieldset", {}, legend, filter, list, more, lost);
    const details = element("details", { className: "finder-facet" },
      element("summary", {}, element("span", { textContent: label }), " ", picked), set);
    /** @type {Map<string, {row: HTMLElement, box: HTMLInputElement, number: HTMLElement}>} */
    const rows = new Map();
    /** @type {Value[]} */
    let values = [];
    /** @type {Value[]} */
    let top = [];
    let all = false;
    let current = false;
    let turn = 0;
    let shown = "";
    more.hidden = filter.hidden = true;
    filter.oninput = () => fill();
    details.ontoggle = () => {
      if (details.open && !current) load();
    };

    const row = (/** @type {Value} */ { key, label: text, language }) => {
      const box = element("input", { type: "checkbox", onchange: () => acts.choose(name, key, box.checked) });
      const number = element("span", { className: "finder-count" });
      const made = { box, number, row: element("label", {}, box, element("span", { textContent: text, dir: "auto", ...tongue(language) }), " ", number) };
      rows.set(key, made);
      return made;
    };

    const fill = () => {
      const long = values.length > MOST_FOUND;
      const wanted = fold(filter.value.trim());
      let here = values;
      if (long && !all) here = [...top, ...values.filter((value) => value.chosen && !top.includes(value))];
      else if (wanted) here = values.filter((value) => fold(value.label).includes(wanted));
      for (const value of here) {
        const { box, number } = rows.get(value.key) || row(value);
        box.checked = value.chosen;
        box.disabled = !value.count && !box.checked && box !== document.activeElement;
        number.textContent = talk.number(value.count);
      }
      const order = here.map(({ key }) => key).join();
      if (order !== shown) {
        const held = document.activeElement;
        list.replaceChildren(...here.map(({ key }) => /** @type {any} */ (rows.get(key)).row));
        if (held instanceof HTMLElement && list.contains(held)) held.focus({ preventScroll: true });
        shown = order;
      }
      if (values.length > MANY && !told.isConnected) filter.after(told);
      told.className = here.length ? "visually-hidden" : "";
      told.textContent = !wanted ? "" : here.length ? talk.count("results", here.length) : talk.say("nothing");
      filter.hidden = !all || values.length <= MANY;
      more.hidden = !long;
      more.textContent = all ? talk.say("show_fewer") : talk.say("show_all", { n: values.length });
    };

    const load = async () => {
      const mine = ++turn;
      lost.hidden = true;
      try {
        const next = await counts(name);
        if (mine !== turn) return;
        values = next;
        top = [...next].sort((a, b) => b.count - a.count).slice(0, MOST_FOUND);
        current = true;
        fill();
      } catch {
        if (mine === turn) lost.hidden = false;
      }
    };

    return {
      node: details,
      draw() {
        const n = state.chosen.get(name)?.size || 0;
        picked.textContent = n ? talk.count("chosen", n) : "";
        if (!built) details.open = n > 0 || (wide && OPEN.has(name));
        current = false;
        if (details.open || n) return load();
      },
    };
  }

  /** @param {any} name @param {string} label */
  function range(name, label) {
    const id = "finder-" + name;
    const title = element("label", { htmlFor: id, textContent: label });
    if (name === "people") {
      const field = element("input", { id, type: "number", min: "1", max: String(MOST_PEOPLE), autocomplete: "off" });
      const value = () => (field.valueAsNumber > 0 ? Math.min(Math.ceil(field.valueAsNumber), MOST_PEOPLE) : null);
      field.oninput = () => acts.limit(name, value(), false);
      field.onchange = () => {
        field.value = String(value() ?? "");
        acts.limit(name, value(), true);
      };
      return {
        node: element("div", { className: "finder-range" }, title, field),
        draw() {
          if (field !== document.activeElement || value() !== state.people) field.value = String(state.people ?? "");
        },
      };
    }
    const field = element("select", { id });
    const option = (/** @type {number} */ n) => new Option(n ? talk.minutes(n) : talk.say("any"), n ? String(n) : "");
    field.append(option(0), ...TIMES.map(option));
    field.onchange = () => acts.limit(name, Number(field.value) || null, true);
    return {
      node: element("div", { className: "finder-range" }, title, field),
      draw() {
        const value = String(state.minutes ?? "");
        field.value = value;
        if (state.minutes && field.value !== value) field.append(option(state.minutes));
        field.value = value;
      },
    };
  }

  return {
    /** Shows what is true now. The panel appears at once when it has what it opens with, so that nothing in it moves.
        @param {import("./view-state.js").State} now @param {(name: string) => Promise<Value[]>} count */
    async draw(now, count) {
      state = now;
      counts = count;
      const drawn = facets.map((facet) => facet.draw());
      if (built) return;
      built = true;
      await Promise.all(drawn);
      panel.prepend(...facets.map(({ node }) => node));
    },
  };
}
