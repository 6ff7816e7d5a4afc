// Which documents are like one: those that share its themes, audiences, tools, the rare ones most.

import { telltale } from "./rank.js";

const SHARED = ["themes", "audiences", "tools", "organisations", "settings"];

/**
 * @param {import("./facets.js").Facets} facets
 * @param {number} count
 * @param {number} doc
 * @returns {Promise<Float32Array>}  0 where nothing is shared, and for the document itself
 */
export async function likeness(facets, count, doc) {
  const shared = await Promise.all(SHARED.filter(facets.has).map(facets.load));
  const alike = new Float32Array(count);
  for (const { docs } of shared.flatMap(({ values }) => values)) {
    if (!docs.includes(doc)) continue;
    const tell = telltale(count, docs.length);
    for (const other of docs) alike[other] += tell;
  }
  alike[doc] = 0;
  return alike;
}
