"""What a translator begins with: a file with every text of the original as a remark, and the place of its translation.

And what she ends with: the block that says what the translation was made from, written into her file and nothing else.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from toolbox_gen.bodies import Heading
from toolbox_gen.frontmatter import Path, Value, load
from toolbox_gen.parse import Parsed
from toolbox_gen.problems import Spot
from toolbox_gen.schema import Part, Record, Tongue, parts
from toolbox_gen.translations import keyed, listed, names_of_body, texts

FILL = "…"
"""What stands where a translation is to be filled in; nothing with it in it is published."""
HOW = "person, machine, machine-checked"
_CLOSING = re.compile(r"-{3,}[ \t]*\Z")
_ON = re.compile(r"(\s+on:[ \t]*)([^\s#]+)(.*)\Z", re.S)


class Unwritable(Exception):
    """The front matter is of a form into which nothing can be written without touching the rest."""


def skeleton(
    model: type[Record], original: Parsed, body: str, seals: Mapping[str, str], *, day: str, intro: Sequence[str]
) -> str:
    """A translation that is still to be made: a draft, with all that depends on no language left out.

    intro: what the translator reads first, line by line.
    """
    lines = ["---", *(f"# {line}" for line in intro), "status: draft", *_fields(model, original.values, "")]
    made = block(seals, day=day, how=f'"{FILL}"  # {HOW}')
    return "\n".join([*lines, *made, "---", *_body(body, original.outline.headings), ""])


def block(seals: Mapping[str, str], *, day: str, how: str = "") -> list[str]:
    """The lines that say when and how a translation was made, and from what; not how, where nobody says."""
    return ["translation:", f"  on: {day}", *([f"  how: {how}"] if how else ()), *_seals(seals, "  ")]


def _seals(seals: Mapping[str, str], indent: str) -> list[str]:
    return [f"{indent}original:", *(f"{indent}  {name}: {seal}" for name, seal in seals.items())]


# ------------------------------------------------------------------------------------------------- to be filled in


def _fields(model: type[Record], values: Mapping[str, Value], indent: str) -> Iterator[str]:
    """The fields with texts; what may stay as it is, names above all, is left out."""
    for part in parts(model):
        value = values.get(part.name, "")
        if part.tongue is Tongue.TEXT and any(texts(model, {part.name: value}, names=False)):
            yield from _field(part, value, indent)


def _field(part: Part, value: Value, indent: str) -> Iterator[str]:
    inside = indent + "  "
    if part.inner is None and not isinstance(value, list):
        yield from _remark(f"{part.name}: {value}", indent)
        yield f'{indent}{part.name}: "{FILL}"'
        return
    yield f"{indent}{part.name}:"
    if part.inner is not None and not part.is_many:
        yield from _fields(part.inner, keyed(part.inner, value) or {}, inside)
        return
    for item in listed(value):
        if part.inner is None:
            yield from _remark(str(item), inside)
            yield f'{inside}- "{FILL}"'
        else:
            yield from _item(part.inner, keyed(part.inner, item) or {}, inside)


def _item(model: type[Record], values: Mapping[str, Value], indent: str) -> Iterator[str]:
    key = next((part.name for part in parts(model) if part.is_key), "")
    name = [f"{indent}  {key}: {values[key]}"] if values.get(key, "") else []
    begun = False
    for line in (*name, *_fields(model, values, indent + "  ")):
        is_first = not begun and not line.lstrip().startswith("#")
        yield f"{indent}- {line.lstrip()}" if is_first else line
        begun = begun or is_first
    if not begun:
        yield f"{indent}- {{}}"


def _remark(text: str, indent: str) -> Iterator[str]:
    return (f"{indent}# {line}".rstrip() for line in text.strip().split("\n"))


def _body(body: str, headings: Sequence[Heading]) -> Iterator[str]:
    """Each part of the body as a remark, with the place of its translation below it."""
    return (line for lines in _sections(body, headings) for line in lines)


def _sections(body: str, headings: Sequence[Heading]) -> Iterator[list[str]]:
    lines = body.split("\n")
    starts = [(0, ""), *((h.line - 1, _mark(lines[h.line - 1])) for h in headings if h.level == 2), (len(lines), "")]
    for (start, mark), (end, _) in pairwise(starts):
        own = "\n".join(lines[start:end]).strip("\n")
        found = ["", "<!--", own.replace("-->", "-- >"), "-->", "", *((f"{mark} {FILL}", "") if mark else ())]
        if own.strip() != own.split("\n")[0].strip() or not mark:
            found.append(FILL)
        yield found if own.strip() else []


def _mark(line: str) -> str:
    """How a heading is written: with how many signs, or underlined."""
    found = re.match(r" {0,3}(#+)", line)
    return found[1] if found else "##"


def parts_anew(model: type[Record], original: Parsed, body: str, names: Collection[str]) -> Iterator[str]:
    """Some parts of an original as a skeleton has them: the text as it is now, and the place of its translation."""
    values = {name: value for name, value in original.values.items() if name in names}
    for part in parts(model):
        if part.name in values and part.is_text:
            yield from _field(part, values[part.name], "")
    sections = _sections(body, original.outline.headings)
    for name, lines in zip(names_of_body(original.outline), sections, strict=True):
        if name in names:
            yield from lines


# ------------------------------------------------------------------------------------------------- done


def with_seals(text: str, seals: Mapping[str, str], *, day: str) -> str:
    """The text of a translation that is up to date with the original of these seals; all else of it stays as it is.

    Raises Unwritable where that cannot be done, such as for front matter within braces.
    """
    ends = "\r\n" if "\r\n" in text else "\n"
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").split("\n")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    first = next(n for n, line in enumerate(lines) if line.strip())
    last = next((n for n in range(first + 1, len(lines)) if _CLOSING.match(lines[n])), None)
    if last is None:
        raise Unwritable
    front = lines[first + 1 : last]
    before = load("\n".join(front), "")
    new = _with_block(front, before.places, before.values, seals, day)
    after = load("\n".join(new), "")
    made = after.values.pop("translation", None)
    before.values.pop("translation", None)
    is_right = isinstance(made, dict) and made.get("original", {}) == dict(seals) and made.get("on") == day
    if after.problems or after.values != before.values or not is_right:
        raise Unwritable
    return mark + ends.join([*lines[: first + 1], *new, *lines[last:]])


def _with_block(
    front: Sequence[str],
    places: Mapping[Path, tuple[Spot, Spot]],
    values: Mapping[str, Value],
    seals: Mapping[str, str],
    day: str,
) -> list[str]:
    if ("translation",) not in places:
        return [*front, *block(seals, day=day)]
    start = places["translation",][0].line - 1
    end = start + 1
    while end < len(front) and (not front[end].strip() or front[end][:1] in " \t}"):
        end += 1
    while not front[end - 1].strip():
        end -= 1
    given = values["translation"]
    own = given if isinstance(given, dict) else {}
    inside = next((path for path in places if len(path) == 2 and path[0] == "translation"), None)
    if inside is None or places[inside][0].line - 1 == start:
        how = own.get("how", "")
        return [*front[:start], *block(seals, day=day, how=str(how)), *front[end:]]
    return [*front[: start + 1], *_renewed(front[start + 1 : end], own, seals, day), *front[end:]]


def _renewed(lines: Sequence[str], own: Mapping[str, Value], seals: Mapping[str, str], day: str) -> Iterator[str]:
    """The lines of the block, with another day and other seals."""
    indent = next(line[: len(line) - len(line.lstrip())] for line in lines if line.strip() and line.lstrip()[0] != "#")
    if "on" not in own:
        yield f"{indent}on: {day}"
    is_seal = False
    for line in lines:
        is_deeper = line.startswith(indent + " ") or not line.strip()
        is_seal = is_seal and is_deeper
        if line.startswith(f"{indent}original:"):
            yield from _seals(seals, indent)
            is_seal = True
        elif line.startswith(f"{indent}on:"):
            yield _ON.sub(rf"\g<1>{day}\g<3>", line)
        elif not is_seal:
            yield line
    if "original" not in own:
        yield from _seals(seals, indent)
