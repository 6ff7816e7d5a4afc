"""Numbers as text, read back by tests/indexes.py."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tests import indexes
from toolbox_gen.search.digits import documents, number, postings

NUMBERS = st.sets(st.integers(0, 200_000), max_size=40).map(sorted)


@given(st.lists(st.integers(0, 2**40), max_size=9))
def test_numbers_come_back(values: list[int]) -> None:
    text = "".join(map(number, values))
    assert re.fullmatch(r"[\w-]*", text, re.ASCII)
    assert indexes.numbers(text) == values


@given(NUMBERS)
def test_documents_come_back(values: list[int]) -> None:
    assert indexes.documents(documents(values)) == values


@given(NUMBERS, st.randoms(use_true_random=False))
def test_postings_come_back(values: list[int], random: object) -> None:
    levels = {value: value * 7 % 64 for value in values}
    packed = [value << 6 | level for value, level in levels.items()]
    assert indexes.postings(postings(packed)) == levels


def test_small_numbers_are_short() -> None:
    assert [number(n) for n in (0, 31, 32, 1023, 1024)] == ["A", "f", "gB", "_f", "ggB"]
