"""Where templates are looked for, and one digest of all that is there."""

from pathlib import Path

import pytest

from tests.projects import write
from toolbox_gen.theme import Theme, is_inside, theme, theme_folder

FILES = {
    "templates/page.html": "page",
    "templates/parts/.own.html": "hidden",
    "templates/assets/style.css": "css",
    "templates/scripts/words.js": "js",
}


def test_the_projects_folders_come_before_the_packages_own(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "house/page.html": "house"})
    found = theme(tmp_path, ["house", "nowhere"])
    assert found.folders == (tmp_path / "house", tmp_path / "templates", theme_folder())
    assert theme(tmp_path, ["templates"]).folders == (tmp_path / "templates", theme_folder())
    assert theme(tmp_path / "house", []).folders == (theme_folder(),)


def test_a_folder_outside_of_the_project_is_none_of_its_own(tmp_path: Path) -> None:
    root = write(tmp_path / "box", {"site.yaml": ""})
    write(tmp_path, {"elsewhere/page.html": "x"})
    (root / "templates").symlink_to(tmp_path / "elsewhere")
    assert theme(root, ["../elsewhere"]).folders == (theme_folder(),)


def test_files_beside_the_pages_are_the_first_of_their_name_in_order(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "templates/assets/.hidden": "", "templates/assets/folder/x": ""})
    found = theme(tmp_path, [])
    assert found.assets()["style.css"] == tmp_path / "templates/assets/style.css"
    assert found.assets()["icon.svg"] == theme_folder() / "assets/icon.svg"
    assert list(found.assets()) == sorted(found.assets())
    assert {".hidden", "folder"}.isdisjoint(found.assets())
    assert found.modules()["words.js"] == tmp_path / "templates/scripts/words.js"
    assert Theme((tmp_path / "nowhere",)).assets() == {}


@pytest.mark.parametrize("path", FILES)
def test_the_digest_is_another_when_any_file_is(tmp_path: Path, path: str) -> None:
    def now() -> str:
        return Theme((tmp_path / "templates",)).digest()

    write(tmp_path, FILES)
    first = now()
    assert now() == first
    write(tmp_path, {path: FILES[path] + "!"})
    changed = now()
    write(tmp_path, {path: None})
    gone = now()
    write(tmp_path, {path.replace(".", "x."): FILES[path]})
    named = now()
    write(tmp_path, {path.replace(".", "x."): None, path: FILES[path]})
    assert now() == first
    assert len({first, changed, gone, named}) == 4


def test_the_digest_is_another_when_folders_have_another_order(tmp_path: Path) -> None:
    write(tmp_path, {"a/page.html": "1", "b/page.html": "2", "c/page.html": "1"})
    a, b, c = (tmp_path / name for name in "abc")
    found = [Theme(folders).digest() for folders in [(a, b), (b, a), (a,), (b,), (a, c), (a, b, c), ()]]
    assert len(set(found)) == len(found)


def test_a_link_out_of_the_folder_says_nothing(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "secret.html": "1"})
    (tmp_path / "templates" / "link.html").symlink_to(tmp_path / "secret.html")
    own = Theme((tmp_path / "templates",))
    before = own.digest()
    write(tmp_path, {"secret.html": "2"})
    assert own.digest() == before
    assert not is_inside(tmp_path / "templates" / "link.html", tmp_path / "templates")
    assert is_inside(tmp_path / "templates" / "page.html", tmp_path)
