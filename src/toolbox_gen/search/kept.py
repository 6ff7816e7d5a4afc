"""What one build keeps for the next: blobs, each read only when something in it is asked for.

Beside its pieces, which are published anyway, an index keeps

- `state`: the value of the head, and what else is needed at once;
- `words-N`: the words of one hash, in order, a space between;
- `rows-N`: a line for each of them that has parts or writings (`word part part =writing:times`), and for each stem
  whose words its entry does not tell (`>stem word word`);
- `parts-N`: the parts of neighbouring pages, a line each.

They are a function of the pages and the frame alone, however the index came to be. What is not as it was written is a
`LostError`: then the index is made from nothing.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from zlib import crc32

from toolbox_gen.search.lexicon import Lexicon
from toolbox_gen.search.pieces import value
from toolbox_gen.search.ranges import Range, place
from toolbox_gen.search.records import Part, decode_part, encode
from toolbox_gen.search.relations import NOBODY

FORMAT: Final = 1
STATE: Final = "state"
DOCUMENTS: Final = 32
"""Pages whose parts are in one blob."""
BUCKET: Final = 100
"""Pages for each blob of words and of rows: some twenty and sixty kilobytes in a site of stories."""

Read = Callable[[str], bytes | None]
"""A blob by its name, a piece by its name with `.js`; None where it is not as it was written."""


class LostError(LookupError):
    """Something that was kept is not there any more."""


@dataclass(frozen=True, slots=True)
class State:
    """What is read of an index in any case."""

    frame: str
    """A digest of what of the frame every entry depends on."""
    shown: str
    """A digest of what of the frame the facets show."""
    head: Mapping[str, Any]
    ranges: tuple[Range, ...]
    endings: Mapping[str, int]
    words: int
    """How many words the pages have."""

    def encoded(self) -> bytes:
        """As a blob."""
        rest = {
            "format": FORMAT,
            "frame": self.frame,
            "shown": self.shown,
            "head": self.head,
            "firsts": " ".join(one.first for one in self.ranges),
            "lasts": " ".join(one.last for one in self.ranges),
            "endings": dict(sorted(self.endings.items())),
            "words": self.words,
        }
        return json.dumps(rest, ensure_ascii=False, separators=(",", ":")).encode()


def state(read: Read) -> State | None:
    """The state that was kept, if it is of this format."""
    data = read(STATE)
    kept = json.loads(data) if data else {}
    if kept.get("format") != FORMAT:
        return None
    firsts, lasts = kept["firsts"].split(), kept["lasts"].split()
    ranges = map(Range, firsts, lasts, names(kept["head"]["terms"]["pieces"]))
    return State(kept["frame"], kept["shown"], kept["head"], tuple(ranges), kept["endings"], kept["words"])


def names(joined: str) -> Iterator[str]:
    """The names of pieces that stand one after the other."""
    return (joined[at : at + 8] for at in range(0, len(joined), 8))


# ------------------------------------------------------------------------------------------------- words


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of a word by itself."""

    parts: tuple[str, ...]
    writings: Mapping[str, int]

    def fields(self) -> str:
        """As it stands behind the word."""
        return " ".join((*self.parts, *(f"={text}:{times}" for text, times in sorted(self.writings.items()))))


PLAIN: Final = Row((), NOBODY)


def packed(rows: Mapping[str, str]) -> bytes:
    """Rows as a blob; one without text is none."""
    return "\n".join(f"{key} {rows[key]}" for key in sorted(rows) if rows[key]).encode()


