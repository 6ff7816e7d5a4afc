// The search in the site's other languages: asked only where the reader's own knows little of a query.

import { open, wishFor } from "./engine.js";
import { createPieces } from "./pieces.js";

/**
 * @typedef {import("./engine.js").Engine} Engine
 * @typedef {{language: string, name: string, root: string, count: number}} Better
 *   a language that finds more, its name in itself, the way from the site's root to its pages, and how much it finds
 */

const FEW = 3;

/**
 * How many documents have all the words just as they were typed, or in another form.
 * @param {import("./engine.js").Found} found
 */
const knows = ({ complete, instead, unknown }) => (instead.length || unknown.length ? 0 : complete);

/**
 * What tells in which language a query finds most, where the reader's finds few pages or does not know its words. Each
 * language's index is opened once, when it is first wanted; one that cannot be had is passed over.
 * @param {import("./policy.js").Wires} way
 * @returns {(own: Engine, found: import("./engine.js").Found) => Promise<Better|null>}
 */
export function createElsewhere(way) {
  /** @type {Map<string, Promise<Engine>>} */
  const engines = new Map();

  /** @param {string} root */
  const opened = (root) => {
    const { head, piece } = createPieces({ ...way, head: `${way.root}${root}search/head.js` });
    const engine = open(head, piece);
    engines.set(root, engine);
    engine.catch(() => engines.delete(root));
    return engine;
  };

  return async ({ head: { others } }, found) => {
    const { q, chosen, minutes, people, like } = found.wish;
    const own = knows(found);
    if (!found.words || own > FEW || chosen.size || minutes || people || like !== null) return null;
    const every = await Promise.all(others.map(async ([language, name, root]) => {
      try {
        const engine = await (engines.get(root) ?? opened(root));
        return { language, name, root, count: knows(await engine.search(wishFor(q, false))) };
      } catch {
        return { language, name, root, count: 0 };
      }
    }));
    return every.reduce((/** @type {Better|null} */ best, one) => (one.count > (best?.count ?? own) ? one : best), null);
  };
}
