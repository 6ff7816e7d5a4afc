"""What of one file may lead to a person, with its place: what `parse` can say of it that knows no other file."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from toolbox_gen.frontmatter import Path, Value
from toolbox_gen.lint import contacts, names
from toolbox_gen.problems import START, Spot

ANONYMOUS = "anonymous"
FIRST_NAME = "first-name"
HIDDEN = (ANONYMOUS, "pseudonym", FIRST_NAME)
"""What a consent says of people whose name, or family name, must not be told; what hides most comes first."""
MOST = 2000
"""Of one file no more is told: it is no text any more."""
_MADE_BY = frozenset("credits credit sources license consent organisations aliases url src file".split())
"""Fields that name makers, publications, files and rows of registers, and never the people of a text."""
_NAMED = "who"
"""The field that has nothing but a name, or a role."""

Places = Mapping[Path, tuple[Spot, Spot]]


class Trace(NamedTuple):
    """What may lead to a person: `sort` is one of `contacts` (in one form) or of `names` (as it was written)."""

    sort: str
    text: str
    spot: Spot


def find(
    path: str, text: str, values: Mapping[str, Value], places: Places, *, body: str = "", line: int = 1
) -> tuple[Trace, ...]:
    """All traces in a file: its text, the values of its fields with their places, its body and where that begins."""
    leaves = list(_leaves(values))
    found: list[Iterator[Trace]] = []
    if contacts.find("\n\n".join(text for _, text in leaves)):
        found += (_in_value(at, own, contacts.find(own), places, text) for at, own in leaves)
    found.append(_in_body(contacts.find(body), body, line))
    if _is_watched(path, values):
        told = [(at, own) for at, own in leaves if _MADE_BY.isdisjoint(at)]
        common = names.small(body).union(*(names.small(own) for _, own in told))
        for at, own in told:
            inside = names.find(own, common=common, is_name=at[-1] == _NAMED)
            found.append(_in_value(at, own, inside, places, text))
        found.append(_in_body(names.find(body, common=common), body, line))
    return tuple(islice((trace for part in found for trace in part), MOST))


def _is_watched(path: str, values: Mapping[str, Value]) -> bool:
    """Whether names matter in a document: its consent says so, or, for a translation, that of its original may."""
    consent = values.get("consent")
    if isinstance(consent, dict) and hidden_as(consent.get("status"), consent.get("identity")):
        return True
    return path.endswith(".md") and "." in path.rpartition("/")[2].removesuffix(".md")


def hidden_as(status: object, identity: object) -> str:
    """How a consent hides people, one of `HIDDEN`, or an empty text where they may be named.

    Who was asked, and of whom nobody wrote down how she may be named, may not be named.
    """
    if identity in HIDDEN:
        return str(identity)
    return "" if identity or status == "not-needed" else ANONYMOUS


def _leaves(value: "Value | Mapping[str, Value]", path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
        return
    for key, inner in value.items() if isinstance(value, Mapping) else enumerate(value):
        yield from _leaves(inner, (*path, key))


def _in_value(
    path: Path, value: str, found: Iterable[contacts.Contact | names.Name], places: Places, text: str
) -> Iterator[Trace]:
    """With the place where the first word is seen from where the value begins, or else that beginning."""
    for one in found:
        spot = places[path][1] if path in places else START
        word = value[one.start :].split(maxsplit=1)[0]
        lines = text.split("\n")[spot.line - 1 : spot.line + value.count("\n") + len(value) // 40 + 1]
        for number, line in enumerate(lines):
            at = line.find(word, 0 if number else spot.column - 1)
            if at >= 0:
                spot = Spot(spot.line + number, at + 1)
                break
        yield Trace(one.sort, one.text, spot)


def _in_body(found: Iterable[contacts.Contact | names.Name], text: str, line: int) -> Iterator[Trace]:
    counted, begin = 0, 0
    for one in found:
        last = text.rfind("\n", counted, one.start)
        if last >= 0:
            line += text.count("\n", counted, one.start)
            begin = last + 1
        counted = one.start
        yield Trace(one.sort, one.text, Spot(line, one.start - begin + 1))
