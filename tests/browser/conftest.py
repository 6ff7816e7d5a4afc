"""One browser for all browser tests: the one that `make test` found, else Debian's. None is a failure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, sync_playwright

from tests.browser_setup import recorded

RECORD = Path(__file__).parents[2] / ".venv" / "browser"
DEBIAN = Path("/usr/bin/chromium")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running browser; each test has its own page in it, and its own context where more than pages is to be apart."""
    path = recorded(RECORD) or DEBIAN
    if not path.is_file():
        pytest.fail(f"no browser at {path}: `make test` finds or gets one")
    with sync_playwright() as playwright:
        try:
            running = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        except Error as error:
            pytest.fail(f"the browser {path} does not start: {error.message}")
        yield running
        running.close()


@contextmanager
def emptied(context: BrowserContext) -> Iterator[BrowserContext]:
    """A context that tests share, since a new one costs more than most of them; their pages are closed after each."""
    yield context
    for page in context.pages:
        page.close()
