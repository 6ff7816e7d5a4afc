"""The cache from outside: what a build costs with it, and that whatever happens to it does no harm.

Costs are counted in files and never in seconds. Damage, kills and withdrawals are tried on a toolbox that goes to and
fro between two states, by the short way (`refill`) or the long one (`making`): of both it is known what must stand.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.edits import Box, Desk, differences, with_body, with_field
from tests.projects import DAY, FILES, built, project, tree, write
from toolbox_gen import cache, engine
from toolbox_gen.build import Memory, Options, Report, build
from toolbox_gen.write import Refused

ROOT = Path(__file__).parents[2]
MANY = int(os.environ.get("CACHE_EXAMPLES", "1"))
"""How many times as many positions are tried; by hand, many more."""

STORY = "content/stories/aan-tafel.md"
PAGE = "stories/aan-tafel/index.html"
BODY = "Een nieuwwoord [de stappen](../tools/deep-democracy.md#stappen).\n\n![Een kring](kring.png)\n"
EDITED = {
    "short": Box().having({STORY: with_body(Box().text(STORY), BODY)}),
    "long": Box().having({STORY: with_field(Box().text(STORY), "title", "Een andere naam")}),
}


class Turns:
    """A toolbox that goes to and fro between two states."""

    def __init__(self, folder: Path, way: str) -> None:
        self.desk = Desk(folder)
        self.way = way
        self.boxes = [Box(), EDITED[way]]
        self.sites = []
        for box in self.boxes:
            self.desk.put(box)
            report, site = self.desk.afresh(box)
            assert report.problems == ()
            self.sites.append(site)
        self.at = 1
        self.turn()
        self.right()

    def turn(self) -> None:
        """The other state, not yet built."""
        self.at = 1 - self.at
        self.desk.put(self.boxes[self.at])

    def build(self, **options: Any) -> Report:
        return self.desk.build(self.boxes[self.at], **options)

    def right(self, told: object = "") -> Report:
        """Build it, and look whether it is what it must be."""
        report = self.build()
        assert report.written, (told, report.problems)
        assert differences(tree(self.desk.root / "site"), self.sites[self.at]) == [], told
        assert differences(tree(self.desk.work / "spare"), self.sites[self.at]) == [], told
        return report

    def works(self, told: object = "") -> None:
        """The cache does what it is for: when nothing has changed, nothing is done."""
        self.right(told)
        assert names(self.right(told)) == ["read"], told

    @property
    def file(self) -> Path:
        return self.desk.work / cache.FILE


def names(report: Report) -> list[str]:
    return [stage.name for stage in report.stages]


@pytest.fixture(scope="module", params=["short", "long"])
def turns(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Turns:
    """One for all tests of a way: each leaves it as it should be, or that is what it says."""
    return Turns(tmp_path_factory.mktemp(request.param), request.param)


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Turns:
    """One for all tests to which the way does not matter: where the short one cannot be taken, the long one is."""
    return Turns(tmp_path_factory.mktemp("either"), "short")


# ------------------------------------------------------------------------------------------------- what a build costs


def test_the_two_ways_are_taken(turns: Turns) -> None:
    turns.turn()
    assert ("link" in names(turns.right())) is (turns.way == "long")
    assert names(turns.right()) == ["read"]


def test_another_body_changes_what_holds_it_and_nothing_else(tmp_path: Path) -> None:
    turns = Turns(tmp_path, "short")
    turns.turn()
    report = turns.right()
    assert report.written
    changed = {path for path in report.written.changed if "assets/search/" not in path}
    assert changed == {PAGE, "export.json", "search/head.js"}
    assert differences(turns.sites[0], turns.sites[1]) == sorted({*report.written.changed, ".toolbox-gen.json"})
    prose = ("prose", STORY)
    assert report.reasons == {PAGE: prose, "export.json": prose, "search/head.js": ("index",)}
    assert {stage.name: stage.count for stage in report.stages}["parse"] == 1


def test_another_title_makes_just_the_pages_anew_that_show_it(tmp_path: Path) -> None:
    turns = Turns(tmp_path, "long")
    turns.turn()
    report = turns.right()
    assert report.written
    old, new = turns.sites
    shows = {p for p in new if p.endswith((".html", ".xml", ".json")) and new[p] != old.get(p) and p[0] != "."}
    made = {path for path in report.reasons if not path.endswith("head.js")}
    assert made == shows
    assert all(b"Een andere naam" in new[path] for path in made)
    assert {"card", "frame"} <= set(report.reasons[PAGE])
    assert not any({"code", "template", "site", "prose", "new", "gone"} & set(why) for why in report.reasons.values())


def test_nothing_changed_opens_no_content_and_writes_nothing(tmp_path: Path) -> None:
    project(tmp_path)
    time.sleep(0.05)  # what was written just now might be written once more without a trace
    built(tmp_path)
    built(tmp_path)
    before = {path: path.stat() for path in tmp_path.rglob("*") if path.name not in ("moment", ".site.toolbox-gen")}
    program = (
        "import sys; from pathlib import Path; from tests.projects import built; root = sys.argv[1]; opened = []\n"
        "def hook(event, args):\n"
        "    if event == 'open' and str(args[0]).startswith(root): opened.append((str(args[0])[len(root) + 1:], args[1], args[2]))\n"
        "sys.addaudithook(hook)\n"
        "report = built(Path(root))\n"
        "print(report.written.written, report.written.changed, [stage.name for stage in report.stages])\n"
        "print(*sorted({name for name, *_ in opened}), sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    told, *opened = done.stdout.splitlines()
    assert told == "0 () ['read']"
    own = ".site.toolbox-gen"
    assert set(opened) <= {
        "site.yaml",
        "site/.toolbox-gen.json",
        *(f"{own}/{name}" for name in ("lock", "moment", "signatures")),
    }
    assert "site.yaml" in opened
    after = {path: path.stat() for path in before}
    assert [
        p for p, was in before.items() if (was.st_mtime_ns, was.st_ino) != (after[p].st_mtime_ns, after[p].st_ino)
    ] == []


def of(report: Report, reason: str) -> set[str]:
    """The files that were made for just this reason."""
    return {path for path, why in report.reasons.items() if why == (reason,)}


def test_the_reasons_are_right(tmp_path: Path) -> None:
    root = project(tmp_path)
    first = built(root)
    site = tree(root / "site").keys() - {".toolbox-gen.json"}
    assert of(first, "new") == {path for path in site if "assets/search/" not in path}
    write(root, {"templates/tool.html": "{{ view.card.title }}{{ view.body }}"})
    changed = built(root)
    assert changed.reasons == {"tools/deep-democracy/index.html": ("template",)}
    write(root, {"templates/tool.html": None})
    assert built(root).reasons == {"tools/deep-democracy/index.html": ("template",)}
    (root / "site" / "over" / "index.html").unlink()
    (root / ".site.toolbox-gen" / "spare" / "over" / "index.html").unlink()
    assert built(root).reasons == {"over/index.html": ("gone",)}
    write(root, {"site.yaml": "title: Anders\nurl: https://proef.example/doos/\nlanguages: [nl]\n"})
    changed = built(root)
    pages = {path for path in site if path.endswith(".html")}
    assert {path for path, why in changed.reasons.items() if "site" in why} >= pages - {"404.html"}
    write(root, {"content/pages/nieuw.md": "---\ntitle: Nieuw\n---\nTekst.\n"})
    changed = built(root)
    assert of(changed, "new") == {"nieuw/index.html"}
    assert "site" in changed.reasons["index.html"]  # it stands in every footer
    write(root, {"content/pages/nieuw.md": None})
    changed = built(root)
    assert "nieuw/index.html" not in changed.reasons
    assert changed.written
    assert "nieuw/index.html" in changed.written.changed


def test_code_of_ones_own_is_a_reason(tmp_path: Path) -> None:
    root = project(tmp_path / "box")
    program = (
        "import sys; from pathlib import Path; from tests.projects import DAY; from toolbox_gen.build import Options, build\n"
        "from toolbox_gen.catalogue import PLANNERS; from toolbox_gen.plan import Bytes, Output; import own\n"
        "report = build(Options(root=Path(sys.argv[1]), day=DAY, planners=(*PLANNERS, own.planner)))\n"
        "print({why for path, why in report.reasons.items() if 'head.js' not in path}, report.written.changed)"
    )
    text = "from toolbox_gen.plan import Bytes, Output\n\ndef planner(site):\n    return [Output('own.txt', Bytes(b'%s'))]\n"

    def run(own: str) -> str:
        (tmp_path / "own.py").write_text(text % own, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-B", "-c", program, str(root)], cwd=ROOT, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *filter(None, sys.path)])},
        )  # fmt: skip
        return done.stdout.strip()

    assert run("one").startswith("{('new',)}")
    assert run("one") == "set() ()"
    assert run("two") == "{('code',)} ('own.txt',)"


def test_of_fifty_edits_the_cache_keeps_one(tmp_path: Path) -> None:
    turns = Turns(tmp_path, "short")
    sizes = []
    for number in range(50):
        box = turns.boxes[number % 2]
        text = with_body(
            box.text(STORY), f"Nieuwwoord{number} en ander{number * 7}.\n\n{box.text(STORY).split('---')[2]}"
        )
        if number % 10 == 9:
            text = with_field(text, "title", f"Naam {number}")
        turns.desk.put(box.having({STORY: text}))
        assert turns.desk.build(box).written
        sizes.append(turns.file.stat().st_size)
    assert max(sizes) < 1.5 * sizes[0]
    data = turns.file.read_bytes()
    assert b"ieuwwoord49" in data
    assert not [n for n in range(49) if b"ieuwwoord%d " % n in data]


def test_without_the_cache_none_is_read_and_none_is_left(short: Turns) -> None:
    short.turn()
    report = short.build(cache=False)
    assert "link" in names(report)
    assert not short.file.exists(), "it would keep what this build withdrew"
    assert tree(short.desk.root / "site") == short.sites[short.at]
    short.works()


PLANTED = "Zilverreiger"


def told(root: Path) -> list[str]:
    """Where the hidden folder has the planted word."""
    return [path for path, data in tree(root / ".site.toolbox-gen").items() if PLANTED.encode() in data]


def test_what_another_version_of_the_program_kept_is_withdrawn_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = with_body(FILES[STORY], f"{PLANTED} vertelt.")
    root = project(tmp_path, {STORY: with_field(text, "title", PLANTED)})
    assert built(root).written
    assert told(root)
    monkeypatch.setattr(engine, "_versions", lambda: [b"another"])
    write(root, {STORY: with_field(text, "status", "draft")})
    assert built(root).written
    assert told(root) == []


def test_what_was_kept_for_a_language_that_is_gone_goes_too(tmp_path: Path) -> None:
    english = {"content/stories/aan-tafel.en.md": f"---\ntitle: {PLANTED}\n---\n{PLANTED} tells.\n"}
    settings = "title: Proef\nlanguages: [nl, en]\n"
    root = project(tmp_path, {"site.yaml": settings, **english})
    assert built(root).written
    assert told(root)
    write(root, {"site.yaml": settings.replace(", en", ""), **dict.fromkeys(english)})
    assert built(root).written
    assert told(root) == []


# ------------------------------------------------------------------------------------------------- damage


def spots(size: int, count: int) -> Iterator[int]:
    """Places in a file: its beginning and end, and others that are the same in each run."""
    chance = random.Random(size)
    yield from sorted({0, 1, size - 1, *(chance.randrange(size) for _ in range(count))})


def test_cut_anywhere_the_cache_does_no_harm(turns: Turns) -> None:
    for length in spots(turns.file.stat().st_size, 3 * MANY):
        turns.turn()
        os.truncate(turns.file, length)
        turns.right(length)
        turns.works(length)


def test_with_any_bit_another_one_the_cache_does_no_harm(turns: Turns) -> None:
    for number, at in enumerate(spots(turns.file.stat().st_size, 6 * MANY)):
        turns.turn()
        data = bytearray(turns.file.read_bytes())
        data[at % len(data)] ^= 1 << number % 8
        turns.file.write_bytes(data)
        turns.right(at)
    turns.works()


def exchanged(file: Path) -> None:
    """Give every value to the next name, on all shelves."""
    with sqlite3.connect(file) as connection:
        rows = connection.execute("SELECT rowid, shelf, value FROM entries ORDER BY shelf, name").fetchall()
        for (row, *_), (_, _, value) in zip(rows, [*rows[1:], rows[0]], strict=True):
            connection.execute("UPDATE entries SET value = ? WHERE rowid = ?", (value, row))
    connection.close()


def asked(sql: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        with sqlite3.connect(file) as connection:
            connection.execute(sql)
        connection.close()

    return change


def folder(file: Path) -> None:
    file.unlink()
    write(file, {"inside.txt": "Mine."})


def journal(file: Path) -> None:
    file.with_name(file.name + "-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda file: file.write_bytes(b""),
    "zeros": lambda file: file.write_bytes(bytes(file.stat().st_size)),
    "text": lambda file: file.write_text("no database", encoding="utf-8"),
    "readable only": lambda file: file.chmod(0o444),
    "not readable": lambda file: file.chmod(0),
    "a folder": folder,
    "a link to nowhere": lambda file: (file.unlink(), file.symlink_to("nowhere/at/all")),
    "a journal": journal,
    "no table": asked("DROP TABLE entries"),
    "another table": asked("ALTER TABLE entries RENAME COLUMN key TO other"),
    "more columns": asked("ALTER TABLE entries ADD COLUMN more"),
    "no values": asked("UPDATE entries SET value = NULL"),
    "exchanged": exchanged,
    "other keys": asked("UPDATE entries SET key = key || 'x'"),
    "without what was seen": asked("DELETE FROM entries WHERE shelf = 'ledger' AND name = 'seen'"),
    "without what was made": asked("DELETE FROM entries WHERE shelf = 'ledger' AND name = 'made'"),
    "without why": asked("DELETE FROM entries WHERE shelf = 'ledger' AND name = 'why'"),
    "without texts": asked("DELETE FROM entries WHERE shelf = 'texts'"),
    "without the index": asked("DELETE FROM entries WHERE shelf LIKE 'search%'"),
    "without a part of the index": asked("DELETE FROM entries WHERE shelf LIKE 'search%' AND length(value) % 2"),
    "without records": asked("DELETE FROM entries WHERE shelf LIKE 'records%'"),
    "on another shelf": asked("UPDATE entries SET shelf = shelf || 'x'"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_whatever_happened_to_the_cache_the_site_is_right(short: Turns, damage: str) -> None:
    short.turn()
    DAMAGE[damage](short.file)
    short.right()
    if damage != "a folder":
        short.works()
    else:
        assert (short.file / "inside.txt").read_text(encoding="utf-8") == "Mine."
        shutil.rmtree(short.file)
        short.works()


def test_a_cache_of_another_time_or_place_does_no_harm(turns: Turns) -> None:
    kept = []
    for _ in range(3):
        kept.append(turns.file.read_bytes())
        turns.turn()
        turns.right()
    for number, data in enumerate(kept):  # of other states than the site that stands
        turns.turn()
        turns.file.write_bytes(data)
        turns.right(number)
    build(Options(root=project(turns.desk.root.parent / "other"), day=DAY))
    shutil.copy(turns.desk.root.parent / "other" / ".site.toolbox-gen" / cache.FILE, turns.file)
    turns.turn()
    turns.right()
    turns.works()


def test_single_values_of_another_time_do_no_harm(turns: Turns) -> None:
    before = sqlite3.connect(":memory:")
    before.deserialize(turns.file.read_bytes())
    rows = before.execute("SELECT * FROM entries").fetchall()
    before.close()
    turns.turn()
    turns.right()
    with sqlite3.connect(turns.file) as now:
        changed = [row for row in rows if row not in now.execute("SELECT * FROM entries").fetchall()]
    now.close()
    assert {name for _, name, *_ in changed} >= {"seen", "made"}
    told = [row for row in changed if row[0] == "ledger"]
    for row in (*told, *random.Random(1).sample(changed, min(len(changed), MANY))):
        with sqlite3.connect(turns.file) as connection:
            connection.execute("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", row)
        connection.close()
        turns.right(row[:2])
        turns.turn()
        turns.right(row[:2])
        turns.turn()
        turns.right(row[:2])
    turns.works()


@pytest.mark.parametrize("name", ["signatures", "spare/.toolbox-gen.json", "spare/index.html", "spare/search/head.js"])
def test_a_damaged_file_beside_the_cache_does_no_harm(short: Turns, name: str) -> None:
    file = short.desk.work / name
    for number, at in enumerate(spots(file.stat().st_size, MANY)):
        short.turn()
        data = bytearray(file.read_bytes())
        data[at % len(data)] ^= 1 << number % 8
        file.unlink()  # the files of the spare are those of the site too
        file.write_bytes(data[: None if number % 2 else at])
        short.right(at)
    short.works()


def test_a_damaged_manifest_is_refused_or_made_right(short: Turns) -> None:
    file = short.desk.root / "site" / ".toolbox-gen.json"
    codes = set()
    for number, at in enumerate(spots(file.stat().st_size, 2 * MANY)):
        short.turn()
        before = file.read_bytes()
        data = bytearray(before)
        data[at % len(data)] ^= 1 << number % 8
        file.unlink()
        file.write_bytes(data)
        try:
            short.build()
        except Refused as found:
            codes.add(found.code)
            file.write_bytes(before)
        short.right(at)
    short.works()
    assert codes <= {"target-not-ours", "target-has-others"}
    assert codes


# ------------------------------------------------------------------------------------------------- withdrawn

WORD = "Zilverreiger"
CONSENT = (
    "{ref: R-1, status: given, given_on: 2025-01-10, scope: [site, export], identity: named, expires_on: 2026-06-20}"
)
SECRET = "content/stories/geheim.md"
TOLD = (
    f"---\ntitle: Titel {WORD}\nkind: good-practice\nsummary: Samenvatting {WORD}\ndate: 2024\nplace: {WORD}dorp\n"
    f"tools: [{{tool: deep-democracy, note: Noot {WORD}}}]\nthemes: [inclusion]\nlessons: [Les {WORD}]\n"
    f'quotes: [{{text: "Woord {WORD}", who: {WORD}}}]\nconsent: {CONSENT}\n---\nTekst {WORD}.\n\n## Kop {WORD}\n\n[[deep-democracy|{WORD}]]\n'
)
LATER = date(2026, 7, 1)
WITHDRAWN: dict[str, tuple[str | None, date]] = {
    "prose": (TOLD.replace(f"Tekst {WORD}", "Tekst"), DAY),
    "consent": (TOLD.replace("status: given", "status: withdrawn"), DAY),
    "draft": (TOLD.replace("kind:", "status: draft\nkind:"), DAY),
    "not yet": (TOLD.replace("kind:", "publish_on: 2027\nkind:"), DAY),
    "gone": (None, DAY),
    "the day": (TOLD, LATER),
}


def holding(root: Path, word: str) -> list[str]:
    """The files below a project, but for the content, in which there is a word."""
    return [
        path.relative_to(root).as_posix() for path in root.rglob("*")
        if path.is_file() and path.relative_to(root).parts[0] != "content" and word.lower().encode() in path.read_bytes().lower()
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("why", "way"),
    [
        *((why, "once") for why in WITHDRAWN),
        *((why, "remembered") for why in ("prose", "gone")),
        *((why, "background") for why in ("prose", "consent", "gone")),
    ],
)
def test_of_what_is_withdrawn_nothing_stays_anywhere(tmp_path: Path, why: str, way: str) -> None:
    word = WORD if why != "prose" else f"Tekst {WORD}"
    memory = Memory() if way != "once" else None
    root = project(tmp_path, {SECRET: TOLD})
    assert built(root, memory=memory).written
    assert len(holding(root, word)) > 3
    text, day = WITHDRAWN[why]
    write(root, {SECRET: text})
    if way == "background":
        built(root, memory=memory, day=day, background=True)
    report = built(root, memory=memory, day=day)
    assert report.written
    if way == "once":
        assert ("link" not in names(report)) is (why == "prose")
    assert holding(root, word) == []


def test_nothing_of_a_draft_stays_by_any_way(tmp_path: Path) -> None:
    """Not even of what is said about it: a note that quotes the text."""
    draft = "---\ntitle: Ontwerp\nkind: good-practice\nsummary: Kort.\ndate: 2024\nstatus: draft\ntools: []\nno_tool_reason: Geen.\n---\nTekst.\n"
    root = project(tmp_path, {SECRET: draft})
    built(root)
    for text in (f"{draft}\n{WORD}.\n", f"{draft}\n<{WORD}>.\n", f"{draft}\n## {WORD}\n", draft.replace("Kort", WORD)):
        write(root, {SECRET: text})
        assert built(root).written
        assert holding(root, WORD) == [], text


# ------------------------------------------------------------------------------------------------- kills


KILLED = 77
COUNTED = ["open", "write", "rename", "link", "unlink", "mkdir", "rmdir", "utime", "chmod", "lstat", "scandir"]


def armed(at: int) -> None:
    """Let this process end at its so-many-th operation on a disk or a database."""
    left = [at]

    def counted(operation: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                os._exit(KILLED)
            return operation(*args, **kwargs)

        return wrapped

    for name in COUNTED:
        setattr(os, name, counted(getattr(os, name)))

    class Connection(sqlite3.Connection):
        execute = counted(sqlite3.Connection.execute)
        executemany = counted(sqlite3.Connection.executemany)
        commit = counted(sqlite3.Connection.commit)
        close = counted(sqlite3.Connection.close)

    connect = sqlite3.connect
    sqlite3.connect = lambda *args, **kwargs: connect(*args, **kwargs, factory=Connection)  # type: ignore[assignment]


def kill_again_and_again(folder: Path, way: str, every: int, jobs: int) -> None:
    """Build in a child that is killed, each time somewhat later, and then as usual; says how often."""
    from toolbox_gen import making

    making.FEW = 0
    turns = Turns(folder, way)
    number = 0
    while True:
        turns.turn()
        child = os.fork()
        if not child:
            armed(1 + number * every)
            turns.build(jobs=jobs)
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status in (0, KILLED), status
        turns.right((number, way))
        if status == 0:
            break
        number += 1
    turns.works()
    print(number)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize(("way", "every", "jobs"), [("short", 41, 1), ("long", 401, 1), ("long", 701, 2)])
def test_killed_anywhere_a_build_leaves_what_the_next_one_makes_right(
    tmp_path: Path, way: str, every: int, jobs: int
) -> None:
    every = max(1, every // MANY)
    command = [sys.executable, "-m", "tests.e2e.test_cache", str(tmp_path), way, str(every), str(jobs)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=3000)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 2


if __name__ == "__main__":
    kill_again_and_again(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
