"""What is kept of a page: its words with how much it is about each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.indexes import analysed, page
from toolbox_gen.search.digits import DIGITS
from toolbox_gen.search.records import FIELDS, LEVELS, Record, decode_part, decode_record, encode
from toolbox_gen.search.words import hyphenated, tokens

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def levels(record: Record) -> dict[str, int]:
    part = analysed(record)
    return dict(zip(part.words.split(), map(DIGITS.index, part.levels), strict=True))


@given(TEXTS, TEXTS, st.dictionaries(st.sampled_from(sorted(set(FIELDS) - {"title", "summary"})), st.tuples(TEXTS)))
def test_every_word_of_every_field_is_there(title: str, summary: str, texts: dict[str, tuple[str, ...]]) -> None:
    record = Record(url="x/", title=title, summary=summary, language="nl", kind="story", texts=texts)
    said = {
        word
        for text in (title, summary, *(t for own in texts.values() for t in own))
        for word in (*tokens(text), *hyphenated(text))
    }
    assert set(levels(record)) == said


def test_a_title_says_more_than_a_summary_and_that_more_than_a_body() -> None:
    body = " ".join(f"woord{n}" for n in range(300))
    found = levels(page(f"soep {body}", title="Hapje klapje", summary="Vier avonden"))
    assert found["hapje"] > found["avonden"] > found["soep"]


def test_saying_it_more_often_counts_more_and_in_a_long_text_less() -> None:
    assert levels(page("soep soep soep brood"))["soep"] > levels(page("soep brood ei kaas"))["soep"]
    assert levels(page("soep"))["soep"] > levels(page("soep " + "brood " * 2000))["soep"]


def test_a_level_is_the_nearest_step_of_the_formula() -> None:
    """docs/search.md: 0.25 × 2^(level/4) of weight × times / (1 − b + b × length / usual length)."""
    field = FIELDS["place"]
    value = field.weight * 2 / (1 - field.b + field.b * 2 / field.usual)
    level = levels(page("", texts={"place": ("Gent Gent",)}))["gent"]
    assert 0.25 * 2 ** ((level - 0.5) / 4) <= value <= 0.25 * 2 ** ((level + 0.5) / 4)
    assert len(LEVELS) == 63


def test_levels_stay_within_a_digit() -> None:
    assert levels(page("x", title="soep"))["soep"] <= 63
    assert levels(page("soep " + "brood " * 100_000))["soep"] == 0


def test_what_is_too_long_to_be_a_word_is_left_out() -> None:
    assert set(levels(page("w" * 64 + " " + "w" * 65 + " soep"))) == {"w" * 64, "soep"}


def test_how_words_are_written_and_which_are_in_the_title() -> None:
    part = analysed(page("Koffie en ideeën", title="Een café"))
    assert part.written == {"cafe": "café", "ideeen": "ideeën"}
    assert part.titled == ("een", "cafe")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"url": "https://elsewhere.example/"}, "not a site path"), ({"url": "javascript:alert(1)"}, "not a site path"),
        ({"url": "/x/"}, "not a site path"), ({"texts": {"boddy": ("x",)}}, "no field is called boddy"),
        ({"names": {"q": ("x",)}}, "'q' cannot be"), ({"names": {"Q ": ("x",)}}, "cannot be the name"),
        ({"names": {"themes": ("a,b",)}}, "comma"), ({"numbers": {"like": (1, 2)}}, "'like' cannot be"),
    ],
)  # fmt: skip
def test_a_record_that_does_not_fit_is_our_fault(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        analysed(replace(page(), **wrong))


RECORDS = st.builds(
    Record,
    url=st.just("x/"),
    title=TEXTS,
    summary=TEXTS,
    language=st.just("nl"),
    kind=st.just("story"),
    facts=st.tuples(TEXTS),
    themes=st.tuples(TEXTS, TEXTS),
    texts=st.dictionaries(st.sampled_from(sorted(FIELDS)[:3]), st.lists(TEXTS).map(tuple)),
    names=st.dictionaries(st.sampled_from(["themes", "tools"]), st.tuples(st.sampled_from(["a", "b"]))),
    numbers=st.dictionaries(st.just("people"), st.sampled_from([(1, 2), (3, None)])),
    evidence=st.integers(0, 99),
)


@given(RECORDS)
def test_records_and_parts_come_back_as_they_were(record: Record) -> None:
    part = analysed(record)
    for value, decode in ((record, decode_record), (part, decode_part)):
        data = encode(value)
        assert decode(data) == value
        assert encode(decode(data)) == data
        assert b"\n" not in data


@given(RECORDS, TEXTS)
def test_the_text_of_a_page_may_be_handed_over_apart(record: Record, text: str) -> None:
    whole = replace(record, texts={**record.texts, "body": (*record.texts.get("body", ()), text)})
    assert analysed(record, text) == analysed(whole)


def test_the_order_in_which_words_are_written_says_nothing() -> None:
    assert encode(analysed(page("één café"))) != encode(analysed(page("café één")))
    assert list(analysed(page("één café")).written) == list(analysed(page("café één")).written)
