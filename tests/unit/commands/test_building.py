"""`build` and `check`: what they say, and their exit codes."""

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.audit import Disk, on
from tests.english import english, story
from tests.projects import DAY, tree, write
from toolbox_gen.build import Options
from toolbox_gen.commands.building import FAULT, FINE, PROBLEMS, USAGE, refusal, run_build, run_check

WRONG = {"content/stories/x.md": story("colour: red")}
LATER = {"content/stories/x.md": story("publish_on: 2027"), "content/stories/y.md": story("status: draft")}


def test_a_build_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = english(tmp_path, LATER)
    assert run_build(Options(root=root, day=DAY), form="text", language="en") == FINE
    out, err = capsys.readouterr()
    lines = out.splitlines()
    stages = ["read", "parse", "load", "link", "plan", "render", "index", "write"]
    assert [line.split()[0] for line in lines[:8]] == stages
    assert lines[8] == "Not shown: 1 × draft (y), 1 × not yet to be shown (x)"
    count = len(tree(root / "site")) - 1
    assert lines[9] == f"site/ is ready: {count} files, {count} of them written, 0 removed."
    assert "toolbox-gen serve" in lines[10]
    assert err == ""


def test_a_build_again_says_that_nothing_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = Options(root=english(tmp_path), day=DAY)
    run_build(options, form="text", language="en")
    capsys.readouterr()
    write(tmp_path, {"content/stories/nul-lezers.md": None})
    run_build(options, form="text", language="en")
    assert "0 of them written" not in capsys.readouterr().out
    run_build(options, form="text", language="en")
    assert "0 of them written, 0 removed." in capsys.readouterr().out


def test_a_portable_site_is_opened_as_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = tmp_path / "elsewhere"
    options = Options(root=english(tmp_path / "box"), day=DAY, output=elsewhere, portable=True)
    assert run_build(options, form="text", language="en") == FINE
    out = capsys.readouterr().out
    assert f"{elsewhere}/ is ready" in out
    assert f"Open {elsewhere / 'index.html'} in a browser." in out


def test_with_problems_a_build_says_that_nothing_was_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_build(Options(root=english(tmp_path, WRONG), day=DAY), form="text", language="en") == PROBLEMS
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "content/stories/x.md:8:1: error: There is no field “colour” here. [unknown-field]"
    assert err.splitlines() == ["Problems to mend: 1, in 1 file(s).", "Nothing was written; the site stays as it was."]
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(("files", "code"), [(WRONG, PROBLEMS), ({}, FINE)])
@pytest.mark.parametrize("form", ["json", "github"])
def test_for_machines_there_are_just_the_problems(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str], code: int, form: str
) -> None:
    assert run_build(Options(root=english(tmp_path, files), day=DAY), form=form, language="en") == code
    out, err = capsys.readouterr()
    assert "ready" not in out
    assert ("unknown-field" in out) is bool(files)
    assert err == ""


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (".", "is no place for a site"),
        ("content", "is no place for a site"),
        ("..", "is no place for a site"),
        ("site.yaml", "is not a folder"),
        ("mine", "holds files that toolbox-gen did not make"),
    ],
)
def test_a_folder_that_is_not_ours_is_refused_and_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str, words: str
) -> None:
    root = english(tmp_path / "box", {"mine/letter.txt": "Dear all"})
    before = tree(tmp_path)
    assert run_build(Options(root=root, day=DAY, output=root / target), form="text", language="en") == USAGE
    out, err = capsys.readouterr()
    assert words in err
    assert len(err.splitlines()) == 1
    assert out == ""
    assert tree(tmp_path) == before


def test_somebodys_file_in_our_folder_is_not_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = Options(root=english(tmp_path), day=DAY)
    run_build(options, form="text", language="en")
    write(tmp_path, {"site/notes.txt": "Mine"})
    assert run_build(options, form="text", language="en") == USAGE
    assert "site/notes.txt was not made by toolbox-gen and would be lost." in capsys.readouterr().err
    assert (tmp_path / "site" / "notes.txt").is_file()


@pytest.mark.skipif(os.name == "nt", reason="needs a file system that knows a full device")
def test_what_cannot_be_written_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    options = Options(root=english(tmp_path / "box"), day=DAY, output=tmp_path / "file" / "site")
    assert run_build(options, form="text", language="en") == FAULT
    out, err = capsys.readouterr()
    assert err.startswith(f"Could not write {tmp_path}")
    assert "The old site stays as it was." in err
    assert len(err.splitlines()) == 1
    assert "Traceback" not in out + err


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_check_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    root = english(tmp_path, LATER)
    before = tree(tmp_path)
    assert run_check(Options(root=root, day=DAY), form=form, language="en") == FINE
    out = capsys.readouterr().out
    wanted = "Not shown: 1 × draft (y), 1 × not yet to be shown (x)\nNo problems: the site can be built.\n"
    assert out == (wanted if form == "text" else "[]\n")
    assert tree(tmp_path) == before


