"""The mark on texts for translators."""

from __future__ import annotations

from toolbox_gen.marking import N_, NN_


def test_a_marked_text_is_the_text_itself() -> None:
    assert N_("Stories of %(place)s") == "Stories of %(place)s"


def test_a_marked_plural_is_its_two_texts() -> None:
    assert NN_("{n} story", "{n} stories") == ("{n} story", "{n} stories")
