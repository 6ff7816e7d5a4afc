"""A site is changed in proportion to what changes, and nothing of somebody else is ever lost."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Barrier, Thread

import pytest

from toolbox_gen import manifest
from toolbox_gen.digest import digest
from toolbox_gen.trees import Content, Ready
from toolbox_gen.trees import write as write_file
from toolbox_gen.write import Failed, Refused, Written, opened

Tree = dict[str, tuple[bytes, int]]
Files = Mapping[str, str | Content]
OLD = {"index.html": b"old", "stories/a/index.html": b"same", "stories/b/index.html": b"gone", "feed.xml": b"old feed"}
NEW = {"index.html": b"new", "stories/a/index.html": b"same", "tools/c/index.html": b"come", "feed.xml": b"new feed"}


def publish(files: Files, target: Path) -> Written:
    with opened(target, root=target.parent) as place:
        return place.publish(files)


def standing(target: Path) -> Mapping[str, str]:
    with opened(target, root=target.parent) as place:
        return place.standing


def untouched(target: Path) -> bool:
    with opened(target, root=target.parent) as place:
        return place.untouched


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: digest(data) for path, data in files.items()}


def tree(folder: Path) -> Tree | None:
    """Every file and folder of a site with its contents and its mode, the manifest's too."""
    if not folder.is_dir():
        return None
    found: Tree = {}
    for path in [folder, *sorted(folder.rglob("*"))]:
        name = path.relative_to(folder).as_posix() + ("/" if path.is_dir() else "")
        found[name] = (b"" if path.is_dir() else path.read_bytes(), path.stat().st_mode & 0o777)
    return found


def looks(folder: Path) -> dict[str, tuple[int, int]]:
    """The inode and the time of each file."""
    found = {path.relative_to(folder).as_posix(): path.lstat() for path in folder.rglob("*") if path.is_file()}
    return {path: (one.st_ino, one.st_mtime_ns) for path, one in found.items()}


def assert_equal_trees(site: Path) -> None:
    """The spare has the very files of the site, and the hidden folder nothing else."""
    work = work_of(site)
    assert tree(work / "spare") == tree(site)
    assert looks(work / "spare") == looks(site)
    assert {path.name for path in work.iterdir()} == {"lock", "signatures", "spare"}