def test_a_check_counts_the_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = {"content/tools/y.md": "---\ntitel: Y\n---\n", **WRONG}
    assert run_check(Options(root=english(tmp_path, more), day=DAY), form="text", language="en") == PROBLEMS
    out, err = capsys.readouterr()
    assert err == f"Problems to mend: {out.count('error')}, in 2 file(s).\n"
    assert out.count("error") == 4


def test_a_remark_is_no_reason_to_stop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {**LATER, "content/stories/z.md": story(body="See [[x]].\n")}
    assert run_check(Options(root=english(tmp_path, files), day=DAY), form="text", language="en") == FINE
    out = capsys.readouterr().out
    assert "note: " in out
    assert "[unpublished-reference]" in out
    assert "No problems" in out


def test_where_there_is_no_toolbox_nothing_is_called_fine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for run in (run_build, run_check):
        assert run(Options(root=tmp_path, day=DAY), form="text", language="en") == 2
        assert capsys.readouterr().err.startswith("There is no toolbox in ")


def test_a_site_elsewhere_is_not_what_serve_would_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = Options(root=english(tmp_path), day=DAY, output=tmp_path / "elsewhere")
    assert run_build(options, form="text", language="en") == FINE
    assert "make serve" not in capsys.readouterr().out


def failing_at(path: Path, operation: str) -> Disk:
    """A disk on which one operation on one file fails."""

    def fail(name: str, path: str) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    return Disk(1, fail, counts=lambda name, found: name == operation and Path(found) == path)


@pytest.mark.parametrize("name", ["site.yaml", "templates/page.html", "templates/assets/own.css", "content"])
@pytest.mark.parametrize("run", [run_build, run_check])
def test_a_disk_that_fails_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, run: Callable[..., int]
) -> None:
    root = english(tmp_path, {"templates/page.html": "{{ view.body }}", "templates/assets/own.css": "a {}"})
    with on(failing_at(root / name, "stat")):
        assert run(Options(root=root, day=DAY), form="text", language="nl") == FAULT
    out, err = capsys.readouterr()
    assert err == f"Kon {root / name} niet lezen: Input/output error. De oude site blijft zoals ze was.\n"
    assert out == ""
    assert not (root / "site").exists()


def test_what_was_withdrawn_and_cannot_be_removed_is_told_and_removed_by_the_next_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = Options(root=english(tmp_path, {"content/stories/x.md": story()}), day=DAY)
    run_build(options, form="text", language="en")
    capsys.readouterr()
    write(tmp_path, {"content/stories/x.md": None})
    site, page = tmp_path / "site", "stories/x/index.html"
    spare = tmp_path / ".site.toolbox-gen" / "spare"
    disk = failing_at(spare / page, "unlink")
    disk.number = 2  # the first time it is the spare's own, and afterwards that of the old site
    with on(disk):
        assert run_build(options, form="text", language="en") == FAULT
    text = "The new site stands, but what it replaced could not be removed from {}: Input/output error. Build again.\n"
    assert capsys.readouterr() == ("", text.format(spare / page))
    assert not (site / page).exists()
    assert (spare / page).exists()
    assert run_build(options, form="text", language="en") == FINE
    assert not (spare / page).exists()


def test_without_the_cache_nothing_of_it_remains(tmp_path: Path) -> None:
    options = Options(root=english(tmp_path), day=DAY)
    run_build(options, form="text", language="en")
    file = tmp_path / ".site.toolbox-gen" / "cache.sqlite"
    assert file.is_file()
    assert run_build(replace(options, cache=False), form="text", language="en") == FINE
    assert not file.exists()


def test_a_name_that_would_harm_a_terminal_is_shown_harmless() -> None:
    error = PermissionError(errno.EACCES, "Permission denied", "site/a\n\x1b[2J\udcff é")
    shown = refusal(error, str)
    assert shown == r"Could not read site/a\n\x1b[2J\udcff é: Permission denied. The old site stays as it was."


@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize("run", [run_build, run_check])
def test_strictly_a_remark_is_reason_enough(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, run: Callable[..., int]
) -> None:
    root = english(tmp_path, {"content/stories/z.md": story(body="[here](https://vzw.be/)\n")})
    assert run(Options(root=root, day=DAY, strict=True), form=form, language="en") == PROBLEMS
    out, err = capsys.readouterr()
    assert "--strict" in out or '"strict": true' in out
    assert "vague-link" in out
    if form == "text":
        assert err.startswith("Problems to mend: 1, in 1 file(s).")
    assert not (root / "site").exists()
    assert run(Options(root=root, day=DAY), form=form, language="en") == FINE


def test_strictly_without_a_remark_all_is_fine(tmp_path: Path) -> None:
    assert run_build(Options(root=english(tmp_path), day=DAY, strict=True), form="text", language="en") == FINE
