"""The development server: known files, to this machine, and nothing else."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Event, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from watchdog.events import DirModifiedEvent, FileModifiedEvent, FileMovedEvent, FileOpenedEvent, FileSystemEvent

from toolbox_gen import server as module
from toolbox_gen.render import Artifact
from toolbox_gen.server import HOST, Served, Watcher, content_type, serve
from toolbox_gen.write import publish

FILES = {
    "index.html": b"home",
    "404.html": b"not here",
    "stories/index.html": b"stories",
    "stories/café/index.html": b"cafe",
    "feed.xml": b"<feed/>",
    "site.webmanifest": b"{}",
}
WAIT = 10

Ask = Callable[..., tuple[int, bytes, HTTPResponse]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A built site, a secret beside it, and a file in it that no build made."""
    site = tmp_path / "site"
    files = [Artifact(path, data) for path, data in FILES.items()]
    publish(files, site, root=tmp_path / "project")
    (tmp_path / "secret.html").write_bytes(b"secret")
    (site / "secret.html").write_bytes(b"secret")
    return site


def running(folder: Path, base: str) -> Iterator[Ask]:
    server = serve(Served(folder, base), port=0)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()

    def ask(
        path: str, *, method: str = "GET", host: str = f"localhost:{server.server_port}"
    ) -> tuple[int, bytes, HTTPResponse]:
        connection = HTTPConnection(HOST, server.server_port, timeout=WAIT)
        try:
            connection.putrequest(method, path, skip_host=True)
            if host:
                connection.putheader("Host", host)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.read(), answer
        finally:
            connection.close()

    yield ask
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def ask(folder: Path) -> Iterator[Ask]:
    yield from running(folder, "/")


@pytest.fixture
def ask_below(folder: Path) -> Iterator[Ask]:
    yield from running(folder, "/doos/")


@pytest.mark.parametrize(
    ("path", "data", "sort"),
    [
        ("/", b"home", "text/html; charset=utf-8"),
        ("/index.html", b"home", "text/html; charset=utf-8"),
        ("/stories/", b"stories", "text/html; charset=utf-8"),
        ("/stories/?q=x", b"stories", "text/html; charset=utf-8"),
        ("/stories/caf%C3%A9/", b"cafe", "text/html; charset=utf-8"),
        ("/site.webmanifest", b"{}", "application/manifest+json; charset=utf-8"),
    ],
)
def test_a_file_of_the_site(ask: Ask, path: str, data: bytes, sort: str) -> None:
    status, found, answer = ask(path)
    assert (status, found) == (200, data)
    assert answer.headers["Content-Type"] == sort
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


TRICKS = [
    "/secret.html", "/../secret.html", "/%2e%2e/secret.html", "/..%2fsecret.html", "/%2e%2e%2fsecret.html",
    "/stories/../../secret.html", "/stories/../index.html", "//secret.html", "///etc/passwd", "/..\\secret.html",
    "/%5c..%5csecret.html", "/.toolbox-gen.json", "/index.html/", "/index.html%00", "/%00", "/./index.html",
    "/stories//index.html", "/INDEX.HTML", "/%", "/%zz", "http://localhost/../secret.html", "/a" * 2000,
]  # fmt: skip


@pytest.mark.parametrize("path", TRICKS)
def test_whatever_else_is_asked_for_is_not_here(ask: Ask, path: str) -> None:
    status, found, _ = ask(path)
    assert (status, found) == (404, b"not here")


@pytest.mark.parametrize(
    "path", ["/secret.html", "/../secret.html", "/doos/../secret.html", "/index.html", "/dooskom/"]
)
def test_below_a_folder_only_what_is_below_it(ask_below: Ask, path: str) -> None:
    assert ask_below(path)[:2] == (404, b"not here")


def test_below_a_folder_the_root_leads_there(ask_below: Ask) -> None:
    status, _, answer = ask_below("/")
    assert (status, answer.headers["Location"]) == (302, "/doos/")
    assert ask_below("/doos/")[:2] == (200, b"home")
    status, _, answer = ask_below("/doos")
    assert (status, answer.headers["Location"]) == (301, "/doos/")


def test_a_folder_without_its_slash_leads_to_the_one_with(ask: Ask) -> None:
    status, data, answer = ask("/stories")
    assert (status, data, answer.headers["Location"]) == (301, b"", "/stories/")


@pytest.mark.parametrize("path", ["http://[", "//[x/", "http://evil.example/"])
def test_an_address_that_is_none_is_answered(ask: Ask, path: str) -> None:
    assert ask(path)[0] in (200, 404)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "localhost:8000", "127.0.0.1:1"])
def test_the_names_of_this_machine(ask: Ask, host: str) -> None:
    assert ask("/", host=host)[:2] == (200, b"home")


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.2", "[::1]:80", "localhost:1:2"],
)
def test_any_other_name_is_refused(ask: Ask, host: str) -> None:
    status, data, _ = ask("/", host=host)
    assert status == 421
    assert b"home" not in data


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get"])
def test_any_other_method_is_refused(ask: Ask, method: str) -> None:
    status, data, _ = ask("/", method=method)
    assert status == 501
    assert b"home" not in data


