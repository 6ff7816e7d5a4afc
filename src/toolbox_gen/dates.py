"""Dates as people know them: a year, a month of a year, or a day."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_FORM = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of year, month or day precision; an unknown part is 0, so that the order is that of the calendar."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    @property
    def first(self) -> date:
        """The first day that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


def parse_date(text: str) -> PartialDate | None:
    """`2024`, `2024-05` or `2024-05-31` (ISO 8601, or without its zeros: `2024-5-1`); None for anything else."""
    found = _FORM.match(text.strip())
    if not found:
        return None
    value = PartialDate(*(int(part or 0) for part in found.groups()))
    if value.year == 0 or (found[2] and not 1 <= value.month <= 12):
        return None
    if found[3] and not 1 <= value.day <= calendar.monthrange(value.year, value.month)[1]:
        return None
    return value


_MONTHS = (
    ("jan",), ("feb", "fév", "fev"), ("maa", "mrt", "mar"), ("apr", "avr"), ("mei", "mai", "may"), ("jun", "juin"),
    ("jul", "juil"), ("aug", "aoû", "aou"), ("sep",), ("okt", "oct"), ("nov",), ("dec", "déc"),
)  # fmt: skip
"""How the names of the months begin in Dutch, French and English."""
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[-/. ]+)?(\d{1,2})[-/. ]+(\d{4})\Z")
_YEAR_FIRST = re.compile(r"(\d{4})[/. ]+(\d{1,2})(?:[/. ]+(\d{1,2}))?\Z")
_IN_WORDS = re.compile(r"(?:(\d{1,2})(?:er|st|nd|rd|th)? +)?([^\W\d]{3,})\.? +(\d{4})\Z")


def meant_date(text: str) -> PartialDate | None:
    """The date that was probably meant by `31/05/2024`, `05-2024`, `mei 2024` or `2024/05/31`; the day comes first."""
    plain = text.strip().lower()
    if found := _DAY_FIRST.match(plain):
        day, month, year = found[1], found[2], found[3]
    elif found := _YEAR_FIRST.match(plain):
        year, month, day = found[1], found[2], found[3]
    elif found := _IN_WORDS.match(plain):
        number = next((n for n, names in enumerate(_MONTHS, 1) if found[2].startswith(names)), 0)
        day, month, year = found[1], str(number), found[3]
    else:
        return None
    return parse_date("-".join(part for part in (year, month, day) if part))


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later, or that month's last day when it has none such; no later than 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
