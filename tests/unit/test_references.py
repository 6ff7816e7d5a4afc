"""Links and names: each leads somewhere, or the author is told where it breaks and what was meant."""

from pathlib import Path

import pytest

from tests.english import SITE, english, picture, sites, story, tool
from tests.projects import DAY, built
from toolbox_gen import build
from toolbox_gen.build import Options, check
from toolbox_gen.model import IN_BODY, Key

FILES: dict[str, str | bytes] = {
    "content/tools/aan-tafel.md": tool(title="Same slug"),
    "content/stories/photo.png": picture(),
    "content/media/sheet.pdf": b"%PDF",
    "content/media/run.exe": b"MZ",
}


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ("[[deep-democracy]] [[tools/deep-democracy#stappen|steps]] [[tool/deep-democracy]]", []),
        ("[a](../tools/deep-democracy.md#stappen) [b](nul-lezers.md) [c](#kop)\n\n## Kop", []),
        ("[[#kop]]\n\n## Kop", []),
        ("[a](https://example.org/) [b](mailto:a@b.be) [c](tel:+3290)", []),
        ("![alt](photo.png) [x](../media/sheet.pdf)", []),
        ("[[aan-tafel]]", [("ambiguous-link", 1)]),
        ("[[deep-demokracy]]", [("broken-link", 1)]),
        ("\n[a](../tools/deep-demokracy.md)", [("broken-link", 2)]),
        ("[a](../tools/deep-democracy.md#stapen)", [("broken-anchor", 1)]),
        ("[a](/tools/)", [("absolute-link", 1)]),
        ("[a](http://example.org/)", [("url-not-https", 1)]),
        ("[a](https://example)", [("wrong-url", 1)]),
        ("[a](javascript:alert)", [("refused-link", 1)]),
        ("[a](www.example.org)", [("wrong-url", 1)]),
        ("[a](me@example.org)", [("mail-without-mailto", 1)]),
        ("![](photo.png)", [("missing-alt", 1)]),
        ("![a](phot.png)", [("missing-image", 1)]),
        ("![a](../media/sheet.pdf)", [("not-an-image", 1)]),
        ("![a](nul-lezers.md)", [("not-an-image", 1)]),
        ("![a](https://example.org/a.png)", [("image-elsewhere", 1)]),
        ("[a](../media/run.exe)", [("not-a-download", 1)]),
        ("[a](../media/shet.pdf)", [("broken-link", 1)]),
    ],
)
def test_links_of_a_body(tmp_path: Path, body: str, problems: list[tuple[str, int]]) -> None:
    root = english(tmp_path, {**FILES, "content/stories/x.md": story(body=body + "\n")})
    found = [
        p
        for p in check(Options(root=root, day=DAY, planners=(), checks=())).problems
        if p.path == "content/stories/x.md"
    ]
    assert [(p.code, p.spot.line - 8) for p in found] == problems


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


def test_edges_carry_what_was_written_and_lead_back(tmp_path: Path) -> None:
    text = story(
        "tools: [{tool: deep-democracy, note: N}]\nthemes: [inclusion]",
        body="[[deep-democracy]] [[deep-democracy]] [[buurthuis]] [[#a]]\n\n# A\n",
    )
    (site,) = sites(tmp_path, {"content/stories/x.md": text})
    mine, tool_key = Key("story", "x"), Key("tool", "deep-democracy")
    assert [(e.target, e.field) for e in site.outgoing(mine)] == [
        (Key("themes", "inclusion"), "themes"), (tool_key, "tools"), (tool_key, IN_BODY), (Key("organisation", "buurthuis"), IN_BODY),
    ]  # fmt: skip
    assert [getattr(e.around, "note", None) for e in site.incoming(tool_key, "tools") if e.source == mine] == ["N"]
    assert [e.source.slug for e in site.incoming(tool_key, "tools")] == ["aan-tafel", "x", "nul-lezers"]
    assert [e.source.slug for e in site.incoming(tool_key, IN_BODY)] == ["aan-tafel", "x", "nul-lezers"]


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


def test_what_a_translation_takes_from_its_original_is_told_there_alone(tmp_path: Path) -> None:
    wrong = "tools: [{tool: deep-demokracy, note: So.}]\nimages: [{src: no.png, alt: An old oak}]\nthemes: nothing"
    files = {
        "site.yaml": SITE.replace("[en]", "[en, nl]"),
        "content/stories/x.md": story(wrong),
        "content/stories/x.nl.md": "---\ntitle: T\nsummary: S\nimages: [{alt: Een oude eik}]\n---\nT.\n",
        "content/stories/y.md": story("tools: deep-democracy"),
        "content/stories/y.nl.md": "---\ntitle: T\nsummary: S\ntools: deep-demokracy\n---\nT.\n",
    }
    report = built(english(tmp_path, files))
    assert {(p.path.rpartition("/")[2], p.code) for p in report.problems if p.is_error} == {
        ("x.md", "unknown-document"), ("x.md", "missing-image"), ("x.md", "unknown-term"),
        ("y.nl.md", "translation-differs"),
    }  # fmt: skip
