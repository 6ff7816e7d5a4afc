"""Frames: what an index has besides its pages, and which pages fit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.indexes import FRAME, KIND, PEOPLE, THEMES, page, parts
from toolbox_gen.search.frames import check, of_all, of_filters


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"names": {"themes": ("flying",)}}, "has no flying"), ({"names": {"mode": ("x",)}}, "'mode' has no"), ({"kind": "x"}, "no kind 'x'")],
)  # fmt: skip
def test_a_page_that_does_not_fit_is_our_fault(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check(parts(page(**wrong)), FRAME)
    with pytest.raises(ValueError, match="same name"):
        check((), replace(FRAME, facets=(THEMES, THEMES)))


def test_a_page_that_fits_is_no_fault() -> None:
    check(parts(page(names={"themes": ("work",)}, numbers={"people": (2, None)})), FRAME)


def test_digests_tell_what_a_change_of_the_frame_touches() -> None:
    labels = replace(FRAME, facets=(KIND, replace(THEMES, label="Onderwerp"), PEOPLE))
    assert of_all(labels) == of_all(FRAME)
    assert of_filters(labels) != of_filters(FRAME)
    assert of_filters(replace(FRAME, messages=())) == of_filters(FRAME)
    for other in ({"language": "fr"}, {"vocabulary": ("les",)}, {"equals": (("a", "b"),)}, {"facets": (KIND,)}):
        assert of_all(replace(FRAME, **other)) != of_all(FRAME)
