// The search, without a page: what is asked, what is found, and what may be said about it.

import { countPassed, createFacets, passing } from "./facets.js";
import { readPosting } from "./digits.js";
import { createCards } from "./cards.js";
import { joined } from "./compounds.js";
import { createMarker, merged } from "./marking.js";
import { createTerms, ofAll } from "./terms.js";
import { exactly, matched, ofStem } from "./match.js";
import { readQuery, telling } from "./query.js";
import { narrow, order, telltale, weigh } from "./rank.js";
import { havingPhrases } from "./phrases.js";
import { likeness } from "./likeness.js";
import { completions, nearestQueries } from "./suggestions.js";

/**
 * @typedef {import("./suggestions.js").Query} Query
 * @typedef {import("./terms.js").Head} Head
 * @typedef {import("./terms.js").Piece} Piece
 * @typedef {import("./cards.js").Card} Card
 * @typedef {import("./match.js").Match} Match
 * @typedef {import("./facets.js").Choosing} Choosing
 * @typedef {{q: string, typing: boolean, chosen: Map<string, Set<string>>, minutes: number|null, people: number|null,
 *   like: number|null}} Wish
 * @typedef {{hits: Uint32Array, asked: number, complete: number, marks: (text: string) => Array<[number, number]>,
 *   find: import("./marking.js").Marker, instead: Array<[string, string]>, unknown: string[], words: boolean,
 *   may: Uint8Array, choosing: Choosing, wish: Wish}} Found
 *   hits: documents in order; asked: how many the words alone find; complete: how many hits have all the words;
 *   marks: the stretches of a text to mark; instead: words typed, and the near ones that were used; unknown: words that
 *   nothing was found for; words: whether there were any. find, may, choosing, wish: for passages and counts
 * @typedef {{key: string, label: string, language: string, count: number, chosen: boolean}} Counted
 * @typedef {{facet: string, label: string, count: number}} Loosened
 * @typedef {{head: Head, search: (wish: Wish) => Promise<Found>,
 *   split: (found: Found) => Promise<Map<string, number[]>>,
 *   counts: (found: Found, facet: string) => Promise<Counted[]>,
 *   cards: (numbers: Iterable<number>) => Promise<Card[]>,
 *   suggest: (q: string) => Promise<{terms: Query[], cards: Card[]}>, nearest: (q: string) => Promise<Query[]>,
 *   loosen: (wish: Wish) => Promise<Loosened[]>}} Engine
 */

const SUGGESTED = 5;
const LOOKED_AT = 8;

/**
 * What is typed, with nothing chosen.
 * @param {string} q
 * @param {boolean} typing
 * @returns {Wish}
 */
export function wishFor(q, typing) {
  return { q, typing, chosen: new Map(), minutes: null, people: null, like: null };
}

/**
 * @param {() => Promise<Head>} getHead
 * @param {Piece} piece
 * @param {(card: Card) => Promise<string[]>} [paragraphs]  of a page: phrases are looked for in them
 * @returns {Promise<Engine>}
 */
