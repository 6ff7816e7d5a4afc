"""Where what texts name is found: documents by name or path, files by the folders in which they are looked for.

It judges nothing: who names what is not there, or what should not be named, is told so elsewhere.
"""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from toolbox_gen.frontmatter import Path
from toolbox_gen.load import CONTENT, MEDIA, Content, Vocabulary
from toolbox_gen.model import Document, Key, Kind
from toolbox_gen.source import Media


def places(path: str, name: str) -> Iterator[str]:
    """Where a file that a document names is looked for: beside the document, or in the folder of media."""
    for folder in (posixpath.dirname(path), f"{CONTENT}/{MEDIA}", CONTENT):
        yield posixpath.normpath(f"{folder}/{name}")


def named(media: Mapping[str, Media], path: str, name: str) -> Media | None:
    """The file that a document names, among those that are there."""
    return next((media[place] for place in places(path, name) if place in media), None)


def called(vocabulary: Vocabulary) -> dict[str, str]:
    """All by which somebody may call a term, in every language: its synonyms, its labels, and its name."""
    found: dict[str, str] = {}
    for name, term in vocabulary.terms.items():
        found |= {text: name for texts in term.synonyms.values() for text in texts}
    for name, term in vocabulary.terms.items():
        found |= dict.fromkeys((term.label or {}).values(), name)
    return found | {name: name for name in vocabulary.terms}


@dataclass(frozen=True, eq=False)
class Lookup:
    """All content as what is written in it finds it, whatever the day."""

    content: Content
    kinds: Mapping[str, Kind]
    media: Mapping[str, Media]
    language: str
    """The main one."""
    refused: frozenset[str] = frozenset()
    """Paths of files that are there and could not be taken, of which that has been said."""

    @cached_property
    def by_path(self) -> Mapping[str, Document]:
        """Every document, its translations too."""
        return {document.path: document for document in self.content.documents.values()}

    @cached_property
    def originals(self) -> Mapping[str, Mapping[str, Document]]:
        """The originals by content type and name; for want of one, a translation."""
        found: dict[str, dict[str, Document]] = {name: {} for name in self.kinds}
        for (key, language), document in self.content.documents.items():
            if language == self.language or key.slug not in found[key.kind]:
                found[key.kind][key.slug] = document
        return found

    def original(self, key: Key) -> Document:
        """A document as it was written first."""
        return self.originals[key.kind][key.slug]

    def as_read(self, key: Key, language: str) -> Document:
        """A document as readers of a language find it, as far as that does not depend on the day."""
        own = self.content.documents.get((key, language))
        return own if own and own.record.status in ("published", "archived") else self.original(key)

    def of_name(self, name: str) -> list[Document]:
        """The documents that a name in a wiki link may mean, of which those with pages come before others."""
        folder, _, slug = name.rpartition("/")
        found = [
            self.originals[kind.name][slug]
            for kind in self.kinds.values()
            if slug in self.originals[kind.name] and folder in ("", kind.folder, kind.name)
        ]
        return [one for one in found if self.kinds[one.key.kind].has_pages] or found[:1]

    def file(self, document: Document, name: str) -> Media | None:
        """The file that a document names."""
        return named(self.media, document.path, name)

    def is_inherited(self, document: Document, where: Path) -> bool:
        """Whether what stands in a field of a translation comes from its original."""
        if document is self.original(document.key):
            return False
        written = next((where[:n] for n in range(len(where), 0, -1) if where[:n] in document.places), None)
        if written is None or written == where:
            return written is None
        return any(path[: len(written)] == written and path != written for path in document.places)
