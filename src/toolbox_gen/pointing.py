"""What the fields of a document point at: documents, terms and files, and a problem for each that is not there.

It does not know bodies.
"""

from collections.abc import Iterator

from toolbox_gen import attachments
from toolbox_gen.fields import PLACEHOLDERS
from toolbox_gen.findings import Findings
from toolbox_gen.frontmatter import Path
from toolbox_gen.load import CONTENT, file_of
from toolbox_gen.lookup import called
from toolbox_gen.model import Document, Edge, Key
from toolbox_gen.schema import File, Mention, Ref, mentions


def edges(document: Document, found: Findings) -> Iterator[tuple[Path, Ref, Edge]]:
    """The edges of a document's fields, each with its place and what its field says of it; its files are judged too."""
    for mention in mentions(document.record):
        if isinstance(mention.mark, File):
            _file(document, mention, mention.mark, found)
        elif edge := _edge(document, mention, mention.mark, found):
            yield mention.path, mention.mark, edge


def _file(document: Document, mention: Mention, mark: File, found: Findings) -> None:
    if mark.sort == "image":
        people = getattr(mention.around, "people", document.record.pictured)
        attachments.picture(document, mention.path, mention.name, people, found)
    else:
        attachments.named_download(document, mention.path, mention.name, found)


def _edge(document: Document, mention: Mention, mark: Ref, found: Findings) -> Edge | None:
    if "," in mention.name:
        found.complain(document, mention.path, "list-without-brackets", name=mention.name)
        return None
    key = Key(document.key.kind if mark.target == "same" else mark.target, mention.name)
    is_there = _is_document if key.kind in found.lookup.kinds else _is_term
    if not is_there(document, mention, key, found):
        return None
    around = None if mention.around is document.record else mention.around
    return Edge(document.key, key, str(mention.path[0]), around)


def _is_document(document: Document, mention: Mention, key: Key, found: Findings) -> bool:
    """Whether what a field names is another document."""
    names, where = found.lookup.originals[key.kind], mention.path
    if key.slug in names:
        if key == document.key:
            found.complain(document, where, "refers-to-itself", name=str(where[0]))
            return False
        found.mentions.append((document, where, key))
        return True
    if key.slug in PLACEHOLDERS and len(where) == 1:
        return False  # not yet filled in; who publishes it like that is told so
    near = found.nearest(key.kind, key.slug, names)
    file = file_of(found.lookup.kinds[key.kind], key.slug)
    if not found.is_refused(document, file):
        found.complain(document, where, "unknown-document", name=key.slug, nearest=near, file=file)
    return False


def _is_term(document: Document, mention: Mention, key: Key, found: Findings) -> bool:
    """Whether what a field names is a term of its vocabulary."""
    vocabulary = found.lookup.content.vocabularies.get(key.kind)
    if vocabulary and vocabulary.is_broken:
        return False  # which is told of the vocabulary
    if vocabulary and key.slug in vocabulary.terms:
        return True
    words = called(vocabulary) if vocabulary else {}
    near = words.get(found.nearest(key.kind, key.slug, words), "")
    found.complain(
        document, mention.path, "unknown-term", vocabulary=key.kind, file=f"{CONTENT}/vocabularies/{key.kind}.yaml",
        name=key.slug, nearest=near, field=str(mention.path[0]),
    )  # fmt: skip
    return False
