"""The one home of pydantic: how a content type is declared, and how what an editor wrote becomes typed.

A content type is a frozen `Record`. Its fields' annotations give type, bounds, references and help text; from them come
validation, links, JSON Schema, scaffold and reference tables. `validate` returns every fault at once, together with as
much of the record as could be understood, so that rules across fields and references are judged in the same run.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Generic, Literal, TypeVar, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
    create_model,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from toolbox_gen.dates import PartialDate, parse_date
from toolbox_gen.frontmatter import Path, Value
from toolbox_gen.problems import nearest
from toolbox_gen.quantities import parse_minutes, parse_people
from toolbox_gen.urls import is_slug, slugify

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


class Record(BaseModel):
    """What every declared thing is: frozen, and an unknown field is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

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
    """Read values by a model. An empty value counts as not given."""
    given = {name: _given(value) for name, value in values.items() if value != ""}
    faults: list[Fault] = []
    record: R | None = None
    try:
        record = model.model_validate(given)
        partial = record
    except ValidationError as error:
        faults = [_fault(model, dict(e)) for e in error.errors(include_url=False)]
        wrong = {fault.path[0] for fault in faults if fault.path}
        partial = _relaxed(model).model_validate({n: v for n, v in given.items() if n not in wrong})
    broken = {fault.path[0] for fault in faults if fault.path}
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
    "string_pattern_mismatch": "unknown-language",
}
"""Pydantic's complaints that need nothing but a name; the only texts with a pattern are language codes."""
_BOUNDS = (("gt", ">"), ("ge", "≥"), ("le", "≤"))


def _fault(model: type[Record], error: dict[str, Any]) -> Fault:
    """One of pydantic's errors in our terms."""
    loc: Path = tuple(part for part in error["loc"] if isinstance(part, (str, int)))
    kind, context = error["type"], error.get("ctx") or {}
    name = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    written = _short(error.get("input"))
    if kind == "missing":
        return Fault(loc, "missing-field", {"name": name}, at_key=True)
    if kind == "extra_forbidden":
        known = _field_names(model, loc[:-1])
        near = nearest(name, known)
        values = {"name": name, "nearest": near, "known": ", ".join(known)}
        values["own"] = "extra" if "extra" in known else ""
        return Fault(loc, "unknown-field", values, at_key=True)
    if kind == "literal_error":
        choices = _choices(str(context["expected"]))
        values = {
            "name": name,
            "value": written,
            "nearest": nearest(written, choices),
            "choices": ", ".join(choices),
        }
        return Fault(loc, "wrong-choice", values)
    if kind == "string_too_long":
        length = str(len(str(error["input"]).strip()))
        return Fault(loc, "too-long", {"name": name, "most": str(context["max_length"]), "length": length})
    if "code" in context:
        values = {key: str(value) for key, value in context.items() if key != "code"}
        return Fault(loc, context["code"], {"name": name, "value": written, **values})
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
        return Fault(loc, "yaml-colon", {"line": _short(line)})
    return Fault(loc, "expected-list" if isinstance(loc[-1], int) else "expected-text", {"name": name})


def fault(code: str, **values: object) -> PydanticCustomError:
    """What a field's own check raises: a problem code with its words (`name` and `value` are filled in)."""
    return PydanticCustomError("fault", "{code}", {"code": code, **{k: str(v) for k, v in values.items()}})


def _short(value: object) -> str:
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


# ------------------------------------------------------------------------------------------------- field types

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def _line(text: str) -> str:
    """One line of text: white space folded, no marks that turn its direction round."""
    if _BIDI & set(text):
        raise fault("bidi-control")
    return " ".join(text.split())


def _one(value: object) -> object:
    """A single text where a list may stand is a list of one."""
    return [value] if isinstance(value, (str, Mapping)) else value


_URL = re.compile(r"https://[\w-]+(?:\.[\w-]+)+\.?(?::[0-9]{1,5})?(?:[/?#]\S*)?\Z")
_MAIL = re.compile(r"[^\s@<>()\",;:?&%]+@[\w-]+(?:\.[\w-]+)+\Z")


def _slug(text: str) -> str:
    if not is_slug(text):
        raise fault("wrong-slug", slug=slugify(text))
    return text


def _url(text: str) -> str:
    if text.startswith("http://"):
        raise fault("url-not-https", secure="https" + text[4:])
    if not _URL.match(text):
        raise fault("wrong-url")
    return text


def _date(value: object) -> object:
    if isinstance(value, PartialDate):
        return value
    date = parse_date(value) if isinstance(value, str) else None
    if date is None:
        raise fault("wrong-date")
    return date


