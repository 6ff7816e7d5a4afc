"""What the last build saw and made: so that the next one knows what is new to it.

A hint like all of the cache: what it says of the site holds only as far as the site still is what it says.
"""

import json
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from toolbox_gen.prose import Hole

if TYPE_CHECKING:
    from toolbox_gen.memo import Key

Signature: TypeAlias = tuple[int, ...]


class Seen(NamedTuple):
    """A file of the content: what the disk says of it, the digest of its bytes, and of an image its size in pixels."""

    signature: Signature
    digest: str
    width: int = 0
    height: int = 0


class Text(NamedTuple):
    """The digests of the two halves of what a file says (`parse.Packed`)."""

    facts: str
    prose: str


class Put(NamedTuple):
    """A hole of a file of the site: how many bytes stand before it (since the last one), and how many were put in."""

    hole: Hole
    before: int
    size: int


class Row(NamedTuple):
    """A file of the site: what it was made from, its digest, its holes, and whose prose was looked into."""

    key: str
    parts: Mapping[str, int]
    digest: str
    holes: tuple[Put, ...] = ()
    inside: tuple[str, ...] = ()


class World(NamedTuple):
    """Digests of all that a build depends on besides the files of the content."""

    code: str = ""
    options: str = ""
    settings: str = ""
    """Of `site.yaml`."""
    folders: tuple[str, ...] = ()
    """The folders of templates that it names."""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A build that came to its end."""

    world: World = field(default_factory=World)
    site: str = ""
    """The digest of the manifest of the site that it left."""
    files: Mapping[str, Seen] = field(default_factory=dict)
    texts: Mapping[str, Text] = field(default_factory=dict)
    rows: "Rows" = field(default_factory=lambda: Rows({}, ()))
    report: Any = None
    """What it reported, as plain values."""
    searches: Mapping[str, Any] = field(default_factory=dict)
    """For each index of the search, by its head: the record of each document in their order."""
    unfinished: bool = False
    """Whether some files are still as they were before it."""


SHELF = "ledger"
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def as_bytes(ledger: Ledger) -> dict[str, bytes]:
    """In two parts: what is needed to see whether anything is new, and what is needed to make it."""
    seen = (ledger.world, ledger.site, ledger.files, ledger.report, ledger.unfinished)
    made = (*ledger.rows.packed, ledger.texts, ledger.searches)
    return {name: json.dumps(part, ensure_ascii=False).encode() for name, part in (("seen", seen), ("made", made))}


def from_bytes(seen: bytes, made: bytes | None = None) -> Ledger:
    """The ledger, of its first part only or of both."""
    world, site, files, report, unfinished = json.loads(seen)
    code, options, settings, folders, theme = world
    whole = World(code, options, settings, tuple(folders), theme)
    found = {path: Seen(tuple(signature), *rest) for path, (signature, *rest) in files.items()}
    if made is None:
        return Ledger(whole, site, found, report=report, unfinished=unfinished)
    shapes, plain, texts, searches = json.loads(made)
    known = {path: Text(*text) for path, text in texts.items()}
    return Ledger(whole, site, found, known, Rows(plain, shapes), report, searches, unfinished)


class Rows(Mapping[str, Row]):
    """Rows that are read when they are asked for: of thousands a build may need one."""

    def __init__(self, plain: Mapping[str, Any] = _NOTHING, shapes: Sequence[Sequence[str]] = ()) -> None:
        self._plain, self._shapes = plain, shapes

    def __getitem__(self, path: str) -> Row:
        shape, parts, *rest = self._plain[path]
        return row_of((dict(zip(self._shapes[shape], parts, strict=True)), *rest))

    def __iter__(self) -> Iterator[str]:
        return iter(self._plain)

    def __len__(self) -> int:
        return len(self._plain)

    def digests(self) -> Iterator[tuple[str, str]]:
        """The digest of each file of the site."""
        return ((path, row[3]) for path, row in self._plain.items())

    def with_prose(self, paths: Container[str]) -> list[str]:
        """The files of the site that the prose of one of these files goes into."""
        found = []
        for path, (_, _, _, _, holes, inside) in self._plain.items():
            if any(hole[0] in paths for hole in holes) or any(one in paths for one in inside):
                found.append(path)
        return found

    def replaced(self, rows: Mapping[str, Row]) -> "Rows":
        """The same with some rows others."""
        return Rows({**self._plain, **packed_rows(rows, self._shapes)}, self._shapes)

    @property
    def packed(self) -> tuple[Sequence[Sequence[str]], Mapping[str, Any]]:
        """As plain values for JSON."""
        return self._shapes, self._plain


def rows(found: Mapping[str, Row]) -> Rows:
    """Rows in their compact form."""
    shapes = list(dict.fromkeys(tuple(row.parts) for row in found.values()))
    return Rows(packed_rows(found, shapes), shapes)


def packed_rows(found: Mapping[str, Row], shapes: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Rows as plain values: the names of their parts are said once for all."""
    numbers = {tuple(names): number for number, names in enumerate(shapes)}
    return {path: [numbers[tuple(row.parts)], list(row.parts.values()), *_plain(row)] for path, row in found.items()}


def plain_row(row: Row) -> tuple[object, ...]:
    """A row as plain values for JSON."""
    return (row.parts, *_plain(row))


def _plain(row: Row) -> list[object]:
    holes = [(put.hole.path, put.hole.links, put.before, put.size) for put in row.holes]
    return [row.key, row.digest, holes, list(row.inside)]


def row_of(plain: Sequence[Any]) -> Row:
    """A row from its plain values."""
    parts, key, digest, holes, inside = plain
    puts = tuple(
        Put(Hole(path, None if links is None else tuple(map(tuple, links))), before, size)
        for path, links, before, size in holes
    )
    return Row(key, parts, digest, puts, tuple(inside))


def reason(row: Row | None, key: "Key", *, stands: bool, retold: Sequence[str] = ()) -> tuple[str, ...]:
    """Why a file is made again.

    `new`, `gone` (the file was not as it was made), `prose` with the files whose text has changed, or the names of the
    parts of its key that are others: `code`, `template`, `language`, `site`, `value`, `file`, or fields of its view.
    """
    if row is None:
        return ("new",)
    changed = tuple(name for name in {**row.parts, **key.parts} if row.parts.get(name) != key.parts.get(name))
    if not changed and not retold and not stands:
        return ("gone",)
    return (*changed, *(("prose", *retold) if retold else ()))
