"""A tree of files on disk: what of it stands as it was written, and how it becomes what it must be.

Two trees have the same files, as hard links of each other. A file is never written in place, only made and removed, so
whatever happens to a tree changes the time of a folder of it. So one look at each folder says what names are there, and
one at each file, in one of the trees, says that nobody wrote into it. Links are never followed.
"""

import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from toolbox_gen.digest import digest
from toolbox_gen.files import naming
from toolbox_gen.manifest import UNKNOWN, Signature


class Ready(NamedTuple):
    """A file that is finished and lies elsewhere on the same disk, to be moved to its place: where, and its digest."""

    file: str
    digest: str


Content: TypeAlias = bytes | Sequence[bytes] | Ready
"""What goes into a file, whole or in pieces, or the file itself."""

Members = Mapping[str, Sequence[str]]
"""The paths of a tree's files by the folder they are in."""

_BITS = 0o170777 if sys.platform != "win32" else 0o170000  # Windows has no such modes
_FILE, _FOLDER = (stat.S_IFREG | 0o644) & _BITS, (stat.S_IFDIR | 0o755) & _BITS
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_OLD = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(slots=True)
class Tree:
    """What is known of the tree at `top`: its right files and its folders by path, and whatever else lies there."""

    top: str
    files: dict[str, Signature] = field(default_factory=dict)
    folders: dict[str, Signature] = field(default_factory=dict)
    strays: list[str] = field(default_factory=list)
    """Paths of files, links and folders that do not belong, or are not what they should be."""
    searched: bool = False
    """Whether a folder had to be listed or a file to be read, because it did not look as it did."""

    def at(self, path: str) -> str:
        """Where a path of the tree is on disk."""
        return f"{self.top}/{path}" if path else self.top


def by_folder(paths: Iterable[str]) -> dict[str, list[str]]:
    """These paths by the folder they are in, with every folder above them; a folder comes before those in it."""
    found: dict[str, list[str]] = {"": []}

    def members(folder: str) -> list[str]:
        if folder not in found:
            members(parent(folder))
            found[folder] = []
        return found[folder]

    for path in paths:
        members(parent(path)).append(path)
    return found


def parent(path: str) -> str:
    """The folder that a path is in; the empty path is the tree itself."""
    return path.rpartition("/")[0]


def signature(found: os.stat_result) -> Signature:
    """How a file or a folder looks."""
    return found.st_size, found.st_mtime_ns, found.st_ino & sys.maxsize


def examine(
    top: str,
    digests: Mapping[str, str],
    members: Members,
    files: Mapping[str, Signature],
    folders: Mapping[str, Signature],
    *,
    twin: Mapping[str, Signature],
) -> Tree:
    """What stands of a tree that should have files of these `digests`, by folder in `members`.

    `files` and `folders` are how they looked when they were right. `twin` has the right files of the other tree: with
    them a file here is right if it is the same, and in a folder that looks as it did, that needs no look at the file.
    """
    tree, inside, wrong = Tree(top), f"{top}/", set[str]()
    right, lstat = tree.files, os.lstat  # every build does this for everything
    for folder, expected in members.items():
        if wrong and parent(folder) in wrong:
            wrong.add(folder)
            continue
        try:
            found = lstat(inside + folder if folder else top)
        except FileNotFoundError:
            continue
        if found.st_mode & _BITS != _FOLDER:
            wrong.add(folder)
            tree.strays.append(folder)
            continue
        look = tree.folders[folder] = signature(found)
        same = folders.get(folder) == look
        for path in expected if same else _listed(tree, folder, digests, members):
            known, other = files.get(path), twin.get(path)
            if same and other is not None and other == known:
                right[path] = other
                continue
            try:
                found = lstat(inside + path)
            except FileNotFoundError:
                continue
            look = signature(found)
            regular = found.st_mode & _BITS == _FILE
            if regular and look == (known if other is None else other):
                right[path] = look
            elif regular and other is None and read(inside + path, digests[path]) is not None:
                right[path] = look
                tree.searched = True
            else:
                tree.strays.append(path)
    return tree


def _listed(tree: Tree, folder: str, digests: Mapping[str, str], members: Members) -> list[str]:
    """The paths in a folder that should be files of the tree; what should not be there is a stray."""
    tree.searched = True
    found = []
    with os.scandir(tree.at(folder)) as entries:
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if path in digests:
                found.append(path)
            elif path not in members:
                tree.strays.append(path)
    return found


def has_its_names(tree: Tree, digests: Mapping[str, str], members: Members) -> bool:
    """Whether every folder holds the names that it should; one that looks as it did does. Raises OSError."""
    for folder, look in tree.folders.items():
        if signature(os.lstat(tree.at(folder))) != look:
            names = [f"{folder}/{name}" if folder else name for name in os.listdir(tree.at(folder))]
            if not all(name in digests or name in members for name in names):
                return False
            if not set(names).issuperset(members[folder]):
                return False
    return True


