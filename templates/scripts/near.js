// How many letters apart two words are: one inserted, left out, replaced, or two neighbours swapped.

import { letters } from "./words.js";

/**
 * @typedef {(word: string, limit: number) => string[][]} Speller
 *   the words so many errors from one: for each number of errors up to the limit
 * @typedef {{words: string[], masks: Uint32Array}} SameLength
 */

const LONGEST = 64;
const leftCodes = new Uint32Array(LONGEST);
const rightCodes = new Uint32Array(LONGEST);
let rows = [0, 1, 2].map(() => new Uint8Array(LONGEST + 1));

/**
 * How many errors are forgiven in a word of so many letters.
 * @param {number} length
 */
export function forgiven(length) {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}

/**
 * @param {string} word
 * @param {Uint32Array} codes
 */
function spell(word, codes) {
  let length = 0;
  for (let i = 0; i < word.length && length < LONGEST; i++) {
    const code = word.charCodeAt(i);
    codes[length++] = code < 0xd800 || code > 0xdfff ? code : word.codePointAt(i++) ?? code;
  }
  return length;
}

/**
 * The distance (optimal string alignment), or `limit + 1` where it is more than the limit. The beginnings and ends that
 * two words share decide most cases; only what is left between them is compared in full.
 * @param {string} a
 * @param {string} b
 * @param {number} limit
 */
export function distance(a, b, limit) {
  if (a === b) return 0;
  if (a.length > LONGEST || b.length > LONGEST) return limit + 1;
  let m = spell(a, leftCodes);
  let n = spell(b, rightCodes);
  if (Math.abs(m - n) > limit) return limit + 1;
  let from = 0;
  while (from < m && from < n && leftCodes[from] === rightCodes[from]) from++;
  while (m > from && n > from && leftCodes[m - 1] === rightCodes[n - 1]) m--, n--;
  m -= from;
  n -= from;
  if (!m || !n) return Math.max(m, n);
  if (limit === 1 && (m > 2 || n > 2)) return 2;
  let [before, last, row] = rows;
  for (let j = 0; j <= n; j++) last[j] = j;
  for (let i = 1; i <= m; i++) {
    let least = row[0] = i;
    const code = leftCodes[from + i - 1];
    for (let j = 1; j <= n; j++) {
      const other = rightCodes[from + j - 1];
      let steps = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (code === other ? 0 : 1));
      if (i > 1 && j > 1 && code === rightCodes[from + j - 2] && leftCodes[from + i - 2] === other) {
        steps = Math.min(steps, before[j - 2] + 1);
      }
      row[j] = steps;
      if (steps < least) least = steps;
    }
    if (least > limit) return limit + 1;
    [before, last, row] = [last, row, before];
  }
  rows = [before, last, row];
  return Math.min(last[n], limit + 1);
}

/**
 * Which letters a word has, as bits: a letter more or less is a bit more or less.
 * @param {string} word
 */
function maskOf(word) {
  let mask = 0;
  for (const letter of word) mask |= 1 << ((letter.codePointAt(0) ?? 0) & 31);
  return mask >>> 0;
}

/**
 * Whether there are more bits than the limit.
 * @param {number} bits
 * @param {number} limit
 */
function exceeds(bits, limit) {
  for (let left = limit; bits && left >= 0; left--) bits &= bits - 1;
  return bits !== 0;
}

/**
 * Words to look for near ones in: most are passed over by their length and letters alone.
 * @param {string[]} words
 * @returns {Speller}
 */
export function speller(words) {
  /** @type {Map<number, string[]>} */
  const lengths = new Map();
  for (const word of words) {
    const length = letters(word);
    const same = lengths.get(length);
    if (same) same.push(word);
    else lengths.set(length, [word]);
  }
  /** @type {Map<number, SameLength>} */
  const groups = new Map();
  for (const [length, same] of lengths) groups.set(length, { words: same, masks: Uint32Array.from(same, maskOf) });

  return (word, limit) => {
    const length = letters(word);
    const mask = maskOf(word);
    /** @type {string[][]} */
    const found = Array.from({ length: limit + 1 }, () => []);
    for (let other = length - limit; other <= length + limit; other++) {
      const group = groups.get(other);
      for (let i = 0; group && i < group.words.length; i++) {
        const theirs = group.masks[i];
        if (exceeds(mask & ~theirs, limit) || exceeds(theirs & ~mask, limit)) continue;
        const steps = distance(word, group.words[i], limit);
        if (steps <= limit) found[steps].push(group.words[i]);
      }
    }
    return found;
  };
}
