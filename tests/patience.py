"""The end for what hangs: far more than anything takes, on the slowest machine too, so it is no measure of speed."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 60
"""Seconds."""
LONG = 256 * 1024
"""Characters of a text that takes seconds when each is looked at a few times, and an hour when each is with each."""


@contextmanager
def patient() -> Iterator[None]:
    """Raise TimeoutError in what does not end; regular expressions can be stopped like that too."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"no end after {LONGEST} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
