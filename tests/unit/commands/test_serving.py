"""`serve`: it builds, answers, builds again after a change, keeps the last good site, and stops cleanly."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.english import SITE, english, searched, story
from tests.projects import DAY, STORY, write
from toolbox_gen.build import Options, Report, build
from toolbox_gen.commands import serving
from toolbox_gen.commands.serving import run_serve
from toolbox_gen.server import listen

LONGEST = 20.0
BASE = "/box"
"""Where `site.yaml` says that the site lives on its host: the same path serves it here."""
WRONG = STORY.replace("kind: good-practice", "kind: best-practice")


def until(condition: Callable[[], bool]) -> None:
    """Wait until something holds, but not for ever."""
    deadline = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


class Served:
    """A running `serve`: what it answers, says and shows over its pages."""

    def __init__(self, port: int, capsys: pytest.CaptureFixture[str]) -> None:
        self.port, self._capsys = port, capsys
        self._out = self._err = ""
        self.day = DAY
        self.stopped = False

    def today(self) -> date:
        if self.stopped:
            raise KeyboardInterrupt
        return self.day

    def answer(self, path: str = "/", base: str = BASE) -> tuple[int, str]:
        """Status and text of a page of the site."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        try:
            connection.request("GET", base + path)
            found = connection.getresponse()
            return found.status, found.read().decode()
        finally:
            connection.close()

    def shown(self) -> list[dict[str, str]]:
        """The problems over the pages."""
        state: dict[str, Any] = json.loads(self.answer("/.toolbox-gen/state", base="")[1])
        return state["overlay"]["problems"] if state["overlay"] else []

    def version(self) -> str:
        return str(json.loads(self.answer("/.toolbox-gen/state", base="")[1])["version"])

    def _heard(self) -> None:
        out, err = self._capsys.readouterr()
        self._out, self._err = self._out + out, self._err + err

    @property
    def out(self) -> str:
        self._heard()
        return self._out

    @property
    def err(self) -> str:
        self._heard()
        return self._err


Serve = Callable[..., Any]


