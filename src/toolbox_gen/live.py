"""What open pages are told while somebody writes, and how the script that listens gets into them.

A page is told the state of things, never a step: which version of the site stands, and which problems are to be shown
over it. So a page that missed something, or a server that was started again, needs no history. Whether the page itself
changed says its `Look`. Nothing of this is ever in the site.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from html import unescape
from importlib.resources import files
from threading import Lock

from toolbox_gen.digest import digest

OWN = "/.toolbox-gen/"
"""Below this path the server answers for itself; no file of a site begins with a dot."""
FILES = ("live.js", "overlay.css")
_LIFE = 15.0  # seconds of silence after which a stream shows that it lives
_RETRY = "retry: 500\n\n"  # milliseconds after which a browser looks whether the server is back
_LINK = re.compile(rb"<link\b[^>]*>", re.I)
_STYLESHEET = re.compile(rb"""\srel\s*=\s*["']?stylesheet(?=["'\s>/])""", re.I)
_HREF = re.compile(rb"""(\shref\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.I)


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem in the overlay: where (`content/a.md:3:1`, or nothing), what is wrong, what to type instead."""

    place: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """What covers a part of the page until it is mended, in the words of a language; `more` says what is left out."""

    language: str
    direction: str
    title: str
    close: str
    problems: tuple[Shown, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """Which version of the site stands (any text, another one after each change), and what is shown over it."""

    version: str
    overlay: Overlay | None = None

    def encoded(self) -> str:
        """As JSON in one line."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Look:
    """A page apart from its style sheets, as a digest, and the addresses of these as they stand in it."""

    shape: str
    styles: tuple[str, ...]

    def encoded(self) -> str:
        """As JSON in one line."""
        return json.dumps(asdict(self), ensure_ascii=False)


def look(html: bytes) -> Look:
    """What a browser must know to see whether a page has to be loaded again, or just gets other style sheets.

    The names of scripts, styles and pictures carry the digests of their contents, so the page changes with them.
    """
    styles: list[str] = []

    def without_address(link: re.Match[bytes]) -> bytes:
        if not _STYLESHEET.search(link[0]):
            return link[0]
        found = _HREF.search(link[0])
        if not found:
            return link[0]
        styles.append(unescape((found[2] or found[3] or found[4] or b"").decode(errors="replace")))
        return link[0][: found.end(1)] + link[0][found.end() :]

    rest = _LINK.sub(without_address, html)
    return Look(digest(rest), tuple(styles))


def with_script(html: bytes, *, version: str) -> bytes:
    """A page that listens: the script stands first in its head, before any policy that the page sets itself."""
    script = f'<script src="{OWN}live.js" data-shape="{look(html).shape}" data-version="{version}" defer></script>'
    place = _HEAD.search(html)
    at = place.end() if place else len(html)
    return html[:at] + script.encode() + html[at:]


def own_file(name: str) -> bytes:
    """A file that pages get from the server itself: one of `FILES`."""
    return (files("toolbox_gen") / "browser" / name).read_bytes()


class Live:
    """The present state, and everybody who waits for the next one. `tell` may be called from any thread."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._ended = False
        self._lock = Lock()
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def tell(self, state: State) -> None:
        """Let all streams say this state."""
        self.state = state
        self._wake()

    def end(self) -> None:
        """Let all streams end, and those that begin later at once."""
        self._ended = True
        self._wake()

    def _wake(self) -> None:
        with self._lock:
            waiting = tuple(self._waiting)
        for loop, changed in waiting:
            with suppress(RuntimeError):  # a loop that was closed meanwhile
                loop.call_soon_threadsafe(changed.set)

    async def stream(self) -> AsyncIterator[str]:
        """The present state and each later one, as server-sent events; of many in a moment just the last."""
        me = (asyncio.get_running_loop(), asyncio.Event())
        _, changed = me
        with self._lock:
            self._waiting.add(me)
        try:
            yield _RETRY
            while not self._ended:
                changed.clear()
                yield f"data: {self.state.encoded()}\n\n"
                while not changed.is_set():
                    try:
                        await asyncio.wait_for(changed.wait(), _LIFE)
                    except TimeoutError:
                        yield ":\n\n"
        finally:
            with self._lock:
                self._waiting.discard(me)
