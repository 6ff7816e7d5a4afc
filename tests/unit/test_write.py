"""The site is whole at every instant: the old one or the new one, whatever fails."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from toolbox_gen import exchange as exchange_module
from toolbox_gen import manifest, write
from toolbox_gen.render import Artifact
from toolbox_gen.write import Failed, Refused, Written, check_target, publish

Tree = dict[str, tuple[bytes, int]]
OLD = {"index.html": b"old", "stories/a/index.html": b"same", "stories/b/index.html": b"gone", "feed.xml": b"old feed"}
NEW = {"index.html": b"new", "stories/a/index.html": b"same", "tools/c/index.html": b"come", "feed.xml": b"new feed"}


def artifacts(files: dict[str, bytes]) -> list[Artifact]:
    return [Artifact(path, data) for path, data in files.items()]


def tree(folder: Path) -> Tree | None:
    """Every file and folder of a site with its contents and its mode, the manifest's too."""
    if not folder.is_dir():
        return None
    found: Tree = {}
    for path in [folder, *sorted(folder.rglob("*"))]:
        name = path.relative_to(folder).as_posix() + ("/" if path.is_dir() else "")
        found[name] = (b"" if path.is_dir() else path.read_bytes(), path.stat().st_mode & 0o777)
    return found


def beside(folder: Path) -> set[str]:
    """What a build leaves in its hidden folder."""
    return {path.name for path in (folder.parent / f".{folder.name}.toolbox-gen").iterdir()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with the old site in it."""
    root = tmp_path / "project"
    (root / "content").mkdir(parents=True)
    publish(artifacts(OLD), root / "site", root=root)
    return root


@pytest.fixture
def site(root: Path) -> Path:
    return root / "site"


@pytest.fixture
def new_tree(tmp_path: Path) -> Tree:
    """What the new site must be."""
    publish(artifacts(NEW), tmp_path / "elsewhere" / "site", root=tmp_path / "elsewhere")
    found = tree(tmp_path / "elsewhere" / "site")
    assert found
    return found


def test_the_site_consists_of_just_these_files(site: Path, root: Path, new_tree: Tree) -> None:
    assert publish(artifacts(NEW), site, root=root) == Written(files=4, written=3, removed=1)
    assert tree(site) == new_tree
    assert {name for name in new_tree if not name.endswith("/")} == {*NEW, manifest.NAME}
    assert beside(site) == {"lock"}


def test_a_site_that_is_not_there_yet_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    site = tmp_path / "a" / "b" / "site"
    assert publish(artifacts(NEW), site, root=tmp_path / "project").written == 4
    assert (site / "tools/c/index.html").read_bytes() == b"come"


def test_nothing_is_written_when_nothing_changed(site: Path, root: Path) -> None:
    before = {path: path.stat() for path in site.rglob("*") if path.is_file() and path.name != manifest.NAME}
    assert publish(artifacts(OLD), site, root=root) == Written(files=4, written=0, removed=0)
    for path, old in before.items():
        now = path.stat()
        assert (now.st_ino, now.st_mtime_ns) == (old.st_ino, old.st_mtime_ns)
        assert now.st_nlink == 1


def test_a_file_that_somebody_changed_is_made_again(site: Path, root: Path) -> None:
    before = tree(site)
    (site / "index.html").write_bytes(b"by hand")
    (site / "feed.xml").chmod(0o600)
    (site / "stories/b/index.html").unlink()
    (site / "stories/a/index.html").unlink()
    (site / "stories/a/index.html").symlink_to(site / "index.html")
    assert publish(artifacts(OLD), site, root=root).written == 4
    assert tree(site) == before


def test_where_files_cannot_be_linked_they_are_written(
    site: Path, root: Path, new_tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*args: object, **kwargs: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", link)
    assert publish(artifacts(NEW), site, root=root).written == 4
    assert tree(site) == new_tree


@pytest.mark.parametrize("mask", [0o077, 0o000, 0o022])
def test_everybody_may_read_the_site_whatever_the_mask(mask: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        publish(artifacts(NEW), tmp_path / "site", root=tmp_path / "project")
        publish(artifacts(OLD), tmp_path / "site", root=tmp_path / "project")
    finally:
        os.umask(before)
    found = tree(tmp_path / "site")
    assert found
    assert {mode for name, (_, mode) in found.items() if name.endswith("/")} == {0o755}
    assert {mode for name, (_, mode) in found.items() if not name.endswith("/")} == {0o644}


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "a//b", "", ".", "a/./b", "a\\..\\b"])
def test_no_file_is_ever_written_outside_the_site(path: str, site: Path, root: Path) -> None:
    before = tree(site)
    with pytest.raises(ValueError, match="no path inside a site"):
        publish([Artifact(path, b"x")], site, root=root)
    assert tree(site) == before


def test_two_files_of_one_name_leave_the_old_site(site: Path, root: Path) -> None:
    before = tree(site)
    with pytest.raises(Failed):
        publish([Artifact("a", b"1"), Artifact("a", b"2")], site, root=root)
    with pytest.raises(Failed):
        publish([Artifact("a", b"1"), Artifact("a/b", b"2")], site, root=root)
    assert tree(site) == before


def test_a_fault_in_making_the_files_leaves_the_old_site(site: Path, root: Path, new_tree: Tree) -> None:
    def broken() -> Iterator[Artifact]:
        yield Artifact("index.html", b"new")
        raise RuntimeError

    before = tree(site)
    with pytest.raises(RuntimeError):
        publish(broken(), site, root=root)
    assert tree(site) == before
    publish(artifacts(NEW), site, root=root)
    assert tree(site) == new_tree


# ------------------------------------------------------------------------------------------------- refusals


def refused(target: Path, root: Path) -> str:
    """Why a target is refused, by the check alone and by the build; it stays as it was."""
    with pytest.raises(Refused) as raised:
        check_target(target, root=root)
    with pytest.raises((Refused, Failed)):
        publish(artifacts(NEW), target, root=root)
    return raised.value.code


@pytest.mark.parametrize("where", [".", "..", "../..", "content", "content/stories", "src", "src/x", "templates", "/"])
def test_the_project_and_what_it_is_made_from_are_refused(where: str, root: Path) -> None:
    with pytest.raises(Refused) as raised:
        check_target(root / where, root=root)
    assert raised.value.code == "target-forbidden"
    assert raised.value.path == str(root / where)


def test_home_is_refused(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    assert refused(tmp_path / "home", root) == "target-forbidden"


def test_a_folder_of_somebody_else_is_refused(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "thesis.odt").write_bytes(b"years of work")
    before = tree(folder)
    assert refused(folder, root) == "target-not-ours"
    assert tree(folder) == before


def test_a_file_of_somebody_else_in_the_site_is_not_lost(root: Path, site: Path) -> None:
    (site / "stories" / "mine.txt").write_bytes(b"mine")
    with pytest.raises(Refused) as raised:
        publish(artifacts(NEW), site, root=root)
    assert (raised.value.code, raised.value.path) == ("target-has-others", "site/stories/mine.txt")
    assert (site / "stories" / "mine.txt").read_bytes() == b"mine"


def test_a_file_or_a_link_is_no_folder(root: Path, site: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to(site)
    (tmp_path / "nowhere").symlink_to(tmp_path / "nothing")
    for name in ("file", "link", "nowhere"):
        assert refused(tmp_path / name, root) == "target-not-a-folder"


def test_the_hidden_folder_is_never_a_link_elsewhere(root: Path, tmp_path: Path) -> None:
    (tmp_path / "precious" / "next").mkdir(parents=True)
    (tmp_path / "precious" / "next" / "file").write_bytes(b"x")
    (root / ".other.toolbox-gen").symlink_to(tmp_path / "precious")
    with pytest.raises(Refused):
        publish(artifacts(NEW), root / "other", root=root)
    assert (tmp_path / "precious" / "next" / "file").exists()


def test_an_empty_folder_and_what_a_desktop_leaves_in_it_are_fine(root: Path, tmp_path: Path, new_tree: Tree) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / ".DS_Store").write_bytes(b"")
    publish(artifacts(NEW), folder, root=root)
    assert tree(folder) == new_tree
    (folder / "stories" / "Thumbs.db").write_bytes(b"")
    publish(artifacts(NEW), folder, root=root)
    assert tree(folder) == new_tree


# ------------------------------------------------------------------------------------------------- failures


class Killed(BaseException):
    """The process ends here."""


class Disk:
    """The operating system, of which the k-th operation fails."""

    def __init__(self, last: int, error: Callable[[], BaseException], *, can_exchange: bool) -> None:
        self.left, self.error, self.can_exchange, self.failed = last, error, can_exchange, ""

    def count(self, name: str) -> None:
        self.left -= 1
        if self.left == 0:
            self.failed = name
            raise self.error()

    def counted(self, name: str, operation: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            self.count(name)
            return operation(*args, **kwargs)

        return wrapped

    def open(self, file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        self.count(f"open {mode}")
        stream = OPEN(file, mode, *args, **kwargs)
        return Stream(stream, self) if "x" in mode else stream

    def exchange(self, name: str, *args: Any) -> int | None:
        try:
            self.count("exchange")
        except OSError as error:
            return error.errno
        return CALL(name, *args) if self.can_exchange else None


class Stream:
    """A file on a disk that may be full."""

    def __init__(self, stream: Any, disk: Disk) -> None:
        self.stream, self.disk = stream, disk

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()

    def write(self, data: bytes) -> None:
        self.stream.write(data[: len(data) // 2])
        self.disk.count("write")
        self.stream.write(data[len(data) // 2 :])


OPEN, CALL = io.open, exchange_module._call
OPERATIONS = ("mkdir", "chmod", "link", "rename", "unlink", "rmdir", "scandir", "open", "lstat")


@contextmanager
def failing(disk: Disk) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in OPERATIONS:
            patch.setattr(os, name, disk.counted(name, getattr(os, name)))
        patch.setattr(io, "open", disk.open)
        patch.setattr(exchange_module, "_call", disk.exchange)
        if sys.platform != "win32":
            patch.setattr(write.fcntl, "flock", disk.counted("flock", write.fcntl.flock))
        yield


def full() -> BaseException:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def every_failure(
    tmp_path: Path, error: Callable[[], BaseException], *, can_exchange: bool, start: dict[str, bytes] | None
) -> Iterator[tuple[Path, Disk, BaseException | None, Tree | None]]:
    """A publication per operation that fails; what it raised, and what stood before it."""
    for last in range(1, 1000):
        root = tmp_path / str(last)
        (root / "content").mkdir(parents=True)
        site = root / "site"
        if start is not None:
            publish(artifacts(start), site, root=root)
        before, raised = tree(site), None
        disk = Disk(last, error, can_exchange=can_exchange)
        try:
            with failing(disk):
                publish(artifacts(NEW), site, root=root)
        except (Failed, Refused, Killed) as found:
            raised = found
        if not disk.failed:
            assert last > 20, "operations were counted"
            return
        yield site, disk, raised, before


@pytest.mark.parametrize("can_exchange", [True, False])
@pytest.mark.parametrize("start", [OLD, None], ids=["over an old site", "anew"])
def test_when_any_operation_fails_the_old_site_stays_and_the_next_build_heals(
    tmp_path: Path, new_tree: Tree, can_exchange: bool, start: dict[str, bytes] | None
) -> None:
    failures = set()
    for site, disk, raised, before in every_failure(tmp_path, full, can_exchange=can_exchange, start=start):
        if raised is None:
            assert tree(site) == new_tree, disk.failed
        else:
            failures.add(disk.failed)
            assert tree(site) == before, disk.failed
            assert isinstance(raised, (Failed, Refused))
            assert raised.path
        publish(artifacts(NEW), site, root=site.parent)
        assert tree(site) == new_tree, disk.failed
        assert beside(site) == {"lock"}
    assert {"mkdir", "chmod", "write", "open xb"} <= failures
    assert ("exchange" if can_exchange else "rename") in failures or start is None


@pytest.mark.parametrize("can_exchange", [True, False])
def test_killed_at_any_operation_the_site_is_the_old_or_the_new_one(
    tmp_path: Path, new_tree: Tree, can_exchange: bool
) -> None:
    seen = set()
    for site, disk, raised, before in every_failure(tmp_path, Killed, can_exchange=can_exchange, start=OLD):
        assert isinstance(raised, Killed)
        now = tree(site)
        between_two_renames = now is None and not can_exchange
        assert now in (before, new_tree) or between_two_renames, disk.failed
        seen.add("none" if now is None else "old" if now == before else "new")
        publish(artifacts(OLD), site, root=site.parent)
        assert tree(site) == before, disk.failed
        publish(artifacts(NEW), site, root=site.parent)
        assert tree(site) == new_tree, disk.failed
        assert beside(site) == {"lock"}
    assert seen == {"old", "new"} | (set() if can_exchange else {"none"})


def test_killed_between_two_renames_the_old_site_comes_back_even_when_the_next_build_fails(
    site: Path, root: Path
) -> None:
    before = tree(site)
    site.rename(root / ".site.toolbox-gen" / "last")
    with pytest.raises(Failed):
        publish([Artifact("a", b"1"), Artifact("a", b"2")], site, root=root)
    assert tree(site) == before


def test_two_builds_at_once_end_well(root: Path, site: Path, new_tree: Tree, tmp_path: Path) -> None:
    barrier, faults = Barrier(6), []
    publish(artifacts(OLD), tmp_path / "other" / "site", root=tmp_path / "other")
    old_tree = tree(tmp_path / "other" / "site")

    def one(files: dict[str, bytes]) -> None:
        barrier.wait(timeout=10)
        try:
            for _ in range(5):
                publish(artifacts(files), site, root=root)
        except (Failed, Refused) as fault:
            faults.append(fault)

    threads = [Thread(target=one, args=(files,)) for files in (NEW, OLD) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not faults
    assert tree(site) in (old_tree, new_tree)
    assert beside(site) == {"lock"}
