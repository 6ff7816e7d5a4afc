// Scores and order: docs/search.md, Asking 3 and 4.

import { WEIGHTS } from "./match.js";

/**
 * @typedef {import("./match.js").Match} Match
 * @typedef {{score: Float32Array, has: Uint8Array}} Weighed  of each document: its score, and how many words it has
 */

const FEW_COMPLETE = 10;
const { k1 } = WEIGHTS;
const SATURATED = Float32Array.from({ length: 64 }, (_, level) => {
  const x = 0.25 * 2 ** (level / 4);
  return (x * (k1 + 1)) / (x + k1);
});

/**
 * How much it says that a document has a word that so many have.
 * @param {number} count  of all documents
 * @param {number} found
 */
export function telltale(count, found) {
  return Math.log(1 + (count - found + 0.5) / (found + 0.5));
}

/**
 * The score of each document for one word. How rare a word is, is counted over what an alternative and the better ones
 * find, so that a rare form of a common word does not pass for a rare word.
 * @param {Match} match
 * @param {number} count
 */
export function scores(match, count) {
  const best = new Float32Array(count);
  const seen = new Uint8Array(count);
  let found = 0;
  const sorted = [...match.alternatives].sort((a, b) => b.weight - a.weight);
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    const least = Math.min(sorted[from].weight, WEIGHTS.stem);
    while (to < sorted.length && sorted[to].weight >= least) {
      for (const doc of sorted[to++].posting.docs) {
        found += 1 - seen[doc];
        seen[doc] = 1;
      }
    }
    const tell = telltale(count, found);
    for (const { weight, posting: { docs, levels } } of sorted.slice(from, to)) {
      for (let i = 0; i < docs.length; i++) {
        const score = weight * tell * SATURATED[levels[i]];
        if (score > best[docs[i]]) best[docs[i]] = score;
      }
    }
  }
  return best;
}

/**
 * @param {Match[]} matches
 * @param {number} count
 * @returns {Weighed}
 */
export function weigh(matches, count) {
  const score = new Float32Array(count);
  const has = new Uint8Array(count);
  for (const match of matches) {
    const best = scores(match, count);
    for (let doc = 0; doc < count; doc++) {
      if (best[doc] > 0) {
        score[doc] += best[doc];
        has[doc]++;
      }
    }
  }
  return { score, has };
}

/**
 * Leaves in `may` only the documents with all words and, while they are few, those with one fewer, down to half of them;
 * but with as many as they must have. Returns how many are left.
 * @param {Uint8Array} may  1 for each document that is allowed
 * @param {Uint8Array} has
 * @param {number} words
 * @param {number} must
 */
export function narrow(may, has, words, must) {
  const counts = new Uint32Array(words + 1);
  for (let doc = 0; doc < may.length; doc++) if (may[doc]) counts[has[doc]]++;
  const fewest = Math.min(words, must);
  let least = words;
  let found = counts[words];
  while (least > fewest && (!found || (found < FEW_COMPLETE && least > words >> 1))) found += counts[--least];
  let left = 0;
  for (let doc = 0; doc < may.length; doc++) left += may[doc] = may[doc] && has[doc] >= least ? 1 : 0;
  return left;
}

/**
 * The documents in order: those with more of the words first, then by score, those in the reader's language first, by
 * evidence, number. One number a document says it all (5 bits, 19, 1, 6 and 22), since numbers are sorted faster than
 * things.
 * @param {Uint8Array} passing
 * @param {Weighed} weighed
 * @param {number} words
 * @param {Uint8Array} evidence
 * @param {number} foreign  so many, the first, are in another language
 * @returns {{hits: Uint32Array, complete: number}}
 */
export function order(passing, { score, has }, words, evidence, foreign) {
  let length = 0;
  let complete = 0;
  let top = 1e-9;
  for (let doc = 0; doc < passing.length; doc++) {
    if (!passing[doc]) continue;
    length++;
    if (has[doc] >= words) complete++;
    if (score[doc] > top) top = score[doc];
  }
  const keys = new Float64Array(length);
  let next = 0;
  for (let doc = 0; doc < passing.length; doc++) {
    if (!passing[doc]) continue;
    const steps = Math.round((score[doc] / top) * 0x7ffff);
    const own = doc < foreign ? 0 : 64;
    keys[next++] = ((has[doc] * 2 ** 19 + steps) * 128 + own + evidence[doc]) * 2 ** 22 + doc;
  }
  keys.sort();
  const hits = new Uint32Array(length);
  for (let i = 0; i < length; i++) hits[i] = keys[length - 1 - i] % 2 ** 22;
  return { hits, complete };
}
