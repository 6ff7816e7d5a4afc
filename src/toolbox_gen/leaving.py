"""The quick exit: which pages have it, where it leads, and what others may see of pages that need it (decision 24)."""

from collections.abc import Iterable

from toolbox_gen.bidi import isolated
from toolbox_gen.model import Document
from toolbox_gen.site import Site
from toolbox_gen.views import Exit

LIMITS = "reading/"
"""Where the page stands that says what the exit cannot do: an address that tells nothing."""


def is_sensitive(site: Site, documents: Iterable[Document]) -> bool:
    """Whether what shows these documents is about something sensitive: all of them are."""
    found = [site.is_sensitive(document.key) for document in documents]
    return bool(found) and all(found)


def is_offered(site: Site) -> bool:
    """Whether any page may have the exit."""
    asked = site.config.quick_exit
    return asked.everywhere or bool(asked.kinds) or any(map(site.is_sensitive, site.documents))


def way_out(site: Site, kind: str, *, needed: bool) -> Exit | None:
    """The exit of a page that needs it, or has it because `site.yaml` says so of every page or of its kind."""
    asked = site.config.quick_exit
    if not (needed or asked.everywhere or kind in asked.kinds):
        return None
    return Exit(url=asked.url, limits=site.root + LIMITS, icon=site.assets["blank.svg"])


def title(site: Site, word: str) -> str:
    """What the tab of a page is called that must not tell its own title: as `site.yaml` says, or by a mere word."""
    own = site.in_language(site.config.quick_exit.neutral_title).text
    return own or f"{word} · {isolated(site.title.text, site.words.direction)}"
