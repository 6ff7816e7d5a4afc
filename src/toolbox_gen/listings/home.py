"""The home page: what this is, ways in, the newest stories, honest figures."""

from collections.abc import Iterator
from dataclasses import dataclass

from toolbox_gen import article, urls
from toolbox_gen.config import Way
from toolbox_gen.model import Card, Key
from toolbox_gen.plan import Output, Render
from toolbox_gen.site import Site
from toolbox_gen.views import Item, Link, View

NEWEST = 6
FEATURED = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """How many there are of something; `look` is that of its cards.

    The number stands apart from the label, but within that of organisations.
    """

    look: str
    number: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class HomeView(View):
    """The home page. The note of a theme is its count."""

    ways: tuple[Link, ...]
    figures: tuple[Figure, ...]
    newest: tuple[Card, ...]
    tools: tuple[Card, ...]
    """Those that most stories used."""
    themes: tuple[Link, ...]
    fictional: str
    """How many of the stories are made up, in words; nothing when none is."""


def plan(site: Site) -> Iterator[Output]:
    """One page per language."""
    frame = article.frame(site, site.root, site.title.text, about=_about(site))
    used = sorted(site.of("tool"), key=lambda d: (not site.is_native(d.key), -len(site.incoming(d.key, "tools"))))
    view = HomeView(
        frame,
        ways=tuple(_way(way, site) for way in site.config.ways_in),
        figures=tuple(_figures(site)),
        newest=site.cards(d.key for d in site.of("story")[:NEWEST]),
        tools=site.cards(d.key for d in used[:FEATURED]),
        themes=tuple(_themes(site)),
        fictional=_fictional(site),
    )
    yield Output(urls.output_path(site.root), Render("home.html", view, site.language))


def _way(way: Way, site: Site) -> Link:
    label = site.in_language(way.label)
    return Link(label.text, f"{site.root}ways/{way.slug}/", language=label.language)


def _about(site: Site) -> Item:
    return Item("WebSite", (("name", site.title.text), ("inLanguage", site.language)))


def _fictional(site: Site) -> str:
    made_up = sum(article.is_fictional(document.record) for document in site.of("story"))
    if not made_up:
        return ""
    return site.words.count(
        "%(num)s of the stories is a fictional example.", "%(num)s of the stories are fictional examples.", made_up
    )


def _figures(site: Site) -> Iterator[Figure]:
    w = site.words
    looks = [site.card(d.key).look for d in site.of("story")]
    stories = f"{site.root}stories/kind"
    good, failures = looks.count("good"), looks.count("fail")
    tools, organisations = len(site.of("tool")), len(site.of("organisation"))
    rows = (
        ("good", good, w.count("good practice", "good practices", good), f"{stories}/good-practice/"),
        (
            "fail",
            failures,
            w.count("successful failure", "successful failures", failures),
            f"{stories}/successful-failure/",
        ),
        ("tool", tools, w.count("tool", "tools", tools), f"{site.root}tools/"),
        (
            "plain",
            organisations,
            w.count("from %(num)s organisation", "from %(num)s organisations", organisations),
            f"{site.root}organisations/",
        ),
    )
    for look, number, label, url in rows:
        if number:
            yield Figure(look, w.number(number), label, url)


def _themes(site: Site) -> Iterator[Link]:
    """Themes with documents, those with most first, and of as many by their names."""
    named = [Key(v, t) for v, t in site.term_counts if v == "themes"]
    for key in sorted(named, key=lambda k: (-site.term_counts[k], site.words.sort_key(site.label(*k).text))):
        yield article.term(key, site, note=site.words.number(site.term_counts[key]))
