"""The search for a browser, on machines that exist only here."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.browser_setup import (
    HOW_TO_GET_ONE,
    NAMES,
    PACKAGE_MANAGERS,
    VARIABLE,
    Machine,
    NoBrowserError,
    Outcome,
    find,
    get,
    installed,
    main,
    package_commands,
    playwright_command,
    privilege,
    recorded,
    works,
)

CHROMIUM = Path("/usr/bin/chromium")
OWN = Path("/home/ann/.cache/playwright/chrome")


@dataclass(kw_only=True)
class Fake:
    """A computer as a few sets: what is on it, what starts, and what an installation would add."""

    programs: set[str] = field(default_factory=set)  # names on PATH, all in /usr/bin
    files: set[Path] = field(default_factory=set)
    broken: set[Path] = field(default_factory=set)
    system: str = "Linux"
    distribution: str = "debian"
    root: bool = False
    sudo: bool = False  # without a password
    environment: dict[str, str] = field(default_factory=dict)
    brings: dict[str, Path] = field(default_factory=dict)  # a word in a command: the browser it installs
    ran: list[tuple[str, ...]] = field(default_factory=list)

    def machine(self) -> Machine:
        return Machine(
            system=self.system,
            distribution=self.distribution,
            root=self.root,
            home=Path("/home/ann"),
            environment=self.environment,
            which=self.which,
            is_file=self.is_file,
            run=self.run,
            install=self.install,
        )

    def which(self, name: str) -> str | None:
        return f"/usr/bin/{name}" if name in self.programs else None

    def is_file(self, path: Path) -> bool:
        return path in self.files or (path.parent == Path("/usr/bin") and path.name in self.programs)

    def run(self, command: Sequence[str]) -> Outcome:
        if command[0] == "sudo":
            return Outcome(code=0 if self.sudo else 1)
        if command[0] == sys.executable:
            return Outcome(code=0, output=f"{OWN}\n")
        return Outcome(code=1 if Path(command[0]) in self.broken else 0, output="Chromium 1.2.3")

    def install(self, command: Sequence[str]) -> Outcome:
        self.ran.append(tuple(command))
        for word, browser in self.brings.items():
            if word in command and "install" in command:
                if browser.parent == Path("/usr/bin"):
                    self.programs.add(browser.name)
                else:
                    self.files.add(browser)
                return Outcome(code=0)
        return Outcome(code=1)


@pytest.mark.parametrize("name", NAMES)
def test_every_known_name_on_the_path_is_found(name: str) -> None:
    assert find(Fake(programs={name}).machine()) == Path("/usr/bin", name)


def test_names_are_tried_in_their_order() -> None:
    machine = Fake(programs={"microsoft-edge", "google-chrome", "chromium"}).machine()
    assert [path.name for path in installed(machine)] == ["chromium", "google-chrome", "microsoft-edge"]


@pytest.mark.parametrize("folder", ["/Applications", "/home/ann/Applications"])
def test_apps_of_macos_are_found(folder: str) -> None:
    app = Path(folder, "Chromium.app/Contents/MacOS/Chromium")
    assert find(Fake(system="Darwin", files={app}).machine()) == app
    assert find(Fake(system="Linux", files={app}).machine()) is None


def test_one_that_does_not_start_is_passed_over() -> None:
    fake = Fake(programs={"chromium", "google-chrome"}, broken={CHROMIUM})
    assert not works(fake.machine(), CHROMIUM)
    assert find(fake.machine()) == Path("/usr/bin/google-chrome")


def test_the_one_of_last_time_comes_first_as_long_as_it_is_there() -> None:
    fake = Fake(programs={"chromium"}, files={OWN})
    assert find(fake.machine(), OWN) == OWN
    assert find(fake.machine(), Path("/gone/chrome")) == CHROMIUM


def test_playwrights_own_is_found_last() -> None:
    assert find(Fake(files={OWN}).machine()) == OWN
    assert find(Fake(files={OWN}, programs={"chromium"}).machine()) == CHROMIUM
    assert find(Fake().machine()) is None


@pytest.mark.parametrize("asked", ["/opt/mine/chrome", "microsoft-edge"])
def test_the_one_asked_for_wins(asked: str) -> None:
    fake = Fake(
        environment={VARIABLE: asked},
        programs={"chromium", "microsoft-edge"},
        files={Path("/opt/mine/chrome")},
    )
    assert get(fake.machine(), CHROMIUM).name == Path(asked).name


def test_one_asked_for_in_vain_is_an_error_and_nothing_is_installed() -> None:
    fake = Fake(environment={VARIABLE: "/nowhere/chrome"}, programs={"chromium"}, root=True)
    with pytest.raises(NoBrowserError, match="TOOLBOX_BROWSER is /nowhere/chrome"):
        get(fake.machine())
    assert fake.ran == []


@pytest.mark.parametrize(
    ("fake", "before"),
    [
        (Fake(root=True), ()),
        (Fake(programs={"sudo"}, sudo=True), ("sudo", "-n")),
        (Fake(programs={"sudo"}), None),
        (Fake(), None),
    ],
)
def test_privilege(fake: Fake, before: tuple[str, ...] | None) -> None:
    assert privilege(fake.machine()) == before


@pytest.mark.parametrize("manager", ["apt-get", "dnf", "apk", "pacman", "zypper"])
def test_each_package_manager_is_used_by_root_and_through_sudo_only(manager: str) -> None:
    commands = PACKAGE_MANAGERS[manager]
    assert package_commands(Fake(programs={manager}, root=True).machine()) == commands
    assert package_commands(Fake(programs={manager, "sudo"}, sudo=True).machine()) == tuple(
        ("sudo", "-n", *command) for command in commands
    )
    assert package_commands(Fake(programs={manager}).machine()) == ()


def test_apt_gets_its_lists_first() -> None:
    update, install = package_commands(Fake(programs={"apt-get"}, root=True).machine())
    assert update == ("apt-get", "update")
    assert "install" in install


def test_ubuntu_has_only_a_snap_so_its_apt_is_left_alone() -> None:
    assert package_commands(Fake(programs={"apt-get"}, distribution="ubuntu", root=True).machine()) == ()


@pytest.mark.parametrize(
    ("fake", "used"),
    [
        (Fake(programs={"brew"}, system="Darwin"), True),
        (Fake(programs={"brew"}, system="Darwin", root=True), False),
        (Fake(programs={"brew"}, system="Linux"), False),
    ],
)
def test_brew_is_for_people_on_macos(fake: Fake, used: bool) -> None:
    assert package_commands(fake.machine()) == (PACKAGE_MANAGERS["brew"] if used else ())


@pytest.mark.parametrize(
    ("fake", "libraries"),
    [
        (Fake(programs={"apt-get"}, root=True), True),
        (Fake(programs={"apt-get"}), False),
        (Fake(programs={"dnf"}, root=True), False),
    ],
)
def test_playwright_brings_libraries_where_it_can(fake: Fake, libraries: bool) -> None:
    assert ("--with-deps" in playwright_command(fake.machine())) is libraries


def test_nothing_is_installed_when_there_is_a_browser() -> None:
    fake = Fake(programs={"chromium", "apt-get"}, root=True)
    assert get(fake.machine()) == CHROMIUM
    assert fake.ran == []


def test_the_package_manager_comes_before_playwright() -> None:
    fake = Fake(programs={"apt-get"}, root=True, brings={"apt-get": CHROMIUM, "playwright": OWN})
    assert get(fake.machine()) == CHROMIUM
    assert [command[0] for command in fake.ran] == ["apt-get", "apt-get"]


def test_playwright_follows_when_the_package_manager_fails() -> None:
    fake = Fake(programs={"apt-get"}, root=True, brings={"playwright": OWN})
    assert get(fake.machine()) == OWN
    assert [command[0] for command in fake.ran] == ["apt-get", "apt-get", sys.executable]


def test_without_any_way_the_error_says_how_to_get_one() -> None:
    with pytest.raises(NoBrowserError) as caught:
        get(Fake().machine())
    assert str(caught.value) == HOW_TO_GET_ONE


def test_main_writes_the_path_and_reads_it_again(tmp_path: Path) -> None:
    record = tmp_path / "browser"
    assert recorded(record) is None
    assert main([str(record)], Fake(programs={"chromium"}).machine()) == 0
    assert recorded(record) == CHROMIUM


def test_main_removes_a_path_that_is_no_longer_true(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = tmp_path / "browser"
    record.write_text("/gone/chrome\n", encoding="utf-8")
    assert main([str(record)], Fake().machine()) == 1
    assert not record.exists()
    assert VARIABLE in capsys.readouterr().err


def test_main_wants_one_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], Fake().machine()) == 2
    assert "usage" in capsys.readouterr().err
