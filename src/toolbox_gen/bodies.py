"""What a body is once a parser has read it: HTML with open links, headings with their anchors, links with their places.

A link to another document, an image and the title that `[[slug]]` stands for are marks in the HTML, and `fill` puts in
what the whole site knows. A mark begins and ends with NUL, which no input can contain (it is refused when a file is
read), so no author can write one. Both parsers (`markdown`, `lane`) make bodies with what stands here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

MOST_LINES_OFF = 3
"""How far below its line a link is looked for: code over several lines hides line ends from the parser."""
MOST_LOOKED_AT = 20_000_000
"""Characters that are looked at to find the columns of a body's links; of what is then left, the line must do."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a body: its level on the page (2 to 6), its text, its anchor, and its line in the body."""

    level: int
    text: str
    anchor: str
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it was written, with its place in the body (lines from 1).

    `form` is `link` for `[text](target)`, `wiki` for `[[target]]` and `image` for `![text](target)`. `text` is what the
    author wrote to be read (for an image its alternative text); of a bare `[[target]]` it is empty.
    """

    form: str
    target: str
    text: str
    title: str
    line: int
    column: int

    @property
    def is_external(self) -> bool:
        """Whether the target has a scheme (`https:`, `mailto:`, …), or a host of its own."""
        return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", self.target))


@dataclass(frozen=True, slots=True)
class Leftover:
    """Characters that look as if they were meant for the parser but reach the reader, with their place in the body."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Body:
    """A rendered body, a pure function of its Markdown text: `html` is open until `fill`."""

    html: str = ""
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    text: str = ""
    faults: tuple[tuple[str, int], ...] = ()
    """What a body may not be, as the code of a problem and a line."""
    leftovers: tuple[Leftover, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What takes a link's place: an address and, for a bare `[[slug]]`, a text; without an address, just the text.

    For an image `element` is the whole element.
    """

    url: str = ""
    text: str = ""
    element: str = ""
    attributes: str = ""
    """More attributes of the link, as HTML."""
    after: str = ""
    """What is said after it."""


def slug_of_heading(text: str) -> str:
    """The anchor that forges give a heading, so that a link works there too: GitHub's rule, letters of any script."""
    kept = re.sub(r"[^\w\- ]", "", text.strip().lower())
    return kept.replace(" ", "-")


class Anchors:
    """Gives the headings of a body, in their order, their level on the page and an anchor of their own."""

    def __init__(self) -> None:
        self._open: list[int] = []
        self._taken: dict[str, int] = {}

    def place(self, written: int, text: str) -> tuple[int, str]:
        """The level (2 to 6) and the anchor of the next heading, from the level it was written with and its text."""
        while self._open and self._open[-1] >= written:
            self._open.pop()
        self._open.append(written)
        anchor = slug_of_heading(text) or "deel"
        taken = self._taken
        seen = taken.get(anchor, -1) + 1
        while seen and f"{anchor}-{seen}" in taken:
            seen += 1
        taken[anchor] = seen
        if seen:
            anchor = f"{anchor}-{seen}"
            taken[anchor] = 0
        return min(len(self._open) + 1, 6), anchor


class Places:
    """Finds where the targets of a body's links stand, in the order of the links."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._seen = (0, 0)  # the line of the last link, and how far in it the search for the next one begins
        self._left = MOST_LOOKED_AT

    def column(self, text: str, number: int, start: int = 0) -> int:
        """Where a text stands in a line, as an index; -1 when it does not, or when enough has been looked at."""
        if self._left <= 0:
            return -1
        written = self._lines[number - 1]
        at = written.find(text, start)
        self._left -= (len(written) if at < 0 else at) - start
        return at

    def find(self, target: str, plain: str, line: int, last: int) -> tuple[int, int]:
        """The line and column (from 1) of a target that was written in one of two ways.

        The search goes from a line to the last of its block: code and titles over several lines hide line ends.
        """
        for number in range(line, min(line + MOST_LINES_OFF, last) + 1):
            start = self._seen[1] if self._seen[0] == number else 0
            column = self.column(target, number, start)
            for name, at in ((plain, start), (target, 0), (plain, 0)):
                if column >= 0:
                    break
                column = self.column(name, number, at)
            if column >= 0:
                self._seen = (number, max(start, column + len(plain)))
                return number, column + 1
        return line, 1


_MARK = re.compile("\0([octi])([0-9]+)\0")


def fill(body: Body, filled: Sequence[Filled]) -> Markup:
    """The finished HTML: each mark replaced by what `filled` says of the link with its number."""

    def put(mark: re.Match[str]) -> str:
        number = int(mark[2])
        at, link = filled[number], body.links[number]
        if mark[1] == "i":
            return at.element
        if mark[1] == "t":
            return str(escape(at.text))
        if not at.url:
            return ""
        title = f' title="{escape(link.title)}"' if link.title else ""
        if mark[1] == "c":
            return f"</a> ({escape(at.after)})" if at.after else "</a>"
        return f'<a href="{escape(at.url)}"{title}{at.attributes}>'

    return Markup(_MARK.sub(put, body.html))


def picture_element(
    alt: str,
    width: int,
    height: int,
    *,
    webp: Sequence[tuple[str, int]],
    jpeg: Sequence[tuple[str, int]],
    lazy: bool,
) -> Markup:
    """An image of a body in its sizes, each as (address, width); the browser takes the one that it needs.

    lazy: whether it is loaded only when a reader comes near it.
    """
    sets = [escape(", ".join(f"{url} {size}w" for url, size in sizes)) for sizes in (webp, jpeg)]
    loading = ' loading="lazy"' if lazy else ""
    sizes = "(min-width: 42rem) 40rem, calc(100vw - 2rem)"  # of the column of text, as style.css has it
    return Markup(
        f'<picture><source type="image/webp" srcset="{sets[0]}" sizes="{sizes}">'
        f'<img src="{escape(jpeg[-1][0])}" srcset="{sets[1]}" sizes="{sizes}" alt="{escape(alt)}"'
        f' width="{width}" height="{height}"{loading} decoding="async"></picture>'
    )
