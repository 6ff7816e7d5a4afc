"""The command line: what can be asked for, in which words, and with which exit codes."""

import json
import re
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tests.english import english, page, story
from tests.projects import tree
from toolbox_gen import __version__, cli
from toolbox_gen.build import Options
from toolbox_gen.catalogue import KINDS
from toolbox_gen.commands import building, serving

WRONG = {"content/stories/x.md": story("colour: red")}


def run(root: Path, *words: str) -> Result:
    """Run the command line in a folder."""
    return CliRunner().invoke(cli.cli, ["--root", str(root), *words], catch_exceptions=False)


def started(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Run it as the shell does; the exit code."""
    monkeypatch.setattr(sys, "argv", ["toolbox-gen", *words])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert isinstance(stopped.value.code, int)
    return stopped.value.code


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize(("files", "code"), [({}, 0), (WRONG, 1)])
def test_the_exit_code_says_whether_there_are_problems(
    tmp_path: Path, command: str, files: dict[str, str], code: int
) -> None:
    assert run(english(tmp_path, files), command).exit_code == code


@pytest.mark.parametrize(
    "words",
    [
        ["bild"], ["build", "--potable"], ["build", "--date", "tomorrow"], ["build", "--format", "xml"], ["new", "story"],
        ["new", "novel", "X"], ["serve", "--port", "eighty"], ["serve", "--port", "70000"], ["--root", "nowhere", "build"],
    ],
)  # fmt: skip
def test_wrong_usage_is_2_and_says_what_is_possible(tmp_path: Path, words: list[str]) -> None:
    result = run(english(tmp_path), *words)
    assert result.exit_code == 2
    assert "Error: " in result.output
    assert "Traceback" not in result.output


def test_a_folder_that_is_not_ours_is_2_and_untouched(tmp_path: Path) -> None:
    root = english(tmp_path, {"mine/letter.txt": "Dear all"})
    before = tree(tmp_path)
    result = run(root, "--language", "en", "build", "--output", str(root / "mine"))
    assert (result.exit_code, tree(tmp_path)) == (2, before)
    assert "holds files that toolbox-gen did not make" in result.output


def test_a_target_that_cannot_be_written_is_3_and_one_line(tmp_path: Path) -> None:
    root = english(tmp_path, {"file": "in the way"})
    result = run(root, "--language", "en", "build", "--output", str(root / "file" / "site"))
    assert result.exit_code == 3
    assert len(result.output.splitlines()) == 1
    assert result.output.startswith("Could not write")


def broken(*_: object, **__: object) -> int:
    """A command with a fault of its own."""
    raise RuntimeError("boom")


@pytest.mark.parametrize(("words", "shown"), [([], False), (["--traceback"], True)])
def test_a_fault_of_our_own_is_3_and_has_no_traceback_unless_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], shown: bool
) -> None:
    monkeypatch.setattr(building, "run_check", broken)
    assert started(monkeypatch, "--root", str(tmp_path), *words, "check") == 3
    err = capsys.readouterr().err
    assert "toolbox-gen itself failed (RuntimeError: boom)." in err
    assert ("Traceback" in err) is shown


def test_as_the_shell_starts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert started(monkeypatch, "--root", str(english(tmp_path)), "--language", "en", "check") == 0
    assert "No problems" in capsys.readouterr().out
    assert started(monkeypatch, "nonsense") == 2


@pytest.mark.parametrize(
    ("language", "word"), [("nl", ": fout: "), ("en", "There is no field"), ("xx", "There is no field")]
)
def test_messages_come_in_the_language_that_is_asked_for(tmp_path: Path, language: str, word: str) -> None:
    assert word in run(english(tmp_path, WRONG), "--language", language, "check").output


def test_otherwise_they_come_in_the_main_language_of_the_toolbox(tmp_path: Path) -> None:
    assert "There is no field" in run(english(tmp_path / "en", WRONG), "check").output
    dutch = english(tmp_path / "nl", {**WRONG, "site.yaml": "languages: [nl]\n"})
    assert ": fout: " in run(dutch, "check").output
    refused = run(dutch, "build", "--output", str(dutch / "content")).output
    assert f"{dutch / 'content'} is" in refused
    assert "is no place for a site" not in refused


def test_problems_as_json(tmp_path: Path) -> None:
    result = run(english(tmp_path, WRONG), "--language", "en", "check", "--format", "json")
    (found,) = json.loads(result.output)
    assert (found["path"], found["line"], found["code"], result.exit_code) == (
        "content/stories/x.md",
        8,
        "unknown-field",
        1,
    )


def test_problems_for_github(tmp_path: Path) -> None:
    result = run(english(tmp_path, WRONG), "--language", "en", "build", "--format", "github")
    assert result.output.startswith(
        "::error file=content/stories/x.md,line=8,col=1,title=unknown-field::There is no field"
    )
    assert (len(result.output.splitlines()), result.exit_code) == (1, 1)


LATER = {"content/stories/x.md": story("publish_on: 2026-07-01")}
EPOCH = str(int(datetime(2026, 7, 1, tzinfo=UTC).timestamp()))


@pytest.mark.parametrize(("day", "shown"), [("2026-06-30", False), ("2026-07-01", True)])
def test_the_day_decides_what_is_shown(tmp_path: Path, day: str, shown: bool) -> None:
    root = english(tmp_path, LATER)
    assert run(root, "build", "--date", day).exit_code == 0
    assert (root / "site" / "stories" / "x").exists() is shown


@pytest.mark.parametrize(("epoch", "words", "shown"), [
    (EPOCH, [], True), (str(int(EPOCH) - 1), [], False), (EPOCH, ["--date", "2026-06-30"], False),
])  # fmt: skip
def test_the_day_may_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: str, words: list[str], shown: bool
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    root = english(tmp_path, LATER)
    assert run(root, "build", *words).exit_code == 0
    assert (root / "site" / "stories" / "x").exists() is shown


def test_without_it_the_day_is_the_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    before = datetime.now().astimezone().date()
    assert before <= cli.today() <= datetime.now().astimezone().date()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    assert cli.today() == date(1970, 1, 1)


def test_a_site_may_be_made_elsewhere_and_portable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(english(tmp_path / "box"), "build", "--output", "out", "--portable").exit_code == 0
    assert 'href="stories/index.html"' in page(tmp_path / "out", "")


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_a_new_document_of_every_kind(tmp_path: Path, kind: str) -> None:
    root = english(tmp_path)
    assert run(root, "new", kind, "What we learned").exit_code == 0
    assert run(root, "check").exit_code == 0
    again = run(root, "new", kind, "What we learned")
    assert again.exit_code == 2
    assert "exists already" in again.output


def test_a_title_without_letters_is_wrong_usage(tmp_path: Path) -> None:
    assert run(english(tmp_path), "new", "story", "…").exit_code == 2


def test_the_version(tmp_path: Path) -> None:
    assert run(tmp_path, "--version").output == f"toolbox-gen, version {__version__}\n"


def commands(command: click.Command, name: str = "") -> list[tuple[str, click.Command]]:
    """A command and those below it."""
    below = command.commands.items() if isinstance(command, click.Group) else ()
    return [(name, command), *(found for inner, one in below for found in commands(one, f"{name} {inner}".strip()))]


@pytest.mark.parametrize(
    ("name", "command"), commands(cli.cli), ids=lambda value: value if isinstance(value, str) else ""
)
def test_help_explains_every_command_and_option(tmp_path: Path, name: str, command: click.Command) -> None:
    shown = run(tmp_path, *name.split(), "--help")
    assert shown.exit_code == 0
    assert command.help
    assert command.help.partition("\n")[0].split(".")[0] in " ".join(shown.output.split())
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            assert option.opts[0] in shown.output
    assert run(tmp_path, *name.split(), "-h").output == shown.output


def test_help_names_the_exit_codes(tmp_path: Path) -> None:
    assert re.search(r"0 fine, 1 problems in the content, 2 wrong usage, 3 a fault", run(tmp_path, "--help").output)


def test_serve_is_asked_with_its_port_and_calendar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Path, int | None, str | None, date]] = []

    def run_serve(
        options: Options, *, port: int | None, language: str | None, today: Callable[[], date], real: date
    ) -> int:
        asked.append((options.root, port, language, today()))
        return 0

    monkeypatch.setattr(serving, "run_serve", run_serve)
    monkeypatch.setattr(cli, "today", lambda: date(2026, 1, 1))
    assert run(tmp_path, "serve", "--port", "0").exit_code == 0
    assert run(tmp_path, "--language", "nl", "serve", "--date", "2026-02-02").exit_code == 0
    root = tmp_path.resolve()
    assert asked == [(root, 0, None, date(2026, 1, 1)), (root, None, "nl", date(2026, 2, 2))]


@pytest.mark.parametrize("epoch", ["9" * 20, "soon", "-1", " 1", "1.5", "1_0"])
def test_what_is_no_day_of_any_calendar_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(click.UsageError, match="SOURCE_DATE_EPOCH"):
        cli.today()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="no time zones to choose here")
@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Europe/Brussels", "2026-06-30T21:59:59", date(2026, 6, 30)),  # a second before midnight there
        ("Europe/Brussels", "2026-06-30T22:00:00", date(2026, 7, 1)),
        ("Europe/Brussels", "2026-12-31T22:59:59", date(2026, 12, 31)),
        ("Europe/Brussels", "2026-12-31T23:00:00", date(2027, 1, 1)),
        ("UTC", "2026-06-30T23:59:59", date(2026, 6, 30)),
        ("Asia/Tokyo", "2026-06-30T15:00:00", date(2026, 7, 1)),
    ],
)
def test_the_machines_day_is_that_of_its_own_time_zone(
    monkeypatch: pytest.MonkeyPatch, zone: str, moment: str, day: date
) -> None:
    instant = datetime.fromisoformat(f"{moment}+00:00").timestamp()

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Clock":
            return cls.fromtimestamp(instant, tz)

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("TZ", zone)
    monkeypatch.setattr(cli, "datetime", Clock)
    try:
        time.tzset()
        assert cli.today() == day
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_site_for_a_day_that_is_past_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = english(tmp_path)
    monkeypatch.setattr(cli, "_clock", lambda: date(2026, 6, 2))
    for words in (("build",), ("consent",)):
        assert "This is as of 2026-06-01: what has expired" in run(root, *words, "--date", "2026-06-01").stderr
    assert run(root, "build", "--date", "2026-06-02").stderr == ""


def test_consents_are_listed_for_a_day_and_as_far_ahead_as_asked(tmp_path: Path) -> None:
    root = english(tmp_path, {"content/stories/x.md": story(
        "consent: {ref: R-1, status: given, given_on: 2025-01-01, expires_on: 2026-06-20, scope: site}"
    )})  # fmt: skip
    assert "2026-06-20  R-1" in run(root, "consent", "--date", "2026-06-01").stdout
    assert "R-1" not in run(root, "consent", "--date", "2026-06-01", "--days", "18").stdout
    assert "BEGIN:VEVENT" in run(root, "consent", "--format", "ics").stdout
    assert run(root, "consent", "--days", "-1").exit_code == 2
    assert run(root, "consent", "--format", "xml").exit_code == 2
