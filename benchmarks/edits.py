"""What an author does between two builds, to the same document on both sides, and how it shows in what was built.

Every edit leaves a word that was never there before, so that a run that did not show it does not count.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.process import Failed


@dataclass(frozen=True, slots=True)
class Side:
    """A project and its site: where its story pages are made, and what of a template comes at their end."""

    root: Path
    output: str
    template: Path
    before: str
    """The text of the template before which something can be added, the last time that it stands there."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change by its number, and the word that it leaves on certain pages."""

    change: Callable[[int], None]
    check: Callable[[int], None]


def stories(root: Path) -> list[Path]:
    """The stories of a project, in the order of their names."""
    return sorted((root / "content" / "stories").glob("*.md"))


def word(number: int) -> str:
    """The word of an edit: the letters of its number, so that it is no number to a search."""
    return "zebrapad" + "".join("abcdefghij"[int(digit)] for digit in str(number))


def body(side: Side) -> Edit:
    """A sentence more in one story."""
    story = _middle(side.root)
    text = story.read_text("utf-8")

    def change(number: int) -> None:
        story.write_text(f"{text}\nEn toen kwam {word(number)} voorbij.\n", encoding="utf-8")

    return Edit(change, lambda number: _shown(side, (f"stories/{story.stem}",), f"{word(number)} voorbij."))


def title(side: Side) -> Edit:
    """Another title of a story: seen on its own page and on those of its tools."""
    story = _middle(side.root)
    text = story.read_text("utf-8")
    tools = re.search(r"^tools:\n  - (.+)$", text, re.M)
    pages = (f"stories/{story.stem}", *((f"tools/{tools[1]}",) if tools else ()))

    def change(number: int) -> None:
        story.write_text(re.sub(r'^title: ".*"$', f'title: "Over {word(number)}"', text, flags=re.M), encoding="utf-8")

    return Edit(change, lambda number: _shown(side, pages, f"Over {word(number)}"))


def template(side: Side) -> Edit:
    """A line more in the template of stories: seen on the page of each."""
    text = side.template.read_text("utf-8")
    head, mark, tail = text.rpartition(side.before)
    names = [path.stem for path in stories(side.root)]
    pages = tuple(f"stories/{name}" for name in (names[0], names[-1]))

    def change(number: int) -> None:
        side.template.write_text(f"{head}<p>{word(number)}</p>{mark}{tail}", encoding="utf-8")

    return Edit(change, lambda number: _shown(side, pages, f"<p>{word(number)}</p>"))


def nothing(side: Side) -> Edit:
    """Nothing at all; the site stands as it stood."""
    page = f"stories/{_middle(side.root).stem}"
    return Edit(lambda number: None, lambda number: _shown(side, (page,), "<h1"))


def _middle(root: Path) -> Path:
    found = stories(root)
    return found[len(found) // 2]


def _shown(side: Side, pages: tuple[str, ...], text: str) -> None:
    for page in pages:
        file = side.root / side.output / page / "index.html"
        if not file.is_file() or text not in file.read_text("utf-8"):
            raise Failed(f"{page} does not show the edit")
