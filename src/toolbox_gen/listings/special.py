"""What is shown where nothing is."""

from collections.abc import Iterator
from dataclasses import dataclass

from toolbox_gen import article
from toolbox_gen.i18n import words
from toolbox_gen.plan import Output, Render
from toolbox_gen.site import Site
from toolbox_gen.views import Link, View


@dataclass(frozen=True, slots=True)
class Lost:
    """What another language says of it, and the way to its home page."""

    language: str
    sentence: str
    home: Link


@dataclass(frozen=True, slots=True)
class LostView(View):
    """The page for unknown addresses. Nobody knows in which language its reader was."""

    others: tuple[Lost, ...]


def plan(site: Site) -> Iterator[Output]:
    """The page for unknown addresses."""
    if not site.root:
        frame = article.frame(
            site, "404.html", site.words.text("This page does not exist"), indexed=False, rootless=True
        )
        others = tuple(_lost(language, site) for language in site.config.languages[1:])
        yield Output("404.html", Render("notfound.html", LostView(frame, others), site.language))


def _lost(language: str, site: Site) -> Lost:
    own = words(language)
    home = Link(own.text("To the home page"), site.root_of(language))
    return Lost(language, own.text("This page does not exist"), home)
