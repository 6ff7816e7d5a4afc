"""The index of one language: its pages' parts merged into pieces, and merged again at the cost of what changed.

The format stands in docs/search.md; the other half is `templates/scripts/engine.js`. Nothing here knows what a story
is, nor reads or writes a file.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from toolbox_gen.search.digits import documents, postings
from toolbox_gen.search.endings import beginnings, endings
from toolbox_gen.search.lexicon import Lexicon
from toolbox_gen.search.pieces import Piece, piece
from toolbox_gen.search.ranges import Range, cut, starts
from toolbox_gen.search.records import Part
from toolbox_gen.search.stops import stop_words
from toolbox_gen.search.words import links

FORMAT: Final = 3
CARDS: Final = 5
"""Documents in a block of cards: a result costs its block, so blocks are small; the head costs a name for each."""
FEW_WORDS: Final = 20_000
"""Up to so many words all of them are there to be the right one for a wrong one."""
_LENGTHS: Final = ((3, 6), (7, 8), (9, 10), (11, 13), (14, 16), (17, 20), (21, 64))
_ENDINGS: Final = 60


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search down: names, in the order in which they are shown, or a range of numbers."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...] | None
    """(key, label); None for a range."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What an index has besides its pages."""

    language: str
    base: str
    """The folder of the pieces, as a site path."""
    kinds: tuple[tuple[str, str, str], ...]
    """(key, label, look) of each value of the facet "kind"."""
    facets: tuple[Facet, ...]
    messages: tuple[tuple[str, str], ...]
    vocabulary: tuple[str, ...] = ()
    """Words that are known to be words, folded: parts of compounds, even where no page has them."""
    equals: tuple[tuple[str, ...], ...] = ()
    """Groups of words that mean the same, folded."""


@dataclass(frozen=True, slots=True)
class Index:
    """The pieces of an index, and what the next one may be made from."""

    head: Piece
    pieces: tuple[Piece, ...]
    """All but the head, each once."""
    frame: Frame
    parts: tuple[Part, ...]
    lexicon: Lexicon
    ranges: tuple[Range, ...]
    cards: tuple[Piece, ...]
    facets: tuple[tuple[Facet, Piece], ...]
    """Those that some page has."""
    has_passages: bool = False


def build(
    parts: Sequence[Part], frame: Frame, *, passages: Sequence[Sequence[str]] = (), before: Index | None = None
) -> Index:
    """The index of these pages, the ones to be shown first last.

    passages: for each page its texts, where a page cannot be asked for them (portable sites).
    before: an index of earlier; whatever is the same there is taken from it. It must not be used again: its lexicon
        is handed on. The result is the same as without it.
    """
    kept = before if before and _alike(before, parts, frame) else None
    _check(parts, frame, known=kept.parts if kept and kept.frame == frame else ())
    if kept:
        lexicon, changed = kept.lexicon, _change(kept, parts)
    else:
        lexicon = Lexicon(frame.language, vocabulary=frame.vocabulary, equals=frame.equals)
        lexicon.fill(parts)
        changed = set(lexicon.entries)
    ranges = cut(kept.ranges if kept else (), changed, lexicon.entries)
    texts = tuple(piece(list(own)) if own else None for own in passages)
    cards = tuple(_cards(parts, frame, texts, kept))
    facets = kept.facets if kept and _same_facets(kept, parts, frame) else tuple(_facets(parts, frame))
    spelling = tuple((least, most, piece(text)) for least, most, text in _spelling(lexicon))
    head = {
        "format": FORMAT,
        "language": frame.language,
        "base": frame.base,
        "count": len(parts),
        "messages": dict(frame.messages),
        "kinds": frame.kinds,
        "stop": " ".join(sorted(stop_words(frame.language))),
        "endings": _endings(lexicon, frame.language),
        "beginnings": beginnings(frame.language),
        "links": links(frame.language),
        "evidence": postings([n << 6 | min(63, part.evidence) for n, part in enumerate(parts) if part.evidence]),
        "terms": {
            "starts": " ".join(starts(ranges)),
            "pieces": "".join(one.piece.name for one in ranges),
        },
        "spelling": [(least, most, one.name) for least, most, one in spelling],
        "cards": {"size": CARDS, "pieces": "".join(one.name for one in cards)},
        "facets": [
            (facet.name, facet.label, "range" if facet.values is None else "names", one.name) for facet, one in facets
        ],
    }
    every = [*(one.piece for one in ranges), *cards, *(one for _, one in facets), *(one for *_, one in spelling)]
    every += [one for one in texts if one]
    unique = {one.name: one for one in every}
    pieces = tuple(unique.values())
    top = piece(head, name="head")
    return Index(top, pieces, frame, tuple(parts), lexicon, ranges, cards, facets, bool(texts))