def work_of(site: Path) -> Path:
    return site.parent / f".{site.name}.toolbox-gen"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with the old site in it."""
    root = tmp_path / "project"
    (root / "content").mkdir(parents=True)
    publish(OLD, root / "site")
    return root


@pytest.fixture
def site(root: Path) -> Path:
    return root / "site"


@pytest.fixture
def new_tree(tmp_path: Path) -> Tree:
    """What the new site must be."""
    publish(NEW, tmp_path / "elsewhere" / "site")
    found = tree(tmp_path / "elsewhere" / "site")
    assert found
    return found


# ------------------------------------------------------------------------------------------------- what changes


def test_the_site_consists_of_just_these_files(site: Path, new_tree: Tree) -> None:
    changed = ("feed.xml", "index.html", "stories/b/index.html", "tools/c/index.html")
    assert publish(NEW, site) == Written(files=4, written=3, removed=1, changed=changed)
    assert tree(site) == new_tree
    assert {name for name in new_tree if not name.endswith("/")} == {*NEW, manifest.NAME}
    assert_equal_trees(site)


def test_a_site_that_is_not_there_yet_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    site = tmp_path / "a" / "b" / "site"
    assert publish(NEW, site).written == 4
    assert (site / "tools/c/index.html").read_bytes() == b"come"
    assert_equal_trees(site)


def test_what_stays_keeps_its_inode_and_its_time(site: Path) -> None:
    before = looks(site)
    publish(NEW, site)
    now = looks(site)
    assert now["stories/a/index.html"] == before["stories/a/index.html"]
    assert now["feed.xml"] != before["feed.xml"]


def test_nothing_is_written_when_nothing_changed(site: Path) -> None:
    before, folder = looks(site), site.stat().st_ino
    assert publish(OLD, site) == Written(files=4, written=0, removed=0)
    assert publish(digests(OLD), site) == Written(files=4, written=0, removed=0)
    assert looks(site) == before
    assert site.stat().st_ino == folder, "nothing was exchanged"


def test_what_stands_is_told_and_need_not_be_given_again(site: Path, new_tree: Tree) -> None:
    with opened(site, root=site.parent) as place:
        assert place.standing == digests(OLD)
        assert place.read("stories/a/index.html") == b"same"
        assert place.read("stories/c/index.html") is None
        assert place.work == work_of(site)
        given = {**NEW, "stories/a/index.html": place.standing["stories/a/index.html"]}
        assert place.publish(given).written == 3
        assert place.standing == digests(NEW)
        assert place.read("index.html") == b"new"
        assert place.read("stories/b/index.html") is None
        assert place.untouched
    assert tree(site) == new_tree


@pytest.mark.parametrize("path", ["stories/a/index.html", "stories/c/index.html"])
def test_a_digest_of_what_does_not_stand_is_refused(path: str, site: Path) -> None:
    before = tree(site)
    with pytest.raises(ValueError, match="does not stand"):
        publish({path: digest(b"another")}, site)
    assert tree(site) == before


def test_contents_may_come_in_pieces(site: Path) -> None:
    assert publish({**OLD, "feed.xml": (b"old", b" ", b"feed")}, site).changed == ()
    assert publish({**OLD, "feed.xml": (b"new", b"", b" feed"), "index.html": ()}, site).written == 2
    assert ((site / "feed.xml").read_bytes(), (site / "index.html").read_bytes()) == (b"new feed", b"")


def test_files_that_are_ready_are_moved_to_their_places(site: Path, new_tree: Tree) -> None:
    with opened(site, root=site.parent) as place:
        shop = place.workshop()
        files: dict[str, str | Content] = {}
        for number, (path, data) in enumerate(NEW.items()):
            write_file(str(shop / str(number)), data)
            files[path] = Ready(str(shop / str(number)), digest(data))
        ready = (shop / "0").stat().st_ino
        assert place.publish(files).written == 3
        assert [path.name for path in shop.iterdir()] == ["1"], "that one stood already"
        assert not any(place.workshop().iterdir())
    assert site.joinpath("index.html").stat().st_ino == ready
    assert tree(site) == new_tree
    assert untouched(site)
    assert_equal_trees(site)


def test_the_mark_is_that_of_the_whole_site(site: Path, tmp_path: Path) -> None:
    def mark(target: Path, files: Files) -> tuple[str, str]:
        with opened(target, root=target.parent) as place:
            before = place.mark
            place.publish(files)
            return before, place.mark

    assert mark(tmp_path / "empty", {}) == ("", digest((tmp_path / "empty" / manifest.NAME).read_bytes()))
    old, new = mark(site, NEW)
    assert old != new
    assert mark(site, dict(reversed(OLD.items()))) == (new, old)


def test_a_file_becomes_a_folder_and_a_folder_a_file(site: Path) -> None:
    for files in ({"a": b"1", "b/c": b"2"}, {"a/b/c": b"1", "b": b"2"}, {"a": b"1", "b/c": b"2"}):
        publish(files, site)
        assert {path: (site / path).read_bytes() for path in files} == files
        assert_equal_trees(site)


def test_a_site_without_files_is_a_site(site: Path) -> None:
    assert publish({}, site).removed == 4
    assert [path.name for path in site.iterdir()] == [manifest.NAME]
    assert untouched(site)
    assert publish(OLD, site).written == 4


@pytest.mark.parametrize("mask", [0o777, 0o077, 0o000, 0o022])
def test_everybody_may_read_the_site_whatever_the_mask(mask: int, tmp_path: Path) -> None:
    (tmp_path / ".site.toolbox-gen").mkdir()
    (tmp_path / ".site.toolbox-gen" / "lock").touch()
    before = os.umask(mask)
    try:
        publish(NEW, tmp_path / "site")
        publish(OLD, tmp_path / "site")
    finally:
        os.umask(before)
    found = tree(tmp_path / "site")
    assert found
    assert {mode for name, (_, mode) in found.items() if name.endswith("/")} == {0o755}
    assert {mode for name, (_, mode) in found.items() if not name.endswith("/")} == {0o644}
    assert_equal_trees(tmp_path / "site")


@pytest.mark.parametrize(
    "path", ["../x", "/etc/x", "a/../../x", "a//b", "", ".", "a/./b", "a\\..\\b", "a/", "a\0b", manifest.NAME]
)
def test_no_file_is_ever_written_outside_the_site(path: str, site: Path) -> None:
    before = tree(site)
    with pytest.raises(ValueError, match="no path inside a site"):
        publish({"index.html": b"", path: b"x"}, site)
    assert tree(site) == before


def test_a_file_that_is_a_folder_too_leaves_the_old_site(site: Path) -> None:
    before = tree(site)
    with pytest.raises(Failed):
        publish({"a": b"1", "a/b": b"2"}, site)
    assert tree(site) == before
    publish(OLD, site)
    assert_equal_trees(site)


def test_a_fault_in_making_the_files_leaves_the_old_site_and_the_place_free(site: Path, new_tree: Tree) -> None:
    before = tree(site)
    with pytest.raises(RuntimeError), opened(site, root=site.parent):
        raise RuntimeError
    assert tree(site) == before
    publish(NEW, site)
    assert tree(site) == new_tree


def test_two_builds_at_once_end_well(site: Path, new_tree: Tree) -> None:
    barrier, faults, old_tree = Barrier(6), list[Exception](), tree(site)

    def one(files: dict[str, bytes]) -> None:
        barrier.wait(timeout=10)
        try:
            for _ in range(5):
                publish(files, site)
        except (Failed, Refused) as fault:
            faults.append(fault)

    threads = [Thread(target=one, args=(files,)) for files in (NEW, OLD) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not faults
    assert tree(site) in (old_tree, new_tree)
    assert_equal_trees(site)


# ------------------------------------------------------------------------------------------------- what others do


def altered(path: Path) -> None:
    """In place, by an editor: the spare's file is altered too."""
    path.write_bytes(b"by hand")


