"""From the files of a toolbox to its site: look what has changed, take the short way or the long one, publish.

This is the only place that composes the stages. It prints nothing and reads no clock: the day and the stopwatch come
in `Options`. What only the long way needs is imported when it is taken.
"""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolbox_gen import cache, engine, ledger, report, source, trees, write
from toolbox_gen.cache import Cache
from toolbox_gen.digest import digest
from toolbox_gen.files import is_file, is_folder
from toolbox_gen.ledger import Ledger, Seen, World
from toolbox_gen.problems import Problem
from toolbox_gen.report import Memory, Options, Report, Stage
from toolbox_gen.source import Listing, Media, Source
from toolbox_gen.theme import theme

if TYPE_CHECKING:
    from toolbox_gen.config import Config
    from toolbox_gen.load import Content

__all__ = ["Memory", "Options", "Report", "Stage", "build", "check", "content", "settings"]

CONTENT = "content"
_CONFIG = "site.yaml"
_LATELY = 20_000_000  # nanoseconds: file systems note times in ticks of up to 10 ms
_COARSE = 2_000_000_000  # and some in whole seconds or two


def build(options: Options) -> Report:
    """Make the site; with any error in the content or the templates, leave the old one as it was.

    Raises `Refused`, `Failed` and OSError, and then the old site stays; `Remains`, and then the new one stands.
    """
    _check_root(options.root)
    memory = options.memory or Memory()
    known, memory.place = memory.place if options.background else None, None
    with write.opened(options.target, root=options.root, known=known) as place:
        file = place.work / cache.FILE
        with cache.opened(file if options.cache else None) as kept, _undisturbed():
            found = _Build(options, place, kept, memory).run()
            if found.written:
                with place.removing():
                    kept.settle() if options.cache else cache.remove(file)
        memory.place = place
    return found


def check(options: Options) -> Report:
    """Everything that a build does but writing."""
    from toolbox_gen.making import Maker

    _check_root(options.root)
    with _undisturbed():
        maker = Maker(options, Cache())
        maker.make(source.listing(options.root, CONTENT), {})
    return maker.report


def content(options: Options) -> "tuple[Content, Config, Report]":
    """Everything that editors wrote, what `site.yaml` says, and what is wrong with either, as far as one file tells."""
    from toolbox_gen.making import Maker

    _check_root(options.root)
    with _undisturbed():
        maker = Maker(options, Cache())
        config = maker.settings()
        found, _ = maker.read(config, source.listing(options.root, CONTENT), {})
    return found, config, maker.report


def settings(root: Path) -> "Config":
    """What `site.yaml` says, as far as it can be understood."""
    from toolbox_gen.making import Maker

    return Maker(Options(root=root, day=date.min), Cache()).settings()


def _check_root(root: Path) -> None:
    """Refuse a folder in which there is no toolbox, rather than find nothing wrong with nothing."""
    if not is_folder(root / CONTENT):
        raise write.Refused("no-toolbox", root.name or str(root))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the collector of cycles: nothing that a build makes is one, and looking for them costs a twentieth."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Inputs:
    """What there is to build from: the world, and the files of the content with those that are as they were."""

    world: World
    listing: Listing
    moment: int
    """When the files were listed, by the clock of their disk, in nanoseconds."""


