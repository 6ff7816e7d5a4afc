"""Narrower lists hold what their selection says, and no list is made that says nothing new."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.english import main, page, published, said, sites, story, titles, tool
from toolbox_gen import narrower as module
from toolbox_gen.catalogue import PLANNERS
from toolbox_gen.facets import Selection
from toolbox_gen.lists import ListView
from toolbox_gen.model import Key
from toolbox_gen.narrower import Narrower, narrower
from toolbox_gen.plan import Render
from toolbox_gen.site import Site

BOTH = "themes: [inclusion]\naudiences: newcomers"
FILES = {
    **{f"content/stories/s{n}.md": story(f"{BOTH}\nsettings: group", slug=f"s{n}") for n in range(3)},
    "content/stories/alone.md": story("themes: [participation]\naudiences: newcomers", slug="alone"),
    "content/tools/quick.md": tool(f"{BOTH}\nduration: 20\ngroup_size: 4-8\nlanguage_level: A1", title="quick"),
    "content/tools/long.md": tool("duration: 60-180\ngroup_size: 10+\nmode: online\nlanguage_level: B1", title="long"),
    "content/tools/slow.md": tool("duration: 2 dagen\nthemes: [inclusion, participation]", title="slow"),
    "site.yaml": (
        "title: Proof\nurl: https://proof.example/box/\nlanguages: [en]\npage_size: 2\n"
        "ways_in: [{slug: x, label: X, minutes: 60, people: 12, facets: {language_level: [A1, B1]}}]\n"
    ),
}


def selection(fragment: str) -> Selection:
    """What the fragment of a search page asks for."""
    given = dict(part.split("=") for part in fragment.split("&"))
    minutes, people = given.pop("minutes", None), given.pop("people", None)
    names = {name: tuple(values.split(",")) for name, values in given.items()}
    return Selection(names, minutes and int(minutes), people and int(people))  # type: ignore[arg-type]


def lists(site: Site) -> dict[str, tuple[list[Key], str]]:
    """For each list that can be narrowed in the search: what its pages hold, and what the link asks for."""
    found: dict[str, tuple[list[Key], str]] = {}
    for planner in PLANNERS:
        for output in planner(site):
            if isinstance(output.recipe, Render) and isinstance(view := output.recipe.view, ListView) and view.search:
                url = view.frame.url.partition("page/")[0]
                held, _ = found.setdefault(url, ([], view.search.url.partition("#")[2]))
                held += [card.key for group in view.groups for card in group.cards]
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    (found,) = sites(tmp_path_factory.mktemp("narrower"), FILES)
    return found


def test_every_list_holds_what_the_search_finds_for_its_link(site: Site) -> None:
    found = lists(site)
    for url, (held, fragment) in found.items():
        asked = selection(fragment)
        passing = {d.key for d in site.documents.values() if asked.passes(site.kinds[d.key.kind].facets(d))}
        assert set(held) == passing, url
        assert len(held) == len(passing), url
    asked_for = {url: fragment for url, (_, fragment) in found.items()}
    assert asked_for["themes/inclusion/audiences/newcomers/"] == "themes=inclusion&audiences=newcomers"
    assert asked_for["themes/inclusion/settings/group/"] == "themes=inclusion&settings=group"
    assert asked_for["themes/inclusion/kind/tools/"] == "kind=tool&themes=inclusion"
    assert asked_for["tools/minutes/120/"] == "kind=tool&minutes=120"
    assert asked_for["tools/people/12/"] == "kind=tool&people=12"
    assert asked_for["tools/language-level/a1/"] == "kind=tool&language_level=A1"
    assert asked_for["tools/mode/online/"] == "kind=tool&mode=online"
    assert asked_for["ways/x/"] == "kind=tool&language_level=A1,B1&minutes=60&people=12"
    assert "themes/inclusion/deep-democracy/" in asked_for


def test_rows_say_how_many_each_list_holds(site: Site) -> None:
    rows = narrower(site)
    told = {row.label: [(one.label.text, len(one.documents)) for one in row.lists] for row in rows["tools/"]}
    assert told == {
        "Language level": [("from A1", 1), ("from B1", 2)],
        "Where": [("online", 1)],
        "Time I have": [
            ("within 30 minutes", 1), ("within an hour", 3), ("within two hours", 3), ("within half a day", 3),
        ],
        "People I have": [("6 people", 2), ("12 people", 2), ("25 people", 2), ("50 people", 1)],
    }  # fmt: skip
    told = {row.label: [(one.label.text, len(one.documents)) for one in row.lists] for row in rows["themes/inclusion/"]}
    assert told == {
        "Kind": [("Stories", 4), ("Tools", 3)],
        "With whom": [("Newcomers", 4)],
        "Settings": [("Group session", 3)],
    }


def test_both_lists_lead_to_their_combination(site: Site) -> None:
    (above,) = (row for row in narrower(site)["themes/inclusion/"] if row.label == "With whom")
    (beside,) = narrower(site)["audiences/newcomers/"]
    assert beside.label == "Themes"
    assert [one.url for one in above.lists] == [one.url for one in beside.lists]


def test_a_list_of_all_or_of_nothing_is_not_made(tmp_path: Path) -> None:
    all_online = {"content/tools/deep-democracy.md": tool("mode: online", body="## Stappen\n")}
    (site,) = sites(tmp_path, all_online)
    assert "tools/" not in {url for url, rows in narrower(site).items() if rows}


def made(rows: Mapping[str, tuple[module.Row, ...]]) -> list[Narrower]:
    return [one for url, own in rows.items() for row in own for one in row.lists if one.url.startswith(url)]


def test_only_the_most_used_combinations_are_made(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    urls = {one.url for one in made(narrower(site))}
    assert "themes/inclusion/audiences/newcomers/" in urls
    assert "themes/participation/audiences/newcomers/" not in urls  # in fewer documents than three
    monkeypatch.setattr(module, "FEWEST", 1)
    assert "themes/participation/audiences/newcomers/" in {one.url for one in made(narrower(site))}
    monkeypatch.setattr(module, "MOST", 1)
    combined = [one.url for one in made(narrower(site)) if "/audiences/" in one.url]
    assert combined == ["themes/inclusion/audiences/newcomers/"]


def test_a_reader_without_scripts_goes_from_list_to_list(tmp_path: Path) -> None:
    site = published(tmp_path, {**FILES, "site.yaml": str(FILES["site.yaml"]).replace("page_size: 2\n", "")})
    tools = page(site, "tools")
    assert "Time I have within 30 minutes 1 within an hour 3" in said(main(tools))
    assert 'href="minutes/60/"' in tools
    html = page(site, "tools/minutes/60")
    assert titles(html) == ["Deep Democracy", "long", "quick"]
    assert "<h1>Tools: within an hour</h1>" in html
    assert "Time I have All 4 within 30 minutes 1 within an hour 3" in said(main(html))
    assert 'aria-current="page"><span>within an hour</span>' in html
    assert 'href="../../../search/#kind=tool&amp;minutes=60"' in html
    assert 'content="noindex"' in html
    assert "tools/minutes" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    both = page(site, "themes/inclusion/audiences/newcomers")
    assert titles(both) == ["s0", "s1", "s2", "quick"]
    assert "Home Themes Inclusion" in said(both)
    assert 'href="../themes/' not in both
    assert 'href="../../themes/inclusion/audiences/newcomers/"' in page(site, "audiences/newcomers")
