"""Hostile inputs, one file each, through the real command line: each builds, escaped, or is refused in its place.

A case is a text file in one of the folders, of the form of `tests/problems` with two more sections:

    What it tries.
    === content/stories/x.md
    the file's text
    === make
    what no text can hold, see `recipes`
    === output
    + stories/x/index.html: what must stand in a file of the site
    - what may stand in none of its files; what is markup may stand in JSON, where it is text
    === expect
    the problems that `toolbox-gen --language en build` prints, without their remedies; a last line `…` stands for more

A case whose problems are errors must leave the old site as it was; all others must make pages of nothing but what our
templates write (`tests.markup`). `pytest --update-golden` writes what is expected anew: read it then.

Each runs in a process of its own that may take 1 GiB of memory (`runner`). A minute is the end for one that hangs; that
is no measure of speed.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hostile.recipes import make
from tests.markup import strangers
from tests.problems.test_problems import Case, read, update
from tests.projects import DAY, built, project, tree

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/*.txt"))
LEAST = 150
LONGEST_LINE = 2500
JSON = (".json", ".webmanifest")
PLACE = re.compile(r"^(?P<path>\S.*?):(?P<line>\d+):(?P<column>\d+): (?:error|note): ", re.M)
Run = Callable[[Path], tuple[int, str, str]]


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small toolbox that has been built."""
    root = project(tmp_path_factory.mktemp("base"))
    assert built(root).written
    return root


@pytest.fixture(scope="session")
def run(base: Path) -> Iterator[Run]:
    """Build a toolbox by the command line: its exit code, what it prints and what it complains of."""
    command = [sys.executable, "-m", "tests.hostile.runner", str(base)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdin
        assert process.stdout

        def ask(root: Path) -> tuple[int, str, str]:
            assert process.stdin
            assert process.stdout
            said = [root.with_name(name) for name in ("out", "err")]
            arguments = ["--root", str(root), "--language", "en", "build", "--date", DAY.isoformat(), "--jobs", "1"]
            process.stdin.write(json.dumps([arguments, *map(str, said)]) + "\n")
            process.stdin.flush()
            code = int(process.stdout.readline())
            return code, *(path.read_bytes().decode() for path in said)

        yield ask
        process.stdin.close()


def laid_out(case: Case, base: Path, root: Path) -> Path:
    """The base with a case's files in it, and beside it a file that nobody may read."""
    shutil.copytree(base, root, symlinks=True)
    (root.parent / "secret.md").write_text("---\ntitle: SECRET\n---\nSECRET\n", encoding="utf-8")
    for name, text in case.files.items():
        if name not in ("make", "output"):
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
    for name in case.without:
        (root / name).unlink()
    make(root, case.files.get("make", "[]"))
    return root


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(path: Path, base: Path, run: Run, tmp_path: Path, update_golden: bool) -> None:
    case = read(path)
    root = laid_out(case, base, tmp_path / "project")
    old = tree(root / "site")
    code, out, err = run(root)
    assert code in (0, 1), f"exit code {code}: {err[-2000:]}"
    assert "Traceback" not in err
    printed = re.split(r"^read +\d", out, maxsplit=1, flags=re.M)[0]
    problems = re.sub(r"^    → .*\n", "", printed, flags=re.M)
    assert (code == 1) is (": error: " in problems)
    new = tree(root / "site")
    if code:
        assert new == old, "the old site was to stay"
    else:
        _is_clean({name: data for name, data in new.items() if data != old.get(name)})
    _is_as_said(case.files.get("output", ""), new)
    for line in printed.splitlines():
        assert line.isprintable(), f"this would write on a terminal what it likes: {line[:500]!r}"
        assert len(line) < LONGEST_LINE
    _is_in_the_files(problems, root)
    if update_golden and not _fits(case.expected, problems):
        update(path, _shortened(problems))
        return
    assert _fits(case.expected, problems), problems[:3000]


def _is_clean(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        if name.endswith(".html"):
            assert strangers(data.decode()) == [], name
        assert b"SECRET" not in data, name


def _is_as_said(said: str, files: dict[str, bytes]) -> None:
    for line in said.splitlines():
        if line.startswith("+ "):
            name, _, text = line[2:].partition(": ")
            assert text.encode() in files[name], f"{text} is to stand in {name}"
        else:
            assert line.startswith("- "), line
            found = {name for name, data in files.items() if line[2:].encode() in data}
            assert not [name for name in found if "<" not in line or not name.endswith(JSON)], line


def _is_in_the_files(problems: str, root: Path) -> None:
    counted: dict[str, int] = {}
    for found in PLACE.finditer(problems):
        path = found["path"]
        if path not in counted:
            file = root / path
            data = file.read_bytes() if file.is_file() and file.resolve().is_relative_to(root.resolve()) else b""
            counted[path] = len(re.findall(rb"\r\n|\r|\n", data)) + 1
        assert 1 <= int(found["line"]) <= counted[path], found[0]


def _fits(expected: str, found: str) -> bool:
    return found.startswith(expected.removesuffix("…\n")) if expected.endswith("…\n") else found == expected


def _shortened(problems: str) -> str:
    lines = problems.splitlines(keepends=True)
    return "".join(lines[:12]) + ("…\n" if lines[12:] else "")


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= LEAST


def test_no_two_are_the_same() -> None:
    assert len({repr(sorted(read(path).files.items())) for path in CASES}) == len(CASES)
