"""Sorted terms cut into pieces, so that a change in one place leaves the cuts in all others where they were."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from toolbox_gen.search.pieces import Piece, piece

FEWEST, MOST, ODDS = 6_000, 20_000, 64
"""Characters that a piece has at least and (a long entry apart) at most, and how many terms lie between likely cuts."""


@dataclass(frozen=True, slots=True)
class Range:
    """Neighbouring terms with their entries, as a file."""

    terms: tuple[str, ...]
    piece: Piece


_NOTHING: Final = Range((), Piece("", b""))


def cut(before: Iterable[Range], changed: Iterable[str], entries: Mapping[str, str]) -> tuple[Range, ...]:
    """The ranges of all entries, from those before and the terms that have changed, appeared or gone since.

    The same entries give the same ranges, whatever was before: whether a cut is before a term depends on the term and
    on the size since the last cut (content-defined chunking: Muthitacharoen, Chen and Mazières, 2001). Ranges that are
    still true are handed on.
    """
    old = list(before) or [_NOTHING]
    starts = [one.terms[0] for one in old[1:]]
    concerned: dict[int, list[str]] = {}
    for term in changed:
        number = bisect_right(starts, term)
        concerned.setdefault(number, []).append(term)
        if number and term not in entries and term == starts[number - 1]:
            concerned.setdefault(number - 1, [])  # it ended where this term began
    done: list[Range] = []
    pending: list[str] = []
    for number, one in enumerate(old):
        if not pending and number not in concerned:
            done += [one] if one.terms else []
            continue
        terms = set(one.terms)
        for term in concerned.get(number, ()):
            if term in entries:
                terms.add(term)
            else:
                terms.discard(term)
        pending += sorted(terms)
        following = "" if number + 1 in concerned else starts[number] if number < len(starts) else None
        pending = _take(pending, following, entries, done)
    return tuple(done)


def starts(ranges: Sequence[Range]) -> Iterator[str]:
    """For each range a text that is not after its first term but after all terms before: as short as can be."""
    before = ""
    for one in ranges:
        first = one.terms[0]
        same = next((at for at, letter in enumerate(first) if before[at : at + 1] != letter), len(first))
        yield first[: same + 1]
        before = one.terms[-1]


def _take(terms: list[str], following: str | None, entries: Mapping[str, str], done: list[Range]) -> list[str]:
    """Cut as much as can be cut for good, and hand back what belongs together with the terms that follow.

    following: the next term of all; "" where that is not known yet, None where there is none.
    """
    start = size = 0
    for at, term in enumerate(terms):
        if _is_cut(size, term):
            done.append(_range(terms[start:at], entries))
            start, size = at, 0
        size += len(term) + len(entries[term]) + 4
    if start < len(terms) and (following is None or (following and _is_cut(size, following))):
        done.append(_range(terms[start:], entries))
        return []
    return terms[start:]


def _is_cut(size: int, term: str) -> bool:
    return size >= MOST or (size >= FEWEST and crc32(term.encode()) % ODDS == 0)


def _range(terms: list[str], entries: Mapping[str, str]) -> Range:
    value = {"terms": " ".join(terms), "entries": [entries[term] for term in terms]}
    return Range(tuple(terms), piece(value))
