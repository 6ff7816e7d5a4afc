"""Browsing: the list of each kind and of its sorts, of each term, and of each way in."""

from collections.abc import Iterator

from toolbox_gen import article
from toolbox_gen.config import Way
from toolbox_gen.lists import SEARCHED, TOPICS, Filter, pages
from toolbox_gen.model import Document, Key, Kind
from toolbox_gen.plan import Output
from toolbox_gen.site import Site
from toolbox_gen.views import Link


def plan(site: Site) -> Iterator[Output]:
    """All lists."""
    for kind in site.kinds.values():
        if kind.listed and site.of(kind.name):
            yield from _browse(kind, site)
    for vocabulary in TOPICS:
        if vocabulary in site.vocabularies:
            yield from _terms(vocabulary, site)
    for way in site.config.ways_in:
        yield from _way(way, site)


# ------------------------------------------------------------------------------------------------- a kind


def _browse(kind: Kind, site: Site) -> Iterator[Output]:
    url, title = f"{site.root}{kind.folder}/", site.words.text(kind.plural)
    documents = site.of(kind.name)
    filters = tuple(filter(None, (_sorts(kind, site, ""), _term_filter(kind, site))))
    yield from pages(site, url, title, documents, filters=filters, section=url, search=f"kind={_kinds(kind)}")
    for value, label in kind.choices.get(kind.sorts, {}).items():
        chosen = [d for d in documents if value in kind.facets(d).names.get(kind.sorts, ())]
        if chosen:
            own = filter(None, (_sorts(kind, site, value),))
            crumb = Link(title, url)
            yield from pages(
                site, f"{url}kind/{value}/", site.words.text(label), chosen, filters=tuple(own), section=url,
                crumbs=(crumb,), search=f"{kind.sorts}={value}" if kind.sorts in SEARCHED else "",
            )  # fmt: skip


def _kinds(kind: Kind) -> str:
    return ",".join(kind.choices.get("kind", {kind.name: ""}))


def _sorts(kind: Kind, site: Site, chosen: str) -> Filter | None:
    """The sorts of a kind that occur, each with its count."""
    base = f"{site.root}{kind.folder}/"
    counts: dict[str, int] = {}
    for document in site.of(kind.name):
        for value in kind.facets(document).names.get(kind.sorts, ()):
            counts[value] = counts.get(value, 0) + 1
    found = [
        Link(site.words.text(label), f"{base}kind/{value}/", site.words.number(counts[value]), value == chosen)
        for value, label in kind.choices.get(kind.sorts, {}).items()
        if value in counts
    ]
    everything = Link(site.words.text("All"), base, site.words.number(len(site.of(kind.name))), not chosen)
    return Filter(site.words.text("Kind"), (everything, *found)) if len(found) > 1 else None


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


def _terms(vocabulary: str, site: Site) -> Iterator[Output]:
    title = site.words.text(TOPICS[vocabulary])
    base = f"{site.root}{vocabulary}/"
    crumb = Link(title, f"{site.root}themes/")
    for name, term in site.vocabularies[vocabulary].terms.items():
        key = Key(vocabulary, name)
        documents = _naming(key, site)
        yield from pages(
            site, f"{base}{name}/", site.label(vocabulary, name), documents,
            intro=site.in_language(term.description), crumbs=(crumb,), section=f"{site.root}themes/",
            search=f"{vocabulary}={name}" if documents else "", indexed=bool(documents),
            themes=(name,) if vocabulary == "themes" else (),
        )  # fmt: skip


def _naming(key: Key, site: Site) -> list[Document]:
    """The documents that name a term: stories first, as the kinds stand, each in its own order."""
    named = {edge.source for edge in site.incoming(key)}
    return [document for kind in site.kinds for document in site.of(kind) if document.key in named]


# ------------------------------------------------------------------------------------------------- ways in


def _way(way: Way, site: Site) -> Iterator[Output]:
    kind = site.kinds[way.kind]
    chosen = fitting(way, kind, site)
    yield from pages(
        site, f"{site.root}ways/{way.slug}/", site.in_language(way.label), chosen, intro=site.in_language(way.intro),
        section=f"{site.root}{kind.folder}/",
    )  # fmt: skip


def fitting(way: Way, kind: Kind, site: Site) -> list[Document]:
    """The documents that fit: within the time, for so many people, and one of the values of each facet."""
    return [document for document in site.of(kind.name) if _fits(way, kind, document)]


def _fits(way: Way, kind: Kind, document: Document) -> bool:
    found = kind.facets(document)
    names, numbers = found.names, found.numbers
    if way.minutes is not None and not ("minutes" in numbers and numbers["minutes"][0] <= way.minutes):
        return False
    if way.people is not None:
        low, high = numbers.get("people", (way.people + 1, None))
        if way.people < low or (high is not None and way.people > high):
            return False
    return all(set(values) & set(names.get(facet, ())) for facet, values in way.facets.items())
