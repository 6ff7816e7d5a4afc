"""What follows from a declaration: the reference table and the scaffold."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox_gen import frontmatter
from toolbox_gen.derive import Row, reference, rows, scaffold
from toolbox_gen.fields import Common
from toolbox_gen.fieldtypes import Date, Duration, Free, GroupSize, Line, Many, Minutes, Title, Truth
from toolbox_gen.frontmatter import Split
from toolbox_gen.model import Document, Kind
from toolbox_gen.schema import Field, File, Record, Ref, validate
from toolbox_gen.site import Site


class Step(Record):
    text: Annotated[Line, Field(description="what to do")]
    minutes: Minutes | None = None


class Recipe(Common):
    title: Annotated[Title, Field(description="the title")]
    from_: Annotated[Date | None, Field(alias="from", description="when")] = None
    sort: Literal["soup", "bread"] = "soup"
    only: Literal["one"] | None = None
    steps: Annotated[Many[Step], Field(description="how a | b")] = ()
    time: Duration | None = None
    people: GroupSize | None = None
    count: int = 1
    weight: float | None = None
    warm: Truth = False
    own: Annotated[Free, Field()] = {}
    tags: Many[Annotated[Line, Ref("tags")]] = ()
    like: Annotated[Line | None, Ref("same")] = None
    photo: Annotated[Line | None, File("image")] = None
    leaflet: Annotated[Line | None, File("file")] = None


def nothing(document: Document, site: Site) -> Any:
    raise NotImplementedError


KIND = Kind(
    name="recipe", folder="recipes", record=Recipe, template="recipe.html", card=nothing, page=nothing, one="Recipe",
    plural="Recipes", starter=lambda title, day: {"title": title, "from": day, "status": "draft", "tags": []},
)  # fmt: skip


def test_each_field_with_what_can_stand_in_it() -> None:
    found = {row.name: row.sort for row in rows(Recipe)}
    assert {name: found[name] for name in [info.alias or name for name, info in Recipe.model_fields.items()][-15:]} == {
        "title": "text ≤ 120",
        "from": "date",
        "sort": "`soup` · `bread`",
        "only": "`one`",
        "steps": "list: fields",
        "time": "duration",
        "people": "group size",
        "count": "number",
        "weight": "number",
        "warm": "true · false",
        "own": "fields",
        "tags": "list: name (tags)",
        "like": "name (another of its kind)",
        "photo": "path of an image",
        "leaflet": "path of a file",
    }
    assert found["steps.minutes"] == "minutes"


def test_a_field_says_whether_it_must_be_given_and_what_for() -> None:
    found = {row.name: row for row in rows(Recipe)}
    assert found["title"] == Row("title", "text ≤ 120", True, "the title")
    assert found["steps.text"].required
    assert not found["steps"].required


def test_fields_inside_a_field_follow_it() -> None:
    names = [row.name for row in rows(Recipe)]
    assert names[names.index("steps") : names.index("steps") + 3] == ["steps", "steps.text", "steps.minutes"]


def test_a_record_inside_itself_ends() -> None:
    names = [row.name for row in rows(Duration)]
    assert "sessions.each" in names
    assert len(names) < 20


def test_the_reference_has_a_table_for_each_sort_of_file() -> None:
    text = reference([KIND], {"site.yaml": Step})
    assert text.index("## recipes") < text.index("## common to all") < text.index("## site.yaml")
    assert "| **`title`** | text ≤ 120 | the title |" in text
    assert "| `sort` | `soup` · `bread` |  |" in text
    assert text.count("| `publish_on` ") == 1


def values_of(text: str) -> dict[str, Any]:
    parts = frontmatter.split(text, "x.md")
    assert isinstance(parts, Split)
    loaded = frontmatter.load(parts.yaml, "x.md")
    assert not loaded.problems, text
    return loaded.values


def test_a_scaffold_is_a_document_that_is_fine_as_it_is() -> None:
    text = scaffold(KIND, title="Soep: een verhaal", day="2026-06-01", translate=str.upper, body="Write here.")
    values = values_of(text)
    assert values == {"title": "Soep: een verhaal", "from": "2026-06-01", "status": "draft", "tags": []}
    assert validate(Recipe, values).record is not None
    assert text.endswith("---\n\nWrite here.\n")
    assert "# THE TITLE\ntitle:" in text
    assert "# steps:  # HOW A | B\n" in text


def test_a_scaffold_shows_every_field_once_its_own_before_the_common_ones() -> None:
    text = scaffold(KIND, title="A", day="2026", translate=lambda text: text, body="")
    for row in rows(Recipe):
        if "." not in row.name:
            times = text.count(f"\n{row.name}: ") + text.count(f"\n# {row.name}:  # ")
            assert times == (row.name != "translation"), row.name  # an original is none
    assert text.index("# leaflet:") < text.index("# publish_on:")


@pytest.mark.parametrize(
    "title", ["nee", "2024", "# x", "a #b", "- a", "---", "a: b", '"', "'", "\\", "{{ x }}", "*a", "é", "-", "null"]
)
def test_a_title_stays_what_it_is(title: str) -> None:
    text = scaffold(KIND, title=title, day="2026", translate=lambda text: text, body="")
    assert values_of(text)["title"] == title


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=40))
def test_any_title_stays_what_it_is(title: str) -> None:
    text = scaffold(KIND, title=title, day="2026", translate=lambda text: text, body="")
    assert values_of(text)["title"] == title
