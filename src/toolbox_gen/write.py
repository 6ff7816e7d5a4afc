"""Artifacts → site/: two complete trees that take turns, exchanged in one step.

At every instant the folder is the whole old site or the whole new one. Its equal, the spare, lies in a hidden folder
beside it, of the same files by hard links. A build brings what changed into the spare, exchanges the two, and brings
the other up to date too, so that nothing withdrawn remains in it. Whatever a killed build left, the next puts right.
"""

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from toolbox_gen import manifest, trees
from toolbox_gen.digest import digest
from toolbox_gen.exchange import exchange
from toolbox_gen.files import naming, read_bytes
from toolbox_gen.manifest import Manifest, Signature, Signatures
from toolbox_gen.target import JUNK, names, refuse
from toolbox_gen.target import Refused as Refused  # noqa: PLC0414 - callers ask for it here
from toolbox_gen.trees import Content, Members, Tree

if sys.platform != "win32":
    import fcntl


class Failed(Exception):
    """The operating system refused an operation: `path` on which file, `reason` in its words."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = path, reason


class Remains(Failed):
    """The new site stands, but what it replaced is still at `path`: a build that ends so has not done its work."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many files the site has, how many of them were written, and how many went away."""

    files: int
    written: int
    removed: int
    changed: tuple[str, ...] = ()
    """The paths that were written or went away, sorted."""


@contextmanager
def opened(target: Path, *, root: Path, known: "Place | None" = None) -> Iterator["Place"]:
    """The place of a site, which no other build can open meanwhile.

    known: the place as this process left it. If no other build has been here since, its spare is not looked at again,
        nor is it noted how it looks: for a build after which another one follows that does both.
    Raises `Refused` for a folder that a build must never replace, and `Failed`; `Remains` in the end, when all was
    done that could be.
    """
    with _failing(target):
        refuse(target, root=root)
        work = _work_folder(target)
        file = work / "lock"
        lock = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    try:
        with _failing(target):
            if sys.platform != "win32":
                with naming(file):
                    fcntl.flock(lock, fcntl.LOCK_EX)  # a process that is killed leaves no lock behind
            is_known = known is not None and known.is_current()
            if known is None or not is_known:
                _recover(target, work)
                known = _examined(target, work)
        yield known
        if not is_known:
            known.remember()
        if known.remains:
            raise known.remains
    finally:
        with suppress(OSError):
            os.close(lock)


class Place:
    """What stands of a site, and the way to change it.

    `work` is the hidden folder beside it; `standing` has the digest of each file, by path, that is as written.
    """

    def __init__(
        self, target: Path, work: Path, digests: Mapping[str, str], members: Members, *, site: Tree, spare: Tree
    ) -> None:
        self.target, self.work = target, work
        self._site, self._spare = site, spare
        self._digests, self._members = digests, members
        self._news = site.searched or spare.searched
        self.remains: Remains | None = None
        self._stands({**spare.files, **site.files})

    def _stands(self, looks: Mapping[str, Signature]) -> None:
        self._looks = looks
        self.standing: Mapping[str, str] = {path: self._digests[path] for path in looks if path != manifest.NAME}

    @property
    def untouched(self) -> bool:
        """Whether the site and the spare are entirely as the last build left them."""
        return bool(self._digests) and self._site_is_whole() and self._spare_is_equal()

    @property
    def mark(self) -> str:
        """The digest of the manifest: two sites that have the same are the same."""
        return self._digests.get(manifest.NAME, "")

    def is_current(self) -> bool:
        """Whether no build has been here since (each leaves another manifest), and no file in the site came or went."""
        look = self._site.files.get(manifest.NAME)
        try:
            if look is None or trees.signature(os.lstat(self._spare.at(manifest.NAME))) != look:
                return False
            return trees.has_its_names(self._site, self._digests, self._members)
        except OSError:
            return False

    def _site_is_whole(self) -> bool:
        return self._site.files.keys() == self._digests.keys() and not self._site.strays

    def _spare_is_equal(self) -> bool:
        return self._site.files == self._spare.files and not self._spare.strays

    def read(self, path: str) -> bytes | None:
        """The bytes of a file that stands; None when they are no longer what was written."""
        if path not in self._looks:
            return None
        tree = self._site if path in self._site.files else self._spare
        return trees.read(tree.at(path), self._digests[path])

    def publish(self, files: Mapping[str, str | Content]) -> Written:
        """Make the site consist of just these files: contents, or for a file that stays the digest of what stands.

        A file that has the same contents as before stays too. Raises `Failed`, and then the old site stays;
        ValueError for a path that is not inside a site, and for a digest that does not stand.
        """
        _check_paths(files)
        digests: dict[str, str] = {}
        fresh: dict[str, Content] = {}
        for path, content in files.items():
            stands = self.standing.get(path)
            if isinstance(content, str):
                if content != stands:
                    raise ValueError(f"it does not stand: {path!r}")
                digests[path] = content
            else:
                digests[path] = trees.digest_of(content)
                if digests[path] != stands:
                    fresh[path] = content
        removed = [path for path in self._digests if path not in digests and path != manifest.NAME]
        written = Written(len(files), len(fresh), len(removed), tuple(sorted((*fresh, *removed))))
        data = Manifest(digests).encoded()
        digests[manifest.NAME] = digest(data)
        if manifest.NAME not in self._looks or self._digests[manifest.NAME] != digests[manifest.NAME]:
            fresh[manifest.NAME] = data
        with _failing(self.target):
            self._bring(digests, fresh)
        return written

    def workshop(self) -> Path:
        """An empty folder on the same disk, for files that are finished before they have a place (`trees.Ready`)."""
        shop = self.work / "next"
        with _failing(self.target):
            trees.remove(str(shop))
            shop.mkdir()
        return shop

    def _bring(self, digests: Mapping[str, str], fresh: Mapping[str, Content]) -> None:
        kept = {path: self._looks[path] for path in digests if path not in fresh}
        members = self._members if digests.keys() == self._digests.keys() else trees.by_folder(sorted(digests))
        changes = bool(fresh) or self._site.files != kept or bool(self._site.strays)
        if changes:
            trees.bring(self._spare, kept, fresh, members, other=self._site.top)
            self._exchange()
            self._digests, self._members = digests, members
            self._stands(self._site.files)
            self._news = True
        with self.removing():
            last = str(self.work / "last")
            if trees.is_there(last):
                os.rename(last, self._spare.top)
            self._news |= trees.bring(self._spare, self._site.files, {}, members, other=self._site.top)

    @contextmanager
    def removing(self) -> Iterator[None]:
        """Remove what the new site replaced. What fails is told in the end, and the next build does it."""
        try:
            yield
        except OSError as error:
            self.remains = self.remains or Remains(str(error.filename or self.work), error.strerror or str(error))

    def _exchange(self) -> None:
        """Let the spare and the site change places."""
        site, spare, last = self._site.top, self._spare.top, str(self.work / "last")
        if not trees.is_there(site):
            os.rename(spare, site)
        elif not exchange(spare, site):
            # No exchange here (Windows, some network file systems): for the moment between two renames, no site.
            os.rename(site, last)
            try:
                os.rename(spare, site)
            except OSError:
                with suppress(OSError):
                    os.rename(last, site)
                raise
        self._site, self._spare = self._spare, self._site
        self._site.top, self._spare.top = site, spare

    def remember(self) -> None:
        """Keep how everything looks, if that is news, so that the next build need not read what looks the same."""
        if not self._news or not self._digests:
            return
        path = str(self.work / "signatures")
        new = f"{path}.new"
        site = self._site.folders if self._site_is_whole() else {}
        spare = self._spare.folders if self._spare_is_equal() else {}
        looks = Signatures(self._site.files, site, spare)
        with suppress(OSError):  # the next build does without
            trees.remove(new)
            now = trees.write(new, b"")[1]
            data = looks.encoded(self.mark, sorted(self._digests), list(self._members), now=now)
            Path(new).write_bytes(data)
            os.replace(new, path)


