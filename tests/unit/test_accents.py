"""A letter may have thirty marks."""

import sys
import unicodedata

import pytest

from toolbox_gen.accents import MOST, crowd


@pytest.mark.parametrize("mark", ["\u0301", "\u0327", "\u0f73", "\uff9e", "\u20d0", "\u302a", "\U0001d165", "\u3099"])
def test_thirty_marks_are_allowed_and_no_more(mark: str) -> None:
    assert crowd("One x" + mark * MOST + " two") == -1
    assert crowd("One x" + mark * MOST + mark + " two") == 5


def test_marks_of_several_sorts_count_together() -> None:
    assert crowd("é" + "\u0301\u0327" * 15) == -1
    assert crowd("é" + "\u0301\u0327" * 15 + "\u0323") == 1


@pytest.mark.parametrize("text", ["", "word " * 100, "日本語" * 100, "é" * 100, "Ελληνικά" * 50, "각" * 99, "😀" * 99])
def test_letters_are_no_marks(text: str) -> None:
    assert crowd(text) == -1


def test_what_may_pass_decomposes_into_few_marks_in_a_row() -> None:
    """Whatever character follows thirty marks, or comes before them, normalising meets no more than a few more."""
    for number in range(0x300, sys.maxunicode + 1):
        parts = unicodedata.normalize("NFKD", chr(number)) if not 0xD800 <= number < 0xE000 else "x"
        if unicodedata.combining(parts[0]):
            assert crowd(chr(number) * (MOST + 1)) != -1, hex(number)


def test_the_glance_overlooks_no_mark() -> None:
    for number in range(sys.maxunicode + 1):
        if unicodedata.combining(chr(number)):
            assert crowd(chr(number) * (MOST + 1)) == 0, hex(number)
