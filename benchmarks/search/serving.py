"""A small server that sends compressed what can be, as any host does, lets a browser keep what it has, and counts."""

import gzip
import mimetypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

_SMALLER = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/manifest+json")


@lru_cache(maxsize=4096)
def _compressed(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


@dataclass(frozen=True, slots=True)
class Served:
    """Where a site is, and the bytes that were sent of it: head and body of each answer, by path."""

    address: str
    sent: dict[str, int]

    def scripts(self) -> int:
        """Of these, a program and an index."""
        return sum(n for path, n in self.sent.items() if path.endswith(".js"))

    def everything(self) -> int:
        """All of these; with the pages from which passages are taken."""
        return sum(self.sent.values())


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    places: Mapping[str, Path] = {}
    sent: dict[str, int] = {}

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self._file(path)
        if file is None:
            self.send_error(404)
            return
        sort = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        small = sort.startswith(_SMALLER)
        body = _compressed(file, file.stat().st_mtime_ns) if small else file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", sort + ("; charset=utf-8" if sort.startswith("text/") else ""))
        if small:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=0" if file.name in {"index.html", "head.js"} else "max-age=31536000")
        head = sum(map(len, getattr(self, "_headers_buffer", ())))
        self.sent[path] = self.sent.get(path, 0) + head + 2 + len(body)
        self.end_headers()
        self.wfile.write(body)

    def _file(self, path: str) -> Path | None:
        for prefix, folder in self.places.items():
            if path.startswith(prefix):
                file = folder / path[len(prefix) :]
                if file.is_dir():
                    file /= "index.html"
                if file.is_file() and ".." not in path:
                    return file
        return None

    def log_message(self, *_: object) -> None:
        """No line for each request."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


@contextmanager
def serving(places: Mapping[str, Path]) -> Iterator[Served]:
    """A server for these folders, each below its prefix; the first prefix that has the file answers."""
    sent: dict[str, int] = {}
    handler = type("Handler", (_Handler,), {"places": dict(places), "sent": sent})
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield Served(f"http://127.0.0.1:{server.server_address[1]}", sent)
        finally:
            server.shutdown()
            thread.join()
