"""What is said of a translation beside its original, and what its page tells readers."""

from pathlib import Path

import pytest

from tests.english import SITE, english, main, page, said, story, tool
from tests.projects import DAY, built, tree
from toolbox_gen import translations
from toolbox_gen.build import Options, check
from toolbox_gen.drafting import with_seals
from toolbox_gen.kinds.tool import Tool
from toolbox_gen.parse import parse
from toolbox_gen.prose import Prose
from toolbox_gen.schema import validate
from toolbox_gen.source import Source
from toolbox_gen.versions import Version

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
        (WHOLE.format(more="").replace("Een.", "…"), [UNDATED, ("placeholder", 10, "## Stappen")]),
        (WHOLE.format(more="").replace("Voor.", "…"), [UNDATED, ("placeholder", 6, "body")]),
        (WHOLE.format(more="").replace("Een.", "Een.\n\n…\n\nTwee…\n…\n\n```\n…\n```"),
         [UNDATED, ("placeholder", 12, "## Stappen")]),
        (WHOLE.format(more="").replace("Een.", "Een\n…\ntwee.\n\n```\n\n…\n\n```"), [UNDATED]),
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
    text = shown(tmp_path, MADE.format(how=how, seal="abcdefgh"))
    assert "has changed since this translation was made, on May 1, 2026." in text
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


def done(root: Path, text: str, original: str = ORIGINAL) -> str:
    """A translation that is sealed as one of this original."""
    parsed, prose = parse(Source(X, "", original))
    return with_seals(text, translations.seals(Tool, parsed.values, parsed.outline, prose.sections), day="2026-05-01")


STEPS = "steps:\n- {title: One, minutes: 10}\n- {title: Two, minutes: 20}\nsafety_notes: [A, B]\nimages: []\n"


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("- {title: One", "- {title: Zero, minutes: 5}\n- {title: One", "steps"),
        ("- {title: Two, minutes: 20}\n", "", "steps"),
        ("safety_notes: [A, B]", "safety_notes: [A, B, C]", "safety_notes"),
        ("safety_notes: [A, B]", "safety_notes: [A, B]\nfaq: [{q: Q, a: A}]", "faq"),
        ("## Steps", "## New\n\nNew.\n\n## Steps", "## New"),
        ("Before.", "", "body"),
    ],
)
def test_no_change_of_an_original_alone_stops_a_build(tmp_path: Path, old: str, new: str, parts: str) -> None:
    original = tool(f"purpose: [decide]\n{STEPS}", body="Before.\n\n## Steps\n\nOne by one.\n")
    own = "steps:\n- {title: Un, minutes: 10}\n- {title: Deux, minutes: 20}\nsafety_notes: [C, D]\n"
    text = done(tmp_path, WHOLE.format(more=own), original)
    assert told(tmp_path, text, original) == []
    (one,) = told(tmp_path, text, original.replace(old, new))
    assert (one[0], one[2]) == ("translation-behind", parts)
    assert ("translation-differs", 6, "minutes") in told(tmp_path, text.replace("minutes: 10", "minutes: 15"), original)


def test_what_a_translation_leaves_out_is_remarked_upon(tmp_path: Path) -> None:
    original = ORIGINAL.replace("purpose: [decide]", "purpose: [decide]\nsafety_notes: [A, B, C]")
    text = WHOLE.format(more="safety_notes: [D]\n").partition("## Stappen")[0]
    for own in (text, done(tmp_path, text, original)):
        found = [one for one in told(tmp_path, own, original) if one[0] == "translation-uneven"]
        assert found == [("translation-uneven", 1, "safety_notes 1/3, ## 0/1")]


def test_the_title_of_a_source_that_comes_from_the_original_makes_nothing_behind(tmp_path: Path) -> None:
    original = ORIGINAL.replace("duration: 45", "duration: 45\nsources: [{title: Old}]")
    text = done(tmp_path, WHOLE.format(more=""), original)
    assert told(tmp_path, text, original.replace("Old", "New")) == []


def test_each_file_is_archived_by_itself(tmp_path: Path) -> None:
    archived = "status: archived\narchived: {on: 2026-05-01, reason: Oud}\n"
    assert told(tmp_path, WHOLE.format(more=archived)) == [UNDATED]
    both = ORIGINAL.replace("kind:", "status: archived\narchived: {on: 2025, reason: Old}\nkind:")
    assert told(tmp_path, WHOLE.format(more=archived), both) == [UNDATED]


def test_how_a_translation_was_made_is_filled_in_before_it_is_shown(tmp_path: Path) -> None:
    made = 'translation: {on: 2026-05-01, how: "…"}\n'
    assert ("placeholder", 5, "how") in told(tmp_path, WHOLE.format(more=made))
    assert told(tmp_path, WHOLE.format(more=f"status: draft\n{made}")) == []
    text = shown(tmp_path / "other", "translation: {on: 2026-05-01}\n")
    assert "This page is a translation." in text


def test_prose_is_read_once_for_each_file(tmp_path: Path) -> None:
    read: list[str] = []

    def prose(path: str) -> Prose:
        read.append(path)
        return Prose()

    parsed, _ = parse(Source(X, "", ORIGINAL))
    version = Version(Tool, parsed, prose, validate(Tool, parsed.values))
    assert version.seals == version.seals
    assert version.known == frozenset()
    assert read == [X]


def test_a_copy_in_short_parts_is_named_too(tmp_path: Path) -> None:
    text = "---\ntitle: T\nsummary: S\npurpose: [P]\n---\nBefore.\n\n## Steps\n\nOne by one.\n"
    assert told(tmp_path, text, ORIGINAL.replace("One by one.", "One.")) == [UNDATED]
    assert told(tmp_path, text.replace("One by one.", "One."), ORIGINAL.replace("One by one.", "One.")) == [
        UNDATED, ("untranslated-text", 6, "body (6)"),
    ]  # fmt: skip


def test_a_command_names_the_folder_where_two_documents_have_a_name(tmp_path: Path) -> None:
    files = {"site.yaml": TWO, X: ORIGINAL, NL: WHOLE.format(more=""), "content/pages/x.md": "---\ntitle: X\n---\n"}
    report = check(Options(root=english(tmp_path, files), day=DAY, planners=()))
    assert [dict(p.values)["slug"] for p in report.problems if p.code == "translation-undated"] == ["tools/x"]
