"""What is kept of an index: blobs that say the same as it does, each of a fair size."""

from __future__ import annotations

import pytest

from tests.indexes import FRAME, page, parts
from toolbox_gen.search.index import Index, build, save
from toolbox_gen.search.kept import PLAIN, Kept, LostError, Row, names, packed, state
from toolbox_gen.search.ranges import Range

PAGES = ("huizen één café", "huisdeur deur huis Café", "koop kopen", "gesprekskaarten gesprek kaarten")


def kept(index: Index, **lost: None) -> Kept:
    blobs = {**dict(save(index)), **{f"{piece.name}.js": piece.data for piece in index.pieces}, **lost}
    found = state(blobs.get)
    assert found
    return Kept(blobs.get, found)


def test_a_state_comes_back_as_it_was() -> None:
    index = build(parts(*map(page, PAGES)), FRAME)
    found = kept(index).state
    assert found.encoded() == index.state.encoded()
    assert found.ranges == index.state.ranges
    assert found.words == len(index.lexicon.lists)
    assert all(isinstance(one, Range) for one in found.ranges)
    assert state({}.get) is None


def test_words_have_their_rows_and_entries() -> None:
    index = build(parts(*map(page, PAGES)), FRAME)
    found = kept(index)
    assert found.row("gesprekskaarten") == Row(("gesprek", "kaarten"), {})
    assert found.row("cafe") == Row((), {"café": 2})
    assert found.row("huis") == PLAIN
    assert found.row("huisd") is None
    assert found.has("huis")
    assert not found.has("uis")
    for term, text in index.lexicon.entries.items():
        assert found.entry(term) == text
    assert found.entry("huisd") is None
    assert found.part(1) == index.parts[1]


def test_stems_that_are_words_of_others_are_told() -> None:
    index = build(parts(*map(page, PAGES)), FRAME)
    found = kept(index)
    for stem, forms in index.lexicon.forms.items():
        assert found.told(stem) == ([] if index.lexicon.stems.get(stem, stem) == stem else list(forms))


def test_words_that_hold_a_text_are_found_each_once() -> None:
    found = kept(build(parts(*map(page, (*PAGES, "kaarten kaartenkaart"))), FRAME))
    assert sorted(found.holding("kaart")) == ["gesprekskaarten", "kaarten", "kaartenkaart"]
    assert list(found.holding("xyz")) == []


def test_what_is_lost_is_said_when_it_is_asked_for() -> None:
    index = build(parts(page("soep")), FRAME)
    found = kept(index, **{"parts-0": None})
    assert found.has("soep")
    with pytest.raises(LostError):
        found.part(0)


def test_words_and_rows_are_put_in_and_taken_out() -> None:
    index = build(parts(*map(page, PAGES)), FRAME)
    found = kept(index)
    assert found.words_with({}, {}) == {}
    words = found.words_with({"huis": False, "wim": True}, {})
    assert words == {"words-0": " ".join(sorted({*index.lexicon.stems, "wim"} - {"huis"})).encode()}
    rows = found.words_with({}, {"gesprekskaarten": "", "wim": "=w\u00edm:1"})
    assert b"gesprekskaarten" not in rows["rows-0"]
    assert rows["rows-0"].endswith("wim =w\u00edm:1".encode())
    assert packed({"noot": "no ot", "aap": "", ">aap": "aap"}) == b">aap aap\nnoot no ot"


def test_blobs_stay_small_as_a_site_grows() -> None:
    words = [" ".join(f"woord{n}x{m}" for m in range(30)) for n in range(300)]
    blobs = dict(save(build(parts(*map(page, words)), FRAME)))
    assert len([name for name in blobs if name.startswith("parts-")]) == 10
    assert len([name for name in blobs if name.startswith("words-")]) == 4
    assert max(len(blobs[name]) for name in blobs if name.startswith("words-")) < 2 * 300 * 30 * 16 / 4


def test_names_of_pieces_stand_side_by_side() -> None:
    assert list(names("abcdefghijklmnop")) == ["abcdefgh", "ijklmnop"]
