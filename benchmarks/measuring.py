"""Rows to results: everything that is measured at one size, and what fails noted with its reason."""

import json
import tempfile
import time
from collections.abc import Collection, Sequence
from pathlib import Path

from benchmarks import rows, serving
from benchmarks.pairs import alone, once, once_each, paired, say
from benchmarks.peers.sites import OUTPUT, Peer
from benchmarks.places import SITE, Place, step
from benchmarks.process import Failed
from benchmarks.report import Grown, Line, Results, Rival, is_missed
from benchmarks.stages import LANES

LIMIT = 600.0
"""Seconds that a run beside Hugo may take."""
PATIENCE = 180.0
"""Seconds that one of the slow generators may take."""
SLOW = 1000
"""Stories from which on a slow generator is run once."""
ELSE = "all else: start, imports, what is remembered"
GROWING = {"search": "cold, our own theme with its search", "reference": "cold, Hugo's pages, markdown-it-py alone",
           "nothing": "nothing changed", "body": "one story body edited"}  # fmt: skip
"""The rows that show how cost grows, and what they are called alone."""


def are_equal(here: Place, hugo: Peer, results: Results) -> bool:
    """Whether our pages are those of Hugo, compared file by file, in every lane; nothing may be measured otherwise."""
    root = here.folder / "hugo"
    once(rows.cold_peer(hugo, root), 0, LIMIT)
    for lane in LANES:
        once(rows.equal(here, lane), 0, LIMIT)
        done = step("benchmarks.equal.compare", str(here.equal / SITE), str(root / OUTPUT))
        lines = done.stdout.strip().splitlines() or [done.stderr]
        if done.returncode:
            say(f"With the {lane} lane our pages are not those of Hugo; nothing is measured.\n{done.stdout}")
            return False
        results.equal[f"Our pages ({lane} lane) and Hugo's, file by file at {here.stories} stories"] = lines[-1]
    return True


def compare(here: Place, peers: Sequence[Peer], results: Results) -> None:
    """How far the pages of those that are to do the same work are those of Hugo."""
    for peer in peers:
        root = here.folder / f"{peer.name}-compared"
        if peer.note:
            continue
        peer.prepare(here.content, root)
        try:
            once(rows.cold_peer(peer, root), 0, PATIENCE)
        except Failed as failed:
            results.missing.append(f"whether {peer.name} makes the same pages ({failed})")
            continue
        done = step("benchmarks.equal.compare", str(root / OUTPUT), str(here.folder / "hugo" / OUTPUT))
        text = "; ".join(done.stdout.strip().splitlines()[-3:])
        results.equal[f"The pages of {peer.name} and Hugo's, likewise"] = text


def beside_hugo(
    here: Place, hugo: Peer, pagefind: str | None, results: Results, *, wanted: Collection[str], runs: int
) -> None:
    """All rows of one size."""
    for name, make in rows.rows(here, hugo, pagefind):
        if name not in wanted:
            continue
        row = make()
        say(f"{here.stories}: {row.title}")
        try:
            pair = paired(row.ours, row.theirs, runs=runs, limit=LIMIT)
            line = Line(here.stories, row, pair)
            say(f"    {pair.first.wall:.3f} s, {pair.second.wall:.3f} s: {pair.wall:.2f}")
        except Failed as failed:
            line = Line(here.stories, row, None, str(failed))
            say(f"    {failed}")
        results.lines.append(_profiled(line) if is_missed(line) else line)
        if line.pair and name in GROWING:
            results.grown.append(Grown(here.stories, _documents(here), GROWING[name], line.pair.first))


def served(here: Place, hugo: Peer, results: Results, *, runs: int) -> None:
    """The development servers of one size."""
    say(f"{here.stories}: from saving to the changed page")
    try:
        ours, theirs = serving.measured(here, hugo, runs=runs, limit=PATIENCE)
        results.served[here.stories] = (ours, theirs)
        say(f"    {ours.saved:.3f} s, {theirs.saved:.3f} s")
    except Failed as failed:
        results.served[here.stories] = str(failed)
        say(f"    {failed}")


def beside_others(here: Place, peers: Sequence[Peer], results: Results, *, runs: int) -> None:
    """The cold builds of the other generators of one size."""
    for peer in peers:
        if here.stories > peer.most:
            why = f"not run: more than {peer.most:,} stories are too slow to be run by default"
            results.rivals.append(Rival(here.stories, peer.name, peer.version, peer.note, None, why))
            continue
        say(f"{here.stories}: {peer.name}")
        root = here.folder / peer.name.replace(", ", "-").replace(" ", "-")
        peer.prepare(here.content, root)
        try:
            ours, theirs = rows.equal(here), rows.cold_peer(peer, root)
            if here.stories >= SLOW and peer.most <= SLOW:
                pair = once_each(ours, theirs, limit=PATIENCE)
            else:
                pair = paired(ours, theirs, runs=min(runs, 3), limit=PATIENCE)
            found = Rival(here.stories, peer.name, peer.version, peer.note, pair)
            say(f"    {pair.first.wall:.3f} s, {pair.second.wall:.3f} s: {pair.wall:.2f}")
        except Failed as failed:
            found = Rival(here.stories, peer.name, peer.version, peer.note, None, str(failed))
            say(f"    {failed}")
        results.rivals.append(found)


def grow(here: Place, results: Results) -> None:
    """Ours alone, each once."""
    rows.our_side(here)  # its own template must be there before: one more would be a change
    tasks = (
        ("reference", rows.equal(here, "reference")),
        ("search", rows.own(here)),
        ("nothing", None),
        ("body", None),
    )
    for name, task in tasks:
        say(f"{here.stories}: {GROWING[name]}")
        try:
            found = alone(task or rows.edited(here, name), limit=LIMIT * 3)
        except Failed as failed:
            results.missing.append(f"{GROWING[name]} at {here.stories:,} stories ({failed})")
            say(f"    {failed}")
            continue
        results.grown.append(Grown(here.stories, _documents(here), GROWING[name], found))
        say(f"    {found.wall:.3f} s")


def _profiled(line: Line) -> Line:
    """With the seconds of each stage of one more run of ours, in the state in which the row left it."""
    row = line.row
    row.ours.prepare(999)
    with tempfile.TemporaryDirectory() as folder:
        file, start = Path(folder) / "stages.json", time.perf_counter()
        done = step("benchmarks.stages", str(row.ours.folder), *row.profile, "--stages", str(file))
        whole = time.perf_counter() - start
        stages = json.loads(file.read_text("utf-8")) if done.returncode == 0 else {}
    if stages:
        stages[ELSE] = whole - sum(stages.values())
    return Line(line.stories, row, line.pair, line.why, stages)


def _documents(here: Place) -> int:
    return sum(1 for _ in here.content.rglob("*.md"))
