"""Sorted terms cut into pieces, so that a change in one place leaves the cuts in all others where they were."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from toolbox_gen.search.pieces import Piece, piece

FEWEST, MOST, ODDS = 6_000, 20_000, 64
"""Characters that a piece has at least and (a long entry apart) at most, and how many terms lie between likely cuts."""


@dataclass(frozen=True, slots=True)
class Range:
    """Neighbouring terms with their entries, which are in the piece of this name."""

    first: str
    last: str
    name: str


_NOTHING: Final = Range("", "", "")


def place(firsts: Sequence[str], term: str) -> int:
    """The number of the range that a term is in, if it is in any, by the first terms of all ranges."""
    return max(0, bisect_right(firsts, term) - 1)


def cut(
    before: Sequence[Range], changes: Mapping[str, str | None], read: Callable[[str], Mapping[str, str]]
) -> tuple[tuple[Range, ...], tuple[Piece, ...]]:
    """The ranges of all terms, and the pieces of those that are new.

    The same entries give the same ranges, whatever was before: whether a cut is before a term depends on the term and
    on the size since the last cut (content-defined chunking: Muthitacharoen, Chen and Mazières, 2001). Ranges that are
    still true are handed on.

    changes: the entries of terms that are others or new; None for terms that are gone.
    read: the entries of an earlier range by its name; it is asked only for those that are made anew.
    """
    old = before or (_NOTHING,)
    firsts = [one.first for one in before]
    concerned: dict[int, list[str]] = {} if before else {0: list(changes)}
    for term, entry in changes.items() if before else ():
        number = place(firsts, term)
        concerned.setdefault(number, []).append(term)
        if number and entry is None and term == firsts[number]:
            concerned.setdefault(number - 1, [])  # it ended where this term began
    done: list[Range] = []
    made: list[Piece] = []
    pending: dict[str, str] = {}
    for number, one in enumerate(old):
        if not pending and number not in concerned:
            done += [one] if one.name else []
            continue
        entries: dict[str, str | None] = dict(read(one.name)) if one.name else {}
        entries |= {term: changes[term] for term in concerned.get(number, ())}
        pending |= {term: entry for term, entry in sorted(entries.items()) if entry is not None}
        following = "" if number + 1 in concerned else firsts[number + 1] if number + 1 < len(old) else None
        pending = _take(pending, following, done, made)
    return tuple(done), tuple(made)


def starts(ranges: Sequence[Range]) -> Iterator[str]:
    """For each range a text that is not after its first term but after all terms before: as short as can be."""
    before = ""
    for one in ranges:
        same = next((at for at, letter in enumerate(one.first) if before[at : at + 1] != letter), len(one.first))
        yield one.first[: same + 1]
        before = one.last


def _take(entries: dict[str, str], following: str | None, done: list[Range], made: list[Piece]) -> dict[str, str]:
    """Cut as much as can be cut for good, and hand back what belongs together with the terms that follow.

    following: the next term of all; "" where that is not known yet, None where there is none.
    """
    terms = list(entries)
    start = size = 0
    for at, (term, entry) in enumerate(entries.items()):
        if size >= FEWEST and _is_cut(size, term):
            _add(terms[start:at], entries, done, made)
            start, size = at, 0
        size += len(term) + len(entry) + 4
    if start < len(terms) and (following is None or (following and _is_cut(size, following))):
        _add(terms[start:], entries, done, made)
        return {}
    return {term: entries[term] for term in terms[start:]}


def _is_cut(size: int, term: str) -> bool:
    return size >= MOST or (size >= FEWEST and crc32(term.encode()) % ODDS == 0)


def _add(terms: Iterable[str], entries: Mapping[str, str], done: list[Range], made: list[Piece]) -> None:
    own = list(terms)
    new = piece({"terms": " ".join(own), "entries": [entries[term] for term in own]})
    done.append(Range(own[0], own[-1], new.name))
    made.append(new)
