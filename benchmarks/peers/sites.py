"""Each peer's site over the corpus, and the command that builds it into `public/`."""

import re
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.peers import installing
from benchmarks.peers.installing import HERE, python, version

OUTPUT = "public"
_FRONT = re.compile(r"---\n(.*?)\n---\n", re.S)


@dataclass(frozen=True, slots=True)
class Peer:
    """A generator: where it is, how it is run in the folder of its site, and what it keeps that a cold run may not."""

    name: str
    version: str
    command: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    caches: tuple[str, ...] = ()
    arrange: Callable[[Path], None] = lambda root: None
    """What the site needs besides the content and the files of its folder."""
    site: str = ""
    """Its folder here; that of its name by default."""
    note: str = ""
    """What it does that is less than the same work."""
    most: int = 10_000
    """The largest site that is measured by default, in stories."""

    def prepare(self, content: Path, root: Path) -> None:
        """Make its site in a new folder."""
        shutil.copytree(HERE / (self.site or self.name.lower()) / "site", root)
        shutil.copytree(content, root / "content")
        self.arrange(root)

    def clean(self, root: Path) -> None:
        """Take away what it made and what it remembers."""
        for name in (OUTPUT, *self.caches):
            shutil.rmtree(root / name, ignore_errors=True)


def hugo() -> Peer:
    """Hugo, as the program itself: the wrapper of its package would add the start of a Python."""
    folder = python("hugo")
    program = next((folder / "hugo" / "binaries").glob("hugo*"), None)
    if program is None:
        raise installing.NotInstalled("its package has no program for this machine")
    return Peer("Hugo", version(folder, "hugo"), (str(program), "--quiet"), caches=("resources",))


def pagefind() -> tuple[str, str]:
    """The program of Pagefind, and its version."""
    folder = python("pagefind")
    program = next((p for p in sorted((folder / "pagefind_bin").glob("pagefind*")) if p.is_file()), None)
    if program is None:
        raise installing.NotInstalled("its package has no program for this machine")
    return str(program), version(folder, "pagefind")


def eleventy() -> Peer:
    """Eleventy: the same pages as Hugo."""
    folder = installing.npm("eleventy")
    program = folder / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"

    def arrange(root: Path) -> None:
        (root / "node_modules").symlink_to(folder / "node_modules")
        for name in ("stories", "tools", "organisations"):
            shutil.copyfile(root / "folder.11tydata.mjs", root / "content" / name / f"{name}.11tydata.mjs")

    lock = (HERE / "eleventy" / "package.json").read_text("utf-8")
    found = re.search(r'"@11ty/eleventy": "([^"]+)"', lock)
    command = (*installing.node(), str(program), "--quiet")
    return Peer("Eleventy", found[1] if found else "?", command, caches=(".cache",), arrange=arrange)


def pelican() -> Peer:
    """Pelican, on articles whose front matter is written its way."""
    folder = python("pelican")
    command = (*_python("pelican"), "articles", "-s", "pelicanconf.py", "-q")
    return Peer(
        "Pelican", version(folder, "pelican"), command, {"PYTHONPATH": str(folder)}, ("cache",), _as_articles,
        note="no backlinks, no linked tools, terms in one long page each", most=1000,
    )  # fmt: skip


def mkdocs(*, one_entry: bool = False) -> Peer:
    """MkDocs with Material, with the whole site in the navigation of each page (its default) or one entry."""
    return _docs("MkDocs with Material", "mkdocs", "mkdocs_material", ("build", "--quiet"), one_entry=one_entry)


def zensical(*, one_entry: bool = False) -> Peer:
    """Zensical, likewise."""
    return _docs("Zensical", "zensical", "zensical", ("build", "-f", "mkdocs.yml"), one_entry=one_entry)


def _docs(title: str, name: str, package: str, arguments: tuple[str, ...], *, one_entry: bool) -> Peer:
    folder = python(name)

    def arrange(root: Path) -> None:
        (root / "content" / "index.md").write_text("# Toolbox\n", encoding="utf-8")
        if one_entry:
            with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
                settings.write("nav: [index.md]\n")

    what = "navigation of one entry" if one_entry else "whole navigation on each page"
    return Peer(
        f"{title}, one entry" if one_entry else title, version(folder, package), (*_python(name), *arguments),
        {"PYTHONPATH": str(folder), "NO_MKDOCS_2_WARNING": "1"}, (".cache",), arrange, site=name,
        note=f"no backlinks, lists, terms or feed; writes a search index; {what}", most=1000,
    )  # fmt: skip


def _python(module: str) -> tuple[str, ...]:
    return sys.executable, "-m", module


def _as_articles(root: Path) -> None:
    """The stories and tools with Pelican's own front matter; tools get a date, for it takes no article without."""
    for folder in ("stories", "tools"):
        (root / "articles" / folder).mkdir(parents=True)
        for path in sorted((root / "content" / folder).glob("*.md")):
            text = path.read_text("utf-8")
            found = _FRONT.match(text)
            front = found[1] if found else ""
            fields = dict(re.findall(r"^(\w+): (.+)$", front, re.M))
            tags = re.search(r"^themes:\n((?:  - .+\n?)+)", front, re.M)
            names = ", ".join(re.findall(r"  - (.+)", tags[1])) if tags else ""
            head = {
                "Title": fields["title"].strip('"'), "Date": fields.get("date", "2015-01-01"), "Category": folder,
                "Tags": names, "Slug": path.stem, "Summary": fields["summary"].strip('"'),
            }  # fmt: skip
            body = re.sub(r"\]\(\.\./(\w+)/", r"]({filename}../\1/", text[found.end() :] if found else text)
            lines = "".join(f"{name}: {value}\n" for name, value in head.items())
            (root / "articles" / folder / path.name).write_text(lines + body, encoding="utf-8")


PEERS: tuple[tuple[str, Callable[[], Peer]], ...] = (
    ("Eleventy", eleventy),
    ("Pelican", pelican),
    ("MkDocs with Material", mkdocs),
    ("MkDocs with Material, navigation of one entry", partial(mkdocs, one_entry=True)),
    ("Zensical", zensical),
    ("Zensical, navigation of one entry", partial(zensical, one_entry=True)),
)
"""Those whose cold builds are measured beside ours, besides Hugo."""
