"""Ask whether something is known against the locked packages: `make audit`, and part of `make test`.

A vulnerability in what runs (`build.txt`) is a failure, one in what only tests (`dev.txt`) is told. Where the database
cannot be asked, or does not know a package, that is said, and is no failure: nothing was found out.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PATIENCE = 180
"""Seconds that the whole of it may take."""
_ASK = (sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--format=json", "--timeout=10",
        "--progress-spinner=off")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found out: known vulnerabilities as sentences, and the packages of which nothing is known."""

    of_what_runs: tuple[str, ...] = ()
    of_what_tests: tuple[str, ...] = ()
    asked: int = 0
    unknown: tuple[str, ...] = ()
    silence: str = ""
    """Why no answer came; nothing if one did."""


def audit(lock: Path, *, runs: frozenset[str]) -> Answer:
    """Ask about every package of a lock. `runs` are the names of those that run."""
    try:
        said = subprocess.run([*_ASK, "-r", str(lock)], capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return Answer(silence=f"no answer in {PATIENCE} seconds")
    try:
        found = json.loads(said.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Answer(silence=(said.stderr.strip().splitlines() or ["no answer"])[-1])
    return answer(found, runs=runs)


def answer(found: Sequence[dict[str, Any]], *, runs: frozenset[str]) -> Answer:
    """What pip-audit's list of packages says."""
    told: dict[bool, list[str]] = {True: [], False: []}
    for package in found:
        for one in package.get("vulns", ()):
            mended = ", ".join(one["fix_versions"])
            way = f"mended in {mended}" if mended else "no version mends it yet"
            told[package["name"] in runs].append(f"{package['name']} {package['version']}: {one['id']} ({way})")
    unknown = tuple(sorted(package["name"] for package in found if "skip_reason" in package))
    return Answer(tuple(told[True]), tuple(told[False]), len(found) - len(unknown), unknown)


def shown(found: Answer) -> tuple[str, ...]:
    """It in lines."""
    if found.silence or not found.asked:
        reason = found.silence or "the database knows none of the packages"
        return (f"Known vulnerabilities could not be looked up, so nothing is said of them: {reason}",)
    lines = [f"Known vulnerabilities in what runs: {len(found.of_what_runs)}", *found.of_what_runs]
    lines += [f"Known vulnerabilities in what only tests: {len(found.of_what_tests)}", *found.of_what_tests]
    lines.append(f"Asked about {found.asked} packages.")
    if found.unknown:
        lines.append(f"Nothing is known, good or bad, of: {', '.join(found.unknown)}")
    if found.of_what_runs:
        lines.append("To take newer versions: make lock ARGS=--upgrade, then make test.")
    return tuple(lines)


def names(lock: str) -> frozenset[str]:
    """The packages of a lock."""
    return frozenset(line.partition("==")[0] for line in lock.splitlines() if "==" in line and line[:1].isalnum())


def main() -> int:
    """The exit code: 1 when something is known against what runs."""
    found = audit(HERE / "dev.txt", runs=names((HERE / "build.txt").read_text("utf-8")))
    print("\n".join(shown(found)))
    return 1 if found.of_what_runs else 0


if __name__ == "__main__":
    sys.exit(main())
