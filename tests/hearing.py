"""What a process does to files, and whatever else it asks of the system, heard by an audit hook of Python.

    python -B -m tests.hearing FILE WORD...

runs the command line and writes each thing that it did into a file: `reads` or `writes` with the path that is really
meant, links followed as the operation follows them, or the event. Workers are heard too.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_QUIET = (
    "array.", "builtins.", "code.", "compile", "cpython.", "ctypes.", "exec", "gc.", "import", "marshal.", "object.",
    "pickle.", "sys.", "time.", "glob.", "pathlib.", "os.walk", "os.fwalk", "id",
)  # fmt: skip
"""Nothing that leaves the process, or what is heard again when it does."""
_CHANGES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FOLDERS = {"os.remove": 1, "os.rmdir": 1, "os.mkdir": 2, "os.chmod": 2, "os.utime": 3}
"""Where an event says in which open folder its path is."""
_told: list[int] = []


@contextmanager
def hearing(file: Path) -> Iterator[None]:
    """Write what is done into a file meanwhile."""
    if not _installed:
        sys.addaudithook(_hear)
        _installed.append(True)
    _told.append(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND))
    try:
        yield
    finally:
        os.close(_told.pop())


def heard(file: Path) -> dict[str, set[str]]:
    """What was written there, by sort."""
    found: dict[str, set[str]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        sort, path = json.loads(line)
        found.setdefault(sort, set()).add(path)
    return found


_installed: list[bool] = []


def _hear(event: str, args: tuple[object, ...]) -> None:
    if not _told or event.startswith(_QUIET):
        return
    file = _told.pop()  # what is asked here is not heard
    try:
        for row in _rows(event, args):
            os.write(file, (json.dumps(row) + "\n").encode())
    finally:
        _told.append(file)


def _rows(event: str, args: tuple[object, ...]) -> list[tuple[str, str]]:
    if event == "open":
        path, _, flags = args
        assert isinstance(flags, int)
        return [] if isinstance(path, int) else [("writes" if flags & _CHANGES else "reads", _real(path, flags=flags))]
    if event in ("os.listdir", "os.scandir"):
        return [("reads", _real(args[0] if args[0] is not None else "."))]
    if event in ("os.rename", "os.link"):
        return [
            ("writes", _real(path, folder, flags=os.O_NOFOLLOW))
            for path, folder in zip(args[:2], args[2:4], strict=True)
        ]
    if event in _FOLDERS:
        flags = 0 if event in ("os.chmod", "os.utime") else os.O_NOFOLLOW
        return [("writes", _real(args[0], args[_FOLDERS[event]], flags=flags))]
    if event in ("os.truncate", "sqlite3.connect"):
        return [("writes", _real(args[0]))]
    if event == "shutil.rmtree":  # each of its operations is heard
        return []
    return [(event, repr(args)[:200])]


def _real(path: object, folder: object = -1, *, flags: int = 0) -> str:
    if isinstance(path, int):
        return _opened(path)
    assert isinstance(path, (str, bytes, os.PathLike))
    whole = os.fsdecode(path)
    if isinstance(folder, int) and folder >= 0:
        whole = os.path.join(_opened(folder), whole)  # noqa: PTH118
    if flags & os.O_NOFOLLOW:
        head, name = os.path.split(os.path.abspath(whole))  # noqa: PTH100
        return os.path.join(os.path.realpath(head), name)  # noqa: PTH118
    return os.path.realpath(whole)


def _opened(number: int) -> str:
    """What is open under a number."""
    return str(Path(f"/proc/self/fd/{number}").readlink())


if __name__ == "__main__":
    with hearing(Path(sys.argv[1])):
        from toolbox_gen import cli

        sys.argv = ["toolbox-gen", *sys.argv[2:]]
        cli.main()
