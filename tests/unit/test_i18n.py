"""The interface in the languages of its readers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from toolbox_gen import i18n
from toolbox_gen.dates import PartialDate
from toolbox_gen.fieldtypes import Duration, GroupSize
from toolbox_gen.i18n import MissingText, UnknownLanguage, Words, has_catalogue, locale_of, translations, words

DUTCH = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Stories"
msgstr "Verhalen"

msgid "Part %(page)s of %(total)s"
msgstr "Deel %(page)s van %(total)s"

msgid "100% free"
msgstr "100% gratis"

msgid "Empty"
msgstr ""

#, fuzzy
msgid "Unsure"
msgstr "Onzeker"

msgid "%(num)s story"
msgid_plural "%(num)s stories"
msgstr[0] "%(num)s verhaal"
msgstr[1] "%(num)s verhalen"

msgid "%(num)s half"
msgid_plural "%(num)s halves"
msgstr[0] "%(num)s helft"
msgstr[1] ""

msgid "weekly"
msgstr "wekelijks"

msgid "%(time)s per person"
msgstr "%(time)s per persoon"

msgid "%(num)s session"
msgid_plural "%(num)s sessions"
msgstr[0] "%(num)s keer"
msgstr[1] "%(num)s keren"

msgid "%(num)s person"
msgid_plural "%(num)s people"
msgstr[0] "%(num)s persoon"
msgstr[1] "%(num)s mensen"

msgid "%(num)s person or more"
msgid_plural "%(num)s people or more"
msgstr[0] "%(num)s persoon of meer"
msgstr[1] "%(num)s mensen of meer"

msgid "up to %(num)s person"
msgid_plural "up to %(num)s people"
msgstr[0] "tot %(num)s persoon"
msgstr[1] "tot %(num)s mensen"

msgid "%(low)s–%(num)s person"
msgid_plural "%(low)s–%(num)s people"
msgstr[0] "%(low)s–%(num)s persoon"
msgstr[1] "%(low)s–%(num)s mensen"
"""
ARABIC = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\n"

msgid "%(num)s story"
msgid_plural "%(num)s stories"
msgstr[0] "zero %(num)s"
msgstr[1] "one %(num)s"
msgstr[2] "two %(num)s"
msgstr[3] "few %(num)s"
msgstr[4] "many %(num)s"
msgstr[5] "other %(num)s"
"""


@pytest.fixture(autouse=True)
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Catalogues of Dutch and Arabic, and no others."""
    for language, text in (("nl", DUTCH), ("ar", ARABIC), ("nl-BE", DUTCH)):
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "reader.po").write_text(text, encoding="utf-8")
    monkeypatch.setattr(i18n, "CATALOGUES", tmp_path)
    translations.cache_clear()
    words.cache_clear()
    yield
    translations.cache_clear()
    words.cache_clear()


@pytest.fixture
def dutch() -> Words:
    return words("nl")


@pytest.fixture
def english() -> Words:
    return words("en")


@pytest.mark.parametrize(
    ("language", "known"), [("nl", True), ("en", True), ("ar", True), ("fr", False), ("..", False)]
)
def test_which_languages_the_interface_speaks(language: str, known: bool) -> None:
    assert has_catalogue(language) is known


def test_a_text_in_a_language(dutch: Words) -> None:
    assert dutch.text("Stories") == "Verhalen"
    assert dutch.text("Part %(page)s of %(total)s", page=2, total=3) == "Deel 2 van 3"
    assert dutch.text("100% free") == "100% gratis"


def test_a_language_may_be_that_of_a_place() -> None:
    assert words("nl-BE").text("Stories") == "Verhalen"


def test_the_source_language_needs_no_catalogue(english: Words) -> None:
    assert english.text("Whatever %(it)s is", it="it") == "Whatever it is"
    assert [english.count("%(num)s story", "%(num)s stories", n) for n in (0, 1, 2)] == [
        "0 stories",
        "1 story",
        "2 stories",
    ]


@pytest.mark.parametrize("text", ["Nowhere", "Empty", "Unsure"])
def test_a_text_that_is_not_translated_is_an_error(dutch: Words, text: str) -> None:
    with pytest.raises(MissingText) as raised:
        dutch.text(text)
    assert (raised.value.text, raised.value.language) == (text, "nl")


def test_a_number_that_is_not_translated_in_every_form_is_an_error(dutch: Words) -> None:
    for one, many in (("%(num)s half", "%(num)s halves"), ("%(num)s none", "%(num)s nones")):
        for number in (1, 2):
            with pytest.raises(MissingText):
                dutch.count(one, many, number)


def test_counts_follow_the_language(dutch: Words) -> None:
    said = [dutch.count("%(num)s story", "%(num)s stories", n) for n in (0, 1, 2, 1200)]
    assert said == ["0 verhalen", "1 verhaal", "2 verhalen", "1.200 verhalen"]
    arabic = words("ar")
    forms = [arabic.count("%(num)s story", "%(num)s stories", n).split()[0] for n in (0, 1, 2, 5, 11, 100)]
    assert forms == ["zero", "one", "two", "few", "many", "other"]


def test_a_text_in_all_forms_of_a_language(dutch: Words) -> None:
    texts = ("%(num)s story", "%(num)s stories")
    assert dutch.forms(*texts) == {"one": "%(num)s verhaal", "other": "%(num)s verhalen"}
    assert words("ar").forms(*texts) == {
        name: f"{name} %(num)s" for name in ("zero", "one", "two", "few", "many", "other")
    }


