/* The quick exit (decision 24). However the reader asks for it, the page is emptied in that very moment: nothing of it is
   left to be seen, found, read aloud, copied or printed, however long the neutral page takes to come, if it comes. */

import { isHere } from "./going.js";

const PRESSES = 3;
const EXIT_PATIENCE = 5000;

/** Empty the page and go. Its place in the history becomes first the toolbox's home page and then the neutral page.
    @param {string} target @param {DOMStringMap} texts */
function leave(target, texts) {
  const cover = document.createElement("p");
  cover.className = "exit-cover";
  cover.setAttribute("role", "alert");
  const icon = Object.assign(document.createElement("link"), { rel: "icon", href: texts.icon });
  const kept = document.querySelectorAll("link[rel=stylesheet], meta[name]:not([name=description])");
  document.body.replaceChildren(cover);
  document.head.replaceChildren(...kept, icon);
  document.title = cover.textContent = texts.leaving || "";
  scrollTo(0, 0);
  try {
    history.replaceState(null, "", texts.home);
  } catch {
    // a page from a disk may not change its address
  }
  location.replace(target);
}

/** Tell when Shift was pressed and released by itself: not with another key, a click or the wheel, and once when it was
    held; `broken` when anything else was pressed in between.
    @param {() => void} pressed @param {() => void} broken */
function watchShift(pressed, broken) {
  const held = new Set();
  let alone = false;
  const spoilt = () => {
    alone = false;
    broken();
  };
  const listen = (/** @type {string} */ name, /** @type {(event: any) => void} */ act) =>
    addEventListener(name, act, { capture: true, passive: true });
  listen("keydown", (/** @type {KeyboardEvent} */ event) => {
    const { key, code, repeat, ctrlKey, altKey, metaKey, isComposing } = event;
    if (key !== "Shift" || ctrlKey || altKey || metaKey || isComposing) spoilt();
    else if (!repeat && !held.size) alone = true;
    if (key === "Shift") held.add(code);
  });
  listen("keyup", (/** @type {KeyboardEvent} */ { key, code }) => {
    if (key === "Shift" && held.delete(code) && alone) pressed();
  });
  for (const name of ["pointerdown", "wheel"]) {
    listen(name, (/** @type {MouseEvent} */ { shiftKey }) => {
      if (shiftKey) spoilt();
    });
  }
  listen("blur", ({ target }) => {
    if (target !== window) return;
    held.clear();
    alone = false;
  });
}

export function offerExit() {
  const bar = /** @type {HTMLElement|null} */ (document.querySelector(".exit"));
  const link = /** @type {HTMLAnchorElement|null} */ (bar?.querySelector("[data-exit]"));
  if (!bar || !link) return;
  const target = link.href;
  const [home, icon] = [bar.dataset.home, bar.dataset.icon].map((url) => new URL(url || "", location.href).href);
  const said = /** @type {HTMLElement} */ (bar.querySelector(".exit-said"));
  const dots = document.createElement("span");
  dots.className = "exit-dots";
  dots.ariaHidden = "true";
  dots.append(...Array.from({ length: PRESSES }, () => document.createElement("i")));
  link.prepend(dots);
  let presses = 0;
  let timer = 0;
  let gone = false;

  const show = (/** @type {number} */ count, /** @type {string|undefined} */ text, /** @type {() => void} */ after) => {
    presses = count;
    bar.dataset.presses = String(count);
    said.textContent = text || "";
    clearTimeout(timer);
    timer = text ? setTimeout(after, EXIT_PATIENCE) : 0;
  };
  const rest = () => show(0, "", rest);
  const late = () => show(0, bar.dataset.late, rest);
  const go = () => {
    gone = true;
    clearTimeout(timer);
    leave(target, { ...bar.dataset, home, icon });
  };

  watchShift(() => {
    if (gone) return;
    if (presses + 1 >= PRESSES) go();
    else show(presses + 1, presses ? bar.dataset.one : bar.dataset.two, late);
  }, () => {
    if (presses && !gone) rest();
  });
  for (const name of ["click", "auxclick"]) {
    addEventListener(name, (event) => {
      const { target: on, button } = /** @type {MouseEvent} */ (event);
      if (button > 1 || !(on instanceof Element) || !on.closest("[data-exit]")) return;
      event.preventDefault();
      go();
    }, true);
  }
  /* A link to a part of this page, the skip link not least, would make a second place in the history. */
  addEventListener("click", (event) => {
    const { target: on, button, ctrlKey, shiftKey, altKey, metaKey } = event;
    if (event.defaultPrevented || button || ctrlKey || shiftKey || altKey || metaKey) return;
    const followed = on instanceof Element && on.closest("a");
    if (!followed || !followed.href || followed.target || followed.download || !isHere(followed.href)) return;
    event.preventDefault();
    location.replace(followed.href);
  });
  /* Whoever comes back to a page that was left, by Forward while the neutral page was slow, is sent on again, and so is
     who comes to another place of it that was made in spite of all, as by the address bar. */
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    if (gone) go();
    else rest();
  });
  addEventListener("popstate", () => {
    if (gone) go();
  });
}
