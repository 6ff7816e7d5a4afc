"""An index brought up to date from what was kept of it, at the cost of what changed.

The law: the same head, the same pieces and the same blobs, byte for byte, as if it were made from nothing.
"""

from bisect import insort
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from toolbox_gen.search import filters, spelling
from toolbox_gen.search.digits import listed, patched
from toolbox_gen.search.edits import Edited, Edits, TooMuchError, edit
from toolbox_gen.search.frames import Frame, check, of_all, of_filters
from toolbox_gen.search.index import CARDS, FORMAT, also, card, evidence, framed, headed, offered, rules, terms
from toolbox_gen.search.kept import STATE, Kept, LostError, Read, names, state
from toolbox_gen.search.pieces import Piece, piece
from toolbox_gen.search.ranges import cut
from toolbox_gen.search.records import Part, tags
from toolbox_gen.search.relations import knowledge
from toolbox_gen.search.standing import Words

FEW: Final = 16
SHARE: Final = 8
"""With so few pages changed, or one of so many, it takes less to bring an index up to date than to begin anew."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An index that was kept, and the frame that it has now."""

    kept: Kept
    frame: Frame


@dataclass(frozen=True, slots=True)
class Changed:
    """An index that was brought up to date."""

    head: Piece
    pieces: tuple[Piece, ...]
    """Those that are new; some may have been there before."""
    names: frozenset[str]
    """Of all pieces but the head."""
    blobs: Mapping[str, bytes]
    """What is to be kept anew, by name; all else stays."""


def load(read: Read, frame: Frame) -> Loaded | None:
    """What `save` kept; None where it does not serve for this frame.

    read: a blob by its name, and a piece by its name with `.js`; None for what is not as it was written. It is asked
        for more while the index is changed.
    """
    found = state(read)
    if found is None or found.head["format"] != FORMAT or found.frame != of_all(frame):
        return None
    return Loaded(Kept(read, found), frame)


def change(index: Loaded, parts: Mapping[int, Part]) -> Changed | None:
    """The index when some pages have other parts; None where it must be made from nothing.

    A part that does not fit is our own fault: ValueError.
    """
    check(parts.values(), index.frame)
    try:
        return _change(index.kept, index.frame, parts)
    except (LostError, TooMuchError):
        return None


def _change(kept: Kept, frame: Frame, parts: Mapping[int, Part]) -> Changed | None:
    edits = {n: (old, new) for n, new in parts.items() if (old := kept.part(n)) != new}
    if len(edits) > max(FEW, kept.pages // SHARE) or any(_speaks(old) != _speaks(new) for old, new in edits.values()):
        raise TooMuchError
    known = knowledge(frame.language, vocabulary=frame.vocabulary, equals=frame.equals)
    edited = edit(kept, known, edits)
    ranges, made = cut(kept.state.ranges, edited.entries, kept.entries)
    cards, blocks = _cards(kept, frame, edits)
    offer, lists = _filters(kept, frame, edits)
    spelled, sorts = _spelling(kept, edited, edits)
    evident = {n: evidence(new) or None for n, (_, new) in edits.items()}
    head = {
        **kept.state.head,
        **framed(frame),
        "endings": rules(edited.endings, frame.language),
        "also": also(edited.endings, [f"{one['language']}/" for one in kept.state.head["also"]]),
        "evidence": patched(kept.state.head["evidence"], evident),
        "terms": terms(ranges),
        "cards": {"size": CARDS, "pieces": cards},
        "facets": offer,
        "spelling": spelled,
    }
    now = replace(
        kept.state,
        shown=of_filters(frame),
        head=head,
        ranges=ranges,
        endings=edited.endings,
        words=edited.count,
    )
    shared = (*(one[3] for one in offer), *(one[2] for one in spelled))
    every = frozenset((*(one.name for one in ranges), *names(cards), *shared))
    blobs = {STATE: now.encoded(), **kept.pages_with({n: new for n, (_, new) in edits.items()}), **edited.blobs}
    return Changed(headed(head), (*made, *blocks, *lists, *sorts), every, blobs)


def _speaks(part: Part) -> tuple[str, frozenset[str]]:
    """The languages of a page: who has a word of which is not kept."""
    return part.card[3], tags(part)


def _cards(kept: Kept, frame: Frame, edits: Edits) -> tuple[str, list[Piece]]:
    """The names of all blocks of cards, joined; and those that are new."""
    every = list(names(kept.state.head["cards"]["pieces"]))
    blocks: dict[int, list[object]] = {}
    for number, (old, new) in edits.items():
        if old.card != new.card:
            block, at = divmod(number, CARDS)
            if block not in blocks:
                blocks[block] = kept.piece(every[block])
            blocks[block][at] = card(new, frame)
    made = []
    for block, cards in blocks.items():
        made.append(piece(cards))
        every[block] = made[-1].name
    return "".join(every), made


def _filters(kept: Kept, frame: Frame, edits: Edits) -> tuple[list[tuple[str, str, str, str]], list[Piece]]:
    """What the head offers, and the lists of all facets if one of them is another."""
    before = kept.state.head["facets"]
    moved = {n: both for n, both in edits.items() if set(filters.values(both[0])) != set(filters.values(both[1]))}
    if not moved and kept.state.shown == of_filters(frame):
        return [(name, label, sort, one) for name, label, sort, one in before], []
    found = {name: filters.read(sort, kept.piece(one)) for name, _, sort, one in before}
    for number, (old, new) in moved.items():
        for name, value in filters.values(old):
            found[name][value].remove(number)
        for name, value in filters.values(new):
            insort(found.setdefault(name, {}).setdefault(value, []), number)
    found = {name: {value: pages for value, pages in own.items() if pages} for name, own in found.items()}
    if not filters.fit(found, frame):
        raise TooMuchError
    facets = list(filters.pieces(found, frame))
    return offered(facets), [one for _, one in facets]


def _spelling(kept: Kept, edited: Edited, edits: Edits) -> tuple[list[tuple[int, int, str]], list[Piece]]:
    """What the head has of the words for spelling, and those of lengths that are others."""
    few = edited.count <= spelling.FEW_WORDS
    if few != (kept.state.words <= spelling.FEW_WORDS):
        raise TooMuchError
    words = edited.words
    concerned = set(words.lists).union(*({*old.titled} ^ {*new.titled} for old, new in edits.values()))
    there = {word: _is_spelled(words, word, few=few) for word in concerned}
    before = {(least, most): name for least, most, name in kept.state.head["spelling"]}
    after, made = dict(before), []
    for sort, own in spelling.sorts(concerned).items():
        standing = kept.piece(before[sort]).split(" ") if sort in before else []
        now = spelling.changed(standing, {word: there[word] for word in own})
        if now != standing:
            after.pop(sort, None)
        if now and now != standing:
            made.append(piece(" ".join(now)))
            after[sort] = made[-1].name
    return [(*sort, after[sort]) for sort in spelling.LENGTHS if sort in after], made


def _is_spelled(words: Words, word: str, *, few: bool) -> bool:
    pages = listed(words.found(word), most=2)
    return bool(pages) and (few or len(pages) > 1 or word in words.part(pages[0]).titled)
