"""The search page, and the index: all that is shown, by all its words, and nothing else."""

import re
from pathlib import Path

import pytest

from tests.english import SITE, english, page, published, said, sites, story, tool
from tests.indexes import Read, postings
from tests.projects import built
from toolbox_gen.listings import finding

THEMES = """\
inclusion: {label: {en: Inclusion}, synonyms: {en: [belonging, feeling at home], nl: [erbijhoren]}}
participation: Participation
unused: Unusedtheme
"""


def test_the_search_page_leads_without_scripts_to_the_lists(tmp_path: Path) -> None:
    html = page(published(tmp_path), "search")
    assert "noindex" in html
    lists = re.findall(r"<noscript>(.*?)</noscript>", html, re.S)[-1]
    assert said(lists) == "Stories Tools Organisations Themes"


def test_every_search_form_says_where_the_search_is(tmp_path: Path) -> None:
    site = published(tmp_path, {"content/stories/a.md": story()})
    for folder in ("stories/a", "search", "tools"):
        html = page(site, folder)
        for name in ("head", "program"):
            for address in re.findall(f'data-{name}="([^"]+)"', html):
                assert (site / folder / address).is_file()
        assert len(re.findall("<form[^>]*data-search", html)) == len(re.findall("data-head=", html)) > 0


def test_the_index_holds_what_is_shown_and_nothing_else(tmp_path: Path) -> None:
    root = english(tmp_path, {
        "content/stories/a.md": story("themes: [inclusion]", slug="Shownstory"),
        "content/stories/b.md": story("status: draft", slug="Draftstory"),
        "content/tools/t.md": tool("publish_on: 2027", title="Latertool"),
        "content/stories/c.md": story("tools: [deep-democracy, t]", slug="Usingstory"),
    })  # fmt: skip
    assert built(root).errors == 0
    read = Read(root / "site")
    titles = {card[1] for card in read.cards()}
    assert {"Shownstory", "Usingstory"} <= titles
    assert not {"Draftstory", "Latertool"} & titles
    for name in ("draftstory", "latertool"):
        assert name not in read.entries
    assert [key for key, *_ in read.facet("tools")] == ["deep-democracy"]
    everything = b"".join(file.read_bytes() for file in (root / "site").rglob("*.js"))
    assert b"Latertool" not in everything


@pytest.mark.parametrize(
    "words",
    [
        "titleword", "summaryword", "lessonword", "headingword", "bodyword", "placeword", "inclusion", "belonging",
        "feeling", "deep", "noteword", "wrongword",
    ],
)  # fmt: skip
def test_a_story_is_found_by_whatever_it_says(tmp_path: Path, words: str) -> None:
    site = published(tmp_path, {
        "content/vocabularies/themes.yaml": THEMES,
        "content/stories/a.md": """\
---
title: Titleword
kind: successful-failure
summary: Summaryword here.
date: 2024
place: Placeword
themes: [inclusion]
lessons: [Lessonword.]
went_wrong: [Wrongword.]
tools: [{tool: deep-democracy, note: Noteword.}]
---
Bodyword.

## Headingword

More.
""",
    })  # fmt: skip
    assert "Titleword" in Read(site).found(words)


def test_synonyms_are_those_of_the_language_and_mean_the_same(tmp_path: Path) -> None:
    words = (
        "tool: {label: {en: tool}, synonyms: {en: [method, exercise]}}\nmeal: {label: dinner, synonyms: {en: supper}}\n"
    )
    read = Read(
        published(tmp_path, {"content/vocabularies/themes.yaml": THEMES, "content/vocabularies/words.yaml": words})
    )
    assert "erbijhoren" not in read.entries
    assert read.entry("belonging")[2] == {"inclusion"}
    assert read.entry("method")[2] == {"tool", "exercise"}
    assert read.entry("supper")[2] == {"dinner"}  # said for all languages


