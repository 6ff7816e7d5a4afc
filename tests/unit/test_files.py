"""What the operating system refuses is raised, names the file, and is never taken for a file that is not there."""

import errno
import os
from pathlib import Path

import pytest

from tests.audit import Disk, on
from toolbox_gen.files import is_file, is_folder, naming, read_bytes


def failing(name: str, path: str) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"data")
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "loop").symlink_to("loop")
    assert is_file(tmp_path / "file")
    assert is_file(tmp_path / "link")
    assert not is_folder(tmp_path / "file")
    assert is_folder(tmp_path)
    assert not is_file(tmp_path)
    for name in ("nothing", "file/below", "loop", "x" * 300, "nul\0"):
        assert not is_file(tmp_path / name), name
        assert not is_folder(tmp_path / name), name
    assert read_bytes(tmp_path / "file") == b"data"


@pytest.mark.parametrize("ask", [is_file, is_folder])
def test_a_disk_that_cannot_say_is_not_a_no(ask: object, tmp_path: Path) -> None:
    assert callable(ask)
    with on(Disk(1, failing)), pytest.raises(OSError, match="Input/output") as raised:
        ask(tmp_path)
    assert raised.value.filename == tmp_path


def test_a_file_that_cannot_be_read_to_its_end_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"data")
    with on(Disk(1, failing, counts=lambda name, path: name == "read")), pytest.raises(OSError, match="file") as raised:
        read_bytes(file)
    assert raised.value.filename == str(file)


def test_a_file_that_has_a_name_keeps_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised, naming("another"):
        (tmp_path / "nothing").read_bytes()
    assert raised.value.filename == str(tmp_path / "nothing")
