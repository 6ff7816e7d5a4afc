"""The operating system under audit: each file operation of this process has a number, and one of them can go wrong.

Whatever Python does to files goes through `os` here, because files are opened by `_pyio`, Python's own description of
its files; SQLite lets its system calls be replaced. So what counts as an operation is what the system is asked for. Not
counted are SQLite's locks, which wait and do not fail, and where in a file something is.
"""

import _pyio
import _sqlite3
import builtins
import ctypes
import fcntl
import io
import os
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

import pytest

from toolbox_gen import exchange

_BY_PATH = (
    "access", "chmod", "link", "listdir", "lstat", "mkdir", "open", "readlink", "rename", "replace", "rmdir", "scandir",
    "stat", "symlink", "truncate", "unlink", "utime",
)  # fmt: skip
_BY_FILE = ("close", "fstat", "fsync", "ftruncate", "read", "write")
CHANGING = re.compile(
    r"(sqlite )?(chmod|exchange|p?write(64)?|f?truncate|link|mkdir|rename|replace|rmdir|symlink|unlink|utime)"
)
"""The operations that alter something; opening a file may."""


class Disk:
    """What is asked of the operating system, of which one operation, given by its number, goes wrong.

    wrong: what happens then, told the operation and its path: it raises OSError, or does not come back.
    counts: which operations have a number.
    counted: told of each that has one.
    """

    def __init__(
        self,
        number: int = 0,
        wrong: Callable[[str, str], object] = lambda name, path: None,
        *,
        counts: Callable[[str, str], object] = lambda name, path: True,
        counted: Callable[[str, str], object] = lambda name, path: None,
        can_exchange: bool = True,
        can_link: bool = True,
    ) -> None:
        self.number, self.wrong, self.counts, self.counted = number, wrong, counts, counted
        self.can_exchange, self.can_link = can_exchange, can_link
        self.done = 0
        """How many operations there were that have a number; the same question again at once has none of its own."""
        self._last = ("", "")
        self.files: dict[int, str] = {}
        """The files that are open."""

    def operation(self, name: str, path: object, *, half: Callable[[], object] = bool) -> None:
        """Count an operation. `half` is what is done of one that goes wrong: a full disk has taken something."""
        path = os.fsdecode(path) if isinstance(path, (str, bytes, os.PathLike)) else str(path)
        if not self.counts(name, path) or ((name, path) == self._last and not CHANGING.fullmatch(name)):
            return
        self._last = (name, path)
        self.done += 1
        self.counted(name, path)
        if self.done == self.number:
            half()
            self.wrong(name, path)

    # ------------------------------------------------------------------------------------------- Python's

    def by_path(self, name: str, ask: Callable[..., Any]) -> Callable[..., Any]:
        def asked(path: Any = ".", *others: Any, **more: Any) -> Any:
            shown = self.files.get(path, "") if isinstance(path, int) else path
            if name == "link" and not self.can_link:
                raise OSError(1, os.strerror(1), shown)
            try:
                self.operation(name, shown)
            except OSError as error:
                raise OSError(error.errno, error.strerror, shown) from None
            found = ask(path, *others, **more)
            if name == "open":
                self.files[found] = os.fsdecode(shown)
            return _Entries(found, self) if name == "scandir" else found

        return asked

    def by_file(self, name: str, ask: Callable[..., Any]) -> Callable[..., Any]:
        def asked(file: Any, *others: Any) -> Any:
            if file not in self.files:  # a pipe
                return ask(file, *others)
            path = self.files[file]
            match name:
                case "close":  # one that fails has closed all the same
                    del self.files[file]
                    ask(file)
                    return self.operation(name, path)
                case "write":
                    data = memoryview(others[0])
                    self.operation(name, path, half=lambda: ask(file, data[: len(data) // 2]))
                case _:
                    self.operation(name, path)
            return ask(file, *others)

        return asked

    def exchange(self, name: str, *words: int | bytes) -> int | None:
        try:
            self.operation("exchange", words[-2])
        except OSError as error:
            return error.errno
        return _CALL(name, *words) if self.can_exchange else None

    # ------------------------------------------------------------------------------------------- SQLite's

    def by_sqlite(self, name: str, ask: Callable[..., int], kinds: str) -> Callable[..., int]:
        def asked(first: Any, *others: Any) -> int:
            path = first.decode() if isinstance(first, bytes) else self.files.get(first, "")
            try:
                if name == "close":
                    self.files.pop(first, None)
                    ask(first)
                    self.operation(f"sqlite {name}", path)
                    return 0
                half = (lambda: ask(first, others[0], others[1] // 2, *others[2:])) if "write" in name else bool
                self.operation(f"sqlite {name}", path, half=half)
            except OSError as error:
                ctypes.set_errno(error.errno or 0)
                return -1
            found = ask(first, *others)
            if name == "open" and found >= 0:
                self.files[found] = path
            return found

        return asked


class _Entries:
    """What `os.scandir` gives, of which a look at an entry is an operation too."""

    def __init__(self, entries: Any, disk: Disk) -> None:
        self._entries, self._disk = entries, disk

    def __enter__(self) -> "_Entries":
        return self

    def __exit__(self, sort: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._entries.close()

    def __iter__(self) -> "_Entries":
        return self

    def __next__(self) -> "_Entry":
        return _Entry(next(self._entries), self._disk)


class _Entry:
    def __init__(self, entry: Any, disk: Disk) -> None:
        self._entry, self._disk = entry, disk
        self.name, self.path = entry.name, entry.path

    def __fspath__(self) -> str:
        return str(self.path)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._entry, name)

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        self._disk.operation("entry stat", self.path)
        found: os.stat_result = self._entry.stat(follow_symlinks=follow_symlinks)
        return found


_CALL = exchange._call
_SYSTEM = {
    "open": "pii", "close": "i", "access": "pi", "stat": "pv", "lstat": "pv", "fstat": "iv", "ftruncate": "il",
    "read": "ivl", "pread": "ivll", "pread64": "ivll", "write": "ivl", "pwrite": "ivll", "pwrite64": "ivll",
    "fchmod": "ii", "fchown": "iii", "unlink": "p", "openDirectory": "pv", "mkdir": "pi", "rmdir": "p", "readlink": "pvl",
}  # fmt: skip
_KINDS = {"p": ctypes.c_char_p, "i": ctypes.c_int, "l": ctypes.c_ssize_t, "v": ctypes.c_void_p}


class _Vfs(ctypes.Structure):
    """`sqlite3_vfs`, of which only the place of the last functions matters."""

    _fields_ = [
        ("version", ctypes.c_int), ("size", ctypes.c_int), ("most", ctypes.c_int), ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p), ("data", ctypes.c_void_p), ("others", ctypes.c_void_p * 13),
        ("set", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)),
        ("get", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)),
    ]  # fmt: skip


@contextmanager
def _sqlite(disk: Disk) -> Iterator[None]:
    """SQLite, whose system calls are asked through a disk."""
    find = ctypes.CDLL(_sqlite3.__file__ if hasattr(_sqlite3, "__file__") else None).sqlite3_vfs_find
    find.restype, find.argtypes = ctypes.POINTER(_Vfs), [ctypes.c_char_p]
    vfs = find(None)
    assert vfs.contents.version >= 3
    kept = []
    for name, kinds in _SYSTEM.items():
        own = vfs.contents.get(vfs, name.encode())
        if own:
            sort = ctypes.CFUNCTYPE(
                ctypes.c_ssize_t if "read" in name or "write" in name else ctypes.c_int,
                *(_KINDS[kind] for kind in kinds), use_errno=True,
            )  # fmt: skip
            asked = sort(disk.by_sqlite(name, sort(own), kinds))
            assert vfs.contents.set(vfs, name.encode(), ctypes.cast(asked, ctypes.c_void_p)) == 0
            kept.append((name.encode(), own, asked))
    assert {b"open", b"close", b"unlink", b"ftruncate"} <= {name for name, *_ in kept}
    assert sum(name.startswith((b"read", b"pread", b"write", b"pwrite")) for name, *_ in kept) >= 2
    try:
        yield
    finally:
        for name, own, _ in kept:
            vfs.contents.set(vfs, name, own)


@contextmanager
def on(disk: Disk) -> Iterator[None]:
    """Ask everything through a disk."""
    with pytest.MonkeyPatch.context() as patch, _sqlite(disk), warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # a file whose close failed
        for name in _BY_PATH:
            patch.setattr(os, name, disk.by_path(name, getattr(os, name)))
        patch.setattr(os, "remove", os.unlink)
        for name in _BY_FILE:
            patch.setattr(os, name, disk.by_file(name, getattr(os, name)))
        patch.setattr(io, "open", _pyio.open)
        patch.setattr(builtins, "open", _pyio.open)
        patch.setattr(exchange, "_call", disk.exchange)
        patch.setattr(fcntl, "flock", disk.by_file("flock", fcntl.flock))
        yield
