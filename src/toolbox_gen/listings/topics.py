"""The overview of themes, audiences and settings, and the matrix of tools by themes."""

from collections.abc import Iterator
from dataclasses import dataclass

from toolbox_gen import article, urls
from toolbox_gen.facets import Selection
from toolbox_gen.lists import TOPICS, kind_values, pages
from toolbox_gen.model import Card, Document, Key
from toolbox_gen.passages import Passage, phrase
from toolbox_gen.plan import Output, Render
from toolbox_gen.site import Site
from toolbox_gen.views import Link, View

MOST_ROWS = 40
"""Tools in the matrix: more than this, nobody reads; the most used come first."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A vocabulary with its terms; the note of a link is its count."""

    title: str
    anchor: str
    terms: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TopicsView(View):
    """The overview."""

    topics: tuple[Topic, ...]
    matrix: Link


@dataclass(frozen=True, slots=True)
class Row:
    """A tool, and for each column the link to the stories that used it for that theme, or None."""

    tool: Card
    cells: tuple[Link | None, ...]
    total: str


@dataclass(frozen=True, slots=True)
class MatrixView(View):
    """Tools by themes: how many stories used a tool for a theme."""

    columns: tuple[Link, ...]
    rows: tuple[Row, ...]
    left_out: str
    """How many tools are not shown, in words."""


def plan(site: Site) -> Iterator[Output]:
    """The overview, the matrix, and the list behind each of its cells."""
    w = site.words
    url, matrix = f"{site.root}themes/", f"{site.root}matrix/"
    home = Link(w.text("Home"), site.root)
    frame = article.frame(site, url, w.text("Themes"), crumbs=(home,), section=url)
    topics = tuple(_topic(name, site) for name in TOPICS if name in site.vocabularies)
    overview = TopicsView(frame, topics, Link(w.text("Tools by theme"), matrix))
    yield Output(urls.output_path(url), Render("topics.html", overview, site.language))
    used = _used(site)
    cells = {key: _cells(key, site) for key in used[:MOST_ROWS]}
    themes = sorted(
        {theme for row in cells.values() for theme in row}, key=lambda t: w.sort_key(site.label("themes", t).text)
    )
    rows = tuple(
        Row(
            site.card(key),
            tuple(_cell(theme, key, cells[key].get(theme, []), site) for theme in themes),
            w.number(len({e.source for e in site.incoming(key, "tools")})),
        )
        for key in cells
    )
    columns = tuple(article.term(Key("themes", t), site) for t in themes)
    frame = article.frame(
        site, matrix, w.text("Tools by theme"), crumbs=(home, Link(w.text("Themes"), url)), section=url
    )
    hidden = len(used) - len(rows)
    left_out = (
        w.count(
            "%(num)s tool that is used less is left out.",
            "%(num)s tools that are used less are left out.",
            hidden,
        )
        if hidden > 0
        else ""
    )
    yield Output(
        urls.output_path(matrix),
        Render("matrix.html", MatrixView(frame, columns, rows, left_out), site.language),
    )
    for key, row in cells.items():
        for theme, stories in sorted(row.items()):
            yield from _list(key, theme, stories, site)


def _topic(name: str, site: Site) -> Topic:
    links = [
        article.term(Key(name, term), site, note=site.words.number(site.term_counts.get((name, term), 0)))
        for term in site.vocabularies[name].terms
    ]
    return Topic(site.words.text(TOPICS[name]), name, tuple(sorted(links, key=lambda k: site.words.sort_key(k.label))))


def _used(site: Site) -> list[Key]:
    """The tools that stories used, the most used first."""
    counts = {d.key: len({e.source for e in site.incoming(d.key, "tools")}) for d in site.of("tool")}
    return sorted((key for key, count in counts.items() if count), key=lambda k: (not site.is_native(k), -counts[k]))


def _cells(tool: Key, site: Site) -> dict[str, list[Document]]:
    """By theme, the stories that used a tool."""
    found: dict[str, list[Document]] = {}
    for edge in site.incoming(tool, "tools"):
        for theme in site.outgoing(edge.source, "themes"):
            found.setdefault(theme.target.slug, []).append(site.documents[edge.source])
    return found


def _cell_url(theme: str, tool: Key, site: Site) -> str:
    return f"{site.root}themes/{theme}/{tool.slug}/"


def _cell(theme: str, tool: Key, stories: list[Document], site: Site) -> Link | None:
    if not stories:
        return None
    count = site.words.count("%(num)s story", "%(num)s stories", len(stories))
    return Link(count, _cell_url(theme, tool, site), note=site.words.number(len(stories)))


def _list(tool: Key, theme: str, stories: list[Document], site: Site) -> Iterator[Output]:
    card, label = site.card(tool), site.label("themes", theme)
    name = Passage(card.title, card.title_language)
    told = {"kind": kind_values(site.kinds["story"]), "themes": (theme,), "tools": (tool.slug,)}
    title = phrase(site.words.text("%(tool)s and %(theme)s"), tool=name, theme=label)
    yield from pages(
        site, _cell_url(theme, tool, site), title, stories,
        crumbs=(Link(site.words.text("Tools by theme"), f"{site.root}matrix/"),), section=f"{site.root}themes/",
        search=Selection(told).fragment, indexed=False, themes=(theme,),
    )  # fmt: skip
