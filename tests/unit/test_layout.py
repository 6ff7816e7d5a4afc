"""The tests mirror the sources, and the sources keep to the house's order."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "toolbox_gen"
TESTS = ROOT / "tests" / "unit"

WITHOUT_A_MODULE = {
    "test_browser_setup.py",  # tests/browser_setup.py
    "test_layout.py",
}
NOTHING_TO_TEST = {
    "__main__.py",  # one call
}
STILL_MISSING: set[str] = set()
"""Modules that only tests of the whole (tests/e2e, golden, problems, properties) reach. Take one away with its test."""


def modules() -> set[str]:
    found = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if path.name != "__init__.py"}
    return found - NOTHING_TO_TEST


def with_a_test() -> set[str]:
    found = (path.relative_to(TESTS) for path in TESTS.rglob("test_*.py") if path.name not in WITHOUT_A_MODULE)
    return {path.with_name(path.name.removeprefix("test_")).as_posix() for path in found}


def test_every_module_has_its_test() -> None:
    assert modules() - with_a_test() <= STILL_MISSING


def test_no_test_is_without_a_module() -> None:
    assert with_a_test() <= modules()


def test_what_is_called_missing_is_missing() -> None:
    assert modules() >= STILL_MISSING, "gone: take it off the list"
    assert not STILL_MISSING & with_a_test(), "tested by now: take it off the list"


def test_packages_hold_nothing_but_modules() -> None:
    for path in SOURCE.rglob("__init__.py"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line]
        assert len(lines) <= 2, f"{path}: code has a module of its own"


def test_imports_keep_to_the_order_of_the_house() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout
