"""An index brought up to date from what was kept: the same bytes as from nothing, whatever was edited before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.indexes import FRAME, parts
from toolbox_gen.search.frames import Frame
from toolbox_gen.search.index import Index, build, save
from toolbox_gen.search.records import Part, Record, analyse
from toolbox_gen.search.update import Changed, change, load

FEW = 12
"""Words at which the rule for spelling changes in a site of these tests."""
WORDS = {
    "nl": """gesprek gesprekken gesprekskaarten kaart kaarten huis huizen huiskaart taal taalles les lessen lesgesprek
        café cafe ideeën ideeen idee begeleiden de een koop kopen kopje kop één een-ei buurt-les werk buurtwerk""",
    "fr": "créé créée crée cree été ete les école écoles ecole cœur coeur des marché marcher marche thé the",
    "de": "haus häuser hauses arbeit arbeiten hausarbeit hausarbeiten über uber straße strasse strassenarbeit der",
    "en": "run running runs runner the a café cafe facade façade house housework work works",
    "ar": "مدرسة مدرسه المدرسة على علي إلى الى كِتاب كتاب كتب مكتبة",
}
FRAMES = {
    language: replace(FRAME, language=language, vocabulary=("werk", "les", "arbeit"), equals=(("kaart", "plaat"),))
    for language in WORDS
}


class Site:
    """An index that is kept in a dictionary."""

    def __init__(self, own: Sequence[Part], frame: Frame) -> None:
        self.parts, self.frame = list(own), frame
        self.blobs = kept(build(own, frame))
        self.asked: set[str] = set()

    def read(self, name: str) -> bytes | None:
        self.asked.add(name)
        return self.blobs.get(name)

    def edit(self, changes: dict[int, Part], frame: Frame | None = None) -> Changed | None:
        """Edit pages, keep what that makes, and see that all is as it would be if it were made from nothing."""
        self.frame = frame or self.frame
        self.asked = set()
        index = load(self.read, self.frame)
        assert index
        changed = change(index, changes)
        for number, part in changes.items():
            self.parts[number] = part
        anew = build(self.parts, self.frame)
        if changed is None:
            self.blobs = kept(anew)
            return None
        assert changed.head == anew.head
        assert changed.names == {piece.name for piece in anew.pieces}
        self.blobs |= changed.blobs | {f"{piece.name}.js": piece.data for piece in changed.pieces}
        self.blobs = {n: d for n, d in self.blobs.items() if not n.endswith(".js") or n[:-3] in changed.names}
        assert self.blobs == kept(anew)
        return changed


def kept(index: Index) -> dict[str, bytes]:
    return dict(save(index)) | {f"{piece.name}.js": piece.data for piece in index.pieces}


def texts(language: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS[language].split()), max_size=7).map(" ".join)


def records(language: str) -> st.SearchStrategy[Record]:
    return st.builds(
        Record,
        url=st.sampled_from(["a/", "b/"]),
        title=texts(language),
        summary=st.just("") | texts(language),
        language=st.sampled_from(["nl", "ar"]),
        kind=st.sampled_from(["story", "tool"]),
        texts=st.fixed_dictionaries({"body": st.tuples(texts(language)), "labels": st.tuples(texts(language))}),
        names=st.sampled_from([{}, {"themes": ("work",)}, {"themes": ("inclusion", "work")}]),
        numbers=st.sampled_from([{}, {"people": (6, 12)}, {"people": (2, None)}]),
        evidence=st.sampled_from([0, 1, 99]),
    )


@st.composite
def histories(draw: st.DrawFn) -> tuple[str, list[Record], list[dict[int, Record]]]:
    language = draw(st.sampled_from(sorted(WORDS)))
    first = draw(st.lists(records(language), min_size=1, max_size=7))
    places = st.integers(0, len(first) - 1)
    return language, first, draw(st.lists(st.dictionaries(places, records(language), max_size=3), max_size=4))


@given(histories(), st.sampled_from([-1, FEW, 20_000]))
def test_edits_leave_an_index_that_is_one_made_anew(
    history: tuple[str, list[Record], list[dict[int, Record]]], few: int
) -> None:
    language, first, edits = history
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("toolbox_gen.search.ranges.FEWEST", 40)
        patch.setattr("toolbox_gen.search.ranges.MOST", 120)
        patch.setattr("toolbox_gen.search.ranges.ODDS", 3)
        patch.setattr("toolbox_gen.search.kept.DOCUMENTS", 2)
        patch.setattr("toolbox_gen.search.kept.BUCKET", 2)
        patch.setattr("toolbox_gen.search.spelling.FEW_WORDS", few)
        site = Site(parts(*first), FRAMES[language])
        for edit in edits:
            changed = site.edit({number: analyse(record) for number, record in edit.items()})
            assert changed or few == FEW
