"""Whatever the fast lane takes, it reads as `markdown` does: on made documents and on damaged ones."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolbox_gen import frontmatter, lane, markdown

ROOT = Path(__file__).parents[2]


def body(path: Path) -> str:
    parts = frontmatter.split(path.read_text(encoding="utf-8"), str(path))
    return parts.body if isinstance(parts, frontmatter.Split) else ""


def alike(text: str) -> bool:
    """Whether the lane took it."""
    read = lane.read(text)
    if read is not None:
        assert read == markdown.read(text)
    return read is not None


REAL = [body(path) for path in sorted((ROOT / "content").rglob("*.md"))]

WORD = st.sampled_from(["a", "Huis", "één", "3", "“b”", "c,", "‘d’", "e…", "—", "(f)", '"g"', "R&D", "<", ">", "مرحبا"])
STYLED = st.sampled_from(["*{}*", "**{}**", "_{}_", "***{}***", "*{}", "{}**", "x*{}*y", "{}"])
LINKED = st.sampled_from(["[{}](a.md)", "[{}](../b/c.md#d)", "[{}](https://e.example/f?g=h&i)", "![{}](j.png)", "[[{}]]", "[[k|{}]]", "`{}`"])  # fmt: skip


@st.composite
def inline(draw: st.DrawFn) -> str:
    pieces = []
    for _ in range(draw(st.integers(1, 5))):
        text = " ".join(draw(st.lists(WORD, min_size=1, max_size=3)))
        for shape in draw(st.lists(st.one_of(STYLED, LINKED), max_size=2)):
            text = shape.format(text)
        pieces.append(text)
    return draw(st.sampled_from([" ", " ", ""])).join(pieces)


@st.composite
def block(draw: st.DrawFn) -> str:
    lines = draw(st.lists(inline(), min_size=1, max_size=4))
    kind = draw(st.sampled_from(["lines", "heading", "list", "numbers", "nested", "quote", "rule", "fence", "table"]))
    if kind == "heading":
        return "#" * draw(st.integers(1, 6)) + f" {lines[0]}"
    if kind in ("list", "numbers", "nested"):
        depths = st.sampled_from([0, 2, 4] if kind == "nested" else [0])
        mark = "1." if kind == "numbers" else draw(st.sampled_from("-*+"))
        return draw(st.sampled_from(["\n", "\n\n"])).join(" " * draw(depths) + f"{mark} {line}" for line in lines)
    if kind == "quote":
        return "\n".join(f"> {line}" for line in lines)
    if kind == "rule":
        return "---"
    if kind == "fence":
        return "```\n" + "\n".join(lines) + "\n```"
    if kind == "table":
        return "\n".join(["| a | b |", "|---|--:|", *(f"| {line} | x |" for line in lines)])
    return "\n".join(lines)


BLOCKS = st.lists(block(), min_size=1, max_size=5)
SOUP = st.text(st.sampled_from([*"*_[]()<>&\\`#-+>|~\"'!:.01 \t\n\n\nabé“\u00a0…"]), max_size=60)
LINES = st.lists(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", " ", "  ", "   ", "    ", "     ", "      ", "> ", ">"]),
        st.sampled_from(["", "- ", "* ", "1. ", "2) ", "10. ", "# ", "```", "---", "| ", "|-"]),
        st.sampled_from(["", "a", "b c", "*d*", "[[e]]", "f |", "-|"]),
    ),
    max_size=9,
).map("\n".join)


@settings(max_examples=200, deadline=None)
@given(BLOCKS, st.sampled_from(["\n\n", "\n"]))
def test_made_documents_are_read_alike(blocks: list[str], between: str) -> None:
    alike(between.join(blocks))


@settings(max_examples=500, deadline=None)
@given(st.one_of(SOUP, LINES))
def test_signs_and_lines_in_any_order_are_read_alike(text: str) -> None:
    alike(text)


EDITS = st.lists(
    st.tuples(
        st.integers(0, 10_000),
        st.integers(0, 3),
        st.sampled_from(
            [*"*_[]()<>&\\`#-+>|~\"'!:.0123456789\t\n \u00a0é", "\n\n", "\n- ", "**", "[[", "]]", "](", "    "]
        ),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(REAL), st.integers(0, 10_000), EDITS)
def test_damaged_bodies_are_read_alike(text: str, start: int, edits: list[tuple[int, int, str]]) -> None:
    lines = text.split("\n")
    start %= len(lines)
    text = "\n".join(lines[start : start + 12])
    for at, gone, put in edits:
        here = at % (len(text) + 1)
        text = text[:here] + put + text[here + gone :]
    alike(text)


@pytest.mark.slow
def test_the_corpus_of_the_benchmarks_is_read_alike(tmp_path: Path) -> None:
    program = [
        sys.executable,
        str(ROOT / "benchmarks" / "corpus.py"),
        str(tmp_path),
        "--stories",
        "60",
        "--tools",
        "12",
    ]
    subprocess.run(program, check=True, capture_output=True)
    bodies = [body(path) for path in tmp_path.rglob("*.md")]
    assert len(bodies) >= 72
    assert sum(map(alike, bodies)) > 0.95 * len(bodies)
