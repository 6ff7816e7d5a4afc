"""What is told while references are followed: once, where it can be mended, and with so many guesses."""

from pathlib import Path

from tests.english import SITE, english, story
from tests.projects import built
from toolbox_gen.findings import MOST_GUESSES, Findings
from toolbox_gen.load import Content
from toolbox_gen.lookup import Lookup


def test_what_a_translation_takes_from_its_original_is_told_there_alone(tmp_path: Path) -> None:
    wrong = "tools: [{tool: deep-demokracy, note: So.}]\nimages: [{src: no.png, alt: An old oak}]\nthemes: nothing"
    files = {
        "site.yaml": SITE.replace("[en]", "[en, nl]"),
        "content/stories/x.md": story(wrong),
        "content/stories/x.nl.md": "---\ntitle: T\nsummary: S\nimages: [{alt: Een oude eik}]\n---\nT.\n",
        "content/stories/y.md": story("tools: deep-democracy"),
        "content/stories/y.nl.md": "---\ntitle: T\nsummary: S\ntools: deep-demokracy\n---\nT.\n",
    }
    report = built(english(tmp_path, files))
    assert {(p.path.rpartition("/")[2], p.code) for p in report.problems if p.is_error} == {
        ("x.md", "unknown-document"), ("x.md", "missing-image"), ("x.md", "unknown-term"),
        ("y.nl.md", "translation-differs"),
    }  # fmt: skip


def test_there_are_only_so_many_guesses_and_what_was_guessed_is_known() -> None:
    found = Findings(Lookup(Content({}, {}, ()), {}, {}, "en"))
    assert found.nearest("tool", "circel", ["circle"]) == "circle"
    assert found.nearest("tool", "circel", []) == "circle"
    for number in range(MOST_GUESSES):
        found.nearest("tool", str(number), [])
    assert not found.may_guess
    assert found.nearest("tool", "another", ["another"]) == ""
    assert found.nearest("tool", "circel", []) == "circle"
