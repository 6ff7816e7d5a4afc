"""The development server: the site as it was built last, to this machine only.

It serves a map of known files and joins no paths, answers GET and HEAD under the names of this machine only, and
writes nothing. To each page it adds the script that keeps it up to date (`live`).
"""

import mimetypes
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import quote, unquote

import uvicorn
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from toolbox_gen import policy
from toolbox_gen.live import FILES, OWN, Live, State, look, own_file, with_script

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
PORT = 8000
_PORTS = 100
"""How many ports from `PORT` on are tried."""
_METHODS = ("GET", "HEAD")
_TYPES = {".webmanifest": "application/manifest+json", ".webp": "image/webp", ".gpx": "application/gpx+xml"}
_HEADERS = {**policy.HEADERS, "Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Site:
    """A built site below a path of the server: its folder, and the files in it that are known."""

    folder: Path
    base: str
    files: frozenset[str]
    waiting: bytes = b""
    """The page that is shown for every address as long as nothing was built."""

    def find(self, path: str) -> str | None:
        """The known file that answers for the path of a request, if there is one."""
        if not path.startswith(self.base):
            return None
        name = path.removeprefix(self.base)
        name = name + "index.html" if name.endswith("/") or not name else name
        return name if name in self.files else None

    def file(self, name: str) -> Path | None:
        """Where a known file is; None for one that is not there, or to which a symbolic link leads."""
        path = self.folder.resolve() / name
        return path if path.is_file() and path.resolve() == path else None

    def page(self, path: str) -> tuple[int, bytes]:
        """Status and HTML of what is shown for a path that is no other sort of file."""
        name = self.find(path)
        for status, one in ((200, name or ""), (404, "404.html")):
            file = self.file(one) if one in self.files and one.endswith(".html") else None
            if file:
                with suppress(OSError):
                    return status, file.read_bytes()
        return (404, b"") if self.files else (503, self.waiting)


def listen(port: int | None) -> socket.socket:
    """A socket of this machine only: port 0 takes any, None the first free one from `PORT` on. OSError if taken."""
    if port is not None:
        return _bound(port)
    for number in range(PORT, PORT + _PORTS):
        try:
            return _bound(number)
        except OSError:
            continue
    return _bound(0)


def _bound(port: int) -> socket.socket:
    # With the protocol named, or asyncio would not switch off the delay of small packets: 40 ms for each answer.
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":  # there it would let two programs share a port
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((HOST, port))
        found.listen(128)
    except OSError:
        found.close()
        raise
    return found


class Server:
    """Answers on a socket, in a thread of its own, for as long as the block lasts.

    `show` may be called from any thread: what is asked for afterwards is answered from the new site.
    """

    def __init__(self, listening: socket.socket, site: Site, state: State) -> None:
        self.port: int = listening.getsockname()[1]
        self._site, self._live = site, Live(state)
        self._listening = listening
        self._hosts = {f"{name}:{self.port}" for name in NAMES} | (set(NAMES) if self.port == 80 else set())
        # Nothing is logged, nothing of the environment is read, and no header of a request says who asks.
        config = uvicorn.Config(
            self._answer, interface="asgi3", http="h11", ws="none", loop="asyncio", lifespan="off", log_config=None,
            log_level="critical", access_log=False, proxy_headers=False, server_header=False, date_header=False,
            timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = Thread(target=self._server.run, args=([listening],), name="server", daemon=True)

    def __enter__(self) -> "Server":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.end()
        self._server.should_exit = True
        self._thread.join(5)

    def show(self, site: Site, state: State) -> None:
        """Serve this site from now on, and tell every open page."""
        self._site = site
        self._live.tell(state)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        response = self._refusal(request) or self._own(request) or self._file(request)
        response.headers.update(_HEADERS)
        await response(scope, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        """Why a request is not answered: who asks, under which name, in which way."""
        headers = request.headers
        if headers.getlist("host") not in [[host] for host in self._hosts]:
            return PlainTextResponse("This server answers on this machine only.\n", 421)
        if request.method not in _METHODS:
            return PlainTextResponse("GET and HEAD only.\n", 405, {"Allow": ", ".join(_METHODS)})
        if not request.scope["path"].startswith(OWN):
            return None
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site", "same-origin")
        if (origin is not None and origin != f"http://{headers['host']}") or site not in ("same-origin", "none"):
            return PlainTextResponse("For the pages of this server only.\n", 403)
        return None

    def _own(self, request: Request) -> Response | None:
        """What the server itself is asked."""
        path: str = request.scope["path"]
        if not path.startswith(OWN):
            return None
        name = path.removeprefix(OWN)
        if name in FILES:
            return Response(own_file(name), headers={"Content-Type": content_type(name)})
        if name == "state":
            return Response(self._live.state.encoded(), media_type="application/json")
        if name == "look":
            _, html = self._site.page(unquote(request.query_params.get("path", "")))
            return Response(look(html).encoded(), media_type="application/json")
        if name == "events":
            body = self._live.stream() if request.method == "GET" else ""
            if isinstance(body, str):
                return Response(body, media_type="text/event-stream")
            return StreamingResponse(body, media_type="text/event-stream")
        return PlainTextResponse("There is nothing here.\n", 404)

    def _file(self, request: Request) -> Response:
        """A file of the site."""
        site, path = self._site, str(request.scope["path"])
        if path == "/" != site.base:
            return RedirectResponse(quote(site.base), 302)
        name = site.find(path)
        if name is None and site.find(path + "/"):
            query = request.scope["query_string"].decode("latin-1")
            return RedirectResponse(quote(path) + "/" + (f"?{query}" if query else ""), 301)
        file = site.file(name) if name and not name.endswith(".html") else None
        if name and file:
            return FileResponse(file, headers={"Content-Type": content_type(name)})
        version = self._live.state.version  # before the page: at worst the page looks once more whether it changed
        status, html = site.page(path)
        html = with_script(html, version=version)
        return Response(html, status, {"Content-Type": content_type("index.html")})


def content_type(name: str) -> str:
    """The media type of a file by its ending, with the encoding of texts."""
    ending = "." + name.rpartition(".")[2]
    sort = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{sort}; charset=utf-8" if sort.startswith("text/") or sort.endswith(("+xml", "/xml", "json")) else sort