@pytest.mark.parametrize("path", ["/", "/nothing", "/stories"])
def test_a_head_is_a_get_without_its_body(ask: Ask, path: str) -> None:
    status, data, answer = ask(path)
    head_status, head, head_answer = ask(path, method="HEAD")
    assert (head_status, head) == (status, b"")
    assert head_answer.headers["Content-Length"] == str(len(data)) == answer.headers["Content-Length"]


def test_the_server_says_nothing_of_itself(ask: Ask, capfd: pytest.CaptureFixture[str]) -> None:
    _, _, answer = ask("/")
    assert answer.headers["Server"].strip() == "toolbox-gen"
    ask("/nothing")
    ask("http://[")
    assert capfd.readouterr() == ("", "")


def test_what_a_new_build_made_is_served_at_once(ask: Ask, folder: Path, tmp_path: Path) -> None:
    (folder / "secret.html").unlink()
    publish([Artifact("index.html", b"new")], folder, root=tmp_path / "project")
    assert ask("/")[:2] == (200, b"new")
    assert ask("/stories/")[:2] == (404, b"")


def test_a_file_that_went_away_and_a_site_that_is_none(ask: Ask, folder: Path) -> None:
    (folder / "feed.xml").unlink()
    assert ask("/feed.xml")[0] == 404
    (folder / ".toolbox-gen.json").unlink()
    assert ask("/")[:2] == (404, b"")


def test_only_this_machine_is_listened_to(folder: Path) -> None:
    server = serve(Served(folder, "/"), port=0)
    try:
        assert server.server_address[0] == "127.0.0.1"
        assert server.socket.family == socket.AF_INET
        with pytest.raises(OSError):  # noqa: PT011 - the number differs by system
            serve(Served(folder, "/"), port=server.server_port)
    finally:
        server.server_close()


PIECES = st.lists(
    st.sampled_from(
        [
            "/",
            "..",
            ".",
            "%2e",
            "%2f",
            "%5c",
            "\\",
            "index.html",
            "secret.html",
            "stories",
            "?",
            "#",
            "%00",
            "[",
            "http:",
        ]
    )
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(), PIECES.map("".join)))
def test_any_address_is_a_file_of_the_site_or_nothing(folder: Path, address: str) -> None:
    found = Served(folder, "/").file("/" + address)
    assert found is None or found in {folder / name for name in FILES}


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.json", "application/json; charset=utf-8"),
        ("a.webp", "image/webp"),
        ("a.jpg", "image/jpeg"),
        ("a.gpx", "application/gpx+xml; charset=utf-8"),
        ("a.what-is-this", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_the_sort_of_a_file(name: str, sort: str) -> None:
    assert content_type(name) == sort


# ------------------------------------------------------------------------------------------------- watching


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_QUIET", 0.02)


@pytest.mark.usefixtures("quick")
def test_a_change_is_told(tmp_path: Path) -> None:
    (tmp_path / "content" / "stories").mkdir(parents=True)
    (tmp_path / "site.yaml").write_text("title: A")
    changed = Event()
    with Watcher([tmp_path / "content", tmp_path / "site.yaml", tmp_path / "nothing"], changed.set):
        (tmp_path / "content" / "stories" / "a.md").write_text("x")
        assert changed.wait(WAIT)
        changed.clear()
        (tmp_path / "site.yaml").write_text("title: B")
        assert changed.wait(WAIT)


@pytest.mark.usefixtures("quick")
def test_a_file_that_is_replaced_by_another_is_a_change(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("title: A")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "new").write_text("title: B")
    changed = Event()
    with Watcher([tmp_path / "site.yaml"], changed.set):
        (tmp_path / "elsewhere" / "new").rename(tmp_path / "site.yaml")
        assert changed.wait(WAIT)


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (FileModifiedEvent("/p/site.yaml"), True),
        (FileMovedEvent("/p/.site.yaml.tmp", "/p/site.yaml"), True),
        (FileMovedEvent("/p/site.yaml", "/p/site.yaml~"), True),
        (FileModifiedEvent("/p/other.yaml"), False),
        (DirModifiedEvent("/p"), False),
        (FileOpenedEvent("/p/site.yaml"), False),
    ],
)
def test_of_a_single_file_only_its_own_changes_are_told(event: FileSystemEvent, told: bool) -> None:
    heard: list[bool] = []
    module._Noticed(lambda: heard.append(True), "site.yaml").on_any_event(event)
    assert bool(heard) is told


def test_a_burst_of_changes_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    timers: list[FakeTimer] = []

    class FakeTimer:
        daemon = False

        def __init__(self, seconds: float, call: Callable[[], None]) -> None:
            self.call, self.cancelled = call, False
            timers.append(self)

        def start(self) -> None:
            assert self.daemon

        def cancel(self) -> None:
            self.cancelled = True

    monkeypatch.setattr(module, "Timer", FakeTimer)
    told: list[bool] = []
    watcher = Watcher([], lambda: told.append(True))
    with watcher:
        for _ in range(5):
            watcher._notice()
        for timer in timers:
            if not timer.cancelled:
                timer.call()
        assert told == [True]
        watcher._notice()
    watcher._notice()
    assert all(timer.cancelled for timer in timers[:4])
    assert timers[-1].cancelled
    assert len(timers) == 6
