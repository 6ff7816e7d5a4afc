"""Covers: printed matter in two inks, drawn from a document's slug and its themes.

The same document has the same cover for ever, and documents with a theme in common share a shape. Each ink is one SVG
path over a grid of cells, so that a page full of covers stays light; where the inks overlap, the theme multiplies them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256, shake_256

COLUMNS, ROWS, CELL = 6, 3, 20

_Step = tuple[str, tuple[float, ...]]
"""One path command: M and L with a point, A with (radius, sweep, x, y), Z; the cell is the square from 0 to 1."""

_DISC: tuple[_Step, ...] = (("M", (0, 0.5)), ("A", (0.5, 1, 1, 0.5)), ("A", (0.5, 1, 0, 0.5)), ("Z", ()))
_SHAPES: tuple[tuple[_Step, ...], ...] = (
    _DISC,
    (*_DISC, ("M", (0.25, 0.5)), ("A", (0.25, 0, 0.75, 0.5)), ("A", (0.25, 0, 0.25, 0.5)), ("Z", ())),  # ring
    (("M", (0, 0)), ("L", (1, 0)), ("A", (1, 1, 0, 1)), ("Z", ())),  # quarter
    (("M", (0, 0.5)), ("A", (0.5, 1, 1, 0.5)), ("Z", ())),  # half
    (("M", (0, 0.3)), ("L", (1, 0.3)), ("L", (1, 0.7)), ("L", (0, 0.7)), ("Z", ())),  # bar
    (("M", (0.5, 0)), ("L", (1, 0.5)), ("L", (0.5, 1)), ("L", (0, 0.5)), ("Z", ())),  # diamond
    (("M", (0, 0)), ("A", (1, 1, 1, 1)), ("A", (1, 1, 0, 0)), ("Z", ())),  # leaf
    (("M", (0, 1)), ("L", (0, 0)), ("L", (1, 1)), ("Z", ())),  # triangle
    (("M", (0, 1)), ("A", (0.5, 1, 1, 1)), ("L", (0.7, 1)), ("A", (0.2, 0, 0.3, 1)), ("Z", ())),  # arch
    (("M", (0, 0)), ("L", (1, 0)), ("L", (1, 1)), ("L", (0, 1)), ("Z", ())),  # square
    (
        *(("M", (0, 0.25)), ("A", (0.25, 1, 0.5, 0.25)), ("A", (0.25, 1, 0, 0.25)), ("Z", ())),
        *(("M", (0.5, 0.75)), ("A", (0.25, 1, 1, 0.75)), ("A", (0.25, 1, 0.5, 0.75)), ("Z", ())),
    ),  # two dots
    (
        ("M", (0, 0)),
        ("L", (1, 0)),
        ("L", (0.5, 0.5)),
        ("L", (1, 1)),
        ("L", (0, 1)),
        ("L", (0.5, 0.5)),
        ("Z", ()),
    ),
)

_SPARSE, _BIG, _OWN = 72, 226, 178  # of 256: empty cells, cells of double size, the documents' own shapes


@dataclass(frozen=True, slots=True)
class Cover:
    """A drawing of `width` by `height` units: the path of each ink, either of which may be empty."""

    width: int
    height: int
    blue: str
    yellow: str


def draw(slug: str, themes: Sequence[str], inks: str) -> Cover:
    """The cover of a document whose inks are `b` (mostly blue), `y` (mostly yellow) or `by` (both, overlapping)."""
    bits = iter(shake_256(f"{slug}|{'|'.join(themes)}".encode()).digest(COLUMNS * ROWS * 4))
    own = [shape_of(theme) for theme in themes] or [sha256(slug.encode()).digest()[0] % len(_SHAPES)]
    paths: dict[str, list[str]] = {"b": [], "y": []}
    for row in range(ROWS):
        for column in range(COLUMNS):
            a, b, c, d = (next(bits) for _ in range(4))
            if a < _SPARSE:
                continue
            big = a > _BIG and column < COLUMNS - 1 and row < ROWS - 1
            size = CELL * 2 if big else CELL
            shape = own[b % len(own)] if b < _OWN else b % len(_SHAPES)
            ink = inks[c & 1] if len(inks) == 2 else inks if c < 212 else _other(inks)
            paths[ink].append(_path(shape, column * CELL, row * CELL, size, d & 3))
            if d > (120 if len(inks) == 2 else 236):
                second = own[d % len(own)] if d & 4 else d % len(_SHAPES)
                paths[_other(ink)].append(_path(second, column * CELL, row * CELL, size, c & 3))
    return Cover(COLUMNS * CELL, ROWS * CELL, "".join(paths["b"]), "".join(paths["y"]))


def shape_of(theme: str) -> int:
    """The shape that all documents of a theme share."""
    return sha256(theme.encode()).digest()[0] % len(_SHAPES)


def glyph(theme: str) -> str:
    """That shape as one path, on a cell by itself."""
    return _path(shape_of(theme), 0, 0, CELL, 0)


def _other(ink: str) -> str:
    return "y" if ink == "b" else "b"


@cache
def _path(shape: int, left: int, top: int, size: int, turns: int) -> str:
    """One shape at one place: there are few thousand of them, and every document is drawn with a dozen."""
    parts = []
    for command, numbers in _SHAPES[shape]:
        if command == "Z":
            parts.append("z")
            continue
        x, y = _turned(numbers[-2], numbers[-1], turns)
        at = f"{left + x * size:g} {top + y * size:g}"
        if command == "A":
            radius = numbers[0] * size
            parts.append(f"A{radius:g} {radius:g} 0 0 {numbers[1]:g} {at}")
        else:
            parts.append(f"{command}{at}")
    return "".join(parts)


def _turned(x: float, y: float, turns: int) -> tuple[float, float]:
    for _ in range(turns):
        x, y = 1 - y, x
    return x, y
