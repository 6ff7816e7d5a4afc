"""Texts with the language that they are in, so that a page can say it of each (docs/decisions/029)."""

import re
from dataclasses import dataclass
from typing import TypeAlias

from toolbox_gen.bidi import isolated

_PLACE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, and the code of its language; empty where it is that of the page that shows it."""

    text: str
    language: str = ""

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


Phrase: TypeAlias = tuple[Passage, ...]
"""What is read as one, of passages that need not be in one language."""


def phrase(message: str, **values: "str | Passage | Phrase") -> Phrase:
    """A text in the page's language, with others in the place of its placeholders `%(name)s`."""
    parts = _PLACE.split(message)
    found: list[Passage] = []
    for text, name in zip(parts[::2], [*parts[1::2], ""], strict=True):
        found += [Passage(text.replace("%%", "%"))] if text else []
        found += pieces(values[name]) if name else ()
    return tuple(found)


def pieces(value: "str | Passage | Phrase") -> Phrase:
    """A phrase of whatever is to be read."""
    if isinstance(value, str):
        return (Passage(value),)
    return (value,) if isinstance(value, Passage) else value


def plain(value: "str | Passage | Phrase", direction: str) -> str:
    """What it says, in one text for a page of a direction (`ltr` or `rtl`)."""
    parts = pieces(value)
    return "".join(isolated(one.text, direction) if len(parts) > 1 else one.text for one in parts)
