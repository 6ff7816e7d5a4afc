"""Whatever goes wrong in a build, the site is the whole old or the whole new one, and the next build heals.

Each test lets every single file operation of a whole build go wrong (`tests/crashing.py`), those of SQLite included
(`tests/audit.py`): first counted, then failed or killed at, one after the other. Nothing is sampled: an input error at
every operation, a full disk and a kill at every one that alters something. With CRASH_EXAMPLES=all a refusal too (EACCES)
at every operation that names a file, which takes half as long again.
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


def crashed(folder: Path, *words: str) -> Mapping[str, int]:
    """How often what became of a build: `EIO old 3` is an input error after which the old site stood, exit code 3."""
    found: Mapping[str, int] = ran("crashing", folder, *words)
    return found


@pytest.mark.parametrize("part", range(4))
def test_an_operation_that_fails(part: int, tmp_path: Path) -> None:
    names = ("EIO", "EACCES" if EVERY else "none")
    found = crashed(tmp_path, *names, str(part), "4")
    for name in names[: 1 + EVERY]:
        assert found[f"{name} old 3"] > 20, found
        assert found[f"{name} new 0"] > 20, "a hint that cannot be had does no harm"
    ends = ("old 1", "old 2", "old 3", "new 3", "new 0")
    assert found.keys() <= {f"{name} {end}" for name in names for end in ends}


def test_a_full_disk_and_a_kill(tmp_path: Path) -> None:
    found = crashed(tmp_path, "ENOSPC", "kill")
    assert found["ENOSPC old 3"] > 50, found
    assert found["ENOSPC new 3"] > 5, "what was withdrawn could not be removed"
    assert found["kill old 77"] > 20, found
    assert found["kill new 77"] > 20, found


def test_without_an_exchange_there_is_no_site_between_two_renames_and_at_no_other_moment(tmp_path: Path) -> None:
    found = crashed(tmp_path, "kill-renames", "EIO-renames")
    assert found["kill-renames none 77"] == 1, found
    assert {name for name in found if "none" in name} == {"kill-renames none 77"}
    assert found["EIO-renames old 3"] > 20, found
    assert found["EIO-renames new 3"] > 5, found


def test_eight_builds_at_once_of_which_two_are_killed_and_a_reader_who_never_misses_a_file(tmp_path: Path) -> None:
    rounds = 4
    found = ran("crowding", tmp_path, str(rounds))
    assert found["wrong"] == []
    assert found["read"] > 1000, "it did look"
    assert found["well"] >= 6 * rounds, "the lock of a killed build is nobody's"
