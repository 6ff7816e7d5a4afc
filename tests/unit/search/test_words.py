"""Words: folded alike on both sides, brought to their stems, and taken apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox_gen.search.words import LONGEST, fold, hyphenated, links, split, stemmer, tokens, written

CASES = json.loads((Path(__file__).parents[2] / "cases" / "folding.json").read_text("utf-8"))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_folds_as_the_cases_say(case: dict[str, Any]) -> None:
    assert fold(case["text"]) == case["folded"]
    assert tokens(case["text"]) == case["tokens"]


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert tokens(fold(text)) == tokens(text)


@given(TEXTS, TEXTS)
def test_a_text_among_others_keeps_its_words(text: str, other: str) -> None:
    assert tokens(f"{text}\n{other}") == tokens(text) + tokens(other)


def test_how_words_are_written() -> None:
    assert written("Het Café van Zoë, en het cafe.") == {"cafe": "café", "zoe": "zoë"}
    assert written("Alles gewoon") == {}


def test_words_with_hyphens_are_also_one_word() -> None:
    assert hyphenated("Een check-in, e-learning en een één-op-één: 60-180 – of niet -") == [
        "checkin", "elearning", "eenopeen", "60180",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "huis huizen huisje", "muur muren", "gesprek gesprekken gesprekje", "brief brieven", "praten praat gepraat",
        "mislukking mislukt mislukkingen", "verhaal verhalen verhaaltje", "veilig veilige veiligheid",
        "samenwerken samenwerking samengewerkt", "les lessen", "moeilijk moeilijke", "oefening oefeningen oefenen",
        "begeleiden begeleiding", "vrijwilliger vrijwilligers",
    ],
)  # fmt: skip
def test_dutch_words_of_one_stem(words: str) -> None:
    assert len({stemmer("nl")(word) for word in words.split()}) == 1


@pytest.mark.parametrize("words", ["begeleiding beleid", "verhaal verdriet", "groep groente"])
def test_dutch_words_that_are_not(words: str) -> None:
    first, second = map(stemmer("nl"), words.split())
    assert first != second


def test_stems_of_other_languages() -> None:
    assert stemmer("en")("stories") == stemmer("en")("story")
    assert stemmer("fr")("événements") == stemmer("fr")("événement")
    assert [stemmer("fr")(word) for word in ("jeux", "heureuse", "actif", "if", "eux")] == [
        "jeu", "heureu", "activ", "if", "eux",
    ]  # fmt: skip
    assert stemmer("ar")("الكتاب") == stemmer("ar")("كتاب")
    assert stemmer("tlh")("qaStaHvIS") == "qastahvis"


KNOWN = {
    "gesprek", "kaarten", "vrijwilligers", "vrijwilliger", "werk", "taal", "les", "lessen", "beleid", "buurt", "huis",
    "vrijwilligerswerk", "kind", "feest",
}  # fmt: skip


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("gesprekskaarten", ("gesprek", "kaarten")),
        ("vrijwilligerswerk", ("vrijwilligers", "werk")),
        ("taalles", ("taal", "les")),
        ("kinderfeest", ()),  # kind + er: German has it, Dutch writes kinder
        ("kindenfeest", ("kind", "feest")),
        ("buurthuiswerk", ("buurt", "huis", "werk")),
        ("vrijwilligerswerkbeleid", ("vrijwilligerswerk", "beleid")),
        ("werk", ()), ("xwerk", ()), ("werken", ()), ("", ()),
        ("werk" * (LONGEST // 4 + 1), ()),
    ],
)  # fmt: skip
def test_compounds_come_apart(word: str, parts: tuple[str, ...]) -> None:
    assert split(word, KNOWN, links("nl")) == parts


def test_words_that_would_take_for_ever_do_not() -> None:
    known = {"e" * length for length in range(3, 11)}
    assert split("x" + "e" * 60, known, links("nl")) == ()
    assert hyphenated("a" * 200_000 + "- b") == []


def test_languages_without_compounds_have_no_links() -> None:
    assert links("fr") == ()
    assert split("vrijwilligerswerk", KNOWN, links("fr")) == ()
    assert split("kinderfeest", KNOWN, links("de")) == ("kind", "feest")


@given(st.lists(st.sampled_from(sorted(KNOWN)), min_size=2, max_size=3), st.sampled_from(["", "s", "en", "e"]))
def test_what_is_put_together_comes_apart(words: list[str], link: str) -> None:
    found = split(link.join(words), KNOWN, links("nl"))
    assert found
    assert set(found) <= KNOWN


@pytest.mark.parametrize("language", ["tr", "el", "pl", "hi", "id", "uk", "so", "ti", "fa", "ckb", "zh-Hans"])
def test_a_language_with_or_without_a_stemmer_has_words(language: str) -> None:
    assert stemmer(language)("ıspanak") == stemmer(language)("ıspanak") != ""
    assert links(language) == ()
