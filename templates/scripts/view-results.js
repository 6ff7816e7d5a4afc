/* The list of results: its items are made once for a search, and passages of the body come when they are in view. */
import { address, element, kindLabel, marked, part, tongue } from "./view-dom.js";
import { fragmentOf, nameOf } from "./view-state.js";
import { passage } from "./passages.js";
import { tokens } from "./words.js";

const FIRST_OF_KIND = 3;
const PASSAGE = [28, 20, 14, 9];

/** @typedef {import("./engine.js").Found} Found
    @typedef {import("./engine.js").Card} Card
    @typedef {import("./view-state.js").State} State
    @typedef {[kind: {key: string, label: string, look: string}, numbers: number[], cards: Card[]]} Group */

/** @param {HTMLElement} place @param {import("./view-dom.js").Talk} talk @param {import("./policy.js").Wires} way
    @param {Set<string>} stop @param {(card: Card) => Promise<string[]>} paragraphs */
export function resultsIn(place, talk, way, stop, paragraphs) {
  /** @type {Map<Element, () => void>} */
  const waiting = new Map();
  /** @type {Map<number, HTMLElement>} */
  let items = new Map();
  /** @type {Found} */
  let found;
  /** @type {State} */
  let state;
  let wanted = 0;

  const watcher = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      waiting.get(target)?.();
      waiting.delete(target);
    }
  }, { rootMargin: "160px" });

  /* How many of the words asked for a text shows. */
  const shows = (/** @type {Found} */ asked, /** @type {string} */ text) =>
    new Set(asked.find(text).map(({ word }) => word)).size;

  /* A sentence of the body instead of the summary, where it says more: as much of it as fits in the space there is. */
  const read = async (/** @type {Card} */ card, /** @type {HTMLElement} */ text, /** @type {Found} */ asked) => {
    const all = await paragraphs(card).catch(() => []);
    const room = text.offsetHeight;
    for (const words of PASSAGE) {
      const sentence = passage(all, asked, words);
      if (!sentence || asked !== found || shows(asked, sentence) <= shows(asked, card.summary)) return;
      text.replaceChildren(...marked(sentence, asked.marks(sentence)));
      if (text.offsetHeight <= room) break;
    }
    text.style.minBlockSize = room + "px";
  };

  const item = (/** @type {Card} */ card, /** @type {"h2"|"h3"} */ level) => {
    const { title, summary, language, facts, themes } = card;
    const foreign = tongue(language);
    const text = element("p", { className: "finder-text", ...foreign }, ...marked(summary, found.marks(summary)));
    const like = element("a", {
      className: "finder-like", textContent: talk.say("like"),
      href: fragmentOf({ ...state, q: "", chosen: new Map(), minutes: null, people: null, apart: false },
        { like: nameOf(card), shown: 0 }),
    });
    like.setAttribute("aria-label", talk.say("like_of", { title }));
    const notes = Object.entries({ "finder-facts": facts, "finder-themes": themes }).filter(([, texts]) => texts.length)
      .map(([className, texts]) =>
        element("ul", { className }, ...texts.map((textContent) => element("li", { textContent }))));
    const other = talk.foreign(language);
    const kind = other
      ? element("p", { className: "labels" }, kindLabel(card.kind), " ", element("span", { className: "mark", textContent: other }))
      : kindLabel(card.kind);
    const made = element("li", { className: "finder-result" }, kind,
      element(level, foreign, element("a", { href: address(card, way) }, ...marked(title, found.marks(title)))),
      text, element("div", { className: "finder-last" }, ...notes, like));
    if (shows(found, `${title} ${summary}`) < wanted) {
      text.classList.add("finder-wide");
      waiting.set(made, () => read(card, text, found));
      watcher.observe(made);
    }
    return made;
  };

  const list = (/** @type {Card[]} */ cards, /** @type {"h2"|"h3"} */ level = "h2") =>
    element("ol", {}, ...cards.map((card) => {
      const made = items.get(card.number) || item(card, level);
      items.set(card.number, made);
      return made;
    }));

  const put = (/** @type {HTMLElement[]} */ ...nodes) => {
    const held = place.contains(document.activeElement) && document.activeElement;
    place.replaceChildren(...nodes);
    if (!held) return;
    if (place.contains(held)) /** @type {HTMLElement} */ (held).focus({ preventScroll: true });
    else place.focus();
  };

  const begin = (/** @type {Found} */ next, /** @type {State} */ now) => {
    if (next !== found || now.apart !== state.apart) {
      watcher.disconnect();
      waiting.clear();
      items = new Map();
    }
    found = next;
    state = now;
    wanted = new Set(tokens(now.q).filter((word) => !stop.has(word))).size - next.unknown.length;
  };

  return {
    /** All in one list, and where words are missing from here on, a line that says so.
        @param {Found} next @param {State} now @param {Card[]} cards */
    together(next, now, cards) {
      begin(next, now);
      const { complete } = next;
      /** @type {HTMLElement[]} */
      const nodes = [list(cards.slice(0, complete))];
      if (complete && complete < cards.length) {
        nodes.push(element("p", { className: "finder-divider", textContent: talk.say("divider") }));
      }
      if (complete < cards.length) nodes.push(list(cards.slice(complete)));
      put(...nodes.filter((node) => node.childNodes.length));
    },
    /** The first of each kind below its heading, and the way to all of it.
        @param {Found} next @param {State} now @param {Group[]} groups */
    apart(next, now, groups) {
      begin(next, now);
      put(...groups.map(([kind, numbers, cards]) => {
        const total = element("span", { className: "count", textContent: talk.number(numbers.length) });
        const section = element("section", { className: "finder-group" },
          element("h2", {}, kind.label, " ", total), list(cards, "h3"));
        if (numbers.length > cards.length) {
          const chosen = new Map([...now.chosen, ["kind", new Set([kind.key])]]);
          section.append(element("a", {
            className: "finder-all", href: fragmentOf(now, { chosen, apart: false, shown: 0 }),
            textContent: talk.say("all", { n: numbers.length, label: kind.label }),
          }));
        }
        return section;
      }));
    },
    firstOfKind: FIRST_OF_KIND,
    /** The result with this place in the list gets the focus. @param {number} n */
    focus(n) {
      part(place.querySelectorAll(".finder-result")[n] || document.createElement("i"), "a")?.focus();
    },
  };
}
