"""Photographs as cameras, phones and programs leave them: with words planted in every place that can hold some."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image

WORD = "GEHEIM"
"""Every planted word begins with it."""


def planted(place: str) -> bytes:
    """A word that is in one place alone."""
    return f"{WORD}-{place}-Fatima".encode()


def scene(width: int = 64, height: int = 48) -> Image.Image:
    """Four quarters: red, green, blue, white."""
    image = Image.new("RGB", (width, height), "white")
    for number, colour in enumerate(((220, 30, 30), (30, 160, 60), (30, 60, 200))):
        left, top = number % 2 * width // 2, number // 2 * height // 2
        image.paste(colour, (left, top, left + width // 2, top + height // 2))
    return image


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


# ------------------------------------------------------------------------------------------------- colour profiles


def _profile(space: bytes, connection: bytes, sort: bytes, tags: dict[bytes, bytes]) -> bytes:
    """An ICC profile of version 2."""
    table, data = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, value in tags.items():
        table += name + struct.pack(">II", start + len(data), len(value))
        data += value + b"\0" * (-len(value) % 4)
    whole = struct.pack(">I", len(tags)) + table + data
    head = struct.pack(">I4sI4s4s4s", 128 + len(whole), b"none", 0x02400000, sort, space, connection)
    head += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + b"\0" * 28 + _xyz(0.9642, 1, 0.8249)[8:]
    return head.ljust(128, b"\0") + whole


def _xyz(x: float, y: float, z: float) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in (x, y, z)))


def _description(text: bytes) -> bytes:
    return b"desc\0\0\0\0" + struct.pack(">I", len(text) + 1) + text + b"\0" * 79


def display_p3(place: str = "icc") -> bytes:
    """The profile of a phone's screen, with a word in its description and in its copyright."""
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256))
    return _profile(b"RGB ", b"XYZ ", b"mntr", {
        b"desc": _description(planted(place)), b"cprt": b"text\0\0\0\0" + planted(place) + b"\0",
        b"wtpt": _xyz(0.9642, 1, 0.8249), b"rXYZ": _xyz(0.51512, 0.24120, -0.00105),
        b"gXYZ": _xyz(0.29198, 0.69225, 0.04189), b"bXYZ": _xyz(0.15710, 0.06657, 0.78407),
        b"rTRC": curve, b"gTRC": curve, b"bTRC": curve,
    })  # fmt: skip


def inks() -> bytes:
    """The profile of a press whose cyan prints as a middle grey (so that one sees whether it is obeyed)."""
    table = b"".join(bytes((0 if k else 128 if c else 255, 128, 128)) for c in (0, 1) for _ in range(4) for k in (0, 1))
    lut = b"mft1\0\0\0\0" + struct.pack(">BBBB", 4, 3, 2, 0)
    lut += struct.pack(">9i", *(65536 if n % 4 == 0 else 0 for n in range(9)))
    lut += bytes(range(256)) * 4 + table + bytes(range(256)) * 3
    return _profile(b"CMYK", b"Lab ", b"prtr", {
        b"desc": _description(planted("inks")), b"cprt": b"text\0\0\0\0none\0", b"wtpt": _xyz(0.9642, 1, 0.8249),
        b"A2B0": lut, b"A2B1": lut,
    })  # fmt: skip


# ------------------------------------------------------------------------------------------------- files


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def exif(orientation: int = 1) -> bytes:
    """A camera's data: who made it, where, what the maker notes, and a thumbnail with a comment of its own."""
    data = Image.Exif()
    data[0x0112], data[0x010F], data[0x013B] = orientation, planted("maker").decode(), planted("artist").decode()
    own = data.get_ifd(0x8769)
    own[0x927C], own[0x9286] = planted("makernote"), b"ASCII\0\0\0" + planted("usercomment")
    place = data.get_ifd(0x8825)
    place[1], place[2], place[29] = "N", (51.0, 13.0, 7.0), planted("gps").decode()
    thumbnail = saved(scene(16, 12), "JPEG", comment=planted("thumbnail"))
    return data.tobytes() + thumbnail


def jpeg(orientation: int = 1) -> bytes:
    """A photograph of a phone, edited, and signed."""
    plain = saved(scene(), "JPEG", quality=95, subsampling=0)
    guid = b"0123456789ABCDEF0123456789ABCDEF"
    extended = b"<x:xmpmeta>" + planted("extended") + b"</x:xmpmeta>"
    iptc = b"\x1c\x02\x50" + struct.pack(">H", len(planted("iptc"))) + planted("iptc")
    iptc += b"\0" * (len(iptc) % 2)
    segments = [
        (0xE1, exif(orientation)),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + planted("xmp") + b"</x:xmpmeta>"),
        (0xE1, b"http://ns.adobe.com/xmp/extension/\0" + guid + struct.pack(">II", len(extended), 0) + extended),
        (0xE2, b"ICC_PROFILE\0\1\1" + display_p3()),
        (0xE5, planted("app5")),
        (0xEB, b"JP\0\1\0\0\0\1" + planted("jumbf")),
        (0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc),
        (0xFE, planted("comment")),
    ]
    return plain[:2] + b"".join(_segment(*one) for one in segments) + plain[2:] + planted("after")


def two_in_one(*, gain_map: bool) -> bytes:
    """A file with a second picture in it: of another moment, or what makes it brighter (Ultra HDR)."""
    whole = saved(scene(), "MPO", save_all=True, append_images=[scene(32, 24)], quality=95, subsampling=0)
    second = whole.index(b"\xff\xd8\xff", 4)
    whole = whole[: second + 2] + _segment(0xFE, planted("second")) + whole[second + 2 :]
    if gain_map:
        xmp = b'http://ns.adobe.com/xap/1.0/\0<x hdrgm:Version="1.0">' + planted("gainmap") + b"</x>"
        whole = whole[:2] + _segment(0xE1, xmp) + whole[2:]
    return whole


def png() -> bytes:
    """A picture of a program that writes down everything."""
    plain = saved(scene(), "PNG")

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    chunks = [
        (b"iCCP", planted("iccname") + b"\0\0" + zlib.compress(display_p3("pngicc"))),
        (b"tEXt", b"Author\0" + planted("text")),
        (b"zTXt", b"Comment\0\0" + zlib.compress(planted("ztxt"), 0)),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x>" + planted("itxt") + b"</x>"),
        (b"eXIf", exif()[6:]),
        (b"tIME", bytes((7, 234, 1, 2, 3, 4, 5))),
        (b"prVt", planted("private")),
    ]
    return plain[:33] + b"".join(chunk(*one) for one in chunks) + plain[33:] + planted("after")


def webp() -> bytes:
    """The same in the form of the web."""
    return saved(
        scene(), "WEBP", quality=98, exif=exif(), xmp=b"<x>" + planted("webpxmp") + b"</x>", icc_profile=display_p3("webpicc"),
    )  # fmt: skip
