"""What open pages are told, and what gets into them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from typing import Any, TypeVar

import pytest

from toolbox_gen import live
from toolbox_gen.live import FILES, Live, Look, Overlay, Shown, State, look, own_file, with_script

T = TypeVar("T")
PAGE = '<head>\n<link rel="stylesheet" href="a.css">{more}<script src="x.js"></script></head><p>Text'


def of(more: str = "", style: str = "a.css") -> Look:
    return look(PAGE.replace("a.css", style).format(more=more).encode())


def test_other_style_sheets_are_no_other_page() -> None:
    assert of(style="b.css").shape == of().shape
    assert (of().styles, of(style="b.css").styles) == (("a.css",), ("b.css",))


@pytest.mark.parametrize(
    "more",
    [
        " ", "<p>", '<link rel="icon" href="a.css">', '<link rel="stylesheet" href="b.css">', '<link rel="stylesheet">',
        '<link rel="alternate stylesheet" href="b.css">',
    ],
)  # fmt: skip
def test_anything_else_is_another_page(more: str) -> None:
    assert of(more).shape != of().shape


def test_only_the_address_of_a_style_sheet_may_differ() -> None:
    assert look(b'<link rel=stylesheet href=a media="print">').shape != look(b"<link rel=stylesheet href=a>").shape
    assert look(b'<link rel=icon href="a">').shape != look(b'<link rel=icon href="b">').shape


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="stylesheet" href="a.css?x&amp;y">', "<LINK REL='stylesheet' HREF='a.css?x&amp;y'>",
        "<link href=a.css?x&amp;y rel=stylesheet>", '<link\n href = "a.css?x&amp;y"\n rel = "stylesheet preload" />',
    ],
)  # fmt: skip
def test_the_address_of_a_style_sheet_in_every_spelling(link: str) -> None:
    assert look(link.encode()).styles == ("a.css?x&y",)
    assert look(link.encode()).shape == look(link.replace("a.css?x", "other").encode()).shape


def test_a_look_and_a_state_are_one_line_of_json() -> None:
    assert json.loads(of().encoded()) == {"shape": of().shape, "styles": ["a.css"]}
    overlay = Overlay("nl", "ltr", "Fout", "Sluiten", (Shown("a.md:1:1", "Eén\nregel </script>", ""),))
    encoded = State("1", overlay).encoded()
    assert "\n" not in encoded
    assert json.loads(encoded)["overlay"]["problems"] == [
        {"place": "a.md:1:1", "message": "Eén\nregel </script>", "hint": ""}
    ]


@pytest.mark.parametrize(
    ("page", "begins"),
    [
        ("<!doctype html><html><head><title>A", "<!doctype html><html><head><script "),
        ('<html><HEAD data-a="b">\n<title>A', '<html><HEAD data-a="b"><script '),
        ("<header>No head</header>", "<header>No head</header><script "),
        ("", "<script "),
    ],
)
def test_the_script_stands_first_in_the_head(page: str, begins: str) -> None:
    made = with_script(page.encode(), version="5").decode()
    assert made.startswith(begins)
    assert f'data-shape="{look(page.encode()).shape}" data-version="5" defer></script>' in made
    start = made.index("<script ")
    assert made[:start] + made[made.index("</script>") + 9 :] == page


@pytest.mark.parametrize("name", FILES)
def test_what_a_browser_gets_is_there(name: str) -> None:
    assert len(own_file(name)) > 500


# ------------------------------------------------------------------------------------------------- streams


def finished(work: Coroutine[Any, Any, T]) -> T:
    """What comes of it, in a thread of its own: in this one a browser of other tests may have its loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asyncio.wait_for(work, 10)).result()


async def after(events: AsyncIterator[str], start: str) -> str:
    """The next event that begins so."""
    async for event in events:
        if event.startswith(start):
            return event
    raise AssertionError("the stream has ended")


def test_a_stream_says_the_state_and_each_later_one() -> None:
    async def listen() -> None:
        hub = Live(State("1"))
        events = hub.stream()
        assert await anext(events) == "retry: 500\n\n"
        assert '"1"' in await after(events, "data: ")
        Thread(target=hub.tell, args=[State("2")]).start()
        assert '"2"' in await after(events, "data: ")
        hub.tell(State("3"))
        hub.tell(State("4"))
        assert '"4"' in await after(events, "data: "), "only the last of many counts"
        hub.end()
        assert [event async for event in events] == []

    finished(listen())


def test_what_is_told_between_two_looks_is_not_lost() -> None:
    """The stream says a state, and before it waits for the next one that has already come."""

    async def listen() -> None:
        hub = Live(State("1"))
        events = hub.stream()
        await after(events, "data: ")
        hub.tell(State("2"))
        await asyncio.sleep(0)
        assert '"2"' in await after(events, "data: ")

    finished(listen())


def test_a_quiet_stream_shows_that_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_LIFE", 0.01)

    async def listen() -> None:
        events = Live(State("1")).stream()
        await after(events, "data: ")
        assert await after(events, ":") == ":\n\n"
        assert await after(events, ":") == ":\n\n"

    finished(listen())


def test_a_stream_after_the_end_says_nothing_more() -> None:
    async def listen() -> list[str]:
        hub = Live(State("1"))
        hub.end()
        return [event async for event in hub.stream()]

    assert finished(listen()) == ["retry: 500\n\n"]


def test_a_stream_that_nobody_reads_any_more_is_forgotten() -> None:
    async def listen() -> None:
        hub = Live(State("1"))
        events = hub.stream()
        await after(events, "data: ")
        await events.aclose()
        assert not hub._waiting

    finished(listen())


def test_a_state_is_told_when_the_server_has_gone() -> None:
    hub = Live(State("1"))

    async def listen() -> AsyncIterator[str]:
        events = hub.stream()
        await after(events, "data: ")
        return events

    kept = finished(listen())
    hub.tell(State("2"))
    assert hub.state == State("2")
    del kept
