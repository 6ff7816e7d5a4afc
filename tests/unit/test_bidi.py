"""Texts of one direction among texts of the other."""

import pytest

from toolbox_gen.bidi import isolated
from toolbox_gen.i18n import words

ARABIC = "بطاقات (محادثة)"


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("Wie durft?", "ltr", "Wie durft?"),
        ("Wie durft?", "rtl", "\u2068Wie durft?\u2069"),
        (ARABIC, "rtl", ARABIC),
        (ARABIC, "ltr", f"\u2068{ARABIC}\u2069"),
        ("café – 30–60", "ltr", "café – 30–60"),
        ("30–60", "rtl", "30–60"),
        ("", "rtl", ""),
    ],
)
def test_only_what_has_letters_of_the_other_direction_is_set_apart(text: str, direction: str, expected: str) -> None:
    assert isolated(text, direction) == expected


def test_names_in_sentences_and_lists_keep_their_order() -> None:
    arabic, dutch = words("ar"), words("nl")
    assert arabic.text("also used %(tools)s", tools="Wie durft?").endswith("\u2068Wie durft?\u2069")
    assert "\u2068Ja!\u2069" in arabic.join(["Ja!", ARABIC, "Nee?"])
    assert dutch.join(["Ja!", "Nee?"]) == "Ja! en Nee?"
    assert f"\u2068{ARABIC}\u2069" in dutch.text("also used %(tools)s", tools=ARABIC)
    assert arabic.count("up to %(num)s person", "up to %(num)s people", 12).isprintable()
