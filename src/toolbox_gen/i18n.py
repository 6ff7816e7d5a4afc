"""The one home of Babel: the interface's texts, and dates, numbers and lists as a language writes them.

The texts of a site's pages are in the domain `reader`, those that an editor reads (problems, help of fields) in
`editor`; the source language of both is English. Catalogues are read as the translators' own `.po` files.
"""

import gettext
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.units import format_unit
from markupsafe import Markup, escape

from toolbox_gen.bidi import isolated
from toolbox_gen.collation import Key, key_of
from toolbox_gen.dates import PartialDate
from toolbox_gen.files import is_file, read_bytes
from toolbox_gen.marking import N_

if TYPE_CHECKING:
    from toolbox_gen.fieldtypes import Duration, GroupSize

SOURCE_LANGUAGE = "en"
CATALOGUES = Path(__file__).parent / "locale"
_ALSO = frozenset({"arc", "ary", "arz", "ber", "ckb", "fil", "kab", "prs", "rif", "rom", "syr", "tzm", "zgh"})
"""Languages with a code of three letters that are spoken here; of the others, many are also called like a person."""
_IN_FULL = frozenset({"ar"})
"""Languages whose short signs of units are single letters that few people read."""
OTHER = "other"
"""The form of numbers that have no other one."""
INTERVALS = {
    "daily": N_("daily"), "weekly": N_("weekly"), "fortnightly": N_("every two weeks"), "monthly": N_("monthly"),
    "quarterly": N_("every three months"), "yearly": N_("yearly"),
}  # fmt: skip


class MissingText(Exception):
    """A text of the interface that the language's catalogue does not have."""

    def __init__(self, text: str, language: str) -> None:
        super().__init__(f"{language}: {text}")
        self.text, self.language = text, language


class UnknownLanguage(Exception):
    """A language without a catalogue."""


class _Strict(gettext.NullTranslations):
    """The end of the line: a text that no catalogue has is an error, but for the source language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def gettext(self, message: str) -> str:
        if self.language == SOURCE_LANGUAGE:
            return message
        raise MissingText(message, self.language)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        if self.language == SOURCE_LANGUAGE:
            return msgid1 if n == 1 else msgid2
        raise MissingText(msgid1, self.language)


def has_catalogue(language: str) -> bool:
    """Whether the interface speaks a language."""
    return language == SOURCE_LANGUAGE or is_file(CATALOGUES / language / "LC_MESSAGES" / "reader.po")


@cache
def translations(language: str, domain: str) -> gettext.NullTranslations:
    """The texts of a domain in a language; one that is missing raises `MissingText` when it is asked for."""
    file = CATALOGUES / language / "LC_MESSAGES" / f"{domain}.po"
    strict = _Strict(language)
    if not is_file(file):
        if language == SOURCE_LANGUAGE:
            return strict
        raise UnknownLanguage(language)
    catalog = read_po(BytesIO(read_bytes(file)), locale=locale_of(language), domain=domain)
    for message in list(catalog):
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id and (message.fuzzy or not all(forms)):
            catalog.delete(message.id)  # gettext would show the source language where one form is empty
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    found = gettext.GNUTranslations(compiled)
    found.add_fallback(strict)
    return found


def untranslated(language: str) -> tuple[str, ...]:
    """The texts of the interface that a language's catalogue lacks, or lacks a form of."""
    if language == SOURCE_LANGUAGE:
        return ()
    known, found = translations(language, "reader"), []
    for text in _texts():
        try:
            known.gettext(text) if isinstance(text, str) else known.ngettext(*text, 1)
        except MissingText as missing:
            found.append(missing.text)
    return tuple(found)


@cache
def _texts() -> tuple[str | tuple[str, str], ...]:
    """All texts that readers may meet, each alone or for one and for many (`make messages` writes them down)."""
    listed = read_po(BytesIO(read_bytes(CATALOGUES / "reader.pot")))
    ids = [message.id for message in listed if message.id]
    return tuple(one if isinstance(one, str) else (one[0], one[1]) for one in ids)


@cache
def words(language: str) -> "Words":
    """The words of a language."""
    return Words(language)


