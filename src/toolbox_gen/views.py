"""Views: the plain, frozen values that templates get, and nothing else does.

A view holds all that its page shows, in the language of the page; addresses are site paths, which the template turns
into links as seen from the page. So a view is also the list of what a page depends on.
"""

from dataclasses import dataclass

from markupsafe import Markup

from toolbox_gen.model import Card
from toolbox_gen.passages import Passage, Phrase


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere: a site path, or an address elsewhere."""

    label: str
    url: str
    note: str = ""
    current: bool = False
    shape: str = ""
    """For a theme, the SVG path (on 20 by 20 units) of the shape that the covers of its documents share."""
    language: str = ""
    """That of the label; empty where it is the page's."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """What another language has in the place of a page: that page itself, or the nearest one above it."""

    language: str
    name: str
    """What the language calls itself."""
    url: str
    original: str = ""
    """Where that is an original without translation, the name of its language in the words of the page."""


@dataclass(frozen=True, slots=True)
class Original:
    """What a page shows for want of a translation: where the original has its own page, and in which language."""

    url: str
    language_name: str


@dataclass(frozen=True, slots=True)
class Item:
    """What schema.org says of a page: a type, with its facts and with items inside it, by property."""

    type: str
    facts: tuple[tuple[str, str], ...]
    parts: "tuple[tuple[str, Item], ...]" = ()


@dataclass(frozen=True, slots=True)
class Face:
    """What all pages of a language share: the site's name, its navigation, its files."""

    title: Passage
    description: Passage
    language: str
    direction: str
    language_name: str
    """What the language is called in itself, within a sentence."""
    portable: bool
    policy: str
    """What browsers may do with its pages."""
    base: str
    """The path below which the site lives on its host, `/` or `/toolbox/`: for pages without a place of their own."""
    origin: str
    """Scheme and host of the site, or nothing when `site.yaml` gives no address."""
    home: str
    search: str
    head: str
    """The head of the search's index."""
    program: str
    """The script of the search, which is loaded when a reader turns to it."""
    feed: str
    style: str
    scripts: tuple[str, ...]
    icon: str
    manifest: str
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    licence: Link | None
    contact: str


@dataclass(frozen=True, slots=True)
class Exit:
    """The way out of a page that its reader may have to leave at once."""

    url: str
    """The neutral page, elsewhere."""
    limits: str
    """The site path of the page that says what it cannot do."""
    icon: str
    """The drawing of a tab that says nothing."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page: the site's face, and what the page is called and where it lives."""

    face: Face
    url: str
    title: str
    description: str = ""
    crumbs: tuple[Link, ...] = ()
    indexed: bool = True
    rootless: bool = False
    """Whether it is shown at any address (404), so that its links begin at the site's base."""
    sort: str = "website"
    about: Item | None = None
    """What machines may know of the page, in schema.org's words."""
    section: str = ""
    """The site path of the navigation's entry that it belongs to."""
    exit: Exit | None = None
    original: Original | None = None
    """Where the document has no translation, its original."""
    alternates: tuple[Alternate, ...] = ()
    """What the site's other languages have in its place, in their order (`plan`)."""
    versions: tuple[tuple[str, str], ...] = ()
    """For search engines, the site paths of all versions by their language, its own among them, the main one first."""
    tab: str = ""
    """What the browser's tab and history call the page, where its own title would tell too much."""


@dataclass(frozen=True, slots=True)
class View:
    """Any page's view."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class Picture:
    """An image in the sizes that there are, each as (site path, width)."""

    alt: str
    width: int
    height: int
    webp: tuple[tuple[str, int], ...]
    jpeg: tuple[tuple[str, int], ...]
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """Something to take away."""

    label: str
    url: str
    external: bool
    language: str
    """A language code, when the file is in one."""
    language_name: str
    detail: str
    """What kind of file, and how large."""
    order_url: str = ""
    """Where to order it on paper, while there are any."""
    stock: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the facts at a glance: texts, or links to what shares them."""

    label: str
    values: tuple[Link, ...]
    """A value without an address is a text."""
    icon: str = ""
    """One that is to be seen at once has a drawing: `time`, `people`, `speech`, `ease`, `place`, `day`."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another document, and why it is shown here."""

    card: Card
    reason: Phrase


@dataclass(frozen=True, slots=True)
class Archive:
    """The facts of an archived page."""

    on: str
    reason: str
    replacement: Link | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A source of facts."""

    title: str
    url: str
    accessed: str


@dataclass(frozen=True, slots=True)
class Translation:
    """How a page came into its language, and what has become of its original since."""

    original: Link
    language: str
    """Of the original."""
    how: str = ""
    """`person`, `machine` or `machine-checked`; nothing when nobody says."""
    on: str = ""
    is_behind: bool = False
    since: str = ""
    """When it is behind: the day of the original's latest change, where that is known to be later."""
    contact: str = ""
    """Whom a reader may tell what is wrong in it."""


@dataclass(frozen=True, slots=True)
class Article(View):
    """What the pages of documents share."""

    card: Card
    body: Markup
    facts: tuple[Fact, ...] = ()
    pictures: tuple[Picture, ...] = ()
    downloads: tuple[Download, ...] = ()
    sources: tuple[Reference, ...] = ()
    archive: Archive | None = None
    updated: str = ""
    credits: str = ""
    licence: Link | None = None
    contact: str = ""
    themes: tuple[Link, ...] = ()
    foreign: tuple[str, ...] = ()
    """The fields that come from the original, since the translation lacks them."""
    source_language: str = ""
    """The language of the original."""
    translation: Translation | None = None
