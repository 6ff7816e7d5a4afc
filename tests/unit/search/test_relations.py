"""What words have to do with each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox_gen.search.relations import all_parts, ending, entry, knowledge, shown, stem_of, taken, terms

NL = knowledge("nl", vocabulary=("les",), equals=(("kaart", "plaat"), ("plaat", "schijf")))
LISTS = st.dictionaries(st.sampled_from(["huis", "huisje", "huizen"]), st.sampled_from(["AZ", "BZCZ"]), min_size=1)


def test_words_that_mean_the_same_are_known_words() -> None:
    assert NL.always == {"les", "kaart", "plaat", "schijf"}
    assert NL.equals["plaat"] == {"kaart", "schijf"}
    assert NL.equals["kaart"] == {"plaat"}


def test_the_writing_that_is_counted_most_decides_on_the_stem() -> None:
    french = knowledge("fr")
    assert stem_of("creee", {"créée": 2, "creee": 1}, french) == "cre"
    assert stem_of("creee", {}, french) != "cre"


@pytest.mark.parametrize(("word", "stem", "rule"), [("stokken", "stok", "kken>k"), ("huis", "huis", ""), ("ei", "e", ""), ("huizen", "huis", "izen>is")])  # fmt: skip
def test_an_ending_is_what_differs_and_the_letter_before(word: str, stem: str, rule: str) -> None:
    assert ending(word, stem) == rule


def test_parts_have_parts() -> None:
    words = {"kaart", "gesprek", "gesprekskaart", "gesprekskaartspel", "spel"}
    assert all_parts("gesprekskaartspel", words, NL, {}) == ("gesprekskaart", "spel", "gesprek", "kaart")
    assert all_parts("gesprekskaartspel", words, NL, {"gesprekskaart": ()}) == ("gesprekskaart", "spel")


@given(LISTS, st.sampled_from(["", "AZ"]))
def test_an_entry_tells_what_it_was_made_from(lists: dict[str, str], wholes: str) -> None:
    forms = sorted({"huis", *lists})
    assert taken(entry(forms, lists, wholes, NL), forms[0]) == (lists, wholes)


def test_an_entry_ends_with_what_means_the_same() -> None:
    assert entry(["plaat"], {}, "", NL) == "~kaart schijf"
    assert taken("AZ+BZ~kaart schijf", "plaat") == ({"plaat": "AZ"}, "BZ")


def test_a_stem_that_is_no_word_is_a_term() -> None:
    assert terms("huis", ["huisje", "huizen"], "AZ", is_word=False) == {
        "huisje": "AZ", "huizen": ">huisje", "huis": ">huisje",
    }  # fmt: skip
    assert terms("huis", ["huizen"], "AZ", is_word=True) == {"huizen": "AZ"}


def test_a_word_is_shown_as_more_than_half_of_the_pages_write_it() -> None:
    assert shown({"café": 2, "cafè": 2}, 3) == "=cafè"
    assert shown({"café": 1}, 2) == ""
    assert shown({}, 0) == ""
