"""Remarks in a body, which no reader sees."""

from pathlib import Path

import pytest

from tests.english import english, main, page, said
from tests.projects import built, messages
from toolbox_gen.remarks import unfilled, without


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("a\n<!-- b -->\nc", "a\n\nc"),
        ("a\n\n  <!--\nb\n\n## b\n-->  \n\nc", "a\n\n\n\n\n\n\n\nc"),
        ("<!-- a -->\n<!-- b -->", "\n"),
        ("a <!-- b -->", "a <!-- b -->"),
        ("<!-- a --> b", "<!-- a --> b"),
        ("<!-- never\nends", "<!-- never\nends"),
        ("    <!-- code -->", "    <!-- code -->"),
        ("```\n<!-- code -->\n```\n<!-- b -->", "```\n<!-- code -->\n```\n"),
        ("~~~~\n~~~\n<!-- code -->\n~~~~\n<!-- b -->", "~~~~\n~~~\n<!-- code -->\n~~~~\n"),
        ("<!-- a\n" * 50_000, "<!-- a\n" * 50_000),
    ],
)
def test_a_remark_on_lines_of_its_own_is_taken_out_and_all_else_stays_where_it_is(body: str, left: str) -> None:
    assert without(body) == left


def test_no_reader_sees_a_remark(tmp_path: Path) -> None:
    body = "One.\n\n<!--\nHiddenword\n-->\n\nTwo.\n"
    report = built(english(tmp_path, {"content/pages/x.md": f"---\ntitle: X\n---\n{body}"}))
    assert messages(report) == []
    html = page(tmp_path / "site", "x")
    assert "One. Two." in said(main(html))
    assert not [path for path in (tmp_path / "site").rglob("*.*") if b"iddenword" in path.read_bytes()]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("…", (1,)),
        ("a\n\n…\n\nb\n...\n", (3,)),
        ("## …\n…\n", (1, 2)),
        ("- a\n- …\n1. ...", (2, 3)),
        ("````\n```\n\n…\n\n```\n````\n\n…", (9,)),
        ("~~~\n…\n~~~", ()),
    ],
)
def test_lines_that_wait_for_their_text(body: str, lines: tuple[int, ...]) -> None:
    assert unfilled(body) == lines
