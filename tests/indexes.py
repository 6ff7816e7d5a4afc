"""The search's index, read back by the words of docs/search.md alone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from toolbox_gen.search.frames import Facet, Frame
from toolbox_gen.search.index import Index
from toolbox_gen.search.pieces import Piece
from toolbox_gen.search.records import Part, Record, analyse

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
KIND = Facet("kind", "Soort", (("story", "Verhaal"), ("tool", "Werkvorm")))
THEMES = Facet("themes", "Thema's", (("inclusion", "Inclusie"), ("work", "Werk")))
PEOPLE = Facet("people", "Aantal mensen", None)
FRAME = Frame(
    language="nl",
    base="assets/search/nl/",
    kinds=(("story", "Verhaal", "good"), ("tool", "Werkvorm", "tool")),
    facets=(KIND, THEMES, PEOPLE),
    messages=(("results_one", "{n} resultaat"),),
)


def page(body: str = "", **more: Any) -> Record:
    """A page of which only what matters is said."""
    texts = {"body": (body,), **more.pop("texts", {})}
    return Record(
        **{"url": "x/", "title": "", "summary": "", "language": "nl", "kind": "story", "texts": texts, **more}
    )


def analysed(record: Record, text: str = "", language: str = "nl") -> Part:
    return analyse(record, language, text)


def parts(*records: Record, language: str = "nl") -> list[Part]:
    return [analysed(record, language=language) for record in records]


def value(piece: Piece) -> Any:
    """What a piece hands over."""
    text = piece.data.decode("utf-8")
    start = f'toolboxSearch.receive("{piece.name}",'
    assert text.startswith(start)
    assert text.endswith(");\n")
    return json.loads(text.removeprefix(start).removesuffix(");\n"))


def numbers(text: str) -> list[int]:
    """The numbers of five-bit digits that a text has, one after the other."""
    found, number, shift = [], 0, 0
    for digit in map(DIGITS.index, text):
        number |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            found.append(number)
            number = shift = 0
    assert shift == 0
    return found


def documents(text: str) -> list[int]:
    """The documents of a document list."""
    found: list[int] = []
    for gap in numbers(text):
        found.append((found[-1] if found else -1) + gap + 1)
    return found


def postings(text: str) -> dict[int, int]:
    """The documents of a posting list with their levels."""
    found: dict[int, int] = {}
    number, shift, before, digits = 0, 0, -1, iter(map(DIGITS.index, text))
    for digit in digits:
        number |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            before += number + 1
            found[before] = next(digits)
            number = shift = 0
    assert shift == 0
    return found


class Read:
    """An index as a browser sees it."""

    def __init__(self, index: Index | Path, below: str = "") -> None:
        """An index, or the folder of the site in which it stands, and the folder of its language in there."""
        if isinstance(index, Path):
            self.head = value(Piece("head", (index / below / "search" / "head.js").read_bytes()))
            files = (index / self.head["base"]).glob("*.js")
            pieces = [Piece(file.stem, file.read_bytes()) for file in files]
        else:
            self.head, pieces = value(index.head), list(index.pieces)
        self.pieces = {piece.name: value(piece) for piece in pieces}
        self.ranges = [self.pieces[name] for name in _names(self.head["terms"]["pieces"])]
        self.entries: dict[str, str] = {}
        for one in self.ranges:
            self.entries |= dict(zip(one["terms"].split(" "), one["entries"], strict=True))

    def entry(self, word: str) -> tuple[dict[str, dict[int, int]], dict[int, int], set[str]]:
        """Of a word's stem: each form with its postings, the compounds' postings, words that mean the same."""
        text = self.entries.get(word, "").partition("=")[0]
        first = word
        if text.startswith(">"):
            first = text[1:]
            text = self.entries[first].partition("=")[0]
        text, _, equals = text.partition("~")
        text, _, wholes = text.partition("+")
        own, *others = text.split(";")
        forms = {first: own, **dict(other.split(":") for other in others)}
        return {form: postings(found) for form, found in forms.items()}, postings(wholes), set(equals.split())

    def having(self, word: str) -> set[int]:
        """The documents that have just this word."""
        return set(self.entry(word)[0].get(word, {}))

    def cards(self) -> list[list[Any]]:
        return [card for name in _names(self.head["cards"]["pieces"]) for card in self.pieces[name]]

    def facet(self, name: str) -> list[list[Any]]:
        """The values of a facet, with the documents of each."""
        piece = next(piece for own, _, _, piece in self.head["facets"] if own == name)
        return [[first, second, documents(coded), *of] for first, second, coded, *of in self.pieces[piece]]

    def found(self, *words: str) -> set[str]:
        """The titles of the documents that have all these words, or others of their stems."""
        cards = self.cards()
        having = [{n for form in self.entry(word)[0].values() for n in form} for word in words]
        return {cards[n][1] for n in set.intersection(*having)}

    def spelling(self) -> list[str]:
        return [word for *_, name in self.head["spelling"] for word in self.pieces[name].split(" ")]


def _names(joined: str) -> Iterable[str]:
    return (joined[at : at + 8] for at in range(0, len(joined), 8))
