"""Nothing that an author writes reaches a page by another way than the one that escapes it."""

import ast
import re
from pathlib import Path

import pytest
from jinja2 import Environment

from tests.markup import strangers
from toolbox_gen import templates
from toolbox_gen.theme import Theme

ROOT = Path(__file__).parents[2]
THEME = ROOT / "templates"
TEMPLATES = sorted(path for path in THEME.rglob("*") if path.suffix in (".html", ".xml", ".txt", ".json"))
MAKES_MARKUP = {"article.py", "bodies.py", "prose.py", "i18n.py", "templates.py"}
"""Modules that say of a text that it is HTML: a body's, the marks of where it goes, and those of languages, around texts
that they escape."""


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(THEME).as_posix())
def test_no_template_lets_a_text_through(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*(?:safe|forceescape|xmlattr|tojson)\b|autoescape|Markup", text)
    assert not re.search(r"<(?:script|style)(?![^>]*\bsrc=)[^>]*>|\son[a-z]+\s*=|\sstyle\s*=", text)


def test_every_attribute_with_a_value_of_the_view_is_quoted() -> None:
    for path in TEMPLATES:
        text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        assert not re.search(r"(?<!;)\s[a-z-]+=\{\{", text), path


@pytest.mark.parametrize("name", ["x.html", "x.xml", "x.json", "x.txt", "x"])
def test_every_template_escapes(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(
        "{{ view }}|{{ '<' ~ view }}|{{ view|upper }}|{% set a %}{{ view }}{% endset %}{{ a }}"
    )
    environment: Environment = templates.environment(Theme((tmp_path,)), "en")
    shown = environment.get_template(name).render(view="<b a='\"'>&")
    assert not set("<>'\"") & set(shown)
    assert environment.autoescape is True


def test_what_an_author_writes_is_never_a_template(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("{{ view }}")
    environment = templates.environment(Theme((tmp_path,)), "en")
    assert environment.get_template("x.html").render(view="{{ 7*7 }}{% raw %}") == "{{ 7*7 }}{% raw %}"
    for path in sorted((ROOT / "src").rglob("*.py")):
        called = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute)
        }
        assert not called & {"from_string", "compile_expression"}, path


def test_only_bodies_are_called_markup() -> None:
    makers = set()
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Markup":
                makers.add(path.name)
    assert makers <= MAKES_MARKUP


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<img src=x onerror=y>",
        "<a href=' javascript:x'>",
        "<a href='//x'>",
        "<!-- x -->",
        "<iframe>",
        "<p style='x'>",
        "<?x>",
    ],
)
def test_strangers_are_seen(html: str) -> None:
    assert strangers(f"<p>{html}</p>")
