"""A tree is found as it is, and becomes what it must be."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from toolbox_gen import trees
from toolbox_gen.digest import digest
from toolbox_gen.manifest import UNKNOWN, Signature
from toolbox_gen.trees import Tree, bring, by_folder, examine, is_folder, is_there, remove

FILES = {"index.html": b"one", "a/b/index.html": b"two", "a/c.txt": b"three"}
NONE: Mapping[str, Signature] = {}


def made(top: Path, files: Mapping[str, bytes] = FILES) -> Tree:
    tree = Tree(str(top))
    assert bring(tree, {}, files, by_folder(files), other="")
    return tree


def found(top: Path, known: Tree | None = None, *, twin: Mapping[str, Signature] = NONE) -> Tree:
    """What is found where the files should be, with what is known of them."""
    known = known or Tree("")
    digests = {path: digest(data) for path, data in FILES.items()}
    return examine(str(top), digests, by_folder(FILES), known.files, known.folders, twin=twin)


def test_paths_by_folder_have_all_folders_and_those_above_first() -> None:
    assert list(by_folder(["a/b/c/d", "a/e", "f", "a/b/g"]).items()) == [
        ("", ["f"]), ("a", ["a/e"]), ("a/b", ["a/b/g"]), ("a/b/c", ["a/b/c/d"]),
    ]  # fmt: skip
    assert by_folder([]) == {"": []}


def test_a_tree_that_was_made_is_found_as_it_was_made(tmp_path: Path) -> None:
    tree = made(tmp_path / "tree")
    assert set(tree.folders) == {"", "a", "a/b"}
    assert found(tmp_path / "tree", tree) == tree
    unknown = found(tmp_path / "tree")
    assert (unknown.files, unknown.folders, unknown.searched) == (tree.files, tree.folders, True)


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    assert found(tmp_path / "tree") == Tree(str(tmp_path / "tree"))


def test_only_what_is_right_is_found_and_the_rest_strays(tmp_path: Path) -> None:
    tree, top = made(tmp_path / "tree"), tmp_path / "tree"
    (top / "index.html").write_bytes(b"ONE!")
    (top / "a" / "c.txt").unlink()
    (top / "a" / "more").mkdir()
    (top / "a" / "b" / "x").write_bytes(b"")
    now = found(top, tree)
    assert set(now.files) == {"a/b/index.html"}
    assert sorted(now.strays) == ["a/b/x", "a/more", "index.html"]


def test_a_folder_that_is_not_right_is_not_entered(tmp_path: Path) -> None:
    made(tmp_path / "other")
    made(tmp_path / "tree")
    (tmp_path / "tree" / "a").rename(tmp_path / "moved")
    (tmp_path / "tree" / "a").symlink_to(tmp_path / "other" / "a")
    now = found(tmp_path / "tree")
    assert (set(now.files), now.strays, set(now.folders)) == ({"index.html"}, ["a"], {""})


def test_beside_its_twin_a_file_must_be_the_same(tmp_path: Path) -> None:
    one, two = made(tmp_path / "one"), Tree(str(tmp_path / "two"))
    bring(two, one.files, {}, by_folder(one.files), other=one.top)
    assert found(tmp_path / "two", two, twin=one.files).files == one.files
    (tmp_path / "two" / "a" / "c.txt").unlink()
    (tmp_path / "two" / "a" / "c.txt").write_bytes(b"three")
    now = found(tmp_path / "two", two, twin=one.files)
    assert (set(now.files), now.strays) == ({"index.html", "a/b/index.html"}, ["a/c.txt"])


def test_only_what_changes_is_touched(tmp_path: Path) -> None:
    tree = made(tmp_path / "tree")
    before = dict(tree.files)
    assert not bring(tree, before, {}, by_folder(FILES), other="")
    kept = {path: look for path, look in before.items() if path != "index.html"}
    assert bring(tree, kept, {"index.html": b"new!"}, by_folder(FILES), other="")
    assert {path for path in FILES if tree.files[path] == before[path]} == {"a/b/index.html", "a/c.txt"}
    assert {path for path, look in tree.folders.items() if look == UNKNOWN} == {""}, "others may have been in it"


def test_folders_go_with_their_last_file(tmp_path: Path) -> None:
    tree = made(tmp_path / "tree")
    kept = {"index.html": tree.files["index.html"]}
    bring(tree, kept, {}, by_folder(kept), other="")
    assert [path.name for path in (tmp_path / "tree").iterdir()] == ["index.html"]
    assert (tree.files, set(tree.folders)) == (kept, {""})


def test_a_copy_is_not_taken_for_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*paths: str) -> None:
        raise OSError(errno.EXDEV, "another file system")

    monkeypatch.setattr(os, "link", link)
    one, two = made(tmp_path / "one"), Tree(str(tmp_path / "two"))
    bring(two, one.files, {}, by_folder(one.files), other=one.top)
    assert (tmp_path / "two" / "a" / "c.txt").read_bytes() == b"three"
    assert not set(two.files.values()) & set(one.files.values())
    assert [look[1] for look in two.files.values()] == [one.files[path][1] for path in two.files]
    assert {path for path, look in two.folders.items() if look == UNKNOWN} == {"", "a", "a/b"}


def test_a_failure_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> int:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="no space") as raised:
        trees.write(str(tmp_path / "file"), b"x")
    assert raised.value.filename == str(tmp_path / "file")


def test_a_disk_may_take_a_few_bytes_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda stream, data: write(stream, data[:3]))
    trees.write(str(tmp_path / "file"), (b"long", b"", b"enough"))
    assert (tmp_path / "file").read_bytes() == b"longenough"


def test_an_existing_file_is_never_written_into(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "link").symlink_to(tmp_path / "nothing")
    for name in ("file", "link"):
        with pytest.raises(FileExistsError):
            trees.write(str(tmp_path / name), b"x")
    assert (tmp_path / "file").read_bytes() == b"mine"
    assert not (tmp_path / "nothing").exists()


def test_files_links_and_folders_are_removed_but_not_what_links_lead_to(tmp_path: Path) -> None:
    made(tmp_path / "tree")
    (tmp_path / "link").symlink_to(tmp_path / "tree")
    (tmp_path / "broken").symlink_to(tmp_path / "nothing")
    assert [is_there(str(tmp_path / name)) for name in ("tree", "link", "broken", "nothing")] == [True] * 3 + [False]
    assert [is_folder(str(tmp_path / name)) for name in ("tree", "link", "broken", "nothing")] == [True] + [False] * 3
    for name in ("link", "broken", "nothing"):
        remove(str(tmp_path / name))
    assert [path.name for path in tmp_path.iterdir()] == ["tree"]
    remove(str(tmp_path / "tree"))
    assert not any(tmp_path.iterdir())
