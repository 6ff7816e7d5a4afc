"""Sentences in which a part is in another language."""

from toolbox_gen.passages import Passage, phrase, pieces, plain


def test_a_phrase_keeps_the_language_of_each_part() -> None:
    found = phrase("%(tool)s and %(theme)s, 100%%", tool=Passage("Kring", "nl"), theme="Home")
    assert found == (Passage("Kring", "nl"), Passage(" and "), Passage("Home"), Passage(", 100%"))
    assert plain(found) == "Kring and Home, 100%"


def test_a_phrase_can_stand_in_another() -> None:
    inner = phrase("(%(one)s)", one=Passage("b", "fr"))
    assert phrase("a %(rest)s", rest=inner) == (Passage("a "), *inner)


def test_what_is_to_be_read_is_a_phrase_or_becomes_one() -> None:
    assert pieces("a") == pieces(Passage("a")) == pieces((Passage("a"),)) == (Passage("a"),)
    assert (plain("a"), plain(Passage("b", "nl")), str(Passage("b", "nl"))) == ("a", "b", "b")
