"""From saving a file to the changed page at its address: the development servers side by side.

Both servers run all the time, each over its own project; edits go to the one and the other in turn, and only when both
have come to rest: what a server does behind the page that it has shown is not counted against the next one.
"""

import http.client
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import edits
from benchmarks.peers.sites import Peer
from benchmarks.places import ENV, Place
from benchmarks.process import Failed, begun, memory, spent, stop
from benchmarks.rows import DAY, our_side, their_side

POLL = 0.004  # seconds between two looks at the page
REST = 0.4  # seconds in which a server at rest does next to nothing
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Served:
    """What a server took: medians, fastest and slowest in seconds; memory at rest in MiB."""

    saved: float
    fastest: float
    slowest: float
    ready: float
    memory: float
    runs: int


@dataclass(slots=True)
class _Server:
    process: "subprocess.Popen[bytes]"
    port: int
    page: str
    edit: edits.Edit
    ready: float
    times: list[float]

    def text(self) -> str:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=10)
        try:
            connection.request("GET", self.page)
            return connection.getresponse().read().decode("utf-8", errors="replace")
        except (OSError, http.client.HTTPException):
            return ""
        finally:
            connection.close()

    def until(self, shows: Callable[[str], bool], limit: float) -> float:
        """The seconds until the page shows something."""
        start = time.perf_counter()
        while not shows(self.text()):
            if time.perf_counter() - start > limit:
                raise Failed(f"the page did not change in {limit:.0f} s")
            if self.process.poll() is not None:
                raise Failed(f"the server ended with code {self.process.returncode}")
            time.sleep(POLL)
        return time.perf_counter() - start

    def rest(self, limit: float) -> None:
        """Wait until it does next to nothing."""
        end = time.monotonic() + limit
        before = spent(self.process.pid)
        while time.monotonic() < end:
            time.sleep(REST)
            now = spent(self.process.pid)
            if now - before < 0.03:
                return
            before = now


def measured(here: Place, hugo: Peer, *, runs: int, limit: float) -> tuple[Served, Served]:
    """Ours and Hugo's, after one edit each that does not count."""
    root = here.folder / "hugo"
    sides = (our_side(here), their_side(root))
    names = [edits.stories(side.root)[len(edits.stories(side.root)) // 2].stem for side in sides]
    commands = (
        lambda port: (sys.executable, "-m", "toolbox_gen", "--root", str(here.own), "serve", "--port", port,
                      "--date", DAY),
        lambda port: (hugo.command[0], "server", "--bind", HOST, "--port", port),
    )  # fmt: skip
    with (
        _running(commands[0], here.own, sides[0], names[0], limit) as ours,
        _running(commands[1], root, sides[1], names[1], limit) as theirs,
    ):
        servers = (ours, theirs)
        for number in range(runs + 1):
            for server in servers:
                for one in servers:
                    one.rest(limit)
                word = f"{edits.word(900 + number)} voorbij"
                server.edit.change(900 + number)
                server.times.append(server.until(lambda text, word=word: word in text, limit))  # type: ignore[misc]
        for one in servers:
            one.rest(limit)
        return _summed(ours), _summed(theirs)


def _summed(server: _Server) -> Served:
    times = sorted(server.times[1:])
    used = memory(server.process.pid)
    return Served(statistics.median(times), times[0], times[-1], server.ready, used, len(times))


@contextmanager
def _running(
    command: Callable[[str], Sequence[str]], root: Path, side: edits.Side, name: str, limit: float
) -> Iterator[_Server]:
    port, log = _free(), root.with_name(f"{root.name}-serve.log")
    process = begun(command(str(port)), folder=root, env=ENV, log=log)
    server = _Server(process, port, f"/stories/{name}/", edits.body(side), 0.0, [])
    try:
        server.ready = server.until(lambda text: "<h1" in text, limit)
        yield server
    finally:
        stop(process)


def _free() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])
