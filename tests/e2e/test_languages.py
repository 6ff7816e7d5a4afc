"""A site in four languages: every text is in an element that says its language, and every page links to the others.

All texts hold a mark of the language that they are written in (`nl7x`), so that no text can be taken for another's.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import html5lib
import pytest

from tests.english import SITE as ENGLISH
from tests.english import english, page, picture, story
from tests.projects import built, messages, project, tree, write

LANGUAGES = ("nl", "fr", "en", "ar")
SITE_OF_TWO = ENGLISH.replace("[en]", "[en, nl]")
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
Tekst XX7x met [[verhaal]], [[tweede]] of XX7x ![Een kring XX7x](a.png)

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
Tekst XX7x met [[werkvorm]] of XX7x [[weg]].

## Kop XX7x

Tekst XX7x.
"""


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
        "quotes/iets": (said, "en"), "tools/rijk": (TOOL.replace("Werkvorm", "Rijk"), ""),
    }  # fmt: skip
    for name, (text, into) in documents.items():
        files[f"content/{name}.md"] = written(text, "nl")
        for language in into.split():
            files[f"content/{name}.{language}.md"] = written(text, language)
    partly = {
        "tools/rijk.fr": "title: Riche fr7x\nsteps: [{title: Cercle fr7x}]",
        "tools/rijk.ar": "summary: Tekst ar7x\npurpose: [Tekst ar7x]\nroute: {stops: [{title: Tekst ar7x}]}",
        "stories/mis.fr": "title: Raté fr7x\ntools: [{tool: werkvorm, note: Voilà fr7x.}, {tool: tweede}]",
        "stories/mis.ar": "title: Tekst ar7x\nlessons: [Tekst ar7x.]\nplace: Tekst ar7x",
        "organisations/huis.ar": "summary: Tekst ar7x",
    }
    return files | {f"content/{name}.md": f"---\n{fields}\n---\n" for name, fields in partly.items()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That toolbox, built once."""
    root = project(tmp_path_factory.mktemp("languages"), content())
    report = built(root)
    assert report.errors == 0, messages(report)
    return root / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Any]:
    """Every page by its site path, as browsers understand it."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): html5lib.parse(
            path.read_text(encoding="utf-8"), namespaceHTMLElements=False
        )
        for path in sorted(site.rglob("*.html"))
    }


def texts(node: Any, language: str = "", direction: str = "") -> Iterator[tuple[str, str, str]]:
    """Every text of a page's body and of its images, each with the language and direction that are said of it."""
    if not isinstance(node.tag, str) or node.tag in ("script", "style"):
        return
    language, direction = node.get("lang", language), node.get("dir", direction)
    yield node.get("alt", ""), language, direction
    yield node.text or "", language, direction
    for child in node:
        yield from texts(child, language, direction)
        yield child.tail or "", language, direction


def links(html: Any, rel: str) -> list[dict[str, str]]:
    """The elements `<link>` of a page with a relation."""
    return [dict(link.attrib) for link in html.iter("link") if link.get("rel") == rel]


def switch(html: Any) -> dict[str, tuple[str, str]]:
    """What the switch of a page leads to in each language, and what it says of it."""
    found = next((nav for nav in html.iter("nav") if nav.get("class") == "tongues"), ())
    assert not len(found) or found.get("aria-label")
    return {
        a.get("hreflang"): (a.get("href"), " ".join("".join(a.itertext()).split())) for a in found and found.iter("a")
    }


def language_of(address: str) -> str:
    """The language of the pages below which an address lies."""
    first = address.partition("/")[0]
    return first if first in LANGUAGES else "nl"


def led_to(href: str, page: str) -> str:
    """The site path that a link of a page leads to."""
    return urljoin(f"https://x/doos/{page}", href).removeprefix("https://x/doos/")


def test_every_text_is_in_an_element_that_says_its_language_and_direction(pages: dict[str, Any]) -> None:
    wrong, seen = set(), Counter[str]()
    for address, html in pages.items():
        for text, language, direction in texts(html.find("body"), html.get("lang"), html.get("dir")):
            for mark in MARK.findall(text):
                seen[mark] += 1
                if mark != language or direction != ("rtl" if language == "ar" else "ltr"):
                    wrong.add((address, text.strip(), language, direction))
    assert wrong == set()
    assert len(pages) > 150
    assert min(seen.values()) > 50


