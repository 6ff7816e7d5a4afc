"""At every instant the site is the whole old one or the whole new one, whatever fails, and the next build heals.

Run as a program, this file publishes again and again and is killed at another operation each time.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.audit import CHANGING, Disk, on
from toolbox_gen import write
from toolbox_gen.digest import digest
from toolbox_gen.write import Failed, Refused, Remains, opened

ROOT = Path(__file__).parents[2]
Files = Mapping[str, bytes]
OLD = {
    "index.html": b"old",
    "stories/a/index.html": b"same",
    "stories/b/index.html": b"withdrawn",
    "feed.xml": b"the old",
}
NEW = {"index.html": b"new", "stories/a/index.html": b"same", "tools/c/index.html": b"come", "feed.xml": b"the new"}
STARTS: dict[str, Files] = {"over-an-old-site": OLD, "anew": {}}
Tree = dict[str, tuple[bytes, int]]


def publish(files: Files, site: Path) -> None:
    """As a build does: what stands is not made again."""
    with opened(site, root=site.parent) as place:
        stands = place.standing
        given = {path: digest(data) if stands.get(path) == digest(data) else data for path, data in files.items()}
        if not (place.untouched and given == stands):
            place.publish(given)


def work_of(site: Path) -> Path:
    return site.parent / f".{site.name}.toolbox-gen"


def tree(folder: Path) -> Tree | None:
    """Every file and folder with its contents and its mode."""
    if not folder.is_dir():
        return None
    found: Tree = {}
    for path in [folder, *folder.rglob("*")]:
        is_folder = path.is_dir() and not path.is_symlink()
        name = path.relative_to(folder).as_posix() + ("/" if is_folder else "")
        found[name] = (b"" if is_folder else path.read_bytes(), path.lstat().st_mode & 0o7777)
    return found


def inodes(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.lstat().st_ino for path in folder.rglob("*") if path.is_file()}


def assert_healed(site: Path, wanted: Tree | None, told: object) -> None:
    """The site is what it must be, the spare its equal, and nothing else is left."""
    work = work_of(site)
    assert tree(site) == wanted, told
    assert tree(work / "spare") == wanted, told
    assert inodes(work / "spare") == inodes(site), told
    assert {path.name for path in work.iterdir()} == {"lock", "signatures", "spare"}, told
    with opened(site, root=site.parent) as place:
        assert place.untouched, told


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tree | None]:
    """What the sites must be."""
    found: dict[str, Tree | None] = {"anew": None}
    for name, files in (("over-an-old-site", OLD), ("new", NEW)):
        publish(files, tmp_path_factory.mktemp(name) / "site")
        found[name] = tree(tmp_path_factory.getbasetemp() / f"{name}0" / "site")
    return found


# ------------------------------------------------------------------------------------------------- failures


def prepared(root: Path, start: str, number: int) -> Path:
    """A project with the old site; every other time somebody has been at work in it and in the hidden folder."""
    (root / "content").mkdir(parents=True)
    site = root / "site"
    if STARTS[start]:
        publish(STARTS[start], site)
        if number % 2:
            (work_of(site) / "spare" / "stories" / "mine.txt").write_bytes(b"mine")
            (work_of(site) / "spare" / "feed.xml").unlink()
            (work_of(site) / "signatures").unlink()
    return site


BOTH = ("exchange", "link")
CASES = [
    ("over-an-old-site", BOTH, errno.ENOSPC),
    ("over-an-old-site", ("link",), errno.EACCES),
    ("over-an-old-site", ("exchange",), errno.EIO),
    ("anew", BOTH, errno.ENOSPC),
    ("anew", (), errno.EACCES),
]


@pytest.mark.parametrize(("start", "can", "number"), CASES)
def test_when_any_operation_fails_the_old_site_stays_and_the_next_build_heals(
    start: str, can: tuple[str, ...], number: int, trees: dict[str, Tree | None], tmp_path: Path
) -> None:
    went: list[str] = []

    def fail(name: str, path: str) -> None:
        went.append(name)
        raise OSError(number, os.strerror(number))

    def counts(name: str, path: str) -> bool:
        return path.startswith(str(tmp_path))  # what is above is only looked at, and so is home

    failures, ended = set(), list[bool]()
    for last in count(2):  # every operation twice, the second time where somebody has been at work
        site = prepared(tmp_path / str(last), start, last)
        went.clear()
        raised: Failed | Refused | None = None
        disk = Disk(last // 2, fail, counts=counts, can_exchange="exchange" in can, can_link="link" in can)
        with on(disk):
            try:
                publish(NEW, site)
            except (Failed, Refused) as found:
                raised = found
        ended = [*ended[-1:], not went]
        if ended == [True, True]:  # a project that somebody was at work in asks for more
            break
        told = (last, went, raised)
        if raised is None or isinstance(raised, Remains):
            assert tree(site) == trees["new"], told
            left = [path for path in site.parent.rglob("*") if path.is_file() and b"withdrawn" in path.read_bytes()]
            assert raised or not left, told
        else:
            failures.add(went[0])
            assert tree(site) == trees[start], told
        if raised is not None:
            assert isinstance(raised, Failed), told
            assert raised.path.startswith(str(tmp_path)), told
            assert raised.reason == os.strerror(number), told
        publish(NEW, site)
        assert_healed(site, trees["new"], told)
        shutil.rmtree(site.parent)
    assert raised is None, "every operation failed once"
    assert {"mkdir", "chmod", "open", "write", "close", "fstat", "lstat", "flock", "exchange"} - failures <= (
        {"exchange"} if start == "anew" else set()
    )
    assert "exchange" in can or start == "anew" or "rename" in failures


# ------------------------------------------------------------------------------------------------- kills


KILLED = 77


def kill_at_every_operation(folder: Path, start: str, *, can_exchange: bool) -> None:
    """Publish in a child for each of its operations, and end it there; the folders are left as they are."""
    ended = 0
    for last in count(2):
        site = prepared(folder / str(last), start, last)
        child = os.fork()
        if not child:
            disk = Disk(
                last // 2, lambda name, path: os._exit(KILLED), counts=lambda name, path: CHANGING.fullmatch(name),
                can_exchange=can_exchange,
            )  # fmt: skip
            with on(disk):
                publish(NEW, site)
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        ended = ended + 1 if status == 0 else 0
        if ended == 2:
            return
        if status not in (0, KILLED):
            sys.exit(f"{status} at {last}")


@pytest.mark.skipif(sys.platform == "win32", reason="no fork here")
@pytest.mark.parametrize("can_exchange", [True, False])
@pytest.mark.parametrize("start", STARTS)
def test_killed_at_any_operation_the_site_is_the_old_or_the_new_one(
    start: str, can_exchange: bool, trees: dict[str, Tree | None], tmp_path: Path
) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.e2e.test_publication",
        str(tmp_path),
        start,
        "exchange" if can_exchange else "",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    seen = set()
    folders = sorted(tmp_path.iterdir(), key=lambda folder: int(folder.name))
    assert len(folders) > 50
    for root in folders:
        site = root / "site"
        now = tree(site)
        if now is None and start != "anew":
            assert not can_exchange, "only between two renames is there no site"
            seen.add("none")
        else:
            assert now in (trees[start], trees["new"]), root.name
            seen.add("old" if now == trees[start] else "new")
        if start != "anew":
            publish(OLD, site)
            assert_healed(site, trees[start], root.name)
        publish(NEW, site)
        assert_healed(site, trees["new"], root.name)
        assert not [path for path in root.rglob("*") if path.is_file() and b"withdrawn" in path.read_bytes()]
    assert seen == {"old", "new"} | ({"none"} if not can_exchange and start != "anew" else set())


def test_killed_between_two_renames_the_old_site_comes_back_even_when_nothing_is_published(
    trees: dict[str, Tree | None], tmp_path: Path
) -> None:
    site = prepared(tmp_path, "over-an-old-site", 0)
    site.rename(work_of(site) / "last")
    with opened(site, root=tmp_path) as place:
        assert set(place.standing) == set(OLD)
    assert tree(site) == trees["over-an-old-site"]
    assert not (work_of(site) / "last").exists()


# ------------------------------------------------------------------------------------------------- anything at all


PATHS = ["a", "b/index.html", "b/c/index.html", "b/d", "e/f/g", "h"]
WISHES = st.dictionaries(st.sampled_from(PATHS), st.sampled_from([b"", b"one", b"two"]))


def vandalise(site: Path, where: str, path: str, how: str) -> None:
    """Something that people, their programs and a faulty disk do."""
    folder = {"site": site, "spare": work_of(site) / "spare", "work": work_of(site)}[where]
    file = folder / path if where != "work" else folder / "signatures"
    with suppress(OSError):
        match how:
            case "alter":
                file.write_bytes(b"???") if file.exists() else None
            case "replace":
                file.unlink()
                file.write_bytes(b"???")
            case "delete":
                file.unlink()
            case "delete the folder":
                shutil.rmtree(file.parent)
            case "touch":
                os.utime(file)
            case "close":
                file.chmod(0o600)
            case "copy":
                shutil.copytree(folder, folder.with_name("copy"))
                shutil.rmtree(folder)
                folder.with_name("copy").rename(folder)


VANDALS = ["alter", "replace", "delete", "delete the folder", "touch", "close", "copy", "nothing"]
STEPS = st.tuples(WISHES, st.sampled_from(["site", "spare", "work"]), st.sampled_from(PATHS), st.sampled_from(VANDALS))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(STEPS, min_size=1, max_size=6))
def test_whatever_somebody_did_the_site_becomes_what_it_must_be(
    steps: list[tuple[Files, str, str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = tmp_path_factory.mktemp("any") / "site"
    for files, where, path, how in steps:
        publish(files, site)
        assert {name for name in tree(site) or () if not name.endswith("/")} == {*files, write.manifest.NAME}
        assert {path: (site / path).read_bytes() for path in files} == files
        assert_healed(site, tree(site), (files, where, path, how))
        vandalise(site, where, path, how)


if __name__ == "__main__":
    kill_at_every_operation(Path(sys.argv[1]), sys.argv[2], can_exchange=sys.argv[3] == "exchange")
