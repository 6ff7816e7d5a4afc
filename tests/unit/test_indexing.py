"""The index of the search follows what changes, and is byte for byte what one from nothing would be."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.indexes import FRAME, page
from toolbox_gen import indexing
from toolbox_gen.cache import Cache
from toolbox_gen.digest import digest
from toolbox_gen.indexing import Indexed, Shelf, State
from toolbox_gen.plan import Search
from toolbox_gen.prose import Prose
from toolbox_gen.search.records import Record

HEAD = "search/head.js"
Pages = Mapping[str, tuple[Record, str]]
"""Of each file the record and the prose."""


def pages(**texts: str) -> dict[str, tuple[Record, str]]:
    """A page of each name, with this prose."""
    return {
        f"{name}.md": (replace(page(), url=f"{name}/", title=f"Title {name}", texts={}), text)
        for name, text in texts.items()
    }


class Place:
    """A site that consists of an index, and what is kept beside it."""

    def __init__(self, file: Path | None = None) -> None:
        self.kept = Cache(file)
        self.files: dict[str, bytes] = {}
        self.state: State | None = None

    def shelf(self, code: str = "code") -> Shelf:
        return Shelf(HEAD, code, self.kept, self.files.get, {path: digest(data) for path, data in self.files.items()})

    def index(self, own: Pages, *, later: bool = False, code: str = "code", **more: Any) -> Indexed:
        recipe = replace(Search(FRAME, tuple((path, record) for path, (record, _) in own.items()), False), **more)
        return self.take(indexing.index(
            recipe, self.shelf(code), proses=proses(own), prose=reader(own), last=self.state, jobs=1, later=later
        ))  # fmt: skip

    def again(self, own: Pages, *, later: bool = False) -> Indexed | None:
        assert self.state
        found = indexing.again(self.shelf(), proses=proses(own), prose=reader(own), last=self.state, later=later)
        return self.take(found) if found else None

    def take(self, found: Indexed) -> Indexed:
        """Publish it."""
        self.kept.save()
        self.files = {path: self.files[path] if isinstance(own, str) else own for path, own in found.files.items()}
        assert {path: digest(data) for path, data in self.files.items()} == dict(found.state.files)
        self.state = State.of(found.state.plain())
        assert self.state == found.state
        return found


def proses(own: Pages) -> dict[str, str]:
    return {path: digest(text.encode()) for path, (_, text) in own.items()}


def reader(own: Pages) -> Any:
    return lambda path: Prose("", own[path][1])


def fresh(own: Pages, **more: Any) -> dict[str, bytes]:
    """The index from nothing."""
    place = Place()
    place.index(own, **more)
    return place.files


def fresh_bytes(found: Indexed) -> set[str]:
    """The files that are made anew."""
    return {path for path, own in found.files.items() if not isinstance(own, str)}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "c")


ONE = pages(a="Een kring van stoelen.", b="Lopen in de buurt.", c="Koken en eten.")


def test_nothing_changed_makes_nothing(place: Place) -> None:
    assert place.index(ONE).changed == 3
    again = place.index(ONE)
    assert (again.changed, fresh_bytes(again), again.later) == (0, set(), False)
    short = place.again(ONE)
    assert short
    assert (short.changed, fresh_bytes(short), short.later) == (0, set(), False)


@pytest.mark.parametrize("short", [True, False])
def test_another_prose_costs_one_document_and_gives_what_a_new_index_gives(place: Place, short: bool) -> None:
    place.index(ONE)
    changed = {**ONE, **pages(b="Lopen in het nieuwwoord van de buurt.")}
    found = place.again(changed) if short else place.index(changed)
    assert found
    assert (found.changed, found.later) == (1, False)
    assert place.files == fresh(changed)
    assert HEAD in fresh_bytes(found)


@pytest.mark.parametrize("short", [True, False])
def test_an_index_may_follow_later_as_long_as_it_stands(place: Place, short: bool) -> None:
    place.index(ONE)
    before = dict(place.files)
    changed = {**ONE, **pages(b="Lopen in het nieuwwoord van de buurt.")}
    found = place.again(changed, later=True) if short else place.index(changed, later=True)
    assert found
    assert (found.later, found.changed) == (True, 0)
    assert place.files == before
    if short:
        found = place.again(changed)
        assert found
    else:  # more than prose may have changed: that is for the long way to see
        assert place.again(changed) is None
        found = place.index(changed)
    assert not found.later
    assert place.files == fresh(changed)
    place.files.popitem()
    assert not place.index(ONE, later=True).later
    assert place.files == fresh(ONE)


def test_the_short_way_is_not_taken_without_what_it_needs(tmp_path: Path) -> None:
    changed = {**ONE, **pages(b="Nieuwwoord.")}

    def started(name: str) -> Place:
        place = Place(tmp_path / name)
        place.index(ONE)
        return place

    lost = started("a file of the site")
    lost.files.pop(max(lost.files))
    assert lost.again(ONE) is None
    lost = started("its record")
    lost.kept.drop(f"records {HEAD}", ["b.md"])
    assert lost.again(changed) is None
    lost = started("its frame")
    lost.kept.drop(f"search {HEAD}", ["frame"])
    assert lost.again(changed) is None
    lost = started("a blob")
    lost.kept.drop(f"search {HEAD}", lost.kept.names(f"search {HEAD}") - {"frame"})
    assert lost.again(changed) is None
    lost.index(changed)
    assert lost.files == fresh(changed)


def test_other_code_knows_nothing_of_what_was_kept(place: Place) -> None:
    place.index(ONE)
    changed = {**ONE, **pages(b="Nieuwwoord.")}
    place.index(changed, code="other")
    assert place.files == fresh(changed)


def test_a_whole_index_has_the_texts_and_is_made_anew(place: Place) -> None:
    place.index(ONE, whole=True)
    assert place.files == fresh(ONE, whole=True) != fresh(ONE)
    assert any("stoelen" in data.decode() for data in place.files.values())
    changed = {**ONE, **pages(b="Nieuwwoord.")}
    assert place.again(changed) is None
    for own, whole in ((changed, True), (changed, False), (ONE, True)):
        place.index(own, whole=whole)
        assert place.files == fresh(own, whole=whole)


TEXTS = st.text(st.sampled_from("ab é-X\n"), max_size=12) | st.sampled_from(
    ["kring stoel", "lopen", "koken eten kring"]
)
SITES = st.dictionaries(st.sampled_from("abcdefg"), TEXTS, max_size=6).map(lambda texts: pages(**texts))
FRAMES = st.sampled_from([FRAME, replace(FRAME, equals=(("kring", "stoel"),)), replace(FRAME, vocabulary=("eten",))])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(SITES, FRAMES), min_size=2, max_size=6))
def test_whatever_changed_it_is_what_a_new_index_is(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Pages, Any]]
) -> None:
    place = Place(tmp_path_factory.mktemp("index") / "c")
    last: tuple[list[Record], Any] | None = None
    for own, frame in steps:
        now = [record for record, _ in own.values()], frame
        found = place.again(own) if now == last else None
        if found is None:
            place.index(own, frame=frame)
        assert place.files == fresh(own, frame=frame)
        last = now
    place.kept.close()
