"""Words as they were kept and as they are now."""

from __future__ import annotations

from tests.indexes import FRAME, page, parts
from tests.unit.search.test_kept import kept
from toolbox_gen.search.index import build
from toolbox_gen.search.kept import Row
from toolbox_gen.search.lexicon import scored
from toolbox_gen.search.relations import knowledge
from toolbox_gen.search.standing import Words

NL = knowledge("nl", vocabulary=("les", "lessen"))


def words(*bodies: str) -> Words:
    index = build(parts(*map(page, bodies)), FRAME)
    return Words(kept(index), NL, {})


def test_what_was_stays_what_it_was() -> None:
    found = words("huizen huisdeur deur", "huis de")
    found.rows |= {"deur": None, "deuren": Row((), {})}
    found.lists["huis"] = "AZ"
    assert found.was("deur")
    assert found.row("deur") is None
    assert (found.old_stem("deuren"), found.stem("deuren")) == (None, "deur")
    assert found.found("huis") == "AZ" != found.old_list("huis")
    assert "huis" in found
    assert "deuren" in found
    assert "deur" not in found
    assert "de" not in found, "too little to be a part"
    assert 7 not in found


def test_the_words_of_a_stem_and_their_lists_come_from_one_entry() -> None:
    found = words("huizen huisdeur", "huis deur huizen")
    assert found.old_forms("huis") == ["huis", "huizen"]
    assert found.old_list("huizen")[0] == found.old_list("huizen")[2] == "A"
    assert found.old_list("huis")[0] == "B"
    assert found.old_wholes("huis")[0] == "A"
    assert found.old_list("uis") == found.old_wholes("uis") == ""
    assert found.old_forms("uis") == []


def test_a_stem_that_is_a_word_of_another_has_its_own_words() -> None:
    index = build(parts(*map(page, ("kopje koop kop kopen kopjes gekopieerd", "bakken bak baken"))), FRAME)
    found = Words(kept(index), NL, {})
    for stem, forms in index.lexicon.forms.items():
        assert found.old_forms(stem) == forms


def test_pages_are_what_they_are_now() -> None:
    index = build(parts(page("huis"), page("deur")), FRAME)
    new = parts(page("brood"))[0]
    found = Words(kept(index), NL, {1: new})
    assert dict(scored(found.part(0))).keys() == {"huis"}
    assert found.part(1) is new
