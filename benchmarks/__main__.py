"""`make bench`: whole builds of made-up toolboxes, each in a process of its own, stage by stage.

    python -m benchmarks [--stories 100 1000] [--runs 5]

The corpus is that of `corpus.py`, with one tool for every five stories. Each run builds into a new folder; after one
run that does not count, medians are printed, with the highest memory that a run had.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.corpus import write_corpus

_RUN = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
from toolbox_gen.build import Options, build
report = build(Options(root=Path(sys.argv[1]), day=date(2026, 11, 20), clock=time.perf_counter))
assert report.written, report.problems[:3]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
stages = {stage.name: stage.seconds for stage in report.stages}
print(json.dumps({"files": report.written.files, "peak": peak, "stages": stages}))
"""


def once(root: Path) -> dict[str, Any]:
    """One build from nothing: wall time in seconds, peak memory in MiB, seconds per stage."""
    shutil.rmtree(root / "site", ignore_errors=True)
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", _RUN, str(root)], check=True, capture_output=True, text=True)
    wall = time.perf_counter() - start
    return {"wall": wall, **json.loads(done.stdout)}


def measured(stories: int, runs: int) -> dict[str, Any]:
    """The medians of so many builds of a corpus, after one that does not count."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_corpus(root, stories, max(1, stories // 5))
        found = [once(root) for _ in range(runs + 1)][1:]
    names = list(found[0]["stages"])
    return {
        "stories": stories,
        "files": found[0]["files"],
        "wall": statistics.median(f["wall"] for f in found),
        "peak": max(f["peak"] for f in found),
        "stages": {name: statistics.median(f["stages"][name] for f in found) for name in names},
    }


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="make bench", description="Time whole builds of made-up toolboxes.")
    parser.add_argument("--stories", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors; medians of {arguments.runs} builds\n")
    rows = [measured(stories, arguments.runs) for stories in arguments.stories]
    names = list(rows[0]["stages"])
    print("| stories | files | whole process s | peak MiB | " + " | ".join(f"{name} s" for name in names) + " |")
    print("|" + "---|" * (4 + len(names)))
    for row in rows:
        stages = " | ".join(f"{row['stages'][name]:.3f}" for name in names)
        print(f"| {row['stories']} | {row['files']} | {row['wall']:.3f} | {row['peak']:.0f} | {stages} |")


if __name__ == "__main__":
    main()
