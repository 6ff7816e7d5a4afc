"""The pages that every site has: search, and what is shown where nothing is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolbox_gen import article, search, urls
from toolbox_gen.digest import digest
from toolbox_gen.lists import SEARCHED
from toolbox_gen.model import Document
from toolbox_gen.plan import Bytes, Output, Render
from toolbox_gen.site import Site
from toolbox_gen.views import Link, View

FACETS = {name: SEARCHED[name] for name in ("kind", "themes", "tools")}


@dataclass(frozen=True, slots=True)
class SearchView(View):
    """The search page: where its index is, and for readers without scripts, lists that do the job."""

    index: str
    lists: tuple[Link, ...]


def plan(site: Site) -> Iterator[Output]:
    """The search page with its index, and the page for unknown addresses."""
    w = site.words
    index = _index(site)
    name = f"{site.root}assets/search-{site.language}-{digest(index)[:10]}.js"
    yield Output(name, Bytes(index))
    url = f"{site.root}search/"
    frame = article.frame(site, url, w.text("Search"), crumbs=(Link(w.text("Home"), site.root),), indexed=False)
    lists = article.face(site).navigation
    yield Output(urls.output_path(url), Render("search.html", SearchView(frame, name, lists), site.language))
    if not site.root:
        frame = article.frame(site, "404.html", w.text("This page does not exist"), indexed=False, rootless=True)
        yield Output("404.html", Render("notfound.html", View(frame), site.language))


def _index(site: Site) -> bytes:
    facets = _facets(site)
    known = {facet.name: frozenset(value for value, _ in facet.values) for facet in facets}
    records = [_record(d, site, known) for kind in site.kinds for d in site.of(kind)]
    messages = {key: site.words.text(text) for key, text in search.MESSAGES}
    return search.build_index(records, facets=facets, language=site.language, messages=messages)


def _record(document: Document, site: Site, known: Mapping[str, frozenset[str]]) -> search.Record:
    """What a search knows of a document; of its facets the values that can be chosen, so no tool that is not shown."""
    kind, card = site.kinds[document.key.kind], site.card(document.key)
    names = kind.facets(document).names
    own = names.get("kind", (kind.name,))
    texts = kind.searched(document)
    weighed = ("purposes", "lessons", "headings", "place")
    return search.Record(
        url=card.url,
        title=card.title,
        summary=card.summary,
        language=document.language,
        kind=own[0],
        facts=card.facts,
        headings=(
            *(text for name in weighed for text in texts.get(name, ())),
            *(h.text for h in document.body.headings),
        ),
        labels=tuple(_labels(document, site)),
        body="\n".join((*texts.get("steps", ()), *texts.get("body", ()), document.body.text)),
        facets=(("kind", own), *_chosen(names, known)),
    )


def _chosen(
    names: Mapping[str, tuple[str, ...]], known: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in FACETS:
        values = tuple(value for value in names.get(name, ()) if value in known[name])
        if values and name != "kind":
            yield name, values


def _labels(document: Document, site: Site) -> Iterator[str]:
    """The words of the vocabularies, and the names of what the fields point at."""
    yield site.card(document.key).label
    for edge in site.outgoing(document.key):
        if edge.target.kind in site.vocabularies:
            yield site.label(edge.target.kind, edge.target.slug)
            yield from site.term(edge.target.kind, edge.target.slug).synonyms.get(site.language, ())
        elif edge.field != "body":
            yield site.card(edge.target).title


def _facets(site: Site) -> list[search.Facet]:
    w = site.words
    kinds: dict[str, str] = {}
    for kind in site.kinds.values():
        own = kind.choices.get("kind") or {kind.name: kind.one}
        kinds |= {value: w.text(label) for value, label in own.items()}
    themes = [(t, site.label("themes", t)) for v, t in site.term_counts if v == "themes"]
    tools = [(d.key.slug, site.card(d.key).title) for d in site.of("tool")]
    values = {
        "kind": tuple(kinds.items()),
        "themes": tuple(sorted(themes, key=lambda v: w.sort_key(v[1]))),
        "tools": tuple(tools),
    }
    return [search.Facet(name, w.text(label), values[name]) for name, label in FACETS.items()]
