"""What is shown where nothing is."""

from collections.abc import Iterator

from toolbox_gen import article
from toolbox_gen.plan import Output, Render
from toolbox_gen.site import Site
from toolbox_gen.views import View


def plan(site: Site) -> Iterator[Output]:
    """The page for unknown addresses."""
    if not site.root:
        frame = article.frame(
            site, "404.html", site.words.text("This page does not exist"), indexed=False, rootless=True
        )
        yield Output("404.html", Render("notfound.html", View(frame), site.language))
