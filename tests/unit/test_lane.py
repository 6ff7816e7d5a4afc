"""The fast lane: what it takes it reads as `markdown` does, and what may mean two things it leaves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.test_markdown import BOMBS
from toolbox_gen import frontmatter, lane, markdown

CONTENT = sorted((Path(__file__).parents[2] / "content").rglob("*.md"))

ORDINARY = {
    "nothing": "",
    "lines": "\n\na\nb\n\n\nc",
    "headings": "# A\n\n### B *c* `d` [[e]] [f](g.md) & \"h\"\nb\n## A\n## A-1\n## !\n",
    "emphasis": "*a* **b** ***c*** _d_ __e__ *f **g** h* a*b*c a_b_c * ** 5*3 “*i*” (**j**)",
    "links": "a [b](../tools/c.md#d) e [*f* `g` “h” & i](j.md), [k](https://l.example/?m=1&n=2) [o](mailto:p@q.example)",
    "the same target twice": "a.md [b](a.md) [c](a.md)\nd [e](a.md)",
    "wiki links": "a [[b]] c [[d|e f]] g [[h#i]] [[ j | k ]]\n[[l]]",
    "a wiki link alone": "[[a]]",
    "images": "![a \"b\" 'c'](../d.jpg)\n![e](f.png) g ![h](i.png)",
    "code": '`a` `<b> & "c"` ` d ` `e* *f`',
    "fences": '```\n# a\n[b](c.md) & "d" <e>\n\n    - f\n```\n\n```py\ng = 1\n```\n# h\n```\n```\n',
    "lists": "- a\n- b\n\n1. c\n2. d\n\n7) e\n\n* f\n\n+ g\n",
    "loose lists": "- a\n\n- b\n\n  c\n- d\n",
    "nested lists": "- a\n  - b\n    c\n  - d\n- e\n\n1. f\n   - g\n2. h\n",
    "lists nested by three": "1. a\n   - b\n      1. c\n2. d\n",
    "lists nested by four": "- a\n    - b\n        - c\n    - d\n",
    "lists that go on": "- a\nb\n  c\n\n  d\n\ne\n",
    "quotes": "> a\n> b\n>\n> - c\n> - d\n\n> e\nf\n",
    "rules": "---\n\na\n\n---\nb\n",
    "tables": '| a | b | n | o |\n|---|:-:|:--|--:|\n| *c* | [d](e.md) "f" |\n| `g` |\n| h | i | [j](k.md) |\n\nl\n',
    "characters": "« a » “b” ‘c’ — d… 1 < 2 & R&D C# 5 > 4 {a} $5 100% a@b.example €6\n-5 +32\n\"a\" 'b'\n",
    "spaces that do not break": "Il\u00a0dit\u00a0: «\u00a0oui\u202f!\u00a0»",
    "scripts": "مرحبا *بك* 你好 **世界** Ελλάδα 😀",
    "numbers that are no list": "1999 was\n2000.5 a\n3.4 b",
}  # fmt: skip


@pytest.mark.parametrize("text", ORDINARY.values(), ids=ORDINARY.keys())
def test_ordinary_bodies_are_read_alike(text: str) -> None:
    assert lane.read(text) == markdown.read(text)


DOUBTS = {
    "an escape": "\\*a\\*",
    "an entity": "a &eacute; &#33;",
    "HTML": "a <b>c</b>",
    "an autolink": "<https://a.example>",
    "a title": "[a](b.md 'c')",
    "a reference": "[a][b]\n\n[b]: c.md",
    "brackets": "a [b] c",
    "a heading without its space": "a\n##b",
    "a closed heading": "# a #",
    "a heading below": "a\n===",
    "a hard break": "a  \nb",
    "a tab": "-\ta",
    "a control character": "a\x0bb",
    "a rare space": "a\u2003b",
    "a space at the end": "a\u00a0\nb",
    "punctuation that not all know": "*a*€",
    "a scheme": "[a](javascript:b)",
    "a host of its own": "[a](//b.example)",
    "a target to be encoded": "[a](é.md)",
    "code by its indent": "a\n\n    b",
    "code over lines": "`a\nb`",
    "two ticks": "``a`b``",
    "tildes": "~~~\na\n~~~",
    "an open fence": "```\na",
    "a fence inside": "- a\n  ```\n  b\n  ```",
    "a list inside an item": "- - a",
    "an empty item": "-\n- a",
    "an empty quote": ">",
    "a quote of which the first line is empty": "a\n>\n",
    "items at odd places": "   - a\n     - b\n    - c",
    "marks at the end of a link": "[**a`b`*](c.md)",
    "marks at the end of a cell": "| a |\n|---|\n|**b`c`*|",
    "a table without its pipes": "a | b\n--- | ---\nc | d",
    "a table in which a wiki link has a text": "| a | b |\n|---|---|\n| [[c|d]] | e |\n",
    "a row that is a second delimiter": "|||\n|-|\n|-|",
    "a wiki link after a mark": "![[a]]",
    "what stands for a quotation mark": "a \uff02 b",
    "what stands for a title": "a \ufffc b",
    "half a character": "a \ud800 b",
    "NUL": "a \0o0\0 b",
}  # fmt: skip


@pytest.mark.parametrize("text", DOUBTS.values(), ids=DOUBTS.keys())
def test_any_doubt_is_left_to_the_reference(text: str) -> None:
    assert lane.read(text) is None


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_the_content_is_read_alike(path: Path) -> None:
    parts = frontmatter.split(path.read_text(encoding="utf-8"), str(path))
    assert isinstance(parts, frontmatter.Split)
    assert lane.read(parts.body) in (None, markdown.read(parts.body))


def test_nearly_all_content_takes_the_lane() -> None:
    parts = [frontmatter.split(path.read_text(encoding="utf-8"), str(path)) for path in CONTENT]
    taken = [lane.read(part.body) is not None for part in parts if isinstance(part, frontmatter.Split)]
    assert len(taken) > 50
    assert sum(taken) > 0.95 * len(taken)


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_does_not_hold_up_the_gate(text: str) -> None:
    for body in (text, text * 2):
        assert lane.read(body) in (None, markdown.read(body))


def test_without_the_compiled_parser_there_is_no_lane() -> None:
    program = "import sys; sys.modules['pyromark'] = None; from toolbox_gen import lane; print(lane.read('a'))"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout == "None\n"


def test_emphasis_too_deep_is_left_to_the_reference() -> None:
    assert lane.read("*a " * 20 + "b" + " b*" * 20) is not None
    assert lane.read("*a " * 21 + "b" + " b*" * 21) is None
    assert lane.read("*a* " * 100 + "b") is not None
