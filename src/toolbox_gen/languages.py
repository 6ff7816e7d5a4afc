"""Language codes (BCP 47, as the CLDR knows them): which there are, and which was probably meant."""

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale
from babel.core import get_global

FORM = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"
"""A language, with its script (`zh-Hant`) or the place where it is spoken so (`pt-BR`) where that matters."""
_NAMED_IN = ("ar", "de", "nl", "fr", "en")
"""Who writes a name instead of a code writes it in one of these."""


def is_language(code: str) -> bool:
    """Whether a code stands for a language, in the form in which browsers and libraries expect it."""
    if not re.fullmatch(FORM, code):
        return False
    language, *rest = code.split("-")
    known = Locale("en")
    older = language in get_global("language_aliases") or language == "und"
    return language in known.languages and not older and all(x in known.scripts or x in known.territories for x in rest)


def meant(code: str) -> str:
    """The code that was probably meant by `FR`, `fra`, `nl_be`, `français` or `cz` (a country); or nothing."""
    return next((one for one in _guesses(code) if is_language(one)), "")


def _guesses(code: str) -> Iterator[str]:
    first, *rest = re.split(r"[-_]", code.strip())
    language = get_global("language_aliases").get(first.lower(), first.lower()).replace("_", "-")
    parts = [one.title() if len(one) == 4 else one.upper() for one in rest]
    places = [get_global("territory_aliases").get(one, [one])[0] for one in parts]
    yield "-".join((language, *places))
    yield language
    yield _names().get(code.strip().casefold(), "")
    spoken_there = get_global("likely_subtags").get(f"und_{first.upper()}", "")
    yield spoken_there.partition("_")[0]


@cache
def _names() -> dict[str, str]:
    return {
        name.casefold(): code.replace("_", "-")
        for named_in in _NAMED_IN
        for code, name in Locale(named_in).languages.items()
    }


def script_of(language: str) -> str:
    """The script (`Latn`, `Arab`) in which a language is mostly written; nothing where that is not known."""
    parts = language.split("-")
    likely = get_global("likely_subtags").get(parts[0], "").split("_")
    return next((part for part in (*parts[1:], *likely[1:]) if len(part) == 4), "")
