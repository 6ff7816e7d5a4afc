"""A program that lets one file operation of a build after the other go wrong, and looks what came of it.

    python -m tests.crashing FOLDER FAULT calls|each|both [PART PARTS]

A toolbox goes to and fro between two states; in each a story is withdrawn that the other one tells. Each time, a build
goes wrong at another operation. It is the whole command line, in a child that is forked when everything is imported. The
toolbox has a small theme of its own, one content type and the search, so that a build asks hundreds of things of the
system and not thousands. Most of them are asked by the same line of code for one file after the other: with `calls`, of
the operations of each call (a line of code and those that led to it) the first goes wrong on the way there and the last on
the way back; with `each`, all operations, by turns on the way there and on the way back; with `both`, all on both ways.
`tests/e2e/test_crash.py` says what must come of it.
"""

import errno
import io
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path
from typing import NamedTuple

from tests import audit
from tests.audit import CHANGING, Disk
from tests.english import picture
from tests.projects import write
from toolbox_gen import catalogue, cli, engine, theme
from toolbox_gen.kinds import story
from toolbox_gen.listings import documents, finding, media

PLANTED = (b"Zilverreiger", b"Waterhoen")
STORY = """\
---
title: {title}
kind: good-practice
summary: Kort.
date: 2024
tools: []
no_tool_reason: Er was geen.
{more}---
{body}
"""
CONSENT = (
    "consent: {{ref: R-1, status: {}, given_on: 2025-01-10, expires_on: 2099, scope: [site], identity: pseudonym}}\n"
)
PICTURED = "images: [{src: kring.png, alt: Kring}]\n"
TEMPLATE = "<!doctype html><title>{{ view.frame.title }}</title>"
THEME = {
    "story.html": TEMPLATE + "{{ view.body }}",
    **dict.fromkeys(("gone.html", "search.html"), TEMPLATE),
    **dict.fromkeys((f"assets/{name}" for name in ("finder.css", "finder.js", "icon.svg", "style.css")), ""),
}


def state(number: int) -> dict[str, str | bytes | None]:
    """The files of the toolbox in one of its two states."""
    told = {
        f"content/stories/{word.decode().lower()}.md": STORY.format(
            title=f"Over {word.decode()}", more=CONSENT.format("given" if own == number else "withdrawn"), body="Tekst."
        )
        for own, word in enumerate(PLANTED)
    }
    return {
        "site.yaml": "title: Proef\nlanguages: [nl]\n",
        "content/stories/blijft.md": STORY.format(title="Blijft", more="", body="Hetzelfde."),
        "content/stories/anders.md": STORY.format(title=f"Naam {number}", more=PICTURED, body="Tekst."),
        "content/stories/tijdelijk.md": STORY.format(title="Tijdelijk", more="", body="Tekst.") if number else None,
        "content/media/kring.png": picture(4, 8) if number else picture(8, 4),
        **told,
    }


FAULTS: Mapping[str, Callable[[str], object]] = {
    # Killed before an operation that alters nothing, a build leaves just what it leaves at the next one that does.
    "kill": CHANGING.fullmatch,
    "ENOSPC": lambda name: CHANGING.fullmatch(name) or name.endswith(("open", "close")),
    "EACCES": lambda name: not re.fullmatch(r"(sqlite )?(close|f.*|p?(read|write)(64)?)", name),
    "EIO": lambda name: True,
}
"""The ways to go wrong, and which operations can."""
KILLED = 77
KEPT = {"cache.sqlite", "cache.sqlite-journal", "lock", "moment", "signatures", "spare"}
SITE, WORK = "site", ".site.toolbox-gen"


class File(NamedTuple):
    """A file or a folder."""

    data: bytes
    mode: int
    inode: int


Tree = Mapping[str, File]


def tree(folder: Path) -> Tree:
    """All that is below a folder."""
    found = {}
    for path in folder.rglob("*"):
        look = path.lstat()
        data = path.read_bytes() if path.is_file() else b""
        found[path.relative_to(folder).as_posix()] = File(data, look.st_mode, look.st_ino)
    return found


