/* On every page, and small: a search form that leads to the search page with its words in the fragment, which no
   browser sends, and the program of the search, which is loaded only when the reader turns to it. */
import { go } from "./going.js";
import { sharedSearch, trustedScript, wires } from "./policy.js";

const PIECE = /^assets\/search\/[\w-]+\/[a-z2-7]{8}\.js$/;

const STARTER_PATIENCE = 20_000;

/** Words as they stand in the fragment. @param {string} q */
const inFragment = (q) => encodeURIComponent(q.trim().replace(/\s+/g, " "));

export function start() {
  const page = sharedSearch();
  const app = document.getElementById("search-app");
  let asked = false;
  let failures = 0;

  const load = () => {
    if (asked) return;
    asked = true;
    const { head, program, root, portable } = wires();
    const lawful = (/** @type {string} */ url) => [head, program].includes(url.replace(/\?again=\d+$/, ""))
      || (url.startsWith(root) && PIECE.test(url.slice(root.length)));
    if (!portable && !failures) {
      document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "script", href: head }));
    }
    const script = document.createElement("script");
    script.onload = script.onerror = () => {
      script.remove();
      if (page.running) return;
      asked = false;
      failures++;
      if (app) lost(app);
    };
    script.src = trustedScript(program + (failures && !portable ? "?again=" + failures : ""), lawful);
    document.head.append(script);
  };

  /* Until the program is there, this speaks for it on the search page. */
  const lost = (/** @type {HTMLElement} */ place) => {
    const box = /** @type {HTMLElement} */ (place.querySelector(".finder-failure"));
    say("");
    box.hidden = true;
    box.hidden = false;
    /** @type {HTMLElement} */ (box.querySelector("button")).onclick = load;
  };
  const say = (/** @type {string} */ text) => {
    app?.querySelectorAll(".finder-status, .finder-summary").forEach((line) => { line.textContent = text; });
  };

  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && target.matches("[data-search] input")) load();
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || !form.matches("[data-search]")) return;
    event.preventDefault();
    const q = inFragment(/** @type {HTMLInputElement} */ (form.querySelector("input")).value);
    go(form.getAttribute("action") + (q && "#q=" + q));
  });
  if (app) { // the search page has the program and the head itself, after this script
    asked = true;
    page.receive = () => {};
    const fail = () => {
      if (page.running || failures) return;
      asked = false;
      failures++;
      document.querySelector("script[data-search-head]")?.remove();
      lost(app);
    };
    setTimeout(() => {
      if (!page.running && asked) say(app.dataset.loading || "");
    }, 300);
    setTimeout(fail, STARTER_PATIENCE);
    document.addEventListener("DOMContentLoaded", fail);
  } else if (document.activeElement?.matches("[data-search] input")) load();
}
