"""The mark on texts for translators."""

from __future__ import annotations

from toolbox_gen.marking import N_


def test_a_marked_text_is_the_text_itself() -> None:
    assert N_("Stories of %(place)s") == "Stories of %(place)s"
