"""What the search may know of a page, and what it keeps of it: the one step that is taken for each document alone."""

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from toolbox_gen.search.digits import DIGITS
from toolbox_gen.search.tongues import parted, tag
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
    others: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Texts in another language than the page's, by language and then like `texts`."""
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
    """What the index keeps of one page: plain values, a pure function of its record and the index's language alone."""

    words: str
    """Its words as terms (`tongues`), folded, each once, a space between."""
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


def analyse(record: Record, language: str, text: str = "") -> Part:
    """What the index of a language keeps of a page. A record that does not fit is our own fault: ValueError.

    text: what the page says, where that is not among the record's texts: it comes last in the field "body".
    """
    _check(record)
    said = _said(record, language, text)
    body, extra, in_body = _terms(said.pop("body"))
    times, usual = Counter([*body, *extra]), _weight("body", len(body))
    weights: dict[str, float] = {}
    display: dict[str, str] = {}
    for name, texts in said.items():
        words, more, shown = _terms(texts)
        weight = _weight(name, len(words))
        for word in (*words, *more):
            weights[word] = weights.get(word, 0) + weight
        display = {**shown, **display}
    display = {**in_body, **display}
    by_times = {n: bisect_right(LEVELS, n * usual) for n in set(times.values())}
    levels = {word: by_times[n] for word, n in times.items()}
    for word, all_told in weights.items():
        levels[word] = bisect_right(LEVELS, all_told + times.get(word, 0) * usual)
    if max(map(len, levels), default=0) > LONGEST:
        levels = {word: level for word, level in levels.items() if len(parted(word)[1]) <= LONGEST}
    return Part(
        words=" ".join(levels),
        levels="".join(map(DIGITS.__getitem__, levels.values())),
        written={word: display[word] for word in sorted(display) if word in levels},
        titled=tuple(dict.fromkeys(_terms([(tag(record.language, language), record.title)])[0])),
        card=(record.url, record.title, record.summary, record.language, record.kind, record.facts, record.themes),
        names=tuple(sorted({**record.names, "kind": (record.kind,)}.items())),
        numbers=tuple((name, low, high) for name, (low, high) in sorted(record.numbers.items())),
        evidence=record.evidence,
    )


def _said(record: Record, language: str, text: str) -> dict[str, list[tuple[str, str]]]:
    """For each field its texts, each with the tag of its words."""
    own = {"title": (record.title,), "summary": (record.summary,), **record.texts}
    own["body"] = (*own.get("body", ()), text)
    said: dict[str, list[tuple[str, str]]] = {}
    for of, texts in ((record.language, own), *record.others.items()):
        for name, several in texts.items():
            said.setdefault(name, []).append((tag(of, language), "\n".join(several)))
    return said


def _terms(texts: Iterable[tuple[str, str]]) -> tuple[list[str], list[str], dict[str, str]]:
    """The words of texts as terms, those with hyphens once more as one word, and how words are written."""
    words: list[str] = []
    joined: list[str] = []
    display: dict[str, str] = {}
    for before, text in texts:
        own, more, shown = tokens(text), hyphenated(text), written(text)
        words += [before + word for word in own] if before else own
        joined += [before + word for word in more] if before else more
        display |= {before + word: writing for word, writing in shown.items()} if before else shown
    return words, joined, display


def tags(part: Part) -> frozenset[str]:
    """The tags of a page's words."""
    return frozenset(parted(word)[0] for word in part.words.split())


# ------------------------------------------------------------------------------------------------- as bytes


def encode(value: Record | Part) -> bytes:
    """A record or a part as bytes without a line's end, the same for the same."""
    if isinstance(value, Part):
        rest = (value.written, value.titled, value.card, value.names, value.numbers, value.evidence)
        return f"{value.words}\t{value.levels}\t{_json(rest)}".encode()  # what is long needs no JSON
    shown = (value.url, value.title, value.summary, value.language, value.kind, value.facts, value.themes)
    return _json((*shown, value.texts, value.others, value.names, value.numbers, value.evidence)).encode()


def decode_record(data: bytes) -> Record:
    """The record that these bytes were made of."""
    url, title, summary, language, kind, facts, themes, texts, others, names, numbers, evidence = json.loads(data)
    return Record(
        url=url,
        title=title,
        summary=summary,
        language=language,
        kind=kind,
        facts=tuple(facts),
        themes=tuple(themes),
        texts={name: tuple(own) for name, own in texts.items()},
        others={of: {name: tuple(own) for name, own in several.items()} for of, several in others.items()},
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
    unknown = {*record.texts}.union(*record.others.values()) - FIELDS.keys()
    if unknown:
        raise ValueError(f"{record.url}: no field is called {', '.join(sorted(unknown))}")
    for name, values in (*record.names.items(), *((n, ()) for n in record.numbers)):
        if name in RESERVED or not _FACET_NAME.fullmatch(name):
            raise ValueError(f"{name!r} cannot be the name of a facet")
        if any("," in value for value in values):
            raise ValueError(f"facet {name!r}: a value cannot have a comma")
