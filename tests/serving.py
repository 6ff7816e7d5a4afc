"""Sites on 127.0.0.1: as any host shows them, and as `toolbox-gen serve` shows them to somebody who writes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket

from tests.projects import DAY, write
from toolbox_gen.build import Options
from toolbox_gen.commands.serving import run_serve
from toolbox_gen.server import listen

LONGEST = 20.0
"""Seconds after which what was to happen has not happened."""


class _Handler(SimpleHTTPRequestHandler):
    """The files of a folder; its own page for what is not there."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".webmanifest": "application/manifest+json"}

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        lost = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not lost.is_file():
            super().send_error(code, message, explain)
            return
        data = lost.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went on to another page is no fault."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a site is served as it is, without what `serve` adds to its pages."""
    server = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.01))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


class Editing:
    """A running `toolbox-gen serve` in a thread, as in the terminal of somebody who writes. It must end well."""

    def __init__(self, root: Path) -> None:
        self.root, self.port, self.day = root, 0, DAY
        self._thread: threading.Thread | None = None
        self._stopped = False
        self._codes: list[int] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Let it build and answer; a second time on the same port."""
        with listen(self.port) as found:
            self.port = found.getsockname()[1]
        self._stopped = False
        options = Options(root=self.root, day=self.day)

        def run() -> None:
            self._codes.append(run_serve(options, port=self.port, language="en", today=self._today))

        self._thread = threading.Thread(target=run)
        self._thread.start()
        until(lambda: self._answers() or not self._running())

    def stop(self) -> None:
        """End it, as Ctrl+C does."""
        self._stopped = True
        assert self._thread
        self._thread.join(LONGEST)
        assert not self._thread.is_alive()
        assert self._codes.pop() == 0

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Save files in the toolbox."""
        write(self.root, files)

    def _today(self) -> date:
        if self._stopped:
            raise KeyboardInterrupt
        return self.day

    def _running(self) -> bool:
        return bool(self._thread and self._thread.is_alive())

    def _answers(self) -> bool:
        with socket() as trying:
            return trying.connect_ex(("127.0.0.1", self.port)) == 0


@contextmanager
def editing(root: Path) -> Iterator[Editing]:
    """A running `serve` in a folder, until the block ends."""
    found = Editing(root)
    found.start()
    try:
        yield found
    finally:
        found.stop()


def until(condition: Callable[[], bool]) -> None:
    """Wait until something holds, but not for ever."""
    deadline = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)
