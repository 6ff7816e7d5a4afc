"""Documents → Site: what is published, how it hangs together, and what the pages of one language may ask of it.

`link` resolves every reference of fields and bodies and reports the ones that lead nowhere. All outputs take their
documents from `Site.documents`, and that holds the published ones only: nothing else can reach a page.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from toolbox_gen.config import Config
from toolbox_gen.fields import Use
from toolbox_gen.i18n import Words, words
from toolbox_gen.load import Content, Term, Vocabulary
from toolbox_gen.model import Card, Document, Edge, Key, Kind, may, withheld
from toolbox_gen.passages import Passage
from toolbox_gen.problems import Problem, problem
from toolbox_gen.references import Resolved, Target, resolve
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
        found = self.in_language(self.term(vocabulary, name).label)
        return found if found.text else Passage(name)

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


@dataclass(frozen=True, slots=True)
class Linked:
    """A site per language, what was held back and why, and what leads nowhere."""

    sites: tuple[Site, ...]
    withheld: Mapping[str, tuple[Key, ...]]
    problems: tuple[Problem, ...]
    lacking: frozenset[str]
    """The documents that name a file that could not be taken."""


def link(
    content: Content,
    *,
    config: Config,
    kinds: Sequence[Kind],
    media: Iterable[Media],
    refused: frozenset[str],
    day: date,
    assets: Mapping[str, str],
    portable: bool,
) -> Linked:
    """Resolve all references, choose what is published on a day, and make the site of each language.

    refused: paths of files that are there and could not be taken, of which that has been said.
    """
    by_name = {kind.name: kind for kind in kinds}
    files = {one.path: one for one in media}
    resolved = resolve(content, kinds=by_name, media=files, config=config, refused=refused)
    hidden = _hidden(content, resolved, by_name, config, day)
    gone = tuple(sorted(
        key for key, reason in hidden.items()
        if reason in ("expired", "consent") and by_name[key.kind].has_pages
        and _leaves_a_page(content.documents[key, config.language], day)
    ))  # fmt: skip
    sites = []
    for language in config.languages:
        shown = {
            key: _in_language(content, key, language, day, config)
            for key, own in content.documents
            if own == config.language and key not in hidden
        }
        left_out = _left_out(shown, resolved, by_name, config, language)
        documents = {key: one for key, one in shown.items() if key not in left_out}
        targets = {d.path: tuple(_open(t, shown) for t in resolved.targets[d.path]) for d in documents.values()}
        edges = tuple(
            edge
            for document in documents.values()
            for edge in resolved.edges[document.path]
            if edge.target in documents or edge.target.kind not in by_name
        )
        originals = {
            key: content.documents[key, config.language]
            for key, one in documents.items()
            if one.language != config.language
        }
        with_pages, parts = (
            {name: kind for name, kind in by_name.items() if kind.has_pages is has} for has in (True, False)
        )
        sites.append(
            Site(config, language, day, with_pages, parts, documents, content.vocabularies, files, edges, targets,
                 (*gone, *_taken_back(left_out, content, language, by_name, config, day)), originals,
                 {key: shown[key] for key in left_out}, assets, portable)
        )  # fmt: skip
    held = {reason: tuple(sorted(k for k in hidden if hidden[k] == reason)) for reason in sorted({*hidden.values()})}
    remarks = _remarks(content, resolved, hidden, config, day)
    return Linked(tuple(sites), held, (*resolved.problems, *remarks), frozenset(resolved.lacking))


def _hidden(
    content: Content, resolved: Resolved, kinds: Mapping[str, Kind], config: Config, day: date
) -> dict[Key, str]:
    """Why each document that is not shown is not. A part of others is not shown without them."""
    originals = [(key, one) for (key, language), one in content.documents.items() if language == config.language]
    reasons = ((key, withheld(one.record, day, config.consent_months)) for key, one in originals)
    found = {key: reason for key, reason in reasons if reason}
    parts: dict[Key, str] = {}
    for key, one in originals:
        if key not in found and not kinds[key.kind].has_pages:
            whole = next((edge.target for edge in resolved.edges[one.path] if edge.target in found), None)
            if whole:
                parts[key] = found[whole]
    return found | parts


def _remarks(
    content: Content, resolved: Resolved, hidden: Mapping[Key, str], config: Config, day: date
) -> Iterator[Problem]:
    """What authors should look at because of what is shown and what is not."""
    for (key, language), one in content.documents.items():
        due = one.record.review_by
        if due and due.last < day and language == config.language and key not in hidden:
            yield problem(one.path, one.spot(("review_by",)), "review-due", date=due)
    for document, where, key in resolved.mentions:
        if key in hidden and document.key not in hidden:
            target = content.documents[key, config.language].path
            yield problem(document.path, document.spot(where), "unpublished-reference", target=target)
    for document, where, media in resolved.media:
        taken = [one.path for one in resolved.portraits.get(media.digest, ()) if hidden.get(one.key) == "consent"]
        if taken and document.key not in hidden:
            yield problem(document.path, document.spot(where), "picture-taken-back", file=taken[0])


def _in_language(content: Content, key: Key, language: str, day: date, config: Config) -> Document:
    """The translation, or the original as long as there is none that may be shown."""
    translation = content.documents.get((key, language))
    if translation and withheld(translation.record, day, config.consent_months) is None:
        return translation
    return content.documents[key, config.language]


def _left_out(
    shown: Mapping[Key, Document], resolved: Resolved, kinds: Mapping[str, Kind], config: Config, language: str
) -> frozenset[Key]:
    """The documents that are not shown in a language since they are not translated, with what is a part of them."""
    found = {key for key, one in shown.items() if one.language != language and key.kind in config.only_translated}
    parts = {
        key for key, one in shown.items()
        if not kinds[key.kind].has_pages and any(edge.target in found for edge in resolved.edges[one.path])
    }  # fmt: skip
    return frozenset(found | parts)


def _taken_back(
    left_out: Iterable[Key], content: Content, language: str, kinds: Mapping[str, Kind], config: Config, day: date
) -> Iterator[Key]:
    """Those of which there was a translation, which is no longer shown."""
    for key in sorted(left_out):
        one = content.documents.get((key, language))
        if one and kinds[key.kind].has_pages and _leaves_a_page(one, day):
            if withheld(one.record, day, config.consent_months) in ("expired", "consent"):
                yield key


def _leaves_a_page(document: Document, day: date) -> bool:
    """Whether a document that is not shown on a day may have been shown before, and its address may stay."""
    consent = document.record.consent
    if consent is None:
        return not document.record.reasons_for_consent
    if consent.address == "nothing":
        return False
    if consent.status == "not-needed":
        return not consent.scope or "site" in consent.scope
    if consent.status != "given":
        return consent.status == "withdrawn"
    return "site" in consent.scope and consent.given_on is not None and consent.given_on.first <= day


def _open(target: Target, documents: Mapping[Key, Document]) -> Target:
    """The target, or nothing when its document is not published."""
    return Target() if target.key and target.key not in documents else target
