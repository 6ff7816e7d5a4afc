"""What is asked of a build, and what it reports. Plain values: nothing here reads a file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolbox_gen.problems import Problem, Spot

if TYPE_CHECKING:
    from toolbox_gen.checks.material import Check
    from toolbox_gen.ledger import Ledger
    from toolbox_gen.model import Kind
    from toolbox_gen.plan import Planner
    from toolbox_gen.write import Place, Written


@dataclass(slots=True)
class Memory:
    """What is known of the last build without looking at the disk; empty at first."""

    ledger: "Ledger | None" = None
    place: "Place | None" = None


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
    kinds: "Sequence[Kind] | None" = None
    """The content types; those of the catalogue by default."""
    planners: "Sequence[Planner] | None" = None
    """What plans the pages; those of the catalogue by default."""
    checks: "Sequence[Check] | None" = None
    """What is said of the content as a whole; those of the catalogue by default."""
    strict: bool = False
    """Whether warnings stop a build like errors, but for those that come by themselves (`codes.Code`)."""
    jobs: int = 1
    """How many processes share the work."""
    cache: bool = True
    """Whether what earlier builds found out is used, and kept for later ones."""
    compiled: bool = True
    """Whether Markdown for which it makes no difference is read by a compiled parser."""
    background: bool = False
    """Whether what is made of all documents (the index of the search, the export) may stay as it is for now, because
    another build follows soon that is not."""
    memory: "Memory | None" = None
    """What a process remembers that builds again and again."""
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


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a language is: of each folder how many documents are shown, and how many of these are translated."""

    language: str
    folders: tuple[tuple[str, int, int], ...]
    """Each with its translations and its documents."""
    behind: int
    """Translations whose original has changed since."""

    @property
    def translated(self) -> int:
        return sum(translated for _, translated, _ in self.folders)

    @property
    def documents(self) -> int:
        return sum(documents for *_, documents in self.folders)


@dataclass(slots=True)
class Report:
    """What a build did. Without errors and with `written`, the new site stands."""

    problems: tuple[Problem, ...] = ()
    stages: list[Stage] = field(default_factory=list)
    withheld: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Why documents are not shown, each as (kind, slug)."""
    unnamed: int = 0
    """How many more are not shown for want of consent: whose they are is not said."""
    translations: tuple[Tally, ...] = ()
    """Of each language but the main one."""
    written: "Written | None" = None
    language: str = "nl"
    """The main language of the toolbox, in which its editors are spoken to."""
    reasons: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Why each file was made again (`ledger.reason`)."""
    unfinished: bool = False
    """Whether the index of the search is still that of an earlier build."""
    strict: bool = False
    """Whether warnings count as errors (`Problem.stops`)."""

    @property
    def errors(self) -> int:
        """How many problems stop the build."""
        return sum(p.stops(strict=self.strict) for p in self.problems)

    @contextmanager
    def stage(self, name: str, clock: Callable[[], float]) -> Iterator[Callable[[int], None]]:
        """A stage while it runs; it is told how many things it handled."""
        counts: list[int] = []
        start = clock()
        yield counts.append
        self.stages.append(Stage(name, sum(counts), clock() - start))


def plain(report: Report) -> Any:
    """What is true of the content, whichever build says it, as plain values for JSON."""
    return {
        "problems": [(p.path, p.spot, p.code, p.values) for p in report.problems],
        "withheld": {reason: [tuple(key) for key in keys] for reason, keys in report.withheld.items()},
        "unnamed": report.unnamed,
        "language": report.language,
        "translations": [(one.language, one.folders, one.behind) for one in report.translations],
        "counts": {stage.name: stage.count for stage in report.stages},
    }


def from_plain(found: Any) -> Report:
    """The same as a report, to which the stages are still to be added."""
    problems = (
        Problem(path, Spot(*spot), code, tuple((name, value) for name, value in values))
        for path, spot, code, values in found["problems"]
    )
    withheld = {reason: tuple((kind, slug) for kind, slug in keys) for reason, keys in found["withheld"].items()}
    tallies = (
        Tally(code, tuple((*row,) for row in folders), behind) for code, folders, behind in found["translations"]
    )
    return Report(
        tuple(problems), withheld=withheld, unnamed=found["unnamed"], language=found["language"],
        translations=tuple(tallies),
    )  # fmt: skip
