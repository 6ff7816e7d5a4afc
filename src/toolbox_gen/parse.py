"""Source → Parsed: what one file says, knowing no other file. A pure function of the file's text and path.

What a file says has two halves that are kept apart. `Parsed` is what other pages and other stages may know of it: its
fields, headings and links. `Prose` is the running text, which only the places that show it ever get: so a change in
nothing but the prose changes nothing but those places.
"""

import json
import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, islice, pairwise
from typing import Any

from toolbox_gen import frontmatter, lane, markdown, remarks
from toolbox_gen.accents import MOST
from toolbox_gen.bodies import Body, Heading, Link
from toolbox_gen.digest import digest, seal_of
from toolbox_gen.frontmatter import Path, Value
from toolbox_gen.lint import traces
from toolbox_gen.lint.traces import Trace
from toolbox_gen.problems import Problem, Spot, problem
from toolbox_gen.prose import Outline, Places, Prose, Section
from toolbox_gen.source import Source

MOST_BODY = 1024 * 1024
MOST_LINES = 50_000
MOST_SIGNS = 100_000
"""What a body may hold: bytes, lines, and signs that Markdown gives a meaning, each of which costs time."""
_SIGN = re.compile(r"[\[\]!<>&*_`|\\]")
_VALUES = {"too-many-accents": {"most": MOST}}
SHELF = "texts"
"""Where a cache keeps what files say."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's front matter as strings, lists and mappings with their places, and the outline of its body.

    With `is_broken` the front matter could not be read, so that nothing can be said of what it lacks.
    """

    path: str
    values: dict[str, Value]
    places: Places
    outline: Outline = field(default_factory=Outline)
    body_line: int = 1
    problems: tuple[Problem, ...] = ()
    is_broken: bool = False
    traces: tuple[Trace, ...] = ()
    """What may lead to a person, in fields and body; whether it does is for the whole toolbox to say."""


def parse(source: Source, *, compiled: bool = True) -> tuple[Parsed, Prose]:
    """Read a document (`.md`) or a file of values (`.yaml`).

    compiled: whether bodies for which it makes no difference may be read by a compiled parser (`lane`).
    """
    assert source.text is not None
    if not source.path.endswith(".md"):
        loaded = frontmatter.load(source.text, source.path)
        problems, broken = tuple(loaded.problems), _is_broken(loaded.problems)
        found_traces = traces.find(source.path, source.text, loaded.values, loaded.places)
        parsed = Parsed(
            source.path, loaded.values, loaded.places, problems=problems, is_broken=broken, traces=found_traces
        )
        return parsed, Prose()
    parts = frontmatter.split(source.text, source.path)
    if isinstance(parts, Problem):
        return Parsed(source.path, {}, {}, problems=(parts,), is_broken=True), Prose()
    loaded = frontmatter.load(parts.yaml, source.path, line=parts.yaml_line)
    found = list(loaded.problems)
    written = remarks.without(parts.body)
    excess = _excess(parts.body)
    if excess:
        code, line = excess
        found.append(problem(source.path, Spot(parts.body_line + line - 1, 1), code))
        body = Body()
    else:
        body = (lane.read(written) if compiled else None) or markdown.read(written)
        for left in body.leftovers:
            spot = Spot(parts.body_line + left.line - 1, left.column)
            found.append(problem(source.path, spot, "shown-as-typed", text=left.text[:60]))
        for code, line in body.faults:
            found.append(problem(source.path, Spot(parts.body_line + line - 1, 1), code, **_VALUES.get(code, {})))
    outline = Outline(body.headings, body.links, has_text=bool(body.html))
    broken = _is_broken(loaded.problems)
    told = traces.find(
        source.path, source.text, loaded.values, loaded.places,
        body=written if len(written) <= MOST_BODY else "", line=parts.body_line,
    )  # fmt: skip
    parsed = Parsed(source.path, loaded.values, loaded.places, outline, parts.body_line, tuple(found), broken, told)
    return parsed, Prose(body.html, body.text, _sections(written, body.headings) if body.html else ())


def _sections(body: str, headings: Sequence[Heading]) -> tuple[Section, ...]:
    """The parts of a body that a translation knows."""
    lines = body.split("\n")
    starts = [0, *(heading.line - 1 for heading in headings if heading.level == 2), len(lines)]
    dots = remarks.unfilled(body)
    found = []
    for start, end in pairwise(starts):
        words = "\n".join(lines[start:end]).split()
        found.append(Section(seal_of(words), len(words), next((n for n in dots if start < n <= end), 0)))
    return tuple(found)


