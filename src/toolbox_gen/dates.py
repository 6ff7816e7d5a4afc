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


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later, or that month's last day when it has none such; no later than 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
