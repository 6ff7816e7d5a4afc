"""What is published in each language, and what is said of what is not."""

from pathlib import Path

import pytest

from tests.english import SITE, sites, story
from tests.projects import DAY
from toolbox_gen.build import Options, check
from toolbox_gen.model import Key

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
        "site.yaml": ONLY, "content/stories/x.md": story(TOLD.replace("STATUS", "given")),
        "content/stories/x.nl.md": story(TOLD.replace("STATUS", status)),
    })  # fmt: skip
    assert (main.gone, [key.slug for key in dutch.gone]) == ((), gone)
    assert (X in dutch.documents) == (status == "given")