def below(now: Tree, folder: str) -> Mapping[str, tuple[bytes, int]]:
    """What a folder of a tree consists of."""
    return {path: one[:2] for path, one in now.items() if f"{path}/".startswith(f"{folder}/")}


def of_inodes(now: Tree, folder: str) -> Mapping[str, int]:
    return {path[len(folder) :]: one.inode for path, one in now.items() if path.startswith(f"{folder}/") and one.data}


@dataclass(frozen=True)
class Fault:
    """What goes wrong: the operation with this number, in this way; `-renames` where no exchange can be had."""

    number: int
    name: str

    @property
    def way(self) -> str:
        return self.name.partition("-")[0]

    @property
    def exchanges(self) -> bool:
        return not self.name.endswith("-renames")


@dataclass(frozen=True)
class Crash:
    """How a build ended; `operation` and `path` are what went wrong in it, if anything did."""

    operation: str
    path: str
    code: int
    out: str
    err: str


class Toolbox:
    """A toolbox that is built over and over again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder, folder / "box"
        own, code = write(folder / "theme", dict(THEME)), write(folder / "code", {"a.py": ""})
        # In this program, a build is made of these.
        catalogue.KINDS, catalogue.PLANNERS = (story.KIND,), (documents.plan, finding.plan, media.plan)
        theme.theme_folder = lambda: own
        engine.PACKAGE = code
        self.found = Counter[str]()
        self.trees = {}
        for self.at in (1, 0):
            self.built(self.at, "--no-cache")
            self.trees[self.at] = below(tree(self.root), SITE)
        self.built(self.at)

    def built(self, number: int, *words: str) -> None:
        """Build a state, with nothing going wrong."""
        write(self.root, state(number))
        with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
            code = self.run(*words)
        assert (code, err.getvalue()) == (0, ""), (code, out.getvalue(), err.getvalue())

    def run(self, *words: str) -> int:
        """Run the command line; its exit code."""
        sys.argv = ["toolbox-gen", "--root", str(self.root), "--language", "en", "build", *words]
        try:
            cli.main()
        except SystemExit as end:
            return int(end.code or 0)
        raise AssertionError

    def turn(self, fault: Fault | None = None) -> None:
        """Build the other state; let that go wrong, look at it, and build once more."""
        self.at = 1 - self.at
        if fault is None:
            self.built(self.at)
            return
        write(self.root, state(self.at))
        crash = self._crash(fault)
        self._judge(fault, crash, tree(self.root))
        self.built(self.at)
        self.look((fault, crash))

    def look(self, told: object) -> None:
        """Whether the site is that of the state, the spare its equal, and nothing else left."""
        now = tree(self.root)
        assert below(now, SITE) == self.trees[self.at], told
        assert of_inodes(now, f"{WORK}/spare") == of_inodes(now, SITE), told
        assert {path.split("/")[1] for path in now if path.startswith(f"{WORK}/")} == KEPT, told
        assert self._withdrawn(now) == [], told

    def _withdrawn(self, now: Tree) -> list[str]:
        """Where the site or the hidden folder has what is withdrawn in this state."""
        gone = PLANTED[1 - self.at]
        return [path for path, one in now.items() if gone in one.data and path.startswith((SITE, WORK))]

    def calls(self, name: str) -> list[list[int]]:
        """Build the other state; the numbers of the operations that can go wrong in this way, by the call that asks."""
        found: dict[object, list[int]] = {}

        def counted(operation: str, path: str) -> None:
            found.setdefault((operation, *_callers()), []).append(disk.done)

        self.at = 1 - self.at
        write(self.root, state(self.at))
        fault = Fault(0, name)
        disk = Disk(counts=self._counts(fault), counted=counted, can_exchange=fault.exchanges)
        with audit.on(disk), redirect_stdout(io.StringIO()):
            assert self.run("--jobs", "1") == 0
        self.look(name)
        return list(found.values())

    def _crash(self, fault: Fault) -> Crash:
        """Run the command line, of which one operation goes wrong."""
        out, err, told = (self.folder / name for name in ("out", "err", "told"))
        child = os.fork()
        if not child:
            files = [os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) for path in (out, err, told)]
            os.dup2(files[0], 1)
            os.dup2(files[1], 2)
            os._exit(self._run(fault, files[2]))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        operation, _, path = told.read_text().partition(" on ")
        return Crash(operation, path, code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))

    def _run(self, fault: Fault, told: int) -> int:
        def wrong(name: str, path: str) -> None:
            os.write(told, f"{name} on {path}".encode())
            if fault.way == "kill":
                os._exit(KILLED)
            raise OSError(getattr(errno, fault.way), os.strerror(getattr(errno, fault.way)))

        with audit.on(Disk(fault.number, wrong, counts=self._counts(fault), can_exchange=fault.exchanges)):
            code = self.run("--jobs", "1")
        sys.stdout.flush()
        sys.stderr.flush()
        return code

    def _counts(self, fault: Fault) -> Callable[[str, str], object]:
        above = {str(path) for path in (self.folder, *self.folder.parents)}

        def counts(name: str, path: str) -> object:
            # `Path.resolve` looks at each folder on the way, to see whether it is a link, and goes on when it cannot.
            if path in above or (name == "lstat" and not path.startswith(str(self.root))):
                return False
            return FAULTS[fault.way](name) if fault.exchanges else CHANGING.fullmatch(name)

        return counts

    def _judge(self, fault: Fault, crash: Crash, now: Tree) -> None:
        """What may have become of a build that went wrong."""
        old, new, site = self.trees[1 - self.at], self.trees[self.at], below(now, SITE)
        what = next((name for name, one in (("old", old), ("new", new), ("none", {})) if site == one), "neither")
        told = (fault, crash, what)
        assert "Traceback" not in crash.out + crash.err, told
        self.found[f"{what} {crash.code}"] += 1
        match crash.code:
            case 0:
                assert (what, crash.err, self._withdrawn(now)) == ("new", "", []), (told, self._withdrawn(now))
            case 1:  # a file of the content, as a problem that an editor could mend
                assert what == "old", told
                paths = re.findall(r"^(.*):1:1: error: ", crash.out, re.M)
                assert any(_akin(self.root / path, Path(crash.path)) for path in paths), told
                assert len(crash.err.splitlines()) == 2, told
            case 2:  # it cannot be known that there is a toolbox
                assert (what, crash.path) == ("old", str(self.root)), told
            case 3:
                assert (len(crash.err.splitlines()), crash.out) == (1, ""), told
                assert crash.path in crash.err, told
                assert what == ("new" if "The new site stands" in crash.err else "old"), told
            case _:
                assert crash.code == KILLED, told
                assert what in ("old", "new", *(() if fault.exchanges else ("none",))), told


def _akin(one: Path, other: Path) -> bool:
    """Whether one is the other, or a folder that it is in."""
    return one.is_relative_to(other) or other.is_relative_to(one)


def _callers() -> tuple[object, ...]:
    """The lines of this program's code that led to an operation."""
    frame, found = sys._getframe(1), []
    while frame := frame.f_back:
        if frame.f_globals.get("__name__", "").startswith("toolbox_gen"):
            found.append((frame.f_code, frame.f_lineno))
    return tuple(found)


CHOICES: Mapping[str, Callable[[list[list[int]], int], list[int]]] = {
    "calls": lambda calls, way: [call[-way] for call in calls],
    "each": lambda calls, way: [number for call in calls for number in call if number % 2 == way],
    "both": lambda calls, way: [number for call in calls for number in call],
}
"""Which of the operations of all calls go wrong on the way there (0) and on the way back (1)."""


def run(folder: Path, name: str, choice: str, part: int = 0, parts: int = 1) -> Mapping[str, int]:
    """Let operations go wrong; how often what became of it, by the site that stood then and the exit code."""
    box = Toolbox(folder)
    numbers = [sorted(CHOICES[choice](box.calls(name), way))[part::parts] for way in (0, 1)]
    for number in chain.from_iterable(zip_longest(*numbers)):
        box.turn(number and Fault(number, name))
    return box.found


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), *sys.argv[2:4], *map(int, sys.argv[4:]))))
