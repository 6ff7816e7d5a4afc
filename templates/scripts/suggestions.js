// Queries to offer: the one that is being typed, completed; or, where nothing was found, the nearest.

import { edges, uses } from "./compounds.js";
import { readPosting } from "./digits.js";
import { nearest } from "./match.js";
import { letters } from "./words.js";
import { readQuery } from "./query.js";

/**
 * @typedef {import("./terms.js").Terms} Terms
 * @typedef {{q: string, language: string}} Query  with the language of the word that was put in, where it is not the index's
 */

const OFFERED = 4;
const COMPLETED_FROM = 2;
const MOST_TRIED = 12;
const ALIKE_MOST = 6;
const ALIKE_LEAST = 4;

/**
 * The query with its last word completed by the most used words, one of each stem.
 * @param {Terms} terms
 * @param {string} q
 * @param {Set<string>} stop
 * @param {(before: string) => Promise<Uint8Array|null>} having  the documents that the words before find
 * @returns {Promise<Query[]>}
 */
export async function completions(terms, q, stop, having) {
  const last = readQuery(q, true).words.at(-1);
  if (!last?.open || letters(last.word) < COMPLETED_FROM) return [];
  const before = q.slice(0, q.lastIndexOf(last.typed));
  const [begun, may] = await Promise.all([terms.beginning(last.word), having(before)]);
  /** @type {Map<string, {written: string, count: number, language: string}>} */
  const best = new Map();
  for (const { form, written, own, entry, language } of begun) {
    if (form === last.word || stop.has(form)) continue;
    let count = 0;
    for (const doc of readPosting(own).docs) count += may ? may[doc] : 1;
    if (count > (best.get(entry.term)?.count ?? 0)) best.set(entry.term, { written, count, language });
  }
  return [...best.values()].sort((a, b) => b.count - a.count).slice(0, OFFERED)
    .map(({ written, language }) => ({ q: before + written, language }));
}

/**
 * The most used of the words that begin as a word does, with as many letters as there are any for.
 * @param {Terms} terms
 * @param {string} word
 */
async function alike(terms, word) {
  for (let length = Math.min(ALIKE_MOST, word.length - 1); length >= ALIKE_LEAST; length--) {
    const found = (await terms.beginning(word.slice(0, length))).filter((term) => term.own);
    if (found.length) return found.sort((a, b) => uses(b) - uses(a)).slice(0, OFFERED);
  }
  return [];
}

/**
 * Whole queries near to one that finds nothing, the nearest first: without quotation marks or what was to be left out,
 * or with a word changed further than a search does, or cut to a part that is known.
 * @param {Terms} terms
 * @param {string} q
 * @param {Set<string>} stop
 * @param {(q: string) => Promise<boolean>} finds
 * @returns {Promise<Query[]>}
 */
export async function nearestQueries(terms, q, stop, finds) {
  const { words, phrases, without } = readQuery(q, false);
  const written = words.map(({ typed }) => typed);
  /** @type {Query[]} */
  const tried = [];
  const ask = (/** @type {string[]} */ parts, language = "") => tried.push({ q: parts.join(" "), language });
  if (without.length || phrases.length) {
    const quoted = phrases.map((phrase) => `"${phrase.join(" ")}"`);
    if (without.length) ask([...written, ...quoted]);
    if (phrases.length) ask([...written, ...phrases.flat()]);
  }
  const changed = await Promise.all(words.map(async ({ word }, place) => {
    if (stop.has(word)) return [];
    const length = letters(word);
    const limit = length < 4 ? 1 : Math.min(4, Math.floor(length / 2));
    const [near, parts] = await Promise.all([nearest(terms, word, limit), edges(terms, word)]);
    const offered = [...near, ...parts.map((term) => ({ term, steps: length - letters(term.form) }))];
    if (!offered.length) offered.push(...(await alike(terms, word)).map((term) => ({ term, steps: length })));
    return offered.map(({ term, steps }) =>
      ({ steps, parts: [...written.slice(0, place), term.written, ...written.slice(place + 1)], language: term.language }));
  }));
  for (const { parts, language } of changed.flat().sort((a, b) => a.steps - b.steps)) ask(parts, language);
  const offered = tried.filter((one, i) => one.q && one.q !== q && tried.findIndex((other) => other.q === one.q) === i)
    .slice(0, MOST_TRIED);
  const found = await Promise.all(offered.map((one) => finds(one.q)));
  return offered.filter((_, i) => found[i]).slice(0, OFFERED);
}
