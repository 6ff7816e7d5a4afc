"""How long the index takes to make, from nothing and after a change, what memory that needs, and its size on disk."""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

_CAPTURE = """
import pickle, sys
from datetime import date
from pathlib import Path
from toolbox_gen import indexing
from toolbox_gen.build import Options, build
given, index = [], indexing.index
def capturing(recipe, *more, prose, **others):
    given.append(([(record, prose(path).text) for path, record in recipe.records], recipe.frame))
    return index(recipe, *more, prose=prose, **others)
indexing.index = capturing
report = build(Options(root=Path(sys.argv[1]), output=Path(sys.argv[2]), day=date(2026, 11, 20)))
assert report.written, report.problems[:3]
Path(sys.argv[3]).write_bytes(pickle.dumps(given[0]))
"""
"""A whole build, during which what is handed to the search is kept."""

_MEASURE = """
import gc, gzip, json, pickle, resource, sys, time
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from toolbox_gen.search.index import build, save
from toolbox_gen.search.records import analyse
from toolbox_gen.search.update import change, load
records, frame = pickle.loads(Path(sys.argv[1]).read_bytes())
runs, clock = int(sys.argv[2]), time.perf_counter
half = len(records) // 2
gc.disable()  # as a build does

def first():
    return [analyse(record[0], frame.language, record[1]) for record in records[:half]]

def alone():
    gc.collect()
    start, own = clock(), time.process_time()
    index = build([analyse(record[0], frame.language, record[1]) for record in records], frame)
    return clock() - start, time.process_time() - own, index

def together():
    gc.collect()
    start = clock()
    with get_context("fork").Pool(1) as pool:
        other = pool.apply_async(first)
        own = [analyse(record[0], frame.language, record[1]) for record in records[half:]]
        build([*other.get(), *own], frame)
        return clock() - start

def changed(run, folder, index):
    gc.collect()
    number = (run * 37 + 11) % len(records)
    record, text = records[number]
    text += f"\\nEen nieuwe zin over vernieuwdewoorden{run} en gesprek."
    def read(name):
        return (folder / name).read_bytes() if (folder / name).exists() else None
    start, busy = clock(), time.process_time()
    part = analyse(record, frame.language, text)
    found = change(load(read, frame), {number: part})
    after, worked = clock() - start, time.process_time() - busy
    again = clock()
    assert build([*index.parts[:number], part, *index.parts[number + 1:]], frame).head == found.head
    return after, worked, clock() - again

times = [alone()[:2] for _ in range(runs + 1)][1:]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
two = [together() for _ in range(runs + 1)][1:]
index = alone()[2]
start = clock()
kept = dict(save(index))
saved = clock() - start
pieces = [index.head, *index.pieces]
with TemporaryDirectory() as name:
    folder = Path(name)
    for name, data in (*kept.items(), *((f"{piece.name}.js", piece.data) for piece in index.pieces)):
        (folder / name).write_bytes(data)
    after = [changed(run, folder, index) for run in range(runs + 1)][1:]
print(json.dumps({
    "alone": median(a for a, _ in times), "alone cpu": median(b for _, b in times), "two": median(two),
    "peak": peak, "pages": len(records), "changed": median(a for a, _, _ in after),
    "changed cpu": median(b for _, b, _ in after), "parts": median(c for _, _, c in after),
    "saved": saved, "kept": sum(map(len, kept.values())),
    "files": len(pieces), "raw": sum(len(p.data) for p in pieces),
    "compressed": sum(len(gzip.compress(p.data, 9, mtime=0)) for p in pieces),
}))
"""
"""Only the search, in a process of its own."""


def build_site(root: Path, output: Path, kept: Path) -> None:
    """Build the site of a toolbox, and keep what the search was given."""
    subprocess.run([sys.executable, "-c", _CAPTURE, str(root), str(output), str(kept)], check=True)


def measured(kept: Path, runs: int) -> dict[str, Any]:
    """Seconds, MiB and bytes, medians of so many runs after one that does not count."""
    command = [sys.executable, "-c", _MEASURE, str(kept), str(runs)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout))


def sizes(folder: Path) -> dict[str, float]:
    """Number and bytes of the files in a folder, as they are and compressed where that helps."""
    data = [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
    small = sum(min(len(one), len(gzip.compress(one, 9))) for one in data)
    return {"files": len(data), "raw": sum(map(len, data)), "compressed": small}
