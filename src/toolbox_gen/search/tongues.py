"""Terms: the words of an index, each of its language, so that none is taken for one of another.

A word of the language of the index stands for itself. What a page says in another language, since it is shown in its
original, is a term with that language before it: `nl/gesprek`. It has the stem, the compounds and the words that say
little of its own language, and no word of another shares its entry.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from toolbox_gen.search.stops import stop_words
from toolbox_gen.search.words import links, stemmer


@dataclass(frozen=True, slots=True)
class Tongue:
    """What is known of the words of a language, whatever is written in it."""

    stem: Callable[[str], str]
    stop: frozenset[str]
    links: tuple[str, ...]


@cache
def tongue(language: str) -> Tongue:
    """What is known of a language; of one that nothing is known of, each word is its own stem."""
    return Tongue(stemmer(language), stop_words(language), links(language))


def tag(language: str, index: str) -> str:
    """What stands before the words of a language in the index of another one; nothing in its own."""
    return "" if language == index else f"{language}/"


def parted(term: str) -> tuple[str, str]:
    """The tag of a term and its word: no word has a slash.

    >>> parted("nl/werk"), parted("travail")
    (('nl/', 'werk'), ('', 'travail'))
    """
    at = term.find("/") + 1
    return term[:at], term[at:]
