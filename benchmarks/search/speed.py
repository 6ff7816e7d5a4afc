"""How fast the search page answers on a slow line, and how hard a key press is on a slow processor."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from benchmarks.search.asking import Asked
from benchmarks.search.serving import Served

LATENCY, MBIT = 60, 9
KEYS = 120
SLOWER = 4
_QUIET = 700
_AFTER = 350
"""Milliseconds in which what a key press gives rise to is done."""

_WATCH = """
window.watched = { shown: [], keys: [], long: [] };
addEventListener("input", () => watched.keys.push(performance.now()), true);
new PerformanceObserver((list) => list.getEntries().forEach((one) => watched.long.push(one.duration)))
  .observe({ type: "longtask" });
addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector(".finder-results");
  if (place) new MutationObserver(() => {
    if (place.querySelectorAll(".finder-result").length < 5) return;
    requestAnimationFrame(() => watched.shown.push(performance.now()));
  }).observe(place, { childList: true });
});
"""
"""When there are five results, at the frame that shows them; and when something was typed."""

_SETTLED = """(quiet) => watched.shown.length && !document.querySelector(".finder-results[aria-busy]")
  && performance.now() - Math.max(...watched.shown, ...watched.keys, 0) > quiet"""

_PAGEFIND = """async ([first, next]) => {
  const start = performance.now();
  const search = await import("/pagefind/pagefind.js");
  await search.options({ noWorker: true });
  const ask = async (q) => {
    const { results } = await search.search(q);
    await Promise.all(results.slice(0, 5).map((result) => result.data()));
  };
  await ask(first);
  const middle = performance.now();
  await window.sentFirst();
  await new Promise((go) => setTimeout(go, 300));
  const again = performance.now();
  await ask(next);
  return [middle - start, performance.now() - again];
}"""


@contextmanager
def _reader(browser: Browser, address: str, *, slow_line: bool) -> Iterator[tuple[Page, CDPSession]]:
    """A reader who has seen a page of the site, but nothing of its search."""
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    context.add_init_script(_WATCH)
    page = context.new_page()
    session = context.new_cdp_session(page)
    page.goto(f"{address}/themes/", wait_until="networkidle")
    if slow_line:
        rate = MBIT * 1_000_000 / 8
        line = {"offline": False, "latency": LATENCY, "downloadThroughput": rate, "uploadThroughput": rate}
        session.send("Network.emulateNetworkConditions", line)
    yield page, session
    context.close()


def _settled(page: Page) -> dict[str, Any]:
    page.wait_for_function(_SETTLED, arg=_QUIET, polling=100)
    found = page.evaluate(
        "() => ({ ...watched, there: performance.getEntriesByType('navigation')[0].responseEnd })",
    )
    return dict(found)


def at_once(browser: Browser, served: Served, first: str, following: str) -> dict[str, float]:
    """A query that a link or the field of another page brings along, and after it one filled in and sent off."""
    with _reader(browser, served.address, slow_line=True) as (page, _):
        served.sent.clear()
        page.evaluate("(q) => location.assign('/search/#q=' + encodeURIComponent(q))", first)
        page.wait_for_load_state("domcontentloaded")
        found = _settled(page)
        scripts, everything = served.scripts(), served.everything()
        start = page.evaluate(
            """(q) => {
              document.querySelector("#finder-words").value = q;
              watched.shown = [];
              const start = performance.now();
              document.querySelector("#search-app form").requestSubmit();
              return start;
            }""",
            following,
        )
        second = _settled(page)
        return {
            "from the link": found["shown"][0],
            "page there": found["shown"][0] - found["there"],
            "next": second["shown"][0] - start,
            "scripts": scripts,
            "everything": everything,
            "next scripts": served.scripts() - scripts,
        }


def typed(browser: Browser, served: Served, first: str, following: str) -> dict[str, float]:
    """The same by keyboard: from the search page's beginning, and after the last key."""
    with _reader(browser, served.address, slow_line=True) as (page, _):
        served.sent.clear()
        page.evaluate("location.assign('/search/')")
        page.wait_for_selector("#finder-words", state="visible")
        page.focus("#finder-words")
        page.keyboard.type(first, delay=KEYS)
        found = _settled(page)
        scripts = served.scripts()
        page.evaluate("document.querySelector('#finder-words').select(), watched.shown = []")
        page.keyboard.type(following, delay=KEYS)
        second = _settled(page)
        return {
            "typed, last key": found["shown"][-1] - found["keys"][-1],
            "typed, next, last key": second["shown"][-1] - second["keys"][-1],
            "typed scripts": scripts,
        }


def keystrokes(browser: Browser, address: str, asked: Asked) -> dict[str, float]:
    """Milliseconds that the page works for each letter typed, on a processor made slower: all its tasks together and
    what of it is script or style and layout, in the thread's own time; and the longest task, by the clock."""
    with _reader(browser, address, slow_line=False) as (page, session):
        session.send("Performance.enable", {"timeDomain": "threadTicks"})

        def busy() -> tuple[float, ...]:
            metrics = {one["name"]: one["value"] * 1000 for one in session.send("Performance.getMetrics")["metrics"]}
            layout = metrics["LayoutDuration"] + metrics["RecalcStyleDuration"]
            return metrics["TaskDuration"], metrics["ScriptDuration"], layout

        page.goto(f"{address}/search/")
        page.fill("#finder-words", asked.some)
        _settled(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        work: list[tuple[float, ...]] = []
        idle: list[float] = []
        for word in asked.words:
            page.fill("#finder-words", "")
            page.wait_for_timeout(900)
            before = busy()
            page.wait_for_timeout(_AFTER)
            idle.append(busy()[0] - before[0])
            for letter in word:
                page.evaluate("watched.long = []")
                before = busy()
                page.keyboard.press(letter)
                page.wait_for_timeout(_AFTER)
                own = [after - then for after, then in zip(busy(), before, strict=True)]
                work.append((*own, page.evaluate("Math.max(0, ...watched.long)")))
        found: dict[str, float] = {"keys": len(work), "idle": median(idle)}
        for name, values in zip(("all", "script", "layout", "task"), zip(*work, strict=True), strict=True):
            found |= {f"{name} p50": median(values), f"{name} p95": quantiles(values, n=20)[18]}
        return found


def pagefind(browser: Browser, served: Served, first: str, following: str) -> dict[str, float]:
    """The same line for Pagefind, its program included, on a page that is there. It is kept from using a worker, whose
    line would be as fast as the machine."""
    with _reader(browser, served.address, slow_line=True) as (page, _):
        page.goto(f"{served.address}/bench/page.html")
        served.sent.clear()
        page.expose_function("sentFirst", lambda: counted.append(served.everything()))
        counted: list[int] = []
        times = page.evaluate(_PAGEFIND, [first, following])
        return {"page there": times[0], "next": times[1], "everything": counted[0]}


def medians(measure: Callable[[], dict[str, float]], runs: int) -> dict[str, tuple[float, float]]:
    """The median and the least of so many runs, after one that does not count."""
    found = [measure() for _ in range(runs + 1)][1:]
    return {name: (median(one[name] for one in found), min(one[name] for one in found)) for name in found[0]}
