/* The program of the search. The starter (search.js) loads it when a reader turns to the search. */
import { comboboxOf } from "../scripts/combobox.js";
import { createElsewhere } from "../scripts/elsewhere.js";
import { open } from "../scripts/engine.js";
import { finderOn } from "../scripts/finder.js";
import { createParagraphs } from "../scripts/passages.js";
import { createPieces, receive } from "../scripts/pieces.js";
import { sharedSearch, wires } from "../scripts/policy.js";

const way = wires();
const { head, piece } = createPieces(way);
const paragraphs = createParagraphs({ ...way, piece });
/** @type {ReturnType<typeof open>|null} */
let opened = null;
const engine = {
  open: () => (opened ??= open(head, piece, paragraphs)),
  forget() { opened = null; },
};

Object.assign(sharedSearch(), { receive, running: true });
const app = document.getElementById("search-app");
if (app) finderOn(app, engine, way, paragraphs, createElsewhere(way));
for (const form of document.querySelectorAll(/** @type {"form"} */ ("form[data-search]"))) {
  if (!app?.contains(form)) comboboxOf(form, engine, way);
}
