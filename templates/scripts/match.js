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
 * @param {Language[]} languages
 * @param {string} word
 */
export async function exactly(languages, word) {
  const match = noMatch(word);
  for (const { terms } of languages) addList(match, WEIGHTS.exact, (await terms.look(word))?.own ?? "");
  match.forms.set(word, WEIGHTS.exact);
  return match;
}

/**
 * The word and the others of its stem: for what is left out.
 * @param {Language[]} languages
 * @param {string} word
 */
export async function ofStem(languages, word) {
  const match = noMatch(word);
  for (const { terms } of languages) {
    const term = await terms.look(word);
    if (term) addTerm(match, term, WEIGHTS.exact, false);
  }
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
 * A word that the site has in a language, and while it is typed, words that begin with it. Says whether it is one.
 * @param {Match} match
 * @param {Language} language
 * @param {boolean} open
 */
async function addKnown(match, { terms }, open) {
  const { word } = match;
  const [term, longer] = await Promise.all([terms.look(word), open ? begunWith(terms, word) : []]);
  // A stem leads to its words, but need not be one.
  const isWord = term !== null && (term.own !== "" || term.entry.term === word || term.entry.same.length > 0);
  if (isWord) {
    addTerm(match, term, WEIGHTS.exact, true);
    for (const same of await Promise.all(term.entry.same.map((other) => terms.look(other)))) {
      if (same) addTerm(match, same, WEIGHTS.same, false);
    }
  }
  addBeginning(match, longer, WEIGHTS.prefix);
  return isWord;
}

/**
 * The longer words that begin with one.
 * @param {Terms} terms
 * @param {string} word
 */
async function begunWith(terms, word) {
  return letters(word) < PREFIX_FROM ? [] : (await terms.beginning(word)).filter(({ form }) => form !== word);
}

/**
 * @param {Match} match
 * @param {Term[]} begun
 * @param {number} weight
 */
function addBeginning(match, begun, weight) {
  for (const { own } of begun) addList(match, weight, own);
  if (begun.length) match.begins.push(match.word);
}

/**
 * For a word that the site does not have: another form of one, the beginning of one, or a part of a compound. `sure`:
 * whether it may be left at that; `ended`: what more than one rule leads to.
 * @param {Match} match
 * @param {Language} language
 * @param {boolean} open
 * @returns {Promise<{sure: boolean, ended: Term[]}>}
 */
async function addDerived(match, language, open) {
  const { terms } = language;
  const { word } = match;
  const longer = await begunWith(terms, word);
  const [{ rules, terms: ended }, { sure, unsure }] = await Promise.all([
    open && longer.length ? { rules: 0, terms: [] } : byEndings(language, word), holding(language, word),
  ]);
  const before = match.alternatives.length;
  if (rules <= 1) for (const other of ended) addTerm(match, other, WEIGHTS.ending, true);
  if (!open) addBeginning(match, longer, WEIGHTS.begun);
  const known = match.alternatives.length > before || sure.length > 0;
  for (const one of [...sure, ...unsure]) addList(match, WEIGHTS.held, one.own);
  if (sure.length || unsure.length) markForm(match.parts, word, WEIGHTS.part);
  return { sure: known, ended: rules > 1 ? ended : [] };
}

/**
 * A word with errors, or a compound that only its parts are known of. Says whether it is found so.
 * @param {Match} match
 * @param {Language[]} languages
 */
async function addWrong(match, languages) {
  const { word } = match;
  const length = letters(word);
  const limit = forgiven(length);
  /** @param {number} most */
  const around = async (most) => {
    const found = (await Promise.all(languages.map(({ terms }) => nearest(terms, word, most)))).flat();
    const least = Math.min(...found.map(({ steps }) => steps));
    return found.filter(({ steps }) => steps === least);
  };
  const [splits, once] = await Promise.all([
    Promise.all(languages.map((language) => (length >= 2 * PART_FROM ? partsOf(language, word, 1) : []))),
    around(Math.min(1, limit)),
  ]);
  const parted = splits.map((parts) => ({ parts, both: together(parts) })).filter(({ both }) => both.docs.length);
  const near = parted.length || once.length || limit < 2 ? once : await around(limit);
  for (const { parts, both } of parted) {
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
    if (!parted.length) match.instead.push(other.written);
  }
  return parted.length > 0 || near.length > 0;
}

/**
 * What a word finds: in any of the languages where it is known, else in the first of them that knows what it may come
 * from. `whole`: known words of which it is a piece written apart.
 * @param {Language[]} languages  the reader's first
 * @param {string} word
 * @param {boolean} open
 * @param {Promise<Term[]>} whole
 * @returns {Promise<Match>}
 */
export async function matched(languages, word, open, whole) {
  const match = noMatch(word);
  const isWord = await Promise.all(languages.map((language) => addKnown(match, language, open)));
  for (const one of await whole) addTerm(match, one, WEIGHTS.joined, false);
  if (match.alternatives.length && (isWord.includes(true) || !open)) return match;
  const begun = match.alternatives.length > 0;
  const derived = [];
  for (const language of languages) {
    const found = await addDerived(match, language, open);
    if (found.sure || begun) return match;
    derived.push(...found.ended);
  }
  if (!await addWrong(match, languages)) for (const other of derived) addTerm(match, other, WEIGHTS.ending, true);
  for (const { terms } of match.alternatives.length ? [] : languages) {
    const start = await beginningOf(terms, word);
    if (start) addTerm(match, start, WEIGHTS.ending, true);
  }
  return match;
}
