"""The one home of YAML: from the text of a file to strings, lists and mappings, and where each of them stands.

Nothing here gives a value a type: `nee`, `2024` and `1u30` stay the text that was written, and the schema decides.
What YAML allows beyond that (tags, anchors, aliases, merge keys, duplicate keys, a second document) is refused with its
place. Deep nesting hangs or crashes YAML parsers, so the text is measured first and then read event by event: where it
goes too deep the reading stops, and the library has looked no more than 1024 characters further.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from toolbox_gen.accents import MOST, crowd
from toolbox_gen.complaints import NO_SPACE_AFTER_DASH, spaced, translated
from toolbox_gen.problems import START, Problem, Spot, problem

if TYPE_CHECKING:
    from frontmatter.default_handlers import YAMLHandler

MOST_BYTES = 64 * 1024
MOST_LEVELS = 20
NOWHERE = -1
"""In a path: what follows has no place among the values, since it is a second one of its name, or inside a name."""

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Path: TypeAlias = tuple[str | int, ...]
Places: TypeAlias = dict[Path, tuple[Spot, Spot]]
"""For each key and list item: where its name stands and where its value begins."""

_Loader: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_OPENING = re.compile(r"-{3,}[ \t]*(?:\n|\Z)")
_CUT = re.compile(r"[ \t]+#(\S[^\n]*)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_BREAKS = str.maketrans(dict.fromkeys("\r\x85\u2028\u2029", " "))
"""What ends a line for YAML and not for us: with these, its lines would not be those of the file."""


@dataclass(frozen=True, slots=True)
class Split:
    """A document's text in its two parts, with the line on which each begins."""

    yaml: str
    yaml_line: int
    body: str
    body_line: int


@dataclass(slots=True)
class Loaded:
    """What a YAML text says: its values, where they stand, and what is wrong with it."""

    values: dict[str, Value] = field(default_factory=dict)
    places: Places = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@cache
def _handler() -> "YAMLHandler":
    from frontmatter.default_handlers import YAMLHandler  # which takes as long to import as YAML itself

    return YAMLHandler()


def split(text: str, path: str) -> Split | Problem:
    """Divide a document at its front matter's two lines `---`."""
    blank = len(text) - len(text.lstrip("\n"))
    lead = text[:blank].count("\n")
    rest = text[blank:]
    if not _OPENING.match(rest):
        return problem(path, START, "no-front-matter")
    try:
        head, body = _handler().split(rest)
    except ValueError:
        return problem(path, Spot(lead + 1, 1), "unclosed-front-matter")
    opening = _handler().FM_BOUNDARY.match(rest)
    assert opening is not None
    first = lead + 1 + rest[: opening.end()].count("\n")
    return Split(head, first, body, lead + 1 + rest[: len(rest) - len(body)].count("\n"))


def load(text: str, path: str, *, line: int = 1) -> Loaded:
    """Read a YAML mapping whose text begins on the given line of its file."""
    loaded = Loaded()
    if len(text.encode(errors="replace")) > MOST_BYTES:
        loaded.problems.append(problem(path, Spot(line, 1), "yaml-too-large"))
        return loaded
    text = text.translate(_BREAKS)
    try:
        _Reader(text, path, line, loaded).read()
    except _Hopeless:
        loaded.values = {}
    except yaml.YAMLError as error:
        loaded.problems.append(_complaint(error, text, path, line))
        loaded.values = {}  # what was read before the error may be wrong as well
    return loaded


class _Hopeless(Exception):
    """The text is no mapping, or not one: what YAML would say of the rest says nothing more."""


