"""Ranges: all terms in order, cut in the same places whatever was there before."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from tests.indexes import value
from toolbox_gen.search.ranges import FEWEST, MOST, Range, cut, starts

WORDS = st.text("abcdefgh", min_size=1, max_size=4)
ENTRIES = st.dictionaries(WORDS, st.integers(0, MOST).map(lambda n: "A" * n), max_size=60)


def read(ranges: tuple[Range, ...]) -> dict[str, str]:
    found = {}
    for one in ranges:
        said = value(one.piece)
        assert said["terms"].split(" ") == list(one.terms)
        found |= dict(zip(one.terms, said["entries"], strict=True))
    return found


@given(ENTRIES)
def test_all_terms_in_order_in_pieces_of_a_fair_size(entries: dict[str, str]) -> None:
    ranges = cut((), entries, entries)
    assert read(ranges) == entries
    assert [term for one in ranges for term in one.terms] == sorted(entries)
    for one in ranges:
        assert sum(len(entries[term]) for term in one.terms[:-1]) < MOST
    for one in ranges[:-1]:
        assert sum(len(term) + len(entries[term]) + 4 for term in one.terms) >= FEWEST


@given(ENTRIES, ENTRIES)
@example(old={"a": "", "aa": "A" * 5989, "feeh": ""}, new={"a": "A" * 5995, "g": ""})
@example(old={"a": "A" * 7000, "feeh": "", "g": ""}, new={"a": "A" * 7000, "g": ""})
def test_cuts_do_not_depend_on_what_was_before(old: dict[str, str], new: dict[str, str]) -> None:
    before = cut((), old, old)
    changed = {term for term in old.keys() | new.keys() if old.get(term) != new.get(term)}
    assert cut(before, changed, new) == cut((), new, new)


@given(ENTRIES)
def test_starts_tell_the_ranges_apart(entries: dict[str, str]) -> None:
    ranges = cut((), entries, entries)
    found = list(starts(ranges))
    assert all(found)
    for term in entries:
        at = sum(start <= term for start in found) - 1
        assert term in ranges[at].terms


def test_a_change_leaves_other_ranges_alone() -> None:
    entries = {f"woord{n:05}": "A" * 100 for n in range(2000)}
    before = cut((), entries, entries)
    assert len(before) > 10
    changed = {**entries, "woord01000": "B" * 90, "woord01000x": "C"}
    after = cut(before, {"woord01000", "woord01000x"}, changed)
    kept = {id(one) for one in before} & {id(one) for one in after}
    assert len(kept) >= len(before) - 3


def test_nothing_gives_nothing() -> None:
    assert cut((), (), {}) == ()
    assert cut(cut((), ["a"], {"a": "A"}), ["a"], {}) == ()