class _Build:
    def __init__(self, options: Options, place: write.Place, kept: Cache, memory: Memory) -> None:
        self.options, self.place, self.kept, self.memory = options, place, kept, memory
        callables: list[Callable[..., object]] = [
            *(options.planners or ()), *(options.checks or ()), *(kind.page for kind in options.kinds or ()),
        ]  # fmt: skip
        self.code = engine.engine(callables)

    def run(self) -> Report:
        start = self.options.clock()
        last = self._last()
        now = self._look(last)
        last = ledger.named(last, now.listing.files)
        known = _known(now.listing, last)
        if (
            last.report
            and now.world == last.world
            and now.listing.files.keys() == last.files.keys()
            and not now.listing.problems
        ):
            tree = source.read_tree(self.options.root, now.listing, known=known)
            known = {one.path: one for one in tree.files}
            if not tree.problems and self.place.mark == last.site:
                found = self._short_way(last, now, known, start)
                if found:
                    return found
        return self._long_way(last, now, known)

    # ------------------------------------------------------------------------------------------------- before

    def _last(self) -> Ledger:
        """What the last build saw, if that is known."""
        if self.memory.ledger and self.memory.ledger.site == self.place.mark:
            return self.memory.ledger
        data = self.kept.get(ledger.SHELF, ledger.SEEN, self.code)
        return ledger.seen(data) if data else Ledger()

    def _with_made(self, last: Ledger) -> Ledger | None:
        """With what it made, if that is known too."""
        if last is self.memory.ledger:
            return last
        data = self.kept.get(ledger.SHELF, ledger.MADE, f"{self.code} {last.site}")
        return ledger.with_made(last, data) if data else None

    def _with_why(self, last: Ledger) -> Ledger:
        """With what it made and from what, as far as that is known."""
        if last is self.memory.ledger and last.parts:
            return last
        made, why = (
            self.kept.get(ledger.SHELF, name, f"{self.code} {last.site}") for name in (ledger.MADE, ledger.WHY)
        )
        return ledger.with_why(ledger.with_made(last, made), why) if made and why else Ledger()

    def _look(self, last: Ledger) -> _Inputs:
        options = self.options
        moment = source.moment(self.place.work)
        listing = source.listing(options.root, CONTENT)
        config = source.read_bytes(options.root, _CONFIG) if is_file(options.root / _CONFIG) else b""
        world = World(
            code=self.code,
            options=f"{options.day} {options.portable} {options.compiled}",  # kinds and planners are code
            settings="unreadable" if isinstance(config, Problem) else digest(config),
        )
        if (world.code, world.options, world.settings) == last.world[:3]:
            folders = last.world.folders
            world = world._replace(folders=folders, theme=theme(options.root, folders).digest())
        return _Inputs(world, listing, moment)

    # ------------------------------------------------------------------------------------------------- the ways

    def _short_way(
        self, last: Ledger, now: _Inputs, known: Mapping[str, Source | Media], start: float
    ) -> Report | None:
        """What has to be done when no more than the prose of documents has changed; None when that cannot be said."""
        changed = [one for path, one in known.items() if one.digest != last.files[path].digest]
        texts = [one for one in changed if isinstance(one, Source)]
        if len(texts) < len(changed):
            return None
        found = report.from_plain(last.report)
        found.strict = self.options.strict
        if found.errors:
            return None
        found.stages.append(Stage("read", len(known), self.options.clock() - start))
        new = replace(last, files=_seen(known, now, last))
        if not changed and not last.unfinished:
            if not self.place.untouched:
                return None
            found.written = write.Written(len(self.place.standing), 0, 0)
            if new.files != last.files:
                self._save(new, ledger.SEEN)
            return found
        whole = self._with_made(last)
        if whole is None:
            return None
        from toolbox_gen import refill

        try:
            made = refill.made(whole, texts, place=self.place, kept=self.kept, options=self.options, report=found)
        except refill.Lost:
            return None
        if made is None:
            return None
        files, new = made[0], replace(made[1], files=new.files)
        with found.stage("write", self.options.clock) as count:
            found.written = self.place.publish(files)
            count(found.written.files)
        self._save(replace(new, site=self.place.mark, unfinished=found.unfinished), ledger.SEEN, ledger.MADE)
        return found

    def _long_way(self, last: Ledger, now: _Inputs, known: Mapping[str, Source | Media]) -> Report:
        """Whatever has changed, with all problems of all stages."""
        shop = self.place.workshop()
        try:
            return self._made(self._with_why(last), now, known, shop)
        finally:
            with suppress(OSError):  # it holds nothing but what was just made; the next build removes it, or says so
                trees.remove(str(shop))

    def _made(self, last: Ledger, now: _Inputs, known: Mapping[str, Source | Media], shop: Path) -> Report:
        from toolbox_gen.making import Before, Maker

        code = self.kept.get(ledger.SHELF, ledger.CODE, "")
        is_other = code is not None and code != self.code.encode()
        before = Before(self.code, last, self.place.standing, self.place.read, str(shop), is_other)
        maker = Maker(self.options, self.kept, before)
        made = maker.make(now.listing, known)
        found = maker.report
        if found.errors:
            self.kept.save()
            return found
        with found.stage("write", self.options.clock) as count:
            found.written = self.place.publish(made.files)
            count(found.written.files)
        sources = {one.path: one for one in made.tree.files}
        hidden = frozenset(sources.keys() - made.shown)
        # What was said of a text that is not published may quote it, and is not kept; nor what names one taken back.
        telling = any(p.path in hidden or p.path in made.naming for p in found.problems)
        told = None if telling else report.plain(found)
        self._save(Ledger(
            now.world._replace(folders=made.folders, theme=made.theme), self.place.mark, _seen(sources, now, last),
            made.texts, ledger.Rows().replaced(made.rows), made.parts, told, made.searches,
            found.unfinished, hidden=hidden, compared=made.compared,
        ), ledger.SEEN, ledger.MADE, ledger.WHY)  # fmt: skip
        return found

    def _save(self, new: Ledger, *parts: str) -> None:
        self.memory.ledger = new
        if self.options.background and new.unfinished:
            self.kept.save()
            return
        for name, data in ledger.kept_parts(new, *parts).items():
            key = self.code if name == ledger.SEEN else f"{self.code} {new.site}"
            self.kept.put(ledger.SHELF, [(name, key, data)])
        self.kept.put(ledger.SHELF, [(ledger.CODE, "", self.code.encode())])
        self.kept.save()


def _known(listing: Listing, last: Ledger) -> dict[str, Source | Media]:
    """The files that are as the last build saw them."""
    found: dict[str, Source | Media] = {}
    for path, signature in listing.files.items():
        seen = last.files.get(path)
        if seen and signature and seen.signature == signature:
            is_text = path.endswith(source.TEXTS)
            found[path] = (
                Source(path, seen.digest, None) if is_text
                else Media(path, seen.digest, signature[0], seen.width, seen.height, seen.tells)
            )  # fmt: skip
    return found


def _seen(known: Mapping[str, Source | Media], now: _Inputs, last: Ledger) -> dict[str, Seen]:
    """What the next build may trust: a file that was written just now might be written again without a trace."""
    found = {}
    for path, one in known.items():
        signature, before = now.listing.files.get(path, ()), last.files.get(path)
        if before and signature and before.signature == signature and before.digest == one.digest:
            found[path] = before
            continue
        more = (one.width, one.height, one.tells) if isinstance(one, Media) else ()
        found[path] = Seen(signature if signature and _is_settled(signature, now.moment) else (), one.digest, *more)
    return found


def _is_settled(signature: Sequence[int], moment: int) -> bool:
    last = max(signature[1], signature[2])
    return last < moment - (_COARSE if signature[1] % 1_000_000_000 == 0 else _LATELY)
