"""Lists of cards, as pages: what every listing of documents is made with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolbox_gen import article, leaving, urls
from toolbox_gen.covers import Cover, draw
from toolbox_gen.marking import N_
from toolbox_gen.model import Card, Document, Kind
from toolbox_gen.passages import Passage, Phrase, phrase, pieces, plain
from toolbox_gen.plan import Output, Render
from toolbox_gen.site import Site
from toolbox_gen.views import Link, View


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under a heading of their own, or under the page's when it has no title."""

    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A row of links to narrower or neighbouring lists; the note of a link is its count."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page stands among the pages of its list."""

    before: Link | None
    after: Link | None
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ListView(View):
    """A page of a list."""

    heading: Phrase
    intro: Passage
    total: str
    groups: tuple[Group, ...]
    filters: tuple[Filter, ...]
    pager: Pager | None
    search: Link | None
    """The same list in the search, where it can be narrowed."""
    look: str
    """That of its cards, when all look the same; else `plain`."""
    cover: Cover


INKS = {"good": "b", "fail": "y"}
"""The ink of a list's cover, where it is one only."""

TOPICS: Mapping[str, str] = {
    "themes": N_("Themes"),
    "audiences": N_("With whom"),
    "settings": N_("Settings"),
}
"""The vocabularies whose terms have pages."""

SEARCHED: Mapping[str, str] = {
    "kind": N_("Kind"),
    **TOPICS,
    "organisations": N_("Organisations"),
    "language_level": N_("Language level"),
    "mode": N_("Where"),
    "tools": N_("Tools"),
    "language": N_("Language"),
}
"""The facets of the search with what they are called: a list by one of them can be narrowed there."""

RANGES: Mapping[str, str] = {"minutes": N_("Time I have"), "people": N_("People I have")}
"""The facets of the search that are numbers, with what a reader gives."""


def kind_values(kind: Kind) -> tuple[str, ...]:
    """The values of the facet `kind` that documents of a content type may have."""
    return tuple(kind.choices.get("kind", {kind.name: ""}))


def pages(
    site: Site,
    url: str,
    title: str | Passage | Phrase,
    documents: Sequence[Document],
    *,
    intro: Passage = Passage(""),  # noqa: B008 - it is frozen
    filters: tuple[Filter, ...] = (),
    crumbs: Sequence[Link] = (),
    section: str = "",
    search: str = "",
    indexed: bool = True,
    themes: Sequence[str] = (),
) -> Iterator[Output]:
    """The pages of a list, `url` and `url` + `page/2/` and so on; `themes` lend the cover their shapes."""
    size = site.config.page_size
    count = max(1, -(-len(documents) // size))
    addresses = [url if n == 1 else f"{url}page/{n}/" for n in range(1, count + 1)]
    total = site.words.count("%(num)s result", "%(num)s results", len(documents))
    looks = {site.card(d.key).look for d in documents}
    look = looks.pop() if len(looks) == 1 else "plain"
    is_sensitive = leaving.is_sensitive(site, documents)
    cover = draw(url.removeprefix(site.root), themes, INKS.get(look, "by"))
    for number, address in enumerate(addresses, 1):
        shown = documents[(number - 1) * size : number * size]
        later = phrase(site.words.text("%(title)s, page %(page)s"), title=title, page=site.words.number(number))
        name = pieces(title) if number == 1 else later
        home = Link(site.words.text("Home"), site.root)
        frame = article.frame(
            site, address, plain(name, site.words.direction), description=intro.text, crumbs=(home, *crumbs),
            section=section, indexed=indexed and number == 1,
            hidden_as=site.words.text("Overview") if is_sensitive else "",
        )  # fmt: skip
        narrower = f"{site.root}search/#{search}"
        wider = Link(site.words.text("Narrow this list in the search"), narrower) if search else None
        groups, pager = _groups(shown, site), _pager(addresses, number, site)
        view = ListView(frame, name, intro, total, groups, filters, pager, wider, look, cover)
        yield Output(urls.output_path(address), Render("list.html", view, site.language))


def _groups(documents: Iterable[Document], site: Site) -> tuple[Group, ...]:
    """Cards by kind, with headings where there is more than one."""
    found: dict[str, list[Card]] = {}
    for document in documents:
        found.setdefault(document.key.kind, []).append(site.card(document.key))
    several = len(found) > 1
    return tuple(
        Group(site.words.text(site.kinds[kind].plural) if several else "", tuple(cards))
        for kind, cards in found.items()
    )


def _pager(addresses: Sequence[str], number: int, site: Site) -> Pager | None:
    """Neighbours, and the first, last and nearest pages; a gap is a link without an address."""
    count = len(addresses)
    if count == 1:
        return None
    near = sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)})
    links: list[Link] = []
    for before, page in zip([0, *near], near, strict=False):
        if page - before > 1:
            links.append(Link("…", ""))
        links.append(Link(site.words.number(page), addresses[page - 1], current=page == number))
    back = Link(site.words.text("Previous page"), addresses[number - 2]) if number > 1 else None
    on = Link(site.words.text("Next page"), addresses[number]) if number < count else None
    return Pager(back, on, tuple(links))
