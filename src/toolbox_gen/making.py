"""The whole way from the files of a toolbox to those of its site: parse → load → link → plan → render.

Everything here runs in full each time but for the two steps that are remembered: parsing a file, and rendering an
output (with the index of the search, which is made of parts).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from toolbox_gen import (
    cache,
    catalogue,
    config,
    indexing,
    lane,
    ledger,
    linking,
    load,
    parse,
    plan,
    pool,
    render,
    scripts,
    source,
    templates,
    trees,
    ways,
)  # fmt: skip
from toolbox_gen.cache import Cache
from toolbox_gen.checks.material import Check, Material
from toolbox_gen.config import Config
from toolbox_gen.digest import digest
from toolbox_gen.files import is_file, is_folder, read_bytes
from toolbox_gen.i18n import SOURCE_LANGUAGE, MissingText
from toolbox_gen.ledger import Ledger, Row, Text, reason
from toolbox_gen.load import Content
from toolbox_gen.memo import Keys
from toolbox_gen.model import Kind, spot_of
from toolbox_gen.parse import Packed
from toolbox_gen.plan import Bytes, Copy, Output, Planner, Render, Resize, Search
from toolbox_gen.problems import START, Problem, ordered, problem
from toolbox_gen.prose import Prose
from toolbox_gen.render import Artifact, Bench
from toolbox_gen.report import Options, Report, Tally
from toolbox_gen.schema import references_of
from toolbox_gen.site import Site
from toolbox_gen.source import Listing, Source, Tree
from toolbox_gen.templates import Closure
from toolbox_gen.theme import Theme, theme

FEW = 24
"""Up to so many things are done sooner than other processes are ready to share them (measured: docs/decisions/018)."""


@dataclass(frozen=True, slots=True)
class Before:
    """What is known when a build begins: what the last one saw and made, and what of it still stands."""

    code: str = ""
    """The digest of the code that makes the site."""
    ledger: Ledger = field(default_factory=Ledger)
    standing: Mapping[str, str] = field(default_factory=dict)
    read: Callable[[str], bytes | None] = lambda path: None
    """The bytes of a file of the site that still stands."""
    shop: str = ""
    """A folder for finished files, where the site is to be written."""
    by_other_code: bool = False
    """Whether what stands was made by another version of the program, of which nothing else is known."""


@dataclass(slots=True)
class Made:
    """All files of a site, each its bytes or the digest of the one that stands, and what the next build may know."""

    files: dict[str, str | trees.Content] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    parts: dict[str, Mapping[str, int]] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    tree: Tree = field(default_factory=lambda: Tree((), (), ()))
    shown: frozenset[str] = frozenset()
    """The files of the content that are published."""
    naming: frozenset[str] = frozenset()
    """Those of them that name a document that was taken back."""
    compared: frozenset[str] = frozenset()
    """The files whose prose was looked into before the pages were made."""
    folders: tuple[str, ...] = ()
    theme: str = ""
    searches: dict[str, Any] = field(default_factory=dict)


class Maker:
    """One build's way through the stages, collecting problems and times."""

    def __init__(self, options: Options, kept: Cache, before: Before | None = None) -> None:
        self.options = options
        self.kinds: Sequence[Kind] = catalogue.KINDS if options.kinds is None else options.kinds
        self.planners: Sequence[Planner] = catalogue.PLANNERS if options.planners is None else options.planners
        self.checks: Sequence[Check] = catalogue.CHECKS if options.checks is None else options.checks
        self.report = Report(strict=options.strict)
        self.made = Made()
        self._kept, self._before = kept, before or Before()
        self._packed: dict[str, Packed] = {}
        self._fresh: dict[str, tuple[Source, bytes]] = {}
        self._config_file = parse.nothing(config.FILE)
        self._stage = partial(self.report.stage, clock=self.options.clock)

    def complain(self, problems: Sequence[Problem]) -> None:
        self.report.problems = ordered((*self.report.problems, *problems))

    def make(self, listing: Listing, known: Mapping[str, source.Source | source.Media]) -> Made:
        """All files of the site; with errors, as far as they can be made, for the sake of their problems."""
        settings = self.settings()
        content, tree = self.read(settings, listing, known)
        own = theme(self.options.root, settings.templates)
        self.made.folders, self.made.theme = tuple(settings.templates), own.digest()
        assets = self.assets(own)
        names = {name: _asset_path(name, data) for name, data in assets.items()}
        refused = frozenset(found.path for found in tree.problems if found.is_error)
        link = partial(
            linking.link, config=settings, kinds=self.kinds, media=tree.media, refused=refused, day=self.options.day,
            assets=names, portable=self.options.portable,
        )  # fmt: skip
        with self._stage("link") as count:
            linked = link(content)
            self.complain(linked.problems)
            self.report.withheld = {reason: keys for reason, keys in linked.withheld.items() if reason != "consent"}
            self.report.unnamed = len(linked.withheld.get("consent", ()))
            self.report.translations = tuple(_tally(one, linked.sites[0]) for one in linked.sites[1:])
            self.made.naming = _naming(linked, content)
            self.remember(linked)
            count(sum(len(one.edges) for one in linked.sites))
        unsound = {found.path for found in self.report.problems if found.is_error} | linked.lacking
        if any(path.endswith(".yaml") for path in unsound):
            _, broken = templates.check(own, (kind.template for kind in self.kinds if kind.has_pages), SOURCE_LANGUAGE)
            self.complain(broken)
            return self.made
        if unsound:  # the pages of the others may have problems of their own; nothing of this is written
            sound = {key: one for key, one in content.documents.items() if one.path not in unsound}
            linked = link(replace(content, documents=sound))
        outputs = self.plan(linked)
        used = {output.recipe.template for output in outputs if isinstance(output.recipe, Render)}
        closures, broken = templates.check(own, used, settings.language)
        self.complain(broken)
        if not broken:
            self.made.shown |= {one.recipe.path for one in outputs if isinstance(one.recipe, (Copy, Resize))}
            outputs = [*outputs, *(Output(names[n], Bytes(data)) for n, data in assets.items())]
            self.render(outputs, own, closures)
            self.index(outputs)
        return self.made

    def settings(self) -> Config:
        """`site.yaml`, or what stands without it."""
        path = self.options.root / config.FILE
        if is_file(path):
            data = source.read_bytes(self.options.root, config.FILE, most=source.MOST_TEXT)
            text = data if isinstance(data, Problem) else source.as_source(config.FILE, data)
            if isinstance(text, Problem):
                self.complain([text])
            else:
                self._config_file, _ = parse.parse(text)
        found = self._config_file
        settings, problems = load.load_config(found, [kind for kind in self.kinds if kind.has_pages])
        self.complain(problems)
        for number, folder in enumerate(settings.templates):
            if ".." not in Path(folder).parts and not is_folder(self.options.root / folder):
                spot = spot_of(found.places, ("templates", number))
                self.complain([problem(config.FILE, spot, "missing-folder", name=folder)])
        self.report.language = settings.language
        return settings

    # ------------------------------------------------------------------------------------------------- in

    def read(
        self, settings: Config, listing: Listing, known: Mapping[str, source.Source | source.Media]
    ) -> tuple[Content, Tree]:
        """Read, parse and load."""
        with self._stage("read") as count:
            tree = source.read_tree(self.options.root, listing, known=known)
            count(len(tree.sources) + len(tree.media))
        with self._stage("parse") as count:
            tree = self.made.tree = self.parse(tree)
            self.complain(tree.problems)
            parsed = [parse.unpack(path, packed) for path, packed in self._packed.items()]
            count(len(parsed))
        with self._stage("load") as count:
            content = load.load(
                parsed, kinds=self.kinds, vocabularies=vocabularies(self.kinds), config=settings, prose=self._prose,
            )  # fmt: skip
            self.made.compared = content.compared
            self.complain(content.problems)
            self.complain(tuple(ways.check(self._config_file, settings, self.kinds, content)))
            material = Material(content, settings, self._config_file)
            self.complain([found for check in self.checks for found in check(material)])
            count(len(content.documents))
        return content, tree

    def parse(self, tree: Tree) -> Tree:
        """What every file says, remembered or read anew. The files, with those that had to be read after all."""
        kept = self._kept.all(parse.SHELF)
        found: dict[str, Packed] = {}
        missing: list[Source] = []
        for one in tree.sources:
            data = cache.sound(
                parse.SHELF,
                one.path,
                parse.key(self._before.code, one.digest, compiled=self.options.compiled),
                kept.get(one.path),
            )
            if data is not None:
                found[one.path] = parse.parted(data)
            else:
                missing.append(one)
        unread = [one.path for one in missing if one.text is None]
        if unread:
            again = source.read_tree(self.options.root, Listing(dict.fromkeys(unread, ())))
            missing = [*(one for one in missing if one.text is not None), *again.sources]
            fresh = {one.path: one for one in again.sources}
            sources = tuple(
                fresh.get(one.path, one) for one in tree.sources if one.path in fresh or one.path not in unread
            )
            tree = Tree(sources, tree.media, (*tree.problems, *again.problems))
        total = len(tree.sources)
        if missing:
            lane.read("")  # it gets itself ready at its first text: once, and not in every process
        made = pool.each(
            self._parsed, missing, jobs=self._jobs(missing),
            progress=lambda done: self.options.progress("parse", len(found) + done, total),
        )  # fmt: skip
        self._fresh = {one.path: (one, data) for one, data in zip(missing, made, strict=True)}
        found |= {one.path: parse.parted(data) for one, data in zip(missing, made, strict=True)}
        self._packed = {one.path: found[one.path] for one in tree.sources}
        self.made.texts = {path: Text(own.facts_digest, own.prose_digest) for path, own in self._packed.items()}
        return tree

    def remember(self, linked: linking.Linked) -> None:
        """Keep what published texts and vocabularies say. Of all others, and of what was taken back, nothing stays.

        Not even its name: what a text says that refers to it is not kept either.
        """
        shown = {document.path for one in linked.sites for document in one.documents.values()}
        shown |= {path for path in self._packed if path.endswith(".yaml")}
        self.made.shown = frozenset(shown)
        shown -= self.made.naming
        code, compiled = self._before.code, self.options.compiled
        self._kept.put(parse.SHELF, (
            (path, parse.key(code, one.digest, compiled=compiled), data)
            for path, (one, data) in self._fresh.items() if path in shown
        ))  # fmt: skip
        self._kept.drop(parse.SHELF, self._kept.names(parse.SHELF) - shown)

    def _parsed(self, one: Source) -> bytes:
        return parse.joined(parse.pack(*parse.parse(one, compiled=self.options.compiled)))

    def _jobs(self, things: Sequence[object]) -> int:
        return self.options.jobs if len(things) > FEW else 1

    def _prose(self, path: str) -> Prose:
        return self._packed[path].prose

    # ------------------------------------------------------------------------------------------------- out

    def assets(self, own: Theme) -> dict[str, bytes]:
        """The files of the theme as they are published, by name: scripts with all their modules in them."""
        files, modules = (
            {name: scripts.Script("/".join(path.parts[-3:]), read_bytes(path)) for name, path in found.items()}
            for found in (own.assets(), own.modules())
        )
        published = {}
        for name, file in files.items():
            data, problems = scripts.bundle(file, modules) if name.endswith(scripts.ENDING) else (file.data, ())
            self.complain(problems)
            published[name] = data
        return published

    def plan(self, linked: linking.Linked) -> Sequence[Output]:
        """Every output of every language."""
        with self._stage("plan") as count:
            try:
                outputs, problems = plan.plan(linked.sites, self.planners)
            except MissingText as missing:
                values = {"text": missing.text, "language": missing.language}
                outputs, problems = (
                    (),
                    (problem(f"locale/{missing.language}/reader.po", START, "untranslated", **values),),
                )
            self.complain(problems)
            count(len(outputs))
        return outputs

    def render(self, outputs: Sequence[Output], own: Theme, closures: Mapping[str, Closure]) -> None:
        """Carry out all recipes but those of the search."""
        last = self._before.ledger
        digests = {one.path: one.digest for one in self.made.tree.files}
        bench = Bench(
            theme=own, closures=closures, read=partial(source.read_bytes, self.options.root), prose=self._prose,
            keys=Keys(self._before.code, {name: one.digest for name, one in closures.items()}, digests),
            rows=last.rows, standing=self._before.standing, shop=self._before.shop,
            retold=frozenset((
                *(path for path in self.made.texts if self._is_retold(path)),
                *chain(*last.behind.values()),
            )),
        )  # fmt: skip
        with self._stage("render") as count:
            own_outputs = [output for output in outputs if not isinstance(output.recipe, Search)]
            artifacts, problems = render.render(
                own_outputs, bench, jobs=self._jobs(own_outputs), progress=partial(self.options.progress, "render")
            )
            self.complain(problems)
            count(len(artifacts))
        for one in artifacts:
            self.made.rows[one.path] = one.row
            self.made.parts[one.path] = one.parts or last.parts.get(one.path, {})
            self.made.files[one.path] = one.row.digest if one.data is None else one.data
            if one.data is not None:
                self.report.reasons[one.path] = self._reason(one)

    def _is_retold(self, path: str) -> bool:
        """Whether the prose of a file is another than at the last build."""
        last = self._before.ledger.texts.get(path)
        return last is None or last.prose != self.made.texts[path].prose

    def _reason(self, one: Artifact) -> tuple[str, ...]:
        last = self._before.ledger
        if self._before.by_other_code and one.path in self._before.standing:
            return ("code",)
        retold = [put.hole.path for put in one.row.holes if self._is_retold(put.hole.path)]
        stands = self._before.standing.get(one.path) is not None
        before = last.parts.get(one.path, {})
        return reason(last.rows.get(one.path), before, one.parts, stands=stands, retold=retold)

    def index(self, outputs: Sequence[Output]) -> None:
        """Bring the index of each language up to date."""
        searches = [(output.path, output.recipe) for output in outputs if isinstance(output.recipe, Search)]
        if self.report.errors:
            return
        before = self._before
        shelves = [indexing.Shelf(head, before.code, self._kept, before.read, before.standing) for head, _ in searches]
        self._kept.keep((parse.SHELF, ledger.SHELF, *(name for shelf in shelves for name in shelf.names)))
        if not searches:
            return
        with self._stage("index") as count:
            for shelf, (head, recipe) in zip(shelves, searches, strict=True):
                plain = before.ledger.searches.get(head)
                last = indexing.State.of(plain) if plain else None
                found = indexing.index(
                    recipe, shelf, prose=self._prose, last=last,
                    proses={path: text.prose for path, text in self.made.texts.items()},
                    jobs=self._jobs(recipe.records), later=self.options.background,
                )  # fmt: skip
                self.made.files |= found.files
                self.made.searches[head] = found.state.plain()
                self.report.unfinished |= found.later
                if not isinstance(found.files[head], str):
                    self.report.reasons[head] = ("index",) if last else ("new",)
                count(found.changed)


