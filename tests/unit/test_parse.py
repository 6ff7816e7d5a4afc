"""What one file says, knowing no other file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox_gen import parse as parsing
from toolbox_gen.parse import MOST_BODY, MOST_LINES, MOST_SIGNS, Parsed, nothing
from toolbox_gen.prose import Outline
from toolbox_gen.source import Source


def source(text: str, path: str = "content/stories/a.md") -> Source:
    return Source(path, "", text)


def parse(one: Source) -> Parsed:
    return parsing.parse(one)[0]


def test_a_document_has_fields_and_a_body() -> None:
    parsed = parse(source("---\ntitle: A\n---\n\n## Hello\n"))
    assert parsed.values == {"title": "A"}
    assert parsed.places[("title",)][0].line == 2
    assert parsed.outline.headings[0].text == "Hello"
    assert parsed.body_line + parsed.outline.headings[0].line - 1 == 5
    assert not parsed.problems
    assert not parsed.is_broken


def test_a_file_of_values_has_no_body() -> None:
    parsed = parse(source("work: Werk\n", "content/vocabularies/themes.yaml"))
    assert (parsed.values, parsed.outline, parsed.problems, parsed.is_broken) == (
        {"work": "Werk"},
        Outline(),
        (),
        False,
    )


@pytest.mark.parametrize(
    ("text", "code", "broken"),
    [
        ("Hello", "no-front-matter", True),
        ("---\ntitle: A\n", "unclosed-front-matter", True),
        ("---\ntitle: A: B\n---\n", "yaml-colon", True),
        ("---\ntitle: &a b\n---\n", "yaml-anchor", True),
        ("---\ntitle: A #1\n---\n", "yaml-cut", False),
        ("---\ntitle: A\ntitle: B\n---\n", "duplicate-key", False),
    ],
)
def test_a_file_whose_fields_cannot_be_read_is_broken(text: str, code: str, broken: bool) -> None:
    parsed = parse(source(text))
    assert [found.code for found in parsed.problems] == [code]
    assert parsed.is_broken is broken


def test_a_file_of_values_is_broken_in_the_same_way() -> None:
    assert parse(source("a: &b c\n", "site.yaml")).is_broken
    assert parse(source("a: [\n", "site.yaml")).is_broken
    assert not parse(source("a: b #c\n", "site.yaml")).is_broken


def test_of_a_broken_document_the_body_is_still_read() -> None:
    assert parse(source("---\ntitle: A: B\n---\n[[x]]\n")).outline.links


def test_a_body_that_is_too_large_is_told_where_it_begins() -> None:
    parsed = parse(source("---\ntitle: A\n---\n" + "é" * (MOST_BODY // 2 + 1)))
    assert [(found.code, found.spot.line) for found in parsed.problems] == [("body-too-large", 3)]
    assert parsed.outline == Outline()
    assert parsed.values == {"title": "A"}


def test_a_file_that_is_not_there_says_nothing() -> None:
    parsed = nothing("site.yaml")
    assert (parsed.values, parsed.problems, parsed.is_broken) == ({}, (), False)


@given(st.text(), st.text(), st.sampled_from(["a.md", "a.yaml"]))
def test_any_text_is_parsed(head: str, body: str, path: str) -> None:
    for text in (head, f"---\n{head}\n---\n{body}"):
        parsed = parse(source(text, path))
        assert parsed.path == path
        assert parsed == parse(source(text, path))


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("a\n" * MOST_LINES, 0),
        ("a\n" * (MOST_LINES + 1), 50_004),
        ("a" + "*" * MOST_SIGNS, 0),
        ("a\nb*" + "*" * MOST_SIGNS, 5),
    ],
)
def test_a_body_is_counted_before_a_parser_reads_it(body: str, line: int) -> None:
    found, prose = parsing.parse(Source("content/pages/x.md", "", f"---\ntitle: A\n---\n{body}"))
    assert [(p.code, p.spot.line) for p in found.problems] == ([("body-too-intricate", line)] if line else [])
    assert bool(prose.html) is not bool(line)
