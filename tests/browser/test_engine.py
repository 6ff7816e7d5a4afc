"""The search's engine in a real browser, without a page: small indexes written here, and what they answer."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.indexes import Read
from toolbox_gen.search.digits import documents, postings
from toolbox_gen.search.frames import Facet, Frame
from toolbox_gen.search.index import build
from toolbox_gen.search.records import Record, analyse

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
FORMS = json.loads((CASES / "forms.json").read_text("utf-8"))
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
        "format": 4,
        "language": "nl",
        "base": "assets/search/nl/",
        "count": count,
        "foreign": 0,
        "also": [],
        "others": [],
        "messages": {},
        "kinds": [["good", "Goede praktijk", "good"], ["tool", "Werkvorm", "tool"]],
        "stop": "de het een in",
        "endings": "kken>k en> s> jes> etje> nn>n",
        "beginnings": ["ge"],
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


def test_other_words_of_a_stem_find_each_other_wherever_their_ranges_are(page: Page) -> None:
    assert hits(page, index(CARDS), "gesprekken") == [3, 2, 1, 0, 5, 4]
    assert hits(page, index(CARDS, size=1), "KÁARTEN") == [7, 6, 4]


def test_folding_and_words_are_the_same_as_in_the_index(page: Page) -> None:
    cases = json.loads((CASES / "folding.json").read_text("utf-8"))
    texts = [case["text"] for case in cases]
    assert page.evaluate("(texts) => texts.map(m.fold)", texts) == [case["folded"] for case in cases]
    assert page.evaluate("(texts) => texts.map(m.tokens)", texts) == [case["tokens"] for case in cases]
    walked = "(texts) => texts.map((text) => m.walk(text).places.map(({ word }) => word))"
    assert page.evaluate(walked, texts) == [case["tokens"] for case in cases]


def test_each_word_of_a_text_is_found_where_it_stands(page: Page) -> None:
    text = "Ǆ ½ «Één» Cafe\u0301s, STRAẞE ’s vrij\u00adwilligers 𐐀𐐁 m²!"
    places = page.evaluate(
        """(text) => {
          const walked = m.walk(text);
          return walked.places.map(({ word, at }) => text.slice(...m.stretch(walked, at, word.length)));
        }""",
        text,
    )
    assert places == ["Ǆ", "½", "½", "Één", "Cafe\u0301s", "STRAẞE", "vrij\u00adwilligers", "𐐀𐐁", "m²"]


def test_numbers_and_lists_are_read_as_they_are_written(page: Page) -> None:
    cases = json.loads((CASES / "digits.json").read_text("utf-8"))
    for name, read in (
        ("numbers", "m.readNumbers"),
        ("documents", "(text) => [...m.readDocuments(text)]"),
        (
            "postings",
            "(text) => { const p = m.readPosting(text); return [...p.docs].map((d, i) => [d, p.levels[i]]); }",
        ),
    ):
        texts = [text for text, _ in cases[name]]
        assert page.evaluate(f"(texts) => texts.map({read})", texts) == [value for _, value in cases[name]]
    counts = page.evaluate("(texts) => texts.map(m.countPosting)", [text for text, _ in cases["postings"]])
    assert counts == [len(value) for _, value in cases["postings"]]


def test_distances_count_letters_and_swaps(page: Page) -> None:
    cases = json.loads((CASES / "near.json").read_text("utf-8"))
    both_ways = "(cases) => cases.map(([[a, b, limit]]) => [m.distance(a, b, limit), m.distance(b, a, limit)])"
    assert page.evaluate(both_ways, cases) == [[steps, steps] for _, steps in cases]


def test_terms_stand_in_the_order_of_code_points(page: Page) -> None:
    words = ["a", "ab", "b", "é", "ﬀ", "𐐨", "𐐨a", "𝐇"]
    assert sorted(words) == words
    ordered = "(words) => [...words].reverse().sort(m.compareWords)"
    assert page.evaluate(ordered, words) == words
    of = index({word: str(i) for i, word in enumerate(sorted(["ab", "ｱｱ", "𐐨𐐨", "צצ"]))}, size=1, count=4)
    assert [hits(page, of, word) for word in sorted(["ab", "צצ", "𐐨𐐨"])] == [[0], [1], [3]]


def test_a_beginning_is_found_only_while_it_is_typed_or_when_nothing_else_is(page: Page) -> None:
    of = index({"gesprek": "0", "gesprekken": "1", "kaar": "2", "kaart": "3 4", "open": "5"}, size=2)
    assert hits(page, of, "gesp", typing=True) == [1, 0]
    assert hits(page, of, "gesp") == [1, 0], "nothing else"
    assert hits(page, of, "ge", typing=True) == [], "too short"
    assert hits(page, of, "kaar") == [2]
    assert hits(page, of, "kaar", typing=True) == [2, 4, 3]
    assert hits(page, of, "kaar ", typing=True) == [2], "the word is finished"
    assert hits(page, of, "kaar open", typing=True) == [5, 2], "only the last word"


def test_at_most_six_ranges_are_fetched_for_one_beginning(page: Page) -> None:
    of = index({f"kaart{letter}": str(i) for i, letter in enumerate("abcdefghij")}, size=1)
    assert hits(page, of, "kaart", typing=True) == [5, 4, 3, 2, 1, 0]


def test_an_unknown_word_is_found_by_its_ending(page: Page) -> None:
    of = index({
        "gesprek": "0 | ;gespreks 1", "gespreks": ">gesprek", "kaarten": "2", "kaartmaker": "3", "kaart": ">kaarten",
        "pannen": "4", "pan": ">pannen",
    })  # fmt: skip
    assert hits(page, of, "gesprekken") == [0, 1]
    assert hits(page, of, "kaartjes") == [2], "by its stem, not by any beginning"
    assert hits(page, of, "kaart") == [3, 2], "a stem that is no word: what begins with it, and its words"
    assert hits(page, of, "gepannen") == [4], "without what a word may begin with"
    assert hits(page, of, "pannetje") == [4], "by two rules"
    of = index({"huizen": "1", "huis": ">huizen"})
    assert hits(page, of, "huis", typing=True) == [1], "while it is typed too, though no longer word begins with it"


@pytest.mark.parametrize("language", FORMS)
def test_words_are_found_by_what_people_type_in_each_language(page: Page, language: str) -> None:
    """Each word stands in a page of its own; of what finds it nothing does, and what must pass it by has a page too."""
    finds, passes = FORMS[language]["finds"], FORMS[language]["passes"]
    written = list(dict.fromkeys([word for _, word in finds] + [word for pair in passes for word in pair]))
    frame = Frame(language, "x/", (("tool", "", ""),), (Facet("kind", "", (("tool", ""),)),), ())
    records = [Record(f"d{n}/", word, "", language, "tool") for n, word in enumerate(written)]
    read = Read(build([analyse(record, language) for record in records], frame))
    of = Index(read.head, read.pieces, {})
    found = {typed: {written[n] for n in hits(page, of, typed)} for typed, _ in (*finds, *passes)}
    assert [(typed, word) for typed, word in finds if word not in found[typed]] == []
    assert [(typed, word) for typed, word in passes if word in found[typed]] == []


DUTCH = {"language": "nl", "stop": "de het dans car", "endings": "en> s>", "beginnings": [], "links": ["", "s", "en"]}
MIXED = {
    "danse": "9 | ;danses 8", "danses": ">danse", "dans": "8 9", "plan": "9 | ;plans 8", "plans": ">plan", "porte": "9",
    "nl/plan": "0 | ;nl/plannen 1", "nl/plannen": ">nl/plan", "nl/dans": "1 2", "nl/taal": "2 | +3", "nl/les": "4 | +3",
    "nl/taalles": "3", "nl/gesprek": "5 | ;nl/gesprekken 6 | =Gesprek", "nl/gesprekken": ">nl/gesprek", "nl/porte": "7", "nl/het": "0 1 2", "car": "8",
}  # fmt: skip


def test_words_are_looked_for_in_the_languages_of_all_pages_each_by_its_own(page: Page) -> None:
    of = index(MIXED, language="fr", stop="le la dans", endings="s>", links=[], also=[DUTCH], foreign=8)
    assert sorted(hits(page, of, "plans")) == [8, 9], "no Dutch form of plan"
    assert sorted(hits(page, of, "plan")) == [0, 1, 8, 9], "the reader's forms and the Dutch ones"
    assert sorted(hits(page, of, "plannen")) == [0, 1]
    assert hits(page, of, "danse dans") == [9, 8], "dans says little to the reader"
    assert hits(page, of, "het gesprek") == [5, 6], "a word that says little in Dutch, and is none in French"
    assert sorted(hits(page, of, "gespreks")) == [5, 6], "by a Dutch rule"
    assert sorted(hits(page, of, "car porte")) == [7, 8, 9], "what says little in Dutch only may say much to the reader"
    assert hits(page, of, "portes") == [9], "by the reader's rule first, not by a Dutch one"
    assert hits(page, of, "gesprke") == [5, 6], "with an error"
    assert sorted(hits(page, of, "taal les")) == [2, 3, 4], "as one word too, and its parts"
    assert ask(page, of, "engine.suggest('nl').then(({ terms }) => terms)") == [], "what stands before a word is none"
    work = "engine.suggest('gesp').then(({ terms }) => terms)"
    assert ask(page, of, work) == [{"q": "Gesprek", "language": "nl"}]
    assert ask(page, of, "engine.nearest('gpsrik')") == [{"q": "Gesprek", "language": "nl"}]
    assert ask(page, of, "engine.search(wish('plan')).then((f) => f.marks('De plannen en plans'))") == [
        [3, 10],
        [14, 19],
    ]


def test_among_equals_the_readers_language_stands_first(page: Page) -> None:
    of = index({"nl/plan": "0 1", "plan": "2 3"}, also=[DUTCH], foreign=2, evidence=posting("0:9 2:1"), count=4)
    assert hits(page, of, "") == [2, 3, 0, 1]
    assert hits(page, of, "plan") == [2, 3, 0, 1]


def test_a_known_word_is_never_corrected(page: Page) -> None:
    of = index({"kaart": "0", "kaars": "| +1", "maart": "| ~kaart", "taart": "3 4 5", "klaar": ">kaart"})
    assert hits(page, of, "kaart") == [0]
    assert hits(page, of, "kaars") == [1]
    assert hits(page, of, "maart") == [0]


@pytest.mark.parametrize("typed", ["geprek", "gesspreek", "gespruk", "gepsrek", "egsprek"])
def test_one_error_is_forgiven_and_said(page: Page, typed: str) -> None:
    of = index({"gesprek": "0 | ;gesprekken 1 | +2 | =Gesprek", "kaart": "4"})
    work = f"engine.search(wish('Over {typed.title()}')).then((f) => [[...f.hits], f.instead, f.unknown, f.complete])"
    if typed == "gesspreek":
        assert ask(page, of, work)[0] == [0, 1, 2], "two, from eight letters on"
    else:
        assert ask(page, of, work) == [[0, 1, 2], [[typed.title(), "Gesprek"]], ["Over"], 0]


def test_short_words_and_years_are_not_corrected(page: Page) -> None:
    of = index({"les": "0", "2024": "1", "werk": "2", "samenwerken": "3"})
    assert [hits(page, of, q) for q in ("lis", "2023", "wrek", "wirk", "waork")] == [[], [], [2], [2], []]
    assert hits(page, of, "samenwrekne") == [3]
    assert hits(page, of, "smaenwrekne") == []


def test_the_most_used_of_the_nearest_words_are_taken(page: Page) -> None:
    near = {f"kaar{letter}": "1" if letter > "c" else "0 2 3 4" for letter in "abcdefghijklm"}
    of = index({**near, "kaartjes": "8"}, size=3)
    work = "engine.search(wish('kaarz')).then((f) => [f.instead.length, [...f.hits].sort()])"
    assert ask(page, of, work) == [1, [0, 1, 2, 3, 4]]


def test_a_compound_that_the_site_does_not_have_is_found_by_its_parts(page: Page) -> None:
    of = index({"buurt": "0 1 2", "kamer": "1 2 3", "gesprek": "2 4", "werk": "5", "koffie": "1:30 6"}, size=2)
    assert hits(page, of, "buurtkamer") == [2, 1]
    assert hits(page, of, "buurtskamer") == [2, 1]
    assert hits(page, of, "buurtkamersgesprek") == [2]
    work = "engine.search(wish('werkkoffie')).then((f) => [f.hits.length, f.unknown])"
    assert ask(page, of, work) == [0, ["werkkoffie"]]


def test_a_part_that_is_no_word_of_its_own_finds_the_compounds_that_end_with_it(page: Page) -> None:
    of = index({"schoolpoort": "1", "school": "2", "soort": "3", "fluohesje": "4", "buurtgesprek": "5", "gesprek": "6"})
    assert hits(page, of, "poort") == [1]
    assert hits(page, of, "hesje") == [4]
    assert sorted(hits(page, of, "esprek")) == [5, 6], "an error, or a compound with an unknown part"
    assert marked(page, of, "poort", "Aan de schoolpoorten") == "Aan de schoolpoorten"
    assert marked(page, of, "poort", "Aan de schoolpoort") == "Aan de school[poort]"


def test_words_written_apart_find_the_one_word(page: Page) -> None:
    of = index({"vrijwilliger": "0 | ;vrijwilligers 1", "vrij": "2", "gesprekskaarten": "3", "kaarten": "4"})
    assert hits(page, of, "vrij williger")[:2] == [0, 1]
    assert hits(page, of, "gesprek kaarten")[0] == 3
    assert hits(page, of, "gespreks kaarten")[0] == 3
    assert hits(page, of, '"gesprek" kaarten') == [], "not across a phrase"


def test_words_that_say_little_count_only_alone(page: Page) -> None:
    of = index({"de": "0 1 2 3", "kaart": "3 4"})
    assert hits(page, of, "de kaart") == [4, 3]
    assert hits(page, of, "de") == [3, 2, 1, 0]


def test_all_words_first_and_then_most_where_they_are_few(page: Page) -> None:
    of = index({"een1": "0 1 2", "twee": "1 2 3", "drie": "2 4 5"}, count=30)
    work = "engine.search(wish('een1 twee drie')).then((f) => [[...f.hits], f.complete, f.asked])"
    assert ask(page, of, work) == [[2, 1, 5, 4, 3, 0], 1, 6]
    four = index({"een1": "0", "twee": "0 1", "drie": "1 2", "vier": "3"}, count=30)
    assert hits(page, four, "een1 twee drie vier") == [0, 1], "not with fewer than half of them"
    many = " ".join(map(str, range(12)))
    assert len(hits(page, index({"een1": many, "twee": many + " 20"}, count=30), "een1 twee")) == 12


def test_among_equals_more_evidence_and_then_the_newer(page: Page) -> None:
    of = index({"kaart": "0 1 2 3"}, evidence=posting("1:2 2:5"))
    assert hits(page, of, "kaart") == [2, 1, 3, 0]
    assert hits(page, index({}, count=4), "") == [3, 2, 1, 0]


def test_a_rare_form_of_a_common_word_is_no_rare_word(page: Page) -> None:
    common = " ".join(f"{doc}:20" for doc in range(50))
    of = index({"kaart": f"{common} | ;kaartjes 60:8", "soep": "3 60"}, count=100)
    assert hits(page, of, "kaart soep")[0] == 3


def test_a_phrase_is_verified_on_card_and_page(page: Page) -> None:
    every = "0 1 2 3 4 5"
    of = index(
        {"open": every, "deur": every, "deuren": "6"},
        titles={0: "De Open Deur", 1: "De deur open"},
        pages={"d2/": ["Een", "met open\u00a0deur!"], "d3/": ["Open", "deur"], "d4/": ["open deurtje"]},
    )
    assert hits(page, of, "“open deur”") == [2, 0]
    assert hits(page, of, '"open deur" -open') == []
    assert hits(page, of, '"open deur" deuren') == [2, 0]
    assert hits(page, of, '"deuren"') == [6]
    assert sorted(hits(page, of, '"open deur')) == [0, 1, 2, 3, 4, 5], "not closed: words"
    assert hits(page, of, '"de open"') == [0]


def test_what_is_left_out_takes_its_stem_along(page: Page) -> None:
    of = index(CARDS)
    assert hits(page, of, "gesprek -kaart") == [1, 0, 3, 2, 5]
    assert hits(page, of, "kaart -gesprekken") == [6, 4, 7]
    assert hits(page, of, "-gesprek -kaarten", typing=True) == [11, 10, 9, 8, 5]
    assert hits(page, of, "kaart -xyz") == hits(page, of, "kaart")


FACETS = {
    "kind": {"good": [0, 1, 2], "tool": [3, 4, 5, 6]},
    "themes": {"work": [0, 3, 4], "home": [1, 3], "rare": [0, 6]},
    "minutes": [[15, 30, [3]], [60, None, [4, 5]]],
    "people": [[2, 6, [3, 4]], [8, None, [5]]],
}


def test_facets_are_or_within_and_across(page: Page) -> None:
    of = index({"kaart": "0 1 3 4 5"}, facets=FACETS)
    assert hits(page, of, "", chosen={"themes": ["work", "home"]}) == [4, 3, 1, 0]
    assert hits(page, of, "kaart", chosen={"themes": ["work"], "kind": ["tool"]}) == [4, 3]
    assert hits(page, of, "", minutes=30) == [3]
    assert hits(page, of, "", minutes=60) == [5, 4, 3]
    assert hits(page, of, "", people=6, minutes=90) == [4, 3]
    assert hits(page, of, "", people=100) == [5]
    assert hits(page, of, "", chosen={"themes": []}) == list(range(11, -1, -1))


def test_counts_are_true_for_the_query_and_what_is_chosen_elsewhere(page: Page) -> None:
    of = index({"kaart": "0 1 3 4 5"}, facets=FACETS)
    work = """engine.search(wish('kaart', { chosen: { themes: ['work'] } })).then(async (f) => [
      f.asked, [...f.hits], await engine.counts(f, 'themes'), await engine.counts(f, 'kind')])"""
    asked, found, themes, kinds = ask(page, of, work)
    assert (asked, found) == (5, [4, 3, 0])
    assert [(one["key"], one["count"], one["chosen"]) for one in themes] == [
        ("work", 3, True),
        ("home", 2, False),
        ("rare", 1, False),
    ]
    assert [(one["key"], one["label"], one["count"]) for one in kinds] == [("good", "Good", 1), ("tool", "Tool", 2)]


def test_only_the_pieces_that_are_needed_are_asked_for(page: Page) -> None:
    of = index(CARDS, size=1, facets=FACETS)
    assert ask(page, of, "engine.search(wish('kaart')).then(() => asked.length)") == 1
    assert ask(page, of, "engine.search(wish('', { chosen: { kind: ['tool'] } })).then(() => asked.length)") == 1


def test_hits_are_split_by_kind_and_filters_loosened(page: Page) -> None:
    of = index({"kaart": "0 1 3 4 5"}, facets=FACETS)
    work = "engine.search(wish('kaart')).then((f) => engine.split(f)).then((split) => [...split])"
    assert ask(page, of, work) == [["good", [1, 0]], ["tool", [5, 4, 3]]]
    work = "engine.loosen(wish('kaart', { chosen: { themes: ['rare'], kind: ['tool'] }, minutes: 5 }))"
    assert ask(page, of, work) == []
    work = "engine.loosen(wish('kaart', { chosen: { themes: ['work'] }, minutes: 5 }))"
    assert ask(page, of, work) == [{"facet": "minutes", "label": "Minutes", "count": 3}]


def test_documents_like_one_share_its_values_the_rare_ones_most(page: Page) -> None:
    of = index({"kaart": "3 6"}, facets=FACETS)
    assert hits(page, of, "", like=0) == [6, 4, 3]
    assert hits(page, of, "kaart", like=0, chosen={"themes": ["work"]}) == [3]
    assert hits(page, of, "", like=9) == []


def queries(page: Page, of: Index, asked: str) -> list[str]:
    """The queries that are offered, without their language, which is that of the index."""
    found = ask(page, of, asked)
    assert {one["language"] for one in found} <= {""}
    return [one["q"] for one in found]


def test_suggestions_complete_the_last_word_and_show_titles_first(page: Page) -> None:
    terms = {"gesprek": "0 1 | ;gesprekken 2 3 4 | =Gesprek", "gesprekken": ">gesprek | =Gesprekken", "gespuis": "5"}
    of = index({**terms, "open": "1 5", "geluid": "6"}, titles={0: "Het gesprek", 4: "Gesprekken"})
    assert queries(page, of, "engine.suggest('gesp').then(({ terms }) => terms)") == ["Gesprekken", "gespuis"]
    assert queries(page, of, "engine.suggest('Open gesp').then(({ terms }) => terms)") == [
        "Open Gesprek",
        "Open gespuis",
    ]
    assert ask(page, of, "engine.suggest('gesp').then((s) => s.cards.map((card) => card.number))")[:2] == [4, 0]
    assert ask(page, of, "engine.suggest('')") == {"terms": [], "cards": []}


def test_a_card_says_all_that_is_shown(page: Page) -> None:
    card = ask(page, index({}), "engine.cards([11]).then(([card]) => card)")
    assert (card["number"], card["url"], card["title"]) == (11, "d11/", "Titel 11")
    assert card["kind"] == {"key": "tool", "label": "Werkvorm", "look": "tool"}


def test_where_nothing_is_found_the_nearest_queries_are_offered(page: Page) -> None:
    of = index({"gesprek": "0 | =Gesprek", "kaart": "1", "open": "2"})
    assert queries(page, of, "engine.nearest('gpsrik')") == ["Gesprek"]
    assert queries(page, of, "engine.nearest('kaart -kaart')") == ["kaart"]
    assert queries(page, of, "engine.nearest('\"kaart open\"')") == ["kaart open"]
    assert queries(page, of, "engine.nearest('kaartspelletje')") == ["kaart"]
    assert queries(page, of, "engine.nearest('xxxxxxxxxxxx')") == []
    assert queries(page, of, "engine.nearest('gespxyzxyzxyz')") == ["Gesprek"], "what begins as it does"


def marked(page: Page, of: Index, q: str, text: str, **wish: Any) -> str:
    work = f"""engine.search(wish({json.dumps(q)}, {json.dumps(wish)})).then((f) => {{
      const text = {json.dumps(text)};
      let end = 0;
      return f.marks(text).map(([a, b]) => text.slice(end, a) + "[" + text.slice(a, end = b) + "]").join("") + text.slice(end);
    }})"""
    written: str = ask(page, of, work)
    return written


def test_a_word_without_end_is_not_looked_for_everywhere(page: Page) -> None:
    work = """async (word) => {
      const asked = new Set();
      await m.edges({ look: async (other) => { asked.add(other); return null; } }, word);
      return [...asked];
    }"""
    assert len(page.evaluate(work, "abcdefgh" * 50)) <= 40
    assert set(page.evaluate(work, "soepje")) == {"soepj", "soep", "oepje", "epje"}


def test_marks_show_what_was_found_and_no_more(page: Page) -> None:
    of = index({**CARDS, "werk": "1 | +2", "open": "1", "deur": "1"}, titles={1: "open deur"})
    assert marked(page, of, "gesprek", "Een Gesprék, twee gesprekken; dialoog over kaarten") == (
        "Een [Gesprék], twee [gesprekken]; [dialoog] over kaarten"
    )
    assert marked(page, of, "werk", "Vrijwilligerswerk is werk, netwerken niet") == (
        "Vrijwilligers[werk] is [werk], netwerken niet"
    )
    assert marked(page, of, "geprek", "gesprek en gesprekskaarten") == "[gesprek] en [gesprek]skaarten"
    assert marked(page, of, "gesp", "gesprekskaarten", typing=True) == "[gesprekskaarten]"
    assert marked(page, of, '"open deur"', "Open deur, deur open") == "[Open deur], deur open"
    assert marked(page, of, "<b>", "<b>x</b>") == "<b>x</b>"


def test_the_passage_is_where_the_most_and_rarest_words_stand(page: Page) -> None:
    of = index({"kaart": "1 2 3 4 5", "soep": "1", "taart": "1 2 3"})
    paragraphs = [
        "Een kaart. Een taart en een kaart!",
        "Soep met kaart? Dat is o.a. goed.",
        "a " * 40 + "soep " + "b " * 40,
    ]

    def passage(q: str, texts: list[str]) -> Any:
        work = f"engine.search(wish({q!r})).then((f) => window.m.passage({json.dumps(texts)}, f, 9))"
        return ask(page, of, work)

    assert passage("kaart soep", paragraphs) == "Soep met kaart?"
    assert passage("kaart taart", paragraphs) == "Een taart en een kaart!"
    assert passage("soep", paragraphs[2:]) == "… a a a a soep b b b b …"
    assert passage("xyzz", paragraphs) is None
    assert passage("soep", ["Soep" + "." * 200_000 + "a"]) is not None  # in no time
    assert passage("soep", ["soep " * 50_000]) == "soep " * 9 + "…"


def test_a_missing_piece_is_an_error_and_later_not(page: Page) -> None:
    work = """(async () => {
      const failed = await engine.search(wish('kaart')).catch((error) => error.message);
      window.index.pieces = { ...lost };
      return [failed, [...(await engine.search(wish('kaart'))).hits]];
    })()"""
    of = index({"kaart": "1"})
    gone = Index({**of.head}, {}, {})
    page.evaluate("(pieces) => { window.lost = pieces; }", of.pieces)
    again = page.evaluate("([gone, work]) => { window.index = gone; return ask(gone, work); }", [vars(gone), work])
    assert again == ["missing", [1]]


def test_modules_can_be_joined_into_one_script() -> None:
    names: list[str] = []
    for file in sorted((ROOT / "templates" / "scripts").glob("*.js")):
        text = file.read_text("utf-8")
        imports = re.findall(r"^import .*$", text, re.MULTILINE)
        exports = re.findall(r"^export .*$", text, re.MULTILINE)
        assert all(re.fullmatch(r'import \{ [\w, ]+ \} from "\./[\w-]+\.js";', line) for line in imports), file.name
        assert all(re.match(r"export (const|let|class|(async )?function\*?) \w+", line) for line in exports), file.name
        names += re.findall(r"^(?:export )?(?:async )?(?:const|let|class|function\*?) (\w+)", text, re.MULTILINE)
    assert not {name for name in names if names.count(name) > 1}


PIECE_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types toolbox"
HEAD = {"format": 4, "base": "assets/search/nl/"}


@dataclass
class Site:
    """A site with the strict policy: what it serves, and what was asked of it."""

    page: Page
    files: dict[str, str]
    asked: list[str] = field(default_factory=list)
    hanging: set[str] = field(default_factory=set)

    def load(self, work: str, **places: Any) -> Any:
        given = {"root": "../", "head": "head.js", "portable": False, **places}
        self.page.evaluate(
            """async (places) => {
              window.m ??= Object.assign({}, await import("/scripts/pieces.js"), await import("/scripts/passages.js"));
              window.toolboxSearch = { receive: m.receive };
              window.pieces = m.createPieces(places);
              window.failure = (promise) => promise.then(() => "", (error) => error.message);
            }""",
            given,
        )
        return self.page.evaluate(work)


@pytest.fixture
def site(browser: Browser) -> Iterator[Site]:
    context = browser.new_context()
    page = context.new_page()
    served = Site(page, {"/search/": "<!doctype html><title>Zoeken</title>"})

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("http://toolbox.test")
        served.asked.append(path)
        if path in served.hanging:
            return
        file = ROOT / "templates" / path.lstrip("/")
        text = served.files.get(path.partition("?")[0])
        if text is None and path.startswith("/scripts/"):
            text = file.read_text("utf-8")
        kind = "text/javascript" if ".js" in path else "text/html"
        headers = {"Content-Type": f"{kind}; charset=utf-8", "Content-Security-Policy": PIECE_POLICY}
        route.fulfill(status=404 if text is None else 200, body=text or "", headers=headers)

    page.route("http://toolbox.test/**", answer)
    page.goto("http://toolbox.test/search/")
    served.files["/search/head.js"] = script("head", HEAD)
    served.files["/assets/search/nl/abcdefgh.js"] = script("abcdefgh", ["één"])
    yield served
    context.close()


def script(name: str, value: Any) -> str:
    return f"toolboxSearch.receive({json.dumps(name)}, {json.dumps(value)});"


def test_pieces_are_loaded_once_under_the_strict_policy(site: Site) -> None:
    work = """(async () => {
      const head = await pieces.head();
      const both = await Promise.all([pieces.piece("abcdefgh"), pieces.piece("abcdefgh")]);
      return [head.base, both, await pieces.piece("abcdefgh"), document.scripts.length];
    })()"""
    assert site.load(work) == [HEAD["base"], [["één"], ["één"]], ["één"], 0]
    assert [path for path in site.asked if "/scripts/" not in path][1:] == [
        "/search/head.js",
        "/assets/search/nl/abcdefgh.js",
    ]


def test_two_languages_are_loaded_side_by_side(site: Site) -> None:
    """Their heads have one name, and a piece may be in both."""
    site.files["/fr/head.js"] = script("head", {**HEAD, "base": "assets/search/fr/"})
    site.files["/assets/search/fr/abcdefgh.js"] = script("abcdefgh", ["één"])
    work = """(async () => {
      const other = m.createPieces({ root: "../", head: "../fr/head.js", portable: false });
      const heads = await Promise.all([pieces.head(), other.head()]);
      const both = await Promise.all([pieces.piece("abcdefgh"), other.piece("abcdefgh")]);
      return [...heads.map(({ base }) => base), ...both];
    })()"""
    assert site.load(work) == ["assets/search/nl/", "assets/search/fr/", ["één"], ["één"]]


def test_a_piece_that_failed_is_asked_for_again_and_the_head_anew(site: Site) -> None:
    del site.files["/assets/search/nl/abcdefgh.js"]
    work = 'pieces.head().then(() => failure(pieces.piece("abcdefgh")))'
    assert "could not be loaded" in site.load(work)
    site.files["/assets/search/nl/abcdefgh.js"] = script("abcdefgh", 7)
    assert site.page.evaluate('pieces.piece("abcdefgh")') == 7
    assert site.page.evaluate("pieces.head().then(() => pieces.head()).then((head) => head.format)") == 4
    assert [path for path in site.asked if "head.js" in path] == ["/search/head.js", "/search/head.js?again=1"]


def test_a_piece_that_does_not_come_is_given_up(site: Site) -> None:
    site.hanging.add("/assets/search/nl/abcdefgh.js")
    site.page.clock.install()
    site.load('pieces.head().then(() => { window.given = failure(pieces.piece("abcdefgh")); })')
    site.page.clock.fast_forward(20_001)
    assert "could not be loaded" in site.page.evaluate("given")


@pytest.mark.parametrize(
    ("head", "message"),
    [
        (script("head", {**HEAD, "format": 1}), "another version"),
        (script("head", {**HEAD, "base": "//elsewhere/"}), "another version"),
        (script("other", HEAD), "could not be loaded"),
        ("syntax error", "could not be loaded"),
        (None, "could not be loaded"),
    ],
)
def test_a_head_that_is_none_is_a_failure(site: Site, head: str | None, message: str) -> None:
    del site.files["/search/head.js"]
    if head is not None:
        site.files["/search/head.js"] = head
    assert message in site.load("failure(pieces.head())")
    site.files["/search/head.js"] = script("head", HEAD)
    assert site.page.evaluate("pieces.head().then((head) => head.format)") == 4


def test_only_pieces_of_the_index_can_be_loaded(site: Site) -> None:
    site.files["/evil.js"] = site.files["/assets/search/nl/evil.js"] = "document.title = 'owned'"
    work = """pieces.head().then(() => Promise.all(
      ["evil", "../../evil", "abcdefgh.js?", "ABCDEFGH", "/evil.js"].map((name) => failure(pieces.piece(name)))))"""
    assert all(site.load(work))
    assert site.load("failure(pieces.piece('abcdefgh'))"), "not before the head"
    assert site.page.title() == "Zoeken"
    assert not any("evil" in path for path in site.asked)


def test_the_paragraphs_of_a_page_are_its_innermost_blocks(site: Site) -> None:
    site.files["/verhaal/"] = """<!doctype html><main><p>Kruimel</p><article data-passages><h2>Kop <em>pen</em></h2>
      <ul><li>los<li><p>Eén</p><p>twee\n  drie</p></ul><blockquote>los<p>In</p></blockquote>
      <figure><img src="/evil.png" onerror="document.title='owned'"><figcaption>bij</figcaption></figure>
      <script>document.title = 'owned'</script><p>  </p></article></main>"""
    site.files["/pagina/"] = "<!doctype html><p>buiten</p><main><p>binnen</main>"
    texts = """(async () => {
      const read = m.createParagraphs({ root: "../", portable: false, piece: pieces.piece });
      await pieces.head();
      const of = (url, passages = "") => read({ url, passages });
      return [await of("verhaal/"), await of("pagina/"), await of("pagina/"), await of("x/", "abcdefgh"), await of("weg/")];
    })()"""
    story, plain, again, portable, lost = site.load(texts)
    assert story == ["Kop pen", "los", "Eén", "twee drie", "In", "bij"]
    assert (plain, again, portable) == (["binnen"], ["binnen"], ["één"])
    assert lost == [], "a page that is gone says nothing"
    assert site.asked.count("/pagina/") == 1
    assert not any("evil" in path for path in site.asked)
    assert site.page.title() == "Zoeken"
