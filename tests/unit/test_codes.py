"""The messages: complete sentences whose gaps can always be filled."""

from __future__ import annotations

import re

import pytest

from toolbox_gen.codes import CODES, Code
from toolbox_gen.problems import placeholders

ALL = pytest.mark.parametrize("code", CODES.values(), ids=CODES.keys())


@pytest.mark.parametrize("name", CODES)
def test_a_code_can_be_a_heading_and_a_file_name(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)


@ALL
def test_a_message_is_one_line_and_so_is_each_hint(code: Code) -> None:
    assert code.hints, "every problem says what to do"
    for text in (code.message, *code.hints):
        assert text == " ".join(text.split())
        assert text[0].isupper() or not text[0].isalpha()
        assert placeholders(text) <= {name for name in placeholders(text) if name.isidentifier()}


@ALL
def test_a_more_general_hint_comes_later(code: Code) -> None:
    for number, hint in enumerate(code.hints):
        before = [placeholders(h) for h in code.hints[:number]]
        assert not any(known <= placeholders(hint) for known in before), f"never used: {hint}"


def test_no_two_codes_say_the_same() -> None:
    messages = [code.message for code in CODES.values()]
    twice = {message for message in messages if messages.count(message) > 1}
    assert twice <= {"“{value}” is not possible for “{name}”."}
