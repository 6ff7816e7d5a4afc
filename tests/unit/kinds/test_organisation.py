"""An organisation: every field is shown, and so is what it told."""

from pathlib import Path

import pytest

from tests.english import facts, main, page, picture, published, said, sites, story, titles
from toolbox_gen.model import Key

FULL = """\
---
name: Nameword
summary: Summaryword.
url: https://own.example/
place: Placeword
logo: logo.png
status: archived
archived: {on: 2025-03, reason: Reasonword, replaced_by: buurthuis}
updated: 2024-09-09
contact: team@own.example
---
Bodyword.
"""
AROUND = {
    "content/organisations/full.md": FULL,
    "content/organisations/logo.png": picture(),
    "content/stories/own.md": story("organisations: full\ntools: [deep-democracy]", slug="Ownstory"),
    "content/stories/other.md": story(slug="Otherstory", body="With [[full]].\n"),
    "content/stories/both.md": story("organisations: [full]", slug="Bothstory", body="We, [[full]].\n"),
}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of an organisation with every field."""
    return page(published(tmp_path_factory.mktemp("full"), AROUND), "organisations/full")


@pytest.mark.parametrize(
    "text",
    [
        "Nameword", "Summaryword.", "Placeword", "Bodyword.", "own.example", "Reasonword", "on March 2025", "Archived",
        "In its place: Buurthuis", "September 9, 2024", "team@own.example", "Ownstory", "Bothstory", "Otherstory",
        "Deep Democracy",
    ],
)  # fmt: skip
def test_everything_that_it_says_stands_on_its_page(full: str, text: str) -> None:
    assert text in said(main(full))


def test_its_facts_its_logo_and_its_site(full: str) -> None:
    assert facts(full)["Where"] == "Placeword"
    assert 'href="https://own.example/"' in full
    assert 'alt="Nameword"' in full


def test_what_it_told_stands_apart_from_where_it_is_only_named(full: str) -> None:
    assert titles(full) == ["Bothstory", "Ownstory"]
    named = full[full.index("part.mentions") :]
    assert "Otherstory" in named
    assert "Bothstory" not in named


def test_its_card_counts_its_stories(tmp_path: Path) -> None:
    (site,) = sites(tmp_path, AROUND)
    card = site.card(Key("organisation", "full"))
    assert [str(fact) for fact in card.facts] == ["Placeword", "2 stories"]
    assert card.label == "Organisation"
    assert card.marks == ("Archived",)


def test_one_that_has_just_a_name_has_a_page(tmp_path: Path) -> None:
    site = published(tmp_path, {"content/organisations/bare.md": "---\nname: Bareword\n---\n"})
    html = page(site, "organisations/bare")
    assert "Bareword" in said(main(html))
    assert titles(html) == []


def test_it_is_found_by_itself_and_by_its_place(tmp_path: Path) -> None:
    (site,) = sites(tmp_path, AROUND)
    kind, document = site.kinds["organisation"], site.documents[Key("organisation", "full")]
    assert kind.facets(document).names == {"kind": ("organisation",), "organisations": ("full",)}
    assert kind.searched(document) == {"place": ("Placeword",)}
