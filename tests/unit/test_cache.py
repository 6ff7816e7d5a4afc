"""A hint by name: the value that was put in under the same key, or nothing."""

import errno
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolbox_gen import cache
from toolbox_gen.cache import Cache, opened, sound

NAME = "content/stories/één.md"


def filled(file: Path, shelf: str = "shelf") -> Path:
    """A cache with one value."""
    with opened(file) as kept:
        kept.put(shelf, [(NAME, "key", b"value")])
        kept.save()
    return file


def changed(file: Path, sql: str, *values: object) -> None:
    """Somebody else at work in the file."""
    connection = sqlite3.connect(file)
    with connection:
        connection.execute(sql, values)
    connection.close()


def test_a_value_is_handed_out_for_its_key_only(tmp_path: Path) -> None:
    with opened(filled(tmp_path / "c")) as kept:
        assert kept.get("shelf", NAME, "key") == b"value"
        assert kept.get("shelf", NAME, "other") is None
        assert kept.get("shelf", "other", "key") is None
        assert kept.get("other", NAME, "key") is None
        assert kept.names("shelf") == {NAME}
        found = kept.all("shelf")
        assert sound("shelf", NAME, "key", found[NAME]) == b"value"
        assert sound("shelf", NAME, "other", found[NAME]) is None
        assert sound("shelf", "other", "key", found[NAME]) is None
        assert sound("shelf", NAME, "key", None) is None


def test_there_is_one_value_for_each_name(tmp_path: Path) -> None:
    with opened(filled(tmp_path / "c")) as kept:
        kept.put("shelf", [(NAME, "new", b"other"), ("empty", "", b"")])
        assert kept.get("shelf", NAME, "key") is None
        assert kept.get("shelf", NAME, "new") == b"other"
        assert kept.get("shelf", "empty", "") == b""
        kept.drop("shelf", [NAME, "nowhere"])
        assert kept.names("shelf") == {"empty"}
        kept.drop("shelf", [])


def test_what_was_not_saved_is_forgotten(tmp_path: Path) -> None:
    file = filled(tmp_path / "c")
    with opened(file) as kept:
        kept.put("shelf", [(NAME, "key", b"later")])
        kept.drop("shelf", [NAME])
    with opened(file) as kept:
        assert kept.get("shelf", NAME, "key") == b"value"


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE entries SET value = x'00' || value",
        "UPDATE entries SET value = substr(value, 1, length(value) - 1)",
        "UPDATE entries SET value = NULL",
        "UPDATE entries SET value = 'text'",
        "UPDATE entries SET value = 7",
        "UPDATE entries SET value = x''",
        "UPDATE entries SET shelf = 'other'",
        "UPDATE entries SET key = 'other'",
        "DELETE FROM entries",
    ],
)
def test_a_value_that_is_not_what_was_put_in_is_not_there(tmp_path: Path, damage: str) -> None:
    file = filled(tmp_path / "c")
    changed(file, damage)
    with opened(file) as kept:
        for shelf in ("shelf", "other"):
            for key in ("key", "other"):
                if (shelf, key) != ("shelf", "key") or "SET shelf" not in damage:
                    assert kept.get(shelf, NAME, key) is None
                assert sound(shelf, NAME, key, kept.all(shelf).get(NAME)) is None
        kept.put("shelf", [(NAME, "key", b"again")])
        assert kept.get("shelf", NAME, "key") == b"again"


def test_the_value_of_another_name_or_shelf_or_key_is_not_taken_for_its_own(tmp_path: Path) -> None:
    for column in ("name", "shelf", "key"):
        file = filled(tmp_path / column)
        changed(file, f"UPDATE entries SET {column} = 'b'")
        own = {"name": NAME, "shelf": "shelf", "key": "key", column: "b"}
        with opened(file) as kept:
            assert kept.names(own["shelf"]) == {own["name"]}
            assert kept.get(own["shelf"], own["name"], own["key"]) is None