class Words:
    """How the interface speaks one language. Pure: nothing of the machine's locale or time zone is read."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = locale_of(language)
        self._texts = translations(language, "reader")
        self.direction = self._locale.text_direction
        self._order = key_of(language)

    def text(self, message: str, **values: object) -> str:
        """An interface text with its placeholders `%(name)s` filled."""
        found = self._texts.gettext(message)
        return found % self._isolated(values) if values else found

    def count(self, one: str, many: str, num: int, **values: object) -> str:
        """An interface text in the number that the language uses for `num` (`%(num)s` in the text)."""
        return self._texts.ngettext(one, many, num) % {"num": self.number(num), **self._isolated(values)}

    def _isolated(self, values: Mapping[str, object]) -> dict[str, object]:
        return {
            name: isolated(value, self.direction) if isinstance(value, str) else value for name, value in values.items()
        }

    def forms(self, one: str, many: str) -> dict[str, str]:
        """An interface text in every form that a number up to 200 has, by its name in CLDR, and in any case `OTHER`."""
        names = {OTHER: 0, **{self._locale.plural_form(num): num for num in range(200, -1, -1)}}
        return {name: self._texts.ngettext(one, many, num) for name, num in names.items()}

    def number(self, value: float) -> str:
        return format_decimal(value, locale=self._locale)

    def when(self, value: PartialDate | None) -> str:
        """A year, `mei 2024` or `31 mei 2024`."""
        if value is None:
            return ""
        if value.day:
            return format_date(value.first, format="long", locale=self._locale)
        return format_skeleton("yMMMM", value.first, locale=self._locale) if value.month else f"{value.year}"

    def day(self, value: date) -> str:
        return format_date(value, format="long", locale=self._locale)

    def join(self, parts: Sequence[str]) -> str:
        """`a, b en c`."""
        return format_list([isolated(part, self.direction) for part in parts], locale=self._locale)

    def minutes(self, low: int, high: int | None = None) -> str:
        """A time or a range of times, in hours from two hours on when both ends are half hours."""
        high = low if high is None else high
        hours = low >= 120 and low % 30 == 0 and high % 30 == 0
        unit, size = ("duration-hour", 60) if hours else ("duration-minute", 1)
        text = self._unit(high / size if high % size else high // size, unit)
        return text if low == high else span(self.number(low / size), text)

    def kilometres(self, length: float) -> str:
        return self._unit(length, "length-kilometer")

    def kilobytes(self, size: int) -> str:
        """The size of a file, of which `size` is in bytes. The CLDR has it short only, in Arabic as a whole word."""
        return format_unit(max(1, round(size / 1000)), "digital-kilobyte", length="short", locale=self._locale)

    def _unit(self, value: float, unit: str) -> str:
        length: Literal["long", "short"] = "long" if self._locale.language in _IN_FULL else "short"
        return format_unit(value, unit, length=length, locale=self._locale)

    def duration(self, value: "Duration | None") -> str:
        """`30–60 min`, `10 × 6 uur`; preparation is said apart."""
        if value is None:
            return ""
        low = value.min if value.min is not None else value.max
        high = value.max if value.max is not None else value.min
        if value.sessions:
            count = value.sessions.count
            own = self.minutes(low, high) if low is not None and high is not None else ""
            each = self.duration(value.sessions.each) or own
            text = (
                f"{self.number(count)} × {each}" if each else self.count("%(num)s session", "%(num)s sessions", count)
            )
        else:
            assert low is not None
            assert high is not None
            text = self.minutes(low, high)
        return self.text("%(time)s per person", time=text) if value.per_person else text

    def rhythm(self, value: "Duration | None") -> str:
        """How often a series of sessions comes together: `wekelijks`."""
        interval = value.sessions.interval if value and value.sessions else None
        return self.text(INTERVALS[interval]) if interval else ""

    def preparation(self, value: "Duration | None") -> str:
        """The time that is needed beforehand."""
        return self.minutes(value.prep) if value and value.prep else ""

    def people(self, value: "GroupSize | None") -> str:
        """`6–25 mensen`, `8 mensen of meer`."""
        if value is None:
            return ""
        if value.max is None:
            return self.count("%(num)s person or more", "%(num)s people or more", value.min or 1)
        if value.min is None or value.min <= 1 < value.max:
            return self.count("up to %(num)s person", "up to %(num)s people", value.max)
        if value.min == value.max:
            return self.count("%(num)s person", "%(num)s people", value.max)
        return self.count("%(low)s–%(num)s person", "%(low)s–%(num)s people", value.max, low=self.number(value.min))

    def language_name(self, code: str) -> str:
        """The name of a language in this one."""
        try:
            return Locale.parse(code, sep="-").get_display_name(self._locale) or code
        except (UnknownLocaleError, ValueError):
            return code

    def own_name(self, code: str) -> str:
        """The name of a language in itself, as at the beginning of a line."""
        try:
            name = Locale.parse(code, sep="-").get_display_name() or code
        except (UnknownLocaleError, ValueError):
            return code
        return name[:1].upper() + name[1:]

    def sort_key(self, text: str) -> Key:
        """The order in which readers look for a name."""
        return self._order(text)


def direction(language: str) -> str:
    """`ltr` or `rtl`; of what no library knows, the first."""
    try:
        return locale_of(language).text_direction
    except UnknownLanguage:
        return "ltr"


@cache
def tongue(language: str, around: str) -> Markup:
    """What says that a text is in another language than what is around it, as attributes; nothing where it is not."""
    if not language or language == around:
        return Markup()
    return Markup(f' lang="{escape(language)}" dir="{direction(language)}"')


@cache
def names_of_places(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names of countries and of languages in a language; nothing where they are not known."""
    try:
        locale = locale_of(language)
    except UnknownLanguage:
        return frozenset(), frozenset()
    spoken = (name for code, name in locale.languages.items() if len(code.partition("_")[0]) == 2 or code in _ALSO)
    return frozenset(locale.territories.values()), frozenset(spoken)


@cache
def names_of_days(language: str) -> frozenset[str]:
    """The names of months and days in a language, of days also the plural in -s; nothing where they are not known."""
    try:
        locale = locale_of(language)
    except UnknownLanguage:
        return frozenset()
    months, days = (names["format"]["wide"].values() for names in (locale.months, locale.days))
    return frozenset((*months, *days, *(f"{day}s" for day in days)))


def span(low: str, high: str) -> str:
    """From one to another: `30–60`. Of two numbers, each reader sees first where she begins to read."""
    return f"{low}–{high}"


def locale_of(language: str) -> Locale:
    """Babel's knowledge of a language; `UnknownLanguage` where there is none."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise UnknownLanguage(language) from error
