/* The search, in the browser. Nothing that is typed leaves it: words and filters live in the fragment of the
   address, which no browser sends. The index is one script, written by src/toolbox_gen/search.py, and calls
   toolboxSearch.receive; fold and tokens are the same as there (tests/cases/folding.json). */
"use strict";

(() => {
  const LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l",
    "ŋ": "n", "ŧ": "t", "ς": "σ", "ـ": "", "’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'",
  };
  const FORMAT = 1;
  const PAGE = 20;

  const fold = (text) => text.normalize("NFKD").toLowerCase().replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/[^a-z]/gu, (character) => LETTERS[character] ?? character);
  const tokens = (text) => (fold(text).match(/[\p{L}\p{N}]+/gu) || [])
    .filter((word) => [...word].length > 1 || /\p{N}/u.test(word));

  const element = (name, properties, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };

  /* ---- State: what the fragment says ---- */

  const parse = (hash) => {
    const state = { q: "", shown: PAGE, chosen: new Map() };
    for (const [name, value] of new URLSearchParams(hash.slice(1))) {
      if (name === "q") state.q = value;
      else if (name === "shown") state.shown = Math.max(PAGE, parseInt(value, 10) || 0);
      else state.chosen.set(name, new Set(value.split(",").filter(Boolean)));
    }
    return state;
  };

  const words = (q) => encodeURIComponent(q.trim().replace(/\s+/g, " "));

  const written = (state) => {
    const parts = state.q.trim() ? ["q=" + words(state.q)] : [];
    for (const [name, keys] of state.chosen) {
      if (keys.size) parts.push(name + "=" + [...keys].map(encodeURIComponent).join(","));
    }
    if (state.shown > PAGE) parts.push("shown=" + state.shown);
    return "#" + parts.join("&");
  };

  /* ---- The index, and how it is asked ---- */

  const unpack = (data) => {
    const [terms, postings] = [data.terms.split(" "), data.postings.split(";")];
    return {
      ...data,
      documents: data.documents.map(([url, title, summary, language, kind, facts, values]) =>
        ({ url, title, summary, language, kind, facts, values: values.map((numbers) => new Set(numbers)) })),
      * found(word) {
        for (let i = 0; i < terms.length; i++) {
          if (!terms[i].startsWith(word)) continue;
          let number = -1;
          for (const posting of postings[i].split(",")) {
            const [distance, weight = 1] = posting.split(":");
            number += Number(distance);
            yield [number, weight * (terms[i] === word ? 2 : 1)];
          }
        }
      },
    };
  };

  /* The documents with all words, best first; when there are none, those with most words. */
  const ask = (index, q) => {
    const wanted = [...new Set(tokens(q))];
    const all = index.documents.map((_, number) => ({ number, words: 0, score: 0 }));
    for (const word of wanted) {
      const best = new Map();
      for (const [number, score] of index.found(word)) {
        best.set(number, Math.max(score, best.get(number) || 0));
      }
      for (const [number, score] of best) {
        all[number].words++;
        all[number].score += score;
      }
    }
    const most = all.reduce((most, hit) => Math.max(most, hit.words), 0);
    return {
      wanted,
      partial: most > 0 && most < wanted.length,
      numbers: wanted.length && !most ? [] : all.filter((hit) => hit.words === most)
        .sort((a, b) => b.score - a.score || a.number - b.number).map((hit) => hit.number),
    };
  };

  /* Whether a document has, in every facet but one, a chosen value (or nothing is chosen there). */
  const passes = (index, state, number, but) => index.facets.every(([name, , values], i) => {
    const keys = state.chosen.get(name);
    return name === but || !keys.size
      || values.some(([key], value) => keys.has(key) && index.documents[number].values[i].has(value));
  });

  /* The text with its wanted words in <mark>. */
  const marked = (text, wanted) => {
    const parts = [];
    let end = 0;
    for (const match of text.matchAll(/[\p{L}\p{N}\p{M}\p{Cf}]+/gu)) {
      if (!tokens(match[0]).some((token) => wanted.some((word) => token.startsWith(word)))) continue;
      parts.push(text.slice(end, match.index), element("mark", { textContent: match[0] }));
      end = match.index + match[0].length;
    }
    return [...parts, text.slice(end)];
  };

  /* ---- The search page ---- */

  const finder = (app) => {
    const part = (name) => app.querySelector(".finder-" + name);
    const [input, facets, chosen, status] = [app.querySelector("input"), part("facets"), part("chosen"), part("status")];
    const [failure, results, more] = [part("failure"), part("results"), part("more")];
    const boxes = new Map();
    let index, state, typing, speaking, policy, committed = location.hash;

    const say = (key, values = {}) => (index.messages[key] || key).replace(/\{(\w+)\}/g, (hole, name) => {
      const value = values[name];
      return typeof value === "number" ? value.toLocaleString(index.language) : value ?? hole;
    });
    const count = (key, n, values) => say(key + (n === 1 ? "_one" : "_other"), { n, ...values });

    /* Results are shown at once, and spoken of after a moment of quiet. */
    const announce = (text, wait = 350) => {
      clearTimeout(speaking);
      speaking = setTimeout(() => { if (status.textContent !== text) status.textContent = text; }, wait);
    };

    /* Typing is a draft of one history entry; choosing and submitting make the next one. */
    const write = (method, hash) => {
      try {
        history[method](null, "", hash);
      } catch {
        /* Too many for this browser: the address lags behind. */
      }
    };
    const draft = () => write("replaceState", written(state));
    const commit = () => {
      const next = written(state);
      if (next === (committed ||= "#")) return;
      if ((location.hash || "#") === next) write("replaceState", committed);
      write("pushState", committed = next);
    };

    const choose = (name, key, on) => {
      flush();
      state.chosen.get(name)[on ? "add" : "delete"](key);
      chose();
    };

    const clear = () => {
      flush();
      for (const keys of state.chosen.values()) keys.clear();
      chose();
    };

    const chose = () => {
      state.shown = PAGE;
      commit();
      draw();
    };

    /* Of what the fragment says, only what the index knows, in its order. */
    const prune = () => {
      state.chosen = new Map(index.facets.map(([name, , values]) => [name, new Set(
        values.map(([key]) => key).filter((key) => state.chosen.get(name)?.has(key)))]));
    };

    const build = () => {
      facets.replaceChildren(...index.facets.map(([name, label, values]) => {
        const set = element("fieldset", {}, element("legend", { className: "visually-hidden", textContent: label }));
        for (const [key, text] of values) {
          const box = element("input", { type: "checkbox" });
          const number = element("span", { className: "finder-count" });
          box.onchange = () => choose(name, key, box.checked);
          boxes.set(name + " " + key, { box, number });
          set.append(element("label", {}, box, element("span", { textContent: text }), " ", number));
        }
        const picked = element("span", { className: "finder-picked" });
        boxes.set(name, picked);
        return element("details", {
          className: "finder-facet",
          open: state.chosen.get(name).size > 0 || matchMedia("(min-width: 52rem)").matches,
        }, element("summary", {}, element("span", { textContent: label }), " ", picked), set);
      }));
    };

    const drawFacets = (numbers) => index.facets.forEach(([name, , values], i) => {
      const counts = values.map(() => 0);
      for (const number of numbers) {
        if (passes(index, state, number, name)) {
          for (const value of index.documents[number].values[i]) counts[value]++;
        }
      }
      const keys = state.chosen.get(name);
      values.forEach(([key], value) => {
        const { box, number } = boxes.get(name + " " + key);
        box.checked = keys.has(key);
        box.disabled = !counts[value] && !box.checked && box !== document.activeElement;
        number.textContent = counts[value].toLocaleString(index.language);
      });
      boxes.get(name).textContent = keys.size ? count("chosen", keys.size) : "";
    });

    const drawChosen = () => {
      const before = [...chosen.querySelectorAll("button")].indexOf(document.activeElement);
      const buttons = index.facets.flatMap(([name, , values]) => values
        .filter(([key]) => state.chosen.get(name).has(key))
        .map(([key, label]) => {
          const button = element("button", { type: "button", textContent: label });
          button.setAttribute("aria-label", say("remove", { label }));
          button.onclick = () => choose(name, key, false);
          return button;
        }));
      if (buttons.length > 1) {
        buttons.push(element("button", { type: "button", className: "finder-clear", textContent: say("clear") }));
        buttons.at(-1).onclick = clear;
      }
      chosen.replaceChildren(...buttons.map((button) => element("li", {}, button)));
      chosen.hidden = !buttons.length;
      if (before >= 0) (buttons[Math.min(before, buttons.length - 1)] || results).focus();
    };

    const result = (number, wanted) => {
      const { url, title, summary, language, kind, facts } = index.documents[number];
      const file = app.dataset.portable === "true" && /(^|\/)$/.test(url) ? "index.html" : "";
      const foreign = language
        ? { lang: language, dir: /^(ar|fa|he|ur)\b/.test(language) ? "rtl" : "ltr" } : {};
      const label = index.facets.find(([name]) => name === "kind")[2].find(([key]) => key === kind)[1];
      const item = element("li", { className: "finder-result" },
        element("span", { className: "kind", textContent: label }),
        element("h2", foreign, element("a", { href: app.dataset.root + url + file }, ...marked(title, wanted))));
      item.firstChild.dataset.kind = kind;
      if (summary) item.append(element("p", foreign, ...marked(summary, wanted)));
      if (facts.length) {
        item.append(element("ul", { className: "finder-facts" }, ...facts.map((fact) => element("li", { textContent: fact }))));
      }
      return item;
    };

    const draw = (wait) => {
      if (!index) return;
      const { wanted, partial, numbers } = ask(index, state.q);
      const hits = numbers.filter((number) => passes(index, state, number));
      const held = results.contains(document.activeElement);
      drawFacets(numbers);
      drawChosen();
      results.replaceChildren(...hits.slice(0, state.shown).map((number) => result(number, wanted)));
      const rest = Math.min(PAGE, hits.length - state.shown);
      more.hidden = rest <= 0;
      more.textContent = rest > 0 ? count("more", rest) : "";
      if (held) results.focus();
      let text = count(partial ? "partial" : "results", hits.length);
      if (!hits.length) text = say(numbers.length ? "nothing_filtered" : "nothing");
      else if (state.shown > PAGE) text += " " + say("shown", { n: Math.min(state.shown, hits.length), total: hits.length });
      announce(text, wait);
    };

    const load = () => {
      /* The policy lets one address through: the page's own index. */
      const address = new URL(app.dataset.index, document.baseURI).href;
      const script = document.createElement("script");
      policy ||= window.trustedTypes?.createPolicy("toolbox", {
        createScriptURL(url) {
          if (url !== address) throw new TypeError("not the index: " + url);
          return url;
        },
      });
      failure.hidden = true;
      results.setAttribute("aria-busy", "true");
      announce(status.dataset.loading);
      script.onload = script.onerror = () => {
        script.remove();
        if (index) return;
        announce("", 0);
        results.removeAttribute("aria-busy");
        failure.hidden = false;
      };
      script.src = policy ? policy.createScriptURL(address) : address;
      document.head.append(script);
    };

    const typed = () => {
      clearTimeout(typing);
      typing = 0;
      if (input.value === state.q) return;
      state.q = input.value;
      state.shown = PAGE;
      draft();
      draw();
    };
    const flush = () => typing && typed();

    const read = () => {
      if (/^#[^=]+$/.test(location.hash)) return; /* a skip link, not a search */
      clearTimeout(typing);
      typing = 0;
      state = parse(committed = location.hash);
      if (input.value.trim() !== state.q) input.value = state.q;
      if (index) prune();
      draw();
    };

    input.oninput = () => {
      clearTimeout(typing);
      typing = setTimeout(typed, 120);
    };
    more.onclick = () => {
      const next = results.children.length;
      state.shown = next + PAGE;
      draft();
      committed = location.hash;
      draw();
      results.children[next]?.querySelector("a").focus();
    };
    failure.querySelector("button").onclick = () => {
      results.focus();
      load();
    };
    addEventListener("hashchange", read); /* Back and Forward too */

    read();
    load();
    return {
      submit(q) {
        input.value = q;
        typed();
        commit();
      },
      receive(data) {
        if (data.format !== FORMAT) return;
        index = unpack(data);
        prune();
        results.removeAttribute("aria-busy");
        build();
        draw(0);
      },
    };
  };

  /* ---- Every page ---- */

  const app = document.getElementById("search-app");
  let page;
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-search]");
    if (!form) return;
    event.preventDefault();
    const q = form.querySelector("input").value;
    if (page) page.submit(q);
    else location.assign(form.getAttribute("action") + (q.trim() ? "#q=" + words(q) : ""));
  });
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key !== "Escape" || event.isComposing || !target.value || !target.closest("[data-search]")) return;
    event.preventDefault();
    target.value = "";
    target.dispatchEvent(new Event("input"));
  });
  window.toolboxSearch = { fold, tokens, receive: (data) => page?.receive(data) };
  if (app) page = finder(app);
})();
