"""The page that says what the quick exit cannot do, wherever pages have one."""

from collections.abc import Iterator
from dataclasses import dataclass

from toolbox_gen import article, leaving, urls
from toolbox_gen.passages import Passage
from toolbox_gen.plan import Output, Render
from toolbox_gen.site import Site
from toolbox_gen.views import Link, View


@dataclass(frozen=True, slots=True)
class Help:
    """Somebody to talk to; `dialled` is the number without what is only there to be read."""

    name: Passage
    phone: str
    dialled: str
    url: str
    note: Passage


@dataclass(frozen=True, slots=True)
class LimitsView(View):
    """What the exit does, what it cannot do, and who helps."""

    help: tuple[Help, ...]


def plan(site: Site) -> Iterator[Output]:
    """That page; it is left like the pages that lead to it, and named as little."""
    if not leaving.is_offered(site):
        return
    w, url = site.words, site.root + leaving.LIMITS
    frame = article.frame(
        site, url, w.text("What this exit cannot do"), crumbs=(Link(w.text("Home"), site.root),),
        hidden_as=w.text("About this toolbox"),
    )  # fmt: skip
    found = tuple(
        Help(
            site.in_language(one.name),
            one.phone or "",
            _dialled(one.phone or ""),
            one.url or "",
            site.in_language(one.note),
        )
        for one in site.config.quick_exit.help_lines
    )
    yield Output(urls.output_path(url), Render("leaving.html", LimitsView(frame, found), site.language))


def _dialled(phone: str) -> str:
    return "".join(c for c in phone if c in "+0123456789")
