"""The whole way: read → parse → load → link → plan → render → write, with every problem of every stage.

This is the only place that composes the stages. It prints nothing and reads no clock: the day and the stopwatch come
in `Options`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from toolbox_gen import catalogue, config, load, parse, plan, render, scripts, site, source, templates, ways, write
from toolbox_gen.config import Config
from toolbox_gen.digest import digest
from toolbox_gen.i18n import SOURCE_LANGUAGE, MissingText
from toolbox_gen.load import Content
from toolbox_gen.model import Key, Kind, spot_of
from toolbox_gen.plan import Bytes, Output, Planner, Render
from toolbox_gen.problems import START, Problem, ordered, problem
from toolbox_gen.schema import references_of
from toolbox_gen.templates import Theme


@dataclass(frozen=True, slots=True)
class Options:
    """What a build needs to know besides the files of the project at `root`."""

    root: Path
    day: date
    """The day for which the site is made: what is published, what has expired."""
    output: Path | None = None
    """Where the site goes; `site/` in the project by default."""
    portable: bool = False
    """Whether links name `index.html`, for a site that is opened from a disk."""
    kinds: Sequence[Kind] = catalogue.KINDS
    planners: Sequence[Planner] = catalogue.PLANNERS
    clock: Callable[[], float] = lambda: 0.0
    """Seconds, for the times of the stages."""
    progress: Callable[[str, int, int], None] = lambda stage, done, total: None
    """Told of each stage how many of its things are done."""

    @property
    def target(self) -> Path:
        """The folder of the site."""
        return self.output or self.root / "site"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that ran: how many things it handled, in how many seconds."""

    name: str
    count: int
    seconds: float


@dataclass(slots=True)
class Report:
    """What a build did. Without errors and with `written`, the new site stands."""

    problems: tuple[Problem, ...] = ()
    stages: list[Stage] = field(default_factory=list)
    withheld: Mapping[str, tuple[Key, ...]] = field(default_factory=dict)
    written: write.Written | None = None
    language: str = "nl"
    """The main language of the toolbox, in which its editors are spoken to."""

    @property
    def errors(self) -> int:
        return sum(p.is_error for p in self.problems)


def build(options: Options) -> Report:
    """Make the site; with any error in the content or the templates, leave the old one as it was."""
    _check_root(options.root)
    write.check_target(options.target, root=options.root)
    run = _Run(options)
    artifacts = run.make()
    if not run.report.errors:
        with run.stage("write") as count:
            run.report.written = write.publish(artifacts, options.target, root=options.root)
            count(run.report.written.files)
    return run.report


def settings(root: Path) -> Config:
    """What `site.yaml` says, as far as it can be understood."""
    return _Run(Options(root=root, day=date.min)).settings()


def check(options: Options) -> Report:
    """Everything that a build does but writing."""
    _check_root(options.root)
    run = _Run(options)
    run.make()
    return run.report


def _check_root(root: Path) -> None:
    """Refuse a folder in which there is no toolbox, rather than find nothing wrong with nothing."""
    if not (root / load.CONTENT).is_dir():
        raise write.Refused("no-toolbox", root.name or str(root))


