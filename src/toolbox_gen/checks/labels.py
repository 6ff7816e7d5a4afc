"""Links and pictures whose words tell nothing to who hears them without seeing the page."""

from collections.abc import Iterator
from typing import NamedTuple

from toolbox_gen.bodies import Link
from toolbox_gen.checks.material import Material
from toolbox_gen.frontmatter import Path
from toolbox_gen.lint.labels import is_file_name, is_vague_link, is_vague_picture, plain
from toolbox_gen.model import Document
from toolbox_gen.problems import Problem, problem

_LONGEST = 60


class _Picture(NamedTuple):
    """A picture of a document: where its description stands, what it says, its file and the text below it."""

    where: Path | Link
    alt: str
    file: str
    caption: str = ""


def check(material: Material) -> Iterator[Problem]:
    """Each link and each picture of every document."""
    for document in material.content.documents.values():
        yield from _links(document)
        yield from _pictures(document)


def _links(document: Document) -> Iterator[Problem]:
    found: list[tuple[Path | Link, str]] = [
        (link, link.text)
        for link in document.outline.links
        if link.form == "link" or (link.form == "wiki" and link.text)
    ]
    for name, label in (("downloads", "label"), ("sources", "title")):
        for number, one in enumerate(getattr(document.record, name, ())):
            found.append(((name, number, label), getattr(one, label)))
    for where, text in found:
        if is_vague_link(text, document.language) and _is_own(document, where):
            yield problem(document.path, document.spot(where), "vague-link", text=_short(text))


def _pictures(document: Document) -> Iterator[Problem]:
    pictures = [
        _Picture(("images", number, "alt"), image.alt, image.src, image.caption or "")
        for number, image in enumerate(getattr(document.record, "images", ()))
    ]
    pictures += [_Picture(k, k.text, k.target) for k in document.outline.links if k.form == "image" and k.text.strip()]
    title = plain(document.record.heading) if pictures else ""
    seen: dict[str, _Picture] = {}
    for one in pictures:
        alt = plain(one.alt)
        first = seen.setdefault(alt, one)
        repeats = first.file.rpartition("/")[2] != one.file.rpartition("/")[2]
        says_nothing = (
            alt in (title, plain(one.caption)) or is_file_name(one.alt, one.file)
            or is_vague_picture(one.alt, document.language)
        )  # fmt: skip
        if (says_nothing or repeats) and _is_own(document, one.where):
            spot, text = document.spot(one.where), _short(one.alt)
            if says_nothing:
                yield problem(document.path, spot, "vague-alt", text=text)
            else:
                line = document.spot(first.where).line
                yield problem(document.path, spot, "repeated-alt", text=text, first=line)


def _is_own(document: Document, where: Path | Link) -> bool:
    """Whether it stands in this very file: what a translation takes from its original is said of that."""
    return isinstance(where, Link) or where[:1] in document.places


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
