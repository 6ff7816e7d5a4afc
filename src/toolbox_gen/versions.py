"""A translation beside its original: everything that is to be said of the two together.

What stops a build is a difference that no reader could explain; that a translation is not whole or not up to date is
remarked upon, and not of a draft: who is still at work knows it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from toolbox_gen import translations
from toolbox_gen.fields import PLACEHOLDERS, Common
from toolbox_gen.frontmatter import Path
from toolbox_gen.model import IN_BODY, spot_of
from toolbox_gen.parse import Parsed
from toolbox_gen.problems import START, Problem, Spot, problem
from toolbox_gen.prose import Reader, Section
from toolbox_gen.schema import Fault, Validated
from toolbox_gen.translations import Changes, Side


@dataclass(frozen=True)
class Version:
    """One of the two: its file, and what could be read of its fields."""

    model: type[Common]
    parsed: Parsed
    prose: Reader
    """Asked only where there are two to be compared."""
    read: Validated[Common]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The parts of its body."""
        return self.prose(self.parsed.path).sections

    @cached_property
    def known(self) -> frozenset[str]:
        """Their seals."""
        return frozenset(one.seal for one in self.sections)

    @cached_property
    def seals(self) -> dict[str, str]:
        """The seals of its parts."""
        return translations.seals(self.model, self.parsed.values, self.parsed.outline, self.sections)

    @property
    def made_from(self) -> dict[str, str]:
        """The seals of the parts that a translation was made from, where it says so."""
        made = self.read.partial.translation
        return dict(made.original) if made else {}


def judge_original(version: Version) -> Iterator[Problem]:
    """An original is made from nothing."""
    if version.read.partial.translation:
        spot = spot_of(version.parsed.places, ("translation",), at_key=True)
        yield problem(version.parsed.path, spot, "not-a-translation")


def changes(own: Version, original: Version) -> Changes:
    """What has become of the original since; nothing where the translation does not say what it was made from."""
    if not own.made_from:
        return Changes()
    values = own.parsed.values, original.parsed.values
    return translations.changes(own.model, own.made_from, original.seals, *values)


def judge(name: str, language: str, own: Version, original: Version, changed: Changes) -> Iterator[Problem]:
    """All that is wrong with a translation, and what is to be said of it; `name` is what a command calls it.

    Where an original has changed since, a difference is no fault of the translation: it is behind.
    """
    parsed = own.parsed
    if parsed.is_broken or original.parsed.is_broken:
        return
    wrong = frozenset(str(f.path[0]) for f in (*own.read.faults, *original.read.faults) if f.path)
    mine, theirs = (Side(dict(one.parsed.values), one.read.partial) for one in (own, original))
    found = translations.differences(own.model, mine, theirs, skip=wrong, sealed=bool(own.made_from))
    different = [fault for fault in found if fault.path[0] not in changed.names]
    faults = [f for f in own.read.faults if not _is_inherited(f, parsed, original.read.faults, different)]
    faults = [f for f in faults if not (f.at_key and f.path[1:] == () and f.path[:1] and f.path[0] in changed.names)]
    faults += different
    record = own.read.partial
    is_shown = record.status in ("published", "archived")
    if is_shown:
        faults += _unfilled(own)
    for fault in faults:
        values = {"original": original.parsed.path, **fault.values}
        yield problem(parsed.path, spot_of(parsed.places, fault.path, at_key=fault.at_key), fault.code, **values)
    if record.status != "draft":
        yield from _unfilled_sections(own) if is_shown else ()
        yield from _remarks(name, language, own, original, changed)


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
    """Parts of the body in which something is."""
    for text, _, section in translations.parts_of_body(own.parsed.outline, own.sections):
        if section.unfilled:
            spot = Spot(own.parsed.body_line + section.unfilled - 1, 1)
            yield problem(own.parsed.path, spot, "placeholder", name=f"## {text}" if text else IN_BODY)


def _name(path: Path) -> str:
    return next(str(part) for part in reversed(path) if isinstance(part, str))


def _remarks(name: str, language: str, own: Version, original: Version, changed: Changes) -> Iterator[Problem]:
    parsed, model = own.parsed, original.model
    at = spot_of(parsed.places, ("translation",), at_key=True)
    command = {"slug": name, "language": language, "original": original.parsed.path}
    if not own.made_from and any(fault.path[:1] == ("translation",) for fault in own.read.faults):
        pass  # it could not be read, and that is said
    elif not own.made_from:
        yield problem(parsed.path, at, "translation-undated", **command)
    elif changed.names:
        parts = translations.called(changed.names, original.parsed.outline)
        yield problem(parsed.path, at, "translation-behind", parts=parts, **command)
    lacks = translations.lacking(model, parsed.values, original.parsed.values)
    lacks = tuple(name for name in lacks if name.partition(".")[0] not in changed.names)
    if lacks:
        yield problem(parsed.path, START, "translation-lacks", names=", ".join(lacks), original=original.parsed.path)
    uneven = ", ".join(_uneven(own, original, changed))
    if uneven:
        yield problem(parsed.path, START, "translation-uneven", names=uneven, original=original.parsed.path)
    had_text = not own.made_from or any(map(translations.is_of_body, own.made_from))
    if original.parsed.outline.has_text and had_text and not parsed.outline.has_text:
        yield problem(parsed.path, START, "translation-without-text", original=original.parsed.path)
    yield from _untranslated(own, original)


def _uneven(own: Version, original: Version, changed: Changes) -> Iterator[str]:
    """Of what there are more or fewer texts than in the original, or than there were in it."""
    for name, here, there in translations.uneven(own.model, own.parsed.values, original.parsed.values):
        if name.partition(".")[0] not in changed.names:
            yield f"{name} {here}/{there}"
    if own.parsed.outline.has_text:
        here = len(own.sections)
        sealed = sum(name.startswith(f"{IN_BODY}/") for name in own.made_from)
        there = sealed + 1 if own.made_from else len(original.sections)
        if there > 1 and here != there:
            yield f"## {here - 1}/{there - 1}"


def _untranslated(own: Version, original: Version) -> Iterator[Problem]:
    """One remark for all texts that are still the original's, where the first of them stands."""
    parsed = own.parsed
    paths = translations.unchanged(original.model, parsed.values, original.parsed.values)
    found = [(parsed.places[path][1] if path in parsed.places else START, _name(path)) for path in paths]
    found += [
        (Spot(parsed.body_line + line - 1, 1), f"## {text}" if text else IN_BODY)
        for text, line, section in translations.parts_of_body(parsed.outline, own.sections)
        if section.words > translations.FEW_WORDS and section.seal in original.known
    ]
    if not found and own.sections and all(section.seal in original.known for section in own.sections):
        found.append((Spot(parsed.body_line + 1, 1), IN_BODY))  # short parts, but each of them
    if found:
        names = ", ".join(f"{name} ({spot.line})" for spot, name in found)
        yield problem(parsed.path, found[0][0], "untranslated-text", names=names, original=original.parsed.path)
