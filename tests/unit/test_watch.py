"""Watching: one burst is told once, whatever the way of saving, with and without events of the system."""

from __future__ import annotations

import os
import shutil
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from watchdog.events import (
    DirModifiedEvent,
    FileClosedEvent,
    FileClosedNoWriteEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
)
from watchdog.observers.api import BaseObserver

from tests.projects import write
from toolbox_gen import watch as module
from toolbox_gen.source import read_tree
from toolbox_gen.watch import Watcher

WAIT = 10.0
STORY = "content/stories/a.md"
FILES = {
    STORY: "one\n",
    "content/tools/b.md": "two\n",
    "content/media/c.jpg": b"three",
    "site.yaml": "title: A\n",
    "mine/page.html": "four\n",
    "README.md": "not watched\n",
    "site/index.html": "not watched\n",
}


@contextmanager
def watching(root: Path, *folders: str) -> Iterator[Watcher]:
    """A watcher that has already looked at all files."""
    with Watcher(root, files=["site.yaml"], folders=folders or ("content", "mine"), without=root / "site") as watcher:
        assert watcher.wait(0) == frozenset()
        yield watcher


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "project", FILES)


@pytest.fixture(params=["events", "looks"])
def watcher(root: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watcher]:
    """With events and practically no looks; or with looks alone, as on network folders. With time for slow machines."""
    for name, seconds in {"QUIET": 0.1, "UNSURE": 0.2, "LONGEST": 2.0}.items():
        monkeypatch.setattr(module, name, seconds)
    if request.param == "events":
        monkeypatch.setattr(module, "POLL", 1000.0)
    else:
        monkeypatch.setattr(module, "POLL", 0.02)
        monkeypatch.setattr(Watcher, "_hear", lambda self, path: None)
    with watching(root) as watcher:
        yield watcher


def told(watcher: Watcher) -> set[str]:
    """What is told until it is quiet."""
    found = set(watcher.wait(WAIT))
    while more := watcher.wait(0.3):
        found |= more
    return found


def in_place(path: Path) -> None:
    path.write_text("changed in place\n")


def renamed_over(path: Path) -> None:
    """As most editors and synchronising programs do."""
    fresh = path.with_name(".a.md.tmp")
    fresh.write_text("changed elsewhere\n")
    fresh.replace(path)


def renamed_in(path: Path) -> None:
    """From a folder that nobody watches."""
    fresh = path.parents[2] / "elsewhere"
    fresh.write_text("changed elsewhere\n")
    fresh.replace(path)


def truncated(path: Path) -> None:
    with path.open("w") as stream:
        stream.flush()
        time.sleep(0.04)
        stream.write("changed\n")


def deleted_and_made(path: Path) -> None:
    path.unlink()
    time.sleep(0.04)
    path.write_text("another file\n")


def with_a_copy(path: Path) -> None:
    """As vim does with `backup`, after a probe whether it may write here."""
    probe = path.with_name("4913")
    probe.touch()
    probe.unlink()
    path.rename(path.with_name("a.md~"))
    path.write_text("changed\n")
    path.with_name("a.md~").unlink()


def with_names_of_its_own(path: Path) -> None:
    """As JetBrains' editors do."""
    fresh, old = (path.with_name(f"a.md___jb_{sort}___") for sort in ("tmp", "old"))
    fresh.write_text("changed\n")
    path.rename(old)
    fresh.rename(path)
    old.unlink()


def of_the_same_size(path: Path) -> None:
    path.write_text("eno\n")


def touched(path: Path) -> None:
    os.utime(path, (1, 1))


SAVES = [
    in_place, renamed_over, renamed_in, truncated, deleted_and_made, with_a_copy, with_names_of_its_own,
    of_the_same_size, touched,
]  # fmt: skip


@pytest.mark.parametrize("save", SAVES)
def test_every_way_of_saving_is_told_once(watcher: Watcher, root: Path, save: Callable[[Path], None]) -> None:
    save(root / STORY)
    assert watcher.wait(WAIT) == {STORY}
    assert watcher.wait(0.3) == frozenset()
    save(root / STORY)
    assert watcher.wait(WAIT) == {STORY}


