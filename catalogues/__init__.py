"""The texts of the program and the theme, and the `.po` files that translate them.

New texts are merged into the files, keeping translations, sorted, without line numbers and dates, so that a diff shows
what changed and nothing else.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from toolbox_gen.i18n import locale_of

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "toolbox_gen"
TEMPLATES = ROOT / "templates"
LOCALE = PACKAGE / "locale"
TEMPLATE = LOCALE / "reader.pot"
DOMAINS = ("editor", "reader")
EDITORS = ("codes.py", "fields.py", "config.py", "load.py", "commands/")
"""Modules whose texts an editor reads; elsewhere she reads just the help of fields."""

Text: TypeAlias = "str | tuple[str, str]"
"""A text, or its forms for one and for many."""

_OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true", "silent": "false"}
_HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {language}\\n"
"Plural-Forms: nplurals={catalog.num_plurals}; plural={catalog.plural_expr};\\n"

"""


@cache
def texts(domain: str) -> frozenset[Text]:
    """Every text of a domain."""
    found = {text for path in sorted(PACKAGE.rglob("*.py")) for where, text in _in_python(path) if where == domain}
    if domain == "reader":
        for path in sorted(TEMPLATES.rglob("*")):
            if path.suffix in (".html", ".xml", ".txt"):
                found |= set(_in_template(path))
    return frozenset(found)


def _in_python(path: Path) -> Iterator[tuple[str, Text]]:
    name = path.relative_to(PACKAGE).as_posix()
    own = "editor" if name.startswith(EDITORS) else "reader"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    help_texts = {
        id(keyword.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "description"
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        given = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if called == "N_" and given:
            yield "editor" if id(node) in help_texts else own, given[0]
        elif called == "text" and given and isinstance(node.args[0], ast.Constant):
            yield own, given[0]
        elif called in ("count", "NN_") and len(given) == 2:
            yield own, (given[0], given[1])


def _in_template(path: Path) -> Iterator[Text]:
    keywords = ("_", "gettext", "ngettext")
    with path.open("rb") as stream:
        for _, called, message, _ in babel_extract(stream, keywords, (), _OPTIONS):
            found = (message,) if isinstance(message, str) else message or ()
            given = [one for one in found if one]
            if called == "ngettext" and len(given) == 2:
                yield given[0], given[1]
            elif given:
                yield given[0]


def languages(domain: str) -> tuple[str, ...]:
    """The languages that have a catalogue of a domain. Without one for editors, they are spoken to in English."""
    return tuple(sorted(path.name for path in LOCALE.iterdir() if file_of(path.name, domain).is_file()))


def file_of(language: str, domain: str) -> Path:
    """Where the catalogue of a domain stands."""
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.po"


def catalogue(language: str, domain: str) -> Catalog:
    """A catalogue as it stands."""
    path = file_of(language, domain)
    if not path.is_file():
        return Catalog(locale=locale_of(language), domain=domain)
    return read_po(BytesIO(path.read_bytes()), locale=locale_of(language), domain=domain)


def id_of(text: str | tuple[str, ...] | list[str]) -> str:
    """What gettext looks a text up by."""
    return text if isinstance(text, str) else text[0]


def merged(language: str, domain: str, more: Mapping[str, str | tuple[str, ...]] | None = None) -> str:
    """The catalogue's file with exactly the texts that there are now: known translations kept, new ones empty.

    A text that is counted somewhere and written as it is elsewhere stands once, with its forms for one and for many.
    """
    old, more = catalogue(language, domain), more or {}
    new = Catalog(locale=locale_of(language), domain=domain)
    by_id: dict[str, Text] = {}
    for text in sorted(texts(domain), key=lambda t: (id_of(t), isinstance(t, tuple))):
        by_id[id_of(text)] = text
    for name, text in by_id.items():
        known = old.get(name)
        fits = known is not None and isinstance(known.string, str) == isinstance(text, str)
        given = more.get(name, known.string if known is not None and fits else "")
        new.add(text, given or ("" if isinstance(text, str) else ("",) * new.num_plurals))
    return _written(new, language)


def _written(new: Catalog, language: str) -> str:
    written = BytesIO()
    write_po(written, new, width=120, no_location=True, omit_header=True, sort_output=True)
    return _HEADER.format(language=language, catalog=new) + written.getvalue().decode().strip("\n") + "\n"


def template() -> str:
    """The readers' catalogue without translations: what a build compares those of its languages with."""
    new = Catalog(domain="reader")
    for text in sorted(texts("reader"), key=lambda t: (id_of(t), isinstance(t, str))):
        if id_of(text) not in new:
            new.add(text)
    return _written(new, "en")


def untranslated(language: str, domain: str) -> list[str]:
    """The texts that a catalogue lacks, or lacks a form of."""
    known, found = catalogue(language, domain), []
    for text in sorted(texts(domain), key=str):
        has = known.get(id_of(text))
        forms = () if has is None else (has.string,) if isinstance(has.string, str) else has.string
        if has is None or has.fuzzy or not forms or not all(forms) or has.pluralizable != isinstance(text, tuple):
            found.append(id_of(text))
    return found


def update(more: Iterable[str] = ()) -> None:
    """Write the texts that there are now into all catalogues, and into new ones of more languages for readers."""
    files = {TEMPLATE: template()}
    for domain, new in (("editor", ()), ("reader", more)):
        files |= {file_of(language, domain): merged(language, domain) for language in {*languages(domain), *new}}
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