def _excess(body: str) -> tuple[str, int] | None:
    """Why a body is too much for any parser, and the line on which that begins, before one reads it."""
    if len(body) * 4 > MOST_BODY and len(body.encode()) > MOST_BODY:
        return "body-too-large", 1
    if len(body) <= MOST_LINES:
        return None
    if body.count("\n") > MOST_LINES + 1:  # the first one ends the front matter
        return "body-too-intricate", MOST_LINES + 2
    if len(body) > MOST_SIGNS and (sign := next(islice(_SIGN.finditer(body), MOST_SIGNS, None), None)):
        return "body-too-intricate", body.count("\n", 0, sign.start()) + 1
    return None


def _is_broken(problems: Iterable[Problem]) -> bool:
    """Whether YAML itself was wrong, so that more may be missing than is there."""
    return any(p.code.startswith("yaml-") and p.code != "yaml-cut" for p in problems)


def nothing(path: str) -> Parsed:
    """A file that is not there: no values, no problem."""
    return Parsed(path, {}, {})


# ------------------------------------------------------------------------------------------------- as bytes

_LENGTHS = struct.Struct("<5I")


def key(code: str, digest: str, *, compiled: bool) -> str:
    """What the parts of a file were made from: the code that parses, and the digest of the file."""
    return f"{code} {compiled} {digest}"


@dataclass(frozen=True)
class Packed:
    """A parsed file as bytes, in parts that are read when they are needed."""

    facts: bytes
    """What other stages know of it, but for where in the file it stands."""
    spots: bytes
    """Where the body begins, and its headings, links and traces stand."""
    places: bytes
    """Where the fields stand."""
    html: bytes
    sections: bytes
    text: bytes

    @property
    def prose(self) -> Prose:
        sections = tuple(Section(*one) for one in json.loads(self.sections))
        return Prose(self.html.decode(), self.text.decode(), sections)

    @cached_property
    def facts_digest(self) -> str:
        return digest(self.facts)

    @cached_property
    def prose_digest(self) -> str:
        return digest(b"%d\0%b%b%b" % (len(self.html), self.html, self.sections, self.text))


def pack(parsed: Parsed, prose: Prose) -> Packed:
    """As bytes; `unpack` gives back what is equal."""
    outline = parsed.outline
    facts = (
        parsed.values, [(h.level, h.text, h.anchor) for h in outline.headings],
        [(k.form, k.target, k.text, k.title) for k in outline.links], outline.has_text, parsed.is_broken,
        [(p.path, p.spot, p.code, p.values) for p in parsed.problems], [one[:2] for one in parsed.traces],
    )  # fmt: skip
    spots = (
        parsed.body_line, [h.line for h in outline.headings], [(k.line, k.column) for k in outline.links],
        [one.spot for one in parsed.traces],
    )  # fmt: skip
    places = [(path, *key, *value) for path, (key, value) in parsed.places.items()]
    return Packed(
        _dumped(facts), _dumped(spots), _dumped(places),
        prose.html.encode(), _dumped(prose.sections), prose.text.encode(),
    )  # fmt: skip


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")


def _loaded(data: bytes) -> Any:
    return json.loads(data.decode(errors="surrogatepass"))


def unpack(path: str, packed: Packed) -> Parsed:
    """A parsed file from its bytes."""
    values, headings, links, has_text, broken, found, told = _loaded(packed.facts)
    body_line, lines, spots, trace_spots = json.loads(packed.spots)
    outline = Outline(
        tuple(Heading(level, text, anchor, line) for (level, text, anchor), line in zip(headings, lines, strict=True)),
        tuple(Link(*link, *spot) for link, spot in zip(links, spots, strict=True)),
        has_text=has_text,
    )
    problems = tuple(
        Problem(file, Spot(*spot), code, tuple((name, value) for name, value in own)) for file, spot, code, own in found
    )
    found_traces = tuple(Trace(sort, text, Spot(*spot)) for (sort, text), spot in zip(told, trace_spots, strict=True))
    return Parsed(path, values, _Places(packed.places), outline, body_line, problems, broken, found_traces)


def joined(packed: Packed) -> bytes:
    """The parts in one."""
    parts = (packed.facts, packed.spots, packed.places, packed.html, packed.sections, packed.text)
    return _LENGTHS.pack(*map(len, parts[:5])) + b"".join(parts)


def parted(data: bytes) -> Packed:
    """The parts of what `joined` made of them."""
    ends = list(accumulate(_LENGTHS.unpack_from(data), initial=_LENGTHS.size))
    facts, spots, places, html, sections = (data[start:end] for start, end in pairwise(ends))
    return Packed(facts, spots, places, html, sections, data[ends[-1] :])


class _Places(Mapping[Path, tuple[Spot, Spot]]):
    """Where the fields stand, read only when something has to be said of one."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _found(self) -> dict[Path, tuple[Spot, Spot]]:
        rows: Sequence[Any] = _loaded(self._data)
        return {tuple(path): (Spot(*rest[:2]), Spot(*rest[2:])) for path, *rest in rows}

    def __getitem__(self, path: Path) -> tuple[Spot, Spot]:
        return self._found[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
