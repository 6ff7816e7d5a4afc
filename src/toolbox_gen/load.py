"""Parsed → Documents: which document each file is, its typed fields, and everything that is wrong with it.

A file with faults becomes a document all the same, with what could be understood of it, so that the next stage can
judge its references in the same run; no site is made as long as there are errors.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Annotated

from toolbox_gen import translations, versions
from toolbox_gen.config import Config
from toolbox_gen.fields import Common
from toolbox_gen.fieldtypes import Language, Line, Many, Texts
from toolbox_gen.frontmatter import Path, Value
from toolbox_gen.i18n import has_catalogue
from toolbox_gen.languages import is_language, meant
from toolbox_gen.lint.traces import Trace
from toolbox_gen.marking import N_
from toolbox_gen.model import Document, Key, Kind, spot_of
from toolbox_gen.parse import Parsed
from toolbox_gen.problems import START, Problem, Spot, nearest, problem
from toolbox_gen.prose import Places, Prose, Reader
from toolbox_gen.schema import Fault, Field, Record, Validated, validate
from toolbox_gen.urls import LONGEST_SLUG, RESERVED, is_slug, slugify
from toolbox_gen.versions import Version

CONTENT = "content"
VOCABULARIES = "vocabularies"
MEDIA = "media"
WORDS = "words"
"""The vocabulary of words that mean the same: for the search only, so no field refers to it and no page lists it."""


class Term(Record):
    """A word of a vocabulary, as readers see it and as they may search for it."""

    label: Annotated[Texts, Field(description=N_("the word, per language"))]
    synonyms: Annotated[Mapping[Language, Many[Line]], Field(description=N_("other words for it, per language"))] = {}
    description: Annotated[Texts, Field(description=N_("what it means, per language"))] = {}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of one vocabulary, in the order of its file."""

    name: str
    path: str
    terms: Mapping[str, Term]
    places: Places
    is_broken: bool = False
    """Whether its file could not be read, so that nothing can be said of what it lacks."""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that editors wrote, typed: documents by key and language."""

    documents: Mapping[tuple[Key, str], Document]
    vocabularies: Mapping[str, Vocabulary]
    problems: tuple[Problem, ...]
    traces: Mapping[str, tuple[Trace, ...]] = field(default_factory=dict)
    """By the path of a file: what in it may lead to a person."""
    compared: frozenset[str] = frozenset()
    """The files whose prose was looked into: translations and their originals."""


def load_config(parsed: Parsed, kinds: Sequence[Kind]) -> tuple[Config, tuple[Problem, ...]]:
    """`site.yaml`; with faults, what could be understood of it."""
    read = validate(Config, parsed.values)
    faults = [*read.faults, *_unknown_kinds(read.partial, [kind.name for kind in kinds])]
    config = read.partial
    if any(fault.path[:1] == ("languages",) for fault in faults):  # the others are meant, and files are in them
        listed = parsed.values.get("languages", "")
        known = [code for code in (listed if isinstance(listed, list) else [listed]) if isinstance(code, str)]
        usable = tuple(dict.fromkeys(code for code in known if is_language(code) and has_catalogue(code)))
        config = config.model_copy(update={"languages": usable or config.languages})
    return config, (*parsed.problems, *(() if parsed.is_broken else _problems(parsed, faults)))


def _unknown_kinds(config: Config, kinds: Sequence[str]) -> Iterator[Fault]:
    """Ways in that list what there is none of, kinds that are to have the exit, and those that must be translated."""
    named: list[tuple[Path, str]] = [(("ways_in", n, "kind"), way.kind) for n, way in enumerate(config.ways_in)]
    named += [(("quick_exit", "kinds", n), kind) for n, kind in enumerate(config.quick_exit.kinds)]
    named += [(("only_translated", n), kind) for n, kind in enumerate(config.only_translated)]
    for path, kind in named:
        if kind not in kinds:
            values = {"name": str(path[-1] if isinstance(path[-1], str) else path[-2]), "value": kind}
            yield Fault(path, "wrong-choice", {**values, "nearest": nearest(kind, kinds), "choices": ", ".join(kinds)})


def load(
    parsed: Iterable[Parsed],
    *,
    kinds: Sequence[Kind],
    vocabularies: Sequence[str],
    config: Config,
    prose: Reader = lambda path: Prose(),
) -> Content:
    """Type every file. `vocabularies` are the names that there may be a vocabulary of.

    prose: read of translations and their originals only.
    """
    problems: list[Problem] = []
    files: dict[tuple[Key, str], tuple[Kind, Parsed]] = {}
    lists: dict[str, Vocabulary] = {}
    traces: dict[str, tuple[Trace, ...]] = {}
    for one in parsed:
        problems += one.problems
        if one.traces:
            traces[one.path] = one.traces
        parts = PurePosixPath(one.path).parts
        if one.path.endswith(".yaml"):
            found = _vocabulary(one, parts, vocabularies, problems)
            if found:
                lists[found.name] = found
            continue
        identity = _identity(one, parts, kinds, config, problems)
        if identity:
            kind, slug, language = identity
            files[Key(kind.name, slug), language] = (kind, one)
    documents: dict[tuple[Key, str], Document] = {}
    originals: dict[Key, Version] = {}
    for (key, language), (kind, one) in files.items():
        is_alone = (key, config.language) not in files
        if language == config.language or is_alone:
            version = Version(kind.record, one, prose, _read(kind, one.values, one))
            documents[key, language] = _document(kind, key, language, version, problems)
            problems += () if one.is_broken else _problems(one, version.read.faults)
            if is_alone:
                problems.append(problem(one.path, START, "translation-alone", original=file_of(kind, key.slug)))
            else:
                originals[key] = version
                problems += versions.judge_original(version)
    compared: set[str] = set()
    slugs = Counter(key.slug for key in originals)
    for (key, language), (kind, one) in files.items():
        if (key, language) in documents:
            continue
        original = originals[key]
        own = translations.given(kind.record, one.values, original.parsed.values)
        values = translations.merged(kind.record, own, original.parsed.values)
        version = Version(kind.record, one, prose, _read(kind, values, one, original.parsed))
        compared |= {one.path, original.parsed.path}
        changes = versions.changes(version, original)
        name = key.slug if slugs[key.slug] == 1 else f"{kind.folder}/{key.slug}"
        problems += versions.judge(name, language, version, original, changes)
        documents[key, language] = replace(
            _document(kind, key, language, version, problems),
            foreign=translations.foreign(kind.record, own, original.parsed.values),
            changed=changes.names,
        )
    return Content(documents, lists, tuple(problems), traces, frozenset(compared))


def _read(kind: Kind, values: Mapping[str, Value], *files: Parsed) -> Validated[Common]:
    """Fields of a document, of which rules may ask for a heading: in its text, or in that which it translates."""
    return validate(kind.record, values, headings=[h.text for one in files for h in one.outline.headings])


def _document(kind: Kind, key: Key, language: str, version: Version, problems: list[Problem]) -> Document:
    one, read = version.parsed, version.read
    if one.outline.has_text and not kind.has_pages:
        problems.append(problem(one.path, Spot(one.body_line + 1, 1), "text-without-a-page"))
    faulty = {str(fault.path[0]) for fault in read.faults if fault.path} & one.values.keys()
    unread = tuple(text for name in sorted(faulty) for text in _texts(one.values[name]))
    return Document(key, language, one.path, read.partial, one.outline, one.body_line, one.places, unread=unread)


def _texts(value: Value) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    else:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _problems(parsed: Parsed, faults: Iterable[Fault]) -> list[Problem]:
    return [problem(parsed.path, spot_of(parsed.places, f.path, at_key=f.at_key), f.code, **f.values) for f in faults]


def _identity(
    one: Parsed, parts: Sequence[str], kinds: Sequence[Kind], config: Config, problems: list[Problem]
) -> tuple[Kind, str, str] | None:
    """Which document a file is: kind by folder, slug and language by name."""
    folders = {kind.folder: kind for kind in kinds}

    def refuse(code: str, **values: object) -> None:
        problems.append(problem(one.path, START, code, **values))

    if len(parts) != 3 or parts[1] not in folders:
        folder = parts[1] if len(parts) > 2 else ""
        if folder == MEDIA:
            return None
        if folder in folders:
            refuse("misplaced-file", folder=f"{CONTENT}/{folder}")
        else:
            near = nearest(folder, folders) if folder else ""
            places = {"folder": f"{CONTENT}/{folder}".rstrip("/"), "nearest": near and f"{CONTENT}/{near}"}
            refuse("unknown-folder", **places, known=", ".join(f"{CONTENT}/{name}" for name in sorted(folders)))
        return None
    slug, language = _slug_and_language(parts[2].removesuffix(".md"))
    if language and not is_language(language):
        refuse("unknown-language", language=language, nearest=meant(language))
        return None
    if language and language not in config.languages:
        refuse("language-not-used", language=language, known=", ".join(config.languages))
        return None
    if not is_slug(slug):
        right = slugify(slug)
        ending = f".{language}.md" if language else ".md"
        refuse("wrong-slug-file", name=parts[2], right=right and right + ending, most=LONGEST_SLUG)
        return None
    if language == config.language:
        refuse("main-language-ending", language=language, right=f"{slug}.md")
        return None
    kind = folders[parts[1]]
    if slug in RESERVED or (kind.at_root and slug in config.languages):
        refuse("reserved-slug", slug=slug)
        return None
    return kind, slug, language or config.language


def _slug_and_language(stem: str) -> tuple[str, str]:
    """`story.fr` in its two parts; a dot before anything but a language code belongs to the name."""
    slug, _, language = stem.rpartition(".")
    return (slug, language) if slug and re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,8})*", language) else (stem, "")


def _vocabulary(one: Parsed, parts: Sequence[str], names: Sequence[str], problems: list[Problem]) -> Vocabulary | None:
    name = parts[-1].removesuffix(".yaml")
    if len(parts) != 3 or parts[1] != VOCABULARIES or name not in names:
        near = nearest(name, names)
        values = {"name": name, "nearest": near, "known": ", ".join(sorted(names))}
        problems.append(problem(one.path, START, "unknown-vocabulary", **values))
        return None
    terms: dict[str, Term] = {}
    for term, value in one.values.items():
        at: Path = (term,)
        if not is_slug(term):
            values = {"name": term, "value": term, "slug": slugify(term)}
            problems.append(problem(one.path, spot_of(one.places, at, at_key=True), "wrong-slug", **values))
        read = validate(Term, _mapping(value))
        problems += _problems(one, [Fault((*at, *f.path), f.code, f.values, f.at_key) for f in read.faults])
        terms[term] = read.partial
    return Vocabulary(name, one.path, terms, one.places, one.is_broken)


def _mapping(value: Value) -> Mapping[str, Value]:
    """A term written as `inclusion: Inclusie` has just a label."""
    return value if isinstance(value, dict) else {"label": value}


def file_of(kind: Kind, slug: str) -> str:
    """The file in which the original of a document stands."""
    return f"{CONTENT}/{kind.folder}/{slug}.md"