def bucket_of(key: str, pages: int) -> int:
    """The number of a word's bucket, or of a stem's with `>`, in a site of so many pages."""
    return crc32(key.encode()) % (1 + pages // BUCKET)


def save(parts: Iterable[Part], words: Lexicon, state_: State) -> Iterator[tuple[str, bytes]]:
    """All that the next build needs beside the pieces: blobs by their names."""
    yield STATE, state_.encoded()
    own = list(parts)
    for number, start in enumerate(range(0, len(own), DOCUMENTS)):
        yield f"parts-{number}", b"\n".join(map(encode, own[start : start + DOCUMENTS]))
    buckets: list[tuple[list[str], dict[str, str]]] = [([], {}) for _ in range(1 + len(own) // BUCKET)]
    for word in words.stems:
        mine, rows = buckets[bucket_of(word, len(own))]
        mine.append(word)
        if word in words.writings:
            rows[word] = Row(words.parts.get(word, ()), words.writings[word]).fields()
        elif word in words.parts:
            rows[word] = " ".join(words.parts[word])
    missing = {words.stems[word] for word in words.stems.keys() - words.lists.keys()}
    for stem, forms in words.forms.items():
        if stem in missing or words.stems.get(stem, stem) != stem:  # its entry does not tell them
            buckets[bucket_of(f">{stem}", len(own))][1][f">{stem}"] = " ".join(forms)
    for number, (mine, rows) in enumerate(buckets):
        yield f"words-{number}", " ".join(sorted(mine)).encode()
        yield f"rows-{number}", packed(rows)


# ------------------------------------------------------------------------------------------------- read


class Kept:
    """An index as it was kept. What is read of it stays, so that nothing is read twice."""

    def __init__(self, read: Read, given: State) -> None:
        """Of a state that `state` read in the same place."""
        self.state = given
        self.pages: int = given.head["count"]
        self._read = read
        self._firsts = [one.first for one in given.ranges]
        self._texts: dict[str, str] = {}
        self._words: dict[int, frozenset[str]] = {}
        self._entries: dict[str, dict[str, str]] = {}
        self._lines: dict[int, list[bytes]] = {}

    def piece(self, name: str) -> Any:
        """What a piece hands over."""
        return value(self._blob(f"{name}.js"))

    def part(self, number: int) -> Part:
        """The part of a page."""
        return decode_part(self._block(number // DOCUMENTS)[number % DOCUMENTS])

    def pages_with(self, parts: Mapping[int, Part]) -> dict[str, bytes]:
        """The blobs of parts that are others when some pages have these."""
        blocks: dict[int, list[bytes]] = {}
        for number, part in parts.items():
            block, at = divmod(number, DOCUMENTS)
            blocks.setdefault(block, list(self._block(block)))[at] = encode(part)
        return {f"parts-{number}": b"\n".join(lines) for number, lines in blocks.items()}

    def words_with(self, words: Mapping[str, bool], rows: Mapping[str, str]) -> dict[str, bytes]:
        """The blobs that are others when these are or are not words, and have these rows or none."""
        blobs: dict[str, bytes] = {}
        for number, own in self._by_bucket(words).items():
            now = self._known(number).difference(own) | {word for word in own if words[word]}
            blobs[f"words-{number}"] = " ".join(sorted(now)).encode()
        for number, own in self._by_bucket(rows).items():
            lines = dict(line.split(" ", maxsplit=1) for line in self._rows(number).split("\n") if line)
            blobs[f"rows-{number}"] = packed({**lines, **{key: rows[key] for key in own}})
        return blobs

    def has(self, word: str) -> bool:
        """Whether it is a word."""
        return word in self._known(bucket_of(word, self.pages))

    def row(self, word: str) -> Row | None:
        """What is known of a word; None of what is none."""
        if not self.has(word):
            return None
        parts, writings = [], {}
        for text in self._fields(word):
            if text.startswith("="):
                writing, _, times = text[1:].rpartition(":")
                writings[writing] = int(times)
            else:
                parts.append(text)
        return Row(tuple(parts), writings) if parts or writings else PLAIN

    def told(self, stem: str) -> list[str]:
        """The words of a stem whose entry does not tell them; nothing of others."""
        return self._fields(f">{stem}")

    def holding(self, text: str) -> Iterator[str]:
        """All words that have this text in them."""
        for number in range(1 + self.pages // BUCKET):
            line = self._text(f"words-{number}")
            at = line.find(text)
            while at >= 0:
                end = line.find(" ", at)
                end = len(line) if end < 0 else end
                yield line[line.rfind(" ", 0, at) + 1 : end]
                at = line.find(text, end)

    def entries(self, name: str) -> dict[str, str]:
        """The terms of a range with their entries."""
        if name not in self._entries:
            said = self.piece(name)
            self._entries[name] = dict(zip(said["terms"].split(" "), said["entries"], strict=True))
        return self._entries[name]

    def entry(self, term: str) -> str | None:
        """The entry of a term; None of what is none."""
        ranges = self.state.ranges
        return self.entries(ranges[place(self._firsts, term)].name).get(term) if ranges else None

    def _by_bucket(self, keys: Iterable[str]) -> dict[int, list[str]]:
        numbers: dict[int, list[str]] = {}
        for key in keys:
            numbers.setdefault(bucket_of(key, self.pages), []).append(key)
        return numbers

    def _known(self, number: int) -> frozenset[str]:
        if number not in self._words:
            self._words[number] = frozenset(self._text(f"words-{number}").split())
        return self._words[number]

    def _rows(self, number: int) -> str:
        return self._text(f"rows-{number}", feed="\n")

    def _fields(self, key: str) -> list[str]:
        """What stands in the row of a word, or of a stem with `>`."""
        rows, start = self._rows(bucket_of(key, self.pages)), f"\n{key} "
        at = rows.find(start)
        return rows[at + len(start) : rows.index("\n", at + 1)].split(" ") if at >= 0 else []

    def _text(self, name: str, *, feed: str = "") -> str:
        if name not in self._texts:
            self._texts[name] = f"{feed}{self._blob(name).decode()}{feed}"
        return self._texts[name]

    def _block(self, number: int) -> list[bytes]:
        if number not in self._lines:
            self._lines[number] = self._blob(f"parts-{number}").split(b"\n")
        return self._lines[number]

    def _blob(self, name: str) -> bytes:
        data = self._read(name)
        if data is None:
            raise LostError(name)
        return data
