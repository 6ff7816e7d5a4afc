"""Ways in ask for what there is."""

from pathlib import Path

import pytest

from tests.english import SITE, english
from tests.projects import DAY
from toolbox_gen.build import Options, check
from toolbox_gen.config import Way
from toolbox_gen.facets import Selection
from toolbox_gen.ways import selection


def problems(root: Path, way: str, files: dict[str, str | bytes | None] | None = None) -> list[tuple[str, str, str]]:
    """Code, place and suggestion of each problem of a toolbox with a way in."""
    text = f"{SITE}ways_in:\n  - slug: x\n    label: X\n{way}"
    report = check(Options(root=english(root, {"site.yaml": text, **(files or {})}), day=DAY, planners=()))
    found = [p for p in report.problems if p.is_error]
    return [(p.code, f"{p.path}:{p.spot.line}:{p.spot.column}", dict(p.values).get("nearest", "")) for p in found]


@pytest.mark.parametrize(
    ("way", "found"),
    [
        ("    facets: {sort: method, language_level: [A0, A1], mode: online, themes: inclusion}\n", []),
        ("    facets: {audiences: newcomers, tools: deep-democracy}\n", []),
        ("    kind: story\n    facets: {kind: good-practice, settings: group, organisations: buurthuis}\n", []),
        ("    facets: {theme: inclusion}\n", [("unknown-facet", "site.yaml:7:14", "themes")]),
        ("    facets: {settings: group}\n", [("unknown-facet", "site.yaml:7:14", "")]),
        ("    facets: {minutes: 60}\n", [("unknown-facet", "site.yaml:7:14", "")]),
        ("    facets:\n      mode: [online, hybird]\n", [("wrong-choice", "site.yaml:8:22", "hybrid")]),
        ("    facets:\n      language_level: C2\n", [("wrong-choice", "site.yaml:8:23", "")]),
        ("    facets: {themes: Inclusion}\n", [("unknown-term", "site.yaml:7:22", "inclusion")]),
        ("    facets: {tools: deep-democrcy}\n", [("unknown-document", "site.yaml:7:21", "deep-democracy")]),
        ("    kind: tol\n    facets: {themes: nothing}\n", [("wrong-choice", "site.yaml:7:11", "tool")]),
    ],
)
def test_what_there_is_none_of_is_told(tmp_path: Path, way: str, found: list[tuple[str, str, str]]) -> None:
    assert problems(tmp_path, way) == found


def test_of_a_vocabulary_that_cannot_be_read_nothing_is_called_unknown(tmp_path: Path) -> None:
    broken: dict[str, str | bytes | None] = {"content/vocabularies/themes.yaml": "inclusion: [\n"}
    found = problems(tmp_path, "    facets: {themes: anything}\n", broken)
    assert {place.partition(":")[0] for _, place, _ in found} == {"content/vocabularies/themes.yaml"}


def test_a_way_in_asks_for_what_it_says() -> None:
    way = Way.model_validate(
        {"slug": "x", "label": "X", "minutes": "2 uur", "people": "12", "facets": {"mode": "online"}}
    )
    assert selection(way) == Selection({"mode": ("online",)}, minutes=120, people=12)
