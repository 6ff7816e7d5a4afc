"""Numbers and lists of documents as text, in 64 digits that need no escape in a script; docs/search.md has the format."""

from collections.abc import Iterable, Sequence
from typing import Final

DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def number(value: int) -> str:
    """A number of 0 or more: digits of five bits, the lowest first; 32 and more say that another follows."""
    text = ""
    while value >= 32:
        text += DIGITS[32 | value & 31]
        value >>= 5
    return text + DIGITS[value]


_NUMBERS: Final = tuple(map(number, range(1 << 15)))


def documents(numbers: Iterable[int]) -> str:
    """Documents in ascending order, as the distances between them."""
    before, parts = -1, []
    for value in numbers:
        parts.append(number(value - before - 1))
        before = value
    return "".join(parts)


def postings(packed: Sequence[int]) -> str:
    """Documents with levels, each `document << 6 | level`, in ascending order."""
    places = [value >> 6 for value in packed]
    if places and places[-1] >= len(_NUMBERS):
        gaps = [number(at - before - 1) for at, before in zip(places, [-1, *places], strict=False)]
    else:
        gaps = [_NUMBERS[at - before - 1] for at, before in zip(places, [-1, *places], strict=False)]
    return "".join([gap + DIGITS[value & 63] for gap, value in zip(gaps, packed, strict=True)])
