"""Narrower lists: what a reader with scripts chooses in the search, ready for all others as lists of their own."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolbox_gen.facets import Selection
from toolbox_gen.lists import RANGES, SEARCHED, TOPICS, Filter, kind_values
from toolbox_gen.marking import N_
from toolbox_gen.model import Document, Facets, Kind
from toolbox_gen.passages import Passage
from toolbox_gen.site import Site
from toolbox_gen.views import Link

TIMES: Mapping[int, str] = {
    30: N_("within 30 minutes"), 60: N_("within an hour"), 120: N_("within two hours"), 240: N_("within half a day"),
}  # fmt: skip
PEOPLE = (6, 12, 25, 50)
FEWEST = 3
"""Documents in a combination of two terms: where there are fewer, they are soon found in the list of one of the two."""
MOST = 30
"""Combinations of two vocabularies, the most used first: their number grows with the product of the two, and each is
one page or several that every build makes. With 30, less than a tenth of a large toolbox's pages are narrower lists;
who wants another combination has the search, or both lists."""


@dataclass(frozen=True, slots=True)
class Narrower:
    """A list that holds a part of another one's documents."""

    label: Passage
    url: str
    selection: Selection
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The lists into which one list can be narrowed in one way."""

    label: str
    lists: tuple[Narrower, ...]


def narrower(site: Site) -> dict[str, tuple[Row, ...]]:
    """By the address of a list, the rows of narrower ones; each of them has the documents that pass its selection."""
    found: dict[str, list[Row]] = {}
    for kind in site.kinds.values():
        if kind.narrowed:
            found[f"{site.root}{kind.folder}/"] = list(_of_kind(kind, site))
    every = [(d, kind.facets(d)) for kind in site.kinds.values() for d in site.of(kind.name)]
    for theme, documents in _by_term("themes", every).items():
        row = Row(site.words.text(SEARCHED["kind"]), tuple(_by_kind(theme, documents, site)))
        if len(row.lists) > 1:
            found.setdefault(_address("themes", theme, site), []).append(row)
    for vocabulary in TOPICS:
        if vocabulary != "themes" and {"themes", vocabulary} <= site.vocabularies.keys():
            _combine(vocabulary, every, site, found)
    return {url: tuple(rows) for url, rows in found.items()}


def rows_of_links(rows: Iterable[Row], site: Site) -> Iterator[Filter]:
    """The rows as links with true counts."""
    for row in rows:
        yield Filter(row.label, tuple(_link(one, site) for one in row.lists))


def way_back(row: Row, chosen: Narrower, wider: Link, site: Site) -> Filter:
    """The row in which a list was chosen: its neighbours, and the list above with all."""
    everything = Link(site.words.text("All"), wider.url, wider.note)
    return Filter(row.label, (everything, *(_link(one, site, current=one is chosen) for one in row.lists)))


def _link(one: Narrower, site: Site, *, current: bool = False) -> Link:
    return Link(one.label.text, one.url, site.words.number(len(one.documents)), current, language=one.label.language)


# ------------------------------------------------------------------------------------------------- kinds


def _of_kind(kind: Kind, site: Site) -> Iterator[Row]:
    documents = [(d, kind.facets(d)) for d in site.of(kind.name)]
    base, own = f"{site.root}{kind.folder}/", {"kind": kind_values(kind)}
    for name in kind.narrowed:
        lists = []
        for value, label, selection in _options(name, kind, own, site):
            chosen = tuple(d for d, found in documents if selection.passes(found))
            if 0 < len(chosen) < len(documents):  # a list of all says nothing new
                lists.append(Narrower(Passage(label), f"{base}{name.replace('_', '-')}/{value}/", selection, chosen))
        if lists:
            yield Row(site.words.text({**SEARCHED, **RANGES}[name]), tuple(lists))


def _options(
    name: str, kind: Kind, own: Mapping[str, tuple[str, ...]], site: Site
) -> Iterator[tuple[str, str, Selection]]:
    """What can be chosen: how it stands in the address, its label, and what it asks for."""
    w = site.words
    if name == "minutes":
        for minutes, label in TIMES.items():
            yield str(minutes), w.text(label), Selection(own, minutes=minutes)
    elif name == "people":
        for people in PEOPLE:
            yield str(people), w.count("%(num)s person", "%(num)s people", people), Selection(own, people=people)
    else:
        for value, label in kind.choices[name].items():
            yield value.lower(), w.text(label), Selection({**own, name: (value,)})


# ------------------------------------------------------------------------------------------------- terms

Found = tuple[Document, Facets]


def _address(vocabulary: str, term: str, site: Site) -> str:
    return f"{site.root}{vocabulary}/{term}/"


def _by_term(vocabulary: str, every: Sequence[Found]) -> dict[str, list[Document]]:
    """The documents of each term that occurs, in the order of its list."""
    by_term: dict[str, list[Document]] = {}
    for document, found in every:
        for term in found.names.get(vocabulary, ()):
            by_term.setdefault(term, []).append(document)
    return by_term


def _by_kind(theme: str, documents: Sequence[Document], site: Site) -> Iterator[Narrower]:
    for kind in site.kinds.values():
        own = tuple(d for d in documents if d.key.kind == kind.name)
        if own:
            selection = Selection({"kind": kind_values(kind), "themes": (theme,)})
            url = f"{_address('themes', theme, site)}kind/{kind.folder}/"
            yield Narrower(Passage(site.words.text(kind.plural)), url, selection, own)


def _combine(vocabulary: str, every: Sequence[Found], site: Site, found: dict[str, list[Row]]) -> None:
    """Add the most used combinations of themes with the terms of a vocabulary to the rows of both lists."""
    pairs: dict[tuple[str, str], list[Document]] = {}
    for document, facets in every:
        for theme in facets.names.get("themes", ()):
            for term in facets.names.get(vocabulary, ()):
                pairs.setdefault((theme, term), []).append(document)
    counts = Counter({pair: len(documents) for pair, documents in pairs.items() if len(documents) >= FEWEST})
    used = sorted(counts, key=lambda pair: (-counts[pair], pair))[:MOST]
    rows: dict[str, tuple[str, list[Narrower]]] = {}
    for theme, term in used:
        above, beside = _address("themes", theme, site), _address(vocabulary, term, site)
        url, selection = f"{above}{vocabulary}/{term}/", Selection({"themes": (theme,), vocabulary: (term,)})
        for address, name, other in ((above, vocabulary, term), (beside, "themes", theme)):
            one = Narrower(site.label(name, other), url, selection, tuple(pairs[theme, term]))
            rows.setdefault(address, (name, []))[1].append(one)
    for address, (name, lists) in rows.items():
        ordered = sorted(lists, key=lambda one: site.words.sort_key(one.label.text))
        found.setdefault(address, []).append(Row(site.words.text(TOPICS[name]), tuple(ordered)))
