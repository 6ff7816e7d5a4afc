"""`make bench-search`: how well and how fast the search finds, beside others on the same pages.

    python -m benchmarks.search [--only quality languages index line keys] [--sizes 1000 10000] [--runs 5]

The others come from npm the first time. What is printed is also written to RESULTS.md, each part in its place.
"""

import argparse
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from benchmarks.corpus import write_corpus
from benchmarks.search import asking, indexing, judged, languages, peers, quality, speed, tables
from benchmarks.search.serving import serving
from tests.browser_setup import recorded

REPOSITORY = Path(__file__).parents[2]
RESULTS = Path(__file__).with_name("RESULTS.md")
COMPARED = 1000
"""The number of stories at which Pagefind is measured too."""


class Bench:
    """What the parts share: a browser, a folder, and the sites in it, each made once."""

    def __init__(self, browser: Browser, folder: Path, sizes: list[int], runs: int) -> None:
        self.browser, self.folder, self.sizes, self.runs = browser, folder, sizes, runs
        self.corpus = cache(self._corpus)
        self.pagefind = cache(self._pagefind)

    def _corpus(self, size: int) -> tuple[Path, Path, Path]:
        """A made-up toolbox, its site, and what the search was given for it."""
        root = self.folder / str(size)
        write_corpus(root, size, max(1, size // 5))
        indexing.build_site(root, root / "site", root / "given")
        return root, root / "site", root / "given"

    def _pagefind(self) -> tuple[Path, float]:
        """Pagefind's index of the pages with content, and the seconds that it took."""
        peers.installed()
        site = self.corpus(COMPARED)[1]
        pages = quality.content_pages(site)
        copies = peers.copied(site, pages, self.folder / "compared")
        start = time.perf_counter()
        return peers.pagefind(copies), time.perf_counter() - start


def qualities(bench: Bench) -> str:
    """The part about quality."""
    versions = peers.installed()
    site = bench.folder / "own"
    command = [sys.executable, "-m", "toolbox_gen", "build", "--output", str(site)]
    subprocess.run(command, cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
    lines = [
        f"{', '.join(f'{name} {version}' for name, version in versions.items())}.",
        "Each cell: success@1 · success@5 · mean reciprocal rank of the first ten. “ours” is asked as while",
        "typing, as the page asks it; “submitted” after Enter, when the last word is taken as whole.",
    ]
    for path in (judged.QUERIES, judged.HELD_BACK):
        queries = judged.load(path)
        judged.check(queries, site)
        found = quality.answers(bench.browser, site, queries, bench.folder / path.stem)
        single = sum(len(query.relevant) == 1 for query in queries)
        lines += ["", f"### {path.name}: {len(queries)} queries, {single} with one relevant page", ""]
        lines.append(quality.table(queries, found))
        lines += [line for name in quality.OURS for line in quality.misses(queries, found[name], name)]
    return "\n".join(lines)


def several(bench: Bench) -> str:
    """The part about pages in another language than their index."""
    text = (
        "The judged queries after Enter, asked of the index of each language in which all pages are shown in Dutch:\n"
        "success@1 · success@5 · mean reciprocal rank; sizes beside those of the Dutch index."
    )
    return f"{text}\n\n{languages.measured(bench.browser, bench.folder)}"


def indexes(bench: Bench) -> str:
    """The part about making the index."""
    found = {size: indexing.measured(bench.corpus(size)[2], bench.runs) for size in bench.sizes}
    other = {}
    if COMPARED in bench.sizes:
        folder, seconds = bench.pagefind()
        other = {"two": seconds, **indexing.sizes(folder)}
    text = f"Medians of {bench.runs} after one that does not count. {tables.load()}"
    return f"{text}\n\n{tables.of_index(found, other)}"


def lines(bench: Bench) -> str:
    """The part about a slow line."""
    found: dict[int, dict[str, dict[str, tables.Both]]] = {}
    others: dict[str, dict[str, tables.Both]] = {}
    for size in bench.sizes:
        root, site, _ = bench.corpus(size)
        asked = asking.of_corpus(root)
        following = asked.words[7]
        places = {"/bench/": quality.HERE, "/": site}
        if size == COMPARED:
            places = {"/pagefind/": bench.pagefind()[0], **places}
        with serving(places) as served:
            for sort, query in asked.queries.items():
                given = (bench.browser, served, query, following)
                own = speed.medians(partial(speed.at_once, *given), bench.runs)
                found.setdefault(size, {})[sort] = own | speed.medians(partial(speed.typed, *given), bench.runs)
                if size == COMPARED:
                    others[sort] = speed.medians(partial(speed.pagefind, *given), bench.runs)
    text = (
        f"{speed.MBIT} Mbit/s, {speed.LATENCY} ms, HTTP/1.1 (six answers at a time). Median (least) of {bench.runs}\n"
        "after one that does not count; each in a new browser profile that has seen a page of the site. Keys come\n"
        f"every {speed.KEYS} ms, and the page itself waits for a pause of 100 ms. Pagefind, without its worker: from\n"
        f"its import to the data of five results. {tables.load()}"
    )
    return f"{text}\n\n{tables.of_line(found, others)}"


def keys(bench: Bench) -> str:
    """The part about key presses."""
    found = {}
    for size in bench.sizes:
        root, site, _ = bench.corpus(size)
        asked = asking.of_corpus(root)
        bare = {f"/{name}/": site / name for name in ("search", "assets", "themes")}
        for label, places in (("", {"/": site}), (", no passages", bare)):
            with serving(places) as served:
                found[f"{size:,} stories{label}"] = speed.keystrokes(bench.browser, served.address, asked)
    text = (
        f"The processor made {speed.SLOWER} times slower; 20 words, letter by letter. “No passages”: the pages\n"
        f"from which they would come are not there. {tables.load()}"
    )
    return f"{text}\n\n{tables.of_keys(found)}"


PARTS = {
    "quality": ("Quality", qualities),
    "languages": ("Languages", several),
    "index": ("Index", indexes),
    "line": ("A slow line", lines),
    "keys": ("A key press", keys),
}


def write(heading: str, text: str) -> None:
    """Put a part in its place in RESULTS.md; the other parts stay."""
    parts: dict[str, str] = {}
    if RESULTS.is_file():
        for part in RESULTS.read_text("utf-8").split("\n## ")[1:]:
            name, _, rest = part.partition("\n")
            parts[name] = rest.strip()
    parts[heading] = f"Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}.\n\n{text.strip()}"
    order = [name for name, _ in PARTS.values() if name in parts]
    body = "\n\n".join(f"## {name}\n\n{parts[name]}" for name in order)
    RESULTS.write_text(f"# The search, measured\n\nMade by `make bench-search`.\n\n{body}\n", "utf-8")


def main() -> None:
    """Measure, print, and keep."""
    parser = argparse.ArgumentParser(prog="make bench-search", description="Measure the search, beside others.")
    parser.add_argument("--only", choices=list(PARTS), nargs="+", default=list(PARTS))
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    program = recorded(REPOSITORY / ".venv" / "browser") or Path("/usr/bin/chromium")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        bench = Bench(browser, Path(folder), arguments.sizes, arguments.runs)
        for name in arguments.only:
            heading, part = PARTS[name]
            text = part(bench)
            print(f"## {heading}\n\n{text}\n", flush=True)
            write(heading, text)
        browser.close()


if __name__ == "__main__":
    main()
