"""What the last build saw and made: so that the next one knows what is new to it.

A hint like all of the cache: what it says of the site holds only as far as the site still is what it says.
"""

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias, TypeVar

from toolbox_gen.digest import digest
from toolbox_gen.prose import Hole

Signature: TypeAlias = tuple[int, ...]
T = TypeVar("T")


class Seen(NamedTuple):
    """A file of the content: what the disk says of it, the digest of its bytes, of an image its size in pixels.

    `tells` is what a download says besides (`source.Media`).
    """

    signature: Signature
    digest: str
    width: int = 0
    height: int = 0
    tells: str = ""


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
    """A file of the site: the digest of what it was made from, its own, its holes, and whose prose was looked into."""

    key: str
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
    rows: "Rows" = field(default_factory=lambda: Rows({}))
    parts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Of each file of the site, checks of the parts of its key by their names (`memo.Key`)."""
    report: Any = None
    """What it reported, as plain values."""
    searches: Mapping[str, Any] = field(default_factory=dict)
    """For each index of the search, by its head: the record of each document in their order."""
    unfinished: bool = False
    """Whether some files are still as they were before it."""
    behind: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """These files of the site, each with the files whose prose has changed since it was made."""
    compared: frozenset[str] = frozenset()
    """The files whose prose other stages looked into (translations, originals): its change is more than prose."""
    hidden: frozenset[str] = frozenset()
    """The files of the content that are not published: of their names, which may tell much, digests are kept."""


SHELF = "ledger"
SEEN, MADE, WHY = "seen", "made", "why"
"""The parts that it is kept in: to see whether anything is new, to make that, and to say why.

Their key is the code, for what another version of this program made is of no use to this one.
"""
CODE = "code"
"""Beside them: which code the last build had."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def kept_parts(ledger: Ledger, *names: str) -> dict[str, bytes]:
    """Its parts of these names as bytes."""
    plain: dict[str, Any] = {
        SEEN: (ledger.world, ledger.site, _unnamed(ledger.files, ledger), ledger.report, ledger.unfinished),
        MADE: (
            ledger.rows.plain,
            _unnamed(ledger.texts, ledger),
            ledger.searches,
            ledger.behind,
            sorted(_unnamed(dict.fromkeys(ledger.compared), ledger)),
        ),
        WHY: _shaped(ledger.parts) if WHY in names else None,
    }
    return {name: json.dumps(plain[name], ensure_ascii=False, separators=(",", ":")).encode() for name in names}


def _unnamed(files: Mapping[str, T], ledger: Ledger) -> dict[str, T]:
    return {_sign(path) if path in ledger.hidden else path: one for path, one in files.items()}


def _sign(path: str) -> str:
    """What stands for the name of a file that is hidden; no path begins like this."""
    return f"#{digest(path.encode(errors='surrogatepass'))[:24]}"


def named(ledger: Ledger, paths: Iterable[str]) -> Ledger:
    """The same with the names of hidden files, as far as they are among these paths."""
    signs = {_sign(path): path for path in paths if path not in ledger.files}
    hidden = {sign: path for sign, path in signs.items() if sign in ledger.files}
    if not hidden:
        return ledger
    files = {hidden.get(path, path): one for path, one in ledger.files.items()}
    return replace(ledger, files=files, hidden=ledger.hidden.union(hidden.values()))


def seen(data: bytes) -> Ledger:
    """The ledger of its first part, without the names of hidden files (`named`)."""
    world, site, files, report, unfinished = json.loads(data)
    code, options, settings, folders, theme = world
    whole = World(code, options, settings, tuple(folders), theme)
    found = {path: Seen(tuple(signature), *rest) for path, (signature, *rest) in files.items()}
    return Ledger(whole, site, found, report=report, unfinished=unfinished)


def with_made(ledger: Ledger, data: bytes) -> Ledger:
    """The same with its second part."""
    plain, texts, searches, behind, compared = json.loads(data)
    names = {_sign(path): path for path in ledger.hidden}
    known = {names.get(path, path): Text(*text) for path, text in texts.items()}
    pairs = frozenset(names.get(path, path) for path in compared)
    return replace(ledger, rows=Rows(plain), texts=known, searches=searches, behind=behind, compared=pairs)


def with_why(ledger: Ledger, data: bytes) -> Ledger:
    """The same with its third part."""
    shapes, rows = json.loads(data)
    return replace(ledger, parts={path: dict(zip(shapes[n], own, strict=True)) for path, (n, *own) in rows.items()})


def _shaped(parts: Mapping[str, Mapping[str, int]]) -> Any:
    """The parts of keys; their names are said once for all."""
    shapes = {tuple(own): 0 for own in parts.values()}
    shapes = {names: number for number, names in enumerate(shapes)}
    return list(shapes), {path: (shapes[tuple(own)], *own.values()) for path, own in parts.items()}


class Rows(Mapping[str, Row]):
    """Rows that are read when they are asked for: of thousands a build may need one."""

    def __init__(self, plain: Mapping[str, Any] = _NOTHING) -> None:
        self.plain = plain
        """As plain values for JSON."""

    def __getitem__(self, path: str) -> Row:
        return row_of(self.plain[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self.plain)

    def __len__(self) -> int:
        return len(self.plain)

    def digests(self) -> Iterator[tuple[str, str]]:
        """The digest of each file of the site."""
        return ((path, row[1]) for path, row in self.plain.items())

    def with_prose(self, paths: Container[str]) -> list[str]:
        """The files of the site that the prose of one of these files goes into."""
        found = []
        for path, (_, _, holes, inside) in self.plain.items():
            if any(hole[0] in paths for hole in holes) or any(one in paths for one in inside):
                found.append(path)
        return found

    def replaced(self, rows: Mapping[str, Row]) -> "Rows":
        """The same with some rows others."""
        return Rows({**self.plain, **{path: plain_row(row) for path, row in rows.items()}})


def plain_row(row: Row) -> list[object]:
    """A row as plain values for JSON."""
    holes = [(put.hole.path, put.hole.links, put.before, put.size) for put in row.holes]
    return [row.key, row.digest, holes, list(row.inside)]


def row_of(plain: Sequence[Any]) -> Row:
    """A row from its plain values."""
    key, digest, holes, inside = plain
    puts = tuple(
        Put(Hole(path, None if links is None else tuple(map(tuple, links))), before, size)
        for path, links, before, size in holes
    )
    return Row(key, digest, puts, tuple(inside))


def reason(
    row: Row | None, before: Mapping[str, int], now: Mapping[str, int], *, stands: bool, retold: Sequence[str] = ()
) -> tuple[str, ...]:
    """Why a file is made again, of the parts of its key as they were and are.

    `new`, `gone` (the file was not as it was made), `prose` with the files whose text has changed, or the names of the
    parts of its key that are others: `code`, `template`, `language`, `site`, `value`, `file`, or fields of its view.
    """
    if row is None:
        return ("new",)
    changed = tuple(name for name in {**before, **now} if before.get(name) != now.get(name))
    if not changed and not retold and not stands:
        return ("gone",)
    return (*changed, *(("prose", *retold) if retold else ()))
