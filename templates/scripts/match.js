// From a word to what stands for it in the index: its alternatives, each with its weight.

import { PART_FROM, beginningOf, holding, partsOf, together, uses } from "./compounds.js";
import { readPosting } from "./digits.js";
import { forgiven } from "./near.js";
import { letters } from "./words.js";

/**
 * @typedef {import("./digits.js").Posting} Posting
 * @typedef {import("./terms.js").Term} Term
 * @typedef {import("./terms.js").Terms} Terms
 * @typedef {{weight: number, posting: Posting}} Alternative
 * @typedef {{word: string, alternatives: Alternative[], forms: Map<string, number>, begins: string[],
 *   parts: Map<string, number>, instead: string[]}} Match
 *   forms: what to mark, with its weight; begins: beginnings to mark; parts: what to mark inside a compound;
 *   instead: near words that were used, as they are written
 * @typedef {import("./compounds.js").Language} Language
 */

export const WEIGHTS = Object.freeze({
  exact: 1, stem: 0.85, joined: 0.85, prefix: 0.7, same: 0.7, part: 0.5,
  begun: 0.85, held: 0.8, ending: 0.7, split: 0.45, near: [1, 0.4, 0.25],
  k1: 1.2,
});
const PREFIX_FROM = 3;
const STEM_FROM = 3;
const RULES_MOST = 3;
const ORIGINS_MOST = 12;
const NEAR_TRIED = 24;
const NEAR_MOST = 8;

/**
 * @param {string} word
 * @returns {Match}
 */
function noMatch(word) {
  return { word, alternatives: [], forms: new Map(), begins: [], parts: new Map(), instead: [] };
}

/**
 * @param {Map<string, number>} marks
 * @param {string} form
 * @param {number} weight
 */
function markForm(marks, form, weight) {
  marks.set(form, Math.max(weight, marks.get(form) ?? 0));
}

/**
 * @param {Match} match
 * @param {number} weight
 * @param {string} list
 */
function addList(match, weight, list) {
  if (list) match.alternatives.push({ weight, posting: readPosting(list) });
}

/**
 * The word itself and the others of its stem; with its compounds, where they are wanted.
 * @param {Match} match
 * @param {Term} term
 * @param {number} weight
 * @param {boolean} compounds
 */
function addTerm(match, term, weight, compounds) {
  const { form, own, entry } = term;
  /** @type {Array<[string, string]>} */
  const forms = [[entry.term, entry.own], ...entry.forms];
  addList(match, weight, own);
  markForm(match.forms, form, weight);
  for (const [other, list] of forms) {
    if (other !== form) addList(match, weight * WEIGHTS.stem, list);
    markForm(match.forms, other, weight * WEIGHTS.stem);
    if (compounds && entry.parts) markForm(match.parts, other, weight * WEIGHTS.part);
  }
  if (compounds) addList(match, weight * WEIGHTS.part, entry.parts);
}

/**
 * Only this form of the word: for phrases.
 * @param {Terms} terms
 * @param {string} word
 */
export async function exactly(terms, word) {
  const match = noMatch(word);
  const term = await terms.look(word);
  if (term) addList(match, WEIGHTS.exact, term.own);
  match.forms.set(word, WEIGHTS.exact);
  return match;
}

/**
 * The word and the others of its stem: for what is left out.
 * @param {Terms} terms
 * @param {string} word
 */
export async function ofStem(terms, word) {
  const match = noMatch(word);
  const term = await terms.look(word);
  if (term) addTerm(match, term, WEIGHTS.exact, false);
  return match;
}

/**
 * What a word may come from by one rule after another: for each number of rules, the words, the longest first.
 * @param {Language} language
 * @param {string} word
 */
function origins({ endings, beginnings }, word) {
  const seen = new Set([word]);
  /** @param {string} text */
  const isNew = (text) => letters(text) >= STEM_FROM && !seen.has(text) && seen.add(text);
  let layer = [word, ...beginnings.filter((start) => word.startsWith(start)).map((start) => word.slice(start.length))];
  const layers = [[word, ...layer.slice(1).filter(isNew)]];
  for (let i = 0; i < RULES_MOST; i++) {
    layer = layer.flatMap((text) => endings.filter(([ending]) => text.endsWith(ending))
      .map(([ending, instead]) => text.slice(0, text.length - ending.length) + instead)).filter(isNew);
    layers.push(layer.sort((a, b) => b.length - a.length).slice(0, ORIGINS_MOST));
  }
  return layers;
}

/**
 * The words of which a word that the site does not have may be another form, and by how many rules.
 * @param {Language} language
 * @param {string} word
 * @returns {Promise<{rules: number, terms: Term[]}>}
 */