def test_facets_have_their_labels_and_only_values_that_occur(tmp_path: Path) -> None:
    read = Read(published(tmp_path, {"content/vocabularies/themes.yaml": THEMES, "content/stories/a.md": story()}))
    labels = {label for name, _, sort, _ in read.head["facets"] if sort == "names" for _, label, _ in read.facet(name)}
    assert {"Good practice", "Tool", "Organisation", "Page", "Inclusion", "Deep Democracy", "English"} <= labels
    assert "Unusedtheme" not in labels
    assert {name for name, _, sort, _ in read.head["facets"] if sort == "range"} == {"minutes", "people"}
    assert [label for _, label, _ in read.head["kinds"]] == [
        "Good practice", "Successful failure", "Tool", "Organisation", "Page",
    ]  # fmt: skip


def test_documents_that_stand_first_in_their_list_come_last(tmp_path: Path) -> None:
    files = {f"content/stories/{year}.md": story(f"date: {year}", slug=f"Of {year}") for year in (2020, 2023, 2021)}
    cards = Read(published(tmp_path, files)).cards()
    assert [card[1] for card in cards if card[1].startswith("Of 2")] == ["Of 2020", "Of 2021", "Of 2023"]
    assert [card[4] for card in cards][-1] in ("good-practice", "successful-failure")


def test_a_tool_has_as_much_evidence_as_stories_used_it(tmp_path: Path) -> None:
    files = {f"content/stories/{n}.md": story("tools: [deep-democracy]", slug=f"S{n}") for n in range(3)}
    read = Read(published(tmp_path, files))
    number = next(n for n, card in enumerate(read.cards()) if card[1] == "Deep Democracy")
    assert postings(read.head["evidence"]) == {number: 3 + 2}  # two stories of the base used it


def test_a_portable_site_takes_the_texts_along(tmp_path: Path) -> None:
    read = Read(published(tmp_path, {"content/stories/a.md": story(slug="Takenalong")}, portable=True))
    card = next(card for card in read.cards() if card[1] == "Takenalong")
    assert "Text." in "\n".join(read.pieces[card[7]])


def test_another_language_has_an_index_of_its_own(tmp_path: Path) -> None:
    sited = sites(tmp_path, {"site.yaml": SITE.replace("[en]", "[en, nl]")})
    paths = [{output.path for output in finding.plan(site)} for site in sited]
    assert {"search/index.html", "search/head.js"} <= paths[0]
    assert {"nl/search/index.html", "nl/search/head.js"} <= paths[1]
    assert all(path.startswith(("nl/search/", "assets/search/nl/")) for path in paths[1])


def test_what_is_shown_in_its_original_is_found_by_its_own_words(tmp_path: Path) -> None:
    """In the French index of a toolbox in English: English words by English stems, labels in French, French first."""
    read = Read(
        published(tmp_path, {
            "site.yaml": SITE.replace("[en]", "[en, fr]"),
            "content/vocabularies/themes.yaml": "inclusion: {label: {en: Inclusion, fr: Vivre ensemble}}\n"
            "participation: Participation\n",
            "content/stories/a.md": story("themes: [inclusion]", slug="Cooking stories"),
            "content/stories/b.md": story("tips: [Bring umbrellas]", slug="Walking"),
            "content/stories/b.fr.md": story(slug="Les promenades"),
        }),
        "fr",
    )  # fmt: skip
    assert read.found("en/stories") == {"Cooking stories"}
    assert read.found("vivre") >= {"Cooking stories"}
    assert read.found("promenades") == {"Les promenades"}
    assert not {"walking", "en/walking"} & read.entries.keys()
    assert read.found("en/umbrellas") == {"Les promenades"}, "of what the translation leaves to the original"
    cards = read.cards()
    assert cards[-1][1] == "Les promenades"
    assert {card[3] for card in cards[: read.head["foreign"]]} == {"en"}
    assert {card[3] for card in cards[read.head["foreign"] :]} == {""}
    assert {key for key, *_ in read.facet("language")} == {"en", "fr"}
    assert [row[3:] for row in read.facet("tools")] == [["en"]]
    assert [row[3:] for row in read.facet("themes")] == [["en"], []], "Participation has no label in French"
    assert {key for key, *_ in Read(tmp_path / "site").facet("language")} == {"en"}, "of those that occur"
