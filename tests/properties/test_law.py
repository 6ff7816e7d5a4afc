"""The law: whatever happened before, a build leaves and says what one from nothing leaves and says, byte for byte."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.edits import EDITS, Box, Desk
from toolbox_gen.build import Memory

EXAMPLES = int(os.environ.get("LAW_EXAMPLES", "6"))
"""How many series of edits are tried; by hand, many more."""

WORDS = st.one_of(
    st.sampled_from(["hapje", "Één kring", "de huizen", "inclusie", "a|b", "مرحبا بك", "R&D <b>", "“x” — y…", "nieuw"]),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co")), min_size=1, max_size=20),
)


class Step(NamedTuple):
    """An edit, what happens around it, and how it is built."""

    edit: str
    number: int
    words: str
    around: str = ""
    jobs: int = 1


AROUND = ["", "", "", "", "sly", "harm", "lose", "forget", "restore", "background", "twice"]
STEPS = st.builds(
    Step,
    st.sampled_from(sorted(EDITS)),
    st.integers(0, 999),
    WORDS,
    st.sampled_from(AROUND),
    st.sampled_from([1, 1, 2]),
)


def follow(steps: list[Step], *, remembering: bool = False) -> int:
    """Do one edit after the other, and look after each whether the law holds; the number of good builds.

    remembering: whether one process builds again and again, which remembers (`serve`). After an edit with problems, the
    next one goes on from what was good last.
    """
    good, number = Box(), 0
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), memory=Memory() if remembering else None)
        desk.put(good)
        desk.check(good, desk.build(good))
        earlier = [good]
        for step in steps:
            box = EDITS[step.edit](good, step.number, step.words)
            if step.around == "restore":
                box = earlier[step.number % len(earlier)]
            desk.put(box, sly=step.around == "sly")
            if step.around in ("harm", "lose"):
                harm(desk, step.number, lose=step.around == "lose")
            if step.around == "forget":
                shutil.rmtree(desk.work)
            if step.around == "background":
                desk.check(box, desk.build(box, jobs=step.jobs, background=True), background=True)
            report = desk.build(box, jobs=step.jobs)
            desk.check(box, report)
            if report.errors:
                continue
            good, number = box, number + 1
            earlier.append(box)
            if step.around == "twice":
                again = desk.build(box, jobs=step.jobs)
                desk.check(box, again)
                assert again.written
                assert again.written.changed == ()
    return number


def harm(desk: Desk, number: int, *, lose: bool) -> None:
    """Do something to a file of the site by hand; as long as nothing better can be made, it stays so."""
    files = sorted(path for path in desk.site if not path.startswith("."))
    if not files:
        return
    path = files[number % len(files)]
    (desk.root / "site" / path).unlink()
    data = desk.site.pop(path)
    if not lose:
        desk.site[path] = data[: number % 50] + b"by hand" + data[number % 50 :]
        (desk.root / "site" / path).write_bytes(desk.site[path])


SERIES = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True,
)  # fmt: skip


@SERIES
@given(st.lists(STEPS, min_size=1, max_size=6), st.booleans())
def test_a_build_with_a_past_equals_one_without(steps: list[Step], remembering: bool) -> None:
    follow(steps, remembering=remembering)


@pytest.mark.parametrize("remembering", [False, True])
def test_every_edit_follows_every_other(remembering: bool) -> None:
    steps = [Step(name, 7 * number, "hapje", AROUND[number % len(AROUND)]) for number, name in enumerate(sorted(EDITS))]
    assert follow(steps, remembering=remembering) > 20
