"""Pages of documents: one each, redirects from former addresses, and a neutral page where one was taken back."""

import re
from pathlib import Path

import pytest

from tests.english import SITE, english, main, page, published, said, story, tool
from tests.projects import built, tree

CONSENT = "consent: {ref: R-1, status: STATUS, given_on: 2026-01-10, scope: [site]}\nquotes: [{text: Secretword}]"


def told(status: str) -> str:
    """A story with a quote, of which the consent stands so."""
    return story(CONSENT.replace("STATUS", status), slug="Secrettitle")


@pytest.mark.parametrize(
    ("alias", "file", "leads"),
    [
        ("old/name", "old/name/index.html", "../../stories/x/"),
        ("/old/name/", "old/name/index.html", "../../stories/x/"),
        ("old.html", "old.html", "stories/x/"),
        ("x", "x/index.html", "../stories/x/"),
    ],
)
def test_a_former_address_sends_its_reader_on(tmp_path: Path, alias: str, file: str, leads: str) -> None:
    site = published(tmp_path, {"content/stories/x.md": story(f"aliases: {alias}", slug="Xword")})
    html = (site / file).read_text(encoding="utf-8")
    assert f'content="0; url={leads}"' in html
    assert f'<a href="{leads}">Xword</a>' in html
    assert '<link rel="canonical" href="https://proof.example/box/stories/x/">' in html
    assert "noindex" in html


def test_a_redirect_is_in_no_list_and_no_sitemap(tmp_path: Path) -> None:
    site = published(tmp_path, {"content/stories/x.md": story("aliases: former")})
    naming = [
        name
        for name, data in tree(site).items()
        if b"former" in data and not name.startswith((".", "former", "export"))
    ]
    assert naming == []


def test_what_is_not_shown_has_no_redirect(tmp_path: Path) -> None:
    site = published(tmp_path, {"content/stories/x.md": story("aliases: former\nstatus: draft")})
    assert not (site / "former").exists()


@pytest.mark.parametrize("alias", ["../out", "a/../b", "a\\b", "a//b", "what?", "a#b", "/", "."])
def test_an_alias_is_a_path_inside_the_site(tmp_path: Path, alias: str) -> None:
    report = built(english(tmp_path, {"content/stories/x.md": story(f"aliases: ['{alias}']")}))
    assert [(p.path, p.spot.line, p.code) for p in report.problems] == [("content/stories/x.md", 8, "wrong-alias")]
    assert report.written is None


@pytest.mark.parametrize("status", ["withdrawn"])
def test_where_a_document_was_taken_back_stands_a_page_without_its_title(tmp_path: Path, status: str) -> None:
    site = published(tmp_path, {"content/stories/x.md": told(status)})
    html = page(site, "stories/x")
    assert "<h1>No longer here</h1>" in html
    assert "noindex" in html
    assert "Secret" not in html
    assert not re.search(r"R-1|withdrawn", html)


@pytest.mark.parametrize("text", [told("pending"), story("status: draft"), story("publish_on: 2027")])
def test_what_was_never_shown_leaves_no_page(tmp_path: Path, text: str) -> None:
    assert not (published(tmp_path, {"content/stories/x.md": text}) / "stories" / "x").exists()


def test_what_has_expired_leaves_a_neutral_page(tmp_path: Path) -> None:
    site = published(tmp_path, {"content/tools/x.md": tool("expires_on: 2026-05-31", title="Secrettitle")})
    assert "No longer here" in said(main(page(site, "tools/x")))
    assert all(b"Secrettitle" not in data for data in tree(site).values())


def test_two_documents_cannot_have_one_address(tmp_path: Path) -> None:
    root = english(tmp_path, {
        "content/stories/x.md": story("aliases: [stories/aan-tafel]"),
        "content/stories/y.md": story("aliases: [Somewhere]"),
        "content/stories/z.md": story("aliases: [somewhere]"),
        "content/pages/w.md": "---\ntitle: W\naliases: [w/]\n---\n",
    })  # fmt: skip
    found = [(p.path, p.code, dict(p.values)["address"]) for p in built(root).problems]
    assert ("content/stories/x.md", "same-address", "/stories/aan-tafel/") in found
    assert ("content/stories/z.md", "same-address", "/somewhere/") in found
    assert ("content/pages/w.md", "same-address", "/w/") in found
    assert len(found) == 3


@pytest.mark.parametrize(
    "alias", ["feed.xml", "tools", "404.html", "search", "themes/inclusion", "stories/kind/good-practice"]
)
def test_an_alias_does_not_take_an_address_of_the_site_itself(tmp_path: Path, alias: str) -> None:
    found = built(english(tmp_path, {"content/stories/x.md": story(f"aliases: {alias}")})).problems
    assert [(p.path, p.code) for p in found] == [("content/stories/x.md", "address-taken")]


def test_a_page_does_not_take_the_folder_of_a_list(tmp_path: Path) -> None:
    found = built(english(tmp_path, {"content/pages/tools.md": "---\ntitle: T\n---\n"})).problems
    assert [(p.path, p.code) for p in found] == [("content/pages/tools.md", "address-taken")]


def test_links_of_a_portable_site_name_files(tmp_path: Path) -> None:
    files = {
        "content/stories/x.md": story(
            "aliases: former\ntools: [deep-democracy]", body="See [[deep-democracy#stappen]].\n"
        )
    }
    site = published(tmp_path, files, portable=True)
    html = page(site, "stories/x")
    assert 'href="../../tools/deep-democracy/index.html#stappen"' in html
    assert 'href="../../index.html"' in html
    assert not re.findall(r'href="[^":]*/(?:#[^"]*)?"', html)
    assert "url=../stories/x/index.html" in page(site, "former")


def test_without_an_address_of_the_site_pages_have_no_canonical_link(tmp_path: Path) -> None:
    site = published(
        tmp_path, {"site.yaml": "title: Proof\nlanguages: [en]\n", "content/stories/x.md": story("aliases: former")}
    )
    assert "canonical" not in page(site, "stories/x")
    assert "canonical" not in page(site, "former")


def test_a_former_address_is_of_the_version_that_had_it(tmp_path: Path) -> None:
    site = published(tmp_path, {
        "site.yaml": SITE.replace("[en]", "[en, nl, fr, ar]"),
        "content/stories/x.md": story("aliases: [praktijken/x, stories/former]"),
        "content/stories/x.nl.md": "---\ntitle: Vertaald\nsummary: Kort.\naliases: [verhalen/x]\n---\nTekst.\n",
        "content/stories/x.fr.md": "---\ntitle: Traduit\nsummary: Court.\n---\nTexte.\n",
    })  # fmt: skip
    found = {
        str(one.parent.relative_to(site)) for one in site.rglob("index.html") if one.parent.name in ("x", "former")
    }
    assert found == {
        "stories/x", "praktijken/x", "stories/former", "nl/stories/x", "nl/verhalen/x", "nl/stories/former",
        "fr/stories/x", "fr/stories/former", "ar/stories/x", "ar/stories/former",
    }  # fmt: skip
