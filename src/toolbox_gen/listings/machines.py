"""What machines read: feed, sitemap, robots, web manifest, and the export with its JSON Schema."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from toolbox_gen import __version__, article
from toolbox_gen.frontmatter import Path
from toolbox_gen.leaving import is_sensitive
from toolbox_gen.model import Card, Document, Key, Kind
from toolbox_gen.plan import Json, Output, Render
from toolbox_gen.prose import of_text
from toolbox_gen.schema import File, Ref, dump, json_schema, mentions
from toolbox_gen.site import Site
from toolbox_gen.views import View

NEWEST = 50
EXPORT, EXPORT_SCHEMA, SITEMAP = "export.json", "export.schema.json", "sitemap.xml"
OWN = ("consent", "status", "extra", "translation")
"""The fields that are the editors' own: no machine elsewhere gets them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the feed; `updated` is a time as RFC 3339 writes it."""

    card: Card
    updated: str


@dataclass(frozen=True, slots=True)
class FeedView(View):
    """The Atom feed (RFC 4287)."""

    entries: tuple[Entry, ...]
    updated: str


@dataclass(frozen=True, slots=True)
class SitemapView(View):
    """All pages of a language that search engines may show, as (site path, day of the last change)."""

    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RobotsView(View):
    """Where the sitemaps are."""

    sitemaps: tuple[str, ...]


def plan(site: Site) -> Iterator[Output]:
    """All of them, for one language; those of the whole site with the main language."""
    yield _feed(site)
    yield Output(f"{site.root}site.webmanifest", Json(_manifest(site)))
    yield Output(site.root + EXPORT, Json(_export(site)))
    if site.config.url:
        yield Output(site.root + SITEMAP, Render(SITEMAP, _sitemap(site), site.language))
    if site.root:
        return
    yield Output(EXPORT_SCHEMA, Json(export_schema((*site.kinds.values(), *site.parts.values()))))
    view = RobotsView(
        article.frame(site, "robots.txt", ""),
        tuple(site.root_of(language) + SITEMAP for language in site.config.languages),
    )
    yield Output("robots.txt", Render("robots.txt", view, site.language))


def _feed(site: Site) -> Output:
    dated = [(_changed(document), site.card(document.key)) for name in site.kinds for document in site.of(name)]
    newest = sorted(((day, card) for day, card in dated if day), key=lambda e: (e[0], e[1].key), reverse=True)[:NEWEST]
    entries = tuple(Entry(card, f"{day}T00:00:00Z") for day, card in newest)
    url = f"{site.root}feed.xml"
    updated = entries[0].updated if entries else "2000-01-01T00:00:00Z"
    view = FeedView(article.frame(site, url, site.title.text), entries, updated)
    return Output(url, Render("feed.xml", view, site.language))


def _changed(document: Document) -> str:
    """The day on which a document last changed for readers, as its fields say: never the clock."""
    record = document.record
    dates = (record.updated, record.publish_on, getattr(record, "ended", None))
    day = next((date for date in dates if date), None)
    return day.first.isoformat() if day else ""


def _sitemap(site: Site) -> SitemapView:
    pages: list[tuple[str, str]] = [(site.root, "")]
    for kind in site.kinds.values():
        if kind.listed and site.of(kind.name) and not is_sensitive(site, site.of(kind.name)):
            pages.append((f"{site.root}{kind.folder}/", ""))
        for document in site.of(kind.name):
            if site.is_native(document.key) and site.is_findable(document.key):
                pages.append((site.url(document.key), _changed(document)))
    pages += [(f"{site.root}themes/", "")]
    named = {Key(*term): [site.documents[e.source] for e in site.incoming(Key(*term))] for term in site.term_counts}
    shown = {key: documents for key, documents in named.items() if key.kind != "sensitivity"}
    terms = sorted(key for key, documents in shown.items() if not is_sensitive(site, documents))
    pages += [(article.term_url(site, key), "") for key in terms]
    return SitemapView(article.frame(site, site.root + SITEMAP, ""), tuple(pages))


