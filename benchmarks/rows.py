"""What is measured, row by row: ours beside Hugo, each with what the issue of speed wants of it."""

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import edits
from benchmarks.edits import Side
from benchmarks.pairs import Task
from benchmarks.peers.sites import OUTPUT, Peer
from benchmarks.places import ENV, REPOSITORY, SITE, Place, cold
from benchmarks.process import Failed

DAY = "2026-11-20"
THEME = REPOSITORY / "templates"
SEARCH = Path(SITE) / "search" / "head.js"


@dataclass(frozen=True, slots=True)
class Row:
    """Two tasks, and the most that ours may take for the share of Hugo's, by the number of stories."""

    name: str
    title: str
    ours: Task
    theirs: Task
    wall: Mapping[int, float] = field(default_factory=dict)
    peak: Mapping[int, float] = field(default_factory=dict)
    profile: tuple[str, ...] = ()
    """The options of `benchmarks.stages` that show where the time goes."""


def rows(here: Place, hugo: Peer, pagefind: str | None) -> Iterator[tuple[str, Callable[[], Row]]]:
    """All rows of one size by name, each made when it is its turn: it reads what the one before left."""
    root = here.folder / "hugo"
    yield (
        "reference",
        lambda: _equal(
            here, hugo, root, lane="reference", wall={1000: 1.2, 10_000: 1.0}, peak={1000: 1.0, 10_000: 0.6}
        ),
    )
    yield "compiled", lambda: _equal(here, hugo, root, lane="compiled", wall={1000: 0.6, 10_000: 0.5}, peak={})
    if pagefind:
        yield "search", lambda: _search(here, hugo, root, pagefind)
    yield (
        "body",
        lambda: _edited(here, hugo, root, name="body", title="one story body edited", wall={1000: 0.35, 10_000: 0.1}),
    )
    yield (
        "nothing",
        lambda: _edited(here, hugo, root, name="nothing", title="nothing changed", wall={1000: 0.25, 10_000: 0.05}),
    )
    yield "title", lambda: _edited(here, hugo, root, name="title", title="title edited", wall={})
    yield "template", lambda: _edited(here, hugo, root, name="template", title="template of stories edited", wall={})


def _equal(
    here: Place, hugo: Peer, root: Path, *, lane: str, wall: Mapping[int, float], peak: Mapping[int, float]
) -> Row:
    what = "markdown-it-py alone" if lane == "reference" else "with the compiled lane"
    return Row(
        lane, f"cold, equal pages, no search, {what}", equal(here, lane), cold_peer(hugo, root), wall, peak,
        ("--equal", "--lane", lane),
    )  # fmt: skip


def equal(here: Place, lane: str = "") -> Task:
    """Our cold build of Hugo's pages; with no lane as it is by default."""
    command = (sys.executable, "-m", "benchmarks.equal", str(here.equal), *(("--lane", lane) if lane else ()))
    return Task("ours", command, here.equal, ENV, lambda number: cold(here.equal), _made(here.equal / SITE))


def _search(here: Place, hugo: Peer, root: Path, pagefind: str) -> Row:
    both = ("sh", "-c", f'"{hugo.command[0]}" --quiet && "{pagefind}" --quiet --site {OUTPUT}')
    index = root / OUTPUT / "pagefind" / "pagefind-entry.json"
    theirs = Task("Hugo and Pagefind", both, root, hugo.env, lambda number: hugo.clean(root), _made(index))
    return Row("search", "cold, our own theme with its search; Hugo, then Pagefind", own(here), theirs,
               {1000: 0.5, 10_000: 0.35})  # fmt: skip


def own(here: Place) -> Task:
    """Our cold build of our own theme, search included, as a person asks for it."""
    return Task("ours", building(here), here.own, ENV, lambda number: cold(here.own), _made(here.own / SEARCH))


def building(here: Place) -> tuple[str, ...]:
    """The command that a person gives."""
    return (sys.executable, "-m", "toolbox_gen", "--root", str(here.own), "build", "--date", DAY)


def cold_peer(peer: Peer, root: Path) -> Task:
    """The cold build of another generator."""
    return Task(peer.name, peer.command, root, peer.env, lambda number: peer.clean(root), _made(root / OUTPUT))


def _edited(here: Place, hugo: Peer, root: Path, *, name: str, title: str, wall: Mapping[int, float]) -> Row:
    theirs = Task("Hugo", hugo.command, root, hugo.env, *_author(getattr(edits, name)(their_side(root))))
    ours = edited(here, name)
    return Row(name, f"{title}, new process, search included; Hugo alone", ours, theirs, wall)


def edited(here: Place, name: str) -> Task:
    """Our build after an edit, in a new process, with what the build before left; its index must have changed too."""
    edit = getattr(edits, name)(our_side(here))
    head = here.own / SEARCH
    seen: dict[str, bytes] = {}

    def prepare(number: int) -> None:
        seen["head"] = head.read_bytes() if head.is_file() else b""
        edit.change(number)

    def check(number: int) -> None:
        edit.check(number)
        if name in ("body", "title") and head.read_bytes() == seen["head"]:
            raise Failed("the index of the search did not change")

    return Task("ours", building(here), here.own, ENV, prepare, check)


def our_side(here: Place) -> Side:
    """Ours, with a copy of the theme's template that the project may change."""
    template = here.own / "templates" / "story.html"
    if not template.exists():
        template.parent.mkdir(exist_ok=True)
        shutil.copyfile(THEME / "story.html", template)
    return Side(here.own, SITE, template, "{% endblock %}")


def their_side(root: Path) -> Side:
    """Hugo's."""
    return Side(root, OUTPUT, root / "layouts" / "stories" / "page.html", "</article>")


def _author(edit: edits.Edit) -> tuple[Callable[[int], None], Callable[[int], None]]:
    return edit.change, edit.check


def _made(path: Path) -> Callable[[int], None]:
    def check(number: int) -> None:
        if not path.exists():
            raise Failed(f"it made no {path.name}")

    return check
