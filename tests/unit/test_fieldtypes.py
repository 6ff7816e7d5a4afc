"""The types of fields: what people write, and what it means. Texts and addresses are shown in `test_schema.py`."""

from typing import Any

import pytest

from toolbox_gen.fieldtypes import Duration, GroupSize, is_address, turns
from toolbox_gen.schema import Record, validate


class Thing(Record):
    """A record with one field of each."""

    duration: Duration | None = None
    people: GroupSize | None = None


def duration(written: Any) -> Any:
    read = validate(Thing, {"duration": written})
    assert read.faults == ()
    return read.partial.duration


def people(written: Any) -> Any:
    read = validate(Thing, {"people": written})
    assert read.faults == ()
    return read.partial.people


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("45", 45, 45),
        ("30-60", 30, 60),
        ({"min": "30", "max": "1 uur"}, 30, 60),
        ({"time": "1u30", "prep": "15"}, 90, 90),
        ({"sessions": {"count": "10", "each": "6 uur"}}, None, None),
    ],
)
def test_durations_as_they_are_written(written: Any, low: int | None, high: int | None) -> None:
    found = duration(written)
    assert (found.min, found.max) == (low, high)


def test_a_series_says_how_long_each_meeting_is() -> None:
    found = duration({"sessions": {"count": "10", "interval": "weekly", "each": "6 uur"}})
    assert found.sessions.each.min == 360


@pytest.mark.parametrize(
    ("written", "low", "high"), [("8-20", 8, 20), ("8+", 8, None), ({"min": "8"}, 8, None), ({"max": "20"}, None, 20)]
)
def test_group_sizes_as_they_are_written(written: Any, low: int | None, high: int | None) -> None:
    found = people(written)
    assert (found.min, found.max) == (low, high)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({"prep": "15"}, "missing-one-of"),
        ({"time": "30", "min": "20"}, "one-of-two"),
        ({"time": "30", "max": "20"}, "one-of-two"),
        ({"min": "60", "max": "30"}, "wrong-range"),
        ("een poos", "wrong-duration"),
        ({"time": ["30"]}, "wrong-duration"),
    ],
)
def test_what_is_no_duration(written: Any, code: str) -> None:
    assert [f.code for f in validate(Thing, {"duration": written}).faults] == [code]


def test_a_series_may_say_the_time_of_each_meeting_beside_it() -> None:
    found = duration({"time": "2 uur", "sessions": {"count": "4"}})
    assert (found.min, found.sessions.count) == (120, 4)


@pytest.mark.parametrize(
    ("written", "code"), [({}, "missing-one-of"), ("20-8", "wrong-group-size"), ("veel", "wrong-group-size")]
)
def test_what_is_no_group_size(written: Any, code: str) -> None:
    assert [f.code for f in validate(Thing, {"people": written}).faults] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "https://[::1/x",
        "https://a@b.example",
        "https:/b.example",
        "https://b",
        "//b.example",
        "https://a\u2100b.example",
        "https://b.example\\@c.example",
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert not is_address(text)


def test_an_address_does_not_turn_the_direction_of_text() -> None:
    assert is_address("https://b.example:8080/x?y")
    assert turns("a\u202eb")
    assert not turns("Genève")
