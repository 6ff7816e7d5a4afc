"""Artifacts → site/: a complete new tree beside the old one, exchanged with it in one step.

At every instant the folder is the whole old site or the whole new one. Files that did not change are hard links to the
old ones. The tree is made in a hidden folder beside the output, under a lock of the operating system, and whatever a
killed build left there is swept by the next.
"""

import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from toolbox_gen import manifest
from toolbox_gen.digest import digest
from toolbox_gen.exchange import exchange
from toolbox_gen.manifest import Manifest
from toolbox_gen.render import Artifact

if sys.platform != "win32":
    import fcntl

_JUNK = {".DS_Store", "Thumbs.db", "desktop.ini"}


class Refused(Exception):
    """The output folder is not one that a build may write: `code` says why, `path` which one."""

    def __init__(self, code: str, path: str) -> None:
        super().__init__(f"{code}: {path}")
        self.code, self.path = code, path


class Failed(Exception):
    """The operating system refused an operation: `path` on which file, `reason` in its words."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = path, reason


@dataclass(frozen=True, slots=True)
class Written:
    """How many files the site has, how many of them were written, and how many went away."""

    files: int
    written: int
    removed: int


def check_target(target: Path, *, root: Path) -> None:
    """Refuse what a build must never replace: a folder that it did not make, the project, a parent of it, home."""
    real = target.resolve()
    forbidden = {root.resolve(), *root.resolve().parents, Path.home().resolve()}
    inside = [root.resolve() / name for name in ("content", "templates", "src")]
    if real in forbidden or any(real == folder or real.is_relative_to(folder) for folder in inside):
        raise Refused("target-forbidden", str(target))
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise Refused("target-not-a-folder", str(target))
    if not target.is_dir():
        return
    names = {entry.name for entry in os.scandir(target)} - _JUNK
    if not names:
        return
    made = manifest.read(target)
    if made is None:
        raise Refused("target-not-ours", str(target))
    for path in _files(target):
        if path not in made.files and path.rpartition("/")[2] not in _JUNK and path != manifest.NAME:
            raise Refused("target-has-others", f"{target.name}/{path}")


def publish(artifacts: Iterable[Artifact], target: Path, *, root: Path) -> Written:
    """Make `target` consist of just these files. Raises `Refused` or `Failed`, and then the old site stays."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(target) as work:
            fresh, last = work / "next", work / "last"
            if last.exists() and not target.exists():
                last.rename(target)  # a build was killed between its two renames
            check_target(target, root=root)
            _sweep(fresh, last)
            written = _fill(fresh, artifacts, target)
            _put(fresh, target, last)
            with suppress(OSError):  # the new site stands; what cannot be swept now, the next build sweeps
                _sweep(fresh, last)
            return written
    except OSError as error:
        raise Failed(str(error.filename or target), error.strerror or str(error)) from error


@contextmanager
def _locked(target: Path) -> Iterator[Path]:
    """The hidden folder beside the output, held by this process alone; a killed process leaves no lock behind."""
    work = target.parent / f".{target.name}.toolbox-gen"
    if work.is_symlink():
        raise Refused("target-not-a-folder", str(work))
    work.mkdir(exist_ok=True)
    with (work / "lock").open("wb") as lock:
        if sys.platform != "win32":
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield work


def _sweep(*folders: Path) -> None:
    for folder in folders:
        if folder.exists():
            shutil.rmtree(folder)


def _fill(fresh: Path, artifacts: Iterable[Artifact], old: Path) -> Written:
    """Write the new tree: hard links where the old site has the same bytes, new files elsewhere."""
    before = manifest.read(old) or Manifest({})
    files: dict[str, str] = {}
    made: set[str] = set()
    written = 0
    _folder(fresh)
    for artifact in artifacts:
        if not {"", ".", ".."}.isdisjoint(artifact.path.split("/")) or "\\" in artifact.path:
            raise ValueError(f"no path inside a site: {artifact.path!r}")
        files[artifact.path] = digest(artifact.data)
        parent = os.path.dirname(artifact.path)  # noqa: PTH120 - a site path, many times
        if parent not in made:
            _folder(fresh / parent)
            made.add(parent)
        new = fresh / artifact.path
        same = before.files.get(artifact.path) == files[artifact.path]
        if not (same and _linked(old / artifact.path, new, artifact.data)):
            _write(new, artifact.data)
            written += 1
    _write(fresh / manifest.NAME, Manifest(files).encoded())
    return Written(len(files), written, len(set(before.files) - set(files)))


def _folder(path: Path) -> None:
    """A folder that everybody may read, whatever the process's mask, and those above it."""
    if not path.is_dir():
        _folder(path.parent)
        path.mkdir()
        path.chmod(0o755)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(data)
    path.chmod(0o644)


def _linked(old: Path, new: Path, data: bytes) -> bool:
    """Whether the old file, still as it was written, now has the new name too."""
    try:
        mode = old.lstat().st_mode
        if not stat.S_ISREG(mode) or (sys.platform != "win32" and stat.S_IMODE(mode) != 0o644):
            return False
        if old.read_bytes() != data:
            return False
        new.hardlink_to(old)
    except OSError:
        return False  # no such file any more, or a file system without hard links: it is written instead
    return True


def _put(fresh: Path, target: Path, last: Path) -> None:
    """Let the new tree take the old one's place."""
    if not target.exists():
        fresh.rename(target)
    elif not exchange(fresh, target):
        # No exchange here (Windows, some network file systems): two renames, and for the moment between them no site.
        target.rename(last)
        try:
            fresh.rename(target)
        except OSError:
            with suppress(OSError):
                last.rename(target)
            raise


def _files(folder: Path, prefix: str = "") -> Iterator[str]:
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder / entry.name, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name