def _manifest(site: Site) -> dict[str, Any]:
    icon = article.face(site).icon
    up = "../" if site.root else ""
    return {
        "name": site.title.text,
        "short_name": site.title.text[:30],
        "lang": site.language,
        "dir": site.words.direction,
        "start_url": "index.html" if site.portable else "./",
        "display": "browser",
        "background_color": "#fdfdfb",
        "theme_color": "#fdfdfb",
        "icons": [{"src": up + icon, "type": "image/svg+xml", "sizes": "any"}],
    }


# ------------------------------------------------------------------------------------------------- export


def _export(site: Site) -> dict[str, Any]:
    """What is published, as data; a document whose consent does not say `export` is left out."""
    found: dict[str, Any] = {
        "generator": f"toolbox-gen {__version__}",
        "title": site.title.text,
        "language": site.language,
        "vocabularies": {
            name: {term: dump(value) for term, value in vocabulary.terms.items()}
            for name, vocabulary in sorted(site.vocabularies.items())
        },
    }
    for kind in (*site.kinds.values(), *site.parts.values()):
        found[kind.folder] = [_document(d, site) for d in site.of(kind.name) if site.may(d.key, "export")]
    return found


def _document(document: Document, site: Site) -> dict[str, Any]:
    fields = {name: value for name, value in dump(document.record).items() if name not in OWN}
    if article.is_fictional(document.record):
        fields["fictional"] = True
    for path, address in _files(document, site):
        _put(fields, path, address)
    for path in reversed(list(_hidden(document, site))):
        _take(fields, path)
    if document.key.kind in site.parts:
        return {"slug": document.key.slug, "language": document.language, **fields}
    return {
        "slug": document.key.slug,
        "url": site.url(document.key),
        "language": document.language,
        **fields,
        "text": of_text(document.path),
    }


def _files(document: Document, site: Site) -> Iterator[tuple[Path, str]]:
    """Where each file is published: what an editor called it may name a person."""
    for mention in mentions(document.record):
        if isinstance(mention.mark, File):
            yield mention.path, article.file_url(article.find_media(document, mention.name, site))


def _hidden(document: Document, site: Site) -> Iterator[Path]:
    """The references to documents that are not in the export: the item of the list that names one, or the field."""
    for mention in mentions(document.record):
        if isinstance(mention.mark, Ref) and mention.mark.target not in site.vocabularies:
            kind = document.key.kind if mention.mark.target == "same" else mention.mark.target
            key = Key(kind, mention.name)
            if key not in site.documents or not site.may(key, "export"):
                item = next((n for n, part in enumerate(mention.path, 1) if isinstance(part, int)), len(mention.path))
                yield mention.path[:item]


def _put(value: Any, path: Path, new: str) -> None:
    """Put something else where a path leads to in plain values."""
    for part in path[:-1]:
        value = value[part]
    value[path[-1]] = new


def _take(value: Any, path: Path) -> None:
    """Take what stands at a path out of plain values."""
    for part in path[:-1]:
        value = value[part]
    del value[path[-1]]


def export_schema(kinds: tuple[Kind, ...]) -> dict[str, Any]:
    """The JSON Schema of the export."""
    definitions: dict[str, Any] = {}
    lists: dict[str, Any] = {}
    for kind in kinds:
        own = json_schema(kind.record, of_output=True)
        definitions |= own.pop("$defs", {})
        for name in OWN:
            own["properties"].pop(name)
        own["properties"]["fictional"] = {"type": "boolean"}
        added = ("slug", "language", "url", "text") if kind.has_pages else ("slug", "language")
        own["properties"] |= {name: {"type": "string"} for name in added}
        own["required"] = sorted({*(n for n in own.get("required", ()) if n in _always(kind)), *added})
        definitions[kind.record.__name__] = own
        lists[kind.folder] = {"type": "array", "items": {"$ref": f"#/$defs/{kind.record.__name__}"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "toolbox-gen export",
        "type": "object",
        "required": ["generator", "title", "language", "vocabularies", *lists],
        "properties": {
            **{name: {"type": "string"} for name in ("generator", "title", "language")},
            "vocabularies": {"type": "object"},
            **lists,
        },
        "$defs": definitions,
    }


def _always(kind: Kind) -> set[str]:
    """The fields that an editor must give, so that every document of the export has them."""
    return {name for name, info in kind.record.model_fields.items() if info.is_required()}
