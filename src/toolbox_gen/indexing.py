"""The index of the search, made of what is known of each document and of its prose, or brought up to date."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from toolbox_gen import pool
from toolbox_gen.cache import Cache
from toolbox_gen.digest import digest
from toolbox_gen.prose import Reader
from toolbox_gen.search import update
from toolbox_gen.search.frames import Facet, Frame
from toolbox_gen.search.index import build, save
from toolbox_gen.search.kept import LostError
from toolbox_gen.search.records import Part, Record, analyse, decode_part, decode_record, encode
from toolbox_gen.search.update import Loaded

if TYPE_CHECKING:
    from toolbox_gen.plan import Search

_FRAME = "frame"


class Told(NamedTuple):
    """A document of an index: its file, and the digests of its record and its prose."""

    path: str
    record: str
    prose: str


@dataclass(frozen=True, slots=True)
class State:
    """What an index was made from, and the digests of the files that it consists of."""

    frame: str
    """The digest of the code and of what the index has besides its documents."""
    documents: tuple[Told, ...]
    files: Mapping[str, str]
    whole: bool = False
    stale: bool = False
    """Whether more than prose has changed since, so that it cannot be brought up to date from its records."""
    blobs: Mapping[str, str] = field(default_factory=dict)
    """The digests of what is kept of it: only together do they make sense."""

    def plain(self) -> Any:
        """As plain values for JSON."""
        return (self.frame, self.documents, dict(self.files), self.whole, self.stale, dict(self.blobs))

    @classmethod
    def of(cls, plain: Any) -> "State":
        """From its plain values."""
        frame, documents, files, whole, stale, blobs = plain
        return cls(frame, tuple(Told(*one) for one in documents), files, whole, stale, blobs)


@dataclass(frozen=True, slots=True)
class Indexed:
    """The files of an index, each its bytes or the digest of the one that stands."""

    files: Mapping[str, str | bytes]
    state: State
    changed: int = 0
    """How many documents had to be looked at."""
    later: bool = False
    """Whether it is still that of an earlier build."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one index is kept: its head's site path, what stands of the site, and what is kept beside it."""

    head: str
    code: str
    kept: Cache
    read: Callable[[str], bytes | None]
    """The bytes of a file of the site that is as it was made."""
    standing: Mapping[str, str]
    blobs: dict[str, str] = field(default_factory=dict)
    """The digests of what is kept."""

    @property
    def names(self) -> tuple[str, str]:
        """What the shelves of the cache are called: of its pieces, and of the records that it is made of."""
        return f"search {self.head}", f"records {self.head}"

    def blob(self, name: str) -> bytes | None:
        """What was kept under a name."""
        wanted = self.blobs.get(name)
        return self.kept.get(self.names[0], name, f"{self.code} {wanted}") if wanted else None

    def put(self, blobs: Mapping[str, bytes]) -> None:
        """Keep more, or other things."""
        self._put(blobs.items())

    def _put(self, blobs: Iterable[tuple[str, bytes]]) -> None:
        for name, data in blobs:
            self.blobs[name] = digest(data)
            self.kept.put(self.names[0], [(name, f"{self.code} {self.blobs[name]}", data)])

    def replace(self, blobs: Iterable[tuple[str, bytes]]) -> None:
        """Keep these and nothing else, one after the other."""
        name = self.names[0]
        self.kept.drop(name, self.kept.names(name))
        self.blobs.clear()
        self._put(blobs)

    def load(self, frame: Frame) -> Loaded | None:
        """The index as it stands."""
        base = frame.base
        return update.load(lambda name: self.read(base + name) if name.endswith(".js") else self.blob(name), frame)

    def stands(self, state: State) -> bool:
        """Whether all files of an index are as they were made."""
        return all(self.standing.get(path) == own for path, own in state.files.items())


def index(
    recipe: "Search",
    shelf: Shelf,
    *,
    proses: Mapping[str, str],
    prose: Reader,
    last: State | None,
    jobs: int,
    later: bool,
) -> Indexed:
    """The index of a recipe, at the cost of what is new in it.

    proses: the digest of the prose of each file. later: whether one that stands may stay as it is for now.
    """
    shelf = replace(shelf, blobs=dict(last.blobs) if last else {})
    encoded = [(path, encode(record)) for path, record in recipe.records]
    frame = digest(json.dumps((shelf.code, _plain(recipe.frame)), ensure_ascii=False).encode())
    documents = tuple(Told(path, digest(data), proses[path]) for path, data in encoded)
    new = State(frame, documents, {}, recipe.whole)
    stands = last is not None and shelf.stands(last)
    if last and stands:
        same = replace(last, files={}, stale=False, blobs={}) == new
        is_less = {told.path for told in last.documents} - {told.path for told in documents}
        if same or (later and not is_less):
            return Indexed(last.files, replace(last, stale=not same), later=not same)
    loaded = shelf.load(recipe.frame) if last and not (recipe.whole or last.whole) else None
    known = {told: number for number, told in enumerate(last.documents)} if last and loaded else {}
    fresh = [n for n, told in enumerate(documents) if told not in known]
    made = pool.each(
        lambda n: encode(_analysed(recipe, n, prose)), fresh, jobs=jobs
    )  # fmt: skip
    parts = dict(zip(fresh, map(decode_part, made), strict=True))
    found: Indexed | None = None
    if loaded and last and stands and [told.path for told in last.documents] == [told.path for told in documents]:
        found = _changed(loaded, parts, last, new, shelf)
    if found is None:
        found = _built(recipe, parts, known, loaded, new, prose, shelf)
    shelf.put({_FRAME: json.dumps(_plain(recipe.frame), ensure_ascii=False).encode()})
    _keep_records(dict(encoded), last, documents, shelf)
    return replace(found, changed=len(fresh), state=replace(found.state, blobs=dict(shelf.blobs)))


