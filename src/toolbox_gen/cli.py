"""The command line: options in, one command, an exit code out."""

import os
import signal
import sys
import traceback
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolbox_gen import __version__
from toolbox_gen.commands import building
from toolbox_gen.commands.reporting import FORMATS, fall_silent
from toolbox_gen.policy import HOSTS
from toolbox_gen.report import Options

if TYPE_CHECKING:
    from toolbox_gen.model import Kind

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=_CONTEXT)
@click.version_option(__version__, prog_name="toolbox-gen")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Folder of the toolbox: the one with content/ and site.yaml. [default: this folder]",
)
@click.option("--language", metavar="CODE", help="Language of messages. [default: the toolbox's main language]")
@click.option("--traceback", is_flag=True, help="Show where a fault of the program itself happened.")
@click.pass_context
def cli(context: click.Context, root: Path, language: str | None, traceback: bool) -> None:
    """Make a toolbox of practice stories and the tools at work in them into a web site.

    \b
    Exit codes: 0 fine, 1 problems in the content, 2 wrong usage, 3 a fault of the program or the machine.
    """  # fmt: skip
    context.obj = (root.resolve(), language)


def _options(
    context: click.Context, *, day: datetime | None, output: Path | None = None, jobs: int | None = None, **more: Any
) -> Options:
    root, _ = context.obj
    return Options(
        root=root,
        day=day.date() if day else today(),
        output=output.absolute() if output else None,
        jobs=jobs or _processors(),
        **more,
    )


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def today() -> date:
    """The day for which a site is made: that of SOURCE_DATE_EPOCH where it is set, else the machine's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            if epoch.isdecimal():
                return datetime.fromtimestamp(int(epoch), tz=UTC).date()
        except (ValueError, OverflowError, OSError):
            pass
        raise click.UsageError(f"SOURCE_DATE_EPOCH is no number of seconds since 1970: {epoch}")
    return _clock()


def _clock() -> date:
    """The day of the machine, in its own time zone."""
    return datetime.now().astimezone().date()


_DAY = click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day for which the site is made. [default: today]",
)
_OUTPUT = click.option("--output", type=click.Path(path_type=Path), help="Where the site goes. [default: site/]")
_PORTABLE = click.option(
    "--portable", is_flag=True, help="Links name index.html, so that the site opens from a disk or a zip."
)
_FORMAT = click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True,
                       help="How problems are shown.")  # fmt: skip


_STRICT = click.option(
    "--strict",
    is_flag=True,
    help="Notes count as errors, but for those that come with time or because something is no longer shown.",
)
_JOBS = click.option(
    "--jobs", type=click.IntRange(1, 64), help="How many processes share the work. [default: one for each processor]"
)


@cli.command()
@_OUTPUT
@_PORTABLE
@_DAY
@_FORMAT
@_STRICT
@click.option("--explain", is_flag=True, help="Say why each file was made again.")
@click.option("--no-cache", is_flag=True, help="Make everything anew, remember nothing, forget what was.")
@_JOBS
@click.option("--reference", is_flag=True, help="Read all Markdown with the reference parser, none with the fast one.")
@click.pass_context
def build(  # noqa: PLR0917 - click hands them over by name
    context: click.Context,
    output: Path | None,
    portable: bool,
    day: datetime | None,
    form: str,
    strict: bool,
    explain: bool,
    no_cache: bool,
    jobs: int | None,
    reference: bool,
) -> None:
    """Build the site. With any problem, the old site stays."""
    options = _options(
        context, day=day, output=output, jobs=jobs, portable=portable, cache=not no_cache, compiled=not reference,
        strict=strict,
    )  # fmt: skip
    context.exit(building.run_build(options, form=form, language=context.obj[1], explained=explain, today=_clock()))


@cli.command()
@_DAY
@_FORMAT
@_STRICT
@_JOBS
@click.pass_context
def check(context: click.Context, day: datetime | None, form: str, strict: bool, jobs: int | None) -> None:
    """Look for every problem, and write nothing."""
    options = _options(context, day=day, jobs=jobs, strict=strict)
    context.exit(building.run_check(options, form=form, language=context.obj[1]))


@cli.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port; 0 takes any free one. [default: 8000, or the next free one]"
)
@_DAY
@click.pass_context
def serve(context: click.Context, port: int | None, day: datetime | None) -> None:
    """Build, show the site on this machine, and build again at every change."""
    from toolbox_gen.commands import serving  # the other commands need no server

    options = _options(context, day=day)
    calendar = today if day is None else lambda: options.day
    context.exit(serving.run_serve(options, port=port, language=context.obj[1], today=calendar, real=_clock()))


@cli.command()
@click.option(
    "--days", type=click.IntRange(0, 3660), default=90, show_default=True, help="How many days to look ahead."
)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day on which to look. [default: today]")
@click.option("--format", "form", type=click.Choice(("text", "csv", "ics")), default="text", show_default=True,
              help="As a text, as a table, or as a calendar (iCalendar).")  # fmt: skip
@click.pass_context
def consent(context: click.Context, days: int, day: datetime | None, form: str) -> None:
    """List the consents that expire soon, have expired, are pending or were taken back, without naming anybody."""
    from toolbox_gen.commands import consenting

    options = _options(context, day=day)
    context.exit(consenting.run_consent(options, days=days, form=form, language=context.obj[1], today=_clock()))


class _KindName(click.ParamType):  # type: ignore[type-arg]
    """The name of a content type; what they are called is looked up only for `new`."""

    name = "kind"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Kind":
        from toolbox_gen.catalogue import KINDS

        known = {kind.name: kind for kind in KINDS}
        if value not in known:
            self.fail(f"{value!r} is not one of {', '.join(known)}.", param, ctx)
        return known[value]

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        from toolbox_gen.catalogue import KINDS

        return f"{{{'|'.join(kind.name for kind in KINDS)}}}"


@cli.command()
@click.argument("kind", type=_KindName())
@click.argument("title")
@click.pass_context
def new(context: click.Context, kind: "Kind", title: str) -> None:
    """Write the scaffold of a new document, such as: new story "What we learned"."""
    from toolbox_gen.commands import creating

    root, language = context.obj
    context.exit(creating.run_new(kind, title, root=root, day=today(), language=language))


@cli.command()
@click.argument("name", metavar="SLUG")
@click.argument("language")
@click.option("--done", is_flag=True, help="Write into the translation that it is up to date with its original.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day that is written. [default: today]")
@click.pass_context
def translate(context: click.Context, name: str, language: str, done: bool, day: datetime | None) -> None:
    """Write a translation to be filled in, such as: translate deep-democracy fr

    When it is there already, tell what has changed in the original since. SLUG is the original's file name without
    .md; where documents of several kinds have it, KIND/SLUG.
    """
    from toolbox_gen.commands import translating

    root, spoken = context.obj
    on = day.date() if day else today()
    context.exit(translating.run_translate(name, language, root=root, day=on, done=done, spoken=spoken))


@cli.command()
@click.argument("host", type=click.Choice(HOSTS))
@click.pass_context
def headers(context: click.Context, host: str) -> None:
    """Print what tells a web server the policy of this toolbox, with the address of site.yaml in it.

    \b
    netlify  the file _headers, for Netlify and Cloudflare Pages: it is in the site already
    apache   the file .htaccess: it is in the site already
    nginx    to be included in the block `server`
    """  # fmt: skip
    from toolbox_gen.commands import hosting

    root, _ = context.obj
    context.exit(hosting.run_headers(host, root=root))


def _have_streams() -> None:
    """Who closes the streams of a program would have its files take their numbers."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - until the end


def main() -> None:
    """Run the command line. Whatever happens, no traceback is shown that was not asked for."""
    _have_streams()
    try:
        code = cli.main(prog_name="toolbox-gen", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:  # Ctrl+C; what was begun is left, and the next build takes it up
        click.echo("Stopped.", err=True)
        code = 128 + signal.SIGINT
    except Exception as error:
        if "--traceback" in sys.argv:
            traceback.print_exc()
        fall_silent()
        building.show_fault(error)
        code = building.FAULT
    sys.exit(code)
