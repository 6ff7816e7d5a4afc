"""What all documents point at: every reference followed, and what can be told only when all are.

It does not know how a field or a link is judged (`pointing`, `following`).
"""

from collections.abc import Iterator

from toolbox_gen import attachments, following, pointing
from toolbox_gen.circles import circles
from toolbox_gen.fieldtypes import turns
from toolbox_gen.findings import Findings
from toolbox_gen.frontmatter import Path
from toolbox_gen.lookup import Lookup
from toolbox_gen.model import IN_BODY, Document, Edge
from toolbox_gen.problems import Problem, Spot, problem


def resolve(lookup: Lookup) -> Findings:
    """Follow every reference of every document."""
    found = Findings(lookup)
    acyclic: list[tuple[Document, Path, Edge]] = []
    for document in lookup.content.documents.values():
        edges: list[Edge] = []
        for where, mark, edge in pointing.edges(document, found):
            if edge in edges:
                found.complain(document, where, "named-twice", name=edge.target.slug)
                continue
            edges.append(edge)
            if mark.acyclic:
                acyclic.append((document, where, edge))
        found.problems += _turned(document)
        targets = tuple(following.targets(document, found))
        keys = dict.fromkeys(target.key for target in targets if target.key and target.key != document.key)
        found.edges[document.path] = (*edges, *(Edge(document.key, key, IN_BODY) for key in keys))
        found.targets[document.path] = targets
    found.problems += circles(acyclic)
    found.problems += attachments.unused(found)
    attachments.check_portraits(found)
    return found


def _turned(document: Document) -> Iterator[Problem]:
    """A problem for each heading that turns the direction of what stands after it."""
    for heading in document.outline.headings:
        if turns(heading.text):
            spot = Spot(document.body_line + heading.line - 1, 1)
            yield problem(document.path, spot, "bidi-control", name=heading.text)