def test_what_has_no_mark_is_of_the_interface_and_in_the_language_of_the_page(pages: dict[str, Any]) -> None:
    others = {
        text.strip()
        for address, html in pages.items() if address != "404.html"
        for text, language, _ in texts(html.find("body"), html.get("lang"), html.get("dir"))
        if any(map(str.isalpha, text)) and not MARK.search(text) and language != html.get("lang")
    }  # fmt: skip
    assert others == {"Nederlands", "Français", "English", "العربية"}


def test_every_page_leads_to_its_other_languages(pages: dict[str, Any]) -> None:
    for address, html in pages.items():
        here = language_of(address)
        if any(meta.get("http-equiv") == "refresh" for meta in html.iter("meta")):
            continue
        found = {language: led_to(href, address) for language, (href, _) in switch(html).items()}
        assert list(found) == [one for one in LANGUAGES if one != here], address
        for language, there in found.items():
            assert there in pages, address
            assert language_of(there) == language


def test_the_switch_stays_on_the_document_or_list_or_goes_to_the_nearest_above(pages: dict[str, Any]) -> None:
    def to(address: str, language: str) -> tuple[str, str]:
        href, text = switch(pages[address])[language]
        return led_to(href, address), text

    assert to("stories/verhaal/", "fr") == ("fr/stories/verhaal/", "Français")
    assert to("stories/verhaal/", "ar") == ("ar/stories/verhaal/", "العربية (in het Nederlands)")
    assert to("fr/stories/verhaal/", "ar") == ("ar/stories/verhaal/", "العربية (en néerlandais)")
    assert to("ar/stories/verhaal/", "nl") == ("stories/verhaal/", "Nederlands")
    assert to("en/stories/page/2/", "ar") == ("ar/stories/page/2/", "العربية")
    assert to("matrix/", "en") == ("en/matrix/", "English")
    assert to("404.html", "fr") == ("fr/", "Français")


def test_search_engines_get_the_versions_of_a_page_and_nothing_else(site: Path, pages: dict[str, Any]) -> None:
    base = "https://proef.example/doos/"
    found: dict[str, dict[str, str]] = {}
    for address, html in pages.items():
        versions = {
            link["hreflang"]: link["href"].removeprefix(base) for link in links(html, "alternate") if "hreflang" in link
        }
        hidden = any(meta.get("name") == "robots" for meta in html.iter("meta"))
        canonical = [link["href"] for link in links(html, "canonical")]
        if versions:
            assert not hidden
            assert canonical == [base + address]
            assert versions[language_of(address)] == address
            found[address] = versions
    for versions in found.values():
        assert all(found[there] == versions for there in versions.values()), "they name each other"
        assert versions.get("x-default") == versions.get("nl")
    assert found["tools/werkvorm/"] == {
        "nl": "tools/werkvorm/", "fr": "fr/tools/werkvorm/", "en": "en/tools/werkvorm/", "x-default": "tools/werkvorm/",
    }  # fmt: skip
    assert len(found["en/stories/"]) == 5
    for lacking in (
        "tools/oud/",
        "ar/tools/werkvorm/",
        "pages/ander/",
        "stories/nog/",
        "stories/page/2/",
        "stories/verhaal/",
        "search/",
    ):
        assert lacking not in found


def test_what_is_not_translated_says_so_and_sends_search_engines_to_the_original(pages: dict[str, Any]) -> None:
    html = pages["fr/stories/nog/"]
    notices = ["".join(p.itertext()) for p in html.iter("p") if p.get("class") == "notice"]
    assert notices == ["Cette page n’est pas encore traduite en français. Voici l’original, en néerlandais."]
    assert [link["href"] for link in links(html, "canonical")] == ["https://proef.example/doos/stories/nog/"]
    assert not any(meta.get("name") == "robots" for meta in html.iter("meta"))
    prose = next(div for div in html.iter("div") if div.get("class") == "prose")
    assert (prose.get("lang"), prose.get("dir")) == ("nl", "ltr")
    for address in ("stories/nog/", "fr/stories/weg/"):
        assert not [p for p in pages[address].iter("p") if p.get("class") == "notice"]


