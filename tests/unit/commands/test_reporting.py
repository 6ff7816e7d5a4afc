"""How problems and progress are shown."""

import json
from pathlib import Path

import pytest

from toolbox_gen.build import Report, Stage
from toolbox_gen.commands import reporting
from toolbox_gen.commands.reporting import (
    Progress,
    editors_words,
    show_problems,
    show_stages,
    show_translations,
    show_withheld,
    visible,
)
from toolbox_gen.model import Key
from toolbox_gen.problems import Spot, problem
from toolbox_gen.report import Tally

ERROR = problem("content/stories/x.md", Spot(3, 5), "wrong-date", value="100%\nsoon", name="date")
NOTE = problem("content/stories/x.md", Spot(9, 1), "unpublished-reference", target="content/tools/t.md")
VAGUE = problem("content/stories/x.md", Spot(9, 1), "vague-link", text="here")
SAY = editors_words("en")


def test_a_text_has_place_message_code_and_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    show_problems([NOTE], form="text", say=SAY)
    assert capsys.readouterr().out.splitlines() == [
        "content/stories/x.md:9:1: note: content/tools/t.md is not shown on the site at this time, so this reference "
        "is left out. [unpublished-reference]",
        "    → Nothing needs to be done if that is what you want; look whether your text still says too much about it.",
    ]


def test_json_has_every_part_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    show_problems([ERROR, NOTE], form="json", say=SAY)
    first, second = json.loads(capsys.readouterr().out)
    assert {**first, "hint": ""} == {
        "path": "content/stories/x.md", "line": 3, "column": 5, "code": "wrong-date", "severity": "error",
        "strict": False,
        "message": "“100%\nsoon” is not a date.", "hint": "",
    }  # fmt: skip
    assert first["hint"].startswith("Type a year")
    assert second["severity"] == "warning"


def test_strictly_a_warning_is_an_error_and_said_to_be_one_by_that_alone(capsys: pytest.CaptureFixture[str]) -> None:
    shown = {}
    for form in ("text", "json", "github"):
        show_problems([ERROR, VAGUE, NOTE], form=form, say=SAY, strict=True)
        shown[form] = capsys.readouterr().out
    assert [(one["severity"], one["strict"]) for one in json.loads(shown["json"])] == [
        ("error", False),
        ("error", True),
        ("warning", False),
    ]
    assert "content/stories/x.md:3:5: error: " in shown["text"]
    assert "content/stories/x.md:9:1: error (--strict): " in shown["text"]
    assert "note: content/tools/t.md is not shown" in shown["text"]
    error, vague, note = shown["github"].splitlines()
    assert "title=wrong-date::" in error
    assert vague.startswith("::error file=")
    assert "title=vague-link (--strict)::" in vague
    assert note.startswith("::warning file=")
    assert "title=unpublished-reference::" in note


def test_github_gets_one_escaped_line_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    show_problems([ERROR, NOTE], form="github", say=SAY)
    error, note = capsys.readouterr().out.splitlines()
    assert error.startswith(
        "::error file=content/stories/x.md,line=3,col=5,title=wrong-date::“100%25%0Asoon” is not a date."
    )
    assert note.startswith("::warning file=content/stories/x.md,line=9,col=1,title=unpublished-reference::")


def test_github_is_not_misled_by_the_name_of_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    show_problems([problem("content/a,line=1::b%\n.md", Spot(3, 5), "not-a-file")], form="github", say=SAY)
    assert "file=content/a%2Cline=1%3A%3Ab%25%0A.md,line=3" in capsys.readouterr().out


def test_a_problem_without_remedy_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    show_problems(
        [problem("site.yaml", Spot(1, 1), "unknown-folder", folder="x", nearest="", known="")], form="text", say=SAY
    )
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_how_far_a_language_is_is_told_in_each_form(capsys: pytest.CaptureFixture[str]) -> None:
    far = (Tally("fr", (("stories", 3, 20), ("tools", 2, 18)), 1),)
    told = "fr: 5 of 38 documents are translated (stories 3/20, tools 2/18); behind: 1."
    show_translations(far, SAY)
    assert capsys.readouterr().out == f"{told}\n"
    show_problems([], far, form="github", say=SAY)
    assert capsys.readouterr().out == f"::notice file=site.yaml,title=translations::{told}\n"
    show_problems([], far, form="json", say=SAY)
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["severity"], one["message"], one["translated"], one["documents"], one["behind"]) == (
        "info",
        told,
        5,
        38,
        1,
    )


def test_what_was_withheld_is_counted_and_not_named(capsys: pytest.CaptureFixture[str]) -> None:
    show_withheld(Report(withheld={"draft": (Key("story", "later"),)}, unnamed=2), SAY)
    show_withheld(Report(), SAY)
    assert capsys.readouterr().out == "Not shown: 2 × no valid consent, 1 × draft (later)\n"


def test_each_stage_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    show_stages([Stage("read", 12, 0.5)], SAY)
    assert capsys.readouterr().out == "read        12 files read              0.50 s\n"


def test_a_language_without_catalogue_is_spoken_to_in_english() -> None:
    assert editors_words("xx")("error") == "error"


class Terminal:
    """A standard error that is a terminal, and a clock that a test turns."""

    def __init__(self) -> None:
        self.text, self.now = "", 0.0

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        """Nothing is kept."""

    def monotonic(self) -> float:
        return self.now


def seated(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """That terminal in the place of the real one (not as a fixture: pytest sets its own before each test)."""
    found = Terminal()
    monkeypatch.setattr(reporting.sys, "stderr", found)
    monkeypatch.setattr(reporting.time, "monotonic", found.monotonic)
    return found


def test_a_long_stage_shows_its_progress_and_ends_with_a_full_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = seated(monkeypatch)
    progress = Progress()
    progress("render", 1, 10)
    assert terminal.text == ""
    terminal.now = 2.0
    progress("render", 2, 10)
    progress("render", 5, 10)
    progress("render", 10, 10)
    assert "render" in terminal.text
    assert "100%" in terminal.text
    shown = terminal.text
    progress("write", 1, 1)
    assert terminal.text == shown


def test_a_short_stage_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = seated(monkeypatch)
    progress = Progress()
    progress("parse", 1, 2)
    progress("parse", 2, 2)
    assert terminal.text == ""


def test_where_nobody_looks_nothing_is_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    Progress()("render", 1, 2)
    assert capsys.readouterr().err == ""


def test_a_terminal_obeys_nothing_that_a_message_repeats() -> None:
    assert visible("a\x1b[2Jb\nc\u202ed\x9be\udcff") == "a\\x1b[2Jb\\nc\\u202ed\\x9be\\udcff"
    assert visible("Genève\u202f: «\xa0“non”\xa0»") == "Genève\u202f: «\xa0“non”\xa0»"
