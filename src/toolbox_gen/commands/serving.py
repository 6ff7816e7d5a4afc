"""`serve`."""

import time
from dataclasses import replace
from threading import Lock

import click

from toolbox_gen.build import Options, build, settings
from toolbox_gen.commands.building import FAULT, FINE, USAGE, run_build, show_fault, show_refusal
from toolbox_gen.commands.reporting import Progress, editors_words, show_problems
from toolbox_gen.marking import N_
from toolbox_gen.server import HOST, Served, Watcher, serve
from toolbox_gen.write import Failed, Refused


def run_serve(options: Options, *, port: int, language: str | None) -> int:
    """Build, serve on this machine, and build again after each change, until it is interrupted. The exit code."""
    code = run_build(options, form="text", language=language)
    if code in (USAGE, FAULT) or not options.target.is_dir():
        return code
    config = settings(options.root)
    say = editors_words(language or config.language)
    try:
        server = serve(Served(options.target, config.base), port=port)
    except OSError:
        click.echo(
            say(N_("Port {port} is taken. Choose another: --port 8001, or --port 0 for any.")).format(port=port),
            err=True,
        )
        return USAGE
    building = Lock()

    def again() -> None:
        with building:
            _rebuild(options, language)

    watched = ("content", "templates", *config.templates, "site.yaml")
    with server, Watcher([options.root / name for name in dict.fromkeys(watched)], again):
        where = {"host": HOST, "port": server.server_port, "base": config.base}
        click.echo(say(N_("Open http://{host}:{port}{base} — stop with Ctrl+C.")).format(**where))
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo()
    return FINE


def _rebuild(options: Options, language: str | None) -> None:
    """Build once more and say in one line how it went; the last good site stays when there are problems."""
    start = time.perf_counter()
    try:
        report = build(replace(options, clock=time.perf_counter, progress=Progress()))
    except (Refused, Failed) as error:
        show_refusal(error, editors_words(language or settings(options.root).language))
        return
    except Exception as error:  # a fault of our own: the site that stands is still served
        show_fault(error)
        return
    say = editors_words(language or report.language)
    show_problems(report.problems, form="text", say=say)
    if report.written:
        text = N_("Built again in {seconds} s: {written} files changed.")
        seconds = f"{time.perf_counter() - start:.2f}"
        click.echo(say(text).format(seconds=seconds, written=report.written.written))
