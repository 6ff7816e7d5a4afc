"""Fields that must not lead back to where they begin: what is made of parts is no part of these.

It knows edges and where each was written, and nothing else of documents.
"""

from collections.abc import Iterator, Mapping, Sequence

from toolbox_gen.frontmatter import Path
from toolbox_gen.model import Document, Edge, Key
from toolbox_gen.problems import Problem, problem


def circles(edges: Sequence[tuple[Document, Path, Edge]]) -> Iterator[Problem]:
    """A problem at each edge that leads, by edges of its own field, back to where it begins."""
    ways: dict[tuple[str, Key], list[Key]] = {}
    for _, _, edge in edges:
        ways.setdefault((edge.field, edge.source), []).append(edge.target)
    for document, where, edge in edges:
        back = _way(ways, edge.field, edge.target, edge.source)
        if back:
            names = " → ".join(key.slug for key in (edge.source, *back))
            yield problem(document.path, document.spot(where), "circle", name=edge.field, way=names)


def _way(ways: Mapping[tuple[str, Key], list[Key]], name: str, start: Key, goal: Key) -> list[Key]:
    """The shortest way from one document to another by a field, both included; empty when there is none."""
    came: dict[Key, Key | None] = {start: None}
    queue = [start]
    for key in queue:
        if key == goal:
            return _back(came, key)
        for step in ways.get((name, key), ()):
            if step not in came:
                came[step] = key
                queue.append(step)
    return []


def _back(came: Mapping[Key, Key | None], goal: Key) -> list[Key]:
    """The steps to where one is, of which each knows the one before it."""
    found: list[Key] = []
    at: Key | None = goal
    while at is not None:
        found.append(at)
        at = came[at]
    return found[::-1]
