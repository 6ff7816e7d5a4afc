"""The law: whatever happened before, a build leaves and says what one from nothing leaves and says, byte for byte."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.edits import EDITS, Box, Desk, with_body
from toolbox_gen.build import Memory

ROOT = Path(__file__).parents[2]
EXAMPLES = int(os.environ.get("LAW_EXAMPLES", "3"))
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
    remembers: bool = False
    """Whether it is built by a process that was there before (`serve`), or by another one."""


AROUND = [
    "", "", "", "", "sly", "harm", "lose", "lose from both", "carry", "forget", "restore", "background", "twice",
    "uncached", "elsewhere",
]  # fmt: skip
STEPS = st.builds(
    Step, st.sampled_from(sorted(EDITS)), st.integers(0, 999), WORDS, st.sampled_from(AROUND), st.sampled_from([1, 1, 2]),
    st.booleans(),
)  # fmt: skip


def follow(steps: list[Step]) -> int:
    """Do one edit after the other, and look after each whether the law holds; the number of good builds.

    After an edit with problems, the next one goes on from what was good last.
    """
    good, number, memory = Box(), 0, Memory()
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.put(good)
        desk.check(good, desk.build(good, memory=memory))
        earlier = [good]
        for step in steps:
            box = EDITS[step.edit](good, step.number, step.words)
            if step.around == "restore":
                box = earlier[step.number % len(earlier)]
            desk.put(box, sly=step.around == "sly")
            happen(desk, step)
            how = {"jobs": step.jobs, "memory": memory if step.remembers else None}
            if step.around == "background":
                desk.check(box, desk.build(box, **how, background=True), background=True)
            elif step.around == "uncached":
                desk.check(box, desk.build(box, **how, cache=False))
            elif step.around == "elsewhere":
                desk.build(box, **how, output=Path(folder) / "elsewhere")
            report = desk.build(box, **how)
            desk.check(box, report)
            if report.errors:
                continue
            good, number = box, number + 1
            earlier.append(box)
            if step.around == "twice":
                again = desk.build(box, **how)
                desk.check(box, again)
                assert again.written
                assert again.written.changed == ()
    return number


def happen(desk: Desk, step: Step) -> None:
    """What somebody does by hand between an edit and a build; as long as nothing better can be made, it stays so."""
    site, work = desk.root / "site", desk.work
    if step.around == "forget":
        shutil.rmtree(work)
    elif step.around == "carry" and site.is_dir():  # to another machine, of all that was made the cache alone
        shutil.rmtree(site)
        shutil.rmtree(work / "spare")
        desk.site = {}
    files = sorted(path for path in desk.site if not path.startswith("."))
    if step.around in ("harm", "lose", "lose from both") and files:
        path = files[step.number % len(files)]
        (site / path).unlink()
        data = desk.site.pop(path)
        if step.around == "harm":
            desk.site[path] = data[: step.number % 50] + b"by hand" + data[step.number % 50 :]
            (site / path).write_bytes(desk.site[path])
        elif step.around == "lose from both":
            (work / "spare" / path).unlink()


SERIES = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True,
)  # fmt: skip


@SERIES
@given(st.lists(STEPS, min_size=1, max_size=6))
def test_a_build_with_a_past_equals_one_without(steps: list[Step]) -> None:
    follow(steps)


def tour(every: int = 1, jobs: int = 1) -> list[Step]:
    """Every edit, with something else around each."""
    return [
        Step(name, 7 * number, "hapje", AROUND[number % len(AROUND)], jobs, number % 3 == 0)
        for number, name in enumerate(sorted(EDITS))
        if number % every == 0
    ]


def test_every_edit_follows_every_other() -> None:
    assert follow(tour()) > 20


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to share with")
def test_shared_among_processes_it_is_the_same() -> None:
    """In a process of one thread, which this one need not be, and with so little to do that one would do it alone."""
    program = (
        "from toolbox_gen import making, pool; from tests.properties.test_law import follow, tour\n"
        "making.FEW = 0; assert pool.shared(2); print(follow(tour(6, jobs=2)))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert int(done.stdout) > 3


LOOKING = [
    "{{ view.body|length }}", "{% set b = view.body %}{{ b|length }}", "{{ view['body']|length }}", "{{ view|attr('body')|length }}",
    "{% macro m(v) %}{{ v.body|length }}{% endmacro %}{{ m(view) }}", "{% filter upper %}{{ view.body }}{% endfilter %}",
    "{% set x %}{{ view.body }}{% endset %}{{ x|length }}", "{% if view.body|length > 60 %}long{% endif %}",
    "{% extends 'parts/y.html' %}{% block b %}{{ super()|length }}{% endblock %}",
    "{% extends 'parts/y.html' %}{% block c %}{{ self.b()|length }}{% endblock %}", "{% include 'parts/x.html' %}",
    "{% from 'parts/z.html' import size %}{{ size(view.body) }}", "{% with v = view %}{{ v.body|length }}{% endwith %}",
    "{% macro c() %}{{ caller()|length }}{% endmacro %}{% call c() %}{{ view.body }}{% endcall %}",
    "{{ view.body ~ 'x' }}", "{{ view.body|e }}", "{% if view.body %}text{% else %}none{% endif %}", "{{ view }}",
    "{% extends 'parts/y.html' %}{% block b %}{{ super() }}{{ view.body }}{% endblock %}", "{{ view.body }}{{ view.body }}",
]  # fmt: skip
PARTS = {
    "templates/parts/x.html": "{{ view.body|length }}",
    "templates/parts/y.html": "{% block b %}{{ view.body }}{% endblock %}{% block c %}{% endblock %}",
    "templates/parts/z.html": "{% macro size(b) %}{{ b|length }}{% endmacro %}",
}


def test_whatever_templates_do_with_a_body_the_law_holds() -> None:
    names = ["page", "tool", "organisation", "story"]
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        for number in range(0, len(LOOKING), len(names)):
            own = {f"templates/{name}.html": LOOKING[number + n] for n, name in enumerate(names)}
            box = Box().having({**PARTS, **own})
            for words in ("Kort.", "Een veel langere tekst dan die ervoor, van meer dan zestig tekens."):
                texts = {path: with_body(box.text(path), f"{words}\n") for path in box.documents()}
                box = box.having(texts)
                desk.put(box)
                report = desk.build(box)
                assert report.written
            desk.check(box, report)


def test_prose_that_two_languages_are_compared_by_is_more_than_prose(tmp_path: Path) -> None:
    tool, own = "content/tools/deep-democracy.md", "content/tools/deep-democracy.en.md"
    front = "---\ntitle: T\nsummary: S\n---\n"
    box = Box().having({
        "site.yaml": Box().text("site.yaml").replace("[nl]", "[nl, en]"), own: f"{front}One.\n\n## Steps\n\nTwo.\n"
    })  # fmt: skip
    box = EDITS["translation_done"](box, 1, "")
    desk = Desk(tmp_path)
    for change, code in (
        ({}, ""),
        ({tool: with_body(box.text(tool), "Begin in een andere kring.\n\n## Stappen\n\nEen.\n")}, "translation-behind"),
        ({tool: box.text(tool)}, ""),
        ({own: with_body(box.text(own), "Begin in een kring.\n\n## Steps\n\nTwo.\n")}, "untranslated-text"),
    ):
        box = box.having(change)
        desk.put(box)
        report = desk.build(box)
        desk.check(box, report)
        assert {p.code for p in report.problems if p.path == own} == ({code} if code else set())
