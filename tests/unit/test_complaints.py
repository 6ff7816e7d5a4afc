"""What YAML's complaints mean to somebody who does not know YAML."""

import pytest

from toolbox_gen.complaints import spaced, translated
from toolbox_gen.problems import Spot


@pytest.mark.parametrize(
    ("line", "right"),
    [("title:Aan tafel", "title: Aan tafel"), ("-appels", "- appels"), ("https://a.be", ""), ("title: x", "")],
)
def test_the_missing_space_is_typed(line: str, right: str) -> None:
    assert spaced(line) == right


@pytest.mark.parametrize(
    ("said", "line", "column", "code", "right"),
    [
        ("mapping values are not allowed in this context", "title: Een: twee", 11, "yaml-colon", 'title: "Een: twee"'),
        ("mapping values are not allowed in this context", "   kind: x", 8, "yaml-indent", ""),
        ("found character that cannot start any token", "title: @home", 8, "yaml-character", 'title: "@home"'),
        ("while parsing a flow sequence", "tools: [a", 8, "yaml-bracket", ""),
        ("could not find expected ':'", "title:Aan tafel", 1, "yaml-no-space", "title: Aan tafel"),
        ("something that nobody has seen", "title: x", 1, "yaml-syntax", ""),
    ],
)
def test_a_complaint_is_a_problem_with_what_to_type(said: str, line: str, column: int, code: str, right: str) -> None:
    found = translated(said, f"a: b\n{line}", "x.md", 2, at=Spot(3, column), begins=None)
    assert (found.code, found.spot.line, dict(found.values)["right"]) == (code, 3, right)


def test_a_place_after_the_end_is_on_the_last_line() -> None:
    found = translated("unexpected end of stream", 'a: "b', "x.md", 2, at=Spot(9, 1), begins=Spot(2, 4))
    assert (found.code, found.spot) == ("yaml-quote", Spot(2, 4))
