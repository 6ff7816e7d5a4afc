"""Rules by which a word that no page has may be another form of one that is there."""

from __future__ import annotations

import pytest

from toolbox_gen.search.endings import beginnings, endings
from toolbox_gen.search.words import stemmer


def origins(word: str) -> set[str]:
    """What up to three rules make of a word, and of what is left without a beginning."""
    found = {word, *(word.removeprefix(start) for start in beginnings("nl"))}
    for _ in range(3):
        for rule in endings("nl"):
            ending, instead = rule.split(">")
            found |= {one.removesuffix(ending) + instead for one in list(found) if one.endswith(ending)}
    return found


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("pannetje", "pannen"), ("gekookt", "koken"), ("stickertjes", "sticker"), ("brieven", "brief"),
        ("zwijgzaam", "zwijgen"), ("gesprekje", "gesprek"), ("wandelingetje", "wandeling"), ("huizen", "huis"),
        ("gestemd", "stemmen"), ("ruzies", "ruzie"), ("begeleidsters", "begeleiding"), ("muurtjes", "muur"),
    ],
)  # fmt: skip
def test_rules_lead_from_a_dutch_form_to_a_word_or_its_stem(word: str, other: str) -> None:
    assert origins(word) & {other, stemmer("nl")(other)}


def test_rules_are_pairs_and_a_language_may_have_none() -> None:
    assert all(len(rule.split(">")) == 2 and rule[0] != ">" for rule in endings("nl"))
    assert len(set(endings("nl-BE"))) == len(endings("nl")) > 60
    assert endings("tlh") == beginnings("tlh") == ()
