"""Original and translation: what the one takes from the other, what must be the same, and what is behind.

Which fields hold texts follows from their declaration (`schema.parts`). Values are compared as they are meant, so that
`2 uur` and `2 heures` are equal; everything else works on what was written, since that is what an author can mend.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolbox_gen.bodies import Heading
from toolbox_gen.digest import seal
from toolbox_gen.frontmatter import Path, Value
from toolbox_gen.model import IN_BODY
from toolbox_gen.prose import Outline, Section
from toolbox_gen.schema import Fault, Part, Record, Tongue, parts

NOTHING = "—"
LONGEST_ANCHOR = 200
"""Letters of an anchor by which a part of a body is known: YAML takes no name of more than a thousand."""
FEW_WORDS = 3
"""Up to so many words may be the same in two languages: a name, a title, a word that both have."""

_OF_ONE = frozenset({"translation", "aliases"})
"""Fields that say nothing of the other version: former addresses of an original are none of its translations."""

Values = Mapping[str, Value]


# ------------------------------------------------------------------------------------------------- from the original


def given(model: type[Record], own: Values, original: Values) -> dict[str, Value]:
    """The values of a translation as far as they still have a place beside its original.

    Of records that are known by a reference or a file, those go that the original has no longer, and what it has more
    comes along, unless there is a text in it. A list of which nothing is left comes from the original as a whole. What
    the translation says of a record that is there no longer goes where it says not enough for a record of its own.
    """
    found = dict(own)
    for part in parts(model):
        if part.inner is None or own.get(part.name, "") == "":
            continue
        if not part.is_many:
            is_there = original.get(part.name, "") != "" or _stands_alone(part.inner, own[part.name])
            found[part.name] = own[part.name] if is_there else ""
            continue
        if _key(part.inner) is None:
            continue
        mine, theirs = listed(own[part.name]), listed(original.get(part.name, ""))
        places = matches(part.inner, mine, theirs)
        kept = [item for item, at in zip(mine, places, strict=True) if not _leads_nowhere(part.inner, item, at)]
        varies = any(inner.tongue is Tongue.OWN for inner in parts(part.inner))
        more = (
            []
            if varies
            else [item for at, item in enumerate(theirs) if at not in places and not _has_texts(part.inner, item)]
        )
        if more or len(kept) < len(mine):
            found[part.name] = [*kept, *more] if kept else ""
    return found


def _key(model: type[Record]) -> str | None:
    """The field by which an item of a list is known."""
    return next((part.name for part in parts(model) if part.is_key), None)


def _leads_nowhere(model: type[Record], item: Value, at: int | None) -> bool:
    """Whether an item of a list is about something that the original does not have."""
    record = keyed(model, item)
    if at is not None or record is None or _key(model) is None:
        return False
    return not any(part.tongue is Tongue.OWN and record.get(part.name, "") != "" for part in parts(model))


def _stands_alone(model: type[Record], value: Value) -> bool:
    record = keyed(model, value)
    return record is None or all(record.get(part.name, "") != "" for part in parts(model) if part.is_needed)


def _has_texts(model: type[Record], item: Value) -> bool:
    return any(texts(model, keyed(model, item) or {}))


def merged(model: type[Record], own: Values, original: Values) -> dict[str, Value]:
    """The values of a translation with what it takes from its original.

    A field that it leaves out comes as a whole. Of records that it gives, what is no text does.
    """
    found: dict[str, Value] = {name: value for name, value in original.items() if name not in _OF_ONE}
    known = {part.name: part for part in parts(model)}
    for name, value in own.items():
        if value == "" and name not in model.never_empty and name in found:
            continue
        part = known.get(name)
        found[name] = _filled(part, value, original.get(name, "")) if part else value
    return found


def _filled(part: Part, own: Value, original: Value) -> Value:
    if part.inner is None or own == "" or original == "":
        return own
    if not part.is_many:
        return _whole(part.inner, own, original)
    mine, theirs = listed(own), listed(original)
    return [
        item if at is None else _whole(part.inner, item, theirs[at])
        for item, at in zip(mine, matches(part.inner, mine, theirs), strict=True)
    ]


def _whole(model: type[Record], own: Value, original: Value) -> Value:
    """A record with what it takes from its original."""
    mine, theirs = keyed(model, own), keyed(model, original)
    if mine is None or theirs is None:
        return own
    key = _key(model)
    own_way = any(part.tongue is Tongue.OWN and mine.get(part.name, "") != "" for part in parts(model))
    is_other = own_way and (key is None or mine.get(key, "") == "")
    found = dict(mine)
    for part in parts(model):
        if mine.get(part.name, "") != "":
            found[part.name] = _filled(part, mine[part.name], theirs.get(part.name, ""))
        elif part.name in theirs and part.tongue is not Tongue.TEXT and not (is_other and part.tongue is Tongue.OWN):
            found[part.name] = theirs[part.name]
    return found


def listed(value: Value) -> list[Value]:
    """The items of a list; one value may stand for a list of one."""
    return value if isinstance(value, list) else [] if value == "" else [value]


def keyed(model: type[Record], value: Value) -> dict[str, Value] | None:
    """A record as it was written; a name alone stands for the record that it is the key of."""
    if isinstance(value, dict):
        return value
    key = _key(model)
    return {key: value} if key and isinstance(value, str) and value else None


def matches(model: type[Record], own: Sequence[Value], original: Sequence[Value]) -> list[int | None]:
    """For each item the place of that of the original: by its reference or its file, else by its own place.

    Places tell nothing where there are not as many.
    """
    key = _key(model)
    names = [str((keyed(model, item) or {}).get(key, "")) if key else "" for item in own]
    places: dict[str, list[int]] = {}
    for at, item in enumerate(original):
        places.setdefault(str((keyed(model, item) or {}).get(key, "")) if key else "", []).append(at)
    found: list[int | None] = []
    for at, name in enumerate(names):
        if name:
            found.append(places[name].pop(0) if places.get(name) else None)
        else:
            found.append(at if len(own) == len(original) else None)
    return found


# ------------------------------------------------------------------------------------------------- the same


@dataclass(frozen=True, slots=True)
class Side:
    """A value of one of the two: as it was written, and as it is meant (None when it is not given)."""

    written: Value
    meant: Any


def differences(
    model: type[Record],
    own: Side,
    original: Side,
    *,
    path: Path = (),
    skip: frozenset[str] = frozenset(),
    sealed: bool = False,
) -> Iterator[Fault]:
    """What a record of a translation gives and its original gives otherwise, though it depends on no language.

    own: as it was written, and as it is meant once only what is `given` is left.
    skip: fields of which either could not be read.
    sealed: whether the original may have had more than it has; of what has no text, no seal tells.
    """
    here, there = keyed(model, own.written) or {}, keyed(model, original.written) or {}
    for part in parts(model):
        if here.get(part.name, "") != "" and part.name not in skip:
            mine, theirs = (
                Side(values.get(part.name, ""), getattr(side.meant, part.attribute, None))
                for values, side in ((here, own), (there, original))
            )
            yield from _difference(part, (*path, part.name), mine, theirs, sealed=sealed)


def _difference(part: Part, path: Path, own: Side, original: Side, *, sealed: bool) -> Iterator[Fault]:
    if part.tongue is Tongue.SAME:
        if own.meant != original.meant:
            yield _differs(path, part.name, _said(own.written), _said(original.written))
    elif part.inner is None:
        return
    elif not part.is_many:
        yield from differences(part.inner, own, original, path=path, sealed=sealed)
    else:
        yield from _in_list(part.name, part.inner, path, own, original, sealed=sealed)


def _in_list(name: str, model: type[Record], path: Path, own: Side, original: Side, *, sealed: bool) -> Iterator[Fault]:
    items, others = listed(own.written), listed(original.written)
    varies = any(part.tongue is Tongue.OWN for part in parts(model))
    found, key = matches(model, items, others), _key(model) or ""
    meant, is_told = iter(own.meant or ()), False
    for number, (item, at) in enumerate(zip(items, found, strict=True)):
        is_there = not _leads_nowhere(model, item, at)  # only in lists of a document itself, which `given` looks at
        mine = Side(item, next(meant, None) if is_there else None)
        named = (keyed(model, item) or {}).get(key, "")
        if at is not None:
            theirs = Side(others[at], original.meant[at])
            yield from differences(model, mine, theirs, path=(*path, number), sealed=sealed)
        elif not varies and named != "" and not (sealed and not _has_texts(model, item)):
            names = [_said((keyed(model, other) or {}).get(key, "")) for other in others]
            yield _differs((*path, number, key), key, _said(named), ", ".join(names) or NOTHING)
            is_told = True
    is_less = any(at not in found and _has_texts(model, other) for at, other in enumerate(others))
    unplaced = (keyed(model, item) or {} for item, at in zip(items, found, strict=True) if at is None)
    is_unclear = any(record.get(key, "") == "" for record in unplaced)
    if (is_less or is_unclear) and len(items) != len(others) and not (varies or is_told):
        values = {"name": name, "here": str(len(items)), "there": str(len(others))}
        yield Fault(path, "translation-count", values, at_key=True)


def _differs(path: Path, name: str, here: str, there: str) -> Fault:
    return Fault(path, "translation-differs", {"name": name, "here": here, "there": there})


def _said(value: Value) -> str:
    """A value in one line."""
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_said(inner)}" for name, inner in value.items())
    return ", ".join(map(_said, value)) if isinstance(value, list) else value or NOTHING


# ------------------------------------------------------------------------------------------------- texts


def texts(model: type[Record], values: Values, *, names: bool = True, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in the fields of a record, with its path; without `names`, none of those that may be the same."""
    for part in parts(model):
        value = values.get(part.name, "")
        if part.is_text and value != "" and (names or part.tongue is not Tongue.NAME):
            yield from _texts(part, value, (*path, part.name), names=names)


