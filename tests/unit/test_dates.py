"""Dates of year, month and day precision."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox_gen.dates import PartialDate, add_months, meant_date, parse_date

DAYS = st.dates()
PARTIAL = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    DAYS.map(lambda day: PartialDate(day.year, day.month, day.day)),
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        (" 2024-5-1 ", date(2024, 5, 1), date(2024, 5, 1)),
    ],
)
def test_a_date_covers_what_it_can_be(text: str, first: date, last: date) -> None:
    found = parse_date(text)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "0000",
        "2024-13",
        "2024-00",
        "2023-02-29",
        "2024-04-31",
        "2024-04-00",
        "31-05-2024",
        "2024/05",
        "mei 2024",
        "2024-05-31T10:00",
        "2024-",
        "12024",
        "2024-05-31\n2024",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@given(PARTIAL)
def test_a_date_written_out_comes_back(value: PartialDate) -> None:
    assert parse_date(str(value)) == value


@given(st.text())
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = parse_date(text)
    assert found is None or found.first <= found.last


@given(PARTIAL, PARTIAL)
def test_the_order_is_that_of_the_calendar(one: PartialDate, other: PartialDate) -> None:
    if one.last < other.first:
        assert one < other
    if one < other:
        assert one.first <= other.first


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 2, 11), 24, date(2028, 2, 11)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
        (date(9999, 6, 1), 24, date.max),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@given(DAYS, st.integers(0, 600))
def test_months_never_go_back(day: date, months: int) -> None:
    assert add_months(day, months) >= day


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("31/05/2024", "2024-05-31"),
        ("31-5-2024", "2024-05-31"),
        ("31.05.2024", "2024-05-31"),
        ("05/2024", "2024-05"),
        ("2024/05/31", "2024-05-31"),
        ("2024.5", "2024-05"),
        ("mei 2024", "2024-05"),
        ("1 maart 2024", "2024-03-01"),
        ("1er août 2024", "2024-08-01"),
        ("3rd Oct. 2024", "2024-10-03"),
        ("30 februari 2024", "None"),
        ("voorjaar 2024", "None"),
        ("gisteren", "None"),
    ],
)
def test_the_date_that_was_meant(written: str, meant: str) -> None:
    assert str(meant_date(written)) == meant
