"""What is said of a translation beside its original, and what its page tells readers."""

from pathlib import Path

import pytest

from tests.english import SITE, english, main, page, said, story, tool
from tests.projects import DAY, built, tree
from toolbox_gen.build import Options, check

TWO = SITE.replace("[en]", "[en, nl]")
X, NL = "content/tools/x.md", "content/tools/x.nl.md"
ORIGINAL = tool("purpose: [decide]\nduration: 45", body="Before.\n\n## Steps\n\nOne by one.\n")


def told(root: Path, text: str, original: str = ORIGINAL) -> list[tuple[str, int, str]]:
    """What is said of a translation: code, line, and the names in it."""
    files = {"site.yaml": TWO, X: original, NL: text}
    report = check(Options(root=english(root, files), day=DAY, planners=()))
    values = [(p, dict(p.values)) for p in report.problems if p.path == NL]
    return [(p.code, p.spot.line, v.get("names") or v.get("parts") or v.get("name") or "") for p, v in values]


WHOLE = "---\ntitle: T\nsummary: S\npurpose: [P]\n{more}---\nVoor.\n\n## Stappen\n\nEen.\n"
UNDATED = ("translation-undated", 1, "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (WHOLE.format(more=""), [UNDATED]),
        (WHOLE.format(more="").replace("summary: S\n", ""), [("translation-lacks", 1, "summary"), UNDATED]),
        (WHOLE.format(more="duration: 90\n"), [UNDATED, ("translation-differs", 5, "duration")]),
        (WHOLE.format(more="duration: soon\n"), [UNDATED, ("wrong-duration", 5, "duration")]),
        (WHOLE.format(more="").partition("Voor")[0], [UNDATED, ("translation-without-text", 1, "")]),
        (WHOLE.format(more="").replace("Een.", "…"), [UNDATED, ("placeholder", 8, "## Stappen")]),
        (WHOLE.format(more="").replace("Voor.", "…"), [UNDATED, ("placeholder", 6, "body")]),
        (WHOLE.format(more="").replace("Stappen", "…"), [UNDATED, ("placeholder", 8, "## …")]),
        (WHOLE.format(more="tips: [a, …]\n"), [UNDATED, ("placeholder", 5, "tips")]),
        (WHOLE.format(more="status: draft\ntips: [a, …]\n").replace("Een.", "…").replace("summary: S\n", ""), []),
        (WHOLE.format(more="").replace("Stappen\n\nEen.", "Steps\n\nOne by one."),
         [UNDATED, ("untranslated-text", 8, "## Steps (8)")]),
    ],
)  # fmt: skip
def test_what_is_said_of_a_translation(tmp_path: Path, text: str, found: list[tuple[str, int, str]]) -> None:
    assert told(tmp_path, text) == sorted(found, key=lambda one: (one[1], one[0]))


def test_what_is_wrong_with_the_original_is_said_there_alone(tmp_path: Path) -> None:
    original = ORIGINAL.replace("duration: 45", "duration: soon\ngroup_sise: 8")
    assert told(tmp_path, WHOLE.format(more=""), original) == [UNDATED]


def test_of_an_original_that_cannot_be_read_nothing_is_compared(tmp_path: Path) -> None:
    assert told(tmp_path, WHOLE.format(more="duration: 90\n"), "---\ntitle: [\n---\n") == []


def test_a_heading_of_the_original_is_enough_for_a_rule(tmp_path: Path) -> None:
    failure = story("kind: successful-failure\nlessons: [Ask.]", body="## What went wrong\n\nAll.\n")
    files = {"site.yaml": TWO, "content/stories/x.md": failure,
             "content/stories/x.nl.md": "---\ntitle: T\nsummary: S\nlessons: [L]\nno_tool_reason: N\n---\n## ماذا حدث\n\nT.\n"}  # fmt: skip
    assert {p.code for p in built(english(tmp_path, files)).problems} == {"translation-undated", "missing-label"}


MADE = "translation: {{on: 2026-05-01, how: {how}, original: {{title: {seal}}}}}\n"


def shown(root: Path, more: str, original: str = ORIGINAL) -> str:
    built(
        english(
            root,
            {
                "site.yaml": TWO.replace("[en, nl]", "[nl, en]"),
                X: original,
                NL.replace("nl", "en"): WHOLE.format(more=more),
            },
        )
    )
    return said(main(page(root / "site", "en/tools/x")))


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("person", "translated by a person."),
        ("machine", "by a machine. Nobody has read it over."),
        ("machine-checked", "by a machine. A person has read it over."),
    ],
)
def test_a_page_says_how_it_was_translated_and_what_has_become_of_its_original(
    tmp_path: Path, how: str, sentence: str
) -> None:
    text = shown(
        tmp_path, MADE.format(how=how, seal="abcdefgh"), ORIGINAL.replace("kind:", "updated: 2026-05-20\nkind:")
    )
    assert sentence in text
    assert "brought up to date: May 1, 2026." in text
    assert "since it was translated (latest change: May 20, 2026)." in text
    assert "a correction is welcome." in text


def test_without_seals_a_page_says_nothing_of_its_original(tmp_path: Path) -> None:
    text = shown(tmp_path, "contact: fr@example.org\n")
    assert "This page is a translation. Read the original" in text
    assert "a correction is welcome. fr@example.org" in text
    assert "changed" not in text
    assert "translation" not in said(main(page(tmp_path / "site", "tools/x")))


def test_a_changed_original_stops_no_build_and_seals_are_in_no_byte_of_the_site(tmp_path: Path) -> None:
    text = WHOLE.format(more=MADE.format(how="person", seal="pbgdefka"))
    report = built(english(tmp_path, {"site.yaml": TWO, X: ORIGINAL, NL: text}), strict=True)
    behind = [p for p in report.problems if p.code == "translation-behind"]
    assert len(behind) == 1
    assert not behind[0].stops(strict=True)
    assert built(tmp_path).written
    assert not [name for name, data in tree(tmp_path / "site").items() if b"pbgdefka" in data]
