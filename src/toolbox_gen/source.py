"""The one place that reads a toolbox's files: what is there, as text, or not at all.

It opens regular files inside the project only, within a size limit, and says of everything that it leaves alone but an
editor may have meant (sync conflicts, other encodings) where it is and what to do.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from toolbox_gen.digest import digest
from toolbox_gen.images import FORMATS, measure
from toolbox_gen.problems import START, Problem, Spot, problem

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


@dataclass(frozen=True, slots=True)
class Source:
    """One input file: its path in the project, the digest of its bytes, and its text with `\\n` line ends."""

    path: str
    digest: str
    text: str


@dataclass(frozen=True, slots=True)
class Media:
    """A file that is no text: its bytes are read when they are needed. An image has a width and a height in pixels."""

    path: str
    digest: str
    size: int
    width: int = 0
    height: int = 0

    @property
    def is_image(self) -> bool:
        return self.width > 0


@dataclass(frozen=True, slots=True)
class Tree:
    """All that a toolbox is made from, by path."""

    sources: tuple[Source, ...]
    media: tuple[Media, ...]
    problems: tuple[Problem, ...]


def read_tree(root: Path, folder: str = "content") -> Tree:
    """Read every file below a folder of the project, sorted by path."""
    sources: list[Source] = []
    media: list[Media] = []
    problems: list[Problem] = []
    for path in sorted(_files(root, folder, problems)):
        name = path.rpartition("/")[2]
        if any("\ud800" <= c <= "\udfff" for c in name):  # bytes that are no UTF-8
            shown = path.encode(errors="backslashreplace").decode()
            problems.append(problem(shown, START, "unreadable-file", reason="its name is not UTF-8"))
            continue
        if _CONFLICT.search(name):
            problems.append(problem(path, START, "sync-conflict"))
            continue
        is_text = path.endswith(TEXTS)
        data = read_bytes(root, path, most=MOST_TEXT if is_text else MOST_MEDIA)
        if isinstance(data, Problem):
            problems.append(data)
        elif is_text:
            source = as_source(path, data)
            if isinstance(source, Problem):
                problems.append(source)
            else:
                sources.append(source)
        elif path.lower().endswith(_NEARLY) and "/media/" not in path:
            problems.append(problem(path, START, "wrong-ending", name=name, right=_renamed(name)))
        elif path.lower().endswith(FORMATS):
            size = measure(data)
            if isinstance(size, str):
                problems.append(problem(path, START, size))
            else:
                media.append(Media(path, digest(data), len(data), *size))
        else:
            media.append(Media(path, digest(data), len(data)))
    return Tree(tuple(sources), tuple(media), tuple(problems))


def _files(root: Path, folder: str, problems: list[Problem]) -> Iterator[str]:
    """The paths of all files below a folder; a symbolic link counts as a file."""
    base = root / folder
    if not base.is_dir():
        return
    try:
        entries = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in os.scandir(base))
    except OSError as error:
        problems.append(problem(folder, START, "unreadable-file", reason=error.strerror or str(error)))
        return
    for name, is_folder in entries:
        if _JUNK.fullmatch(name):
            continue
        if is_folder:
            yield from _files(root, f"{folder}/{name}", problems)
        else:
            yield f"{folder}/{name}"


def _renamed(name: str) -> str:
    stem, _, ending = name.rpartition(".")
    if stem.endswith(TEXTS):  # Notepad adds .txt to whatever it saves
        return stem
    return f"{stem}.yaml" if ending.lower() in ("yml", "yaml") else f"{stem}.md"


def read_bytes(root: Path, path: str, *, most: int = MOST_MEDIA) -> bytes | Problem:
    """The bytes of a regular file inside the project."""
    file = root / path
    try:
        real = file.resolve(strict=True)
        if not real.is_relative_to(root.resolve()):
            return problem(path, START, "outside-project", target=path)
        if not real.is_file():
            return problem(path, START, "not-a-file")
        with real.open("rb") as stream:
            data = stream.read(most + 1)
    except (OSError, ValueError, RuntimeError) as error:
        return problem(path, START, "unreadable-file", reason=getattr(error, "strerror", None) or str(error))
    if len(data) > most:
        return problem(path, START, "file-too-large", most=f"{most // 1024} KiB")
    return data


def as_source(path: str, data: bytes) -> Source | Problem:
    """The text of a file: UTF-8, with or without a byte order mark, with any line ends."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()  # without the byte order mark
        spot = Spot(before.count("\n") + 1, len(before) - before.rfind("\n"))
        return problem(path, spot, "not-utf-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(text):
        before = text[: found.start()]
        spot = Spot(before.count("\n") + 1, len(before) - before.rfind("\n"))
        return problem(path, spot, "control-character", character=f"U+{ord(found[0]):04X}")
    return Source(path, digest(data), text)
