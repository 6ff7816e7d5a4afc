"""The file that marks a folder as ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox_gen.manifest import NAME, Manifest, read


def test_what_was_written_is_read(tmp_path: Path) -> None:
    manifest = Manifest({"stories/é/index.html": "1f", "index.html": "2f"})
    (tmp_path / NAME).write_bytes(manifest.encoded())
    assert read(tmp_path) == manifest


@given(st.dictionaries(st.text(max_size=9), st.text("0123456789abcdef", max_size=9)))
def test_the_bytes_do_not_depend_on_the_order_of_files(files: dict[str, str]) -> None:
    backwards = dict(reversed(files.items()))
    assert Manifest(files).encoded() == Manifest(backwards).encoded()


@pytest.mark.parametrize(
    "data",
    [
        None,
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"3",
        b"null",
        b"{}",
        b'{"files": {}}',
        b'{"made-by": "somebody", "format": 1, "files": {}}',
        b'{"made-by": "toolbox-gen", "format": 99, "files": {}}',
        b'{"made-by": "toolbox-gen", "format": 1, "files": []}',
        b'{"made-by": "toolbox-gen", "format": 1, "files": "x"}',
        b"[" * 200_000,
    ],
)
def test_anything_else_is_not_ours(data: bytes | None, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / NAME).write_bytes(data)
    assert read(tmp_path) is None


def test_a_folder_that_is_not_there_is_not_ours(tmp_path: Path) -> None:
    assert read(tmp_path / "nothing") is None
