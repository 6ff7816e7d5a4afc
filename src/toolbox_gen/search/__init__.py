"""The search: how a text becomes words, and how the words of all pages become one file for the browser.

The other half is `templates/assets/search.js`. Both fold words by the same rule (`tests/cases/folding.json`)
and agree on one format (`build_index`). This module must not know what a story is, nor where the file goes.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from toolbox_gen.marking import N_

FORMAT: Final = 1

# What the script says once it has the index: every key, with its English text. {n}, {total} and {label} are
# filled in by the browser. Texts needed before there is an index stand in templates/parts/finder.html.
MESSAGES: Final[tuple[tuple[str, str], ...]] = (
    ("results_one", N_("{n} result")),
    ("results_other", N_("{n} results")),
    ("partial_one", N_("Nothing has all these words. {n} result has some of them.")),
    ("partial_other", N_("Nothing has all these words. {n} results have some of them.")),
    ("nothing", N_("Nothing found. Try fewer or other words.")),
    ("nothing_filtered", N_("Nothing found with these filters. Remove a filter to see more.")),
    ("shown", N_("{n} of {total} shown")),
    ("more_one", N_("Show {n} more result")),
    ("more_other", N_("Show {n} more results")),
    ("chosen_one", N_("{n} chosen")),
    ("chosen_other", N_("{n} chosen")),
    ("remove", N_("Remove filter: {label}")),
    ("clear", N_("Remove all filters")),
)

# Names that the fragment of the search page keeps for itself (#q=…&shown=…).
RESERVED: Final = frozenset({"q", "shown"})

# Each field outweighs all the lesser ones together, so that a word in the title always comes first.
TITLE, LABELS, HEADINGS, SUMMARY, BODY_MOST = 32, 16, 8, 4, 3

# Letters that do not come apart by themselves (NFKD), in lower case; every apostrophe is the straight one.
_LETTERS: Final = {
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l",
    "ŋ": "n", "ŧ": "t", "ς": "σ", "ـ": "", "’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'",
}  # fmt: skip
_WORD: Final = re.compile(r"[^\W_]+")
_FACET_NAME: Final = re.compile(r"[a-z][a-z0-9-]*")
_SITE_PATH: Final = re.compile(r"(?!/)[^\s:?#\\]*")


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
    facts: tuple[str, ...]
    """Short texts for the result line: "60–180 min", "6–25 mensen"."""
    headings: tuple[str, ...]
    labels: tuple[str, ...]
    """Other words for it: vocabulary labels and synonyms, organisations, the place."""
    body: str
    """Plain text."""
    facets: tuple[tuple[str, tuple[str, ...]], ...]
    """(("kind", ("good-practice",)), ("themes", ("inclusion", "participation")))"""


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search down, with all its values in the order in which they are shown."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...]
    """(key, label)"""


def fold(text: str) -> str:
    """The text as words are compared: lower case, without marks, with plain letters for ligatures.

    >>> fold("Één CAFÉ’s ﬁlœuﬀ")
    "een cafe's filoeuff"
    """
    lowered = unicodedata.normalize("NFKD", text).lower()
    if lowered.isascii():
        return lowered.replace("`", "'")
    return "".join(map(_PLAIN.__getitem__, lowered))


class _Plain(dict[str, str]):
    """What is left of a character: nothing of a mark or a format character, a plain letter of a ligature.

    Each character is looked up in the Unicode tables once. These are facts, so the order cannot matter.
    """

    def __missing__(self, character: str) -> str:
        category = unicodedata.category(character)
        self[character] = plain = "" if category[0] == "M" or category == "Cf" else character
        return plain


_PLAIN: Final = _Plain(_LETTERS)


def tokens(text: str) -> Iterator[str]:
    """The words of a text, folded, in order. An apostrophe parts words; one letter is no word, one digit is.

    >>> list(tokens("Thema's: l’été in wijk 7-b"))
    ['thema', 'ete', 'in', 'wijk', '7']
    """
    for word in _WORD.findall(fold(text)):
        if len(word) > 1 or unicodedata.category(word)[0] == "N":
            yield word


def build_index(
    records: Sequence[Record], *, facets: Sequence[Facet], language: str, messages: Mapping[str, str]
) -> bytes:
    """The index of these pages, best or newest first, as a script: one call of `toolboxSearch.receive`.

    A script rather than JSON, so that it also loads in an unpacked zip, where a page may fetch nothing.

    documents: for each page [url, title, summary, language, kind, facts, facets]; the language is "" when it
        is that of the index, and facets has, for each facet, the numbers of the page's values.
    terms: all words, sorted, one space between.
    postings: for each term its documents, a comma between, and a semicolon between terms. A document is the
        distance from the one before (the first: from -1), then ":weight" where the weight is not 1.

    A record or a message that does not fit is our own fault: ValueError.
    """
    _check(records, facets, messages)
    numbers = [{key: number for number, (key, _) in enumerate(facet.values)} for facet in facets]
    postings: dict[str, list[tuple[int, int]]] = {}
    for number, record in enumerate(records):
        for term, weight in _weights(record).items():
            postings.setdefault(term, []).append((number, weight))
    terms = sorted(postings)
    return _script(
        {
            "format": FORMAT,
            "language": language,
            "messages": {key: messages[key] for key, _ in MESSAGES},
            "facets": [[facet.name, facet.label, facet.values] for facet in facets],
            "documents": [_document(record, facets, numbers, language) for record in records],
            "terms": " ".join(terms),
            "postings": ";".join(_posting(postings[term]) for term in terms),
        }
    )


def _weights(record: Record) -> Counter[str]:
    """Each word of a page with the sum of what it weighs where it stands."""
    weights: Counter[str] = Counter()
    for weight, texts in (
        (TITLE, (record.title,)),
        (LABELS, record.labels),
        (HEADINGS, record.headings),
        (SUMMARY, (record.summary,)),
    ):
        for term in {term for text in texts for term in tokens(text)}:
            weights[term] += weight
    for term, times in Counter(tokens(record.body)).items():
        weights[term] += min(BODY_MOST, times.bit_length())
    return weights


def _posting(documents: Sequence[tuple[int, int]]) -> str:
    before = -1
    parts = []
    for number, weight in documents:
        parts.append(f"{number - before}" if weight == 1 else f"{number - before}:{weight}")
        before = number
    return ",".join(parts)


def _document(
    record: Record, facets: Sequence[Facet], numbers: Sequence[Mapping[str, int]], language: str
) -> list[object]:
    own = dict(record.facets)
    return [
        record.url,
        record.title,
        record.summary,
        "" if record.language == language else record.language,
        record.kind,
        record.facts,
        [
            sorted({number[key] for key in own.get(facet.name, ())})
            for facet, number in zip(facets, numbers, strict=True)
        ],
    ]


def _script(value: object) -> bytes:
    """The value as a script. Without `<` and `>` it can end no element and open no comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f"toolboxSearch.receive({text});\n".encode()


def _check(records: Sequence[Record], facets: Sequence[Facet], messages: Mapping[str, str]) -> None:
    wrong = {key for key, _ in MESSAGES} ^ set(messages)
    if wrong:
        raise ValueError(f"messages missing or unknown: {', '.join(sorted(wrong))}")
    values = {facet.name: {key for key, _ in facet.values} for facet in facets}
    if len(values) != len(facets):
        raise ValueError("two facets have the same name")
    for name, keys in values.items():
        if name in RESERVED or not _FACET_NAME.fullmatch(name):
            raise ValueError(f"{name!r} cannot be the name of a facet")
        if any("," in key for key in keys):
            raise ValueError(f"facet {name!r}: a key cannot have a comma")
    for record in records:
        if not _SITE_PATH.fullmatch(record.url):
            raise ValueError(f"{record.url!r} is not a site path")
        for name, keys_of_record in (("kind", (record.kind,)), *record.facets):
            unknown = set(keys_of_record) - values.get(name, set())
            if unknown:
                raise ValueError(f"{record.url}: facet {name!r} has no {', '.join(sorted(unknown))}")
