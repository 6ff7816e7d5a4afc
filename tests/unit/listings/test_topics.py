"""The overview of terms, and the matrix of tools by themes with a list behind every number."""

import re
from pathlib import Path

from tests.english import SITE, main, page, published, said, sites, story, titles, tool
from toolbox_gen.listings import topics

THEMES = "inclusion: {label: {en: Inclusion}}\nparticipation: {label: {en: Participation}}\nwork: {label: {en: Work}}\n"
USED = {
    "content/vocabularies/themes.yaml": THEMES,
    "content/tools/second.md": tool(title="Second tool"),
    "content/tools/unused.md": tool("themes: [work]", title="Unused tool"),
    "content/stories/a.md": story("tools: [second, deep-democracy]\nthemes: [participation]", slug="A"),
    "content/stories/b.md": story("tools: [deep-democracy]", slug="B"),
    "content/stories/c.md": story("tools: [second]\nthemes: [work]\nstatus: draft", slug="C"),
}


def rows(html: str) -> list[list[str]]:
    """The rows of the matrix: tool, sum, cells."""
    found = re.findall(r"<tr>(.*?)</tr>", html, re.S)
    return [[said(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in found]


def test_each_cell_counts_the_stories_that_used_a_tool_for_a_theme(tmp_path: Path) -> None:
    html = page(published(tmp_path, USED), "matrix")
    assert rows(html) == [
        ["Tool", "All stories", "Inclusion", "Participation"],
        ["Deep Democracy", "4", "1", "3"],
        ["Second tool", "1", "", "1"],
    ]
    assert 'aria-label="1 story: Second tool, Participation"' in html


def test_each_cell_leads_to_the_list_of_its_stories(tmp_path: Path) -> None:
    site = published(tmp_path, USED)
    for theme, slug, count in re.findall(r'href="\.\./themes/([^/"]*)/([^/"]+)/"[^>]*>(\d+)</a>', page(site, "matrix")):
        assert len(titles(page(site, f"themes/{theme}/{slug}"))) == int(count)
    html = page(site, "themes/participation/second")
    assert titles(html) == ["A"]
    assert "<h1>Second tool and Participation</h1>" in html
    assert (
        'href="../../../search/#kind=good-practice,successful-failure&amp;themes=participation&amp;tools=second"'
        in html
    )
    assert "noindex" in html
    assert not (site / "themes" / "work" / "second").exists()


def test_without_stories_the_matrix_says_so(tmp_path: Path) -> None:
    none = {"content/stories/aan-tafel.md": None, "content/stories/nul-lezers.md": None}
    assert "Nothing here yet." in said(main(page(published(tmp_path, none), "matrix")))


def test_what_does_not_fit_in_the_matrix_is_said(tmp_path: Path) -> None:
    most = topics.MOST_ROWS
    tools = {f"content/tools/t{n}.md": tool(title=f"T{n:02}") for n in range(most)}
    uses = {
        "content/stories/many.md": story(f"tools: [{', '.join(f't{n}' for n in range(most))}]\nthemes: [inclusion]")
    }
    (site,) = sites(tmp_path, tools | uses)
    view = next(o.recipe.view for o in topics.plan(site) if o.path == "matrix/index.html")  # type: ignore[union-attr]
    assert isinstance(view, topics.MatrixView)
    assert len(view.rows) == most
    assert view.rows[0].tool.title == "Deep Democracy"
    assert view.left_out == "1 tool that is used less is left out."


def test_the_overview_names_every_term_with_its_count(tmp_path: Path) -> None:
    html = page(published(tmp_path, USED), "themes")
    shown = said(main(html))
    assert "Inclusion 2" in shown
    assert "Participation 3" in shown
    assert "Work 1" in shown
    assert "With whom Newcomers 0 Settings Group session 0" in shown
    assert "Asylum" not in shown
    assert 'href="../matrix/"' in html


def test_terms_stand_by_their_label_and_not_by_their_name(tmp_path: Path) -> None:
    terms = "inclusion: {label: {en: Zebra}}\nparticipation: {label: {en: Éland}}\nwork: {label: {en: Ape}}\n"
    shown = said(main(page(published(tmp_path, {"content/vocabularies/themes.yaml": terms}), "themes")))
    assert shown.index("Ape") < shown.index("Éland") < shown.index("Zebra")


def test_without_a_vocabulary_there_is_no_topic_of_it(tmp_path: Path) -> None:
    site = published(tmp_path, {"content/vocabularies/audiences.yaml": None, "site.yaml": SITE})
    assert "With whom" not in said(main(page(site, "themes")))
    assert not (site / "audiences").exists()
