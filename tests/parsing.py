"""Pages as elements, each read once for all tests: reading them costs more than what is looked for in them."""

from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib


@cache
def parsed(page: Path) -> Element:
    """The elements of a page of a built site; html5lib's ParseError where it is not valid. Not to be altered."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    found: Element = parser.parse(page.read_text(encoding="utf-8"))
    return found


def pages(folder: Path) -> dict[str, Element]:
    """Every page of a built site, by its path."""
    return {path.relative_to(folder).as_posix(): parsed(path) for path in sorted(folder.rglob("*.html"))}
