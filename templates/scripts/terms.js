// The dictionary: in which range a word stands, and what its entry says.

import { letters } from "./words.js";
import { speller } from "./near.js";

/**
 * @typedef {{starts: string, pieces: string}} TermsHead
 * @typedef {{language: string, stop: string, endings: string, beginnings: string[], links: string[]}} Spoken
 * @typedef {Spoken & {format: number, base: string, count: number, foreign: number,
 *   others: Array<[string, string, string]>, messages: Record<string, string>,
 *   kinds: Array<[string, string, string]>, also: Spoken[], evidence: string, terms: TermsHead,
 *   spelling: Array<[number, number, string]>, cards: {size: number, pieces: string},
 *   facets: Array<[string, string, string, string]>}} Head
 * @typedef {(name: string) => Promise<any>} Piece
 * @typedef {{term: string, own: string, forms: Array<[string, string]>, parts: string, same: string[],
 *   other: string, written: string}} Entry
 * @typedef {{terms: string[], entries: string[], read: Map<number, Entry>}} Range
 * @typedef {{form: string, written: string, own: string, entry: Entry, language: string}} Term
 *   a word, its own posting list, the entry of its stem, and its language, empty where it is that of the index
 * @typedef {{look: (word: string) => Promise<Term|null>,
 *   beginning: (prefix: string) => Promise<Term[]>, near: (word: string, limit: number) => Promise<string[][]>,
 *   holding: (word: string) => Promise<string[]>}} Terms
 *   look: a word; beginning: words that begin so; near: words so many errors away; holding: longer words that end with
 *   it, or with a form of it, in small sites only, since it takes all words
 */

const MOST_RANGES = 6;
const FEW_DOCUMENTS = 600;
const MOST_HOLDING = 24;
const FORM_MOST = 3;
const REST_FROM = 3;
const ENTRY_PARTS = /([;+~])([^;+~]*)/g;

/**
 * The names of pieces, written one after another.
 * @param {string} joined
 * @returns {string[]}
 */
export function pieceNames(joined) {
  return joined.match(/.{8}/g) ?? [];
}

/**
 * Before (-1), equal (0) or after (1) by code point; JavaScript compares halves of characters, which differs for some.
 * @param {string} a
 * @param {string} b
 */
export function compareWords(a, b) {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [one, other] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (one === other) continue;
    const [half, otherHalf] = [(one & 0xf800) === 0xd800, (other & 0xf800) === 0xd800];
    if (half !== otherHalf) return half ? 1 : -1;
    return one < other ? -1 : 1;
  }
  return Math.sign(a.length - b.length);
}

/**
 * How many of the sorted words are not after the word.
 * @param {string[]} sorted
 * @param {string} word
 */
function upTo(sorted, word) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareWords(sorted[middle], word) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The word of a term: what stands behind the language, where it has one.
 * @param {string} term
 */
const wordOf = (term) => term.slice(term.indexOf("/") + 1);

/**
 * @param {string} term
 * @param {string} text
 * @returns {Entry}
 */
function readEntry(term, text) {
  const sign = text.indexOf("=");
  const word = wordOf(term);
  const written = sign < 0 ? word : text.slice(sign + 1);
  const rest = sign < 0 ? text : text.slice(0, sign);
  /** @type {Entry} */
  const entry = { term: word, own: "", forms: [], parts: "", same: [], other: "", written };
  if (rest[0] === ">") return { ...entry, other: rest.slice(1) };
  const end = rest.search(/[;+~]/);
  entry.own = end < 0 ? rest : rest.slice(0, end);
  for (const [, kind, value] of end < 0 ? [] : rest.slice(end).matchAll(ENTRY_PARTS)) {
    if (kind === "+") entry.parts = value;
    else if (kind === "~") entry.same = value.split(" ").filter(Boolean).map(wordOf);
    else {
      const colon = value.indexOf(":");
      entry.forms.push([wordOf(value.slice(0, colon)), value.slice(colon + 1)]);
    }
  }
  return entry;
}

/**
 * @param {Range} range
 * @param {number} place
 */
function entryAt(range, place) {
  let entry = range.read.get(place);
  if (!entry) range.read.set(place, entry = readEntry(range.terms[place], range.entries[place]));
  return entry;
}

/**
 * The dictionary: of the words of a language, by what stands before them in the index (`nl/`, or nothing).
 * @param {Head} head
 * @param {Piece} piece
 * @returns {(tag: string) => Terms}
 */