def _work_folder(target: Path) -> Path:
    """The hidden folder beside the output; other modules may keep things in it too."""
    work = target.parent / f".{target.name}.toolbox-gen"
    if trees.is_there(str(work)) and not trees.is_folder(str(work)):
        raise Refused("target-not-a-folder", str(work))
    work.mkdir(parents=True, exist_ok=True)
    return work


def _recover(target: Path, work: Path) -> None:
    """Take up what a build left that was killed between its renames, and remove what an older version left."""
    last = str(work / "last")
    if trees.is_there(last) and not trees.is_there(str(target)):
        os.rename(last, target)
    trees.remove(last)
    trees.remove(str(work / "next"))


def _examined(target: Path, work: Path) -> Place:
    """Look at everything that is there."""
    spare = work / "spare"
    made = _made(target)
    if made is None and names(target):
        raise Refused("target-not-ours", str(target))
    files, mark = made or _made(spare) or ({}, "")
    digests = {**files, manifest.NAME: mark} if mark else {}
    paths = sorted(digests)
    members = trees.by_folder(paths)
    known = Signatures()
    with suppress(OSError):
        known = manifest.decoded(_own(work / "signatures") or b"", mark, paths, list(members))
    there = trees.examine(str(target), digests, members, known.files, known.site, twin={})
    others = sorted(_others(there, digests))
    if others:
        raise Refused("target-has-others", f"{target.name}/{others[0]}")
    other = trees.examine(str(spare), digests, members, known.files, known.spare, twin=there.files)
    return Place(target, work, digests, members, site=there, spare=other)


def _made(folder: Path) -> tuple[Mapping[str, str], str] | None:
    """The files in the manifest of a folder, and its own digest; None for a folder that no build made."""
    data = _own(folder / manifest.NAME)
    made = manifest.parsed(data) if data is not None else None
    return (made.files, digest(data)) if data is not None and made else None


def _own(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none, but a link or a pipe that somebody put there, say."""
    try:
        return read_bytes(path) if stat.S_ISREG(os.lstat(path).st_mode) else None
    except (FileNotFoundError, NotADirectoryError):
        return None


def _others(site: Tree, digests: Mapping[str, str]) -> Iterator[str]:
    """The files in a site that no build wrote."""
    for stray in site.strays:
        for path in trees.below(site, stray):
            if path not in digests and path.rpartition("/")[2] not in JUNK:
                yield path


def _check_paths(paths: Iterable[str]) -> None:
    if not manifest.all_inside(paths):
        raise ValueError(f"no path inside a site: {next(p for p in paths if not manifest.all_inside([p]))!r}")


@contextmanager
def _failing(target: Path) -> Iterator[None]:
    """Tell of what the operating system refuses in one line."""
    try:
        yield
    except OSError as error:
        raise Failed(str(error.filename or target), error.strerror or str(error)) from error
