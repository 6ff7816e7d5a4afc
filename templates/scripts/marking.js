// Which stretches of a text to mark, and how much each says.

import { stretch, walk } from "./words.js";

/**
 * @typedef {import("./match.js").Match} Match
 * @typedef {{start: number, end: number, word: number, weight: number}} Mark  word: which of the query's
 * @typedef {(text: string) => Mark[]} Marker
 * @typedef {Array<{word: number, weight: number, at: number, length: number}>} Inside
 */

const PART_FROM_LETTERS = 3;

/**
 * The longest part inside a word that may be a compound.
 * @param {string} word
 * @param {Map<string, number>} parts
 */
function partInside(word, parts) {
  let best = { at: 0, length: 0, weight: 0 };
  for (const [part, weight] of parts) {
    if (part.length < PART_FROM_LETTERS || part.length <= best.length || part.length >= word.length) continue;
    const ending = word.length - part.length;
    const at = word.endsWith(part) && ending >= PART_FROM_LETTERS ? ending : word.indexOf(part);
    const rest = ending - at;
    if (at < 0 || (at > 0 && at < PART_FROM_LETTERS) || (rest > 0 && rest < PART_FROM_LETTERS)) continue;
    best = { at, length: part.length, weight };
  }
  return best;
}

/**
 * @param {Match[]} matches
 * @param {string[][]} phrases
 * @param {number[]} tell  how much each word says, phrases after words
 * @returns {Marker}
 */
export function createMarker(matches, phrases, tell) {
  /** @type {Map<string, Inside>} */
  const known = new Map();

  /** @param {string} word */
  function judge(word) {
    /** @type {Inside} */
    const found = [];
    matches.forEach(({ forms, begins, parts }, i) => {
      const exact = forms.get(word) ?? (begins.some((prefix) => word.startsWith(prefix)) ? 0.7 : 0);
      const part = exact ? { at: 0, length: word.length, weight: exact } : partInside(word, parts);
      if (part.weight) found.push({ ...part, word: i, weight: part.weight * tell[i] });
    });
    known.set(word, found);
    return found;
  }

  return (text) => {
    const walked = walk(text);
    const { places } = walked;
    /** @type {Mark[]} */
    const marks = [];
    for (const { word, at } of places) {
      for (const found of known.get(word) ?? judge(word)) {
        const [start, end] = stretch(walked, at + found.at, found.length);
        marks.push({ start, end, word: found.word, weight: found.weight });
      }
    }
    phrases.forEach((phrase, p) => {
      for (let i = 0; i + phrase.length <= places.length; i++) {
        if (!phrase.every((word, j) => places[i + j].word === word)) continue;
        const last = places[i + phrase.length - 1];
        const [start] = stretch(walked, places[i].at, 1);
        const [, end] = stretch(walked, last.at, last.word.length);
        marks.push({ start, end, word: matches.length + p, weight: tell[matches.length + p] });
      }
    });
    return marks.sort((a, b) => a.start - b.start || b.end - a.end);
  };
}

/**
 * Stretches in order, none within or over another.
 * @param {Mark[]} marks  sorted
 * @returns {Array<[number, number]>}
 */
export function merged(marks) {
  /** @type {Array<[number, number]>} */
  const stretches = [];
  for (const { start, end } of marks) {
    const last = stretches.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else stretches.push([start, end]);
  }
  return stretches;
}
