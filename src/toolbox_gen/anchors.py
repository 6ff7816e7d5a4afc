"""Anchors of headings across versions: a link may name a heading as the original does, or as the translation does.

Headings correspond by their place, as long as both versions have as many of them, of the same levels.
"""

from collections.abc import Iterable, Mapping

from toolbox_gen.model import Document


class Anchors:
    """The anchors of documents, each looked through once."""

    def __init__(self) -> None:
        self._places: dict[str, dict[str, int]] = {}
        self._levels: dict[str, tuple[int, ...]] = {}

    def of(self, document: Document) -> Mapping[str, int]:
        """The anchors of a document, each with its place among the headings."""
        if document.path not in self._places:
            headings = document.outline.headings
            self._places[document.path] = {heading.anchor: place for place, heading in enumerate(headings)}
            self._levels[document.path] = tuple(heading.level for heading in headings)
        return self._places[document.path]

    def find(self, shown: Document, anchor: str, others: Iterable[Document]) -> str | None:
        """What an anchor is called in the version that is shown; None when neither it nor one of its shape has it."""
        if anchor in self.of(shown):
            return anchor
        for other in others:
            place = self.of(other).get(anchor)
            if place is not None and self._levels[other.path] == self._levels[shown.path]:
                return shown.outline.headings[place].anchor
        return None
