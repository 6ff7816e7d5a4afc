"""The same content gives the same bytes under whatever conditions it is built."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from tests.edits import BASE
from tests.projects import write

ROOT = Path(__file__).parents[2]
DAY = "1780271999"  # the last second of 31 May 2026 in UTC, another day in Tokyo
OLD = {
    "content/stories/aan-tafel.md": str(BASE["content/stories/aan-tafel.md"]).replace("tafel zit", "stoel zit"),
    "content/stories/weg.md": BASE["content/stories/nul-lezers.md"],
}
NEW = {
    **BASE,
    "site.yaml": str(BASE["site.yaml"]).replace("languages: [nl]", "languages: [nl, en]"),
    "content/pages/over.en.md": "---\ntitle: About\n---\nÉtés, ﬁnd it.\n",
    "templates/assets/own.css": "a { color: navy }",
    **{
        f"content/stories/{name}.md": str(BASE["content/stories/nul-lezers.md"]).replace("Twaalf", f"{name} tieni")
        for name in (f"{letter}{number}" for letter in "aeiou" for number in range(5))
    },
}
STRANGE = """
import os, random, sys, time
import toolbox_gen.cli as cli

chance = random.Random(7)
real_listdir, real_scandir = os.listdir, os.scandir

class Entries:
    def __init__(self, path):
        with real_scandir(path) as found:
            self.found = list(found)
        chance.shuffle(self.found)
    __enter__ = lambda self: self
    __exit__ = lambda self, *args: None
    __iter__ = lambda self: iter(self.found)
    __next__ = lambda self: self.found.pop()
    close = lambda self: None

if "shuffled" in sys.argv[1]:
    os.listdir = lambda path=".": chance.sample(found := real_listdir(path), len(found))
    os.scandir = lambda path=".": Entries(path)
for name, moment in (("early", -1e9), ("late", 4e9)):
    if name in sys.argv[1]:
        class Elsewhen(cli.datetime):
            @classmethod
            def now(cls, zone=None):
                return cls.fromtimestamp(moment, zone)
        cli.datetime = Elsewhen
        time.time, time.time_ns = lambda: moment, lambda: int(moment) * 10**9
sys.argv[:2] = ["toolbox-gen"]
cli.main()
"""
"""The program, with another order of files and another clock."""


@dataclass(frozen=True)
class Condition:
    """How a build is run: what is in the environment, on the command line, and in the way of the program."""

    environment: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    python: tuple[str, ...] = ()
    strange: str = ""
    umask: int = 0o022
    folder: str = "doos"
    over: tuple[str, ...] | None = None
    """With which words an old site was built there before, if one was."""


ASCII = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
CONDITIONS = {
    "as it is": Condition(words=("--no-cache", "--jobs", "1")),
    "hash seed, order of files, path, time zone in the east": Condition(
        {"PYTHONHASHSEED": "4242", "TZ": "Asia/Tokyo"}, strange="shuffled", folder="een map/met spaties & “é” 工具/b"
    ),
    "early clock, Turkish locale, optimised": Condition(  # not -OO, which takes the descriptions of fields away
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"}, python=("-O",), strange="early"
    ),
    "late clock, workers, closed umask, no locale, time zone in the west": Condition(
        {**ASCII, "TZ": "America/Los_Angeles"}, ("--jobs", "3"), strange="late", umask=0o077
    ),
    "over an old site, open umask": Condition(umask=0o000, over=()),
    "over an old site, without cache": Condition(words=("--no-cache",), over=("--no-cache", "--reference")),
    "everything": Condition(
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", **ASCII}, ("--jobs", "2", "--reference"), ("-O",), "shuffled late",
        0o077, "alles tegelijk/é", ("--jobs", "2"),
    ),
}  # fmt: skip


def run(root: Path, condition: Condition, *words: str) -> None:
    environment = {
        "PATH": "", "HOME": str(root.parent), "SOURCE_DATE_EPOCH": DAY, "PYTHONHASHSEED": "0", "TZ": "UTC",
        "LC_ALL": "C.UTF-8", "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **condition.environment,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, *condition.python, "-c", STRANGE, condition.strange, "--root", str(root), "build", *words],
        env=environment, umask=condition.umask, check=False, capture_output=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


def built(folder: Path, condition: Condition) -> dict[str, tuple[bytes, int]]:
    """Every file and folder of the site with its bytes and its mode."""
    root = folder / condition.folder
    if condition.over is not None:
        write(root, {**BASE, **OLD})
        run(root, condition, *condition.over)
    write(root, {**dict.fromkeys(OLD), **NEW})
    run(root, condition, *condition.words)
    site = root / "site"
    return {
        path.relative_to(site).as_posix(): (path.read_bytes() if path.is_file() else b"", path.lstat().st_mode & 0o7777)
        for path in (site, *site.rglob("*"))
    }


@pytest.mark.skipif(sys.platform == "win32", reason="no modes here")
def test_the_same_content_gives_the_same_bytes_under_every_condition(tmp_path: Path) -> None:
    wanted: dict[str, tuple[bytes, int]] = {}
    for number, (name, condition) in enumerate(CONDITIONS.items()):
        found = built(tmp_path / str(number), condition)
        wanted = wanted or found
        assert [path for path in {**found, **wanted} if found.get(path) != wanted.get(path)] == [], name
    assert {"index.html", "en/search/head.js", "search/head.js", "export.json", "feed.xml"} <= wanted.keys()
    assert {mode for _, mode in wanted.values()} == {0o644, 0o755}
    assert {mode for data, mode in wanted.values() if data} == {0o644}
    today = date.today()  # noqa: DTZ011 - whatever the machine says
    assert [path for path, (data, _) in wanted.items() if today.isoformat().encode() in data] == []
