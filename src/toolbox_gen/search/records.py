"""What the search may know of a page, and what it keeps of it: the one step that is taken for each document alone."""

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from toolbox_gen.search.digits import DIGITS
from toolbox_gen.search.words import LONGEST, hyphenated, tokens, written

_FACET_NAME: Final = re.compile(r"[a-z][a-z0-9_-]*")
_SITE_PATH: Final = re.compile(r"(?!/)[^\s:?#\\]*")
RESERVED: Final = frozenset({"q", "shown", "like", "apart"})
"""Names that the fragment of the search page keeps for itself."""


@dataclass(frozen=True, slots=True)
class Record:
    """What the search may know of one page."""

    url: str
    """Its folder as a site path: "stories/hapje-klapje/"."""
    title: str
    summary: str
    language: str
    """Of the text; it may differ from the language of the index."""
    kind: str
    """A value of the facet "kind", whose label is shown with the result."""
    facts: tuple[str, ...] = ()
    """Short texts for the result: "60–180 min", "6–25 mensen"."""
    themes: tuple[str, ...] = ()
    """Labels shown with the result."""
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The other texts, by the names of `FIELDS`."""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Values of facets: {"themes": ("inclusion", "participation")}; the facet "kind" is known already."""
    numbers: Mapping[str, tuple[int, int | None]] = field(default_factory=dict)
    """Lowest and highest value of ranges: {"people": (6, None)}."""
    evidence: int = 0
    """How many documents show that it works."""


@dataclass(frozen=True, slots=True)
class Field:
    """How much a word counts in a field: BM25F's weight, b, and usual length in words instead of the site's average."""

    weight: float
    usual: int
    b: float = 0.5


FIELDS: Final[Mapping[str, Field]] = {
    "title": Field(12, 5),
    "labels": Field(3, 20, 0.3),
    "purposes": Field(5, 15),
    "headings": Field(4, 15),
    "summary": Field(5, 20),
    "lessons": Field(3, 40),
    "organisation": Field(4, 4),
    "place": Field(4, 2),
    "steps": Field(2, 80),
    "body": Field(1, 400),
}
"""Each field with what a word counts for, once, in a text of the usual length; tuned with `benchmarks/search`."""

LEVELS: Final = tuple(0.25 * 2 ** ((level + 0.5) / 4) for level in range(63))
"""The upper ends of the levels 0 to 62 that are written in posting lists: a step is a quarter of a doubling."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the index keeps of one page: plain values, a pure function of its record and the language alone."""

    words: str
    """Its words, folded, each once, a space between."""
    levels: str
    """For each of them, how much the page is about it, as one digit (0 to 63)."""
    written: Mapping[str, str]
    """How words are written that are not written as they are folded."""
    titled: tuple[str, ...]
    """The words of the title."""
    card: tuple[str, str, str, str, str, tuple[str, ...], tuple[str, ...]]
    """What a result shows: url, title, summary, language, kind, facts, themes."""
    names: tuple[tuple[str, tuple[str, ...]], ...]
    numbers: tuple[tuple[str, int, int | None], ...]
    evidence: int


def analyse(record: Record, text: str = "") -> Part:
    """What the index keeps of a page. A record that does not fit is our own fault: ValueError.

    text: what the page says, where that is not among the record's texts: it comes last in the field "body".
    """
    _check(record)
    texts = {"title": (record.title,), "summary": (record.summary,), **record.texts}
    joined = "\n".join((*texts.pop("body", ()), text))
    body = tokens(joined)
    weights: dict[str, float] = {}
    display: dict[str, str] = {}
    for name, own in texts.items():
        other = "\n".join(own)
        words = tokens(other)
        weight = _weight(name, len(words))
        for word in (*words, *hyphenated(other)):
            weights[word] = weights.get(word, 0) + weight
        display = {**written(other), **display}
    times, weight = Counter([*body, *hyphenated(joined)]), _weight("body", len(body))
    by_times = {n: bisect_right(LEVELS, n * weight) for n in set(times.values())}
    levels = {word: by_times[n] for word, n in times.items()}
    for word, more in weights.items():
        levels[word] = bisect_right(LEVELS, more + times.get(word, 0) * weight)
    display = {**written(joined), **display}
    if max(map(len, levels), default=0) > LONGEST:
        levels = {word: level for word, level in levels.items() if len(word) <= LONGEST}
    return Part(
        words=" ".join(levels),
        levels="".join(map(DIGITS.__getitem__, levels.values())),
        written={word: display[word] for word in sorted(display) if word in levels},
        titled=tuple(dict.fromkeys(tokens(record.title))),
        card=(record.url, record.title, record.summary, record.language, record.kind, record.facts, record.themes),
        names=tuple(sorted({**record.names, "kind": (record.kind,)}.items())),
        numbers=tuple((name, low, high) for name, (low, high) in sorted(record.numbers.items())),
        evidence=record.evidence,
    )


# ------------------------------------------------------------------------------------------------- as bytes


def encode(value: Record | Part) -> bytes:
    """A record or a part as bytes without a line's end, the same for the same."""
    if isinstance(value, Part):
        rest = (value.written, value.titled, value.card, value.names, value.numbers, value.evidence)
        return f"{value.words}\t{value.levels}\t{_json(rest)}".encode()  # what is long needs no JSON
    shown = (value.url, value.title, value.summary, value.language, value.kind, value.facts, value.themes)
    return _json((*shown, value.texts, value.names, value.numbers, value.evidence)).encode()


def decode_record(data: bytes) -> Record:
    """The record that these bytes were made of."""
    url, title, summary, language, kind, facts, themes, texts, names, numbers, evidence = json.loads(data)
    return Record(
        url=url,
        title=title,
        summary=summary,
        language=language,
        kind=kind,
        facts=tuple(facts),
        themes=tuple(themes),
        texts={name: tuple(own) for name, own in texts.items()},
        names={name: tuple(own) for name, own in names.items()},
        numbers={name: (low, high) for name, (low, high) in numbers.items()},
        evidence=evidence,
    )


def decode_part(data: bytes) -> Part:
    """The part that these bytes were made of."""
    words, levels, rest = data.decode().split("\t", maxsplit=2)
    display, titled, (*card, facts, themes), names, numbers, evidence = json.loads(rest)
    return Part(
        words=words,
        levels=levels,
        written=display,
        titled=tuple(titled),
        card=(*card, tuple(facts), tuple(themes)),
        names=tuple((name, tuple(own)) for name, own in names),
        numbers=tuple((name, low, high) for name, low, high in numbers),
        evidence=evidence,
    )


_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _weight(name: str, length: int) -> float:
    own = FIELDS[name]
    return own.weight / (1 - own.b + own.b * length / own.usual)


def _check(record: Record) -> None:
    if not _SITE_PATH.fullmatch(record.url):
        raise ValueError(f"{record.url!r} is not a site path")
    unknown = record.texts.keys() - FIELDS.keys()
    if unknown:
        raise ValueError(f"{record.url}: no field is called {', '.join(sorted(unknown))}")
    for name, values in (*record.names.items(), *((n, ()) for n in record.numbers)):
        if name in RESERVED or not _FACET_NAME.fullmatch(name):
            raise ValueError(f"{name!r} cannot be the name of a facet")
        if any("," in value for value in values):
            raise ValueError(f"facet {name!r}: a value cannot have a comma")
