"""Numbers as text, read back by tests/indexes.py."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tests import indexes
from toolbox_gen.search.digits import documents, listed, number, numbers, patched, postings

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


LEVELS = st.dictionaries(st.integers(0, 9_000), st.integers(0, 63))


@given(LEVELS, st.dictionaries(st.integers(0, 9_000), st.none() | st.integers(0, 63)))
def test_a_list_is_patched_where_it_changes(before: dict[int, int], changes: dict[int, int | None]) -> None:
    after = {n: level for n, level in {**before, **changes}.items() if level is not None}
    found = patched(postings([n << 6 | before[n] for n in sorted(before)]), changes)
    assert found == postings([n << 6 | after[n] for n in sorted(after)])
    assert indexes.postings(found) == after


@given(LEVELS)
def test_lists_are_read_back(levels: dict[int, int]) -> None:
    text = postings([n << 6 | levels[n] for n in sorted(levels)])
    assert listed(text) == sorted(levels)
    assert listed(text, most=2) == sorted(levels)[:2]
    assert numbers(documents(sorted(levels))) == sorted(levels)
