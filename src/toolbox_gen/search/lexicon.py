"""All words of all pages, made from nothing: who has them, what they are related to, and the entry of each term."""

from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Final

from toolbox_gen.search.digits import DIGITS, postings
from toolbox_gen.search.records import Part
from toolbox_gen.search.relations import NOBODY, Knowledge, all_parts, ending, entry, shown, stem_of, terms
from toolbox_gen.search.tongues import parted

_VALUES: Final = bytes.maketrans(DIGITS.encode(), bytes(range(64)))


def scored(part: Part) -> Iterator[tuple[str, int]]:
    """Each word of a page with its level."""
    return zip(part.words.split(), part.levels.encode().translate(_VALUES), strict=True)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a language's pages."""

    entries: Mapping[str, str]
    """The text of each term in the index."""
    lists: Mapping[str, Sequence[int]]
    """For each word of the pages its documents, in order, each `document << 6 | level`."""
    writings: Mapping[str, Mapping[str, int]]
    """For words that are written otherwise than folded, in how many documents each writing comes first."""
    stems: Mapping[str, str]
    """For each word, those that are always known included, its stem."""
    forms: Mapping[str, Sequence[str]]
    """For each stem its words, in order."""
    parts: Mapping[str, tuple[str, ...]]
    """For each compound its parts."""
    endings: Mapping[str, int]
    """How often a rule turns a word into its stem."""


def lexicon(parts: Iterable[Part], known: Knowledge) -> Lexicon:
    """The words of these pages; pages have the numbers of their places."""
    lists, writings = _gathered(parts)
    every = sorted({*lists, *known.always})
    stems = {word: stem_of(word, writings.get(word, NOBODY), known) for word in every}
    forms: dict[str, list[str]] = {}
    for word, stem in stems.items():
        forms.setdefault(stem, []).append(word)
    compounds = _compounds(every, known)
    wholes: dict[str, set[str]] = {}
    for whole, own in compounds.items():
        for part in own:
            wholes.setdefault(stems[part], set()).add(whole)
    texts = {word: postings(found) for word, found in lists.items()}
    entries: dict[str, str] = {}
    for stem, group in forms.items():
        compound = [lists[word] for word in wholes[stem].difference(group) if word in lists] if stem in wholes else ()
        text = entry(group, texts, _union(compound) if compound else "", known)
        entries |= terms(stem, group, text, is_word=stem in stems)
    for word in writings.keys() & stems.keys():
        entries[word] += shown(writings[word], len(lists.get(word, ())))
    counts = Counter(ending(word, stem) for word, stem in stems.items() if word != stem)
    del counts[""]
    return Lexicon(entries, lists, writings, stems, forms, compounds, counts)


def _gathered(parts: Iterable[Part]) -> tuple[dict[str, Sequence[int]], dict[str, Counter[str]]]:
    """The documents of each word, and how words are written."""
    lists: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
    writings: dict[str, Counter[str]] = {}
    for document, part in enumerate(parts):
        packed = map((document << 6).__or__, part.levels.encode().translate(_VALUES))
        deque(map(array.append, map(lists.__getitem__, part.words.split()), packed), maxlen=0)  # millions: no Python
        for word, text in part.written.items():
            writings.setdefault(word, Counter())[text] += 1
    return dict(lists), writings


def _compounds(words: Sequence[str], known: Knowledge) -> dict[str, tuple[str, ...]]:
    """The parts of each compound of a language that writes them as one word."""
    tags = [tag for tag in {parted(word)[0] for word in words} if known.tongue(tag).links]
    if not tags:
        return {}
    proper = {word for word in words if not known.says_little(word)}
    memo: dict[str, tuple[str, ...]] = {}
    found = ((word, all_parts(word, proper, known, memo)) for word in words)
    return {word: parts for word, parts in found if parts}


def _union(lists: Iterable[Iterable[int]]) -> str:
    """The documents of all these lists, each with its highest level."""
    best = {packed >> 6: packed for packed in sorted(chain.from_iterable(lists))}
    return postings(list(best.values()))
