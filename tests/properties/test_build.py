"""What holds of every toolbox, whatever stands in it."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.projects import FAILURE, STORY, TOOL, built, project, tree

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf")), min_size=1, max_size=40)
STATUSES = st.sampled_from(["draft", "review", "published"])


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(STATUSES, st.booleans()), min_size=1, max_size=6))
def test_every_output_takes_its_documents_from_the_published_set(stories: list[tuple[str, bool]]) -> None:
    files = {}
    for number, (status, failure) in enumerate(stories):
        text = (FAILURE if failure else STORY).replace("summary:", f"status: {status}\nsummary: Merk{number}x")
        files[f"content/stories/verhaal-{number}.md"] = text
    with tempfile.TemporaryDirectory() as folder:
        root = project(Path(folder), files)
        report = built(root)
        assert report.written is not None
        everything = b"".join(tree(root / "site").values())
        for number, (status, _) in enumerate(stories):
            assert (f"Merk{number}x".encode() in everything) is (status == "published")


@settings(max_examples=12, deadline=None)
@given(title=WORDS, summary=WORDS, body=WORDS)
def test_whatever_is_written_is_refused_at_its_line_or_shown_as_text(title: str, summary: str, body: str) -> None:
    hostile = f"<script>alert(1)</script><img src=x onerror=alert(2)> {body}"
    text = TOOL.replace("title: Deep Democracy", f"title: {title}").replace("Begin in een kring.", hostile)
    text = text.replace("Samen beslissen", f"{summary} <script>alert(3)</script> Samen beslissen")
    with tempfile.TemporaryDirectory() as folder:
        root = project(Path(folder), {"content/tools/deep-democracy.md": text})
        report = built(root)
        assert bool(report.written) is not bool(report.errors)
        for found in report.problems:
            assert found.spot.line >= 1
            assert found.spot.column >= 1
        if report.written:
            for name, data in tree(root / "site").items():
                if name.endswith((".html", ".xml")):
                    assert b"<script>alert" not in data, name
                    assert b"<img src=x" not in data, name
