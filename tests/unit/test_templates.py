"""Templates: a project's own come first, what they need is known beforehand, and their faults are told in place."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.projects import write
from tests.unit.test_render import FACE, VIEW
from toolbox_gen.passages import Passage
from toolbox_gen.templates import check, explained, marked, paragraphs, render, tongue
from toolbox_gen.theme import Theme, theme, theme_folder
from toolbox_gen.views import Frame, View


def judged(root: Path, files: dict[str, str], name: str = "t.html") -> list[tuple[str, int, str]]:
    """The problems of templates: path, line and code."""
    write(root / "templates", files)
    return [(p.path, p.spot.line, p.code) for p in check(Theme((root / "templates",)), [name], "en")[1]]


@pytest.mark.parametrize(
    ("files", "problems"),
    [
        ({"t.html": "x"}, []),
        ({"t.html": "{% extends 'b.html' %}", "b.html": "{% include 'p.html' %}", "p.html": "x"}, []),
        ({"t.html": "{% import 't.html' as own %}"}, []),
        ({"t.html": "{% include ['a.html', 'b.html'] %}", "a.html": "", "b.html": ""}, []),
        ({"t.html": "{% from 'p.html' import m %}", "p.html": "{% macro m() %}{% endmacro %}"}, []),
        ({}, [("templates/t.html", 1, "template-missing")]),
        ({"t.html": "\n{% include 'p.html' %}"}, [("templates/t.html", 2, "template-missing")]),
        ({"t.html": "{% include 'p.html' %}", "p.html": "\n\n{% if %}"}, [("templates/p.html", 3, "template-syntax")]),
        ({"t.html": "\n{% include view.name %}"}, [("templates/t.html", 2, "template-by-variable")]),
        ({"t.html": "{% include ['a.html', name] %}", "a.html": ""}, [("templates/t.html", 1, "template-by-variable")]),
        ({"t.html": "{% extends 'a' ~ 'b' %}"}, [("templates/t.html", 1, "template-by-variable")]),
    ],
)
def test_what_a_page_needs_is_known_beforehand(
    tmp_path: Path, files: dict[str, str], problems: list[tuple[str, int, str]]
) -> None:
    assert judged(tmp_path, files) == problems


def test_the_first_folder_that_has_a_template_gives_it(tmp_path: Path) -> None:
    write(tmp_path, {"mine/page.html": "mine", "templates/page.html": "own", "templates/story.html": "own"})
    found = theme(tmp_path, ["mine", "nowhere"])
    assert found.folders == (tmp_path / "mine", tmp_path / "templates", theme_folder())
    assert render(found, "page.html", VIEW, "en") == "mine"
    assert render(found, "story.html", VIEW, "en") == "own"
    assert "<!doctype html>" in render(found, "gone.html", View(Frame(FACE, "x/", "Title", rootless=True)), "en")


def test_assets_of_a_project_come_before_the_themes(tmp_path: Path) -> None:
    write(
        tmp_path, {"templates/assets/style.css": "own", "templates/assets/.hidden": "", "templates/assets/x/y.css": ""}
    )
    found = theme(tmp_path, []).assets()
    assert found["style.css"] == tmp_path / "templates" / "assets" / "style.css"
    assert found["icon.svg"].is_relative_to(theme_folder())
    assert not {".hidden", "x", "y.css"} & set(found)


def shown(root: Path, text: str, view: View = VIEW) -> str:
    """What a template gives."""
    write(root, {"t.html": text})
    return render(Theme((root,)), "t.html", view, "en")


@pytest.mark.parametrize("name", ["range", "dict", "lipsum", "cycler", "joiner", "namespace", "self.x"])
def test_a_template_gets_its_view_and_nothing_else(tmp_path: Path, name: str) -> None:
    with pytest.raises(Exception, match=r"undefined|no "):
        shown(tmp_path, f"{{{{ {name}() }}}}")


def test_everything_is_escaped(tmp_path: Path) -> None:
    assert shown(tmp_path, "{{ '<b>' }}{{ _('%(x)s', x='<i>') }}{{ {'a': '</script>'}|tojson }}").count("<") == 0


@pytest.mark.parametrize(
    ("url", "rootless", "portable", "link"),
    [
        ("stories/", False, False, "../../stories/"),
        ("stories/", False, True, "../../stories/index.html"),
        ("stories/", True, False, "/box/stories/"),
        ("stories/", True, True, "/box/stories/index.html"),
        ("https://e.example/", True, False, "https://e.example/"),
        ("mailto:a@b.be", False, False, "mailto:a@b.be"),
        ("#top", False, True, "#top"),
    ],
)
def test_links_are_written_as_seen_from_the_page(
    tmp_path: Path, url: str, rootless: bool, portable: bool, link: str
) -> None:
    face = replace(FACE, portable=portable, base="/box/")
    assert shown(tmp_path, f"{{{{ '{url}'|href }}}}", View(Frame(face, "tools/x/", "T", rootless=rootless))) == link


def test_whole_addresses_are_given_where_the_site_has_one(tmp_path: Path) -> None:
    assert shown(tmp_path, "{{ 'a/'|absolute }}") == ""
    face = replace(FACE, origin="https://e.example", base="/box/")
    assert shown(tmp_path, "{{ 'a/'|absolute }}", View(Frame(face, "x/", "T"))) == "https://e.example/box/a/"


def test_paragraphs_are_divided_by_empty_lines() -> None:
    assert paragraphs("One\nline.\n\n \n\nTwo.\n") == ["One line.", "Two."]


@pytest.mark.parametrize(
    ("files", "place", "code"),
    [
        ({"t.html": "\n{{ view.nothing }}"}, ("t.html", 2), "template-undefined"),
        ({"t.html": "{% include 'p.html' %}", "p.html": "\n\n{{ 1 / 0 }}"}, ("p.html", 3), "template-error"),
        ({"t.html": "{{ view.frame.title.nope.x }}"}, ("t.html", 1), "template-undefined"),
        ({"t.html": "{% include 'p.html' %}"}, ("t.html", 1), "template-missing"),
        ({"t.html": "\n{% endif %}"}, ("t.html", 2), "template-syntax"),
    ],
)
def test_a_fault_is_told_where_it_happened(
    tmp_path: Path, files: dict[str, str], place: tuple[str, int], code: str
) -> None:
    own = Theme((write(tmp_path / "own", files),))
    with pytest.raises(Exception, match=r".") as raised:
        render(own, "t.html", VIEW, "en")
    assert isinstance(raised.value, Exception)
    found = explained(raised.value, own, "t.html", about="content/x.md")
    assert (found.path, found.spot.line, found.code) == (f"own/{place[0]}", place[1], code)
    assert dict(found.values)["about"] == "content/x.md"


def test_a_text_without_translation_is_told_with_its_language(tmp_path: Path) -> None:
    own = Theme((write(tmp_path / "own", {"t.html": "\n{{ _('Nobody translated this') }}"}),))
    with pytest.raises(Exception, match="Nobody") as raised:
        render(own, "t.html", VIEW, "nl")
    assert isinstance(raised.value, Exception)
    found = explained(raised.value, own, "t.html", about="content/x.md")
    assert (found.path, found.spot.line, found.code) == ("own/t.html", 2, "untranslated")
    assert dict(found.values)["language"] == "nl"


def test_without_any_folder_a_template_is_still_named() -> None:
    _, (found,) = check(Theme(()), ["t.html"], "en")
    assert (found.path, found.code) == ("templates/t.html", "template-missing")


def test_a_template_that_was_altered_is_read_again_in_the_same_process(tmp_path: Path) -> None:
    """What it was compiled to is kept by what it says, whatever its file is called and whenever it was written."""
    folder = tmp_path / "templates"
    for text, other in (("one", "two"), ("one", "three"), ("four", "three"), ("one", "two")):
        write(folder, {"t.html": text + "{% include 'p.html' %}", "p.html": other})
        own = Theme((folder,))
        assert render(own, "t.html", VIEW, "en") == text + other
        assert not check(own, ["t.html"], "en")[1]


def test_what_says_its_language_or_is_set_apart_is_escaped_all_the_same() -> None:
    face = SimpleNamespace(language="ar", direction="rtl")
    context: Any = {"view": SimpleNamespace(frame=SimpleNamespace(face=face))}
    shown = marked(context, (Passage("<i>", "nl"), Passage("& <b>")))
    assert shown == '<span lang="nl" dir="ltr">&lt;i&gt;</span>\u2068&amp; &lt;b&gt;\u2069'
    assert tongue(context, '"><i>') == ' lang="&#34;&gt;&lt;i&gt;" dir="ltr"'


def test_names_in_what_the_interface_says_keep_their_order(tmp_path: Path) -> None:
    face = replace(FACE, language="ar", direction="rtl")
    text = (
        "{{ _('With: %(materials)s', materials='Wie?') }}|"
        "{{ _('With: %(materials)s', materials='A & B'|e) }}|"
        "{{ _('With: %(materials)s', materials='<b lang=nl>W</b>'|safe) }}|"
        "{{ 'Wie?'|isolated }}|{{ 'شاي'|isolated }}|"
        "{{ ngettext('%(num)s story', '%(num)s stories', 3) }}"
    )
    write(tmp_path, {"t.html": text})
    *named, own, other, counted = render(Theme((tmp_path,)), "t.html", View(Frame(face, "x/", "T")), "ar").split("|")
    for one, said in zip(named, ("\u2068Wie?\u2069", "\u2068A &amp; B\u2069", "<b lang=nl>W</b>"), strict=True):
        assert one.endswith(" " + said)
    assert (own, other) == ("\u2068Wie?\u2069", "شاي")
    assert counted.startswith("3 ")
