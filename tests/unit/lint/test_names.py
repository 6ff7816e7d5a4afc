"""Where a name may be: never a crash, never a place outside the text, and no text that takes long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.patience import LONG, patient
from toolbox_gen.lint.names import BEGUN, NAME, Name, find, has_initial, parts, small

PIECES = st.sampled_from([
    "Amina", "Fatima", "de", "van", "El", "J.", "’s", "'t", "d'", "-", "—", "(", ")", "“", "”", '"', ".", "!", ":", "|", "#",
    "\n", "\n\n", "> ", "- ", "1. ", "](", "[[", "a|b", "https://", "@", "*", "_", " ", "é", "e\u0301", "ß", "İ", "Ǆ", "مرحبا",
    "OCMW", "WhatsApp", "34 jaar", "zegt", "\u00a0", "\\\n", "&nbsp;", "0470",
])  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join))


@given(TEXTS, st.booleans())
def test_what_is_found_stands_where_it_is_said(text: str, is_name: bool) -> None:
    found = find(text, common=small(text), is_name=is_name)
    for one in found:
        assert one.sort in (NAME, BEGUN)
        first = one.text.split()[0]
        assert first in " ".join(text[one.start :].split())
        assert any(word[0].isupper() for word in parts(one.text))
    assert list(found) == sorted(found)


@given(TEXTS)
def test_what_stands_before_does_not_change_a_paragraph(text: str) -> None:
    """But for the words that it writes with a small letter."""
    alone = find(f"\n\n{text}")
    behind = find(f"Vooraf.\n\n{text}")
    assert [one.text for one in alone] == [one.text for one in behind]


def test_a_word_that_the_file_writes_small_too_is_no_name() -> None:
    text = "De Stad hielp, want in de stad kent iedereen Tomasz."
    assert [one.text for one in find(text, common=small(text))] == ["Tomasz"]
    assert [one.text for one in find(text)] == ["Stad", "Tomasz"]


def test_where_a_name_is_expected_its_first_word_counts() -> None:
    assert find("Amina") == ()
    assert find("Amina", is_name=True) == (Name(0, NAME, "Amina"),)
    assert find("Een deelneemster", is_name=True) == ()
    assert find("Vrijwilliger", is_name=True) == ()


def test_of_two_names_at_the_beginning_the_first_is_not_certain() -> None:
    assert find("Fatima Benali kwam.") == (Name(0, BEGUN, "Fatima Benali"),)


@pytest.mark.parametrize(("name", "words"), [
    ("Sara van den Berg", ("Sara", "Berg")), ("Jean-Pierre", ("Jean", "Pierre")), ("J. Peeters", ("Peeters",)),
    ("OCMW", ()), ("WhatsApp", ()), ("McDonald", ("McDonald",)), ("A2", ()), ("Yusuf al-Rashid", ("Yusuf", "Rashid")),
])  # fmt: skip
def test_words_of_a_name(name: str, words: tuple[str, ...]) -> None:
    assert parts(name) == words


def test_initials() -> None:
    assert has_initial("J. Peeters")
    assert not has_initial("Jan Peeters")


HOSTILE = [
    "Aa ",
    "A",
    "A.",
    "A-",
    "Aa\n",
    "“A",
    "(Aa ",
    "[[",
    "](",
    "\n\n",
    "Aa van ",
    "a@",
    "Aa'",
    "J. ",
    "— Aa\n",
    "# Aa\n",
    ". A",
    "_*",
]


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_a_long_text_is_read_to_its_end(piece: str) -> None:
    with patient():
        assert find(f"want Tomasz kwam.\n\n{piece * (LONG // len(piece))}")[0].text == "Tomasz"
