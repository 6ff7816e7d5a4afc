"""What a check is given: everything that was written, shown or not; and a project may have checks of its own."""

from collections.abc import Iterator
from pathlib import Path

from tests.english import SITE, english, story
from tests.projects import DAY
from toolbox_gen.build import Options, build, check
from toolbox_gen.checks.material import Material
from toolbox_gen.problems import START, Problem, problem


def too_many(material: Material) -> Iterator[Problem]:
    for document in material.content.documents.values():
        if document.record.heading == "Too much":
            yield problem(document.path, START, "review-due", date="ever")


def test_a_check_of_ones_own_is_asked_and_the_others_are_not(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "content/stories/x.md": story("title: Too much\nstatus: draft\n", body="[here](https://vzw.be/)\n")
    }
    options = Options(root=english(tmp_path, files), day=DAY, planners=(), checks=(too_many,))
    assert [p.code for p in check(options).problems if p.path.endswith("x.md")] == ["review-due"]


def test_a_build_with_other_checks_is_another_build(tmp_path: Path) -> None:
    """Not one in which nothing has changed."""
    root = english(tmp_path, {"content/stories/x.md": story("title: Too much\n")})
    said = [
        [p.code for p in build(Options(root=root, day=DAY, checks=checks)).problems if p.path.endswith("x.md")]
        for checks in ((), (too_many,), ())
    ]
    assert said == [[], ["review-due"], []]


def test_traces_are_those_of_all_files(tmp_path: Path) -> None:
    seen: list[tuple[str, str]] = []

    def look(material: Material) -> Iterator[Problem]:
        seen.extend((path, trace.text) for path, trace in material.traces(("mail",)))
        yield from ()

    files: dict[str, str | bytes | None] = {
        "site.yaml": SITE + "contact: a@vzw.be\n", "content/stories/x.md": story(body="b@vzw.be 0470 12 34 56\n")
    }  # fmt: skip
    check(Options(root=english(tmp_path, files), day=DAY, planners=(), checks=(look,)))
    assert sorted(seen) == [("content/stories/x.md", "b@vzw.be"), ("site.yaml", "a@vzw.be")]
