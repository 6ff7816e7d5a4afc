"""What can be asked for, and who passes."""

import pytest

from toolbox_gen.facets import LEVELS, Selection, facets
from toolbox_gen.fieldtypes import Duration, GroupSize
from toolbox_gen.i18n import words
from toolbox_gen.model import Facets

FOUND = Facets({"themes": ("inclusion", "power"), "mode": ("online",)}, {"minutes": (30, 60), "people": (6, None)})


@pytest.mark.parametrize(
    ("asked", "passes"),
    [
        (Selection(), True),
        (Selection({"themes": ("inclusion",)}), True),
        (Selection({"themes": ("other", "power")}), True),
        (Selection({"themes": ("other",)}), False),
        (Selection({"themes": ("power",), "mode": ("online", "hybrid")}), True),
        (Selection({"themes": ("power",), "mode": ("hybrid",)}), False),
        (Selection({"settings": ("group",)}), False),
        (Selection(minutes=29), False),
        (Selection(minutes=30), True),
        (Selection(people=5), False),
        (Selection(people=6), True),
        (Selection(people=9999), True),
    ],
)
def test_one_value_of_each_name_and_every_number_must_fit(asked: Selection, passes: bool) -> None:
    assert asked.passes(FOUND) is passes


def test_who_has_no_such_number_does_not_pass() -> None:
    assert not Selection(minutes=10_000).passes(Facets({}))
    assert not Selection(people=1).passes(Facets({}))
    assert not Selection(people=13).passes(Facets({}, {"people": (1, 12)}))


def test_a_selection_is_written_as_the_search_reads_it() -> None:
    asked = Selection({"kind": ("tool",), "themes": ("a", "b")}, minutes=120, people=12)
    assert asked.fragment == "kind=tool&themes=a,b&minutes=120&people=12"
    assert Selection(people=12).fragment == "people=12"


def test_what_is_not_said_is_no_facet() -> None:
    found = facets({"themes": (), "mode": (None,), "kind": ("tool",)})
    assert (found.names, found.numbers) == ({"kind": ("tool",)}, {})


def test_time_and_people_are_ranges() -> None:
    found = facets({}, duration=Duration(min=30, max=60), group=GroupSize(min=8))
    assert found.numbers == {"minutes": (30, 60), "people": (8, None)}


def test_levels_stand_from_low_to_high() -> None:
    assert list(LEVELS) == sorted(LEVELS)
    assert words("nl").text(LEVELS["A1"]) == "vanaf A1"
