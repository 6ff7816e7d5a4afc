"""What is published in each language, in which order, and what may be asked of it."""

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


def test_only_published_documents_are_in_it_and_the_rest_is_counted_by_reason(tmp_path: Path) -> None:
    files = {
        "content/stories/a.md": story("status: draft"),
        "content/stories/b.md": story("publish_on: 2027"),
        "content/stories/c.md": story("expires_on: 2025"),
        "content/stories/d.md": story(TOLD.replace("STATUS", "withdrawn")),
        "content/stories/e.md": story(TOLD.replace("STATUS", "pending")),
        "content/stories/f.md": story(TOLD.replace("STATUS", "given")),
    }
    (site,) = sites(tmp_path, files)
    assert {d.key.slug for d in site.of("story")} == {"aan-tafel", "nul-lezers", "f"}
    assert [key.slug for key in site.gone] == ["c", "d"]
    report = check(Options(root=tmp_path, day=DAY, planners=()))
    assert {reason: [slug for _, slug in keys] for reason, keys in report.withheld.items()} == {
        "draft": ["a"], "expired": ["c"], "later": ["b"],
    }  # fmt: skip
    assert report.unnamed == 2


def test_a_reference_to_what_is_not_shown_is_a_remark_and_no_edge(tmp_path: Path) -> None:
    (site,) = sites(tmp_path, {
        "content/stories/x.md": story("status: draft"), "content/stories/y.md": story(body="[[x]] and [[nul-lezers]]\n"),
    })  # fmt: skip
    assert [e.target.slug for e in site.outgoing(Key("story", "y"))] == ["nul-lezers"]
    found = check(Options(root=tmp_path, day=DAY, planners=())).problems
    assert [(p.path, p.code, p.is_error) for p in found] == [("content/stories/y.md", "unpublished-reference", False)]


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ("title: Vertaald", "Vertaald"),
        ("title: Vertaald\nstatus: draft", "Original"),
        ("title: V\nexpires_on: 2025", "Original"),
    ],
)
def test_a_translation_is_shown_where_it_may_be_and_else_the_original(tmp_path: Path, fields: str, title: str) -> None:
    files = {
        "site.yaml": TWO,
        "content/stories/x.md": story(slug="Original"),
        "content/stories/x.nl.md": f"---\n{fields}\n---\nT.\n",
    }
    main, other = sites(tmp_path, files)
    assert main.documents[X].record.heading == "Original"
    assert other.documents[X].record.heading == title
    assert (main.url(X), other.url(X)) == ("stories/x/", "nl/stories/x/")


def test_when_the_original_is_withdrawn_so_are_its_translations(tmp_path: Path) -> None:
    files = {
        "site.yaml": TWO,
        "content/stories/x.md": story(TOLD.replace("STATUS", "withdrawn")),
        "content/stories/x.nl.md": "---\ntitle: V\n---\nT.\n",
    }
    assert all(X not in site.documents for site in sites(tmp_path, files))


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


ONLY = TWO + "only_translated: [story]\n"


def test_a_kind_may_be_left_out_of_other_languages_until_it_is_translated(tmp_path: Path) -> None:
    given = "consent: {ref: R-1, status: given, given_on: 2026, scope: site}"
    main, dutch = sites(tmp_path, {
        "site.yaml": ONLY,
        "content/stories/x.md": story("tools: [deep-democracy]"), "content/stories/x.nl.md": "---\ntitle: V\n---\n",
        "content/stories/y.md": story("tools: [deep-democracy]"),
        "content/quotes/q.md": f"---\nstory: y\ntext: Q\n{given}\n---\n",
        "content/quotes/r.md": f"---\nstory: x\ntext: Q\n{given}\n---\n",
    })  # fmt: skip
    assert {d.key.slug for d in main.of("story")} == {"aan-tafel", "nul-lezers", "x", "y"}
    assert [d.key.slug for d in dutch.of("story")] == ["x"]
    assert [d.key.slug for d in dutch.of("quote")] == ["r"], "a part follows its whole"
    assert [d.key.slug for d in dutch.of("tool")] == ["deep-democracy"], "another kind is shown in its original"
    assert [e.source.slug for e in dutch.incoming(Key("tool", "deep-democracy"), "tools")] == ["x"]
    assert {key.slug for key in dutch.elsewhere} == {"aan-tafel", "nul-lezers", "y", "q"}
    assert main.elsewhere == {}


@pytest.mark.parametrize(("status", "gone"), [("withdrawn", ["x"]), ("pending", []), ("given", [])])
def test_where_only_translations_are_shown_one_that_was_taken_back_leaves_a_neutral_page(
    tmp_path: Path, status: str, gone: list[str]
) -> None:
    main, dutch = sites(tmp_path, {
        "site.yaml": ONLY, "content/stories/x.md": story(),
        "content/stories/x.nl.md": f"---\ntitle: V\n{TOLD.replace('STATUS', status)}\n---\n",
    })  # fmt: skip
    assert (main.gone, [key.slug for key in dutch.gone]) == ((), gone)
    assert (X in dutch.documents) == (status == "given")


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
