"""The lexicon: what words have to do with each other, however it came to be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.indexes import page, parts
from toolbox_gen.search.lexicon import Lexicon

WORDS = "gesprek gesprekken kaart kaarten gesprekskaarten huis huizen taal taalles les lessen café cafe begeleiden de"
BODIES = st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join)


def lexicon(*bodies: str, vocabulary: tuple[str, ...] = (), equals: tuple[tuple[str, ...], ...] = ()) -> Lexicon:
    made = Lexicon("nl", vocabulary=vocabulary, equals=equals)
    made.fill(parts(*map(page, bodies)))
    return made


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


@given(st.lists(BODIES, min_size=1, max_size=4), st.lists(st.tuples(st.integers(0, 3), BODIES), max_size=5))
def test_a_changed_lexicon_is_one_made_anew(bodies: list[str], edits: list[tuple[int, str]]) -> None:
    vocabulary, equals = ("werk", "les"), (("kaart", "plaat"), ("huis", "woning"))
    changing = lexicon(*bodies, vocabulary=vocabulary, equals=equals)
    now = list(bodies)
    for number, body in edits:
        at = number % len(now)
        before = dict(changing.entries)
        said = changing.change(at, *parts(page(now[at]), page(body)))
        now[at] = body
        anew = lexicon(*now, vocabulary=vocabulary, equals=equals)
        assert changing.entries == anew.entries
        assert changing.lists == anew.lists
        assert +changing.titled == +anew.titled
        assert +changing.endings == +anew.endings
        differing = {t for t in before.keys() | anew.entries.keys() if before.get(t) != anew.entries.get(t)}
        assert differing <= said


def test_many_new_words_take_compounds_apart_too() -> None:
    letters = "abcdefghij"
    many = " ".join(f"woord{a}{b}{c}" for a in letters for b in letters for c in "xyz")
    changing = lexicon("taalkaart", "soep")
    changing.change(1, *parts(page("soep"), page(f"taal kaart {many}")))
    assert changing.entries == lexicon("taalkaart", f"taal kaart {many}").entries
