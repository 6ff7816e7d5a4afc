/* What is said around the results: how many, which words were read otherwise, what is chosen, and what would help. */
import { button, element, part, tongue } from "./view-dom.js";

const QUIET = 350;
const PATIENCE = 300;

/** @param {HTMLElement} app */
export function notesIn(app) {
  const [summary, status, chosen, failure, help, results, other] =
    ["summary", "status", "chosen", "failure", "help", "results", "elsewhere"].map((name) => part(app, ".finder-" + name));
  /** @type {any} */
  let speaking;
  /** @type {any} */
  let patience;
  let shown = "";

  /* Shown at once, and spoken of after a moment of quiet. */
  const say = (/** @type {string} */ text, asked = "", wait = QUIET) => {
    summary.textContent = text;
    summary.dataset.asked = asked; // for print, which has no search field
    speak(wait);
  };

  const speak = (/** @type {number} */ wait) => {
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      const more = summary.dataset.asked && other.textContent;
      const said = summary.textContent ?? "";
      const text = more ? `${said.replace(/[.؟!?]?$/u, (/** @type {string} */ end) => end || ".")} ${more}` : said;
      if (status.textContent !== text) status.textContent = text;
    }, wait);
  };

  return {
    say,

    /** A calm line when it takes a while. */
    wait() {
      clearTimeout(patience);
      results.setAttribute("aria-busy", "true");
      patience = setTimeout(() => say(app.dataset.loading || "", "", 0), PATIENCE);
    },

    done() {
      clearTimeout(patience);
      results.removeAttribute("aria-busy");
      const held = failure.contains(document.activeElement);
      failure.hidden = true;
      if (held) results.focus();
    },

    /** What there is stays on the screen. @param {() => void} retry */
    lost(retry) {
      clearTimeout(patience);
      results.removeAttribute("aria-busy");
      if (summary.textContent === app.dataset.loading) say("", "", 0);
      const text = part(failure, "p");
      text.replaceChildren(...text.childNodes); // said again
      failure.hidden = false;
      part(failure, "button").onclick = retry;
    },

    /** A link to a language that finds more, in a line that has its place already; without one, nothing.
        @param {...HTMLElement} links */
    elsewhere(...links) {
      if (other.textContent === links.map((link) => link.textContent).join("")) return;
      const held = other.contains(document.activeElement);
      other.replaceChildren(...links);
      if (held) results.focus();
      speak(QUIET);
    },

    /** Buttons that take away what is chosen; the next one, or else the results, get the focus.
        @param {Array<[label: string, take: () => void, language?: string]>} all @param {() => void} clear
        @param {import("./view-dom.js").Talk} talk */
    chosen(all, clear, talk) {
      const names = all.map(([label]) => label).join("\n");
      if (names === shown) return; // a button that is being pressed must stay
      shown = names;
      const before = [...chosen.querySelectorAll("button")].indexOf(document.activeElement);
      const buttons = all.map(([label, take, language = ""]) => {
        const made = button("", take);
        made.append(element("span", { textContent: label, ...tongue(language) }));
        made.setAttribute("aria-label", talk.say("remove", { label }));
        return made;
      });
      if (all.length > 1) buttons.push(button(talk.say("clear"), clear, "finder-clear"));
      chosen.replaceChildren(...buttons.map((made) => element("li", {}, made)));
      chosen.hidden = !buttons.length;
      if (before >= 0) (buttons[Math.min(before, buttons.length - 1)] || results).focus();
    },

    /** What would find something: whole searches as links, filters to leave out as buttons.
        @param {string} title @param {HTMLElement[]} ways */
    help(title = "", ways = []) {
      const held = help.contains(document.activeElement);
      help.hidden = !ways.length;
      const list = element("ul", {}, ...ways.map((way) => element("li", {}, way)));
      help.replaceChildren(...(title ? [element("p", { textContent: title })] : []), list);
      if (held) results.focus();
    },
  };
}
