// What is shown of a document.

import { pieceNames } from "./terms.js";

/**
 * @typedef {{number: number, url: string, title: string, summary: string, language: string,
 *   kind: {key: string, label: string, look: string}, facts: string[], themes: string[], passages: string}} Card
 * @typedef {(numbers: Iterable<number>) => Promise<Card[]>} Cards
 */

/**
 * @param {import("./terms.js").Head} head
 * @param {import("./terms.js").Piece} piece
 * @returns {Cards}
 */
export function createCards({ language: own, cards: { size, pieces }, kinds }, piece) {
  const names = pieceNames(pieces);
  const known = new Map(kinds.map(([key, label, look]) => [key, { key, label, look }]));

  return (numbers) => Promise.all([...numbers].map(async (number) => {
    const block = await piece(names[Math.floor(number / size)]);
    const [url, title, summary, language, kind, facts, themes, passages] = block[number % size];
    const about = known.get(kind) ?? { key: kind, label: kind, look: "" };
    return { number, url, title, summary, language: language || own, kind: about, facts, themes, passages };
  }));
}
