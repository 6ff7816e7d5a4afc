"""What fields and bodies point at: every reference resolved, and a problem for each that leads nowhere."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import quote

from toolbox_gen.anchors import Anchors
from toolbox_gen.bodies import Link
from toolbox_gen.config import Config
from toolbox_gen.downloads import ENDINGS
from toolbox_gen.fields import PLACEHOLDERS
from toolbox_gen.fieldtypes import is_address, turns
from toolbox_gen.frontmatter import Path
from toolbox_gen.images import FORMATS
from toolbox_gen.load import CONTENT, MEDIA, Content, Vocabulary, file_of
from toolbox_gen.model import IN_BODY, Document, Edge, Key, Kind
from toolbox_gen.problems import START, Problem, Spot, nearest, problem
from toolbox_gen.schema import File, Mention, Ref, mentions
from toolbox_gen.source import Media

MOST_GUESSES = 200
"""How many wrong names a build compares with all right ones, which takes long where there are many of both."""
MOST_NAMED = 20
"""How many headings a message lists."""
SCHEMES = ("https", "mailto", "tel")
PHONES = ("heic", "heif")
"""Endings of photos as an iPhone keeps them."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a link of a body leads to: a document (and an anchor in it), a file, or an address elsewhere."""

    key: Key | None = None
    anchor: str = ""
    media: str = ""
    url: str = ""


@dataclass(slots=True)
class Resolved:
    """By document path: its edges and its links' targets; and where each document is named, for warnings."""

    edges: dict[str, tuple[Edge, ...]] = field(default_factory=dict)
    targets: dict[str, tuple[Target, ...]] = field(default_factory=dict)
    mentions: list[tuple[Document, Path | Link, Key]] = field(default_factory=list)
    media: list[tuple[Document, Path | Link, Media]] = field(default_factory=list)
    """Where each file is named."""
    portraits: dict[str, list[Document]] = field(default_factory=dict)
    """The pictures in which people can be recognised, by digest, each with the documents that say so."""
    problems: list[Problem] = field(default_factory=list)
    lacking: set[str] = field(default_factory=set)
    """Documents that name a file that could not be taken, of which nothing more is said."""


def resolve(
    content: Content,
    *,
    kinds: Mapping[str, Kind],
    media: Mapping[str, Media],
    config: Config,
    refused: frozenset[str],
) -> Resolved:
    """Follow every reference of every document.

    refused: paths of files that are there and could not be taken, of which that has been said.
    """
    return _Resolver(content, kinds, media, config, refused).run()


