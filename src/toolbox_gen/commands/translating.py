"""`translate`."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import wrap

import click

from toolbox_gen import drafting, frontmatter, parse, remarks, source, translations
from toolbox_gen.build import settings
from toolbox_gen.catalogue import KINDS
from toolbox_gen.commands.building import FAULT, FINE, PROBLEMS, USAGE
from toolbox_gen.commands.reporting import Translate, editors_words, visible
from toolbox_gen.languages import is_language, meant
from toolbox_gen.load import file_of
from toolbox_gen.marking import N_
from toolbox_gen.model import Kind
from toolbox_gen.parse import Parsed
from toolbox_gen.problems import Problem, nearest
from toolbox_gen.prose import Prose
from toolbox_gen.translations import Changes

_INTRO = N_(
    "Write the translation in the place of each “…”. What stands behind a # or between <!-- and --> is the original: "
    "no reader sees it, and you may delete it. What depends on no language comes from the original by itself. "
    "When you are ready, delete the line “status: draft”."
)
_CHANGED, _ADDED, _REMOVED = N_("Changed: {parts}."), N_("New: {parts}."), N_("No longer there: {parts}.")


@dataclass(frozen=True, slots=True)
class _File:
    """A document of the toolbox as it was read, with its text."""

    path: str
    text: str
    parsed: Parsed
    prose: Prose


class _Refused(Exception):
    """Nothing can be done; what to say of it, and the exit code."""

    def __init__(self, code: int, message: str, **values: object) -> None:
        super().__init__(message)
        self.code, self.message, self.values = code, message, values


def run_translate(name: str, language: str, *, root: Path, day: date, done: bool, spoken: str | None) -> int:
    """Write a translation to be filled in, tell what has changed, or note that it is up to date. The exit code."""
    config = settings(root)
    say = editors_words(spoken or config.language)
    try:
        _check_language(language, config.languages)
        kind, slug = _document(root, name)
        original = _read(root, file_of(kind, slug))
        path = original.path.removesuffix(".md") + f".{language}.md"
        seals = translations.seals(
            kind.record, original.parsed.values, original.parsed.outline, original.prose.sections
        )
        if not (root / path).exists():
            if done:
                raise _Refused(USAGE, N_("There is no {path} yet. Type the command without --done first."), path=path)
            return _begin(root, path, _skeleton(kind, original, seals, day, say), say)
        if done:
            return _finish(root / path, path, seals, day, say)
        command = f"toolbox-gen translate {slug} {language} --done"
        return _compare(kind, _read(root, path), original, seals, command=command, say=say)
    except _Refused as refused:
        click.echo(visible(say(refused.message).format(**refused.values)), err=True)
        return refused.code
    except OSError as error:
        text = say(N_("Could not write {path}: {reason}."))
        click.echo(text.format(path=visible(str(error.filename)), reason=error.strerror or str(error)), err=True)
        return FAULT


def _check_language(language: str, used: Sequence[str]) -> None:
    if language == used[0]:
        text = N_("“{language}” is the main language of this toolbox: originals are written in it.")
        raise _Refused(USAGE, text, language=language)
    if language in used:
        return
    if is_language(language):
        text = N_("“{language}” is not a language of this toolbox. Use one of {known}, or add it to site.yaml.")
        raise _Refused(USAGE, text, language=language, known=", ".join(used[1:]) or "—")
    near = next((one for one in (meant(language), nearest(language, used)) if one in used), "")
    text = N_("“{language}” is not a language code.")
    if near:
        text = N_("“{language}” is not a language code. Did you mean {near}?")
    raise _Refused(USAGE, text, language=language, near=near)


def _document(root: Path, name: str) -> tuple[Kind, str]:
    """The document that is called so: `SLUG`, or `KIND/SLUG` where several kinds have it."""
    folder, _, slug = name.removesuffix(".md").removeprefix("content/").rpartition("/")
    known: dict[tuple[str, str], Kind] = {}
    for kind in KINDS:
        for path in (root / file_of(kind, "*")).parent.glob("*.md"):
            if "." not in path.stem:
                known[kind.folder, path.stem] = kind
    found = [(kind, own) for (_, own), kind in known.items() if own == slug and folder in ("", kind.folder, kind.name)]
    if len(found) > 1:
        names = ", ".join(f"{kind.folder}/{slug}" for kind, _ in found)
        raise _Refused(
            USAGE, N_("Several documents are called “{name}”. Type one of: {names}."), name=name, names=names
        )
    if not found:
        near = nearest(slug, (own for _, own in known))
        text = N_("There is no document “{name}”. Names are file names without .md.")
        if near:
            text = N_("There is no document “{name}”. Did you mean “{near}”?")
        raise _Refused(USAGE, text, name=name, near=near)
    return found[0]


def _read(root: Path, path: str) -> _File:
    data = source.read_bytes(root, path, most=source.MOST_TEXT)
    found = data if isinstance(data, Problem) else source.as_source(path, data)
    if not isinstance(found, Problem):
        parsed, prose = parse.parse(found)
        if not parsed.is_broken:
            assert found.text is not None
            return _File(path, found.text, parsed, prose)
    raise _Refused(PROBLEMS, N_("{path} cannot be read yet. See: toolbox-gen check"), path=path)


def _skeleton(kind: Kind, original: _File, seals: dict[str, str], day: date, say: Translate) -> str:
    intro = wrap(say(_INTRO), 100)
    return drafting.skeleton(kind.record, original.parsed, _body(original), seals, day=day.isoformat(), intro=intro)


def _body(original: _File) -> str:
    parts = frontmatter.split(original.text, original.path)
    assert not isinstance(parts, Problem)
    return remarks.without(parts.body)


def _begin(root: Path, path: str, text: str, say: Translate) -> int:
    with (root / path).open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    click.echo(say(N_("{path} is ready to be translated. It is a draft: nobody sees it yet.")).format(path=path))
    return FINE


def _finish(file: Path, path: str, seals: dict[str, str], day: date, say: Translate) -> int:
    data = file.read_bytes()
    try:
        new = drafting.with_seals(data.decode("utf-8"), seals, day=day.isoformat())
    except (drafting.Unwritable, UnicodeDecodeError):
        lines = "\n".join(drafting.block(seals, day=day.isoformat()))
        text = N_("Nothing can be written into {path} as it is. Put these lines into its front matter yourself:")
        click.echo(f"{say(text).format(path=path)}\n{lines}", err=True)
        return PROBLEMS
    _exchange(file, new.encode("utf-8"))
    click.echo(say(N_("{path} is up to date with its original as of {day}.")).format(path=path, day=day))
    return FINE


def _exchange(file: Path, data: bytes) -> None:
    """Write a file anew, so that it is the old or the new one whatever happens."""
    new = file.with_name(f".{file.name}.new")  # which no build reads
    try:
        new.write_bytes(data)
        shutil.copymode(file, new)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def _compare(kind: Kind, own: _File, original: _File, seals: dict[str, str], *, command: str, say: Translate) -> int:
    given = own.parsed.values.get("translation")
    made_from = given.get("original") if isinstance(given, dict) else None
    if not isinstance(made_from, dict) or not made_from:
        text = N_("{path} does not say what it was made from. Once it is up to date, type: {command}")
        click.echo(say(text).format(path=own.path, command=command))
        return FINE
    changes = translations.changes(
        kind.record, {name: str(seal) for name, seal in made_from.items()}, seals,
        own.parsed.values, original.parsed.values,
    )  # fmt: skip
    if changes == Changes():
        click.echo(say(N_("{path} is up to date: its original has not changed.")).format(path=own.path))
        return FINE
    click.echo(say(N_("{path}: since this translation was made, its original has changed.")).format(path=own.path))
    for text, parts in ((_CHANGED, changes.changed), (_ADDED, changes.added), (_REMOVED, changes.removed)):
        if parts:
            shown = translations.called(parts, original.parsed.outline)
            click.echo(f"  {visible(say(text).format(parts=shown))}")
    names = (*changes.changed, *changes.added)
    lines = [*drafting.parts_anew(kind.record, original.parsed, _body(original), names)]
    if lines:
        click.echo("\n" + say(N_("This is what the original says there now:")) + "\n")
        click.echo("\n".join(visible(line) for text in lines for line in text.split("\n")) + "\n")
    click.echo(say(N_("Take that over, then type: {command}")).format(command=command))
    return FINE