@pytest.mark.parametrize("language", ["fr", "xx", "nl_NL", "", "../nl", "n"])
def test_a_language_that_is_not_known_is_an_error(language: str) -> None:
    with pytest.raises(UnknownLanguage):
        words(language)


@pytest.mark.parametrize("language", ["xx", "", "nl_NL", "12"])
def test_a_language_that_does_not_exist(language: str) -> None:
    with pytest.raises(UnknownLanguage):
        locale_of(language)


def test_a_text_of_another_domain_is_not_there(dutch: Words) -> None:
    with pytest.raises(UnknownLanguage):
        translations("nl", "editor")


def test_the_direction_of_a_language(dutch: Words) -> None:
    assert dutch.direction == "ltr"
    assert words("ar").direction == "rtl"


def test_dates(dutch: Words) -> None:
    assert dutch.when(None) == ""
    assert dutch.when(PartialDate(2024)) == "2024"
    assert dutch.when(PartialDate(2024, 5)) == "mei 2024"
    assert dutch.when(PartialDate(2024, 5, 31)) == "31 mei 2024"
    assert dutch.day(date(2024, 5, 31)) == "31 mei 2024"


def test_numbers_and_lists(dutch: Words, english: Words) -> None:
    assert dutch.number(1234.5) == "1.234,5"
    assert dutch.join(["a", "b", "c"]) == "a, b en c"
    assert dutch.join(["a"]) == "a"
    assert dutch.join([]) == ""
    assert english.join(("a", "b")) == "a and b"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (45, None, "45 min"),
        (30, 60, "30–60 min"),
        (90, 90, "90 min"),
        (120, 120, "2 uur"),
        (120, 150, "2–2,5 uur"),
        (60, 180, "60–180 min"),
        (125, 125, "125 min"),
        (480, 480, "8 uur"),
    ],
)
def test_times(dutch: Words, low: int, high: int | None, said: str) -> None:
    assert dutch.minutes(low, high).replace("\xa0", " ") == said


def test_arabic_times_are_in_whole_words_and_count_as_arabic_does() -> None:
    arabic = words("ar")
    assert [arabic.minutes(n) for n in (1, 2, 5, 45, 120, 180, 360)] == [
        "دقيقة", "دقيقتان", "5 دقائق", "45 دقيقة", "ساعتان", "3 ساعات", "6 ساعات",
    ]  # fmt: skip
    assert (arabic.minutes(30, 60), arabic.minutes(120, 150)) == ("30–60 دقيقة", "2–2.5 ساعة")


def test_lengths_and_sizes() -> None:
    said = {code: (words(code).kilometres(3.5), words(code).kilobytes(1_234_567)) for code in ("nl", "en", "ar")}
    assert said == {
        "nl": ("3,5 km", "1.235 kB"), "en": ("3.5 km", "1,235 kB"), "ar": ("3.5 كيلومتر", "1,235 كيلوبايت"),
    }  # fmt: skip
    assert words("nl").kilobytes(20) == "1 kB"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("30-60", "30–60 min"),
        ({"max": "45"}, "45 min"),
        ({"min": "45"}, "45 min"),
        ({"time": "10", "per_person": "ja", "prep": "5"}, "10 min per persoon"),
        ({"sessions": {"count": "10", "interval": "weekly", "each": "6 uur"}}, "10 × 6 uur"),
        ({"sessions": {"count": "3"}}, "3 keren"),
    ],
)
def test_durations(dutch: Words, written: object, said: str) -> None:
    assert dutch.duration(Duration.model_validate(written)).replace("\xa0", " ") == said


def test_how_often_and_how_long_beforehand(dutch: Words) -> None:
    weekly = Duration.model_validate({"sessions": {"count": "3", "interval": "weekly"}, "prep": "15"})
    assert dutch.rhythm(weekly) == "wekelijks"
    assert dutch.preparation(weekly).replace("\xa0", " ") == "15 min"
    assert dutch.rhythm(Duration.model_validate("45")) == dutch.preparation(Duration.model_validate("45")) == ""
    assert dutch.rhythm(None) == dutch.preparation(None) == ""


def test_nothing_is_said_of_what_is_not_given(dutch: Words) -> None:
    assert dutch.duration(None) == ""
    assert dutch.people(None) == ""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("6-25", "6–25 mensen"),
        ("8+", "8 mensen of meer"),
        ("1+", "1 persoon of meer"),
        ("max 12", "tot 12 mensen"),
        ({"max": "12"}, "tot 12 mensen"),
        ("12", "12 mensen"),
        ("1", "1 persoon"),
    ],
)
def test_group_sizes(dutch: Words, written: object, said: str) -> None:
    assert dutch.people(GroupSize.model_validate(written)) == said


def test_names_of_languages(dutch: Words) -> None:
    assert dutch.language_name("fr") == "Frans"
    assert dutch.own_name("fr") == "Français"
    for code in ("qqq", "", "a-b-c-d"):
        assert dutch.language_name(code) == code
        assert dutch.own_name(code) == code


def test_names_are_sorted_as_readers_look_for_them(dutch: Words) -> None:
    names = ["Zon", "éclair", "Echo", "‘Aap’", "eb", "Élan"]
    assert sorted(names, key=dutch.sort_key) == ["‘Aap’", "eb", "Echo", "éclair", "Élan", "Zon"]
