"""The parts that the pages of documents share: frame, body, pictures, downloads, sources, archive, facts."""

import posixpath
from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup

from toolbox_gen import images, leaving, policy, prose, urls, views
from toolbox_gen.bodies import Filled, picture_element
from toolbox_gen.covers import Cover, glyph
from toolbox_gen.fields import Common, Download, Image, Practice
from toolbox_gen.i18n import tongue, words
from toolbox_gen.load import CONTENT, MEDIA
from toolbox_gen.lookup import places
from toolbox_gen.model import Card, Document, Edge, Key, Kind, Target
from toolbox_gen.passages import Passage, Phrase, phrase
from toolbox_gen.site import Site
from toolbox_gen.source import Media

LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC-BY-NC-SA-4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC-BY-ND-4.0": "https://creativecommons.org/licenses/by-nd/4.0/",
    "CC-BY-NC-ND-4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


PROGRAM = "finder.js"
"""The asset that no page loads by itself: the search."""


@lru_cache(maxsize=8)
def face(site: Site) -> views.Face:
    """What all pages of a site's language share (made once for each site)."""
    w, config = site.words, site.config
    lists = [kind for kind in site.kinds.values() if kind.listed and site.of(kind.name)]
    navigation = [views.Link(w.text(kind.plural), f"{site.root}{kind.folder}/") for kind in lists]
    if site.term_counts:
        navigation.append(views.Link(w.text("Themes"), f"{site.root}themes/"))
    pages = [_named(document, site) for kind in lists_at_root(site) for document in site.of(kind.name)]
    licence = config.license
    return views.Face(
        title=site.title,
        description=site.description,
        language=site.language,
        direction=w.direction,
        language_name=w.language_name(site.language),
        portable=site.portable,
        policy=policy.of_page(portable=site.portable),
        base=config.base,
        origin=config.origin,
        home=site.root,
        search=f"{site.root}search/",
        head=f"{site.root}search/head.js",
        program=site.assets[PROGRAM],
        feed=f"{site.root}feed.xml",
        style=site.assets["style.css"],
        scripts=tuple(site.assets[name] for name in sorted(site.assets) if name.endswith(".js") and name != PROGRAM),
        icon=site.assets["icon.svg"],
        manifest=f"{site.root}site.webmanifest",
        navigation=tuple(navigation),
        footer=tuple(pages),
        licence=views.Link(licence.name, licence.url or LICENCES.get(licence.name, "")) if licence else None,
        contact=config.contact or "",
    )


def lists_at_root(site: Site) -> tuple[Kind, ...]:
    """The kinds whose pages live at the top of the site."""
    return tuple(kind for kind in site.kinds.values() if kind.at_root)


def frame(
    site: Site,
    url: str,
    title: str,
    *,
    description: str = "",
    crumbs: Sequence[views.Link] = (),
    indexed: bool = True,
    sort: str = "website",
    about: views.Item | None = None,
    section: str = "",
    rootless: bool = False,
    kind: str = "",
    hidden_as: str = "",
    original: views.Original | None = None,
) -> views.Frame:
    """What stands around a page, of a document of a kind or of none.

    What is about something sensitive says so by `hidden_as`, the word for what it is: others who look at the tab, the
    history, a shared link or a search engine are told no more than that.
    """
    tab = leaving.title(site, hidden_as) if hidden_as else ""
    if tab:
        description, indexed, about = "", False, None
    return views.Frame(
        face=face(site), url=url, title=title, description=description or site.description.text,
        crumbs=tuple(crumbs), indexed=indexed, rootless=rootless, sort=sort, about=about, section=section,
        exit=leaving.way_out(site, kind, needed=bool(tab)), tab=tab, original=original,
    )  # fmt: skip


def document_frame(
    document: Document,
    site: Site,
    *,
    schema: str,
    facts: Sequence[tuple[str, str]] = (),
    parts: Sequence[tuple[str, views.Item]] = (),
) -> views.Frame:
    """The frame of a document's page; `schema` is its type at schema.org, with what its kind adds to it."""
    kind, card = site.kinds[document.key.kind], site.card(document.key)
    crumbs = [views.Link(site.words.text("Home"), site.root)]
    section = ""
    if kind.listed:
        section = f"{site.root}{kind.folder}/"
        crumbs.append(views.Link(site.words.text(kind.plural), section))
    updated = str(document.record.updated or "")
    common = (("name", card.title), ("description", card.summary), ("dateModified", updated))
    known = (*((name, value) for name, value in (*common, *facts) if value), ("inLanguage", document.language))
    return frame(
        site, card.url, card.title, description=card.summary, crumbs=crumbs,
        indexed=site.is_findable(document.key), sort="article",
        about=views.Item(schema, known, tuple(parts)), section=section, kind=kind.name,
        hidden_as=site.words.text(kind.one) if site.is_sensitive(document.key) else "",
        original=_original(document, site),
    )  # fmt: skip


def _original(document: Document, site: Site) -> views.Original | None:
    if document.language == site.language:
        return None
    url = site.kinds[document.key.kind].url(document.key.slug)
    return views.Original(url, site.words.language_name(document.language))


