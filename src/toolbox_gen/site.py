"""What is published in one language, how it hangs together, and what its pages may ask of it (`linking` makes it).

All outputs take their documents from `Site.documents`, and that holds the published ones only: nothing else can reach a
page.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from toolbox_gen.config import Config
from toolbox_gen.fields import Use
from toolbox_gen.i18n import Words, words
from toolbox_gen.load import Term, Vocabulary
from toolbox_gen.model import Card, Document, Edge, Key, Kind, Target, may
from toolbox_gen.passages import Passage
from toolbox_gen.source import Media


@dataclass(frozen=True, eq=False)
class Site:
    """The published toolbox as readers of one language see it."""

    config: Config
    language: str
    day: date
    kinds: Mapping[str, Kind]
    """The content types that have pages."""
    parts: Mapping[str, Kind]
    """Those that have none: their documents are parts of the pages of others."""
    documents: Mapping[Key, Document]
    vocabularies: Mapping[str, Vocabulary]
    media: Mapping[str, Media]
    edges: tuple[Edge, ...]
    targets: Mapping[str, tuple[Target, ...]]
    """For each document's path, what the links of its body lead to."""
    gone: tuple[Key, ...] = ()
    """Documents that were public and are no longer, whose addresses stay as neutral pages."""
    originals: Mapping[Key, Document] = field(default_factory=dict)
    """The originals of those documents that are shown in a translation."""
    elsewhere: Mapping[Key, Document] = field(default_factory=dict)
    """Originals that are not shown in this language, since `site.yaml` wants only translations of their kind."""
    untold: tuple[Edge, ...] = ()
    """What these point at of what is shown."""
    assets: Mapping[str, str] = field(default_factory=dict)
    """The theme's files: name → site path."""
    portable: bool = False

    @cached_property
    def words(self) -> Words:
        """The interface in the site's language."""
        return words(self.language)

    @cached_property
    def root(self) -> str:
        """The site path below which this language's pages live: nothing for the main language."""
        return self.root_of(self.language)

    def root_of(self, language: str) -> str:
        """The site path below which the pages of a language live."""
        return "" if language == self.config.language else f"{language}/"

    @cached_property
    def title(self) -> Passage:
        """What the toolbox is called."""
        return self.in_language(self.config.title)

    @cached_property
    def description(self) -> Passage:
        """What it is; empty where nobody said."""
        return self.in_language(self.config.description)

    def of(self, kind: str) -> tuple[Document, ...]:
        """The published documents of a kind, in the order of its list: those in the site's language first."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Document, ...]]:
        found: dict[str, list[Document]] = {}
        for document in self.documents.values():
            found.setdefault(document.key.kind, []).append(document)
        kinds = {**self.kinds, **self.parts}
        return {name: self._sorted(kinds[name], documents) for name, documents in found.items()}

    def _sorted(self, kind: Kind, documents: Iterable[Document]) -> tuple[Document, ...]:
        by_name = sorted(documents, key=lambda d: (self.words.sort_key(d.record.heading), d.key))
        in_order = sorted(by_name, key=kind.order, reverse=kind.newest_first)
        return tuple(sorted(in_order, key=lambda d: not self.is_native(d.key)))

    def is_native(self, key: Key) -> bool:
        """Whether a published document is in the site's own language."""
        return self.documents[key].language == self.language

    def card(self, key: Key) -> Card:
        """What other pages show of a published document."""
        if key not in self._cards:
            document = self.documents[key]
            self._cards[key] = self.kinds[key.kind].card(document, self)
        return self._cards[key]

    @cached_property
    def _cards(self) -> dict[Key, Card]:
        return {}

    def cards(self, keys: Iterable[Key]) -> tuple[Card, ...]:
        """The cards of those documents that are published and have pages."""
        return tuple(self.card(key) for key in keys if key in self.documents and key.kind in self.kinds)

    def may(self, key: Key, use: Use) -> bool:
        """Whether a published document may be used for something: every output but the pages themselves must ask.

        The people in it must have agreed in its original, and in the translation too where that says something else. A
        part of other documents may be used where all of these may.
        """
        whole = () if key.kind in self.kinds else (e.target for e in self.outgoing(key))
        months = self.config.consent_months
        return key in self.documents and all((
            *(may(one.record, use, self.day, months) for one in self.versions(key)),
            *(self.may(one, use) for one in whole if one.kind in self.kinds),
        ))  # fmt: skip

    def versions(self, key: Key) -> tuple[Document, ...]:
        """A published document as it is shown, and its original where that is a translation."""
        return tuple(one for one in (self.documents.get(key), self.originals.get(key)) if one)

    def is_sensitive(self, key: Key) -> bool:
        """Whether a reader may have to hide that she reads a document: no translation can take that away."""
        return any(one.record.is_sensitive for one in self.versions(key))

    def is_findable(self, key: Key) -> bool:
        """Whether search engines may show a document's page."""
        return self.documents[key].record.is_findable and not self.is_sensitive(key)

    def url(self, key: Key) -> str:
        """The site path of a document's page."""
        return self.root + self.kinds[key.kind].url(key.slug)

    def outgoing(self, key: Key, *fields: str) -> tuple[Edge, ...]:
        """What a document points at, in its own order; with names, by these fields only."""
        return tuple(e for e in self._outgoing.get(key, ()) if not fields or e.field in fields)

    def incoming(self, key: Key, *fields: str) -> tuple[Edge, ...]:
        """What points at a document, in the order of the lists that the sources stand in."""
        if len(fields) == 1:
            return self._incoming_by.get((key, fields[0]), ())
        return tuple(e for e in self._incoming.get(key, ()) if not fields or e.field in fields)

    @cached_property
    def _incoming_by(self) -> dict[tuple[Key, str], tuple[Edge, ...]]:
        found: dict[tuple[Key, str], list[Edge]] = {}
        for key, edges in self._incoming.items():
            for edge in edges:
                found.setdefault((key, edge.field), []).append(edge)
        return {key: tuple(edges) for key, edges in found.items()}

    def untold_of(self, key: Key, name: str) -> int:
        """How many documents point at one by a field, of those that this language shows in a translation only."""
        return len(self._untold.get((key, name), ()))

    @cached_property
    def _untold(self) -> dict[tuple[Key, str], set[Key]]:
        found: dict[tuple[Key, str], set[Key]] = {}
        for edge in self.untold:
            found.setdefault((edge.target, edge.field), set()).add(edge.source)
        return found

    @cached_property
    def _outgoing(self) -> dict[Key, list[Edge]]:
        found: dict[Key, list[Edge]] = {}
        for edge in self.edges:
            found.setdefault(edge.source, []).append(edge)
        return found

    @cached_property
    def _incoming(self) -> dict[Key, list[Edge]]:
        found: dict[Key, list[Edge]] = {}
        for kind in self._by_kind:
            for document in self.of(kind):
                for edge in self.outgoing(document.key):
                    found.setdefault(edge.target, []).append(edge)
        return found

    def term(self, vocabulary: str, name: str) -> Term:
        """A term of a vocabulary."""
        return self.vocabularies[vocabulary].terms[name]

    def label(self, vocabulary: str, name: str) -> Passage:
        """A term's word in the site's language, or in the nearest language that has one."""
        return self.in_language(self.term(vocabulary, name).label) or Passage(name)

    def in_language(self, texts: Mapping[str, str]) -> Passage:
        """The text for the site's language: its own, that for all languages, the main language's, or any; or nothing.

        A text for all languages is one in the main language.
        """
        own = (self.language, "", self.config.language, *sorted(texts))
        language = next((one for one in own if one in texts), None)
        return Passage("") if language is None else Passage(texts[language], language or self.config.language)

    def language_of(self, document: Document, name: str) -> str:
        """The language of a field's texts: the document's, or that of its original where the field is from there."""
        return self.config.language if name in document.foreign else document.language

    def said(self, document: Document, name: str, text: str | None) -> Passage:
        """A text of a field of a document."""
        return Passage(text or "", self.language_of(document, name))

    @cached_property
    def term_counts(self) -> Mapping[tuple[str, str], int]:
        """How many published documents name a term, by vocabulary and term."""
        counts: Counter[tuple[str, str]] = Counter()
        for edge in self.edges:
            if edge.target.kind in self.vocabularies and edge.source.kind in self.kinds:
                counts[edge.target.kind, edge.target.slug] += 1
        return counts
