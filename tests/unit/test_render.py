"""Recipes are carried out knowing their plain values and nothing else."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.english import picture
from toolbox_gen.plan import Bytes, Copy, Json, Output, Render, Resize
from toolbox_gen.problems import START, Problem, problem
from toolbox_gen.render import Artifact, make, render
from toolbox_gen.templates import Theme
from toolbox_gen.views import Face, Frame, View

NONE = Theme(())
FACE = Face(
    title="T", description="", language="en", direction="ltr", portable=False, base="/", origin="", home="", search="",
    head="", program="", feed="", style="", scripts=(), icon="", manifest="", navigation=(), footer=(), licence=None, contact="",
)  # fmt: skip
VIEW = View(Frame(FACE, "x/", "Title"))


def disk(path: str) -> bytes | Problem:
    """A disk with one text and one picture."""
    files = {"text": b"words", "picture": picture(8, 4), "damaged": picture()[:20]}
    return files.get(path) or problem(path, START, "unreadable-file", reason="gone")


def test_each_recipe_makes_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text("<p>{{ view.frame.title }} & {{ '<' }}</p>")
    outputs = [
        Output("a", Bytes(b"1")), Output("b", Copy("text")), Output("c", Json({"é": 1, "a": [2]})),
        Output("d", Render("t.html", VIEW, "en")),
    ]  # fmt: skip
    seen: list[tuple[int, int]] = []
    found, problems = render(
        outputs, theme=Theme((tmp_path,)), read=disk, progress=lambda done, all_: seen.append((done, all_))
    )
    assert problems == []
    assert found == [
        Artifact("a", b"1"), Artifact("b", b"words"), Artifact("c", '{\n "a": [\n  2\n ],\n "é": 1\n}\n'.encode()),
        Artifact("d", b"<p>Title & &lt;</p>"),
    ]  # fmt: skip
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_picture_is_rebuilt_in_its_size() -> None:
    data = make(Output("p", Resize("picture", 4, "webp")), theme=NONE, read=disk)
    assert isinstance(data, bytes)
    with Image.open(BytesIO(data)) as image:
        assert (image.format, image.size) == ("WEBP", (4, 2))


def test_what_cannot_be_read_is_a_problem_once() -> None:
    outputs = [Output(f"p{width}", Resize("damaged", width, "webp")) for width in (4, 8)] + [
        Output("c", Copy("nowhere"))
    ]
    found, problems = render(outputs, theme=NONE, read=disk)
    assert found == []
    assert [(p.path, p.code) for p in problems] == [("damaged", "image-unreadable"), ("nowhere", "unreadable-file")]


def test_a_fault_of_a_template_is_told_once_with_the_first_document(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text("\n{{ view.nothing }}")
    outputs = [Output(name, Render("t.html", VIEW, "en"), name) for name in ("first.md", "second.md")]
    _, (found,) = render(outputs, theme=Theme((tmp_path,)), read=disk)
    assert (found.path, found.spot.line, found.code) == (f"{tmp_path.name}/t.html", 2, "template-undefined")
    assert dict(found.values)["about"] == "first.md"
    _, (unnamed,) = render([Output("x.html", Render("t.html", VIEW, "en"))], theme=Theme((tmp_path,)), read=disk)
    assert dict(unnamed.values)["about"] == "x.html"
