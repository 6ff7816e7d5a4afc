"""Pages as elements, each read once for all tests: reading them costs more than what is looked for in them."""

from functools import cache
from pathlib import Path, PurePath
from xml.etree.ElementTree import Element

import html5lib

MAIN, OTHERS = "nl", ("fr", "en", "ar")
"""The languages of the repository's toolbox."""
DOCUMENTS = ("stories", "tools", "over", "search", "reading")


@cache
def parsed(page: Path) -> Element:
    """The elements of a page of a built site; html5lib's ParseError where it is not valid. Not to be altered."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    found: Element = parser.parse(page.read_text(encoding="utf-8"))
    return found


def pages(folder: Path) -> dict[str, Element]:
    """The pages of the repository's toolbox, by their paths: in other languages than the main one without the lists.

    Those are made from the same templates and documents as the main language's, and are most of all pages.
    """
    paths = sorted(path.relative_to(folder) for path in folder.rglob("*.html"))
    chosen = [path for path in paths if language(path) == MAIN or len(path.parts) == 2 or path.parts[1] in DOCUMENTS]
    return {path.as_posix(): parsed(folder / path) for path in chosen}


def language(page: PurePath) -> str:
    """The language that a page of the repository's toolbox is in, of which its path tells."""
    return page.parts[0] if page.parts[0] in OTHERS else MAIN
