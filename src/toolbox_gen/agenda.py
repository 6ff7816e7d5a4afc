"""All-day events as an iCalendar object (RFC 5545), the same bytes for the same events."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

LONGEST = 75
"""Octets of a line, without its end (section 3.1)."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day. `uid` is its own for all time; `stamp` the day on which it was written down."""

    uid: str
    day: date
    stamp: date
    summary: str
    description: str = ""


def calendar(events: Iterable[Event], *, product: str) -> bytes:
    """The calendar of these events, of which there is at least one (3.6); `product` made it (3.7.3)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_text(product)}", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line.encode()))


def _event(event: Event) -> Iterator[str]:
    """An event of a whole day, which makes nobody busy (3.6.1): without an end it takes that day alone."""
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_day(event.stamp)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    """As basic ISO 8601 (3.3.4); years before 1000 have four digits too."""
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    """A text with what has a meaning of its own escaped (3.3.11), and without control characters (3.1)."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    lines = text.replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(letter for letter in lines if letter.isprintable())


def _folded(line: bytes) -> Iterator[bytes]:
    """A line in parts that are short enough, each later one after a space; no letter is cut in two (3.1)."""
    first, most = b"", LONGEST
    while len(line) > most:
        cut = most
        while line[cut] & 0b1100_0000 == 0b1000_0000:
            cut -= 1
        yield first + line[:cut]
        line, first, most = line[cut:], b" ", LONGEST - 1
    yield first + line
