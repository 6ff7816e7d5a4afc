"""Recipes are carried out knowing their plain values and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from markupsafe import Markup
from PIL import Image

from tests.english import picture
from toolbox_gen.covers import Cover
from toolbox_gen.digest import digest
from toolbox_gen.ledger import Row
from toolbox_gen.memo import Keys
from toolbox_gen.model import Card, Key
from toolbox_gen.passages import Passage
from toolbox_gen.plan import Bytes, Copy, Json, Output, Render, Resize
from toolbox_gen.problems import START, Problem, problem
from toolbox_gen.prose import Prose, of_html
from toolbox_gen.render import Artifact, Bench, render
from toolbox_gen.templates import check
from toolbox_gen.theme import Theme
from toolbox_gen.views import Article, Face, Frame, View

FACE = Face(
    title=Passage("T"), description=Passage(""), language="en", direction="ltr", language_name="English", portable=False, policy="", base="/", origin="", home="", search="",
    head="", program="", feed="", style="", scripts=(), icon="", manifest="", navigation=(), footer=(), licence=None, contact="",
)  # fmt: skip
VIEW = View(Frame(FACE, "x/", "Title"))


def disk(path: str) -> bytes | Problem:
    """A disk with one text and one picture."""
    files = {"text": b"words", "picture": picture(8, 4), "damaged": picture()[:20]}
    return files.get(path) or problem(path, START, "unreadable-file", reason="gone")


def bench(
    *folders: Path, rows: Mapping[str, Row] | None = None, standing: Mapping[str, str] | None = None, said: str = "Said"
) -> Bench:
    """What recipes are carried out with: templates of a folder, and one document that says one thing."""
    closures, problems = check(Theme(folders), ["t.html"] if folders else [], "en")
    assert problems == []
    keys = Keys(
        "code",
        {name: one.digest for name, one in closures.items()},
        dict.fromkeys(("text", "picture", "damaged", "nowhere"), "0"),
    )
    return Bench(
        Theme(folders),
        closures,
        keys,
        disk,
        lambda path: Prose(f"<p>{said} by {path}</p>", said),
        rows or {},
        standing or {},
    )


def made(outputs: list[Output], *folders: Path) -> tuple[dict[str, bytes | None], list[Problem]]:
    """What outputs become."""
    found, problems = render(outputs, bench(*folders))
    return {one.path: one.data for one in found}, problems


def test_each_recipe_makes_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text("<p>{{ view.frame.title }} & {{ '<' }}</p>")
    outputs = [
        Output("a", Bytes(b"1")), Output("b", Copy("text")), Output("c", Json({"é": 1, "a": [2]})),
        Output("d", Render("t.html", VIEW, "en")), Output("e", Render("t.html", lambda: VIEW, "en")),
    ]  # fmt: skip
    seen: list[tuple[int, int]] = []
    found, problems = render(outputs, bench(tmp_path), progress=lambda done, all_: seen.append((done, all_)))
    assert problems == []
    assert {one.path: one.data for one in found} == {
        "a": b"1", "b": b"words", "c": '{\n "a": [\n  2\n ],\n "é": 1\n}\n'.encode(),
        "d": b"<p>Title & &lt;</p>", "e": b"<p>Title & &lt;</p>",
    }  # fmt: skip
    assert seen == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    assert all(one.row.digest == digest(one.data or b"") for one in found)


def test_two_processes_make_the_same(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text("{{ view.frame.title }}")
    outputs = [Output(str(n), Render("t.html", VIEW, "en") if n % 3 else Copy("nowhere")) for n in range(20)]
    assert render(outputs, bench(tmp_path), jobs=3) == render(outputs, bench(tmp_path), jobs=1)


def test_what_was_made_from_the_same_and_still_stands_is_not_made_again(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text("{{ view.frame.title }}")
    output = Output("x", Render("t.html", VIEW, "en"))
    ((first,), _) = render([output], bench(tmp_path))
    rows = {"x": first.row}
    ((same,), _) = render([output], bench(tmp_path, rows=rows, standing={"x": first.row.digest}))
    assert (same.row, same.data) == (first.row, None)
    ((gone,), _) = render([output], bench(tmp_path, rows=rows, standing={}))
    assert gone == first
    (tmp_path / "t.html").write_text("{{ view.frame.title }}!")
    ((other,), _) = render([output], bench(tmp_path, rows=rows, standing={"x": first.row.digest}))
    assert other.data == b"Title!"


def shown(text: str, tmp_path: Path, said: str) -> Artifact:
    (tmp_path / "t.html").write_text(text)
    card = Card(Key("page", "a"), "a/", "A", "", "en", "plain", "Page", (), Cover(1, 1, "", ""))
    view = Article(VIEW.frame, card, of_html("a.md", []))
    ((found,), problems) = render([Output("x", Render("t.html", view, "en"))], bench(tmp_path, said=said))
    assert problems == []
    return found


def test_prose_is_put_in_where_its_mark_stands(tmp_path: Path) -> None:
    found = shown("é{% if view.body %}<i>{{ view.body }}</i>{% endif %}, {{ view.body }}", tmp_path, "Ü")
    assert found.data == "é<i><p>Ü by a.md</p></i>, <p>Ü by a.md</p>".encode()
    assert [(put.hole.path, put.before, put.size) for put in found.row.holes] == [("a.md", 5, 17), ("a.md", 6, 17)]
    assert found.row.inside == ()
    assert (
        shown("é{% if view.body %}<i>{{ view.body }}</i>{% endif %}, {{ view.body }}", tmp_path, "B").row.key
        == found.row.key
    )


@pytest.mark.parametrize(
    "text",
    [
        "{{ view.body|striptags|length }}", "{{ view.body|safe|replace('Said', 'x') }}", "{{ view.body|upper }}",
        "{% set b = view.body %}{{ b }}", "{% filter upper %}{{ view.body }}{% endfilter %}", "{{ view['body'] }}",
        "{% set v = view %}{{ v.body|length }}", "{% if view.body|length > 3 %}long{% endif %}",
        "{% set b %}{{ view.body }}{% endset %}{{ b|length }}", "{% block a %}{{ view.body }}{% endblock %}{{ self.a()|length }}",
        "{% macro m(v) %}{{ v.body|length }}{% endmacro %}{{ m(view) }}",
    ],
)  # fmt: skip
def test_a_template_that_looks_into_prose_depends_on_it(text: str, tmp_path: Path) -> None:
    said, other = (shown(text, tmp_path, one) for one in ("Said", "Something else"))
    assert said.row.holes == ()
    assert said.row.inside == ("a.md",)
    assert said.row.key != other.row.key
    assert b"\0" not in (said.data or b"")


@dataclass(frozen=True, slots=True)
class Told(View):
    """A view that no module of ours knows, with prose in other places."""

    body: Markup
    more: tuple[Markup, ...] = ()


def test_prose_is_put_into_views_of_others_wherever_it_stands(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text("{{ view.body }}{{ view.more|join('+') }}")
    a, b = of_html("a.md", []), of_html("b.md", [])
    outputs = [
        Output("x", Render("t.html", Told(VIEW.frame, a), "en")),
        Output("y", Render("t.html", Told(VIEW.frame, a, (b, Markup("<i>"))), "en")),
        Output("z", Render("t.html", Told(VIEW.frame, Markup("<b>") + a), "en")),
    ]
    found, _ = render(outputs, bench(tmp_path))
    assert [one.data for one in found] == [
        b"<p>Said by a.md</p>", b"<p>Said by a.md</p><p>Said by b.md</p>+<i>", b"<b><p>Said by a.md</p>",
    ]  # fmt: skip
    assert [[put.hole.path for put in one.row.holes] for one in found] == [["a.md"], [], []]
    assert [one.row.inside for one in found] == [(), ("a.md", "b.md"), ("a.md",)]


def test_a_picture_is_rebuilt_in_its_size() -> None:
    found, _ = made([Output("p", Resize("picture", 4, "webp"))])
    with Image.open(BytesIO(found["p"] or b"")) as image:
        assert (image.format, image.size) == ("WEBP", (4, 2))


def test_what_cannot_be_read_is_a_problem_once() -> None:
    outputs = [Output(f"p{width}", Resize("damaged", width, "webp")) for width in (4, 8)] + [
        Output("c", Copy("nowhere"))
    ]
    found, problems = made(outputs)
    assert found == {}
    assert [(p.path, p.code) for p in problems] == [("damaged", "image-unreadable"), ("nowhere", "unreadable-file")]


def test_a_fault_of_a_template_is_told_once_with_the_first_document(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text("\n{{ view.nothing }}")
    outputs = [Output(name, Render("t.html", VIEW, "en"), name) for name in ("first.md", "second.md")]
    _, (found,) = made(outputs, tmp_path)
    assert (found.path, found.spot.line, found.code) == (f"{tmp_path.name}/t.html", 2, "template-undefined")
    assert dict(found.values)["about"] == "first.md"
    _, (unnamed,) = made([Output("x.html", Render("t.html", VIEW, "en"))], tmp_path)
    assert dict(unnamed.values)["about"] == "x.html"