async function byEndings(language, word) {
  for (const [rules, layer] of origins(language, word).entries()) {
    const found = await Promise.all(layer.map((origin) => language.terms.look(origin)));
    const used = found.filter((term) => term !== null).filter((term) => uses(term) > 0);
    if (used.length) return { rules, terms: [...new Map(used.map((term) => [term.entry.term, term])).values()] };
  }
  return { rules: 0, terms: [] };
}

/**
 * The nearest words of the dictionary, the most used of them.
 * @param {Terms} terms
 * @param {string} word
 * @param {number} limit  how many errors
 * @returns {Promise<Array<{term: Term, steps: number}>>}
 */
export async function nearest(terms, word, limit) {
  if (!limit || /\p{N}/u.test(word)) return [];
  // Words of about the same length are in fewer pieces, and mostly have it.
  for (const most of new Set([1, limit])) {
    for (const [steps, others] of (await terms.near(word, most)).entries()) {
      const tried = others.sort((a, b) => Number(b[0] === word[0]) - Number(a[0] === word[0])).slice(0, NEAR_TRIED);
      const known = await Promise.all(tried.map((other) => terms.look(other)));
      const words = known.filter((term) => term !== null && (term.own || term.entry.term === term.form)); // no mere stems
      const used = /** @type {Term[]} */ (words).map((term) => ({ term, steps, count: uses(term) }));
      const found = used.filter(({ term, count }) => count > 0 || term.entry.parts);
      if (found.length) return found.sort((a, b) => b.count - a.count).slice(0, NEAR_MOST);
    }
  }
  return [];
}

/**
 * What a word finds. `whole`: known words of which it is a piece written apart.
 * @param {Language} language
 * @param {string} word
 * @param {boolean} open
 * @param {Promise<Term[]>} whole
 * @returns {Promise<Match>}
 */
export async function matched(language, word, open, whole) {
  const { terms } = language;
  const match = noMatch(word);
  const prefix = letters(word) >= PREFIX_FROM;
  const [term, longer, wholes] = await Promise.all([
    terms.look(word), open && prefix ? terms.beginning(word) : [], whole,
  ]);

  /** @param {Term[]} begun @param {number} weight */
  const addBeginning = (begun, weight) => {
    for (const { form, own } of begun) if (form !== word) addList(match, weight, own);
    if (begun.length) match.begins.push(word);
  };

  // A stem leads to its words, but need not be one.
  const isWord = term !== null && (term.own !== "" || term.entry.term === word || term.entry.same.length > 0);
  if (isWord) {
    addTerm(match, term, WEIGHTS.exact, true);
    for (const same of await Promise.all(term.entry.same.map((other) => terms.look(other)))) {
      if (same) addTerm(match, same, WEIGHTS.same, false);
    }
  }
  addBeginning(longer, WEIGHTS.prefix);
  for (const one of wholes) addTerm(match, one, WEIGHTS.joined, false);
  if (match.alternatives.length && (isWord || !open)) return match;

  // A word that the site does not have: another form of one, the beginning of one, or a part of a compound.
  const [ended, begun, { sure, unsure }] = await Promise.all([
    longer.length ? { rules: 0, terms: [] } : byEndings(language, word), prefix && !open ? terms.beginning(word) : [], holding(language, word),
  ]);
  const addEnded = () => ended.terms.forEach((other) => addTerm(match, other, WEIGHTS.ending, true));
  if (ended.rules <= 1) addEnded();
  addBeginning(begun, WEIGHTS.begun);
  const known = match.alternatives.length > 0 || sure.length > 0;
  for (const one of [...sure, ...unsure]) addList(match, WEIGHTS.held, one.own);
  if (sure.length || unsure.length) markForm(match.parts, word, WEIGHTS.part);
  if (known) return match;

  // A word with errors, or a compound that only its parts are known of.
  const length = letters(word);
  const limit = forgiven(length);
  const [split, once] = await Promise.all([
    length >= 2 * PART_FROM ? partsOf(language, word, 1) : [], nearest(terms, word, Math.min(1, limit)),
  ]);
  const both = together(split);
  const parts = both.docs.length ? split : [];
  const near = parts.length || once.length || limit < 2 ? once : await nearest(terms, word, limit);
  if (parts.length) {
    match.alternatives.push({ weight: WEIGHTS.split, posting: both });
    for (const { entry } of parts) {
      for (const form of [entry.term, ...entry.forms.map(([other]) => other)]) {
        markForm(match.forms, form, WEIGHTS.split);
        markForm(match.parts, form, WEIGHTS.split);
      }
    }
  }
  for (const { term: other, steps } of near) {
    addTerm(match, other, WEIGHTS.near[steps], true);
    if (!parts.length) match.instead.push(other.written);
  }
  if (!parts.length && !near.length) addEnded();
  const start = match.alternatives.length ? null : await beginningOf(terms, word);
  if (start) addTerm(match, start, WEIGHTS.ending, true);
  return match;
}
