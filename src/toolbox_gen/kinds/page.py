"""Free pages: about the toolbox, privacy, accessibility, and what else a toolbox has to say."""

from typing import Annotated

from toolbox_gen import article, views
from toolbox_gen.covers import draw
from toolbox_gen.facets import facets
from toolbox_gen.fields import Common
from toolbox_gen.fieldtypes import Summary, Title
from toolbox_gen.marking import N_
from toolbox_gen.model import Card, Document, Kind
from toolbox_gen.schema import Field
from toolbox_gen.site import Site


class Page(Common):
    """A page of text."""

    title: Annotated[Title, Field(description=N_("the title"))]
    summary: Annotated[Summary | None, Field(description=N_("what it says, in two sentences"))] = None
    nav: Annotated[int | None, Field(ge=0, description=N_("its place in the navigation, lowest first"))] = None


def card(document: Document, site: Site) -> Card:
    """What other pages show of a page."""
    record = _page(document)
    return article.card(
        document, site, look="plain", label=site.words.text("Page"), summary=record.summary or "",
        cover=draw(document.key.slug, (), "by"),
    )  # fmt: skip


def page(document: Document, site: Site) -> views.Article:
    """A page."""
    record = _page(document)
    return views.Article(
        frame=article.document_frame(document, site, schema="WebPage"),
        card=site.card(document.key),
        translation=article.translation(document, site),
        body=article.body(document, site),
        archive=article.archive(document, site),
        updated=site.words.when(record.updated),
        contact=record.contact or "",
        foreign=document.foreign,
        source_language=site.config.language,
    )


def _place(record: Page) -> int:
    """Its place in the navigation; pages without one come last."""
    return 99999 if record.nav is None else record.nav


def _page(document: Document) -> Page:
    assert isinstance(document.record, Page)
    return document.record


KIND = Kind(
    name="page",
    folder="pages",
    record=Page,
    template="page.html",
    card=card,
    page=page,
    one=N_("Page"),
    plural=N_("Pages"),
    listed=False,
    order=lambda document: f"{_place(_page(document)):05}",
    at_root=True,
    facets=lambda document: facets({"kind": ("page",)}),
    choices={"kind": {"page": N_("Page")}},
    starter=lambda title, day: {"title": title, "status": "draft"},
)
