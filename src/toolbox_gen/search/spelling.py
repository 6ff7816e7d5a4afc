"""The words that may be the right ones for a wrong one, by their lengths."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from toolbox_gen.search.tongues import parted

FEW_WORDS: Final = 20_000
"""Up to so many words all of them are there; of more, those that are in two pages or in a title."""
LENGTHS: Final = ((3, 6), (7, 8), (9, 10), (11, 13), (14, 16), (17, 20), (21, 64))
_MOST: Final = [most for _, most in LENGTHS]


def sorts(words: Iterable[str]) -> dict[tuple[int, int], list[str]]:
    """The terms whose word has so many letters at least and at most, in order, for each length that there is."""
    found: dict[tuple[int, int], list[str]] = {sort: [] for sort in LENGTHS}
    for word in words:
        length = len(parted(word)[1])
        if LENGTHS[0][0] <= length <= _MOST[-1]:
            found[LENGTHS[bisect_right(_MOST, length - 1)]].append(word)
    return {sort: sorted(own) for sort, own in found.items() if own}


def changed(words: Sequence[str], there: Mapping[str, bool]) -> list[str]:
    """Words in order, in which some others are or are not."""
    found = list(words)
    for word, is_there in there.items():
        at = bisect_left(found, word)
        stands = at < len(found) and found[at] == word
        if stands and not is_there:
            del found[at]
        elif is_there and not stands:
            found.insert(at, word)
    return found
