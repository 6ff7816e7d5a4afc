"""Site → the pages that `peers/hugo` has: documents, lists by 50, terms, organisations, feed, sitemap; nothing else.

Each view holds what its page says and no more, and everything stands in the order in which Hugo lists it: by date, and
what has the same date or none by name and path, all of it backwards.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from heapq import nsmallest

from markupsafe import Markup

from toolbox_gen import article, urls
from toolbox_gen.model import Document
from toolbox_gen.plan import Output, Planner, Render
from toolbox_gen.site import Site
from toolbox_gen.views import View

NEWEST = 50
FIRST = 10
TAXONOMIES = ("themes", "audiences")
LABELS = {"good-practice": "Goede praktijken", "successful-failure": "Geslaagde mislukkingen"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as a list shows it; `count` is how many documents name a term."""

    title: str
    url: str
    summary: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Use:
    """A story on the page of a tool that it used."""

    title: str
    url: str
    organisation: str
    shown: str


@dataclass(frozen=True, slots=True)
class Item:
    """A story in the feed; `published` is a time as RFC 822 writes it."""

    title: str
    url: str
    summary: str
    published: str


@dataclass(frozen=True, slots=True)
class HomeView(View):
    stories: int
    tools: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ListView(View):
    """A page of a list; a list of a term stands below that of its taxonomy."""

    first: str
    parent: Entry | None
    entries: tuple[Entry, ...]
    number: int
    pages: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TermsView(View):
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class StoryView(View):
    parent: Entry
    kind: str
    day: str
    shown: str
    organisation: str
    place: str
    themes: tuple[str, ...]
    audiences: tuple[str, ...]
    tools: tuple[Entry, ...]
    body: Markup


@dataclass(frozen=True, slots=True)
class ToolView(View):
    parent: Entry
    duration: int
    fewest: int
    most: int
    difficulty: str
    materials: str
    themes: tuple[str, ...]
    backlinks: tuple[tuple[str, tuple[Use, ...]], ...]
    body: Markup


@dataclass(frozen=True, slots=True)
class OrganisationView(View):
    body: Markup


@dataclass(frozen=True, slots=True)
class FeedView(View):
    items: tuple[Item, ...]
    updated: str


@dataclass(frozen=True, slots=True)
class SitemapView(View):
    pages: tuple[tuple[str, str], ...]


# ------------------------------------------------------------------------------------------------- what there is


def _day(document: Document) -> date | None:
    ended = getattr(document.record, "ended", None)
    return ended.first if ended else None


@lru_cache(maxsize=8)
def _listed(site: Site, kind: str) -> tuple[Document, ...]:
    """The documents of a kind in the order of Hugo's lists; its organisations have no title, so their path counts."""

    def place(document: Document) -> tuple[date, tuple[str, str], str]:
        name = "" if kind == "organisation" else document.record.heading
        return _day(document) or date.min, site.words.sort_key(name), document.path

    return tuple(sorted(site.of(kind), key=place, reverse=True))


def _entry(document: Document, site: Site) -> Entry:
    return Entry(document.record.heading, site.url(document.key), getattr(document.record, "summary", None) or "")


def _entries(documents: Sequence[Document], site: Site) -> tuple[Entry, ...]:
    return tuple(_entry(document, site) for document in documents)


def _organisation(document: Document, site: Site) -> str:
    edges = site.outgoing(document.key, "organisations")
    return "".join(site.documents[edge.target].record.heading for edge in edges)


@lru_cache(maxsize=4)
def _named(site: Site, taxonomy: str) -> dict[str, list[Document]]:
    """The documents that name each term, in the order of lists."""
    found: dict[str, list[Document]] = {}
    for kind in ("story", "tool"):  # tools have no date
        for document in _listed(site, kind):
            for edge in site.outgoing(document.key, taxonomy):
                found.setdefault(edge.target.slug, []).append(document)
    return found


# ------------------------------------------------------------------------------------------------- pages