def test_each_language_has_a_sitemap_of_what_is_in_it(site: Path) -> None:
    robots = (site / "robots.txt").read_text(encoding="utf-8")
    for language in LANGUAGES:
        root = "" if language == "nl" else f"{language}/"
        assert f"Sitemap: https://proef.example/doos/{root}sitemap.xml\n" in robots
        text = (site / root / "sitemap.xml").read_text(encoding="utf-8")
        named = {url.removeprefix("https://proef.example/doos/") for url in re.findall("<loc>(.*?)</loc>", text)}
        assert {language_of(address) for address in named} == {language}
        own = {address.removeprefix(root) for address in named if address.count("/") == 2 + bool(root)}
        assert ("tools/werkvorm/" in own) == (language != "ar")
        assert ("stories/nog/" in own) == (language == "nl")
        assert "tools/" in {address.removeprefix(root) for address in named}


def test_lists_have_the_language_of_their_page_first_and_mark_the_others(pages: dict[str, Any]) -> None:
    def cards(address: str) -> list[tuple[str, str, str]]:
        found = []
        for item in pages[address].iter("li"):
            if (item.get("class") or "").startswith("card "):
                title = next(one for one in item.iter() if one.tag in ("h2", "h3"))
                marks = [span.text for span in item.iter("span") if span.get("class") == "mark"]
                found.append(("".join(title.itertext()), title.get("lang", ""), " ".join(marks)))
        return found

    assert cards("ar/tools/") == [
        ("Rijk nl7x", "nl", ""), ("Tweede ar7x", "", ""), ("Oud nl7x", "nl", "الهولندية مؤرشفة"),
    ]  # fmt: skip
    assert [title for title, *_ in cards("en/stories/")] == ["Verhaal en7x", "Verhaal nl7x", "Klein nl7x"]
    home = [title for title, *_ in cards("fr/")]
    assert home[:5] == ["Raté fr7x", "Verhaal fr7x", "Weg fr7x", "Klein nl7x", "Nog nl7x"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_feed_and_export_say_the_language_of_each_document(site: Path, language: str) -> None:
    root = site / ("" if language == "nl" else language)
    feed = ElementTree.parse(root / "feed.xml").getroot()
    atom, lang = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/XML/1998/namespace}lang"
    entries = feed.findall(f"{atom}entry")
    dates = [entry.findtext(f"{atom}updated") or "" for entry in entries]
    assert dates == sorted(dates, reverse=True)
    assert len(entries) > 5
    for entry in entries:
        for name in ("title", "summary"):
            told = entry.find(f"{atom}{name}")
            assert told is not None
            assert MARK.findall(told.text or "") == [told.get(lang, entry.get(lang))]
    export = json.loads((root / "export.json").read_text(encoding="utf-8"))
    assert export["language"] == language
    documents = [one for kind in ("stories", "tools", "pages") for one in export[kind]]
    assert len(documents) == 11
    partly = ("rijk", "mis")
    assert all(MARK.findall(one["title"]) == [one["language"]] for one in documents if one["slug"] not in partly)


def test_an_unknown_address_is_answered_in_every_language(pages: dict[str, Any]) -> None:
    lost = pages["404.html"]
    told = {p.get("lang"): [a.get("href") for a in p.iter("a")] for p in lost.iter("p") if p.get("lang") in LANGUAGES}
    assert {language: told[language] for language in ("fr", "en", "ar")} == {
        "fr": ["/doos/fr/"], "en": ["/doos/en/"], "ar": ["/doos/ar/"],
    }  # fmt: skip


def made(root: Path, files: Mapping[str, str | bytes | None]) -> Path:
    """The folder of a built toolbox in English, whatever is remarked upon it."""
    report = built(english(root, files))
    assert report.errors == 0, messages(report)
    return root / "site"


