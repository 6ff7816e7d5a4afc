"""Labels in the languages of the site."""

from pathlib import Path

from tests.english import english
from tests.projects import DAY
from toolbox_gen.build import Options, check

SITE = """languages: [en, nl, fr]
ways_in:
  - {slug: short, label: I have ten minutes, minutes: 10}
"""
THEMES = """inclusion: Inclusion
housing:
  label: {en: Housing, nl: Wonen, fr: Logement, ar: السكن}
work:
  label: {nl: Werk, ar: العمل}
nothing:
  synonyms: {nl: [niets]}
"""


def test_each_language_that_a_term_or_a_way_in_lacks(tmp_path: Path) -> None:
    files = {
        "site.yaml": SITE,
        "content/vocabularies/themes.yaml": THEMES,
        "content/vocabularies/words.yaml": "a: {label: {nl: b}}\n",
    }
    report = check(Options(root=english(tmp_path, files), day=DAY, planners=()))
    found = [
        (p.path.rpartition("/")[2], p.spot.line, dict(p.values)) for p in report.problems if p.code == "missing-label"
    ]
    assert [one for one in found if one[0] in ("themes.yaml", "words.yaml", "site.yaml")] == [
        ("themes.yaml", 1, {"name": "inclusion", "languages": "nl, fr"}),
        ("themes.yaml", 4, {"name": "work", "languages": "en, fr"}),
        ("site.yaml", 3, {"name": "short", "languages": "nl, fr"}),
    ]  # fmt: skip
    assert not any(p.code == "missing-label" and p.is_error for p in report.problems)


CONFIG = """title: {en: Proof}
description: Stories
languages: [en, nl]
quick_exit:
  neutral_title: {nl: Lezen}
  help_lines:
    - name: {en: Line}
      note: {en: Day, nl: Dag}
    - {name: Line}
"""


def test_texts_are_one_for_each_language_and_names_may_be_one_for_all(tmp_path: Path) -> None:
    files = {
        "site.yaml": CONFIG,
        "content/vocabularies/themes.yaml": "a:\n  label: {en: A, nl: A}\n  description: {nl: B}\n",
    }
    report = check(Options(root=english(tmp_path, files), day=DAY, planners=()))
    found = [
        (p.path.rpartition("/")[2], p.spot.line, dict(p.values)) for p in report.problems if p.code == "missing-text"
    ]
    assert found == [
        ("themes.yaml", 3, {"name": "description", "languages": "en"}),
        ("site.yaml", 1, {"name": "title", "languages": "nl"}),
        ("site.yaml", 2, {"name": "description", "languages": "nl"}),
        ("site.yaml", 5, {"name": "neutral_title", "languages": "en"}),
        ("site.yaml", 7, {"name": "name", "languages": "nl"}),
    ]  # fmt: skip
