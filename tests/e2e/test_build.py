"""A build from end to end: what is published, what is kept back, and what happens when something is wrong."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.projects import FAILURE, STORY, TOOL, built, messages, project, tree, write
from toolbox_gen.catalogue import KINDS

CONSENT = """\
consent:
  ref: R-1
  status: {status}
  given_on: 2025-01-10
  scope: [site, export]
  identity: named
"""


def told(status: str = "given", words: str = "Zilverreiger") -> str:
    """A story with a planted word in every place that a page, a list, a feed or an index could take it from."""
    block = CONSENT.format(status=status)
    return (
        f"---\ntitle: Titel {words}\nkind: good-practice\nsummary: Samenvatting {words}\ndate: 2024\nplace: {words}dorp\n"
        f"tools: [{{tool: deep-democracy, note: Noot {words}}}]\nthemes: [inclusion]\n"
        f'quotes: [{{text: "Woord {words}", who: {words}}}]\n{block}---\nTekst {words}.\n\n## Kop {words}\n'
    )


def test_a_small_toolbox_builds_without_any_problem(tmp_path: Path) -> None:
    report = built(project(tmp_path))
    assert messages(report) == []
    assert report.written is not None
    assert (tmp_path / "site" / "stories" / "aan-tafel" / "index.html").is_file()
    assert [stage.name for stage in report.stages] == [
        "read", "parse", "load", "link", "plan", "render", "index", "write",
    ]  # fmt: skip


def test_without_site_yaml_everything_has_its_default(tmp_path: Path) -> None:
    report = built(project(tmp_path, {"site.yaml": None}))
    assert messages(report) == []
    assert not (tmp_path / "site" / "sitemap.xml").exists()


def test_an_empty_toolbox_builds(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert messages(built(tmp_path)) == []
    assert (tmp_path / "site" / "index.html").is_file()


def test_with_a_problem_the_old_site_stays(tmp_path: Path) -> None:
    root = project(tmp_path)
    built(root)
    before = tree(root / "site")
    write(root, {"content/stories/aan-tafel.md": STORY.replace("tool: deep-democracy", "tool: deep-demokracy")})
    report = built(root)
    assert [p.code for p in report.problems] == ["unknown-document"]
    assert report.written is None
    assert tree(root / "site") == before


def test_a_tool_that_is_used_cannot_be_deleted(tmp_path: Path) -> None:
    root = project(tmp_path, {"content/tools/deep-democracy.md": None})
    found = built(root).problems
    assert {p.path for p in found} == {"content/stories/aan-tafel.md", "content/stories/nul-lezers.md"}
    assert all("deep-democracy.md" in dict(p.values)["file"] for p in found)


def test_all_problems_come_at_once_sorted_by_file_and_line(tmp_path: Path) -> None:
    root = project(tmp_path, {
        "content/tools/deep-democracy.md": TOOL.replace("kind: method", "kind: methode").replace("[inclusion]", "[inklusion]"),
        "content/stories/aan-tafel.md": STORY.replace("2024-05", "31/05/2024").replace("#stappen", "#stapen"),
        "content/stories/nul-lezers.md": FAILURE.replace("lessons:", "lesons:"),
    })  # fmt: skip
    found = built(root).problems
    assert [(p.path.rpartition("/")[2], p.spot.line, p.code) for p in found] == [
        ("aan-tafel.md", 5, "wrong-date"),
        ("aan-tafel.md", 15, "broken-anchor"),
        ("nul-lezers.md", 9, "unknown-field"),
        ("deep-democracy.md", 4, "wrong-choice"),
        ("deep-democracy.md", 8, "unknown-term"),
    ]


def test_a_story_that_only_mentions_a_tool_stands_apart_from_those_that_used_it(tmp_path: Path) -> None:
    mention = STORY.replace("title: Wie aan tafel zit, praat mee", "title: Alleen genoemd").replace(
        STORY[STORY.index("tools:") : STORY.index("---\nLees")], "tools: []\nno_tool_reason: Er was geen.\n"
    )
    root = project(tmp_path, {"content/stories/genoemd.md": mention})
    assert messages(built(root)) == []
    page = (root / "site" / "tools" / "deep-democracy" / "index.html").read_text(encoding="utf-8")
    good, failure, mentioned = (page.index(t) for t in ("Wie aan tafel zit", "Twaalf vertalingen", "Alleen genoemd"))
    assert good < failure < mentioned


@pytest.mark.parametrize(("status", "day"), [("withdrawn", None), ("given", date(2027, 2, 1)), ("pending", None)])
def test_what_was_taken_back_is_in_no_byte_of_the_site(tmp_path: Path, status: str, day: date | None) -> None:
    root = project(tmp_path, {"content/stories/verteld.md": told()})
    assert messages(built(root)) == []
    assert any(b"Zilverreiger" in data for data in tree(root / "site").values())
    write(root, {"content/stories/verteld.md": told(status)})
    report = built(root, **({"day": day} if day else {}))
    assert messages(report) == []
    left = [name for name, data in tree(root).items() if b"ilverreiger" in data and not name.startswith("content/")]
    assert left == []
    if status != "pending":
        page = (root / "site" / "stories" / "verteld" / "index.html").read_text(encoding="utf-8")
        assert "noindex" in page
        assert "stories/verteld" not in page


def test_a_link_to_what_was_taken_back_becomes_neutral_words(tmp_path: Path) -> None:
    root = project(tmp_path, {
        "content/stories/verteld.md": told("withdrawn"),
        "content/pages/over.md": "---\ntitle: Over\n---\nLees [[verteld]] en [dat verhaal](../stories/verteld.md).\n",
    })  # fmt: skip
    report = built(root)
    assert [p.code for p in report.problems] == ["unpublished-reference"] * 2
    page = (root / "site" / "over" / "index.html").read_text(encoding="utf-8")
    assert "ilverreiger" not in page
    assert "stories/verteld" not in page
    assert "dat verhaal" in page


@pytest.mark.parametrize(
    ("line", "day", "shown"),
    [
        ("status: draft", date(2026, 6, 1), False),
        ("status: review", date(2026, 6, 1), False),
        ("publish_on: 2026-06-02", date(2026, 6, 1), False),
        ("publish_on: 2026-06-02", date(2026, 6, 2), True),
        ("expires_on: 2026-06", date(2026, 6, 30), True),
        ("expires_on: 2026-06", date(2026, 7, 1), False),
    ],
)
def test_status_and_dates_decide_what_is_shown(tmp_path: Path, line: str, day: date, shown: bool) -> None:
    root = project(tmp_path, {"content/stories/aan-tafel.md": STORY.replace("date: 2024-05", f"date: 2024-05\n{line}")})
    report = built(root, day=day)
    assert messages(report) == []
    everything = b"".join(tree(root / "site").values())
    assert (b"Vier avonden met een hapje" in everything) is shown


def test_a_build_again_writes_nothing(tmp_path: Path) -> None:
    root = project(tmp_path)
    built(root)
    stamps = {p: (p.stat().st_ino, p.stat().st_mtime_ns) for p in (root / "site").rglob("*.html")}
    report = built(root)
    assert report.written is not None
    assert report.written.written == 0
    assert {p: (p.stat().st_ino, p.stat().st_mtime_ns) for p in stamps} == stamps


def test_content_is_never_changed_by_a_build(tmp_path: Path) -> None:
    root = project(tmp_path)
    before = tree(root / "content")
    built(root)
    assert tree(root / "content") == before


def test_pages_and_lists_are_divided(tmp_path: Path) -> None:
    many = {f"content/stories/verhaal-{n}.md": STORY.replace("Wie aan", f"{n} Wie aan") for n in range(30)}
    root = project(tmp_path, {**many, "site.yaml": "title: Proef\npage_size: 10\n"})
    assert messages(built(root)) == []
    pages = sorted(p.name for p in (root / "site" / "stories" / "page").iterdir())
    assert pages == ["2", "3", "4"]


def test_a_template_of_the_project_comes_before_the_theme(tmp_path: Path) -> None:
    own = "{% extends 'base.html' %}{% block main %}<h1>Eigen {{ view.card.title }}</h1>{% endblock %}"
    root = project(tmp_path, {"mijn-thema/page.html": own, "site.yaml": "title: Proef\ntemplates: [mijn-thema]\n"})
    assert messages(built(root)) == []
    assert "Eigen Over" in (root / "site" / "over" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("<p>\n{{ view.nothing }}", 2, "template-undefined"),
        ("{% if %}", 1, "template-syntax"),
        ("\n\n{% include view.frame.url %}", 3, "template-by-variable"),
        ("{{ _('Not translated') }}", 1, "untranslated"),
        ("{{ 1 / 0 }}", 1, "template-error"),
        ("{% include 'nowhere.html' %}", 1, "template-missing"),
    ],
)
def test_a_templates_error_has_file_line_and_document(tmp_path: Path, text: str, line: int, code: str) -> None:
    root = project(tmp_path, {"templates/page.html": text})
    report = built(root)
    assert [(p.code, p.spot.line) for p in report.problems] == [(code, line)]
    assert report.written is None
    if code in ("template-undefined", "template-error", "untranslated"):
        assert dict(report.problems[0].values)["about"] == "content/pages/over.md"


def test_search_engines_are_kept_from_sensitive_stories(tmp_path: Path) -> None:
    quiet = told().replace("themes: [inclusion]", "themes: [inclusion]\nsensitivity: [asylum]")
    root = project(
        tmp_path,
        {
            "content/stories/verteld.md": quiet,
            "content/vocabularies/sensitivity.yaml": "asylum: {label: {nl: Asiel}}\n",
        },
    )
    assert messages(built(root)) == []
    page = (root / "site" / "stories" / "verteld" / "index.html").read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex">' in page
    assert "verteld" not in (root / "site" / "sitemap.xml").read_text(encoding="utf-8")
    assert "Asiel" in page


@pytest.mark.parametrize("change", [("2025-01-10", "2026-12-01"), ("[site, export]", "[export]")])
def test_what_was_never_public_leaves_no_trace(tmp_path: Path, change: tuple[str, str]) -> None:
    root = project(tmp_path, {"content/stories/verteld.md": told().replace(*change)})
    assert messages(built(root)) == []
    assert not (root / "site" / "stories" / "verteld").exists()


def test_what_is_not_published_is_named_in_no_byte(tmp_path: Path) -> None:
    secret = TOOL.replace("title: Deep Democracy", "title: Geheim\nstatus: draft")
    story = STORY.replace(
        "organisations: [buurthuis]",
        "organisations: [geheimorg, buurthuis]\narchived: {on: 2024, replaced_by: geheimverhaal}",
    )
    root = project(tmp_path, {
        "content/tools/geheimtool.md": secret,
        "content/organisations/geheimorg.md": "---\nname: Geheim\nstatus: draft\n---\n",
        "content/stories/geheimverhaal.md": told("withdrawn"),
        "content/stories/aan-tafel.md": story.replace("tools:\n", "tools:\n  - geheimtool\n"),
    })  # fmt: skip
    report = built(root)
    assert {p.code for p in report.problems} == {"unpublished-reference"}
    (root / "site" / "stories" / "geheimverhaal" / "index.html").unlink()  # its neutral page keeps its address
    assert [n for n, data in tree(root / "site").items() if b"geheim" in data and n != ".toolbox-gen.json"] == []


def test_a_template_does_not_lead_out_of_the_project(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    write(outside, {"page.html": "Buiten", "x.txt": "Buiten"})
    root = project(tmp_path / "toolbox")
    (root / "templates" / "assets").mkdir(parents=True)
    (root / "templates" / "assets" / "x.txt").symlink_to(outside / "x.txt")
    assert messages(built(root)) == []
    assert not any(b"Buiten" in data for data in tree(root / "site").values())
    (root / "templates" / "page.html").symlink_to(outside / "page.html")
    assert [p.code for p in built(root).problems] == ["template-missing"]


def test_addresses_and_templates_are_judged_although_a_text_has_faults(tmp_path: Path) -> None:
    root = project(tmp_path, {
        "content/pages/stories.md": "---\ntitle: Verhalen\n---\n",
        "content/organisations/buurthuis.md": "---\nname: Buurthuis\nfoo: 1\n---\n",
        "templates/page.html": "{{ view.nope }}",
    })  # fmt: skip
    report = built(root)
    assert {p.code for p in report.problems} == {"address-taken", "unknown-field", "template-undefined"}
    assert report.written is None


def test_an_address_may_not_lie_below_a_file(tmp_path: Path) -> None:
    root = project(tmp_path, {"content/pages/over.md": "---\ntitle: Over\naliases: [export.json/oud]\n---\n"})
    assert [p.code for p in built(root).problems] == ["address-taken"]


def test_a_text_of_a_kind_that_no_catalogue_has_is_a_problem(tmp_path: Path) -> None:
    kinds = [replace(kind, plural="Nowhere translated") if kind.name == "tool" else kind for kind in KINDS]
    assert [p.code for p in built(project(tmp_path), kinds=kinds).problems] == ["untranslated"]
