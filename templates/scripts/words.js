// What a word is: the same as in src/toolbox_gen/search/, by the same cases (tests/cases/folding.json).

/** @type {Record<string, string>} */
const LETTERS = {
  "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l",
  "ŋ": "n", "ŧ": "t", "ς": "σ", "ـ": "", "’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'",
  "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك",
};
[..."٠١٢٣٤٥٦٧٨٩", ..."۰۱۲۳۴۵۶۷۸۹"].forEach((digit, i) => { LETTERS[digit] = String(i % 10); });
const LETTER_RUNS = /[\p{L}\p{N}]+/gu;

/**
 * A text without what readers leave out when they type: capitals, marks, ligatures, forms of letters.
 * @param {string} text
 */
export function fold(text) {
  return text.normalize("NFKD").toLowerCase().replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/[^a-z]/gu, (character) => LETTERS[character] ?? character);
}

/** @type {Map<string, string>} */
const foldedCharacters = new Map();

/** @param {string} character */
function foldCharacter(character) {
  if (character >= "a" && character <= "z") return character;
  let plain = foldedCharacters.get(character);
  if (plain === undefined) foldedCharacters.set(character, plain = fold(character));
  return plain;
}

/** @param {string} run */
function isWord(run) {
  return run.length > 2 || letters(run) > 1 || /\p{N}/u.test(run);
}

/**
 * How many letters a word has, whatever their code.
 * @param {string} word
 */
export function letters(word) {
  let count = 0;
  for (const _ of word) count++;
  return count;
}

/**
 * The folded words of a text.
 * @param {string} text
 * @returns {string[]}
 */
export function tokens(text) {
  return (fold(text).match(LETTER_RUNS) ?? []).filter(isWord);
}

/**
 * The words of a text with their places: `at` is where a word begins in the folded text, `starts` and `ends` say
 * between which places of the text itself each folded character stands.
 * @typedef {{places: Array<{word: string, at: number}>, starts: number[], ends: number[]}} Walk
 */

/**
 * Folding looks at one character at a time, so that a text folded in pieces is the text folded.
 * @param {string} text
 * @returns {Walk}
 */
export function walk(text) {
  /** @type {number[]} */
  const starts = [];
  /** @type {number[]} */
  const ends = [];
  let folded = "";
  let place = 0;
  for (const character of text) {
    const plain = foldCharacter(character);
    const next = place + character.length;
    for (let i = 0; i < plain.length; i++) {
      starts.push(place);
      ends.push(next);
    }
    if (!plain && ends.length) ends[ends.length - 1] = next; // a mark belongs to its letter
    folded += plain;
    place = next;
  }
  const places = [];
  for (const match of folded.matchAll(LETTER_RUNS)) {
    if (isWord(match[0])) places.push({ word: match[0], at: match.index });
  }
  return { places, starts, ends };
}

/**
 * Where a stretch of the folded text stands in the text itself.
 * @param {Walk} walked
 * @param {number} at
 * @param {number} length
 * @returns {[number, number]}
 */
export function stretch(walked, at, length) {
  return [walked.starts[at], walked.ends[at + length - 1]];
}
