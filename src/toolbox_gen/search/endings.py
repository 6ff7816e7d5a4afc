"""How the words of a language are inflected, as rules that the browser can follow for a word that no page has.

A rule `kken>k` says: what ends with kken may have a stem that ends with k instead. Several may follow each other:
pannetje (`etje>`) pann (`nn>n`) pan. Wrong guesses cost nothing, since only a stem that the index has counts. To the
rules of a language that are here come those that its words show (`Lexicon.endings`).
"""

from functools import cache
from typing import Final

_DUTCH: Final = """
    s en n e t d te de ten den er ers der ders aar aars ster sters ing ingen end ende eren je jes tje tjes pje pjes etje
    etjes kje kjes heid heden ig ige lijk lijke zaam zame loos loze baar bare achtig achtige"""
_CLOSED: Final = "bdfgklmnprst"


@cache
def endings(language: str) -> tuple[str, ...]:
    """The rules of a language, if it is one whose rules are here."""
    if language.split("-", maxsplit=1)[0] != "nl":
        return ()
    doubled = (f"{letter}{letter}>{letter}" for letter in _CLOSED)
    lengthened = (f"{vowel}{vowel}{letter}>{vowel}{letter}" for vowel in "aeou" for letter in _CLOSED)
    return (*(f"{ending}>" for ending in _DUTCH.split()), *doubled, *lengthened, "v>f", "z>s")


def beginnings(language: str) -> tuple[str, ...]:
    """What an inflected word may begin with, before its stem: gekookt."""
    return ("ge",) if language.split("-", maxsplit=1)[0] in ("nl", "de") else ()
