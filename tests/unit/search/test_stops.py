"""Words that say little."""

from __future__ import annotations

from toolbox_gen.search.stops import stop_words
from toolbox_gen.search.words import tokens


def test_words_that_say_little_are_folded_words() -> None:
    for language in ("nl", "fr", "en", "ar", "de"):
        words = stop_words(language)
        assert len(words) > 40
        assert all(tokens(word) == [word] for word in words)
    assert {"hoe", "een", "waarom"} <= stop_words("nl")
    assert stop_words("nl-BE") == stop_words("nl")
    assert stop_words("tlh") == frozenset()


def test_no_word_with_a_meaning_of_its_own_is_among_them() -> None:
    assert not {"werk", "groep", "tijd", "thuis", "drie", "ouders", "leren"} & stop_words("nl")
