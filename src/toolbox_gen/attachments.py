"""Files that documents name in fields and bodies: whether each is there, and is what it is named as.

It does not know what a field or a link is, only where it stands.
"""

from collections.abc import Iterator

from toolbox_gen.bodies import Link
from toolbox_gen.downloads import ENDINGS
from toolbox_gen.findings import Findings
from toolbox_gen.frontmatter import Path
from toolbox_gen.lookup import places
from toolbox_gen.model import Document
from toolbox_gen.problems import START, Problem, problem
from toolbox_gen.source import Media

PHONES = ("heic", "heif")
"""Endings of photos as an iPhone keeps them."""


def picture(document: Document, where: Path | Link, name: str, people: str, found: Findings) -> Media | None:
    """The picture that a document names, if it may be shown; people: whether they can be recognised in it."""
    media = found.lookup.file(document, name)
    if media is None:
        _missing(document, where, name, found, is_image=True)
        return None
    if people == "recognisable":
        found.portraits.setdefault(media.digest, []).append(document)
    found.media.append((document, where, media))
    if media.is_image:
        return media
    found.complain(document, where, "not-an-image", name=name, phone=_phone(name))
    return None


def named_download(document: Document, where: Path, name: str, found: Findings) -> None:
    """Judge the file that a field names."""
    media = found.lookup.file(document, name)
    if media is None:
        _missing(document, where, name, found, is_image=False)
    else:
        download(document, where, name, media, found)


def download(document: Document, where: Path | Link, name: str, media: Media, found: Findings) -> bool:
    """Whether a file that a document names may be offered."""
    found.media.append((document, where, media))
    is_good = media.is_image or media.path.lower().endswith(ENDINGS)
    if not is_good:
        found.complain(document, where, "not-a-download", name=name, phone=_phone(name), known=", ".join(ENDINGS))
    elif media.tells:
        found.complain(document, where, f"download-with-{media.tells}", name=name)
    return is_good


def _missing(document: Document, where: Path | Link, name: str, found: Findings, *, is_image: bool) -> None:
    if found.is_refused(document, *places(document.path, name)):
        return
    known = (path for path, media in found.lookup.media.items() if media.is_image or not is_image)
    names = (path.rpartition("/")[2] for path in known)
    near = found.nearest("image" if is_image else "file", name.rpartition("/")[2], names)
    found.complain(document, where, "missing-image" if is_image else "missing-file", name=name, nearest=near)


def _phone(name: str) -> str:
    """The ending of a photo as an iPhone keeps it; of other files, nothing."""
    ending = name.lower().rpartition(".")[2]
    return ending if ending in PHONES else ""


def check_portraits(found: Findings) -> None:
    """A picture in which one document says that people can be recognised shows them wherever else it stands."""
    for document, where, media in found.media:
        others = [one for one in found.portraits.get(media.digest, ()) if one.key != document.key]
        record = document.record
        if not others or record.status not in ("published", "archived"):
            continue
        is_unasked = record.consent is None and not record.reasons_for_consent  # else that is said already
        if is_unasked or record.pictures_exceed_consent("recognisable"):
            found.complain(document, where, "picture-of-people", file=others[0].path)


def unused(found: Findings) -> Iterator[Problem]:
    """A problem for each file that no document names, also of those that could not be read in full."""
    named = {media.path for *_, media in found.media}
    for document in found.lookup.content.documents.values():
        named |= {path for text in document.unread for path in places(document.path, text)}
    for path in sorted(set(found.lookup.media) - named):
        yield problem(path, START, "unused-file")
