"""The search's engine in a real browser, without a page: small indexes written here, and what they answer."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from toolbox_gen.search.digits import documents, postings

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
ALPHABET = "abcdefghijklmnopqrstuvwxyz"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: what is asked for is judged in the browser."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page with all exports of the modules in `window.m`, and `window.ask`, which opens an index and asks it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(ROOT / "templates")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/scripts/")
    page.evaluate(
        """async (names) => {
          window.m = Object.assign({}, ...await Promise.all(names.map((name) => import("/scripts/" + name))));
          window.asked = [];
          window.ask = async (index, work) => {
            asked.length = 0;
            const piece = async (name) => {
              asked.push(name);
              if (!(name in index.pieces)) throw new Error("missing");
              return index.pieces[name];
            };
            const paragraphs = async ({ url }) => {
              asked.push(url);
              return index.pages[url] ?? [];
            };
            const engine = await m.open(async () => index.head, piece, paragraphs);
            const wish = (q, more = {}) => ({
              q, typing: false, minutes: null, people: null, like: null, ...more,
              chosen: new Map(Object.entries(more.chosen ?? {}).map(([name, keys]) => [name, new Set(keys)])),
            });
            return new Function("engine", "wish", "return (async () => " + work + ")()")(engine, wish);
          };
        }""",
        sorted(file.name for file in (ROOT / "templates" / "scripts").glob("*.js") if is_ours(file)),
    )
    yield page
    page.close()
    server.shutdown()
    server.server_close()


def is_ours(file: Path) -> bool:
    return file.name not in {"finder.js", "starter.js", "combobox.js"} and not file.name.startswith("view-")


def posting(text: str) -> str:
    """From "3 5:12": documents, and their levels where they are not 8."""
    pairs = (one.partition(":") for one in text.split())
    return postings([int(doc) << 6 | int(level or 8) for doc, _, level in pairs])


def entry(text: str) -> str:
    """From "0 1 | ;kaarten 2 | +4 5 | ~foto beeld | =Kaart" or ">kaart | =Kaarten": an entry of the dictionary."""
    written = ""
    for part in (part.strip() for part in text.split("|")):
        if part.startswith(";"):
            form, _, list_ = part[1:].partition(" ")
            written += f";{form}:{posting(list_)}"
        elif part.startswith("+"):
            written += "+" + posting(part[1:])
        elif part[:1] in (">", "~", "="):
            written += part
        else:
            written += posting(part)
    return written


@dataclass(frozen=True)
class Index:
    """A small index: what the head says, its pieces, and the pages of the site."""

    head: dict[str, Any]
    pieces: dict[str, Any]
    pages: dict[str, list[str]]


def index(
    terms: dict[str, str],
    *,
    count: int = 12,
    size: int = 4,
    facets: dict[str, Any] | None = None,
    titles: dict[int, str] | None = None,
    pages: dict[str, list[str]] | None = None,
    **head: Any,
) -> Index:
    """An index of these terms, `size` in each range; facets are `{name: {key: [documents]}}` or lists of ranges."""
    pieces: dict[str, Any] = {}

    def piece(value: Any) -> str:
        name = "".join(ALPHABET[len(pieces) // 26**i % 26] for i in (1, 0)) + "aaaaaa"
        pieces[name] = value
        return name

    known = sorted(terms)
    ranges = [known[i : i + size] for i in range(0, len(known), size)]
    names = [piece({"terms": " ".join(words), "entries": [entry(terms[word]) for word in words]}) for words in ranges]
    cards = [
        [f"d{doc}/", (titles or {}).get(doc, f"Titel {doc}"), f"Samenvatting {doc}", "", "tool", [], [], ""]
        for doc in range(count)
    ]
    values: dict[str, Any] = {
        "format": 2,
        "language": "nl",
        "base": "assets/search/nl/",
        "count": count,
        "messages": {},
        "kinds": [["good", "Goede praktijk", "good"], ["tool", "Werkvorm", "tool"]],
        "stop": "de het een in",
        "endings": "kken>k en> s> jes>",
        "links": ["", "s", "en", "e"],
        "evidence": "",
        "terms": {"starts": " ".join(words[0] for words in ranges), "pieces": "".join(names)},
        "spelling": [[2, 40, piece(" ".join(known))]],
        "cards": {"size": 10, "pieces": "".join(piece(cards[i : i + 10]) for i in range(0, count, 10))},
        "facets": [
            [name, name.title(), "names", piece([[key, key.title(), documents(docs)] for key, docs in rows.items()])]
            if isinstance(rows, dict)
            else [name, name.title(), "range", piece([[low, high, documents(docs)] for low, high, docs in rows])]
            for name, rows in (facets or {}).items()
        ],
    }
    return Index({**values, **head}, pieces, pages or {})


def ask(page: Page, of: Index, work: str) -> Any:
    return page.evaluate("([index, work]) => ask(index, work)", [vars(of), work])


def hits(page: Page, of: Index, q: str, **wish: Any) -> list[int]:
    found: list[int] = ask(
        page, of, f"Array.from((await engine.search(wish({json.dumps(q)}, {json.dumps(wish)}))).hits)"
    )
    return found


CARDS = {
    "gesprek": "0 1 | ;gesprekken 2 3 | +4 | ~dialoog | =Gesprek",
    "gesprekken": ">gesprek",
    "dialoog": "5 | =Dialoog",
    "gesprekskaarten": "4",
    "kaart": "4 6 | ;kaarten 7 | +4",
    "kaarten": ">kaart",
}


def test_exact_words_stand_before_others_of_the_stem_synonyms_and_compounds(page: Page) -> None:
    assert hits(page, index(CARDS), "gesprek") == [1, 0, 3, 2, 5, 4]
