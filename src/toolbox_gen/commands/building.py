"""`build` and `check`."""

import time
from dataclasses import replace

import click

from toolbox_gen.build import build, check, settings
from toolbox_gen.commands.reporting import (
    Progress,
    Translate,
    editors_words,
    show_problems,
    show_reasons,
    show_stages,
    show_withheld,
)
from toolbox_gen.marking import N_
from toolbox_gen.report import Options, Report
from toolbox_gen.write import Failed, Refused

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


def run_build(options: Options, *, form: str, language: str | None, explained: bool = False) -> int:
    """Build the site and say what was done. The exit code."""
    options = replace(options, clock=time.perf_counter, progress=Progress())
    try:
        report = build(options)
    except (Refused, Failed) as error:
        return show_refusal(error, editors_words(language or settings(options.root).language))
    say = editors_words(language or report.language)
    show_problems(report.problems, form=form, say=say)
    if form != "text":
        return PROBLEMS if report.errors else FINE
    if report.errors:
        click.echo(_counted(report, say), err=True)
        click.echo(say(N_("Nothing was written; the site stays as it was.")), err=True)
        return PROBLEMS
    if explained:
        show_reasons(report, say)
    show_stages(report.stages, say)
    show_withheld(report, say)
    _show_end(options, report, say)
    return FINE


def show_refusal(error: Refused | Failed, say: Translate) -> int:
    """Say in one line why nothing was written. The exit code."""
    if isinstance(error, Refused):
        click.echo(say(REFUSALS[error.code]).format(path=error.path), err=True)
        return USAGE
    text = N_("Could not write {path}: {reason}. The old site stays as it was.")
    click.echo(say(text).format(path=error.path, reason=error.reason), err=True)
    return FAULT


def show_fault(error: Exception) -> None:
    """Say that the program itself failed."""
    click.echo(_FAULT.format(error=f"{type(error).__name__}: {error}"), err=True)


def _counted(report: Report, say: Translate) -> str:
    files = len({p.path for p in report.problems if p.is_error})
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
    except Refused as refused:
        return show_refusal(refused, editors_words(language or settings(options.root).language))
    say = editors_words(language or report.language)
    show_problems(report.problems, form=form, say=say)
    if form == "text":
        if report.errors:
            click.echo(_counted(report, say), err=True)
        else:
            show_withheld(report, say)
            click.echo(say(N_("No problems: the site can be built.")))
    return PROBLEMS if report.errors else FINE