def _texts(part: Part, value: Value, path: Path, *, names: bool) -> Iterator[tuple[Path, str]]:
    for number, item in enumerate(listed(value)):
        at = (*path, number) if isinstance(value, list) else path
        if part.inner is not None:
            yield from texts(part.inner, keyed(part.inner, item) or {}, names=names, path=at)
        elif isinstance(item, str) and item:
            yield at, item


def foreign(model: type[Record], own: Values, original: Values) -> tuple[str, ...]:
    """The fields whose texts a translation takes from its original."""
    found = dict.fromkeys(str(path[0]) for path, _ in texts(model, original))
    return tuple(name for name in found if own.get(name, "") == "")


def lacking(model: type[Record], own: Values, original: Values) -> tuple[str, ...]:
    """The texts of an original that its translation leaves out, as `summary` or `steps.text`: names may stay."""
    return tuple(dict.fromkeys(_lacking(model, own, original)))


def _lacking(model: type[Record], own: Values, original: Values) -> Iterator[str]:
    for part in parts(model):
        here, there = own.get(part.name, ""), original.get(part.name, "")
        if part.tongue is not Tongue.TEXT or not any(texts(model, {part.name: there}, names=False)):
            continue
        if here == "":
            yield part.name
        elif part.inner is not None:
            mine, theirs = listed(here), listed(there)
            for item, at in zip(mine, matches(part.inner, mine, theirs), strict=True):
                pair = (keyed(part.inner, item), keyed(part.inner, theirs[at]) if at is not None else None)
                if pair[0] and pair[1]:
                    yield from (f"{part.name}.{name}" for name in _lacking(part.inner, pair[0], pair[1]))


