/* The searches that are compared, each as a function from a query to addresses of pages, in order. */
import { open, wishFor } from "/scripts/engine.js";

const MOST = 10;
const BOOST = { title: 4, summary: 2, headings: 2, labels: 2 };
const FIELDS = ["title", "summary", "headings", "body", "labels"];

/** The same texts for all who take records: those of a page's main part, by field. */
export async function recordOf(page, leftOut) {
  const text = await (await fetch("/" + page)).text();
  const main = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  main.querySelectorAll(leftOut).forEach((node) => node.remove());
  const taken = (selector) => [...main.querySelectorAll(selector)].map((node) => {
    node.remove();
    return node.textContent.replace(/\s+/g, " ").trim();
  }).join(" \n");
  const record = { id: page, title: taken("h1"), summary: taken(".lead") };
  record.labels = taken(".labels, .facts, .glance");
  record.headings = taken("h2, h3");
  record.body = main.textContent.replace(/\s+/g, " ").trim();
  return record;
}

const script = (address) => new Promise((resolve, reject) => {
  document.head.append(Object.assign(document.createElement("script"), { src: address, onload: resolve, onerror: reject }));
});

/** Ours, without its page: pieces are read as they lie in the site; that of a language below the path of its pages. */
async function ours(typing, below = "") {
  const read = async (path) => {
    const answer = await fetch("/" + path);
    if (!answer.ok) throw new Error(path);
    let value;
    new Function("toolboxSearch", await answer.text())({ receive(_, it) { value = it; } });
    return value;
  };
  const head = await read(`${below}search/head.js`);
  const engine = await open(async () => head, (name) => read(`${head.base}${name}.js`));
  return async (q) => {
    const { hits } = await engine.search(wishFor(q, typing));
    return (await engine.cards([...hits.slice(0, MOST)])).map((card) => card.url);
  };
}

async function miniSearch(records, options) {
  const { default: MiniSearch } = await import("/npm/minisearch/dist/es/index.js");
  const search = new MiniSearch({ fields: FIELDS, searchOptions: { boost: BOOST, ...options } });
  search.addAll(records);
  return async (q) => search.search(q).slice(0, MOST).map(({ id }) => id);
}

async function lunrNl(records) {
  await script("/npm/lunr/lunr.js");
  await script("/npm/lunr-languages/lunr.stemmer.support.js");
  await script("/npm/lunr-languages/lunr.nl.js");
  const lunr = window.lunr;
  const index = lunr(function build() {
    this.use(lunr.nl);
    this.ref("id");
    FIELDS.forEach((field) => this.field(field, { boost: BOOST[field] || 1 }));
    records.forEach((record) => this.add(record));
  });
  /* Words only: a + or a : in a question is no operator here. */
  return async (q) => index.query((query) => query.term(lunr.tokenizer(q.replace(/[^\p{L}\p{M}\p{N}\s’'-]/gu, " ")), {}))
    .slice(0, MOST).map(({ ref }) => ref);
}

async function pagefind() {
  const search = await import("/pagefind/pagefind.js");
  await search.init();
  return async (q) => {
    const { results } = await search.search(q);
    const found = await Promise.all(results.slice(0, MOST).map((result) => result.data()));
    return found.map(({ url }) => url.replace(/^\//, ""));
  };
}

const MAKE = {
  "ours": () => ours(true),
  "ours, submitted": () => ours(false),
  "Pagefind": () => pagefind(),
  "MiniSearch": (records) => miniSearch(records, {}),
  "MiniSearch, prefix and fuzzy": (records) => miniSearch(records, { prefix: true, fuzzy: 0.2 }),
  "Lunr nl": (records) => lunrNl(records),
};
export const NAMES = Object.keys(MAKE);

/** What ours finds for each query in the index of a language, by the addresses that pages have in the main language. */
export async function foundBelow(below, queries) {
  const search = await ours(false, below);
  const answers = [];
  for (const q of queries) answers.push((await search(q)).map((url) => url.slice(below.length)));
  return answers;
}

/** What a search finds for each query. */
export async function found(name, queries, pages, leftOut) {
  const records = await Promise.all(pages.map((page) => recordOf(page, leftOut)));
  const search = await MAKE[name](records);
  const answers = [];
  for (const q of queries) answers.push(await search(q));
  return answers;
}