def replaced(path: Path) -> None:
    """By an editor that writes a new file: the spare has the old one still."""
    path.unlink()
    path.write_bytes(b"by hand")


def linked(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent.parent / "index.html")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


VANDALISM: list[Callable[[Path], None]] = [
    altered, replaced, linked, a_folder, Path.unlink, lambda path: path.chmod(0o600),
    lambda path: path.parent.chmod(0o700), lambda path: shutil.rmtree(path.parent),
    lambda path: (path.parent / ".DS_Store").touch(), lambda path: (path.parent / "empty").mkdir(),
]  # fmt: skip


@pytest.mark.parametrize("vandalise", VANDALISM)
@pytest.mark.parametrize("where", ["site", ".site.toolbox-gen/spare"])
@pytest.mark.parametrize("long_ago", [False, True])
def test_what_somebody_did_to_a_file_is_undone(
    vandalise: Callable[[Path], None], where: str, long_ago: bool, site: Path
) -> None:
    before = tree(site)
    if long_ago:
        settle(site)
    vandalise(site.parent / where / "stories" / "a" / "index.html")
    if long_ago:
        settle(site)
    assert not untouched(site)
    with opened(site, root=site.parent) as place:
        stays = {path: place.standing.get(path, data) for path, data in OLD.items()}
        place.publish(stays)
        assert place.untouched
    assert tree(site) == before
    assert untouched(site)
    assert_equal_trees(site)


