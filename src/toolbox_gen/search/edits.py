"""What becomes of the words when some pages have others: no more of what was kept is read than that touches."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from toolbox_gen.search.digits import listed, patched
from toolbox_gen.search.kept import PLAIN, Kept, Row
from toolbox_gen.search.lexicon import scored
from toolbox_gen.search.records import Part
from toolbox_gen.search.relations import NOBODY, Knowledge, all_parts, ending, entry, shown, terms
from toolbox_gen.search.standing import Words
from toolbox_gen.search.tongues import parted
from toolbox_gen.search.words import LEAST

PAIRS: Final = 10
"""For each page of a site, pairs of a page and a stem whose compounds it may have otherwise: of more it takes less to
begin anew."""

Edits = Mapping[int, tuple[Part, Part]]
"""For the number of a page what it was and what it is."""


class TooMuchError(Exception):
    """It takes less to begin anew."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What is other than it was."""

    words: Words
    entries: Mapping[str, str | None]
    """Of terms; None of those that are gone."""
    endings: Mapping[str, int]
    """All of them."""
    blobs: Mapping[str, bytes]
    """What is to be kept anew of words."""
    count: int
    """How many words the pages have."""


@dataclass(frozen=True, slots=True)
class _News:
    """Which words came, went, and are of another stem."""

    added: set[str]
    gone: set[str]
    moved: set[str]
    parted: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    """For words that come apart otherwise, the parts they had and the parts they have."""


def edit(kept: Kept, known: Knowledge, edits: Edits) -> Edited:
    """The words after some pages were edited.

    What was kept and is not there any more is a LostError, too many edits are a TooMuchError.
    """
    words = Words(kept, known, {number: new for number, (_, new) in edits.items()})
    levels = _levels(edits)
    for word, own in levels.items():
        words.lists[word] = patched(words.old_list(word), own)
    news = _news(words, edits)
    places = _places(words, levels, news)
    entries, told = _entries(words, news, places)
    return Edited(
        words,
        {term: text for term, text in entries.items() if kept.entry(term) != text},
        _endings(words, news),
        _blobs(words, news, told),
        kept.state.words + sum(bool(found) - bool(words.old_list(word)) for word, found in words.lists.items()),
    )


def _levels(edits: Edits) -> dict[str, dict[int, int | None]]:
    """For each word that some pages have more, less or no longer, its level there."""
    levels: dict[str, dict[int, int | None]] = {}
    for number, (old, new) in edits.items():
        before, after = dict(scored(old)), dict(scored(new))
        for word in {**before, **after}:
            if before.get(word) != after.get(word):
                levels.setdefault(word, {})[number] = after.get(word)
    return levels


def _news(words: Words, edits: Edits) -> _News:
    """Note how words are written now, which are words now, and what their parts are."""
    writings: dict[str, Counter[str]] = {word: Counter() for word in words.lists}
    for old, new in edits.values():
        for word, text in new.written.items():
            writings.setdefault(word, Counter())[text] += 1
        for word, text in old.written.items():
            writings.setdefault(word, Counter())[text] -= 1
    added, gone = set(), set()
    for word, more in writings.items():
        was = words.was(word)
        there = word in words.known.always or bool(words.found(word))
        counts = Counter(was.writings if was else NOBODY)
        counts.update(more)
        row = Row(was.parts if was else (), +counts) if there else None
        if row != was:
            words.rows[word] = row
        if there and not was:
            added.add(word)
        elif was and not there:
            gone.add(word)
    moved = {word for word in words.rows.keys() - added - gone if words.stem(word) != words.old_stem(word)}
    return _News(added, gone, moved, _part(words, added, gone))


