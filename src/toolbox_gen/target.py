"""Where a site may go: a folder that a build made, or an empty one, and never one that matters to somebody."""

import os
from pathlib import Path

from toolbox_gen import manifest, trees

JUNK = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""What desktops leave in any folder."""
_INPUTS = ("content", "templates", "src")


class Refused(Exception):
    """The output folder is not one that a build may write: `code` says why, `path` which one."""

    def __init__(self, code: str, path: str) -> None:
        super().__init__(f"{code}: {path}")
        self.code, self.path = code, path


def refuse(target: Path, *, root: Path) -> None:
    """Refuse what a build must never replace: a folder that it did not make, the project, a parent of it, home.

    Folders are compared by what they are and not by name: the same one may be called otherwise where capitals do not
    matter, or where it is mounted twice. Raises `Refused`, and OSError where that cannot be known.
    """
    if trees.is_there(str(target)) and not trees.is_folder(str(target)):
        raise Refused("target-not-a-folder", str(target))
    real, root = target.resolve(), root.resolve()
    above = [_identity(path) for path in (root, *root.parents, Path.home().resolve())]
    inputs = [_identity(root / name) for name in _INPUTS]
    around = [_identity(path) for path in (real, *real.parents)]
    named = any(real.is_relative_to(root / name) for name in _INPUTS)
    if named or (around[0] and around[0] in above) or any(one and one in inputs for one in around):
        raise Refused("target-forbidden", str(target))
    # Asked for by its path: another build may put another folder there while this one is listed, and empty the old one.
    if names(target) and not trees.is_there(str(target / manifest.NAME)):
        raise Refused("target-not-ours", str(target))


def _identity(path: Path) -> tuple[int, int] | None:
    """What a folder is, however it is called; None for one that is not there."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


def names(folder: Path) -> set[str]:
    """What lies in a folder, if it is there, but for what desktops leave."""
    try:
        return set(os.listdir(folder)) - JUNK
    except FileNotFoundError:
        return set()