def uneven(model: type[Record], own: Values, original: Values) -> Iterator[tuple[str, int, int]]:
    """The lists of texts of which a translation has not as many: how many it has, and its original."""
    for part in parts(model):
        here, there = own.get(part.name, ""), original.get(part.name, "")
        if here == "" or there == "" or not part.is_text:
            continue
        mine, theirs = listed(here), listed(there)
        if part.inner is None:
            if part.is_many and len(mine) != len(theirs):
                yield part.name, len(mine), len(theirs)
            continue
        places = matches(part.inner, mine, theirs) if part.is_many else [0 if theirs else None]
        for item, at in zip(mine, places, strict=False):
            pair = (keyed(part.inner, item), keyed(part.inner, theirs[at]) if at is not None else None)
            if pair[0] and pair[1]:
                yield from ((f"{part.name}.{one[0]}", *one[1:]) for one in uneven(part.inner, pair[0], pair[1]))


def unchanged(model: type[Record], own: Values, original: Values) -> Iterator[Path]:
    """Where a text of some length of a translation is still that of its original."""
    theirs = {_plain(text) for _, text in texts(model, original, names=False)}
    for path, text in texts(model, own, names=False):
        if len(text.split()) > FEW_WORDS and _plain(text) in theirs:
            yield path


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def parts_of_body(outline: Outline, sections: Sequence[Section]) -> Iterator[tuple[str, int, Section]]:
    """The parts of a body, each with its heading and its line in the body, of which the first is empty."""
    starts = [("", 2), *((heading.text, heading.line) for heading in _second(outline))]
    return ((*start, section) for start, section in zip(starts, sections, strict=False))


