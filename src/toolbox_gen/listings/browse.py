"""Browsing: the list of each kind and of its sorts, of each term, narrower ones, and of each way in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolbox_gen import article
from toolbox_gen.config import Way
from toolbox_gen.facets import Selection
from toolbox_gen.lists import SEARCHED, TOPICS, Filter, kind_values, pages
from toolbox_gen.model import Document, Key, Kind
from toolbox_gen.narrower import Row, narrower, rows_of_links, way_back
from toolbox_gen.passages import Passage, phrase
from toolbox_gen.plan import Output
from toolbox_gen.site import Site
from toolbox_gen.views import Link
from toolbox_gen.ways import selection


def plan(site: Site) -> Iterator[Output]:
    """All lists."""
    rows = narrower(site)
    for kind in site.kinds.values():
        if kind.listed and site.of(kind.name):
            yield from _browse(kind, site, rows.get(f"{site.root}{kind.folder}/", ()))
    for vocabulary in TOPICS:
        if vocabulary in site.vocabularies:
            yield from _terms(vocabulary, site, rows)
    for way in site.config.ways_in:
        yield from _way(way, site)


# ------------------------------------------------------------------------------------------------- a kind


def _browse(kind: Kind, site: Site, rows: Sequence[Row]) -> Iterator[Output]:
    url, title = f"{site.root}{kind.folder}/", site.words.text(kind.plural)
    documents, by_sort = site.of(kind.name), _by_sort(kind, site)
    own = (_sorts(kind, by_sort, site, ""), _term_filter(kind, site), *rows_of_links(rows, site))
    search = Selection({"kind": kind_values(kind)}).fragment
    yield from pages(site, url, title, documents, filters=tuple(filter(None, own)), section=url, search=search)
    for value, chosen in by_sort.items():
        sorts = filter(None, (_sorts(kind, by_sort, site, value),))
        yield from pages(
            site, f"{url}kind/{value}/", site.words.text(kind.choices[kind.sorts][value]), chosen,
            filters=tuple(sorts), section=url, crumbs=(Link(title, url),),
            search=Selection({kind.sorts: (value,)}).fragment if kind.sorts in SEARCHED else "",
        )  # fmt: skip
    yield from _narrower(Link(title, url, site.words.number(len(documents))), rows, site, section=url)


def _narrower(
    wider: Link,
    rows: Sequence[Row],
    site: Site,
    *,
    section: str,
    crumbs: Sequence[Link] = (),
    themes: Sequence[str] = (),
) -> Iterator[Output]:
    """The narrower lists below the address of a wider one; they say nothing new, so search engines leave them out."""
    named = Passage(wider.label, wider.language)
    below = [(row, one) for row in rows for one in row.lists if one.url.startswith(wider.url)]
    for row, one in below:
        yield from pages(
            site, one.url, phrase(site.words.text("%(list)s: %(choice)s"), list=named, choice=one.label), one.documents,
            filters=(way_back(row, one, wider, site),), crumbs=(*crumbs, replace(wider, note="")),
            section=section, search=one.selection.fragment, indexed=False, themes=themes,
        )  # fmt: skip


def _by_sort(kind: Kind, site: Site) -> dict[str, list[Document]]:
    """The documents of each sort that occurs, the sorts in their order."""
    found: dict[str, list[Document]] = {}
    for document in site.of(kind.name):
        for value in kind.facets(document).names.get(kind.sorts, ()):
            found.setdefault(value, []).append(document)
    return {value: found[value] for value in kind.choices.get(kind.sorts, ()) if value in found}


def _sorts(kind: Kind, by_sort: Mapping[str, Sequence[Document]], site: Site, chosen: str) -> Filter | None:
    """The sorts of a kind that occur, each with its count."""
    w, base = site.words, f"{site.root}{kind.folder}/"
    found = [
        Link(w.text(kind.choices[kind.sorts][value]), f"{base}kind/{value}/", w.number(len(own)), value == chosen)
        for value, own in by_sort.items()
    ]
    everything = Link(w.text("All"), base, w.number(len(site.of(kind.name))), not chosen)
    return Filter(w.text("Kind"), (everything, *found)) if len(found) > 1 else None


def _term_filter(kind: Kind, site: Site) -> Filter | None:
    """The themes of a kind, as links to their pages."""
    counts: dict[Key, int] = {}
    for document in site.of(kind.name):
        for edge in site.outgoing(document.key, "themes"):
            counts[edge.target] = counts.get(edge.target, 0) + 1
    links = [article.term(k, site, note=site.words.number(n)) for k, n in counts.items()]
    ordered = sorted(links, key=lambda link: site.words.sort_key(link.label))
    return Filter(site.words.text("Themes"), tuple(ordered)) if ordered else None


# ------------------------------------------------------------------------------------------------- terms


def _terms(vocabulary: str, site: Site, rows: Mapping[str, tuple[Row, ...]]) -> Iterator[Output]:
    section = f"{site.root}themes/"
    crumbs = (Link(site.words.text(TOPICS[vocabulary]), section),)
    for name, term in site.vocabularies[vocabulary].terms.items():
        url, label = f"{site.root}{vocabulary}/{name}/", site.label(vocabulary, name)
        themes = (name,) if vocabulary == "themes" else ()
        documents, own = _naming(Key(vocabulary, name), site), rows.get(url, ())
        yield from pages(
            site, url, label, documents, intro=site.in_language(term.description),
            filters=tuple(rows_of_links(own, site)), crumbs=crumbs, section=section, indexed=bool(documents),
            search=Selection({vocabulary: (name,)}).fragment if documents else "", themes=themes,
        )  # fmt: skip
        wider = Link(label.text, url, site.words.number(len(documents)), language=label.language)
        yield from _narrower(wider, own, site, section=section, crumbs=crumbs, themes=themes)


def _naming(key: Key, site: Site) -> list[Document]:
    """The documents that name a term: stories first, as the kinds stand, each in its own order."""
    named = {edge.source for edge in site.incoming(key)}
    return [document for kind in site.kinds for document in site.of(kind) if document.key in named]


# ------------------------------------------------------------------------------------------------- ways in


def _way(way: Way, site: Site) -> Iterator[Output]:
    kind = site.kinds[way.kind]
    asked = selection(way)
    asked = replace(asked, names={"kind": kind_values(kind), **asked.names})
    yield from pages(
        site, f"{site.root}ways/{way.slug}/", site.in_language(way.label), fitting(way, kind, site),
        intro=site.in_language(way.intro), section=f"{site.root}{kind.folder}/",
        search=asked.fragment if asked.names.keys() <= SEARCHED.keys() else "",
    )  # fmt: skip


def fitting(way: Way, kind: Kind, site: Site) -> list[Document]:
    """The documents that fit: within the time, for so many people, and one of the values of each facet."""
    asked = selection(way)
    return [document for document in site.of(kind.name) if asked.passes(kind.facets(document))]
