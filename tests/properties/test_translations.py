"""Translations of all that stands in `content/`: what makes one behind, and that a finished one is only praised."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.projects import DAY
from toolbox_gen import drafting, frontmatter, remarks, translations, versions
from toolbox_gen.build import Options, check
from toolbox_gen.catalogue import KINDS
from toolbox_gen.model import IN_BODY, Key, Kind
from toolbox_gen.parse import parse
from toolbox_gen.problems import Problem
from toolbox_gen.schema import validate
from toolbox_gen.source import Source
from toolbox_gen.versions import Version

ROOT = Path(__file__).parents[2]
ORIGINALS = {
    path: kind
    for kind in KINDS
    for path in sorted((ROOT / "content" / kind.folder).glob("*.md"))
    if "." not in path.stem
}


def seals(kind: Kind, text: str) -> dict[str, str]:
    parsed, prose = parse(Source("content/x/y.md", "", text))
    return translations.seals(kind.record, parsed.values, parsed.outline, prose.sections)


def changed(value: Any, path: tuple[str | int, ...], word: str) -> Any:
    """The value with another text at a path."""
    if not path:
        return f"{value} {word}"
    if isinstance(value, list):
        return [changed(own, path[1:], word) if n == path[0] else own for n, own in enumerate(value)]
    return {name: changed(own, path[1:], word) if name == path[0] else own for name, own in value.items()}


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path of every text in a value, whatever it is for."""
    if isinstance(value, str):
        return [path]
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return [leaf for name, own in items for leaf in leaves(own, (*path, name))]


@pytest.mark.parametrize("folder", sorted({kind.folder for kind in ORIGINALS.values()}))
def test_a_changed_text_makes_its_part_behind_and_nothing_else_does(folder: str) -> None:
    tried = 0
    for path, kind in ORIGINALS.items():
        if kind.folder != folder:
            continue
        parsed, prose = parse(Source("content/x/y.md", "", path.read_text(encoding="utf-8")))
        before = translations.seals(kind.record, parsed.values, parsed.outline, prose.sections)
        texts = {where for where, _ in translations.texts(kind.record, parsed.values)}
        assert {str(where[0]) for where in texts} == {name for name in before if not name.startswith(IN_BODY)}
        for where in leaves(parsed.values):
            after = translations.seals(kind.record, changed(parsed.values, where, "x"), parsed.outline, prose.sections)
            own = next((where[:n] for n in range(1, len(where) + 1) if where[:n] in texts), None)
            values = parsed.values
            found = translations.changes(kind.record, before, after, values, values)
            assert found.names == ((str(where[0]),) if own else ())
            tried += 1
    assert tried > 5


def test_a_changed_line_makes_its_part_of_the_body_behind_and_no_other() -> None:
    tried = 0
    for path, kind in ORIGINALS.items():
        text = path.read_text(encoding="utf-8")
        parsed, _ = parse(Source("content/x/y.md", "", text))
        before, lines = seals(kind, text), text.split("\n")
        starts = [h.line + parsed.body_line - 1 for h in parsed.outline.headings if h.level == 2]
        names = [name for name in before if name.startswith(IN_BODY)]
        ends = [*starts, len(lines) + 1] if IN_BODY in names else [*starts[1:], len(lines) + 1]
        for name, end in zip(names, ends if names else (), strict=True):
            after = "\n".join([*lines[: end - 1], "", "Een zin meer.", "", *lines[end - 1 :]])
            found = translations.changes(kind.record, before, seals(kind, after), parsed.values, parsed.values)
            assert found.names == (name,)
            tried += 1
        loose = text.replace("\n\n", "\n\n\n").replace("\n", " \n")
        assert seals(kind, loose) == before
    assert tried > 50


def begun(path: Path, kind: Kind, words: "count[int]") -> str:
    """A translation of a document, filled in and shown."""
    text = path.read_text(encoding="utf-8")
    parsed, _ = parse(Source(f"content/{kind.folder}/{path.name}", "", text))
    parts = frontmatter.split(text, "")
    assert not isinstance(parts, Problem)
    made = drafting.skeleton(
        kind.record, parsed, remarks.without(parts.body), seals(kind, text), day="2026-05-01", intro=[]
    )
    made = made.replace('how: "…"', "how: machine")
    while drafting.FILL in made:
        made = made.replace(drafting.FILL, f"mot{next(words)}", 1)
    return made.replace("status: draft\n", "")


def test_of_a_finished_translation_nothing_is_said(tmp_path: Path) -> None:
    words = count()
    for folder in ("vocabularies", "media"):
        if (ROOT / "content" / folder).is_dir():
            (tmp_path / "content").mkdir(exist_ok=True)
            (tmp_path / "content" / folder).symlink_to(ROOT / "content" / folder)
    (tmp_path / "site.yaml").write_text("languages: [nl, fr]\n", encoding="utf-8")
    for path, kind in ORIGINALS.items():
        own = tmp_path / "content" / kind.folder
        own.mkdir(parents=True, exist_ok=True)
        for other in path.parent.iterdir():
            if other.suffix != ".md" and not (own / other.name).exists():
                (own / other.name).symlink_to(other)
        (own / path.name).write_bytes(path.read_bytes())
        (own / f"{path.stem}.fr.md").write_text(begun(path, kind, words), encoding="utf-8")
    report = check(Options(root=tmp_path, day=DAY, planners=()))
    assert [problem for problem in report.problems if problem.path.endswith(".fr.md")] == []
    (far,) = report.translations
    assert far.translated == far.documents > 50
    assert far.behind == 0


def shorter_and_longer(values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The fields of an original without one of them, and with one item less or more in a list or in one within it."""
    for name, value in values.items():
        yield {other: own for other, own in values.items() if other != name}
        if isinstance(value, dict):
            yield from ({**values, name: own} for own in shorter_and_longer(value))
        if isinstance(value, list) and value:
            yield from ({**values, name: own} for own in (value[1:], value[:-1], [*value, value[-1]], value[::-1]))
            if isinstance(value[0], dict):
                yield from ({**values, name: [own, *value[1:]]} for own in shorter_and_longer(value[0]))


def test_whatever_goes_from_an_original_or_comes_no_build_stops_for_its_translation() -> None:
    tried, words = 0, count()
    for path, kind in list(ORIGINALS.items())[::3]:
        parsed, prose = parse(Source("content/x/y.md", "", path.read_text(encoding="utf-8")))
        own, text = parse(Source("content/x/y.fr.md", "", begun(path, kind, words)))
        headings = [one.text for one in parsed.outline.headings]
        for values in shorter_and_longer(dict(parsed.values)):
            read = validate(kind.record, values, headings=headings)
            if read.faults:
                continue
            original = Version(kind.record, replace(parsed, values=values), lambda _, known=prose: known, read)
            whole = translations.merged(kind.record, translations.given(kind.record, own.values, values), values)
            version = Version(
                kind.record, own, lambda _, known=text: known, validate(kind.record, whole, headings=headings)
            )
            changed = versions.changes(version, original)
            found = list(versions.judge(Key(kind.name, "y"), "fr", version, original, changed))
            assert {one.code for one in found} <= {"translation-behind"}, (path, values, found)
            tried += 1
    assert tried > 300
