"""Texts of one direction among texts of the other."""

import re

import pytest
from babel.localedata import locale_identifiers

from toolbox_gen.bidi import isolated
from toolbox_gen.i18n import locale_of, words
from toolbox_gen.theme import theme_folder

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


def test_the_search_knows_the_same_directions_as_the_pages() -> None:
    script = (theme_folder() / "scripts" / "view-dom.js").read_text(encoding="utf-8")
    found = re.search(r"/\^\(([a-z|]+)\)\\b/\.test\(language\)", script)
    assert found
    known = set(found[1].split("|"))
    codes = {code for code in locale_identifiers() if len(code) == 2}
    assert {code for code in codes if locale_of(code).text_direction == "rtl"} == known & codes
    assert all(locale_of(code).text_direction == "rtl" for code in known)
