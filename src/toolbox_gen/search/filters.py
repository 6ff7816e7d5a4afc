"""What pages can be narrowed down by: for each value of a facet the pages that have it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from toolbox_gen.search.digits import documents, numbers
from toolbox_gen.search.frames import Facet, Frame
from toolbox_gen.search.pieces import Piece, piece
from toolbox_gen.search.records import Part

Value = Any
"""A value of a facet: its key, or its lowest and highest number; the highest is None where there is none."""
Filters = Mapping[str, Mapping[Value, list[int]]]
"""For the name of each facet the pages of each value, in order."""


def gathered(parts: Iterable[Part]) -> dict[str, dict[Value, list[int]]]:
    """The filters of all pages; pages have the numbers of their places."""
    found: dict[str, dict[Value, list[int]]] = {}
    for number, part in enumerate(parts):
        for name, value in values(part):
            found.setdefault(name, {}).setdefault(value, []).append(number)
    return found


def values(part: Part) -> Iterator[tuple[str, Value]]:
    """The name of each facet that a page has with its values, each once."""
    for name, own in part.names:
        for value in dict.fromkeys(own):
            yield name, value
    for name, low, high in part.numbers:
        yield name, (low, high)


def pieces(filters: Filters, frame: Frame) -> Iterator[tuple[Facet, Piece]]:
    """The facets that some page has: docs/search.md, Facets."""
    for facet in frame.facets:
        own = filters.get(facet.name, {})
        if own and facet.values is not None:
            of = dict(facet.foreign)
            rows = ((key, label, documents(own[key]), of.get(key)) for key, label in facet.values if key in own)
            yield facet, piece([row if row[-1] else row[:-1] for row in rows])
        elif own:
            spans = sorted(own, key=lambda span: (span[0], span[1] or 0, span[1] is None))
            yield facet, piece([(*span, documents(own[span])) for span in spans])


def read(sort: str, value: Iterable[list[Any]]) -> dict[Value, list[int]]:
    """What a piece of `pieces` was made from. sort: "names" or "range", as the head has it."""
    if sort == "names":
        return {key: numbers(pages) for key, _, pages, *_ in value}
    return {(low, high): numbers(pages) for low, high, pages in value}


def fit(filters: Filters, frame: Frame) -> bool:
    """Whether a frame has all values that pages have."""
    kinds = {key for key, *_ in frame.kinds}
    values = {facet.name: {key for key, _ in facet.values} for facet in frame.facets if facet.values is not None}
    return kinds.issuperset(filters.get("kind", ())) and all(
        own.issuperset(filters.get(name, ())) for name, own in values.items()
    )
