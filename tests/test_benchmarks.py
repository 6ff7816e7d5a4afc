"""The harness of `make bench`: what it calls equal is equal, what it measures did what it was measured for."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import edits, equal, stages
from benchmarks.corpus import write_corpus
from benchmarks.edits import Side
from benchmarks.equal.compare import compare
from benchmarks.machine import Machine
from benchmarks.pairs import Figures, Pair, Task, once_each, paired
from benchmarks.peers.installing import HERE
from benchmarks.process import Failed, timed, watched
from benchmarks.report import Line, Results, Rival, is_missed, written
from benchmarks.rows import Row

NO_TASK = Task("nobody", (), Path())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small corpus with the pages that Hugo's site has."""
    root = tmp_path_factory.mktemp("equal")
    write_corpus(root, 60, 4)
    equal.prepare(root)
    assert stages.main([str(root), "--equal", "--stages", str(root / "stages.json")]) == 0
    assert json.loads((root / "stages.json").read_text("utf-8")).keys() >= {"parse", "render", "write"}
    return root / "site"


def copied(site: Path, into: Path) -> Path:
    subprocess.run(["cp", "-r", str(site), str(into)], check=True)
    return into


# ------------------------------------------------------------------------------------------------- equal pages


def test_the_pages_are_those_of_hugo_and_no_others(site: Path) -> None:
    content = site.parent / "content"
    found = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file() and p.suffix in (".html", ".xml")}
    documents = {
        f"{folder}/{path.stem}/index.html"
        for folder in ("stories", "tools", "organisations")
        for path in (content / folder).glob("*.md")
    }
    rest = {name for name in found - documents if not re.match(r"(themes|audiences)/[a-z]+/(page/\d+/)?index", name)}
    assert documents <= found
    assert rest == {
        "index.html", "index.xml", "sitemap.xml", "stories/index.html", "stories/page/2/index.html", "tools/index.html",
        "organisations/index.html", "themes/index.html", "audiences/index.html",
    }  # fmt: skip


def test_a_tool_shows_the_stories_that_used_it_by_kind(site: Path) -> None:
    story = next(iter(edits.stories(site.parent)))
    tool = re.search(r"^tools:\n  - (.+)$", story.read_text("utf-8"), re.M)
    assert tool
    page = (site / "tools" / tool[1] / "index.html").read_text("utf-8")
    assert f'href="/stories/{story.stem}/"' in page.partition("<section>")[2]


def test_a_site_equals_itself(site: Path) -> None:
    assert list(compare(site, site)) == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Gebruikte werkvormen", "Gebruikte methodes", ""),
        ('<a href="/stories/">Verhalen', '<a href="/tools/">Verhalen', ""),
        ("<dl>", "<div>", ""),
        ("</aside>", "</aside><p>En nog iets.</p>", ""),
        ("</aside>", "\n\n  </aside>", None),
        ('<link rel="stylesheet" href="/', '<link rel="stylesheet" href="/other/', "style"),
    ],
)
def test_what_differs_is_found(site: Path, tmp_path: Path, old: str, new: str, kind: str | None) -> None:
    other = copied(site, tmp_path / "other")
    page = next((other / "stories").glob("*-*/index.html"))
    text = page.read_text("utf-8")
    assert old in text
    page.write_text(text.replace(old, new), encoding="utf-8")
    found = list(compare(site, other))
    assert {one.kind for one in found} == (set() if kind is None else {kind})
    assert {one.file for one in found} <= {page.relative_to(other).as_posix()}


def test_a_page_that_is_missing_and_a_feed_in_another_order_are_found(site: Path, tmp_path: Path) -> None:
    other = copied(site, tmp_path / "other")
    (other / "tools" / "index.html").unlink()
    feed = (other / "index.xml").read_text("utf-8")
    first, second, *_ = re.findall(r"<title>(.+)</title>", feed)[1:]
    (other / "index.xml").write_text(feed.replace(first, "x").replace(second, first), encoding="utf-8")
    assert [one.file for one in compare(site, other) if not one.kind] == ["tools/index.html", "index.xml"]


# ------------------------------------------------------------------------------------------------- edits


@pytest.mark.parametrize("name", ["body", "title", "template"])
def test_an_edit_that_the_site_does_not_show_does_not_count(tmp_path: Path, name: str) -> None:
    write_corpus(tmp_path, 10, 2)
    (tmp_path / "story.html").write_text("<article></article>", encoding="utf-8")
    side = Side(tmp_path, "site", tmp_path / "story.html", "</article>")
    edit = getattr(edits, name)(side)
    edit.change(7)
    assert any(edits.word(7) in path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file())
    with pytest.raises(Failed, match="does not show"):
        edit.check(7)


# ------------------------------------------------------------------------------------------------- measuring


def python(text: str) -> tuple[str, ...]:
    return sys.executable, "-c", text


