"""What the last build wrote: in the site the digest of each file, beside it how each file and folder looked.

The manifest in the site marks the folder as ours. The signatures lie in the hidden folder; they only spare reading what
looks as it did, so they may be lost or damaged at any time.
"""

import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

NAME = ".toolbox-gen.json"
_FORMAT = 1
_HEAD = "toolbox-gen signatures 1 {}\n"
_ROW = struct.Struct("<qqq")

Signature = tuple[int, int, int]
"""How a file or folder looks from outside: its size in bytes, when it changed in nanoseconds, its inode."""

UNKNOWN: Signature = (-1, -1, -1)
"""The signature of nothing."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The digest of each file of a site by its path, the manifest itself left out."""

    files: Mapping[str, str]

    def encoded(self) -> bytes:
        """As bytes, the same for the same files: a line for each, so that two can be compared by eye."""
        # Not `indent`, which would leave the encoder that is written in C.
        lines = json.dumps(dict(sorted(self.files.items())), ensure_ascii=False, separators=(",\n", ": "))
        return f'{{\n"made-by": "toolbox-gen",\n"format": {_FORMAT},\n"files": {{\n{lines[1:-1]}\n}}\n}}\n'.encode()


def read(folder: Path) -> Manifest | None:
    """The manifest of a folder; None when the folder has none that can be read, so that it is not known to be ours."""
    try:
        return parsed((folder / NAME).read_bytes())
    except OSError:
        return None


def parsed(data: bytes) -> Manifest | None:
    """The manifest in these bytes; None if it is not one of ours, or names files that are not inside a site."""
    try:
        value = json.loads(data)
        files = value["files"]
        if value["made-by"] != "toolbox-gen" or value["format"] != _FORMAT or not all_inside(files):
            return None
        return Manifest({path: str(known) for path, known in files.items()})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def all_inside(paths: Iterable[str]) -> bool:
    """Whether these name files inside a site: relative, without `..` and the like, and none the manifest itself."""
    joined = ":".join(f"/{path}/" for path in paths)  # one search through all is much quicker than one through each
    return not any(bad in joined for bad in ("//", "/./", "/../", "\\", "\0", f"/{NAME}/"))


@dataclass(frozen=True, slots=True)
class Signatures:
    """How a site and its spare looked: their files, which are the same, and the folders of each, by path."""

    files: Mapping[str, Signature] = field(default_factory=dict)
    site: Mapping[str, Signature] = field(default_factory=dict)
    spare: Mapping[str, Signature] = field(default_factory=dict)

    def encoded(self, manifest: str, files: Sequence[str], folders: Sequence[str], *, now: int) -> bytes:
        """As bytes without the paths, which are those of the manifest with this digest, in this order.

        What changed at the time `now` or later, in nanoseconds, is left out: it could change once more without looking
        otherwise.
        """
        rows = chain(map(self.files.get, files), map(self.site.get, folders), map(self.spare.get, folders))
        kept = [row if row and row[1] < now else UNKNOWN for row in rows]
        return _head(manifest) + struct.pack(f"<{3 * len(kept)}q", *chain.from_iterable(kept))


def decoded(data: bytes, manifest: str, files: Sequence[str], folders: Sequence[str]) -> Signatures:
    """The signatures in these bytes; none if they are of another manifest or not whole."""
    head = _head(manifest)
    if not data.startswith(head) or len(data) != len(head) + _ROW.size * (len(files) + 2 * len(folders)):
        return Signatures()
    rows = list(_ROW.iter_unpack(data[len(head) :]))
    middle, last = len(files), len(files) + len(folders)
    return Signatures(
        dict(zip(files, rows[:middle], strict=True)),
        dict(zip(folders, rows[middle:last], strict=True)),
        dict(zip(folders, rows[last:], strict=True)),
    )


def _head(manifest: str) -> bytes:
    return _HEAD.format(manifest).encode()
