"""What must hold of every page of the repository's own toolbox, whatever it shows."""

import gzip
import json
import posixpath
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path, PurePath
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import jsonschema
import pytest

from tests.parsing import language, pages, parsed

Element = ElementTree.Element
ADDRESSES = (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("form", "action"))


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.html")):
        yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")


def ids(root: Element) -> set[str]:
    return {element.get("id", "") for element in root.iter() if element.get("id")}


def addresses(root: Element) -> Iterator[str]:
    for tag, name in ADDRESSES:
        for element in root.iter(tag):
            if element.get(name) is not None:
                yield str(element.get(name))
    for element in root.iter("div"):
        if element.get("data-index"):
            yield str(element.get("data-index"))


@pytest.mark.parametrize("output", ["site", "zip"])
def test_every_page_is_valid_and_every_link_leads_somewhere(toolbox: Path, output: str) -> None:
    folder = toolbox / output
    trees = pages(folder)
    assert len(trees) > 60
    broken = []
    for name, root in trees.items():
        for address in addresses(root):
            parts = urlsplit(address)
            if parts.scheme in ("https", "mailto", "tel"):
                continue
            base = "/" + name
            target = urlsplit(urljoin(base, unquote(address)))
            path = target.path.removeprefix("/")
            if path.endswith("/") or not path:
                assert output == "site" or name == "404.html" or path == "", f"{name}: {address}"
                path += "index.html"
            if not (folder / path).is_file():
                broken.append(f"{name}: {address}")
                continue
            is_page = path.endswith(".html") and "search/" not in path
            if target.fragment and is_page and target.fragment not in ids(parsed(folder / path)):
                broken.append(f"{name}: {address} (no such anchor)")
    assert broken == []


def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    for name, root in pages(site).items():
        found = [e.get("id") for e in root.iter() if e.get("id")]
        assert len(found) == len(set(found)), name


def test_nothing_comes_from_elsewhere_and_nothing_is_inline(site: Path) -> None:
    for name, root in pages(site).items():
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            assert element.get("style") is None, name
            assert not [a for a in element.attrib if isinstance(a, str) and a.startswith("on")], name
            assert element.tag != "style", name
            if element.tag in ("script", "img", "source", "iframe", "object"):
                address = element.get("src") or ""
                assert not urlsplit(address).netloc, f"{name}: {address}"
            if element.tag == "script":
                assert element.get("src"), name


def test_the_input_of_the_search_sends_nothing_by_itself(site: Path) -> None:
    for name, root in pages(site).items():
        forms = [form for form in root.iter("form") if form.get("action") is not None]
        assert not [i for form in forms for i in form.iter("input") if i.get("name")], name


def test_pages_are_light(site: Path) -> None:
    style = next((site / "assets").glob("style.*.css"))
    assert len(gzip.compress(style.read_bytes())) <= 12_000
    for name, root in pages(site).items():
        scripts = [script.get("src", "").rpartition("/")[2] for script in root.iter("script")]
        if not name.endswith("search/index.html"):  # there the search has begun
            assert sum(len(gzip.compress((site / "assets" / file).read_bytes())) for file in scripts) <= 10_000, name
        assert len(gzip.compress((site / name).read_bytes())) <= 30_000, name


def test_each_page_has_one_heading_of_the_first_level_and_none_is_skipped(site: Path) -> None:
    for name, root in pages(site).items():
        levels = [int(e.tag[1]) for e in root.iter() if re.fullmatch("h[1-6]", str(e.tag))]
        assert levels.count(1) == 1, name
        assert levels[0] == 1 or name == "404.html", f"{name}: {levels}"
        assert all(after - before <= 1 for before, after in pairwise(levels)), f"{name}: {levels}"


def test_every_page_says_its_language_and_who_it_is(site: Path) -> None:
    for name, root in pages(site).items():
        html = root if root.tag == "html" else root.find("html")
        assert html is not None
        assert html.get("lang") == language(PurePath(name)), name
        title = root.find(".//title")
        assert title is not None
        assert (title.text or "").strip(), name


def test_the_export_is_what_its_schema_says(site: Path) -> None:
    value = json.loads((site / "export.json").read_text(encoding="utf-8"))
    schema = json.loads((site / "export.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(value, schema, cls=jsonschema.Draft202012Validator)
    assert {s["slug"] for s in value["stories"]} >= {"hapje-klapje"}
    assert "consent" not in json.dumps(value["stories"])


def test_feed_and_sitemap_name_pages_that_exist(site: Path) -> None:
    feed = ElementTree.parse(site / "feed.xml").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    links = [e.find(f"{atom}link") for e in feed.iter(f"{atom}entry")]
    found = [str(link.get("href")) for link in links if link is not None]
    assert len(found) >= 20
    sitemap = ElementTree.parse(site / "sitemap.xml").getroot()
    found += [str(e.text) for e in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    for address in found:
        assert address.startswith("https://toolbox.example/")
        assert (site / urlsplit(address).path.removeprefix("/") / "index.html").is_file(), address


def test_a_former_address_leads_to_the_page(site: Path) -> None:
    root = parsed(site / "praktijken" / "hapje-klapje" / "index.html")
    refresh = next(m for m in root.iter("meta") if (m.get("http-equiv") or "").lower() == "refresh")
    target = str(refresh.get("content")).partition("url=")[2]
    assert posixpath.normpath(posixpath.join("praktijken/hapje-klapje", target)) == "stories/hapje-klapje"


def test_made_up_stories_say_so_on_every_page_that_shows_them(site: Path) -> None:
    page = (site / "stories" / "twaalf-vertalingen-nul-lezers" / "index.html").read_text(encoding="utf-8")
    assert "Fictief voorbeeld" in page
    lists = (site / "stories" / "kind" / "successful-failure" / "index.html").read_text(encoding="utf-8")
    assert lists.count("Fictief voorbeeld") >= 6


def test_an_archived_story_says_when_why_and_what_replaces_it(site: Path) -> None:
    page = (site / "stories" / "diversiteit-in-actie" / "index.html").read_text(encoding="utf-8")
    assert "1 januari 2022" in page
    assert "../iedereen-mee/" in page


def test_no_private_contact_data_is_on_any_page(site: Path) -> None:
    for name, text in texts(site):
        mails = set(re.findall(r"[\w.+-]+@[\w-]+\.[\w.]+", text))
        assert mails <= {"diversiteit@sint-niklaas.be", "redactie@toolbox.example"}, name
        assert not re.search(r"\b0\d{2,3}[ ./]?\d{2}[ .]?\d{2}[ .]?\d{2}\b", text), name
