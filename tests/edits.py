"""A small toolbox that people work on: what it consists of at one moment, and what they do to it.

An edit is a function of the toolbox, a number that chooses (which document, which variant) and some words; it gives the
toolbox of afterwards. `Desk` has one on disk, where it is built.
"""

import json
import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from tests.english import picture
from tests.projects import tree, write
from toolbox_gen import translations
from toolbox_gen.build import Options, Report, build
from toolbox_gen.catalogue import KINDS
from toolbox_gen.drafting import Unwritable, with_seals
from toolbox_gen.parse import parse
from toolbox_gen.source import Source

Files = Mapping[str, str | bytes]
DAYS = [date(2026, 6, 1), date(2026, 6, 2), date(2026, 7, 1), date(2027, 2, 1), date(2025, 1, 1)]
WAY = "\nways_in: [{slug: two-hours, label: {nl: Twee uur, en: Two hours}, minutes: 120}]"
LATE = re.compile(r"(^|/)(search/head\.js|assets/search/.*|export\.json|\.toolbox-gen\.json)$")
"""The files that may follow later."""

BASE: Files = {
    "site.yaml": "title: Proef\nurl: https://proef.example/doos/\nlanguages: [nl]\npage_size: 2" + WAY + "\n",
    "content/vocabularies/themes.yaml": (
        "inclusion:\n  label: {nl: Inclusie, en: Inclusion}\n  synonyms: {nl: [erbij horen]}\n"
        "participation:\n  label: {nl: Participatie, en: Participation}\n"
    ),
    "content/vocabularies/words.yaml": "meal:\n  label: {nl: maaltijd, en: meal}\n  synonyms: {nl: [hapje]}\n",
    "content/tools/deep-democracy.md": (
        '---\ntitle: "Deep Democracy"\nsummary: "Samen beslissen en luisteren."\nkind: method\nduration: 60-180\n'
        "group_size: 6-25\nlanguage_level: B1\nthemes: [inclusion]\n---\nBegin in een kring.\n\n## Stappen\n\n"
        "Vraag wie het er niet mee eens is.\n"
    ),
    "content/tools/buurtwandeling.md": (
        '---\ntitle: "Buurtwandeling"\nsummary: "Samen lopen en kijken."\nkind: walk\nduration: 1u30\nthemes: []\n---\n'
        "Loop een rondje. Zie ook [[deep-democracy]].\n"
    ),
    "content/stories/aan-tafel.md": (
        '---\ntitle: "Wie aan tafel zit, praat mee"\nkind: good-practice\nsummary: "Vier avonden met een hapje."\n'
        "date: 2024-05\norganisations: [buurthuis]\nplace: Ergens\nthemes: [inclusion, participation]\n"
        "tools: [{tool: deep-democracy, role: central, result: helped, note: Toen kwam het bezwaar.}]\n"
        "images: [{src: kring.png, alt: Een kring}]\n---\n"
        "Lees ook [de stappen](../tools/deep-democracy.md#stappen).\n\n![Een kring](kring.png)\n"
    ),
    "content/stories/nul-lezers.md": (
        '---\ntitle: "Twaalf vertalingen, nul lezers"\nkind: successful-failure\nsummary: "Niemand nam de folder mee."\n'
        "date: 2022\nthemes: [participation]\ntools: [{tool: deep-democracy, result: mixed}]\n"
        "went_wrong: [Niemand had gevraagd om een folder.]\nlessons: [Vraag eerst hoe mensen hun nieuws horen.]\n---\n"
        "De doos bleef vol. Zie [[deep-democracy]] en [[aan-tafel]].\n"
    ),
    "content/organisations/buurthuis.md": "---\nname: Buurthuis\nplace: Ergens\n---\nEen huis in de buurt.\n",
    "content/pages/over.md": '---\ntitle: "Over"\nnav: 1\n---\nDeze toolbox.\n',
    "content/media/kring.png": picture(8, 4),
}

