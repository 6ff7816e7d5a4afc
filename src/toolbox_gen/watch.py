"""Which files of a project changed: told once after each burst, whatever the editor's way of saving.

Events of the operating system say quickly that something happened; a look at names, sizes and times every second or so
finds what no event told (network folders, folders that vanished and came back). What is remembered of each file
tells the two apart: nothing is told twice, and files that came and went again are not told at all.
"""

import logging
import os
import re
import stat
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Condition
from typing import TypeAlias

from watchdog.events import (
    DirModifiedEvent,
    FileClosedEvent,
    FileClosedNoWriteEvent,
    FileOpenedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

QUIET = 0.02
"""Seconds without a change after which a burst is over."""
UNSURE = 0.12
"""The same when a file is gone or empty: many editors write it again in a moment."""
LONGEST = 0.5
"""Seconds after which a burst that does not end is told all the same."""
POLL = 1.0
"""Seconds between two looks at all files; more where a look takes long."""
_SHARE = 50
"""A look may take this part of the time."""
_NOISE = re.compile(r"\..*|.*~|#.*#")
"""Names of files that no build reads: hidden ones, and what editors keep beside a file."""
_SILENT = (FileOpenedEvent, FileClosedNoWriteEvent, FileClosedEvent, DirModifiedEvent)
"""Reading is no change, and what was written before a file is closed was told already."""

logging.getLogger("watchdog").addHandler(logging.NullHandler())  # what it complains of, the look at all files mends

Seen: TypeAlias = tuple[int, int, int]
"""Of a file: its size in bytes, and when its contents and its name or rights changed, in nanoseconds."""


class Watcher:
    """The files of a project below some folders, and some files at its root, from the moment at which it is made.

    `wait` gives the paths that changed, relative to the project, with slashes. Events are only listened to inside the
    block; what changed before it is found when it begins.
    """

    def __init__(self, root: Path, *, files: Sequence[str], folders: Sequence[str], without: Path) -> None:
        """Watch these files and folders of `root`, but nothing below `without` (where builds write)."""
        self._root, self._without = root, without
        self._files, self._folders = tuple(files), tuple(Path(folder).as_posix() for folder in folders)
        self._told = Condition()
        self._pending: set[str] = set()
        self._first = self._last = 0.0  # when the burst began, and when it was last heard of
        self._observer: BaseObserver  # made when the block begins: even one that does nothing has a thread
        self._watches: dict[str, tuple[tuple[int, int], ObservedWatch]] = {}
        self._next = 0.0  # when to look at all files
        self._seen = self._look()

    def __enter__(self) -> "Watcher":
        # A folder that comes while its parent is gone through is registered twice, which does no harm.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
        self._observer = Observer()
        self._observer.start()
        self._listen()
        self._next = 0.0
        return self

    def __exit__(self, *_: object) -> None:
        self._observer.stop()
        self._observer.join(2)

    def watch(self, folders: Sequence[str]) -> None:
        """Watch these folders from now on. What is in a new one is told: nobody knows when it was read."""
        self._folders = tuple(Path(folder).as_posix() for folder in folders)
        self._seen = {path: seen for path, seen in self._seen.items() if self._concerns(path)}
        self._next = 0.0

    def wait(self, seconds: float) -> frozenset[str]:
        """The files that changed, after the end of a burst; none when nothing changed for so long."""
        end = time.monotonic() + seconds
        while True:
            now = time.monotonic()
            if now >= self._next:
                self._poll()
            with self._told:
                if self._pending:
                    self._settle()
                elif now >= end:
                    return frozenset()
                else:
                    self._told.wait(max(0.0, min(end, self._next) - now))
                    continue
                taken, self._pending = self._pending, set()
            if changed := self._changed(taken):
                return changed

    def _notice(self, paths: Sequence[str]) -> None:
        with self._told:
            self._last = time.monotonic()
            if not self._pending:
                self._first = self._last
            self._pending.update(paths)
            self._told.notify_all()

    def _settle(self) -> None:
        """Wait until the burst is over."""
        while True:
            now, latest = time.monotonic(), self._first + LONGEST
            over, sure = min(self._last + QUIET, latest), min(self._last + UNSURE, latest)
            if now < over:
                self._told.wait(over - now)
            elif now < sure and any(self._is_unsure(path) for path in self._pending):
                self._told.wait(sure - now)
            else:
                return

    def _is_unsure(self, path: str) -> bool:
        seen = _seen(self._root / path)
        return path in self._seen if seen is None else seen[0] == 0

    def _changed(self, taken: set[str]) -> frozenset[str]:
        """Which of these really changed; remembers how they are now."""
        moved = {path for path in taken if self._is_folder(path)}
        if moved:
            for folder in self._folders:
                if any(_is_in(folder, path) for path in moved):
                    self._forget(folder)  # it came or went, and may be another one under the same number
            self._listen()
            taken |= self._differences(self._look())
        changed = set()
        for path in taken:
            seen = _seen(self._root / path)
            if seen is not None:
                self._seen[path] = seen
                changed.add(path)
            elif self._seen.pop(path, None) is not None:
                changed.add(path)
        return frozenset(changed)

    def _is_folder(self, path: str) -> bool:
        """Whether a path is a folder, or was one."""
        if path in self._seen:
            return False
        return (self._root / path).is_dir() or any(_is_in(one, path) for one in (*self._folders, *self._seen))

    # ------------------------------------------------------------------------------------------ all files

    def _poll(self) -> None:
        """Look at all files; what differs from what is remembered is pending."""
        self._listen()
        start = time.monotonic()
        if different := self._differences(self._look()):
            self._notice(sorted(different))
        end = time.monotonic()
        self._next = end + max(POLL, (end - start) * _SHARE)

    def _look(self) -> dict[str, Seen]:
        """Every file that is watched, as it is now."""
        found: dict[str, Seen] = {}
        for name in self._files:
            if seen := _seen(self._root / name):
                found[name] = seen
        for folder in self._folders:
            found.update(self._below(folder))
        return found

    def _below(self, folder: str) -> Iterator[tuple[str, Seen]]:
        prefix = "" if folder == "." else f"{folder}/"
        try:
            entries = list(os.scandir(self._root / folder))
        except OSError:
            return
        for entry in entries:
            if _NOISE.fullmatch(entry.name):
                continue
            try:
                if entry.is_dir():
                    if not entry.is_symlink() and entry.path != str(self._without):
                        yield from self._below(prefix + entry.name)
                    continue
                state = entry.stat()
            except OSError:
                continue
            yield prefix + entry.name, (state.st_size, state.st_mtime_ns, state.st_ctime_ns)

    def _differences(self, now: Mapping[str, Seen]) -> set[str]:
        if now == self._seen:
            return set()
        return {path for path in self._seen.keys() | now.keys() if self._seen.get(path) != now.get(path)}

    # ------------------------------------------------------------------------------------------ events

    def _listen(self) -> None:
        """Listen at the root and at every folder that is there, anew where it is another one than before."""
        folders = {"": None, **dict.fromkeys(self._folders)}  # "" is the root, without what is in its folders
        for folder in self._watches.keys() - folders:
            self._forget(folder)
        for folder in folders:
            try:
                state = (self._root / folder).stat()
                identity: tuple[int, int] | None = (state.st_dev, state.st_ino)
            except OSError:
                identity = None
            known = self._watches.get(folder)
            if known and known[0] == identity:
                continue
            self._forget(folder)
            if identity is not None:
                with suppress(OSError):  # too many watches, or none to be had here: the look at all files must do
                    place = str(self._root / folder)
                    watch = self._observer.schedule(_Noticed(self._hear), place, recursive=bool(folder))
                    self._watches[folder] = (identity, watch)

    def _forget(self, folder: str) -> None:
        if folder in self._watches:
            _, watch = self._watches.pop(folder)
            with suppress(KeyError, OSError):  # it ended by itself with its folder
                self._observer.unschedule(watch)

    def _hear(self, path: str) -> None:
        """Something happened to a path."""
        if self._concerns(inside := os.path.relpath(path, self._root).replace(os.sep, "/")):
            self._notice([inside])

    def _concerns(self, path: str) -> bool:
        if path in self._files:
            return True
        if _is_in(str(self._root / path), str(self._without)):
            return False
        for folder in self._folders:
            if _is_in(folder, path):  # the folder itself, or one above it
                return True
            if _is_in(path, folder):
                below = path if folder == "." else path.removeprefix(f"{folder}/")
                if not any(_NOISE.fullmatch(part) for part in below.split("/")):
                    return True
        return False


class _Noticed(FileSystemEventHandler):
    """Tells of every path to which something happened."""

    def __init__(self, hear: Callable[[str], None]) -> None:
        self.hear = hear

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not isinstance(event, _SILENT):
            for path in (event.src_path, event.dest_path):
                if path:
                    self.hear(os.fsdecode(path))


def _is_in(path: str, folder: str) -> bool:
    """Whether a path is a folder or below it."""
    return folder in (".", path) or path.startswith(f"{folder}/")


def _seen(path: Path) -> Seen | None:
    """How a file is now; nothing of a folder."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        return None
    return None if stat.S_ISDIR(state.st_mode) else (state.st_size, state.st_mtime_ns, state.st_ctime_ns)
