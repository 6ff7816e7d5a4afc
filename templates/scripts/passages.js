// The sentence of a page in which the words stand; and the paragraphs of a page.

import { tokens } from "./words.js";

/**
 * @typedef {import("./marking.js").Marker} Marker
 * @typedef {{passages: string, url: string}} Readable
 */

const SENTENCE_END = /(?<![.!?…؟])[.!?…؟]+["'”’»)\]]*\s+(?=[^\p{Ll}\s])/gu;
const TEXT_BLOCKS = "p, li, dd, td, blockquote, h1, h2, h3, h4, figcaption";
const PAGE_PATIENCE = 20_000;

/**
 * @param {string} paragraph
 * @returns {string[]}
 */
function sentences(paragraph) {
  const found = [];
  let from = 0;
  for (const match of paragraph.matchAll(SENTENCE_END)) {
    found.push(paragraph.slice(from, match.index + match[0].length).trim());
    from = match.index + match[0].length;
  }
  found.push(paragraph.slice(from).trim());
  return found.filter(Boolean);
}

/**
 * The sentence, or the part of a sentence, in which the most and rarest of the words stand, with … where it was cut.
 * @param {string[]} paragraphs
 * @param {{find: Marker}} found
 * @param {number} [words]
 * @returns {string|null}
 */
export function passage(paragraphs, found, words = 28) {
  let most = 0;
  let best = null;
  for (const paragraph of paragraphs) {
    if (!found.find(paragraph).length) continue;
    for (const sentence of sentences(paragraph)) {
      const marks = found.find(sentence);
      if (!marks.length) continue;
      const runs = [...sentence.matchAll(/\S+/gu)].map((run) => ({ start: run.index, end: run.index + run[0].length }));
      let next = 0;
      for (let i = 0; i === 0 || i + words <= runs.length; i++) {
        const [first, last] = [runs[i], runs[Math.min(i + words, runs.length) - 1]];
        /** @type {Map<number, number>} */
        const weights = new Map();
        let early = 0;
        while (next < marks.length && marks[next].start < first.start) next++;
        for (let j = next; j < marks.length && marks[j].start < last.end; j++) {
          const { start, end, word, weight } = marks[j];
          if (end > last.end) continue;
          weights.set(word, Math.max(weight, weights.get(word) ?? 0));
          early = Math.max(early, Math.min(start - first.start, last.end - end));
        }
        let sum = 0;
        for (const weight of weights.values()) sum += weight;
        // Among parts of one sentence, the one that has its words less at the edge.
        sum += runs.length > words ? Math.min(early, 60) * 1e-6 : 0;
        if (sum <= most) continue;
        most = sum;
        best = (i ? "… " : "") + sentence.slice(first.start, last.end) + (i + words < runs.length ? " …" : "");
      }
    }
  }
  return best;
}

/**
 * Whether the words of the phrase stand one after another.
 * @param {string[]} texts
 * @param {string[]} phrase
 */
export function hasPhrase(texts, phrase) {
  return texts.some((text) => {
    const found = tokens(text);
    for (let i = found.indexOf(phrase[0]); i >= 0; i = found.indexOf(phrase[0], i + 1)) {
      if (phrase.every((word, j) => found[i + j] === word)) return true;
    }
    return false;
  });
}

/**
 * The page, or null where there is none (any more).
 * @param {string} address
 * @returns {Promise<Document|null>}
 */
function fetchPage(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.timeout = PAGE_PATIENCE;
    request.onload = () => {
      if (request.status === 404 || request.status === 410) resolve(null);
      else if (request.status < 400 && request.responseXML) resolve(request.responseXML);
      else reject(new Error("a page of the site could not be read"));
    };
    request.onerror = request.ontimeout = () => reject(new Error("a page of the site could not be read"));
    request.send();
  });
}

/**
 * The text of the innermost blocks of a page, none twice. The page stays what it is, inert: only its text is taken.
 * @param {Document|null} page
 */
function textBlocks(page) {
  if (!page) return [];
  const marked = [...page.querySelectorAll("[data-passages]")];
  const roots = marked.length ? marked : [...page.querySelectorAll("main")];
  /** @type {Set<Element>} */
  const found = new Set();
  for (const root of roots) {
    for (const block of [root, ...root.querySelectorAll(TEXT_BLOCKS)]) {
      if (block.matches(TEXT_BLOCKS) && !block.querySelector(TEXT_BLOCKS)) found.add(block);
    }
  }
  return [...found].map((block) => (block.textContent ?? "").replace(/\s+/gu, " ").trim()).filter(Boolean);
}

/**
 * What gives a page's paragraphs: from its piece in portable sites, else from the page itself. Each is asked for once;
 * a failure is forgotten.
 * @param {{root: string, portable: boolean, piece: (name: string) => Promise<any>}} site
 * @returns {(card: Readable) => Promise<string[]>}
 */
export function createParagraphs({ root, portable, piece }) {
  /** @type {Map<string, Promise<string[]>>} */
  const asked = new Map();
  /** @param {Readable} card */
  const read = async (card) => {
    if (card.passages) return piece(card.passages);
    return portable ? [] : textBlocks(await fetchPage(root + card.url));
  };
  return (card) => {
    let paragraphs = asked.get(card.url);
    if (!paragraphs) {
      paragraphs = read(card);
      asked.set(card.url, paragraphs);
      paragraphs.catch(() => asked.delete(card.url));
    }
    return paragraphs;
  };
}
