"""`build` and `check`."""

import time
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from toolbox_gen.build import build, check, settings
from toolbox_gen.commands.reporting import (
    UNHEARD,
    Progress,
    Translate,
    editors_words,
    show_problems,
    show_reasons,
    show_stages,
    show_translations,
    show_withheld,
    speaking,
    visible,
    warn_of_day,
)
from toolbox_gen.i18n import SOURCE_LANGUAGE
from toolbox_gen.marking import N_
from toolbox_gen.report import Options, Report
from toolbox_gen.write import Failed, Refused, Remains

FINE, PROBLEMS, USAGE, FAULT = 0, 1, 2, 3

REFUSALS = {
    "no-toolbox": N_("There is no toolbox in {path}: no folder content. Go to its folder, or name it: --root."),
    "target-forbidden": N_("{path} is no place for a site: a build replaces the whole folder."),
    "target-not-a-folder": N_("{path} is not a folder."),
    "target-not-ours": N_("{path} holds files that toolbox-gen did not make. Choose an empty folder or another name."),
    "target-has-others": N_("{path} was not made by toolbox-gen and would be lost. Move it elsewhere first."),
}

_FAULT = """toolbox-gen itself failed ({error}). Your files are as they were.
Please report this with what “toolbox-gen --traceback …” says of the same command."""
_NO_MEMORY = "This computer has not enough memory left. Your files are as they were."
_MACHINE = "Could not use {path}: {reason}."


def run_build(
    options: Options, *, form: str, language: str | None, explained: bool = False, today: date | None = None
) -> int:
    """Build the site and say what was done; of one for a day before `today`, that too. The exit code."""
    options = replace(options, clock=time.perf_counter, progress=Progress())
    try:
        report = build(options)
    except (Refused, Failed, OSError) as error:
        return show_refusal(error, words_of(options.root, language))
    with speaking():
        say = editors_words(language or report.language)
        _show_build(report, options, form=form, say=say, explained=explained)
        if today and not report.errors:
            warn_of_day(options.day, today, say)
    return PROBLEMS if report.errors else FINE


def _show_build(report: Report, options: Options, *, form: str, say: Translate, explained: bool) -> None:
    far = () if report.errors else report.translations
    show_problems(report.problems, far, form=form, say=say, strict=report.strict)
    if form != "text":
        return
    if report.errors:
        click.echo(_counted(report, say), err=True)
        click.echo(say(N_("Nothing was written; the site stays as it was.")), err=True)
        return
    if explained:
        show_reasons(report, say)
    show_stages(report.stages, say)
    show_translations(report.translations, say)
    show_withheld(report, say)
    _show_end(options, report, say)


def words_of(root: Path, language: str | None) -> Translate:
    """How to speak to the editor of a toolbox, of which perhaps nothing can be read."""
    try:
        return editors_words(language or settings(root).language)
    except OSError:
        return editors_words(SOURCE_LANGUAGE)


def show_refusal(error: Refused | Failed | OSError, say: Translate) -> int:
    """Say in one line why nothing was written, or what could not be finished. The exit code."""
    with speaking():
        click.echo(refusal(error, say), err=True)
    return USAGE if isinstance(error, Refused) else FAULT


def refusal(error: Refused | Failed | OSError, say: Translate) -> str:
    """That line. A name of a file may hold anything, and is shown so that it does no harm to a terminal."""
    if isinstance(error, Refused):
        return say(REFUSALS[error.code]).format(path=visible(error.path))
    if isinstance(error, Remains):
        text = N_("The new site stands, but what it replaced could not be removed from {path}: {reason}. Build again.")
    elif isinstance(error, Failed):
        text = N_("Could not write {path}: {reason}. The old site stays as it was.")
    else:
        text = N_("Could not read {path}: {reason}. The old site stays as it was.")
        return say(text).format(path=visible(str(error.filename)), reason=error.strerror or str(error))
    return say(text).format(path=visible(error.path), reason=error.reason)


def show_fault(error: Exception) -> None:
    """Say, in English, that the program itself failed, or the machine where nobody expected it."""
    if isinstance(error, MemoryError):
        text = _NO_MEMORY
    elif isinstance(error, OSError) and error.filename is None:  # every file has a name; what is said has none
        text = UNHEARD.format(reason=error.strerror or str(error))
    elif isinstance(error, OSError):
        text = _MACHINE.format(path=visible(str(error.filename)), reason=error.strerror or str(error))
    else:
        text = _FAULT.format(error=f"{type(error).__name__}: {error}")
    with suppress(OSError):
        click.echo(text, err=True)


def _counted(report: Report, say: Translate) -> str:
    files = len({p.path for p in report.problems if p.stops(strict=report.strict)})
    return say(N_("Problems to mend: {errors}, in {files} file(s).")).format(errors=report.errors, files=files)


def _show_end(options: Options, report: Report, say: Translate) -> None:
    written = report.written
    assert written is not None
    target = options.target
    place = target.relative_to(options.root) if target.is_relative_to(options.root) else target
    text = N_("{place}/ is ready: {files} files, {written} of them written, {removed} removed.")
    click.echo(say(text).format(place=place, files=written.files, written=written.written, removed=written.removed))
    if options.portable:
        click.echo(say(N_("Open {file} in a browser.")).format(file=place / "index.html"))
    elif target != options.root / "site":
        click.echo(say(N_("Serve that folder with any web server, or put it on your host.")))
    else:
        click.echo(say(N_("Look at it with “make serve” (or “toolbox-gen serve”), then open http://127.0.0.1:8000/.")))


def run_check(options: Options, *, form: str, language: str | None) -> int:
    """Report every problem without writing anything. The exit code."""
    try:
        report = check(replace(options, clock=time.perf_counter, progress=Progress()))
    except (Refused, OSError) as error:
        return show_refusal(error, words_of(options.root, language))
    with speaking():
        _show_check(report, form=form, say=editors_words(language or report.language))
    return PROBLEMS if report.errors else FINE


def _show_check(report: Report, *, form: str, say: Translate) -> None:
    far = () if report.errors else report.translations
    show_problems(report.problems, far, form=form, say=say, strict=report.strict)
    if form != "text":
        return
    if report.errors:
        click.echo(_counted(report, say), err=True)
    else:
        show_translations(report.translations, say)
        show_withheld(report, say)
        click.echo(say(N_("No problems: the site can be built.")))