def test_pairs_take_turns_after_one_run_of_each_that_does_not_count(tmp_path: Path) -> None:
    done: list[str] = []

    def task(name: str) -> Task:
        return Task(name, python(""), tmp_path, prepare=lambda number: done.append(f"{name}{number}"))

    pair = paired(task("a"), task("b"), runs=2, limit=60)
    counted = [name for name in done if name[1:] != "0"]
    assert done[:2] == ["a0", "b0"]
    assert counted == [f"{name}{number}" for number in range(1, len(counted) // 2 + 1) for name in "ab"]
    assert pair.first.runs == pair.second.runs == 2


def test_what_takes_long_runs_once(tmp_path: Path) -> None:
    done: list[str] = []
    tasks = [Task(n, python(""), tmp_path, prepare=lambda number, n=n: done.append(n)) for n in "ab"]  # type: ignore[misc]
    pair = once_each(*tasks, limit=60)
    assert done == ["a", "b"]
    assert pair.wall == pair.first.wall / pair.second.wall


def test_what_did_not_do_its_work_is_no_figure(tmp_path: Path) -> None:
    def check(number: int) -> None:
        raise Failed("nothing was made")

    with pytest.raises(Failed, match="ours: nothing was made"):
        paired(Task("ours", python(""), tmp_path, check=check), NO_TASK, runs=1, limit=60)


def test_a_command_that_fails_or_does_not_end_says_so(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="exit code 3: alas"):
        timed(python("import sys; print('alas'); sys.exit(3)"), folder=tmp_path, env={}, limit=60)
    with pytest.raises(Failed, match="stopped after"):
        timed(python("import time; time.sleep(60)"), folder=tmp_path, env={}, limit=0.5)


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system does not tell")
def test_the_memory_is_that_of_all_processes_together(tmp_path: Path) -> None:
    child = "import time; data = b'x' * (60 << 20); time.sleep(1)"
    both = f"import subprocess, sys, time; data = b'x' * (60 << 20); subprocess.run([sys.executable, '-c', {child!r}])"
    assert watched(python(both), folder=tmp_path, env={}, limit=60)[1] > 120


def test_processor_time_counts_children(tmp_path: Path) -> None:
    child = "import time\nwhile time.process_time() < 0.5: pass"
    both = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    assert timed(python(both), folder=tmp_path, env={}, limit=60).cpu >= 0.5


# ------------------------------------------------------------------------------------------------- results


def figures(wall: float, most: float = 100.0) -> Figures:
    return Figures(wall, wall, most, 3, wall, wall)


def test_a_goal_is_missed_by_time_by_memory_or_by_no_result() -> None:
    row = Row("x", "x", NO_TASK, NO_TASK, wall={1000: 0.5}, peak={1000: 1.0})
    reached = Pair(figures(1.0), figures(2.0), 0.5, 0.5, 0)
    assert not is_missed(Line(1000, row, reached))
    assert not is_missed(Line(100, row, None))
    assert is_missed(Line(1000, row, Pair(figures(1.1), figures(2.0), 0.55, 0.5, 0)))
    assert is_missed(Line(1000, row, Pair(figures(1.0, 200), figures(2.0), 0.5, 0.5, 0)))
    assert is_missed(Line(1000, row, None, "it failed"))


def test_what_failed_stands_in_the_tables_with_its_reason() -> None:
    results = Results(Machine(2, "some model", 8.0, "Linux 6.1", "3.11.7"))
    row = Row("x", "a cold build", NO_TASK, NO_TASK, wall={1000: 0.5})
    stages_of_ours = {"parse": 3.0, "render": 1.0}
    results.lines += [
        Line(1000, row, Pair(figures(1.2), figures(2.0), 0.6, 0.5, 1), "", stages_of_ours),
        Line(100, row, None, "theirs: exit code 1: no such option"),
    ]
    results.rivals.append(Rival(1000, "Slowpoke", "1.0", "no lists", None, "stopped after 180 s"))
    results.served[1000] = "the page did not change in 180 s"
    results.missing.append("Pagefind, which could not be installed (no network)")
    text = written(results)
    for said in ("no such option", "stopped after 180 s", "did not change", "(no network)", "**no**", "75%"):
        assert said in text
    for table in re.findall(r"(?:^\|.*\n)+", text, re.M):
        assert len({line.count(" | ") for line in table.splitlines()}) == 1


def test_peers_are_pinned_by_their_hashes_and_name_no_registry() -> None:
    locks = list(HERE.glob("*/requirements.txt"))
    assert len(locks) == 5
    for lock in locks:
        text = lock.read_text("utf-8")
        assert text.count("==") == len(re.findall(r"==[^\n]+ \\\n    --hash=sha256:", text))
        assert "://" not in text
    packages = json.loads((HERE / "eleventy" / "package-lock.json").read_text("utf-8"))["packages"]
    assert all("integrity" in one and "resolved" not in one for name, one in packages.items() if name)
