"""What was measured, beside the goals and beside Pagefind, as tables in Markdown."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

Both = tuple[float, float]


def load() -> str:
    """How busy the machine was: measurements on a busy one say little."""
    return f"{os.cpu_count()} processors, {os.getloadavg()[0]:.1f} processes at work on them."


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join((*lines, *("| " + " | ".join(row) + " |" for row in rows)))


def _kilo(value: float) -> str:
    return f"{value / 1000:.1f}"


def _times(both: Both) -> str:
    return f"{both[0]:.0f} ({both[1]:.0f})"


def of_index(found: Mapping[int, Mapping[str, Any]], other: Mapping[str, float]) -> str:
    """Time, memory and size of the index, for each number of stories."""
    names = (
        ("pages", "pages", "", lambda value: f"{value}"),
        ("made from nothing, two processes, s", "two", "≤ 0.5 / ≤ 5", lambda value: f"{value:.2f}"),
        ("made from nothing, one process, s", "alone", "", lambda value: f"{value:.2f}"),
        ("the same, processor's time, s", "alone cpu", "", lambda value: f"{value:.2f}"),
        (
            "after one changed body, from what was kept on disk, ms",
            "changed",
            "≤ 40 / ≤ 150",
            lambda v: f"{v * 1000:.0f}",
        ),
        ("the same, processor's time, ms", "changed cpu", "", lambda value: f"{value * 1000:.0f}"),
        ("from the parts alone, s", "parts", "", lambda value: f"{value:.2f}"),
        ("written down for the next build, s", "saved", "", lambda value: f"{value:.2f}"),
        ("kept for the next build beside the pieces, kB", "kept", "", _kilo),
        ("peak memory, MiB", "peak", "≤ 600", lambda value: f"{value:.0f}"),
        ("pieces", "files", "", lambda value: f"{value}"),
        ("size, kB", "raw", "", _kilo),
        ("size, each piece with gzip -9, kB", "compressed", "10,000: ≤ 20,000", _kilo),
    )
    sizes = [f"{size:,} stories" for size in found]
    rows = [
        [label, goal, *(show(one[key]) for one in found.values()), show(other[key]) if key in other else ""]
        for label, key, goal, show in names
    ]
    return _rows(["", "goal, 1,000 / 10,000", *sizes, "Pagefind, 1,000 stories"], rows)


def of_line(found: Mapping[int, Mapping[str, Mapping[str, Both]]], others: Mapping[str, Mapping[str, Both]]) -> str:
    """Bytes and milliseconds on a slow line, for each query."""
    names = (
        ("program and index, first query, kB", "scripts", "≤ 60 / ≤ 100"),
        ("with the page, and pages for passages; Pagefind: all, kB", "everything", ""),
        ("first query, the page there, ms", "page there", "≤ 350 / ≤ 500"),
        ("first query, from the link, page included, ms", "from the link", ""),
        ("next query, sent off, ms", "next", "≤ 120"),
        ("next query, kB", "next scripts", ""),
        ("typed: five results after the last key, ms", "typed, last key", ""),
        ("typed, next query, after the last key, ms", "typed, next, last key", "≤ 120"),
    )
    parts = []
    for size, queries in found.items():
        rows = []
        for label, key, goal in names:
            show = _times if label.endswith("ms") else lambda both: _kilo(both[0])
            row = [label, goal]
            for sort, own in queries.items():
                other = others.get(sort, {}) if size == 1000 else {}
                row.append(show(own[key]) + (f" – Pagefind {show(other[key])}" if key in other else ""))
            rows.append(row)
        parts.append(_rows([f"{size:,} stories", "goal, 1,000 / 10,000", *queries], rows))
    return "\n\n".join(parts)


def of_keys(found: Mapping[str, Mapping[str, float]]) -> str:
    """The work of a key press, on each site."""
    names = (
        ("keys pressed", "keys", ""),
        ("all work after a key, ms: half need at most", "all p50", ""),
        ("95 of 100 need at most", "all p95", "10,000: ≤ 50"),
        ("of it script, p95", "script p95", ""),
        ("of it style and layout, p95", "layout p95", ""),
        ("longest task above 50 ms, by the clock, p95 (0: none)", "task p95", ""),
        ("work while nothing is pressed, in the same time", "idle", ""),
    )
    rows = [[label, goal, *(f"{one[key]:.0f}" for one in found.values())] for label, key, goal in names]
    return _rows(["", "goal", *found], rows)
