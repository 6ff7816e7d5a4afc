"""Numbers and lists of documents as text, in 64 digits that need no escape: docs/search.md has the format."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, islice
from typing import Final

DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_NUMBER: Final = re.compile(r"[g-z0-9_-]*[A-Za-f]")
_POSTING: Final = re.compile(_NUMBER.pattern + ".")


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


class _Values(dict[str, int]):
    """What a number's text says, each read once."""

    def __missing__(self, text: str) -> int:
        self[text] = value = sum((DIGITS.index(digit) & 31) << 5 * at for at, digit in enumerate(text))
        return value


_NUMBERS: Final = _Numbers()
_VALUES: Final = _Values()


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


# ------------------------------------------------------------------------------------------------- read back


def numbers(text: str) -> list[int]:
    """The documents of a document list."""
    return [after - 1 for after in accumulate([_VALUES[one] + 1 for one in _NUMBER.findall(text)])]


def listed(text: str, *, most: int | None = None) -> list[int]:
    """The documents of a posting list, the first ones if they are not all wanted."""
    return [after - 1 for after in _afters([one.group() for one in islice(_POSTING.finditer(text), most)])]


def patched(text: str, levels: Mapping[int, int | None]) -> str:
    """A posting list in which some documents have another level; None for those that are not in it any more."""
    found = _POSTING.findall(text)
    afters = _afters(found)
    for document, level in levels.items():
        at = bisect_left(afters, document + 1)
        stands = at < len(afters) and afters[at] == document + 1
        if stands:
            del found[at], afters[at]
        if level is not None:
            found.insert(at, DIGITS[level])
            afters.insert(at, document + 1)
        for place in range(at, min(at + 2, len(found))):  # the distances to the one before
            gap = afters[place] - (afters[place - 1] if place else 0) - 1
            found[place] = _NUMBERS[gap] + found[place][-1]
    return "".join(found)


def _afters(found: Sequence[str]) -> list[int]:
    """For each posting the number after its document's."""
    return list(accumulate([_VALUES[one[:-1]] + 1 for one in found]))
