"""The index: whatever a page says is found, the same pages give the same bytes, and no text gets out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox_gen.search import MESSAGES, Facet, Record, build_index, fold, tokens

CASES = json.loads((Path(__file__).parents[1] / "cases" / "folding.json").read_text("utf-8"))
ENGLISH = dict(MESSAGES)
KIND = Facet("kind", "Soort", (("story", "Verhaal"), ("tool", "Werkvorm")))
THEMES = Facet("themes", "Thema's", (("inclusion", "Inclusie"), ("work", "Werk")))
PAGE = Record(
    url="stories/hapje-klapje/",
    title="Hapje klapje",
    summary="Vier avonden",
    language="nl",
    kind="story",
    facts=("6–25 mensen",),
    headings=("Het begin",),
    labels=("Inclusie", "erbij horen"),
    body="Het begon met soep. Soep en nog eens soep, en vier borden soep.",
    facets=(("kind", ("story",)), ("themes", ("work", "inclusion"))),
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
MANY = st.lists(TEXTS, max_size=3).map(tuple)
RECORDS = st.lists(
    st.builds(
        Record,
        url=st.from_regex(r"[a-z0-9-]{1,9}/", fullmatch=True),
        title=TEXTS,
        summary=TEXTS,
        language=st.sampled_from(["nl", "ar"]),
        kind=st.sampled_from(["story", "tool"]),
        facts=MANY,
        headings=MANY,
        labels=MANY,
        body=TEXTS,
        facets=st.sampled_from([(), (("themes", ("work",)),), (("kind", ("tool",)), ("themes", ()))]),
    ),
    max_size=8,
)


def index(*records: Record) -> bytes:
    return build_index(records, facets=(KIND, THEMES), language="nl", messages=ENGLISH)


def decoded(script: bytes) -> dict[str, Any]:
    """What the script hands over, with its postings as {term: {document: weight}}."""
    text = script.decode("utf-8")
    assert text.startswith("toolboxSearch.receive(")
    assert text.endswith(");\n")
    data: dict[str, Any] = json.loads(text.removeprefix("toolboxSearch.receive(").removesuffix(");\n"))
    terms: dict[str, dict[int, int]] = {}
    if data["terms"]:
        for term, coded in zip(data["terms"].split(" "), data["postings"].split(";"), strict=True):
            documents, number = {}, -1
            for posting in coded.split(","):
                distance, _, weight = posting.partition(":")
                number += int(distance)
                documents[number] = int(weight or 1)
            terms[term] = documents
    return {**data, "index": terms}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_folds_as_the_cases_say(case: dict[str, Any]) -> None:
    assert fold(case["text"]) == case["folded"]
    assert list(tokens(case["text"])) == case["tokens"]


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert list(tokens(fold(text))) == list(tokens(text))


@given(RECORDS)
def test_every_word_finds_its_documents_and_no_others(records: list[Record]) -> None:
    said: dict[str, set[int]] = {}
    for number, record in enumerate(records):
        for text in (record.title, record.summary, record.body, *record.headings, *record.labels):
            for word in tokens(text):
                said.setdefault(word, set()).add(number)
    found = decoded(index(*records))["index"]
    assert {term: set(documents) for term, documents in found.items()} == said


@given(RECORDS)
def test_the_documents_come_through_whole_and_in_order(records: list[Record]) -> None:
    for record, document in zip(records, decoded(index(*records))["documents"], strict=True):
        language = "" if record.language == "nl" else record.language
        assert document[:5] == [record.url, record.title, record.summary, language, record.kind]
        assert document[5] == list(record.facts)
        own = dict(record.facets)
        keys = [
            [facet.values[value][0] for value in values]
            for facet, values in zip((KIND, THEMES), document[6], strict=True)
        ]
        assert [Counter(k) for k in keys] == [Counter(own.get(facet.name, ())) for facet in (KIND, THEMES)]


@given(RECORDS)
def test_the_same_records_give_the_same_bytes(records: list[Record]) -> None:
    assert index(*records) == index(*records)


def test_the_order_of_hashes_does_not_matter() -> None:
    program = """
import sys
from toolbox_gen.search import MESSAGES, Facet, Record, build_index
labels = ("erbij", "horen")
record = Record("a/", "Hapje klapje soep", "", "nl", "x", (), (), labels, "en nog", (("k", ("b", "a")),))
facets = (Facet("kind", "", (("x", ""),)), Facet("k", "", (("a", ""), ("b", ""))))
index = build_index((record,), facets=facets, language="nl", messages=dict(MESSAGES))
sys.stdout.buffer.write(index)
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


@given(RECORDS)
def test_no_text_gets_out_of_the_script(records: list[Record]) -> None:
    text = index(*records).decode("utf-8")
    assert not set("<>\u2028\u2029") & set(text)


def test_a_hostile_title_is_a_text() -> None:
    title = "</script><!--<script>\u2028*/');alert(1)//\\"
    script = index(replace(PAGE, title=title))
    assert b"</" not in script
    assert decoded(script)["documents"][0][1] == title


def test_a_field_outweighs_all_the_lesser_ones_together() -> None:
    weights = [
        decoded(index(page))["index"]["soep"][0]
        for page in (
            replace(PAGE, body="soep"),
            PAGE,
            replace(PAGE, summary="soep", body=""),
            replace(PAGE, summary="soep"),
            replace(PAGE, headings=("soep",), body=""),
            replace(PAGE, headings=("soep", "soep"), summary="soep"),
            replace(PAGE, labels=("soep",), body=""),
            replace(PAGE, labels=("soep",), headings=("soep",), summary="soep"),
            replace(PAGE, title="soep", body=""),
        )
    ]
    assert weights == sorted(set(weights))


def test_an_index_of_nothing_is_an_index() -> None:
    data = decoded(index())
    assert (data["documents"], data["index"]) == ([], {})
    assert data["messages"] == ENGLISH
    assert data["facets"][0] == ["kind", "Soort", [["story", "Verhaal"], ["tool", "Werkvorm"]]]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (replace(PAGE, kind="meeting"), "facet 'kind' has no meeting"),
        (replace(PAGE, facets=(("themes", ("werk",)),)), "facet 'themes' has no werk"),
        (replace(PAGE, facets=(("places", ("gent",)),)), "facet 'places' has no gent"),
        (replace(PAGE, url="/stories/"), "not a site path"),
        (replace(PAGE, url="javascript:alert(1)"), "not a site path"),
    ],
)
def test_a_record_that_does_not_fit_is_refused(record: Record, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        index(record)


@pytest.mark.parametrize(
    ("facets", "said"),
    [
        ((KIND, KIND), "same name"),
        ((Facet("q", "Vraag", ()),), "cannot be the name"),
        ((Facet("Thema's", "Thema's", ()),), "cannot be the name"),
        ((Facet("places", "Waar", (("a,b", "A en B"),)),), "comma"),
    ],
)
def test_a_facet_that_the_fragment_cannot_hold_is_refused(facets: tuple[Facet, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        build_index((), facets=facets, language="nl", messages=ENGLISH)


@pytest.mark.parametrize("messages", [{}, {**ENGLISH, "extra": "more"}])
def test_the_messages_are_all_there_and_no_others(messages: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"messages missing or unknown: (chosen_one|extra)"):
        build_index((), facets=(KIND,), language="nl", messages=messages)
