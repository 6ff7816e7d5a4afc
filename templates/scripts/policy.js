/* What the two scripts of a page must share: where the search lives, and the one policy by which the browser loads its
   scripts. A browser lets the name `toolbox` be used once, so the policy is kept on the page. */

/** @typedef {{head: string, program: string, root: string, below: string, portable: boolean}} Wires
    Addresses of the head, the program and the site's root; `below` is the way to the root as the page writes it. */

/** What the scripts of a page share. @returns {any} */
export const sharedSearch = () => (/** @type {any} */ (window).toolboxSearch ||= {});

/** Where this page says that the search is. @returns {Wires} */
export function wires() {
  const said = /** @type {HTMLElement|null} */ (document.querySelector("[data-search]"))?.dataset || {};
  const whole = (/** @type {string} */ path) => new URL(path, document.baseURI).href;
  return {
    head: whole(said.head || "./"), program: whole(said.program || "./"), root: whole(said.root || "./"),
    below: said.root || "", portable: said.portable === "true",
  };
}

/** The address as the browser wants it. The policy is made at the first use, and lets through what is lawful then.
    @param {string} address @param {(address: string) => boolean} lawful @returns {string} */
export function trustedScript(address, lawful) {
  const rules = {
    createScriptURL(/** @type {string} */ url) {
      if (!lawful(url)) throw new TypeError("not a script of the search");
      return url;
    },
  };
  const page = sharedSearch();
  page.policy ??= /** @type {any} */ (window).trustedTypes?.createPolicy("toolbox", rules) ?? rules;
  return page.policy.createScriptURL(address);
}
