"""The one place that knows of processes: the same work on many things, shared among processors.

Workers are forked, so they know all that their parent knows and nothing has to be handed to them; what they give back
are bytes. Where there is no fork (Windows), or where other threads run (they may hold locks that a child would wait for
for ever), the work is done in one process. A worker that dies takes nothing with it: its parent does what is missing.
"""

import gc
import os
import select
import signal
import struct
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")
_LENGTH = struct.Struct("<Q")
_WIDER_PIPE = (1031, 1 << 20)  # F_SETPIPE_SZ of Linux: a worker need not wait for its parent to look


def shared(jobs: int) -> bool:
    """Whether work can be shared among so many processes here."""
    return jobs > 1 and hasattr(os, "fork") and threading.active_count() == 1


def each(
    work: Callable[[T], bytes], things: Sequence[T], *, jobs: int, progress: Callable[[int], None] = lambda done: None
) -> list[bytes]:
    """What `work` makes of each thing, in their order; with `jobs` processes, this one among them.

    An exception of `work` is raised here, in this process.
    """
    found: list[bytes | None] = [None] * len(things)
    workers: list[_Worker] = []
    done = 0
    try:
        if shared(jobs):
            gc.freeze()  # a collection in a worker would copy the parent's memory page by page
            workers = [_Worker(work, things, range(first, len(things), jobs)) for first in range(1, jobs)]
        for number in range(0, len(things), len(workers) + 1):
            found[number] = work(things[number])
            done += 1
            done += sum(worker.take(found) for worker in workers)
            progress(done)
        while any(worker.is_open for worker in workers):
            done += sum(worker.take(found, wait=0.05) for worker in workers)
            progress(done)
    finally:
        for worker in workers:
            worker.end()
        if workers:
            gc.unfreeze()
    return [work(thing) if own is None else own for thing, own in zip(things, found, strict=True)]


class _Worker:
    """A forked process that works on some of the things, and what it has given back so far."""

    def __init__(self, work: Callable[[T], bytes], things: Sequence[T], numbers: range) -> None:
        self.is_open = True
        self._numbers = iter(numbers)
        self._data = bytearray()
        self._pipe, out = os.pipe()
        if sys.platform == "linux":
            import fcntl

            with suppress(OSError):
                fcntl.fcntl(out, *_WIDER_PIPE)
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._pipe)
            _give(work, things, numbers, out)
        os.close(out)

    def take(self, found: list[bytes | None], *, wait: float = 0) -> int:
        """Note what has come; the number of things. Waits at most so many seconds for something."""
        taken = 0
        while self.is_open and select.select([self._pipe], [], [], wait)[0]:
            data = os.read(self._pipe, 1 << 20)
            self.is_open = bool(data)
            self._data += data
            wait = 0
            at = 0
            while at + _LENGTH.size <= len(self._data):
                end = at + _LENGTH.size + _LENGTH.unpack_from(self._data, at)[0]
                if end > len(self._data):
                    break
                found[next(self._numbers)] = bytes(self._data[at + _LENGTH.size : end])
                at, taken = end, taken + 1
            del self._data[:at]
        return taken

    def end(self) -> None:
        os.close(self._pipe)
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)


def _give(work: Callable[[T], bytes], things: Sequence[T], numbers: range, out: int) -> None:
    """The life of a worker; it never returns, and says nothing of what it cannot do."""
    try:
        with os.fdopen(out, "wb", buffering=1 << 16) as stream:
            for number in numbers:
                data = work(things[number])
                stream.write(_LENGTH.pack(len(data)))
                stream.write(data)
    finally:
        os._exit(0)
