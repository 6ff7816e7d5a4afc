"""What the files to take away say besides what they are for: who made them, and where. They go out as they are.

It looks for what programs usually write, within bounds and without a parser that could be led astray; it shows no more
than that something was found.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from itertools import islice
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

ENDINGS = (
    ".pdf", ".epub", ".docx", ".odt", ".pptx", ".odp", ".xlsx", ".ods", ".csv", ".gpx", ".ics", ".zip",
    ".mp3", ".ogg", ".mp4", ".webm", ".vtt",
)  # fmt: skip
"""What may be offered."""
AUTHOR, PLACE = "author", "place"
_OFFICE = {
    ".docx": "docProps/core.xml", ".pptx": "docProps/core.xml", ".xlsx": "docProps/core.xml",
    ".odt": "meta.xml", ".odp": "meta.xml", ".ods": "meta.xml",
}  # fmt: skip
"""Where office programs write down who wrote a text."""
_MOST = 1024 * 1024
_STREAMS = 200
_PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG|GIF8|II\*\0|MM\0\*|BM.{4}\0{4}|RIFF.{4}WEBP|.{4}ftyp(?:avi[fs]|hei[cfxs]|mif1)|\s*<", re.S
)
"""How pictures begin, and pages and drawings."""
_WRITERS = re.compile(
    rb"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator)(?:\s[^<>]{0,200})?>"
    rb"\s{0,99}(?:<[^<>]{0,200}>\s{0,99}){0,3}[^<\s]"
)
_PDF_AUTHOR = re.compile(rb"/Author\s{0,99}(?:\(\s{0,99}[^)\s]|<\s{0,99}[0-9A-Fa-f]{2})")
_PACKED = re.compile(rb"/(?:ObjStm|Metadata)\b")
_STREAM = re.compile(rb"\bstream\r?\n")
_ISO_6709 = re.compile(rb"[+-]\d\d\.\d{2,8}[+-]\d{3}\.\d{2,8}(?:[+-]\d{1,6}(?:\.\d{1,6})?)?/")
_RUN = (
    "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML",
    "http://www.w3.org/1999/XSL/Transform",
)  # fmt: skip
"""Namespaces of what a browser draws or obeys, wherever it stands."""
_PAGE_AFTER_MARKS = re.compile(rb"(?:\xef\xbb\xbf)+\s*<|(?:\xff\xfe)+(?:\s\0)*<\0|(?:\xfe\xff)+(?:\0\s)*\0<")
"""A page behind byte order marks, in UTF-8 or UTF-16."""


def is_as_named(name: str, data: bytes) -> bool:
    """Whether a file is not, under the name of another sort, a picture or something that a browser would run."""
    if name.lower().endswith(".gpx"):
        return _is_only_data(data)
    return not (_PICTURE.match(data[:4096]) or _PAGE_AFTER_MARKS.match(data[:4096]))


def tells(name: str, data: bytes) -> str:
    """What a file says that its maker may not know: `AUTHOR`, `PLACE`, or nothing that was found."""
    ending = "." + name.lower().rpartition(".")[2]
    if ending == ".pdf":
        return AUTHOR if any(_PDF_AUTHOR.search(part) or _WRITERS.search(part) for part in _parts(data)) else ""
    if ending in _OFFICE:
        return AUTHOR if _WRITERS.search(_member(data, _OFFICE[ending])) else ""
    return PLACE if ending == ".mp4" and _ISO_6709.search(data) else ""


def _parts(pdf: bytes) -> Iterator[bytes]:
    """A PDF as it is, and what is packed in those of its streams in which facts about it stand."""
    yield pdf
    for found in islice(_PACKED.finditer(pdf), _STREAMS):
        begin = _STREAM.search(pdf, found.end(), found.end() + 400)
        if begin:
            with suppress(zlib.error):
                yield zlib.decompressobj().decompress(pdf[begin.end() : begin.end() + _MOST], _MOST)


def _member(office: bytes, name: str) -> bytes:
    """The beginning of one of the files that an office document is made of; nothing when it cannot be had cheaply."""
    end = office.rfind(b"PK\5\6")
    if end < 0 or int.from_bytes(office[end + 12 : end + 16], "little") > _MOST:  # the list of its files
        return b""
    try:
        with ZipFile(BytesIO(office)) as found, found.open(name) as stream:
            return stream.read(_MOST)
    except (BadZipFile, KeyError, OSError, ValueError, RuntimeError, NotImplementedError, zlib.error):
        return b""


class _Active(Exception):
    """It has something that is more than data."""


def _is_only_data(xml: bytes) -> bool:
    """Whether this XML is a route, and a browser that shows it would run nothing: no page, style or entity in it."""
    is_route = False

    def judge(*said: object) -> None:
        nonlocal is_route
        namespace, _, name = str(said[0]).rpartition(" ")
        is_route = is_route or name == "gpx"  # the first element, or there is none
        if namespace in _RUN or not is_route:
            raise _Active

    def refuse(*_: object) -> None:
        raise _Active

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = judge
    parser.ProcessingInstructionHandler = refuse
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, _Active, ValueError, LookupError):
        return False
    return True
