"""Running text, and the places where it goes.

Whatever is planned and rendered holds a mark where the prose of a document belongs. The marks become holes of the
finished file, and the prose is put in last: so a page whose text alone has changed is not made again but filled again.
A mark begins and ends with NUL, which no input can contain (it is refused when a file is read): no author writes one.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from markupsafe import Markup

from toolbox_gen.problems import Spot

if TYPE_CHECKING:
    from toolbox_gen.bodies import Filled, Heading, Link


class Section(NamedTuple):
    """A part of a body as a translation knows it: the seal of what stands there (`digest.seal`), and how many words."""

    seal: str
    words: int
    unfilled: int = 0
    """The line of the body on which something is still to be filled in; 0 where nothing is."""


@dataclass(frozen=True, slots=True)
class Prose:
    """The running text of a document: its HTML, whose links are open (`bodies.fill`), and as plain text."""

    html: str = ""
    text: str = ""
    sections: tuple[Section, ...] = ()
    """What stands before the first heading of level 2, and each of these with what follows it; empty without a text."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of a body besides its running text; where headings and links stand is for messages only."""

    headings: "tuple[Heading, ...]" = ()
    links: "tuple[Link, ...]" = ()
    has_text: bool = False


Places: TypeAlias = Mapping[tuple[str | int, ...], tuple[Spot, Spot]]
"""For each key and list item of a file: where its name stands and where its value begins."""

Reader: TypeAlias = Callable[[str], Prose]
"""Gives the prose of a document by the path of its file."""


@dataclass(frozen=True, slots=True)
class Hole:
    """Where the prose of a file goes: as HTML whose links are filled so, or (None) as text inside a string of JSON."""

    path: str
    links: tuple[tuple[str, ...], ...] | None = None
    """What takes each link's place (`bodies.Filled`), and its title."""

    def filled(self, prose: Prose) -> bytes:
        """What goes there."""
        if self.links is None:
            return json.dumps(prose.text, ensure_ascii=False)[1:-1].encode()
        if not self.links:
            return prose.html.encode()
        from toolbox_gen.bodies import Body, Filled, Link, fill  # a page without links is filled without it

        known = tuple(Link("", "", "", title, 0, 0) for *_, title in self.links)
        return str(fill(Body(prose.html, links=known), [Filled(*one) for *one, _ in self.links])).encode()


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with holes: what stands before, between and after them, one more than there are holes."""

    chunks: tuple[bytes, ...]
    holes: tuple[Hole, ...] = ()

    def closed(self, read: Reader) -> tuple[bytes, tuple[int, ...]]:
        """The whole file, and how many bytes went into each hole."""
        if not self.holes:
            return self.chunks[0], ()
        put = [hole.filled(read(hole.path)) for hole in self.holes]
        parts = [self.chunks[0]]
        for inside, after in zip(put, self.chunks[1:], strict=True):
            parts += (inside, after)
        return b"".join(parts), tuple(map(len, put))


def of_html(path: str, links: "Sequence[tuple[Filled, str]]") -> Markup:
    """The mark of a file's prose as HTML, with what its links lead to."""
    rows = [(one.url, one.text, str(one.element), one.attributes, one.after, title) for one, title in links]
    return Markup(f"\0{path}|{json.dumps(rows, ensure_ascii=False) if rows else ''}\0")


def of_text(path: str) -> str:
    """The mark of a file's prose as plain text, for values that become JSON."""
    return f"\0{path}\0"


_IN_JSON = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000([^\\]+)\\u0000")
"""A NUL as JSON writes it, and not a backslash before `u0000` that somebody wrote: that one is written twice."""


_IN_HTML = re.compile("\0([^\0|]+)\\|([^\0]*)\0")


def is_mark(text: str) -> bool:
    """Whether a text is one mark and nothing else."""
    return _IN_HTML.fullmatch(text) is not None


def put_into(value: Any, read: Reader) -> tuple[Any, tuple[str, ...]]:
    """A plain value with the prose in the place of all its marks, and whose prose that is."""
    paths: dict[str, None] = {}

    def put(mark: re.Match[str]) -> str:
        paths[mark[1]] = None
        return opened_html(mark[0], mark[0]).closed(read)[0].decode()

    def filled(one: Any) -> Any:
        if isinstance(one, str):
            return type(one)(_IN_HTML.sub(put, str(one))) if "\0" in one else one
        if isinstance(one, (tuple, list)) and type(one) in (tuple, list):
            return type(one)(map(filled, one))
        if isinstance(one, Mapping):
            return {name: filled(own) for name, own in one.items()}
        if is_dataclass(one) and not isinstance(one, type):
            return replace(one, **{field.name: filled(getattr(one, field.name)) for field in fields(one)})
        return one

    return filled(value), tuple(paths)


def opened_html(text: str, mark: str) -> Opened:
    """A finished page, open where the mark of its view stands; without a mark it is whole."""
    if not mark:
        return Opened((text.encode(),))
    path, _, written = mark.strip("\0").partition("|")
    rows = json.loads(written) if written else ()
    hole = Hole(path, tuple(map(tuple, rows)))
    chunks = tuple(chunk.encode() for chunk in text.split(mark))
    return Opened(chunks, (hole,) * (len(chunks) - 1))


def opened_json(text: str) -> Opened:
    """Finished JSON, open where its marks are."""
    found = _IN_JSON.split(text)
    chunks = [before + slashes for before, slashes in zip(found[::3], [*found[1::3], ""], strict=True)]
    return Opened(tuple(chunk.encode() for chunk in chunks), tuple(map(Hole, found[2::3])))
