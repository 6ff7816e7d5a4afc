"""What is found while references are followed: edges, targets, where each thing is named, and problems.

It knows how a problem is told and what was most likely meant, and not what is right or wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from toolbox_gen.anchors import Anchors
from toolbox_gen.bodies import Link
from toolbox_gen.frontmatter import Path
from toolbox_gen.lookup import Lookup
from toolbox_gen.model import Document, Edge, Key, Target
from toolbox_gen.problems import Problem, nearest, problem
from toolbox_gen.source import Media

MOST_GUESSES = 200
"""How many wrong names a build compares with all right ones, which takes long where there are many of both."""


@dataclass(slots=True)
class Findings:
    """By document path: its edges and its links' targets; and where each document and file is named."""

    lookup: Lookup
    edges: dict[str, tuple[Edge, ...]] = field(default_factory=dict)
    targets: dict[str, tuple[Target, ...]] = field(default_factory=dict)
    mentions: list[tuple[Document, Path | Link, Key]] = field(default_factory=list)
    media: list[tuple[Document, Path | Link, Media]] = field(default_factory=list)
    portraits: dict[str, list[Document]] = field(default_factory=dict)
    """The pictures in which people can be recognised, by digest, each with the documents that say so."""
    problems: list[Problem] = field(default_factory=list)
    lacking: set[str] = field(default_factory=set)
    """Documents that name a file that could not be taken, of which nothing more is said."""
    anchors: Anchors = field(default_factory=Anchors)
    guesses: dict[tuple[str, str], str] = field(default_factory=dict)

    def complain(self, document: Document, where: Path | Link, code: str, **values: object) -> None:
        """Tell of a problem at a field or a link; what a translation has from its original is told there alone."""
        if isinstance(where, Link) or not self.lookup.is_inherited(document, where):
            self.problems.append(problem(document.path, document.spot(where), code, **values))

    def is_refused(self, document: Document, *paths: str) -> bool:
        """Whether what a document names is there and could not be taken."""
        if self.lookup.refused.isdisjoint(paths):
            return False
        self.lacking.add(document.path)
        return True

    def nearest(self, what: str, name: str, names: Iterable[str]) -> str:
        """The name that was most likely meant, of so many names that there are only so many guesses in a build."""
        if (what, name) not in self.guesses and self.may_guess:
            self.guesses[what, name] = nearest(name, names)
        return self.guesses.get((what, name), "")

    @property
    def may_guess(self) -> bool:
        """Whether there are guesses left."""
        return len(self.guesses) < MOST_GUESSES
