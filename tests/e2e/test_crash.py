"""Whatever goes wrong in a build, the site is the whole old or the whole new one, and the next build heals.

Each test counts the file operations of a whole build (`tests/crashing.py`), those of SQLite included (`tests/audit.py`),
and lets one after the other go wrong: a kill at each that alters something, an input error and a full disk at the first
and the last that each call asks. With CRASH_EXAMPLES=all they go wrong at every operation on both ways, and every one that
names a file is refused too (EACCES).
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
EVERY = os.environ.get("CRASH_EXAMPLES") == "all"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork here")


def ran(program: str, folder: Path, *words: str) -> Any:
    """What a program found."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", f"tests.{program}", str(folder), *words],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def crashed(folder: Path, fault: str, choice: str = "calls", *part: str) -> Mapping[str, int]:
    """How often what became of a build: `old 3` says that after it the old site stood, exit code 3."""
    found: Mapping[str, int] = ran("crashing", folder, fault, "both" if EVERY else choice, *part)
    return found


@pytest.mark.parametrize("part", range(2))
@pytest.mark.parametrize("fault", ["EIO", *(["EACCES"] if EVERY else [])])
def test_an_operation_that_fails(fault: str, part: int, tmp_path: Path) -> None:
    found = crashed(tmp_path, fault, "calls", str(part), "2")
    assert found["old 3"] > 20, found
    assert found["new 0"] > 20, "a hint that cannot be had does no harm"
    assert found.keys() <= {"old 1", "old 2", "old 3", "new 3", "new 0"}


def test_a_full_disk(tmp_path: Path) -> None:
    found = crashed(tmp_path, "ENOSPC")
    assert found["old 3"] > 20, found
    assert found["new 3"] > 2, "what was withdrawn could not be removed"


def test_a_kill(tmp_path: Path) -> None:
    found = crashed(tmp_path, "kill", "each")
    assert found["old 77"] > 20, found
    assert found["new 77"] > 20, found


def test_without_an_exchange_there_is_no_site_between_two_renames_and_at_no_other_moment(tmp_path: Path) -> None:
    found = crashed(tmp_path / "kill", "kill-renames")
    assert found["none 77"] in ({2} if EVERY else {1, 2}), "there and back, or what of these was chosen"
    assert {name for name in found if "none" in name} == {"none 77"}
    found = crashed(tmp_path / "EIO", "EIO-renames")
    assert found["old 3"] > 10, found
    assert found["new 3"] > 2, found


def test_eight_builds_at_once_of_which_two_are_killed_and_a_reader_who_never_misses_a_file(tmp_path: Path) -> None:
    rounds = 4
    found = ran("crowding", tmp_path, str(rounds))
    assert found["wrong"] == []
    assert found["read"] > 1000, "it did look"
    assert found["well"] >= 6 * rounds, "the lock of a killed build is nobody's"
