"""Calendars to the letter of RFC 5545; a reader of our own, after the same text, reads them back."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolbox_gen.agenda import LONGEST, Event, calendar

DAY = date(2026, 6, 1)


def read(data: bytes) -> list[tuple[str, str]]:
    """Name (with parameters) and value of every line, unfolded."""
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= LONGEST for line in data.split(b"\r\n"))
    lines = data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    return [(name, value) for name, _, value in (line.partition(":") for line in lines)]


def text(value: str) -> str:
    """A value of type TEXT as it was meant."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def test_an_event_takes_its_whole_day_and_makes_nobody_busy() -> None:
    event = Event("a@b", DAY, date(2025, 1, 2), "Summary", "More")
    assert read(calendar([event], product="-//x//y//EN")) == [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//x//y//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("BEGIN", "VEVENT"),
        ("UID", "a@b"),
        ("DTSTAMP", "20250102T000000Z"),
        ("DTSTART;VALUE=DATE", "20260601"),
        ("SUMMARY", "Summary"),
        ("DESCRIPTION", "More"),
        ("TRANSP", "TRANSPARENT"),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    ]


@pytest.mark.parametrize(
    ("meant", "written"),
    [
        ("a;b", r"a\;b"), ("a,b", r"a\,b"), ("a\\b", r"a\\b"), ("a\nb", r"a\nb"), ("a\r\nb", r"a\nb"), ("a:b", "a:b"),
        ("\\n", r"\\n"), ("a\x00\x1b[31mb", "a[31mb"), ("a\rEND:VEVENT", "aEND:VEVENT"), ('"', '"'),
    ],
)  # fmt: skip
def test_what_has_a_meaning_of_its_own_is_escaped(meant: str, written: str) -> None:
    assert dict(read(calendar([Event("u", DAY, DAY, meant)], product="p")))["SUMMARY"] == written


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=400))
def test_whatever_is_written_is_read_back_and_no_line_is_too_long(meant: str) -> None:
    meant = "".join(letter for letter in meant if letter.isprintable())
    data = calendar([Event("u", DAY, DAY, meant)], product="p")
    assert text(dict(read(data))["SUMMARY"]) == meant
    for part in data.split(b"\r\n"):
        part.decode()  # no letter is cut in two


def test_a_day_of_an_early_year_has_four_digits() -> None:
    assert (
        dict(read(calendar([Event("u", date(987, 1, 2), DAY, "x")], product="p")))["DTSTART;VALUE=DATE"] == "09870102"
    )
