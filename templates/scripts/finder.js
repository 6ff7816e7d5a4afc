/* The search page: the fragment says what is asked for, and everything shown follows from it. */
import { address, button, element, part, talkFrom, tongue } from "./view-dom.js";
import { facetsIn } from "./view-facets.js";
import { notesIn } from "./view-notes.js";
import { resultsIn } from "./view-results.js";
import { RESULTS, fragmentOf, historyOf, nameOf, stateOf } from "./view-state.js";

const FIRST = 5;
const PAUSE = 100;
const PAUSE_NUMBER = 400;
const PAUSE_ELSEWHERE = 500;

/** @typedef {import("./engine.js").Engine} Engine
    @typedef {import("./engine.js").Found} Found
    @typedef {import("./engine.js").Card} Card
    @typedef {import("./engine.js").Wish} Wish
    @typedef {import("./view-results.js").Group} Group
    @typedef {{open: () => Promise<Engine>, forget: () => void}} Source
    The engine, opened once; after a failure, anew. */

/** @param {HTMLElement} app @param {Source} engine @param {import("./policy.js").Wires} way
    @param {(card: Card) => Promise<string[]>} paragraphs
    @param {ReturnType<typeof import("./elsewhere.js").createElsewhere>} elsewhere */
export function finderOn(app, engine, way, paragraphs, elsewhere) {
  const [form, input, more] = [part(app, "form"), part(app, "form input"), part(app, ".finder-more")];
  const [opener, panel, place] = [part(app, ".finder-open"), part(app, ".finder-facets"), part(app, ".finder-results")];
  const [together, apart] = app.querySelectorAll(/** @type {"input"} */ (".finder-apart input"));
  const choice = part(app, ".finder-apart");
  const notes = notesIn(app);
  const past = historyOf(() => state);
  const see = button("", () => {
    unfold(false);
    begin();
  }, "finder-see");
  let state = stateOf(location.hash);
  let turn = 0;
  /** @type {any} */
  let typing;
  /** @type {Found} */
  let found;
  /** @type {import("./view-dom.js").Talk} */
  let talk;
  /** @type {ReturnType<typeof facetsIn>} */
  let facets;
  /** @type {ReturnType<typeof resultsIn>} */
  let results;
  /** @type {{name: string, card: Card|undefined}} */
  let model = { name: "", card: undefined };
  /** @type {import("./engine.js").Head|undefined} */
  let head;
  let back = history.state?.y;
  let limited = "";
  let [followed, onward] = ["", false];
  /** @type {any} */
  let looking;
  let elsewhereOf = "";
  /** @type {Map<string, Map<string, {label: string, language: string}>>} */
  const labels = new Map();

  /* ---- What the reader does ---- */

  const change = (
    /** @type {Partial<typeof state>} */ changes, /** @type {"draft"|"commit"|"settle"} */ how, typed = false,
  ) => {
    state = { ...state, shown: RESULTS, ...changes };
    past[how]();
    limited = "";
    return draw(typed);
  };

  const typed = () => {
    clearTimeout(typing);
    typing = 0;
    if (input.value === state.q) return;
    change({ q: input.value }, "draft", true);
  };

  const chosenWith = (/** @type {string} */ name, /** @type {Iterable<string>} */ keys) =>
    new Map(state.chosen).set(name, new Set(keys));

  const choose = (/** @type {string} */ name, /** @type {string} */ key, /** @type {boolean} */ on) => {
    if (typing) typed();
    const keys = new Set(state.chosen.get(name));
    keys[on ? "add" : "delete"](key);
    change({ chosen: chosenWith(name, keys) }, "commit");
  };

  const drop = (/** @type {string} */ facet) =>
    change(/^(minutes|people)$/.test(facet) ? { [facet]: null } : { chosen: chosenWith(facet, []) }, "commit");

  const clear = () => change({ chosen: new Map(), minutes: null, people: null, like: "" }, "commit");

  const limit = (/** @type {"minutes"|"people"} */ name, /** @type {number|null} */ n, /** @type {boolean} */ done) => {
    const again = limited === name; // one number after another, by the arrow keys: one step in the history
    clearTimeout(typing);
    if (!done) {
      typing = setTimeout(() => change({ [name]: n }, again ? "settle" : "draft"), PAUSE_NUMBER);
      return;
    }
    if (n === state[name]) past.commit();
    else change({ [name]: n }, again ? "settle" : "commit");
    limited = name;
  };

  /* The results from their beginning: what was shown before is no place to be in them. */
  const begin = () => {
    place.focus({ preventScroll: true });
    part(app, ".finder-found").scrollIntoView();
  };

  const unfold = (/** @type {boolean} */ open) => opener.setAttribute("aria-expanded", String(open));

  /* ---- What the index says ---- */

  const build = (/** @type {import("./engine.js").Head} */ next) => {
    head = next;
    talk = talkFrom(next);
    results = resultsIn(place, talk, way, new Set(next.stop.split(" ")), paragraphs);
    facets = facetsIn(panel, next, talk, { choose, limit });
    labels.set("kind", new Map(next.kinds.map(([key, label]) => [key, { label, language: "" }])));
    panel.replaceChildren(see);
  };

  /* The document that others are to be like. Its number may be another since the link was made; its address is not. */
  const modelOf = async (/** @type {Engine} */ search, /** @type {string} */ name) => {
    if (name === model.name) return model.card;
    const number = parseInt(name, 10);
    const slug = name.slice(name.indexOf("-") + 1);
    const same = (/** @type {Card} */ card) => nameOf(card).slice(String(card.number).length + 1) === slug;
    /** @type {Card|undefined} */
    let card = number < search.head.count ? (await search.cards([number]))[0] : undefined;
    if (!card || !same(card)) {
      const { hits } = await search.search({ ...stateOf(""), q: slug.replace(/-/g, " "), typing: false, like: null });
      card = (await search.cards([...hits.slice(0, RESULTS)])).find(same);
    }
    model = { name, card };
    return card;
  };

  /* What is found; of what the fragment says, only what the index knows. */
  const ask = async (/** @type {Engine} */ search, /** @type {boolean} */ whileTyping) => {
    const now = state;
    const names = new Set(search.head.facets.filter(([, , sort]) => sort === "names").map(([name]) => name));
    const like = now.like ? await modelOf(search, now.like) : null;
    const chosen = new Map([...now.chosen].filter(([name, keys]) => names.has(name) && keys.size));
    const wish = { ...now, typing: whileTyping, chosen, like: like?.number ?? null };
    let answer = await search.search(wish);
    let known = true;
    await Promise.all([...chosen.keys()].map(async (name) => {
      const values = await search.counts(answer, name);
      const texts = new Map(values.map((value) => [value.key, value]));
      labels.set(name, texts);
      const keys = [.../** @type {Set<string>} */ (chosen.get(name))].filter((key) => texts.has(key));
      if (keys.length !== chosen.get(name)?.size) known = false;
      chosen.set(name, new Set(keys));
    }));
    if (!known) answer = await search.search(wish);
    return { answer, wish, now: { ...now, chosen, like: like ? now.like : "" } };
  };

  /* ---- What is shown ---- */

  const draw = async (whileTyping = false) => {
    const mine = ++turn;
    notes.wait();
    try {
      const search = await engine.open();
      if (mine !== turn) return;
      if (head !== search.head) build(search.head);
      const { answer, wish, now } = await ask(search, whileTyping);
      if (mine !== turn) return;
      const ways = answer.hits.length ? [] : await helps(search, answer, wish);
      // The first results are not kept waiting for the others.
      const all = listed(search, answer, now, now.shown);
      all.catch(() => {});
      const first = await (now.shown > RESULTS ? all : listed(search, answer, now, FIRST));
      if (mine !== turn) return;
      [found, state] = [answer, now];
      first();
      around(search, ways);
      const put = await all;
      if (mine === turn && put !== first) put();
      look(search, answer, whileTyping ? PAUSE_ELSEWHERE : 0);
    } catch {
      engine.forget();
      if (mine === turn) notes.lost(() => draw());
    }
  };

  /* The results, ready to be put on the page; when they stand together, so many. */
  const listed = async (
    /** @type {Engine} */ search, /** @type {Found} */ answer, /** @type {typeof state} */ now, /** @type {number} */ most,
  ) => {
    if (!now.apart) {
      const cards = await search.cards([...answer.hits.slice(0, most)]);
      return () => results.together(answer, now, cards);
    }
    const split = await search.split(answer);
    const kinds = search.head.kinds.filter(([key]) => split.get(key)?.length);
    const groups = await Promise.all(kinds.map(async ([key, label, look]) => {
      const numbers = split.get(key) ?? [];
      const cards = await search.cards(numbers.slice(0, results.firstOfKind));
      return /** @type {Group} */ ([{ key, label, look }, numbers, cards]);
    }));
    return () => results.apart(answer, now, groups);
  };

  const helps = async (/** @type {Engine} */ search, /** @type {Found} */ answer, /** @type {Wish} */ wish) => {
    if (!answer.words || answer.asked) {
      const ways = await search.loosen(wish);
      return ways.map(({ facet, label, count }) =>
        button(talk.count("loosen", count, { label }), () => drop(facet)));
    }
    const nearest = await search.nearest(wish.q);
    const ways = nearest.map(({ q, language }) =>
      element("a", { href: fragmentOf(stateOf(""), { q }), textContent: q, dir: "auto", ...tongue(language) }));
    return ways.length ? ways : [element("a", { href: fragmentOf(stateOf(""), {}), textContent: talk.say("everything") })];
  };

  const around = (/** @type {Engine} */ search, /** @type {HTMLElement[]} */ ways) => {
    const n = found.hits.length;
    const rest = state.apart ? 0 : Math.min(RESULTS, n - state.shown);
    more.hidden = rest <= 0;
    more.textContent = rest > 0 ? talk.count("more", rest) : "";
    notes.done();
    notes.say(sentences(n), state.q);
    if (elsewhereOf !== state.q) notes.elsewhere();
    elsewhereOf = state.q;
    notes.help(ways[0]?.localName === "a" ? talk.say("nearest") : "", ways);
    const chips = chipsOf();
    notes.chosen(chips, clear, talk);
    part(opener, "span").textContent = chips.length ? ` (${talk.number(chips.length)})` : "";
    see.textContent = talk.count("see", n);
    [together.checked, apart.checked] = [!state.apart, state.apart];
    choice.hidden = !n && !choice.contains(document.activeElement);
    facets.draw(state, (name) => search.counts(found, name));
    if (back) scrollTo(0, back);
    back = 0;
    if (onward) begin();
    onward = false;
  };

  const sentences = (/** @type {number} */ n) => {
    const { asked, complete, instead, unknown, words } = found;
    const said = [];
    if (!n) said.push(talk.say(words && !asked ? "nothing" : "nothing_filtered"));
    else if (!complete) said.push(talk.count("partial", n));
    else said.push(talk.count("results", complete));
    if (complete && complete < n) said.push(talk.count("some", n - complete));
    if (n) for (const [typed, used] of instead) said.push(talk.say("instead", { typed, used }));
    if (n) for (const word of unknown) said.push(talk.say("unknown", { word }));
    const shown = Math.min(state.shown, n);
    if (!state.apart && shown > RESULTS) said.push(talk.say("shown", { n: shown, total: n }));
    return said.length > 1 ? said.map((text) => text.replace(/[.؟!?]?$/u, (end) => end || ".")).join(" ") : said[0];
  };

  /* Whether another language finds more, once the reader has stopped typing. */
  const look = (/** @type {Engine} */ search, /** @type {Found} */ answer, /** @type {number} */ pause) => {
    clearTimeout(looking);
    looking = setTimeout(async () => {
      const better = await elsewhere(search, answer);
      if (answer !== found) return;
      if (!better) return notes.elsewhere();
      const { language, name, root, count } = better;
      const text = talk.say("pair", { label: "\n", value: talk.count("results", count) });
      const [before, after] = text.split("\n");
      const href = address({ url: root + "search/" }, way) + fragmentOf(stateOf(""), { q: state.q });
      notes.elsewhere(element("a", { href, hreflang: language }, before,
        element("span", { ...tongue(language), textContent: name }), after));
    }, pause);
  };

  /** @returns {Array<[string, () => void, string?]>} */
  const chipsOf = () => {
    /** @type {Array<[string, () => void, string?]>} */
    const chips = [];
    const title = model.card?.title ?? "";
    if (state.like) chips.push([talk.say("liked", { title }), () => change({ like: "" }, "commit")]);
    for (const [name, label] of head?.facets ?? []) {
      const value = name === "minutes" ? state.minutes && talk.minutes(state.minutes)
        : name === "people" ? state.people && talk.count("people", state.people) : "";
      if (value) chips.push([talk.say("pair", { label, value }), () => drop(name)]);
      for (const [key, { label: text, language }] of labels.get(name) || []) {
        if (state.chosen.get(name)?.has(key)) chips.push([text, () => choose(name, key, false), language]);
      }
    }
    return chips;
  };

  /* ---- Beginning ---- */

  const read = () => {
    if (turn && /^#[^=]+$/.test(location.hash)) return; // a skip link, not a search
    clearTimeout(typing);
    typing = 0;
    past.moved();
    limited = "";
    [followed, onward] = ["", followed !== "" && followed === location.hash];
    state = stateOf(location.hash);
    if (input.value.trim() !== state.q) input.value = state.q;
    return draw();
  };

  input.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(typed, PAUSE);
  });
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || event.isComposing || !input.value) return;
    event.preventDefault();
    input.value = "";
    typed();
  });
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    if (typing) typed();
    change({ q: input.value }, "commit");
  });
  more.onclick = async () => {
    const next = state.shown;
    state = { ...state, shown: next + RESULTS };
    past.settle();
    await draw();
    results.focus(next);
  };
  opener.onclick = () => unfold(opener.getAttribute("aria-expanded") !== "true");
  together.onchange = apart.onchange = () => change({ apart: apart.checked }, "commit");
  place.addEventListener("click", (/** @type {{target: Element}} */ { target }) => {
    followed = target.closest("a")?.hash ?? "";
  });
  addEventListener("hashchange", read); // Back and Forward too
  input.value ||= state.q;
  if (input.value === state.q) read();
  else typed();
}
