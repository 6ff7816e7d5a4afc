"""The gate: what needs the consent of people is built with a valid one only, and without is in no byte of the site.

Every way in which a document can need it, with every way in which a consent can be missing, wrong or out of force.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.english import SITE, USUAL, english, picture, story, tool
from tests.projects import DAY, built, tree

WORD = "Zilverreiger-"
PHOTO = "images: [{src: photo.png, alt: A face, people: recognisable}]"
NEEDS: dict[str, tuple[str, str]] = {
    "quotes": ("stories/a.md", story("quotes: [{text: WORD}]\nFIELDS", slug="WORD")),
    "testimonial": ("stories/b.md", story("form: testimonial\nFIELDS", slug="WORD")),
    "interview": ("stories/c.md", story("form: interview\nFIELDS", slug="WORD")),
    "sensitivity": ("stories/d.md", story("sensitivity: [asylum]\nFIELDS", slug="WORD")),
    "story-face": ("stories/e.md", story(f"{PHOTO}\nFIELDS", slug="WORD")),
    "tool-face": ("tools/f.md", tool(f"{PHOTO}\nFIELDS", title="WORD")),
    "text-face": ("stories/g.md", story("pictured: recognisable\nFIELDS", slug="WORD", body="![A face](photo.png)\n")),
    "page-face": ("pages/h.md", "---\ntitle: WORD\npictured: recognisable\nFIELDS\n---\n![A face](photo.png)\n"),
    "logo-face": ("organisations/i.md", "---\nname: WORD\nlogo: photo.png\npictured: recognisable\nFIELDS\n---\n"),
    "apart": ("quotes/j.md", "---\nstory: aan-tafel\ntext: WORD\nFIELDS\n---\n"),
    "translation": ("stories/aan-tafel.nl.md", "---\ntitle: WORD\nplace: WORD\npictured: recognisable\nFIELDS\n---\n"),
}
GIVEN = "consent: {ref: R, status: given, given_on: 2026-01-10, scope: [site], image: recognisable}"
BARRED = {
    "withdrawn": GIVEN.replace("status: given", "status: withdrawn"),
    "pending": GIVEN.replace("status: given", "status: pending"),
    "expired": GIVEN.replace("image", "expires_on: 2026-05-31, image"),
    "expired by its age": GIVEN.replace("2026-01-10", "2024-05-31"),
    "not yet begun": GIVEN.replace("2026-01-10", "2026-06-02"),
    "for other uses": GIVEN.replace("[site]", "[publication, cards, export]"),
    "not needed for other uses": GIVEN.replace("given,", "not-needed,").replace("[site]", "export"),
    "not needed until yesterday": GIVEN.replace("given,", "not-needed,").replace(
        "image", "expires_on: 2026-05-31, image"
    ),
}
WRONG = {
    "empty": "consent:",
    "a word": "consent: yes",
    "a list": "consent: [given]",
    "an unknown status": GIVEN.replace("status: given", "status: gegeven"),
    "no status": GIVEN.replace("status: given, ", ""),
    "no reference": GIVEN.replace("ref: R, ", ""),
    "no day": GIVEN.replace("given_on: 2026-01-10, ", ""),
    "a day that is none": GIVEN.replace("2026-01-10", "2026-02-30"),
    "no scope": GIVEN.replace("scope: [site], ", ""),
    "an unknown scope": GIVEN.replace("[site]", "[website]"),
    "an end before its beginning": GIVEN.replace("image", "expires_on: 2026-01-09, image"),
    "an unknown field": GIVEN.replace("ref: R", "ref: R, expires: 2020"),
}


def toolbox(root: Path, consent: str, needs: Iterable[str] = NEEDS) -> Path:
    """A toolbox with all that needs consent, or some of it, with this block."""
    files = {f"content/{NEEDS[n][0]}": NEEDS[n][1].replace("WORD", WORD + n).replace("FIELDS", consent) for n in needs}
    folders = ("stories", "tools", "pages", "organisations")
    photos = {f"content/{folder}/photo.png": picture(8 + n) for n, folder in enumerate(folders)}
    return english(root, {"site.yaml": SITE.replace("[en]", "[en, nl]"), **files, **photos})


def shown(root: Path) -> set[str]:
    """What is in some byte of the site, in a file's name too."""
    site = tree(root / "site")
    everything = b"\n".join((*site.values(), *(name.encode() for name in site))).decode(errors="replace")
    return {need for need in NEEDS if (WORD + need).lower() in everything.lower()}


def pictures(root: Path) -> list[str]:
    return [name for name in tree(root / "site") if name.endswith((".webp", ".jpg", ".jpeg", ".png"))]


