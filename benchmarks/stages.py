"""One build of ours in this process, with the seconds of each stage: where the time goes.

python -m benchmarks.stages ROOT [--equal] [--lane reference|compiled] [--cold] [--stages FILE]
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolbox_gen.plan import Planner

DAY = date(2026, 11, 20)
LANES = ("reference", "compiled")


def build(root: Path, *, lane: str | None, is_equal: bool, stages: Path | None) -> int:
    """Build; one line on each problem, and exit code 1, when there are errors."""
    from benchmarks.machine import processors
    from toolbox_gen.build import Options, build

    options = Options(
        root=root,
        day=DAY,
        planners=_planners() if is_equal else None,
        jobs=processors(),
        compiled=lane != "reference",
        clock=time.perf_counter,
    )
    report = build(options)
    for problem in report.problems:
        print(problem.path, problem.code, file=sys.stderr)
    if stages:
        stages.write_text(json.dumps({one.name: one.seconds for one in report.stages}), encoding="utf-8")
    return 0 if report.written else 1


def _planners() -> "tuple[Planner, ...]":
    from benchmarks.equal.planners import PLANNERS

    return PLANNERS


def main(arguments: Sequence[str] | None = None, *, is_equal: bool = False) -> int:
    """Build as the arguments say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    parser.add_argument("--equal", action="store_true", default=is_equal, help="the pages of Hugo's site")
    parser.add_argument("--lane", choices=LANES, help="which Markdown parser may be used")
    parser.add_argument("--cold", action="store_true", help="without the site and the cache of before")
    parser.add_argument("--stages", type=Path, help="where to write the seconds of each stage, as JSON")
    given = parser.parse_args(arguments)
    if given.cold:
        from benchmarks.places import cold

        cold(given.root)
    return build(given.root, lane=given.lane, is_equal=given.equal, stages=given.stages)


if __name__ == "__main__":
    sys.exit(main())
