"""Every text of the program and of the theme is translated into every language that has catalogues."""

import re
import shutil
from collections import Counter
from gettext import c2py
from html.parser import HTMLParser
from pathlib import Path

import pytest

import catalogues
from catalogues import (
    DOMAINS,
    TEMPLATE,
    TEMPLATES,
    catalogue,
    file_of,
    id_of,
    languages,
    merged,
    template,
    texts,
    untranslated,
)  # fmt: skip
from catalogues.__main__ import main
from toolbox_gen.i18n import locale_of

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
BY_LANGUAGE = [(language, domain) for domain in DOMAINS for language in languages(domain)]
SPOKEN = ("alt", "aria-label", "aria-description", "aria-roledescription", "placeholder", "title")
"""Attributes that a reader reads or hears."""
ALLOWED = {"GPX", "PDF", "JavaScript", "km", "min"}
"""Names and signs that are the same in every language."""


def test_there_is_a_language() -> None:
    assert all("nl" in languages(domain) for domain in DOMAINS)
    assert set(languages("editor")) <= set(languages("reader"))
    assert all(texts(domain) for domain in DOMAINS)


def test_messages_are_merged_and_listed_and_a_new_language_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(catalogues.LOCALE, tmp_path / "locale")
    for name, value in {"LOCALE": tmp_path / "locale", "TEMPLATE": tmp_path / "locale/reader.pot"}.items():
        monkeypatch.setattr(catalogues, name, value)
    file = file_of("nl", "reader")
    whole = file.read_text(encoding="utf-8")
    lacking = whole.replace('msgid "Search"\nmsgstr "Zoeken"\n\n', "")
    assert lacking != whole
    file.write_text(lacking + '\nmsgid "Nobody says this"\nmsgstr "Oud"\n', encoding="utf-8")
    assert main(["pt-BR"]) == 0
    assert file.read_text(encoding="utf-8") == whole.replace('msgstr "Zoeken"', 'msgstr ""')
    said = capsys.readouterr().out
    assert "nl reader: 1 to translate\n    Search\n" in said
    assert "fr reader: nothing to translate\n" in said
    assert f"pt-BR reader: {len(texts('reader'))} to translate\n" in said
    assert {len(m.string) for m in catalogue("pt-BR", "reader") if m.pluralizable} == {2}
    assert "pt-BR" not in languages("editor")
    assert main(["Duits"]) == 2


@pytest.mark.parametrize(("language", "domain"), BY_LANGUAGE)
def test_every_text_is_translated(language: str, domain: str) -> None:
    assert untranslated(language, domain) == [], "make messages, and translate what it lists"


@pytest.mark.parametrize(("language", "domain"), BY_LANGUAGE)
def test_nothing_stale_is_kept(language: str, domain: str) -> None:
    known = catalogue(language, domain)
    now = {id_of(text) for text in texts(domain)}
    assert {id_of(message.id) for message in known if message.id} - now == set()
    assert not known.obsolete


def forms_of_one_number(plural: str) -> set[int]:
    """The forms that stand for one number only, as one and two have their own in Arabic: their noun may say it."""
    used = Counter(map(c2py(plural), range(1000)))
    return {form for form, times in used.items() if times == 1}


def test_forms_of_one_number() -> None:
    assert forms_of_one_number(catalogue("nl", "reader").plural_expr) == {0}
    assert forms_of_one_number("(n > 1)") == set()
    assert forms_of_one_number("(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : 4)") == {0, 1, 2}


@pytest.mark.parametrize("language", languages("reader"))
def test_forms_are_those_that_browsers_choose_from(language: str) -> None:
    """A browser knows a form by its name in CLDR, gettext by its number: one name stands for one number."""
    form_of, name_of = c2py(catalogue(language, "reader").plural_expr), locale_of(language).plural_form
    assert len({(name_of(n), form_of(n)) for n in range(1000)}) == len({name_of(n) for n in range(1000)})


@pytest.mark.parametrize(("language", "domain"), BY_LANGUAGE)
def test_placeholders_are_those_of_the_text(language: str, domain: str) -> None:
    known = catalogue(language, domain)
    wordy = forms_of_one_number(known.plural_expr)
    for message in known:
        if not message.id:
            continue
        plural = not isinstance(message.id, str)
        originals = message.id if plural else (message.id,)
        translated = (message.string,) if isinstance(message.string, str) else message.string or ()
        allowed = [sorted(PLACEHOLDER.findall(one)) for one in originals]
        said_in_words = [[name for name in names if name not in ("%(num)s", "{n}")] for names in allowed]
        for form, one in enumerate(translated):
            given = sorted(PLACEHOLDER.findall(one))
            assert given in allowed or (plural and form in wordy and given in said_in_words), message.id


@pytest.mark.parametrize(("language", "domain"), BY_LANGUAGE)
def test_a_noun_that_stands_beside_its_number_does_not_say_it_too(language: str, domain: str) -> None:
    """A dual beside a 2 says two twice."""
    known = catalogue(language, domain)
    form_of = c2py(known.plural_expr)
    for message in known:
        if not isinstance(message.id, str) and not PLACEHOLDER.search("".join(message.id)):
            assert message.string[form_of(2)] in {message.string[form_of(n)] for n in range(3, 200)}, message.id


@pytest.mark.parametrize(("language", "domain"), BY_LANGUAGE)
def test_files_are_as_the_tool_writes_them(language: str, domain: str) -> None:
    written = file_of(language, domain).read_text(encoding="utf-8")
    assert written == merged(language, domain), "make messages"


def test_the_list_that_builds_compare_with_is_of_now() -> None:
    assert TEMPLATE.read_text(encoding="utf-8") == template(), "make messages"


class _Words(HTMLParser):
    """The literal words of a template: between its tags, and in the attributes that are read."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style")
        for name, value in attrs:
            if name in SPOKEN:
                self.note(value or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.note(re.sub(r""" [a-z-]+="[^"<>]*\"""", "", data))  # a macro may give a tag its attributes

    def note(self, text: str) -> None:
        self.found += [word for word in re.findall(r"[^\W\d_]{2,}", text) if word not in ALLOWED]


def words_in(template: str) -> list[str]:
    """The literal words of a template; its comments, tags, expressions and translated blocks say nothing."""
    plain = re.sub(r"{#.*?#}|{%-?\s*trans\b.*?endtrans\s*-?%}|{%.*?%}", "", template, flags=re.S)
    plain = re.sub(r"{{.*?}}", "1", plain, flags=re.S)
    reader = _Words()
    reader.feed(plain)
    reader.close()
    return reader.found


def test_words_in_finds_words() -> None:
    assert words_in('<p title="Look">{{ _("Well") }} · {# no #}Done {% if "x" %}</p>') == ["Look", "Done"]


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: p.relative_to(TEMPLATES).as_posix())
def test_no_template_holds_words(path: Path) -> None:
    assert words_in(path.read_text(encoding="utf-8")) == []
