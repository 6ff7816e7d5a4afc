"""The lexicon: all words of all pages, and what they have to do with each other."""

from __future__ import annotations

from tests.indexes import page, parts
from toolbox_gen.search import lexicon as module
from toolbox_gen.search.lexicon import Lexicon
from toolbox_gen.search.relations import knowledge


def lexicon(*bodies: str, vocabulary: tuple[str, ...] = (), equals: tuple[tuple[str, ...], ...] = ()) -> Lexicon:
    return module.lexicon(parts(*map(page, bodies)), knowledge("nl", vocabulary=vocabulary, equals=equals))


def test_words_of_one_stem_share_an_entry() -> None:
    entries = lexicon("gesprek", "gesprekken gesprek").entries
    assert entries["gesprekken"] == ">gesprek"
    own, other = entries["gesprek"].split(";")
    assert len(own) == 4
    assert other.startswith("gesprekken:B")


def test_a_stem_that_is_no_word_leads_to_its_words() -> None:
    assert lexicon("huizen").entries == {"huizen": lexicon("huizen").entries["huizen"], "huis": ">huizen"}
    assert lexicon("huis huizen").entries["huis"][0] != ">"


def test_a_compound_is_found_by_its_parts() -> None:
    entries = lexicon("gesprekskaarten", "gesprek", "kaart kaarten").entries
    assert "+A" in entries["gesprek"]
    assert "+A" in entries["kaart"]
    assert "+" not in entries["gesprekskaarten"]


def test_a_part_may_be_known_from_a_vocabulary_alone() -> None:
    assert "werk" not in lexicon("vrijwilligerswerk vrijwilligers").entries
    assert "+A" in lexicon("vrijwilligerswerk vrijwilligers", vocabulary=("werk",)).entries["werk"]


def test_words_that_mean_the_same_know_each_other() -> None:
    entries = lexicon("werkvorm", equals=(("werkvorm", "methodiek"),)).entries
    assert entries["methodiek"] == "~werkvorm"
    assert entries["werkvorm"].endswith("~methodiek")


def test_a_word_is_shown_as_it_is_mostly_written() -> None:
    assert lexicon("café", "café", "cafe").entries["cafe"].endswith("=café")
    assert "=" not in lexicon("café", "cafe", "cafe").entries["cafe"]


def test_endings_are_learned_from_the_words() -> None:
    assert lexicon("stokken blokken").endings["kken>k"] == 2


def test_only_what_turns_a_word_into_its_stem_is_a_rule() -> None:
    assert "" not in lexicon("huis huizen", "stokken").endings


def test_pages_have_the_numbers_of_their_places() -> None:
    assert [value >> 6 for value in lexicon("soep", "brood", "soep").lists["soep"]] == [0, 2]
