// Whether documents have a phrase: looked for on the card, then on the page.

import { hasPhrase } from "./passages.js";

const MOST_VERIFIED = 200;
const AT_ONCE = 6;

/**
 * Leaves in `may` only the documents with all phrases: of those with all the words of the phrases, the best are looked
 * at. What was seen is remembered.
 * @param {import("./cards.js").Cards} cards
 * @param {(card: import("./cards.js").Card) => Promise<string[]>} paragraphs
 * @param {number} count
 */
export function havingPhrases(cards, paragraphs, count) {
  /** @type {Map<string, boolean>} */
  const seen = new Map();

  /**
   * @param {number} doc
   * @param {string[]} phrase
   */
  async function has(doc, phrase) {
    const key = doc + " " + phrase.join(" ");
    let answer = seen.get(key);
    if (answer === undefined) {
      const [card] = await cards([doc]);
      answer = hasPhrase([card.title, card.summary], phrase) || hasPhrase(await paragraphs(card), phrase);
      seen.set(key, answer);
    }
    return answer;
  }

  /**
   * @param {Uint8Array} may
   * @param {Uint8Array[][]} words  for each phrase, which documents have each of its words
   * @param {string[][]} phrases
   * @param {Float32Array} score
   */
  return async function keepPhrases(may, words, phrases, score) {
    /** @type {number[]} */
    const candidates = [];
    for (let doc = 0; doc < count; doc++) {
      if (may[doc] && words.every((phrase) => phrase.every((one) => one[doc]))) candidates.push(doc);
    }
    may.fill(0);
    const long = phrases.filter((phrase) => phrase.length > 1);
    const ordered = candidates.sort((a, b) => score[b] - score[a] || b - a);
    if (!long.length) {
      for (const doc of ordered) may[doc] = 1;
      return;
    }
    let next = 0;
    let last = Math.min(ordered.length, MOST_VERIFIED);
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      while (next < last) {
        const doc = ordered[next++];
        try {
          let all = true;
          for (const phrase of long) all &&= await has(doc, phrase);
          if (all) may[doc] = 1;
        } catch (error) {
          last = 0; // the others need not go on
          throw error;
        }
      }
    }));
  };
}