@pytest.fixture
def serve(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Serve:
    """`serve` in a folder, until the block ends; it must have ended well."""
    monkeypatch.setattr(serving, "TICK", 0.05)

    @contextmanager
    def running(root: Path, language: str | None = "en") -> Iterator[Served]:
        with_a_port = listen(0)
        port = with_a_port.getsockname()[1]
        with_a_port.close()
        served = Served(port, capsys)
        codes: list[int] = []

        def run() -> None:
            asked = Options(root=root, day=DAY)
            codes.append(run_serve(asked, port=port, language=language, today=served.today))

        thread = Thread(target=run)
        thread.start()
        try:
            until(lambda: "Open http://127" in served.out or not thread.is_alive())
            yield served
        finally:
            served.stopped = True
            thread.join(LONGEST)
            assert not thread.is_alive()
        assert codes == [0]

    return running


def test_it_builds_answers_and_builds_again_after_a_change(tmp_path: Path, serve: Serve) -> None:
    root = english(tmp_path)
    with serve(root) as site:
        assert site.answer()[0] == 200
        assert "Wie aan tafel zit" in site.answer("/stories/aan-tafel/")[1]
        status, lost = site.answer("/nowhere/")
        style = re.search(r'href="/box(/assets/style[^"]+)"', lost)
        assert style, "the page for unknown addresses begins its links at the base"
        assert (status, site.answer(style[1])[0]) == (404, 200)
        first = site.version()
        write(root, {"content/stories/aan-tafel.md": STORY.replace("title: Wie aan", "title: Changed. Wie aan")})
        until(lambda: "Changed." in site.answer("/stories/aan-tafel/")[1])
        until(lambda: site.version() != first)
        write(root, {"content/stories/new.md": story(slug="Newword")})
        until(lambda: "Newword" in site.answer("/stories/")[1] and site.answer("/stories/new/")[0] == 200)
        write(root, {"content/stories/new.md": None})
        until(lambda: site.answer("/stories/new/")[0] == 404)
        line = re.compile(r"^Built in \d+\.\d\d s: \d+ of \d+ files changed\.$", re.M)
        until(lambda: len(line.findall(site.out)) == 4)
        assert site.err == ""


def test_the_files_of_the_site_are_those_of_a_build(tmp_path: Path, serve: Serve) -> None:
    """Nothing of what is added to pages is in them."""
    root = english(tmp_path)
    with serve(root) as site:
        assert "live.js" in site.answer()[1]
        write(root, {"content/stories/new.md": story()})
        until(lambda: site.answer("/stories/new/")[0] == 200)
    build(Options(root=root, day=DAY, output=tmp_path / "other"))
    files = [sorted(p.relative_to(d) for p in d.rglob("*.html")) for d in (root / "site", tmp_path / "other")]
    assert files[0] == files[1]
    assert all((root / "site" / p).read_bytes() == (tmp_path / "other" / p).read_bytes() for p in files[0])


def test_settings_and_own_templates_are_watched_too(tmp_path: Path, serve: Serve) -> None:
    own = "{% extends 'base.html' %}{% block main %}<h1>WORD</h1>{% endblock %}"
    root = english(tmp_path, {"mine/page.html": own, "site.yaml": SITE + "templates: [mine]\n"})
    with serve(root) as site:
        assert "WORD" in site.answer("/over/")[1]
        write(root, {"mine/page.html": own.replace("WORD", "Otherword")})
        until(lambda: "Otherword" in site.answer("/over/")[1])
        write(root, {"site.yaml": SITE.replace("Proof", "Renamed") + "templates: [mine]\n"})
        until(lambda: "Renamed" in site.answer("/")[1])


def test_a_new_folder_of_templates_and_another_base(tmp_path: Path, serve: Serve) -> None:
    own = "{% extends 'base.html' %}{% block main %}<h1>WORD</h1>{% endblock %}"
    root = english(tmp_path)
    with serve(root) as site:
        write(root, {"site.yaml": SITE.replace("/box/", "/other/") + "templates: [mine]\n"})
        until(lambda: [found["place"] for found in site.shown()] == ["site.yaml:4:13"])
        assert site.answer("/")[0] == 200, "what stands stays where it was"
        write(root, {"mine/page.html": own})
        until(lambda: "WORD" in site.answer("/over/", base="/other")[1])
        until(lambda: site.answer("/")[0] == 404)
        write(root, {"mine/page.html": own.replace("WORD", "Otherword")})
        until(lambda: "Otherword" in site.answer("/over/", base="/other")[1])
        until(lambda: len(re.findall(r"Open http://[\d.:]+/other/ ", site.out)) == 1)


def test_with_a_problem_the_last_good_site_stays(tmp_path: Path, serve: Serve) -> None:
    root = english(tmp_path)
    with serve(root) as site:
        first = site.version()
        write(root, {"content/stories/aan-tafel.md": WRONG})
        until(lambda: bool(site.shown()))
        assert "Wie aan tafel zit" in site.answer("/stories/aan-tafel/")[1]
        assert site.version() == first
        [found] = site.shown()
        assert found["place"] == "content/stories/aan-tafel.md:3:7"
        assert found["message"] == "“best-practice” is not possible for “kind”."
        assert "good-practice" in found["hint"]
        until(lambda: "Problems to mend: 1. The site stays as it was." in site.err)
        assert "[wrong-choice]" in site.out
        write(root, {"content/stories/aan-tafel.md": STORY.replace("title: Wie aan", "title: Mended. Wie aan")})
        until(lambda: "Mended." in site.answer("/stories/aan-tafel/")[1])
        until(lambda: site.shown() == [])


def test_warnings_cover_nothing_and_are_said_once(tmp_path: Path, serve: Serve) -> None:
    root = english(tmp_path, {"content/media/alone.pdf": b"%PDF"})
    with serve(root) as site:
        assert site.out.count("[unused-file]") == 1
        write(root, {"content/stories/new.md": story(slug="Newword")})
        until(lambda: site.answer("/stories/new/")[0] == 200)
        until(lambda: site.out.count("Built in") == 2)
        assert site.out.count("[unused-file]") == 1
        assert site.shown() == []


def test_of_very_many_problems_the_page_shows_some(tmp_path: Path, serve: Serve) -> None:
    root = english(tmp_path)
    with serve(root) as site:
        write(root, {f"content/stories/n{number}.md": story("colour: red") for number in range(60)})
        until(lambda: len(site.shown()) == 50)
        until(lambda: site.out.count("[unknown-field]") >= 60)
        state = json.loads(site.answer("/.toolbox-gen/state", base="")[1])
        assert state["overlay"]["title"] == "Problems to mend: 60"
        assert state["overlay"]["more"] == "And 10 more: the terminal has them all."


def test_when_a_build_cannot_be_made_it_goes_on_serving(
    tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = english(tmp_path)

    def broken(options: Options) -> Report:
        raise RuntimeError("boom")

    with serve(root) as site:
        write(root, {"site/notes.txt": "Mine", "content/stories/x.md": story()})
        until(lambda: "site/notes.txt was not made by toolbox-gen" in site.err)
        until(lambda: "site/notes.txt was not made by toolbox-gen" in str(site.shown()))
        assert site.answer()[0] == 200
        (root / "site" / "notes.txt").unlink()
        with monkeypatch.context() as patch:
            patch.setattr(serving, "build", broken)
            write(root, {"content/stories/y.md": story()})
            until(lambda: "toolbox-gen itself failed (RuntimeError: boom)" in site.err)
            until(lambda: "RuntimeError: boom" in str(site.shown()))
            assert site.answer()[0] == 200
        write(root, {"content/stories/z.md": story()})
        until(lambda: site.answer("/stories/z/")[0] == 200)
        until(lambda: site.shown() == [])
        assert "Traceback" not in site.err


def test_the_content_vanishes_and_comes_back(tmp_path: Path, serve: Serve) -> None:
    root = english(tmp_path)
    with serve(root) as site:
        shutil.copytree(root / "content", tmp_path / "copy")
        shutil.rmtree(root / "content")
        until(lambda: "There is no toolbox in" in str(site.shown()))
        assert site.answer("/stories/aan-tafel/")[0] == 200
        shutil.copytree(tmp_path / "copy", root / "content")
        until(lambda: site.shown() == [])
        write(root, {"content/stories/new.md": story()})
        until(lambda: site.answer("/stories/new/")[0] == 200)


def test_with_problems_and_no_site_the_problems_are_shown(tmp_path: Path, serve: Serve) -> None:
    root = english(tmp_path, {"content/stories/aan-tafel.md": WRONG})
    with serve(root) as site:
        status, page = site.answer()
        assert status == 503
        assert "<title>There is no site yet</title>" in page
        assert "live.js" in page
        assert [found["place"] for found in site.shown()] == ["content/stories/aan-tafel.md:3:7"]
        write(root, {"content/stories/aan-tafel.md": STORY})
        until(lambda: site.answer()[0] == 200)
        until(lambda: site.shown() == [])


def test_a_fault_of_our_own_in_the_first_build(tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    root = english(tmp_path)

    def broken(options: Options) -> Report:
        raise RuntimeError("boom")

    monkeypatch.setattr(serving, "build", broken)
    with serve(root) as site:
        assert site.answer()[0] == 503
        monkeypatch.setattr(serving, "build", build)
        write(root, {"content/stories/new.md": story()})
        until(lambda: site.answer()[0] == 200)


def test_with_problems_the_site_that_stands_is_served(tmp_path: Path, serve: Serve) -> None:
    root = english(tmp_path)
    assert build(Options(root=root, day=DAY)).written
    write(root, {"content/stories/x.md": story("colour: red")})
    with serve(root) as site:
        assert site.answer("/stories/aan-tafel/")[0] == 200
        assert len(site.shown()) == 1


def test_at_midnight_it_builds_for_the_new_day(tmp_path: Path, serve: Serve) -> None:
    root = english(tmp_path, {"content/stories/later.md": story(f"publish_on: {DAY + timedelta(1)}")})
    with serve(root) as site:
        assert site.answer("/stories/later/")[0] == 404
        site.day = DAY + timedelta(1)
        until(lambda: site.answer("/stories/later/")[0] == 200)
        assert site.out.count("Built in") == 2, "once for the day"


def test_the_search_follows_when_it_is_quiet(tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages come first, and then all of it, once."""
    built: list[tuple[bool, bool]] = []

    def noting(options: Options) -> Report:
        report = build(options)
        built.append((options.background, report.unfinished))
        return report

    monkeypatch.setattr(serving, "build", noting)
    monkeypatch.setattr(serving, "REST", 0.1)
    root = english(tmp_path)
    with serve(root) as site:
        until(lambda: built[-1][1] is False)
        del built[:]
        write(root, {"content/stories/new.md": story(body="Zanzibar.\n")})
        until(lambda: site.answer("/stories/new/")[0] == 200)
        until(lambda: built == [(True, True), (False, False)])
        assert "zanzibar" in searched(root / "site")
        write(root, {"content/stories/new.md": story(body="Timboektoe.\n")})
        until(lambda: built == [(True, True), (False, False)] * 2)
        assert {"timboektoe", "zanzibar"} & searched(root / "site") == {"timboektoe"}
        del built[:]
        write(root, {"content/stories/aan-tafel.md": WRONG})
        until(lambda: bool(site.shown()))
    assert [background for background, _ in built] == [True], "with problems there is nothing to finish"


def test_after_a_build_of_somebody_else_all_files_are_known(tmp_path: Path, serve: Serve) -> None:
    root = english(tmp_path)
    with serve(root) as site:
        with_another = english(tmp_path / "copy", {"content/stories/theirs.md": story()})
        build(Options(root=with_another, day=DAY, output=root / "site"))
        write(root, {"content/stories/theirs.md": story(), "content/stories/ours.md": story()})
        until(lambda: site.answer("/stories/ours/")[0] == 200)
        until(lambda: site.answer("/stories/theirs/")[0] == 200)


def test_a_folder_that_is_not_ours_is_not_served(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = english(tmp_path, {"mine/letter.txt": "Dear all"})
    options = Options(root=root, day=DAY, output=root / "mine")
    assert run_serve(options, port=0, language="en", today=lambda: DAY) == 2
    assert "did not make" in capsys.readouterr().err


def test_a_port_that_is_taken_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        options = Options(root=english(tmp_path), day=DAY)
        assert run_serve(options, port=port, language="en", today=lambda: DAY) == 2
    assert f"Port {port} is taken." in capsys.readouterr().err


def test_without_a_port_the_next_free_one_is_taken_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop() -> date:
        raise KeyboardInterrupt

    with listen(0) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr("toolbox_gen.server.PORT", port)
        monkeypatch.setattr(serving, "PORT", port)
        monkeypatch.setattr(serving, "TICK", 0.01)
        assert run_serve(Options(root=english(tmp_path), day=DAY), port=None, language="en", today=stop) == 0
    said = capsys.readouterr().out
    assert f"Another program has port {port}." in said
    assert re.search(r"Open http://127\.0\.0\.1:\d+/box/ ", said)
    assert f":{port}/" not in said


def test_an_editor_is_spoken_to_in_her_language(tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    root = english(tmp_path, {"site.yaml": SITE.replace("[en]", "[nl, en]")})
    with serve(root, language=None) as site:
        write(root, {"content/stories/aan-tafel.md": WRONG})
        until(lambda: bool(site.shown()))
        state = json.loads(site.answer("/.toolbox-gen/state", base="")[1])
        assert (state["overlay"]["language"], state["overlay"]["close"]) == ("nl", "Sluiten (Escape)")
        write(root, {"site.yaml": SITE})
        until(lambda: json.loads(site.answer("/.toolbox-gen/state", base="")[1])["overlay"]["language"] == "en")


def test_in_a_language_without_a_catalogue_it_is_english(tmp_path: Path, serve: Serve) -> None:
    with serve(english(tmp_path, {"content/stories/aan-tafel.md": WRONG}), language="pt") as site:
        assert '<html lang="en" dir="ltr">' in site.answer()[1]


def test_what_is_not_shown_is_said_when_it_changes(tmp_path: Path, serve: Serve) -> None:
    root = english(tmp_path, {"content/stories/draft.md": story("status: draft")})
    with serve(root) as site:
        assert site.out.count("Not shown: 1 × draft (draft)") == 1
        write(root, {"content/stories/new.md": story()})
        until(lambda: site.answer("/stories/new/")[0] == 200)
        write(root, {"content/stories/new.md": story("status: draft")})
        until(lambda: "Not shown: 2 × draft (draft, new)" in site.out)
        assert site.out.count("Not shown: 1") == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows interrupts in another way")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_and_well(tmp_path: Path, number: signal.Signals) -> None:
    """As from a shell, with a page open that listens."""
    command = [sys.executable, "-W", "error", "-m", "toolbox_gen", "--language", "en", "--root", str(english(tmp_path))]
    process = subprocess.Popen(
        [*command, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert process.stdout is not None
        line = next(line for line in process.stdout if line.startswith("Open http"))
        found = re.search(r"127\.0\.0\.1:(\d+)/box/ ", line)
        assert found
        connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=LONGEST)
        connection.request("GET", "/.toolbox-gen/events")
        stream = connection.getresponse()
        assert stream.status == 200
        assert stream.readline() == b"retry: 500\n"
        process.send_signal(number)
        _, err = process.communicate(timeout=LONGEST)
        stream.read()
        connection.close()
    finally:
        process.kill()
        process.wait()
    assert (process.returncode, err) == (0, "")
