"""Ranges: all terms in order, cut in the same places whatever was there before."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import example, given
from hypothesis import strategies as st

from tests.indexes import value
from toolbox_gen.search.ranges import FEWEST, MOST, Range, cut, place, starts

WORDS = st.text("abcdefgh", min_size=1, max_size=4)
ENTRIES = st.dictionaries(WORDS, st.integers(0, MOST).map(lambda n: "A" * n), max_size=60)


class Made:
    """Ranges with their pieces, and which were read again."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self.read: list[str] = []
        self.ranges, made = cut((), entries, self.entries)
        self.pieces = {piece.name: piece for piece in made}

    def entries(self, name: str) -> dict[str, str]:
        self.read.append(name)
        said = value(self.pieces[name])
        return dict(zip(said["terms"].split(" "), said["entries"], strict=True))

    def change(self, changes: Mapping[str, str | None]) -> tuple[Range, ...]:
        self.ranges, made = cut(self.ranges, changes, self.entries)
        self.pieces |= {piece.name: piece for piece in made}
        return self.ranges


def differing(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str | None]:
    return {term: new.get(term) for term in {**old, **new} if old.get(term) != new.get(term)}


@given(ENTRIES)
def test_all_terms_in_order_in_pieces_of_a_fair_size(entries: dict[str, str]) -> None:
    made = Made(entries)
    own = [made.entries(one.name) for one in made.ranges]
    assert [term for one in own for term in one] == sorted(entries)
    assert {term: text for one in own for term, text in one.items()} == entries
    assert [(min(one), max(one)) for one in own] == [(one.first, one.last) for one in made.ranges]
    for one in own:
        assert sum(len(entries[term]) for term in list(one)[:-1]) < MOST
    for one in own[:-1]:
        assert sum(len(term) + len(entries[term]) + 4 for term in one) >= FEWEST


@given(ENTRIES, ENTRIES)
@example(old={"a": "", "aa": "A" * 5989, "feeh": ""}, new={"a": "A" * 5995, "g": ""})
@example(old={"a": "A" * 7000, "feeh": "", "g": ""}, new={"a": "A" * 7000, "g": ""})
def test_cuts_do_not_depend_on_what_was_before(old: dict[str, str], new: dict[str, str]) -> None:
    assert Made(old).change(differing(old, new)) == Made(new).ranges


@given(ENTRIES)
def test_starts_tell_the_ranges_apart(entries: dict[str, str]) -> None:
    made = Made(entries)
    found = list(starts(made.ranges))
    assert all(found)
    for term in entries:
        at = sum(start <= term for start in found) - 1
        assert term in made.entries(made.ranges[at].name)
        assert place([one.first for one in made.ranges], term) == at


def test_a_change_leaves_other_ranges_alone() -> None:
    made = Made({f"woord{n:05}": "A" * 100 for n in range(2000)})
    before = made.ranges
    assert len(before) > 10
    after = made.change({"woord01000": "B" * 90, "woord01000x": "C"})
    assert len(set(before) & set(after)) >= len(before) - 3
    assert 1 <= len(made.read) <= 3


def test_nothing_gives_nothing() -> None:
    assert Made({}).ranges == ()
    assert Made({"a": "A"}).change({"a": None}) == ()
