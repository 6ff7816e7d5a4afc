"""How problems and progress are shown: in words, as JSON, or as a forge's annotations."""

import json
import os
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any

import click

from toolbox_gen.config import FILE
from toolbox_gen.i18n import SOURCE_LANGUAGE, UnknownLanguage, translations
from toolbox_gen.marking import N_
from toolbox_gen.problems import Problem, explain
from toolbox_gen.report import Report, Stage, Tally

FORMATS = ("text", "json", "github")
Translate = Callable[[str], str]
UNHEARD = "Could not write what there is to say: {reason}."

_STAGES = {
    "read": N_("files read"),
    "parse": N_("texts parsed"),
    "load": N_("documents checked"),
    "link": N_("links followed"),
    "plan": N_("pages planned"),
    "render": N_("pages made"),
    "index": N_("pages read for the search"),
    "write": N_("files in the site"),
}
_REASONS = {
    "draft": N_("draft"),
    "review": N_("in review"),
    "later": N_("not yet to be shown"),
    "expired": N_("no longer to be shown"),
    "consent": N_("no valid consent"),
}


def editors_words(language: str) -> Translate:
    """How to speak to an editor: in her language, or in English where no catalogue can be had."""
    try:
        return translations(language, "editor").gettext
    except (UnknownLanguage, OSError):
        return translations(SOURCE_LANGUAGE, "editor").gettext


@contextmanager
def speaking() -> Iterator[None]:
    """While something is said. What nobody wants to hear any more (`| head -1`) is left unsaid.

    What cannot be said otherwise (a full disk) ends the program with 3, in one line.
    """
    try:
        yield
    except OSError as error:
        fall_silent()
        if not isinstance(error, BrokenPipeError):
            with suppress(OSError):
                click.echo(UNHEARD.format(reason=error.strerror or error), err=True)
            raise click.exceptions.Exit(3) from None


def fall_silent() -> None:
    """Let what was to be said vanish, so that the end of the program does not stumble over it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
        except AttributeError:  # there is no such stream
            continue


def show_problems(
    problems: Sequence[Problem],
    tallies: Sequence[Tally] = (),
    *,
    form: str,
    say: Translate,
    strict: bool = False,
) -> None:
    """Every problem, with its place and remedy; of a warning that stops a build, that it is strictness that does it.

    To programs it also says how far each language is.
    """
    if form == "json":
        values = [_as_value(p, say, strict=strict) for p in problems]
        values += [_as_information(one, say) for one in tallies]
        click.echo(json.dumps(values, ensure_ascii=False, indent=1))
        return
    error, note, strictly = (
        click.style(say(text), fg=color)
        for text, color in ((N_("error"), "red"), (N_("note"), "yellow"), (N_("error (--strict)"), "red"))
    )
    for found in problems:
        words = explain(found, say)
        line, column = found.spot
        if form == "github":
            sort = "error" if found.stops(strict=strict) else "warning"
            text = _escaped(f"{words.message} {words.hint}".strip())
            path = _escaped(found.path).replace(":", "%3A").replace(",", "%2C")
            click.echo(f"::{sort} file={path},line={line},col={column},title={found.code}{_by(found, strict)}::{text}")
            continue
        sort = error if found.is_error else strictly if found.stops(strict=strict) else note
        place = click.style(f"{visible(found.path)}:{line}:{column}", bold=True)
        click.echo(f"{place}: {sort}: {visible(words.message)} [{found.code}]")
        if words.hint:
            click.echo(f"    → {visible(words.hint)}")
    if form == "github":
        for one in tallies:
            click.echo(f"::notice file={FILE},title=translations::{_escaped(_tally(one, say))}")


def warn_of_day(day: date, today: date, say: Translate) -> None:
    """Say that a site, or a list, is made for a day that is over."""
    if day < today:
        text = N_("This is as of {day}: what has expired since then still counts.")
        click.echo(say(text).format(day=day), err=True)


def show_translations(tallies: Sequence[Tally], say: Translate) -> None:
    """How far each language is, a line each."""
    for one in tallies:
        click.echo(_tally(one, say))


def _tally(one: Tally, say: Translate) -> str:
    folders = ", ".join(f"{folder} {translated}/{documents}" for folder, translated, documents in one.folders)
    text = say(N_("{language}: {translated} of {documents} documents are translated ({folders}); behind: {behind}."))
    return text.format(
        language=one.language, translated=one.translated, documents=one.documents, folders=folders, behind=one.behind
    )


def _as_information(one: Tally, say: Translate) -> dict[str, Any]:
    return {
        "path": FILE,
        "line": 1,
        "column": 1,
        "code": "translations",
        "severity": "info",
        "strict": False,
        "message": _tally(one, say),
        "hint": "",
        "language": one.language,
        "translated": one.translated,
        "documents": one.documents,
        "behind": one.behind,
    }


def visible(text: str) -> str:
    """A text in which what a terminal would obey, or would show out of order, is written as an escape."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    return character.encode("unicode_escape", "surrogatepass").decode()