def test_a_burst_is_told_once(watcher: Watcher, root: Path) -> None:
    files = {f"content/stories/n{number}.md": "x\n" for number in range(500)}
    writing = threading.Thread(target=write, args=(root, files))
    writing.start()
    found = watcher.wait(WAIT)
    count = 1
    while found < set(files):
        found |= watcher.wait(WAIT)
        count += 1
    writing.join()
    assert found == set(files)
    assert count <= 3, "a slow machine may take some times two seconds for 500 files"


def test_a_burst_that_does_not_end_is_told_all_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "QUIET", 2.0)
    monkeypatch.setattr(module, "UNSURE", 2.0)
    stop: list[bool] = []

    def writing() -> None:
        while not stop:
            (root / STORY).write_text(f"{time.monotonic()}\n")
            time.sleep(0.02)

    with watching(root) as watcher:
        thread = threading.Thread(target=writing)
        thread.start()
        try:
            assert watcher.wait(WAIT) == {STORY}
            assert watcher.wait(WAIT) == {STORY}
        finally:
            stop.append(True)
            thread.join()


def test_another_branch_is_told(watcher: Watcher, root: Path) -> None:
    """As git does: files are deleted and made anew, folders come and go, and the times are those of the moment."""
    shutil.rmtree(root / "content" / "tools")
    (root / STORY).unlink()
    write(root, {STORY: "other\n", "content/organisations/d.md": "new\n", "site.yaml": "title: B\n"})
    changed = {STORY, "content/organisations/d.md", "content/tools/b.md", "site.yaml"}
    assert told(watcher) == changed
    write(root, {"content/tools/b.md": "two\n", "content/organisations/d.md": "again\n"})
    assert told(watcher) == {"content/tools/b.md", "content/organisations/d.md"}


def test_the_folder_of_the_content_vanishes_and_comes_back(watcher: Watcher, root: Path) -> None:
    all_of_it = {STORY, "content/tools/b.md", "content/media/c.jpg"}
    for _ in range(2):
        shutil.rmtree(root / "content")
        assert told(watcher) == all_of_it
        write(root, {STORY: "one\n"})
        assert told(watcher) == {STORY}
        write(root, {STORY: "again\n"})
        assert told(watcher) == {STORY}
        (root / "content").rename(root / "away")
        assert told(watcher) == {STORY}
        write(root, {"away/tools/b.md": "two\n", "away/media/c.jpg": b"three"})
        (root / "away").rename(root / "content")
        assert told(watcher) == all_of_it
        write(root, {"content/tools/b.md": "changed\n"})
        assert told(watcher) == {"content/tools/b.md"}


def test_folders_in_folders_come_and_go(watcher: Watcher, root: Path) -> None:
    write(root, {"content/new/deep/er/x.md": "x\n"})
    assert told(watcher) == {"content/new/deep/er/x.md"}
    write(root, {"content/new/deep/er/x.md": "y\n"})
    assert told(watcher) == {"content/new/deep/er/x.md"}
    (root / "content" / "new" / "deep").rename(root / "content" / "deep")
    assert told(watcher) == {"content/new/deep/er/x.md", "content/deep/er/x.md"}
    write(root, {"content/deep/er/x.md": "z\n"})
    assert told(watcher) == {"content/deep/er/x.md"}
    shutil.rmtree(root / "content" / "deep")
    assert told(watcher) == {"content/deep/er/x.md"}


def test_what_the_library_says_of_folders_that_come_quickly_is_not_shown(root: Path) -> None:
    with watching(root):
        warnings.warn_explicit("Overwritten", RuntimeWarning, "x.py", 1, "watchdog.observers.any")
        with pytest.raises(RuntimeWarning):
            warnings.warn_explicit("Overwritten", RuntimeWarning, "x.py", 1, "elsewhere")


def test_a_folder_that_is_named_later(watcher: Watcher, root: Path) -> None:
    write(root, {"themes/own/base.html": "x\n"})
    assert watcher.wait(0.1) == frozenset()
    watcher.watch(["content", "./themes/own/"])
    assert told(watcher) == {"themes/own/base.html"}
    write(root, {"themes/own/base.html": "y\n", "mine/page.html": "y\n"})
    assert told(watcher) == {"themes/own/base.html"}
    shutil.rmtree(root / "themes")
    assert told(watcher) == {"themes/own/base.html"}
    write(root, {"themes/own/base.html": "z\n"})
    assert told(watcher) == {"themes/own/base.html"}


