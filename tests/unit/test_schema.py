"""Declared records: what an editor wrote becomes typed, and every fault is told at once, where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from toolbox_gen.codes import CODES
from toolbox_gen.dates import PartialDate
from toolbox_gen.fieldtypes import (
    Date,
    Duration,
    Free,
    GroupSize,
    Language,
    Line,
    Mail,
    Many,
    Minutes,
    Slug,
    Summary,
    Text,
    Texts,
    Title,
    Truth,
    Url,
)
from toolbox_gen.problems import Spot, explain, problem
from toolbox_gen.schema import (
    Fault,
    Field,
    File,
    Record,
    Ref,
    dump,
    json_schema,
    mentions,
    record_in,
    reference_in,
    references_of,
    validate,
)


class Use(Record):
    tool: Annotated[Line, Ref("tool")]
    result: Literal["helped", "mixed", "did-not-help"] | None = None
    note: Text | None = None


class Picture(Record):
    src: Annotated[Line, File("image")]
    alt: Line


class Thing(Record):
    title: Annotated[Title, Field(description="the title")]
    from_: Annotated[Date | None, Field(alias="from")] = None
    summary: Summary | None = None
    slug: Slug | None = None
    url: Url | None = None
    mail: Mail | None = None
    language: Language | None = None
    sure: Truth = False
    minutes: Minutes | None = None
    duration: Duration | None = None
    people: GroupSize | None = None
    count: Annotated[int, Field(ge=1, le=9)] = 1
    height: Annotated[float | None, Field(ge=-90, le=90)] = None
    labels: Texts = {}
    extra: Annotated[Free, Field()] = {}
    themes: Many[Annotated[Line, Ref("themes")]] = ()
    uses: Many[Use] = ()
    best: Use | None = None
    next: Annotated[Slug | None, Ref("same", acyclic=True)] = None
    pictures: Many[Picture] = ()
    file: Annotated[Line | None, File("file")] = None

    def faults(self, headings: Sequence[str] = ()) -> Iterator[Fault]:
        if self.title == "Forbidden" or "Forbidden" in headings:
            yield Fault(("title",), "empty-value", {"name": "title"})


def faults(**values: Any) -> list[tuple[tuple[str | int, ...], str]]:
    given = {"title": "A", **{name.rstrip("_"): value for name, value in values.items()}}
    return [(fault.path, fault.code) for fault in validate(Thing, given).faults]


def value_of(name: str, written: Any) -> Any:
    read = validate(Thing, {"title": "A", name: written})
    assert read.record is not None, read.faults
    return getattr(read.record, name)


def test_a_record_without_faults() -> None:
    read = validate(Thing, {"title": " Samen\n eten ", "from": "2024-05", "uses": "deep-democracy"} | {"uses": []})
    assert read.record is read.partial
    assert not read.faults
    assert read.partial.title == "Samen eten"
    assert read.partial.from_ == PartialDate(2024, 5)
    with pytest.raises(ValidationError):
        read.partial.title = "other"


def test_all_faults_are_told_and_the_rest_is_read() -> None:
    values = {"titel": "x", "from": "gisteren", "count": "12", "themes": ["a", ""], "summary": "y"}
    read = validate(Thing, values)
    assert {(fault.path, fault.code) for fault in read.faults} == {
        (("titel",), "unknown-field"),
        (("from",), "wrong-date"),
        (("count",), "wrong-number"),
        (("themes", 1), "empty-value"),
    }
    assert read.record is None
    assert read.partial.summary == "y"
    assert read.partial.count == 1
    assert read.partial.title is None


def test_rules_across_fields_are_judged_in_the_same_run() -> None:
    read = validate(Thing, {"title": "Forbidden", "count": "12"})
    assert [fault.code for fault in read.faults] == ["wrong-number", "empty-value"]
    assert validate(Thing, {"title": "A"}, headings=["Forbidden"]).record is None


def test_of_a_field_that_could_not_be_read_no_rule_speaks() -> None:
    assert faults(title=["Forbidden"]) == [(("title",), "expected-text")]


def test_an_empty_value_counts_as_not_given() -> None:
    assert faults(title="") == [(("title",), "missing-field")]
    assert faults(summary="", best={"tool": "x", "note": ""}) == []


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("sure", "ja", True),
        ("sure", "Yes", True),
        ("sure", "oui", True),
        ("sure", "nee", False),
        ("sure", "false", False),
        ("minutes", "1u30", 90),
        ("count", "3", 3),
        ("height", "51.05", 51.05),
        ("themes", "one", ("one",)),
        ("themes", ["one", "two"], ("one", "two")),
        ("labels", "Inclusie", {"": "Inclusie"}),
        ("labels", {"nl": "Inclusie"}, {"nl": "Inclusie"}),
        ("extra", {"a": ["b", {"c": "d"}]}, {"a": ["b", {"c": "d"}]}),
        ("url", "https://x.example/?a=b#c", "https://x.example/?a=b#c"),
        ("url", "https://x.example:8443", "https://x.example:8443"),
        ("url", "https://é.example/ü", "https://é.example/ü"),
        ("mail", "team@post.example.org", "team@post.example.org"),
        ("language", "pt-BR", "pt-BR"),
        ("slug", "a-b", "a-b"),
    ],
)
def test_what_may_be_written(name: str, written: Any, value: Any) -> None:
    assert value_of(name, written) == value


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("title", "x" * 121, "too-long"),
        ("summary", "x" * 301, "too-long"),
        ("title", " ", "empty-value"),
        ("title", "a\u202eb", "bidi-control"),
        ("title", ["a"], "expected-text"),
        ("uses", "deep", "expected-mapping"),
        ("labels", ["a"], "expected-mapping"),
        ("extra", "a", "expected-mapping"),
        ("slug", "Deep Democracy", "wrong-slug"),
        ("url", "http://x.example", "url-not-https"),
        ("url", "x.example", "wrong-url"),
        ("url", "https://x", "wrong-url"),
        ("url", "https://x .example", "wrong-url"),
        ("url", "https://[x.example/", "wrong-url"),
        ("url", "https://a@x.example/", "wrong-url"),
        ("url", "https://?x.example", "wrong-url"),
        ("url", "javascript:alert(1)//https://x.example", "wrong-url"),
        ("mail", "team", "wrong-mail"),
        ("mail", "a@b@c.example", "wrong-mail"),
        ("mail", "a@.", "wrong-mail"),
        ("mail", "a@b.example?bcc=c@d.example", "wrong-mail"),
        ("mail", "a b@c.example", "wrong-mail"),
        ("language", "Nederlands", "unknown-language"),
        ("sure", "misschien", "wrong-choice"),
        ("sure", ["ja"], "wrong-choice"),
        ("minutes", "30-60", "wrong-minutes"),
        ("minutes", "lang", "wrong-minutes"),
        ("minutes", ["1"], "wrong-minutes"),
        ("count", "0", "wrong-number"),
        ("count", "drie", "wrong-number"),
        ("count", "1.5", "wrong-number"),
        ("count", "9" * 5000, "wrong-number"),
        ("height", "91", "wrong-number"),
        ("height", "nan", "wrong-number"),
        ("from_", "31/5/2024", "wrong-date"),
        ("from_", ["2024"], "wrong-date"),
        ("duration", "lang", "wrong-duration"),
        ("duration", {"time": ["x"]}, "wrong-duration"),
        ("duration", {"prep": "5"}, "missing-one-of"),
        ("duration", {"min": "60", "max": "30"}, "wrong-range"),
        ("duration", {"time": "60", "sessions": {"count": "3", "each": "60"}}, "one-of-two"),
        ("duration", ["30"], "expected-mapping"),
        ("people", "veel", "wrong-group-size"),
        ("people", {}, "missing-one-of"),
        ("people", {"min": "9", "max": "8"}, "wrong-range"),
        ("people", {"min": "0"}, "wrong-number"),
    ],
)
def test_what_may_not_be_written(name: str, written: Any, code: str) -> None:
    found = faults(**{name: written})
    assert [told for _, told in found] == [code]
    assert found[0][0][0] == name.rstrip("_")


def test_a_wrong_choice_names_the_nearest() -> None:
    (fault,) = validate(Thing, {"title": "A", "best": {"tool": "x", "result": "helpt"}}).faults
    assert fault.path == ("best", "result")
    assert fault.values["nearest"] == "helped"
    assert fault.values["choices"] == "helped, mixed, did-not-help"


def test_an_unknown_field_names_the_nearest_of_where_it_stands() -> None:
    (fault,) = validate(Thing, {"title": "A", "uses": [{"tool": "x", "notes": "y"}]}).faults
    assert fault.path == ("uses", 0, "notes")
    assert fault.at_key
    assert fault.values["nearest"] == "note"


def test_numbers_say_their_bounds() -> None:
    (low,) = validate(Thing, {"title": "A", "count": "0"}).faults
    assert low.values["bounds"] == "≥ 1"


def test_a_long_value_is_told_in_short() -> None:
    (fault,) = validate(Thing, {"title": "A", "from": "x" * 200}).faults
    assert len(fault.values["value"]) == 60


def test_an_insecure_address_and_a_title_come_with_what_to_type() -> None:
    (fault,) = validate(Thing, {"title": "A", "url": "http://x.example/a"}).faults
    assert fault.values["secure"] == "https://x.example/a"
    (fault,) = validate(Thing, {"title": "A", "slug": "Deep Démocratie"}).faults
    assert fault.values["slug"] == "deep-democratie"


VALUES = st.recursive(
    st.one_of(st.text(max_size=12), st.sampled_from(["ja", "2024", "30-60", "8+", "x", "https://x.example"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["tool", "min", "time", "sessions", "src", "nl"]), inner, max_size=3),
    ),
    max_leaves=6,
)
NAMES = st.sampled_from([info.alias or name for name, info in Thing.model_fields.items()])


@given(st.dictionaries(NAMES, VALUES, max_size=8))
def test_whatever_is_written_is_read_or_told(values: Mapping[str, Any]) -> None:
    read = validate(Thing, values)
    assert (read.record is None) == bool(read.faults)
    for fault in read.faults:
        assert fault.code in CODES
        said = explain(problem("x.md", Spot(1, 1), fault.code, **fault.values), lambda text: text)
        assert said.message
        if fault.path and not fault.at_key:
            assert fault.path[0] in values


def test_what_a_record_refers_to_in_the_order_of_its_fields() -> None:
    values = {
        "title": "A",
        "themes": ["work"],
        "uses": [{"tool": "x", "note": "n"}, {"tool": "y"}],
        "best": {"tool": "z"},
        "next": "b",
        "pictures": {"src": "a.jpg", "alt": "a"},
        "file": "c.pdf",
    }
    record = validate(Thing, values).record
    assert record is not None
    found = list(mentions(record))
    assert [(one.path, one.name, one.mark) for one in found] == [
        (("themes", 0), "work", Ref("themes")),
        (("uses", 0, "tool"), "x", Ref("tool")),
        (("uses", 1, "tool"), "y", Ref("tool")),
        (("best", "tool"), "z", Ref("tool")),
        (("next",), "b", Ref("same", acyclic=True)),
        (("pictures", 0, "src"), "a.jpg", File("image")),
        (("file",), "c.pdf", File("file")),
    ]
    assert found[1].around == record.uses[0]


def test_what_a_model_may_refer_to() -> None:
    assert {mark.target for mark in references_of(Thing)} == {"themes", "tool", "same"}
    fields = Thing.model_fields
    assert reference_in(fields["themes"]) == "name (themes)"
    assert reference_in(fields["next"]) == "name (another of its kind)"
    assert reference_in(fields["file"]) == "path of a file"
    assert reference_in(Picture.model_fields["src"]) == "path of an image"
    assert reference_in(fields["title"]) == ""


def test_the_record_inside_a_field() -> None:
    assert record_in(Thing.model_fields["uses"].annotation) is Use
    assert record_in(Thing.model_fields["best"].annotation) is Use
    assert record_in(Thing.model_fields["title"].annotation) is None


def test_a_record_has_no_rules_of_its_own_unless_it_says_so() -> None:
    assert list(Use(tool="x").faults()) == []


def test_the_json_schema_of_what_an_editor_writes() -> None:
    schema = json_schema(Thing)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate({"title": "A", "from": "2024-05", "extra": {"own": 1}, "minutes": "1u30"}, schema)
    for wrong in ({}, {"title": "A", "titel": "B"}, {"title": "A", "count": 12}, {"title": "A", "from": "gisteren"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_a_record_may_be_made_from_values_that_are_typed_already() -> None:
    found = Thing.model_validate({"title": "A", "from": PartialDate(2024), "sure": True, "minutes": 90})
    assert (found.from_, found.sure, found.minutes) == (PartialDate(2024), True, 90)


def test_a_record_as_plain_values() -> None:
    read = validate(Thing, {"title": "A", "from": "2024-05", "themes": "x", "duration": "30-60"})
    values = dump(read.partial)
    assert values["themes"] == ["x"]
    assert values["duration"] == {"min": 30, "max": 60}
    assert "2024-05" in values.values()
    assert "count" not in values
    jsonschema.Draft202012Validator.check_schema(json_schema(Thing, of_output=True))
