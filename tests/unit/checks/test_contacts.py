"""Whose numbers and addresses are told, where, and how little of them."""

from pathlib import Path

import pytest

from tests.english import SITE, english, story
from tests.projects import DAY
from toolbox_gen.build import Options, check

CODES = ("mobile-number", "phone-number", "personal-mail")


def problems(root: Path, files: dict[str, str | bytes | None]) -> list[tuple[str, str, str]]:
    report = check(Options(root=english(root, files), day=DAY, planners=()))
    return [
        (p.code, f"{p.path}:{p.spot.line}:{p.spot.column}", dict(p.values)["shown"])
        for p in report.problems
        if p.code in CODES
    ]


def test_in_every_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "site.yaml": SITE + "contact: fatima@vzw.be\n",
        "content/vocabularies/settings.yaml": "group: {label: Group, description: Bel 03 123 45 67}\n",
        "content/organisations/house.md": "---\nname: House\ncontact: f.benali@vzw.be\n---\n",
        "content/stories/x.md": story("status: draft\ntips: [Bel 0470 12 34 56]\n", body="[me](tel:+32486112233)\n"),
    }
    assert problems(tmp_path, files) == [
        ("personal-mail", "content/organisations/house.md:3:10", "f…@vzw.be"),
        ("mobile-number", "content/stories/x.md:9:12", "+324…56"),
        ("mobile-number", "content/stories/x.md:11:10", "+324…33"),
        ("phone-number", "content/vocabularies/settings.yaml:1:40", "0312…67"),
        ("personal-mail", "site.yaml:4:10", "f…@vzw.be"),
    ]


@pytest.mark.parametrize(("known", "count"), [
    ("0470/12.34.56", 2), ("+32 470 12 34 56", 2), ("03 123 45 67", 2), ("Fatima@vzw.be", 2), ("0470 12 34 57", 3), ("vzw.be", 3),
])  # fmt: skip
def test_what_is_known_may_stand_everywhere_in_any_form(tmp_path: Path, known: str, count: int) -> None:
    body = "Bel 0470 12 34 56 of 03/123.45.67, of schrijf naar fatima@vzw.be.\n"
    files: dict[str, str | bytes | None] = {
        "site.yaml": SITE + f"known_contacts: ['{known}']\n",
        "content/stories/x.md": story(body=body),
    }
    found = [one for one in problems(tmp_path, files) if one[1].startswith("content")]
    assert len(found) == count


def test_a_warning_tells_no_more_than_is_needed_to_find_it(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"content/stories/x.md": story(body="0470 12 34 56, fatima.benali@vzw.be\n")}
    report = check(Options(root=english(tmp_path, files), day=DAY, planners=()))
    said = str(report.problems)
    assert "person" in said
    assert not any(secret in said for secret in ("12 34", "1234", "fatima", "benali"))
