"""The short way: new prose in the place of the old, or nothing when more has changed or something is missing."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.projects import DAY, FAILURE, STORY, TOOL, built, project, tree, write
from toolbox_gen import build, cache, engine, ledger, parse, refill
from toolbox_gen.cache import Cache
from toolbox_gen.ledger import Ledger
from toolbox_gen.report import Options, Report
from toolbox_gen.source import Source, as_source
from toolbox_gen.write import Place, opened

TEXT = "content/stories/nul-lezers.md"
PAGE = "stories/nul-lezers/index.html"
LONGER = FAILURE + "\nEen nieuwwoord erbij.\n"
NEW = {PAGE, "export.json"}


class Bench:
    """What a build left, and what the short way makes of it."""

    def __init__(self, root: Path, place: Place, kept: Cache) -> None:
        self.root, self.place, self.kept = root, place, kept
        code = engine.engine()
        seen = kept.get(ledger.SHELF, ledger.SEEN, code)
        made = kept.get(ledger.SHELF, ledger.MADE, f"{code} {place.mark}")
        assert seen
        assert made
        self.last = ledger.with_made(ledger.seen(seen), made)

    def made(
        self, text: str, *, path: str = TEXT, report: Report | None = None, **options: Any
    ) -> tuple[dict[str, str | bytes], Ledger] | None:
        found = as_source(path, text.encode())
        assert isinstance(found, Source)
        own = Options(root=self.root, day=DAY, **options)
        return refill.made(self.last, [found], place=self.place, kept=self.kept, options=own, report=report or Report())


@pytest.fixture
def bench(tmp_path: Path) -> Any:
    root = project(tmp_path)
    assert built(root).written
    with opened(root / "site", root=root) as place, cache.opened(place.work / cache.FILE) as kept:
        yield Bench(root, place, kept)


def test_only_the_places_of_the_prose_and_the_index_are_filled_anew(bench: Bench) -> None:
    report = Report()
    made = bench.made(LONGER, report=report)
    assert made
    files, new = made
    fresh = {path: data for path, data in files.items() if isinstance(data, bytes)}
    assert {path for path in fresh if "search" not in path} == NEW
    assert files.keys() - fresh.keys() == {path for path in bench.place.standing if path in files} - fresh.keys()
    assert b"<p>Een nieuwwoord erbij.</p>" in fresh[PAGE]
    assert b"nieuwwoord" in fresh["export.json"]
    assert report.reasons == {**dict.fromkeys(NEW, ("prose", TEXT)), "search/head.js": ("index",)}
    assert [(stage.name, stage.count) for stage in report.stages] == [("parse", 1), ("render", 2), ("index", 1)]
    assert new.texts[TEXT].prose != bench.last.texts[TEXT].prose
    assert new.texts[TEXT].facts == bench.last.texts[TEXT].facts
    assert {path: row.digest for path, row in new.rows.items()} != dict(bench.last.rows.digests())


def test_it_gives_what_the_long_way_gives(bench: Bench, tmp_path: Path) -> None:
    made = bench.made(LONGER)
    assert made
    bench.place.publish(made[0])
    built(project(tmp_path / "other", {TEXT: LONGER}))
    assert tree(bench.root / "site") == tree(tmp_path / "other" / "site")


def test_the_same_text_changes_nothing(bench: Bench) -> None:
    made = bench.made(FAILURE)
    assert made
    assert not any(isinstance(data, bytes) for data in made[0].values())
    assert made[1].texts == bench.last.texts


@pytest.mark.parametrize(
    "text",
    [
        FAILURE.replace("Twaalf", "Dertien"),
        FAILURE.replace("De doos", "## De doos"),
        FAILURE.replace("[[deep-democracy]]", "[[aan-tafel]]"),
        FAILURE.replace("[[deep-democracy]]", "[[nergens]]"),
        FAILURE.partition("De doos")[0],
        FAILURE.replace("kind:", "kind"),
        FAILURE + "\n{{ vreemd }}\n\n[kapot](weg.md)\n",
    ],
)
def test_more_than_prose_is_for_the_long_way(bench: Bench, text: str) -> None:
    assert bench.made(text) is None


def test_a_file_that_was_not_there_is_for_the_long_way(bench: Bench) -> None:
    assert bench.made(STORY, path="content/stories/nieuw.md") is None


def test_what_was_said_of_a_file_may_stand_on_another_line(bench: Bench) -> None:
    bench.last = replace(bench.last, report={"problems": [(TEXT, (9, 1), "review-due", ())]})
    assert bench.made(LONGER) is None


def test_a_file_that_does_not_stand_is_for_the_long_way(bench: Bench) -> None:
    for folder in (bench.root / "site", bench.place.work / "spare"):
        (folder / PAGE).unlink()
    assert bench.made(LONGER) is None


def test_a_page_that_looks_into_the_prose_is_for_the_long_way(tmp_path: Path) -> None:
    root = project(tmp_path, {"templates/tool.html": "{{ view.body|striptags|length }}"})
    assert built(root).written
    for text in (TOOL + "\nMeer.\n", TOOL):
        write(root, {"content/tools/deep-democracy.md": text})
        assert "link" in [stage.name for stage in built(root).stages]
    write(root, {TEXT: LONGER})
    assert "link" not in [stage.name for stage in built(root).stages]


def test_in_the_background_what_has_the_prose_of_many_stays_behind(bench: Bench) -> None:
    report = Report()
    made = bench.made(LONGER, report=report, background=True)
    assert made
    files, new = made
    assert {path for path, data in files.items() if isinstance(data, bytes)} == {PAGE}
    assert report.unfinished
    assert new.behind == {"export.json": [TEXT]}
    bench.place.publish(files)
    bench.last = new
    found = as_source(TEXT, LONGER.encode())
    assert isinstance(found, Source)
    bench.last = replace(new, files={**new.files, TEXT: ledger.Seen((), found.digest)})
    again = Report()
    finished = refill.made(
        bench.last, [], place=bench.place, kept=bench.kept, options=Options(root=bench.root, day=DAY), report=again
    )
    assert finished
    assert {path for path, data in finished[0].items() if isinstance(data, bytes) and "search" not in path} == {
        "export.json"
    }
    assert not again.unfinished
    assert finished[1].behind == {}
    bench.kept.drop(parse.SHELF, [TEXT])
    with pytest.raises(refill.Lost):
        refill.made(
            bench.last,
            [],
            place=bench.place,
            kept=bench.kept,
            options=Options(root=bench.root, day=DAY),
            report=Report(),
        )


def test_of_a_text_that_is_not_shown_nothing_is_kept(tmp_path: Path) -> None:
    draft = FAILURE.replace("kind:", "status: draft\nkind:")
    root = project(tmp_path, {TEXT: draft})
    built(root)
    write(root, {TEXT: draft + "\nGeheimwoord.\n"})
    report = built(root)
    assert [stage.name for stage in report.stages] == ["read", "parse", "render", "index", "write"]
    assert report.written
    assert report.written.changed == ()
    assert not [
        p for p in tmp_path.rglob("*") if p.is_file() and b"Geheimwoord" in p.read_bytes() and p.name != "nul-lezers.md"
    ]


def test_the_long_way_is_taken_up_again_after_it(tmp_path: Path) -> None:
    """Short, long, short, long: each goes on from what the other left."""
    root = project(tmp_path)
    texts = [
        FAILURE,
        LONGER,
        LONGER.replace("Twaalf", "Dertien"),
        LONGER.replace("Twaalf", "Dertien") + "\nNog.\n",
        FAILURE,
    ]
    for number, text in enumerate(texts):
        write(root, {TEXT: text})
        built(root)
        fresh = tmp_path / f"fresh{number}"
        assert build.build(Options(root=root, day=DAY, output=fresh, cache=False)).written
        assert tree(root / "site") == tree(fresh)