class _Resolver:
    def __init__(
        self,
        content: Content,
        kinds: Mapping[str, Kind],
        media: Mapping[str, Media],
        config: Config,
        refused: frozenset[str],
    ) -> None:
        self.content, self.kinds, self.media, self.config, self.refused = content, kinds, media, config, refused
        self.slugs: dict[str, dict[str, Document]] = {name: {} for name in kinds}
        self.by_path: dict[str, Document] = {}
        for (key, language), document in content.documents.items():
            self.by_path[document.path] = document
            if language == config.language or key.slug not in self.slugs[key.kind]:
                self.slugs[key.kind][key.slug] = document
        self.found = Resolved()
        self.guesses: dict[tuple[str, str], str] = {}
        self.anchors = Anchors()

    def run(self) -> Resolved:
        acyclic: list[tuple[Document, Path | Link, Edge]] = []
        for document in self.content.documents.values():
            edges: list[Edge] = []
            for mention in mentions(document.record):
                where = mention.path
                if isinstance(mention.mark, File):
                    self._file(document, mention, where)
                    continue
                edge = self._edge(document, mention, mention.mark, where)
                if edge and edge in edges:
                    self._complain(document, where, "named-twice", name=mention.name)
                elif edge:
                    edges.append(edge)
                    if mention.mark.acyclic:
                        acyclic.append((document, where, edge))
            for heading in document.outline.headings:
                if turns(heading.text):
                    spot = Spot(document.body_line + heading.line - 1, 1)
                    self.found.problems.append(problem(document.path, spot, "bidi-control", name=heading.text))
            targets = tuple(self._target(document, link) for link in document.outline.links)
            edges += dict.fromkeys(
                Edge(document.key, t.key, IN_BODY) for t in targets if t.key and t.key != document.key
            )
            self.found.edges[document.path] = tuple(edges)
            self.found.targets[document.path] = targets
        self.found.problems += _circles(acyclic)
        named = {media.path for *_, media in self.found.media}
        for document in self.content.documents.values():
            named |= {path for text in document.unread for path in self._places(document, text)}
        unused = sorted(set(self.media) - named)
        self.found.problems += [problem(path, START, "unused-file") for path in unused]
        self._portraits()
        return self.found

    def _complain(self, document: Document, where: Path | Link, code: str, **values: object) -> None:
        if not isinstance(where, Link) and self._is_inherited(document, where):
            return  # it is said of the original
        self.found.problems.append(problem(document.path, document.spot(where), code, **values))

    def _is_inherited(self, document: Document, where: Path) -> bool:
        """Whether what stands in a field of a translation comes from its original."""
        if document is self.slugs[document.key.kind][document.key.slug]:
            return False
        written = next((where[:n] for n in range(len(where), 0, -1) if where[:n] in document.places), None)
        if written is None or written == where:
            return written is None
        return any(path[: len(written)] == written and path != written for path in document.places)

    def _is_refused(self, document: Document, *paths: str) -> bool:
        """Whether what a document names is there and could not be taken."""
        if self.refused.isdisjoint(paths):
            return False
        self.found.lacking.add(document.path)
        return True

    def _nearest(self, what: str, name: str, names: Iterable[str]) -> str:
        """The name that was most likely meant, of so many names that there are only so many guesses in a build."""
        if (what, name) not in self.guesses and len(self.guesses) < MOST_GUESSES:
            self.guesses[what, name] = nearest(name, names)
        return self.guesses.get((what, name), "")

    # ---------------------------------------------------------------------------------------- fields

    def _edge(self, document: Document, mention: Mention, mark: Ref, where: Path | Link) -> Edge | None:
        target = document.key.kind if mark.target == "same" else mark.target
        name = str(mention.path[0])
        if "," in mention.name:
            self._complain(document, where, "list-without-brackets", name=mention.name)
            return None
        if target in self.kinds:
            key = Key(target, mention.name)
            if mention.name not in self.slugs[target]:
                if mention.name in PLACEHOLDERS and len(mention.path) == 1:
                    return None  # not yet filled in; who publishes it like that is told so
                near = self._nearest(target, mention.name, self.slugs[target])
                file = file_of(self.kinds[target], mention.name)
                if self._is_refused(document, file):
                    return None
                self._complain(document, where, "unknown-document", name=mention.name, nearest=near, file=file)
                return None
            if key == document.key:
                self._complain(document, where, "refers-to-itself", name=name)
                return None
            self.found.mentions.append((document, where, key))
        else:
            vocabulary = self.content.vocabularies.get(target)
            if vocabulary and vocabulary.is_broken:
                return None
            terms = vocabulary.terms if vocabulary else {}
            if mention.name not in terms:
                words = _words(vocabulary) if vocabulary else {}
                near = self._nearest(target, mention.name, words)
                values = {"name": mention.name, "nearest": words.get(near, ""), "field": name}
                file = f"{CONTENT}/vocabularies/{target}.yaml"
                self._complain(document, where, "unknown-term", vocabulary=target, file=file, **values)
                return None
            key = Key(target, mention.name)
        around = None if mention.around is document.record else mention.around
        return Edge(document.key, key, name, around)

    def _portraits(self) -> None:
        """A picture in which one document says that people can be recognised shows them wherever else it stands."""
        for document, where, media in self.found.media:
            others = [one for one in self.found.portraits.get(media.digest, ()) if one.key != document.key]
            record = document.record
            if not others or record.status not in ("published", "archived"):
                continue
            is_unasked = record.consent is None and not record.reasons_for_consent  # else that is said already
            if is_unasked or record.pictures_exceed_consent("recognisable"):
                self._complain(document, where, "picture-of-people", file=others[0].path)

    def _pictured(self, document: Document, path: str, people: str) -> None:
        if people == "recognisable":
            self.found.portraits.setdefault(self.media[path].digest, []).append(document)

    def _file(self, document: Document, mention: Mention, where: Path | Link) -> None:
        path = self._media_path(document, mention.name)
        image = isinstance(mention.mark, File) and mention.mark.sort == "image"
        if path and image:
            self._pictured(document, path, getattr(mention.around, "people", document.record.pictured))
        self._check_file(document, where, mention.name, path, image=image)

    def _check_file(self, document: Document, where: Path | Link, name: str, path: str | None, *, image: bool) -> bool:
        if path is None:
            if self._is_refused(document, *self._places(document, name)):
                return False
            known = (p for p, media in self.media.items() if media.is_image or not image)
            names = (p.rpartition("/")[2] for p in known)
            near = self._nearest("image" if image else "file", name.rpartition("/")[2], names)
            self._complain(document, where, "missing-image" if image else "missing-file", name=name, nearest=near)
            return False
        self.found.media.append((document, where, self.media[path]))
        if image and not self.media[path].is_image:
            self._complain(document, where, "not-an-image", name=name, phone=_phone(name))
        elif not image and not self.media[path].is_image and not path.lower().endswith(ENDINGS):
            self._complain(document, where, "not-a-download", name=name, phone=_phone(name), known=", ".join(ENDINGS))
        elif self.media[path].tells:
            self._complain(document, where, f"download-with-{self.media[path].tells}", name=name)
            return True
        else:
            return True
        return False

    def _media_path(self, document: Document, name: str) -> str | None:
        return next((path for path in self._places(document, name) if path in self.media), None)

    def _places(self, document: Document, name: str) -> Iterator[str]:
        """Where a file that a document names is looked for."""
        for folder in (posixpath.dirname(document.path), f"{CONTENT}/{MEDIA}", CONTENT):
            yield posixpath.normpath(f"{folder}/{name}")

    # ---------------------------------------------------------------------------------------- bodies

    def _target(self, document: Document, link: Link) -> Target:
        if turns(link.target + link.text + link.title):
            self._complain(document, link, "bidi-control", name=link.text or link.target)
        if link.form == "image" and not link.text.strip():
            self._complain(document, link, "missing-alt", name=link.target)
        if link.form == "wiki":
            return self._wiki(document, link)
        if link.is_external:
            return self._external(document, link)
        path, _, anchor = link.target.partition("#")
        if not path:
            return self._document(document, document, anchor, link)
        if path.startswith("/"):
            self._complain(document, link, "absolute-link", target=link.target)
            return Target()
        full = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), path))
        if full in self.by_path:
            if link.form == "image":
                self._complain(document, link, "not-an-image", name=link.target)
            return self._document(document, self.by_path[full], anchor, link)
        media = full if full in self.media else None
        if path.endswith(".md") or (media is None and link.form != "image"):
            self._broken(document, link, full)
            return Target()
        if link.form == "image":
            media = self._media_path(document, path)
            if media:
                self._pictured(document, media, document.record.pictured)
        is_good = self._check_file(document, link, path, media, image=link.form == "image")
        return Target(media=media or "") if is_good else Target()

    def _broken(self, document: Document, link: Link, full: str) -> None:
        """Say what is wrong with a link that leads nowhere: an address, or the name of a file."""
        if self._is_refused(document, full):
            return
        if link.target.startswith("www."):
            self._complain(document, link, "wrong-url", name="", value=link.target)
            return
        if "@" in link.target:
            self._complain(document, link, "mail-without-mailto", value=link.target)
            return
        folder = posixpath.dirname(document.path)
        others = (
            []
            if len(self.guesses) >= MOST_GUESSES
            else [path for path in (*self.media, *self.by_path) if path != document.path]
        )
        others.sort(key=lambda path: posixpath.dirname(path) == folder)  # of two with one name, the one beside it
        named = {posixpath.basename(path): path for path in others}
        near = self._nearest(folder, posixpath.basename(full), named)
        near = posixpath.relpath(named[near], folder) if near else ""
        is_file = full.lower().endswith((*ENDINGS, *FORMATS))
        media = posixpath.relpath(f"{CONTENT}/{MEDIA}/{posixpath.basename(full)}", folder) if is_file else ""
        self._complain(document, link, "broken-link", target=link.target, nearest=near, file=full, media=media)

    def _external(self, document: Document, link: Link) -> Target:
        scheme = link.target.partition(":")[0].lower()
        if link.form == "image":
            self._complain(document, link, "image-elsewhere", target=link.target)
        elif scheme == "http":
            secure = "https" + quote(link.target[4:], safe="/:?#[]@!$&'()*+,;=%")
            self._complain(document, link, "url-not-https", name="", value=link.target, secure=secure)
        elif scheme == "https" and not is_address(link.target):
            self._complain(document, link, "wrong-url", name="", value=link.target)
        elif scheme not in SCHEMES:
            self._complain(document, link, "refused-link", target=link.target[:80], known=", ".join(SCHEMES))
        return Target(url=link.target)

    def _wiki(self, document: Document, link: Link) -> Target:
        name, _, anchor = link.target.partition("#")
        folder, _, slug = name.strip().rpartition("/")
        if not slug:
            return self._document(document, document, anchor, link)
        found = [
            self.slugs[kind.name][slug]
            for kind in self.kinds.values()
            if slug in self.slugs[kind.name] and folder in ("", kind.folder, kind.name)
        ]
        found = [one for one in found if self.kinds[one.key.kind].has_pages] or found[:1]
        if len(found) == 1:
            return self._document(document, found[0], anchor, link)
        if found:
            names = ", ".join(f"[[{self.kinds[d.key.kind].folder}/{slug}]]" for d in found)
            self._complain(document, link, "ambiguous-link", target=link.target, known=names)
        else:
            near = self._nearest("", slug, (s for slugs in self.slugs.values() for s in slugs))
            self._complain(document, link, "broken-link", target=f"[[{link.target}]]", nearest=near, file=slug + ".md")
        return Target()

    def _document(self, document: Document, target: Document, anchor: str, where: Path | Link) -> Target:
        if not self.kinds[target.key.kind].has_pages:
            self._complain(document, where, "no-page-of-its-own", file=target.path)
            return Target()
        shown = document if target.key == document.key else self._as_read(target.key, document.language)
        others = (target, self.slugs[target.key.kind][target.key.slug])
        if anchor and self.anchors.find(shown, anchor, others) is None:
            anchors = self.anchors.of(shown)
            near = self._nearest(shown.path, anchor, anchors)
            known = ", ".join(islice(anchors, MOST_NAMED))
            values = {"anchor": anchor, "file": shown.path, "nearest": near, "known": known}
            self._complain(document, where, self._lost(document, anchor, others), **values)
        if target.key != document.key:
            self.found.mentions.append((document, where, target.key))
        return Target(key=target.key, anchor=anchor)

    def _lost(self, document: Document, anchor: str, others: Sequence[Document]) -> str:
        """What is said of an anchor that the shown version lacks: it may have had it, or may still get it."""
        made = document.record.translation
        is_known = any(anchor in self.anchors.of(one) for one in others)
        return "anchor-behind" if is_known or (made and made.original) else "broken-anchor"

    def _as_read(self, key: Key, language: str) -> Document:
        """A document as readers of a language find it, as far as that does not depend on the day."""
        own = self.content.documents.get((key, language))
        return own if own and own.record.status in ("published", "archived") else self.slugs[key.kind][key.slug]


