"""Edits: which entries, rows and rules become others, and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.indexes import FRAME, page, parts
from tests.unit.search.test_kept import kept
from toolbox_gen.search.edits import Edited, TooMuchError, edit
from toolbox_gen.search.index import build
from toolbox_gen.search.kept import Row
from toolbox_gen.search.relations import knowledge

NL = knowledge("nl")
WORDS = "gesprek gesprekken kaart kaarten gesprekskaarten huis huizen taal taalles les lessen café cafe begeleiden de"
BODIES = st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join)


def edited(*bodies: str, **changes: str) -> Edited:
    """What becomes of pages; `_1="soep"`: the second says something else now."""
    own = parts(*map(page, bodies))
    places = {int(name[1:]): body for name, body in changes.items()}
    return edit(kept(build(own, FRAME)), NL, {n: (own[n], *parts(page(body))) for n, body in places.items()})


@given(st.lists(BODIES, min_size=1, max_size=4), BODIES)
def test_just_the_entries_that_differ_are_others(bodies: list[str], body: str) -> None:
    before, after = (build(parts(*map(page, own)), FRAME).lexicon for own in (bodies, [body, *bodies[1:]]))
    found = edited(*bodies, _0=body)
    terms = before.entries.keys() | after.entries.keys()
    assert found.entries == {
        term: after.entries.get(term) for term in terms if before.entries.get(term) != after.entries.get(term)
    }
    assert found.endings == after.endings
    assert found.count == len(after.lists)


def test_a_word_that_comes_is_a_part_of_what_was_there() -> None:
    found = edited("gesprekskaarten", "gesprek", _1="gesprek kaarten")
    assert found.words.rows["gesprekskaarten"] == Row(("gesprek", "kaarten"), {})
    assert "+A" in (found.entries["gesprek"] or "")
    assert "+A" in (found.entries["kaarten"] or "")


def test_a_word_that_goes_leaves_no_entry() -> None:
    assert edited("huizen", "soep", _0="soep").entries.keys() == {"huizen", "huis", "soep"}
    assert edited("huizen", "soep", _0="soep").entries["huis"] is None


def test_a_word_that_is_the_stem_of_others_has_their_entry_when_it_comes() -> None:
    found = edited("huizen", "soep", _1="huis soep")
    assert (found.entries["huis"] or "").startswith("B")
    assert found.entries["huizen"] == ">huis"


def test_other_levels_touch_no_words() -> None:
    assert edited("soep brood", "brood", _0="soep brood brood brood").blobs == {}
    assert edited("soep brood", "brood", _0="soep brood ham").blobs.keys() == {"words-0"}


def test_more_than_is_worth_while_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolbox_gen.search.edits.PAIRS", 0)
    with pytest.raises(TooMuchError):
        edited("taalles taal les", _0="taalles taal")
