"""A build never replaces a folder that matters to somebody, whatever it is called."""

from pathlib import Path

import pytest

from tests.projects import tree, write
from toolbox_gen import manifest
from toolbox_gen.target import JUNK, Refused, names, refuse


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project."""
    files = {
        "box/content/stories/a.md": "A",
        "box/templates/x.html": "X",
        "box/src/x.py": "X",
        "other/mine.txt": "Mine",
    }
    return write(tmp_path / "home" / "inside", dict(files)) / "box"


def refused(target: Path, root: Path) -> str:
    """Why a target is refused; nothing is done to it."""
    before = tree(root.parent)
    with pytest.raises(Refused) as raised:
        refuse(target, root=root)
    assert raised.value.path == str(target)
    assert tree(root.parent) == before
    return raised.value.code


FORBIDDEN = [
    ".", "..", "../..", "content", "content/", "content/stories", "content/new", "content/new/er", "templates", "templates/new",
    "src", "src/x", "/", "site/..", "site/../content", "content/../..", "alias", "alias/new", "alias/../..", "folder/er",
]  # fmt: skip


@pytest.mark.parametrize("where", FORBIDDEN)
@pytest.mark.parametrize("marked", [False, True])
def test_the_project_its_parents_and_what_it_is_made_from_are_refused(where: str, root: Path, marked: bool) -> None:
    (root / "folder").symlink_to("content")
    (root / "alias").mkdir()
    (root / "alias").rmdir()
    (root / "around").symlink_to("..")
    target = root / where.replace("alias", "around/box/content")
    if marked and target.is_dir() and where != "/":
        (target / manifest.NAME).write_bytes(manifest.Manifest({}).encoded())
    assert refused(target, root) == "target-forbidden"


@pytest.mark.parametrize("where", ["~", "~/", "~/inside/..", "link/../.."])
def test_home_is_refused(where: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = root.parent.parent
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    elsewhere = write(home.parent / "elsewhere", {"content/a.md": "A"})
    (elsewhere / "link").symlink_to(root)
    target = Path(where).expanduser() if where[0] == "~" else elsewhere / where
    assert refused(target, elsewhere) == "target-forbidden"


def test_a_folder_is_the_same_by_another_name(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where capitals do not matter, or where it is mounted twice; a link that nothing resolves is such a name too."""
    (root.parent / "Again").symlink_to(root)
    (root / "CONTENT").symlink_to("content")
    monkeypatch.setattr(Path, "resolve", lambda path, strict=False: path)
    assert refused(root / "CONTENT" / "new", root) == "target-forbidden"
    assert refused(root.parent / "Again" / "CONTENT" / "stories", root) == "target-forbidden"
    assert refused(root.parent / "Again" / ".", root / "content" / "..") == "target-not-a-folder"


@pytest.mark.parametrize("where", ["templates", "templates/new", "src/new", "content/new"])
def test_what_a_project_is_made_from_is_refused_before_it_is_there(where: str, tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    assert refused(tmp_path / "box" / where, tmp_path / "box") == "target-forbidden"


def test_a_folder_of_somebody_else_is_refused(root: Path) -> None:
    assert refused(root.parent / "other", root) == "target-not-ours"
    assert refused(root / ".." / "other" / ".", root) == "target-not-ours"


def test_a_folder_that_changes_places_while_it_is_listed_is_ours(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when another build publishes: in the folder that was opened, the manifest is written anew."""
    write(root, {f"site/{manifest.NAME}": "", "site/index.html": ""})
    monkeypatch.setattr("toolbox_gen.target.os.listdir", lambda path: ["index.html"])
    refuse(root / "site", root=root)


def test_what_is_not_there_or_empty_or_ours_will_do(root: Path) -> None:
    refuse(root / "site", root=root)
    refuse(root / "a" / "b" / "site", root=root)
    (root / "site").mkdir()
    refuse(root / "site", root=root)
    for name in JUNK:
        (root / "site" / name).write_bytes(b"")
    refuse(root / "site", root=root)
    assert names(root / "site") == set()
    (root / "site" / "index.html").write_bytes(b"")
    assert refused(root / "site", root) == "target-not-ours"
    (root / "site" / manifest.NAME).write_bytes(b"")
    refuse(root / "site", root=root)
    assert names(root / "site") == {"index.html", manifest.NAME}
    assert names(root / "nothing") == set()
