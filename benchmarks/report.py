"""What was found, as tables: `benchmarks/RESULTS.md`, and the same on the screen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.machine import Machine
from benchmarks.pairs import Figures, Pair
from benchmarks.rows import Row
from benchmarks.serving import Served

SERVED = {1000: 0.050, 10_000: 0.150}
"""Goals of the server: from a save to the page, in seconds."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row at a size; with no pair, why there is none."""

    stories: int
    row: Row
    pair: Pair | None
    why: str = ""
    stages: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rival:
    """A peer's cold build beside ours of Hugo's pages; with no pair, why there is none."""

    stories: int
    name: str
    version: str
    note: str
    pair: Pair | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Grown:
    """Ours alone, as it grows."""

    stories: int
    documents: int
    name: str
    figures: Figures


@dataclass(slots=True)
class Results:
    """Everything that was measured, as far as it went."""

    machine: Machine
    versions: dict[str, str] = field(default_factory=dict)
    systems: dict[int, str] = field(default_factory=dict)
    equal: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    served: dict[int, tuple[Served, Served] | str] = field(default_factory=dict)
    rivals: list[Rival] = field(default_factory=list)
    grown: list[Grown] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """What could not be measured at all, and why."""


def written(results: Results) -> str:
    """The whole of `RESULTS.md`."""
    parts = [_head(results), _goals(results), _pairs(results), _serving(results), _rivals(results), _growth(results),
             _profiles(results), _what_is_equal(results)]  # fmt: skip
    return "\n\n".join(part for part in parts if part) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def is_missed(line: Line) -> bool:
    """Whether a goal of a row was not reached."""
    if line.pair is None:
        return line.stories in line.row.wall or line.stories in line.row.peak
    pairs = ((line.row.wall, line.pair.wall), (line.row.peak, line.pair.peak))
    return any(line.stories in goals and found > goals[line.stories] for goals, found in pairs)


def _head(results: Results) -> str:
    own = results.machine
    versions = "; ".join(f"{name} {version}" for name, version in results.versions.items())
    systems = "; ".join(f"{_number(stories)} stories on {system}" for stories, system in results.systems.items())
    lines = [
        "# How fast a build is",
        f"Made by `make bench`. {own.processors} processors ({own.model}), {own.memory:.0f} GiB, {own.system}, "
        f"Python {own.python}. {versions}. Files: {systems}.",
        "Whole processes, from the command to its end, side by side in one run (A B A B) after one run of each that "
        "does not count; seconds are medians, ratios the median of the ratios of the pairs, ours to theirs: below 1 "
        "ours is quicker. A cold run has no cache of any kind, and taking the old site away is not counted. Memory is "
        "that of all processes together at its height, each page once, seen in a run of its own. A run that does not "
        "show its edit does not count.",
    ]
    if results.missing:
        lines.append("**Not measured:** " + "; ".join(results.missing) + ".")
    return "\n\n".join(lines)


def _goals(results: Results) -> str:
    rows = []
    for line in results.lines:
        for goals, name, found in (
            (line.row.wall, "time", line.pair.wall if line.pair else None),
            (line.row.peak, "memory", line.pair.peak if line.pair else None),
        ):
            if line.stories in goals:
                goal = goals[line.stories]
                rows.append([f"{line.row.title}: {name}", _number(line.stories), f"≤ {goal:g}", *_reached(found, goal)])
    for stories, found in results.served.items():
        if stories in SERVED:
            goal = SERVED[stories]
            saved = found[0].saved if not isinstance(found, str) else None
            shown = ["none", "**no**"] if saved is None else [_ms(saved), "yes" if saved <= goal else "**no**"]
            rows.append(["save to changed page served, median", _number(stories), f"≤ {_ms(goal)}", *shown])
    if not rows:
        return ""
    return "## Goals\n\n" + table(["what, ours to theirs", "stories", "goal", "found", "reached"], rows)


def _reached(found: float | None, goal: float) -> list[str]:
    return ["none", "**no**"] if found is None else [f"{found:.2f}", "yes" if found <= goal else "**no**"]


def _pairs(results: Results) -> str:
    rows = []
    for line in results.lines:
        pair = line.pair
        if pair is None:
            rows.append([line.row.title, _number(line.stories), *["—"] * 8, line.why])
            continue
        a, b = pair.first, pair.second
        noisy = f"{a.runs} ({pair.noisy} noisy)" if pair.noisy else f"{a.runs}"
        rows.append([
            line.row.title, _number(line.stories), _s(a.wall), _s(b.wall), f"**{pair.wall:.2f}**", _s(a.cpu), _s(b.cpu),
            f"{pair.cpu:.2f}", f"{a.peak:.0f} / {b.peak:.0f}", f"{pair.peak:.2f}", noisy,
        ])  # fmt: skip
    head = [
        "what",
        "stories",
        "ours s",
        "theirs s",
        "ratio",
        "ours CPU s",
        "theirs CPU s",
        "ratio",
        "MiB, ours / theirs",
        "ratio",
        "pairs",
    ]
    return "## Beside Hugo\n\n" + table(head, rows) if rows else ""


