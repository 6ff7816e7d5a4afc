"""What an index has besides its pages."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from toolbox_gen.search.records import Part


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search down: names, in the order in which they are shown, or a range of numbers."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...] | None
    """(key, label); None for a range."""
    foreign: tuple[tuple[str, str], ...] = ()
    """(key, language) of those whose label is in another language than the index."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What an index has besides its pages."""

    language: str
    base: str
    """The folder of the pieces, as a site path."""
    kinds: tuple[tuple[str, str, str], ...]
    """(key, label, look) of each value of the facet "kind"."""
    facets: tuple[Facet, ...]
    messages: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str, str], ...] = ()
    """The site's other languages: (language, its name in itself, the site path below which its pages are)."""
    vocabulary: tuple[str, ...] = ()
    """Words that are known to be words, folded: parts of compounds, even where no page has them."""
    equals: tuple[tuple[str, ...], ...] = ()
    """Groups of words that mean the same, folded."""


def check(parts: Iterable[Part], frame: Frame) -> None:
    """What does not fit is our own fault: ValueError."""
    counts = Counter(facet.name for facet in frame.facets)
    if max(counts.values(), default=0) > 1:
        raise ValueError("two facets have the same name")
    values = {facet.name: {key for key, _ in facet.values or ()} for facet in frame.facets}
    kinds = {key for key, *_ in frame.kinds}
    for part in parts:
        if part.card[4] not in kinds:
            raise ValueError(f"{part.card[0]}: there is no kind {part.card[4]!r}")
        for name, own in part.names:
            if name not in values or not values[name].issuperset(own):
                raise ValueError(f"{part.card[0]}: facet {name!r} has no {', '.join(own)}")


def of_all(frame: Frame) -> str:
    """A digest of what of a frame all pieces depend on."""
    facets = [(facet.name, facet.values is None) for facet in frame.facets]
    return _digest((frame.language, frame.base, frame.vocabulary, frame.equals, facets))


def of_filters(frame: Frame) -> str:
    """A digest of what of a frame pages are narrowed down by."""
    return _digest((frame.kinds, [(facet.name, facet.label, facet.values, facet.foreign) for facet in frame.facets]))


def _digest(value: object) -> str:
    return blake2b(json.dumps(value).encode(), digest_size=16).hexdigest()
