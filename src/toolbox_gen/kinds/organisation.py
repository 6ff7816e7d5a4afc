"""Organisations: who tells the stories, with what they told and what they worked with."""

from dataclasses import dataclass
from typing import Annotated

from toolbox_gen import article, views
from toolbox_gen.covers import draw
from toolbox_gen.facets import facets
from toolbox_gen.fields import Common
from toolbox_gen.fieldtypes import Line, Summary, Title, Url
from toolbox_gen.marking import N_
from toolbox_gen.model import Card, Document, Facets, Kind
from toolbox_gen.passages import Passage
from toolbox_gen.schema import Field, File, Tongue
from toolbox_gen.site import Site


class Organisation(Common):
    """An organisation."""

    name: Annotated[Title, Tongue.NAME, Field(description=N_("its name"))]
    summary: Annotated[Summary | None, Field(description=N_("what it does, in two sentences"))] = None
    url: Annotated[Url | None, Tongue.OWN, Field(description=N_("its own site"))] = None
    place: Annotated[Line | None, Field(description=N_("where it is"))] = None
    logo: Annotated[
        Line | None, File("image"), Field(description=N_("its logo, beside the document or in content/media"))
    ] = None

    @property
    def heading_field(self) -> str:
        return "name"


@dataclass(frozen=True, slots=True)
class OrganisationView(views.Article):
    """An organisation's page."""

    site_url: str = ""
    place: str = ""
    logo: views.Picture | None = None
    stories: tuple[Card, ...] = ()
    mentions: tuple[Card, ...] = ()
    """Documents that name it in their text only."""
    tools: tuple[Card, ...] = ()
    """What was at work in its stories."""


def card(document: Document, site: Site) -> Card:
    """What other pages show of an organisation."""
    organisation = _organisation(document)
    stories = len(site.incoming(document.key, "organisations"))
    told = site.words.count("%(num)s story", "%(num)s stories", stories) if stories else ""
    return article.card(
        document, site, look="plain", label=site.words.text("Organisation"), summary=organisation.summary or "",
        facts=(site.said(document, "place", organisation.place), Passage(told)),
        cover=draw(document.key.slug, (), "by"),
    )  # fmt: skip


def page(document: Document, site: Site) -> OrganisationView:
    """An organisation's page."""
    organisation = _organisation(document)
    stories = site.cards(edge.source for edge in site.incoming(document.key, "organisations"))
    used = dict.fromkeys(e.target for story in stories for e in site.outgoing(story.key, "tools"))
    named = dict.fromkeys(edge.source for edge in site.incoming(document.key, "body"))
    logo = organisation.logo
    return OrganisationView(
        frame=article.document_frame(document, site, schema="Organization"),
        card=site.card(document.key),
        translation=article.translation(document, site),
        body=article.body(document, site),
        archive=article.archive(document, site),
        updated=site.words.when(organisation.updated),
        contact=organisation.contact or "",
        foreign=document.foreign,
        source_language=site.config.language,
        site_url=organisation.url or "",
        place=organisation.place or "",
        logo=article.picture(article.find_media(document, logo, site), organisation.name) if logo else None,
        stories=stories,
        mentions=tuple(c for c in site.cards(named) if c.key not in {s.key for s in stories}),
        tools=site.cards(used),
    )


def _organisation(document: Document) -> Organisation:
    assert isinstance(document.record, Organisation)
    return document.record


def found_by(document: Document) -> Facets:
    """What an organisation can be found by; by itself too, so that who chooses it sees it with its stories."""
    return facets({"kind": ("organisation",), "organisations": (document.key.slug,)})


def searched(document: Document) -> dict[str, tuple[str, ...]]:
    """What a search reads of an organisation besides name, summary and body."""
    place = _organisation(document).place
    return {"place": (place,) if place else ()}


KIND = Kind(
    name="organisation",
    folder="organisations",
    record=Organisation,
    template="organisation.html",
    card=card,
    page=page,
    one=N_("Organisation"),
    plural=N_("Organisations"),
    facets=found_by,
    choices={"kind": {"organisation": N_("Organisation")}},
    sources={"organisations": "organisation"},
    searched=searched,
    starter=lambda title, day: {"name": title, "status": "draft"},
)
