"""The tables: what is in them is of nobody, and does not contradict itself."""

from toolbox_gen.lint.ordinary import ABBREVIATIONS, ARTICLES, OF_NOBODY, PARTICLES, VERBS, is_ordinary


def test_words_with_and_without_a_capital() -> None:
    assert is_ordinary("Toen")
    assert is_ordinary("vrijwilligster")
    assert is_ordinary("Aujourd")
    assert is_ordinary("Tomorrow")
    assert not is_ordinary("Amina")


def test_tables_are_in_small_letters_but_for_names() -> None:
    assert all(word == word.lower() for word in (*ABBREVIATIONS, *ARTICLES, *PARTICLES, *VERBS))
    assert all(word[0].isupper() for word in OF_NOBODY)


def test_what_people_do_is_no_word_that_says_little_in_another_language() -> None:
    """French `dit` is not in it: it begins many a Dutch sentence's second word."""
    assert {verb for verb in VERBS if is_ordinary(verb)} == set()
