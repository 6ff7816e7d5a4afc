"""`translate`, as who types it sees it."""

from datetime import date
from pathlib import Path

import pytest

from tests.english import SITE, english, main, page, said, tool
from tests.projects import DAY, built, tree, write
from toolbox_gen.commands.translating import run_translate

TWO = SITE.replace("[en]", "[en, nl]")
X, NL = "content/tools/x.md", "content/tools/x.nl.md"
ORIGINAL = tool("purpose: [decide]\nduration: 45", body="Before, in some words.\n\n## Steps\n\nOne by one.\n")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return english(tmp_path, {"site.yaml": TWO, X: ORIGINAL})


def translate(root: Path, name: str = "x", language: str = "nl", *, done: bool = False) -> int:
    return run_translate(name, language, root=root, day=DAY, done=done, spoken="en")


def test_a_translation_begun_is_seen_by_nobody_and_the_original_stands_in_its_place(root: Path) -> None:
    assert translate(root) == 0
    assert [p.code for p in built(root).problems if p.path == NL] == []
    html = page(root / "site", "nl/tools/x")
    assert "One by one." in said(main(html))


def complete(root: Path, path: str = NL) -> str:
    """Fill it in, and show it."""
    text = (root / path).read_text(encoding="utf-8").replace("status: draft\n", "").replace('how: "…"', "how: person")
    while "…" in text:
        text = text.replace("…", f"Woord {len(text)}", 1)
    write(root, {path: text})
    return text


def test_once_it_is_filled_in_nothing_is_said_of_it(root: Path) -> None:
    translate(root)
    complete(root)
    assert [p.code for p in built(root).problems if p.path == NL] == []
    html = said(main(page(root / "site", "nl/tools/x")))
    assert "Woord" in html
    assert "One by one." not in html
    assert "vertaald door een mens" in html
    assert "veranderd" not in html


def test_what_has_changed_is_told_until_it_is_done(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(root)
    before = complete(root)
    assert translate(root) == 0
    assert "is up to date: its original has not changed." in capsys.readouterr().out
    write(
        root,
        {
            X: ORIGINAL.replace("[decide]", "[choose]")
            .replace("## Steps", "## All steps")
            .replace("duration: 45", "duration: 60")
        },
    )
    assert translate(root) == 0
    out = capsys.readouterr().out
    assert "Changed: purpose.\n  New: ## All steps.\n  No longer there: body/steps.\n" in out
    assert "# purpose: choose\n" not in out
    assert 'purpose:\n  # choose\n  - "…"\n' in out
    assert "<!--\n## All steps\n\nOne by one.\n-->\n\n## …\n\n…\n" in out
    assert "Before, in some words." not in out
    assert "toolbox-gen translate x nl --done" in out
    assert (root / NL).read_text(encoding="utf-8") == before
    assert [(p.code, dict(p.values)["parts"]) for p in built(root).problems if p.path == NL] == [
        ("translation-behind", "purpose, ## All steps, body/steps")
    ]
    assert translate(root, done=True) == 0
    assert [p.code for p in built(root).problems if p.path == NL] == []
    assert translate(root) == 0
    assert "is up to date: its original has not changed." in capsys.readouterr().out


def test_one_that_says_nothing_of_its_original_is_told_so_and_can_be_done(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, {NL: "---\ntitle: T\nsummary: S\npurpose: [P]\n---\nVoor.\n\n## Stappen\n\nEen.\n"})
    assert translate(root) == 0
    assert "does not say what it was made from." in capsys.readouterr().out
    assert translate(root, done=True) == 0
    assert [p.code for p in built(root).problems if p.path == NL] == []


def test_consent_is_never_copied(root: Path) -> None:
    consent = "consent: {ref: R-1, status: given, given_on: 2026-01-10, scope: [site], identity: named}"
    write(root, {X: tool(f"pictured: unrecognisable\n{consent}")})
    translate(root)
    text = (root / NL).read_text(encoding="utf-8")
    assert "consent" not in text
    assert "R-1" not in text


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("xx nl", "There is no document “xx”. Did you mean “x”?"),
        ("../../etc/passwd nl", "There is no document"),
        ("themes nl", "There is no document"),
        ("aan-tafel nl", "Type one of: stories/aan-tafel, tools/aan-tafel."),
        ("x en", "“en” is the main language"),
        ("x fr", "“fr” is not a language of this toolbox. Use one of nl"),
        ("x NL", "“NL” is not a language code. Did you mean nl?"),
        ("x qqq", "“qqq” is not a language code."),
        ("x nl --done", "There is no content/tools/x.nl.md yet."),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_written(
    root: Path, capsys: pytest.CaptureFixture[str], names: str, told: str
) -> None:
    write(root, {"content/tools/aan-tafel.md": tool()})
    before = tree(root)
    name, language, *done = names.split()
    assert translate(root, name, language, done=bool(done)) == 2
    assert told in capsys.readouterr().err
    assert tree(root) == before


@pytest.mark.parametrize("name", ["tools/aan-tafel", "tool/aan-tafel", "content/tools/aan-tafel.md"])
def test_a_folder_tells_which_one_is_meant(root: Path, name: str) -> None:
    write(root, {"content/tools/aan-tafel.md": tool()})
    assert translate(root, name) == 0
    assert (root / "content" / "tools" / "aan-tafel.nl.md").is_file()


def test_what_cannot_be_read_is_left(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, {X: "---\ntitle: [\n---\n"})
    assert translate(root) == 1
    write(root, {X: ORIGINAL, NL: "---\ntitle: [\n---\n"})
    assert translate(root) == 1
    assert translate(root, done=True) == 1
    assert "content/tools/x.nl.md cannot be read yet." in capsys.readouterr().err
    assert (root / NL).read_text(encoding="utf-8") == "---\ntitle: [\n---\n"


def test_what_cannot_be_written_leaves_the_file_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    translate(root)
    before = tree(root)
    write_bytes = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        write_bytes(path, data[:10])
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    assert run_translate("x", "nl", root=root, day=date(2026, 7, 1), done=True, spoken="en") == 3
    assert "No space left on device" in capsys.readouterr().err
    assert tree(root) == before