@pytest.mark.parametrize("damage", ["garbage", "empty", "cut", "another table", "other columns", "a view", "a folder"])
def test_a_damaged_file_is_an_empty_one_and_works_again(tmp_path: Path, damage: str) -> None:
    file = filled(tmp_path / "c")
    data = file.read_bytes()
    file.unlink()
    match damage:
        case "garbage":
            file.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
        case "empty":
            file.write_bytes(b"")
        case "cut":
            file.write_bytes(data[: len(data) // 2])
        case "another table":
            changed(file, "CREATE TABLE other (x)")
        case "other columns":
            changed(file, "CREATE TABLE entries (x)")
        case "a view":
            changed(file, "CREATE VIEW entries AS SELECT 's' AS shelf, 'n' AS name, 'k' AS key, x'00' AS value")
        case "a folder":
            (file / "inside").mkdir(parents=True)
    for _ in range(3):  # it may be seen late, and a folder is left alone
        with opened(file) as kept:
            assert kept.get("shelf", NAME, "key") in (None, b"value")
            kept.names("shelf")
            kept.put("shelf", [(NAME, "key", b"value")])
            kept.save()
    with opened(file) as kept:
        assert kept.get("shelf", NAME, "key") == (None if damage == "a folder" else b"value")


def test_a_name_that_no_file_can_hold_is_not_kept_and_does_no_harm(tmp_path: Path) -> None:
    for _ in range(2):
        with opened(tmp_path / "c") as kept:
            kept.put("shelf", [("caf\udce9", "key", b"value")])
            assert kept.get("shelf", "caf\udce9", "key") is None
    with opened(tmp_path / "c") as kept:
        kept.put("shelf", [(NAME, "key", b"value")])
        assert kept.get("shelf", NAME, "key") == b"value"


def test_without_a_file_nothing_is_remembered() -> None:
    kept = Cache()
    kept.put("shelf", [(NAME, "key", b"value")])
    kept.save()
    assert kept.get("shelf", NAME, "key") is None
    assert kept.all("shelf") == {}
    assert kept.names("shelf") == set()
    kept.drop("shelf", [NAME])
    kept.close()


def test_a_cache_that_is_only_opened_makes_no_file(tmp_path: Path) -> None:
    with opened(tmp_path / "c"):
        pass
    assert list(tmp_path.iterdir()) == []


SIZES = st.sampled_from([0, 10, 300, 1000, 3900, 4200, 9000, 30000])
CHANGES = st.lists(
    st.lists(st.tuples(st.integers(0, 30), st.one_of(st.none(), SIZES)), min_size=1, max_size=20),
    min_size=2,
    max_size=5,
)


@settings(max_examples=40, deadline=None)
@given(CHANGES)
def test_of_what_is_replaced_or_dropped_nothing_stays_in_the_file(
    tmp_path_factory: pytest.TempPathFactory, changes: list[list[tuple[int, int | None]]]
) -> None:
    file = tmp_path_factory.mktemp("cache") / cache.FILE
    there: dict[str, bytes] = {}
    count = 0
    for saved in changes:
        with opened(file) as kept:
            for number, size in saved:
                name, count = f"name{number}", count + 1
                if size is None:
                    there.pop(name, None)
                    kept.drop("shelf", [name])
                else:
                    there[name] = f"<planted {count}>".encode() * (1 + size // 12)
                    kept.put("shelf", [(name, "key", there[name])])
            kept.save()
        data = b"".join(path.read_bytes() for path in file.parent.iterdir())
        living = {value[: value.index(b">") + 1] for value in there.values()}
        for number in range(1, count + 1):
            token = f"<planted {number}>".encode()
            assert (token in data) is (token in living), token
        with opened(file) as kept:
            assert {name: kept.get("shelf", name, "key") for name in there} == there


def test_the_file_grows_with_what_is_in_it_and_not_with_time(tmp_path: Path) -> None:
    sizes = []
    for round_ in range(40):
        with opened(tmp_path / "c") as kept:
            kept.put("shelf", ((f"name{n}", str(round_), b"x" * (500 + 37 * (n + round_) % 900)) for n in range(100)))
            kept.drop("shelf", [f"name{round_}"])
            kept.save()
        sizes.append((tmp_path / "c").stat().st_size)
    assert max(sizes) < 1.3 * sizes[0]


def test_what_stands_on_other_shelves_goes(tmp_path: Path) -> None:
    file = tmp_path / "c"
    for shelf in ("one", "two", "three"):
        filled(file, shelf)
    with opened(file) as kept:
        kept.keep(["two", "three", "four"])
        kept.save()
    with opened(file) as kept:
        assert [shelf for shelf in ("one", "two", "three") if kept.names(shelf)] == ["two", "three"]
    assert file.read_bytes().count(NAME.encode()) == 2 * 2  # in the table and in its index


def held(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be removed."""

    def refuse(path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "unlink", refuse)


def test_a_cache_that_can_neither_be_used_nor_removed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = filled(tmp_path / "c")
    changed(file, "ALTER TABLE entries RENAME COLUMN key TO other")
    held(file, monkeypatch)
    kept = Cache(file)
    assert kept.get("shelf", NAME, "key") is None
    kept.drop("shelf", [NAME])
    kept.save()
    with pytest.raises(PermissionError) as raised:
        kept.settle()
    assert raised.value.filename == str(file)
    monkeypatch.undo()
    kept.settle()
    assert not file.exists()


def test_a_cache_that_does_its_work_need_not_be_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held(tmp_path, monkeypatch)
    kept = Cache(filled(tmp_path / "c"))
    kept.settle()
    assert (tmp_path / "c").exists()


def test_a_folder_in_the_place_of_a_cache_is_not_ours(tmp_path: Path) -> None:
    file = tmp_path / "c"
    (file / "inside").mkdir(parents=True)
    file.with_name("c-journal").write_bytes(b"left")
    cache.remove(file)
    assert [path.name for path in tmp_path.iterdir()] == ["c"]