def test_what_was_altered_is_written_again_and_counted(site: Path) -> None:
    (site / "index.html").write_bytes(b"OLD")  # as long as it was
    assert "index.html" not in standing(site)
    assert publish(OLD, site) == Written(files=4, written=1, removed=0, changed=("index.html",))


def test_a_file_that_is_altered_while_the_place_is_open_is_not_read(site: Path) -> None:
    with opened(site, root=site.parent) as place:
        (site / "index.html").write_bytes(b"OLD")
        assert place.read("index.html") is None


def test_what_others_put_into_the_spare_is_not_published(site: Path, new_tree: Tree, tmp_path: Path) -> None:
    spare, precious = work_of(site) / "spare", tmp_path / "precious"
    precious.mkdir()
    (precious / "index.html").write_bytes(b"mine")
    (spare / "mine.txt").write_bytes(b"mine")
    shutil.rmtree(spare / "stories" / "a")
    (spare / "stories" / "a").symlink_to(precious)
    (spare / "tools").symlink_to(precious)
    publish(NEW, site)
    assert tree(site) == new_tree
    assert_equal_trees(site)
    assert {path.name: path.read_bytes() for path in precious.iterdir()} == {"index.html": b"mine"}


def test_a_link_in_the_place_of_the_spare_is_not_followed(site: Path, new_tree: Tree, tmp_path: Path) -> None:
    shutil.move(work_of(site) / "spare", tmp_path / "precious")
    (work_of(site) / "spare").symlink_to(tmp_path / "precious")
    before = tree(tmp_path / "precious")
    publish(NEW, site)
    assert tree(site) == new_tree
    assert tree(tmp_path / "precious") == before
    assert_equal_trees(site)


@pytest.mark.parametrize("without", ["site", "work folder", "files of the site", "signatures"])
def test_one_of_the_two_trees_is_enough(without: str, site: Path) -> None:
    before = looks(site)
    match without:
        case "site":
            shutil.rmtree(site)
        case "work folder":
            shutil.rmtree(work_of(site))
        case "files of the site":
            for path in site.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.name == manifest.NAME or path.unlink()
        case _:
            (work_of(site) / "signatures").unlink()
    with opened(site, root=site.parent) as place:
        assert place.standing == digests(OLD)
        assert {path: place.read(path) for path in OLD} == OLD
        assert place.untouched == (without == "signatures")
        assert place.publish(digests(OLD)) == Written(files=4, written=0, removed=0)
    assert looks(site) == before
    assert_equal_trees(site)


def test_a_copy_of_the_site_is_taken_over_as_it_is(site: Path) -> None:
    """As a run in CI restores it, or rsync: with other inodes, and perhaps with other times."""
    for copy in (shutil.copy, shutil.copy2):
        settle(site)
        shutil.copytree(site, site.parent / "copy", copy_function=copy)
        shutil.rmtree(site)
        (site.parent / "copy").rename(site)
        before = looks(site)
        assert standing(site) == digests(OLD)
        assert publish(OLD, site).written == 0
        assert looks(site) == before
        assert_equal_trees(site)


def test_files_of_the_cache_are_left_alone(site: Path) -> None:
    (work_of(site) / "cache").mkdir()
    (work_of(site) / "cache" / "parsed").write_bytes(b"x")
    publish(NEW, site)
    assert (work_of(site) / "cache" / "parsed").read_bytes() == b"x"


def test_a_site_of_an_older_version_is_taken_over(site: Path, new_tree: Tree) -> None:
    shutil.rmtree(work_of(site))
    work_of(site).mkdir()
    (work_of(site) / "lock").touch()
    shutil.copytree(site, work_of(site) / "next")  # it was killed, too
    before = looks(site)
    assert publish(OLD, site).written == 0
    assert looks(site) == before
    assert_equal_trees(site)


@pytest.mark.parametrize("name", ["next", "last"])
def test_a_tree_that_another_version_left_is_removed(name: str, site: Path, new_tree: Tree) -> None:
    shutil.copytree(site, work_of(site) / name)
    publish(NEW, site)
    assert tree(site) == new_tree
    assert_equal_trees(site)


