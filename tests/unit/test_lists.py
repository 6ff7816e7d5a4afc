"""Lists as pages: divided, grouped by kind, each page knowing its neighbours."""

from pathlib import Path

import pytest

from tests.english import SITE, sites, story
from toolbox_gen.covers import draw
from toolbox_gen.lists import ListView, pages
from toolbox_gen.plan import Render
from toolbox_gen.site import Site


def views(site: Site, count: int, **options: object) -> list[ListView]:
    """The pages of a list of the first stories."""
    outputs = pages(site, "x/", "Title", site.of("story")[:count], **options)  # type: ignore[arg-type]
    recipes = [output.recipe for output in outputs]
    return [r.view for r in recipes if isinstance(r, Render) and isinstance(r.view, ListView)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Many stories, one to a page."""
    many = {f"content/stories/s{n:02}.md": story(f"date: 2024-01-{n + 1:02}") for n in range(12)}
    (found,) = sites(tmp_path_factory.mktemp("many"), {**many, "site.yaml": SITE + "page_size: 1\n"})
    return found


def test_an_empty_list_is_one_page(site: Site) -> None:
    (view,) = views(site, 0)
    assert (view.total, view.groups, view.pager, view.look) == ("0 results", (), None, "plain")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1, "[1] 2 3 … 9"), (2, "1 [2] 3 4 … 9"), (3, "1 2 [3] 4 5 … 9"), (4, "1 2 3 [4] 5 6 … 9"), (5, "1 … 3 4 [5] 6 7 … 9"),
        (9, "1 … 7 8 [9]"),
    ],
)  # fmt: skip
def test_a_page_names_the_nearest_pages_and_both_ends(site: Site, number: int, shown: str) -> None:
    view = views(site, 9)[number - 1]
    assert view.pager
    assert " ".join(f"[{page.label}]" if page.current else page.label for page in view.pager.pages) == shown
    assert all(bool(page.url) is (page.label != "…") for page in view.pager.pages)


def test_the_first_page_has_none_before_it_and_the_last_none_after(site: Site) -> None:
    found = [
        (v.pager.before.url if v.pager.before else "", v.pager.after.url if v.pager.after else "")
        for v in views(site, 3)
        if v.pager
    ]
    assert found == [("", "x/page/2/"), ("x/", "x/page/3/"), ("x/page/2/", "")]


def test_only_the_first_page_is_for_search_engines(site: Site) -> None:
    assert [v.frame.indexed for v in views(site, 2)] == [True, False]
    assert [v.frame.indexed for v in views(site, 2, indexed=False)] == [False, False]
    assert [v.frame.title for v in views(site, 2)] == ["Title", "Title, page 2"]


def test_where_all_look_the_same_so_does_the_list(tmp_path: Path) -> None:
    (site,) = sites(tmp_path)
    documents = {d.key.slug: d for d in (*site.of("story"), *site.of("tool"))}
    for slugs, look, ink in (
        (["aan-tafel"], "good", "b"),
        (["nul-lezers"], "fail", "y"),
        (list(documents), "plain", "by"),
    ):
        (output,) = pages(site, "x/", "T", [documents[slug] for slug in slugs])
        assert isinstance(output.recipe, Render)
        view = output.recipe.view
        assert isinstance(view, ListView)
        assert (view.look, view.cover) == (look, draw("x/", (), ink))
        assert [group.title for group in view.groups] == ([""] if len(slugs) == 1 else ["Stories", "Tools"])


def test_it_can_be_narrowed_where_the_search_knows_it(site: Site) -> None:
    (with_search,), (without,) = views(site, 1, search="themes=a"), views(site, 1)
    assert with_search.search
    assert with_search.search.url == "search/#themes=a"
    assert without.search is None
