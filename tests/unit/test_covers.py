"""Covers: the same for ever, alike where themes are, and drawn inside their frame."""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import pairwise
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox_gen.covers import CELL, COLUMNS, ROWS, draw, glyph, shape_of

NUMBER = r"-?\d+(?:\.\d+)?(?:e-\d+)?"
STEP = re.compile(
    rf"(?P<z>z)|(?:M|L)(?P<x>{NUMBER}) (?P<y>{NUMBER})|"
    rf"A{NUMBER} {NUMBER} 0 0 [01] (?P<ax>{NUMBER}) (?P<ay>{NUMBER})"
)
INKS = st.sampled_from(["b", "y", "by"])
THEMES = st.lists(st.text(min_size=1, max_size=12), max_size=4)


def points(path: str) -> list[tuple[float, float]]:
    """The points of a path; a path that is not well formed is a failure."""
    found, at = [], 0
    assert not path or path[0] == "M"
    assert not path or path[-1] == "z"
    while at < len(path):
        step = STEP.match(path, at)
        assert step, path[at:]
        if not step["z"]:
            found.append((float(step["x"] or step["ax"]), float(step["y"] or step["ay"])))
        at = step.end()
    return found


def figures(path: str) -> set[tuple[float, ...]]:
    """The figures of a path by the distances between their points, whatever their place, size and turn."""
    found = set()
    for figure in path.split("z")[:-1]:
        at = points(figure + "z")
        steps = [dist(one, other) for one, other in pairwise(at)]
        found.add(tuple(round(step / max(steps), 3) for step in steps))
    return found


@given(st.text(max_size=20), THEMES, INKS)
def test_a_cover_is_well_formed_and_stays_in_its_frame(slug: str, themes: list[str], inks: str) -> None:
    cover = draw(slug, themes, inks)
    assert (cover.width, cover.height) == (COLUMNS * CELL, ROWS * CELL)
    for path in (cover.blue, cover.yellow):
        assert all(0 <= x <= cover.width and 0 <= y <= cover.height for x, y in points(path))


@given(st.text(max_size=20), THEMES, INKS)
def test_the_same_document_has_the_same_cover(slug: str, themes: list[str], inks: str) -> None:
    assert draw(slug, themes, inks) == draw(slug, tuple(themes), inks)


def test_a_cover_is_the_same_on_every_machine_and_in_every_version() -> None:
    cover = draw("hapje-klapje", ["inclusion"], "by")
    assert sha256(f"{cover.blue} {cover.yellow}".encode()).hexdigest()[:16] == "55a1d63ec0d37b4f"
    assert shape_of("inclusion") == 9
    assert shape_of("participation") == 2


def test_different_documents_have_different_covers() -> None:
    covers = {draw(f"story-{number}", ["inclusion"], "b").blue for number in range(50)}
    assert len(covers) == 50


@pytest.mark.parametrize("theme", ["inclusion", "participation", "gender", "work", "housing"])
def test_documents_of_a_theme_share_its_shape(theme: str) -> None:
    for number in range(20):
        cover = draw(f"document-{number}", [theme], "b")
        assert figures(glyph(theme)) <= figures(cover.blue + cover.yellow)


@given(st.text(max_size=20))
def test_a_glyph_fits_its_cell(theme: str) -> None:
    assert all(0 <= x <= CELL and 0 <= y <= CELL for x, y in points(glyph(theme)))


def test_one_ink_is_mostly_that_ink() -> None:
    covers = [draw(f"story-{number}", ["work"], "b") for number in range(30)]
    assert sum(len(c.blue) for c in covers) > 2 * sum(len(c.yellow) for c in covers)
    swapped = [draw(f"story-{number}", ["work"], "y") for number in range(30)]
    assert [(c.blue, c.yellow) for c in covers] == [(c.yellow, c.blue) for c in swapped]
