"""`serve`: build, show the site on this machine, and build again whenever something changed.

One thread builds, the main one; the server and the events of the file system have their own. Nothing that goes wrong
in a build ends it: what stands is served, and what is wrong is said over the page and in the terminal.
"""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from pathlib import Path
from threading import current_thread, main_thread

import click

from toolbox_gen import config, load, manifest
from toolbox_gen.build import Memory, Options, build, settings
from toolbox_gen.commands.building import FAULT, FINE, USAGE, refusal, show_fault, show_refusal
from toolbox_gen.commands.reporting import Progress, Translate, editors_words, show_problems, show_withheld, warn_of_day
from toolbox_gen.i18n import SOURCE_LANGUAGE, UnknownLanguage, locale_of, translations
from toolbox_gen.live import Overlay, Shown, State
from toolbox_gen.marking import N_
from toolbox_gen.problems import Problem, explain
from toolbox_gen.server import HOST, PORT, Server, Site, listen
from toolbox_gen.watch import Watcher
from toolbox_gen.write import Failed, Refused, Written

TICK = 1.0
"""Seconds after which it looks whether another day has begun."""
REST = 0.3
"""Seconds without a change after which what was put off is built too."""
MOST = 50
"""Problems in the overlay; the terminal has them all."""
_WAITING = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body>
<main><h1>{title}</h1><p>{text}</p></main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is shown at present, and how the last build ended."""

    site: Site
    state: State
    base: str = "/"
    """Where the site will live after the next build."""
    folders: tuple[str, ...] = ()
    """The folders that a build reads."""
    language: str = SOURCE_LANGUAGE
    """In which the editor is spoken to."""
    withheld: object = ()
    """What the last build did not show, by reason."""
    said: frozenset[Problem] = frozenset()
    """The problems of the last build: the terminal has shown them."""
    unfinished: bool = False
    code: int = FINE


def run_serve(
    options: Options, *, port: int | None, language: str | None, today: Callable[[], date], real: date | None = None
) -> int:
    """Build, serve on this machine, and build again after each change, until it is interrupted. The exit code.

    Port 0 takes any, None the first free one from the usual one on. When `today` was before the `real` day as it
    began, it says so.
    """
    with _stoppable():
        try:
            return _serve(options, port=port, language=language, today=today, real=real)
        except KeyboardInterrupt:  # before there was anything to stop
            return FINE


def _serve(
    options: Options, *, port: int | None, language: str | None, today: Callable[[], date], real: date | None
) -> int:
    options = replace(options, memory=Memory())
    made = manifest.read(options.target)
    before = Standing(Site(options.target, "/", frozenset(made.files if made else ())), State(_version()))
    before = _with_settings(before, options.root, language)
    before = replace(before, site=replace(before.site, base=before.base))
    # It looks before it builds, so that what changes during the build is a change. No thread runs yet: only then can
    # the first build, the long one, share its work among processes.
    watcher = Watcher(options.root, files=[config.FILE], folders=before.folders, without=options.target)
    now = _built(before, replace(options, background=True), language)
    if now.code in (USAGE, FAULT):
        return now.code
    say = editors_words(now.language)
    if real:
        warn_of_day(options.day, real, say)
    try:
        listening = listen(port)
    except OSError:
        text = N_("Port {port} is taken. Choose another: --port 8001, or --port 0 for any.")
        click.echo(say(text).format(port=port), err=True)
        return USAGE
    with Server(listening, now.site, now.state) as server, watcher:
        if port is None and server.port != PORT:
            click.echo(say(N_("Another program has port {port}.")).format(port=PORT))
        _show_address(server, now)
        try:
            while True:
                changes = watcher.wait(REST if now.unfinished else TICK)
                day, before = today(), now
                if changes or day != options.day:
                    options = replace(options, day=day)
                    now = _built(now, replace(options, background=True), language, again=config.FILE in changes)
                elif now.unfinished:
                    now = _built(now, options, language)
                else:
                    continue
                server.show(now.site, now.state)
                if now.folders != before.folders:
                    watcher.watch(now.folders)
                if now.site.base != before.site.base:
                    _show_address(server, now)
        except KeyboardInterrupt:
            _deaf()
            click.echo()
    return FINE


def _show_address(server: Server, now: Standing) -> None:
    text = editors_words(now.language)(N_("Open http://{host}:{port}{base} — stop with Ctrl+C."))
    click.echo(text.format(host=HOST, port=server.port, base=now.site.base))


# ------------------------------------------------------------------------------------------------- building


def _with_settings(now: Standing, root: Path, language: str | None) -> Standing:
    """What `site.yaml` says."""
    said = settings(root)
    spoken = _spoken(language or said.language)
    folders = tuple(dict.fromkeys((load.CONTENT, "templates", *said.templates)))
    site = replace(now.site, waiting=_waiting(spoken))
    return replace(now, site=site, base=said.base, folders=folders, language=spoken)


def _built(before: Standing, options: Options, language: str | None, *, again: bool = False) -> Standing:
    """Build, and say in the terminal how it went; with any problem, the last good site stays.

    With `again`, what `site.yaml` says is read anew.
    """
    start = time.perf_counter()
    say = editors_words(before.language)
    try:
        if again:
            before = _with_settings(before, options.root, language)
            say = editors_words(before.language)
        report = build(replace(options, clock=time.perf_counter, progress=Progress()))
    except (Refused, Failed, OSError) as error:
        code = show_refusal(error, say)
        return _covered(before, [Shown("", refusal(error, say), "")], code=code)
    except Exception as error:  # a fault of our own
        show_fault(error)
        hint = say(N_("It tries again at the next change. Your files are as they were; the terminal says more."))
        return _covered(before, [Shown("", f"toolbox-gen: {type(error).__name__}: {error}", hint)])
    new = [found for found in report.problems if found.is_error or found not in before.said]
    show_problems(new, form="text", say=say)
    now = replace(before, said=frozenset(report.problems), code=FINE, unfinished=report.unfinished)
    if report.written is None:
        text = say(N_("Problems to mend: {errors}. The site stays as it was."))
        click.echo(text.format(errors=report.errors), err=True)
        return _covered(now, [_shown(found, say) for found in report.problems if found.is_error])
    withheld = report.unnamed, report.withheld
    if withheld != before.withheld:
        show_withheld(report, say)
    if options.background:
        text = say(N_("Built in {seconds} s: {written} of {files} files changed."))
    else:
        text = say(N_("The search followed in {seconds} s: {written} of {files} files changed."))
    seconds, written = f"{time.perf_counter() - start:.2f}", report.written
    click.echo(text.format(seconds=seconds, written=written.written, files=written.files))
    site = replace(before.site, base=before.base, files=_files(written, before.site))
    changed = written.changed or site != before.site
    state = State(_version() if changed else before.state.version)
    return replace(now, site=site, state=state, withheld=withheld)


def _files(written: Written, site: Site) -> frozenset[str]:
    """The files of the site after a build."""
    there = (path for path in written.changed if (site.folder / path).is_file())
    files = site.files.difference(written.changed).union(there)
    if len(files) == written.files:
        return files
    made = manifest.read(site.folder)  # the first time, or after a build of somebody else
    return frozenset(made.files) if made else files


def _version() -> str:
    """A text that was not there before, in no run of the server."""
    return str(time.time_ns())


# ------------------------------------------------------------------------------------------------- saying


def _covered(now: Standing, problems: list[Shown], *, code: int = FINE) -> Standing:
    """The same with these problems over its pages."""
    say = editors_words(now.language)
    left = len(problems) - MOST
    overlay = Overlay(
        language=now.language,
        direction=locale_of(now.language).text_direction,
        title=say(N_("Problems to mend: {number}")).format(number=len(problems)),
        close=say(N_("Close (Escape)")),
        problems=tuple(problems[:MOST]),
        more=say(N_("And {number} more: the terminal has them all.")).format(number=left) if left > 0 else "",
    )
    return replace(now, state=replace(now.state, overlay=overlay), code=code, unfinished=False)


def _shown(found: Problem, say: Translate) -> Shown:
    words = explain(found, say)
    return Shown(f"{found.path}:{found.spot.line}:{found.spot.column}", words.message, words.hint)


def _spoken(language: str) -> str:
    """The language in which an editor of this one is spoken to."""
    try:
        translations(language, "editor")
    except UnknownLanguage:
        return SOURCE_LANGUAGE
    return language


def _waiting(language: str) -> bytes:
    """The page that stands for a site that could not be built yet."""
    say = editors_words(language)
    title = say(N_("There is no site yet"))
    text = say(N_("It appears here by itself when nothing stands in its way any more."))
    direction = locale_of(language).text_direction
    page = _WAITING.format(language=language, direction=direction, title=escape(title), text=escape(text))
    return page.encode()


# ------------------------------------------------------------------------------------------------- stopping


@contextmanager
def _stoppable() -> Iterator[None]:
    """SIGTERM ends it as Ctrl+C does. Only the main thread hears signals."""
    if current_thread() is not main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _deaf() -> None:
    """A second Ctrl+C while it ends changes nothing."""
    if current_thread() is main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
