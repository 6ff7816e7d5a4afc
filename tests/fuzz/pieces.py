"""What fuzzing is made of: pieces that mean something to the parsers, and real files with changes in them."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from toolbox_gen import catalogue

ROOT = Path(__file__).parents[2]
REAL = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "content").rglob("*.md"))][:40]
FIELDS = sorted({info.alias or name for kind in catalogue.KINDS for name, info in kind.record.model_fields.items()})
ANY = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=12)
REFUSED = st.sampled_from(["\x00", "\x1b", "\x85", "\ufeff", "\ufffe", "\u0301\u0327" * 16])
"""What no file may hold: of the files in which it stands, nothing more is tried."""
ODD = st.sampled_from(
    ["\u2028", "\u202e", "\u2066", "\u0301", "\u0f73", "\U0001f600", "\u0130", "\ufdfa", "ﬁ", "\t", "\r", "\r\n", "\n", "\xa0",
     " " * 9, "é", "٣", "\ue000", "\ufffc"]
)  # fmt: skip
SCHEMES = st.sampled_from(
    ["javascript:alert(1)", "JAVASCRIPT:x", "java&Tab;script:x", "&#106;avascript:x", "%6Aavascript:x", "data:text/html,x",
     "vbscript:x", "file:///x", "blob:x", "//evil.example", "\\\\evil.example", "/\\evil.example", "https://[::1/x",
     "https://a\u2100b.example/", "https://example.org/a?b=c&d#e", "https://u@evil.example", "mailto:a@example.org",
     "tel:+32", "../tools/x.md", "x.md#a", "#a", "http://example.org", "https:", "<javascript:x>", "&sol;&sol;evil"]
)  # fmt: skip
T = TypeVar("T")
tried = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "120")),
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""How many examples are tried: few with all other tests, many with `make fuzz`."""


@st.composite
def mutated(draw: Callable[[st.SearchStrategy[Any]], Any], pieces: st.SearchStrategy[str]) -> str:
    """A real file in which some places are replaced, cut out, doubled or exchanged."""
    text: str = draw(st.sampled_from(REAL))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        part = draw(st.one_of(pieces, st.just(""), st.just(text[start:end] * 2), st.just(text[end : end + 60])))
        text = text[:start] + part + text[end:]
    return text


def counted(function: Callable[[], T]) -> tuple[T, int]:
    """What a function gives, and how many functions it called on the way: a measure that no busy machine changes."""
    calls = 0

    def call(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(call)
    try:
        result = function()
    finally:
        sys.setprofile(before)
    return result, calls
