"""Where the links of a body lead, and a problem for each that leads nowhere or elsewhere than it should.

It does not know fields.
"""

import posixpath
from collections.abc import Iterator
from itertools import islice
from urllib.parse import quote

from toolbox_gen import attachments
from toolbox_gen.bodies import Link
from toolbox_gen.downloads import ENDINGS
from toolbox_gen.fieldtypes import is_address, turns
from toolbox_gen.findings import Findings
from toolbox_gen.images import FORMATS
from toolbox_gen.load import CONTENT, MEDIA
from toolbox_gen.model import Document, Target

MOST_NAMED = 20
"""How many headings a message lists."""
SCHEMES = ("https", "mailto", "tel")


def targets(document: Document, found: Findings) -> Iterator[Target]:
    """What each link of a document's body leads to."""
    for link in document.outline.links:
        if turns(link.target + link.text + link.title):
            found.complain(document, link, "bidi-control", name=link.text or link.target)
        if link.form == "image" and not link.text.strip():
            found.complain(document, link, "missing-alt", name=link.target)
        if link.form == "wiki":
            yield _wiki(document, link, found)
        elif link.is_external:
            yield _external(document, link, found)
        else:
            yield _internal(document, link, found)


def _internal(document: Document, link: Link, found: Findings) -> Target:
    path, _, anchor = link.target.partition("#")
    if not path:
        return _document(document, document, anchor, link, found)
    if path.startswith("/"):
        found.complain(document, link, "absolute-link", target=link.target)
        return Target()
    full = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), path))
    if full in found.lookup.by_path:
        if link.form == "image":
            found.complain(document, link, "not-an-image", name=link.target)
        return _document(document, found.lookup.by_path[full], anchor, link, found)
    if link.form == "image" and not path.endswith(".md"):
        shown = attachments.picture(document, link, path, document.record.pictured, found)
        return Target(media=shown.path) if shown else Target()
    media = found.lookup.media.get(full)
    if media is None or path.endswith(".md"):
        _broken(document, link, full, found)
        return Target()
    return Target(media=full) if attachments.download(document, link, path, media, found) else Target()


def _broken(document: Document, link: Link, full: str, found: Findings) -> None:
    """Say what is wrong with a link that leads nowhere: an address, or the name of a file."""
    if found.is_refused(document, full):
        return
    if link.target.startswith("www."):
        found.complain(document, link, "wrong-url", name="", value=link.target)
        return
    if "@" in link.target:
        found.complain(document, link, "mail-without-mailto", value=link.target)
        return
    name, beside = posixpath.basename(full), posixpath.dirname(document.path)
    near = _nearest(document, name, found)
    near = posixpath.relpath(near, beside) if near else ""
    is_file = name.lower().endswith((*ENDINGS, *FORMATS))
    media = posixpath.relpath(f"{CONTENT}/{MEDIA}/{name}", beside) if is_file else ""
    found.complain(document, link, "broken-link", target=link.target, nearest=near, file=full, media=media)


def _nearest(document: Document, name: str, found: Findings) -> str:
    """The path of the file that was most likely meant; of two with one name, that of the one beside the document."""
    if not found.may_guess:  # nor look for what there is
        return ""
    folder = posixpath.dirname(document.path)
    others = [path for path in (*found.lookup.media, *found.lookup.by_path) if path != document.path]
    others.sort(key=lambda path: posixpath.dirname(path) == folder)
    named = {posixpath.basename(path): path for path in others}
    return named.get(found.nearest(folder, name, named), "")


def _external(document: Document, link: Link, found: Findings) -> Target:
    scheme = link.target.partition(":")[0].lower()
    if link.form == "image":
        found.complain(document, link, "image-elsewhere", target=link.target)
    elif scheme == "http":
        secure = "https" + quote(link.target[4:], safe="/:?#[]@!$&'()*+,;=%")
        found.complain(document, link, "url-not-https", name="", value=link.target, secure=secure)
    elif scheme == "https" and not is_address(link.target):
        found.complain(document, link, "wrong-url", name="", value=link.target)
    elif scheme not in SCHEMES:
        found.complain(document, link, "refused-link", target=link.target[:80], known=", ".join(SCHEMES))
    return Target(url=link.target)


def _wiki(document: Document, link: Link, found: Findings) -> Target:
    name, _, anchor = link.target.partition("#")
    slug = name.strip().rpartition("/")[2]
    if not slug:
        return _document(document, document, anchor, link, found)
    meant = found.lookup.of_name(name.strip())
    if len(meant) == 1:
        return _document(document, meant[0], anchor, link, found)
    if meant:
        kinds = found.lookup.kinds
        names = ", ".join(f"[[{kinds[one.key.kind].folder}/{slug}]]" for one in meant)
        found.complain(document, link, "ambiguous-link", target=link.target, known=names)
    else:
        near = found.nearest("", slug, (one for slugs in found.lookup.originals.values() for one in slugs))
        found.complain(document, link, "broken-link", target=f"[[{link.target}]]", nearest=near, file=slug + ".md")
    return Target()


def _document(document: Document, target: Document, anchor: str, link: Link, found: Findings) -> Target:
    if not found.lookup.kinds[target.key.kind].has_pages:
        found.complain(document, link, "no-page-of-its-own", file=target.path)
        return Target()
    is_other = target.key != document.key
    shown = found.lookup.as_read(target.key, document.language) if is_other else document
    others = (target, found.lookup.original(target.key))
    if anchor and found.anchors.find(shown, anchor, others) is None:
        made = document.record.translation
        had = any(anchor in found.anchors.of(one) for one in others)  # or it may still get it
        code = "anchor-behind" if had or (made and made.original) else "broken-anchor"
        own = found.anchors.of(shown)
        near, known = found.nearest(shown.path, anchor, own), ", ".join(islice(own, MOST_NAMED))
        found.complain(document, link, code, anchor=anchor, file=shown.path, nearest=near, known=known)
    if is_other:
        found.mentions.append((document, link, target.key))
    return Target(key=target.key, anchor=anchor)
