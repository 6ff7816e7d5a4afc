"""The one place that reads a toolbox's files: what is there, as text, or not at all.

It opens regular files inside the project only, within a size limit, and says of everything that it leaves alone but an
editor may have meant (sync conflicts, other encodings) where it is and what to do.
"""

import errno
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from toolbox_gen import downloads, trees
from toolbox_gen.accents import MOST, crowd
from toolbox_gen.digest import digest
from toolbox_gen.files import is_file, is_folder
from toolbox_gen.images import FORMATS, measure
from toolbox_gen.problems import START, Problem, Spot, problem

_NOTHING: Mapping[str, "Source | Media"] = MappingProxyType({})
MOST_TEXT = 1024 * 1024 + 64 * 1024 + 1024
MOST_MEDIA = 64 * 1024 * 1024
TEXTS = (".md", ".yaml")
_NEARLY = (*TEXTS, ".yml", ".markdown", ".mdown", ".mdx", ".txt")
"""Endings, in small letters, of files that are probably meant to be read."""
_JUNK = re.compile(
    r"\..*|.*~|#.*#|.*\.(?:bak|swp|swo|tmp|orig|rej)|Thumbs\.db|desktop\.ini|__MACOSX|Icon\r|~\$.*", re.I
)
_CONFLICT = re.compile(
    r"conflicted copy|[(\[]conflict|\.sync-conflict-|conflict van|\(\d+\)\."
    r"| (?:- )?(?:kopie|copy|copie)(?: \(?\d+\)?)?\.",
    re.I,
)
"""What Dropbox, Nextcloud, Syncthing, OneDrive and desktops add to a name; a story about a conflict has no spaces."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufeff\ufffe\uffff]")


Signature: TypeAlias = tuple[int, ...]
"""Of a file: size in bytes, times of the last change of its content and of its state in nanoseconds, and inode."""


@dataclass(frozen=True, slots=True)
class Source:
    """One input file: its path in the project, the digest of its bytes, and its text with `\\n` line ends.

    The text of one that is known from an earlier build is None until it is needed (`read_source`).
    """

    path: str
    digest: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Media:
    """A file that is no text: its bytes are read when they are needed. An image has a width and a height in pixels."""

    path: str
    digest: str
    size: int
    width: int = 0
    height: int = 0
    tells: str = ""
    """What a file to take away says besides (`downloads.tells`)."""

    @property
    def is_image(self) -> bool:
        return self.width > 0


@dataclass(frozen=True, slots=True)
class Tree:
    """All that a toolbox is made from, by path."""

    sources: tuple[Source, ...]
    media: tuple[Media, ...]
    problems: tuple[Problem, ...]

    @property
    def files(self) -> "tuple[Source | Media, ...]":
        """All that could be read."""
        return (*self.sources, *self.media)


@dataclass(frozen=True, slots=True)
class Listing:
    """All files below a folder by path, sorted; a symbolic link counts as a file.

    Each has its signature, which is another one when its bytes are others; what is no regular file of this very folder
    has none.
    """

    files: Mapping[str, Signature]
    problems: tuple[Problem, ...] = ()


def listing(root: Path, folder: str = "content") -> Listing:
    """What there is below a folder of the project, nothing of it read."""
    found: dict[str, Signature] = {}
    problems: list[Problem] = []
    base = root / folder
    if is_folder(base):
        is_inside = base.resolve().is_relative_to(root.resolve())
        _list(str(root), folder, found, problems, signed=is_inside)
    return Listing(dict(sorted(found.items())), tuple(problems))


def _list(root: str, folder: str, found: dict[str, Signature], problems: list[Problem], *, signed: bool) -> None:
    try:
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                name = entry.name
                if not (name.endswith(".md") and name[0] not in ".#~") and _JUNK.fullmatch(name):
                    continue
                path = f"{folder}/{name}"
                if entry.is_dir(follow_symlinks=False):
                    _list(root, path, found, problems, signed=signed)
                elif signed and entry.is_file(follow_symlinks=False):
                    at = entry.stat(follow_symlinks=False)
                    found[path] = (at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino)
                else:
                    found[path] = ()
    except OSError as error:
        problems.append(problem(folder, START, "unreadable-file", reason=error.strerror or str(error)))


def moment(folder: Path) -> int:
    """What a file that is written now gets as its time, in nanoseconds: the clock of the disk, not of this machine."""
    file = folder / "moment"
    trees.remove(str(file))  # perhaps it is a link, which would lead elsewhere
    return trees.write(str(file), b"")[1]


def read_tree(root: Path, files: Listing | None = None, *, known: Mapping[str, Source | Media] = _NOTHING) -> Tree:
    """Read every file that is listed, or that is there.

    known: files of which it is certain that they are as they were when they were read.
    """
    sources: list[Source] = []
    media: list[Media] = []
    files = listing(root) if files is None else files
    problems = list(files.problems)
    for path, signature in files.files.items():
        found = known.get(path) or _read(root, path, plain=bool(signature))
        if isinstance(found, Source):
            sources.append(found)
        elif isinstance(found, Media):
            media.append(found)
        else:
            problems.append(found)
    return Tree(tuple(sources), tuple(media), tuple(problems))


def _read(root: Path, path: str, *, plain: bool) -> Source | Media | Problem:
    name = path.rpartition("/")[2]
    if not path.isascii() and any("\ud800" <= c <= "\udfff" for c in name):  # bytes that are no UTF-8
        shown = path.encode(errors="backslashreplace").decode()
        return problem(shown, START, "unreadable-file", reason="its name is not UTF-8")
    if _CONFLICT.search(name):
        return problem(path, START, "sync-conflict")
    is_text = path.endswith(TEXTS)
    data = read_bytes(root, path, most=MOST_TEXT if is_text else MOST_MEDIA, plain=plain)
    if isinstance(data, Problem):
        return data
    if is_text:
        return as_source(path, data)
    if path.lower().endswith(_NEARLY) and "/media/" not in path:
        return problem(path, START, "wrong-ending", name=name, right=_renamed(name))
    if not path.lower().endswith(FORMATS):
        if name.lower().endswith(downloads.ENDINGS) and not downloads.is_as_named(name, data):
            return problem(path, START, "not-as-named", name=name)
        return Media(path, digest(data), len(data), tells=downloads.tells(name, data))
    size = measure(data)
    return problem(path, START, size) if isinstance(size, str) else Media(path, digest(data), len(data), *size)


def _renamed(name: str) -> str:
    stem, _, ending = name.rpartition(".")
    if stem.endswith(TEXTS):  # Notepad adds .txt to whatever it saves
        return stem
    return f"{stem}.yaml" if ending.lower() in ("yml", "yaml") else f"{stem}.md"


def read_bytes(root: Path, path: str, *, most: int = MOST_MEDIA, plain: bool = False) -> bytes | Problem:
    """The bytes of a regular file inside the project.

    plain: whether the way to it is known to lead through folders only; if the file is no longer one, that is a problem.
    """
    file = root / path
    try:
        if not plain:
            file = file.resolve(strict=True)
            if not file.is_relative_to(root.resolve()):
                return problem(path, START, "outside-project", target=path)
            if not is_file(file):
                return problem(path, START, "not-a-file")
        with open(file, "rb", buffering=0, opener=_open_itself) as stream:
            data = stream.read(most + 1)
            while len(data) <= most and (more := stream.read(most + 1 - len(data))):
                data += more
    except RuntimeError:  # as Python before 3.13 says it, with the whole path
        return problem(path, START, "unreadable-file", reason=os.strerror(errno.ELOOP))
    except (OSError, ValueError) as error:
        return problem(path, START, "unreadable-file", reason=getattr(error, "strerror", None) or str(error))
    if len(data) > most:
        return problem(path, START, "file-too-large", most=f"{most // 1024} KiB")
    return data


def _open_itself(path: str, flags: int) -> int:
    """Open a file and no link to one; a pipe that took its place does not hold the build up."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def as_source(path: str, data: bytes) -> Source | Problem:
    """The text of a file: UTF-8, with or without a byte order mark, with any line ends."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()  # without the byte order mark
        return problem(path, _spot(before, len(before)), "not-utf-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(text):
        return problem(path, _spot(text, found.start()), "control-character", character=f"U+{ord(found[0]):04X}")
    if (at := crowd(text)) >= 0:
        return problem(path, _spot(text, at), "too-many-accents", most=MOST)
    return Source(path, digest(data), text)


def _spot(text: str, at: int) -> Spot:
    """The place of a character."""
    return Spot(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
