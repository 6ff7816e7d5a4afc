"""Keys: the same for equal recipes in any process, another one when anything is another."""

import subprocess
import sys
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from toolbox_gen.config import Config
from toolbox_gen.covers import Cover
from toolbox_gen.memo import Keys, plain
from toolbox_gen.model import Card, Key
from toolbox_gen.passages import Passage
from toolbox_gen.plan import Bytes, Copy, Json, Recipe, Render, Resize
from toolbox_gen.views import Article, Face, Frame, Link, View

ROOT = Path(__file__).parents[2]
FACE = Face(
    title=Passage("T"), description=Passage(""), language="en", direction="ltr", language_name="English", portable=False, policy="", base="/", origin="", home="", search="",
    head="", program="", feed="", style="", scripts=(), icon="", manifest="", navigation=(), footer=(), licence=None, contact="",
)  # fmt: skip
VIEW = View(Frame(FACE, "x/", "Title"))
PAGE = Render("page.html", VIEW, "en")


def keys(code: str = "code", **closures: str) -> Keys:
    return Keys(code, {"page.html": "1", "list.html": "1", **closures}, {"a.png": "1", "b.png": "2"})


def title(text: str) -> Render:
    return replace(PAGE, view=replace(VIEW, frame=replace(VIEW.frame, title=text)))


RECIPES: list[Recipe] = [
    PAGE, replace(PAGE, language="nl"), replace(PAGE, template="list.html"), title("Other"),
    replace(PAGE, view=replace(VIEW, frame=replace(VIEW.frame, face=replace(FACE, contact="c")))),
    Copy("a.png"), Copy("b.png"), Resize("a.png", 1, "webp"), Resize("a.png", 2, "webp"), Resize("a.png", 1, "jpeg"),
    Json({}), Json([]), Json({"a": 1}), Json({"a": "1"}), Json(None), Bytes(b""), Bytes(b"1"),
]  # fmt: skip


def test_other_recipes_have_other_keys_and_equal_ones_have_the_same() -> None:
    first, second = keys(), keys()
    found = [first.of(recipe).digest for recipe in RECIPES]
    assert len(set(found)) == len(RECIPES)
    assert [second.of(recipe).digest for recipe in reversed(RECIPES)] == found[::-1]


@pytest.mark.parametrize("recipe", RECIPES)
def test_what_the_recipe_does_not_say_is_in_the_key_too(recipe: Recipe) -> None:
    others = [
        keys("other code"), keys(**{"page.html": "2", "list.html": "2"}),
        Keys("code", {"page.html": "1", "list.html": "1"}, {"a.png": "9", "b.png": "9"}),
    ]  # fmt: skip
    own = keys().of(recipe)
    changed = [{n for n, check in other.of(recipe).parts.items() if own.parts[n] != check} for other in others]
    is_page, is_file = isinstance(recipe, Render), isinstance(recipe, (Copy, Resize))
    assert changed == [{"code"}, {"template"} if is_page else set(), {"file"} if is_file else set()]
    assert [other.of(recipe).digest == own.digest for other in others] == [not names for names in changed]


def test_the_parts_of_a_page_are_the_fields_of_its_view() -> None:
    card = Card(Key("story", "a"), "a/", "A", "", "en", "good", "", (), Cover(1, 1, "", ""))
    article = Article(VIEW.frame, card=card, body=Markup("x"))
    one = keys().of(Render("page.html", article, "en"))
    assert set(one.parts) == {"code", "template", "language", "site", *(field.name for field in fields(Article))}
    for name, value in (("body", Markup("y")), ("card", replace(card, title="B")), ("licence", Link("a", "b"))):
        other = keys().of(Render("page.html", replace(article, **{name: value}), "en"))
        assert {part for part in one.parts if one.parts[part] != other.parts[part]} == {name}


def test_what_pages_share_is_looked_at_once_and_never_confused() -> None:
    """Faces and cards are known by who they are: one that has gone must not lend its key to the next in its place."""
    own = keys()
    found = {
        own.of(replace(PAGE, view=replace(VIEW, frame=replace(VIEW.frame, face=replace(FACE, title=str(n)))))).digest
        for n in range(500)
    }
    assert len(found) == 500


PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.floats(allow_nan=False)),
    lambda own: st.one_of(st.lists(own), st.dictionaries(st.text(), own)),
    max_leaves=6,
)


def strict(value: Any) -> Any:
    """A value in which true is not 1, and 1 is not 1.0."""
    if isinstance(value, list):
        return [strict(one) for one in value]
    if isinstance(value, dict):
        return {name: strict(one) for name, one in value.items()}
    return type(value).__name__, repr(value)


@given(PLAIN, PLAIN)
def test_plain_values_have_the_same_text_only_when_they_are_equal(one: Any, other: Any) -> None:
    assert plain(one) == plain(one)
    assert (plain(one) == plain(other)) is (strict(one) == strict(other) and list_of_keys(one) == list_of_keys(other))


def list_of_keys(value: Any) -> Any:
    """In which order mappings have their names, for a template may go through them in that order."""
    if isinstance(value, dict):
        return [(name, list_of_keys(own)) for name, own in value.items()]
    return [list_of_keys(own) for own in value] if isinstance(value, list) else None


def test_frozen_values_are_told_apart_by_their_sort() -> None:
    @dataclass(frozen=True)
    class A:
        x: int

    @dataclass(frozen=True)
    class B:
        x: int

    assert plain(A(1)) != plain(B(1)) != plain([1])
    assert plain(Config(title="a")) != plain(Config(title="b"))
    assert plain(MappingProxyType({"a": 1})) == plain({"a": 1})
    assert plain(Markup("a")) == plain("a")


def test_what_is_no_plain_value_is_no_part_of_a_key() -> None:
    for value in (object(), {1, 2}, lambda: None):
        with pytest.raises(TypeError, match="no plain value"):
            plain(value)


def test_every_process_finds_the_same_key() -> None:
    program = "from tests.unit.test_memo import RECIPES, keys; print([keys().of(one).digest for one in RECIPES])"
    found = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}/src:{ROOT}"},
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }  # fmt: skip
    assert found == {str([keys().of(one).digest for one in RECIPES])}
