"""Numbers and lists of documents as text, in 64 digits that need no escape: docs/search.md has the format."""

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


class _Numbers(dict[int, str]):
    """Numbers as text, each made once."""

    def __missing__(self, value: int) -> str:
        self[value] = text = number(value)
        return text


_NUMBERS: Final = _Numbers()


def documents(numbers: Iterable[int]) -> str:
    """Documents in ascending order, as the distances between them."""
    before, parts = -1, []
    for value in numbers:
        parts.append(_NUMBERS[value - before - 1])
        before = value
    return "".join(parts)


def postings(packed: Sequence[int]) -> str:
    """Documents with levels, each `document << 6 | level`, in ascending order."""
    if len(packed) == 1:
        return _NUMBERS[packed[0] >> 6] + DIGITS[packed[0] & 63]
    before, parts = -1, []
    for value in packed:
        document = value >> 6
        parts.append(_NUMBERS[document - before - 1] + DIGITS[value & 63])
        before = document
    return "".join(parts)
