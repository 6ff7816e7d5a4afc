"""Everything that a toolbox consists of, and that its parts fit together."""

import importlib
import pkgutil

from toolbox_gen import kinds, listings
from toolbox_gen.catalogue import KINDS, PLANNERS
from toolbox_gen.lists import RANGES, SEARCHED
from toolbox_gen.schema import references_of
from toolbox_gen.templates import check
from toolbox_gen.theme import Theme, theme_folder
from toolbox_gen.urls import RESERVED


def test_every_content_type_and_listing_is_in_it() -> None:
    for package, found in (
        (kinds, [kind.record.__module__ for kind in KINDS]),
        (listings, [p.__module__ for p in PLANNERS]),
    ):
        names = [f"{package.__name__}.{one.name}" for one in pkgutil.iter_modules(package.__path__)]
        assert sorted(found) == sorted(names)
        assert all(importlib.import_module(name).__doc__ for name in names)


def test_names_and_folders_are_unique_and_free() -> None:
    assert len({kind.name for kind in KINDS}) == len({kind.folder for kind in KINDS}) == len(KINDS)
    assert not {kind.folder for kind in KINDS} & ({"media", "vocabularies"} | RESERVED)


def test_what_fields_refer_to_is_a_content_type_or_a_vocabulary() -> None:
    targets = {ref.target for kind in KINDS for ref in references_of(kind.record)}
    assert targets - {kind.name for kind in KINDS} == {"same", "themes", "audiences", "settings", "sensitivity"}


def test_every_template_of_a_content_type_exists() -> None:
    assert check(Theme((theme_folder(),)), [kind.template for kind in KINDS if kind.has_pages], "en")[1] == []


def test_what_divides_a_list_is_one_of_its_choices() -> None:
    assert all(kind.sorts in kind.choices for kind in KINDS if kind.sorts)


def test_what_narrows_a_list_is_known_to_the_search() -> None:
    for kind in KINDS:
        assert set(kind.narrowed) <= {*kind.choices, *RANGES}
        assert set(kind.narrowed) <= {*SEARCHED, *RANGES}


def test_facets_of_one_name_have_the_same_values_everywhere() -> None:
    for name in ("language_level", "mode"):
        assert len({tuple(kind.choices[name].items()) for kind in KINDS if name in kind.choices}) == 1
    for name in SEARCHED:
        assert len({kind.sources[name] for kind in KINDS if name in kind.sources}) <= 1


def test_every_facet_is_of_choices_or_of_something_that_there_is() -> None:
    targets = {ref.target for kind in KINDS for ref in references_of(kind.record)} | {kind.name for kind in KINDS}
    for kind in KINDS:
        assert set(kind.sources.values()) <= targets
        assert not set(kind.sources) & set(kind.choices)
