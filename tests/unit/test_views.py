"""Views are plain, frozen values: what a page shows, and so what it depends on."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from tests.english import sites, story, tool
from toolbox_gen.catalogue import PLANNERS
from toolbox_gen.plan import Render
from toolbox_gen.schema import Record
from toolbox_gen.views import View


def odd(value: object, where: str) -> Iterator[str]:
    """What in a view could change, or is no plain value."""
    if is_dataclass(value) and not isinstance(value, type):
        if not value.__dataclass_params__.frozen:  # type: ignore[attr-defined]
            yield where
        for field in fields(value):
            yield from odd(getattr(value, field.name), f"{where}.{field.name}")
    elif isinstance(value, tuple):
        for item in value:
            yield from odd(item, where)
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from odd(getattr(value, name), f"{where}.{name}")
    elif not (value is None or isinstance(value, (str, int, float))):
        yield f"{where}: {type(value).__name__}"


@pytest.mark.parametrize("day", ["2026-06-01"])
def test_every_view_of_a_site_is_frozen_all_through(tmp_path: Path, day: str) -> None:
    files: Mapping[str, str] = {
        "content/tools/t.md": tool(
            "steps: [{title: A, minutes: 3}]\nfaq: [{q: Q, a: A}]\nroute: {stops: [{title: S}]}"
        ),
        "content/stories/x.md": story("tools: [t]\nthemes: [inclusion]\naliases: former"),
        "content/stories/y.md": story("expires_on: 2025"),
    }
    (site,) = sites(tmp_path, files)
    recipes = [output.recipe for planner in PLANNERS for output in planner(site)]
    found = [recipe.view for recipe in recipes if isinstance(recipe, Render)]
    views = [view() if callable(view) else view for view in found]
    assert len({type(view) for view in views}) > 8
    assert all(isinstance(view, View) for view in views)
    assert sorted({found for view in views for found in odd(view, type(view).__name__)}) == []