_TRUTHS = {
    "true": True,
    "yes": True,
    "ja": True,
    "oui": True,
    "false": False,
    "no": False,
    "nee": False,
    "non": False,
}


def _truth(value: object) -> object:
    if isinstance(value, bool):
        return value
    truth = _TRUTHS.get(value.lower()) if isinstance(value, str) else None
    if truth is None:
        raise fault("wrong-choice", choices="true, false", nearest="")
    return truth


def _minutes(value: object) -> object:
    if isinstance(value, int):
        return value
    found = parse_minutes(value) if isinstance(value, str) else None
    if found is None or found[0] != found[1]:
        raise fault("wrong-minutes")
    return found[0]


def _mail(text: str) -> str:
    if not _MAIL.match(text):
        raise fault("wrong-mail")
    return text


Text = Annotated[str, StringConstraints(min_length=1)]
Line = Annotated[str, StringConstraints(min_length=1), AfterValidator(_line)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(_line)]
Summary = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(_line)]
Slug = Annotated[str, AfterValidator(_slug)]
Url = Annotated[str, AfterValidator(_url)]
Mail = Annotated[str, AfterValidator(_mail)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,8})*$")]
Truth = Annotated[bool, BeforeValidator(_truth)]
Minutes = Annotated[int, BeforeValidator(_minutes), WithJsonSchema({"type": ["integer", "string"]}, mode="validation")]
Date = Annotated[
    PartialDate,
    BeforeValidator(_date),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}(-\d{1,2}(-\d{1,2})?)?$",
            "examples": ["2024", "2024-05", "2024-05-31"],
        }
    ),
]
Free = Annotated[dict[str, Any], WithJsonSchema({"type": "object"})]

Texts = Annotated[dict[str, Line], BeforeValidator(lambda value: {"": value} if isinstance(value, str) else value)]
"""A text per language; a single text is that of every language."""

T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_one)]
"""A list of T; one alone may stand without a dash."""


class Sessions(Record):
    """A series of meetings."""

    count: Annotated[int, Field(ge=1, le=1000)]
    interval: Literal["daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly"] | None = None
    each: "Duration | None" = None


class Duration(Record):
    """How long something takes, in minutes: from `min` to `max`, `prep` beforehand, or a series of `sessions`."""

    min: Minutes | None = None
    max: Minutes | None = None
    per_person: Truth = False
    prep: Minutes | None = None
    sessions: Sessions | None = None

    @model_validator(mode="before")
    @classmethod
    def _as_written(cls, value: object) -> object:
        """`30-60` or `1u30` as it stands, or under `time` beside `per_person` and `prep`."""
        if isinstance(value, str):
            value = {"time": value}
        if isinstance(value, Mapping) and "time" in value:
            found = parse_minutes(value["time"]) if isinstance(value["time"], str) else None
            if found is None:
                raise fault("wrong-duration", value=_short(value["time"]))
            rest = {name: inner for name, inner in value.items() if name != "time"}
            return {"min": found[0], "max": found[1], **rest}
        return value

    @model_validator(mode="after")
    def _whole(self) -> "Duration":
        if self.min is None and self.max is None and self.sessions is None:
            raise fault("missing-one-of", first="time", second="sessions")
        if self.sessions and not (self.min is None and self.max is None):
            raise fault("one-of-two", first="time", second="sessions")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise fault("wrong-range", low=self.min, high=self.max)
        return self


class GroupSize(Record):
    """How many people: from `min` to `max`; without `max`, as many as come."""

    min: Annotated[int, Field(ge=1, le=99999)] | None = None
    max: Annotated[int, Field(ge=1, le=99999)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _as_written(cls, value: object) -> object:
        if isinstance(value, str):
            found = parse_people(value)
            if found is None:
                raise fault("wrong-group-size", value=_short(value))
            return {"min": found[0], "max": found[1]}
        return value

    @model_validator(mode="after")
    def _whole(self) -> "GroupSize":
        if self.min is None and self.max is None:
            raise fault("missing-one-of", first="min", second="max")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise fault("wrong-range", low=self.min, high=self.max)
        return self


Sessions.model_rebuild()


# ------------------------------------------------------------------------------------------------- JSON Schema


def json_schema(model: type[Record], *, of_output: bool = False) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what an editor writes, or of what the export holds."""
    return model.model_json_schema(mode="serialization" if of_output else "validation")


def dump(record: Record) -> dict[str, Any]:
    """A record as plain JSON values, without what was not given."""
    return record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
