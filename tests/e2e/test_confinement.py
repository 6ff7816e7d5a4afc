"""A build keeps to its project: it reads nothing else, writes into the site and its hidden folder only, and tells nobody.

What Python asks of the system is heard by an audit hook, in the build and in the workers that it forks.
"""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.edits import BASE
from tests.hearing import heard, hearing
from tests.projects import DAY, tree, write
from toolbox_gen import theme
from toolbox_gen.build import Options, build
from toolbox_gen.commands.building import run_build
from toolbox_gen.engine import PACKAGE

ROOT = Path(__file__).parents[2]
HARMLESS = {"fcntl.flock", "fcntl.fcntl", "os.fork", "sqlite3.connect/handle", "os.kill", "os.putenv", "os.unsetenv"}
"""Neither a file nor a connection nor another program: a lock, its own workers and how they are ended."""


def toolbox(root: Path) -> Path:
    """One that is shared among workers, with a theme of its own."""
    stories = {
        f"content/stories/{n}.md": str(BASE["content/stories/nul-lezers.md"]).replace("nul", f"nul {n}")
        for n in range(30)
    }
    own = {"templates/assets/own.css": "a {}", "house/page.html": "{{ view.body }}"}
    settings = f"{BASE['site.yaml']}templates: [house]\n"
    return write(root, {**BASE, **stories, **own, "site.yaml": settings})


def looks(root: Path, *names: str) -> Mapping[str, object]:
    """Everything there with its bytes, times, mode and inode."""
    found: dict[str, object] = {}
    for path in (one for name in names for one in [root / name, *(root / name).rglob("*")]):
        look = path.lstat()
        found[str(path)] = (
            look.st_mtime_ns, look.st_ctime_ns, look.st_ino, look.st_mode, path.read_bytes() if path.is_file() else b"",
        )  # fmt: skip
    return found


PYTHON = {
    *(os.path.realpath(path) for path in (sys.prefix, sys.base_prefix, sysconfig.get_path("stdlib"), PACKAGE.parent)),
    sys.prefix, str(PACKAGE.parent), str(theme.theme_folder()),
}  # fmt: skip
"""Python, its packages and this one, which brings its theme."""


def is_of(path: str, folders: set[str]) -> bool:
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc says what a folder that is open is called")
@pytest.mark.parametrize("command", ["build", "check"])
def test_nothing_else_is_read_or_written_and_nobody_is_told(tmp_path: Path, command: str) -> None:
    root = toolbox(tmp_path / "box")
    before = looks(root, "content", "templates", "house", "site.yaml")
    outside = looks(tmp_path / "box", ".")
    done = subprocess.run(
        [sys.executable, "-B", "-m", "tests.hearing", str(tmp_path / "told"), "--root", str(root), command, "--jobs", "2"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    found = heard(tmp_path / "told")
    assert found.keys() - HARMLESS <= {"reads", "writes"}, found
    assert "os.fork" in found
    own = {str(root / name) for name in ("site", ".site.toolbox-gen")}
    assert {path for path in found.get("writes", ()) if not is_of(path, own)} == set()
    others = {path for path in found["reads"] if not is_of(path, {str(root), *PYTHON})}
    # Of the operating system's own it is just the time zone of the machine, by which the day is told.
    assert others <= {os.path.realpath("/etc/localtime"), *map(os.path.realpath, sys.path)}, others
    assert looks(root, "content", "templates", "house", "site.yaml") == before
    if command == "check":
        assert "writes" not in found
        assert looks(root, ".") == outside
    else:
        assert (root / "site" / "index.html").is_file()


SECRET = "Buitenshuis"
LINKS = {
    "content/stories/verteld.md": ("secret.md", 1),
    "content/stories/map": ("folder", 1),
    "content/media/geheim.png": ("secret.png", 1),
    "content/vocabularies/geheim.yaml": ("secret.yaml", 1),
    "content/stories/rondje.md": ("../box/content/stories/rondje.md", 1),
    "templates/tool.html": ("secret.html", 1),
    "templates/assets/geheim.txt": ("secret.md", 0),
    "templates/assets/rondje.txt": ("../box/templates/assets/rondje.txt", 0),
    "site/index.html": ("secret.html", 0),
    "site/stories": ("folder", 2),
    "site/.toolbox-gen.json": ("secret.json", 2),
    ".site.toolbox-gen/spare": ("folder", 0),
    ".site.toolbox-gen/next": ("folder", 0),
    ".site.toolbox-gen/last": ("folder", 0),
    ".site.toolbox-gen/lock": ("secret.md", 3),
    ".site.toolbox-gen/moment": ("secret.md", 0),
    ".site.toolbox-gen/signatures": ("secret.md", 0),
    ".site.toolbox-gen/signatures.new": ("secret.md", 0),
    ".site.toolbox-gen/cache.sqlite": ("empty", 0),
    ".site.toolbox-gen/cache.sqlite-journal": ("secret.md", 0),
    ".site.toolbox-gen": ("folder", 2),
    "site": ("folder", 2),
}
"""Links, where each leads, and how a build ends that finds it."""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc says what a folder that is open is called")
@pytest.mark.parametrize("name", LINKS)
def test_no_link_leads_a_build_out_of_its_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    outside = write(tmp_path / "outside", {
        **{f"secret.{ending}": f"---\ntitle: {SECRET}\n---\n{SECRET}\n" for ending in ("md", "html", "yaml", "json")},
        "secret.png": BASE["content/media/kring.png"], "empty": "", "folder/secret.md": SECRET,
        "folder/.toolbox-gen.json": '{"made-by": "toolbox-gen", "format": 1, "files": {"secret.md": "x"}}',
    })  # fmt: skip
    root = write(tmp_path / "box", dict(BASE))
    options = Options(root=root, day=DAY)
    if name.startswith((".", "site")):
        build(options)
    link = root / name
    if link.is_dir():
        link.rename(tmp_path / "away")
    else:
        link.unlink(missing_ok=True)
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(os.path.relpath(outside / LINKS[name][0], link.parent))
    before = looks(outside, ".")
    with hearing(tmp_path / "told"):
        code = run_build(options, form="text", language="en")
    assert looks(outside, ".") == before
    said = "".join(capsys.readouterr())
    assert SECRET not in said
    assert code == LINKS[name][1], said
    told = heard(tmp_path / "told")
    assert not [path for paths in told.values() for path in paths if path.startswith(str(outside))]
    if code == 0:
        assert not [path for path, data in tree(root / "site").items() if SECRET.encode() in data]
