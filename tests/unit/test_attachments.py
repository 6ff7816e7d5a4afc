"""Files that documents name: who is in a picture is so wherever it stands, and what nobody names is told."""

from pathlib import Path

import pytest

from tests.english import english, picture, story
from tests.projects import DAY, built
from toolbox_gen import build
from toolbox_gen.build import Options, check

CONSENT = "consent: {ref: R, status: %s, given_on: 2026-01-10, scope: site, image: recognisable}"
IN_FIELD = "images: [{src: table.png, alt: Three people at it, people: recognisable}]"
PORTRAITS = {
    "in a field": ("stories/x.md", story(IN_FIELD + "\n" + CONSENT)),
    "in a body": ("pages/x.md", f"---\ntitle: X\npictured: recognisable\n{CONSENT}\n---\n![People](table.png)\n"),
    "as a logo": (
        "organisations/x.md", f"---\nname: X\nlogo: table.png\npictured: recognisable\n{CONSENT}\n---\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("portrait", PORTRAITS)
@pytest.mark.parametrize("name", ["table.png", "copy.png"])
@pytest.mark.parametrize(("status", "code"), [("given", "picture-of-people"), ("withdrawn", "picture-taken-back")])
def test_a_picture_of_people_is_one_wherever_and_under_whatever_name(
    tmp_path: Path, portrait: str, name: str, status: str, code: str
) -> None:
    path, text = PORTRAITS[portrait]
    own = "pictured: recognisable\n" + CONSENT % "given" if status == "withdrawn" else "nav: 3"
    there = f"---\ntitle: There\n{own}\n---\n![A ring]({name})\n![A door](other.png)\n"
    files: dict[str, str | bytes] = {
        f"content/{path}": text % status,
        "content/media/table.png": picture(9, 9),
        "content/media/copy.png": picture(9, 9),
        "content/media/other.png": picture(9, 8),
        "content/pages/there.md": there,
    }
    found = check(Options(root=english(tmp_path, files), day=DAY, planners=(), checks=())).problems
    told = [p for p in found if p.code.startswith("picture-") and p.path == "content/pages/there.md"]
    assert [(p.code, dict(p.values)["file"]) for p in told] == [(code, f"content/{path}")]
    assert there.splitlines()[told[0].spot.line - 1] == f"![A ring]({name})"


def test_who_is_in_a_picture_taken_back_is_told_and_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for ticks in ("_LATELY", "_COARSE"):  # as if the files had been there for long, so that what is said is kept
        monkeypatch.setattr(build, ticks, -(10**12))
    own, taken = CONSENT % "given", CONSENT % "withdrawn, address: nothing"
    root = english(tmp_path, {
        "content/media/table.png": picture(9, 9),
        "content/stories/planted-name.md": story(IN_FIELD + "\n" + taken),
        "content/pages/x.md": f"---\ntitle: X\npictured: recognisable\n{own}\n---\n![A wide ring](table.png)\n",
    })  # fmt: skip
    for _ in range(2):
        assert [p.code for p in built(root).problems] == ["picture-taken-back"]
    assert b"planted-name" not in (tmp_path / ".site.toolbox-gen" / "cache.sqlite").read_bytes()


def test_a_file_that_nobody_names_is_told_of_and_one_in_a_field_that_is_wrong_is_not(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/media/alone.png": picture(9, 9),
        "content/media/named.png": picture(9, 8),
        "content/stories/x.md": story("images: [{src: named.png, alt: A, people: perhaps}]"),
    }
    found = check(Options(root=english(tmp_path, files), day=DAY, planners=(), checks=())).problems
    assert [p.path for p in found if p.code == "unused-file"] == ["content/media/alone.png"]


def test_a_photo_as_a_phone_keeps_it_is_no_picture(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/stories/p.HEIC": b"ftypheic",
        "content/stories/x.md": story("images: [{src: p.HEIC, alt: A}]"),
    }
    (found,) = check(Options(root=english(tmp_path, files), day=DAY, planners=(), checks=())).problems
    assert (found.code, dict(found.values)["phone"]) == ("not-an-image", "heic")
