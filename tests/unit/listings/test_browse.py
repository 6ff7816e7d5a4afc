"""Browsing: lists in their order, divided into pages, with counts that are true."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.english import SITE, main, page, published, said, sites, story, titles, tool
from tests.projects import DAY
from toolbox_gen.config import Way
from toolbox_gen.listings import browse

FEW = {"content/stories/aan-tafel.md": None, "content/stories/nul-lezers.md": None}
WAY = """\
ways_in:
  - slug: two-hours
    label: {en: I have two hours and twelve people}
    intro: {en: Introword}
    minutes: 2 uur
    people: 12
"""


def dated(slug: str, fields: str) -> dict[str, str]:
    """A story of a slug, titled by it."""
    return {f"content/stories/{slug}.md": story(fields, slug=slug)}


def test_stories_stand_newest_first_and_then_by_title(tmp_path: Path) -> None:
    files = (
        dated("a-year", "date: 2024") | dated("b-month", "date: 2024-05") | dated("c-day", "date: 2024-05-02")
        | dated("d-old", "date: 2019-12-31") | dated("e-series", "period: {from: 2018, to: 2026-01}")
        | dated("f-running", "period: {from: 2020}") | dated("g-year", "date: 2024")
    )  # fmt: skip
    site = published(tmp_path, {**FEW, **files})
    assert titles(page(site, "stories")) == ["e-series", "c-day", "b-month", "a-year", "g-year", "f-running", "d-old"]


def test_tools_stand_by_title_as_readers_look_for_it(tmp_path: Path) -> None:
    names = ["Zoo", "Éclair", "appel", "“Brood”", "Deep water"]
    files = {f"content/tools/t{n}.md": tool(title=name) for n, name in enumerate(names)}
    site = published(tmp_path, files)
    assert titles(page(site, "tools")) == ["appel", "“Brood”", "Deep Democracy", "Deep water", "Éclair", "Zoo"]


def test_a_list_names_its_sorts_and_themes_with_true_counts(tmp_path: Path) -> None:
    draft = dated("draft", "themes: [inclusion]\nstatus: draft")
    site = published(tmp_path, {**draft, **dated("third", "themes: [inclusion]")})
    shown = said(main(page(site, "stories")))
    assert "3 results" in shown
    assert "All 3 Good practice 2 Successful failure 1" in shown
    assert "Themes Inclusion 2 Participation 2" in shown


def test_each_sort_has_a_list_of_its_own(tmp_path: Path) -> None:
    site = published(tmp_path, {"content/tools/walk.md": tool(title="Walkword").replace("kind: method", "kind: walk")})
    assert titles(page(site, "stories/kind/good-practice")) == ["Wie aan tafel zit, praat mee"]
    assert titles(page(site, "stories/kind/successful-failure")) == ["Twaalf vertalingen, nul lezers"]
    assert titles(page(site, "tools/kind/walk")) == ["Walkword"]
    assert not (site / "tools" / "kind" / "guide").exists()
    assert (
        'aria-current="page"'
        in re.search(r"<a[^>]*>[^<]*(?:<svg.*?</svg>)?<span>Walk</span>", page(site, "tools/kind/walk"))[0]
    )  # type: ignore[index]


def test_where_all_are_of_one_sort_there_is_nothing_to_choose(tmp_path: Path) -> None:
    site = published(tmp_path)
    assert 'aria-label="Kind"' in page(site, "stories")
    assert 'aria-label="Kind"' not in page(site, "tools")


def test_a_list_can_be_narrowed_in_the_search(tmp_path: Path) -> None:
    site = published(tmp_path, dated("x", "audiences: newcomers\nsettings: group"))
    assert 'href="../search/#kind=good-practice,successful-failure"' in page(site, "stories")
    assert 'href="../search/#kind=tool"' in page(site, "tools")
    assert 'href="../search/#kind=organisation"' in page(site, "organisations")
    assert 'href="../../search/#themes=inclusion"' in page(site, "themes/inclusion")
    assert 'href="../../search/#audiences=newcomers"' in page(site, "audiences/newcomers")
    assert 'href="../../search/#settings=group"' in page(site, "settings/group")
    assert "search/#" not in page(site, "tools/kind/method")


# ------------------------------------------------------------------------------------------------- terms


def test_the_page_of_a_theme_lists_what_names_it_stories_before_tools(tmp_path: Path) -> None:
    site = published(tmp_path)
    html = page(site, "themes/inclusion")
    assert titles(html) == ["Wie aan tafel zit, praat mee", "Deep Democracy"]
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", main(html)) == ["Stories", "Tools"]
    assert titles(page(site, "themes/participation")) == [
        "Wie aan tafel zit, praat mee",
        "Twaalf vertalingen, nul lezers",
    ]


def test_audiences_and_settings_have_pages_and_sensitivity_has_none(tmp_path: Path) -> None:
    consent = "consent: {ref: R, status: not-needed}"
    site = published(tmp_path, dated("x", f"audiences: newcomers\nsettings: group\nsensitivity: asylum\n{consent}"))
    assert titles(page(site, "audiences/newcomers")) == ["x"]
    assert titles(page(site, "settings/group")) == ["x"]
    assert not (site / "sensitivity").exists()


def test_a_term_without_documents_has_a_page_that_search_engines_leave_out(tmp_path: Path) -> None:
    site = published(tmp_path)
    html = page(site, "audiences/newcomers")
    assert "Nothing here yet." in said(html)
    assert 'content="noindex"' in html
    assert "search/#" not in html
    assert "audiences/newcomers" not in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_a_terms_description_introduces_its_list(tmp_path: Path) -> None:
    terms = "inclusion: {label: {en: Inclusion}, description: {en: Meaningword}}\nparticipation: Participation\n"
    site = published(tmp_path, {"content/vocabularies/themes.yaml": terms})
    assert "Meaningword" in said(main(page(site, "themes/inclusion")))


# ------------------------------------------------------------------------------------------------- pages


def test_a_long_list_is_divided_and_every_document_is_on_one_page(tmp_path: Path) -> None:
    many = {name: text for n in range(23) for name, text in dated(f"s{n:02}", f"date: 2023-01-{n + 1:02}").items()}
    site = published(tmp_path, {**FEW, **many, "site.yaml": SITE + "page_size: 10\n"})
    pages = [page(site, "stories"), page(site, "stories/page/2"), page(site, "stories/page/3")]
    found = [title for html in pages for title in titles(html)]
    assert found == [f"s{n:02}" for n in range(22, -1, -1)]
    assert all("23 results" in said(html) for html in pages)
    assert "<h1>Stories</h1>" in pages[0]
    assert "<h1>Stories, page 2</h1>" in pages[1]
    assert ["noindex" in html for html in pages] == [False, True, True]
    assert [re.findall(r'rel="(prev|next)" href="([^"]*)"', html) for html in pages] == [
        [("next", "page/2/")], [("prev", "../../"), ("next", "../3/")], [("prev", "../2/")],
    ]  # fmt: skip


def test_a_list_that_just_fits_has_one_page(tmp_path: Path) -> None:
    site = published(tmp_path, {"site.yaml": SITE + "page_size: 2\n"})
    assert not (site / "stories" / "page").exists()
    assert "pager" not in main(page(site, "stories"))


# ------------------------------------------------------------------------------------------------- ways in

TOOLS = {
    "content/tools/deep-democracy.md": tool(
        "duration: 60-180\ngroup_size: 6-25\nlanguage_level: B1\nmode: online", title="long", body="## Stappen\n"
    ),
    "content/tools/short.md": tool("duration: 30\ngroup_size: 4-8\naudiences: newcomers", title="short"),
    "content/tools/open.md": tool("duration: 1u30\ngroup_size: 8+", title="open"),
    "content/tools/slow.md": tool("duration: 1/2 dag\ngroup_size: 2-40", title="slow"),
    "content/tools/unknown.md": tool(title="unknown"),
    "content/tools/series.md": tool("duration: {sessions: {count: 3, each: 30}}\ngroup_size: max 5", title="series"),
}


@pytest.mark.parametrize(
    ("way", "fits"),
    [
        ({"minutes": "2 uur"}, ["long", "open", "short"]),
        ({"minutes": "60"}, ["long", "short"]),
        ({"minutes": "29"}, []),
        ({"people": "12"}, ["long", "open", "slow"]),
        ({"people": "8"}, ["long", "open", "short", "slow"]),
        ({"people": "3"}, ["series", "slow"]),
        ({"people": "1000"}, ["open"]),
        ({"minutes": "2 uur", "people": "30"}, ["open"]),
        ({"facets": {"language_level": "B1"}}, ["long"]),
        ({"facets": {"mode": ["online", "hybrid"]}}, ["long"]),
        ({"facets": {"mode": "online", "audiences": "newcomers"}}, []),
        ({}, ["long", "open", "series", "short", "slow", "unknown"]),
    ],
)
def test_a_way_in_lists_what_fits(tmp_path: Path, way: dict[str, object], fits: list[str]) -> None:
    (site,) = sites(tmp_path, TOOLS)
    asked = Way.model_validate({"slug": "x", "label": "X", **way})
    assert [d.record.heading for d in browse.fitting(asked, site.kinds["tool"], site)] == fits


def test_a_way_in_has_a_page_and_stands_on_the_home_page(tmp_path: Path) -> None:
    site = published(tmp_path, {**TOOLS, "site.yaml": SITE + WAY})
    html = page(site, "ways/two-hours")
    assert titles(html) == ["long", "open"]
    assert "Introword" in said(main(html))
    assert 'href="ways/two-hours/"' in page(site, "")


def test_a_way_in_may_lead_to_stories(tmp_path: Path) -> None:
    way = "ways_in: [{slug: failed, label: It failed, kind: story, facets: {kind: successful-failure}}]\n"
    site = published(tmp_path, {"site.yaml": SITE + way})
    assert titles(page(site, "ways/failed")) == ["Twaalf vertalingen, nul lezers"]


def test_what_appears_later_comes_into_the_lists_on_its_day(tmp_path: Path) -> None:
    files = dated("later", "publish_on: 2026-07-01")
    assert "later" not in titles(page(published(tmp_path, files), "stories"))
    assert "later" in titles(page(published(tmp_path, files, day=date(2026, 7, 1)), "stories"))
    assert date(2026, 7, 1) > DAY
