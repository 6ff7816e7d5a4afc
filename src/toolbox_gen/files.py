"""Asking the operating system for files: what it refuses is never taken for "not there", and names the file."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NOTHING = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG)


@contextmanager
def naming(path: str | os.PathLike[str]) -> Iterator[None]:
    """An OSError that names no file (a disk that fails in the middle of one) names this one."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or os.fspath(path)
        raise


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. OSError, which names it."""
    with naming(path):
        return path.read_bytes()


def is_file(path: Path) -> bool:
    """Whether there is a regular file, links followed. OSError where that is not known; `Path.is_file` says no then."""
    return stat.S_ISREG(_mode(path))


def is_folder(path: Path) -> bool:
    """Whether there is a folder, links followed. OSError where that is not known; `Path.is_dir` says no then."""
    return stat.S_ISDIR(_mode(path))


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except ValueError:  # a name that no file can have
        return 0
    except OSError as error:
        if error.errno in _NOTHING:
            return 0
        raise
