"""Markdown: pages that hold together, links that can be judged, and no way to break out."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.rules_inline import StateInline

from toolbox_gen.bodies import Body, Filled, fill
from toolbox_gen.markdown import parser, read, wiki_links


def shown(text: str, *filled: Filled) -> str:
    return str(fill(read(text), filled))


def test_a_body() -> None:
    body = read("# Het begin\n\nSoep **en** `brood`.\n\n    code\n")
    assert body.html == (
        '<h2 id="het-begin">Het begin</h2>\n<p>Soep <strong>en</strong> <code>brood</code>.</p>\n'
        "<pre><code>code\n</code></pre>\n"
    )
    assert body.text == "Het begin\nSoep en brood.\ncode\n"


def test_an_empty_body() -> None:
    assert read("") == Body()


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# a\n## b\n# c", [2, 3, 2]),
        ("### a\n# b\n### c\n#### d", [2, 2, 3, 4]),
        ("#### a\n### b", [2, 2]),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", [2, 3, 4, 5, 6, 6]),
        ("a\n=\nb\n-\n", [2, 3]),
    ],
)
def test_headings_begin_below_the_title_and_skip_no_level(text: str, levels: list[int]) -> None:
    body = read(text)
    assert [heading.level for heading in body.headings] == levels
    assert re.findall(r"<h(\d)", body.html) == [str(level) for level in levels]
    assert re.findall(r"</h(\d)", body.html) == [str(level) for level in levels]


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("# A\n# A\n# A-1\n# A", ["a", "a-1", "a-1-1", "a-2"]),
        ("# A-1\n# A\n# A\n# A", ["a-1", "a", "a-2", "a-3"]),
        ("# !\n# ?", ["deel", "deel-1"]),
        ("# Élan, ça va?", ["élan-ça-va"]),
    ],
)
def test_every_heading_has_an_anchor_of_its_own(text: str, anchors: list[str]) -> None:
    body = read(text)
    assert [heading.anchor for heading in body.headings] == anchors
    assert re.findall(r'id="([^"]*)"', body.html) == anchors


def test_a_heading_knows_its_line() -> None:
    assert [heading.line for heading in read("a\n\n# b\n\n\nc\n=\n").headings] == [3, 6]


def test_links_of_every_form_with_their_places() -> None:
    text = 'Zie [de *stappen*](../tools/x.md#s "t")\nen [[deep]], [[deep#a|zo]] of\n![soep](a%20b.jpg) <https://y.example>.\n'
    found = [(at.form, at.target, at.text, at.title, at.line, at.column) for at in read(text).links]
    assert found == [
        ("link", "../tools/x.md#s", "de stappen", "t", 1, 20),
        ("wiki", "deep", "", "", 2, 6),
        ("wiki", "deep#a", "zo", "", 2, 16),
        ("image", "a b.jpg", "soep", "", 3, 9),
        ("link", "https://y.example", "https://y.example", "", 3, 21),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\n- b\n- [c](d.md)\n", 4),
        ("> a\n> [c](d.md)\n", 2),
        ("| a |\n|---|\n| b |\n| [c](d.md) |\n", 4),
        ("a\\\nb [c](d.md)\n", 2),
        ("`a\nb` [c](d.md)\n", 2),
        ("[a](b.md 'x\ny')\n[c](d.md)\n", 3),
        ("# [c](d.md)\n", 1),
    ],
)
def test_a_link_is_found_on_its_line(text: str, line: int) -> None:
    (found,) = [link for link in read(text).links if link.target == "d.md"]
    assert found.line == line


def test_an_internal_link_takes_the_address_that_the_site_gives() -> None:
    assert shown("[a *b*](x.md 'ti&\"')", Filled("../y/?a&b")) == (
        '<p><a href="../y/?a&amp;b" title="ti&amp;&#34;">a <em>b</em></a></p>\n'
    )


def test_a_link_without_an_address_is_just_its_text() -> None:
    assert shown("[a](x.md) [[y]] [[y|z]]", Filled(), Filled(text="Y & Y"), Filled()) == "<p>a Y &amp; Y z</p>\n"


def test_a_bare_wiki_link_takes_the_title() -> None:
    assert shown("[[y]] [[y|z]]", Filled("u", "A <b>"), Filled("v", "unused")) == (
        '<p><a href="u">A &lt;b&gt;</a> <a href="v">z</a></p>\n'
    )


def test_an_external_link_stays_as_it_is() -> None:
    assert shown("[a](https://x.example/?b&c)", Filled()) == '<p><a href="https://x.example/?b&amp;c">a</a></p>\n'


def test_an_image_becomes_the_element_that_the_site_gives() -> None:
    assert shown("![a *b* [[c]]](x.jpg)", Filled(element="<img>")) == "<p><img></p>\n"


def test_an_image_may_stand_in_a_link() -> None:
    html = shown("[![soep](a.jpg)](b.md)", Filled("u"), Filled(element="<img>"))
    assert html == '<p><a href="u"><img></a></p>\n'


def test_a_link_never_stands_in_a_link() -> None:
    html = shown("[a [[b]] c](d.md)", Filled("u", "B"))
    assert html.count("<a ") == html.count("</a>") == 1


@pytest.mark.parametrize("text", ["[[]]", "[[ a", "[[a]", "[[a|]]", "[[a\nb]]", "\\[[a]]", "`[[a]]`"])
def test_what_is_no_wiki_link_stays_text(text: str) -> None:
    assert not read(text).links


def test_tables() -> None:
    assert '<table class="table">' in read("| a |\n|---|\n| b |\n").html


def test_columns_have_a_class_for_their_side_and_no_style() -> None:
    html = read("| a | b | c | d |\n|---|:--|:-:|--:|\n| e | f | g | h |\n").html
    assert '<td>f</td>\n<td class="middle">g</td>\n<td class="end">h</td>' in html
    assert "style" not in html


def test_raw_html_is_shown_not_run() -> None:
    html = shown("<script>alert(1)</script>\n\na <b onclick=x>b</b> &lt;\n")
    assert "<script" not in html
    assert "<b " not in html


def test_a_reader_without_plugins_knows_no_wiki_links() -> None:
    assert not read("[[a]]", parser(plugins=())).links


PIECES = st.lists(
    st.sampled_from(
        [
            "a",
            " ",
            "\n",
            "\n\n",
            "# ",
            "> ",
            "- ",
            "1. ",
            "[",
            "]",
            "(",
            ")",
            "[[",
            "]]",
            "|",
            "![",
            "](x.md)",
            "](<b c> 'd')",
            "*",
            "**",
            "_",
            "`",
            "```\n",
            "~~~\n",
            "<",
            ">",
            "&",
            "&#0;",
            "\\",
            "    ",
            "\t",
            "---\n",
            "|-|\n",
            "[r]: x.md\n",
            "\x00",
            "\x00o0\x00",
            "\x00i9\x00",
            "<https://x.example>",
            "javascript:",
            "%00",
            "é",
        ]
    ),
    max_size=40,
)


@given(st.one_of(st.text(), PIECES.map("".join)))
@settings(max_examples=600)
def test_any_text_becomes_a_page(text: str) -> None:
    body = read(text)
    lines = text.count("\n") + 1
    assert all(1 <= link.line <= lines and link.column >= 1 for link in body.links)
    anchors = [heading.anchor for heading in body.headings]
    assert len(anchors) == len(set(anchors))
    levels = [1, *(heading.level for heading in body.headings)]
    assert all(after <= before + 1 and 2 <= after <= 6 for before, after in pairwise(levels))
    for one in (Filled("u", "t", "<img>"), Filled()):
        html = str(fill(body, [one] * len(body.links)))
        assert "\x00" not in html
        assert "<script" not in html
        assert html.count("<a ") == html.count("</a>")


UNSHORTENED = parser(plugins=(wiki_links, lambda md: None))
"""The same rules, but with a plugin that could have brought one of its own."""
LINES = st.lists(
    st.sampled_from(
        ["a", "b *c*", "é - d", "- e", "  - f", "    - g", "     - h", "* [[i]]", "+ j.", "1. k", "2) l", "> m", "> - n", ">", "", "", "# o", "---", "===", "p ", "  q", "    r", "|-|", "| s |", "- | -", "```", "ı", "\tt", "[u]: v", "w: x #y!"]
    ),
    max_size=10,
).map("\n".join)  # fmt: skip


@given(st.one_of(LINES, PIECES.map("".join)))
@settings(max_examples=600)
def test_shortcuts_lead_to_the_same_place(text: str) -> None:
    assert read(text) == read(text, UNSHORTENED)


def test_a_plugin_may_bring_a_sign_of_its_own() -> None:
    def at(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "@":
            return False
        if not silent:
            state.push("text", "", 0).content = "at"
        state.pos += 1
        return True

    md = parser(plugins=(wiki_links, lambda md: md.inline.ruler.before("link", "at", at)))
    assert read("a @ b", md).html == "<p>a at b</p>\n"


BOMBS = {
    "brackets": "[" * 20_000,
    "images": "![" * 10_000,
    "wiki": "[[a" * 7_000,
    "ticks": "".join("`" * n + " " for n in range(1, 200)),
    "stars": "*a " * 7_000,
    "mixed stars": "**a _b " * 3_000,
    "quotes": "> " * 10_000 + "a",
    "lists": "- " * 10_000 + "a",
    "deep list": "".join(" " * n + "- a\n" for n in range(200)),
    "links": "[a](" * 5_000,
    "references": "".join(f"[a{n}]: b\n" for n in range(2_000)) + "[a1]" * 100,
    "cells": "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|b" * 5_000,
    "entities": "&a;" * 7_000,
    "angles": "<a:" * 7_000,
    "brackets both ways": "[" * 10_000 + "]" * 10_000,
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_becomes_a_page_in_seconds(text: str) -> None:
    body = read(text)
    assert len(body.html) < 60 * len(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a <b>c</b>", [("<b>", 1, 3)]),
        ("a\n##b", [("##b", 2, 1)]),
        ("[a](b c.md)", [("](b c.md)", 1, 3)]),
        ("a [[]] b", [("[[]]", 1, 3)]),
        ("`<b>` and \\[\\[a\\]\\] and 1 < 2 and #tag", []),
        ("[a](b.md) [[c]] <https://d.example>", []),
    ],
)
def test_what_reaches_the_reader_as_it_was_typed(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(left.text, left.line, left.column) for left in read(text).leftovers] == found


@pytest.mark.parametrize(("text", "line"), [("a\n\n" + ">" * 20 + "b", 3), (">" * 15 + "b", 0)])
def test_where_nothing_more_is_read(text: str, line: int) -> None:
    assert read(text).faults == ((("body-too-deep", line),) if line else ())


def test_emphasis_may_stand_in_emphasis_twenty_times() -> None:
    assert read("*a " * 20 + "b* " * 20).faults == ()
    assert read("one\n\ntwo\n" + "*a " * 21 + "b* " * 21).faults == (("emphasis-too-deep", 4),)


def test_accents_that_come_by_entities_count_as_well() -> None:
    assert read("one\n\nx" + "&#769;" * 31).faults == (("too-many-accents", 3),)