def damages(path: Path) -> list[bytes | None]:
    data = path.read_bytes()
    flipped = [bytearray(data) for _ in range(0, len(data), 37)]
    for number, one in enumerate(flipped):
        one[number * 37] ^= 0x11
    return [None, b"", data[:7], data[:-1], data[: len(data) // 2], data + b"x", *map(bytes, flipped)]


def test_the_signatures_may_be_damaged_in_any_way(site: Path, new_tree: Tree) -> None:
    old_tree, file = tree(site), work_of(site) / "signatures"
    settle(site)
    for damage in damages(file):
        file.unlink()
        if damage is not None:
            file.write_bytes(damage)
        (site / "index.html").write_bytes(b"OLD")
        assert standing(site) == {path: one for path, one in digests(OLD).items() if path != "index.html"}
        publish(OLD, site)
        assert tree(site) == old_tree
        assert_equal_trees(site)


# ------------------------------------------------------------------------------------------------- what is looked at


def settle(site: Path) -> None:
    """Let an hour pass, so that no file is as young as the last build."""
    spare = work_of(site) / "spare"
    for path in [site, *site.rglob("*"), spare, *(path for path in spare.rglob("*") if path.is_dir())]:
        hour_ago = path.lstat().st_mtime_ns - 3_600_000_000_000
        os.utime(path, ns=(hour_ago, hour_ago), follow_symlinks=False)
    standing(site)


def test_what_looks_as_it_did_is_not_read(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(site)
    read: list[str] = []
    opens = os.open

    def counted(path: str | os.PathLike[str], *args: int, **kwargs: int) -> int:
        read.append(os.fspath(path))
        return opens(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", counted)
    assert standing(site) == digests(OLD)
    assert read == [str(work_of(site) / "lock")]
    (site / "index.html").touch()
    assert standing(site) == digests(OLD)
    assert read[1:] == [str(work_of(site) / "lock"), str(site / "index.html"), str(work_of(site) / "signatures.new")]


def test_what_was_written_in_the_very_moment_is_read_again(site: Path) -> None:
    """Within one tick of the clock a file could be altered without looking otherwise."""
    file = site / "index.html"
    future = file.stat().st_mtime_ns + 3_600_000_000_000
    os.utime(file, ns=(future, future))
    assert standing(site) == digests(OLD)
    file.write_bytes(b"OLD")
    os.utime(file, ns=(future, future))
    assert "index.html" not in standing(site)


def test_a_clock_of_whole_seconds_misses_nothing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As FAT and some network file systems have it: all that is done here is done in one tick."""

    def coarse(look: Callable[..., os.stat_result]) -> Callable[..., os.stat_result]:
        def seen(*args: object, **kwargs: object) -> os.stat_result:
            found = look(*args, **kwargs)
            return Coarse(found)  # type: ignore[return-value]

        return seen

    for name in ("lstat", "fstat"):
        monkeypatch.setattr(os, name, coarse(getattr(os, name)))
    for files in (NEW, OLD):
        publish(files, site)
        (site / "index.html").write_bytes(files["index.html"].upper())
        assert "index.html" not in standing(site)
        (work_of(site) / "spare" / "mine.txt").write_bytes(b"mine")
        assert not untouched(site)
        publish(files, site)
        assert not (work_of(site) / "spare" / "mine.txt").exists()


class Coarse:
    """How a file looks where times are kept in units of a day."""

    def __init__(self, found: os.stat_result) -> None:
        self._found = found
        self.st_mtime_ns = found.st_mtime_ns // (86_400 * 10**9)

    def __getattr__(self, name: str) -> object:
        return getattr(self._found, name)


def test_where_files_cannot_be_linked_they_are_copied(
    site: Path, new_tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*args: object, **kwargs: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", link)
    times = {path: time for path, (_, time) in looks(site).items()}
    shutil.rmtree(work_of(site))
    assert publish(NEW, site).written == 3
    assert looks(site)["stories/a/index.html"][1] == times["stories/a/index.html"]
    for _ in range(3):
        assert tree(site) == tree(work_of(site) / "spare") == new_tree
        (work_of(site) / "spare" / "index.html").write_bytes(b"OLD")
        assert publish(NEW, site).written == 0


# ------------------------------------------------------------------------------------------------- refusals


def refused(target: Path, root: Path) -> str:
    """Why a target is refused; nothing is left beside it."""
    with pytest.raises(Refused) as raised, opened(target, root=root):
        pass
    assert raised.value.path == str(target)
    assert not work_of(target).exists()
    return raised.value.code


def test_a_folder_of_somebody_else_is_refused(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "thesis.odt").write_bytes(b"years of work")
    before = tree(folder)
    assert refused(folder, root) == "target-not-ours"
    assert tree(folder) == before


def test_a_file_of_somebody_else_in_the_site_is_not_lost(root: Path, site: Path) -> None:
    (site / "stories" / "mine.txt").write_bytes(b"mine")
    with pytest.raises(Refused) as raised:
        publish(NEW, site)
    assert (raised.value.code, raised.value.path) == ("target-has-others", "site/stories/mine.txt")
    assert (site / "stories" / "mine.txt").read_bytes() == b"mine"


def test_a_file_or_a_link_is_no_folder(root: Path, site: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to(site)
    (tmp_path / "nowhere").symlink_to(tmp_path / "nothing")
    for name in ("file", "link", "nowhere"):
        assert refused(tmp_path / name, root) == "target-not-a-folder"


def test_the_hidden_folder_is_never_a_link_elsewhere(root: Path, tmp_path: Path) -> None:
    (tmp_path / "precious" / "next").mkdir(parents=True)
    (tmp_path / "precious" / "next" / "file").write_bytes(b"x")
    (root / ".other.toolbox-gen").symlink_to(tmp_path / "precious")
    with pytest.raises(Refused):
        publish(NEW, root / "other")
    assert (tmp_path / "precious" / "next" / "file").exists()


def test_an_empty_folder_and_what_a_desktop_leaves_in_it_are_fine(root: Path, tmp_path: Path, new_tree: Tree) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / ".DS_Store").write_bytes(b"")
    publish(NEW, folder)
    assert tree(folder) == new_tree
    (folder / "stories" / "Thumbs.db").write_bytes(b"")
    publish(NEW, folder)
    assert tree(folder) == new_tree


def test_a_manifest_that_names_files_outside_the_site_is_not_ours(site: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"mine")
    (site / manifest.NAME).write_bytes(manifest.Manifest({"../../precious": digest(b"other")}).encoded())
    assert refused_with_work(site) == "target-not-ours"
    assert (tmp_path / "precious").read_bytes() == b"mine"


def refused_with_work(target: Path) -> str:
    with pytest.raises(Refused) as raised, opened(target, root=target.parent):
        pass
    return raised.value.code


@pytest.mark.parametrize("name", ["stories", "stories/a", "stories/a/mine"])
def test_a_link_in_the_place_of_a_folder_is_somebody_elses(name: str, site: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "index.html").write_bytes(b"mine")
    shutil.rmtree(site / name, ignore_errors=True)
    (site / name).symlink_to(tmp_path / "precious")
    assert refused_with_work(site) == "target-has-others"
    assert (tmp_path / "precious" / "index.html").read_bytes() == b"mine"
    (site / name).unlink()
    publish(OLD, site)
    assert_equal_trees(site)


def test_a_lock_that_is_a_link_is_not_written_through(site: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"mine")
    (work_of(site) / "lock").unlink()
    (work_of(site) / "lock").symlink_to(tmp_path / "precious")
    with pytest.raises(Failed):
        publish(NEW, site)
    assert (tmp_path / "precious").read_bytes() == b"mine"
