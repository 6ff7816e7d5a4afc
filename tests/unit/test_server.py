"""The development server: known files, to this machine, and nothing else."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolbox_gen import server as module
from toolbox_gen.live import OWN, State
from toolbox_gen.policy import HEADERS
from toolbox_gen.server import HOST, PORT, Server, Site, content_type, listen

FILES = {
    "index.html": b"<head></head>home",
    "404.html": b"<head></head>not here",
    "stories/index.html": b"stories",
    "stories/caf\u00e9/index.html": b"cafe",
    "feed.xml": b"<feed/>",
    "site.webmanifest": b"{}",
    "sound.mp3": bytes(range(100)),
}
WAIT = 10

Ask = Callable[..., tuple[int, bytes, HTTPResponse]]


def made(tmp_path: Path) -> Path:
    """A built site, a secret beside it, and a file in it that no build made."""
    site = tmp_path / "site"
    for path, data in FILES.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    (tmp_path / "secret.html").write_bytes(b"secret")
    (site / "secret.html").write_bytes(b"secret")
    return site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path)


@contextmanager
def running(site: Site, state: State | None = None) -> Iterator[Server]:
    with Server(listen(0), site, state or State("1")) as server:
        yield server


def asking(server: Server) -> Ask:
    """A way to ask: the path, and perhaps the method, the host and other headers; the answer without what is added."""

    def ask(
        path: str, *, method: str = "GET", host: str | None = "localhost:{port}", **headers: str
    ) -> tuple[int, bytes, HTTPResponse]:
        with closing(HTTPConnection(HOST, server.port, timeout=WAIT)) as connection:
            connection.putrequest(method, path, skip_host=True)
            if host is not None:
                connection.putheader("Host", host.format(port=server.port))
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value.format(port=server.port))
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, without(answer.read()), answer

    return ask


def without(data: bytes) -> bytes:
    """An answer without the script of the server and the head that is there for its sake."""
    before, script, after = data.partition(b"<script")
    return (before + after.partition(b"</script>")[2] if script else data).replace(b"<head></head>", b"")


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """A site at the root, for tests that change nothing."""
    with running(Site(made(tmp_path_factory.mktemp("root")), "/", frozenset(FILES))) as server:
        yield asking(server)


@pytest.fixture(scope="module")
def ask_below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """A site in a folder of its host."""
    with running(Site(made(tmp_path_factory.mktemp("below")), "/doos/", frozenset(FILES))) as server:
        yield asking(server)


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
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_part_of_a_recording_as_players_ask_for_it(ask: Ask) -> None:
    status, data, answer = ask("/sound.mp3", Range="bytes=10-19")
    assert (status, data, answer.headers["Content-Range"]) == (206, bytes(range(10, 20)), "bytes 10-19/100")


TRICKS = [
    "/secret.html", "/../secret.html", "/%2e%2e/secret.html", "/..%2fsecret.html", "/%2e%2e%2fsecret.html",
    "/stories/../../secret.html", "/stories/../index.html", "//secret.html", "///etc/passwd", "/..\\secret.html",
    "/%5c..%5csecret.html", "/.toolbox-gen.json", "/index.html/", "/index.html%00", "/%00", "/./index.html",
    "/stories//index.html", "/INDEX.HTML", "/%", "/%zz", "/%ff", "http://localhost/../secret.html", "/a" * 2000,
    "http://[", "//[x/", "http://evil.example/", "/\\", "/\\..\\secret.html", "\\\\evil.example\\x", "/%2e%2e%5csecret.html",
    "/%252e%252e%252fsecret.html", "/%c0%ae%c0%ae/secret.html", "/stories/%2e%2e/%2e%2e/secret.html", "/secret.html%00.html",
    "/index.html%00.png", "/C:/secret.html", "/~/secret.html", "/.htaccess", "/_headers", "*", "/;/../secret.html",
]  # fmt: skip


@pytest.mark.parametrize("path", TRICKS)
def test_whatever_else_is_asked_for_is_not_here(ask: Ask, path: str) -> None:
    status, found, _ = ask(path)
    assert (status, found) == (404, b"not here")


@pytest.mark.parametrize("path", [OWN, OWN + "live.py", OWN + "../live.py", OWN + "%2e%2e/live.py", OWN + "live.js/"])
def test_of_its_own_files_only_those_for_the_browser(ask: Ask, path: str) -> None:
    assert ask(path)[0] == 404


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


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/stories", "/stories/"),
        ("/stories?q=a%20b", "/stories/?q=a%20b"),
        ("/stories/caf%C3%A9", "/stories/caf%C3%A9/"),
    ],
)
def test_a_folder_without_its_slash_leads_to_the_one_with(ask: Ask, path: str, location: str) -> None:
    status, data, answer = ask(path)
    assert (status, data, answer.headers["Location"]) == (301, b"", location)


@pytest.mark.parametrize("host", ["localhost:{port}", "127.0.0.1:{port}"])
def test_the_names_of_this_machine(ask: Ask, host: str) -> None:
    assert ask("/", host=host)[:2] == (200, b"home")


@pytest.mark.parametrize(
    "host",
    [
        "", "evil.example", "evil.example:{port}", "localhost.evil.example:{port}", "127.0.0.2:{port}", "[::1]:{port}",
        "localhost", "127.0.0.1", "localhost:1", "localhost:{port}:2", "0.0.0.0:{port}", "localhost.:{port}",
        "127.0.0.1.:{port}", "127.0.0.1.rebind.example:{port}", "rebind-127.0.0.1.example:{port}", "2130706433:{port}",
        "0x7f.1:{port}", "127.1:{port}", "LOCALHOST:{port}", "[::ffff:127.0.0.1]:{port}", "[::]:{port}", "a@localhost:{port}",
        "localhost:{port}, evil.example", "localhost:0{port}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", OWN + "state", OWN + "events", OWN + "live.js"])
def test_any_other_name_is_refused(ask: Ask, path: str, host: str) -> None:
    status, data, _ = ask(path, host=host)
    assert (status, data) == (421, b"This server answers on this machine only.\n")


def test_two_names_are_refused(ask: Ask) -> None:
    assert ask("/", Host="evil.example")[0] in (400, 421)
    assert ask("/", host="evil.example", Host="localhost:{port}")[0] in (400, 421)


def test_a_whole_address_as_target_is_judged_by_the_name_that_the_request_gives(ask: Ask) -> None:
    assert ask("http://evil.example/", host="evil.example")[0] == 421
    assert ask("http://localhost/index.html")[0] == 404  # no browser sends this


def test_what_a_link_leads_to_is_not_served(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    for name in ("index.html", "feed.xml"):
        (tmp_path / "away" / name).write_bytes(b"secret")
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to(tmp_path / "away" / "index.html")
    (folder / "linked").symlink_to(tmp_path / "away")
    known = frozenset({*FILES, "linked/index.html", "linked/feed.xml"})
    with running(Site(folder, "/", known)) as server:
        for path in ("/", "/linked/", "/linked/feed.xml", "/linked/index.html"):
            assert asking(server)(path)[:2] == (404, b"not here")
        assert asking(server)("/feed.xml")[:2] == (200, FILES["feed.xml"])


def test_a_site_to_which_a_link_leads_is_served(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to(folder)
    with running(Site(tmp_path / "way", "/", frozenset(FILES))) as server:
        assert asking(server)("/")[:2] == (200, b"home")


@pytest.mark.parametrize("path", ["/", "/nothing", "/feed.xml", "/stories", OWN + "live.js", OWN + "events?x"])
@pytest.mark.parametrize("host", ["localhost:{port}", "evil.example"])
def test_every_answer_has_the_headers_that_a_host_is_told(ask: Ask, path: str, host: str) -> None:
    headers = ask(path, host=host, method="HEAD")[2].headers
    assert {name: headers[name] for name in HEADERS} == dict(HEADERS)
    assert headers["Cache-Control"] == "no-store"


def test_no_name_at_all_is_refused(ask: Ask) -> None:
    status, data, _ = ask("/", host=None)
    assert status == 400
    assert b"home" not in data


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get"])
@pytest.mark.parametrize("path", ["/", OWN + "events"])
def test_any_other_method_is_refused(ask: Ask, method: str, path: str) -> None:
    status, data, answer = ask(path, method=method)
    assert (status, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert b"home" not in data


@pytest.mark.parametrize("name", ["events", "state", "look?path=/", "live.js", "overlay.css"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://localhost:1"},
        {"Origin": "https://localhost:{port}"}, {"Origin": "http://127.0.0.1:{port}"},
        {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"},
    ],
)  # fmt: skip
def test_what_is_said_to_pages_is_for_those_of_this_server(ask: Ask, name: str, headers: dict[str, str]) -> None:
    status, data, _ = ask(OWN + name, **headers)
    assert (status, data) == (403, b"For the pages of this server only.\n")


def test_a_page_may_be_reached_from_elsewhere(ask: Ask) -> None:
    assert ask("/", Sec_Fetch_Site="cross-site", Origin="http://evil.example")[:2] == (200, b"home")


@pytest.mark.parametrize("path", ["/", "/nothing", "/stories", "/feed.xml", OWN + "live.js", OWN + "state"])
def test_a_head_is_a_get_without_its_body(ask: Ask, path: str) -> None:
    status, _, answer = ask(path)
    head_status, head, head_answer = ask(path, method="HEAD")
    assert (head_status, head) == (status, b"")
    assert head_answer.headers["Content-Length"] == answer.headers["Content-Length"]
    assert ask(OWN + "events", method="HEAD")[0] == 200


def test_the_server_says_nothing_of_itself(ask: Ask, capfd: pytest.CaptureFixture[str]) -> None:
    _, _, answer = ask("/")
    assert not {"server", "date"} & {name.lower() for name in answer.headers}
    ask("/nothing")
    ask("http://[")
    assert capfd.readouterr() == ("", "")


def test_what_a_new_build_made_is_served_at_once(folder: Path) -> None:
    with running(Site(folder, "/", frozenset(FILES))) as server:
        ask = asking(server)
        (folder / "index.html").write_bytes(b"new")
        server.show(Site(folder, "/box/", frozenset({"index.html"})), State("2"))
        assert ask("/box/")[:2] == (200, b"new")
        assert ask("/box/stories/")[0] == 404
        assert json.loads(ask(OWN + "state")[1])["version"] == "2"


def test_a_file_that_went_away(folder: Path) -> None:
    with running(Site(folder, "/", frozenset(FILES))) as server:
        ask = asking(server)
        (folder / "feed.xml").unlink()
        (folder / "stories" / "index.html").unlink()
        assert ask("/feed.xml")[:2] == (404, b"not here")
        assert ask("/stories/")[:2] == (404, b"not here")
        (folder / "404.html").unlink()
        assert ask("/nothing")[:2] == (404, b"")


def test_without_a_site_every_address_says_so(folder: Path) -> None:
    with running(Site(folder, "/", frozenset(), b"<p>wait")) as server:
        for path in ("/", "/stories/", "/feed.xml"):
            assert asking(server)(path)[:2] == (503, b"<p>wait")


# ------------------------------------------------------------------------------------------------- what pages get


def test_each_page_gets_a_script_of_this_server_and_nothing_else_does(folder: Path) -> None:
    with running(Site(folder, "/", frozenset(FILES)), State("7")) as server:
        with closing(HTTPConnection(HOST, server.port, timeout=WAIT)) as connection:
            connection.request("GET", "/")
            page = connection.getresponse().read()
            connection.request("GET", "/feed.xml")
            assert connection.getresponse().read() == FILES["feed.xml"]
            connection.request("GET", "/nothing")
            assert b"live.js" in connection.getresponse().read()
        assert page.startswith(b'<head><script src="/.toolbox-gen/live.js" data-shape="')
        assert b'" data-version="7" defer></script></head>home' in page
        status, script, answer = asking(server)(OWN + "live.js")
        assert (status, answer.headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
        assert b"EventSource" in script
    assert (folder / "index.html").read_bytes() == FILES["index.html"]


def test_a_page_asks_whether_it_changed(folder: Path) -> None:
    with running(Site(folder, "/", frozenset(FILES))) as server:
        ask = asking(server)
        before = ask(OWN + "look?path=%2Fstories%2Fcaf%25C3%25A9%2F")[1]
        assert ask(OWN + "look?path=/stories/café/".replace("é", "%C3%A9"))[1] == before
        (folder / "stories" / "café" / "index.html").write_bytes(b"other")
        assert ask(OWN + "look?path=/stories/caf%C3%A9/")[1] != before
        assert ask(OWN + "look?path=/nothing")[1] == ask(OWN + "look")[1] != before
        assert ask(OWN + "look?path=/feed.xml")[1] == ask(OWN + "look")[1]


@contextmanager
def stream(server: Server) -> Iterator[Callable[[], str]]:
    """An open stream; each call gives the version of the next state."""
    with closing(HTTPConnection(HOST, server.port, timeout=WAIT)) as connection:
        connection.request("GET", OWN + "events")
        answer = connection.getresponse()
        assert answer.headers["Content-Type"].startswith("text/event-stream")

        def following() -> str:
            while line := answer.readline():
                if line.startswith(b"data: "):
                    version: str = json.loads(line[6:])["version"]
                    return version
            return ""

        yield following


def test_open_pages_are_told_of_each_build(folder: Path) -> None:
    site = Site(folder, "/", frozenset(FILES))
    with running(site) as server, stream(server) as one, stream(server) as other:
        assert (one(), other()) == ("1", "1")
        server.show(site, State("2"))
        assert (one(), other()) == ("2", "2")
        with stream(server) as late:
            assert late() == "2"


def test_it_stops_at_once_with_streams_open(folder: Path) -> None:
    site = Site(folder, "/", frozenset(FILES))
    with running(site) as server:
        with stream(server) as one, stream(server) as other:
            assert one() == other() == "1"
            server.__exit__()
            assert one() == other() == ""
        assert not server._thread.is_alive()
        with socket.socket() as again, pytest.raises(ConnectionRefusedError):
            again.connect((HOST, server.port))


# ------------------------------------------------------------------------------------------------- ports


def test_only_this_machine_is_listened_to() -> None:
    with closing(listen(0)) as found:
        assert found.getsockname()[0] == "127.0.0.1"
        assert found.family == socket.AF_INET
        assert found.proto == socket.IPPROTO_TCP, "else each answer waits for 40 ms"
        with pytest.raises(OSError):  # noqa: PT011 - the number differs by system
            listen(found.getsockname()[1])


def test_the_first_free_port_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(listen(0)) as taken:
        first = taken.getsockname()[1]
        monkeypatch.setattr(module, "PORT", first)
        with closing(listen(None)) as found:
            assert found.getsockname()[1] > first
        monkeypatch.setattr(module, "_PORTS", 1)
        with closing(listen(None)) as found:
            assert found.getsockname()[1] != first
    assert PORT == 8000


def test_a_port_that_was_just_left_is_free(folder: Path) -> None:
    with running(Site(folder, "/", frozenset(FILES))) as server:
        asking(server)("/")
        port = server.port
    deadline = time.monotonic() + WAIT
    while True:
        try:
            listen(port).close()
            break
        except OSError:
            assert time.monotonic() < deadline


PIECES = st.lists(
    st.sampled_from(
        ["/", "..", ".", "%2e", "%2f", "%5c", "\\", "index.html", "secret.html", "stories", "?", "#", "%00"]
    )
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(), PIECES.map("".join)))
def test_any_address_is_a_file_of_the_site_or_nothing(folder: Path, address: str) -> None:
    site = Site(folder, "/", frozenset(FILES))
    assert site.find("/" + address) in {None, *FILES}
    assert b"secret" not in site.page("/" + address)[1]


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
