"""What earlier builds found out, by name: a hint that may be thrown away, damaged or carried elsewhere at any time.

A value is handed out only when it was made from the same key, and when it is byte for byte what was put in; anything
else is as if it were not there. There is one value for each name, so the file grows with the toolbox and not with time,
and a value that is replaced or dropped is overwritten with zeros.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from toolbox_gen.files import is_folder

FILE = "cache.sqlite"
_TABLE = "CREATE TABLE entries (shelf TEXT, name TEXT, key TEXT, value BLOB, PRIMARY KEY (shelf, name))"
_CHECK = 16
T = TypeVar("T")


class Cache:
    """Values on shelves, by name. Without a file, or where none can be written, it remembers nothing."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None
        self._failed = False
        self._left: Path | None = None

    def get(self, shelf: str, name: str, key: str) -> bytes | None:
        """The value that was made from a key."""
        rows = self._try(
            lambda c: c.execute("SELECT key, value FROM entries WHERE shelf = ? AND name = ?", (shelf, name)).fetchall()
        )
        return next((_checked(shelf, name, key, value) for found, value in rows or () if found == key), None)

    def all(self, shelf: str) -> Mapping[str, tuple[str, bytes]]:
        """Key and value of every name on a shelf; values are checked when `sound` is asked."""
        rows = self._try(
            lambda c: c.execute("SELECT name, key, value FROM entries WHERE shelf = ?", (shelf,)).fetchall()
        )
        return {name: (key, value) for name, key, value in rows or () if isinstance(value, bytes)}

    def names(self, shelf: str) -> set[str]:
        """What stands on a shelf."""
        rows = self._try(lambda c: c.execute("SELECT name FROM entries WHERE shelf = ?", (shelf,)).fetchall())
        return {name for (name,) in rows or ()}

    def put(self, shelf: str, values: Iterable[tuple[str, str, bytes]]) -> None:
        """Put (name, key, value) in, in the place of what has the name."""
        rows = ((shelf, name, key, _check(shelf, name, key, value) + value) for name, key, value in values)
        self._try(lambda c: c.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows))

    def drop(self, shelf: str, names: Iterable[str]) -> None:
        """Take values out, for good."""
        rows = [(shelf, name) for name in names]
        if rows:
            self._try(lambda c: c.executemany("DELETE FROM entries WHERE shelf = ? AND name = ?", rows))

    def keep(self, shelves: Iterable[str]) -> None:
        """Take out whatever stands on other shelves."""
        names = list(shelves)
        unknown = f"DELETE FROM entries WHERE shelf NOT IN ({', '.join('?' * len(names))})"
        self._try(lambda c: c.execute(unknown, names))

    def save(self) -> None:
        """Let all that was put in and taken out last; killed before, a build leaves what stood before."""
        self._try(lambda c: c.commit())

    def settle(self) -> None:
        """Close, and see that nothing stays that was to be taken out. Raises OSError, which names the file."""
        self.close()
        if self._left is not None:
            remove(self._left)

    def close(self) -> None:
        """Forget what was not saved."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _try(self, ask: Callable[[sqlite3.Connection], T]) -> T | None:
        """The answer of the file; of one that is damaged None, and then there is a new one."""
        if self._file is None:
            return None
        try:
            return ask(self._opened(self._file))
        except (sqlite3.Error, OverflowError, UnicodeError, ValueError, OSError):
            self.close()
            try:
                remove(self._file)
            except OSError:  # what it may hold is told in the end, if it is still there
                self._left, self._failed = self._file, True
            if self._failed:  # a second time: it cannot be had here
                self._file = None
            self._failed = True
            return None

    def _opened(self, file: Path) -> sqlite3.Connection:
        if self._connection is None:
            for own in _files(file):
                if own.is_symlink():  # SQLite would follow it
                    own.unlink()
            self._connection = sqlite3.connect(file, isolation_level="DEFERRED", timeout=60)
            for setting in ("secure_delete = ON", "synchronous = OFF", "journal_mode = TRUNCATE"):
                self._connection.execute(f"PRAGMA {setting}")
            if not self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'entries'").fetchall():
                self._connection.execute("PRAGMA auto_vacuum = FULL")  # must be said before there is a table
                self._connection.execute(_TABLE)
        return self._connection


@contextmanager
def opened(file: Path | None) -> Iterator[Cache]:
    """The cache in a file, closed in the end."""
    found = Cache(file)
    try:
        yield found
    finally:
        found.close()


def remove(file: Path) -> None:
    """Remove a cache, if there is one. Raises OSError; a folder in its place is not ours and stays."""
    for own in _files(file):
        if is_folder(own) and not own.is_symlink():
            continue
        with suppress(FileNotFoundError):
            own.unlink()


def _files(file: Path) -> Iterator[Path]:
    """All that SQLite may write beside a file."""
    return (file.with_name(file.name + ending) for ending in ("", "-journal", "-wal", "-shm"))


def sound(shelf: str, name: str, key: str, found: tuple[str, bytes] | None) -> bytes | None:
    """The value of what `all` gave for a name, when it was made from the key and is as it was put in."""
    return _checked(shelf, name, key, found[1]) if found and found[0] == key else None


def _checked(shelf: str, name: str, key: str, stored: object) -> bytes | None:
    if not isinstance(stored, bytes):
        return None
    value = stored[_CHECK:]
    return value if stored[:_CHECK] == _check(shelf, name, key, value) else None


def _check(shelf: str, name: str, key: str, value: bytes) -> bytes:
    return blake2b(
        value, digest_size=_CHECK, key=blake2b(f"{shelf}\0{name}\0{key}".encode(), digest_size=16).digest()
    ).digest()
