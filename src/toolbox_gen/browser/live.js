/* What the development server adds to each page: it keeps the page as the site is, and shows the problems over it.

   The server tells a state and never a step, so a page that missed something asks again and is right. Of all tabs one
   listens to the server and tells the others: a browser opens six connections to a host, and every tab would hold one. */

(() => {
  /** @typedef {{place: string, message: string, hint: string}} Shown
      @typedef {{language: string, direction: string, title: string, close: string, more: string, problems: Shown[]}} Overlay
      @typedef {{version: string, overlay: Overlay|null}} State
      @typedef {{shape: string, styles: string[]}} Look
      @typedef {{path: string, x: number, y: number, marks: {name: string, nth: number, top: number}[], open: Record<string, boolean>, focus: string}} Place */

  const OWN = "/.toolbox-gen/";
  const PLACE = "toolbox-gen place", CLOSED = "toolbox-gen closed";
  const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, figure, blockquote, pre, tr, summary";
  const MARKS = 40; // blocks from the top of the window down that are remembered: some of them may be edited away

  const own = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  let version = own.version;
  let leaving = false;

  // ------------------------------------------------------------------------------------- the page as it stands now

  /** @param {string} name @returns {Promise<any>} */
  const ask = async (name) => (await fetch(OWN + name, { cache: "no-store" })).json();

  /** Load the page again if it is another one than was loaded, or let it have its new style sheets. */
  async function look() {
    const found = /** @type {Look} */ (await ask(`look?path=${encodeURIComponent(location.pathname)}`));
    if (leaving) return;
    if (found.shape !== own.shape || !restyle(found.styles)) reload();
  }

  function reload() {
    leaving = true;
    keepPlace();
    location.reload();
  }

  /** Whether the page could get these style sheets in the place of its own. @param {string[]} styles */
  function restyle(styles) {
    const links = /** @type {HTMLLinkElement[]} */ ([...document.querySelectorAll("link[rel=stylesheet]:not([data-old])")]);
    if (links.length !== styles.length) return false;
    links.forEach((old, number) => {
      const address = new URL(styles[number], location.href).href;
      if (old.href === address) return;
      const next = /** @type {HTMLLinkElement} */ (old.cloneNode());
      next.href = address;
      next.onload = () => old.remove(); // not before: a page without styles would jump
      next.onerror = () => reload();
      old.dataset.old = "";
      old.after(next);
    });
    return true;
  }

  // ------------------------------------------------------------------------------------- where the reader is

  /** What blocks are called: their sort and text, and the how manieth of that name. @returns {{block: Element, name: string, nth: number}[]} */
  function blocks() {
    /** @type {Record<string, number>} */
    const count = Object.create(null);
    return [...document.querySelectorAll(BLOCKS)].map((block) => {
      const name = `${block.localName} ${(block.textContent || "").slice(0, 200)}`;
      return { block, name, nth: (count[name] = (count[name] ?? -1) + 1) };
    });
  }

  /** The details of the page by what they are called. @returns {[string, HTMLDetailsElement][]} */
  function foldings() {
    /** @type {Record<string, number>} */
    const count = Object.create(null);
    return [...document.querySelectorAll("details")].map((one) => {
      const name = one.id || one.querySelector("summary")?.textContent || "";
      count[name] = (count[name] ?? -1) + 1;
      return [`${name} ${count[name]}`, one];
    });
  }

  /** @param {(storage: Storage) => void} act */
  function remember(act) {
    try {
      act(sessionStorage);
    } catch {
      // No storage here, or none left: the page begins at its top.
    }
  }

  function keepPlace() {
    const seen = scrollY > 0 ? blocks().filter(({ block }) => block.getClientRects().length && block.getBoundingClientRect().bottom > 0) : [];
    /** @type {Place} */
    const place = {
      path: location.pathname, x: scrollX, y: scrollY,
      marks: seen.slice(0, MARKS).map(({ block, name, nth }) => ({ name, nth, top: block.getBoundingClientRect().top })),
      open: Object.fromEntries(foldings().map(([name, one]) => [name, one.open])),
      focus: document.activeElement?.id || "",
    };
    remember((storage) => storage.setItem(PLACE, JSON.stringify(place)));
    history.scrollRestoration = "manual";
  }

  function findPlace() {
    /** @type {Place|null} */
    let place = null;
    remember((storage) => {
      place = JSON.parse(storage.getItem(PLACE) || "null");
      storage.removeItem(PLACE);
    });
    if (place) goTo(place);
  }

  /** @param {Place} place */
  function goTo(place) {
    if (place.path !== location.pathname) return;
    for (const [name, one] of foldings()) one.open = place.open[name] ?? one.open;
    if (place.focus) document.getElementById(place.focus)?.focus({ preventScroll: true });
    const back = () => {
      const now = new Map(blocks().map(({ block, name, nth }) => [`${nth} ${name}`, block]));
      const mark = place.marks.find(({ name, nth }) => now.has(`${nth} ${name}`));
      const block = mark && now.get(`${mark.nth} ${mark.name}`);
      const top = block && mark ? scrollY + block.getBoundingClientRect().top - mark.top : place.y;
      scrollTo({ left: place.x, top, behavior: "instant" });
    };
    let moved = false;
    for (const sort of ["wheel", "touchstart", "keydown", "pointerdown"]) {
      addEventListener(sort, () => { moved = true; }, { once: true, passive: true });
    }
    back();
    const last = () => {
      if (!moved) back(); // pictures and scripts may have moved things
      history.scrollRestoration = "auto";
    };
    if (document.readyState === "complete") last();
    else addEventListener("load", () => requestAnimationFrame(last), { once: true });
  }

  // ------------------------------------------------------------------------------------- the problems

  /** @type {HTMLElement|null} */
  let host = null;
  let shown = "";

  /** @param {string} name @param {Record<string, string>} attributes @param {(Node|string)[]} inside @returns {HTMLElement} */
  function element(name, attributes = {}, ...inside) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    made.append(...inside);
    return made;
  }

  /** @param {Overlay|null} overlay */
  function show(overlay) {
    const now = overlay ? JSON.stringify(overlay) : "";
    if (now === shown) return;
    shown = now;
    host?.remove();
    host = null;
    let closed = "";
    remember((storage) => {
      closed = storage.getItem(CLOSED) || "";
      if (closed !== now) storage.removeItem(CLOSED); // what was mended and comes back is shown again
    });
    if (overlay && closed !== now) cover(overlay);
  }

  /** @param {Overlay} overlay */
  function cover(overlay) {
    const button = element("button", { type: "button" }, overlay.close);
    button.addEventListener("click", uncover);
    const items = overlay.problems.map(({ place, message, hint }) => element("li", {},
      ...(place ? [element("p", {}, element("code", { dir: "ltr" }, place))] : []),
      element("p", { dir: "auto" }, message),
      ...(hint ? [element("p", { class: "hint", dir: "auto" }, hint)] : []),
    ));
    if (overlay.more) items.push(element("li", {}, overlay.more));
    const spoken = element("p", { class: "spoken", role: "alert" });
    const list = element("ul", { class: "list", role: "list", tabindex: "0", "aria-labelledby": "title" }, ...items);
    const style = element("link", { rel: "stylesheet", href: `${OWN}overlay.css` });
    const made = host = element("div", { hidden: "", lang: overlay.language, dir: overlay.direction, "data-toolbox-gen": "" });
    style.onload = style.onerror = () => {
      made.hidden = false;
      const [first] = overlay.problems; // said once the place where it is said is there
      setTimeout(() => { spoken.textContent = [overlay.title, first?.place, first?.message, first?.hint].filter(Boolean).join(" "); }, 50);
    };
    made.attachShadow({ mode: "open" }).append(style,
      element("section", { "aria-labelledby": "title" }, element("header", {}, element("h2", { id: "title" }, overlay.title), button), list, spoken));
    document.body.prepend(made); // first in the order of the keyboard
  }

  function uncover() {
    host?.remove();
    host = null;
    remember((storage) => storage.setItem(CLOSED, shown));
  }

  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && host && !event.defaultPrevented) uncover();
  });

  // ------------------------------------------------------------------------------------- listening

  /** @param {State} state */
  function take(state) {
    if (leaving) return;
    show(state.overlay);
    if (state.version !== version) {
      version = state.version;
      look().catch(() => { version = ""; }); // the server is gone: its next word decides
    }
  }

  const catchUp = () => ask("state").then(take, () => {});
  const others = new BroadcastChannel("toolbox-gen");
  others.onmessage = ({ data }) => take(data);

  function listen() {
    const source = new EventSource(`${OWN}events`);
    source.onmessage = ({ data }) => {
      const state = JSON.parse(data);
      others.postMessage(state);
      take(state);
    };
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 1000); // some browsers give up
    };
  }

  findPlace();
  catchUp();
  addEventListener("pageshow", ({ persisted }) => { if (persisted) catchUp(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) catchUp(); });
  if (navigator.locks) navigator.locks.request("toolbox-gen", () => new Promise(listen)); // held as long as the tab lives
  else listen();
})();
