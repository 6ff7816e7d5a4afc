"""Two tasks side by side: A B A B in one run, so that a machine that drifts drifts for both; medians and ratios."""

import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from benchmarks.process import Failed, Run, timed, watched

T = TypeVar("T")
NOISY = 0.15
"""Processors that others may keep busy during a pair of runs; after more the pair is run again, a few times."""


@dataclass(frozen=True, slots=True)
class Task:
    """A command in a folder; before each run `prepare` (not counted), after it `check`, both given the run's number.

    `check` raises `Failed` when the run did not do what it was measured for.
    """

    name: str
    command: Sequence[str]
    folder: Path
    env: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[int], None] = lambda number: None
    check: Callable[[int], None] = lambda number: None


@dataclass(frozen=True, slots=True)
class Figures:
    """Medians of some runs: wall and processor time in seconds; the peak of memory in MiB."""

    wall: float
    cpu: float
    peak: float
    runs: int
    fastest: float
    slowest: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tasks measured side by side; the ratios are the medians of those of each pair of runs, the first's to the
    second's. `noisy` counts the runs during which others worked too and that count for want of quieter ones."""

    first: Figures
    second: Figures
    wall: float
    cpu: float
    noisy: int

    @property
    def peak(self) -> float:
        """The ratio of the peaks of memory."""
        return self.first.peak / self.second.peak


def paired(first: Task, second: Task, *, runs: int, limit: float) -> Pair:
    """Both tasks, after one run of each that does not count; then one more of each for its memory."""
    tasks, number = (first, second), 0
    for task in tasks:
        once(task, number, limit)
    found: list[tuple[Run, Run]] = []
    spare = runs  # how many pairs may be run again because of noise
    while len(found) < runs:
        number += 1
        both = (once(first, number, limit), once(second, number, limit))
        if max(run.other for run in both) > NOISY and spare:
            spare -= 1
        else:
            found.append(both)
    loud = sum(max(run.other for run in both) > NOISY for both in found)
    peaks = [watched_once(task, number + 1, limit)[1] for task in tasks]
    mine, others = ([both[at] for both in found] for at in (0, 1))
    return Pair(
        figures(mine, peaks[0]), figures(others, peaks[1]),
        statistics.median(a.wall / b.wall for a, b in found), statistics.median(a.cpu / b.cpu for a, b in found), loud,
    )  # fmt: skip


def once_each(first: Task, second: Task, *, limit: float) -> Pair:
    """Both tasks once, timed and watched in the same run, where one of them takes long."""
    (mine, most), (other, others) = (watched_once(task, 0, limit) for task in (first, second))
    pair = (figures([mine], most), figures([other], others))
    return Pair(*pair, mine.wall / other.wall, mine.cpu / other.cpu, int(max(mine.other, other.other) > NOISY))


def alone(task: Task, *, limit: float) -> Figures:
    """One run of a task that takes long, timed and watched."""
    run, most = watched_once(task, 0, limit)
    return figures([run], most)


def figures(runs: Sequence[Run], most: float) -> Figures:
    """The medians of runs."""
    walls = sorted(run.wall for run in runs)
    cpu = statistics.median(run.cpu for run in runs)
    return Figures(statistics.median(walls), cpu, most, len(runs), walls[0], walls[-1])


def once(task: Task, number: int, limit: float) -> Run:
    """One run that did what it was for."""
    return _done(task, number, lambda: timed(task.command, folder=task.folder, env=task.env, limit=limit))


def watched_once(task: Task, number: int, limit: float) -> tuple[Run, float]:
    """Another, with its memory in MiB."""
    return _done(task, number, lambda: watched(task.command, folder=task.folder, env=task.env, limit=limit))


def _done(task: Task, number: int, run: Callable[[], T]) -> T:
    task.prepare(number)
    try:
        found = run()
        task.check(number)
    except Failed as failed:
        raise Failed(f"{task.name}: {failed}") from failed
    return found


def say(text: str) -> None:
    """Where the measuring stands, for who waits."""
    print(text, file=sys.stderr, flush=True)
