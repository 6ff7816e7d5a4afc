"""The development server: the site as it was built last, to this machine only.

It serves a map of known files and joins no paths, answers GET and HEAD under the names of this machine only, and
writes nothing.
"""

import mimetypes
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Timer
from typing import Any
from urllib.parse import unquote, urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from toolbox_gen import manifest

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
_TYPES = {".webmanifest": "application/manifest+json", ".webp": "image/webp", ".gpx": "application/gpx+xml"}
_QUIET = 0.15  # seconds without a change after which a burst of changes is over


@dataclass(slots=True)
class Served:
    """A built site below a path of the server."""

    folder: Path
    base: str

    def file(self, address: str) -> Path | None:
        """The file that answers for an address, if the site has it."""
        try:
            path = unquote(urlsplit(address).path)
        except ValueError:  # a host with half a bracket
            return None
        if not path.startswith(self.base):
            return None
        name = path.removeprefix(self.base)
        name = name + "index.html" if name.endswith("/") or not name else name
        found = manifest.read(self.folder)
        return self.folder / name if found and name in found.files else None


def serve(served: Served, *, port: int) -> ThreadingHTTPServer:
    """A server that listens on this machine; port 0 takes a free one. OSError when the port is taken."""

    class Handler(_Handler):
        site = served

    server = ThreadingHTTPServer((HOST, port), Handler)
    server.daemon_threads = True
    return server


class _Handler(BaseHTTPRequestHandler):
    site: Served
    server_version = "toolbox-gen"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        host = (self.headers.get("Host") or "").rpartition(":")[0] or self.headers.get("Host")
        if host not in NAMES:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        if self.path == "/" != self.site.base:
            self._send(HTTPStatus.FOUND, b"", "text/plain", body, ("Location", self.site.base))
            return
        file, status = self.site.file(self.path), HTTPStatus.OK
        if file is None and self.site.file(self.path + "/"):
            self._send(HTTPStatus.MOVED_PERMANENTLY, b"", "text/plain", body, ("Location", self.path + "/"))
            return
        if file is None:
            file, status = self.site.file(self.site.base + "404.html"), HTTPStatus.NOT_FOUND
        try:
            data = file.read_bytes() if file else b""
        except OSError:
            data, status = b"", HTTPStatus.NOT_FOUND
        self._send(status, data, content_type(file.name if file else ""), body)

    def _send(self, status: HTTPStatus, data: bytes, sort: str, body: bool, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Type", sort)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if body:
            with suppress(ConnectionError):  # a browser that went on to another page
                self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of each request."""


def content_type(name: str) -> str:
    """The media type of a file by its ending, with the encoding of texts."""
    ending = "." + name.rpartition(".")[2]
    sort = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{sort}; charset=utf-8" if sort.startswith("text/") or sort.endswith(("+xml", "/xml", "json")) else sort


class Watcher:
    """Calls back once after each burst of changes below the given paths, until it is stopped."""

    def __init__(self, paths: list[Path], changed: Callable[[], None]) -> None:
        self._changed = changed
        self._timer: Timer | None = None
        self._stopped = Event()
        self._observer = Observer()
        handler = _Noticed(self._notice)
        for path in paths:
            if path.is_dir():
                self._observer.schedule(handler, str(path), recursive=True)
            elif path.suffix:
                self._observer.schedule(_Noticed(self._notice, path.name), str(path.parent), recursive=False)

    def _notice(self) -> None:
        if self._timer:
            self._timer.cancel()
        if not self._stopped.is_set():
            self._timer = Timer(_QUIET, self._changed)
            self._timer.daemon = True
            self._timer.start()

    def __enter__(self) -> "Watcher":
        self._observer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        if self._timer:
            self._timer.cancel()
        self._observer.stop()
        self._observer.join()


class _Noticed(FileSystemEventHandler):
    def __init__(self, notice: Callable[[], None], only: str = "") -> None:
        self.notice, self.only = notice, only

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("opened", "closed_no_write"):
            return
        if self.only and self.only not in (Path(str(event.src_path)).name, Path(str(event.dest_path)).name):
            return
        self.notice()