def card(
    document: Document,
    site: Site,
    *,
    look: str,
    label: str,
    cover: Cover,
    summary: str = "",
    facts: Iterable[Passage] = (),
) -> Card:
    """What other pages show of a document; `label` is what it is called by its sort."""
    record = document.record
    return Card(
        document.key, site.url(document.key), record.heading, summary, document.language, look=look, label=label,
        facts=tuple(one for one in facts if one.text), cover=cover, marks=marks(document, site),
        title_language=site.language_of(document, record.heading_field),
        summary_language=site.language_of(document, "summary"),
    )  # fmt: skip


def body(document: Document, site: Site, *, leads: bool = True) -> Markup:
    """Where the body's HTML goes, with its links as seen from the document's page; nothing without a body.

    leads: whether its first picture is the first of the page.
    """
    page = site.url(document.key)
    shown: list[Media] = []

    def filled(target: Target, alt: str, form: str) -> Filled:
        if target.key:
            anchor = f"#{target.anchor}" if target.anchor else ""
            return _leading_to(target.key, anchor, document, site, is_bare=form == "wiki" and not alt)
        if target.media:
            media = site.media[target.media]
            element = _element(media, alt, page, lazy=bool(shown) or not leads) if media.is_image else ""
            if form == "image":
                shown.append(media)
            return Filled(urls.relative(file_url(media), seen_from=page), element=element)
        return Filled(target.url, words(document.language).text("a page that is no longer there"))

    if not document.outline.has_text:
        return Markup()
    found = zip(site.targets[document.path], document.outline.links, strict=True)
    return prose.of_html(document.path, [(filled(target, link.text, link.form), link.title) for target, link in found])


def _leading_to(key: Key, anchor: str, document: Document, site: Site, *, is_bare: bool) -> Filled:
    """A link of a body to a document. To one that this language does not show, it leads to the original, and says so.

    is_bare: whether the link shows what the document is called.
    """
    elsewhere = site.elsewhere.get(key)
    shown = elsewhere or site.documents[key]
    title = site.said(shown, shown.record.heading_field, shown.record.heading)
    if key == document.key and anchor:
        return Filled(anchor, title.text)
    url = (site.kinds[key.kind].url(key.slug) if elsewhere else site.url(key)) + anchor
    attributes = str(tongue(title.language, document.language)) if is_bare else ""
    if elsewhere:
        attributes += f' hreflang="{elsewhere.language}"'
    is_other = elsewhere is not None and elsewhere.language != document.language
    return Filled(
        urls.relative(url, seen_from=site.url(document.key), portable=site.portable), title.text,
        attributes=attributes,
        after=words(document.language).language_name(elsewhere.language) if elsewhere and is_other else "",
    )  # fmt: skip


def _element(media: Media, alt: str, page: str, *, lazy: bool) -> Markup:
    shown = picture(media, alt)
    sets = [[(urls.relative(u, seen_from=page), w) for u, w in sizes] for sizes in (shown.webp, shown.jpeg)]
    return picture_element(alt, shown.width, shown.height, webp=sets[0], jpeg=sets[1], lazy=lazy)


def picture(media: Media, alt: str, caption: str = "", credit: str = "") -> views.Picture:
    """An image in all the sizes in which it is published."""
    sizes = images.widths(media.width)
    webp = tuple((image_url(media, width, "webp"), width) for width in sizes)
    jpeg = tuple((image_url(media, width, "jpeg"), width) for width in sizes)
    height = max(1, round(media.height * sizes[-1] / media.width))
    return views.Picture(alt, sizes[-1], height, webp, jpeg, caption, credit)


def image_url(media: Media, width: int, form: str) -> str:
    """The site path of one size of an image, named by its content alone: what it was called may name a person."""
    return f"{policy.FOREVER}pictures/{media.digest[:16]}-{width}.{'jpg' if form == 'jpeg' else form}"


def _whole(media: Media) -> str:
    return image_url(media, images.widths(media.width)[-1], "jpeg")


def file_url(media: Media) -> str:
    """The site path of what a reader gets of a file: of an image its largest size, for originals are not published."""
    return _whole(media) if media.is_image else media_url(media)


def media_url(media: Media) -> str:
    """The site path of a file to take away."""
    return MEDIA + "/" + media.path.removeprefix(f"{CONTENT}/{MEDIA}/").removeprefix(f"{CONTENT}/")


def find_media(document: Document, name: str, site: Site) -> Media:
    """The file that a field names: beside the document, or in the folder of media."""
    return next(site.media[place] for place in places(document.path, name) if place in site.media)


def pictures(document: Document, shown: Iterable[Image], site: Site) -> tuple[views.Picture, ...]:
    """The pictures of a document's fields."""
    return tuple(
        picture(find_media(document, one.src, site), one.alt, one.caption or "", one.credit or "") for one in shown
    )


