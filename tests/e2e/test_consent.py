"""Consent from outside: a story in which every field holds a planted word, and what is left when it is taken back.

The word stands in every text, in the names of the story's file, pictures and downloads, in its former addresses and in
its translation. Pictures and downloads are known by their bytes. Nothing of it may be in any file but the content.
"""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from PIL import Image

from tests.projects import DAY, STORY, built, project, tree, write
from tests.serving import editing, until
from toolbox_gen.build import Memory
from toolbox_gen.kinds.story import Story

WORD = "Zilverreiger"
LOW = WORD.lower()
FILE = f"content/stories/het-verhaal-van-{LOW}.md"
TRANSLATION = f"content/stories/het-verhaal-van-{LOW}.en.md"
URL = f"stories/het-verhaal-van-{LOW}"
GIVEN = (
    f"{{ref: R-7-{WORD}, status: given, given_on: 2025-01-10, expires_on: 2026-06-20, scope: [site, export],"
    " identity: named, image: recognisable}"
)
PLANTED = f"""\
---
title: Titel {WORD}
summary: Samenvatting {WORD}
kind: successful-failure
form: interview
date: 2024
place: {WORD}dorp
themes: [inclusion]
audiences: [nieuwkomers]
settings: [groep]
sensitivity: [asiel]
organisations: [buurthuis]
tools: [{{tool: deep-democracy, note: Noot {WORD}}}]
lessons: [Les {WORD}]
went_wrong: [Mis {WORD}]
worked: [Werkte {WORD}]
would_do_differently: [Anders {WORD}]
tips: [Tip {WORD}]
context: {{group_size: 12, frequency: Vaak {WORD}}}
outcome: {{claim: Uitkomst {WORD}, evidence: observed, source: Bron {WORD}, url: "https://{LOW}.example/uitkomst"}}
quotes: [{{text: "Woord {WORD}", who: {WORD}, role: Rol {WORD}}}]
images: [{{src: foto-{LOW}.png, alt: Beeld {WORD}, caption: Bijschrift {WORD}, credit: Maker {WORD}, people: recognisable}}]
downloads: [{{file: blad-{LOW}.pdf, label: Blad {WORD}}}, {{url: "https://{LOW}.example/x", label: Elders {WORD}}}]
sources: [{{title: Bron {WORD}, url: "https://{LOW}.example/bron"}}]
credits: Dank aan {WORD}
license: Licentie-{WORD}
contact: {LOW}@voorbeeld.example
aliases: [oud/{LOW}, verhaal-{LOW}.html]
updated: 2025-06-01
archived: {{on: 2025, reason: Omdat {WORD}}}
extra: {{eigen: Vrij {WORD}}}
pictured: recognisable
consent: {GIVEN}
---
Tekst {WORD}. [{WORD}](https://{LOW}.example/tekst "Titel {WORD}") en `{WORD}`.

## Kop {WORD}

![Nog een beeld {WORD}](tekst-{LOW}.png)

| {WORD} |
|---|
| {WORD} |
"""
LEFT_OUT = {
    "no_tool_reason", "period",  # in the place of other fields
    "translation",  # not in an original
    "status", "publish_on", "expires_on", "review_by",  # what decides whether it is shown at all
}  # fmt: skip


def picture(number: int) -> bytes:
    """A picture like no other."""
    stream = BytesIO()
    Image.effect_noise((40, 30), 10 * number).convert("RGB").save(stream, "PNG")
    return stream.getvalue()


TOLD: dict[str, str | bytes | None] = {
    FILE: PLANTED,
    TRANSLATION: f"---\ntitle: Title {WORD}\nsummary: Summary {WORD}\ntools: [{{tool: deep-democracy, note: Mot {WORD}}}]\n"
    f"lessons: [Leçon {WORD}]\nquotes: [{{text: Citation {WORD}}}]\n---\nTexte {WORD}.\n",
    f"content/stories/foto-{LOW}.png": picture(1),
    f"content/stories/tekst-{LOW}.png": picture(2),
    f"content/stories/blad-{LOW}.pdf": f"%PDF-1.4 {WORD}".encode(),
    f"content/quotes/citaat-{LOW}.md": f"---\nstory: het-verhaal-van-{LOW}\ntext: Apart {WORD}\nconsent: {GIVEN}\n---\n",
}
BASE: dict[str, str | bytes | None] = {
    "site.yaml": "title: Proef\nurl: https://proef.example/doos/\nlanguages: [nl, en]\n",
    "content/vocabularies/audiences.yaml": "nieuwkomers: {label: {nl: Nieuwkomers, en: Nouveaux}}\n",
    "content/vocabularies/settings.yaml": "groep: {label: {nl: Groep, en: Groupe}}\n",
    "content/vocabularies/sensitivity.yaml": "asiel: {label: {nl: Asiel, en: Asile}}\n",
    # another story that points to it, by a link without words of its own, and an archived page that it replaces
    "content/stories/aan-tafel.md": STORY.replace("Lees ook", f"Lees [[het-verhaal-van-{LOW}]] en ook"),
    "content/stories/ouder.md": STORY.replace(
        "date: 2024-05", f"date: 2020\narchived: {{on: 2025, replaced_by: het-verhaal-van-{LOW}}}"
    ).replace("Wie aan tafel", "Ouder"),
}  # fmt: skip


