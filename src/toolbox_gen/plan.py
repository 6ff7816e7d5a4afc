"""Site → Outputs: which files the site consists of, each a path and a recipe.

A recipe is a plain value; `render` carries it out knowing nothing else. Two outputs with one path are a problem.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from toolbox_gen.problems import START, Problem, problem
from toolbox_gen.search.frames import Frame
from toolbox_gen.search.records import Record
from toolbox_gen.site import Site
from toolbox_gen.views import View


@dataclass(frozen=True, slots=True)
class Render:
    """A template with the view that it shows, in a language. What takes some making may be made when it is due."""

    template: str
    view: View | Callable[[], View]
    language: str


@dataclass(frozen=True, slots=True)
class Copy:
    """The bytes of a file of the content as they are."""

    path: str


@dataclass(frozen=True, slots=True)
class Resize:
    """A picture rebuilt from the pixels of an image, in a width (pixels) and a form (`webp` or `jpeg`)."""

    path: str
    width: int
    form: str
    alone: bool = False
    """Whether that takes so much memory that nothing else may be made meanwhile."""


@dataclass(frozen=True, slots=True)
class Json:
    """A plain value as JSON, in which the prose of documents may have its place (`prose.of_text`)."""

    value: Any


@dataclass(frozen=True, slots=True)
class Bytes:
    """Finished bytes."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Search:
    """The index of a search: its head, and beside it the pieces that the head names."""

    frame: Frame
    records: tuple[tuple[str, Record], ...]
    """What the search knows of each document, with the file whose prose belongs to it; to be shown first comes last."""
    whole: bool
    """Whether it holds the texts themselves too, for a site that is opened from a disk."""


Recipe: TypeAlias = Render | Copy | Resize | Json | Bytes | Search


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site, and which input it is about (for messages)."""

    path: str
    recipe: Recipe
    about: str = ""


Planner: TypeAlias = Callable[[Site], Iterable[Output]]


def plan(sites: Sequence[Site], planners: Sequence[Planner]) -> tuple[tuple[Output, ...], tuple[Problem, ...]]:
    """Every output of every language; where two would write one file, only the first, and a problem."""
    outputs: dict[str, Output] = {}
    problems: list[Problem] = []
    for site in sites:
        for planner in planners:
            for output in planner(site):
                name = unicodedata.normalize("NFC", output.path).casefold()
                first = outputs.setdefault(name, output)
                if first is not output and first != output:
                    problems.append(_clash(first, output))
    for name, output in outputs.items():
        parts = name.split("/")[:-1]
        above = ("/".join(parts[:length]) for length in range(1, len(parts) + 1))
        problems += [_clash(outputs[folder], output) for folder in above if folder in outputs]
    return tuple(outputs.values()), tuple(problems)


def _clash(first: Output, second: Output) -> Problem:
    """Two outputs with one path, said of a file that an author can rename."""
    address = "/" + second.path.removesuffix("index.html")
    if first.about and second.about:
        return problem(second.about, START, "same-address", address=address, first=first.about)
    return problem(second.about or first.about or second.path, START, "address-taken", address=address)
