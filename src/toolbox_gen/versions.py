"""A translation beside its original: everything that is to be said of the two together.

What stops a build is a difference that no reader could explain; that a translation is not whole or not up to date is
remarked upon, and not of a draft: who is still at work knows it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolbox_gen import translations
from toolbox_gen.digest import seal
from toolbox_gen.fields import PLACEHOLDERS, Common
from toolbox_gen.frontmatter import Path
from toolbox_gen.model import IN_BODY, Key, spot_of
from toolbox_gen.parse import Parsed
from toolbox_gen.problems import START, Problem, Spot, problem
from toolbox_gen.prose import Outline, Reader, Section
from toolbox_gen.schema import Fault, Validated
from toolbox_gen.translations import Changes, Side


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two: its file, and what could be read of its fields."""

    model: type[Common]
    parsed: Parsed
    prose: Reader
    """Asked only where there are two to be compared."""
    read: Validated[Common]

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.prose(self.parsed.path).sections

    @property
    def seals(self) -> dict[str, str]:
        """The seals of its parts."""
        return translations.seals(self.model, self.parsed.values, self.parsed.outline, self.sections)


def judge_original(version: Version) -> Iterator[Problem]:
    """An original is made from nothing."""
    if version.read.partial.translation:
        spot = spot_of(version.parsed.places, ("translation",), at_key=True)
        yield problem(version.parsed.path, spot, "not-a-translation")


def changes(own: Version, original: Version) -> Changes:
    """What has become of the original since; nothing where the translation does not say what it was made from."""
    made_from = own.read.partial.translation
    return translations.changes(made_from.original, original.seals) if made_from and made_from.original else Changes()


def judge(key: Key, language: str, own: Version, original: Version) -> Iterator[Problem]:
    """All that is wrong with a translation, and what is to be said of it."""
    parsed = own.parsed
    if parsed.is_broken or original.parsed.is_broken:
        return
    wrong = frozenset(str(f.path[0]) for f in (*own.read.faults, *original.read.faults) if f.path)
    mine, theirs = (Side(dict(one.parsed.values), one.read.partial) for one in (own, original))
    different = list(translations.differences(own.model, mine, theirs, skip=wrong))
    faults = [f for f in own.read.faults if not _is_inherited(f, parsed, original.read.faults, different)] + different
    record = own.read.partial
    if record.status in ("published", "archived"):
        faults += _unfilled(own)
    for fault in faults:
        values = {"original": original.parsed.path, **fault.values}
        yield problem(parsed.path, spot_of(parsed.places, fault.path, at_key=fault.at_key), fault.code, **values)
    if record.status != "draft":
        yield from _unfilled_sections(own) if record.status in ("published", "archived") else ()
        yield from _remarks(key, language, own, original)


def _is_inherited(fault: Fault, own: Parsed, others: Sequence[Fault], different: Sequence[Fault]) -> bool:
    """Whether a fault is in what comes from the original, where that is said, or follows from a difference."""
    if fault.path in own.places:
        return False
    return bool(different) or any(other.code == fault.code and other.path[:1] == fault.path[:1] for other in others)


def _unfilled(own: Version) -> Iterator[Fault]:
    """Texts inside fields that are still to be filled in; of fields themselves that is said of every document."""
    for path, text in translations.texts(own.model, own.parsed.values):
        if len(path) > 1 and text.strip() in PLACEHOLDERS:
            yield Fault(path, "placeholder", {"name": _name(path)})


def _unfilled_sections(own: Version) -> Iterator[Problem]:
    """Parts of the body that are."""
    for text, line, section in translations.parts_of_body(own.parsed.outline, own.sections):
        heading = f"## {text} " if text else ""
        if text in PLACEHOLDERS or section.seal in (seal(f"{heading}{dots}") for dots in PLACEHOLDERS):
            spot = Spot(own.parsed.body_line + line - 1, 1)
            yield problem(own.parsed.path, spot, "placeholder", name=f"## {text}" if text else IN_BODY)


def _name(path: Path) -> str:
    return next(str(part) for part in reversed(path) if isinstance(part, str))


def _remarks(key: Key, language: str, own: Version, original: Version) -> Iterator[Problem]:
    parsed, model = own.parsed, original.model
    at = spot_of(parsed.places, ("translation",), at_key=True)
    command = {"slug": key.slug, "language": language, "original": original.parsed.path}
    made_from = own.read.partial.translation
    if not made_from and any(fault.path[:1] == ("translation",) for fault in own.read.faults):
        pass  # it could not be read, and that is said
    elif not made_from or not made_from.original:
        yield problem(parsed.path, at, "translation-undated", **command)
    elif changed := changes(own, original).names:
        yield problem(parsed.path, at, "translation-behind", parts=_listed(changed, original.parsed.outline), **command)
    lacks = translations.lacking(model, parsed.values, original.parsed.values)
    if lacks:
        yield problem(parsed.path, START, "translation-lacks", names=", ".join(lacks), original=original.parsed.path)
    if original.parsed.outline.has_text and not parsed.outline.has_text:
        yield problem(parsed.path, START, "translation-without-text", original=original.parsed.path)
    yield from _untranslated(own, original)


def _untranslated(own: Version, original: Version) -> Iterator[Problem]:
    """One remark for all texts that are still the original's, where the first of them stands."""
    parsed = own.parsed
    paths = translations.unchanged(original.model, parsed.values, original.parsed.values)
    found = [(parsed.places[path][1] if path in parsed.places else START, _name(path)) for path in paths]
    found += [
        (Spot(parsed.body_line + line - 1, 1), f"## {text}" if text else IN_BODY)
        for text, line, section in translations.parts_of_body(parsed.outline, own.sections)
        if section.words > translations.FEW_WORDS and section.seal in {one.seal for one in original.sections}
    ]
    if found:
        names = ", ".join(f"{name} ({spot.line})" for spot, name in found)
        yield problem(parsed.path, found[0][0], "untranslated-text", names=names, original=original.parsed.path)


def _listed(names: tuple[str, ...], outline: Outline) -> str:
    """Names of parts as an editor finds them: a part of the body by its heading, as far as it is still there."""
    headings = {f"{IN_BODY}/{heading.anchor}": f"## {heading.text}" for heading in outline.headings}
    return ", ".join(headings.get(name, name) for name in names)
