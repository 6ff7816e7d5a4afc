"""How well each search answers the judged queries, by class."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.search import judged, peers
from benchmarks.search.serving import serving

HERE = Path(__file__).parent
SCRIPTS = HERE.parents[1] / "templates" / "scripts"
OURS = ("ours", "ours, submitted")


def content_pages(site: Path) -> list[str]:
    """The pages with content of their own: no lists."""
    kinds = ("stories", "tools", "organisations")
    found = [page for kind in kinds for page in (site / kind).glob("*/index.html")]
    found += [site / name / "index.html" for name in ("over", "privacy", "toegankelijkheid")]
    return sorted(page.parent.relative_to(site).as_posix() + "/" for page in found if page.is_file())


def answers(browser: Browser, site: Path, queries: Sequence[judged.Query], folder: Path) -> dict[str, list[list[str]]]:
    """For each search, what it finds for each query: pages in order."""
    pages = content_pages(site)
    places = {
        "/bench/": HERE,
        "/scripts/": SCRIPTS,
        "/npm/": peers.FOLDER / "node_modules",
        "/pagefind/": peers.pagefind(peers.copied(site, pages, folder / "pages")),
        "/": site,
    }
    with serving(places) as served:
        page = browser.new_page()
        page.goto(f"{served.address}/bench/page.html")
        names = page.evaluate("import('/bench/engines.js').then((all) => all.NAMES)")
        ask = "(given) => import('/bench/engines.js').then((all) => all.found(...given))"
        texts = [query.text for query in queries]
        found = {name: page.evaluate(ask, [name, texts, pages, peers.LEFT_OUT]) for name in names}
        page.close()
    return found


def table(queries: Sequence[judged.Query], found: Mapping[str, Sequence[Sequence[str]]]) -> str:
    """A table in Markdown: success@1, success@5 and mean reciprocal rank, a row for each class."""
    ranks = {
        name: [judged.rank(query, own) for query, own in zip(queries, lists, strict=True)]
        for name, lists in found.items()
    }
    sorts = list(dict.fromkeys(query.sort for query in queries))
    lines = ["| | queries | " + " | ".join(found) + " |", "|" + "---|" * (len(found) + 2)]
    for label, wanted in (*((sort, {sort}) for sort in sorts), ("**all**", set(sorts))):
        own = [n for n, query in enumerate(queries) if query.sort in wanted]
        scores = [judged.score([places[n] for n in own]) for places in ranks.values()]
        cells = [f"{one.first:.2f} · {one.five:.2f} · {one.mrr:.2f}" for one in scores]
        lines.append(f"| {label} | {len(own)} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def misses(queries: Sequence[judged.Query], lists: Sequence[Sequence[str]], name: str) -> list[str]:
    """The queries whose first five have nothing relevant, with what stands there instead, as lines of a list."""
    missed = [
        f"- {query.sort}: “{query.text}” wants {query.relevant[0]}, has {', '.join(own[:3]) or 'nothing'}"
        for query, own in zip(queries, lists, strict=True)
        if not 1 <= judged.rank(query, own) <= 5
    ]
    return ["", f"Nothing relevant among the first five, {name}: {len(missed)}", "", *missed]