class _Run:
    """One build's way through the stages, collecting problems and times."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.report = Report()
        self.config_file = parse.nothing(config.FILE)

    @contextmanager
    def stage(self, name: str) -> Iterator[Callable[[int], None]]:
        counts: list[int] = []
        start = self.options.clock()
        yield counts.append
        self.report.stages.append(Stage(name, sum(counts), self.options.clock() - start))

    def complain(self, problems: Sequence[Problem]) -> None:
        self.report.problems = ordered((*self.report.problems, *problems))

    def make(self) -> list[render.Artifact]:
        """All files of the site; with errors, as far as they can be made, for the sake of their problems."""
        settings = self.settings()
        content, media = self.read(settings)
        theme = templates.theme(self.options.root, settings.templates)
        assets = self.assets(theme)
        names = {name: _asset_path(name, data) for name, data in assets.items()}
        link = partial(
            site.link, config=settings, kinds=self.options.kinds, media=media, day=self.options.day, assets=names,
            portable=self.options.portable,
        )  # fmt: skip
        with self.stage("link") as count:
            linked = link(content)
            self.complain(linked.problems)
            self.report.withheld = linked.withheld
            count(sum(len(one.edges) for one in linked.sites))
        unsound = {found.path for found in self.report.problems if found.is_error}
        if any(path.endswith(".yaml") for path in unsound):
            self.complain(templates.check(theme, (kind.template for kind in self.options.kinds), SOURCE_LANGUAGE))
            return []
        if unsound:  # the pages of the others may have problems of their own; nothing of this is written
            sound = {key: one for key, one in content.documents.items() if one.path not in unsound}
            linked = link(replace(content, documents=sound))
        outputs = self.plan(linked)
        used = {output.recipe.template for output in outputs if isinstance(output.recipe, Render)}
        broken = templates.check(theme, used, settings.language)
        self.complain(broken)
        if broken:
            return []
        return self.render([*outputs, *(Output(names[n], Bytes(data)) for n, data in assets.items())], theme)

    def assets(self, theme: Theme) -> dict[str, bytes]:
        """The files of the theme as they are published, by name: scripts with all their modules in them."""
        files, modules = (
            {name: scripts.Script("/".join(path.parts[-3:]), path.read_bytes()) for name, path in found.items()}
            for found in (theme.assets(), theme.modules())
        )
        published = {}
        for name, file in files.items():
            data, problems = scripts.bundle(file, modules) if name.endswith(scripts.ENDING) else (file.data, ())
            self.complain(problems)
            published[name] = data
        return published

    def plan(self, linked: site.Linked) -> Sequence[Output]:
        """Every output of every language."""
        with self.stage("plan") as count:
            try:
                outputs, problems = plan.plan(linked.sites, self.options.planners)
            except MissingText as missing:
                values = {"text": missing.text, "language": missing.language}
                outputs, problems = (
                    (),
                    (problem(f"locale/{missing.language}/reader.po", START, "untranslated", **values),),
                )
            self.complain(problems)
            count(len(outputs))
        return outputs

    def settings(self) -> Config:
        """`site.yaml`, or what stands without it."""
        path = self.options.root / config.FILE
        if path.is_file():
            data = source.read_bytes(self.options.root, config.FILE, most=source.MOST_TEXT)
            text = data if isinstance(data, Problem) else source.as_source(config.FILE, data)
            if isinstance(text, Problem):
                self.complain([text])
            else:
                self.config_file = parse.parse(text)
        found = self.config_file
        settings, problems = load.load_config(found, self.options.kinds)
        self.complain(problems)
        for number, folder in enumerate(settings.templates):
            if ".." not in Path(folder).parts and not (self.options.root / folder).is_dir():
                spot = spot_of(found.places, ("templates", number))
                self.complain([problem(config.FILE, spot, "missing-folder", name=folder)])
        self.report.language = settings.language
        return settings

    def read(self, settings: Config) -> tuple[Content, tuple[source.Media, ...]]:
        """Read, parse and load."""
        with self.stage("read") as count:
            tree = source.read_tree(self.options.root, load.CONTENT)
            self.complain(tree.problems)
            count(len(tree.sources) + len(tree.media))
        with self.stage("parse") as count:
            total, parsed = len(tree.sources), []
            for number, one in enumerate(tree.sources, 1):
                parsed.append(parse.parse(one))
                self.options.progress("parse", number, total)
            count(total)
        with self.stage("load") as count:
            content = load.load(
                parsed,
                kinds=self.options.kinds,
                vocabularies=vocabularies(self.options.kinds),
                config=settings,
            )
            self.complain(content.problems)
            self.complain(tuple(ways.check(self.config_file, settings, self.options.kinds, content)))
            count(len(content.documents))
        return content, tree.media

    def render(self, outputs: Sequence[Output], theme: Theme) -> list[render.Artifact]:
        """Carry out all recipes."""
        with self.stage("render") as count:
            artifacts, problems = render.render(
                outputs, theme=theme, read=self._media, progress=partial(self.options.progress, "render")
            )
            self.complain(problems)
            count(len(artifacts))
        return artifacts

    def _media(self, path: str) -> bytes | Problem:
        return source.read_bytes(self.options.root, path)


def vocabularies(kinds: Sequence[Kind]) -> tuple[str, ...]:
    """The vocabularies that the fields of content types refer to, and that of words that mean the same."""
    named = {ref.target for kind in kinds for ref in references_of(kind.record)}
    return tuple(sorted({*named, load.WORDS} - {kind.name for kind in kinds} - {"same"}))


def _asset_path(name: str, data: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"assets/{stem}.{digest(data)[:10]}.{ending}"
