"""Another language: one catalogue and one line of `site.yaml`; and catalogues that change."""

import json
import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from catalogues import id_of, merged, texts
from tests.projects import built, project, tree
from toolbox_gen import engine, i18n

MARK = "¤"
SITE = "title: Proef\nlanguages: [{}]\nurl: https://proef.example/\n"


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The catalogues of a copy of the program, which can be edited."""
    package = tmp_path / "toolbox_gen"
    shutil.copytree(engine.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(engine, "PACKAGE", package)
    monkeypatch.setattr(i18n, "CATALOGUES", package / "locale")
    forget()
    yield package / "locale"
    forget()


def forget() -> None:
    """What a new process does not know: what catalogues said before."""
    for remembered in (i18n.translations, i18n.words):
        remembered.cache_clear()


def edited(file: Path, change: Callable[[str], str]) -> None:
    before = file.read_text(encoding="utf-8")
    file.write_text(change(before), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != before
    forget()


class _Said(HTMLParser):
    """Every text of a page, and of its attributes, each alone."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {
            value for name, value in attrs if value and name in ("alt", "aria-label", "placeholder", "title")
        }

    def handle_data(self, data: str) -> None:
        self.found.add(" ".join(data.split()))


def test_a_fifth_language_is_one_catalogue_and_one_line(tmp_path: Path, catalogues: Path) -> None:
    marked = {id_of(t): MARK + t if isinstance(t, str) else tuple(MARK + form for form in t) for t in texts("reader")}
    file = catalogues / "de" / "LC_MESSAGES" / "reader.po"
    file.parent.mkdir(parents=True)
    file.write_text(merged("de", "reader", marked), encoding="utf-8")
    report = built(project(tmp_path / "box", {"site.yaml": SITE.format("en, de")}))
    assert {p.code for p in report.problems} == {"missing-label"}
    site = {
        path: data.decode() for path, data in tree(tmp_path / "box/site").items() if path.endswith(("html", "head.js"))
    }
    english = [path for path in site if not path.startswith("de/") and f"de/{path}" in site and path.endswith("html")]
    assert len(english) > 20
    for path in english:
        german = site[f"de/{path}"]
        assert '<html lang="de" dir="ltr"' in german
        assert {MARK + text for text in _Said(site[path]).found & marked.keys()} <= _Said(german).found, path
    assert "Mai 2024" in site["de/stories/aan-tafel/index.html"]
    head = site["de/search/head.js"]
    messages = json.loads(head[head.index("{") : head.rindex("}") + 1])["messages"]
    assert messages["results_one"] == MARK + "{n} result"
    assert all(text.startswith(MARK) for text in messages.values())


def test_an_edited_catalogue_is_like_another_program(tmp_path: Path, catalogues: Path) -> None:
    files = {"site.yaml": SITE.format("nl, fr")}
    root = project(tmp_path / "kept", files)
    built(root)
    before = tree(root / "site")
    edited(catalogues / "fr/LC_MESSAGES/reader.po", lambda text: text.replace('msgstr "Récits"', 'msgstr "Histoires"'))
    built(root)
    after = tree(root / "site")
    built(project(tmp_path / "new", files))
    assert after == tree(tmp_path / "new/site")
    changed = {path for path in after if after[path] != before.get(path)}
    assert "Histoires" in after["fr/index.html"].decode()
    assert changed
    assert not any(path.endswith(".html") and not path.startswith("fr/") for path in changed)


def test_a_text_that_a_catalogue_loses_stops_the_build_and_leaves_the_site(tmp_path: Path, catalogues: Path) -> None:
    root = project(tmp_path / "box", {"site.yaml": SITE.format("nl, fr")})
    built(root)
    before = tree(root / "site")
    edited(catalogues / "fr/LC_MESSAGES/reader.po", lambda text: text.replace('msgstr "Récits"', 'msgstr ""'))
    report = built(root)
    assert [dict(p.values) for p in report.problems if p.code == "incomplete-catalogue"] == [
        {"language": "fr", "count": "1", "first": "Stories"}
    ]
    assert tree(root / "site") == before
