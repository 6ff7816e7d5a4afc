"""Which files a site consists of: no two of one name, whatever the disk makes of letters."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.english import sites
from toolbox_gen.plan import Bytes, Json, Output, plan
from toolbox_gen.site import Site


def planned(root: Path, *outputs: Output) -> tuple[tuple[Output, ...], list[tuple[str, str]]]:
    """What is planned of these outputs, and the problems by path and code."""

    def planner(site: Site) -> Iterator[Output]:
        yield from outputs

    found, problems = plan(sites(root), [planner])
    return found, [(p.path, p.code) for p in problems]


A = Output("a/index.html", Bytes(b"1"), "content/a.md")


def test_outputs_keep_their_order(tmp_path: Path) -> None:
    others = [Output(name, Json(name)) for name in ("z", "a", "m")]
    assert planned(tmp_path, *others) == (tuple(others), [])


def test_the_same_output_twice_is_one(tmp_path: Path) -> None:
    assert planned(tmp_path, A, Output("a/index.html", Bytes(b"1"), "content/a.md")) == ((A,), [])


@pytest.mark.parametrize("path", ["a/index.html", "A/index.html"])
@pytest.mark.parametrize(
    ("about", "problem"),
    [("content/b.md", ("content/b.md", "same-address")), ("", ("content/a.md", "address-taken"))],
)
def test_two_outputs_of_one_name_are_a_problem_of_a_file_that_can_be_renamed(
    tmp_path: Path, path: str, about: str, problem: tuple[str, str]
) -> None:
    assert planned(tmp_path, A, Output(path, Bytes(b"2"), about)) == ((A,), [problem])


def test_letters_that_look_the_same_are_the_same(tmp_path: Path) -> None:
    first, second = Output("e\u0301", Bytes(b"1"), "x"), Output("\u00c9", Bytes(b"2"), "y")
    assert planned(tmp_path, first, second) == ((first,), [("y", "same-address")])


def test_where_nobody_wrote_either_the_address_itself_is_named(tmp_path: Path) -> None:
    assert planned(tmp_path, Output("a", Bytes(b"1")), Output("a", Bytes(b"2")))[1] == [("a", "address-taken")]
