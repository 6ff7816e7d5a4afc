"""The index as a browser reads it: all that pages say, and the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.indexes import FRAME, THEMES, Read, documents, page, parts, postings
from toolbox_gen.search.index import CARDS, build, save
from toolbox_gen.search.records import Record
from toolbox_gen.search.tongues import tag
from toolbox_gen.search.words import hyphenated, tokens

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
WORDY = st.lists(
    st.sampled_from(["gesprek", "gesprekken", "gesprekskaarten", "kaarten", "één", "café", "de"]), max_size=9
)
RECORDS = st.lists(
    st.builds(
        Record,
        url=st.from_regex(r"[a-z0-9-]{1,9}/", fullmatch=True),
        title=TEXTS,
        summary=TEXTS,
        language=st.sampled_from(["nl", "ar"]),
        kind=st.sampled_from(["story", "tool"]),
        facts=st.tuples(TEXTS),
        themes=st.tuples(TEXTS),
        texts=st.fixed_dictionaries({"body": st.tuples(WORDY.map(" ".join)), "labels": st.tuples(TEXTS)}),
        names=st.sampled_from([{}, {"themes": ("work",)}, {"themes": ("inclusion", "work")}]),
        numbers=st.sampled_from([{}, {"people": (6, 12)}, {"people": (2, None)}]),
        evidence=st.integers(0, 99),
    ),
    max_size=24,
)


@given(RECORDS)
def test_every_word_finds_its_documents_and_no_others(records: list[Record]) -> None:
    said: dict[str, set[int]] = {}
    for number, record in enumerate(records):
        for text in (record.title, record.summary, *(text for own in record.texts.values() for text in own)):
            for word in (*tokens(text), *hyphenated(text)):
                said.setdefault(tag(record.language, "nl") + word, set()).add(number)
    read = Read(build(parts(*records), FRAME))
    assert {word: read.having(word) for word in said} == said
    assert {word for word in read.entries if read.having(word)} == set(said)


@given(RECORDS)
def test_what_results_and_filters_show_comes_through_whole(records: list[Record]) -> None:
    read = Read(build(parts(*records), FRAME))
    assert read.head["count"] == len(records)
    for record, card in zip(records, read.cards(), strict=True):
        language = "" if record.language == "nl" else record.language
        assert card[:5] == [record.url, record.title, record.summary, language, record.kind]
        assert card[5:] == [list(record.facts), list(record.themes), ""]
    assert postings(read.head["evidence"]) == {n: min(63, r.evidence) for n, r in enumerate(records) if r.evidence}
    if any("themes" in record.names for record in records):
        for key, label, found in read.facet("themes"):
            assert label == dict(THEMES.values or ())[key]
            assert found == [n for n, r in enumerate(records) if key in r.names.get("themes", ())]
    if any(record.numbers for record in records):
        for low, high, found in read.facet("people"):
            assert found == [n for n, r in enumerate(records) if r.numbers.get("people") == (low, high)]


def test_only_facets_that_have_something_are_offered() -> None:
    read = Read(build(parts(page(names={"themes": ("work",)})), FRAME))
    assert [(name, sort) for name, _, sort, _ in read.head["facets"]] == [("kind", "names"), ("themes", "names")]
    assert read.facet("themes") == [["work", "Werk", [0]]]


def test_cards_are_in_blocks() -> None:
    read = Read(build(parts(*(page(title=f"Rij {n}") for n in range(2 * CARDS + 1))), FRAME))
    assert len(read.head["cards"]["pieces"]) == 3 * 8
    assert [card[1] for card in read.cards()][-1] == f"Rij {2 * CARDS}"


def test_passages_go_along_where_pages_cannot_be_asked() -> None:
    records = (page("soep"), page("brood"))
    index = build(parts(*records), FRAME, passages=[("soep", "Met <b>"), ()])
    read = Read(index)
    first, second = read.cards()
    assert read.pieces[first[7]] == ["soep", "Met <b>"]
    assert second[7] == ""
    assert dict(save(index)) == {}


def test_words_for_spelling_are_all_in_small_sites() -> None:
    read = Read(build(parts(page("soep gesprekskaarten ei vrijwilligersbegeleiding")), FRAME))
    assert sorted(read.spelling()) == ["gesprekskaarten", "soep", "vrijwilligersbegeleiding"]
    for least, most, name in read.head["spelling"]:
        assert all(least <= len(word) <= most for word in read.pieces[name].split(" "))


def test_words_for_spelling_are_those_used_more_than_once_in_large_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolbox_gen.search.spelling.FEW_WORDS", 3)
    records = (page("soep brood kaas"), page("soep ham", title="taart"))
    assert sorted(Read(build(parts(*records), FRAME)).spelling()) == ["soep", "taart"]


def test_the_order_of_hashes_does_not_matter() -> None:
    program = """
import sys
from tests.indexes import FRAME, page, parts
from toolbox_gen.search.index import build, save
from dataclasses import replace
frame = replace(FRAME, vocabulary=("werk", "les"), equals=(("soep", "bouillon", "brodo"),))
index = build(parts(*(page("taalles taal lessen werk buurtwerk buurt soep café ideeën", title=f"Rij {n}") for n in range(9))), frame)
for data in (index.head.data, *(piece.data for piece in index.pieces), *(data for _, data in save(index))):
    sys.stdout.buffer.write(data)
"""
    made = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "123"
    }
    assert len(made) == 1
    assert documents("") == []


def test_words_of_another_language_share_no_entry_with_those_of_the_index() -> None:
    """A page of a French index that is shown in Dutch: Dutch stems and compounds, and no French word among them."""
    pages = parts(
        page("dansen buurtkaart groep", language="nl"),
        page("buurt kaart dans groepen", language="nl", others={"fr": {"labels": ("le groupe des danses",)}}),
        page("dans les groupes danse", language="fr"),
        language="fr",
    )
    read = Read(build(pages, replace(FRAME, language="fr")))
    assert read.entry("nl/dans")[0].keys() == {"nl/dans", "nl/dansen"}
    assert read.entry("nl/buurt")[1].keys() == {0}
    assert read.entry("groupe")[0].keys() == {"groupe", "groupes"}
    assert read.entry("dans")[0] == {"dans": read.entry("dans")[0]["dans"]}
    assert read.entry("dans")[0]["dans"].keys() == {2}
    assert read.head["foreign"] == 2
    [dutch] = read.head["also"]
    assert (dutch["language"], dutch["links"]) == ("nl", ["", "s", "en", "e"])
    assert "nn>n" not in read.head["endings"]
    assert "nn>n" in dutch["endings"]


def test_an_index_of_one_language_knows_no_other() -> None:
    read = Read(build(parts(page("huizen")), FRAME))
    assert (read.head["also"], read.head["foreign"]) == ([], 0)