def downloads(document: Document, offered: Iterable[Download], site: Site) -> tuple[views.Download, ...]:
    """The things to take away; the paper line goes away when there are none left."""
    found = []
    for one in offered:
        media = find_media(document, one.file, site) if one.file else None
        detail = ""
        if media:
            ending = posixpath.splitext(media.path)[1].lstrip(".").upper()
            size = site.words.kilobytes(media.size)
            detail = f"{ending}, {size}"
        address = file_url(media) if media else (one.url or "")
        paper = one.paper if one.paper and one.paper.stock > 0 else None
        language = one.language or ""
        name = site.words.language_name(language) if language else ""
        found.append(
            views.Download(one.label, address, media is None, language, name, detail,
                           paper.request_url if paper else "", paper.stock if paper else 0)
        )  # fmt: skip
    return tuple(found)


def sources(record: Practice, site: Site) -> tuple[views.Reference, ...]:
    """Where the facts come from."""
    return tuple(views.Reference(s.title, s.url or "", site.words.when(s.accessed)) for s in record.sources)


def archive(document: Document, site: Site) -> views.Archive | None:
    """The banner of an archived page."""
    facts = document.record.archived
    if not facts:
        return None
    key = Key(document.key.kind, facts.replaced_by or "")
    shown = site.documents.get(key) or site.elsewhere.get(key)
    replacement = _named(shown, site) if shown else None
    return views.Archive(site.words.when(facts.on), facts.reason or "", replacement)


def translation(document: Document, site: Site) -> views.Translation | None:
    """How the translation that is shown was made; of an original, nothing."""
    original = site.originals.get(document.key)
    if original is None:
        return None
    w, made, updated = site.words, document.record.translation, original.record.updated
    is_later = made is not None and updated is not None and updated.last > made.on.last
    return views.Translation(
        original=views.Link(original.record.heading, site.kinds[document.key.kind].url(document.key.slug)),
        language=original.language,
        how=(made and made.how) or "",
        on=w.when(made.on) if made else "",
        is_behind=bool(document.changed),
        since=w.when(updated) if document.changed and is_later else "",
        contact=site.config.contact or document.record.contact or "",
    )


def licence(record: Practice, site: Site) -> views.Link | None:
    """The document's own licence, or the site's."""
    if record.license:
        return views.Link(record.license, LICENCES.get(record.license, ""))
    return face(site).licence


def terms(document: Document, vocabulary: str, site: Site) -> tuple[views.Link, ...]:
    """A document's terms of a vocabulary, as links to their pages."""
    return tuple(term(e.target, site) for e in site.outgoing(document.key) if e.target.kind == vocabulary)


def term(key: Key, site: Site, note: str = "") -> views.Link:
    """A term as a link to its page; a theme with the shape that it gives to covers."""
    shape, label = glyph(key.slug) if key.kind == "themes" else "", site.label(key.kind, key.slug)
    return views.Link(label.text, term_url(site, key), note, shape=shape, language=label.language)


def term_url(site: Site, key: Key) -> str:
    """The site path of the page about a term."""
    return f"{site.root}{key.kind}/{key.slug}/"


def _named(document: Document, site: Site) -> views.Link:
    """A document by its name, and beside it its language, where that is not the page's; it leads to what is shown."""
    kind, slug = document.key
    return views.Link(
        document.record.heading,
        (site.root if document.key in site.documents else "") + site.kinds[kind].url(slug),
        note="" if document.language == site.language else site.words.language_name(document.language),
        language=site.language_of(document, document.record.heading_field),
    )


def link(card: Card) -> views.Link:
    """A card as a mere link."""
    return views.Link(card.title, card.url, language=card.title_language)


def joined(said: Iterable[Passage], site: Site) -> Phrase:
    """`a, b en c`."""
    named = {f"n{number}": one for number, one in enumerate(said)}
    return phrase(site.words.join([f"%({name})s" for name in named]), **named)


def targets(edges: Iterable[Edge], site: Site) -> tuple[Card, ...]:
    """The cards of what edges lead to."""
    return site.cards(edge.target for edge in edges)


def fact(label: str, *values: str | Passage | views.Link, icon: str = "") -> views.Fact | None:
    """A line of the facts at a glance, or nothing when nothing is known; with an icon when it is to be seen at once."""
    given = tuple(v if isinstance(v, views.Link) else _text(v) for v in values if not isinstance(v, str) or v)
    known = tuple(one for one in given if one.label)
    return views.Fact(label, known, icon) if known else None


def _text(value: str | Passage) -> views.Link:
    """A link that leads nowhere."""
    return views.Link(value, "") if isinstance(value, str) else views.Link(value.text, "", language=value.language)


def facts(*lines: views.Fact | None) -> tuple[views.Fact, ...]:
    """The lines that say something."""
    return tuple(line for line in lines if line)


def is_fictional(record: Common) -> bool:
    """Whether a document says in `extra` that it is made up."""
    return str(record.extra.get("fictional", "")).lower() in ("true", "yes", "ja", "oui")


def marks(document: Document, site: Site) -> tuple[str, ...]:
    """What a reader must know before she opens a document."""
    found = []
    if document.language != site.language:
        found.append(site.words.language_name(document.language))
    if is_fictional(document.record):
        found.append(site.words.text("Fictional example"))
    if document.record.archived:
        found.append(site.words.text("Archived"))
    return tuple(found)
