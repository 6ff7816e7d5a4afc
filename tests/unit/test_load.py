"""Which document a file is, and its vocabularies."""

from pathlib import Path

import pytest

from tests.english import SITE, english, page, published, sites, story
from tests.projects import DAY
from toolbox_gen.build import Options, check
from toolbox_gen.catalogue import KINDS
from toolbox_gen.load import WORDS, file_of


def found(root: Path, name: str, text: str, site: str = SITE) -> list[tuple[str, str]]:
    """The problems of one more file: code, and the nearest or right name."""
    report = check(Options(root=english(root, {name: text, "site.yaml": site}), day=DAY, planners=()))
    values = [(p, dict(p.values)) for p in report.problems if p.path == name]
    return [(p.code, v.get("nearest") or v.get("right") or "") for p, v in values]


@pytest.mark.parametrize(
    ("name", "problems"),
    [
        ("content/stories/a-1.md", []),
        ("content/stories/Story One.md", [("wrong-slug-file", "story-one.md")]),
        ("content/stories/éé.md", [("wrong-slug-file", "ee.md")]),
        ("content/stories/…-.md", [("wrong-slug-file", "")]),
        ("content/stories/v1.2.md", [("wrong-slug-file", "v1-2.md")]),
        ("content/stories/search.md", [("reserved-slug", "")]),
        ("content/stories/aan-tafel.fr.md", [("language-not-used", "")]),
        ("content/stories/aan-tafel.en.md", [("main-language-ending", "aan-tafel.md")]),
        ("content/story/a.md", [("unknown-folder", "content/stories")]),
        ("content/a.md", [("unknown-folder", "")]),
        ("content/stories/deep/a.md", [("misplaced-file", "")]),
        ("content/media/a.md", []),
    ],
)
def test_a_file_is_a_document_by_its_folder_and_name(
    tmp_path: Path, name: str, problems: list[tuple[str, str]]
) -> None:
    assert found(tmp_path, name, story()) == problems


TWO = SITE.replace("[en]", "[en, nl]")


def test_a_translation_takes_from_the_original_what_it_leaves_out(tmp_path: Path) -> None:
    text = "---\ntitle: Vertaald\nstatus: draft\n---\nTekst.\n"
    assert found(tmp_path, "content/stories/aan-tafel.nl.md", text, TWO) == []


def test_a_language_that_does_not_exist_takes_no_other_with_it(tmp_path: Path) -> None:
    files = {
        "site.yaml": SITE.replace("[en]", "[en, nl, xq]"),
        "content/stories/aan-tafel.nl.md": "---\ntitle: V\n---\n",
    }
    report = check(Options(root=english(tmp_path, files), day=DAY, planners=()))
    assert [p.code for p in report.problems if p.is_error] == ["unknown-language"]


@pytest.mark.parametrize("text", ["title: Dutch", "title: P\naliases: [nl]"])
def test_no_page_takes_the_place_of_another_language(tmp_path: Path, text: str) -> None:
    name = "content/pages/nl.md" if "aliases" not in text else "content/pages/p.md"
    report = check(Options(root=english(tmp_path, {name: f"---\n{text}\n---\n", "site.yaml": TWO}), day=DAY))
    assert [(p.path, p.code) for p in report.problems if p.is_error][:1] == [
        (name, "address-taken" if "aliases" in text else "reserved-slug")
    ]


def test_a_translation_stands_beside_an_original(tmp_path: Path) -> None:
    assert found(tmp_path, "content/stories/alone.nl.md", story(), TWO) == [("translation-alone", "")]


@pytest.mark.parametrize(
    ("name", "text", "problems"),
    [
        ("settings.yaml", "group: Group\n", []),
        ("settings.yaml", "group: {label: {en: Group}, synonyms: {en: circle}}\n", []),
        ("settings.yaml", "Big group: Group\n", [("wrong-slug", "")]),
        ("settings.yaml", "group: {labl: Group}\n", [("unknown-field", "label")]),
        ("words.yaml", "tool: {label: {en: tool}, synonyms: {en: [method, exercise]}}\n", []),
        ("words.yaml", "tool: {label: {en: tool}, synonims: {en: [method]}}\n", [("unknown-field", "synonyms")]),
        ("word.yaml", "tool: tool\n", [("unknown-vocabulary", "words")]),
        ("themas.yaml", "a: A\n", [("unknown-vocabulary", "themes")]),
        ("deep/themes.yaml", "a: A\n", [("unknown-vocabulary", "themes")]),
    ],
)
def test_vocabularies_are_judged(tmp_path: Path, name: str, text: str, problems: list[tuple[str, str]]) -> None:
    assert sorted(found(tmp_path, f"content/vocabularies/{name}", text)) == sorted(problems)


def test_of_a_vocabulary_that_cannot_be_read_nothing_is_called_unknown(tmp_path: Path) -> None:
    root = english(tmp_path, {"content/vocabularies/themes.yaml": "inclusion: [\n"})
    problems = check(Options(root=root, day=DAY, planners=())).problems
    assert {p.path for p in problems} == {"content/vocabularies/themes.yaml"}


def test_words_that_mean_the_same_are_for_the_search_alone(tmp_path: Path) -> None:
    text = "tool: {label: {en: Wordword}, synonyms: {en: [method, exercise]}}\n"
    files = {"content/vocabularies/words.yaml": text}
    (site,) = sites(tmp_path / "a", files)
    (term,) = site.vocabularies[WORDS].terms.values()
    assert (term.label, term.synonyms) == ({"en": "Wordword"}, {"en": ("method", "exercise")})
    made = published(tmp_path / "b", files)
    assert not (made / "words").exists()
    assert "Wordword" not in page(made, "themes")


def test_the_file_of_a_document() -> None:
    assert [file_of(kind, "x") for kind in KINDS][:2] == ["content/stories/x.md", "content/tools/x.md"]
