"""What may be shown on a day; where a field stands; where a page lives."""

from datetime import date

import pytest

from toolbox_gen.catalogue import KINDS
from toolbox_gen.kinds.page import Page
from toolbox_gen.model import Facets, spot_of, withheld
from toolbox_gen.problems import START, Spot

DAY = date(2026, 6, 1)
GIVEN = {"ref": "R", "status": "given", "given_on": "2025-06-02", "scope": ["site"]}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, None),
        ({"status": "archived", "archived": {"on": "2025"}}, None),
        ({"status": "draft"}, "draft"),
        ({"status": "review"}, "review"),
        ({"publish_on": "2026-06-01"}, None),
        ({"publish_on": "2026-06-02"}, "later"),
        ({"publish_on": "2026-06"}, None),
        ({"publish_on": "2026-07"}, "later"),
        ({"expires_on": "2026-06-01"}, None),
        ({"expires_on": "2026-05-31"}, "expired"),
        ({"expires_on": "2026"}, None),
        ({"consent": GIVEN}, None),
        ({"consent": {**GIVEN, "given_on": "2026-06-02"}}, "consent"),
        ({"consent": {**GIVEN, "given_on": "2024-05-31"}}, "consent"),
        ({"consent": {**GIVEN, "expires_on": "2026-05-31"}}, "consent"),
        ({"consent": {**GIVEN, "scope": ["export"]}}, "consent"),
        ({"consent": {**GIVEN, "status": "pending"}}, "consent"),
        ({"consent": {**GIVEN, "status": "withdrawn"}}, "consent"),
        ({"consent": {"ref": "R", "status": "given", "scope": ["site"]}}, "consent"),
        ({"consent": {"ref": "R", "status": "not-needed"}}, None),
        ({"status": "draft", "consent": {**GIVEN, "status": "withdrawn"}}, "draft"),
        ({"pictured": "recognisable"}, "consent"),
        ({"pictured": "recognisable", "consent": GIVEN}, None),
        ({"consent": {"ref": "R", "status": "not-needed", "scope": ["export"]}}, "consent"),
        ({"consent": {"ref": "R", "status": "not-needed", "expires_on": "2026-05-31"}}, "consent"),
    ],
)
def test_what_is_unsure_is_not_shown(fields: dict[str, object], reason: str | None) -> None:
    assert withheld(Page.model_validate({"title": "P", **fields}), DAY, 24) == reason


PLACES = {
    ("tools",): (Spot(3, 1), Spot(3, 8)),
    ("tools", 0): (Spot(4, 3), Spot(4, 5)),
    ("tools", 0, "tool"): (Spot(4, 5), Spot(4, 11)),
}


@pytest.mark.parametrize(
    ("path", "at_key", "spot"),
    [
        (("tools", 0, "tool"), False, Spot(4, 11)),
        (("tools", 0, "tool"), True, Spot(4, 5)),
        (("tools", 0, "note"), False, Spot(4, 3)),
        (("tools", 1), False, Spot(3, 8)),
        (("title",), False, START),
    ],
)
def test_a_problem_stands_at_the_nearest_field_that_was_written(
    path: tuple[str | int, ...], at_key: bool, spot: Spot
) -> None:
    assert spot_of(PLACES, path, at_key=at_key) == spot


def test_pages_live_at_the_top_and_all_else_below_its_folder() -> None:
    assert {kind.name: kind.url("x") for kind in KINDS if kind.has_pages} == {
        "story": "stories/x/", "tool": "tools/x/", "organisation": "organisations/x/", "page": "x/",
    }  # fmt: skip


def test_a_facet_without_numbers_has_none() -> None:
    assert Facets({"kind": ("tool",)}).numbers == {}
