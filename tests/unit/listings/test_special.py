"""The search with its index, and the page for unknown addresses."""

import re
from pathlib import Path

from tests.english import SITE, english, main, page, published, said, sites, story, tool
from tests.projects import built
from toolbox_gen.listings import special


def index(site: Path) -> str:
    """The search's index as it is."""
    return next((site / "assets").glob("search-en-*.js")).read_text(encoding="utf-8")


def test_the_search_page_leads_to_its_index_and_without_scripts_to_the_lists(tmp_path: Path) -> None:
    site = published(tmp_path)
    html = page(site, "search")
    (name,) = re.findall(r'data-index="\.\./(assets/[^"]+)"', html)
    assert (site / name).is_file()
    assert 'data-root="../"' in html
    assert "noindex" in html
    lists = re.findall(r"<noscript>(.*?)</noscript>", html, re.S)[-1]
    assert said(lists) == "Stories Tools Organisations Themes"


def test_the_index_holds_what_is_shown_and_nothing_else(tmp_path: Path) -> None:
    root = english(tmp_path, {
        "content/stories/a.md": story("themes: [inclusion]", slug="Shownstory"),
        "content/stories/b.md": story("status: draft", slug="Draftstory"),
        "content/tools/t.md": tool("publish_on: 2027", title="Latertool"),
        "content/stories/c.md": story("tools: [deep-democracy, t]", slug="Usingstory"),
    })  # fmt: skip
    assert built(root).errors == 0
    found = index(root / "site")
    assert "Shownstory" in found
    assert "Usingstory" in found
    assert "Draftstory" not in found
    assert "Latertool" not in found
    assert '"t"' not in found


def test_an_index_that_changes_has_another_name(tmp_path: Path) -> None:
    (before,) = (published(tmp_path) / "assets").glob("search-en-*.js")
    (after,) = (published(tmp_path, {"content/stories/a.md": story()}) / "assets").glob("search-en-*.js")
    assert before.name != after.name


def test_synonyms_of_terms_are_found(tmp_path: Path) -> None:
    terms = "inclusion: {label: {en: Inclusion}, synonyms: {en: [belonging], nl: [erbijhoren]}}\nparticipation: P\n"
    found = index(published(tmp_path, {"content/vocabularies/themes.yaml": terms}))
    assert "belong" in found
    assert "erbijhoren" not in found


def test_its_facets_are_kinds_themes_and_tools_that_occur(tmp_path: Path) -> None:
    terms = "inclusion: Inclusion\nparticipation: Participation\nunused: Unusedtheme\n"
    found = index(published(tmp_path, {"content/vocabularies/themes.yaml": terms}))
    for label in ("Good practice", "Successful failure", "Tool", "Organisation", "Page", "Inclusion", "Deep Democracy"):
        assert label in found
    assert "Unusedtheme" not in found


def test_the_404_page_is_whole_at_every_address(tmp_path: Path) -> None:
    html = (published(tmp_path) / "404.html").read_text(encoding="utf-8")
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', html)
    assert [a for a in addresses if not a.startswith(("/box/", "#", "https:"))] == []
    assert "This page does not exist" in said(main(html))
    assert "noindex" in html
    assert "canonical" not in html


def test_the_404_page_of_a_portable_site_names_files(tmp_path: Path) -> None:
    html = (published(tmp_path, {"site.yaml": SITE}, portable=True) / "404.html").read_text(encoding="utf-8")
    assert 'href="/box/stories/index.html"' in html


def test_another_language_has_a_search_and_no_404_of_its_own(tmp_path: Path) -> None:
    sited = sites(tmp_path, {"site.yaml": SITE.replace("[en]", "[en, nl]")})
    paths = [output.path for output in special.plan(sited[0])]
    assert paths[1:] == ["search/index.html", "404.html"]
