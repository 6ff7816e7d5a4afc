"""Filters: the pages of each value, as pieces and read back from them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.indexes import FRAME, KIND, PEOPLE, documents, page, parts, value
from toolbox_gen.search import filters
from toolbox_gen.search.pieces import value as read

PAGES = st.lists(
    st.tuples(
        st.sampled_from([{}, {"themes": ("work",)}, {"themes": ("inclusion", "work", "work")}]),
        st.sampled_from([{}, {"people": (6, 12)}, {"people": (2, None)}, {"people": (2, 0)}]),
    ),
    max_size=9,
)


@given(PAGES)
def test_filters_come_back_from_their_pieces(pages: list[tuple[dict[str, tuple[str, ...]], dict[str, tuple[int, int | None]]]]) -> None:  # fmt: skip
    found = filters.gathered(parts(*(page(names=names, numbers=numbers) for names, numbers in pages)))
    for facet, piece in filters.pieces(found, FRAME):
        assert filters.read("range" if facet.values is None else "names", read(piece.data)) == found[facet.name]
    for key, own in found.get("themes", {}).items():
        assert own == [n for n, (names, _) in enumerate(pages) if key in names.get("themes", ())]
    for span, own in found.get("people", {}).items():
        assert own == [n for n, (_, numbers) in enumerate(pages) if numbers.get("people") == span]


def test_ranges_are_in_order_those_without_end_last() -> None:
    spans = [(2, None), (6, 12), (2, 0), (1, 3), (2, 5)]
    found = filters.gathered(parts(*(page(numbers={"people": span}) for span in spans)))
    piece = next(piece for facet, piece in filters.pieces(found, FRAME) if facet is PEOPLE)
    assert [(low, high) for low, high, _ in value(piece)] == [(1, 3), (2, 0), (2, None), (2, 5), (6, 12)]
    assert documents(value(piece)[0][2]) == [3]


def test_a_frame_fits_that_has_all_values_of_the_pages() -> None:
    found = filters.gathered(parts(page(names={"themes": ("work",)})))
    assert filters.fit(found, FRAME)
    assert not filters.fit(found, replace(FRAME, kinds=()))
    assert not filters.fit({"kind": {"fable": [0]}}, FRAME)
    assert not filters.fit(found | {"themes": {"gone": [0]}}, FRAME)
    assert filters.fit({}, replace(FRAME, facets=(KIND,)))
