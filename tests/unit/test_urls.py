"""Slugs, and links that work from any page."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox_gen.urls import RESERVED, is_slug, output_path, relative, slugify

NAMES = st.from_regex(r"[a-z0-9][a-z0-9.-]{0,6}", fullmatch=True)
PATHS = st.builds(
    lambda folders, name: "/".join([*folders, name]), st.lists(NAMES, max_size=3), st.one_of(st.just(""), NAMES)
)
SITE = "https://toolbox.example/"


@pytest.mark.parametrize("name", ["a", "0", "hapje-klapje", "a1-b2", "a" * 80, *sorted(RESERVED)])
def test_a_slug(name: str) -> None:
    assert is_slug(name)


@pytest.mark.parametrize("name", ["", "-", "-a", "a-", "a--b", "A", "é", "a b", "a_b", "a.b", "a\n", "a" * 81, "../a"])
def test_no_slug(name: str) -> None:
    assert not is_slug(name)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Wie aan tafel zit, praat mee!", "wie-aan-tafel-zit-praat-mee"),
        ("Élève & Œuvre", "eleve-oeuvre"),
        ("Straße Æble Łódź Ørsted", "strasse-aeble-lodz-orsted"),
        ("  --Hallo__wereld--  ", "hallo-wereld"),
        ("İstanbul ĲSSEL", "istanbul-ijssel"),
        ("½ dag", "1-2-dag"),
        ("مرحبا", ""),
        ("…", ""),
    ],
)
def test_the_slug_of_a_title(title: str, slug: str) -> None:
    assert slugify(title) == slug


@given(st.text())
def test_any_title_gives_a_slug_or_nothing(title: str) -> None:
    slug = slugify(title)
    assert not slug or is_slug(slug)
    assert slugify(slug) == slug


@given(st.text("ab ", min_size=81, max_size=200))
def test_a_long_title_gives_a_slug_that_fits(title: str) -> None:
    slug = slugify(title)
    assert not slug or is_slug(slug)


@pytest.mark.parametrize(
    ("url", "path"),
    [("", "index.html"), ("stories/", "stories/index.html"), ("feed.xml", "feed.xml"), ("a/b", "a/b")],
)
def test_the_file_that_answers(url: str, path: str) -> None:
    assert output_path(url) == path


@pytest.mark.parametrize(
    ("url", "seen_from", "link"),
    [
        ("", "", "./"),
        ("", "stories/x/", "../../"),
        ("stories/", "stories/", "./"),
        ("stories/", "stories/x/", "../"),
        ("tools/y/", "stories/x/", "../../tools/y/"),
        ("feed.xml", "", "feed.xml"),
        ("feed.xml", "stories/x/", "../../feed.xml"),
        ("tools/y/#stappen", "stories/x/", "../../tools/y/#stappen"),
        ("tools/y/", "404.html", "tools/y/"),
    ],
)
def test_a_link_from_one_page_to_another(url: str, seen_from: str, link: str) -> None:
    assert relative(url, seen_from=seen_from) == link


@pytest.mark.parametrize(
    ("url", "seen_from", "link"),
    [
        ("", "stories/x/", "../../index.html"),
        ("tools/y/#s", "stories/x/", "../../tools/y/index.html#s"),
        ("feed.xml", "stories/", "../feed.xml"),
    ],
)
def test_from_a_disk_a_link_names_the_file(url: str, seen_from: str, link: str) -> None:
    assert relative(url, seen_from=seen_from, portable=True) == link


@given(PATHS, PATHS, st.sampled_from(["", "#", "#anchor"]))
def test_a_link_leads_back_to_its_target(url: str, seen_from: str, anchor: str) -> None:
    link = relative(url + anchor, seen_from=seen_from)
    assert urljoin(SITE + seen_from, link).removesuffix("#") == (SITE + url + anchor).removesuffix("#")
    portable = relative(url, seen_from=seen_from, portable=True)
    assert urljoin(SITE + output_path(seen_from), portable) == SITE + output_path(url)
