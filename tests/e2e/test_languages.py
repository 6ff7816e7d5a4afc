"""A site in four languages: every text is in an element that says its language, and every page links to the others.

All texts hold a mark of the language that they are written in (`nl7x`), so that no text can be taken for another's.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest

from tests.english import picture
from tests.projects import built, messages, project

LANGUAGES = ("nl", "fr", "en", "ar")
MARK = re.compile(r"(nl|fr|en|ar)7x")
SITE = """\
title: Doos nl7x
description: {nl: Wat het is nl7x, fr: Ce que c'est fr7x}
url: https://proef.example/doos/
languages: [nl, fr, en, ar]
page_size: 3
ways_in:
- {slug: kort, label: {nl: Weinig tijd nl7x, ar: Tekst ar7x}, intro: {en: Short ones en7x}, minutes: 120}
quick_exit:
  help_lines: [{name: Iemand nl7x, phone: "106", note: {nl: Altijd nl7x, fr: Toujours fr7x}}, {name: Lijn nl7x, url: "https://a.example/"}]
"""
THEMES = """\
huis: {label: {nl: Huis nl7x, fr: Maison fr7x, en: House en7x, ar: Tekst ar7x}, description: {nl: Over wonen nl7x}}
werk: {label: {nl: Werk nl7x, fr: Travail fr7x}}
leeg: {label: {nl: Leeg nl7x}}
"""
TOOL = """\
---
title: Werkvorm XX7x
summary: Samen kijken XX7x.
kind: conversation-cards
duration: 60
group_size: 6-25
language_level: A1
themes: [huis, werk]
audiences: [buren]
purpose: [Om te kijken XX7x.]
materials: [Stoelen XX7x, Papier XX7x]
space: Een zaal XX7x
cost: Niets XX7x
when_not_to_use: [Nooit XX7x.]
safety_notes: [Rustig XX7x.]
tips: [Doe het XX7x.]
variations: [Anders XX7x.]
steps: [{title: Kring XX7x, minutes: 10, text: Ga zitten XX7x., materials: [Stoelen XX7x]}]
origin: {name: Bron XX7x, author: Maker XX7x}
languages: [{language: ar, url: "https://a.example/ar"}]
cards: [{front: Voor XX7x, back: Achter XX7x, theme: Eigen XX7x}, {front: Voor XX7x, theme: werk}]
route: {stops: [{title: Halte XX7x, lat: 51.2, lon: 4.4, questions: [Wat zie je XX7x?]}], length_km: 2}
faq: [{q: Vraag XX7x, a: Antwoord XX7x.}]
images: [{src: a.png, alt: Een kring XX7x, caption: Onderschrift XX7x, credit: Maker XX7x}]
downloads: [{url: "https://a.example/pdf", label: Folder XX7x, language: fr}]
sources: [{title: Boek XX7x}, {title: Site XX7x, url: "https://a.example/bron", accessed: 2024-02-03}]
credits: Dank XX7x
combines_with: [tweede]
composes: [tweede]
updated: 2025-02-03
---
Tekst XX7x met [[verhaal]], [[tweede]] en ![Een kring XX7x](a.png)

## Kop XX7x

Tekst XX7x.
"""
STORY = """\
---
title: Verhaal XX7x
kind: KIND
summary: Wat er gebeurde XX7x.
date: 2024-05
organisations: [huis]
place: Ergens XX7x
themes: [huis, werk]
audiences: [buren]
settings: [zaal]
sensitivity: [stil]
tools: [{tool: werkvorm, role: central, result: helped, note: Zo ging het XX7x.}, {tool: tweede}]
lessons: [Dit leerden we XX7x.]
went_wrong: [Dit liep mis XX7x.]
worked: [Dit lukte XX7x.]
would_do_differently: [Anders XX7x.]
tips: [Doe het XX7x.]
context: {frequency: Vaak XX7x, duration: 30}
outcome: {claim: Er kwam iets van XX7x., evidence: observed, source: Verslag XX7x}
quotes: [{text: Ik zei iets XX7x., who: Iemand XX7x, role: Buur XX7x}]
consent: {ref: R-1, status: given, given_on: 2026-01-01, scope: [site, export]}
images: [{src: a.png, alt: Een kring XX7x, caption: Onderschrift XX7x, credit: Maker XX7x}]
sources: [{title: Boek XX7x}]
credits: Dank XX7x
---
Tekst XX7x met [[werkvorm]] en [[weg]].

## Kop XX7x

Tekst XX7x.
"""
TRANSLATED = {"fr": "- fr", "en": "- en", "ar": "- ar"}


def written(text: str, language: str) -> str:
    """A document in a language."""
    return text.replace("XX7x", f"{language}7x")


def content() -> dict[str, str | bytes | None]:
    """Documents that are translated into all languages, some, or none, and of one partly."""
    good, failed = (STORY.replace("KIND", kind) for kind in ("good-practice", "successful-failure"))
    short = "---\ntitle: TITLE XX7x\nkind: walk\nsummary: Kort XX7x.\nthemes: [werk]\nduration: 30\n---\nTekst XX7x.\n"
    tale = "---\ntitle: TITLE XX7x\nkind: good-practice\nsummary: Kort XX7x.\ndate: 2023\ntools: [werkvorm]\nthemes: [werk]\n---\nT XX7x. [[verhaal]]\n"
    house = "---\nname: Huis XX7x\nsummary: Wat het doet XX7x.\nplace: Ergens XX7x\n---\nTekst XX7x.\n"
    page = "---\ntitle: Over XX7x\nsummary: Waarover XX7x.\nnav: 1\n---\nTekst XX7x met [[tweede]].\n"
    said = "---\nstory: verhaal\ntext: Nog iets XX7x.\nconsent: {ref: R-2, status: given, given_on: 2026-01-01, scope: [site]}\n---\n"
    put_away = (
        "status: archived\narchived: {on: 2025, reason: Te oud XX7x., replaced_by: werkvorm}\naliases: [vroeger]\n---\n"
    )
    files: dict[str, str | bytes | None] = {
        "site.yaml": SITE,
        "content/vocabularies/themes.yaml": THEMES,
        "content/vocabularies/audiences.yaml": "buren: {label: {nl: Buren nl7x, fr: Voisins fr7x}}\n",
        "content/vocabularies/settings.yaml": "zaal: {label: {nl: Zaal nl7x, fr: Salle fr7x}}\n",
        "content/vocabularies/sensitivity.yaml": "stil: {label: {nl: Stilte nl7x, en: Silence en7x}}\n",
        "content/media/a.png": picture(),
        "content/stories/aan-tafel.md": None, "content/stories/nul-lezers.md": None,
        "content/tools/deep-democracy.md": None, "content/organisations/buurthuis.md": None, "content/pages/over.md": None,
    }  # fmt: skip
    documents = {
        "tools/werkvorm": (TOOL, "fr en"), "tools/tweede": (short.replace("TITLE", "Tweede"), "fr ar"),
        "tools/oud": (short.replace("TITLE", "Oud").replace("---\nTekst", put_away + "Tekst"), "en"),
        "stories/verhaal": (good, "fr"), "stories/mis": (failed, "en"), "stories/klein": (tale.replace("TITLE", "Klein"), "ar"),
        "stories/nog": (tale.replace("TITLE", "Nog"), ""), "stories/weg": (tale.replace("TITLE", "Weg"), "fr"),
        "organisations/huis": (house, "fr"), "pages/over": (page, "fr"), "pages/ander": (page.replace("Over", "Ander"), ""),
        "quotes/iets": (said, "en"),
    }  # fmt: skip
    for name, (text, into) in documents.items():
        files[f"content/{name}.md"] = written(text, "nl")
        for language in into.split():
            files[f"content/{name}.{language}.md"] = written(text, language)
    return files


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That toolbox, built once."""
    root = project(tmp_path_factory.mktemp("languages"), content())
    report = built(root)
    assert report.errors == 0, messages(report)
    return root / "site"


Passage = tuple[str, str, str, str]
"""A text, whether it is one of the interface, and the language and direction that its element says."""


def texts(node: Any, language: str = "", direction: str = "", around: str = "") -> Iterator[Passage]:
    """Every text of a page's body, and the alternative texts of its images."""
    if not isinstance(node.tag, str):
        return
    language, direction = node.get("lang", language), node.get("dir", direction)
    name = node.tag.rpartition("}")[2]
    if node.get("alt"):
        yield node.get("alt"), name, language, direction
    if node.text and name not in ("script", "style"):
        yield node.text, name, language, direction
    for child in node:
        yield from texts(child, language, direction, around)
        if child.tail:
            yield child.tail, name, language, direction


def read(path: Path) -> Any:
    """A page as browsers understand it."""
    return html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)


def test_every_text_is_in_an_element_that_says_its_language_and_direction(site: Path) -> None:
    wrong, seen = [], dict.fromkeys(LANGUAGES, 0)
    pages = sorted(site.rglob("*.html"))
    for path in pages:
        html = read(path)
        here = path.relative_to(site).as_posix()
        for text, name, language, direction in texts(html.find("body"), html.get("lang"), html.get("dir")):
            expected = {"ar": "rtl"}.get(language, "ltr")
            for mark in MARK.findall(text):
                seen[mark] += 1
                if mark != language or direction != expected:
                    wrong.append(f"{here}: <{name}> {text.strip()} is said to be {language} {direction}")
    assert wrong == []
    assert len(pages) > 150
    assert min(seen.values()) > 50
