"""The stem of an Arabic word: the word without its article, what is written on to it, and the ending of its number.

Light stemming (Larkey, Ballesteros and Connell, 2002), which in searches does better than looking for roots; Snowball's
stemmer keeps apart معلمة and معلمات, which are written for each other here all the time.
"""

from typing import Final

ARTICLES: Final = {"وبال": 3, "وال": 3, "بال": 3, "كال": 3, "فال": 3, "ولل": 3, "لل": 3, "ال": 2}
"""The article with what is written on to it (and, in, as, so, for), and how many letters it leaves at least."""
AND: Final = "و"
_AFTER_AND: Final = 5
ENDINGS: Final = {"ها": 3, "ان": 3, "ات": 2, "ون": 3, "ين": 3, "يه": 3, "ه": 2, "ي": 3}
"""Endings of number, gender and origin, and how many letters they leave at least."""


def stem(word: str) -> str:
    """The stem of a folded word.

    A lone wa- is only taken off before five letters and no alef: ورشة and واجبات begin with it themselves.
    """
    for article, least in ARTICLES.items():
        if word.startswith(article) and len(word) - len(article) >= least:
            word = word.removeprefix(article)
            break
    else:
        rest = word.removeprefix(AND)
        if len(word) > len(rest) >= _AFTER_AND and rest[0] != "ا":
            word = rest
    for ending, least in ENDINGS.items():
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word.removesuffix(ending)
    return word
