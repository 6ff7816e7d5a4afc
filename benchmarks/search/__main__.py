"""`make bench-search`: how well and how fast the search finds, beside others on the same pages.

    python -m benchmarks.search [--only quality|speed|index] [--sizes 1000 10000] [--runs 5]

The others come from npm the first time. What is printed is also written to RESULTS.md, each part in its place.
"""

import argparse
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from benchmarks.search import judged, peers, quality
from tests.browser_setup import recorded

REPOSITORY = Path(__file__).parents[2]
RESULTS = Path(__file__).with_name("RESULTS.md")


def built(root: Path, into: Path) -> Path:
    """The site of a toolbox."""
    command = [sys.executable, "-m", "toolbox_gen", "build", "--output", str(into)]
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
    return into


def qualities(browser: Browser) -> str:
    """The part about quality."""
    versions = peers.installed()
    queries = judged.load()
    with TemporaryDirectory() as folder:
        site = built(REPOSITORY, Path(folder) / "site")
        judged.check(queries, site)
        found = quality.answers(browser, site, queries)
    missed = quality.misses(queries, found[quality.FIRST])
    return "\n".join(
        (
            f"{len(queries)} queries ({sum(len(q.relevant) == 1 for q in queries)} with one relevant page), "
            f"{', '.join(f'{name} {version}' for name, version in versions.items())}.",
            "Each cell: success@1 · success@5 · mean reciprocal rank of the first ten. “ours” is asked as while",
            "typing, as the page asks it; “submitted” after Enter, when the last word is taken as whole.",
            "",
            quality.table(queries, found),
            "",
            f"Ours has nothing relevant among the first five for {len(missed)}:",
            "",
            *(f"- {line}" for line in missed),
        )
    )


PARTS = {"quality": ("Quality", qualities)}


def write(heading: str, text: str) -> None:
    """Put a part in its place in RESULTS.md; the other parts stay."""
    parts: dict[str, str] = {}
    if RESULTS.is_file():
        for part in RESULTS.read_text("utf-8").split("\n## ")[1:]:
            name, _, rest = part.partition("\n")
            parts[name] = rest.strip()
    system = f"Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}."
    parts[heading] = f"{system}\n\n{text.strip()}"
    order = [name for name, _ in PARTS.values() if name in parts]
    body = "\n\n".join(f"## {name}\n\n{parts[name]}" for name in order)
    RESULTS.write_text(f"# The search, measured\n\nMade by `make bench-search`.\n\n{body}\n", "utf-8")


def main() -> None:
    """Measure, print, and keep."""
    parser = argparse.ArgumentParser(prog="make bench-search", description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=list(PARTS), nargs="+", default=list(PARTS))
    arguments = parser.parse_args()
    program = recorded(REPOSITORY / ".venv" / "browser") or Path("/usr/bin/chromium")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        for name in arguments.only:
            heading, part = PARTS[name]
            text = part(browser)
            print(f"## {heading}\n\n{text}\n", flush=True)
            write(heading, text)
        browser.close()


if __name__ == "__main__":
    main()
