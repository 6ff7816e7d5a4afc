/* What a reader has asked for, and the fragment that says so: #q=…&kind=a,b&minutes=120&people=12&like=…&apart=1.
   A fragment is never sent to a server. */

/** @typedef {{q: string, chosen: Map<string, Set<string>>, minutes: number|null, people: number|null,
    like: string, apart: boolean, shown: number}} State
    `like` is a document's number and the end of its address, since another build may number anew. */

import { hasOnePlace } from "./going.js";

export const RESULTS = 10;
const PAUSE_ADDRESS = 250;

const whole = (/** @type {string} */ text, /** @type {number} */ most) => {
  const n = parseInt(text, 10);
  return n > 0 ? Math.min(n, most) : null;
};

/** What a fragment says. @param {string} hash @returns {State} */
export function stateOf(hash) {
  /** @type {State} */
  const state = { q: "", chosen: new Map(), minutes: null, people: null, like: "", apart: false, shown: RESULTS };
  for (const [name, value] of new URLSearchParams(hash.slice(1))) {
    if (name === "q") state.q = value;
    else if (name === "like") state.like = /^\d+-/.test(value) ? value : "";
    else if (name === "apart") state.apart = value === "1";
    else if (name === "minutes") state.minutes = whole(value, 9999);
    else if (name === "people") state.people = whole(value, 999);
    else if (name === "shown") state.shown = Math.max(RESULTS, whole(value, 1000) || 0);
    else if (value) state.chosen.set(name, new Set(value.split(",").filter(Boolean)));
  }
  return state;
}

/** The fragment of a state, with some of it changed. @param {State} state @param {Partial<State>} [changes] */
export function fragmentOf(state, changes = {}) {
  const { q, chosen, minutes, people, like, apart, shown } = { ...state, ...changes };
  const words = q.trim().replace(/\s+/g, " ");
  const parts = words ? ["q=" + encodeURIComponent(words)] : [];
  for (const [name, keys] of chosen) {
    if (keys.size) parts.push(name + "=" + [...keys].map(encodeURIComponent).join(","));
  }
  if (minutes) parts.push("minutes=" + minutes);
  if (people) parts.push("people=" + people);
  if (like) parts.push("like=" + encodeURIComponent(like));
  if (apart) parts.push("apart=1");
  if (shown > RESULTS) parts.push("shown=" + shown);
  return "#" + parts.join("&");
}

/** How a fragment names a document. @param {{number: number, url: string}} card */
export const nameOf = ({ number, url }) => `${number}-${url.split("/").filter(Boolean).pop() || ""}`;

/** Typing is a draft of one history entry, written when it pauses; choosing and submitting make the next one, but where
    the quick exit is.
    @param {() => State} now */
export function historyOf(now) {
  const [{ pathname }, onePlace] = [location, hasOnePlace()];
  let committed = location.hash;
  /** @type {any} */
  let pending = 0;
  const write = (/** @type {"pushState"|"replaceState"} */ method, /** @type {string} */ hash, state = null) => {
    clearTimeout(pending);
    pending = 0;
    if (location.pathname !== pathname) return; // the page was left by the exit
    try {
      history[method](state, "", hash);
    } catch {
      /* Too many for this browser: the address lags behind. */
    }
  };
  const settle = () => write("replaceState", (committed = fragmentOf(now())));
  addEventListener("pagehide", () => {
    const hash = pending ? fragmentOf(now()) : location.hash;
    write("replaceState", hash, /** @type {any} */ ({ y: scrollY }));
  });
  return {
    draft() {
      clearTimeout(pending);
      pending = setTimeout(() => write("replaceState", fragmentOf(now())), PAUSE_ADDRESS);
    },
    commit() {
      const next = fragmentOf(now());
      if (next === (committed ||= "#")) return;
      if (pending || (location.hash || "#") === next) write("replaceState", committed);
      write(onePlace ? "replaceState" : "pushState", (committed = next));
    },
    /** The entry as it is stands for what is shown. */
    settle,
    /** The reader went elsewhere in the history, or the address was changed by hand. */
    moved() {
      clearTimeout(pending);
      pending = 0;
      committed = location.hash;
    },
  };
}
