"""How a text becomes words, and what a language does to them: stems, words that say little, compounds.

The one home of Snowball. `fold` and `tokens` are the same in the browser (`templates/scripts/words.js`,
`tests/cases/folding.json`); everything else here is done once, when the index is made, so that the browser needs no
linguistics.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Mapping
from functools import cache
from typing import Final

import Stemmer

from toolbox_gen.search import arabic

# Letters that do not come apart by themselves (NFKD), in lower case; every apostrophe is the straight one. Of Arabic
# letters that are written for each other one stands for all, as in Lucene's ArabicNormalizer.
_LETTERS: Final = {
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l",
    "ŋ": "n", "ŧ": "t", "ς": "σ", "ـ": "", "’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'",
    "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك",
    **dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", strict=True)),
}  # fmt: skip
_OTHER: Final = re.compile(r"[^\x00-\x5f\x61-\x7f]")
_WORD: Final = re.compile(r"[^\W_]+")
_SPACES: Final = {code: " " for code in range(128) if not chr(code).isalnum()}
_HYPHENATED: Final = re.compile(r"(?<![^\W_])[^\W_]+(?:-[^\W_]+)+")  # from a word's start only: not n²
_ABROAD: Final = re.compile(r"[^\x00-\x7f]")


class _Plain(dict[str, str]):
    """What is left of a character: nothing of a mark or a format character, a plain letter of a ligature.

    Each character is looked up in the Unicode tables once. These are facts, so the order cannot matter.
    """

    def __missing__(self, character: str) -> str:
        category = unicodedata.category(character)
        self[character] = plain = "" if category[0] == "M" or category == "Cf" else character
        return plain


_PLAIN: Final = _Plain(_LETTERS)


def _plain(match: re.Match[str]) -> str:
    return _PLAIN[match.group()]


def fold(text: str) -> str:
    """The text as words are compared: lower case, without marks, with plain letters for ligatures.

    >>> fold("Één CAFÉ’s ﬁlœuﬀ")
    "een cafe's filoeuff"
    """
    if text.isascii() and "`" not in text:
        return text.lower()
    return _OTHER.sub(_plain, unicodedata.normalize("NFKD", text).lower())


def tokens(text: str) -> list[str]:
    """The words of a text, folded, in order. An apostrophe parts words; one letter is no word, one digit is.

    >>> tokens("Thema's: l’été in wijk 7-b")
    ['thema', 'ete', 'in', 'wijk', '7']
    """
    folded = fold(text)
    if not folded.isascii():
        folded = _ABROAD.sub(_letter, folded)
    words = folded.translate(_SPACES).split() if folded.isascii() else _WORD.findall(folded)  # the quick way first
    return [word for word in words if len(word) > 1 or unicodedata.category(word)[0] == "N"]


def _letter(match: re.Match[str]) -> str:
    """A character of a word as it is, a space for any other."""
    return match.group() if match.group().isalnum() else " "


def hyphenated(text: str) -> list[str]:
    """The words with hyphens of a text as if they had none: who looks for checkin means check-in.

    >>> hyphenated("Een check-in na de MO-les")
    ['checkin', 'moles']
    """
    runs = [run for run in text.split() if "-" in run] if "-" in text else []
    found = [word.replace("-", "") for run in runs for word in _HYPHENATED.findall(run)]
    return [token for word in found for token in tokens(word)]


def written(text: str) -> dict[str, str]:
    """For folded words of a text that are written otherwise than in plain lower case: how the text first writes them.

    >>> written("Het café van Zoë")
    {'cafe': 'café', 'zoe': 'zoë'}
    """
    found: dict[str, str] = {}
    for run in [] if text.isascii() else [run for run in text.split() if not run.isascii()]:
        for word in _WORD.findall(unicodedata.normalize("NFC", run).lower()):
            folded = fold(word)
            if folded != word and _WORD.fullmatch(folded):
                found.setdefault(folded, word)
    return found


# ------------------------------------------------------------------------------------------------- stems

_SNOWBALL: Final = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "eo": "esperanto",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "ne": "nepali", "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """The stem of a word as it is written, folded; of a language that Snowball does not know, the word itself."""
    language = language.split("-", maxsplit=1)[0]
    if language == "nl":
        return _dutch()
    if language == "fr":
        return _french()
    if language == "ar":
        return lambda word: arabic.stem(fold(word))
    if language in _SNOWBALL:
        stem = _snowball(_SNOWBALL[language])
        return lambda word: fold(stem(word))
    return fold


def _snowball(name: str) -> Callable[[str], str]:
    """A stemmer that remembers nothing: each word of a site is asked for once."""
    return Stemmer.Stemmer(name, 0).stemWord  # type: ignore[no-any-return]


def _dutch() -> Callable[[str], str]:
    """Kraaij and Pohlmann's stemmer, then Porter's for Dutch: the first knows huis and huizen, the second moeilijke.

    The first takes `ge` out of the middle of a word, as in opgebeld; begeleiden is no such word, and would be beleid.
    """
    first, second = _snowball("dutch"), _snowball("dutch_porter")

    def stem(word: str) -> str:
        if word.startswith("bege"):
            return "bege" + stem(word[4:])
        found = second(first(word))
        return found if found.isascii() else fold(found)

    return stem


def _french() -> Callable[[str], str]:
    """Snowball's stemmer, and what it keeps apart: jeu and jeux, actif and active."""
    first = _snowball("french")

    def stem(word: str) -> str:
        found = fold(first(word))
        if found.endswith(("eux", "oux")) and len(found) > len("eux"):
            return found[:-1]
        return f"{found[:-1]}v" if found.endswith("if") and len(found) > len("if") + 1 else found

    return stem


# ------------------------------------------------------------------------------------------------- compounds

_LINKS: Final[Mapping[str, tuple[str, ...]]] = {
    "nl": ("", "s", "en", "e"),
    "de": ("", "s", "n", "en", "er", "e", "es", "ens"),
}
LEAST: Final = 3
"""Letters that a part of a compound has at least: taal + les."""
LONGEST: Final = 64
"""Letters that a word has at most: what is longer is no word that anybody types, and is not indexed."""


def links(language: str) -> tuple[str, ...]:
    """What may stand between the parts of a compound; nothing for languages that do not write them as one word."""
    return _LINKS.get(language.split("-", maxsplit=1)[0], ())


def split(word: str, known: Container[str], between: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a compound that are words by themselves, or none.

    Of all ways the one with the fewest parts, then with the longest last part (in Dutch and German it says what
    sort of thing the whole is), then with the shortest link. A part on the left may be a compound itself.

    >>> split("gesprekskaarten", {"gesprek", "kaarten", "spreks"}, ("", "s", "en", "e"))
    ('gesprek', 'kaarten')
    """
    return _split(word, known, between, set())


def _split(word: str, known: Container[str], between: tuple[str, ...], whole: set[str]) -> tuple[str, ...]:
    """`whole`: beginnings of the word that were found not to come apart; none is tried twice."""
    most = len(word) - LEAST
    places = [at for at in range(LEAST, most + 1) if word[at:] in known] if between and most <= LONGEST else ()
    for at in places:
        for link in between:
            left = word[: at - len(link)]
            if left in known and word.startswith(link, at - len(link)) and len(left) >= LEAST:
                return left, word[at:]
    for at in places:
        for link in between:
            left = word[: at - len(link)]
            if left not in whole and word.startswith(link, at - len(link)) and len(left) >= 2 * LEAST:
                parts = _split(left, known, between, whole)
                if parts:
                    return *parts, word[at:]
    whole.add(word)
    return ()
