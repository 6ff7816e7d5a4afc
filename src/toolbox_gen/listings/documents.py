"""The page of every document, the redirects of its former addresses, and what stands where one was taken back."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from toolbox_gen import article, urls
from toolbox_gen.model import Document
from toolbox_gen.plan import Output, Render
from toolbox_gen.site import Site
from toolbox_gen.views import Link, View


@dataclass(frozen=True, slots=True)
class RedirectView(View):
    """A page that sends its reader on."""

    target: Link


def plan(site: Site) -> Iterator[Output]:
    """Pages, redirects, and neutral pages."""
    for kind in site.kinds.values():
        for document in site.of(kind.name):
            page = partial(kind.page, document, site)
            path = urls.output_path(site.url(document.key))
            shows = "" if site.is_native(document.key) else document.language
            recipe = Render(kind.template, page, site.language, shows, is_indexed=site.is_findable(document.key))
            yield Output(path, recipe, document.path)
            for alias in dict.fromkeys(_aliases(document, site)):
                yield _redirect(document, alias, site)
    for key in site.gone:
        url = site.url(key)
        frame = article.frame(site, url, site.words.text("No longer here"), indexed=False)
        yield Output(urls.output_path(url), Render("gone.html", View(frame), site.language, is_neutral=True))


def _aliases(document: Document, site: Site) -> Iterator[str]:
    """Its former addresses below the language's root; of its original's, those that a page of its kind can have had."""
    kind, is_native = site.kinds[document.key.kind], site.is_native(document.key)
    original = site.originals.get(document.key) if is_native else document
    if is_native:
        yield from document.record.aliases
    for alias in original.record.aliases if original else ():
        address = alias.strip("/")
        if f"{address}/" == kind.url(address.rpartition("/")[2]):
            yield alias


def _redirect(document: Document, alias: str, site: Site) -> Output:
    path = site.root + alias.strip("/")
    url = path if "." in path.rpartition("/")[2] else path + "/"
    card, kind = site.card(document.key), site.kinds[document.key.kind]
    word = site.words.text(kind.one) if site.is_sensitive(document.key) else ""
    frame = article.frame(site, url, card.title, indexed=False, kind=kind.name, hidden_as=word)
    view = RedirectView(frame, Link(word, card.url) if word else article.link(card))
    return Output(urls.output_path(url), Render("redirect.html", view, site.language), document.path)
