"""The judged queries, and what a list of results is worth beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

QUERIES = Path(__file__).with_name("queries.yaml")
"""Judged before the search was made; its weights were chosen with them."""
HELD_BACK = Path(__file__).with_name("held-back.yaml")
"""Judged by somebody else, and held back until the weights were chosen; some of what they missed was made since."""


@dataclass(frozen=True, slots=True)
class Query:
    """What someone types, and the pages that honestly answer it, the best first."""

    sort: str
    text: str
    relevant: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Of so many queries: how often the first result, or one of the first five, is relevant; mean reciprocal rank."""

    count: int
    first: float
    five: float
    mrr: float


def load(path: Path = QUERIES) -> tuple[Query, ...]:
    """The queries of the file, in its order."""
    entries = yaml.safe_load(path.read_text("utf-8"))
    return tuple(Query(entry["class"], entry["query"], tuple(entry["relevant"])) for entry in entries)


def check(queries: Iterable[Query], site: Path) -> None:
    """Whether each query stands once and each page exists. ValueError names the first that does not."""
    seen: set[str] = set()
    for query in queries:
        if query.text in seen:
            raise ValueError(f"“{query.text}” stands twice")
        seen.add(query.text)
        if not query.relevant or len(set(query.relevant)) < len(query.relevant):
            raise ValueError(f"“{query.text}” has no relevant pages, or one twice")
        for page in query.relevant:
            if not (site / page / "index.html").is_file():
                raise ValueError(f"“{query.text}”: the site has no page {page}")


def rank(query: Query, found: Sequence[str]) -> int:
    """The place of the first relevant page among the first ten, counted from one; 0 without any."""
    return next((n for n, page in enumerate(found[:10], 1) if page in query.relevant), 0)


def score(ranks: Sequence[int]) -> Score:
    """The score of the places that `rank` gave."""
    n = len(ranks)
    return Score(
        n,
        sum(place == 1 for place in ranks) / n,
        sum(1 <= place <= 5 for place in ranks) / n,
        sum(1 / place for place in ranks if place) / n,
    )
