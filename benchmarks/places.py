"""Where things are measured: a corpus of some size, and beside it a folder for each generator that builds it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.equal import prepare

REPOSITORY = Path(__file__).parents[1]
MEMORY = Path("/dev/shm")
ROOM = 1 << 19
"""The bytes that a story may take up in all sites and caches together: about twice what was seen."""
SETTINGS = "title: Toolbox\nurl: https://voorbeeld.example/\nlanguages: [nl]\n"
_GIVEN = os.environ.get("PYTHONPATH", "")
SITE, STATE = "site", ".site.toolbox-gen"
ENV = {"PYTHONPATH": os.pathsep.join((str(REPOSITORY), *map(os.path.abspath, filter(None, _GIVEN.split(os.pathsep)))))}
"""The environment in which Python finds these modules."""


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one size: `own` is our theme with its search, `equal` ours with Hugo's pages."""

    stories: int
    folder: Path
    system: str
    """In words, on what it stands."""

    @property
    def content(self) -> Path:
        """The corpus itself, which nothing changes."""
        return self.folder / "corpus" / "content"

    @property
    def own(self) -> Path:
        return self.folder / "own"

    @property
    def equal(self) -> Path:
        return self.folder / "equal"


@contextmanager
def place(stories: int, scratch: Path | None) -> Iterator[Place]:
    """A corpus of so many stories, in memory where there is room for its sites; all of it goes away in the end."""
    found, system = (scratch, "the disk of --scratch") if scratch else _roomy(stories * ROOM)
    folder = Path(tempfile.mkdtemp(prefix="toolbox-gen-bench-", dir=found))
    try:
        here = Place(stories, folder, system)
        tools = max(1, stories // 5)
        step("benchmarks.corpus", str(folder / "corpus"), "--stories", str(stories), "--tools", str(tools))
        for root in (here.own, here.equal):
            shutil.copytree(here.content, root / "content")
        (here.own / "site.yaml").write_text(SETTINGS, encoding="utf-8")
        prepare(here.equal)
        yield here
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def step(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A module run in a process of its own: this one stays small, for the sake of the memory of what it measures."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, env={**os.environ, **ENV}, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise OSError(done.stderr)
    return done


def cold(root: Path) -> None:
    """Take away our site of a folder, and all that we remember of it."""
    for name in (SITE, STATE):
        shutil.rmtree(root / name, ignore_errors=True)


def _roomy(needed: int) -> tuple[Path, str]:
    if MEMORY.is_dir() and needed < shutil.disk_usage(MEMORY).free // 2:
        return MEMORY, "memory (tmpfs)"
    return Path(tempfile.gettempdir()), "a disk"
