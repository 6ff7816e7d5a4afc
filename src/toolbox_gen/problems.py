"""Problems: what an author can mend, as values.

A `Problem` says where (file, line, column), which (a code from `CODES`) and with which words filled in. The sentences
themselves stand in `CODES` alone, in English, and reach an editor through the catalogue of her language, so that a
stage never formats a text and the documentation can list every message there is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from string import Formatter
from typing import NamedTuple

from toolbox_gen.codes import CODES


class Spot(NamedTuple):
    """A place in a text: line and column, both from 1."""

    line: int
    column: int


START = Spot(1, 1)
LONGEST_VALUE = 800
"""Characters of one text that is filled into a message."""
LONGEST_NAME = 120
"""Characters of a name for which a nearest one is looked for; that takes as long as the square of them."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that an author can mend in the file `path` (relative to the project, with slashes)."""

    path: str
    spot: Spot
    code: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether a build must stop for it; the rest are warnings."""
        return not CODES[self.code].warning

    def stops(self, *, strict: bool) -> bool:
        """Whether a build stops for it: an error does, and strictly a warning that does not come by itself."""
        return self.is_error or (strict and not CODES[self.code].by_itself)


def problem(path: str, spot: Spot, code: str, /, **values: object) -> Problem:
    """A problem whose message's placeholders are filled with `values`; an unknown code is our own fault (KeyError)."""
    CODES[code]
    return Problem(path, spot, code, tuple((name, _short(str(value))) for name, value in sorted(values.items())))


def _short(text: str) -> str:
    """As much of a text as a message needs: what an author wrote may be long."""
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


@dataclass(frozen=True, slots=True)
class Explained:
    """A problem in words: what is wrong, and what to type instead."""

    message: str
    hint: str


def explain(found: Problem, translate: Callable[[str], str]) -> Explained:
    """The sentences of a problem, in the language of `translate`; values stay as the author wrote them."""
    values = dict(found.values)
    code = CODES[found.code]
    usable = (hint for hint in code.hints if all(values.get(name) for name in placeholders(hint)))
    hint = next(usable, "")
    return Explained(translate(code.message).format(**values), translate(hint).format(**values) if hint else "")


def placeholders(text: str) -> frozenset[str]:
    """The names that a sentence of `CODES` has filled in."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, by file, line and column."""
    return tuple(sorted(set(problems), key=lambda p: (p.path, p.spot, p.code, p.values)))


def nearest(name: str, names: Iterable[str]) -> str:
    """The name that an author most likely meant, or an empty text."""
    if len(name) > LONGEST_NAME:
        return ""
    known: Mapping[str, str] = {_plain(n): n for n in sorted(names, reverse=True) if len(n) <= LONGEST_NAME}
    close = get_close_matches(_plain(name), known, n=1, cutoff=0.6)
    return known[close[0]] if close else ""


def _plain(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")
