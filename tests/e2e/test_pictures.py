"""Photographs in a real build: what can be seen goes out, and nothing else, to no file."""

import struct
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.english import english, story
from tests.photographs import WORD, jpeg, png, scene, two_in_one, webp
from tests.projects import built, messages, tree

PHOTOGRAPHS: dict[str, Callable[[], bytes]] = {
    "jpeg.jpg": jpeg,
    "capitals.JPG": lambda: jpeg(6),
    "two.jpeg": lambda: two_in_one(gain_map=False),
    "bright.jpg": lambda: two_in_one(gain_map=True),
    "program.png": png,
    "web.webp": webp,
}
BARE = {0xC4: "DHT", 0xDB: "DQT", 0xC0: "SOF0", 0xC2: "SOF2", 0xDA: "SOS", 0xDD: "DRI"}


def segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG with what is in them; it must be one from its first byte to its last."""
    assert data[:2] == b"\xff\xd8"
    at = 2
    while data[at : at + 2] != b"\xff\xd9":
        assert data[at] == 0xFF
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        marker = data[at + 1]
        yield marker, data[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == 0xDA:  # the pixels, in which 0xFF is followed by 0 or by a mark to go on from
            while not (data[at] == 0xFF and data[at + 1] not in (0, *range(0xD0, 0xD8))):
                at += 1
    assert at + 2 == len(data), "something comes after the end"


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a WebP with what is in them."""
    assert (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
    assert struct.unpack("<I", data[4:8])[0] == len(data) - 8, "something comes after the end"
    at = 12
    while at < len(data):
        (length,) = struct.unpack("<I", data[at + 4 : at + 8])
        yield data[at : at + 4], data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    assert at == len(data)


def project_of(root: Path, name: str, data: bytes) -> Path:
    made = story(f"images: [{{src: {name}, alt: A}}]\ndownloads: [{{file: {name}, label: L}}]", body=f"![B]({name})\n")
    return english(root, {"content/stories/x.md": made, f"content/stories/{name}": data})


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_what_a_photograph_knows_reaches_no_file(tmp_path: Path, name: str) -> None:
    data = PHOTOGRAPHS[name]()
    assert data.count(WORD.encode()) >= (1 if name == "two.jpeg" else 2)
    root = project_of(tmp_path, name, data)
    for _ in range(2):  # a second build knows what the first one kept
        report = built(root)
        assert report.written, messages(report)
    made = tree(root / "site") | {f"hidden/{path}": own for path, own in tree(root / ".site.toolbox-gen").items()}
    assert "hidden/cache.sqlite" in made
    assert any(path.startswith("hidden/spare/assets/pictures/") for path in made)
    for path, own in made.items():
        for word in (WORD, "Fatima", *(WORD.encode(form).decode("latin-1") for form in ("utf-16-le", "utf-16-be"))):
            assert word.encode("latin-1") not in own, path
        assert data not in own, path
    pictures = {path: own for path, own in made.items() if "assets/pictures/" in path}
    assert len(pictures) == 4
    for path, own in pictures.items():
        if path.endswith(".webp"):
            assert [sort for sort, _ in chunks(own)] == [b"VP8 "], path
        else:
            found = list(segments(own))
            assert found[0] == (0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), path
            assert {marker for marker, _ in found[1:]} <= BARE.keys(), path


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_what_can_be_seen_is_right(tmp_path: Path, name: str) -> None:
    root = project_of(tmp_path, name, PHOTOGRAPHS[name]())
    assert built(root).written
    wanted = scene().transpose(Image.Transpose.ROTATE_270) if name == "capitals.JPG" else scene()
    pictures = list((root / "site" / "assets" / "pictures").iterdir())
    assert {path.suffix for path in pictures} == {".webp", ".jpg"}
    for path in pictures:
        with Image.open(path) as image:
            assert image.size == wanted.size
            shown = image.convert("RGB")
        for x in (1, 3):
            for y in (1, 3):
                spot = (wanted.width * x // 4, wanted.height * y // 4)
                found, right = shown.getpixel(spot), wanted.getpixel(spot)
                # Colours of a phone's screen are stronger than the same numbers in sRGB.
                assert [abs(a - b) < 45 for a, b in zip(found, right, strict=True)] == [True] * 3, (
                    path.name,
                    spot,
                    found,
                )  # type: ignore[arg-type]


def test_a_transparent_picture_is_bare_too(tmp_path: Path) -> None:
    out = BytesIO()
    image = scene().convert("RGBA")
    image.putalpha(image.getchannel("R"))
    image.save(out, "PNG")
    root = project_of(tmp_path, "x.png", out.getvalue())
    assert built(root).written
    (path,) = (root / "site" / "assets" / "pictures").glob("*.webp")
    found = dict(chunks(path.read_bytes()))
    assert list(found) == [b"VP8X", b"ALPH", b"VP8 "]
    assert found[b"VP8X"][0] == 0x10, "it has transparency, and none of the other things that it says it could have"


@pytest.mark.parametrize("name", ["jpeg.jpg", "program.png", "web.webp"])
@pytest.mark.parametrize("part", [0.5, 0.9])
def test_a_photograph_that_breaks_off_is_told_before_anything_is_written(
    tmp_path: Path, name: str, part: float
) -> None:
    out = BytesIO()
    form = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[name.rpartition(".")[2]]
    Image.effect_noise((300, 300), 90).convert("RGB").save(out, form)
    root = project_of(tmp_path, name, out.getvalue()[: int(len(out.getvalue()) * part)])
    report = built(root)
    assert "image-unreadable" in {p.code for p in report.problems}
    assert not (root / "site").exists()
