// Loads the pieces of the index: classic scripts that call toolboxSearch.receive, so that a disk serves like a site.

import { trustedScript } from "./policy.js";

/**
 * @typedef {import("./terms.js").Head} Head
 * @typedef {{head: () => Promise<Head>, piece: (name: string) => Promise<any>}} Pieces
 */

const FORMAT = 4;
const SCRIPT_PATIENCE = 20_000;
const NAME = /^[a-z2-7]{8}$/;
const HEAD = /** @type {"script"} */ ("script[data-search-head]");
const FILE = /^[a-z2-7]{8}\.js$/;

/** @type {Map<string, Set<(value: any) => void>>} */
const waiting = new Map();
/** Every language's head has the same name, so each waits for the one before. @type {Promise<unknown>} */
let headBefore = Promise.resolve();
/** @type {Array<(address: string) => boolean>} */
const lawful = [];

/**
 * What a piece calls.
 * @param {string} name
 * @param {any} value
 */
export function receive(name, value) {
  for (const one of waiting.get(name) ?? []) one(value); // two languages may have a piece in common
}

/**
 * Loads a piece by a script of its own, or by one of the page that is still to come.
 * @param {string} name
 * @param {string} address
 * @param {HTMLScriptElement} [script]
 * @returns {Promise<any>}
 */
function loadScript(name, address, script = document.createElement("script")) {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      wanted.delete(done);
      script.remove();
    };
    const done = (/** @type {any} */ value) => {
      end();
      resolve(value);
    };
    const fail = () => {
      end();
      reject(new Error("a piece of the search's index could not be loaded"));
    };
    const timer = setTimeout(fail, SCRIPT_PATIENCE);
    const wanted = waiting.get(name) ?? new Set();
    waiting.set(name, wanted.add(done));
    script.onload = script.onerror = fail; // a piece that came has been received before
    if (script.isConnected) return;
    try {
      script.src = trustedScript(address, (wanted) => lawful.some((rule) => rule(wanted)));
      document.head.append(script);
    } catch {
      fail();
    }
  });
}

/**
 * `root` is the address of the site's root, `head` that of the head, both as a page may write them. What fails is
 * forgotten, so that it is asked for again; after any failure the head is asked for anew, since the site may have been
 * published again and have other pieces.
 * @param {{root: string, head: string, portable: boolean}} places
 * @returns {Pieces}
 */
export function createPieces({ root, head, portable }) {
  const rootAddress = new URL(root, document.baseURI).href;
  const headAddress = new URL(head, document.baseURI).href;
  let base = "";
  let tries = 0;
  /** @type {Promise<Head>|null} */
  let asked = null;
  /** @type {Map<string, Promise<any>>} */
  const pieces = new Map();

  lawful.push((address) => {
    if (address.replace(/\?again=\d+$/, "") === headAddress) return true;
    return base !== "" && address.startsWith(base) && FILE.test(address.slice(base.length));
  });

  async function loadHead() {
    const address = tries && !portable ? `${headAddress}?again=${tries}` : headAddress;
    tries++;
    const script = document.querySelector(HEAD) ?? undefined; // of the page's own language, which is asked for first
    const loading = headBefore.then(() => loadScript("head", address, script));
    headBefore = loading.catch(() => {});
    /** @type {Head} */
    const value = await loading;
    if (value?.format !== FORMAT || !/^(?:[\w-]+\/)*$/.test(value.base)) {
      throw new Error("the search's index is of another version");
    }
    base = rootAddress + value.base;
    return value;
  }

  return {
    head() {
      if (!asked) {
        const loading = asked = loadHead();
        loading.catch(() => { if (asked === loading) asked = null; });
      }
      return asked;
    },

    piece(name) {
      let loading = pieces.get(name);
      if (!loading) {
        loading = NAME.test(name) && base
          ? loadScript(name, `${base}${name}.js`)
          : Promise.reject(new Error("no piece of the search's index has such a name"));
        pieces.set(name, loading);
        loading.catch(() => {
          pieces.delete(name);
          asked = null;
        });
      }
      return loading;
    },
  };
}
