"""Marks become holes, and what goes into them is what would have stood there at once."""

import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from toolbox_gen import markdown
from toolbox_gen.bodies import Filled, fill
from toolbox_gen.prose import Hole, Prose, of_html, of_text, opened_html, opened_json

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
TRICKY = st.one_of(TEXT, st.sampled_from(["\\u0000", "\\", "\\\\u0000a.md\\u0000", '"', "|", "\u2028", "a.md|[]"]))
SLUGS = st.sampled_from(["content/stories/a.md", "content/tools/b.en.md", "c.md"])
PROSES: dict[str, Prose] = {
    "content/stories/a.md": Prose("<p>Één &amp; “twee” \\u0000</p>\n", 'Één & "twee" \\u0000 \\ \n\u2028'),
    "content/tools/b.en.md": Prose("", ""),
    "c.md": Prose("<p>c</p>\n", "c"),
}


def read(path: str) -> Prose:
    return PROSES[path]


@settings(max_examples=200, deadline=None)
@given(st.lists(TRICKY), SLUGS, TRICKY)
def test_a_page_is_closed_with_the_html_in_the_place_of_its_mark(parts: list[str], path: str, last: str) -> None:
    mark = of_html(path, [])
    opened = opened_html("".join(text + str(mark) for text in parts) + last, mark)
    data, sizes = opened.closed(read)
    assert data.decode() == "".join(text + PROSES[path].html for text in parts) + last
    assert [hole.path for hole in opened.holes] == [path] * len(parts)
    assert sizes == (len(PROSES[path].html.encode()),) * len(parts)
    at = 0
    for before, size, text in zip(opened.chunks, sizes, parts, strict=False):
        at += len(before)
        assert before == text.encode()
        assert data[at : at + size] == PROSES[path].html.encode()
        at += size


VALUES = st.recursive(st.one_of(TRICKY, st.integers(), st.none()), lambda own: st.lists(own, max_size=4), max_leaves=8)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(TRICKY, SLUGS, TRICKY, VALUES)))
def test_json_is_closed_with_the_text_in_the_place_of_its_marks(rows: list[tuple[str, str, str, object]]) -> None:
    def dumped(told: Callable[[str], str]) -> str:
        value = [{"before": before, "text": told(path), after: own} for before, path, after, own in rows]
        return json.dumps(value, ensure_ascii=False, indent=1)

    opened = opened_json(dumped(of_text))
    data, _ = opened.closed(read)
    assert [hole.path for hole in opened.holes] == [path for _, path, _, _ in rows]
    assert data.decode() == dumped(lambda path: PROSES[path].text)


LINKS = [
    "[own words](b.md)",
    "[[b]]",
    "[[b|other]]",
    '[x](https://e.example/?a=1&b "A title")',
    "![alt](p.png)",
    "<https://e.example/>",
]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(LINKS), st.sampled_from(["word", "*em*", "\n\n- a", "<b>", "é"])), max_size=5),
    st.sampled_from(["../b/", "https://e.example/?a=1&b=\"'", ""]),
    TEXT,
)
def test_links_in_a_hole_are_filled_as_they_would_have_been(
    pieces: list[tuple[str, str]], url: str, label: str
) -> None:
    body = markdown.read(" ".join(f"{link} {word}" for link, word in pieces))
    filled = [Filled(url, label, Markup("<img alt='|'>") if link.form == "image" else Markup()) for link in body.links]
    whole = str(fill(body, filled))
    mark = of_html("c.md", [(one, link.title) for one, link in zip(filled, body.links, strict=True)])
    opened = opened_html(f"<main>{mark}</main>", mark)
    data, _ = opened.closed(lambda path: Prose(body.html, body.text))
    assert data.decode(errors="surrogatepass") == f"<main>{whole}</main>"


def test_a_mark_stands_in_html_as_it_is() -> None:
    mark = of_html("c.md", [(Filled("../b/?a&b", '<"', Markup("<img>")), "a 'title'")])
    assert Markup("<p>{}</p>").format(mark) == f"<p>{mark}</p>"
    assert re.fullmatch("\0c.md[|].*\0", mark)


@pytest.mark.parametrize("text", ["", "words", "\\u0000c.md\\u0000", "\\\\u0000c.md\\\\u0000"])
def test_what_has_no_mark_has_no_hole(text: str) -> None:
    for opened, plain in ((opened_html(text, ""), text), (opened_json(json.dumps(text)), json.dumps(text))):
        assert opened.holes == ()
        assert opened.closed(read) == (plain.encode(), ())


def test_a_mark_that_a_template_writes_itself_is_text() -> None:
    text = f"{of_html('c.md', [])}{of_html('content/stories/a.md', [])}"
    opened = opened_html(text, of_html("c.md", []))
    assert [hole.path for hole in opened.holes] == ["c.md"]
    assert opened.closed(read)[0] == f"<p>c</p>\n{of_html('content/stories/a.md', [])}".encode()
    assert opened_html(text, "").holes == ()


def test_a_hole_is_filled_without_links_as_html_or_as_text_in_json() -> None:
    assert Hole("c.md", ()).filled(Prose("<p>é</p>", "")) == "<p>é</p>".encode()
    assert Hole("c.md").filled(Prose("", 'é "x"\n')) == 'é \\"x\\"\\n'.encode()
