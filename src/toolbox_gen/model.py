"""What the engine knows of content: documents, how they point at each other, and what other pages show of them.

It must not know what a story or a tool is: that stands in `kinds/`, and reaches the engine as a tuple of `Kind`s.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from toolbox_gen.bodies import Link
from toolbox_gen.covers import Cover
from toolbox_gen.fields import Common, Use
from toolbox_gen.frontmatter import Path
from toolbox_gen.passages import Passage
from toolbox_gen.problems import START, Spot
from toolbox_gen.prose import Outline, Places
from toolbox_gen.schema import Record

if TYPE_CHECKING:
    from toolbox_gen.site import Site
    from toolbox_gen.views import View


class Key(NamedTuple):
    """What a document is called in the whole toolbox, in whatever language: its kind and its slug."""

    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text in one language: its typed fields, the outline of its body, and where in its file each field stands.

    Its running text is not here: a page says where it goes (`prose`), and it is put in when the page is made.
    """

    key: Key
    language: str
    path: str
    record: Common
    outline: Outline
    body_line: int
    places: Places
    foreign: tuple[str, ...] = ()
    """Of a translation: the fields whose texts are the original's, in the original's language."""
    changed: tuple[str, ...] = ()
    """Of a translation: the parts of the original that have changed since (`translations.Changes`)."""
    unread: tuple[str, ...] = ()
    """The texts in fields that something is wrong with: what they name is not unknown because of that."""

    def spot(self, what: Path | Link, *, at_key: bool = False) -> Spot:
        """Where a link of the body stands, or a field's value (or its name); of what was left out, what is around."""
        if isinstance(what, Link):
            return Spot(self.body_line + what.line - 1, what.column)
        return spot_of(self.places, what, at_key=at_key)


def spot_of(places: Places, path: Path, *, at_key: bool = False) -> Spot:
    """The place of the longest part of a path that was written; where one text stands for a list, of that text."""
    for length in range(len(path), 0, -1):
        found = places.get(path[:length])
        if found:
            is_whole = length == len(path) or isinstance(path[length], int)
            return found[1] if is_whole and not at_key else found[0]
    return START


@dataclass(frozen=True, slots=True)
class Edge:
    """One document points at another: by which field, and with what the author wrote along with it."""

    source: Key
    target: Key
    field: str
    around: Record | None = None


IN_BODY = "body"
"""The field of an edge that a link in a body makes."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a link of a body leads to: a document (and an anchor in it), a file, or an address elsewhere."""

    key: Key | None = None
    anchor: str = ""
    media: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Facets:
    """What a document can be found by: names with their values, and numbers with their lowest and highest value."""

    names: dict[str, tuple[str, ...]]
    numbers: dict[str, tuple[int, int | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Card:
    """What other pages may show of a document, in the words of the page's language."""

    key: Key
    url: str
    title: str
    summary: str
    language: str
    """That in which the document is shown: its original's, as long as it is not translated."""
    look: str
    """How its kind looks: `good`, `fail`, `tool` or `plain`; icon and inks follow from it."""
    label: str
    facts: tuple[Passage, ...]
    cover: Cover
    marks: tuple[str, ...] = ()
    """What a reader must know before she opens it: archived, a fictional example, written in another language."""
    title_language: str = ""
    summary_language: str = ""
    """Those of title and summary, which a translation may lack; empty where they are the page's."""


def _no_page(document: Document, site: "Site") -> Any:
    raise TypeError(f"a {document.key.kind} has no page")


@dataclass(frozen=True, slots=True)
class Kind:
    """A content type: everything that the engine needs to know of it, declared in one file of `kinds/`."""

    name: str
    folder: str
    record: type[Common]
    one: str
    """An interface text: what one of it is called."""
    plural: str
    """An interface text, such as `Stories`: the name of its list and of its place in the navigation."""
    template: str = ""
    """Of its pages, for which it has `card` and `page` too. Without one it has no pages and no bodies: nothing lists,
    finds or links to its documents, and they are shown by those that they refer to, as long as these are."""
    card: "Callable[[Document, Site], Card]" = _no_page
    page: "Callable[[Document, Site], View]" = _no_page
    listed: bool = True
    """Whether it has pages that list it."""
    order: "Callable[[Document], str]" = lambda document: ""
    """Sorts its documents in lists; among equals the name does."""
    newest_first: bool = False
    """Whether the highest in that order comes first."""
    at_root: bool = False
    """Whether its pages live at the top of the site rather than below its folder."""
    facets: "Callable[[Document], Facets]" = lambda document: Facets({})
    choices: "Mapping[str, Mapping[str, str]]" = field(default_factory=dict)
    """For facets whose values are no terms and no documents: the interface text of each value, in order."""
    sources: "Mapping[str, str]" = field(default_factory=dict)
    """For facets whose values are terms or documents: the vocabulary or the content type that they come from."""
    sorts: str = ""
    """The facet by whose values its list is divided, each with a list of its own."""
    narrowed: tuple[str, ...] = ()
    """The facets by which its list has narrower ones: some with choices, `minutes` and `people`."""
    searched: "Callable[[Document], Mapping[str, tuple[str, ...]]]" = lambda document: {}
    """The texts of fields by what a search reads them as, for each has its own weight: `headings`, `lessons`,
    `purposes`, `steps`, `place`, and `body` for all that readers see besides. Title, summary and body are known."""
    evidence: "Callable[[Document, Site], int]" = lambda document, site: 0
    """How many documents show what it is worth: among equals a search shows the one with more first."""

    starter: "Callable[[str, str], Mapping[str, object]]" = lambda title, day: {"title": title}
    """What a new document of a title begins with on a day (ISO 8601): a value for each field that it must have."""

    @property
    def has_pages(self) -> bool:
        """Whether each of its documents has a page of its own."""
        return bool(self.template)

    def url(self, slug: str) -> str:
        """The site path of a document's page."""
        return f"{slug}/" if self.at_root else f"{self.folder}/{slug}/"


def withheld(record: Common, day: date, consent_months: int) -> str | None:
    """The one rule of what may be shown: why a document is not shown on a day, or None when it is.

    The reasons are `draft`, `review`, `later`, `expired` and `consent`; whatever is unsure is not shown.
    """
    if record.status not in ("published", "archived"):
        return record.status
    if record.publish_on and record.publish_on.first > day:
        return "later"
    if record.expires_on and record.expires_on.last < day:
        return "expired"
    return None if may(record, "site", day, consent_months) else "consent"


def may(record: Common, use: Use, day: date, consent_months: int) -> bool:
    """Whether the people in a document agreed to a use of it on a day; where nobody was asked who had to be, no."""
    if record.consent is None:
        return not record.reasons_for_consent
    return record.consent.covers(use, day, consent_months)