def _pages(site: Site, url: str, documents: Sequence[Document], parent: Entry | None = None) -> Iterator[Output]:
    size = site.config.page_size
    count = max(1, -(-len(documents) // size))
    addresses = [url if number == 1 else f"{url}page/{number}/" for number in range(1, count + 1)]
    for number, address in enumerate(addresses, 1):
        view = ListView(
            article.frame(site, address, url.split("/")[-2].capitalize()), url, parent,
            _entries(documents[(number - 1) * size : number * size], site), number, count,
            addresses[number - 2] if number > 1 else "", addresses[number] if number < count else "",
        )  # fmt: skip
        yield Output(urls.output_path(address), Render("equal-list.html", view, site.language))


def home(site: Site) -> Iterator[Output]:
    """The first page."""
    stories = _listed(site, "story")
    frame = article.frame(site, "", site.title.text)
    view = HomeView(frame, len(stories), len(site.of("tool")), _entries(stories[:FIRST], site))
    yield Output("index.html", Render("equal-home.html", view, site.language))


def lists(site: Site) -> Iterator[Output]:
    """The lists of each kind, of taxonomies, and of terms."""
    for kind in ("story", "tool", "organisation"):
        yield from _pages(site, f"{site.kinds[kind].folder}/", _listed(site, kind))
    for taxonomy in TAXONOMIES:
        named = _named(site, taxonomy)
        counts = sorted(((-len(found), term) for term, found in named.items()))
        entries = tuple(Entry(term.capitalize(), f"{taxonomy}/{term}/", count=-count) for count, term in counts)
        view = TermsView(article.frame(site, f"{taxonomy}/", taxonomy.capitalize()), entries)
        yield Output(f"{taxonomy}/index.html", Render("equal-terms.html", view, site.language))
        for term, found in named.items():
            yield from _pages(site, f"{taxonomy}/{term}/", found, Entry(taxonomy.capitalize(), f"{taxonomy}/"))


def documents(site: Site) -> Iterator[Output]:
    """The page of each document."""
    uses: dict[str, dict[str, list[Use]]] = {}
    for story in _listed(site, "story"):
        use = Use(story.record.heading, site.url(story.key), _organisation(story, site), _shown(story))
        for edge in site.outgoing(story.key, "tools"):
            uses.setdefault(edge.target.slug, {}).setdefault(story.record.kind, []).append(use)

    def tool(document: Document, site: Site) -> ToolView:
        return _tool(document, site, uses.get(document.key.slug, {}))

    views: dict[str, Callable[[Document, Site], View]]
    views = {"story": _story, "tool": tool, "organisation": _organisation_page}
    for kind, view in views.items():
        for document in site.of(kind):
            recipe = Render(f"equal-{kind}.html", partial(view, document, site), site.language)
            yield Output(urls.output_path(site.url(document.key)), recipe, document.path)


def _shown(document: Document) -> str:
    day = _day(document)
    return f"{day:%d-%m-%Y}" if day else ""


def _frame(document: Document, site: Site) -> article.views.Frame:
    summary = getattr(document.record, "summary", None) or ""
    return article.frame(site, site.url(document.key), document.record.heading, description=summary)


def _above(document: Document, site: Site) -> Entry:
    folder = site.kinds[document.key.kind].folder
    return Entry(folder.capitalize(), f"{folder}/")


def _story(document: Document, site: Site) -> StoryView:
    story = document.record
    tools = [site.documents[edge.target] for edge in site.outgoing(document.key, "tools")]
    return StoryView(
        _frame(document, site), _above(document, site), story.kind, str(_day(document)), _shown(document),
        _organisation(document, site), story.place or "", story.themes, story.audiences, _entries(tools, site),
        article.body(document, site),
    )  # fmt: skip


def _tool(document: Document, site: Site, uses: dict[str, list[Use]]) -> ToolView:
    tool = document.record
    return ToolView(
        _frame(document, site), _above(document, site), tool.duration.max, tool.group_size.min, tool.group_size.max,
        tool.difficulty.facilitator, ", ".join(tool.materials), tool.themes,
        tuple((label, tuple(uses[kind])) for kind, label in LABELS.items() if kind in uses),
        article.body(document, site),
    )  # fmt: skip


def _organisation_page(document: Document, site: Site) -> OrganisationView:
    return OrganisationView(_frame(document, site), article.body(document, site))


# ------------------------------------------------------------------------------------------------- machines


def _rfc822(day: date) -> str:
    return f"{day:%a, %d %b %Y} 00:00:00 +0000"


def _as_news(site: Site) -> Callable[[Document], tuple[int, tuple[str, str], str]]:
    return lambda d: (-(_day(d) or date.min).toordinal(), site.words.sort_key(d.record.heading), d.path)


def machines(site: Site) -> Iterator[Output]:
    """Feed and sitemap; a list changed when its newest document did. In the feed names of one day go forward."""
    stories = _listed(site, "story")
    items = tuple(
        Item(d.record.heading, site.url(d.key), d.record.summary, _rfc822(_day(d) or date.min))
        for d in nsmallest(NEWEST, stories, key=_as_news(site))
    )
    feed = FeedView(article.frame(site, "index.xml", site.title.text), items, items[0].published if items else "")
    yield Output("index.xml", Render("equal-feed.xml", feed, site.language))
    pages = [(site.url(d.key), str(_day(d) or "")) for kind in ("story", "tool", "organisation") for d in site.of(kind)]
    latest: dict[str, str] = {"": "", "stories/": "", "tools/": "", "organisations/": ""}
    for taxonomy in TAXONOMIES:
        for term, found in _named(site, taxonomy).items():
            latest[f"{taxonomy}/{term}/"] = str(_day(found[0]) or "")
        below = [changed for url, changed in latest.items() if url.startswith(f"{taxonomy}/")]
        latest[f"{taxonomy}/"] = max(below, default="")
    latest[""] = latest["stories/"] = str(_day(stories[0])) if stories else ""
    view = SitemapView(article.frame(site, "sitemap.xml", ""), (*latest.items(), *pages))
    yield Output("sitemap.xml", Render("equal-sitemap.xml", view, site.language))


PLANNERS: tuple[Planner, ...] = (home, lists, documents, machines)
