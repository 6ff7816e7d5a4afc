"""`make bench`: whole builds of made-up toolboxes beside those of other generators, into `benchmarks/RESULTS.md`.

    python -m benchmarks [--sizes 100 1000 10000] [--runs 7] [--only reference search …] [--largest 50000]

First the pages of Hugo's site and of ours are compared file by file at 100 stories; when they are not the same, nothing
is measured.
"""

import argparse
import signal
import sys
import time
from pathlib import Path

from benchmarks import measuring
from benchmarks.machine import machine
from benchmarks.pairs import say
from benchmarks.peers.installing import NotInstalled
from benchmarks.peers.sites import PEERS, Peer, hugo, pagefind
from benchmarks.places import place
from benchmarks.report import Results, written

RESULTS = Path(__file__).with_name("RESULTS.md")
NAMES = ("reference", "compiled", "search", "body", "nothing", "title", "template", "serve", "peers", "growth")
COMPARED = 100
FEW = 10_000
"""Stories from which on few runs are enough: what takes seconds varies little."""


def main() -> int:
    """Measure, print, and write; exit code 1 when the pages are not equal or Hugo cannot be had."""
    given = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # whoever ends it gets the scratch folders cleared too
    wanted, results, start = set(given.only or NAMES), Results(machine()), time.monotonic()
    say("Fetching the others, where they are not there yet …")
    try:
        peer = hugo()
    except NotInstalled as missing:
        say(f"Hugo cannot be had, and without it there is nothing to measure against: {missing}")
        return 1
    indexer = _pagefind(results)
    results.versions |= {"Hugo": peer.version, **({"Pagefind": indexer[1]} if indexer else {})}
    peers = _peers(results) if "peers" in wanted else []
    for stories in sorted({COMPARED, *given.sizes}):
        with place(stories, given.scratch) as here:
            peer.prepare(here.content, here.folder / "hugo")
            if stories == COMPARED:
                if not measuring.are_equal(here, peer, results):
                    return 1
                measuring.compare(here, peers, results)
            if stories in given.sizes:
                results.systems[stories] = here.system
                runs = given.runs or (3 if stories >= FEW else 7)
                program = indexer[0] if indexer else None
                measuring.beside_hugo(here, peer, program, results, wanted=wanted, runs=runs)
                if "serve" in wanted:
                    measuring.served(here, peer, results, runs=runs)
                measuring.beside_others(here, peers, results, runs=runs)
        say(f"{stories} stories: done, {time.monotonic() - start:.0f} s since the start")
    if "growth" in wanted and given.largest:
        with place(given.largest, given.scratch) as here:
            results.systems[given.largest] = here.system
            measuring.grow(here, results)
        say(f"{given.largest} stories: done, {time.monotonic() - start:.0f} s since the start")
    text = written(results)
    given.output.write_text(text, encoding="utf-8")
    print(text)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description="Time builds beside those of other generators.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10_000],
                        help="numbers of stories; there are a fifth as many tools")  # fmt: skip
    parser.add_argument("--runs", type=int, help=f"pairs that count [default: 7, and 3 from {FEW:,} stories on]")
    parser.add_argument("--only", nargs="+", choices=NAMES, help="what to measure [default: everything]")
    parser.add_argument("--largest", type=int, default=50_000, help="stories of ours alone, in one run; 0 for none")
    parser.add_argument("--scratch", type=Path, help="where sites are built [default: in memory, where there is room]")
    parser.add_argument("--output", type=Path, default=RESULTS, help="where the results go")
    return parser.parse_args()


def _pagefind(results: Results) -> tuple[str, str] | None:
    try:
        return pagefind()
    except NotInstalled as missing:
        results.missing.append(f"Pagefind, which could not be installed ({missing})")
        return None


def _peers(results: Results) -> list[Peer]:
    found = []
    for name, make in PEERS:
        try:
            found.append(make())
        except NotInstalled as missing:
            results.missing.append(f"{name}, which could not be installed ({missing})")
    return found


if __name__ == "__main__":
    sys.exit(main())
