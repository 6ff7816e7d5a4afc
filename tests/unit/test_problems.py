"""Problems as values, and as sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox_gen.problems import (
    LONGEST_VALUE,
    START,
    Problem,
    Spot,
    explain,
    nearest,
    ordered,
    placeholders,
    problem,
)


def same(text: str) -> str:
    return text


def test_a_problem_in_words() -> None:
    found = problem("content/x.md", Spot(3, 1), "unknown-field", name="titel", nearest="title", known="title, kind")
    said = explain(found, same)
    assert said.message == "There is no field “titel” here."
    assert said.hint == "Did you mean “title”?"


def test_the_first_hint_whose_words_are_known_is_given() -> None:
    found = problem("x.md", START, "unknown-field", name="q", nearest="", known="title, kind")
    assert explain(found, same).hint.startswith("The fields are: title, kind.")


def test_the_sentences_are_translated_and_the_words_in_them_are_not() -> None:
    dutch = {"There is no field “{name}” here.": "Er is hier geen veld “{name}”."}
    found = problem("x.md", START, "unknown-field", name="stories", nearest="", known="")
    said = explain(found, lambda text: dutch.get(text, text))
    assert said.message == "Er is hier geen veld “stories”."
    assert said.hint == ""


def test_braces_in_what_an_author_wrote_stay() -> None:
    found = problem("x.md", START, "wrong-date", value="{name} {0}")
    assert explain(found, same).message == "“{name} {0}” is not a date."


def test_an_unknown_code_is_our_own_fault() -> None:
    with pytest.raises(KeyError):
        problem("x.md", START, "no-such-code")


def test_a_warning_does_not_stop_a_build() -> None:
    assert problem("x.md", START, "wrong-date", value="x").is_error
    assert not problem("x.md", START, "steps-too-long", taken=3, longest=2).is_error


def test_problems_are_ordered_by_place_and_told_once() -> None:
    first = problem("a.md", Spot(2, 1), "wrong-date", value="x")
    second = problem("a.md", Spot(10, 1), "wrong-date", value="x")
    third = problem("b.md", Spot(1, 1), "wrong-date", value="x")
    assert ordered([third, second, first, second]) == (first, second, third)


@given(st.permutations([Problem("a", Spot(n % 3 + 1, n), "wrong-date", (("value", str(n)),)) for n in range(5)]))
def test_the_order_does_not_depend_on_the_order_of_finding(found: list[Problem]) -> None:
    assert ordered(found) == ordered(reversed(found))


def test_the_gaps_of_a_sentence() -> None:
    assert placeholders("{name} is {value}, not {{this}}") == {"name", "value"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sumary", "summary"),
        ("Summary", "summary"),
        ("group size", "group_size"),
        ("group-size", "group_size"),
        ("xyz", ""),
        ("", ""),
    ],
)
def test_the_nearest_name(written: str, meant: str) -> None:
    assert nearest(written, ["summary", "group_size", "title"]) == meant


def test_of_nothing_nothing_is_near() -> None:
    assert nearest("x", []) == ""


@given(st.text(max_size=30), st.lists(st.text(max_size=10), max_size=6))
def test_the_nearest_name_is_one_of_the_names_whatever_their_order(name: str, names: list[str]) -> None:
    found = nearest(name, names)
    assert found == "" or found in names
    assert found == nearest(name, reversed(names))


def test_a_value_is_cut_where_a_message_would_be_too_long() -> None:
    found = problem("x.md", START, "wrong-date", value="9" * 5000)
    assert len(dict(found.values)["value"]) == LONGEST_VALUE


def test_no_name_is_nearest_to_one_that_is_far_too_long() -> None:
    assert nearest("ab" * 100_000, ["ba" * 100_000, "ab"]) == ""
    assert nearest("summry", ["ab" * 100_000, "summary"]) == "summary"
