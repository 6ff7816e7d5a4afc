"""In which order documents are shown in a language, and what may be asked of them."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from tests.english import SITE, english, sites, story
from tests.projects import DAY
from toolbox_gen.build import Options, check
from toolbox_gen.fields import Use
from toolbox_gen.model import Key
from toolbox_gen.passages import Passage

TWO = SITE.replace("[en]", "[en, nl]")
X = Key("story", "x")
TOLD = "quotes: [{text: Q}]\nconsent: {ref: R, status: STATUS, given_on: 2026-01-01, scope: site}"


@pytest.mark.parametrize(
    ("original", "translation", "uses"),
    [
        ("given, given_on: 2026, scope: [site, export, cards]", "", {"site", "export", "cards"}),
        (
            "given, given_on: 2026, scope: [site, export, cards]",
            "given, given_on: 2026, scope: [site, export]",
            {"site", "export"},
        ),
        ("given, given_on: 2026, scope: site", "given, given_on: 2026, scope: [site, publication]", {"site"}),
        ("given, given_on: 2026, scope: site", "not-needed", {"site"}),
        ("not-needed", "", {"site", "publication", "cards", "export"}),
        ("not-needed", "not-needed, scope: [site, cards]", {"site", "cards"}),
    ],
)
def test_for_a_use_the_original_and_what_is_shown_must_both_be_free(
    tmp_path: Path, original: str, translation: str, uses: set[str]
) -> None:
    own = f"consent: {{ref: S, status: {translation}}}" if translation else ""
    _, dutch = sites(tmp_path, {
        "site.yaml": TWO,
        "content/stories/x.md": story(f"quotes: [{{text: Q}}]\nconsent: {{ref: R, status: {original}}}"),
        "content/stories/x.nl.md": f"---\ntitle: V\n{own}\n---\nT.\n",
    })  # fmt: skip
    assert {use for use in get_args(Use) if dutch.may(X, use)} == uses
    assert not dutch.may(Key("story", "nowhere"), "site")


def test_a_part_of_a_page_may_be_used_where_its_whole_may(tmp_path: Path) -> None:
    consent = "consent: {ref: R, status: given, given_on: 2026, scope: [site, SCOPE]}"
    (site,) = sites(tmp_path, {
        "content/stories/x.md": story(f"quotes: [{{text: Q}}]\n{consent.replace('SCOPE', 'cards')}"),
        "content/quotes/q.md": f"---\nstory: x\ntext: Q\n{consent.replace('SCOPE', 'cards, export')}\n---\n",
        "content/quotes/r.md": f"---\nstory: x\ntext: Q\n{consent.replace('SCOPE', 'export')}\n---\n",
    })  # fmt: skip
    found = {slug: {use for use in get_args(Use) if site.may(Key("quote", slug), use)} for slug in ("q", "r")}
    assert found == {"q": {"site", "cards"}, "r": {"site"}}
    assert set(site.parts) == {"quote"}
    assert "quote" not in site.kinds
    assert site.cards([Key("quote", "q")]) == ()


def test_labels_are_those_of_the_language_or_the_nearest(tmp_path: Path) -> None:
    (site,) = sites(
        tmp_path,
        {"content/vocabularies/settings.yaml": "a: {label: {en: Eng, nl: Ned}}\nb: {label: {nl: Ned}}\nc: All\n"},
    )
    found = [site.label("settings", name) for name in "abc"]
    assert [(one.text, one.language) for one in found] == [("Eng", "en"), ("Ned", "nl"), ("All", "en")]
    assert site.in_language({}).text == ""


def test_terms_are_counted_over_what_is_shown(tmp_path: Path) -> None:
    (site,) = sites(tmp_path, {"content/stories/x.md": story("themes: [inclusion]\nstatus: draft")})
    assert site.term_counts == {("themes", "inclusion"): 2, ("themes", "participation"): 2}


def test_cards_are_of_what_is_shown_only(tmp_path: Path) -> None:
    (site,) = sites(tmp_path, {"content/stories/x.md": story("status: draft")})
    assert [c.key.slug for c in site.cards([X, Key("story", "aan-tafel")])] == ["aan-tafel"]
    assert site.of("novel") == ()


def test_a_broken_site_still_judges_its_templates(tmp_path: Path) -> None:
    root = english(tmp_path, {"content/stories/x.md": story("colour: red"), "templates/page.html": "{% if %}"})
    assert {p.code for p in check(Options(root=root, day=DAY)).problems} == {"unknown-field", "template-syntax"}


def test_lists_begin_with_what_is_in_their_own_language(tmp_path: Path) -> None:
    _, dutch = sites(tmp_path, {
        "site.yaml": TWO, "content/stories/new.md": story("date: 2026"),
        "content/stories/old.md": story("date: 1999"), "content/stories/old.nl.md": "---\ntitle: V\n---\n",
    })  # fmt: skip
    assert [d.key.slug for d in dutch.of("story")] == ["old", "new", "aan-tafel", "nul-lezers"]


def test_a_text_says_in_which_language_it_is(tmp_path: Path) -> None:
    main, dutch = sites(tmp_path, {
        "site.yaml": TWO.replace("title: Proof", "title: {en: Proof, nl: Proef}\ndescription: What it is"),
        "content/stories/x.md": story(), "content/stories/x.nl.md": "---\ntitle: V\n---\n",
    })  # fmt: skip
    assert (main.title, dutch.title) == (Passage("Proof", "en"), Passage("Proef", "nl"))
    assert dutch.description == Passage("What it is", "en"), "one text for all is in the main language"
    document = replace(dutch.documents[X], foreign=("place",))
    assert dutch.said(document, "place", "Here") == Passage("Here", "en")
    assert dutch.said(document, "title", "V") == Passage("V", "nl")
