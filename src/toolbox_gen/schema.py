"""The one home of pydantic: how a content type is declared, and how what an editor wrote becomes typed.

A content type is a frozen `Record`. Its fields' annotations give type, bounds, references and help text; from them come
validation, links, JSON Schema, scaffold and reference tables. `validate` returns every fault at once, together with as
much of the record as could be understood, so that rules across fields and references are judged in the same run.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    create_model,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from toolbox_gen.frontmatter import Path, Value
from toolbox_gen.problems import nearest

MOST_GUESSES = 50
"""Of how many faults of a record it is looked for what was meant."""

__all__ = ["AfterValidator", "Field", "model_validator"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a value: the path to it, and a problem code with its words."""

    path: Path
    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    at_key: bool = False
    also: tuple[str, ...] = ()
    """Other fields that it judges: of what could not be read, nothing is said."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a text as the name of something: the slug of a document of a kind, or a term of a vocabulary.

    `same` stands for the kind of the document itself. With `acyclic`, following the field never leads back.
    """

    target: str
    acyclic: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """Marks a text as the path of a file: `image` (drawn on the page) or `file` (offered as a download)."""

    sort: Literal["image", "file"]


class Tongue(Enum):
    """Marks a value by what becomes of it in another language. Of marks on top of each other, the outermost counts.

    What has no mark, and each reference and file, is the same in every language.
    """

    TEXT = "text"
    """A text: each language has its own."""
    NAME = "name"
    """A text that may well be the same in another language: a name, the title of a source."""
    SAME = "same"
    """The same in every language."""
    OWN = "own"
    """Of each file its own: it may differ from the original's, and comes from there when it is left out."""


class Record(BaseModel):
    """What every declared thing is: frozen, and an unknown field is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    never_empty: ClassVar[frozenset[str]] = frozenset()
    """Fields that are a fault when they are named and left empty; of all others that counts as not given."""

    def faults(self, headings: Sequence[str] = ()) -> Iterator[Fault]:
        """Rules across fields, knowing the headings of the body. What could not be read holds its default, or None."""
        return iter(())


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Validated(Generic[R]):
    """The record when nothing is wrong with it; what could be read of it in any case; and all its faults."""

    record: R | None
    partial: R
    faults: tuple[Fault, ...]


def validate(model: type[R], values: Mapping[str, Value], *, headings: Sequence[str] = ()) -> Validated[R]:
    """Read values by a model. An empty value counts as not given, but for those of `never_empty`."""
    given = {name: _given(value) for name, value in values.items() if value != "" or name in model.never_empty}
    faults: list[Fault] = []
    record: R | None = None
    try:
        record = model.model_validate(given)
        partial = record
    except ValidationError as error:
        errors = error.errors(include_url=False)
        faults = [_fault(model, dict(e), guess=n < MOST_GUESSES) for n, e in enumerate(errors)]
        wrong = {fault.path[0] for fault in faults if fault.path}
        partial = _relaxed(model).model_validate({n: v for n, v in given.items() if n not in wrong})
    meant = {f.values.get("nearest") for f in faults if f.code == "unknown-field" and len(f.path) == 1}
    faults = [f for f in faults if not (f.code == "missing-field" and len(f.path) <= 1 and f.values["name"] in meant)]
    broken = {fault.path[0] for fault in faults if fault.path} | meant
    faults += [fault for fault in partial.faults(headings) if not broken & {*fault.path[:1], *fault.also}]
    return Validated(record if not faults else None, partial, tuple(faults))


def _given(value: Value) -> Value:
    """The value without mapping entries that were left empty."""
    if isinstance(value, dict):
        return {name: _given(inner) for name, inner in value.items() if inner != ""}
    return [_given(inner) for inner in value] if isinstance(value, list) else value


@cache
def _relaxed(model: type[R]) -> type[R]:
    """The model with nothing required, to read what is right of a record with faults."""
    optional: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if info.is_required():
            relaxed = copy(info)  # with its own checks: they are what reads a value as it was written
            relaxed.default = None
            optional[name] = (info.annotation, relaxed)
    return create_model(f"Partial{model.__name__}", __base__=model, **optional)


_SHAPES = {
    "string_type": "expected-text",
    "model_type": "expected-mapping",
    "model_attributes_type": "expected-mapping",
    "dict_type": "expected-mapping",
    "mapping_type": "expected-mapping",
    "string_too_short": "empty-value",
    "too_short": "empty-value",
    "int_type": "wrong-number",
    "int_parsing": "wrong-number",
    "int_parsing_size": "wrong-number",
    "int_from_float": "wrong-number",
    "float_type": "wrong-number",
    "float_parsing": "wrong-number",
    "finite_number": "wrong-number",
    "greater_than": "wrong-number",
    "greater_than_equal": "wrong-number",
    "less_than_equal": "wrong-number",
}
"""Pydantic's complaints that need nothing but a name."""
_BOUNDS = (("gt", ">"), ("ge", "≥"), ("le", "≤"))


