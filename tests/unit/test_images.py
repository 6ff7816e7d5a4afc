"""Pictures: only what can be seen goes out."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps, PngImagePlugin

from toolbox_gen.images import WIDTHS, measure, rebuild, widths

SECRET = b"Secret-Person"
FORMS = pytest.mark.parametrize("form", ["jpeg", "webp"])


def picture(width: int = 60, height: int = 40) -> Image.Image:
    """White, with a red quarter at the left top."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("red", (0, 0, width // 2, height // 2))
    return image


def exif(orientation: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[0x0112] = orientation
    found[0x010F] = SECRET.decode()
    found[0x013B] = SECRET.decode()
    gps = found.get_ifd(0x8825)
    gps[1], gps[2] = "N", (51.0, 3.0, 14.0)
    gps[29] = SECRET.decode()
    return found


def saved(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def photo(form: str = "JPEG", orientation: int = 1) -> bytes:
    """A photo as cameras make it: with place, maker, XMP, comment, profile and thumbnail."""
    data = exif(orientation)
    options: dict[str, object] = {"exif": data}
    if form == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", SECRET.decode())
        info.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET.decode()}</x>")
        options["pnginfo"] = info
    else:
        options |= {"xmp": b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>", "icc_profile": SECRET}
    if form == "JPEG":
        options["comment"] = SECRET
        with_thumbnail = data.tobytes() + saved(Image.new("RGB", (16, 16))) + SECRET
        options["exif"] = with_thumbnail
    return saved(picture(), form, **options)


def read(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


@FORMS
@pytest.mark.parametrize("source", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_pixels_survives(source: str, form: str) -> None:
    data = photo(source)
    assert SECRET in data or source == "PNG"
    made = rebuild(data, width=30, form=form)
    found = read(made)
    assert found.size == (30, 20)
    assert not found.getexif()
    assert not {"exif", "xmp", "comment", "icc_profile", "photoshop", "XML:com.adobe.xmp"} & set(found.info)
    for trace in (SECRET, b"Exif", b"xmp", b"XMP", b"ICC", b"http://ns.adobe.com"):
        assert trace not in made


@FORMS
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_as_it_was_held(orientation: int, form: str) -> None:
    data = photo("PNG", orientation)
    wanted = ImageOps.exif_transpose(read(data)).convert("RGB")
    assert measure(data) == wanted.size
    made = read(rebuild(data, width=wanted.width, form=form)).convert("RGB")
    width, height = wanted.size
    for spot in ((3, 3), (width - 4, 3), (3, height - 4), (width - 4, height - 4)):
        assert (made.getpixel(spot)[1] > 128) == (wanted.getpixel(spot)[1] > 128)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_size_of_a_picture(form: str) -> None:
    assert measure(saved(picture(60, 40), form)) == (60, 40)


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF"],
)
def test_what_is_no_picture_is_told(data: bytes) -> None:
    assert measure(data) == "image-unreadable"


def test_a_picture_of_another_format_is_told() -> None:
    assert measure(saved(picture(), "GIF")) == "image-unreadable"
    assert measure(saved(picture(), "BMP")) == "image-unreadable"


def png_of(width: int, height: int) -> bytes:
    """The beginning of a PNG that claims a size."""
    data = bytearray(saved(picture(1, 1), "PNG"))
    data[16:24] = struct.pack(">II", width, height)
    import zlib

    data[29:33] = struct.pack(">I", zlib.crc32(bytes(data[12:29])))
    return bytes(data)


@pytest.mark.parametrize(
    ("width", "height", "found"),
    [(10_000, 5_000, (10_000, 5_000)), (10_001, 5_000, "image-too-large"), (60_000, 60_000, "image-too-large")],
)
def test_a_picture_of_too_many_pixels_is_told(width: int, height: int, found: object) -> None:
    assert measure(png_of(width, height)) == found


@FORMS
def test_a_picture_that_breaks_off_is_told(form: str) -> None:
    whole = saved(Image.effect_noise((300, 300), 90), "JPEG")
    with pytest.raises((OSError, ValueError)):
        rebuild(whole[: len(whole) // 2], width=30, form=form)


def test_what_is_transparent_becomes_white_in_jpeg_and_stays_in_webp() -> None:
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    data = saved(image, "PNG")
    assert min(read(rebuild(data, width=20, form="jpeg")).getpixel((10, 10))) > 250
    assert read(rebuild(data, width=20, form="webp")).convert("RGBA").getpixel((10, 10))[3] == 0


def test_a_transparent_colour_of_a_palette_is_kept() -> None:
    image = Image.new("P", (20, 20), 0)
    data = saved(image, "PNG", transparency=0)
    assert read(rebuild(data, width=20, form="webp")).convert("RGBA").getpixel((10, 10))[3] == 0


@FORMS
@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK"])
def test_a_picture_of_any_kind_of_colours_is_rebuilt(mode: str, form: str) -> None:
    data = saved(Image.new(mode, (20, 10)), "JPEG" if mode == "CMYK" else "PNG")
    assert read(rebuild(data, width=10, form=form)).size == (10, 5)


@FORMS
def test_a_scan_in_sixteen_bits_keeps_its_greys(form: str) -> None:
    data = saved(Image.new("I;16", (8, 8), 0x8000), "PNG")
    grey = read(rebuild(data, width=8, form=form)).convert("L").getpixel((4, 4))
    assert 120 <= grey <= 136


@FORMS
def test_a_very_flat_picture_keeps_a_height(form: str) -> None:
    assert read(rebuild(saved(picture(900, 2), "PNG"), width=10, form=form)).size == (10, 1)


@FORMS
def test_the_same_picture_gives_the_same_bytes(form: str) -> None:
    assert rebuild(photo(), width=30, form=form) == rebuild(photo(), width=30, form=form)


@pytest.mark.parametrize(
    ("width", "found"),
    [
        (1, (1,)),
        (480, (480,)),
        (481, (480, 481)),
        (1000, (480, 960, 1000)),
        (1600, WIDTHS),
        (4000, WIDTHS),
    ],
)
def test_the_widths_of_a_picture(width: int, found: tuple[int, ...]) -> None:
    assert widths(width) == found


@given(st.integers(1, 50_000))
def test_a_picture_is_never_made_wider(width: int) -> None:
    found = widths(width)
    assert found
    assert max(found) <= width
    assert list(found) == sorted(set(found))


PHOTOS = [photo(form, 6) for form in ("JPEG", "PNG", "WEBP")]


@settings(max_examples=300)
@given(st.sampled_from(PHOTOS), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6))
def test_a_damaged_picture_is_a_picture_or_told(data: bytes, damage: list[tuple[int, int]]) -> None:
    broken = bytearray(data)
    for place, value in damage:
        broken[place % len(broken)] = value
    size = measure(bytes(broken))
    if isinstance(size, str):
        assert size in ("image-unreadable", "image-too-large")
        return
    if size[0] * size[1] > 100_000:
        return
    try:
        made = read(rebuild(bytes(broken), width=10, form="webp"))
    except (OSError, ValueError, SyntaxError):
        return
    assert made.width == 10
