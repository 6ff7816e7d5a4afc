// What was typed: words, "phrases", and what to leave out.

import { tokens, walk, stretch } from "./words.js";

/**
 * @typedef {{word: string, typed: string, open: boolean, next: boolean}} Asked
 *   typed: as it was written; open: it may go on, since it is being typed; next: it follows on the word before
 * @typedef {{words: Asked[], phrases: string[][], without: string[][]}} Query
 */

const QUERY_PARTS = /(-?)"([^"]*)"|\S+/gu;
const MOST_WORDS = 16;
const MOST_TYPED = 400;

/**
 * A quotation mark that is not closed means nothing.
 * @param {string} q
 * @param {boolean} typing
 * @returns {Query}
 */
export function readQuery(q, typing) {
  /** @type {Query} */
  const query = { words: [], phrases: [], without: [] };
  const text = q.slice(0, MOST_TYPED).replace(/[“”„«»]/gu, '"');
  let next = false;
  for (const match of text.matchAll(QUERY_PARTS)) {
    const [all, , quoted] = match;
    const out = all[0] === "-";
    if (out || quoted !== undefined) {
      const wanted = tokens(quoted ?? all);
      if (wanted.length) (out ? query.without : query.phrases).push(wanted);
      next = false;
      continue;
    }
    const walked = walk(all);
    const last = match.index + all.length === text.length;
    walked.places.forEach(({ word, at }, i) => {
      const [start, end] = stretch(walked, at, word.length);
      const open = typing && last && i === walked.places.length - 1 && end === all.length;
      query.words.push({ word, typed: all.slice(start, end), open, next });
      next = true;
    });
  }
  query.words.length = Math.min(query.words.length, MOST_WORDS);
  return query;
}

/**
 * The words that count, each once; those that say little only where there are no others.
 * @param {Query} query
 * @param {Set<string>} stop
 * @returns {Asked[]}
 */
export function telling(query, stop) {
  const others = query.words.filter(({ word }) => !stop.has(word));
  const chosen = others.length || query.phrases.length ? others : query.words;
  return chosen.filter(({ word }, i) => chosen.findIndex((other) => other.word === word) === i);
}