@pytest.mark.parametrize(
    "name",
    [
        "README.md", "content/.a.md.swp", "content/a.md~", "content/.git/HEAD", "content/#a.md#", "site/index.html",
        ".site.toolbox-gen/next/index.html", "contents.md", "contents/a.md", "other/site.yaml",
    ],
)  # fmt: skip
def test_what_no_build_reads_is_not_told(watcher: Watcher, root: Path, name: str) -> None:
    write(root, {name: "changed\n"})
    assert watcher.wait(0.2) == frozenset()
    write(root, {STORY: "changed\n"})
    assert told(watcher) == {STORY}


def test_no_name_is_left_out_that_a_build_reads(root: Path) -> None:
    noise = [".hidden.md", "a.md~", "#a.md#", ".folder/a.md"]
    write(root, {f"content/stories/{name}": "x\n" for name in noise})
    assert [one.path for one in read_tree(root).sources] == [STORY, "content/tools/b.md"]


def test_files_that_come_and_go_are_nothing(watcher: Watcher, root: Path) -> None:
    for _ in range(3):
        (root / "content" / "stories" / "4913").write_text("")
        (root / "content" / "stories" / "4913").unlink()
    assert watcher.wait(0.3) == frozenset()


def test_reading_is_no_change(watcher: Watcher, root: Path) -> None:
    read_tree(root)
    assert watcher.wait(0.2) == frozenset()


def test_the_whole_project_as_a_folder_of_templates(root: Path) -> None:
    """What builds write in it is not told, or they would never end."""
    with watching(root, "content", ".") as watcher:
        write(root, {"site/index.html": "x", ".site.toolbox-gen/next/a.html": "x"})
        assert watcher.wait(0.2) == frozenset()
        write(root, {"page.html": "x\n"})
        assert told(watcher) == {"page.html"}


def test_a_link_to_elsewhere_is_a_file(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    write(outside, {"a.md": "x\n"})
    (root / "content" / "folder").symlink_to(outside)
    (root / "content" / "file.md").symlink_to(outside / "a.md")
    (root / "content" / "broken.md").symlink_to(outside / "nothing")
    with watching(root) as watcher:
        assert watcher.wait(0) == frozenset()
        (root / "content" / "file.md").unlink()
        assert told(watcher) == {"content/file.md"}


def test_what_changes_before_it_listens_is_told(root: Path) -> None:
    threads = threading.active_count()
    watcher = Watcher(root, files=["site.yaml"], folders=["content"], without=root / "site")
    assert threading.active_count() == threads, "else the first build could not share its work"
    write(root, {STORY: "changed\n", "content/tools/b.md": None})
    with watcher:
        assert told(watcher) == {STORY, "content/tools/b.md"}


def test_without_any_events_it_goes_on_looking(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("inotify watch limit reached")

    monkeypatch.setattr(module, "POLL", 0.02)
    monkeypatch.setattr(BaseObserver, "schedule", refuse)
    with watching(root) as watcher:
        write(root, {STORY: "changed\n"})
        assert told(watcher) == {STORY}


def test_looks_take_a_small_part_of_the_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The slower the disk, the longer the pause."""
    real = Watcher._look

    def slow(self: Watcher) -> dict[str, module.Seen]:
        time.sleep(0.1)
        return real(self)

    monkeypatch.setattr(Watcher, "_look", slow)
    with watching(root) as watcher:
        assert watcher._next - time.monotonic() > 4


@pytest.mark.parametrize(
    ("event", "heard"),
    [
        (FileModifiedEvent("/p/a"), ["/p/a"]),
        (FileMovedEvent("/p/a", b"/p/b"), ["/p/a", "/p/b"]),
        (DirModifiedEvent("/p"), []),
        (FileOpenedEvent("/p/a"), []),
        (FileClosedNoWriteEvent("/p/a"), []),
        (FileClosedEvent("/p/a"), []),
    ],
)
def test_which_events_are_heard(event: FileModifiedEvent, heard: list[str]) -> None:
    found: list[str] = []
    module._Noticed(found.append).on_any_event(event)
    assert found == heard
