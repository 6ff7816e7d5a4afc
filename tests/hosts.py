"""What hosts make of the files that tell them the policy of a site."""

import mimetypes
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

META = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
"""The policy as a page says it of itself."""


def netlify(text: str) -> Mapping[str, Mapping[str, str]]:
    """The headers of each rule of a file `_headers`, by its path."""
    rules: dict[str, dict[str, str]] = {}
    own: dict[str, str] = {}
    for line in text.splitlines():
        if not line.strip() or line.strip().startswith("#"):
            continue
        if not line.startswith(" "):
            assert line.startswith("/"), line
            assert line not in rules, line
            own = rules[line] = {}
            continue
        name, mark, value = line.strip().partition(": ")
        assert mark, line
        assert name not in own, line
        own[name] = value
    return rules


def headers(rules: Mapping[str, Mapping[str, str]], path: str) -> Mapping[str, str]:
    """The headers of a file: of all rules that fit it. Hosts join what stands in two, so nothing may."""
    found: dict[str, str] = {}
    for pattern, own in rules.items():
        if fnmatchcase(path, pattern):
            assert not found.keys() & own.keys()
            found |= own
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that reached a host: the whole target, and the headers."""

    target: str
    headers: Mapping[str, str]


@dataclass(slots=True)
class Host:
    """A running host: where the site is, what it says with each file, and what it was asked."""

    address: str
    rules: Mapping[str, Mapping[str, str]]
    meta: bool
    """Whether pages keep the policy that they say of themselves."""
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def hosted(folder: Path, *, base: str, rules: Mapping[str, Mapping[str, str]], meta: bool) -> Iterator[Host]:
    """A site below a path of 127.0.0.1, with the headers of these rules."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host.asked.append(Asked(self.path, dict(self.headers)))
            path = unquote(self.path.partition("?")[0])
            name = path.removeprefix(base) if path.startswith(base) else "nothing"
            file = folder / (name + "index.html" if name.endswith("/") or not name else name)
            status = 200 if file.is_file() else 404
            file = file if status == 200 else folder / "404.html"
            data = file.read_bytes()
            if file.suffix == ".html" and not host.meta:
                data, count = META.subn(b"", data)
                assert count == 1, file
            sort = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            found = {"Content-Type": f"{sort}; charset=utf-8" if sort.startswith("text/") else sort}
            found |= headers(host.rules, path)
            self.send_response(status)
            for item in (*found.items(), ("Content-Length", str(len(data)))):
                self.send_header(*item)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing of each request."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    host = Host(f"http://127.0.0.1:{server.server_port}{base}", rules, meta)
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.01))
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
