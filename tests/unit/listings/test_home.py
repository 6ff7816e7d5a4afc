"""The home page: figures that are true, the newest stories, the tools that were used most."""

import re
from pathlib import Path

from tests.english import SITE, main, page, published, said, story, tool
from tests.projects import VOCABULARY


def figures(html: str) -> list[str]:
    """The figures of a home page."""
    return [said(found) for found in re.findall(r"<li class=\"(?:good|fail|tool)\">(.*?)</li>", main(html), re.S)]


def section(html: str, name: str) -> list[str]:
    """The titles in a section."""
    part = html[html.index(f'aria-labelledby="home.{name}"') :].partition("</section>")[0]
    return [said(found) for found in re.findall(r"<h3[^>]*>(.*?)</h3>", part)]


def test_figures_count_what_is_shown_and_nothing_else(tmp_path: Path) -> None:
    site = published(tmp_path, {
        "content/stories/a.md": story(),
        "content/stories/b.md": story("status: draft"),
        "content/stories/c.md": story("expires_on: 2020"),
        "content/stories/d.md": story("status: archived\narchived: {on: 2025}"),
    })  # fmt: skip
    html = page(site, "")
    assert figures(html) == ["3 good practices", "1 successful failure", "1 tool"]
    assert "from 1 organisation" in said(main(html))
    assert 'href="stories/kind/good-practice/"' in html


def test_an_empty_toolbox_has_a_home_page_without_figures(tmp_path: Path) -> None:
    empty = dict.fromkeys(("content/stories/aan-tafel.md", "content/stories/nul-lezers.md", "content/tools/deep-democracy.md", "content/organisations/buurthuis.md", "content/pages/over.md"))  # fmt: skip
    html = page(published(tmp_path, empty), "")
    assert figures(html) == []
    assert "home.new" not in html
    assert "home.tools" not in html
    assert "home.themes" not in html
    assert 'href="stories/"' not in html


def test_the_six_newest_stories_are_shown(tmp_path: Path) -> None:
    more = {f"content/stories/s{n}.md": story(f"date: 2025-0{n}", slug=f"s{n}") for n in range(1, 8)}
    assert section(page(published(tmp_path, more), ""), "new") == ["s7", "s6", "s5", "s4", "s3", "s2"]


def test_the_three_tools_that_were_used_most_are_shown(tmp_path: Path) -> None:
    tools = {f"content/tools/{n}.md": tool(title=n) for n in ("apple", "bread", "cheese")}
    stories = {
        "content/stories/a.md": story("tools: [cheese, bread]"),
        "content/stories/b.md": story("tools: [cheese]"),
        "content/stories/c.md": story("tools: [cheese]"),
    }
    found = section(page(published(tmp_path, tools | stories), ""), "tools")
    assert found == ["cheese", "Deep Democracy", "bread"]


def test_a_tool_that_was_used_most_counts_stories_not_mentions(tmp_path: Path) -> None:
    named = {f"content/stories/n{n}.md": story(body="See [[other]].\n") for n in range(5)}
    files = {"content/tools/other.md": tool(title="Other"), **named}
    assert section(page(published(tmp_path, files), ""), "tools") == ["Deep Democracy", "Other"]


def test_themes_come_with_their_counts_those_with_most_first(tmp_path: Path) -> None:
    more = {
        "content/stories/a.md": story("themes: [participation]"),
        "content/stories/b.md": story("themes: [participation, zoning, work]"),
        "content/vocabularies/themes.yaml": VOCABULARY + "work: Work\nzoning: Étages\n",
    }
    html = page(published(tmp_path, more), "")
    assert "Participation 4 Inclusion 2 Étages 1 Work 1" in said(html[html.index('aria-labelledby="home.themes"') :])


def test_it_says_what_the_toolbox_is(tmp_path: Path) -> None:
    html = page(published(tmp_path, {"site.yaml": SITE + "description: Descriptionword.\n"}), "")
    assert "Descriptionword." in said(main(html))
    assert '<meta name="description" content="Descriptionword.">' in html
    assert 'itemtype="https://schema.org/WebSite"' in html
