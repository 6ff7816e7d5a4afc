// Numbers and lists as docs/search.md writes them: five bits a digit, the lowest first.

/**
 * @typedef {{docs: Uint32Array, levels: Uint8Array}} Posting
 */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Uint8Array(128);
for (let i = 0; i < 64; i++) VALUES[DIGITS.charCodeAt(i)] = i;

const LISTS_KEPT = 64;
const SHORT_LIST = 48;
/** @type {Map<string, Posting>} */
const keptLists = new Map();

/**
 * @param {string} text
 * @returns {number[]}
 */
export function readNumbers(text) {
  const numbers = [];
  let number = 0;
  let shift = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = VALUES[text.charCodeAt(i)];
    number += (digit & 31) * 2 ** shift;
    if (digit > 31) shift += 5;
    else {
      numbers.push(number);
      number = shift = 0;
    }
  }
  return numbers;
}

/**
 * The documents of a list without levels.
 * @param {string} text
 */
export function readDocuments(text) {
  const docs = Uint32Array.from(readNumbers(text));
  for (let i = 1; i < docs.length; i++) docs[i] += docs[i - 1] + 1;
  return docs;
}

/**
 * @param {string} text
 * @returns {Posting}
 */
function decode(text) {
  const docs = new Uint32Array(text.length >> 1);
  const levels = new Uint8Array(text.length >> 1);
  let length = 0;
  let doc = -1;
  for (let i = 0; i < text.length; i++) {
    let digit = VALUES[text.charCodeAt(i)];
    let skipped = digit & 31;
    for (let shift = 5; digit > 31 && i + 1 < text.length; shift += 5) {
      digit = VALUES[text.charCodeAt(++i)];
      skipped += (digit & 31) * 2 ** shift;
    }
    doc += skipped + 1;
    docs[length] = doc;
    levels[length++] = VALUES[text.charCodeAt(++i)];
  }
  return { docs: docs.subarray(0, length), levels: levels.subarray(0, length) };
}

/**
 * A posting list; the long ones among the last few are kept, since each further letter typed asks for them again.
 * @param {string} text
 * @returns {Posting}
 */
export function readPosting(text) {
  if (text.length < SHORT_LIST) return decode(text);
  const known = keptLists.get(text);
  if (known) keptLists.delete(text);
  const posting = known ?? decode(text);
  keptLists.set(text, posting);
  if (keptLists.size > LISTS_KEPT) {
    for (const oldest of keptLists.keys()) {
      keptLists.delete(oldest);
      break;
    }
  }
  return posting;
}

/**
 * How many documents a posting list names, without keeping it.
 * @param {string} text
 */
export function countPosting(text) {
  let count = 0;
  for (let i = 0; i < text.length; i += 2, count++) {
    while (VALUES[text.charCodeAt(i)] > 31) i++;
  }
  return count;
}