export async function open(getHead, piece, paragraphs = async () => []) {
  const head = await getHead();
  const { count } = head;
  const stop = new Set(head.stop.split(" "));
  const elsewhere = new Set(head.also.flatMap((one) => one.stop.split(" ")));
  const facets = createFacets(head, piece);
  const cards = createCards(head, piece);
  const dictionary = createTerms(head, piece);
  const languages = [head, ...head.also].map(({ language, endings, beginnings, links }, i) => ({
    terms: dictionary(i ? language + "/" : ""),
    endings: endings.split(" ").filter(Boolean).map((pair) => /** @type {[string, string]} */ (pair.split(">"))),
    beginnings,
    links,
  }));
  const [{ terms: own }] = languages;
  const terms = ofAll(languages.map((language) => language.terms));
  const evidence = new Uint8Array(count);
  const { docs, levels } = readPosting(head.evidence);
  docs.forEach((doc, i) => { evidence[doc] = levels[i]; });
  const phrased = havingPhrases(cards, paragraphs, count);

  /**
   * @param {import("./query.js").Query} query
   * @returns {Promise<Match[]>}
   */
  async function wordsOf(query) {
    // What says little in the language of other pages only, does so where the reader's has no such word.
    const little = await Promise.all(query.words.map(async ({ word }) =>
      (stop.has(word) || (elsewhere.has(word) && !await own.look(word)) ? word : "")));
    /** @param {number} i  the second of two neighbours */
    const whole = async (i) => {
      const [first, second] = [query.words[i - 1], query.words[i]];
      if (!second?.next || little.includes(first.word) || little.includes(second.word)) return [];
      return (await Promise.all(languages.map((one) => joined(one, first.word, second.word)))).flat();
    };
    return Promise.all(telling(query, new Set(little)).map((asked) => {
      const i = query.words.indexOf(asked);
      const wholes = Promise.all([whole(i), whole(i + 1)]).then((found) => found.flat());
      return matched(languages, asked.word, asked.open, wholes);
    }));
  }

  /** @param {Match} match */
  const documentsOf = (match) => {
    const has = new Uint8Array(count);
    for (const { posting } of match.alternatives) for (const doc of posting.docs) has[doc] = 1;
    return has;
  };

  /**
   * @param {Wish} wish
   * @returns {Promise<Found>}
   */
  async function search(wish) {
    const query = readQuery(wish.q, wish.typing);
    const [words, phrases, without, choosing, alike] = await Promise.all([
      wordsOf(query),
      Promise.all(query.phrases.map((phrase) => Promise.all(phrase.map((word) => exactly(languages, word))))),
      Promise.all(query.without.map((group) => Promise.all(group.map((word) => ofStem(languages, word))))),
      facets.choose(wish),
      wish.like === null ? null : likeness(facets, count, wish.like),
    ]);
    const may = new Uint8Array(count).fill(1);
    for (const group of without) {
      const has = group.map(documentsOf);
      for (let doc = 0; doc < count; doc++) if (has.every((one) => one[doc])) may[doc] = 0;
    }
    const weighed = weigh(words, count);
    if (alike) {
      for (let doc = 0; doc < count; doc++) {
        if (alike[doc]) weighed.score[doc] += alike[doc];
        else may[doc] = 0;
      }
    }
    if (phrases.length) {
      const telltales = phrases.map((phrase) => phrase.filter(({ word }) => !stop.has(word) || phrase.length === 1)
        .map(documentsOf));
      await phrased(may, telltales, query.phrases, weighed.score);
    }
    const asked = narrow(may, weighed.has, words.length, phrases.length ? 0 : 1);
    const { hits, complete } = order(passing(may, choosing), weighed, words.length, evidence, head.foreign);
    const tell = [...words, ...phrases.map((phrase) => phrase[0])].map((match) => {
      let found = 0;
      for (const has of documentsOf(match)) found += has;
      return telltale(count, found);
    });
    const find = createMarker(words, query.phrases, tell);
    const typed = new Map(query.words.map((word) => [word.word, word.typed]));
    return {
      hits,
      asked,
      complete,
      marks: (text) => merged(find(text)),
      find,
      instead: words.filter(({ instead }) => instead.length)
        .map(({ word, instead }) => [typed.get(word) ?? word, instead[0]]),
      unknown: words.filter(({ alternatives }) => !alternatives.length).map(({ word }) => typed.get(word) ?? word),
      words: words.length > 0 || phrases.length > 0 || without.length > 0,
      may,
      choosing,
      wish,
    };
  }

  /** @type {Engine} */
  const engine = {
    head,
    search,
    cards,

    async counts({ may, choosing, wish }, facet) {
      const { values } = await facets.load(facet);
      const passed = passing(may, choosing, facet);
      const chosen = wish.chosen.get(facet);
      return values.map(({ key, label, language, docs: has }) =>
        ({ key, label, language, count: countPassed(passed, has), chosen: chosen?.has(key) ?? false }));
    },

    async split({ hits }) {
      const { values } = await facets.load("kind");
      const kinds = new Uint8Array(count);
      values.forEach(({ docs: has }, i) => { for (const doc of has) kinds[doc] = i + 1; });
      /** @type {Map<string, number[]>} */
      const split = new Map(values.map(({ key }) => [key, []]));
      for (const doc of hits) if (kinds[doc]) split.get(values[kinds[doc] - 1].key)?.push(doc);
      return split;
    },

    async suggest(q) {
      const found = search(wishFor(q, true));
      /** @param {string} before */
      const having = async (before) => (before.trim() ? (await search(wishFor(before, false))).may : null);
      const [written, shown] = await Promise.all([
        completions(terms, q, stop, having),
        found.then(({ hits, words }) => cards(words ? hits.slice(0, LOOKED_AT) : [])),
      ]);
      const { marks } = await found;
      const ranked = shown.map((card, i) => ({ card, inTitle: marks(card.title).length > 0, i }))
        .sort((a, b) => Number(b.inTitle) - Number(a.inTitle) || a.i - b.i);
      return { terms: written, cards: ranked.slice(0, SUGGESTED).map(({ card }) => card) };
    },

    async nearest(q) {
      return nearestQueries(terms, q, stop, async (other) => (await search(wishFor(other, false))).hits.length > 0);
    },

    async loosen(wish) {
      const found = await search(wish);
      return found.choosing.names.map((facet) => {
        const label = head.facets.find(([name]) => name === facet)?.[1] ?? facet;
        return { facet, label, count: passing(found.may, found.choosing, facet).reduce((sum, one) => sum + one, 0) };
      }).filter(({ count: more }) => more > found.hits.length);
    },
  };
  return engine;
}
