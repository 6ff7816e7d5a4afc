"""`consent`: a list by references, a table that is safe in a spreadsheet, a calendar that is the same each time."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from tests.english import english, story
from tests.projects import DAY
from toolbox_gen.agenda import LONGEST
from toolbox_gen.build import Options
from toolbox_gen.commands.consenting import run_consent


def block(ref: str, more: str) -> str:
    """A story with a consent."""
    return story(f"consent:\n  ref: '{ref}'\n  given_on: 2025-01-10\n  scope: [site, export]\n  {more}", slug="Amina")


FILES: dict[str, str | bytes | None] = {
    "content/stories/amina-een.md": block("R-1", "status: given\n  expires_on: 2026-06-20"),
    "content/stories/amina-twee.md": block("R-2", "status: given\n  expires_on: 2026-05-31"),
    "content/stories/amina-drie.md": block("R-3", "status: pending"),
    "content/stories/amina-vier.md": block("R-4", "status: withdrawn"),
    "content/stories/amina-vijf.md": block("R-5", "status: not-needed"),
    "content/stories/amina-zes.md": block("R-6", "status: given"),
}


def run(
    capsys: pytest.CaptureFixture[str],
    root: Path,
    form: str = "text",
    *,
    day: date = DAY,
    days: int = 90,
    language: str | None = "en",
) -> tuple[int, str, str]:
    """The exit code, and what was said."""
    code = run_consent(Options(root=root, day=day), days=days, form=form, language=language)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_list_has_what_is_to_be_done_by_reference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, english(tmp_path, FILES))
    assert (code, err) == (0, "")
    assert out == (
        "Expired, gone after the next build:\n  2026-05-31  R-2  (stories)\n"
        "Expires within 90 days:\n  2026-06-20  R-1  (stories)\n"
        "Asked for and not yet given, not on the site:\n  —           R-3  (stories)\n"
        "Taken back, gone after the next build:\n  —           R-4  (stories)\n"
        "Documents that say that no consent is needed: 1. Look now and then whether that is so.\n"
        "At the address of what is gone stays a neutral page. The name of the file stands in that address.\n"
        "If that tells too much, write “address: nothing” in its consent, or rename the file.\n"
        "To find a file, search the folder content for its reference.\n"
    )


@pytest.mark.parametrize("form", ["text", "csv", "ics"])
def test_nobody_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    _, out, err = run(capsys, english(tmp_path, FILES), form)
    assert "R-1" in out
    assert "amina" not in (out + err).lower()


def test_when_nothing_is_to_be_done_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, english(tmp_path), days=30) == (0, "No consent expires within 30 days.\n", "")


def test_it_speaks_the_language_of_the_toolbox(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = english(tmp_path, {**FILES, "site.yaml": "title: Proef\n"})
    assert "Verloopt binnen 90 dagen:\n  2026-06-20  R-1" in run(capsys, root, language=None)[1]


@pytest.mark.parametrize("form", ["text", "csv", "ics"])
def test_with_problems_in_the_content_it_says_that_it_may_not_be_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    root = english(tmp_path, {**FILES, "content/stories/zeven.md": block("R-7", "status: gegeven")})
    code, out, err = run(capsys, root, form)
    assert code == 1
    assert "R-1" in out
    assert "this list may not be whole" in err


def test_without_a_toolbox_it_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, tmp_path)[0] == 2


def test_the_table_is_one_after_rfc_4180(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    files = {**FILES, "content/stories/a.md": block('R "8", a', "status: pending")}
    assert run_consent(Options(root=english(tmp_path, files), day=DAY), days=90, form="csv", language="en") == 0
    data = capsysbinary.readouterr().out
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    assert rows[0] == ["state", "reference", "folder", "given on", "last day", "scope"]
    assert rows[1] == ["expired", "R-2", "stories", "2025-01-10", "2026-05-31", "site export"]
    assert ["pending", 'R "8", a', "stories", "2025-01-10", "", "site export"] in rows
    assert {len(row) for row in rows} == {6}


@pytest.mark.parametrize("ref", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "  =1+1"])
def test_no_cell_is_a_formula(tmp_path: Path, capsys: pytest.CaptureFixture[str], ref: str) -> None:
    out = run(capsys, english(tmp_path, {"content/stories/a.md": block(ref, "status: pending")}), "csv")[1]
    cells = [cell for row in csv.reader(io.StringIO(out)) for cell in row]
    assert f"'{ref.strip()}" in cells
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]


def test_the_calendar_has_last_days_and_is_the_same_each_time(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    found = []
    for root in (tmp_path / "one", tmp_path / "two"):
        run_consent(Options(root=english(root, FILES), day=DAY), days=90, form="ics", language="en")
        found.append(capsysbinary.readouterr().out)
    assert found[0] == found[1]
    assert b"\n" not in found[0].replace(b"\r\n", b"")
    assert all(len(line) <= LONGEST for line in found[0].split(b"\r\n"))
    text = found[0].decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 3
    assert "DTSTAMP:20250110T000000Z\r\nDTSTART;VALUE=DATE:20260531\r\nSUMMARY:Last day of consent R-2\r\n" in text
    assert "DTSTART;VALUE=DATE:20260620\r\nSUMMARY:Last day of consent R-1\r\n" in text
    assert "R-3" not in text


def test_a_renewed_consent_moves_its_event(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = english(tmp_path, FILES)
    before = run(capsys, root, "ics")[1]
    longer = FILES["content/stories/amina-een.md"]
    assert isinstance(longer, str)
    english(root, {"content/stories/amina-een.md": longer.replace("2026-06-20", "2026-07-20")})
    after = run(capsys, root, "ics")[1]
    uids = [[line for line in text.split("\n") if line.startswith("UID:")] for text in (before, after)]
    assert uids[0] == uids[1]
    assert before != after


def test_a_calendar_has_always_an_event(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, english(tmp_path), "ics", days=30)[1]
    assert out.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20260701" in out
    assert "DTSTART;VALUE=DATE:99991231" in run(capsys, tmp_path, "ics", days=3660, day=date(9999, 1, 1))[1]
