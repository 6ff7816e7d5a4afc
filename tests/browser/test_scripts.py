"""One script says the same as the modules that it was made of, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from toolbox_gen.scripts import Script, bundle
from toolbox_gen.theme import Theme, theme_folder

pytestmark = pytest.mark.browser

ENTRY = """\
import { parts, count } from "../scripts/parts.js";
import { order } from "../scripts/order.js";

order.push("entry");
window.result = JSON.stringify([parts(), count, order, typeof parts, this === undefined]);
"""
MODULES = {
    "order.js": 'export const order = ["order"];  // first\n',
    "parts.js": r"""
/* Every sort of token in which a comment, a quotation mark or a blank could be taken for another. */
import {
  order, // where they run
} from "./order.js";
order.push("parts");

export let count = 0;
const values = { "a // b": 1, 'c /* d */': 2, e: [4, 2] };
export class Counter {
  static #made = 0;
  #own = ++Counter.#made;
  static { count += this.#made; }
  get own() { return this.#own; }
  async *each() { yield* [this.own, Counter.#made]; }
}
const kept = `  one
    two ${ values?.e?.[0] / 2 } ${ `// inner  ${ "`" }` /* gone */ }
  `;
const found = (text) => text.replace(/["'`]  [/*]\/\/ é/gu, "") // not this
  .split(/[)\]/]/);
const halved = (values.e[0]) / 2 / 1, least = 1
const negative = - -1 + +least - --values.e[1]
;[halved].forEach((n) => { count += n })

export function parts() {
  const nothing = () => {
    return /* a line's end
    in a comment */ "not reached";
  };
  label: for (const n of values.e) {
    if (n > 1) /x  y/.test("x  y") ? count++ : 0;
    else continue label;
  }
  return [kept, found('a"  //// é)b/c'), halved, negative, String(nothing()), new Counter().own, "one \
    two", values["a // b"] ?? values[`c /* d */`], 1_000n.toString(), least < !--count];
}
""",
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may load the modules; an error on it is an error of the test."""
    page = browser.new_page()
    files = {"/assets/x.js": ENTRY, **{f"/scripts/{name}": text for name, text in MODULES.items()}}

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("http://theme.test")
        kind = "text/javascript" if path.endswith(".js") else "text/html"
        route.fulfill(body=files.get(path, "<!doctype html><title>x</title>"), content_type=f"{kind}; charset=utf-8")

    errors: list[str] = []
    page.route("**/*", answer)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("http://theme.test/")
    yield page
    assert not errors
    page.close()


def test_a_bundle_says_what_its_modules_say(page: Page) -> None:
    modules = {name: Script(name, text.encode()) for name, text in MODULES.items()}
    data, problems = bundle(Script("x.js", ENTRY.encode()), modules)
    assert not problems
    page.add_script_tag(url="/assets/x.js", type="module")
    page.wait_for_function("window.result")
    natively = page.evaluate("window.result")
    page.goto("http://theme.test/again")
    page.add_script_tag(content=data.decode())
    assert page.evaluate("window.result") == natively
    assert '["order","parts","entry"]' in natively


def test_the_themes_own_scripts_can_be_read(page: Page) -> None:
    """By the browser, and with nothing of modules left in them."""
    theme = Theme((theme_folder(),))
    modules = {name: Script(name, path.read_bytes()) for name, path in theme.modules().items()}
    scripts = {name: path.read_bytes() for name, path in theme.assets().items() if name.endswith(".js")}
    assert scripts
    for name, text in scripts.items():
        data, problems = bundle(Script(name, text), modules)
        assert not problems
        page.evaluate("(text) => { new Function(text); }", data.decode())