def test_a_translation_that_comes_or_goes_changes_what_leads_to_it(tmp_path: Path) -> None:
    files = {"site.yaml": "title: Doos\nurl: https://proef.example/\nlanguages: [nl, en, fr]\n"}
    translated = {"content/stories/aan-tafel.en.md": "---\ntitle: At the table\n---\nText.\n"}
    root = project(tmp_path / "a", files)
    built(root)
    without = tree(root / "site")
    built(write(root, translated))
    with_it = tree(root / "site")
    built(project(tmp_path / "b", {**files, **translated}))
    assert tree(tmp_path / "b" / "site") == with_it
    for changed in ("stories/aan-tafel/index.html", "fr/stories/aan-tafel/index.html", "en/stories/index.html"):
        assert without[changed] != with_it[changed]
    assert b'hreflang="x-default"' not in without["stories/aan-tafel/index.html"]
    assert b'hreflang="x-default"' in with_it["stories/aan-tafel/index.html"]
    assert without["stories/nul-lezers/index.html"] == with_it["stories/nul-lezers/index.html"]
    built(write(root, dict.fromkeys(translated)))
    assert tree(root / "site") == without


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ("", "Vertaald"),
        ("status: draft", "Origineelwoord"),
        ("expires_on: 2025", "Origineelwoord"),
        ("consent: {ref: R-9, status: withdrawn}", "Origineelwoord"),
    ],
)  # fmt: skip
def test_a_translation_that_may_not_be_shown_gives_way_to_the_original(tmp_path: Path, fields: str, shown: str) -> None:
    site = made(tmp_path, {
        "site.yaml": SITE_OF_TWO, "content/stories/x.md": story("aliases: [stories/former]", slug="Origineelwoord"),
        "content/stories/x.nl.md": story(f"aliases: [vroeger]\n{fields}", slug="Vertaald"),
    })  # fmt: skip
    html = page(site, "nl/stories/x")
    falls_back = shown == "Origineelwoord"
    assert f">{shown}</h1>" in html
    assert ("Hieronder staat het origineel" in html) == falls_back
    assert ('rel="canonical" href="https://proof.example/box/stories/x/"' in html) == falls_back
    assert ('hreflang="x-default"' in page(site, "stories/x")) == (not falls_back)
    assert (site / "nl" / "stories" / "former" / "index.html").is_file()
    assert (site / "nl" / "vroeger" / "index.html").is_file() == (not falls_back)
    files = [path for path in site.rglob("*") if path.is_file()]
    if falls_back:
        assert not any(b"Vertaald" in path.read_bytes() for path in files)


def test_when_the_original_is_taken_back_every_language_has_a_neutral_page(tmp_path: Path) -> None:
    taken = "quotes: [{text: Q}]\nconsent: {ref: R-1, status: withdrawn, given_on: 2026-01-01, scope: site}"
    site = made(tmp_path, {
        "site.yaml": SITE_OF_TWO, "content/stories/x.md": story(taken, slug="Origineelwoord"),
        "content/stories/x.nl.md": story(slug="Vertaald"),
    })  # fmt: skip
    for address, other in (("stories/x", "../../nl/stories/"), ("nl/stories/x", "../../../stories/")):
        html = page(site, address)
        assert f'<a href="{other}" hreflang=' in html, "no page names the address, that in another language neither"
        assert '<meta name="robots" content="noindex">' in html
    texts = b"".join(path.read_bytes() for path in site.rglob("*") if path.is_file())
    assert re.findall(rb"Vertaald|Origineelwoord", texts) == []


def test_where_only_translations_are_shown_no_file_of_a_language_has_what_is_not_translated(tmp_path: Path) -> None:
    site = made(tmp_path, {
        "site.yaml": SITE_OF_TWO + "only_translated: [story]\n",
        "content/stories/x.md": story("tools: [deep-democracy]\nthemes: [inclusion]", slug="Origineelwoord"),
    })  # fmt: skip
    folders = (site / "nl", site / "assets" / "search" / "nl")
    own = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert len(own) > 20
    assert [path for path in own if b"origineelwoord" in path.read_bytes().lower()] == []
    href, text = switch(html5lib.parse(page(site, "stories/x"), namespaceHTMLElements=False))["nl"]
    assert (href, text) == ("../../nl/", "Nederlands"), "the nearest page above: there is no list of stories either"


def test_a_site_without_an_address_leads_to_its_languages_from_where_it_stands(tmp_path: Path) -> None:
    files = {
        "site.yaml": SITE_OF_TWO.replace("url: https://proof.example/box/\n", ""),
        "content/pages/about.nl.md": "---\ntitle: Over\n---\n",
    }
    html = page(made(tmp_path, {**files, "content/pages/about.md": "---\ntitle: About\n---\n"}), "nl/about")
    assert '<link rel="alternate" hreflang="en" href="../../about/">' in html
    assert '<link rel="alternate" hreflang="x-default" href="../../about/">' in html
    assert 'rel="canonical"' not in html
