"""Sentences in which a part is in another language."""

from toolbox_gen.passages import Passage, phrase, pieces, plain


def test_a_phrase_keeps_the_language_of_each_part() -> None:
    found = phrase("%(tool)s and %(theme)s, 100%%", tool=Passage("Kring", "nl"), theme="Home")
    assert found == (Passage("Kring", "nl"), Passage(" and "), Passage("Home"), Passage(", 100%"))
    assert plain(found, "ltr") == "Kring and Home, 100%"


def test_in_one_text_what_runs_the_other_way_is_set_apart() -> None:
    found = phrase("%(tool)s و %(theme)s", tool=Passage("Kring", "nl"), theme="بيت")
    assert plain(found, "rtl") == "\u2068Kring\u2069 و بيت"


def test_a_phrase_can_stand_in_another() -> None:
    inner = phrase("(%(one)s)", one=Passage("b", "fr"))
    assert phrase("a %(rest)s", rest=inner) == (Passage("a "), *inner)


def test_what_is_to_be_read_is_a_phrase_or_becomes_one() -> None:
    assert pieces("a") == pieces(Passage("a")) == pieces((Passage("a"),)) == (Passage("a"),)
    assert (plain("a", "rtl"), plain(Passage("b", "nl"), "rtl"), str(Passage("b", "nl"))) == ("a", "b", "b")


def test_a_passage_that_says_nothing_is_none() -> None:
    assert not Passage("", "nl")
    assert Passage("0")
