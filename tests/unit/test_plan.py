"""Which files a site consists of: no two of one name, and each page with its other languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.english import SITE, sites
from toolbox_gen import article
from toolbox_gen.plan import Bytes, Json, Output, Render, plan
from toolbox_gen.site import Site
from toolbox_gen.views import Alternate, Frame, View


def planned(root: Path, *outputs: Output) -> tuple[tuple[Output, ...], list[tuple[str, str]]]:
    """What is planned of these outputs, and the problems by path and code."""

    def planner(site: Site) -> Iterator[Output]:
        yield from outputs

    found, problems = plan(sites(root), [planner])
    return found, [(p.path, p.code) for p in problems]


A = Output("a/index.html", Bytes(b"1"), "content/a.md")


def test_outputs_keep_their_order(tmp_path: Path) -> None:
    others = [Output(name, Json(name)) for name in ("z", "a", "m")]
    assert planned(tmp_path, *others) == (tuple(others), [])


def test_the_same_output_twice_is_one(tmp_path: Path) -> None:
    assert planned(tmp_path, A, Output("a/index.html", Bytes(b"1"), "content/a.md")) == ((A,), [])


@pytest.mark.parametrize("path", ["a/index.html", "A/index.html"])
@pytest.mark.parametrize(
    ("about", "problem"),
    [("content/b.md", ("content/b.md", "same-address")), ("", ("content/a.md", "address-taken"))],
)
def test_two_outputs_of_one_name_are_a_problem_of_a_file_that_can_be_renamed(
    tmp_path: Path, path: str, about: str, problem: tuple[str, str]
) -> None:
    assert planned(tmp_path, A, Output(path, Bytes(b"2"), about)) == ((A,), [problem])


def test_letters_that_look_the_same_are_the_same(tmp_path: Path) -> None:
    first, second = Output("e\u0301", Bytes(b"1"), "x"), Output("\u00c9", Bytes(b"2"), "y")
    assert planned(tmp_path, first, second) == ((first,), [("y", "same-address")])


def test_where_nobody_wrote_either_the_address_itself_is_named(tmp_path: Path) -> None:
    assert planned(tmp_path, Output("a", Bytes(b"1")), Output("a", Bytes(b"2")))[1] == [("a", "address-taken")]


PAGES = {"en": ("", "a/", "a/b/", "a/b/c/page/2/", "a/d/", "404.html"), "nl": ("", "a/", "a/b/c/", "a/d/")}
"""Addresses below the root of each language."""


def framed(root: Path, *, hidden: str = "", original: str = "", lazy: bool = False) -> dict[str, Frame]:
    """The frames of pages in two languages, of which one is not for search engines and one shows an original."""

    def planner(site: Site) -> Iterator[Output]:
        for address in PAGES[site.language]:
            url = site.root + address
            frame = article.frame(site, url, "T", indexed=url != hidden)
            shows = "en" if url == original else ""
            view = (lambda frame=frame: View(frame)) if lazy else View(frame)
            path = url if url.endswith(".html") else f"{url}index.html"
            yield Output(path, Render("list.html", view, site.language, shows, url != hidden))

    found, problems = plan(sites(root, {"site.yaml": SITE.replace("[en]", "[en, nl]")}), [planner])
    assert problems == ()
    views = [output.recipe.view for output in found if isinstance(output.recipe, Render)]
    frames = [view().frame if callable(view) else view.frame for view in views]
    return {frame.url: frame for frame in frames}


@pytest.mark.parametrize("lazy", [False, True])
def test_a_page_knows_what_another_language_has_in_its_place_or_above_it(tmp_path: Path, lazy: bool) -> None:
    found = framed(tmp_path, original="nl/a/d/", lazy=lazy)
    assert {url: [(one.language, one.url) for one in frame.alternates] for url, frame in found.items()} == {
        "": [("nl", "nl/")], "a/": [("nl", "nl/a/")], "a/b/": [("nl", "nl/a/")], "a/b/c/page/2/": [("nl", "nl/a/b/c/")],
        "a/d/": [("nl", "nl/a/d/")], "404.html": [("nl", "nl/")],
        "nl/": [("en", "")], "nl/a/": [("en", "a/")], "nl/a/b/c/": [("en", "a/b/")], "nl/a/d/": [("en", "a/d/")],
    }  # fmt: skip
    assert found["a/d/"].alternates == (Alternate("nl", "Nederlands", "nl/a/d/", "English"),)
    assert found["nl/a/d/"].alternates == (Alternate("en", "English", "a/d/"),)


@pytest.mark.parametrize("lazy", [False, True])
def test_versions_are_those_in_their_language_that_search_engines_may_show(tmp_path: Path, lazy: bool) -> None:
    both = (("en", "a/"), ("nl", "nl/a/"), ("x-default", "a/"))
    found = framed(tmp_path / "1", original="nl/a/d/", lazy=lazy)
    assert found["a/"].versions == found["nl/a/"].versions == both
    assert (found["a/b/"].versions, found["a/d/"].versions, found["nl/a/d/"].versions) == ((), (), ())
    for hidden in ("a/", "nl/a/"):
        found = framed(tmp_path / hidden, hidden=hidden, lazy=lazy)
        assert (found["a/"].versions, found["nl/a/"].versions) == ((), ())


def test_a_site_of_one_language_has_no_other(tmp_path: Path) -> None:
    (output,) = plan(
        sites(tmp_path),
        [lambda site: [Output("a/index.html", Render("x", View(article.frame(site, "a/", "T")), "en"))]],
    )[0]
    assert isinstance(output.recipe, Render)
    assert not callable(output.recipe.view)
    assert (output.recipe.view.frame.alternates, output.recipe.view.frame.versions) == ((), ())
