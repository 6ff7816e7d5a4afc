"""What words have to do with each other: forms of one stem, parts of compounds, words that mean the same.

Facts about words alone: who knows of documents hands their posting lists over as text.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from toolbox_gen.search.tongues import Tongue, parted, tongue
from toolbox_gen.search.words import LEAST, split

NOBODY: Final[Mapping[str, int]] = {}
"""The writings of a word that is written as it is folded."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of words whatever the pages say."""

    language: str
    """That of the index."""
    always: frozenset[str]
    """Words that are known even where no page has them."""
    equals: Mapping[str, frozenset[str]]
    """For a word those that mean the same."""

    def tongue(self, tag: str) -> Tongue:
        """What is known of the words with a tag."""
        return tongue(tag[:-1] or self.language)

    def says_little(self, term: str) -> bool:
        """Whether a word says too little to be a part of others."""
        tag, word = parted(term)
        return word in self.tongue(tag).stop


def knowledge(language: str, *, vocabulary: Iterable[str] = (), equals: Iterable[Sequence[str]] = ()) -> Knowledge:
    """Of a language and a site: words of its vocabularies, groups of words that mean the same; all folded."""
    same: dict[str, frozenset[str]] = {}
    for group in equals:
        for word in group:
            same[word] = same.get(word, frozenset()) | frozenset(group) - {word}
    always = frozenset((*vocabulary, *same))
    return Knowledge(language, always, same)


def most(counts: Mapping[str, int]) -> str:
    """The writing that is counted most; among equals the first in order. Nothing of nothing."""
    return min(counts, key=lambda text: (-counts[text], text), default="")


def stem_of(word: str, writings: Mapping[str, int], known: Knowledge) -> str:
    """The stem of a word as it is mostly written, in its language: accents decide in French."""
    tag, own = parted(word)
    return tag + (known.tongue(tag).stem(most(writings) if writings else own) or own)


def ending(word: str, stem: str) -> str:
    """How a word ends where its stem ends otherwise, as a rule of docs/search.md; nothing where that says nothing.

    The tag of the word stands before the rule.
    """
    (tag, word), (_, stem) = parted(word), parted(stem)
    if word.startswith(stem):
        length = len(stem)
    else:
        pairs = enumerate(zip(word, stem, strict=False))
        length = next((at for at, (ours, theirs) in pairs if ours != theirs), len(word))
    return f"{tag}{word[length - 1 :]}>{stem[length - 1 :]}" if LEAST <= length < len(word) else ""


def all_parts(word: str, words: Container[str], known: Knowledge, memo: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The parts of a word that are words of its language, and theirs. `memo` has those that are known already."""
    found = memo.get(word)
    if found is None:
        tag, own = parted(word)
        tongue = known.tongue(tag)
        between = () if own in tongue.stop else tongue.links
        found = parts = tuple(tag + part for part in split(own, _Tagged(words, tag) if tag else words, between))
        for part in parts:
            inner = all_parts(part, words, known, memo)
            if inner:
                found = (*found, *(deeper for deeper in inner if deeper not in found))
        memo[word] = found
    return found


@dataclass(frozen=True, slots=True)
class _Tagged:
    """The words with a tag, asked for without it."""

    words: Container[str]
    tag: str

    def __contains__(self, word: object) -> bool:
        return f"{self.tag}{word}" in self.words


def entry(forms: Sequence[str], lists: Mapping[str, str], wholes: str, known: Knowledge) -> str:
    """The text of the entry that has everything of a stem: docs/search.md, A range of terms.

    forms: in order, at least one. lists: the posting list of each that has one. wholes: that of the compounds.
    """
    first, *others = forms
    text = lists.get(first, "")
    for form in others:
        if form in lists:
            text += f";{form}:{lists[form]}"
    if wholes:
        text += f"+{wholes}"
    equals = {equal for form in forms if form in known.equals for equal in known.equals[form]}.difference(forms)
    return f"{text}~{' '.join(sorted(equals))}" if equals else text


def taken(text: str, first: str) -> tuple[dict[str, str], str]:
    """What `entry` was made from: the posting list of each form that has one, and that of the compounds."""
    text, _, wholes = text.partition("~")[0].partition("+")
    own, *others = text.split(";")
    lists = {first: own} if own else {}
    for other in others:
        form, _, found = other.partition(":")
        lists[form] = found
    return lists, wholes


def terms(stem: str, forms: Sequence[str], text: str, *, is_word: bool) -> dict[str, str]:
    """All terms of a stem with their entries: its forms in order, and the stem itself where it is no word.

    text: the entry that has everything. How words are shown is still to be added.
    """
    found = dict.fromkeys(forms, f">{forms[0]}")
    found[forms[0]] = text
    if not is_word:
        found[stem] = f">{forms[0]}"
    return found


def shown(writings: Mapping[str, int], documents: int) -> str:
    """What stands after the entry of a word of so many documents that is shown otherwise than folded."""
    text = most(writings)
    return f"={text}" if text and 2 * writings[text] > documents else ""
