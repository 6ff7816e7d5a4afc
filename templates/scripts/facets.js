// Facets: which documents pass what was chosen, and how many there are of each value.

import { readDocuments } from "./digits.js";

/**
 * @typedef {import("./terms.js").Head} Head
 * @typedef {import("./terms.js").Piece} Piece
 * @typedef {{key: string, label: string, language: string, docs: Uint32Array}} Value
 * @typedef {{low: number, high: number, docs: Uint32Array}} Stretch
 * @typedef {{values: Value[], stretches: Stretch[]}} Facet
 * @typedef {{chosen: Map<string, Set<string>>, minutes: number|null, people: number|null}} Choice
 * @typedef {{fails: Uint8Array, where: Uint8Array, names: string[]}} Choosing
 *   of each document: in how many of the named facets it fails, and (of the last one) in which
 * @typedef {{has: (name: string) => boolean, load: (name: string) => Promise<Facet>,
 *   choose: (choice: Choice) => Promise<Choosing>}} Facets
 */

/**
 * @param {Head} head
 * @param {Piece} piece
 * @returns {Facets}
 */
export function createFacets(head, piece) {
  const known = new Map(head.facets.map(([name, , kind, from]) => [name, { kind, from }]));
  /** @type {Map<string, Facet>} */
  const read = new Map();

  /**
   * @param {string} name
   * @returns {Promise<Facet>}
   */
  async function load(name) {
    const there = read.get(name);
    const about = known.get(name);
    if (there || !about) return there ?? { values: [], stretches: [] };
    /** @type {any[][]} */
    const rows = await piece(about.from);
    /** @type {Facet} */
    const facet = { values: [], stretches: [] };
    for (const [first, second, list, language = ""] of rows) {
      const docs = readDocuments(list);
      if (about.kind === "range") facet.stretches.push({ low: first, high: second ?? Infinity, docs });
      else facet.values.push({ key: first, label: second, language, docs });
    }
    read.set(name, facet);
    return facet;
  }

  /**
   * @param {Facet} facet
   * @param {string} name
   * @param {Choice} choice
   */
  function lists(facet, name, { chosen, minutes, people }) {
    if (name === "minutes") return facet.stretches.filter(({ low }) => low <= (minutes ?? 0));
    if (name === "people") {
      return facet.stretches.filter(({ low, high }) => low <= (people ?? 0) && (people ?? 0) <= high);
    }
    return facet.values.filter(({ key }) => chosen.get(name)?.has(key));
  }

  return {
    has: (name) => known.has(name),
    load,
    async choose(choice) {
      const wanted = new Set([...choice.chosen].filter(([, keys]) => keys.size).map(([name]) => name));
      if (choice.minutes !== null) wanted.add("minutes");
      if (choice.people !== null) wanted.add("people");
      const names = [...wanted].filter((name) => known.has(name));
      const facets = await Promise.all(names.map(load));
      const fails = new Uint8Array(head.count).fill(names.length);
      const where = new Uint8Array(head.count);
      const passed = new Uint8Array(head.count);
      facets.forEach((facet, i) => {
        passed.fill(0);
        for (const { docs } of lists(facet, names[i], choice)) for (const doc of docs) passed[doc] = 1;
        for (let doc = 0; doc < head.count; doc++) {
          if (passed[doc]) fails[doc]--;
          else where[doc] = i;
        }
      });
      return { fails, where, names };
    },
  };
}

/**
 * The documents that pass in all facets but one, or in all.
 * @param {Uint8Array} may
 * @param {Choosing} choosing
 * @param {string} [but]
 */
export function passing(may, { fails, where, names }, but) {
  const place = but === undefined ? -1 : names.indexOf(but);
  const passed = new Uint8Array(may.length);
  for (let doc = 0; doc < may.length; doc++) {
    if (may[doc] && (!fails[doc] || (fails[doc] === 1 && where[doc] === place))) passed[doc] = 1;
  }
  return passed;
}

/**
 * @param {Uint8Array} passed
 * @param {Uint32Array} docs
 */
export function countPassed(passed, docs) {
  let count = 0;
  for (const doc of docs) count += passed[doc];
  return count;
}
