"""Two folders change places in one step, or nothing happens."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest

from toolbox_gen import exchange as module
from toolbox_gen.exchange import exchange


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    return tmp_path / "one", tmp_path / "two"


def contents(folders: tuple[Path, Path]) -> list[str]:
    return [(folder / "file").read_text() for folder in folders]


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="no exchange in one step here")
def test_two_folders_change_places(folders: tuple[Path, Path]) -> None:
    assert exchange(*folders)
    assert contents(folders) == ["two", "one"]


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="no exchange in one step here")
def test_a_folder_that_is_not_there_is_a_failure_that_names_it(folders: tuple[Path, Path]) -> None:
    with pytest.raises(FileNotFoundError) as raised:
        exchange(folders[0], folders[1] / "nothing")
    assert raised.value.filename == str(folders[1] / "nothing")
    assert contents(folders) == ["one", "two"]


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EINVAL, errno.ENOTSUP])
@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_where_the_system_cannot_nothing_happens(
    number: int, platform: str, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(module, "_call", lambda name, *arguments: number)
    assert not exchange(*folders)
    assert contents(folders) == ["one", "two"]


@pytest.mark.parametrize(("platform", "name"), [("linux", "renameat2"), ("darwin", "renamex_np")])
def test_each_system_is_asked_in_its_own_words(
    platform: str, name: str, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def call(function: str, *arguments: object) -> int:
        asked.append(function)
        return 0

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(module, "_call", call)
    assert exchange(*folders)
    assert asked == [name]


def test_a_library_without_the_function_cannot(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("ctypes.CDLL", lambda name, use_errno: object())
    assert not exchange(*folders)
    assert contents(folders) == ["one", "two"]


def test_other_systems_cannot(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert not exchange(*folders)
    assert contents(folders) == ["one", "two"]
