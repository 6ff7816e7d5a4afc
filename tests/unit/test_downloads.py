"""What files to take away say besides: found where programs write it, and never at the price of a build."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.english import english, story
from tests.photographs import jpeg, png, webp
from tests.projects import built, messages, write
from toolbox_gen import build
from toolbox_gen.downloads import AUTHOR, ENDINGS, PLACE, is_as_named, tells

OFFICE = {".docx": "docProps/core.xml", ".pptx": "docProps/core.xml", ".xlsx": "docProps/core.xml", ".odt": "meta.xml"}
CORE = b'<?xml version="1.0"?><cp:coreProperties xmlns:dc="x">%s</cp:coreProperties>'
XMP = b'<x:xmpmeta><dc:creator><rdf:Seq><rdf:li xml:lang="nl">Fatima</rdf:li></rdf:Seq></dc:creator></x:xmpmeta>'


def office(name: str, data: bytes, more: int = 0) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as found:
        found.writestr("word/document.xml", "<w/>")
        found.writestr(name, data)
        for number in range(more):
            found.writestr(f"{number}", "")
    return out.getvalue()


def packed(data: bytes, sort: bytes = b"/Type /ObjStm") -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj <<" + sort + b" /Filter /FlateDecode>>\nstream\r\n" + zlib.compress(data) + b"\nendstream"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4 /Author (Fatima)", b"%PDF-1.4 /Author(\xfe\xff\0F)", b"%PDF-1.4 /Author <FEFF0046>", b"%PDF-1.4" + XMP,
        packed(b"1 0 <</Author (Fatima)>>"), packed(XMP, b"/Type /Metadata /Subtype /XML"),
    ],
)  # fmt: skip
def test_a_pdf_with_its_writer(data: bytes) -> None:
    assert tells("x.PDF", data) == AUTHOR


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.4", b"%PDF /Author ()", b"%PDF /Author (  )", b"%PDF <dc:creator></dc:creator>", packed(b"nobody")],
)
def test_a_pdf_without(data: bytes) -> None:
    assert tells("x.pdf", data) == ""


@pytest.mark.parametrize("ending", OFFICE)
@pytest.mark.parametrize(
    ("said", "found"),
    [
        (b"<dc:creator>Fatima</dc:creator>", AUTHOR), (b"<cp:lastModifiedBy>F</cp:lastModifiedBy>", AUTHOR),
        (b"<meta:initial-creator>F</meta:initial-creator>", AUTHOR), (b"<dc:creator></dc:creator>", ""),
        (b"<dc:creator/><cp:lastModifiedBy/>", ""), (b"<dc:title>Fatima</dc:title>", ""),
    ],
)  # fmt: skip
def test_an_office_file_with_its_writer_or_without(ending: str, said: bytes, found: str) -> None:
    assert tells("x" + ending, office(OFFICE[ending], CORE % said)) == found


def test_a_film_with_its_place() -> None:
    assert tells("x.mp4", b"\0\0\0\x18ftypmp42....\xa9xyz\0\x12\x15\xc7+51.2194+004.4025/") == PLACE
    assert tells("x.mp4", b"\0\0\0\x18ftypmp42....") == ""


@pytest.mark.parametrize(
    "data",
    [
        jpeg(), png(), webp(), b"GIF89a", b"II*\0", b"\0\0\0\x18ftypheic", b"\n <svg/>", b"\xef\xbb\xbf<!doctype html>",
        b"\xef\xbb\xbf" * 2 + b"\n<html>", "\ufeff\n<html>".encode("utf-16-le"),
        "\ufeff\ufeff <html>".encode("utf-16-be"), "<html>".encode("utf-16"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ending", sorted({*ENDINGS} - {".gpx"}))
def test_a_picture_or_a_page_under_another_name(ending: str, data: bytes) -> None:
    assert not is_as_named("x" + ending, data)
    assert not is_as_named("X" + ending.upper(), data)


GPX = '<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><name>A &lt; B</name>%s</trk></gpx>'


@pytest.mark.parametrize(
    ("part", "good"),
    [
        ("<trkseg/>", True),
        ('<s:script xmlns:s="http://www.w3.org/1999/xhtml">alert(1)</s:script>', False),
        ('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', False),
        ('<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform"/>', False),
        ('<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"/>', False),
        ("<?xml-stylesheet href='x.xsl' type='text/xsl'?>", False),
        ("<open>", False),
        ("<!DOCTYPE gpx>", False),
    ],
)
def test_a_route_is_only_data(part: str, good: bool) -> None:
    assert is_as_named("x.gpx", (GPX % part).encode()) is good
    assert is_as_named("x.gpx", (GPX.replace("1.0", "1.0") % part).encode("utf-16")) is good


@pytest.mark.parametrize(
    ("data", "good"),
    [
        ("<gpx/>", True),
        ('<g:gpx xmlns:g="http://www.topografix.com/GPX/1/0"><gpx/></g:gpx>', True),
        ("<route><gpx/></route>", False),
        ('<rss version="2.0"/>', False),
        ('<gpx xmlns="http://www.w3.org/1999/xhtml"/>', False),
    ],
)
def test_a_route_is_a_gpx(data: str, good: bool) -> None:
    assert is_as_named("x.gpx", data.encode()) is good


def test_a_table_in_utf_16_is_a_table() -> None:
    assert is_as_named("x.csv", "name,a<b\n".encode("utf-16"))


@pytest.mark.parametrize("entities", ["", "<!ENTITY a 'b'>", "<!ENTITY a SYSTEM 'file:///etc/hostname'>"])
def test_a_route_has_no_declarations(entities: str) -> None:
    assert not is_as_named("x.gpx", f"<!DOCTYPE gpx [{entities}]><gpx/>".encode())


def test_a_route_has_no_entities() -> None:
    inner = [f"&a{n - 1};" * 10 if n else "ha" for n in range(10)]
    lines = "".join(f'<!ENTITY a{n} "{text}">' for n, text in enumerate(inner))
    assert not is_as_named("x.gpx", f"<!DOCTYPE gpx [{lines}]><gpx>&a9;</gpx>".encode())


# ------------------------------------------------------------------------------------------------- hostile


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.docx", office("docProps/core.xml", b" " * 200_000_000)),
        ("x.docx", office("docProps/core.xml", b"<dc:creator>" * 1_000_000, 3)),
        ("x.docx", b"PK\5\6" + b"\xff" * 18),
        ("x.docx", office("docProps/core.xml", CORE % b"<dc:creator>F</dc:creator>", 25_000)),
        ("x.docx", b"PK\1\2" * 4_000_000 + b"PK\5\6" + struct.pack("<4H2IH", 0, 0, 65535, 65535, 16_000_000, 0, 0)),
        ("x.pdf", b"%PDF" + b"<dc:creator " * 1_000_000),
        ("x.pdf", b"%PDF" + b"<dc:creator><" * 1_000_000),
        ("x.pdf", b"%PDF" + b"/Author" * 2_000_000),
        ("x.pdf", b"%PDF" + b"/ObjStm" * 2_000_000),
        ("x.pdf", b"%PDF" + b" " * 20_000_000),
        ("x.pdf", packed(b"\0" * 300_000_000) * 300),
        ("x.mp4", b"+51.21" * 3_000_000),
    ],
    ids=range(12),
)
def test_a_bomb_says_nothing(name: str, data: bytes) -> None:
    assert tells(name, data) == ""


@given(st.sampled_from([".pdf", ".docx", ".odt", ".mp4", ".gpx", ".csv"]), st.binary(max_size=300))
def test_whatever_it_is_there_is_an_answer(ending: str, data: bytes) -> None:
    assert tells("x" + ending, data) in ("", AUTHOR, PLACE)
    assert is_as_named("x" + ending, data) in (True, False)


@given(st.data())
def test_a_damaged_office_file_gives_an_answer(data: st.DataObject) -> None:
    broken = bytearray(office("docProps/core.xml", CORE % b"<dc:creator>F</dc:creator>"))
    for place, value in data.draw(
        st.lists(st.tuples(st.integers(0, len(broken) - 1), st.integers(0, 255)), max_size=9)
    ):
        broken[place] = value
    assert tells("x.docx", bytes(broken)) in ("", AUTHOR)


def test_it_is_told_in_every_build_where_the_file_is_offered_and_never_who(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for ticks in ("_LATELY", "_COARSE"):  # as if the files had been there for long, so that they are not read again
        monkeypatch.setattr(build, ticks, -(10**12))
    files: dict[str, str | bytes] = {
        "content/stories/x.md": story("downloads: [{file: plan.pdf, label: L}]"),
        "content/media/plan.pdf": b"%PDF-1.4 /Author (Fatima)",
    }
    english(tmp_path, files)
    for text in ("One", "One", "Two"):
        report = built(write(tmp_path, {"content/pages/over.md": f"---\ntitle: {text}\n---\n"}))
        assert [m.partition(" ")[2] for m in messages(report)] == ["download-with-author {'name': 'plan.pdf'}"]
    assert b"Fatima" not in (tmp_path / ".site.toolbox-gen" / "cache.sqlite").read_bytes()
