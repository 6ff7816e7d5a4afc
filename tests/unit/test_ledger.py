"""What is noted of a build is read back as it was, in parts."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox_gen import ledger
from toolbox_gen.ledger import MADE, SEEN, WHY, Ledger, Put, Row, Rows, Text, World, plain_row, reason, row_of
from toolbox_gen.prose import Hole

NAMES = st.text(min_size=1, max_size=8)
LINKS = st.lists(st.tuples(NAMES, NAMES, NAMES, NAMES), max_size=3).map(tuple)
HOLES = st.builds(Hole, NAMES, st.one_of(st.none(), LINKS))
NUMBERS = st.integers(0, 2**40)
ROWS = st.builds(
    Row, NAMES, NAMES, st.lists(st.builds(Put, HOLES, NUMBERS, NUMBERS), max_size=3).map(tuple),
    st.lists(NAMES, max_size=2).map(tuple),
)  # fmt: skip


def mapping(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(NAMES, values, max_size=4)


LEDGERS: st.SearchStrategy[Ledger] = st.builds(
    Ledger,
    world=st.builds(World, NAMES, NAMES, NAMES, st.lists(NAMES).map(tuple), NAMES),
    site=NAMES,
    files=mapping(st.builds(ledger.Seen, st.lists(NUMBERS, max_size=4).map(tuple), NAMES, NUMBERS, NUMBERS)),
    texts=mapping(st.builds(Text, NAMES, NAMES)),
    rows=mapping(ROWS).map(Rows().replaced),
    parts=mapping(mapping(NUMBERS)),
    report=mapping(NAMES),
    searches=mapping(st.lists(NAMES)),
    unfinished=st.booleans(),
    behind=mapping(st.lists(NAMES)),
)
PARTS = ("world", "site", "files", "report", "unfinished"), ("texts", "rows", "searches", "behind"), ("parts",)


@given(LEDGERS)
def test_each_part_brings_back_its_own(own: Ledger) -> None:
    kept = ledger.kept_parts(own, SEEN, MADE, WHY)
    first = ledger.seen(kept[SEEN])
    second = ledger.with_made(first, kept[MADE])
    whole = ledger.with_why(second, kept[WHY])
    for names, after in zip(PARTS, (first, second, whole), strict=True):
        for name in names:
            found, right = getattr(after, name), getattr(own, name)
            assert (dict(found) == dict(right)) if name == "rows" else (found == right), name
    assert (first.texts, first.parts) == ({}, {})
    assert ledger.kept_parts(whole, SEEN, MADE, WHY) == kept
    assert ledger.kept_parts(own, MADE) == {MADE: kept[MADE]}


@given(ROWS)
def test_a_row_comes_back_as_it_was(row: Row) -> None:
    assert row_of(plain_row(row)) == row


def test_rows_are_found_by_whose_prose_goes_into_them() -> None:
    put = Put(Hole("a.md", ()), 3, 4)
    rows = Rows().replaced({
        "one/index.html": Row("k", "d1", (put,)), "looks/index.html": Row("k", "d2", (), ("a.md",)),
        "all.json": Row("k", "d3", (Put(Hole("b.md"), 0, 0), Put(Hole("a.md"), 1, 1))), "none.css": Row("k", "d4"),
    })  # fmt: skip
    assert set(rows.with_prose({"a.md"})) == {"one/index.html", "looks/index.html", "all.json"}
    assert rows.with_prose({"b.md"}) == ["all.json"]
    assert rows.with_prose(set()) == []
    assert dict(rows.digests()) == {path: row.digest for path, row in rows.items()}
    assert len(rows) == 4
    changed = rows.replaced({"none.css": Row("k", "d5"), "new": Row("k", "d6")})
    assert (changed["none.css"].digest, changed["new"].digest, rows["none.css"].digest) == ("d5", "d6", "d4")
    with pytest.raises(KeyError):
        rows["new"]


ROW = Row("key", "digest")


@pytest.mark.parametrize(
    ("row", "before", "now", "stands", "retold", "why"),
    [
        (None, {}, {"code": 1}, False, [], ("new",)),
        (ROW, {"code": 1}, {"code": 1}, False, [], ("gone",)),
        (ROW, {"code": 1, "body": 2}, {"code": 3, "body": 2}, True, [], ("code",)),
        (ROW, {"code": 1, "body": 2}, {"code": 1, "title": 2}, False, [], ("body", "title")),
        (ROW, {"code": 1}, {"code": 1}, True, ["a.md", "b.md"], ("prose", "a.md", "b.md")),
        (ROW, {"code": 1}, {"code": 2}, True, ["a.md"], ("code", "prose", "a.md")),
        (ROW, {"code": 1}, {"code": 1}, False, ["a.md"], ("prose", "a.md")),
    ],
)
def test_why_a_file_is_made_again(
    row: Row | None,
    before: dict[str, int],
    now: dict[str, int],
    *,
    stands: bool,
    retold: list[str],
    why: tuple[str, ...],
) -> None:
    assert reason(row, before, now, stands=stands, retold=retold) == why


@pytest.mark.parametrize("read", [ledger.seen, lambda data: ledger.with_made(Ledger(), data)])
def test_bytes_that_are_none_of_ours_are_an_error_of_values(read: Callable[[bytes], Ledger]) -> None:
    for data in (b"", b"null", b"[]", b"{}"):
        with pytest.raises((ValueError, TypeError)):
            read(data)


def test_of_a_file_that_is_not_published_not_even_the_name_is_kept() -> None:
    seen, text = ledger.Seen((1, 2), "d"), Text("f", "p")
    names = ("content/a.md", "content/amin\udcff.md", "content/media/amina.png")
    own = Ledger(files=dict.fromkeys(names, seen), texts=dict.fromkeys(names[:2], text), hidden=frozenset(names[1:]))
    kept = ledger.kept_parts(own, SEEN, MADE)
    assert b"amina" not in b"".join(kept.values())
    found = ledger.with_made(ledger.named(ledger.seen(kept[SEEN]), names), kept[MADE])
    assert (found.files, found.texts, found.hidden) == (own.files, own.texts, own.hidden)
    fewer = ledger.named(ledger.seen(kept[SEEN]), names[:2])
    assert names[1] in fewer.files
    assert set(fewer.files) - set(names) != set()  # the picture that is not there any more
    assert ledger.kept_parts(found, SEEN, MADE) == kept
