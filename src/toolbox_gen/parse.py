"""Source → Parsed: what one file says, knowing no other file. A pure function of the file's text and path."""

from collections.abc import Iterable
from dataclasses import dataclass

from toolbox_gen import frontmatter, markdown
from toolbox_gen.frontmatter import Places, Value
from toolbox_gen.markdown import Body
from toolbox_gen.problems import START, Problem, Spot, problem
from toolbox_gen.source import Source

MOST_BODY = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's front matter as strings, lists and mappings with their places, and its rendered body.

    With `is_broken` the front matter could not be read, so that nothing can be said of what it lacks.
    """

    path: str
    values: dict[str, Value]
    places: Places
    body: Body
    body_line: int
    problems: tuple[Problem, ...] = ()
    is_broken: bool = False


def parse(source: Source) -> Parsed:
    """Read a document (`.md`) or a file of values (`.yaml`)."""
    if not source.path.endswith(".md"):
        loaded = frontmatter.load(source.text, source.path)
        broken = _is_broken(loaded.problems)
        return Parsed(source.path, loaded.values, loaded.places, Body(), 1, tuple(loaded.problems), broken)
    parts = frontmatter.split(source.text, source.path)
    if isinstance(parts, Problem):
        return Parsed(source.path, {}, {}, Body(), 1, (parts,), True)
    loaded = frontmatter.load(parts.yaml, source.path, line=parts.yaml_line)
    problems = list(loaded.problems)
    if len(parts.body.encode()) > MOST_BODY:
        problems.append(problem(source.path, Spot(parts.body_line, 1), "body-too-large"))
        body = Body()
    else:
        body = markdown.read(parts.body)
        for left in body.leftovers:
            spot = Spot(parts.body_line + left.line - 1, left.column)
            problems.append(problem(source.path, spot, "shown-as-typed", text=left.text[:60]))
        if body.too_deep:
            problems.append(problem(source.path, Spot(parts.body_line + body.too_deep - 1, 1), "body-too-deep"))
    return Parsed(
        source.path, loaded.values, loaded.places, body, parts.body_line, tuple(problems), _is_broken(loaded.problems)
    )


def _is_broken(problems: Iterable[Problem]) -> bool:
    """Whether YAML itself was wrong, so that more may be missing than is there."""
    return any(p.code.startswith("yaml-") and p.code != "yaml-cut" for p in problems)


def nothing(path: str) -> Parsed:
    """A file that is not there: no values, no problem."""
    return Parsed(path, {}, {}, Body(), START.line)
