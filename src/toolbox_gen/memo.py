"""Keys: what a file of the site was made from, as a digest, so that what has the same key need not be made again.

A view is the list of all that its page depends on, so the key of a page is that of the engine, its template with all
that it includes, and its view. The same in parts, each as a short check, tells afterwards why a page was made again.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from operator import attrgetter
from typing import Any
from zlib import crc32

from toolbox_gen.digest import digest
from toolbox_gen.model import Card
from toolbox_gen.plan import Bytes, Copy, Json, Recipe, Render, Resize
from toolbox_gen.schema import Record
from toolbox_gen.views import Face


@dataclass(frozen=True, slots=True)
class Key:
    """What something was made from: the digest of everything, and a check of each part by its name."""

    digest: str
    parts: Mapping[str, int]
    marked: frozenset[str] = frozenset()
    """The parts in which there are marks of prose."""


_MARK = json.dumps("\0")[1:-1].encode()


class Keys:
    """The keys of recipes, for one build."""

    def __init__(self, code: str, closures: Mapping[str, str], files: Mapping[str, str]) -> None:
        """closures: the digest of each template with all that it includes; files: of each file of the content."""
        self._code, self._closures, self._files = code, closures, files
        self._known: dict[int, tuple[object, str]] = {}
        self._encode = _encoder(self._shared)

    def of(self, recipe: Recipe) -> Key:
        """The key of a recipe, with what can tell its parts apart."""
        parts: dict[str, str] = {"code": self._code}
        if isinstance(recipe, Render):
            parts |= {"template": recipe.template + self._closures[recipe.template], "language": recipe.language}
            view = recipe.view
            assert not callable(view)
            parts["site"] = str(self._shared(view.frame.face))
            parts |= zip(_names(type(view)), map(self._encode, _values(type(view))(view)), strict=True)
        elif isinstance(recipe, Copy):
            parts["file"] = self._files[recipe.path]
        elif isinstance(recipe, Resize):  # whatever the file is called
            parts |= {"file": self._files[recipe.path], "size": f"{recipe.width} {recipe.form}"}
        elif isinstance(recipe, Json):
            parts["value"] = self._encode(recipe.value)
        else:
            assert isinstance(recipe, Bytes)
            parts["value"] = digest(recipe.data)
        texts = {name: value.encode(errors="surrogatepass") for name, value in parts.items()}
        marked = frozenset(name for name, text in texts.items() if _MARK in text)
        return Key(digest(b"\0".join(texts.values())), {name: crc32(text) for name, text in texts.items()}, marked)

    def _shared(self, value: Any) -> object:
        """A frozen value as a list; what many pages share, as the digest of it."""
        if not isinstance(value, (Face, Card)):
            return _listed(value)
        known = self._known.get(id(value))
        if known is None:
            known = self._known[id(value)] = (value, digest(plain(value).encode(errors="surrogatepass")))
        return known[1]


def plain(value: object) -> str:
    """A plain value as text, the same for equal values only."""
    return _PLAIN(value)


def _encoder(default: Callable[[Any], object]) -> Callable[[object], str]:
    return json.JSONEncoder(ensure_ascii=False, check_circular=False, default=default).encode


def _listed(value: Any) -> object:
    """A frozen value as a list with its sort."""
    if is_dataclass(value):
        return (type(value).__name__, *_values(type(value))(value))
    if isinstance(value, Record):
        return (type(value).__name__, dict(value))
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"no plain value: {type(value).__name__}")


_NAMES: dict[type[Any], Sequence[str]] = {}
_VALUES: dict[type[Any], Callable[[object], tuple[object, ...]]] = {}


def _names(sort: type[Any]) -> Sequence[str]:
    """The fields of a sort of frozen value."""
    if sort not in _NAMES:
        _NAMES[sort] = tuple(field.name for field in fields(sort))
    return _NAMES[sort]


def _values(sort: type[Any]) -> Callable[[object], tuple[object, ...]]:
    """What reads their values."""
    if sort not in _VALUES:
        names = _names(sort)
        one = attrgetter(*names)
        _VALUES[sort] = one if len(names) > 1 else lambda value: (one(value),)
    return _VALUES[sort]


_PLAIN = _encoder(_listed)
