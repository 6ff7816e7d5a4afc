"""An index brought up to date from what was kept: the same bytes as from nothing, whatever was edited before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.indexes import FRAME, KIND, PEOPLE, THEMES, Read, analysed, page, parts
from toolbox_gen.search.frames import Facet, Frame
from toolbox_gen.search.index import Index, build, save
from toolbox_gen.search.records import Part, Record, tags
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


def records(language: str, own: str) -> st.SearchStrategy[Record]:
    """Pages of the index of a language that say what they say in their own; their labels are in that of the index."""
    return st.builds(
        Record,
        url=st.sampled_from(["a/", "b/"]),
        title=texts(own),
        summary=st.just("") | texts(own),
        language=st.just(own),
        kind=st.sampled_from(["story", "tool"]),
        texts=st.fixed_dictionaries({"body": st.tuples(texts(own))}),
        others=st.fixed_dictionaries({language: st.fixed_dictionaries({"labels": st.tuples(texts(language))})}),
        names=st.sampled_from([{}, {"themes": ("work",)}, {"themes": ("inclusion", "work")}]),
        numbers=st.sampled_from([{}, {"people": (6, 12)}, {"people": (2, None)}]),
        evidence=st.sampled_from([0, 1, 99]),
    )


@st.composite
def histories(draw: st.DrawFn) -> tuple[str, list[Record], list[dict[int, Record]]]:
    language = draw(st.sampled_from(sorted(WORDS)))
    spoken = draw(st.lists(st.sampled_from([language, language, "nl", "fr"]), min_size=1, max_size=7))
    first = [draw(records(language, own)) for own in spoken]
    edits = st.sets(st.integers(0, len(first) - 1), max_size=3)
    return language, first, [
        {place: draw(records(language, spoken[place])) for place in sorted(places)}
        for places in draw(st.lists(edits, max_size=4))
    ]  # fmt: skip


@settings(deadline=None)
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
        site = Site(parts(*first, language=language), FRAMES[language])
        for edit in edits:
            new = {number: analysed(record, language=language) for number, record in edit.items()}
            speaks = any(tags(site.parts[number]) != tags(part) for number, part in new.items())
            assert site.edit(new) or speaks or few == FEW


def test_one_changed_word_reads_and_changes_little() -> None:
    records = [page(" ".join(f"woord{n * m % 4999}" for m in range(1, 90)), title=f"Titel {n}") for n in range(300)]
    site = Site(parts(*records), FRAME)
    changed = site.edit({100: analysed(page(f"{records[100].texts['body'][0]} nieuwigheid", title="Titel 100"))})
    assert changed
    assert len(changed.names) > 50
    assert len(changed.pieces) <= 12  # a few ranges: the length of the body changed some levels
    assert len([name for name in site.asked if name.endswith(".js")]) <= 25
    assert len([name for name in site.asked if name.startswith("parts-")]) == 1
    assert {"parts-3", "state"} < changed.blobs.keys() < site.blobs.keys()


def test_nothing_changed_changes_nothing() -> None:
    site = Site(parts(page("soep"), page("taalles taal les")), FRAME)
    changed = site.edit({0: site.parts[0]})
    assert changed
    assert changed.pieces == ()
    assert changed.blobs == {"state": site.blobs["state"]}


def test_a_change_of_a_card_alone_reads_no_words() -> None:
    site = Site(parts(page("soep"), page("brood", facts=("60 min",))), FRAME)
    site.edit({1: analysed(page("brood", facts=("90 min",)))})
    assert not [name for name in site.asked if name.startswith("words-")]


@pytest.mark.parametrize(
    "frame",
    [
        replace(FRAME, facets=(KIND, Facet("themes", "Onderwerp", (("work", "Arbeid"), ("inclusion", "Samen"))), PEOPLE)),
        replace(FRAME, messages=(("results_one", "{n} gevonden"),)),
        replace(FRAME, kinds=(("tool", "Werkvorm", "tool"), ("story", "Praktijk", "good"))),
    ],
)  # fmt: skip
def test_what_pages_are_shown_by_may_change(frame: Frame) -> None:
    site = Site(parts(page("soep", names={"themes": ("work",)}), page("brood")), FRAME)
    changed = site.edit({1: analysed(page("brood", names={"themes": ("inclusion", "work")}))}, frame)
    assert changed
    site.edit({}, FRAME)


@pytest.mark.parametrize(
    "frame",
    [
        replace(FRAME, vocabulary=("soep",)), replace(FRAME, equals=(("soep", "bouillon"),)),
        replace(FRAME, language="fr"), replace(FRAME, base="elsewhere/"), replace(FRAME, facets=(KIND, THEMES)),
    ],
)  # fmt: skip
def test_an_index_does_not_serve_where_all_depends_on_another_frame(frame: Frame) -> None:
    site = Site(parts(page("soep")), FRAME)
    assert load(site.read, FRAME)
    assert load(site.read, frame) is None


def test_an_index_of_another_format_does_not_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(parts(page("soep")), FRAME)
    with monkeypatch.context() as patch:
        patch.setattr("toolbox_gen.search.kept.FORMAT", 99)
        assert load(site.read, FRAME) is None
    with monkeypatch.context() as patch:
        patch.setattr("toolbox_gen.search.update.FORMAT", 99)
        assert load(site.read, FRAME) is None
    assert load(lambda _: None, FRAME) is None


def test_values_that_pages_still_have_cannot_go() -> None:
    site = Site(parts(page(names={"themes": ("work",)})), FRAME)
    index = load(site.read, replace(FRAME, facets=(KIND, replace(THEMES, values=()), PEOPLE)))
    assert index
    assert change(index, {}) is None


def test_a_part_that_does_not_fit_is_our_fault() -> None:
    site = Site(parts(page("soep")), FRAME)
    index = load(site.read, FRAME)
    assert index
    with pytest.raises(ValueError, match="no kind 'x'"):
        change(index, {0: analysed(page("soep", kind="x"))})


def test_whatever_is_lost_the_result_is_right_or_none() -> None:
    records = [page(f"huis huizen taal taalles les café {n}", title=f"Titel {n}", evidence=n) for n in range(40)]
    site = Site(parts(*records), FRAMES["nl"])
    part = analysed(page("huis lessen buurtles buurt één café", title="Kaart"))
    expected = build([*site.parts[:7], part, *site.parts[8:]], site.frame)
    results = []
    for lost in site.blobs:
        index = load(lambda name, lost=lost: site.blobs[name] if name != lost else None, site.frame)  # type: ignore[misc]
        changed = change(index, {7: part}) if index else None
        results.append(changed is None)
        assert changed is None or changed.head == expected.head
    assert any(results)
    assert not all(results)


def test_too_much_to_bring_up_to_date_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolbox_gen.search.edits.PAIRS", 0)
    site = Site(parts(page("taalles taal les"), page("soep")), FRAME)
    assert site.edit({0: analysed(page("taalles taal"))}) is None
    assert site.edit({0: analysed(page("taalles taal soep"))})
    site = Site(parts(*map(page, "abcdefghijklmnopqrst")), FRAME)
    assert site.edit({n: analysed(page("soep")) for n in range(17)}) is None
    assert site.edit({n: analysed(page("brood")) for n in range(16)})


def test_many_new_words_take_compounds_apart_too() -> None:
    letters = "abcdefghij"
    many = " ".join(f"woord{a}{b}{c}" for a in letters for b in letters for c in "xyz")
    site = Site(parts(page("taalkaart"), page("soep")), FRAME)
    site.edit({1: analysed(page(f"taal kaart {many}"))})
    assert Read(build(site.parts, FRAME)).entry("kaart")[1].keys() == {0}


def in_dutch(body: str) -> Part:
    """A page of a French index that is shown in Dutch."""
    return analysed(page(body), language="fr")


def in_french(body: str) -> Part:
    return analysed(page(body, language="fr"), language="fr")


def test_compounds_of_another_language_come_apart_when_their_parts_come() -> None:
    site = Site([in_dutch("buurtkaart soep"), in_dutch("buurt brood"), in_french("kaart buurt")], FRAMES["fr"])
    assert "nl/kaart" not in Read(build(site.parts, site.frame)).entries
    assert site.edit({1: in_dutch("buurt kaart kaart")})
    assert Read(build(site.parts, site.frame)).entry("nl/kaart")[1].keys() == {0}
    assert site.edit({0: in_dutch("buurtkaart buurtkaart soep")})


def test_a_page_in_another_language_than_it_was_makes_the_index_anew() -> None:
    site = Site([in_dutch("soep"), in_french("soupe")], FRAMES["fr"])
    assert site.edit({0: in_dutch("brood")})
    assert site.edit({0: in_french("pain")}) is None
    assert Read(build(site.parts, site.frame)).head["also"] == []
    assert site.edit({1: in_dutch("brood")}) is None
