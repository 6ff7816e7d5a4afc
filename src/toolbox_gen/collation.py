"""The order in which readers look for a name: the Unicode Collation Algorithm with the CLDR's order of letters.

Letters first, of the language's own script before others; where these are the same, accents; then capitals. A number
counts as a whole (2 before 10), and quotation marks before a name do not count. `locale/order.txt` has the letters:

    Latn a b c dđð …       of a script; letters side by side are the same letter, as one with a mark is
    Latn … æ=ae            a letter that counts as two
    sv z<å<ä<<æ<ö          what a language has otherwise: å follows z as a letter, æ is the same letter as ä

What no line has follows in the order of Unicode. Why not a library: decision 030.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import dropwhile
from pathlib import Path
from typing import TypeAlias

from toolbox_gen.files import read_bytes
from toolbox_gen.languages import script_of

Key: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], str]
"""Which letters, with which marks, in small letters or capitals; then the text itself, so that no two are the same."""
Element: TypeAlias = tuple[int, int, int]
"""What stands for a character in each of these; 0 where it says nothing."""

_TABLE = Path(__file__).parent / "locale" / "order.txt"
_SIGN, _DIGIT, _LETTER, _OTHER, _MARK = 1, 1000, 10_000, 100_000, 1000
_CHAIN = re.compile(r"(<<|<|^)([^<]+)")
_DOTLESS = frozenset({"az", "tr"})
"""Languages in which I is the capital of ı, and İ of i."""


@cache
def key_of(language: str) -> Callable[[str], Key]:
    """What names are sorted by in a language."""
    table, several = _elements(language)
    tokens = re.compile("|".join((r"\d+", *several, ".")), re.DOTALL | re.IGNORECASE)
    capitals = str.maketrans("Iİ", "ıi") if language in _DOTLESS else {}

    @cache
    def of_token(token: str) -> tuple[Element, ...]:
        small = token.translate(capitals).lower()
        if token[0].isdecimal():
            digits = "".join(str(unicodedata.digit(one)) for one in token).lstrip("0") or "0"
            return ((_DIGIT + len(digits), 0, 0), *((_DIGIT + int(one), 0, 0) for one in digits))
        form = 2 if small != token else int(small.casefold() != small)
        return tuple((first, marks, form) for first, marks, _ in _resolved(small, table))

    def key(text: str) -> Key:
        elements = [one for token in tokens.findall(unicodedata.normalize("NFC", text)) for one in of_token(token)]
        counted = list(dropwhile(lambda one: one[0] < _DIGIT, elements)) or elements
        return (
            tuple(one[0] for one in counted if one[0]), tuple(one[1] for one in counted),
            tuple(one[2] for one in counted), text,
        )  # fmt: skip

    return key


def _resolved(small: str, table: dict[str, tuple[Element, ...]]) -> Iterator[Element]:
    """A character as it is, or of what it is composed."""
    if small in table:
        yield from table[small]
        return
    parts = unicodedata.normalize("NFKD", small.casefold())
    if len(parts) > 1 or parts != small:
        for part in parts:
            yield from _resolved(part, table) if part != small else ()
    elif unicodedata.category(small) == "Mn":
        yield 0, _OTHER + ord(small), 0
    else:
        yield (_OTHER + ord(small), 0, 0) if small.isalpha() else (_LETTER - 1, ord(small), 0)


def _elements(language: str) -> tuple[dict[str, tuple[Element, ...]], list[str]]:
    """What stands for each letter, mark and sign in a language, and its letters that are written as several."""
    lines = dict(line.split(" ", 1) for line in read_bytes(_TABLE).decode().splitlines())
    own = script_of(language)
    scripts = sorted((name for name in lines if len(name) == 4), key=lambda name: name != own)
    letters = [one for name in scripts for one in lines[name].split()]
    tailored = lines.get(language) or lines.get(language.partition("-")[0], "")
    groups = [list(one) for one in letters if "=" not in one]
    for chain in (one for one in tailored.split() if "=" not in one):
        _tailor(groups, chain)
    placed = {one for group in groups for one in group}
    double = {one[0]: one[2:] for one in letters if "=" in one and one[0] not in placed}
    double |= {one[0]: one[2:] for one in tailored.split() if "=" in one}
    found: dict[str, tuple[Element, ...]] = {
        one: ((_LETTER + place, place_in_group, 0),)
        for place, group in enumerate(groups)
        for place_in_group, one in enumerate(group)
    }
    found |= {
        one: ((0, _MARK + n, 0),) for n, code in enumerate(lines["marks"].split()) if (one := chr(int(code[2:], 16)))
    }
    found |= {one: ((_SIGN + n, 0, 0),) for n, one in enumerate(" " + lines["signs"])}
    for one, parts in double.items():
        *rest, (last, marks, _) = (found[part][0] for part in parts)
        found[one] = (*rest, (last, marks + 1, 0))
    return found, sorted((one for one in found if len(one) > 1), key=len, reverse=True)


def _tailor(groups: list[list[str]], chain: str) -> None:
    """Put the letters of a chain behind its first one, each as a letter of its own (<) or as the same one (<<)."""
    (_, before), *others = _CHAIN.findall(chain)
    for relation, letter in others:
        for group in groups:
            if letter in group:
                group.remove(letter)
        at = next(n for n, group in enumerate(groups) if before in group)
        if relation == "<":
            groups.insert(at + 1, [letter])
        else:
            groups[at].insert(groups[at].index(before) + 1, letter)
        before = letter
