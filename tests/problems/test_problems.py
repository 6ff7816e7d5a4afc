"""Every message that an editor can get, from a bad file to the words on her screen.

A case is a text file `cases/CODE.txt` or `cases/CODE-what-is-special.txt`:

    A sentence about what the editor did (optional).
    === content/stories/x.md
    the file's text
    === without content/tools/deep-democracy.md
    === expect
    what `toolbox-gen --language en check` prints

The files of `base/`, a small toolbox without problems and with the shortest templates, are added unless the case has
its own or goes without.
`pytest --update-golden` writes what is expected anew: read it then, as an editor would.
What cannot be written as a text stands below as Python.
"""

import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from catalogues import languages
from toolbox_gen import i18n
from toolbox_gen.cli import cli
from toolbox_gen.codes import CODES
from toolbox_gen.i18n import translations
from toolbox_gen.problems import START, explain, placeholders, problem

HERE = Path(__file__).parent
BASE = HERE / "base"
CASES = sorted((HERE / "cases").glob("*.txt"))
DOCS = HERE.parents[1] / "docs" / "problems.md"
DAY = "2026-06-01"


@dataclass(frozen=True)
class Case:
    """What a case file says."""

    about: str
    files: Mapping[str, str]
    without: tuple[str, ...]
    expected: str


def read(path: Path) -> Case:
    """A case file in its sections."""
    about, *parts = re.split(r"^=== (.+)\n", path.read_text(encoding="utf-8"), flags=re.M)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    expected = sections.pop("expect")
    without = tuple(name.removeprefix("without ") for name in sections if name.startswith("without "))
    files = {name: text for name, text in sections.items() if not name.startswith("without ")}
    return Case(about, files, without, expected)


def update(path: Path, expected: str) -> None:
    """Write what is expected anew."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.rindex("=== expect\n")] + "=== expect\n" + expected, encoding="utf-8", newline="\n")


def project(root: Path, files: Mapping[str, str | bytes] | None = None, without: tuple[str, ...] = ()) -> Path:
    """The base toolbox with other files in it."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for name, text in (files or {}).items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    for name in without:
        (root / name).unlink()
    return root


def check(root: Path, *, language: str = "en") -> str:
    """What `check` prints, with the exit code judged by it."""
    arguments = ["--root", str(root), "--language", language, "check", "--date", DAY]
    result = CliRunner().invoke(cli, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == (1 if ": error:" in result.stdout or language != "en" else 0)
    return result.stdout


# ------------------------------------------------------------------------------------- what no text file can hold

STORY = """---
title: A story
kind: good-practice
summary: It went well.
date: 2024
tools: [deep-democracy]
{more}---
{body}"""


def _moving() -> bytes:
    stream = BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("navy", "gold")]
    frames[0].save(stream, "PNG", save_all=True, append_images=frames[1:])
    return stream.getvalue()


def _picture(width: int, height: int) -> bytes:
    data = BytesIO()
    Image.new("1", (width, height)).save(data, "PNG")
    return data.getvalue()


def _outside(root: Path) -> None:
    (root.parent / "secret.md").write_text("secret", encoding="utf-8")
    (root / "content/stories/x.md").symlink_to(root.parent / "secret.md")


def _folder_link(root: Path) -> None:
    (root / "elsewhere").mkdir()
    (root / "content/stories/more.md").symlink_to(root / "elsewhere")


Change = Callable[[Path], None]


def files(**texts: str | bytes) -> Change:
    """A change that writes files; `__` in a name stands for a slash, `_` before its ending for a dot."""

    def change(root: Path) -> None:
        for name, text in texts.items():
            folder, _, file = name.rpartition("__")
            path = root / "content" / folder / ".".join(file.rsplit("_", 1))
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)

    return change


@dataclass(frozen=True)
class Made:
    """A case in Python: what is changed in the base, and what is printed."""

    change: Change
    expected: str


