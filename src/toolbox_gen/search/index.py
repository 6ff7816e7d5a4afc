"""The index of one language: its pages' parts merged into pieces.

The format stands in docs/search.md; the other half is `templates/scripts/engine.js`. Nothing here knows what a story
is, nor reads or writes a file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile, zip_longest
from typing import Any, Final

from toolbox_gen.search import filters, kept, spelling
from toolbox_gen.search.digits import postings
from toolbox_gen.search.endings import beginnings, endings
from toolbox_gen.search.frames import Facet, Frame, check, of_all, of_filters
from toolbox_gen.search.lexicon import Lexicon, lexicon
from toolbox_gen.search.pieces import Piece, piece
from toolbox_gen.search.ranges import Range, cut, starts
from toolbox_gen.search.records import Part
from toolbox_gen.search.relations import knowledge
from toolbox_gen.search.tongues import parted, tongue

FORMAT: Final = 4
CARDS: Final = 5
"""Documents in a block of cards: a result costs its block, so blocks are small; the head costs a name for each."""
_ENDINGS: Final = 60


@dataclass(frozen=True, slots=True)
class Index:
    """The pieces of an index, and what the next one may be made from."""

    head: Piece
    pieces: tuple[Piece, ...]
    """All but the head, each once."""
    frame: Frame
    parts: tuple[Part, ...]
    lexicon: Lexicon
    state: kept.State
    has_passages: bool = False


def build(parts: Sequence[Part], frame: Frame, *, passages: Sequence[Sequence[str]] = ()) -> Index:
    """The index of these pages, the ones to be shown first last, made from nothing.

    passages: for each page its texts, where a page cannot be asked for them (portable sites).
    """
    check(parts, frame)
    words = lexicon(parts, knowledge(frame.language, vocabulary=frame.vocabulary, equals=frame.equals))
    ranges, made = cut((), words.entries, lambda _: {})
    texts = [piece(list(own)) if own else None for own in passages]
    shown = [card(part, frame, text.name if text else "") for part, text in zip_longest(parts, texts)]
    cards = [piece(shown[start : start + CARDS]) for start in range(0, len(shown), CARDS)]
    facets = list(filters.pieces(filters.gathered(parts), frame))
    spelled = {sort: piece(" ".join(own)) for sort, own in spelling.sorts(_spelled(words, parts)).items()}
    value = {
        **framed(frame),
        "count": len(parts),
        "endings": rules(words.endings, frame.language),
        "also": also(words.endings, sorted({parted(word)[0] for word in words.stems} - {""})),
        "foreign": len(list(takewhile(lambda part: part.card[3] != frame.language, parts))),
        "evidence": postings([n << 6 | evidence(part) for n, part in enumerate(parts) if part.evidence]),
        "terms": terms(ranges),
        "spelling": [(*sort, one.name) for sort, one in spelled.items()],
        "cards": {"size": CARDS, "pieces": "".join(one.name for one in cards)},
        "facets": offered(facets),
    }
    every = (*made, *cards, *(one for _, one in facets), *spelled.values(), *(text for text in texts if text))
    unique = {one.name: one for one in every}
    state = kept.State(of_all(frame), of_filters(frame), value, ranges, words.endings, len(words.lists))
    return Index(headed(value), tuple(unique.values()), frame, tuple(parts), words, state, bool(texts))


def save(index: Index) -> Iterator[tuple[str, bytes]]:
    """All that the next build needs beside the pieces, as blobs by their names; of an index with passages, nothing."""
    return iter(()) if index.has_passages else kept.save(index.parts, index.lexicon, index.state)


def _spelled(words: Lexicon, parts: Sequence[Part]) -> Iterable[str]:
    if len(words.lists) <= spelling.FEW_WORDS:
        return words.lists
    titled = {word for part in parts for word in part.titled}
    return [word for word, found in words.lists.items() if len(found) > 1 or word in titled]


# ------------------------------------------------------------------------------------------------- the head


def headed(value: Mapping[str, Any]) -> Piece:
    """The head that has this value, its keys in the order of docs/search.md."""
    return piece({key: value[key] for key in _KEYS}, name="head")


_KEYS: Final = (
    "format", "language", "base", "count", "foreign", "others", "messages", "kinds", "stop", "endings", "beginnings",
    "links", "also", "evidence", "terms", "spelling", "cards", "facets",
)  # fmt: skip


def framed(frame: Frame) -> dict[str, Any]:
    """What the head has of the frame alone."""
    return {
        "format": FORMAT,
        "language": frame.language,
        "base": frame.base,
        "messages": dict(frame.messages),
        "others": frame.others,
        "kinds": frame.kinds,
        **_spoken(frame.language),
    }


def _spoken(language: str) -> dict[str, Any]:
    """What the head has of a language."""
    return {
        "stop": " ".join(sorted(tongue(language).stop)),
        "beginnings": beginnings(language),
        "links": tongue(language).links,
    }


def also(counts: Mapping[str, int], tags: Iterable[str]) -> list[dict[str, Any]]:
    """What the head has of the other languages in which pages say something."""
    return [{"language": one[:-1], **_spoken(one[:-1]), "endings": rules(counts, one[:-1], before=one)} for one in tags]


def terms(ranges: Sequence[Range]) -> dict[str, str]:
    """What the head has of the ranges."""
    return {"starts": " ".join(starts(ranges)), "pieces": "".join(one.name for one in ranges)}


def offered(facets: Iterable[tuple[Facet, Piece]]) -> list[tuple[str, str, str, str]]:
    """What the head has of the facets."""
    return [(own.name, own.label, "range" if own.values is None else "names", one.name) for own, one in facets]


def rules(counts: Mapping[str, int], language: str, *, before: str = "") -> str:
    """The rules of a language, and the changes of an ending that its words, those with this tag, show most."""
    own = ((*parted(rule), times) for rule, times in counts.items() if times > 1)
    found = sorted((-times, rule) for of, rule, times in own if of == before)
    return " ".join(dict.fromkeys((*endings(language), *(rule for _, rule in found[:_ENDINGS]))))


def evidence(part: Part) -> int:
    """The level that a page has in the head's list of those that others point at."""
    return min(63, part.evidence)


def card(part: Part, frame: Frame, passages: str = "") -> list[object]:
    """What a result shows of a page: docs/search.md, Cards."""
    url, title, summary, language, *more = part.card
    return [url, title, summary, "" if language == frame.language else language, *more, passages]