export function createTerms(head, piece) {
  const starts = head.terms.starts.split(" ").filter(Boolean);
  const names = pieceNames(head.terms.pieces);
  /** @type {Map<number, Range>} */
  const ranges = new Map();
  /** @type {Map<string, import("./near.js").Speller>} */
  const spellers = new Map();

  /** @param {string} word */
  const rangeOf = (word) => Math.max(0, upTo(starts, word) - 1);

  /**
   * @param {number} index
   * @returns {Promise<Range|null>}
   */
  async function load(index) {
    const known = ranges.get(index);
    if (known || index >= names.length) return known ?? null;
    const { terms, entries } = await piece(names[index]);
    const range = ranges.get(index) ?? { terms: terms.split(" "), entries, read: new Map() };
    ranges.set(index, range);
    return range;
  }

  /**
   * The word's own entry, which may only point at another's; of the ranges that are there.
   * @param {string} word
   */
  function there(word) {
    const range = ranges.get(rangeOf(word));
    const place = range ? upTo(range.terms, word) - 1 : -1;
    return range && range.terms[place] === word ? entryAt(range, place) : null;
  }

  /**
   * @param {Entry|null} entry
   * @param {string} tag
   * @returns {Term|null}
   */
  function term(entry, tag) {
    if (!entry) return null;
    const language = tag.slice(0, -1);
    if (!entry.other) return { form: entry.term, written: entry.written, own: entry.own, entry, language };
    const stem = there(entry.other);
    if (!stem || stem.other) return null;
    const own = stem.forms.find(([form]) => form === entry.term)?.[1] ?? "";
    return { form: entry.term, written: entry.written, own, entry: stem, language };
  }

  /**
   * The words of a language among terms.
   * @param {string[]} terms
   * @param {string} tag
   */
  const wordsOf = (terms, tag) => (head.also.length
    ? terms.filter((one) => one.slice(0, one.indexOf("/") + 1) === tag).map((one) => one.slice(tag.length)) : terms);

  return (tag) => ({
    async look(word) {
      await load(rangeOf(tag + word));
      const entry = there(tag + word);
      if (entry?.other) await load(rangeOf(entry.other));
      return term(entry, tag);
    },

    async beginning(begun) {
      const prefix = tag + begun;
      /** @type {Set<number>} */
      const wanted = new Set();
      for (let i = rangeOf(prefix); i < names.length && wanted.size < MOST_RANGES; i++) {
        if (wanted.size && !starts[i].startsWith(prefix)) break;
        wanted.add(i);
      }
      await Promise.all([...wanted].map(load));
      const entries = [];
      for (const i of wanted) {
        const range = ranges.get(i);
        if (!range) continue;
        let place = upTo(range.terms, prefix);
        if (range.terms[place - 1] === prefix) place--;
        for (; range.terms[place]?.startsWith(prefix); place++) {
          if (tag || !range.terms[place].includes("/")) entries.push(entryAt(range, place));
        }
      }
      const others = new Set(entries.filter((entry) => entry.other).map((entry) => rangeOf(entry.other)));
      const more = [...others].filter((i) => !ranges.has(i)).slice(0, Math.max(2, MOST_RANGES - wanted.size));
      await Promise.all(more.map(load));
      return entries.map((entry) => term(entry, tag)).filter((found) => found !== null);
    },

    /* Only in small sites: in large ones the part of a compound is mostly a word of its own, and the words are many. */
    async holding(word) {
      const least = word.length + REST_FROM;
      const wanted = head.count > FEW_DOCUMENTS ? [] : head.spelling.filter(([, to]) => to >= least);
      const texts = await Promise.all(wanted.map(([, , name]) => piece(name)));
      /** @type {string[]} */
      const all = texts.flatMap((text) => wordsOf(text.split(" "), tag));
      const found = all.filter((other) => {
        const rest = other.length - other.lastIndexOf(word) - word.length;
        return rest <= FORM_MOST && other.length - rest >= least;
      });
      return found.slice(0, MOST_HOLDING);
    },

    async near(word, limit) {
      const length = letters(word);
      const wanted = head.spelling.filter(([from, to]) => from <= length + limit && to >= length - limit);
      const [range, ...lists] = await Promise.all([load(rangeOf(tag + word)), ...wanted.map(async ([, , name]) => {
        const text = await piece(name);
        const own = spellers.get(tag + name) ?? speller(wordsOf(text.split(" "), tag));
        spellers.set(tag + name, own);
        return own(word, limit);
      })]);
      // Where the wrong word would stand, also words that are too rare for the spelling pieces.
      const all = [...lists, speller(wordsOf(range?.terms ?? [], tag))(word, limit)];
      return Array.from({ length: limit + 1 }, (_, steps) => [...new Set(all.flatMap((found) => found[steps]))]);
    },
  });
}

/**
 * The words of several languages together, where it does not matter which: those of the first come first.
 * @param {Terms[]} every
 * @returns {Terms}
 */
export function ofAll(every) {
  if (every.length === 1) return every[0];
  /** @template T @param {(terms: Terms) => Promise<T[]>} ask */
  const flat = async (ask) => (await Promise.all(every.map(ask))).flat();
  return {
    look: async (word) => (await Promise.all(every.map((one) => one.look(word)))).find((term) => term !== null) ?? null,
    beginning: (prefix) => flat((one) => one.beginning(prefix)),
    holding: (word) => flat((one) => one.holding(word)),
    async near(word, limit) {
      const found = await Promise.all(every.map((one) => one.near(word, limit)));
      return Array.from({ length: limit + 1 }, (_, steps) => [...new Set(found.flatMap((own) => own[steps]))]);
    },
  };
}
