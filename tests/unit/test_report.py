"""What a build reports, and what of it the next one may say again."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.projects import DAY
from toolbox_gen.build import Options
from toolbox_gen.problems import Problem, Spot, problem
from toolbox_gen.report import Report, Tally, from_plain, plain

SPOTS = st.builds(Spot, st.integers(1, 999), st.integers(1, 99))
PROBLEMS = st.builds(
    Problem, st.text(), SPOTS, st.sampled_from(["unknown-field", "review-due"]),
    st.lists(st.tuples(st.text(), st.text())).map(tuple),
)  # fmt: skip
WITHHELD = st.dictionaries(st.text(), st.lists(st.tuples(st.text(), st.text())).map(tuple))


ROWS = st.tuples(st.text(), st.integers(0), st.integers(0))
TALLIES = st.lists(st.builds(Tally, st.text(), st.lists(ROWS).map(tuple), st.integers(0))).map(tuple)


@given(st.lists(PROBLEMS).map(tuple), WITHHELD, st.sampled_from(["nl", "en"]), TALLIES)
def test_what_is_true_of_the_content_comes_back_as_it_was(
    problems: tuple[Problem, ...],
    withheld: dict[str, tuple[tuple[str, str], ...]],
    language: str,
    translations: tuple[Tally, ...],
) -> None:
    one = Report(problems, withheld=withheld, language=language, translations=translations)
    found = from_plain(json.loads(json.dumps(plain(one))))
    assert found == one


def test_what_one_build_did_is_not_said_of_the_next() -> None:
    one = Report(reasons={"a": ("new",)}, unfinished=True)
    with one.stage("read", iter([1.0, 3.5]).__next__) as count:
        count(2)
        count(3)
    assert [(s.name, s.count, s.seconds) for s in one.stages] == [("read", 5, 2.5)]
    assert from_plain(json.loads(json.dumps(plain(one)))) == Report()


def test_only_errors_are_counted_as_errors() -> None:
    found = [
        problem("a.md", Spot(1, 1), "review-due", date="2026"),
        problem("a.md", Spot(1, 1), "unknown-field", name="x"),
    ]
    assert Report(tuple(found)).errors == 1


def test_the_site_goes_into_the_project_unless_somebody_says_otherwise(tmp_path: Path) -> None:
    assert Options(tmp_path, DAY).target == tmp_path / "site"
    assert Options(tmp_path, DAY, output=tmp_path / "x").target == tmp_path / "x"