# ------------------------------------------------------------------------------------------------- freshness


def seals(model: type[Record], values: Values, outline: Outline, sections: Sequence[Section]) -> dict[str, str]:
    """The seal of each part of an original: a field with texts by its name, a part of the body as `body/heading`."""
    found: dict[str, list[str]] = {}
    for path, text in texts(model, values):
        found.setdefault(str(path[0]), []).append(" ".join(text.split()))
    fields = {name: seal("\0".join(own)) for name, own in found.items()}
    names = names_of_body(outline)
    return fields | {name: one.seal for name, one in zip(names, sections, strict=False) if one.words}


def names_of_body(outline: Outline) -> list[str]:
    """The names of the parts of a body: what stands before the first heading of level 2, and each of these."""
    return [IN_BODY, *map(_sealed_as, _second(outline))]


def _sealed_as(heading: Heading) -> str:
    return f"{IN_BODY}/{heading.anchor[:LONGEST_ANCHOR]}"


def _second(outline: Outline) -> list[Heading]:
    return [heading for heading in outline.headings if heading.level == 2]


@dataclass(frozen=True, slots=True)
class Changes:
    """What has become of the parts of an original since a translation was made from it, by their names."""

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.changed, *self.added, *self.removed)


def changes(
    model: type[Record], made_from: Mapping[str, str], now: Mapping[str, str], own: Values, original: Values
) -> Changes:
    """The parts whose seals are others, in the order of the original as it is now.

    What a translation leaves to its original shows what is new by itself. A field that came later is told all the
    same: nobody decided that it need not be translated.
    """
    lacks = frozenset(name for name in lacking(model, own, original) if name not in made_from)
    left = frozenset(
        name for name in (*made_from, *now)
        if not is_of_body(name) and own.get(name, "") == "" and name not in lacks
    )  # fmt: skip
    return Changes(
        tuple(name for name, one in now.items() if made_from.get(name, one) != one and name not in left),
        tuple(name for name in now if name not in made_from and name not in left),
        tuple(name for name in made_from if name not in now and name not in left),
    )


def is_of_body(name: str) -> bool:
    """Whether a part with a seal is of the body."""
    return name == IN_BODY or name.startswith(f"{IN_BODY}/")


def called(names: Iterable[str], outline: Outline) -> str:
    """Names of parts as an editor finds them: a part of the body by its heading, as far as it is still there."""
    headings = {_sealed_as(heading): f"## {heading.text}" for heading in _second(outline)}
    return ", ".join(headings.get(name, name) for name in names)
