"""`consent`: what a coordinator must look after, by the references of her register and never by a name."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

import click

from toolbox_gen.agenda import Event, calendar
from toolbox_gen.build import content
from toolbox_gen.catalogue import KINDS
from toolbox_gen.commands.building import FINE, PROBLEMS, show_refusal, words_of
from toolbox_gen.commands.reporting import Translate, editors_words, speaking, warn_of_day
from toolbox_gen.consents import STATES, Entry, entries
from toolbox_gen.marking import N_
from toolbox_gen.report import Options
from toolbox_gen.write import Refused

_STATES = {
    "expired": N_("expired"),
    "expires": N_("expires"),
    "later": N_("not yet begun"),
    "incomplete": N_("incomplete"),
    "pending": N_("pending"),
    "withdrawn": N_("taken back"),
}
_HEADINGS = {
    "expired": N_("Expired, gone after the next build"),
    "expires": N_("Expires within {days} days"),
    "later": N_("Not yet begun, not yet on the site"),
    "incomplete": N_("Given, but the day is missing (given_on), not on the site"),
    "pending": N_("Asked for and not yet given, not on the site"),
    "withdrawn": N_("Taken back, gone after the next build"),
}
_COLUMNS = (N_("state"), N_("reference"), N_("folder"), N_("given on"), N_("last day"), N_("scope"))
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def run_consent(options: Options, *, days: int, form: str, language: str | None, today: date | None = None) -> int:
    """List what a coordinator must look after; for a day before `today`, say so. The exit code."""
    try:
        found, config, report = content(options)
    except (Refused, OSError) as error:
        return show_refusal(error, words_of(options.root, language))
    say = editors_words(language or config.language)
    kinds = options.kinds or KINDS
    every = entries(found, kinds=kinds, config=config, day=options.day, days=days)
    due = [entry for entry in every if entry.state in STATES]
    with speaking():
        if form == "csv":
            click.echo(_table(due, say), nl=False)
        elif form == "ics":
            click.echo(calendar(_events(due, options.day, days, say), product="-//toolbox-gen//consent//EN"), nl=False)
        else:
            _show(every, due, days, say)
        if today:
            warn_of_day(options.day, today, say)
        if report.errors:
            text = N_("There are problems in the content, so this list may not be whole. See: toolbox-gen check")
            click.echo(say(text), err=True)
    return PROBLEMS if report.errors else FINE


def _show(every: Sequence[Entry], due: Sequence[Entry], days: int, say: Translate) -> None:
    for state, group in groupby(due, lambda entry: entry.state):
        click.echo(f"{click.style(say(_HEADINGS[state]).format(days=days), bold=True)}:")
        for entry in group:
            last = entry.last_day.isoformat() if entry.last_day else "—"
            click.echo(f"  {last:<10}  {entry.ref}  ({entry.folder})")
    if not any(entry.state == "expires" for entry in due):
        click.echo(say(N_("No consent expires within {days} days.")).format(days=days))
    unneeded = sum(entry.state == "not-needed" for entry in every)
    if unneeded:
        text = N_("Documents that say that no consent is needed: {number}. Look now and then whether that is so.")
        click.echo(say(text).format(number=unneeded))
    if any(entry.keeps_address and entry.state in ("expired", "withdrawn") for entry in due):
        text = N_("At the address of what is gone stays a neutral page. The name of the file stands in that address.")
        click.echo(say(text))
        text = N_("If that tells too much, write “address: nothing” in its consent, or rename the file.")
        click.echo(say(text))
    if due:
        click.echo(say(N_("To find a file, search the folder content for its reference.")))


def _table(due: Sequence[Entry], say: Translate) -> bytes:
    """A table of comma-separated values (RFC 4180)."""
    written = io.StringIO(newline="")
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow([say(name) for name in _COLUMNS])
    for entry in due:
        cells = (say(_STATES[entry.state]), entry.ref, entry.folder, entry.given_on, entry.last_day)
        table.writerow([_harmless(str(cell or "")) for cell in (*cells, " ".join(entry.scope))])
    return written.getvalue().encode()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _events(due: Sequence[Entry], day: date, days: int, say: Translate) -> Iterator[Event]:
    """The last day of each, and the day on which to look again: the list goes no further, and is never empty."""
    for entry in due:
        if entry.state in ("expired", "expires") and entry.last_day:
            yield Event(
                f"{entry.identity}@toolbox-gen",
                entry.last_day,
                entry.given_on or entry.last_day,
                say(N_("Last day of consent {ref}")).format(ref=entry.ref),
                say(N_("Ask again, or let it go: the day after, it is no longer on the site once that is built.")),
            )
    until = day + min(timedelta(days), date.max - day)
    text = N_("Look which consents expire: toolbox-gen consent --format ics")
    yield Event("look-again@toolbox-gen", until, day, say(text))
