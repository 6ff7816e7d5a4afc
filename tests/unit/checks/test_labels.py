"""Links and pictures of documents, in fields and in bodies."""

from pathlib import Path

import pytest

from tests.english import SITE, english, picture, story
from tests.projects import DAY
from toolbox_gen.build import Options, check

CODES = ("vague-link", "vague-alt", "repeated-alt")


def problems(root: Path, text: str, more: dict[str, str | bytes | None] | None = None) -> list[tuple[str, str]]:
    files: dict[str, str | bytes | None] = {
        "content/stories/x.md": text, "content/media/ring.png": picture(), "content/media/door.png": picture(9), **(more or {}),
    }  # fmt: skip
    report = check(Options(root=english(root, files), day=DAY, planners=()))
    return [
        (p.code, f"{p.path.rpartition('/')[2]}:{p.spot.line}:{p.spot.column}")
        for p in report.problems
        if p.code in CODES
    ]


@pytest.mark.parametrize(("body", "found"), [
    ("[here](https://vzw.be/)", [("vague-link", "x.md:9:8")]), ("[our report](https://vzw.be/)", []), ("[[a-story]]", []),
    ("[**here**](https://vzw.be/)", [("vague-link", "x.md:9:12")]), ("[[a-story|here]]", [("vague-link", "x.md:9:3")]),
    ("<https://vzw.be/>", [("vague-link", "x.md:9:2")]), ("[info@vzw.be](mailto:info@vzw.be)", []), ("[hier](https://vzw.be/)", []),
    ("![People in a ring](ring.png)", []), ("![ring](ring.png)", [("vague-alt", "x.md:9:9")]),
    ("![A story](ring.png)", [("vague-alt", "x.md:9:12")]), ("![image of a ring](ring.png)", [("vague-alt", "x.md:9:20")]),
    ("![A ring](ring.png) ![A ring](ring.png)", []), ("![A ring](ring.png) ![a ring!](door.png)", [("repeated-alt", "x.md:9:32")]),
])  # fmt: skip
def test_in_a_body(tmp_path: Path, body: str, found: list[tuple[str, str]]) -> None:
    assert problems(tmp_path, story(body=f"{body}\n")) == found


@pytest.mark.parametrize(("fields", "found"), [
    ("sources: [{title: Here, url: https://vzw.be/}]\n", [("vague-link", "x.md:8:19")]),
    ("sources: [{title: Our report, url: https://vzw.be/}]\n", []),
    ("images: [{src: ring.png, alt: A ring, caption: Then we sat.}]\n", []),
    ("images: [{src: ring.png, alt: A ring, caption: A ring}]\n", [("vague-alt", "x.md:8:31")]),
    ("images: [{src: ring.png, alt: A ring}, {src: door.png, alt: A ring}]\n", [("repeated-alt", "x.md:8:61")]),
])  # fmt: skip
def test_in_fields(tmp_path: Path, fields: str, found: list[tuple[str, str]]) -> None:
    assert problems(tmp_path, story(fields)) == found


def test_what_a_translation_takes_from_its_original_is_said_once(tmp_path: Path) -> None:
    translation = "---\ntitle: Een verhaal\n---\n[here](https://vzw.be/) [hier](https://vzw.be/)\n"
    more: dict[str, str | bytes | None] = {
        "site.yaml": SITE.replace("[en]", "[en, nl]"), "content/stories/x.nl.md": translation,
    }  # fmt: skip
    found = problems(tmp_path, story("sources: [{title: Info, url: https://vzw.be/}]\n"), more)
    assert found == [("vague-link", "x.md:8:19"), ("vague-link", "x.nl.md:4:32")]