def _words(vocabulary: Vocabulary) -> dict[str, str]:
    """All by which somebody may call a term, in every language: its synonyms, its labels, and its name."""
    found: dict[str, str] = {}
    for name, term in vocabulary.terms.items():
        found |= {text: name for texts in term.synonyms.values() for text in texts}
    for name, term in vocabulary.terms.items():
        found |= dict.fromkeys((term.label or {}).values(), name)
    return found | {name: name for name in vocabulary.terms}


def _phone(name: str) -> str:
    """The ending of a photo as an iPhone keeps it; of other files, nothing."""
    ending = name.lower().rpartition(".")[2]
    return ending if ending in PHONES else ""


def _circles(edges: Iterable[tuple[Document, Path | Link, Edge]]) -> Iterator[Problem]:
    """A problem at each edge that leads, by edges of its own field, back to where it begins."""
    edges = list(edges)
    ways: dict[tuple[str, Key], list[Key]] = {}
    for _, _, edge in edges:
        ways.setdefault((edge.field, edge.source), []).append(edge.target)
    for document, where, edge in edges:
        back = _way(ways, edge.field, edge.target, edge.source)
        if back:
            names = " → ".join(key.slug for key in (edge.source, *back))
            yield problem(document.path, document.spot(where), "circle", name=edge.field, way=names)


def _way(ways: Mapping[tuple[str, Key], list[Key]], name: str, start: Key, goal: Key) -> list[Key]:
    """The shortest way from one document to another by a field, both included; empty when there is none."""
    came: dict[Key, Key | None] = {start: None}
    queue = [start]
    for key in queue:
        if key == goal:
            back: list[Key] = []
            at: Key | None = key
            while at is not None:
                back.append(at)
                at = came[at]
            return back[::-1]
        for step in ways.get((name, key), ()):
            if step not in came:
                came[step] = key
                queue.append(step)
    return []
