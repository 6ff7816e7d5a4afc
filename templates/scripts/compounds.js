// Words of several parts: taken apart, put together, and found by a part.

import { countPosting, readPosting } from "./digits.js";
import { letters } from "./words.js";

/**
 * @typedef {import("./digits.js").Posting} Posting
 * @typedef {import("./terms.js").Term} Term
 * @typedef {import("./terms.js").Terms} Terms
 * @typedef {{terms: Terms, endings: Array<[string, string]>, beginnings: string[], links: string[]}} Language
 */

export const PART_FROM = 4;
const HELD_FROM = 3;
const EDGE_MOST = 20;
const DEEPEST = 2;

/**
 * How many documents have the word or one of its stem.
 * @param {Term} term
 */
export function uses(term) {
  return term.entry.forms.reduce((sum, [, list]) => sum + countPosting(list), countPosting(term.entry.own));
}

/**
 * The words with which a word begins or ends, the longest of each, but for very long ones.
 * @param {Terms} terms
 * @param {string} word
 * @returns {Promise<Term[]>}
 */
export async function edges(terms, word) {
  const longest = Math.min(EDGE_MOST, word.length - 1); // each ending is in another range
  const lengths = Array.from({ length: Math.max(0, longest - PART_FROM + 1) }, (_, i) => longest - i);
  const [first, last] = await Promise.all([
    Promise.all(lengths.map((length) => terms.look(word.slice(0, length)))),
    Promise.all(lengths.map((length) => terms.look(word.slice(-length)))),
  ]);
  return [first, last].flatMap((found) => found.filter((term) => term?.own).slice(0, 1))
    .filter((term) => term !== null);
}

/**
 * The parts of a compound that the dictionary does not have: the fewest, and the longest first one.
 * @param {Language} language
 * @param {string} word
 * @param {number} deep
 * @returns {Promise<Term[]>}
 */
export async function partsOf(language, word, deep) {
  const { terms, links } = language;
  /** @type {Array<[string, string]>} */
  const cuts = [];
  for (let i = word.length - PART_FROM; i >= PART_FROM; i--) {
    for (const link of links) {
      const first = word.slice(0, i).slice(0, i - link.length);
      if (first.length >= PART_FROM && word.slice(0, i).endsWith(link)) cuts.push([first, word.slice(i)]);
    }
  }
  const firsts = await Promise.all(cuts.map(([first]) => terms.look(first)));
  const hopeful = cuts.flatMap(([, second], i) => {
    const first = firsts[i];
    return first ? [{ first, second }] : [];
  });
  const seconds = await Promise.all(hopeful.map(({ second }) => terms.look(second)));
  const best = seconds.findIndex((second) => second !== null);
  if (best >= 0) return [hopeful[best].first, /** @type {Term} */ (seconds[best])];
  if (deep >= DEEPEST) return [];
  for (const { first, second } of hopeful) {
    const rest = await partsOf(language, second, deep + 1);
    if (rest.length) return [first, ...rest];
  }
  return [];
}

/**
 * Compounds that end with a word which is none of its own in the site, or with a form of it; `sure` are those whose
 * other part is one.
 * @param {Language} language
 * @param {string} word
 * @returns {Promise<{sure: Term[], unsure: Term[]}>}
 */
export async function holding({ terms, links }, word) {
  /** @type {{sure: Term[], unsure: Term[]}} */
  const found = { sure: [], unsure: [] };
  if (!links.length || letters(word) < HELD_FROM) return found;
  await Promise.all((await terms.holding(word)).map(async (whole) => {
    const rest = whole.slice(0, whole.lastIndexOf(word));
    const firsts = links.filter((link) => rest.endsWith(link)).map((link) => rest.slice(0, rest.length - link.length));
    const [term, ...known] = await Promise.all([whole, ...firsts].map((one) => terms.look(one)));
    if (term) found[known.some((first) => first !== null) ? "sure" : "unsure"].push(term);
  }));
  return found;
}

/**
 * The longest known word with which a word begins, with an ending of at most four letters: a form that no rule knows.
 * @param {Terms} terms
 * @param {string} word
 * @returns {Promise<Term|null>}
 */
export async function beginningOf(terms, word) {
  const cuts = [1, 2, 3, 4].map((rest) => word.slice(0, -rest)).filter((start) => start.length >= PART_FROM);
  const found = await Promise.all(cuts.map((start) => terms.look(start)));
  return found.find((term) => term !== null && uses(term) > 0) ?? null;
}

/**
 * The documents that have something of each part, about it as they are about the least of them.
 * @param {Term[]} parts
 * @returns {Posting}
 */
export function together(parts) {
  if (!parts.length) return readPosting("");
  const maps = parts.map(({ entry }) => {
    /** @type {Map<number, number>} */
    const levels = new Map();
    for (const list of [entry.own, ...entry.forms.map(([, text]) => text), entry.parts]) {
      const posting = readPosting(list);
      posting.docs.forEach((doc, i) => levels.set(doc, Math.max(posting.levels[i], levels.get(doc) ?? 0)));
    }
    return levels;
  });
  const docs = [...maps[0].keys()].filter((doc) => maps.every((levels) => levels.has(doc))).sort((a, b) => a - b);
  const levels = docs.map((doc) => Math.min(...maps.map((of) => of.get(doc) ?? 0)));
  return { docs: Uint32Array.from(docs), levels: Uint8Array.from(levels) };
}

/**
 * Two words written apart that are one in the dictionary.
 * @param {Language} language
 * @param {string} first
 * @param {string} second
 * @returns {Promise<Term[]>}
 */
export async function joined({ terms, links }, first, second) {
  if (first.length + second.length < 2 * PART_FROM - 2) return [];
  const found = await Promise.all(links.map((link) => terms.look(first + link + second)));
  return found.filter((term) => term !== null);
}
