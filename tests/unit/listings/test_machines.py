"""What machines read: the feed with its dates, the sitemap, the export with what may leave, the web manifest."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from tests.english import SITE, picture, published, sites, story, tool
from toolbox_gen.listings import machines

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://proof.example/box/"


def feed(site: Path) -> ElementTree.Element:
    """The feed."""
    return ElementTree.parse(site / "feed.xml").getroot()


def entries(site: Path) -> list[tuple[str, str]]:
    """Title and day of each entry."""
    found = feed(site).findall(f"{ATOM}entry")
    return [(e.findtext(f"{ATOM}title", ""), e.findtext(f"{ATOM}updated", "")[:10]) for e in found]


def places(site: Path) -> dict[str, str]:
    """The sitemap: paths with the day of their last change."""
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    return dict(re.findall(rf"<loc>{BASE}(.*?)</loc>(?:<lastmod>(.*?)</lastmod>)?", text))


def export(site: Path) -> dict[str, Any]:
    """The export."""
    found: dict[str, Any] = json.loads((site / "export.json").read_text(encoding="utf-8"))
    return found


# ------------------------------------------------------------------------------------------------- feed


def test_the_feed_has_what_is_dated_the_newest_first(tmp_path: Path) -> None:
    site = published(tmp_path, {
        "content/stories/a.md": story("updated: 2026-05-05", slug="Updated"),
        "content/stories/b.md": story("publish_on: 2026-04-04", slug="Appeared"),
        "content/stories/c.md": story("period: {from: 2020, to: 2026-03}", slug="Ended"),
        "content/stories/d.md": story("publish_on: 2026-07", slug="Later"),
        "content/tools/t.md": tool("updated: 2026-01-02", title="Toolword"),
    })  # fmt: skip
    assert entries(site) == [
        ("Updated", "2026-05-05"), ("Appeared", "2026-04-04"), ("Ended", "2026-03-01"), ("Toolword", "2026-01-02"),
        ("Wie aan tafel zit, praat mee", "2024-05-01"), ("Twaalf vertalingen, nul lezers", "2022-01-01"),
    ]  # fmt: skip
    assert feed(site).findtext(f"{ATOM}updated") == "2026-05-05T00:00:00Z"


def test_an_entry_says_what_and_where(tmp_path: Path) -> None:
    (entry, *_) = feed(published(tmp_path)).findall(f"{ATOM}entry")
    address = f"{BASE}stories/aan-tafel/"
    link, category = entry.find(f"{ATOM}link"), entry.find(f"{ATOM}category")
    assert link is not None
    assert category is not None
    assert (entry.findtext(f"{ATOM}id"), link.get("href")) == (address, address)
    assert entry.findtext(f"{ATOM}summary") == "Vier avonden met een hapje."
    assert (category.get("term"), category.get("label")) == ("story", "Good practice")


def test_the_feed_keeps_the_fifty_newest(tmp_path: Path) -> None:
    many = {f"content/stories/s{n}.md": story("date: 2020") for n in range(60)}
    (site,) = sites(tmp_path, many)
    view = next(o.recipe.view for o in machines.plan(site) if o.path == "feed.xml")  # type: ignore[union-attr]
    assert isinstance(view, machines.FeedView)
    assert len(view.entries) == machines.NEWEST == 50


def test_an_empty_feed_is_valid_and_without_an_address_it_names_itself(tmp_path: Path) -> None:
    site = published(tmp_path, {
        "site.yaml": "languages: [en]\n", "content/stories/aan-tafel.md": None, "content/stories/nul-lezers.md": None,
    })  # fmt: skip
    assert entries(site) == []
    assert str(feed(site).findtext(f"{ATOM}id")).startswith("tag:")
    assert feed(site).findtext(f"{ATOM}updated") == "2000-01-01T00:00:00Z"


def test_texts_are_escaped(tmp_path: Path) -> None:
    site = published(tmp_path, {"content/stories/a.md": story('title: "<b> & ‘co’"\nupdated: 2026')})
    assert entries(site)[0][0] == "<b> & ‘co’"


# ------------------------------------------------------------------------------------------------- sitemap, robots


def test_the_sitemap_has_each_page_that_may_be_found_and_no_other(tmp_path: Path) -> None:
    site = published(tmp_path, {
        "content/stories/a.md": story("updated: 2026-05-05\naliases: former"),
        "content/stories/b.md": story("status: archived\narchived: {on: 2025}"),
        "content/stories/c.md": story("status: draft"),
        "content/stories/d.md": story("expires_on: 2025"),
    })  # fmt: skip
    assert places(site) == {
        "": "", "stories/": "", "tools/": "", "organisations/": "", "themes/": "", "themes/inclusion/": "",
        "themes/participation/": "", "over/": "", "organisations/buurthuis/": "", "tools/deep-democracy/": "",
        "stories/a/": "2026-05-05", "stories/aan-tafel/": "2024-05-01", "stories/nul-lezers/": "2022-01-01",
    }  # fmt: skip


def test_pages_of_the_sitemap_are_those_without_noindex(tmp_path: Path) -> None:
    site = published(tmp_path)
    hidden = [p for p in places(site) if "noindex" in (site / p / "index.html").read_text(encoding="utf-8")]
    assert hidden == []


def test_without_an_address_there_is_no_sitemap(tmp_path: Path) -> None:
    site = published(tmp_path, {"site.yaml": "languages: [en]\n"})
    assert not (site / "sitemap.xml").exists()
    assert "Sitemap" not in (site / "robots.txt").read_text(encoding="utf-8")


def test_robots_are_told_where_the_sitemap_is(tmp_path: Path) -> None:
    assert f"Sitemap: {BASE}sitemap.xml\n" in (published(tmp_path) / "robots.txt").read_text(encoding="utf-8")


# ------------------------------------------------------------------------------------------------- export


def test_the_export_has_the_fields_and_the_text_of_what_is_shown(tmp_path: Path) -> None:
    found = export(published(tmp_path, {"content/stories/a.md": story("status: draft")}))
    assert found["title"] == "Proof"
    assert found["language"] == "en"
    assert [s["slug"] for s in found["stories"]] == ["aan-tafel", "nul-lezers"]
    told = found["stories"][0]
    assert told["tools"] == [
        {
            "tool": "deep-democracy",
            "role": "central",
            "result": "helped",
            "note": "Toen kwam het echte bezwaar op tafel.",
        }
    ]
    assert told["date"] == "2024-05"
    assert told["url"] == "stories/aan-tafel/"
    assert told["text"] == "Lees ook de stappen."
    assert found["vocabularies"]["themes"]["inclusion"]["label"] == {"nl": "Inclusie", "en": "Inclusion"}


@pytest.mark.parametrize(
    ("scope", "status", "leaves"),
    [
        ("[site, export]", "given", True), ("[site, export]", "not-needed", True), ("[site]", "not-needed", False), ("[]", "not-needed", True),
        ("[site]", "given", False), ("[site, publication, cards]", "given", False), ("[export]", "given", False),
    ],
)  # fmt: skip
def test_what_may_not_leave_is_not_in_the_export(tmp_path: Path, scope: str, status: str, leaves: bool) -> None:
    consent = (
        f"consent: {{ref: Secretref7, status: {status}, given_on: 2026-01-10, scope: {scope}, identity: pseudonym}}"
    )
    site = published(tmp_path, {"content/stories/a.md": story(f"quotes: [{{text: Words}}]\n{consent}")})
    assert ("a" in {s["slug"] for s in export(site)["stories"]}) is leaves
    text = (site / "export.json").read_text(encoding="utf-8")
    assert "Secretref" not in text
    assert '"consent"' not in text
    assert '"status"' not in text


def test_what_editors_note_and_how_they_call_files_is_not_in_the_export(tmp_path: Path) -> None:
    site = published(tmp_path, {
        "content/stories/a.md": story(
            "extra: {dossier: Noteword, fictional: ja}\nimages: [{src: nameword.png, alt: Hands}]", body="![Hands](nameword.png)\n"
        ),
        "content/organisations/o.md": "---\nname: O\nlogo: nameword.png\n---\n",
        "content/tools/t.md": tool("downloads: [{label: Sheet, file: sheet.csv}]"),
        "content/media/nameword.png": picture(600, 300), "content/media/sheet.csv": "a",
    })  # fmt: skip
    found, text = export(site), (site / "export.json").read_text(encoding="utf-8")
    assert "Noteword" not in text
    assert "nameword" not in text
    (told,), (logo,) = (
        [one for one in found["stories"] if one["slug"] == "a"],
        [one for one in found["organisations"] if one["slug"] == "o"],
    )
    assert told["fictional"] is True
    assert "extra" not in told
    assert told["images"][0]["src"] == logo["logo"]
    offered = next(one for one in found["tools"] if one["slug"] == "t")["downloads"][0]["file"]
    assert all((site / address).is_file() for address in (logo["logo"], offered))
    schema = json.loads((site / "export.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, schema, cls=jsonschema.Draft202012Validator)
    assert "extra" not in schema["$defs"]["Story"]["properties"]


def test_the_export_is_what_its_schema_says(tmp_path: Path) -> None:
    files = {
        "content/stories/a.md": story(
            "period: {from: 2020}\ntools: [deep-democracy]\ncontext: {duration: 1u30, group_size: 8+}"
        ),
        "content/tools/t.md": tool("duration: {sessions: {count: 3, each: 30}}\nroute: {stops: [{title: A}]}"),
    }
    site = published(tmp_path, files)
    schema = json.loads((site / "export.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(export(site), schema, cls=jsonschema.Draft202012Validator)
    assert "consent" not in schema["$defs"]["Story"]["properties"]


# ------------------------------------------------------------------------------------------------- web manifest


@pytest.mark.parametrize(("portable", "start"), [(False, "./"), (True, "index.html")])
def test_the_web_manifest_names_the_site_and_an_icon_that_exists(tmp_path: Path, portable: bool, start: str) -> None:
    site = published(tmp_path, {"site.yaml": SITE}, portable=portable)
    found = json.loads((site / "site.webmanifest").read_text(encoding="utf-8"))
    assert (found["name"], found["lang"], found["dir"], found["start_url"]) == ("Proof", "en", "ltr", start)
    assert (site / found["icons"][0]["src"]).is_file()


def test_another_language_has_its_own_feed_export_manifest_and_sitemap(tmp_path: Path) -> None:
    _, other = sites(tmp_path, {"site.yaml": SITE.replace("[en]", "[en, nl]")})
    outputs = {output.path: output for output in machines.plan(other)}
    assert set(outputs) == {"nl/feed.xml", "nl/site.webmanifest", "nl/export.json", "nl/sitemap.xml"}
    assert getattr(outputs["nl/site.webmanifest"].recipe, "value")["icons"][0]["src"].startswith("../assets/")  # noqa: B009
