"""Reading a toolbox: ordinary files inside the project, as text, or a word about what is wrong."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from toolbox_gen.digest import digest
from toolbox_gen.problems import Problem
from toolbox_gen.source import MOST_TEXT, Source, Tree, as_source, read_bytes, read_tree


def write(root: Path, path: str, data: bytes = b"x") -> Path:
    file = root / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def codes(tree: Tree) -> list[tuple[str, str]]:
    return [(found.path, found.code) for found in tree.problems]


def jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (30, 20)).save(out, "JPEG")
    return out.getvalue()


def test_texts_pictures_and_other_files_by_path(tmp_path: Path) -> None:
    write(tmp_path, "stories/b.md", "Café\r\n".encode())
    write(tmp_path, "stories/a.md", b"\xef\xbb\xbfA\rB")
    write(tmp_path, "vocabularies/themes.yaml", b"a: b")
    write(tmp_path, "media/photo.JPG", jpeg())
    write(tmp_path, "media/plan.pdf", b"%PDF")
    write(tmp_path, "media/notes.txt", b"notes")
    tree = read_tree(tmp_path)
    assert not tree.problems
    assert [(source.path, source.text) for source in tree.sources] == [
        ("content/stories/a.md", "A\nB"),
        ("content/stories/b.md", "Café\n"),
        ("content/vocabularies/themes.yaml", "a: b"),
    ]
    assert [(one.path, one.size, one.width, one.height, one.is_image) for one in tree.media] == [
        ("content/media/notes.txt", 5, 0, 0, False),
        ("content/media/photo.JPG", len(jpeg()), 30, 20, True),
        ("content/media/plan.pdf", 4, 0, 0, False),
    ]
    assert tree.sources[0].digest == digest(b"\xef\xbb\xbfA\rB")


def test_without_a_folder_there_is_nothing(tmp_path: Path) -> None:
    assert read_tree(tmp_path) == Tree((), (), ())


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store",
        ".git",
        "a.md~",
        "#a.md#",
        ".#a.md",
        "a.md.bak",
        "a.swp",
        "Thumbs.db",
        "thumbs.DB",
        "desktop.ini",
        "a.tmp",
        "a.orig",
        "~$verhaal.docx",
        "Icon\r",
    ],
)
def test_what_editors_and_desktops_leave_behind_is_not_seen(name: str, tmp_path: Path) -> None:
    write(tmp_path, f"stories/{name}")
    assert read_tree(tmp_path) == Tree((), (), ())


def test_a_hidden_folder_is_not_seen(tmp_path: Path) -> None:
    write(tmp_path, ".git/a.md")
    write(tmp_path, "__MACOSX/a.md")
    assert read_tree(tmp_path) == Tree((), (), ())


@pytest.mark.parametrize(
    "name",
    [
        "a (Ann's conflicted copy 2026-01-01).md",
        "a (conflicted copy 2026-01-01 120000).md",
        "a (1).md",
        "a - kopie.md",
        "a - Copy.md",
        "a copy.md",
        "a kopie 2.md",
        "a.sync-conflict-20260101-120000-ABCDEFG.md",
        "a - copie.md",
    ],
)
def test_a_copy_of_a_synchronising_program_is_pointed_out(name: str, tmp_path: Path) -> None:
    write(tmp_path, f"stories/{name}")
    tree = read_tree(tmp_path)
    assert codes(tree) == [(f"content/stories/{name}", "sync-conflict")]
    assert not tree.sources


@pytest.mark.parametrize(
    "name", ["conflict.md", "een-conflict-in-de-groep.md", "hard-copy.md", "de-kopie.md", "copy.md"]
)
def test_a_story_about_a_conflict_or_a_copy_is_a_story(name: str, tmp_path: Path) -> None:
    write(tmp_path, f"stories/{name}")
    tree = read_tree(tmp_path)
    assert not tree.problems
    assert len(tree.sources) == 1


@pytest.mark.parametrize("name", ["a.yml", "a.markdown", "a.txt", "a.MDX"])
def test_a_text_with_another_ending_is_pointed_out(name: str, tmp_path: Path) -> None:
    write(tmp_path, f"stories/{name}")
    assert codes(read_tree(tmp_path)) == [(f"content/stories/{name}", "wrong-ending")]


@pytest.mark.parametrize(
    ("name", "right"), [("a.yml", "a.yaml"), ("a.txt", "a.md"), ("a.md.txt", "a.md"), ("a.yaml.txt", "a.yaml")]
)
def test_the_right_name_is_told(name: str, right: str, tmp_path: Path) -> None:
    write(tmp_path, f"stories/{name}")
    (found,) = read_tree(tmp_path).problems
    assert dict(found.values)["right"] == right


def test_a_picture_that_cannot_be_read_is_pointed_out(tmp_path: Path) -> None:
    write(tmp_path, "media/a.jpg", b"no picture")
    assert codes(read_tree(tmp_path)) == [("content/media/a.jpg", "image-unreadable")]


def test_a_text_that_cannot_be_read_is_pointed_out_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path, "stories/a.md", b"\xff\xfeA\x00")
    write(tmp_path, "stories/b.md", b"x" * (MOST_TEXT + 1))
    write(tmp_path, "stories/c.md", b"fine")
    tree = read_tree(tmp_path)
    assert codes(tree) == [("content/stories/a.md", "not-utf-8"), ("content/stories/b.md", "file-too-large")]
    assert len(tree.sources) == 1


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "project"
    write(root, "stories/a.md")
    (tmp_path / "secret.md").write_text("secret")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "b.md").write_text("secret")
    (root / "content" / "stories" / "file.md").symlink_to(tmp_path / "secret.md")
    (root / "content" / "stories" / "folder").symlink_to(tmp_path / "secrets")
    tree = read_tree(root)
    assert codes(tree) == [
        ("content/stories/file.md", "outside-project"),
        ("content/stories/folder", "outside-project"),
    ]
    assert [source.text for source in tree.sources] == ["x"]


def test_a_content_folder_that_leads_out_of_the_project_is_not_read(tmp_path: Path) -> None:
    write(tmp_path / "other", "stories/a.md", b"secret")
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "content").symlink_to(tmp_path / "other" / "content")
    tree = read_tree(tmp_path / "project")
    assert not tree.sources
    assert codes(tree) == [("content/stories/a.md", "outside-project")]


def test_a_link_inside_the_project_to_a_file_is_that_file(tmp_path: Path) -> None:
    write(tmp_path, "stories/a.md", b"same")
    (tmp_path / "content" / "stories" / "b.md").symlink_to("a.md")
    assert [source.text for source in read_tree(tmp_path).sources] == ["same", "same"]


def test_links_in_a_circle_and_to_nothing_are_pointed_out(tmp_path: Path) -> None:
    write(tmp_path, "stories/a.md")
    folder = tmp_path / "content" / "stories"
    (folder / "circle.md").symlink_to("circle.md")
    (folder / "nothing.md").symlink_to("nothing-at-all.md")
    (folder / "up").symlink_to("..")
    found = dict(codes(read_tree(tmp_path)))
    assert found["content/stories/circle.md"] == "unreadable-file"
    assert found["content/stories/nothing.md"] == "unreadable-file"
    assert found["content/stories/up"] == "not-a-file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, "stories/a.md")
    os.mkfifo(tmp_path / "content" / "stories" / "pipe.md")
    assert codes(read_tree(tmp_path)) == [("content/stories/pipe.md", "not-a-file")]


def test_a_folder_that_cannot_be_read_is_pointed_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "stories/a.md")
    write(tmp_path, "tools/b.md")
    scandir = os.scandir

    def closed(path: Any) -> Any:
        if str(path).endswith("tools"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    tree = read_tree(tmp_path)
    assert codes(tree) == [("content/tools", "unreadable-file")]
    assert len(tree.sources) == 1


def test_a_name_that_is_no_text_is_pointed_out_in_letters(tmp_path: Path) -> None:
    write(tmp_path, "stories/a.md")
    try:
        (tmp_path / "content" / "stories" / os.fsdecode(b"caf\xe9.md")).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system knows only names in UTF-8")
    tree = read_tree(tmp_path)
    assert codes(tree) == [("content/stories/caf\\udce9.md", "unreadable-file")]
    assert tree.problems[0].path.encode()
    assert len(tree.sources) == 1


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("../secret", "outside-project"),
        ("a/../../secret", "outside-project"),
        ("/etc/hostname", "outside-project"),
        ("nothing", "unreadable-file"),
        ("folder", "not-a-file"),
        ("a\x00b", "unreadable-file"),
        ("x" * 300, "unreadable-file"),
    ],
)
def test_only_files_of_the_project_are_read(path: str, code: str, tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "folder").mkdir(parents=True)
    (root / "a").mkdir()
    (tmp_path / "secret").write_text("secret")
    if path == "/etc/hostname":
        path = str(tmp_path / "secret")
    found = read_bytes(root, path)
    assert isinstance(found, Problem)
    assert found.code == code


def test_the_limit_is_in_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_bytes(tmp_path, "a", most=5) == b"12345"
    found = read_bytes(tmp_path, "a", most=4)
    assert isinstance(found, Problem)
    assert found.code == "file-too-large"


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        (b"caf\xe9", "not-utf-8", 1, 4),
        ("é\né".encode() + b"\xe9", "not-utf-8", 2, 2),
        (b"\xef\xbb\xbfa\nb\xe9", "not-utf-8", 2, 2),
        (b"a\nb\x00", "control-character", 2, 2),
        (b"a\x1b[31m", "control-character", 1, 2),
        ("a\r\n\u009f".encode(), "control-character", 2, 1),
        ("a\ufeff".encode(), "control-character", 1, 2),
        (b"\xff\xfea\x00", "not-utf-8", 1, 1),
    ],
)
def test_what_is_no_text_is_told_with_its_place(data: bytes, code: str, line: int, column: int) -> None:
    found = as_source("x.md", data)
    assert isinstance(found, Problem)
    assert (found.code, *found.spot) == (code, line, column)


@given(st.one_of(st.binary(), st.text().map(str.encode)))
def test_any_bytes_are_a_text_or_told(data: bytes) -> None:
    found = as_source("x.md", data)
    if isinstance(found, Source):
        assert "\r" not in found.text
        assert "\x00" not in found.text
    else:
        assert found.spot.line >= 1
        assert found.spot.column >= 1
