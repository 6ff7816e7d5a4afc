"""How the words of a language are inflected, as rules that the browser can follow for a word that no page has.

A rule `kken>k` says: what ends with kken may have a stem that ends with k instead. Several may follow each other:
pannetje (`etje>`) pann (`nn>n`) pan. Wrong guesses cost nothing, since only a stem that the index has counts. To the
rules of a language that are here come those that its words show (`Lexicon.endings`).
"""

from functools import cache
from typing import Final

from toolbox_gen.search import arabic

_ENDINGS: Final = {
    "nl": """
        s en n e t d te de ten den er ers der ders aar aars ster sters ing ingen end ende eren je jes tje tjes pje pjes
        etje etjes kje kjes heid heden ig ige lijk lijke zaam zame loos loze baar bare achtig achtige""",
    "fr": """
        s x e es ee ees er ez ait aient ant ante ants antes ent ement ements ment ments ation ations ateur ateurs
        atrice atrices ite ites able ables iste istes eur eurs aux>al euse>eu euses>eu if>iv ifs>iv ive>iv ives>iv
        ir is it issent issant""",
    "en": "s es ies>i ied>i y>i ed d ing er ers e ly ness ment ments ation ations ful less",
    "ar": " ".join(arabic.ENDINGS),
    "de": "e en er es n s em ern est te ten t ung ungen lich liche heit keit",
}
"""What a word may end with where its stem has nothing, or something else; folded."""
_BEGINNINGS: Final = {"nl": ("ge",), "de": ("ge",), "ar": (*arabic.ARTICLES, arabic.AND)}
_DOUBLED: Final = {"nl": "bdfgklmnprst", "en": "bdgklmnprt"}


@cache
def endings(language: str) -> tuple[str, ...]:
    """The rules of a language, if it is one whose rules are here."""
    language = language.split("-", maxsplit=1)[0]
    closed = _DOUBLED.get(language, "")
    listed = (rule if ">" in rule else f"{rule}>" for rule in _ENDINGS.get(language, "").split())
    doubled = (f"{letter}{letter}>{letter}" for letter in closed)
    if language != "nl":
        return (*listed, *doubled)
    lengthened = (f"{vowel}{vowel}{letter}>{vowel}{letter}" for vowel in "aeou" for letter in closed)
    return (*listed, *doubled, *lengthened, "v>f", "z>s")


def beginnings(language: str) -> tuple[str, ...]:
    """What an inflected word may begin with, before its stem: gekookt, المدرسة."""
    return _BEGINNINGS.get(language.split("-", maxsplit=1)[0], ())
