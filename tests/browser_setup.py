"""Find a browser for the browser tests, or get one, and write down where it is.

`make test` runs it as `python tests/browser_setup.py .venv/browser`; the tests read that file by `recorded`.
Everything here knows the machine only through a `Machine`, so that the unit tests can hand it another one.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "TOOLBOX_BROWSER"

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "chrome-for-testing",
    "microsoft-edge",
    "microsoft-edge-stable",
)

MAC_APPS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)

# Per package manager: the commands, in order. All but brew need root.
PACKAGE_MANAGERS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "apt-get": (
        ("apt-get", "update"),
        (
            *("apt-get", "-o", "DPkg::Lock::Timeout=600"),
            *("install", "--yes", "--no-install-recommends", "chromium"),
        ),
    ),
    "dnf": (("dnf", "install", "--assumeyes", "chromium"),),
    "apk": (("apk", "add", "--no-cache", "chromium"),),
    "pacman": (("pacman", "-Sy", "--needed", "--noconfirm", "chromium"),),
    "zypper": (("zypper", "--non-interactive", "install", "chromium"),),
    "brew": (("brew", "install", "--cask", "google-chrome"),),
}

PLAYWRIGHT_PATH = (
    "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
)

HOW_TO_GET_ONE = f"""\
The browser tests need Chromium, Chrome or Edge, and none could be found or installed. One of these will do:
  - install it with the system's package manager: apt-get install chromium, dnf install chromium,
    apk add chromium, pacman -S chromium, zypper install chromium, brew install --cask google-chrome
  - let Playwright get its own: .venv/bin/python -m playwright install --with-deps chromium
  - say where yours is: {VARIABLE}=/path/to/chrome make test"""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a command ended."""

    code: int
    output: str = ""


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What has to be known of a computer, and how to run something on it."""

    system: str  # "Linux", "Darwin"
    distribution: str  # ID in os-release: "debian", "ubuntu"
    root: bool
    home: Path
    environment: Mapping[str, str]
    which: Callable[[str], str | None]
    is_file: Callable[[Path], bool]
    run: Callable[[Sequence[str]], Outcome]  # quietly, for its answer
    install: Callable[[Sequence[str]], Outcome]  # in sight, as it may take minutes


class NoBrowserError(Exception):
    """There is no browser; the message says how to get one."""


def recorded(record: Path) -> Path | None:
    """The browser that was found last time, if any."""
    try:
        text = record.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return Path(text) if text else None


def works(machine: Machine, browser: Path) -> bool:
    """Whether the browser is there and starts."""
    return machine.is_file(browser) and machine.run((str(browser), "--headless", "--version")).code == 0


def installed(machine: Machine) -> Iterator[Path]:
    """Where the system may have a browser, the likeliest first."""
    for name in NAMES:
        if found := machine.which(name):
            yield Path(found)
    if machine.system == "Darwin":
        for folder in (Path("/Applications"), machine.home / "Applications"):
            for app in MAC_APPS:
                yield folder / app


def playwrights_own(machine: Machine) -> Iterator[Path]:
    """Where Playwright keeps its own, whether that has been installed or not."""
    answer = machine.run((sys.executable, "-c", PLAYWRIGHT_PATH))
    if answer.code == 0 and answer.output.strip():
        yield Path(answer.output.strip().splitlines()[-1])


def find(machine: Machine, last_time: Path | None = None) -> Path | None:
    """The first browser that works, without installing anything."""

    def candidates() -> Iterator[Path]:
        if last_time:
            yield last_time
        yield from installed(machine)
        yield from playwrights_own(machine)

    return next((browser for browser in candidates() if works(machine, browser)), None)


def privilege(machine: Machine) -> tuple[str, ...] | None:
    """What to put before a command that needs root; None where nobody can be root unasked."""
    if machine.root:
        return ()
    if machine.which("sudo") and machine.run(("sudo", "-n", "true")).code == 0:
        return ("sudo", "-n")
    return None


def package_commands(machine: Machine) -> tuple[tuple[str, ...], ...]:
    """The commands by which the system's package manager installs a browser; none where that cannot be."""
    for manager, commands in PACKAGE_MANAGERS.items():
        if not machine.which(manager):
            continue
        if manager == "brew":  # refuses to run as root, and has the app for macOS only
            if machine.system == "Darwin" and not machine.root:
                return commands
            continue
        if manager == "apt-get" and machine.distribution == "ubuntu":  # its package only points to a snap
            continue
        before = privilege(machine)
        return () if before is None else tuple((*before, *command) for command in commands)
    return ()


def playwright_command(machine: Machine) -> tuple[str, ...]:
    """The command by which Playwright gets its own browser, with its libraries where it can."""
    libraries = ("--with-deps",) if machine.root and machine.which("apt-get") else ()
    return (sys.executable, "-m", "playwright", "install", *libraries, "chromium")


def get(machine: Machine, last_time: Path | None = None) -> Path:
    """A browser that works: the one asked for, one that is there, or one installed now."""
    if asked := machine.environment.get(VARIABLE):
        browser = Path(machine.which(asked) or asked).absolute()
        if works(machine, browser):
            return browser
        raise NoBrowserError(f"{VARIABLE} is {asked}, and that is no browser that starts.")
    if browser_here := find(machine, last_time):
        return browser_here
    for commands in (package_commands(machine), (playwright_command(machine),)):
        for command in commands:  # a failed `update` need not stop the install; what counts is the browser
            machine.install(command)
        if commands and (browser_now := find(machine)):
            return browser_now
    raise NoBrowserError(HOW_TO_GET_ONE)


def this_machine() -> Machine:
    """The computer that this runs on."""

    def run(command: Sequence[str]) -> Outcome:
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return Outcome(code=1, output=str(error))
        return Outcome(code=done.returncode, output=done.stdout)

    def install(command: Sequence[str]) -> Outcome:
        print("A browser for the tests:", " ".join(command), flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        try:
            done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, timeout=1200, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            print(error, file=sys.stderr)
            return Outcome(code=1, output=str(error))
        return Outcome(code=done.returncode)

    try:
        distribution = platform.freedesktop_os_release().get("ID", "")
    except OSError:
        distribution = ""
    return Machine(
        system=platform.system(),
        distribution=distribution,
        root=hasattr(os, "geteuid") and os.geteuid() == 0,
        home=Path.home(),
        environment=os.environ,
        which=shutil.which,
        is_file=Path.is_file,
        run=run,
        install=install,
    )


def main(arguments: Sequence[str], machine: Machine) -> int:
    """Write the path of a working browser to the file that is named, and return the exit code."""
    if len(arguments) != 1:
        print("usage: python tests/browser_setup.py FILE", file=sys.stderr)
        return 2
    record = Path(arguments[0])
    try:
        browser = get(machine, recorded(record))
    except NoBrowserError as error:
        record.unlink(missing_ok=True)
        print(error, file=sys.stderr)
        return 1
    record.write_text(f"{browser}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], this_machine()))