def again(shelf: Shelf, *, proses: Mapping[str, str], prose: Reader, last: State, later: bool) -> Indexed | None:
    """The index when nothing but the prose of some documents has changed; None when it cannot be had so.

    proses: the digest of the prose of each file.
    """
    shelf = replace(shelf, blobs=dict(last.blobs))
    if not shelf.stands(last) or (last.stale and not later):
        return None
    changed = [n for n, told in enumerate(last.documents) if proses.get(told.path) != told.prose]
    if later or not changed:
        return Indexed(last.files, last, later=last.stale or bool(changed))
    kept = shelf.blob(_FRAME)
    loaded = shelf.load(_frame(json.loads(kept))) if kept and not last.whole else None
    parts: dict[int, Part] = {}
    for number in changed:
        told = last.documents[number]
        record = shelf.kept.get(shelf.names[1], told.path, told.record)
        if record is None or loaded is None:
            return None
        parts[number] = analyse(decode_record(record), loaded.frame.language, prose(told.path).text)
    documents = list(last.documents)
    for number in changed:
        documents[number] = documents[number]._replace(prose=proses[documents[number].path])
    assert loaded is not None
    return _changed(loaded, parts, last, replace(last, documents=tuple(documents)), shelf)


def _changed(loaded: Loaded, parts: Mapping[int, Part], last: State, new: State, shelf: Shelf) -> Indexed | None:
    """The index brought up to date."""
    found = update.change(loaded, parts)
    if found is None:
        return None
    base = loaded.frame.base
    fresh = {f"{base}{piece.name}.js": piece.data for piece in found.pieces}
    files: dict[str, str | bytes] = {shelf.head: found.head.data}
    for name in found.names:
        path = f"{base}{name}.js"
        files[path] = last.files[path] if path in last.files else fresh[path]
    shelf.put(found.blobs)
    state = replace(new, files=_digests(files), blobs=dict(shelf.blobs))
    return Indexed(files, state, changed=len(parts))


def _built(  # noqa: PLR0917 - handed on from one place
    recipe: "Search", parts: Mapping[int, Part], known: Mapping[Told, int], loaded: Loaded | None, new: State,
    prose: Reader, shelf: Shelf,
) -> Indexed:  # fmt: skip
    """The index made from nothing, but for the parts that are known."""
    every = []
    for number, told in enumerate(new.documents):
        part = parts.get(number)
        if part is None:
            assert loaded is not None
            part = _part(loaded, known[told])
        if part is None:  # it was kept, and is no longer there
            part = _analysed(recipe, number, prose)
        every.append(part)
    passages = [_passages(record, prose(path).text) for path, record in recipe.records] if recipe.whole else ()
    made = build(every, recipe.frame, passages=passages)
    files: dict[str, str | bytes] = {shelf.head: made.head.data}
    files |= {f"{recipe.frame.base}{piece.name}.js": piece.data for piece in made.pieces}
    shelf.replace(save(made))
    return Indexed(files, replace(new, files=_digests(files)))


def _analysed(recipe: "Search", number: int, prose: Reader) -> Part:
    path, record = recipe.records[number]
    return analyse(record, recipe.frame.language, prose(path).text)


def _part(loaded: Loaded, number: int) -> Part | None:
    try:
        return loaded.kept.part(number)
    except LostError:
        return None


def _passages(record: Record, text: str) -> tuple[str, ...]:
    return tuple(one for own in (*record.texts.values(), (text,)) for one in own if one)


def _keep_records(encoded: Mapping[str, bytes], last: State | None, documents: Sequence[Told], shelf: Shelf) -> None:
    name, before = shelf.names[1], {told.path: told.record for told in last.documents} if last else {}
    new = [told for told in documents if before.get(told.path) != told.record]
    shelf.kept.put(name, ((told.path, told.record, encoded[told.path]) for told in new))
    shelf.kept.drop(name, shelf.kept.names(name) - encoded.keys())  # of which `last` may know nothing


def _digests(files: Mapping[str, str | bytes]) -> dict[str, str]:
    return {path: own if isinstance(own, str) else digest(own) for path, own in files.items()}


def _plain(frame: Frame) -> Any:
    facets = [(facet.name, facet.label, facet.values, facet.foreign) for facet in frame.facets]
    words = (frame.messages, frame.others, frame.vocabulary, frame.equals)
    return (frame.language, frame.base, frame.kinds, facets, *words)


def _frame(plain: Any) -> Frame:
    language, base, kinds, facets, *rest = _tuples(plain)
    return Frame(language, base, kinds, tuple(Facet(*one) for one in facets), *rest)


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