def _naming(linked: linking.Linked, content: Content) -> frozenset[str]:
    """The files of which something is said that names a document for which there is no consent."""
    gone = set(linked.withheld.get("consent", ()))
    paths = {document.path for (key, _), document in content.documents.items() if key in gone}
    return frozenset(
        found.path for found in linked.problems if not paths.isdisjoint(value for _, value in found.values)
    )


def _tally(one: Site, whole: Site) -> Tally:
    """How far a language is; whole: the site of the main one, which has all documents."""
    every = Counter(key.kind for key in whole.documents)
    own = Counter(key.kind for key, document in one.documents.items() if document.language == one.language)
    folders = tuple((kind.folder, own[name], every[name]) for name, kind in one.kinds.items() if every[name])
    return Tally(one.language, folders, sum(bool(document.changed) for document in one.documents.values()))


def vocabularies(kinds: Sequence[Kind]) -> tuple[str, ...]:
    """The vocabularies that the fields of content types refer to, and that of words that mean the same."""
    named = {ref.target for kind in kinds for ref in references_of(kind.record)}
    return tuple(sorted({*named, load.WORDS} - {kind.name for kind in kinds} - {"same"}))


def _asset_path(name: str, data: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"assets/{stem}.{digest(data)[:10]}.{ending}"
