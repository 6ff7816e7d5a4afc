"""The file that marks a folder as ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox_gen.manifest import NAME, UNKNOWN, Manifest, Signatures, all_inside, decoded, read


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
        b'{"made-by": "toolbox-gen", "format": 1, "files": {"../x": "1f"}}',
        b'{"made-by": "toolbox-gen", "format": 1, "files": {".toolbox-gen.json": "1f"}}',
        b"[" * 200_000,
    ],
)
def test_anything_else_is_not_ours(data: bytes | None, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / NAME).write_bytes(data)
    assert read(tmp_path) is None


def test_a_folder_that_is_not_there_is_not_ours(tmp_path: Path) -> None:
    assert read(tmp_path / "nothing") is None


def test_the_manifest_has_a_line_for_each_file() -> None:
    encoded = Manifest({"b": "2f", "é/a": "1f"}).encoded().decode()
    assert encoded == '{\n"made-by": "toolbox-gen",\n"format": 1,\n"files": {\n"b": "2f",\n"é/a": "1f"\n}\n}\n'


@pytest.mark.parametrize("path", ["index.html", "a/b/c", ".well-known/x", "a..b/..c/d..", "a:b", f"a{NAME}", "a b/ü"])
def test_these_are_inside(path: str) -> None:
    assert all_inside([path])
    assert all_inside(["a", path, "b"])


@pytest.mark.parametrize(
    "path",
    ["", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/..", "a/./b", "a/../b", "..\\a", "a\0", NAME, f"a/{NAME}"],
)
def test_these_are_not(path: str) -> None:
    assert not all_inside([path])
    assert not all_inside(["a", path, "b"])


FILES, FOLDERS = ["a", "b/c"], ["", "b"]
SIGNATURES = Signatures(
    {"a": (1, 2, 3), "b/c": (2**40, 2**62, 2**63 - 1)},
    {"": (7, 8, 9), "b": (1, 1, 1)},
    {"": (4, 5, 6), "b": (2, -2, 2)},
)


def test_signatures_are_those_of_one_manifest() -> None:
    data = SIGNATURES.encoded("1f", FILES, FOLDERS, now=2**63)
    assert decoded(data, "1f", FILES, FOLDERS) == SIGNATURES
    assert decoded(data, "2f", FILES, FOLDERS) == Signatures()


def test_signatures_that_are_not_whole_are_none() -> None:
    data = SIGNATURES.encoded("1f", FILES, FOLDERS, now=2**63)
    for damaged in (b"", data[:-1], data[:20], data + b"x", b"x" + data[1:]):
        assert decoded(damaged, "1f", FILES, FOLDERS) == Signatures()


def test_what_changed_just_now_or_is_not_known_is_left_out() -> None:
    data = SIGNATURES.encoded("1f", [*FILES, "d"], FOLDERS, now=5)
    assert decoded(data, "1f", [*FILES, "d"], FOLDERS) == Signatures(
        {"a": (1, 2, 3), "b/c": UNKNOWN, "d": UNKNOWN}, {"": UNKNOWN, "b": (1, 1, 1)}, {"": UNKNOWN, "b": (2, -2, 2)}
    )
