"""What both parsers make bodies with: anchors, places of links, pictures."""

from __future__ import annotations

import pytest

from toolbox_gen.bodies import MOST_LOOKED_AT, Anchors, Places, picture_element, slug_of_heading
from toolbox_gen.markdown import read


@pytest.mark.parametrize(
    ("text", "slug"), [("Stappen & tips", "stappen--tips"), ("  A_b c ", "a_b-c"), ("مرحبا", "مرحبا"), ("?!", "")]
)
def test_the_anchor_is_that_of_forges(text: str, slug: str) -> None:
    assert slug_of_heading(text) == slug


@pytest.mark.parametrize(
    ("target", "external"),
    [
        ("https://x.example", True),
        ("mailto:a@b.example", True),
        ("//x.example/y", True),
        ("javascript:alert(1)", True),
        ("x.md", False),
        ("../a.md#b", False),
        ("#b", False),
        ("a/b:c", False),
    ],
)
def test_what_leads_elsewhere(target: str, external: bool) -> None:
    assert read(f"[a]({target})").links[0].is_external is external


def test_a_picture_in_its_sizes() -> None:
    element = picture_element(
        'a "b" <c>',
        600,
        400,
        webp=[("x-480.webp", 480), ("x-600.webp", 600)],
        jpeg=[("x-480.jpg", 480), ("x-600.jpg", 600)],
        lazy=True,
    )
    assert 'srcset="x-480.webp 480w, x-600.webp 600w"' in element
    assert 'src="x-600.jpg"' in element
    assert 'alt="a &#34;b&#34; &lt;c&gt;"' in element
    assert 'width="600" height="400"' in element


def test_headings_whose_anchors_are_taken_are_numbered_from_the_last_one() -> None:
    """Each from the first would take as long as the square of them."""
    calls = 0

    class Counting(dict[str, int]):
        def __contains__(self, name: object) -> bool:
            nonlocal calls
            calls += 1
            return super().__contains__(name)

    anchors = Anchors()
    anchors._taken = Counting()
    for number in range(1, 500):
        anchors.place(2, f"a {number}")
    assert [anchors.place(2, "a")[1] for _ in range(500)][-1] == "a-998"
    assert calls < 3000


def test_columns_are_looked_for_in_so_many_characters_only() -> None:
    line = "x" * 1_000_000
    places = Places([line, line, "[a](b)"])
    assert places.column("b", 3) == 4
    assert [places.column("y", 1) for _ in range(MOST_LOOKED_AT // len(line))] == [-1] * 20
    assert places.column("b", 3) == -1
    assert places.find("b", "b", 3, 3) == (3, 1)