def told(root: Path) -> Path:
    """A toolbox in which it is told."""
    return project(root, {**BASE, **TOLD})


def changed(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


NOTHING = ("image: recognisable}", "image: recognisable, address: nothing}")
TAKEN_BACK = changed(PLANTED, ("status: given", "status: withdrawn"), NOTHING)
QUIET = changed(PLANTED, NOTHING)
WITHDRAWN: dict[str, tuple[dict[str, str | bytes | None], date]] = {
    "withdrawn": ({FILE: TAKEN_BACK}, DAY),
    "where nothing points to it": (
        {FILE: TAKEN_BACK, "content/stories/aan-tafel.md": STORY, "content/stories/ouder.md": None},
        DAY,
    ),
    "expired": ({FILE: QUIET}, date(2026, 6, 21)),
    "pending": ({FILE: changed(PLANTED, ("status: given", "status: pending"))}, DAY),
    "out of scope": ({FILE: changed(QUIET, ("scope: [site, export]", "scope: [export]"))}, DAY),
    "file deleted": (
        {
            **dict.fromkeys(TOLD),
            **{name: text for name, text in BASE.items() if "stories" in name},
            "content/stories/aan-tafel.md": STORY,
            "content/stories/ouder.md": None,
        },
        DAY,
    ),
}


def holding(root: Path, word: str = LOW) -> list[str]:
    """The files below a project, but for the content, that have a word in them or in their names."""
    return sorted(
        path.relative_to(root).as_posix() for path in root.rglob("*")
        if path.relative_to(root).parts[0] not in ("content", "fresh")
        and (word in path.name.lower() or (path.is_file() and word.encode() in path.read_bytes().lower()))
    )  # fmt: skip


def is_gone(root: Path) -> bool:
    """Whether no file has it any more, while somebody else may still be taking them away."""
    try:
        return holding(root) == []
    except FileNotFoundError:
        return False


def seen(root: Path) -> set[bytes]:
    """The bytes of all pictures and downloads that were made, wherever they lie."""
    return {
        path.read_bytes() for path in root.rglob("*")
        if path.relative_to(root).parts[0] != "content" and path.suffix in (".jpg", ".webp", ".png", ".pdf")
    }  # fmt: skip


def fresh(root: Path, day: date) -> dict[str, bytes]:
    """The site of the same content, made elsewhere and from nothing."""
    (root / "fresh").mkdir()
    output = root / "fresh" / "site"
    assert built(root, day=day, output=output, cache=False).written
    return tree(output)


def test_every_field_of_a_story_is_planted() -> None:
    fields = {line.partition(":")[0] for line in PLANTED.split("---")[1].strip().splitlines()}
    assert fields | LEFT_OUT == set(Story.model_fields)


def test_while_it_may_be_shown_it_is_everywhere(tmp_path: Path) -> None:
    root = told(tmp_path)
    assert {p.code for p in built(root).problems} <= {"translation-undated", "translation-lacks", "translation-uneven"}
    names = holding(root)
    for name in (
        f"{URL}/index.html", f"en/{URL}/index.html", "export.json", "en/export.json", "feed.xml", "stories/index.html",
        f"oud/{LOW}/index.html", f"verhaal-{LOW}.html", "tools/deep-democracy/index.html", "index.html",
    ):  # fmt: skip
        assert f"site/{name}" in names, name
    assert any(name.startswith("site/assets/search/") for name in names)
    assert ".site.toolbox-gen/cache.sqlite" in names
    assert "sitemap.xml" not in names  # it is sensitive
    assert len(seen(root)) == 5


Way = Callable[[Path, date], object]


def _once(root: Path, day: date) -> None:
    assert built(root, day=day).written


def _without_cache(root: Path, day: date) -> None:
    assert built(root, day=day, cache=False).written


def _portable(root: Path, day: date) -> None:
    assert built(root, day=day, portable=True).written


def _after_a_failure(root: Path, day: date) -> None:
    """A build that ends with a problem elsewhere leaves all as it was; the next one must not."""
    other = root / "content/pages/over.md"
    text = other.read_text(encoding="utf-8")
    other.write_text(text + "[[nergens]]\n", encoding="utf-8")
    assert built(root, day=day).written is None
    other.write_text(text, encoding="utf-8")
    assert built(root, day=day).written


def _after_a_kill(root: Path, day: date) -> None:
    program = (
        "import os, sys; from datetime import date; from pathlib import Path; from tests.projects import built\n"
        "from toolbox_gen import write\n"
        "write.Place._exchange = lambda self: os._exit(77)\n"
        "built(Path(sys.argv[1]), day=date.fromisoformat(sys.argv[2]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(root), str(day)], cwd=Path(__file__).parents[2], check=False
    )
    assert done.returncode == 77
    assert holding(root)
    assert built(root, day=day).written


def _remembered(root: Path, day: date) -> None:
    """By a process that has built it while it was told, as `serve` does, first without the search."""
    memory, taken = Memory(), (root / FILE).read_bytes()
    assert built(told(root), day=DAY, memory=memory).written
    assert holding(root)
    write(root, {FILE: taken})
    built(root, day=day, memory=memory, background=True)
    assert built(root, day=day, memory=memory).written


WAYS: dict[str, Way] = {
    "once": _once,
    "without the cache": _without_cache,
    "portable": _portable,
    "after a build that failed": _after_a_failure,
    "after a build that was killed": _after_a_kill,
    "by one who remembers": _remembered,
}


@pytest.mark.parametrize(
    ("why", "way"), [*((why, "once") for why in WITHDRAWN), *(("withdrawn", way) for way in WAYS if way != "once")]
)
def test_nothing_of_what_was_taken_back_is_left_anywhere(tmp_path: Path, why: str, way: str) -> None:
    root = told(tmp_path)
    assert built(root).written
    before = seen(root)
    files, day = WITHDRAWN[why]
    write(root, files)
    WAYS[way](root, day)
    assert holding(root) == []
    assert not before & seen(root)
    site = tree(root / "site")
    assert site == tree(root / ".site.toolbox-gen" / "spare")
    if way != "portable":
        assert site == fresh(root, day)


def test_by_the_short_way_what_an_author_deletes_is_gone_too(tmp_path: Path) -> None:
    root = told(tmp_path)
    write(root, {TRANSLATION: None})  # with which its prose is compared, on the long way
    built(root)
    write(root, {FILE: PLANTED.replace(f"Tekst {WORD}. ", f"Tekst. Mus{WORD}. ")})
    built(root)
    assert holding(root, f"mus{LOW}")
    write(root, {FILE: PLANTED.replace(f"Tekst {WORD}. ", "Tekst. ")})
    report = built(root)
    assert "link" not in [stage.name for stage in report.stages]
    assert holding(root, f"mus{LOW}") == []


def test_its_address_becomes_a_neutral_page_in_every_language(tmp_path: Path) -> None:
    root = told(tmp_path)
    built(root)
    write(root, {FILE: changed(PLANTED, ("status: given", "status: withdrawn"))})
    report = built(root)
    assert report.errors == 0
    left = {f"site/{URL}", f"site/en/{URL}", f".site.toolbox-gen/spare/{URL}", f".site.toolbox-gen/spare/en/{URL}"}
    told_by_name = {"site/.toolbox-gen.json", ".site.toolbox-gen/spare/.toolbox-gen.json"}
    assert {name for name in holding(root) if not name.startswith(".site.toolbox-gen/")} == {
        *(name for name in left | told_by_name if name.startswith("site/"))
    }
    for name in (URL, f"en/{URL}"):
        page = (root / "site" / name / "index.html").read_text(encoding="utf-8")
        assert LOW not in page.lower()
        assert "noindex" in page


def test_whoever_points_to_it_is_told(tmp_path: Path) -> None:
    root = told(tmp_path)
    write(root, WITHDRAWN["withdrawn"][0])
    write(
        root,
        {"content/pages/over.md": f"---\ntitle: Over\n---\n[Lees over {WORD}](../stories/{FILE.rpartition('/')[2]})\n"},
    )
    report = built(root)
    assert {(p.path, p.code) for p in report.problems if p.path != TRANSLATION} == {
        ("content/pages/over.md", "unpublished-reference"),
        ("content/stories/aan-tafel.md", "unpublished-reference"),
        ("content/stories/ouder.md", "unpublished-reference"),
    }
    assert not [p for p in report.problems if p.is_error]
    page = (root / "site" / "over" / "index.html").read_text(encoding="utf-8")
    assert f"Lees over {WORD}" in page  # her words, which she must look at
    assert URL not in page


def asked(address: str, path: str) -> tuple[int, str]:
    """What a server answers: status and body, in small letters."""
    try:
        with urlopen(f"{address}/doos/{path}", timeout=20) as answer:
            return answer.status, answer.read().decode(errors="replace").lower()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode(errors="replace").lower()


def test_the_development_server_no_longer_shows_it(tmp_path: Path) -> None:
    root = told(tmp_path)
    with editing(root) as server:
        until(lambda: LOW in asked(server.address, f"{URL}/")[1])
        paths = [*tree(root / "site"), f"{URL}/", f"oud/{LOW}/"]
        server.write(WITHDRAWN["withdrawn"][0])
        until(lambda: is_gone(root))
        for path in paths:
            status, body = asked(server.address, path)
            assert LOW not in body, path
            assert status == 404 or LOW not in path
