"""How consents stand on a day, and that what tells of them does not tell whose they are."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from tests.english import SITE, english, story, tool
from tests.projects import DAY
from toolbox_gen.build import Options, content
from toolbox_gen.catalogue import KINDS
from toolbox_gen.consents import Entry, entries


def told(root: Path, files: dict[str, str | bytes | None], day: date = DAY, days: int = 90) -> tuple[Entry, ...]:
    """The consents of a toolbox."""
    found, config, _ = content(Options(root=english(root, files), day=day))
    return entries(found, kinds=KINDS, config=config, day=day, days=days)


def block(more: str = "", *, ref: str = "R-1", status: str = "given", given_on: str = "2025-01-10") -> str:
    """A story with a consent."""
    fields = f"{{ref: {ref}, status: {status}, given_on: {given_on}, scope: [site]{', ' if more else ''}{more}}}"
    return story(f"consent: {fields}")


@pytest.mark.parametrize(
    ("text", "state", "last"),
    [
        (block(), "given", date(2027, 1, 10)),
        (block("expires_on: 2026-08-30"), "expires", date(2026, 8, 30)),
        (block("expires_on: 2026-08-31"), "given", date(2026, 8, 31)),
        (block("expires_on: 2026-06-01"), "expires", DAY),
        (block("expires_on: 2026-05-31"), "expired", date(2026, 5, 31)),
        (block("expires_on: 2026-06"), "expires", date(2026, 6, 30)),
        (block("expires_on: 2026-05"), "expired", date(2026, 5, 31)),
        (block(given_on="2024-06-01"), "expires", date(2026, 6, 1)),
        (block(given_on="2024-05-31"), "expired", date(2026, 5, 31)),
        (block(given_on="2024-02-29"), "expired", date(2026, 2, 28)),
        (block(given_on="2026-06-02"), "later", date(2028, 6, 2)),
        (block(given_on="").replace(" given_on: ,", ""), "incomplete", None),
        (block(status="pending"), "pending", None),
        (block(status="withdrawn"), "withdrawn", None),
        (block(status="not-needed"), "not-needed", None),
        (block("expires_on: 2026-05-01", status="not-needed"), "expired", date(2026, 5, 1)),
    ],
)
def test_how_a_consent_stands(tmp_path: Path, text: str, state: str, last: date | None) -> None:
    (found,) = told(tmp_path, {"content/stories/x.md": text})
    assert (found.state, found.last_day) == (state, last)


def test_how_far_it_looks_is_asked(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"content/stories/x.md": block("expires_on: 2026-06-08")}
    assert [told(tmp_path, files, days=n)[0].state for n in (0, 6, 7)] == ["given", "given", "expires"]


def test_what_has_to_be_done_comes_first_and_the_earliest_of_it(tmp_path: Path) -> None:
    found = told(tmp_path, {
        "content/stories/a.md": block(ref="R-1", status="withdrawn"),
        "content/stories/b.md": block("expires_on: 2026-07", ref="R-2"),
        "content/stories/c.md": block("expires_on: 2026-06", ref="R-3"),
        "content/stories/d.md": block("expires_on: 2026-05", ref="R-4"),
        "content/stories/e.md": block(ref="R-5"),
        "content/tools/f.md": tool("consent: {ref: R-6, status: pending}"),
    })  # fmt: skip
    assert [(one.ref, one.folder) for one in found] == [
        ("R-4", "stories"), ("R-3", "stories"), ("R-2", "stories"), ("R-6", "tools"), ("R-1", "stories"), ("R-5", "stories"),
    ]  # fmt: skip


def test_a_translation_is_told_only_where_it_has_a_consent_of_its_own(tmp_path: Path) -> None:
    found = told(tmp_path, {
        "site.yaml": SITE.replace("[en]", "[en, nl, fr]"),
        "content/stories/x.md": block(),
        "content/stories/x.nl.md": "---\ntitle: X\n---\n",
        "content/stories/x.fr.md": "---\ntitle: X\nconsent: {ref: R-2, status: pending}\n---\n",
    })  # fmt: skip
    assert [(one.ref, one.state) for one in found] == [("R-2", "pending"), ("R-1", "given")]


@pytest.mark.parametrize(("status", "states"), [("withdrawn", ["withdrawn"]), ("given", ["expires", "given"])])
def test_of_a_translation_nothing_expires_when_its_original_is_gone(
    tmp_path: Path, status: str, states: list[str]
) -> None:
    found = told(tmp_path, {
        "site.yaml": SITE.replace("[en]", "[en, nl]"),
        "content/stories/x.md": block(status=status),
        "content/stories/x.nl.md": "---\ntitle: X\nconsent: {ref: R-2, status: given, given_on: 2025-01-10, "
        "expires_on: 2026-06-20, scope: [site]}\n---\n",
    })  # fmt: skip
    assert [one.state for one in found] == states


def test_nothing_of_it_names_a_file_a_title_or_a_person(tmp_path: Path) -> None:
    text = block().replace("A story", "Amina").replace("scope:", "identity: named, scope:")
    (found,) = told(tmp_path, {"content/stories/het-verhaal-van-amina.md": text})
    assert "amina" not in str(asdict(found)).lower()


def test_it_has_the_same_identity_after_it_was_renewed_and_no_other_has_it(tmp_path: Path) -> None:
    before = told(tmp_path, {"content/stories/x.md": block("expires_on: 2026-07"), "content/stories/y.md": block()})
    after = told(tmp_path, {"content/stories/x.md": block("expires_on: 2028-07"), "content/stories/y.md": block()})
    assert {one.identity for one in before} == {one.identity for one in after}
    assert len({one.identity for one in after}) == 2


def test_whether_an_address_stays_is_told(tmp_path: Path) -> None:
    found = told(tmp_path, {
        "content/stories/x.md": block(ref="R-1"),
        "content/stories/y.md": block("address: nothing", ref="R-2"),
        "content/quotes/q.md": "---\nstory: x\ntext: Q\nconsent: {ref: R-3, status: withdrawn}\n---\n",
    })  # fmt: skip
    assert {one.ref: one.keeps_address for one in found} == {"R-1": True, "R-2": False, "R-3": False}
