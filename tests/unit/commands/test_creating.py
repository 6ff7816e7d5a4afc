"""`new`: a scaffold that is valid from the start, and never a file lost."""

from pathlib import Path

import pytest

from tests.english import english
from tests.projects import DAY, built, messages, tree, write
from toolbox_gen.catalogue import KINDS
from toolbox_gen.commands.creating import run_new
from toolbox_gen.model import Kind


def made(root: Path, kind: str, title: str) -> int:
    """Make a document in English."""
    return run_new({one.name: one for one in KINDS}[kind], title, root=root, day=DAY, language="en")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
@pytest.mark.parametrize("title", ["What we learned", "Ça va: “alors” #1 & 'non'!", "[yes]", "no", "2024"])
def test_a_scaffold_is_valid_and_a_draft(tmp_path: Path, kind: Kind, title: str) -> None:
    root = english(tmp_path)
    assert made(root, kind.name, title) == 0
    report = built(root)
    assert messages(report) == []
    assert [[k.kind for k in keys] for keys in report.withheld.values()] == [[kind.name]]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_a_scaffold_without_its_status_is_shown_with_its_title(tmp_path: Path, kind: Kind) -> None:
    root = english(tmp_path)
    made(root, kind.name, "Où:  what “we” #learned")
    (path,) = (root / "content" / kind.folder).glob("ou-what-we-learned.md")
    text = path.read_text(encoding="utf-8").replace("status: draft", "").replace('story: "…"', "story: aan-tafel")
    path.write_text(text.replace('"…"', "Filled 1").replace("pending", "not-needed"), encoding="utf-8")
    assert messages(built(root)) == []
    if not kind.has_pages:
        assert "Filled" in (root / "site" / "stories" / "aan-tafel" / "index.html").read_text("utf-8")
        return
    html = (root / "site" / kind.url("ou-what-we-learned") / "index.html").read_text(encoding="utf-8")
    assert "<h1>Où: what “we” #learned</h1>" in html


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_a_scaffold_names_every_field_with_its_help(tmp_path: Path, kind: Kind) -> None:
    made(english(tmp_path), kind.name, "X")
    text = (tmp_path / "content" / kind.folder / "x.md").read_text(encoding="utf-8")
    for name, info in kind.record.model_fields.items():
        if name == "translation":
            continue  # not for an original
        assert f"{name}:" in text
        assert str(info.description) in text


def test_it_says_where_the_file_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert made(tmp_path, "story", "What we learned") == 0
    assert capsys.readouterr().out.startswith("content/stories/what-we-learned.md is ready to be filled in.")


def test_a_file_that_exists_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"content/stories/what-we-learned.md": "Mine"})
    before = tree(tmp_path)
    assert made(tmp_path, "story", "What we learned!") == 2
    assert "content/stories/what-we-learned.md exists already." in capsys.readouterr().err
    assert tree(tmp_path) == before


@pytest.mark.parametrize("title", ["", "…", "؟", "Search", "404", "page"])
def test_a_title_that_gives_no_address_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], title: str
) -> None:
    assert made(tmp_path, "page", title) == 2
    assert f"“{title}” gives no name for a file." in capsys.readouterr().err
    assert tree(tmp_path) == {}


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"content": "in the way"})
    assert made(tmp_path, "story", "What we learned") == 3
    err = capsys.readouterr().err
    assert err.startswith("Could not write ")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(("languages", "word"), [("[en]", "ready"), ("[nl]", "klaar")])
def test_it_speaks_the_main_language_of_the_toolbox(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], languages: str, word: str
) -> None:
    write(tmp_path, {"site.yaml": f"languages: {languages}\n"})
    assert run_new({one.name: one for one in KINDS}["page"], "X", root=tmp_path, day=DAY, language=None) == 0
    assert word in capsys.readouterr().out