def _part(words: Words, added: set[str], gone: set[str]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Take the words apart that may come apart otherwise now."""
    concerned = set(added)
    for term in added | gone:
        tag, own = parted(term)
        if len(own) >= LEAST and words.known.tongue(tag).links and not words.known.says_little(term):
            concerned.update(word for word in words.kept.holding(own) if parted(word)[0] == tag)
    memo: dict[str, tuple[str, ...]] = {}
    apart = {}
    for word in concerned - gone:
        row = words.row(word)
        parts = all_parts(word, words, words.known, memo)
        if row and parts != row.parts:
            apart[word] = row.parts, parts
    for word, (_, parts) in apart.items():
        row = words.row(word)
        words.rows[word] = Row(parts, row.writings if row else NOBODY)
    for word in gone:
        was = words.was(word)
        if was and was.parts:
            apart[word] = was.parts, ()
    return apart


def _places(words: Words, levels: Mapping[str, Mapping[int, object]], news: _News) -> dict[str, set[int]]:
    """For stems the pages that may have its compounds otherwise now."""
    places: dict[str, set[int]] = {}

    def note(parts: Iterable[str], pages: Iterable[int]) -> None:
        own = set(pages)
        for part in parts:
            for stem in (words.old_stem(part), words.stem(part)):
                if stem is not None:
                    places.setdefault(stem, set()).update(own)

    for word, pages in levels.items():
        row = words.row(word)
        if row:
            note(row.parts, pages)
    for word, (old, new) in news.parted.items():
        note(old, levels.get(word, ()))
        note({*old} ^ {*new}, listed(words.found(word)))
    for word in news.moved:
        note((word,), listed(words.found(word)))
        for whole in words.kept.holding(parted(word)[1]):
            row = words.row(whole)
            if row and word in row.parts:
                note((word,), listed(words.found(whole)))
    if sum(map(len, places.values())) > PAIRS * words.kept.pages:
        raise TooMuchError
    return places


def _entries(
    words: Words, news: _News, places: Mapping[str, set[int]]
) -> tuple[dict[str, str | None], dict[str, list[str]]]:
    """The entries that may be others now; and the words of those stems whose entries do not tell them, or did not."""
    joining = _by_stem(words.stem, news.added | news.moved)
    leaving = _by_stem(words.old_stem, news.gone | news.moved)
    touched = words.lists.keys() | words.rows.keys()
    stems = {stem for word in touched for stem in (words.old_stem(word), words.stem(word)) if stem is not None}
    entries: dict[str, str | None] = dict.fromkeys(news.gone)
    told = {}
    levels: dict[int, dict[str, int]] = {}
    for stem in sorted(stems | places.keys() | news.added | news.gone | news.moved):
        before = words.old_forms(stem)
        forms = sorted({*before}.difference(leaving.get(stem, ())).union(joining.get(stem, ())))
        lists = {form: found for form in forms if (found := words.found(form))}
        is_told = words.stem(stem) in (None, stem) and len(lists) == len(forms)
        if words.kept.told(stem) or not is_told:
            told[stem] = [] if is_told else forms
        if forms:
            most = {n: _most(words, forms, levels, n) for n in sorted(places.get(stem, ()))}
            text = entry(forms, lists, patched(words.old_wholes(stem), most), words.known)
            own = terms(stem, forms, text, is_word=words.row(stem) is not None)
            entries |= own | {form: own[form] + _shown(words, form) for form in forms}
        elif words.row(stem) is None:
            entries[stem] = None
    return entries, told


def _by_stem(stem: Callable[[str], str | None], words: Iterable[str]) -> dict[str | None, set[str]]:
    found: dict[str | None, set[str]] = {}
    for word in words:
        found.setdefault(stem(word), set()).add(word)
    return found


def _shown(words: Words, form: str) -> str:
    row = words.row(form)
    return shown(row.writings, len(listed(words.found(form)))) if row and row.writings else ""


def _most(words: Words, forms: Iterable[str], levels: dict[int, dict[str, int]], number: int) -> int | None:
    """How much a page is about the compounds of these words at most."""
    if number not in levels:
        levels[number] = dict(scored(words.part(number)))
    own, inner = set(forms), [parted(form)[1] for form in forms]
    found = []
    for word, level in levels[number].items():
        if word not in own and any(form in word for form in inner):
            row = words.row(word)
            if row and not own.isdisjoint(row.parts):
                found.append(level)
    return max(found, default=None)


def _endings(words: Words, news: _News) -> Counter[str]:
    counts = Counter(words.kept.state.endings)
    for word in news.gone | news.moved:
        counts[ending(word, words.old_stem(word) or word)] -= 1
    for word in news.added | news.moved:
        counts[ending(word, words.stem(word) or word)] += 1
    del counts[""]
    return +counts


def _blobs(words: Words, news: _News, told: Mapping[str, list[str]]) -> dict[str, bytes]:
    """The blobs with words that came, went, or have another row."""
    others = {word: row or PLAIN for word, row in words.rows.items() if (row or PLAIN) != (words.was(word) or PLAIN)}
    rows = {word: row.fields() for word, row in others.items()}
    rows |= {f">{stem}": " ".join(forms) for stem, forms in told.items()}
    return words.kept.words_with(dict.fromkeys(news.added, True) | dict.fromkeys(news.gone, False), rows)