FINE = "No problems: the site can be built.\n"
ALT = (
    "    → Say it in a sentence, without “photo of”, in other words than the title, the caption and the file's name.\n"
)
IN_PYTHON = {
    "not-utf-8": Made(
        files(stories__x_md=STORY.format(more="place: Genève\n", body="").encode("latin-1")),
        "content/stories/x.md:7:11: error: This file is not UTF-8 text. [not-utf-8]\n"
        "    → Save it as UTF-8: in your editor, “Save with encoding” or “Save as”.\n",
    ),
    "not-utf-8 but UTF-16": Made(
        files(stories__x_md=STORY.format(more="", body="").encode("utf-16")),
        "content/stories/x.md:1:1: error: This file is not UTF-8 text. [not-utf-8]\n"
        "    → Save it as UTF-8: in your editor, “Save with encoding” or “Save as”.\n",
    ),
    "control-character": Made(
        files(stories__x_md=STORY.format(more="", body="One\nTwo \x07 three\n")),
        "content/stories/x.md:9:5: error: An invisible control character (U+0007) stands here. [control-character]\n"
        "    → Delete it and type the text again.\n",
    ),
    "control-character NUL": Made(
        files(stories__x_md=STORY.format(more="place: A\x00B\n", body="")),
        "content/stories/x.md:7:9: error: An invisible control character (U+0000) stands here. [control-character]\n"
        "    → Delete it and type the text again.\n",
    ),
    "file-too-large": Made(
        files(stories__x_md=STORY.format(more="", body="word\n" * 250_000)),
        "content/stories/x.md:1:1: error: This file is larger than 1089 KiB. [file-too-large]\n"
        "    → Make it smaller, or divide it.\n",
    ),
    "body-too-large": Made(
        files(stories__x_md=STORY.format(more="", body="word\n" * 210_000)),
        "content/stories/x.md:7:1: error: The text is larger than 1 MiB. [body-too-large]\n"
        "    → Divide it into several documents.\n",
    ),
    "body-too-intricate by signs": Made(
        files(stories__x_md=STORY.format(more="", body="word\n\n" + "*word* _word_\n" * 30_000)),
        "content/stories/x.md:25010:1: error: Up to here the text has 50,000 lines or 100,000 of the signs * _ ` [ ] < > & | ! \\: no page holds more. [body-too-intricate]\n"
        "    → Divide it into several documents.\n",
    ),
    "body-too-intricate by lines": Made(
        files(stories__x_md=STORY.format(more="", body="word\n" * 50_001)),
        "content/stories/x.md:50008:1: error: Up to here the text has 50,000 lines or 100,000 of the signs * _ ` [ ] < > & | ! \\: no page holds more. [body-too-intricate]\n"
        "    → Divide it into several documents.\n",
    ),
    "yaml-too-large": Made(
        files(stories__x_md=STORY.format(more="tips:\n" + "  - Listen first.\n" * 4000, body="")),
        "content/stories/x.md:1:1: error: The front matter is larger than 64 KiB. [yaml-too-large]\n"
        "    → Move text to the body, below the ---.\n",
    ),
    "yaml-too-deep by indents": Made(
        files(stories__x_md=STORY.format(more="".join(f"{'  ' * n}a:\n" for n in range(150)), body="")),
        "content/stories/x.md:27:1: error: The fields are nested more than 20 levels deep. [yaml-too-deep]\n"
        "    → Look for a bracket or a list too many.\n",
    ),
    "yaml-too-deep by brackets": Made(
        files(stories__x_md=STORY.format(more="extra: " + "[" * 60_000 + "\n", body="")),
        "content/stories/x.md:7:1: error: The fields are nested more than 20 levels deep. [yaml-too-deep]\n"
        "    → Look for a bracket or a list too many.\n",
    ),
    "unreadable-file": Made(
        lambda root: (root / "content/stories/x.md").symlink_to("nowhere.md"),
        "content/stories/x.md:1:1: error: This file cannot be read: No such file or directory. [unreadable-file]\n"
        "    → Look whether it is damaged, and whether you may read it.\n",
    ),
    "not-a-file": Made(
        lambda root: os.mkfifo(root / "content/stories/x.md"),
        "content/stories/x.md:1:1: error: This is not an ordinary file. [not-a-file]\n"
        "    → Put the file itself here.\n",
    ),
    "not-a-file but a folder": Made(
        _folder_link,
        "content/stories/more.md:1:1: error: This is not an ordinary file. [not-a-file]\n"
        "    → Put the file itself here.\n",
    ),
    "outside-project by a link": Made(
        _outside,
        "content/stories/x.md:1:1: error: “content/stories/x.md” leads out of the project. [outside-project]\n"
        "    → Put a copy of it inside the project.\n",
    ),
    "image-unreadable": Made(
        files(media__table_jpg="no picture at all"),
        "content/media/table.jpg:1:1: error: This picture cannot be read. [image-unreadable]\n"
        "    → Save it again as JPEG, PNG or WebP.\n",
    ),
    "image-unreadable in part": Made(
        files(
            media__table_png=_picture(900, 900)[:60], pages__about_md="---\ntitle: About\n---\n![A table](table.png)\n"
        ),
        "content/media/table.png:1:1: error: This picture cannot be read. [image-unreadable]\n"
        "    → Save it again as JPEG, PNG or WebP.\n",
    ),
    "image-too-large": Made(
        files(media__table_png=_picture(10_000, 5_001)),
        "content/media/table.png:1:1: error: This picture has more than 50 megapixels, or a side of more than 16,383 pixels. [image-too-large]\n"
        "    → Save it smaller: 3000 pixels wide is enough.\n",
    ),
    "picture-of-people": Made(
        files(
            media__table_png=_picture(9, 9),
            stories__x_md=STORY.format(
                more="images: [{src: table.png, alt: Three people, people: recognisable}]\n"
                "consent: {ref: R, status: given, given_on: 2026-01-10, scope: site, image: recognisable}\n",
                body="",
            ),
            pages__about_md="---\ntitle: About\n---\n![People at a table](table.png)\n",
        ),
        "content/pages/about.md:4:22: error: content/stories/x.md says that people can be recognised in this picture, and this document has no consent for that. [picture-of-people]\n"
        "    → Add “consent:” with “image: recognisable” if they agreed to be shown here too; else take it away.\n",
    ),
    "picture-taken-back": Made(
        files(
            media__table_png=_picture(9, 9),
            stories__x_md=STORY.format(
                more="images: [{src: table.png, alt: Three people, people: recognisable}]\n"
                "consent: {ref: R, status: withdrawn}\n",
                body="",
            ),
            pages__about_md="---\ntitle: About\npictured: recognisable\n"
            "consent: {ref: S, status: given, given_on: 2026-01-10, scope: site, image: recognisable}\n---\n"
            "![People at a table](table.png)\n",
        ),
        "content/pages/about.md:6:22: note: content/stories/x.md shows this picture of people too, and their consent no longer holds there. [picture-taken-back]\n"
        "    → Look in your register whether they agreed to be shown here; if not, take the picture away here too.\n"
        "Not shown: 1 × no valid consent\n" + FINE,
    ),
    "image-moves": Made(
        files(media__table_png=_moving()),
        "content/media/table.png:1:1: error: This picture moves, and what moves is not shown. [image-moves]\n"
        "    → Save one image of it as a still picture, or offer a film as a download.\n",
    ),
    "vague-alt": Made(
        files(
            media__table_png=_picture(8, 4),
            media__door_png=_picture(4, 8),
            stories__x_md=STORY.format(
                more="images:\n  - {src: table.png, alt: A story, caption: At the table}\n"
                "  - {src: door.png, alt: An open door, caption: An open door}\n",
                body="![table](table.png)\n![Photo of a door](door.png)\n![A wide door](door.png)\n",
            ),
        ),
        "content/stories/x.md:8:27: note: This description does not say what can be seen: “A story”. [vague-alt]\n"
        + ALT
        + "content/stories/x.md:9:26: note: This description does not say what can be seen: “An open door”. [vague-alt]\n"
        + ALT
        + "content/stories/x.md:11:10: note: This description does not say what can be seen: “table”. [vague-alt]\n"
        + ALT
        + "content/stories/x.md:12:20: note: This description does not say what can be seen: “Photo of a door”. [vague-alt]\n"
        + ALT
        + FINE,
    ),
    "repeated-alt": Made(
        files(
            media__table_png=_picture(8, 4),
            media__door_png=_picture(4, 8),
            stories__x_md=STORY.format(
                more="images: [{src: table.png, alt: People in a ring}]\n",
                body="![People in a ring](table.png)\n\n![People in a ring](door.png)\n",
            ),
        ),
        "content/stories/x.md:11:21: note: Another picture has the same description, on line 7: “People in a ring”. [repeated-alt]\n"
        "    → Say what can be seen on this one and not on the other.\n" + FINE,
    ),
    "CRLF": Made(files(stories__x_md=STORY.format(more="", body="One\n").replace("\n", "\r\n").encode()), FINE),
    "CRLF with a mistake": Made(
        files(stories__x_md=STORY.format(more="places: Gent\n", body="").replace("\n", "\r\n")),
        "content/stories/x.md:7:1: error: There is no field “places” here. [unknown-field]\n"
        "    → Did you mean “place”?\n",
    ),
    "BOM": Made(files(stories__x_md=STORY.format(more="", body="One\n").encode("utf-8-sig")), FINE),
    "BOM with a mistake": Made(
        files(stories__x_md=STORY.format(more="places: Gent\n", body="").encode("utf-8-sig")),
        "content/stories/x.md:7:1: error: There is no field “places” here. [unknown-field]\n"
        "    → Did you mean “place”?\n",
    ),
}


