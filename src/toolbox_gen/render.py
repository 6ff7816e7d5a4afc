"""Output → Artifact: each recipe carried out, knowing its plain values and nothing else."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from toolbox_gen import images, templates
from toolbox_gen.plan import Bytes, Copy, Json, Output, Render, Resize
from toolbox_gen.problems import START, Problem, Spot, problem
from toolbox_gen.templates import Theme


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file of the site."""

    path: str
    data: bytes


Reader = Callable[[str], bytes | Problem]
"""Gives the bytes of a file of the content by its path."""


def render(
    outputs: Sequence[Output],
    *,
    theme: Theme,
    read: Reader,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[list[Artifact], list[Problem]]:
    """Carry out every recipe; one problem for each place that fails, about the first output that it fails for."""
    artifacts: list[Artifact] = []
    problems: dict[tuple[str, Spot, str], Problem] = {}
    for number, output in enumerate(outputs, 1):
        made = make(output, theme=theme, read=read)
        if isinstance(made, Problem):
            problems.setdefault((made.path, made.spot, made.code), made)
        else:
            artifacts.append(Artifact(output.path, made))
        progress(number, len(outputs))
    return artifacts, list(problems.values())


def make(output: Output, *, theme: Theme, read: Reader) -> bytes | Problem:
    """The bytes of one output."""
    recipe = output.recipe
    if isinstance(recipe, Render):
        try:
            return templates.render(theme, recipe.template, recipe.view, recipe.language).encode()
        except Exception as error:
            # a template can raise anything that an expression can; our own errors pass through Jinja nowhere else
            return templates.explained(error, theme, recipe.template, about=output.about or output.path)
    if isinstance(recipe, Json):
        return (json.dumps(recipe.value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    if isinstance(recipe, Bytes):
        return recipe.data
    data = read(recipe.path)
    if isinstance(data, Problem) or isinstance(recipe, Copy):
        return data
    return _resized(recipe, data)


def _resized(recipe: Resize, data: bytes) -> bytes | Problem:
    try:
        return images.rebuild(data, width=recipe.width, form=recipe.form)
    except (OSError, ValueError, SyntaxError):
        return problem(recipe.path, START, "image-unreadable")