def _by(found: Problem, strict: bool) -> str:
    return " (--strict)" if _is_promoted(found, strict) else ""


def _is_promoted(found: Problem, strict: bool) -> bool:
    return found.stops(strict=strict) and not found.is_error


def _as_value(found: Problem, say: Translate, *, strict: bool) -> dict[str, Any]:
    words = explain(found, say)
    return {
        "path": found.path,
        "line": found.spot.line,
        "column": found.spot.column,
        "code": found.code,
        "severity": "error" if found.stops(strict=strict) else "warning",
        "strict": _is_promoted(found, strict),
        "message": words.message,
        "hint": words.hint,
    }


def _escaped(text: str) -> str:
    """A text as GitHub's workflow commands want it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def show_stages(stages: Sequence[Stage], say: Translate) -> None:
    """One line per stage: what it is called, how many things it handled, how long it took."""
    for stage in stages:
        click.echo(f"{stage.name:<7} {stage.count:>6} {say(_STAGES[stage.name]):<20} {stage.seconds:>7.2f} s")


def show_withheld(report: Report, say: Translate) -> None:
    """How many documents are not shown, and why, by name; but of consent never whose it was."""
    parts = [f"{report.unnamed} × {say(_REASONS['consent'])}"] if report.unnamed else []
    for reason, keys in report.withheld.items():
        parts.append(f"{len(keys)} × {say(_REASONS[reason])} ({', '.join(slug for _, slug in keys)})")
    if parts:
        click.echo(f"{say(N_('Not shown'))}: {', '.join(parts)}")


_WHY = {
    "new": N_("there was none"),
    "gone": N_("it was missing or had been altered"),
    "prose": N_("the text of {names} has changed"),
    "code": N_("toolbox-gen or one of its libraries is another"),
    "template": N_("its template, or one that it includes, has changed"),
    "language": N_("its language is another"),
    "site": N_("what stands on every page has changed: title, menu, footer or the files of the theme"),
    "frame": N_("its title, summary, address or place in the site has changed"),
    "file": N_("the file that it is made from has changed"),
    "size": N_("its size is another"),
    "value": N_("what it holds has changed"),
    "index": N_("what the search reads of some page has changed"),
}
"""Why a file is made again, by the part of its key that is another; all other parts are fields of its view."""


def show_reasons(report: Report, say: Translate) -> None:
    """Why each file was made again, in a sentence; of the search, its head stands for all of its pieces."""
    for path, reasons in sorted(report.reasons.items()):
        click.echo(f"{path}: {'; '.join(_why(reasons, say))}.")
    if not report.reasons and report.written and not report.written.written:
        click.echo(say(N_("Nothing was made again: nothing has changed.")))


def _why(reasons: Sequence[str], say: Translate) -> Iterator[str]:
    at = reasons.index("prose") if "prose" in reasons else len(reasons)
    if reasons[at:]:
        yield say(_WHY["prose"]).format(names=", ".join(reasons[at + 1 :]))
    parts = reasons[:at]
    told = [name for name in parts if name in _WHY and not (name == "frame" and "site" in parts)]
    yield from (say(_WHY[name]) for name in told)
    fields = [name.replace("_", " ") for name in parts if name not in _WHY]
    if fields:
        yield say(N_("what it shows has changed ({names})")).format(names=", ".join(fields))


class Progress:
    """A progress bar for each stage that takes more than a second, on a terminal only."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._stage = ""
        self._start = 0.0
        self._bar: Any = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not self._shown:
            return
        if stage != self._stage:
            self._stage, self._start = stage, time.monotonic()
        if self._bar is None and time.monotonic() - self._start > 1 and done < total:
            self._bar = click.progressbar(length=total, label=stage, file=sys.stderr)
            self._bar.update(done)
        elif self._bar is not None:
            self._bar.update(done - self._bar.pos)
            if done == total:
                self._bar.render_finish()
                self._bar = None