class _Reader:
    """Builds values from YAML's events, without recursion, noting places and refusing what editors never mean."""

    def __init__(self, text: str, path: str, line: int, loaded: Loaded) -> None:
        self.path, self.line, self.loaded = path, line, loaded
        self.lines = text.split("\n")
        self.text = text

    def events(self) -> Iterator[Any]:
        """As `yaml.parse` gives them, which asks twice for each."""
        loader: Any = _Loader(self.text)
        try:
            while (event := loader.get_event()) is not None and type(event) is not yaml.StreamEndEvent:
                yield event
        finally:
            loader.dispose()

    def spot(self, mark: Any) -> Spot:
        return Spot(mark.line + self.line, mark.column + 1)

    def refuse(self, code: str, mark: Any, **values: object) -> None:
        self.loaded.problems.append(problem(self.path, self.spot(mark), code, **values))

    def read(self) -> None:
        stack: list[tuple[dict[str, Value] | list[Value], Path]] = []
        keys: list[tuple[str, Spot] | None] = []  # per open container: the key that waits for its value
        documents = 0
        for event in self.events():
            kind = type(event)
            if kind is yaml.ScalarEvent:
                value = event.value
                if event.anchor is not None or event.tag is not None or (not event.style and self._is_doubtful(event)):
                    self._check(event)
                if event.style == '"':
                    value = self._visible(event)
                if stack and keys[-1] is None and type(stack[-1][0]) is dict:
                    self._key(stack, keys, value, event)
                else:
                    self._place(stack, keys, value, event.start_mark)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                keys.pop()
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._check(event)
                container: dict[str, Value] | list[Value] = {} if kind is yaml.MappingStartEvent else []
                at = self._place(stack, keys, container, event.start_mark)
                self._open(stack, keys, container, at, event.start_mark)
            elif kind is yaml.AliasEvent:
                self.refuse("yaml-anchor", event.start_mark)
                self._place(stack, keys, "", event.start_mark)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                self._only(documents, event.start_mark)

    def _is_doubtful(self, event: Any) -> bool:
        """Whether more than a glance is needed at a value without quotes; most need none."""
        end = event.end_mark.line
        return event.value[:1] == "-" or (end < len(self.lines) and "#" in self.lines[end])

    def _visible(self, event: Any) -> str:
        """A value between quotation marks, where `\\0` and the like stand for characters that no text may have."""
        value: str = event.value
        if found := _CONTROL.search(value):
            self.refuse("control-character", event.start_mark, character=f"U+{ord(found[0]):04X}")
            value = _CONTROL.sub("", value)
        if (at := crowd(value)) >= 0:
            self.refuse("too-many-accents", event.start_mark, most=MOST)
            value = value[: at + 1]
        return value

    def _only(self, documents: int, mark: Any) -> None:
        if documents > 1:
            said = "a second document begins here"
            self.refuse("yaml-syntax", mark, said=said, line=self.lines[mark.line])
            raise _Hopeless

    def _open(
        self,
        stack: list[tuple[dict[str, Value] | list[Value], Path]],
        keys: list[tuple[str, Spot] | None],
        value: dict[str, Value] | list[Value],
        at: Path,
        mark: Any,
    ) -> None:
        if len(stack) == MOST_LEVELS:
            spot = Spot(mark.line + self.line, 1)
            self.loaded.problems.append(problem(self.path, spot, "yaml-too-deep", most=MOST_LEVELS))
            raise _Hopeless
        stack.append((value, at))
        keys.append(None)

    def _check(self, event: Any) -> None:
        if event.anchor is not None:
            self.refuse("yaml-anchor", event.start_mark)
        if getattr(event, "tag", None) is not None:
            written = self.lines[event.start_mark.line][event.start_mark.column :]
            self.refuse("yaml-tag", event.start_mark, tag=next(iter(written.split()), event.tag))
        is_plain = isinstance(event, yaml.ScalarEvent) and not event.style
        if is_plain and NO_SPACE_AFTER_DASH.match(event.value):
            line = self.lines[event.start_mark.line].strip()
            self.refuse("yaml-no-space", event.start_mark, line=line[:80], right=spaced(line))
        if is_plain and event.end_mark.line < len(self.lines):
            after = self.lines[event.end_mark.line][event.end_mark.column :]
            if cut := _CUT.match(after):
                at = Spot(event.end_mark.line + self.line, event.end_mark.column + cut.start(1))
                values = {"kept": event.value, "lost": "#" + cut[1].strip()}
                self.loaded.problems.append(problem(self.path, at, "yaml-cut", **values))

    def _key(
        self,
        stack: list[tuple[dict[str, Value] | list[Value], Path]],
        keys: list[tuple[str, Spot] | None],
        name: str,
        event: Any,
    ) -> None:
        mapping, path = stack[-1]
        if name == "<<":
            self.refuse("yaml-anchor", event.start_mark)
        if name.startswith("\u00a0"):
            self.refuse("yaml-tab", event.start_mark)
        if name in mapping:
            first = self.loaded.places[(*path, name)][0].line
            self.refuse("duplicate-key", event.start_mark, name=name, first=first)
        keys[-1] = (name, self.spot(event.start_mark))

    def _place(
        self,
        stack: list[tuple[dict[str, Value] | list[Value], Path]],
        keys: list[tuple[str, Spot] | None],
        value: Value,
        mark: Any,
    ) -> Path:
        """Put a value where it belongs; its path."""
        here = self.spot(mark)
        if not stack:
            if isinstance(value, dict):
                self.loaded.values = value
            elif value != "":
                self._no_mapping(value, mark)
            return ()
        container, path = stack[-1]
        if isinstance(container, list):
            at: Path = (*path, len(container))
            self.loaded.places[at] = (here, here)
            container.append(value)
            return at
        waiting = keys[-1]
        if waiting is None:  # a list, a mapping or a reference where a name must stand
            if not isinstance(value, str):
                self.refuse("yaml-key", mark)
            keys[-1] = ("?", here)
            return (*path, "?", NOWHERE)
        name, spot = waiting
        keys[-1] = None
        at = (*path, name)
        if name in container:
            return (*at, NOWHERE)
        container[name] = value
        self.loaded.places[at] = (spot, here)
        return at

    def _no_mapping(self, value: Value, mark: Any) -> None:
        line = self.lines[mark.line].strip()
        if any(found.spot == self.spot(mark) for found in self.loaded.problems):
            raise _Hopeless  # its beginning has been refused already
        if isinstance(value, str) and (right := spaced(line)):
            self.refuse("yaml-no-space", mark, line=line[:80], right=right)
        else:
            self.refuse("yaml-no-mapping", mark)
        raise _Hopeless


def _complaint(error: yaml.YAMLError, text: str, path: str, line: int) -> Problem:
    """What YAML complains of."""
    context, mark = (getattr(error, name, None) for name in ("context_mark", "problem_mark"))
    begins, at = (Spot(one.line + line, one.column + 1) if one else None for one in (context, mark or context))
    said = " ".join(filter(None, (getattr(error, "context", ""), getattr(error, "problem", "")))) or str(error)
    return translated(" ".join(said.split()), text, path, line, at=at or Spot(line, 1), begins=begins)
