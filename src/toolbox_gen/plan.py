"""Site → Outputs: which files the site consists of, each a path and a recipe.

A recipe is a plain value; `render` carries it out knowing nothing else. Two outputs with one path are a problem.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeAlias

from toolbox_gen.i18n import Words, words
from toolbox_gen.problems import START, Problem, problem
from toolbox_gen.search.frames import Frame
from toolbox_gen.search.records import Record
from toolbox_gen.site import Site
from toolbox_gen.views import Alternate, View


@dataclass(frozen=True, slots=True)
class Render:
    """A template with the view that it shows, in a language. What takes some making may be made when it is due."""

    template: str
    view: View | Callable[[], View]
    language: str
    shows: str = ""
    """The language of the original that it shows, for want of a translation."""
    is_indexed: bool = True
    """Whether search engines may show it; where its view is known, that says so too."""
    is_neutral: bool = False
    """Whether it stands for what was taken back, so that no page may name its address, in no language."""


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

    @property
    def url(self) -> str:
        """Its site path, as a page's."""
        return self.path.removesuffix("index.html")


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
    found = tuple(outputs.values())
    if len(sites) == 1 or problems:  # a page that has the place of another language's may be of this one
        return found, tuple(problems)
    return _in_all_languages(found, sites), ()


def _clash(first: Output, second: Output) -> Problem:
    """Two outputs with one path, said of a file that an author can rename."""
    address = "/" + second.path.removesuffix("index.html")
    if first.about and second.about:
        return problem(second.about, START, "same-address", address=address, first=first.about)
    return problem(second.about or first.about or second.path, START, "address-taken", address=address)


# ------------------------------------------------------------------------------------------------- languages


def _in_all_languages(outputs: Sequence[Output], sites: Sequence[Site]) -> tuple[Output, ...]:
    """The same with each page knowing what the other languages have in its place; none of it looks at all others."""
    roots = {site.language: site.root for site in sites}
    pages: dict[str, dict[str, Output]] = {}
    for output in outputs:
        recipe = output.recipe
        if isinstance(recipe, Render) and output.path.endswith(".html") and not recipe.is_neutral:
            pages.setdefault(output.url.removeprefix(roots[recipe.language]), {})[recipe.language] = output
    versions = {address: _versions(own, sites[0].language) for address, own in pages.items()}
    return tuple(_with_others(output, roots, pages, versions) for output in outputs)


_Versions: TypeAlias = tuple[tuple[str, str], ...]


def _with_others(
    output: Output,
    roots: Mapping[str, str],
    pages: Mapping[str, Mapping[str, Output]],
    versions: Mapping[str, _Versions],
) -> Output:
    recipe = output.recipe
    if not isinstance(recipe, Render) or not output.path.endswith(".html"):
        return output
    language, address = recipe.language, output.url.removeprefix(roots[recipe.language])
    others = tuple(_alternate(address, other, pages, words(language)) for other in roots if other != language)
    own = versions.get(address, ())
    return _framed(output, alternates=others, versions=own if (language, output.url) in own else ())


def _alternate(address: str, language: str, pages: Mapping[str, Mapping[str, Output]], say: Words) -> Alternate:
    """The page at an address in a language, or the nearest one above it that the language has."""
    above = address
    while language not in pages.get(above, {}):
        above = "/".join([*above.rstrip("/").split("/")[:-1], ""]) if "/" in above.rstrip("/") else ""
    there = pages[above][language]
    assert isinstance(there.recipe, Render)
    original = say.language_name(there.recipe.shows) if above == address and there.recipe.shows else ""
    return Alternate(language, say.own_name(language), there.url, original)


def _versions(pages: Mapping[str, Output], main: str) -> _Versions:
    """What search engines may take for versions of one page, by language; nothing where there is but one."""
    found = {language: output.url for language, output in pages.items() if _is_version(output.recipe)}
    default = {"x-default": found[main]} if main in found else {}
    return tuple({**found, **default}.items()) if len(found) > 1 else ()


def _is_version(recipe: Recipe) -> bool:
    """Whether a page is one of its language, and search engines may show it."""
    if not isinstance(recipe, Render) or recipe.shows:
        return False
    return recipe.is_indexed if callable(recipe.view) else recipe.view.frame.indexed


def _framed(output: Output, **more: Any) -> Output:
    """A page whose frame says more."""
    recipe = output.recipe
    assert isinstance(recipe, Render)
    view = recipe.view
    framed = partial(_made, view, more) if callable(view) else _with(view, more)
    return replace(output, recipe=replace(recipe, view=framed))


def _made(view: Callable[[], View], more: Mapping[str, Any]) -> View:
    return _with(view(), more)


def _with(view: View, more: Mapping[str, Any]) -> View:
    return replace(view, frame=replace(view.frame, **more))
