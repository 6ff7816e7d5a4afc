"""Words for spelling, by length."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolbox_gen.search.spelling import LENGTHS, changed, sorts

WORDS = st.text("ab", max_size=70)


@given(st.sets(WORDS))
def test_each_word_is_with_those_of_its_length(words: set[str]) -> None:
    found = sorts(words)
    for (least, most), own in found.items():
        assert own == sorted(own)
        assert all(least <= len(word) <= most for word in own)
    assert {word for own in found.values() for word in own} == {word for word in words if 3 <= len(word) <= 64}
    assert list(found) == [sort for sort in LENGTHS if sort in found]
    assert all(found.values())


@given(st.sets(WORDS), st.dictionaries(WORDS, st.booleans()))
def test_words_are_put_in_and_taken_out(words: set[str], there: dict[str, bool]) -> None:
    expected = words - {word for word, is_there in there.items() if not is_there}
    expected |= {word for word, is_there in there.items() if is_there}
    assert changed(sorted(words), there) == sorted(expected)


def test_a_word_of_another_language_is_with_those_of_its_own_length() -> None:
    assert sorts(["nl/gesprek", "entretien"]) == {(7, 8): ["nl/gesprek"], (9, 10): ["entretien"]}
