"""Names in fields: each is that of something, or the author is told what was meant."""

from pathlib import Path

import pytest

from tests.english import english, picture, story, tool
from tests.projects import DAY
from toolbox_gen.build import Options, check

FILES: dict[str, str | bytes] = {
    "content/tools/aan-tafel.md": tool(title="Same slug"),
    "content/stories/photo.png": picture(),
    "content/media/sheet.pdf": b"%PDF",
    "content/media/run.exe": b"MZ",
}


@pytest.mark.parametrize(
    ("fields", "code", "values"),
    [
        (
            "organisations: buurthuys",
            "unknown-document",
            {"nearest": "buurthuis", "file": "content/organisations/buurthuys.md"},
        ),
        ("themes: Inclusie", "unknown-term", {"nearest": "inclusion", "file": "content/vocabularies/themes.yaml"}),
        ("themes: inclusion, participation", "list-without-brackets", {"name": "inclusion, participation"}),
        ("organisations: [buurthuis, buurthuis]", "named-twice", {"name": "buurthuis"}),
        ("images: [{src: phto.png, alt: A}]", "missing-image", {"nearest": "photo.png"}),
        ("images: [{src: sheet.pdf, alt: A}]", "not-an-image", {"name": "sheet.pdf"}),
        ("downloads: [{file: run.exe, label: L}]", "not-a-download", {"name": "run.exe"}),
        ("downloads: [{file: ../../site.yaml, label: L}]", "missing-file", {}),
    ],
)
def test_names_in_fields(tmp_path: Path, fields: str, code: str, values: dict[str, str]) -> None:
    root = english(tmp_path, {**FILES, "content/stories/x.md": story(fields)})
    (found,) = (
        p for p in check(Options(root=root, day=DAY, planners=(), checks=())).problems if p.code != "unused-file"
    )
    assert (found.path, found.code) == ("content/stories/x.md", code)
    assert {name: dict(found.values)[name] for name in values} == values
