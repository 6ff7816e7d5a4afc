/* Small words for the page: elements, texts with marks, and what the search says. Everything is text, never HTML. */

/** @template {keyof HTMLElementTagNameMap} K @param {K} name @param {Partial<HTMLElementTagNameMap[K]>} [properties]
    @param {...(Node|string)} children @returns {HTMLElementTagNameMap[K]} */
export function element(name, properties = {}, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

/** A button that does something. @param {string} text @param {() => void} act @param {string} [className] */
export const button = (text, act, className = "") =>
  element("button", { type: "button", className, textContent: text, onclick: act });

/** What must be on the page. @param {ParentNode} place @param {string} selector @returns {any} */
export const part = (place, selector) => place.querySelector(selector);

/** A text with these stretches in <mark>. @param {string} text @param {Array<[number, number]>} stretches */
export function marked(text, stretches) {
  /** @type {Array<Node|string>} */
  const parts = [];
  let end = 0;
  for (const [from, to] of stretches) {
    parts.push(text.slice(end, from), element("mark", { textContent: text.slice(from, to) }));
    end = to;
  }
  return [...parts, text.slice(end)];
}

/** lang and dir of a text in another language than the page's. @param {string} language */
export const tongue = (language) =>
  language ? { lang: language, dir: /^(ar|ckb|dv|fa|he|ks|ps|sd|syr|ug|ur|yi)\b/.test(language) ? "rtl" : "ltr" } : {};

/** The link to a document. @param {{url: string}} card @param {import("./policy.js").Wires} way */
export const address = ({ url }, way) => way.below + url + (way.portable && /(^|\/)$/.test(url) ? "index.html" : "");

/** A kind by its word, its ink and its shape. @param {{key: string, label: string, look: string}} kind */
export function kindLabel({ key, label, look }) {
  const node = element("span", { className: `kind ${look}`, textContent: label });
  node.dataset.kind = key;
  return node;
}

/** @typedef {Record<string, string|number>} Values
    @typedef {ReturnType<typeof talkFrom>} Talk */

/** What the search says, in the words of the head.
    @param {{language: string, messages: Record<string, string>}} head */
export function talkFrom({ language, messages }) {
  const other = tongue(language).dir === "rtl" ? /\p{Script=Latin}/u : /[\u0590-\u08ff\ufb1d-\ufefc]/;
  const plural = new Intl.PluralRules(language);
  const digits = new Intl.NumberFormat(language + "-u-nu-latn"); // as the pages have them
  const names = new Intl.DisplayNames([language], { type: "language" });
  /* What a language is called, where it is not the page's. */
  const foreign = (/** @type {string} */ code) => (code === language ? "" : names.of(code) ?? code);
  const number = (/** @type {number} */ n) => digits.format(n);
  const say = (/** @type {string} */ key, /** @type {Values} */ values = {}) =>
    (messages[key] ?? key).replace(/\{(\w+)\}/g, (hole, name) => {
      const value = values[name] ?? hole;
      if (typeof value === "number") return number(value);
      return other.test(value) ? `\u2068${value}\u2069` : value; // a text of the other direction keeps its order
    });
  const count = (/** @type {string} */ key, /** @type {number} */ n, /** @type {Values} */ values = {}) => {
    const form = `${key}_${plural.select(n)}`;
    return say(form in messages ? form : key + "_other", { ...values, n });
  };
  const minutes = (/** @type {number} */ n) => (messages["time_" + n] ? say("time_" + n) : count("minutes", n));
  return { say, count, number, minutes, foreign };
}
