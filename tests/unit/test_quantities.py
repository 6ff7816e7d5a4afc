"""Durations and group sizes, as people write them in three languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox_gen.quantities import parse_minutes, parse_people

MINUTES = {
    "45": (45, 45),
    " 30-60 ": (30, 60),
    "30 – 60": (30, 60),
    "30 tot 45 minuten": (30, 45),
    "tussen 30 en 60 min": (30, 60),
    "tussen 1 uur en 30 min en 2 uur": (90, 120),
    "entre 30 et 45 minutes": (30, 45),
    "between 30 and 45 minutes": (30, 45),
    "1u30": (90, 90),
    "1h30": (90, 90),
    "1h30'": (90, 90),
    "1:30": (90, 90),
    "2 uur 30 min": (150, 150),
    "1 uur en 30 minuten": (90, 90),
    "1u30-2u": (90, 120),
    "30 min tot 1 uur": (30, 60),
    "1-2 uur": (60, 120),
    "2 à 3 heures": (120, 180),
    "two to three hours": (120, 180),
    "2 uur": (120, 120),
    "2,5 uur": (150, 150),
    "2.5 hours": (150, 150),
    "1½ uur": (90, 90),
    "anderhalf uur": (90, 90),
    "een half uur": (30, 30),
    "half an hour": (30, 30),
    "une demi heure": (30, 30),
    "une heure et demie": (90, 90),
    "90 min.": (90, 90),
    "een kwartier": (15, 15),
    "drie kwartier": (45, 45),
    "un quart d’heure": (15, 15),
    "trois quarts d'heure": (45, 45),
    "1/2 dag": (240, 240),
    "½ dag": (240, 240),
    "een dagdeel": (240, 240),
    "2 demi-journées": (480, 480),
    "2 dagen": (960, 960),
    "ongeveer 90 minuten": (90, 90),
    "ca. 2 u": (120, 120),
}
NO_MINUTES = [
    "", " ", "0", "-5", "5-", "60-30", "lang", "half", "1/0 uur", "0/0", "1u75", "3 x 2 uur", "1-2-3", "2 uur foo",
    "9" * 5000, "9" * 79, "1/" + "9" * 70, "2000 dagen",
]  # fmt: skip
PEOPLE = {
    "12": (12, 12),
    "8-20": (8, 20),
    "8 – 20 personen": (8, 20),
    "8 à 20 personnes": (8, 20),
    "tussen 8 en 20": (8, 20),
    "between 8 and 20 people": (8, 20),
    "8+": (8, None),
    "8 of meer": (8, None),
    "8 mensen of meer": (8, None),
    "8 personnes ou plus": (8, None),
    "8 people or more": (8, None),
    "vanaf 8": (8, None),
    "min. 8": (8, None),
    "à partir de 8": (8, None),
    "max 12": (1, 12),
    "tot 12 deelnemers": (1, 12),
    "jusqu’à 12": (1, 12),
    "ongeveer 12": (12, 12),
    "12p": (12, 12),
}


@pytest.mark.parametrize(("text", "minutes"), MINUTES.items())
def test_a_duration_is_read_as_it_is_written(text: str, minutes: tuple[int, int]) -> None:
    assert parse_minutes(text) == minutes
    assert parse_minutes(text.upper()) == minutes


@pytest.mark.parametrize("text", NO_MINUTES)
def test_what_is_no_duration_is_none(text: str) -> None:
    assert parse_minutes(text) is None


@pytest.mark.parametrize(("text", "people"), PEOPLE.items())
def test_a_group_size_is_read_as_it_is_written(text: str, people: tuple[int, int | None]) -> None:
    assert parse_people(text) == people


@pytest.mark.parametrize(
    "text", ["", "0", "0+", "max 0", "0-5", "20-8", "veel", "100000", "8-", "8 konijnen", "9" * 9999]
)
def test_what_is_no_group_size_is_none(text: str) -> None:
    assert parse_people(text) is None


WORDS = st.lists(
    st.sampled_from(["8", "20", "1/2", "1,5", "½", "uur", "min", "u", "h", "'", "-", "tot", "tussen", "en", "à", "half",
                     "dag", "+", "max", "vanaf", "personen", "of meer", "demi-journées", "et demie", ".", " "])
)  # fmt: skip


@given(st.one_of(st.text(), WORDS.map(" ".join), WORDS.map("".join)))
def test_any_text_is_a_sensible_quantity_or_none(text: str) -> None:
    minutes, people = parse_minutes(text), parse_people(text)
    assert minutes is None or 1 <= minutes[0] <= minutes[1] <= 366 * 24 * 60
    assert people is None or 1 <= people[0] <= (people[1] or people[0])


@given(st.integers(1, 527_040), st.integers(0, 5_000))
def test_minutes_written_out_come_back(low: int, more: int) -> None:
    high = min(low + more, 527_040)
    assert parse_minutes(f"{low}-{high}") == (low, high)
    assert parse_minutes(f"{low} min") == (low, low)
    assert parse_minutes(f"{low // 60}u{low % 60:02}") == ((low, low) if low < 60_000 else None)


@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_people_written_out_come_back(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert parse_people(f"{low}-{high}") == (low, high)
    assert parse_people(f"{low}+") == (low, None)
    assert parse_people(f"max {high}") == (1, high)


def test_a_range_may_be_written_without_its_accent() -> None:
    assert parse_minutes("2 a 3 uur") == (120, 180)
    assert parse_people("10 a 15") == (10, 15)
