"""The types that fields may have: texts of several sorts, dates, durations, group sizes.

Each turns what an editor wrote into a value or says with a problem code what is wrong with it. `schema` and this module
are the home of pydantic.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from toolbox_gen import languages
from toolbox_gen.dates import PartialDate, meant_date, parse_date
from toolbox_gen.marking import N_
from toolbox_gen.quantities import parse_minutes, parse_people
from toolbox_gen.schema import Record, Tongue, fault, short
from toolbox_gen.urls import is_slug, slugify

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def turns(text: str) -> bool:
    """Whether an invisible mark turns the direction of a text, or of a part of it."""
    return not text.isascii() and not _BIDI.isdisjoint(text)


def _line(text: str) -> str:
    """One line of text: white space folded, no marks that turn its direction round."""
    if turns(text):
        raise fault("bidi-control")
    return " ".join(text.split())


def _one(value: object) -> object:
    """A single text where a list may stand is a list of one."""
    return [value] if isinstance(value, (str, Mapping)) else value


_HOST = re.compile(r"https://[\w-]+(?:\.[\w-]+)+\.?(?::[0-9]{1,5})?(?=[/?#]|\Z)", re.I)
_SPACE = re.compile(r"\s")
_MAIL = re.compile(r"[^\s@<>()\",;:?&%]+@[\w-]+(?:\.[\w-]+)+\Z")


def _slug(text: str) -> str:
    if not is_slug(text):
        raise fault("wrong-slug", slug=slugify(text))
    return text


def _url(text: str) -> str:
    if text.startswith("http://"):
        raise fault("url-not-https", secure="https" + text[4:])
    if turns(text):
        raise fault("bidi-control")
    if not is_address(text) or _SPACE.search(text):
        raise fault("wrong-url")
    return text


def is_address(text: str) -> bool:
    """Whether a text begins as an address on the web does: `https`, a host by name and nothing before it."""
    return bool(_HOST.match(text))


def _date(value: object) -> object:
    if isinstance(value, PartialDate):
        return value
    date = parse_date(value) if isinstance(value, str) else None
    if date is None:
        meant = meant_date(value) if isinstance(value, str) else None
        raise fault("wrong-date", nearest=meant or "")
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


def _language(code: str) -> str:
    if not languages.is_language(code):
        raise fault("unknown-language", language=short(code), nearest=languages.meant(code))
    return code


def _language_or_all(code: str) -> str:
    return code and _language(code)


def _mail(text: str) -> str:
    if not _MAIL.match(text):
        raise fault("wrong-mail")
    return text


Text = Annotated[str, StringConstraints(min_length=1), Tongue.TEXT]
Line = Annotated[str, StringConstraints(min_length=1), AfterValidator(_line), Tongue.TEXT]
Title = Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(_line), Tongue.TEXT]
Summary = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(_line), Tongue.TEXT]
Slug = Annotated[str, AfterValidator(_slug)]
Url = Annotated[str, AfterValidator(_url)]
Mail = Annotated[str, AfterValidator(_mail)]
Language = Annotated[
    str, AfterValidator(_language), WithJsonSchema({"type": "string", "pattern": f"^{languages.FORM}$"})
]
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

_Key = Annotated[str, AfterValidator(_language_or_all)]
Texts = Annotated[dict[_Key, Line], BeforeValidator(lambda value: {"": value} if isinstance(value, str) else value)]
"""A text per language; a single text is that of every language."""

Titles = Annotated[dict[_Key, Title], BeforeValidator(lambda value: {"": value} if isinstance(value, str) else value)]
Summaries = Annotated[
    dict[_Key, Summary], BeforeValidator(lambda value: {"": value} if isinstance(value, str) else value)
]
"""The same of titles, and of descriptions."""

T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_one)]
"""A list of T; one alone may stand without a dash."""


class Sessions(Record):
    """A series of meetings."""

    count: Annotated[int, Field(ge=1, le=1000, description=N_("how many meetings"))]
    interval: Annotated[
        Literal["daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly"] | None,
        Field(description=N_("how often")),
    ] = None
    each: "Annotated[Duration | None, Field(description=N_('how long each takes'))]" = None


class Duration(Record):
    """How long something takes, in minutes: from `min` to `max`, `prep` beforehand, or a series of `sessions`."""

    min: Annotated[Minutes | None, Field(description=N_("at least so long"))] = None
    max: Annotated[Minutes | None, Field(description=N_("at most so long"))] = None
    per_person: Annotated[Truth, Field(description=N_("whether it is the time of each person"))] = False
    prep: Annotated[Minutes | None, Field(description=N_("preparation beforehand"))] = None
    sessions: Annotated[Sessions | None, Field(description=N_("a series of meetings"))] = None

    @model_validator(mode="before")
    @classmethod
    def _as_written(cls, value: object) -> object:
        """`30-60` or `1u30` as it stands, or under `time` beside `per_person` and `prep`."""
        if isinstance(value, str):
            value = {"time": value}
        if isinstance(value, Mapping) and "time" in value:
            found = parse_minutes(value["time"]) if isinstance(value["time"], str) else None
            if found is None:
                raise fault("wrong-duration", value=short(value["time"]))
            if "min" in value or "max" in value:
                raise fault("one-of-two", first="time", second="min" if "min" in value else "max")
            rest = {name: inner for name, inner in value.items() if name != "time"}
            return {"min": found[0], "max": found[1], **rest}
        return value

    @model_validator(mode="after")
    def _whole(self) -> "Duration":
        if self.min is None and self.max is None and self.sessions is None:
            raise fault("missing-one-of", first="time", second="sessions")
        if self.sessions and self.sessions.each and not (self.min is None and self.max is None):
            raise fault("one-of-two", first="time", second="each")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise fault("wrong-range", low=self.min, high=self.max)
        return self


class GroupSize(Record):
    """How many people: from `min` to `max`; without `max`, as many as come."""

    min: Annotated[Annotated[int, Field(ge=1, le=99999)] | None, Field(description=N_("at least so many"))] = None
    max: Annotated[Annotated[int, Field(ge=1, le=99999)] | None, Field(description=N_("at most so many"))] = None

    @model_validator(mode="before")
    @classmethod
    def _as_written(cls, value: object) -> object:
        if isinstance(value, str):
            found = parse_people(value)
            if found is None:
                raise fault("wrong-group-size", value=short(value))
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
