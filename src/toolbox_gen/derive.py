"""What follows from the declaration of a content type: its reference table, and the scaffold of a new document."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolbox_gen.fields import Common
from toolbox_gen.model import Kind
from toolbox_gen.schema import Record, json_schema, record_in, reference_in

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Row:
    """A field: its name with those around it, what can stand in it, whether it must, and what it is for."""

    name: str
    sort: str
    required: bool
    help: str


def rows(model: type[Record], *, around: str = "", seen: tuple[type[Record], ...] = ()) -> Iterator[Row]:
    """The fields of a model in the order of its declaration, each followed by those inside it."""
    schema = json_schema(model)
    if "$ref" in schema:  # a model that holds itself is told as one of the definitions
        schema = schema["$defs"][schema["$ref"].rpartition("/")[2]]
    for name, info in model.model_fields.items():
        written = info.alias or name
        shape = schema["properties"][written]
        path = f"{around}{written}"
        yield Row(path, _sort(shape, schema, reference_in(info)), info.is_required(), info.description or "")
        inner = record_in(info.annotation)
        if inner is not None and inner not in seen:
            yield from rows(inner, around=f"{path}.", seen=(*seen, model, inner))


def _sort(shape: Mapping[str, Any], schema: Mapping[str, Any], reference: str) -> str:
    """What can stand in a field, in words."""
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return _RECORDS.get(name, "fields")
    if "anyOf" in shape:
        return " or ".join(_sort(s, schema, reference) for s in shape["anyOf"] if s.get("type") != "null")
    if "enum" in shape:
        return " · ".join(f"`{value}`" for value in shape["enum"])
    if "const" in shape:
        return f"`{shape['const']}`"
    if shape.get("type") == "array":
        return f"list: {_sort(shape.get('items', {}), schema, reference)}"
    if reference:
        return reference
    sort: Any = shape.get("type", "text")
    if isinstance(sort, list):
        return "minutes"
    if sort == "string" and "pattern" in shape and "\\d{4}" in shape["pattern"]:
        return "date"
    if sort == "string":
        return f"text ≤ {shape['maxLength']}" if "maxLength" in shape else "text"
    return _SORTS[sort]


_SORTS = {"integer": "number", "number": "number", "boolean": "true · false", "object": "fields"}
_RECORDS = {"Duration": "duration", "GroupSize": "group size"}


def reference(kinds: Sequence[Kind], others: Mapping[str, type[Record]]) -> str:
    """`docs/fields.md`: a table per content type, and those of other files."""
    parts = ["# The fields", "", _INTRO, ""]
    common = set(Common.model_fields)
    for kind in kinds:
        own = [row for row in rows(kind.record) if row.name.partition(".")[0] not in common]
        parts += [
            f"## {kind.folder}",
            "",
            f"One file per document: `content/{kind.folder}/SLUG.md`.",
            "",
            *_table(own),
            "",
        ]
    parts += ["## common to all", "", *_table(rows(Common)), ""]
    for title, record in others.items():
        parts += [f"## {title}", "", *_table(rows(record)), ""]
    return "\n".join(parts)


_INTRO = """This page is made from the declarations in `src/toolbox_gen` (`pytest --update-golden` writes it anew).
A field in **bold** must be given. A dot means a field inside another; where a list is expected, one value may stand
alone. A date is `2024`, `2024-05` or `2024-05-31`. A duration is in minutes (`45`, `30-60`) or as people write it
(`1u30`, `1h30`, `2 uur`, `1/2 dag`), alone or under `time` beside `per_person` and `prep`. A group size is `12`,
`8-20` or `8+`."""


def _table(found: Iterator[Row] | Sequence[Row]) -> list[str]:
    lines = ["| field | what | for |", "|---|---|---|"]
    for row in found:
        name = f"**`{row.name}`**" if row.required else f"`{row.name}`"
        lines.append(f"| {name} | {row.sort.replace('|', '/')} | {row.help} |")
    return lines


def scaffold(kind: Kind, *, title: str, day: str, translate: Translate, body: str) -> str:
    """A new document: the fields that it must have, and the others as remarks with their help."""
    given = kind.starter(title, day)
    common = set(Common.model_fields)
    own = [row for row in rows(kind.record) if "." not in row.name and row.name != "translation"]
    lines = ["---"]
    for row in sorted(own, key=lambda row: row.name in common):
        text = translate(row.help) + (f": {row.sort.replace('`', '')}" if " · " in row.sort else "")
        if row.name in given:
            lines += [f"# {text}"] if text else []
            lines.append(f"{row.name}: {_written(given[row.name])}")
        else:
            lines.append(f"# {row.name}:  # {text}")
    return "\n".join([*lines, "---", "", *((body, "") if kind.has_pages else ())])


def _written(value: object) -> str:
    """A value as YAML that stays what it is: a text in quotes when it could be taken for something else."""
    if isinstance(value, str):
        plain = value.isascii() and value[:1].isalnum() and value.replace("-", "").isalnum()
        return value if plain else json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)
