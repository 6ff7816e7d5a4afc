"""The file that a translator begins with, and the block that is written into hers when she is done."""

import re

import pytest

from toolbox_gen import parse
from toolbox_gen.drafting import FILL, Unwritable, skeleton, with_seals
from toolbox_gen.fields import PLACEHOLDERS
from toolbox_gen.kinds.tool import Tool
from toolbox_gen.source import Source

SEALS = {"title": "abcdefgh", "body/steps": "hgfedcba"}
ORIGINAL = """\
---
title: "Ask: why?"
kind: method
summary: |
  First.
  Second.
duration: 45
themes: [inclusion]
tips: One
images:
  - {src: a.jpg, alt: A circle, credit: Somebody, people: none}
origin: {name: Elsewhere, url: https://example.org/}
steps:
  - title: Begin
    minutes: 5
  - {title: End, text: "Stop # here"}
credits: All of us
---
Intro with <!-- half.

<!-- a remark of the original -->

Steps
-----

One --> two.

### Deeper

Text.

## Empty

"""


def begun(text: str = ORIGINAL) -> str:
    parsed, _ = parse.parse(Source("content/tools/x.md", "", text))
    body = text.split("---\n", 2)[2].replace("<!-- a remark of the original -->", "")
    return skeleton(Tool, parsed, "\n" + body, SEALS, day="2026-06-01", intro=["Read this."])


def test_each_text_stands_as_a_remark_beside_the_place_of_its_translation() -> None:
    assert (
        begun()
        == """\
---
# Read this.
status: draft
# title: Ask: why?
title: "…"
# summary: First.
# Second.
summary: "…"
images:
  - src: a.jpg
    # alt: A circle
    alt: "…"
steps:
    # title: Begin
  - title: "…"
    # title: End
  - title: "…"
    # text: Stop # here
    text: "…"
# tips: One
tips: "…"
translation:
  on: 2026-06-01
  how: "…"  # person, machine, machine-checked
  original:
    title: abcdefgh
    body/steps: hgfedcba
---

<!--
Intro with <!-- half.
-->

…

<!--
Steps
-----

One -- > two.

### Deeper

Text.
-->

## …

…

<!--
## Empty
-->

## …

"""
    )


def test_of_the_original_in_remarks_a_reader_sees_nothing() -> None:
    parsed, prose = parse.parse(Source("content/tools/x.nl.md", "", begun()))
    assert parsed.problems == ()
    assert re.sub(r"<[^>]*>|\s", "", prose.html) == "…" * 4
    assert parsed.values["steps"] == [{"title": "…"}, {"title": "…", "text": "…"}]


BEFORE = """\
---
# first
title:   'T'   # why
translation: # of it
  # when
  on: 2025-01-01   # a day
  how: machine-checked  # read
  original:
    title: aaaaaaaa
    summary: aaaaaaaa
  # after
summary: "S"

---
Text: --- and so on.
translation: on
"""


def test_what_is_done_changes_its_lines_and_no_other() -> None:
    after = with_seals(BEFORE, SEALS, day="2026-06-01")
    assert after == BEFORE.replace("2025-01-01", "2026-06-01").replace(
        "    title: aaaaaaaa\n    summary: aaaaaaaa\n", "    title: abcdefgh\n    body/steps: hgfedcba\n"
    )
    assert with_seals(after, SEALS, day="2026-06-01") == after


@pytest.mark.parametrize(
    ("block", "new"),
    [
        ("", "translation:\n  on: 2026-06-01\n  original:\n    S\n"),
        ("translation: {on: 2025, how: machine}\n", "translation:\n  on: 2026-06-01\n  how: machine\n  original:\n    S\n"),
        ("translation:\n  how: machine\n", "translation:\n  on: 2026-06-01\n  how: machine\n  original:\n    S\n"),
        ("translation:\n    original:\n        a: b\n    how: machine\n    on: '2025'\n",
         "translation:\n    original:\n      S\n    how: machine\n    on: 2026-06-01\n"),
        ("translation:\n", "translation:\n  on: 2026-06-01\n  original:\n    S\n"),
        ("translation:\n  on: 2025\n\n  original: {a: b,\n    c: d}\n", "translation:\n  on: 2026-06-01\n\n  original:\n    S\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_block_is_written_whatever_form_it_had(block: str, new: str, ends: str, mark: str) -> None:
    text = mark + f"---\ntitle: T\n{block}# end\n---\nText.\n".replace("\n", ends)
    found = with_seals(text, {"a": "abcdefgh"}, day="2026-06-01")
    written = new.replace("S\n", "a: abcdefgh\n")
    whole = f"title: T\n{written}# end\n" if block else f"title: T\n# end\n{written}"
    assert found == mark + f"---\n{whole}---\nText.\n".replace("\n", ends)


@pytest.mark.parametrize("text", ["Text.", "---\ntitle: T\n", "---\n{title: T}\n---\n", "---\ntitle: [\n---\n"])
def test_what_cannot_be_written_without_harm_is_left(text: str) -> None:
    with pytest.raises(Unwritable):
        with_seals(text, SEALS, day="2026-06-01")


def test_a_list_item_without_texts_keeps_its_place() -> None:
    assert "- {}" in begun(ORIGINAL.replace("- title: Begin\n    minutes: 5", "- {minutes: 5}"))


def test_the_place_to_fill_in_is_one_that_is_never_published() -> None:
    assert FILL in PLACEHOLDERS
