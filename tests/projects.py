"""Small toolboxes for tests: written from texts, built in process."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

from toolbox_gen.build import Options, Report, build

DAY = date(2026, 6, 1)

VOCABULARY = """\
inclusion:
  label: {nl: Inclusie, en: Inclusion}
  synonyms: {nl: [erbij horen]}
participation:
  label: {nl: Participatie, en: Participation}
"""
TOOL = """\
---
title: Deep Democracy
summary: Samen beslissen en luisteren naar de stem die het niet haalt.
kind: method
duration: 60-180
group_size: 6-25
language_level: B1
themes: [inclusion]
---
Begin in een kring.

## Stappen

Vraag wie het er niet mee eens is.
"""
STORY = """\
---
title: Wie aan tafel zit, praat mee
kind: good-practice
summary: Vier avonden met een hapje.
date: 2024-05
organisations: [buurthuis]
place: Ergens
themes: [inclusion, participation]
tools:
  - tool: deep-democracy
    role: central
    result: helped
    note: Toen kwam het echte bezwaar op tafel.
---
Lees ook [de stappen](../tools/deep-democracy.md#stappen).
"""
FAILURE = """\
---
title: Twaalf vertalingen, nul lezers
kind: successful-failure
summary: Niemand nam de folder mee.
date: 2022
themes: [participation]
tools: [{tool: deep-democracy, result: mixed}]
went_wrong: [Niemand had gevraagd om een folder.]
lessons: [Vraag eerst hoe mensen hun nieuws horen.]
---
De doos bleef vol. Zie [[deep-democracy]].
"""
ORGANISATION = """\
---
name: Buurthuis
place: Ergens
---
Een huis in de buurt.
"""
PAGE = """\
---
title: Over
nav: 1
---
Deze toolbox.
"""
FILES: Mapping[str, str] = {
    "site.yaml": "title: Proef\nurl: https://proef.example/doos/\nlanguages: [nl]\n",
    "content/vocabularies/themes.yaml": VOCABULARY,
    "content/tools/deep-democracy.md": TOOL,
    "content/stories/aan-tafel.md": STORY,
    "content/stories/nul-lezers.md": FAILURE,
    "content/organisations/buurthuis.md": ORGANISATION,
    "content/pages/over.md": PAGE,
}


def write(root: Path, files: Mapping[str, str | bytes | None]) -> Path:
    """Write files below a folder; None deletes one. Texts may be indented."""
    for name, text in files.items():
        path = root / name
        if text is None:
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
    return root


def project(root: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """A small, valid toolbox, with these files over its own."""
    return write(write(root, FILES), files or {})


def built(root: Path, **options: Any) -> Report:
    """Build a toolbox for a fixed day."""
    return build(Options(root=root, **{"day": DAY, **options}))


def messages(report: Report) -> list[str]:
    """Each problem as `path:line:column code`, with its values."""
    return [f"{p.path}:{p.spot.line}:{p.spot.column} {p.code} {dict(p.values)}" for p in report.problems]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