def test_with_a_consent_it_is_shown(tmp_path: Path) -> None:
    root = toolbox(tmp_path, GIVEN)
    assert {p.code for p in built(root).problems} <= set(USUAL)
    assert shown(root) == set(NEEDS)
    assert len(pictures(root)) == 8  # of each a WebP and a JPEG


@pytest.mark.parametrize("consent", BARRED)
def test_out_of_force_it_is_in_no_byte_and_the_rest_is_built(tmp_path: Path, consent: str) -> None:
    root = toolbox(tmp_path, BARRED[consent])
    assert built(root).written
    assert shown(root) == set()
    assert pictures(root) == []
    assert (root / "site" / "nl" / "stories" / "aan-tafel" / "index.html").is_file()


def test_without_any_nothing_is_built_and_each_is_told(tmp_path: Path) -> None:
    root = toolbox(tmp_path, "")
    report = built(root)
    told = {p.path for p in report.problems if p.code == "consent-missing"}
    assert told == {f"content/{name}" for name, _ in NEEDS.values()}
    assert report.written is None


@pytest.mark.parametrize("consent", WRONG)
def test_with_a_wrong_one_nothing_is_built(tmp_path: Path, consent: str) -> None:
    root = toolbox(tmp_path, WRONG[consent], ["quotes"])
    assert built(root).written is None
    assert not (root / "site").exists()


@pytest.mark.parametrize("status", ["draft", "review"])
def test_a_draft_may_wait_for_it_and_is_not_shown(tmp_path: Path, status: str) -> None:
    root = toolbox(tmp_path, f"status: {status}")
    assert built(root).written
    assert shown(root) == set()


ORIGINAL, ADDED = "Eerstewoord", "Tweedewoord"


@pytest.mark.parametrize(
    ("original", "translation", "words"),
    [
        (GIVEN, "", {ORIGINAL, ADDED}),
        (GIVEN, GIVEN, {ORIGINAL, ADDED}),
        (GIVEN, BARRED["withdrawn"], {ORIGINAL}),
        (GIVEN, BARRED["pending"], {ORIGINAL}),
        (GIVEN, BARRED["expired"], {ORIGINAL}),
        (GIVEN, BARRED["for other uses"], {ORIGINAL}),
        (BARRED["withdrawn"], "", set()),
        (BARRED["withdrawn"], GIVEN, set()),
        (BARRED["pending"], GIVEN, set()),
        (BARRED["for other uses"], GIVEN, set()),
        (BARRED["expired"], GIVEN.replace("given,", "not-needed,"), set()),
    ],
)
def test_a_translation_needs_both_and_without_its_own_the_original_stands_there(
    tmp_path: Path, original: str, translation: str, words: set[str]
) -> None:
    root = english(tmp_path, {
        "site.yaml": SITE.replace("[en]", "[en, nl]"),
        "content/stories/x.md": story(f"quotes: [{{text: Q}}]\n{original}", slug=ORIGINAL),
        "content/stories/x.nl.md": f"---\ntitle: {ADDED}\nquotes: [{{text: {ADDED}}}]\n{translation}\n---\n",
    })  # fmt: skip
    assert built(root).written
    everything = b"".join(tree(root / "site").values()).decode(errors="replace")
    assert {word for word in (ORIGINAL, ADDED) if word in everything} == words


@pytest.mark.parametrize(
    ("line", "last"),
    [
        ("given_on: 2024-02-29", "2026-02-28"),
        ("given_on: 2023-08-31", "2025-08-31"),
        ("given_on: 2024-06", "2026-06-01"),
        ("given_on: 2024", "2026-01-01"),
        ("given_on: 2024-01-01, expires_on: 2028-02-29", "2028-02-29"),
        ("given_on: 2024-01-01, expires_on: 2025-02", "2025-02-28"),
        ("given_on: 2024-01-01, expires_on: 2025", "2025-12-31"),
    ],
)
def test_the_last_day_is_one_of_the_days_on_which_it_holds(tmp_path: Path, line: str, last: str) -> None:
    root = toolbox(tmp_path, GIVEN.replace("given_on: 2026-01-10", line), ["quotes"])
    day = DAY.fromisoformat(last)
    assert built(root, day=day).written
    assert shown(root)
    assert built(root, day=day.fromordinal(day.toordinal() + 1)).written
    assert not shown(root)


@pytest.mark.parametrize(("months", "is_shown"), [(5, True), (4, False)])
def test_how_long_it_holds_is_the_toolboxs_to_say(tmp_path: Path, months: int, is_shown: bool) -> None:
    root = toolbox(tmp_path, GIVEN, ["quotes"])
    (root / "site.yaml").write_text(f"{SITE}consent_months: {months}\n", encoding="utf-8")
    assert built(root, day=DAY.replace(day=10)).written
    assert bool(shown(root)) is is_shown