def _fault(model: type[Record], error: dict[str, Any], *, guess: bool) -> Fault:
    """One of pydantic's errors in our terms; with `guess`, also what was most likely meant."""
    loc: Path = tuple(part for part in error["loc"] if isinstance(part, (str, int)) and part != "")
    kind, context = error["type"], error.get("ctx") or {}
    at_key = loc[-1:] == ("[key]",)
    loc = loc[:-1] if at_key else loc
    name = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    written = short(error.get("input"))
    if kind == "missing":
        return Fault(loc, "missing-field", {"name": name}, at_key=True)
    if kind == "extra_forbidden":
        known = _field_names(model, loc[:-1])
        near = nearest(name, known) if guess else ""
        values = {"name": name, "nearest": near, "known": ", ".join(known)}
        values["own"] = "extra" if "extra" in known else ""
        return Fault(loc, "unknown-field", values, at_key=True)
    if kind == "literal_error":
        choices = _choices(str(context["expected"]))
        values = {
            "name": name,
            "value": written,
            "nearest": nearest(written, choices) if guess else "",
            "choices": ", ".join(choices),
        }
        return Fault(loc, "wrong-choice", values)
    if kind == "string_too_long":
        length = str(len(str(error["input"]).strip()))
        return Fault(loc, "too-long", {"name": name, "most": str(context["max_length"]), "length": length})
    if "code" in context:
        values = {key: str(value) for key, value in context.items() if key != "code"}
        return Fault(loc, context["code"], {"name": name, "value": written, **values}, at_key)
    if kind == "string_type" and isinstance(error["input"], Mapping):
        return _no_text(loc, name, error["input"])
    values = {"name": name, "value": written, "language": written}
    values["bounds"] = " ".join(f"{mark} {context[key]:g}" for key, mark in _BOUNDS if key in context)
    values["known"] = ", ".join(_field_names(model, loc))
    return Fault(loc, _SHAPES[kind], values)


def _no_text(loc: Path, name: str, written: Mapping[str, object]) -> Fault:
    """Fields where a text is expected: mostly a text with a colon in it, or a list without its dashes."""
    if len(written) == 1 and all(isinstance(value, str) for value in written.values()):
        line = ": ".join(str(part) for part in next(iter(written.items())))
        return Fault(loc, "yaml-colon", {"line": short(line)})
    return Fault(loc, "expected-list" if isinstance(loc[-1], int) else "expected-text", {"name": name})


def fault(code: str, **values: object) -> PydanticCustomError:
    """What a field's own check raises: a problem code with its words (`name` and `value` are filled in)."""
    return PydanticCustomError("fault", "{code}", {"code": code, **{k: str(v) for k, v in values.items()}})


def short(value: object) -> str:
    text = value if isinstance(value, str) else "…"
    return text if len(text) <= 60 else text[:59] + "…"


def _choices(expected: str) -> list[str]:
    return [part.strip(" '") for part in expected.replace(" or ", ", ").split(", ")]


def _field_names(model: type[Record], path: Path) -> list[str]:
    """The fields that a record at `path` may have."""
    here: type[Record] | None = model
    for part in path:
        if isinstance(part, str) and here is not None:
            info = next((i for n, i in here.model_fields.items() if part in (n, i.alias)), None)
            here = record_in(info.annotation) if info else None
    fields = sorted(here.model_fields.items(), key=lambda f: not f[1].is_required()) if here is not None else []
    return [info.alias or name for name, info in fields]