def _alike(before: Index, parts: Sequence[Part], frame: Frame) -> bool:
    """Whether an index can be brought up to date: as many pages, of the same language and with the same words known."""
    old = before.frame
    return len(before.parts) == len(parts) and (old.language, old.vocabulary, old.equals) == (
        frame.language, frame.vocabulary, frame.equals,
    )  # fmt: skip


def _change(before: Index, parts: Sequence[Part]) -> set[str]:
    changed: set[str] = set()
    for number, (old, new) in enumerate(zip(before.parts, parts, strict=True)):
        if old is not new and (old.words, old.levels, old.written, old.titled) != (
            new.words, new.levels, new.written, new.titled,
        ):  # fmt: skip
            changed |= before.lexicon.change(number, old, new)
    return changed


def _cards(parts: Sequence[Part], frame: Frame, texts: Sequence[Piece | None], before: Index | None) -> Iterator[Piece]:
    kept = before if before and not texts and not before.has_passages else None
    for block, start in enumerate(range(0, len(parts), CARDS)):
        own = parts[start : start + CARDS]
        if kept and all(a is b for a, b in zip(own, kept.parts[start : start + CARDS], strict=True)):
            yield kept.cards[block]
            continue
        found = []
        for number, part in enumerate(own, start):
            url, title, summary, language, *more = part.card
            text = texts[number] if texts else None
            other = "" if language == frame.language else language
            found.append((url, title, summary, other, *more, text.name if text else ""))
        yield piece(found)


def _same_facets(before: Index, parts: Sequence[Part], frame: Frame) -> bool:
    return before.frame.facets == frame.facets and all(
        old is new or (old.names, old.numbers) == (new.names, new.numbers)
        for old, new in zip(before.parts, parts, strict=True)
    )


def _facets(parts: Sequence[Part], frame: Frame) -> Iterator[tuple[Facet, Piece]]:
    names: dict[str, dict[str, list[int]]] = {}
    numbers: dict[str, dict[tuple[int, int | None], list[int]]] = {}
    for number, part in enumerate(parts):
        for name, values in part.names:
            for value in dict.fromkeys(values):
                names.setdefault(name, {}).setdefault(value, []).append(number)
        for name, low, high in part.numbers:
            numbers.setdefault(name, {}).setdefault((low, high), []).append(number)
    for facet in frame.facets:
        if facet.values is not None and facet.name in names:
            own = names[facet.name]
            yield facet, piece([(key, label, documents(own[key])) for key, label in facet.values if key in own])
        elif facet.values is None and facet.name in numbers:
            found = sorted(numbers[facet.name].items(), key=lambda item: (item[0][0], item[0][1] or 0))
            yield facet, piece([(low, high, documents(own)) for (low, high), own in found])


def _spelling(lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """The words that may be the right ones for a wrong one, by length."""
    words = list(lexicon.lists)
    if len(words) > FEW_WORDS:
        words = [word for word, found in lexicon.lists.items() if len(found) > 1 or lexicon.titled.get(word, 0) > 0]
    sorts: list[list[str]] = [[] for _ in _LENGTHS]
    uppers = [most for _, most in _LENGTHS]
    for word in words:
        if _LENGTHS[0][0] <= len(word) <= uppers[-1]:
            sorts[bisect_right(uppers, len(word) - 1)].append(word)
    for (least, most), own in zip(_LENGTHS, sorts, strict=True):
        if own:
            yield least, most, " ".join(sorted(own))


def _endings(lexicon: Lexicon, language: str) -> str:
    """The rules of the language, and the changes of an ending that its words show most."""
    found = sorted(((-times, pair) for pair, times in lexicon.endings.items() if times > 1))
    return " ".join(dict.fromkeys((*endings(language), *(pair for _, pair in found[:_ENDINGS]))))


def _check(parts: Sequence[Part], frame: Frame, *, known: Sequence[Part]) -> None:
    """What does not fit is our own fault: ValueError. Pages that are known were looked at before."""
    counts = Counter(facet.name for facet in frame.facets)
    if max(counts.values(), default=0) > 1:
        raise ValueError("two facets have the same name")
    values = {facet.name: {key for key, _ in facet.values or ()} for facet in frame.facets}
    kinds = {key for key, *_ in frame.kinds}
    for part in [new for new, old in zip(parts, known, strict=True) if new is not old] if known else parts:
        if part.card[4] not in kinds:
            raise ValueError(f"{part.card[0]}: there is no kind {part.card[4]!r}")
        for name, own in part.names:
            if name not in values or not values[name].issuperset(own):
                raise ValueError(f"{part.card[0]}: facet {name!r} has no {', '.join(own)}")
