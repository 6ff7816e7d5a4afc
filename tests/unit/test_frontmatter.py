"""YAML as editors write it: texts stay texts, everything has a place, and nothing hangs."""

from __future__ import annotations

from textwrap import dedent

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from toolbox_gen import frontmatter
from toolbox_gen.frontmatter import MOST_BYTES, MOST_LEVELS, Loaded, Split, load, split
from toolbox_gen.problems import Problem, Spot, ordered

LOADERS = [yaml.BaseLoader, *([yaml.CBaseLoader] if hasattr(yaml, "CBaseLoader") else [])]


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__, autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test runs with the library in C and with the one in Python."""
    monkeypatch.setattr(frontmatter, "_Loader", request.param)


def codes(loaded: Loaded) -> list[str]:
    return [found.code for found in loaded.problems]


def told(text: str) -> list[tuple[str, int, int]]:
    return [(found.code, *found.spot) for found in ordered(load(dedent(text), "x.md").problems)]


def test_nothing_is_given_a_type() -> None:
    text = """\
        a: no
        b: 2024
        c: 1u30
        d: null
        e: 0x10
        f: 2024-05-31
        g: ~
        h:
        i: "12"
        j: [yes, 1.0]
        k: {x: true}
    """
    loaded = load(dedent(text), "x.md")
    assert not loaded.problems
    assert loaded.values == {
        "a": "no",
        "b": "2024",
        "c": "1u30",
        "d": "null",
        "e": "0x10",
        "f": "2024-05-31",
        "g": "~",
        "h": "",
        "i": "12",
        "j": ["yes", "1.0"],
        "k": {"x": "true"},
    }


def test_every_value_has_its_place_in_the_file() -> None:
    loaded = load("title: A\ntools:\n  - deep\n  - tool: x\n    note: y\n", "x.md", line=2)
    places = {path: (tuple(name), tuple(value)) for path, (name, value) in loaded.places.items()}
    assert places[("title",)] == ((2, 1), (2, 8))
    assert places[("tools", 0)] == ((4, 5), (4, 5))
    assert places[("tools", 1, "note")] == ((6, 5), (6, 11))


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark\n", "---\n"])
def test_an_empty_text_has_no_values_and_no_problem(text: str) -> None:
    assert load(text, "x.yaml") == Loaded()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: Samen: een verhaal\n", ("yaml-colon", 1, 13)),
        ("title: 'Samen\nkind: x\n", ("yaml-quote", 1, 8)),
        ("tools: [a, b\nkind: x\n", ("yaml-bracket", 1, 8)),
        ("title: A\n\tkind: x\n", ("yaml-tab", 2, 1)),
        ("a:\n\t- b\n", ("yaml-tab", 2, 1)),
        ("title: @home\n", ("yaml-character", 1, 8)),
        ("title: `home`\n", ("yaml-character", 1, 8)),
        ("title: %home\n", ("yaml-character", 1, 8)),
        ("title: A\n  kind: x\n", ("yaml-indent", 2, 3)),
        ("title: A\nEr was eens\nkind: x\n", ("yaml-no-colon", 2, 1)),
        ("a: &b c\n", ("yaml-anchor", 1, 4)),
        ("a: *b\n", ("yaml-anchor", 1, 4)),
        ("*a : b\n", ("yaml-anchor", 1, 1)),
        ("<<: {a: b}\n", ("yaml-anchor", 1, 1)),
        ("a: !!python/object:os.system b\n", ("yaml-tag", 1, 4)),
        ("a: !b c\n", ("yaml-tag", 1, 4)),
        ("title: {{ title }}\n", ("yaml-key", 1, 9)),
        ("? [a]\n: b\n", ("yaml-key", 1, 3)),
        ("just a text\n", ("yaml-no-mapping", 1, 1)),
        ("- a\n- b\n", ("yaml-no-mapping", 1, 1)),
        ("title: A\nkind: b\ntitle: C\n", ("duplicate-key", 3, 1)),
        ("colour: #fff\n", ("yaml-cut", 1, 9)),
        ("title: Samen #2\n", ("yaml-cut", 1, 14)),
        ("a: b\n---\nc: d\n", ("yaml-syntax", 2, 1)),
        ("a: ]\n", ("yaml-syntax", 1, 4)),
        ('a: "x\\qy"\n', ("yaml-backslash", 1, None)),
        ("title:A\nkind: b\n", ("yaml-no-space", 1, None)),
        ("kind: b\ntitle:A\n", ("yaml-no-space", 2, 1)),
        ("title:A\n", ("yaml-no-space", 1, 1)),
        ("-a\n", ("yaml-no-space", 1, 1)),
        ("\u00a0title: A\n", ("yaml-tab", 1, 1)),
        ('title: "A" and B\n', ("yaml-rest", 1, 8)),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, expected: tuple[str, int, int | None]) -> None:
    code, line, column = expected
    (found,) = told(text)
    assert found[:2] == (code, line)
    assert column is None or found[2] == column


def test_places_count_from_the_line_on_which_the_text_begins() -> None:
    assert load("a: b: c\n", "x.md", line=7).problems[0].spot.line == 7


@pytest.mark.parametrize("text", ["a: b # a remark\n", "a: 'b #c'\n", "a: b#c\n", "a: |\n  b #c\n", "# a\nb: c\n"])
def test_a_remark_and_a_quoted_sign_are_fine(text: str) -> None:
    assert not told(text)


def test_of_a_field_that_stands_twice_the_first_counts_with_all_its_places() -> None:
    loaded = load("a: {x: 1}\nb: 2\na:\n  x: 3\n  y: 4\na: [5]\n", "x.md")
    assert codes(loaded) == ["duplicate-key", "duplicate-key"]
    assert dict(loaded.problems[0].values)["first"] == "1"
    assert loaded.values == {"a": {"x": "1"}, "b": "2"}
    assert loaded.places["a", "x"][0] == (1, 5)


def test_after_a_name_that_is_no_text_the_rest_is_still_read() -> None:
    loaded = load("? [a]\n: b\nc: b\nd: e\n", "x.md")
    assert codes(loaded) == ["yaml-key"]
    assert loaded.values["c"] == "b"
    assert loaded.values["d"] == "e"


def test_a_second_document_is_never_dropped_in_silence() -> None:
    for text in ("a: b\n---\nc: d\n", "a: b\n...\n---\nc: d\n", "---\na: b\n---\nc: d\n"):
        assert codes(load(text, "site.yaml")) == ["yaml-syntax"]


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\r"])
def test_signs_that_only_yaml_takes_for_line_ends_shift_no_line(character: str) -> None:
    loaded = load(f"title: a{character}b{character}\nkind: [c\n", "x.md")
    assert [(p.code, p.spot.line) for p in loaded.problems] == [("yaml-bracket", 2)]
    assert load(f"title: a{character}b\n", "x.md").values == {"title": "a b"}


def test_the_size_is_measured_first() -> None:
    assert codes(load("a: " + "b" * MOST_BYTES, "x.md")) == ["yaml-too-large"]
    assert not load("a: " + "b" * (MOST_BYTES - 3), "x.md").problems
    assert codes(load("a: " + "é" * (MOST_BYTES // 2), "x.md")) == ["yaml-too-large"]


def nested(levels: int) -> str:
    return "a: " + "[" * (levels - 1) + "]" * (levels - 1)


def test_twenty_levels_are_enough() -> None:
    assert not load(nested(MOST_LEVELS), "x.md").problems
    assert codes(load(nested(MOST_LEVELS + 1), "x.md")) == ["yaml-too-deep"]


BOMBS = {
    "brackets": "a: " + "[" * 64_000,
    "braces": "a: {" + "b: {" * 16_000,
    "brackets over lines": "a:\n" + " [\n" * 20_000,
    "hidden by remarks": "a: [ # ]\n" + " [ # ]\n" * 9_000,
    "hidden by quotes": 'a: ["' + "]" * 32_000 + '", ' + "[" * 31_000,
    "dashes": "a:\n " + "- " * 32_000,
    "indentation": "\n".join(" " * depth + "a:" for depth in range(350)),
    "names": "? " * 32_000,
    "braces as names": "{" * 64_000,
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_in_no_time(text: str) -> None:
    loaded = load(text, "x.md")
    assert codes(loaded)[-1] in ("yaml-too-deep", "yaml-no-mapping")
    assert len(loaded.problems) <= MOST_LEVELS + 1


@pytest.mark.parametrize(
    "text",
    ["a: " + "[" * 15 + "[]," * 15_000, "a: {" + "b: c, " * 9_000, "a:\n" + "- b\n" * 15_000, "a: '" + "''" * 30_000],
)
def test_what_is_long_and_not_deep_is_read_in_seconds(text: str) -> None:
    assert load(text, "x.md").values.keys() <= {"a"}


@given(st.text())
@settings(max_examples=300)
def test_any_text_is_read_or_told(text: str) -> None:
    for one in LOADERS:
        frontmatter._Loader = one
        loaded = load(text, "x.md")
        lines = text.count("\n") + 1
        assert all(1 <= found.spot.line <= lines and found.spot.column >= 1 for found in loaded.problems)


PIECES = st.lists(
    st.sampled_from(
        [
            "a",
            "b: ",
            ": ",
            "- ",
            "\n",
            "\n  ",
            "\n    ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "? ",
            "*a",
            "&a ",
            "!t ",
            "'",
            '"',
            "#x",
            " # y",
            "|\n ",
            ">\n ",
            "---\n",
            "...\n",
            "%",
            "@",
            "é",
            "<<: ",
            "\\q",
        ]
    ),
    max_size=25,
)


@given(PIECES.map("".join))
@settings(max_examples=600)
def test_both_loaders_read_the_same(text: str) -> None:
    found = []
    for one in LOADERS:
        frontmatter._Loader = one
        found.append(load(text, "x.md"))
    first, last = found[0], found[-1]
    assert bool(first.problems) == bool(last.problems)
    if first.values and last.values:
        assert (first.values, codes(first)) == (last.values, codes(last))


def test_a_document_is_divided_at_its_two_lines() -> None:
    assert split("---\ntitle: A\n---\nHello\n", "x.md") == Split("\ntitle: A\n", 1, "\nHello\n", 3)


def test_blank_lines_before_and_between_keep_their_count() -> None:
    text = "\n\n---\n\ntitle: A\n----\n\n\nHello\n---\nrest"
    parts = split(text, "x.md")
    assert isinstance(parts, Split)
    lines = text.split("\n")
    assert lines[parts.yaml_line - 1 + parts.yaml.split("\n").index("title: A")] == "title: A"
    assert lines[parts.body_line - 1 + parts.body.split("\n").index("Hello")] == "Hello"
    assert parts.body.endswith("rest")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "no-front-matter", 1),
        ("Hello\n", "no-front-matter", 1),
        ("--\ntitle: A\n--\n", "no-front-matter", 1),
        ("--- title: A\n---\n", "no-front-matter", 1),
        ("---", "unclosed-front-matter", 1),
        ("\n---\ntitle: A\n", "unclosed-front-matter", 2),
    ],
)
def test_front_matter_that_is_not_there_is_told(text: str, code: str, line: int) -> None:
    found = split(text, "x.md")
    assert isinstance(found, Problem)
    assert (found.code, found.spot.line) == (code, line)


@given(st.one_of(st.text(), st.lists(st.sampled_from(["---", "\n", "a", " ", "-", "\u2028", "\r"])).map("".join)))
def test_any_text_is_divided_or_told(text: str) -> None:
    for whole in (text, "---\n" + text, "---\na: b\n---\n" + text):
        parts = split(whole, "x.md")
        if isinstance(parts, Split):
            assert whole.endswith(parts.body)
            assert whole.split("\n")[parts.body_line - 1 :] == (
                whole[len(whole) - len(parts.body) :].split("\n")
                if parts.body_line == 1 + whole.count("\n") - parts.body.count("\n")
                else None
            ) or parts.body_line == 1 + whole.count("\n") - parts.body.count("\n")


@pytest.mark.parametrize("written", [r"a\0b", r"\x1b[1m", r"a\uFFFF", r"\N"])
def test_a_character_that_no_text_may_have_cannot_be_written_by_its_number(written: str) -> None:
    loaded = load(f'title: "{written}"\n', "x.md")
    assert [(p.code, p.spot) for p in loaded.problems] == [("control-character", Spot(1, 8))]
    assert not load(r'title: "a\nb \\0"' + "\n", "x.md").problems
