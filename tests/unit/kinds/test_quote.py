"""Quotes in files of their own: where they are shown, and that one goes without its story and none stays without it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.english import SITE, main, page, published, said, story
from tests.projects import DAY, tree
from toolbox_gen.build import Options, build
from toolbox_gen.catalogue import KINDS

TWO = SITE.replace("[en]", "[en, nl]")


def quote(status: str = "given", scope: str = "[site, export]", words: str = "Quotedword", more: str = "") -> str:
    """A quote of the story x."""
    consent = f"{{ref: Secretref7, status: {status}, given_on: 2026-01-10, scope: {scope}, identity: named}}"
    return f"---\nstory: x\ntext: {words}\nwho: Whoword\nrole: Roleword\nconsent: {consent}\n{more}---\n"


OWN = "quotes: [{text: Ownword}]\nconsent: {ref: R, status: given, given_on: 2026-01-10, scope: [site]}"
X = "content/stories/x.md"
Q = "content/quotes/q.md"


def holding(site: Path, word: str) -> list[str]:
    """The files of a site in which there is a word."""
    return [name for name, data in tree(site).items() if word.lower().encode() in data.lower()]


def exported(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "export.json").read_text(encoding="utf-8"))
    return found


def test_it_is_shown_on_the_page_of_its_story_after_the_storys_own(tmp_path: Path) -> None:
    site = published(tmp_path, {X: story(OWN), Q: quote()})
    shown = said(main(page(site, "stories/x")))
    assert shown.index("Ownword") < shown.index("Quotedword") < shown.index("Whoword, Roleword")


def test_it_is_on_no_other_page_and_in_no_list_feed_or_search(tmp_path: Path) -> None:
    site = published(tmp_path, {X: story(), Q: quote()})
    assert holding(site, "Quotedword") == ["export.json", "stories/x/index.html"]
    assert not [name for name in tree(site) if "quotes" in name]
    assert set(holding(site, "quotes/")) == set()
    assert "quotes" not in {name for kind in KINDS if kind.has_pages for name in (kind.name, kind.folder)}


@pytest.mark.parametrize(
    ("change", "day"),
    [({"status": "withdrawn"}, DAY), ({"status": "pending"}, DAY), ({"scope": "[export]"}, DAY), ({}, None)],
)
def test_without_its_own_consent_it_is_gone_and_the_story_stays(
    tmp_path: Path, change: dict[str, str], day: Any
) -> None:
    site = published(tmp_path, {X: story(OWN.replace("2026-01-10", "2027-01-10, expires_on: 2030") if not day else OWN),
                                Q: quote(**change)}, day=day or DAY.replace(year=2028, month=2))  # fmt: skip
    assert "Ownword" in page(site, "stories/x")
    for word in ("Quotedword", "Whoword", "Roleword", "quotes/q"):
        assert holding(site, word) == []


@pytest.mark.parametrize("fields", ["status: draft", OWN.replace("given,", "withdrawn,"), "expires_on: 2025"])
def test_without_its_story_it_is_not_shown_either(tmp_path: Path, fields: str) -> None:
    site = published(tmp_path, {X: story(fields), Q: quote()})
    assert holding(site, "Quotedword") == []
    assert exported(site)["quotes"] == []


def test_it_is_in_the_export_only_as_far_as_both_may_be(tmp_path: Path) -> None:
    files = {X: story(), Q: quote(), "content/quotes/r.md": quote(scope="[site]", words="Otherword")}
    assert exported(published(tmp_path / "a", files))["quotes"] == [
        {"slug": "q", "language": "en", "story": "x", "text": "Quotedword", "who": "Whoword", "role": "Roleword"}
    ]
    assert exported(published(tmp_path / "b", {X: story(OWN), Q: quote()}))["quotes"] == []


def test_a_translation_may_be_taken_back_alone_and_stands_in_its_own_language(tmp_path: Path) -> None:
    files = {"site.yaml": TWO, X: story(), Q: quote(), "content/quotes/q.nl.md": "---\ntext: Citaatwoord\n---\n"}
    site = published(tmp_path / "a", files)
    assert "Quotedword" in page(site, "stories/x")
    dutch = page(site, "nl/stories/x")
    assert '<div class="prose" lang="en" dir="ltr">' in dutch
    assert '<figure class="quote">' in dutch
    assert "Quotedword" not in dutch
    withdrawn = "---\ntext: Citaatwoord\nconsent: {ref: T, status: withdrawn}\n---\n"
    site = published(tmp_path / "b", {**files, "content/quotes/q.nl.md": withdrawn})
    assert holding(site, "Citaatwoord") == []
    assert "Quotedword" in page(site, "nl/stories/x")


def test_it_has_neither_a_neutral_page_nor_another_address(tmp_path: Path) -> None:
    site = published(tmp_path, {X: story(), Q: quote("withdrawn", more="aliases: [oud/citaat]\n")})
    assert not [name for name in tree(site) if "quote" in name or "oud" in name]


def test_a_way_in_cannot_list_it(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "site.yaml").write_text("ways_in: [{slug: q, label: Q, kind: quote}]\n", encoding="utf-8")
    assert [p.code for p in build(Options(root=tmp_path, day=DAY)).problems] == ["wrong-choice"]
