"""Pages shown in their original: how well they are found in the index of another language, and what it takes."""

import gzip
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.search import judged
from benchmarks.search.quality import HERE, SCRIPTS
from benchmarks.search.serving import serving

REPOSITORY = Path(__file__).parents[2]
OTHERS = ("fr", "en", "ar")


def measured(browser: Browser, folder: Path) -> str:
    """A table in Markdown: the judged queries, which are Dutch, asked of the index of each language.

    The pages are the repository's own: those that are translated are passed over, since no Dutch query is to find them.
    """
    root = folder / "several"
    shutil.copytree(REPOSITORY / "content", root / "content")
    site = (REPOSITORY / "site.yaml").read_text("utf-8").splitlines()
    said = [f"languages: [nl, {', '.join(OTHERS)}]" if line.startswith("languages:") else line for line in site]
    (root / "site.yaml").write_text("\n".join(said) + "\n", "utf-8")
    for file in (root / "content").rglob("*.md"):
        if file.stem.endswith(tuple(f".{language}" for language in OTHERS)):
            file.unlink()
    command = [sys.executable, "-m", "toolbox_gen", "build", "--output", str(root / "site")]
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
    lines = ["| index | queries.yaml | held-back.yaml | compressed | head, compressed |", "|---|---|---|---|---|"]
    with serving({"/bench/": HERE, "/scripts/": SCRIPTS, "/": root / "site"}) as served:
        page = browser.new_page()
        page.goto(f"{served.address}/bench/page.html")
        ask = "(given) => import('/bench/engines.js').then((all) => all.foundBelow(...given))"
        whole = _sizes(root / "site", "nl", "")
        for language in ("nl", *OTHERS):
            below = "" if language == "nl" else f"{language}/"
            cells = []
            for path in (judged.QUERIES, judged.HELD_BACK):
                queries = judged.load(path)
                found = page.evaluate(ask, [below, [query.text for query in queries]])
                score = judged.score([judged.rank(query, own) for query, own in zip(queries, found, strict=True)])
                cells.append(f"{score.first:.2f} · {score.five:.2f} · {score.mrr:.2f}")
            sizes = _sizes(root / "site", language, below)
            ratios = (f"{own / theirs:.2f}" for own, theirs in zip(sizes, whole, strict=True))
            lines.append(f"| {language} | {' | '.join((*cells, *ratios))} |")
        page.close()
    return "\n".join(lines)


def _sizes(site: Path, language: str, below: str) -> tuple[int, int]:
    """The bytes of an index and of its head, compressed."""
    head = len(gzip.compress((site / below / "search" / "head.js").read_bytes(), 9, mtime=0))
    pieces = (site / "assets" / "search" / language).glob("*.js")
    return head + sum(len(gzip.compress(piece.read_bytes(), 9, mtime=0)) for piece in pieces), head
