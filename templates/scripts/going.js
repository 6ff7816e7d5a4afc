/* A page with the quick exit has one place in the history: the exit replaces that one, and Back must not lead to another. */

export const hasOnePlace = () => document.querySelector(".exit") !== null;

/** Whether an address is this page, or a part of it. @param {string} url */
export const isHere = (url) => url.split("#", 1)[0] === location.href.split("#", 1)[0];

/** Go to an address as by a link. @param {string} url */
export function go(url) {
  const { href } = new URL(url, location.href);
  location[hasOnePlace() && isHere(href) ? "replace" : "assign"](href);
}
