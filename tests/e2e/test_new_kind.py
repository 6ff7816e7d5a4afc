"""A new content type is one new file and one line in the catalogue: here is one, and nothing else knows of it."""

from pathlib import Path
from typing import Annotated

from tests.indexes import Read
from tests.projects import built, messages, project
from toolbox_gen import article, views
from toolbox_gen.catalogue import KINDS
from toolbox_gen.covers import draw
from toolbox_gen.fields import Common
from toolbox_gen.fieldtypes import Line, Many, Title
from toolbox_gen.model import Card, Document, Kind
from toolbox_gen.schema import Field, Ref
from toolbox_gen.site import Site


class Network(Common):
    """A learning network."""

    title: Annotated[Title, Field(description="the title")]
    members: Annotated[Many[Annotated[Line, Ref("organisation")]], Field(description="who belongs to it")] = ()


def card(document: Document, site: Site) -> Card:
    return Card(
        document.key, site.url(document.key), document.record.heading, "", document.language,
        look="plain", label=site.words.text("Page"), facts=(), cover=draw(document.key.slug, (), "by"),
    )  # fmt: skip


def page(document: Document, site: Site) -> views.Article:
    return views.Article(
        frame=article.document_frame(document, site, schema="Organization"),
        card=site.card(document.key),
        body=article.body(document, site),
    )


NETWORK = Kind(
    name="network", folder="networks", record=Network, template="page.html", card=card, page=page, one="Page", plural="Pages"
)  # fmt: skip

TEXT = """\
---
title: Netwerk Omgaan met verschil
members: [buurthuis]
---
Zij gebruiken [[deep-democracy]].
"""


def test_it_gets_pages_lists_links_search_feed_and_export(tmp_path: Path) -> None:
    root = project(tmp_path, {"content/networks/verschil.md": TEXT})
    assert messages(built(root, kinds=(*KINDS, NETWORK))) == []
    site = root / "site"
    assert "Netwerk Omgaan met verschil" in (site / "networks" / "verschil" / "index.html").read_text(encoding="utf-8")
    assert "Netwerk Omgaan met verschil" in (site / "networks" / "index.html").read_text(encoding="utf-8")
    assert "networks/verschil" in (site / "tools" / "deep-democracy" / "index.html").read_text(encoding="utf-8")
    assert "networks/verschil/" in {card[0] for card in Read(site).cards()}
    assert '"networks"' in (site / "export.json").read_text(encoding="utf-8")
    assert "networks/verschil/" in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_its_fields_and_references_are_checked(tmp_path: Path) -> None:
    wrong = TEXT.replace("members: [buurthuis]", "members: [buurthuys]\nmembres: []")
    root = project(tmp_path, {"content/networks/verschil.md": wrong})
    found = messages(built(root, kinds=(*KINDS, NETWORK)))
    assert ["unknown-document" in found[0], "unknown-field" in found[1]] == [True, True]
    assert "'nearest': 'buurthuis'" in found[0]
    assert "'nearest': 'members'" in found[1]


def test_without_it_its_folder_is_unknown(tmp_path: Path) -> None:
    root = project(tmp_path, {"content/networks/verschil.md": TEXT})
    assert "unknown-folder" in messages(built(root))[0]
