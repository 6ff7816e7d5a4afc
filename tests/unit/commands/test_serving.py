"""`serve`: it builds, answers, builds again after a change, keeps the last good site, and stops cleanly."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from socket import socket
from threading import Thread

import pytest

from tests.english import SITE, english, story
from tests.projects import DAY, STORY, write
from toolbox_gen.build import Options, Report
from toolbox_gen.commands import serving
from toolbox_gen.commands.serving import run_serve

LONGEST = 20.0


def until(condition: Callable[[], bool]) -> None:
    """Wait until something holds, but not for ever."""
    deadline = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


BASE = "/box"
"""Where `site.yaml` says that the site lives on its host: the same path serves it here."""


def answer(port: int, path: str = "/") -> tuple[int, str]:
    """Status and text of a page of the site."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    try:
        connection.request("GET", BASE + path)
        found = connection.getresponse()
        return found.status, found.read().decode()
    finally:
        connection.close()


@contextmanager
def serving_of(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A running `serve`; the port. It is stopped at the end, and must have ended well."""
    servers: list[ThreadingHTTPServer] = []
    codes: list[int] = []
    real = serving.serve

    def serve(served: serving.Served, *, port: int) -> ThreadingHTTPServer:
        servers.append(real(served, port=port))
        return servers[-1]

    monkeypatch.setattr(serving, "serve", serve)
    options = Options(root=root, day=DAY)
    thread = Thread(target=lambda: codes.append(run_serve(options, port=0, language="en")))
    thread.start()
    try:
        until(lambda: bool(servers) or not thread.is_alive())
        yield servers[0].server_port
    finally:
        if servers:
            servers[0].shutdown()
        thread.join(LONGEST)
        assert not thread.is_alive()
    assert codes == [0]


def test_it_builds_answers_and_builds_again_after_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = english(tmp_path)
    with serving_of(root, monkeypatch) as port:
        until(lambda: answer(port)[0] == 200)
        assert "Wie aan tafel zit" in answer(port, "/stories/aan-tafel/")[1]
        status, lost = answer(port, "/nowhere/")
        style = re.search(r'href="/box(/assets/style[^"]+)"', lost)
        assert style, "the page for unknown addresses begins its links at the base"
        assert (status, answer(port, style[1])[0]) == (404, 200)
        write(root, {"content/stories/aan-tafel.md": STORY.replace("title: Wie aan", "title: Changed. Wie aan")})
        until(lambda: "Changed." in answer(port, "/stories/aan-tafel/")[1])
        write(root, {"content/stories/new.md": story(slug="Newword")})
        until(lambda: "Newword" in answer(port, "/stories/")[1])


def test_settings_and_own_templates_are_watched_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = "{% extends 'base.html' %}{% block main %}<h1>WORD</h1>{% endblock %}"
    root = english(tmp_path, {"mine/page.html": own, "site.yaml": SITE + "templates: [mine]\n"})
    with serving_of(root, monkeypatch) as port:
        until(lambda: "WORD" in answer(port, "/over/")[1])
        write(root, {"mine/page.html": own.replace("WORD", "Otherword")})
        until(lambda: "Otherword" in answer(port, "/over/")[1])
        write(root, {"site.yaml": SITE.replace("Proof", "Renamed") + "templates: [mine]\n"})
        until(lambda: "Renamed" in answer(port, "/")[1])


def test_with_a_problem_the_last_good_site_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = english(tmp_path)
    said: list[str] = []

    def so_far() -> str:
        said.append(capsys.readouterr().out)
        return "".join(said)

    with serving_of(root, monkeypatch) as port:
        until(lambda: "stop with Ctrl+C" in so_far())
        write(root, {"content/stories/aan-tafel.md": STORY.replace("kind: good-practice", "kind: best-practice")})
        until(lambda: "[wrong-choice]" in so_far())
        assert "Wie aan tafel zit" in answer(port, "/stories/aan-tafel/")[1]
        write(root, {"content/stories/aan-tafel.md": STORY.replace("title: Wie aan", "title: Mended. Wie aan")})
        until(lambda: "Mended." in answer(port, "/stories/aan-tafel/")[1])
        until(lambda: "Built again in" in so_far())


def test_when_a_build_cannot_be_written_it_goes_on_serving(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = english(tmp_path)
    errors: list[str] = []

    def so_far() -> str:
        errors.append(capsys.readouterr().err)
        return "".join(errors)

    def broken(options: Options) -> Report:
        raise RuntimeError("boom")

    with serving_of(root, monkeypatch) as port:
        until(lambda: answer(port)[0] == 200)
        write(root, {"site/notes.txt": "Mine", "content/stories/x.md": story()})
        until(lambda: "site/notes.txt was not made by toolbox-gen" in so_far())
        assert answer(port)[0] == 200
        monkeypatch.setattr(serving, "build", broken)
        write(root, {"content/stories/y.md": story()})
        until(lambda: "toolbox-gen itself failed (RuntimeError: boom)" in so_far())
        assert answer(port)[0] == 200


def test_with_problems_and_no_site_there_is_nothing_to_serve(tmp_path: Path) -> None:
    root = english(tmp_path, {"content/stories/x.md": story("colour: red")})
    assert run_serve(Options(root=root, day=DAY), port=0, language="en") == 1


def test_with_problems_the_site_that_stands_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = english(tmp_path)
    with serving_of(root, monkeypatch):
        pass
    monkeypatch.undo()
    write(root, {"content/stories/x.md": story("colour: red")})
    with serving_of(root, monkeypatch) as port:
        until(lambda: answer(port)[0] == 200)


def test_a_folder_that_is_not_ours_is_not_served(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = english(tmp_path, {"mine/letter.txt": "Dear all"})
    assert run_serve(Options(root=root, day=DAY, output=root / "mine"), port=0, language="en") == 2
    assert "did not make" in capsys.readouterr().err


def test_a_port_that_is_taken_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run_serve(Options(root=english(tmp_path), day=DAY), port=port, language="en") == 2
    assert f"Port {port} is taken." in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows interrupts in another way")
def test_an_interrupt_ends_it_at_once_and_well(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-W",
        "error",
        "-m",
        "toolbox_gen",
        "--language",
        "en",
        "--root",
        str(english(tmp_path)),
        "serve",
    ]
    process = subprocess.Popen(
        [*command, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert process.stdout is not None
        line = next(line for line in process.stdout if line.startswith("Open http"))
        found = re.search(r"127\.0\.0\.1:(\d+)/box/ ", line)
        assert found
        assert answer(int(found[1]))[0] == 200
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=LONGEST)
    finally:
        process.kill()
        process.wait()
    assert (process.returncode, err) == (0, "")
