"""Anchors of headings across versions: a link may name a heading as the original does, or as the translation does.

The parts of a translation correspond to those that its original had when it was made, which its seals name in their
order. Else headings correspond by their place, as long as both versions have as many of them, of the same levels.
"""

from collections.abc import Iterable, Mapping

from toolbox_gen.bodies import Heading
from toolbox_gen.model import IN_BODY, Document
from toolbox_gen.translations import LONGEST_ANCHOR


class Anchors:
    """The anchors of documents, each looked through once."""

    def __init__(self) -> None:
        self._places: dict[str, dict[str, int]] = {}
        self._levels: dict[str, tuple[int, ...]] = {}
        self._sealed: dict[str, dict[str, str]] = {}

    def of(self, document: Document) -> Mapping[str, int]:
        """The anchors of a document, each with its place among the headings."""
        if document.path not in self._places:
            headings = document.outline.headings
            self._places[document.path] = {heading.anchor: place for place, heading in enumerate(headings)}
            self._levels[document.path] = tuple(heading.level for heading in headings)
            self._sealed[document.path] = _sealed(document)
        return self._places[document.path]

    def find(self, shown: Document, anchor: str, others: Iterable[Document]) -> str | None:
        """What an anchor is called in the version that is shown; None when nothing there corresponds to it."""
        if anchor in self.of(shown):
            return anchor
        sealed = self._sealed[shown.path]
        if anchor[:LONGEST_ANCHOR] in sealed:
            return sealed[anchor[:LONGEST_ANCHOR]]
        for other in others:
            place = self.of(other).get(anchor)
            if place is not None and (found := self._below(shown, other, place)):
                return found
            if place is not None and self._levels[other.path] == self._levels[shown.path]:
                return shown.outline.headings[place].anchor
        return None

    def _below(self, shown: Document, other: Document, place: int) -> str | None:
        """What a heading below one of level 2 corresponds to in a part whose headings are of the same levels."""
        start = next((n for n in range(place, -1, -1) if self._levels[other.path][n] <= 2), None)
        if start is None or start == place:
            return None
        above = self._sealed[shown.path].get(other.outline.headings[start].anchor[:LONGEST_ANCHOR])
        if above is None:
            return None
        theirs, own = _part(other, start), _part(shown, self.of(shown)[above])
        is_alike = [one.level for one in theirs] == [one.level for one in own]
        return own[place - start].anchor if is_alike else None


def _part(document: Document, start: int) -> list[Heading]:
    """A heading with all that are below it."""
    first, *rest = document.outline.headings[start:]
    end = next((n for n, one in enumerate(rest) if one.level <= first.level), len(rest))
    return [first, *rest[:end]]


def _sealed(document: Document) -> dict[str, str]:
    """The anchors of the parts that a translation was made from, with those of its own parts."""
    made = document.record.translation
    parts = [name for name in (made.original if made else ()) if name.startswith(f"{IN_BODY}/")]
    own = [heading.anchor for heading in document.outline.headings if heading.level == 2]
    names = (name.removeprefix(f"{IN_BODY}/") for name in parts)
    return dict(zip(names, own, strict=True)) if len(parts) == len(own) else {}