def record_in(annotation: Any) -> type[Record] | None:
    """The record that a field holds, alone, optional or in a tuple."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    found = (record_in(inner) for inner in get_args(annotation))
    return next((record for record in found if record is not None), None)


# ------------------------------------------------------------------------------------------------- references


@dataclass(frozen=True, slots=True)
class Mention:
    """A marked text in a record: where it stands, what it names, and the record around it (a tool with its note)."""

    path: Path
    mark: Ref | File
    name: str
    around: Record


def mentions(record: Record, path: Path = ()) -> Iterator[Mention]:
    """Every reference and every file that a record names, in the order of its fields."""
    for name, mark in _marked(type(record)):
        value = getattr(record, name)
        at = (*path, name)
        if isinstance(value, Record):
            yield from mentions(value, at)
        elif isinstance(value, str) and mark:
            yield Mention(at, mark, value, record)
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if isinstance(item, Record):
                    yield from mentions(item, (*at, number))
                elif mark:
                    yield Mention((*at, number), mark, item, record)


def references_of(model: type[Record], seen: frozenset[type[Record]] = frozenset()) -> Iterator[Ref]:
    """Every reference that a model declares, in the records inside it too."""
    for name, mark in _marked(model):
        if isinstance(mark, Ref):
            yield mark
        inner = record_in(model.model_fields[name].annotation)
        if inner is not None and inner not in seen:
            yield from references_of(inner, seen | {model})


@cache
def _marked(model: type[Record]) -> tuple[tuple[str, Ref | File | None], ...]:
    """The fields of a model that hold a marked text or a record."""
    found = ((name, _mark(info), info) for name, info in model.model_fields.items())
    return tuple((name, mark) for name, mark, info in found if mark or record_in(info.annotation))


def reference_in(info: FieldInfo) -> str:
    """What a field refers to, in words; nothing when it refers to nothing."""
    mark = _mark(info)
    if isinstance(mark, File):
        return "path of an image" if mark.sort == "image" else "path of a file"
    return "" if mark is None else f"name ({mark.target if mark.target != 'same' else 'another of its kind'})"


def _mark(info: FieldInfo) -> Ref | File | None:
    for mark in info.metadata:
        if isinstance(mark, (Ref, File)):
            return mark
    return _mark_in(info.annotation)


def _mark_in(annotation: Any) -> Ref | File | None:
    if get_origin(annotation) is Annotated:
        for mark in annotation.__metadata__:
            if isinstance(mark, (Ref, File)):
                return mark
    found = (_mark_in(inner) for inner in get_args(annotation) if not isinstance(inner, str))
    return next((mark for mark in found if mark), None)


# ------------------------------------------------------------------------------------------------- languages


@dataclass(frozen=True, slots=True)
class Part:
    """A field as a translator sees it."""

    name: str
    """As it is written in a file."""
    attribute: str
    tongue: Tongue
    """A record or a list of records counts as a text when there is one in it."""
    inner: type[Record] | None = None
    """The record with texts that it holds."""
    is_many: bool = False
    is_key: bool = False
    """Whether an item of a list is known by it: the first of its references and files."""
    is_needed: bool = False
    """Whether there is no record without it."""

    @property
    def is_text(self) -> bool:
        return self.tongue in (Tongue.TEXT, Tongue.NAME)


@cache
def parts(model: type[Record], seen: frozenset[type[Record]] = frozenset()) -> tuple[Part, ...]:
    """The fields of a model; a record inside itself counts as without texts."""
    found: list[Part] = []
    for name, info in model.model_fields.items():
        tongue = _tongue(info)
        inner = record_in(info.annotation)
        if inner is not None and tongue in (None, Tongue.TEXT):
            holds = inner not in seen and any(part.is_text for part in parts(inner, seen | {model}))
            tongue, inner = (Tongue.TEXT, inner) if holds else (Tongue.SAME, None)
        else:
            inner = None
        is_many = _is_many(info.annotation)
        is_key = _mark(info) is not None and inner is None and not (is_many or any(part.is_key for part in found))
        written = info.alias or name
        found.append(Part(written, name, tongue or Tongue.SAME, inner, is_many, is_key, info.is_required()))
    return tuple(found)


def _tongue(info: FieldInfo) -> Tongue | None:
    found = _tongue_among(info.metadata)
    if found is None or found is Tongue.TEXT:
        found = None if _mark(info) else found or _tongue_in(info.annotation)
    return found


def _tongue_in(annotation: Any) -> Tongue | None:
    found = _tongue_among(annotation.__metadata__) if get_origin(annotation) is Annotated else None
    inner = (_tongue_in(one) for one in get_args(annotation) if not isinstance(one, str))
    return found or next((one for one in inner if one), None)


def _tongue_among(marks: Sequence[Any]) -> Tongue | None:
    return next((mark for mark in reversed(marks) if isinstance(mark, Tongue)), None)


def _is_many(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(
        _is_many(inner) for inner in get_args(annotation) if not isinstance(inner, str)
    )


# ------------------------------------------------------------------------------------------------- JSON Schema


def json_schema(model: type[Record], *, of_output: bool = False) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what an editor writes, or of what the export holds."""
    found: dict[str, Any] = json.loads(_json_schema(model, of_output=of_output))
    return found


@cache
def _json_schema(model: type[Record], *, of_output: bool) -> str:
    return json.dumps(model.model_json_schema(mode="serialization" if of_output else "validation"))


def dump(record: Record) -> dict[str, Any]:
    """A record as plain JSON values, without what was not given."""
    return record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