def _serving(results: Results) -> str:
    rows = []
    for stories, found in results.served.items():
        if isinstance(found, str):
            rows.append([_number(stories), found, *["—"] * 5])
            continue
        for name, one in zip(("ours", "Hugo"), found, strict=True):
            span = f"{_ms(one.fastest)} – {_ms(one.slowest)}"
            rows.append(
                [_number(stories), name, _ms(one.saved), span, _s(one.ready), f"{one.memory:.0f}", f"{one.runs}"]
            )
    head = ["stories", "server", "save to page, median", "fastest and slowest", "ready after s", "MiB at rest", "edits"]
    text = "The story's page is asked for every 4 ms; no browser, so what a page does to reload itself is not in it."
    return f"## From saving to the changed page\n\n{text}\n\n{table(head, rows)}" if rows else ""


def _rivals(results: Results) -> str:
    rows = []
    for one in results.rivals:
        if one.pair is None:
            rows.append([one.name, one.version, _number(one.stories), *["—"] * 5, one.why, one.note])
            continue
        a, b = one.pair.first, one.pair.second
        rows.append([
            one.name, one.version, _number(one.stories), _s(a.wall), _s(b.wall), f"**{one.pair.wall:.2f}**",
            f"{one.pair.cpu:.2f}", f"{a.peak:.0f} / {b.peak:.0f}", f"{a.runs}", one.note,
        ])  # fmt: skip
    head = [
        "who",
        "version",
        "stories",
        "ours s",
        "theirs s",
        "ratio",
        "CPU ratio",
        "MiB, ours / theirs",
        "pairs",
        "how it is less work",
    ]
    text = "Cold builds beside ours of Hugo's pages."
    return f"## Beside others\n\n{text}\n\n{table(head, rows)}" if rows else ""


def _growth(results: Results) -> str:
    rows = [
        [one.name, _number(one.stories), _number(one.documents), _s(one.figures.wall), _s(one.figures.cpu),
         f"{one.figures.cpu / one.documents * 1000:.2f}", f"{one.figures.peak:.0f}",
         f"{one.figures.peak / one.documents * 1024:.0f}", f"{one.figures.runs}"]
        for one in sorted(results.grown, key=lambda one: (one.name, one.stories))
    ]  # fmt: skip
    head = ["ours", "stories", "documents", "s", "CPU s", "CPU ms a document", "MiB", "KiB a document", "runs"]
    return "## How cost grows\n\n" + table(head, rows) if rows else ""


def _profiles(results: Results) -> str:
    parts = []
    for line in results.lines:
        if is_missed(line) and line.stages:
            whole = sum(line.stages.values())
            rows = [[name, _s(seconds), f"{seconds / whole:.0%}"] for name, seconds in line.stages.items()]
            parts.append(
                f"### {line.row.title}, {_number(line.stories)} stories\n\n" + table(["stage", "s", "share"], rows)
            )
    return "## Where the time goes in what was not reached\n\n" + "\n\n".join(parts) if parts else ""


def _what_is_equal(results: Results) -> str:
    lines = [f"- {name}: {text}" for name, text in results.equal.items()]
    return "## What is equal and what is not\n\n" + "\n".join([*lines, *_NOT_EQUAL]) if lines else ""


_NOT_EQUAL = (
    "- With Hugo's pages ours still checks every field and link of the content, and makes no page when one is wrong; "
    "Hugo checks nothing. Ours exchanges the whole site in one step; Hugo writes into the folder that is served.",
    "- Our own theme is more work than Hugo's pages: narrower lists, lists of sorts, a matrix of tools and themes, "
    "covers, related stories, an export with its schema, and larger pages. Pagefind indexes list pages too, with "
    "filters for kind, difficulty, themes and audiences; our search has those and more.",
    "- Hugo always builds everything, so its time after an edit is that of a whole build over the old one.",
    "- The two servers show their own pages: Hugo's without a search, from memory, with its partial rendering on.",
)


def _number(value: int) -> str:
    return f"{value:,}"


def _s(seconds: float) -> str:
    return f"{seconds:.3f}" if seconds < 10 else f"{seconds:.1f}"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