def read(path: str, wanted: str) -> bytes | None:
    """The bytes of a file; None if it cannot be read or they have another digest."""
    try:
        with os.fdopen(os.open(path, _OLD), "rb", buffering=0) as stream:
            data = stream.read()
    except OSError:
        return None
    return data if digest(data) == wanted else None


def bring(
    tree: Tree,
    kept: Mapping[str, Signature],
    fresh: Mapping[str, Content],
    members: Members,
    *,
    other: str,
) -> bool:
    """Make a tree have just the files that are `kept`, here or else in the tree at `other`, and `fresh` ones.

    `members` are all these by folder. Returns whether there was anything to do. Raises OSError; then the tree is to be
    examined anew.
    """
    touched = _clear(tree, kept, members)
    made = [folder for folder in members if folder not in tree.folders]
    for folder in made:
        os.mkdir(tree.at(folder))
        os.chmod(tree.at(folder), 0o755)  # whatever the mask of the process
        tree.folders[folder] = UNKNOWN
        touched.add(parent(folder))
    copied = set()
    for path in [path for path in kept if path not in tree.files]:
        touched.add(parent(path))
        look = kept[path]
        try:
            os.link(f"{other}/{path}", tree.at(path))
        except OSError:  # no links here: then a copy, of which the looks of the original say nothing
            look = _copy(f"{other}/{path}", tree.at(path), look)
            copied.add(parent(path))
        tree.files[path] = look
    for path, content in fresh.items():
        touched.add(parent(path))
        tree.files[path] = write(tree.at(path), content)
    # Others may have been at work in a folder that was here before: the next build lists it.
    tree.folders.update({path: UNKNOWN for path in touched if path in tree.folders})
    tree.folders.update({path: signature(os.lstat(tree.at(path))) for path in made if path not in copied})
    return bool(touched)


def _clear(tree: Tree, kept: Mapping[str, Signature], members: Members) -> set[str]:
    """Remove what may not stay; returns the folders in which there was something to remove."""
    touched = set()
    for path in tree.strays:
        touched.add(parent(path))
        remove(tree.at(path))
    for path in [path for path, look in tree.files.items() if kept.get(path) != look]:
        touched.add(parent(path))
        os.unlink(tree.at(path))
        del tree.files[path]
    for folder in sorted((folder for folder in tree.folders if folder not in members), reverse=True):
        touched.add(parent(folder))
        os.rmdir(tree.at(folder))
        del tree.folders[folder]
    tree.strays.clear()
    return touched


def remove(path: str) -> None:
    """Remove a file, a link or a whole folder, if it is there; no link is followed."""
    if is_folder(path):
        with naming(path):
            shutil.rmtree(path)
    elif is_there(path):
        os.unlink(path)


def is_there(path: str) -> bool:
    """Whether there is a file, a folder or a link, even one that leads nowhere. Raises OSError if that is not known."""
    try:
        os.lstat(path)
    except FileNotFoundError:
        return False
    return True


def is_folder(path: str) -> bool:
    """Whether there is a folder, and no link to one. Raises OSError if that is not known."""
    return is_there(path) and stat.S_ISDIR(os.lstat(path).st_mode)


def below(tree: Tree, path: str) -> Iterator[str]:
    """A file, or every file in a folder and the folders in it; a link is a file."""
    if is_folder(tree.at(path)):
        for name in os.listdir(tree.at(path)):
            yield from below(tree, f"{path}/{name}" if path else name)
    else:
        yield path


def digest_of(content: Content) -> str:
    """The digest of what goes into a file."""
    if isinstance(content, Ready):
        return content.digest
    return digest(content if isinstance(content, bytes) else b"".join(content))


def write(path: str, content: Content) -> Signature:
    """Make a new file that everybody may read, whatever the mask of the process; returns how it looks. OSError."""
    if isinstance(content, Ready):
        os.rename(content.file, path)
        return signature(os.lstat(path))
    left = memoryview(content if isinstance(content, bytes) else b"".join(content))
    with naming(path):
        stream = os.open(path, _NEW, 0o644)
        try:
            while left:
                left = left[os.write(stream, left) :]
            found = os.fstat(stream)
            if found.st_mode & _BITS != _FILE:
                os.chmod(path, 0o644)
            return signature(found)
        finally:
            os.close(stream)


def _copy(old: str, new: str, look: Signature) -> Signature:
    with naming(old), os.fdopen(os.open(old, _OLD), "rb", buffering=0) as stream:
        write(new, stream.read())
    os.utime(new, ns=(look[1], look[1]))
    return signature(os.lstat(new))