@pytest.mark.parametrize("name", IN_PYTHON)
def test_case_in_python(name: str, tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    IN_PYTHON[name].change(root)
    assert check(root) == IN_PYTHON[name].expected
    code = name.partition(" ")[0]
    assert code not in CODES or f"[{code}]" in IN_PYTHON[name].expected


# ------------------------------------------------------------------------------------------------------- tests


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path, update_golden: bool) -> None:
    case = read(path)
    found = check(project(tmp_path, case.files, case.without))
    if update_golden and found != case.expected:
        update(path, found)
        return
    assert found == case.expected
    code = max((code for code in CODES if path.stem == code or path.stem.startswith(f"{code}-")), key=len, default="")
    assert not code or f"[{code}]" in found, f"{path.name} does not show {code}"


def test_every_code_has_a_case() -> None:
    shown = {code for path in CASES for code in re.findall(r"\[([a-z0-9-]+)\]$", read(path).expected, re.M)}
    shown |= {code for test in IN_PYTHON.values() for code in re.findall(r"\[([a-z0-9-]+)\]$", test.expected, re.M)}
    assert set(CODES) - shown == {"incomplete-catalogue"}, "shown below"


def test_a_language_that_the_interface_speaks_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(i18n.CATALOGUES, tmp_path / "locale")
    file = tmp_path / "locale/nl/LC_MESSAGES/reader.po"
    text = file.read_text(encoding="utf-8")
    for said in ('msgstr "Zoeken"', 'msgstr[1] "{n} resultaten"', 'msgstr "Niets gevonden met deze filters."'):
        assert text.count(said) == 1
        text = text.replace(said, said.partition('"')[0] + '""')
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(i18n, "CATALOGUES", tmp_path / "locale")
    i18n.translations.cache_clear()
    found = check(project(tmp_path / "project", {"site.yaml": "languages: [en, nl]\n"}))
    i18n.translations.cache_clear()
    assert found.splitlines()[:2] == [
        "site.yaml:1:17: error: Texts of the interface that are not translated into “nl”: 3. "
        "The first: Nothing found with these filters.; Search; {n} result [incomplete-catalogue]",
        "    → Translate what “make messages” lists, or take the language from “languages”.",
    ]


def test_every_code_has_a_heading_in_the_docs() -> None:
    headings = re.findall(r"^## (\S+)$", DOCS.read_text(encoding="utf-8"), re.M)
    assert headings == sorted(CODES)


def test_the_base_has_no_problems(tmp_path: Path) -> None:
    assert check(project(tmp_path)) == "No problems: the site can be built.\n"


def test_an_editor_is_spoken_to_in_her_language(tmp_path: Path) -> None:
    root = project(tmp_path, {"content/pages/about.md": "---\ntitle: About\nnav: first\n---\n"})
    assert check(root, language="nl") == (
        "content/pages/about.md:3:6: fout: “first” is geen getal dat bij “nav” kan. [wrong-number]\n"
        "    → Typ een getal in cijfers; een kommagetal schrijf je met een punt, zoals 2.5.\n"
    )


@pytest.mark.parametrize("code", CODES)
def test_every_message_can_be_said_in_every_language(code: str) -> None:
    texts = (CODES[code].message, *CODES[code].hints)
    values = {name: "x" for text in texts for name in placeholders(text)}
    for language in languages("editor"):
        words = explain(problem("x.md", START, code, **values), translations(language, "editor").gettext)
        assert words.message
        assert words.hint
        assert "{x" not in words.message + words.hint