BASE_HTML = '<!doctype html><html lang="{{ view.frame.face.language }}"><title>{{ view.frame.title }}</title>'
TEMPLATES: Files = {
    "page.html": BASE_HTML + "{{ view.body }}",
    "tool.html": BASE_HTML + "{{ view.body|striptags|length }} signs, {{ view.card.title }}",
    "story.html": '{% extends "base.html" %}{% block main %}{% if view.body %}<hr>{{ view.body }}{% endif %}{% endblock %}',
    "organisation.html": '{% include "parts/.own.html" %}' + BASE_HTML + "{% set text = view.body %}{{ text }}",
    "parts/.own.html": "{% if view.body|length > 40 %}<p>long</p>{% endif %}",
    "feed.xml": "<feed>{{ view.frame.face.title }}</feed>",
    "assets/style.css": "body { color: navy }",
    "assets/own.txt": "Own.",
    "assets/icon.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}
"""Templates and other files that a project may have of its own."""


@dataclass(frozen=True, slots=True)
class Box:
    """A toolbox at one moment, and how it is to be built."""

    files: Files = field(default_factory=lambda: BASE)
    day: date = DAYS[0]
    portable: bool = False
    compiled: bool = True
    jobs: int = 1

    def documents(self, folder: str = "") -> list[str]:
        return [path for path in sorted(self.files) if path.endswith(".md") and f"/{folder}" in path]

    def text(self, path: str) -> str:
        found = self.files[path]
        assert isinstance(found, str)
        return found

    def having(self, files: Mapping[str, str | bytes | None]) -> "Box":
        """With these files besides or instead, and without those that are None."""
        return replace(self, files={path: own for path, own in {**self.files, **files}.items() if own is not None})


Edit = Callable[[Box, int, str], Box]
EDITS: dict[str, Edit] = {}
"""Every edit by its name."""


def _edit(function: Edit) -> Edit:
    EDITS[function.__name__] = function
    return function


def _one(things: Sequence[str], number: int) -> str:
    return things[number % len(things)]


def with_field(text: str, name: str, value: str | None) -> str:
    """A document with a line of front matter set, or taken away."""
    _, front, body = text.split("---\n", 2)
    lines = [line for line in front.splitlines() if not line.startswith(f"{name}:")]
    return "\n".join(["---", *lines, *([f"{name}: {value}"] if value is not None else []), "---", body])


def with_body(text: str, body: str) -> str:
    """A document with another body."""
    _, front, _ = text.split("---\n", 2)
    return f"---\n{front}---\n{body}"


def _changed(box: Box, folder: str, number: int, change: Callable[[str], str]) -> Box:
    paths = box.documents(folder)
    if not paths:
        return box
    path = _one(paths, number)
    return box.having({path: change(box.text(path))})


# ------------------------------------------------------------------------------------------------- texts


@_edit
def body(box: Box, number: int, words: str) -> Box:
    """Another body, with a heading, a list and links, or none at all."""
    names = [path.rpartition("/")[2].partition(".")[0] for path in box.documents()]
    shapes = [
        f"{words}\n",
        f"{words} [[{_one(names, number // 7)}]] {words}\n",
        f"## {words}\n\n- {words}\n- een\n\n{words}.\n",
        f"![{words}x](kring.png)\n\n**{words}** & <b>\n",
        f"[{words}](https://elders.example/?a={number}&b) [a](../tools/deep-democracy.md)\n",
        "",
        f"\n\n> {words}\n\n\n```\n{words}\n```\n",
    ]
    return _changed(box, "", number // 49, lambda text: with_body(text, shapes[number % 7]))


@_edit
def sentence(box: Box, number: int, words: str) -> Box:
    """A sentence more, at the end or at the beginning."""
    word = f"nieuwwoord{number}"

    def longer(text: str) -> str:
        own = text.split("---\n", 2)[2]
        return with_body(text, f"{own}\n{word} {words}.\n" if number % 2 else f"{word} {words}.\n\n{own}")

    return _changed(box, "", number // 2, longer)


@_edit
def shorter(box: Box, number: int, words: str) -> Box:
    """Without the first or the last paragraph."""

    def cut(text: str) -> str:
        paragraphs = text.split("---\n", 2)[2].split("\n\n")
        return with_body(text, "\n\n".join(paragraphs[:-1] if number % 2 else paragraphs[1:]))

    return _changed(box, "", number // 2, cut)


@_edit
def letter(box: Box, number: int, words: str) -> Box:
    """A letter of a body exchanged for another, so that the file has the size that it had."""

    def exchanged(text: str) -> str:
        own = text.split("---\n", 2)[2]
        at = own.find("e", number % (len(own) or 1))
        return text if at < 0 else with_body(text, f"{own[:at]}o{own[at + 1 :]}")

    return _changed(box, "", number, exchanged)


@_edit
def title(box: Box, number: int, words: str) -> Box:
    return _changed(box, _one(["stories", "tools", "pages"], number), number // 3,
                    lambda text: with_field(text, "title", json.dumps(f"T {words}", ensure_ascii=False)))  # fmt: skip


@_edit
def summary(box: Box, number: int, words: str) -> Box:
    return _changed(box, _one(["stories", "tools"], number), number // 2,
                    lambda text: with_field(text, "summary", json.dumps(f"S {words}", ensure_ascii=False)))  # fmt: skip


@_edit
def themes(box: Box, number: int, words: str) -> Box:
    sets = ["[]", "[inclusion]", "[participation, inclusion]", "[participation]", "[added]"]
    return _changed(box, "stories", number // 5, lambda text: with_field(text, "themes", sets[number % 5]))


@_edit
def comment(box: Box, number: int, words: str) -> Box:
    """A line in the front matter that means nothing: everything stands one line further."""
    return _changed(box, "", number, lambda text: text.replace("---\n", "---\n# opmerking\n", 1))


# ------------------------------------------------------------------------------------------------- files


@_edit
def renamed(box: Box, number: int, words: str) -> Box:
    """Another name for a file, with what refers to it or without."""
    paths = [path for path in box.documents() if path.count(".") == 1]
    if not paths:
        return box
    path = _one(paths, number // 2)
    old = path.rpartition("/")[2].removesuffix(".md")
    new = f"{old}-{number % 3}" if len(old) < 30 else old[:8]
    files = dict(box.files)
    for own in [one for one in files if re.search(rf"/{re.escape(old)}\.", one)]:
        files[own.replace(f"/{old}.", f"/{new}.")] = files.pop(own)
    if number % 2:
        files = {
            own: re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", new, text) if isinstance(text, str) else text
            for own, text in files.items()
        }
    return replace(box, files=files)


@_edit
def added_story(box: Box, number: int, words: str) -> Box:
    tools = [path.rpartition("/")[2].partition(".")[0] for path in box.documents("tools")] or ["geen"]
    return box.having({
        f"content/stories/verhaal-{number % 3}.md": (
            f"---\ntitle: {json.dumps('V ' + words, ensure_ascii=False)}\nkind: good-practice\nsummary: Kort.\ndate: 2025\n"
            f"tools: [{{tool: {_one(tools, number)}, result: helped}}]\nthemes: [inclusion]\n---\n{words} verteld.\n"
        )
    })  # fmt: skip


@_edit
def added_tool(box: Box, number: int, words: str) -> Box:
    return box.having({
        f"content/tools/werkvorm-{number % 3}.md": (
            f"---\ntitle: {json.dumps('W ' + words, ensure_ascii=False)}\nkind: guide\nsummary: Kort.\n"
            f"themes: [participation]\nduration: {30 + number % 90}\n---\nZo gaat het: {words}\n"
        )
    })  # fmt: skip


@_edit
def removed(box: Box, number: int, words: str) -> Box:
    """A document away; who refers to it is left alone."""
    paths = box.documents()
    return box.having({_one(paths, number): None}) if paths else box


@_edit
def freed(box: Box, number: int, words: str) -> Box:
    """A tool away, with what refers to it."""
    paths = box.documents("tools")
    if not paths:
        return box
    path = _one(paths, number)
    name = path.rpartition("/")[2].partition(".")[0]
    files: dict[str, str | bytes | None] = {path: None}
    for own in box.documents():
        text = box.text(own)
        if name in text and own != path:
            text = (
                re.sub(r"^tools: .*$", "tools: []\nno_tool_reason: Geen.", text, flags=re.M)
                if f"tool: {name}" in text
                else text
            )
            text = re.sub(rf"\[\[{name}\]\]|\[[^]]*\]\([^)]*{name}[^)]*\)", "weg", text)
            files[own] = text
    return box.having(files)


@_edit
def translation(box: Box, number: int, words: str) -> Box:
    """A translation more, or one less."""
    paths = [path for path in box.documents() if path.count(".") == 1]
    if not paths:
        return box
    path = _one(paths, number).replace(".md", ".en.md")
    name = "name" if "/organisations/" in path else "title"
    text = f"---\n{name}: {json.dumps('E ' + words, ensure_ascii=False)}\n---\nIn English: {words}\n"
    spoken = re.sub(r"^languages: .*$", "languages: [nl, en]", box.text("site.yaml"), flags=re.M)
    return box.having({path: None if path in box.files else text, "site.yaml": spoken})


def _sealed(box: Box, path: str) -> Mapping[str, str]:
    """The seals of the parts of an original."""
    parsed, prose = parse(Source(path, "", box.text(path)))
    (kind,) = (kind for kind in KINDS if path.startswith(f"content/{kind.folder}/"))
    return translations.seals(kind.record, parsed.values, parsed.outline, prose.sections)


def _translated(box: Box) -> list[str]:
    """The originals that have a translation."""
    return [path for path in box.documents() if path.replace(".md", ".en.md") in box.files]


@_edit
def translation_done(box: Box, number: int, words: str) -> Box:
    """A translation that says what it was made from; that of another original now and then."""
    paths = _translated(box)
    if not paths:
        return box
    path = _one(paths, number)
    own = path.replace(".md", ".en.md")
    try:
        sealed = _sealed(box, _one(paths, number // 5) if number % 5 == 0 else path)
        return box.having({own: with_seals(box.text(own), sealed, day="2026-05-01")})
    except Unwritable:
        return box


@_edit
def translation_original(box: Box, number: int, words: str) -> Box:
    """An original that has a translation is another: its text, a field with a text, or one without."""
    paths = _translated(box)
    if not paths:
        return box
    path = _one(paths, number // 4)
    text = box.text(path)
    changed = (
        with_body(text, text.split("---\n", 2)[2] + f"\n## Nog\n\n{words}\n"), with_body(text, f"Anders {number}.\n"),
        with_field(text, "summary", f"Anders {number}."), with_field(text, "updated", f"2026-05-{number % 20 + 1:02}"),
    )  # fmt: skip
    return box.having({path: changed[number % 4]})


@_edit
def translation_status(box: Box, number: int, words: str) -> Box:
    """A translation that is a draft, or that differs, or that says word for word what its original says."""
    paths = _translated(box)
    if not paths:
        return box
    path = _one(paths, number // 4)
    own = path.replace(".md", ".en.md")
    text, original = box.text(own), box.text(path)
    changed = (
        with_field(text, "status", "draft"), with_field(text, "status", None), with_field(text, "kind", "method"),
        with_body(text, original.split("---\n", 2)[2]),
    )  # fmt: skip
    return box.having({own: changed[number % 4]})


@_edit
def media(box: Box, number: int, words: str) -> Box:
    """Another picture with the same name, or a file to take away."""
    if number % 3:
        return box.having({"content/media/kring.png": picture(8 + number % 5, 4)})
    story = _one(box.documents("stories") or ["content/stories/leeg.md"], number // 3)
    text = box.files.get(story, "---\n---\n")
    assert isinstance(text, str)
    offered = with_field(text, "downloads", "[{file: blad.pdf, label: Het blad}]")
    return box.having({"content/media/blad.pdf": words.encode(), story: offered})


# ------------------------------------------------------------------------------------------------- what is shown


@_edit
def status(box: Box, number: int, words: str) -> Box:
    values = ["draft", "published", "review", None]
    return _changed(box, "", number // 4, lambda text: with_field(text, "status", values[number % 4]))


@_edit
def shown_from(box: Box, number: int, words: str) -> Box:
    name = ["publish_on", "expires_on"][number % 2]
    return _changed(
        box, "", number // 6, lambda text: with_field(text, name, ["2026-06-02", "2026-06-20", None][number % 3])
    )


@_edit
def consent(box: Box, number: int, words: str) -> Box:
    given = "{ref: R, status: given, given_on: 2025-01-10, scope: [site, export], identity: pseudonym"
    values = [given + "}", given + ", expires_on: 2026-06-15}", given.replace("given,", "withdrawn,") + "}", None]
    return _changed(box, "stories", number // 4, lambda text: with_field(text, "consent", values[number % 4]))


@_edit
def day(box: Box, number: int, words: str) -> Box:
    return replace(box, day=DAYS[number % len(DAYS)])


# ------------------------------------------------------------------------------------------------- what all share


@_edit
def person(box: Box, number: int, words: str) -> Box:
    """Something that may lead to a person, or says nothing, in a text whose consent hides people; or not any more."""
    shapes = [
        "Toen kwam Amina.",
        "Bel 0470 12 34 56.",
        "Schrijf naar amina@huis.be.",
        "[hier](https://elders.example/)",
        "Toen.",
    ]
    before = f"{words}\n\n" if number % 3 else ""
    given = "{ref: R, status: given, given_on: 2025-01-10, scope: [site, export], identity: %s}"
    identity = ["pseudonym", "anonymous", "first-name", "named"][number // 5 % 4]

    def told(text: str) -> str:
        own = with_body(text, f"{before}{shapes[number % 5]}\n")
        return with_field(own, "consent", given % identity) if number % 2 else own

    return _changed(box, "stories", number // 20, told)


@_edit
def known(box: Box, number: int, words: str) -> Box:
    """What may stand everywhere: a name, a number, an address, or none of them."""
    lines = [line for line in box.text("site.yaml").splitlines() if not line.startswith("known_")]
    own = ["known_names: [Amina]", "known_contacts: ['0470/12.34.56']", "known_contacts: [amina@huis.be]"][: number % 4]
    return box.having({"site.yaml": "\n".join([*lines, *own[-1:], ""])})


@_edit
def vocabulary(box: Box, number: int, words: str) -> Box:
    shapes = [
        f"inclusion: {{label: {{nl: {json.dumps('I ' + words, ensure_ascii=False)}, en: Inclusion}}}}\nparticipation: Participatie\n",
        f"inclusion: {{label: {{nl: Inclusie, en: In}}, synonyms: {{nl: [erbij{number}, samen]}}}}\nparticipation: Participatie\n",
        "participation: Participatie\ninclusion: Inclusie\nadded: {nl: Erbij}\n",
        "participation: Participatie\ninclusion: Inclusie\nadded: {label: Erbij, description: {nl: Wat het is.}}\n",
        str(BASE["content/vocabularies/themes.yaml"]),
        "inclusion: [\n",
    ]
    return box.having({"content/vocabularies/themes.yaml": shapes[number % len(shapes)]})


@_edit
def synonyms(box: Box, number: int, words: str) -> Box:
    """Words that mean the same, for the search."""
    shapes = [
        None,
        "meal: {label: {nl: maaltijd}, synonyms: {nl: [hapje, kring]}}\n",
        f"box: {{label: {{nl: doos}}, synonyms: {{nl: [nieuwwoord{number}]}}}}\n",
    ]
    return box.having({"content/vocabularies/words.yaml": shapes[number % 3]})


@_edit
def template(box: Box, number: int, words: str) -> Box:
    """A template of one's own, changed, or taken away."""
    name = f"templates/{_one(list(TEMPLATES), number)}"
    if name in box.files and number // 11 % 2:
        return box.having({name: None})
    text = TEMPLATES[name.removeprefix("templates/")]
    assert isinstance(text, str)
    more = "" if "svg" in name else f"\n/* {number % 5} */" if name.endswith(".css") else f"\n{number % 5}"
    return box.having(
        {
            name: text + more,
            **(
                {"templates/parts/.own.html": TEMPLATES["parts/.own.html"]}
                if "organisation" in name and "templates/parts/.own.html" not in box.files
                else {}
            ),
        }
    )


@_edit
def folder(box: Box, number: int, words: str) -> Box:
    """A folder of templates that `site.yaml` names, or no longer names."""
    lines = [line for line in box.text("site.yaml").splitlines() if not line.startswith("templates:")]
    if number % 3:
        lines.append("templates: [house]")
    return box.having(
        {"site.yaml": "\n".join([*lines, ""]), "house/page.html": BASE_HTML + f"house {number % 2} {{{{ view.body }}}}"}
    )


@_edit
def settings(box: Box, number: int, words: str) -> Box:
    name, value = [
        ("title", json.dumps(f"P {words}", ensure_ascii=False)), ("url", "https://anders.example/"), ("url", None), ("languages", "[nl]"),
        ("languages", "[nl, en]"), ("page_size", "1"), ("page_size", "24"), ("description", "Een doos."),
        ("ways_in", "[{slug: kort, label: Kort, minutes: 100, people: 8}]"), ("ways_in", None),
        ("consent_months", "12"), ("license", "{name: CC-BY-4.0}"), ("page_size", "[1"),
        ("only_translated", "[story]"), ("title", "{nl: Doos, en: Box}"),
    ][number % 15]  # fmt: skip
    lines = [line for line in box.text("site.yaml").splitlines() if not line.startswith(f"{name}:")]
    return box.having({"site.yaml": "\n".join([*lines, *([f"{name}: {value}"] if value is not None else []), ""])})


@_edit
def option(box: Box, number: int, words: str) -> Box:
    """The same content, built another way."""
    if number % 2:
        return replace(box, portable=not box.portable)
    return replace(box, compiled=not box.compiled)


@_edit
def nothing(box: Box, number: int, words: str) -> Box:
    return box


# ------------------------------------------------------------------------------------------------- on disk


class Desk:
    """A toolbox on disk, with the site that is built of it again and again."""

    def __init__(self, folder: Path) -> None:
        self.root, self._fresh = folder / "box", folder / "fresh"
        self._files: Files = {}
        self._known: tuple[Box, tuple[Report, dict[str, bytes]]] | None = None
        self.site: dict[str, bytes] = {}
        """What must stand."""

    @property
    def work(self) -> Path:
        return self.root / ".site.toolbox-gen"

    def put(self, box: Box, *, sly: bool = False) -> None:
        """Bring the files up to date; slyly, so that none looks younger than it was."""
        gone: dict[str, None] = dict.fromkeys(self._files.keys() - box.files.keys())
        for path, own in box.files.items():
            if self._files.get(path) == own:
                continue
            file = self.root / path
            before = file.stat() if sly and file.exists() else None
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(own if isinstance(own, bytes) else own.encode())
            if before:
                os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        write(self.root, gone)
        self._files = box.files

    def build(self, box: Box, **options: Any) -> Report:
        """Build what is on disk."""
        known = {
            "day": box.day,
            "portable": box.portable,
            "compiled": box.compiled,
            "jobs": box.jobs,
        }
        return build(Options(root=self.root, **{**known, **options}))

    def afresh(self, box: Box) -> tuple[Report, dict[str, bytes]]:
        """A build from nothing, elsewhere."""
        if self._known and self._known[0] is box:
            return self._known[1]
        shutil.rmtree(self._fresh, ignore_errors=True)
        output = self._fresh / "site"
        self._fresh.mkdir()
        report = self.build(box, output=output, cache=False, jobs=1)
        self._known = box, (report, tree(output))
        return self._known[1]

    def check(self, box: Box, report: Report, *, background: bool = False) -> None:
        """The law: what a build left and said is what one from nothing leaves and says.

        background: what is made of all documents may still be as it was.
        """
        wanted, files = self.afresh(box)
        said, right = (
            (own.problems, own.withheld, own.translations, own.language, bool(own.written)) for own in (report, wanted)
        )  # fmt: skip
        assert said == right, (said, right)
        is_late = bool(background and report.unfinished)
        assert report.unfinished is is_late
        if wanted.written and not is_late:
            self.site = dict(files)
        expected = files if is_late else self.site
        late = {path for path in {**files, **self.site} if is_late and LATE.search(path)}
        for folder in (self.root / "site", *([self.work / "spare"] if report.written else [])):
            found = tree(folder)
            wrong = [path for path in differences(found, expected) if path not in late]
            assert not wrong, f"{folder.name}: {wrong}"


def differences(found: Mapping[str, bytes], wanted: Mapping[str, bytes]) -> list[str]:
    """The paths at which two trees are not the same."""
    return sorted(path for path in {**found, **wanted} if found.get(path) != wanted.get(path))
