"""Pieces: scripts that no text gets out of, named by what they say."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.indexes import value
from toolbox_gen.search.pieces import piece

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(st.lists(TEXTS, max_size=4))
def test_a_value_comes_through_and_no_text_gets_out(texts: list[str]) -> None:
    made = piece(texts)
    assert value(made) == texts
    assert re.fullmatch("[a-z2-7]{8}", made.name)
    assert not set("<\u2028\u2029") & set(made.data.decode())
    assert piece(texts) == made


def test_the_name_is_of_the_content() -> None:
    assert piece(["a"]).name != piece(["b"]).name
    assert piece(["a"], name="head").name == "head"


def test_a_hostile_text_stays_a_text() -> None:
    text = "</script><!--<script>\u2028*/');alert(1)//\\"
    assert value(piece(text)) == text
