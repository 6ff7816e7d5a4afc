"""Pictures: only what can be seen goes out."""

from __future__ import annotations

import struct
import subprocess
import sys
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps, PngImagePlugin

from tests.photographs import display_p3, inks, jpeg, png, two_in_one, webp
from tests.photographs import exif as camera
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


# ------------------------------------------------------------------------------------------------- colours


def colour(image: Image.Image, form: str = "webp", **options: object) -> tuple[int, ...]:
    """The colour of the middle of a picture as it is published."""
    source = "JPEG" if image.mode == "CMYK" else "PNG"
    made = read(rebuild(saved(image, source, **options), width=image.width, form=form)).convert("RGB")
    found = made.getpixel((image.width // 2, image.height // 2))
    assert isinstance(found, tuple)
    return found


def near(found: tuple[int, ...], wanted: tuple[int, ...], by: int = 8) -> bool:
    return all(abs(a - b) <= by for a, b in zip(found, wanted, strict=True))


@FORMS
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_the_colours_of_a_phone_look_as_they_did(mode: str, form: str) -> None:
    """Display P3 has stronger colours than sRGB: the same look needs other numbers."""
    image = Image.new("RGB", (16, 16), (60, 150, 60))
    image = image.quantize(2) if mode == "P" else image.convert(mode)
    assert near(colour(image, form), (60, 150, 60))
    assert near(colour(image, form, icc_profile=display_p3()), (0, 154, 39))


def test_a_grey_stays_grey_under_any_profile() -> None:
    for profile in (b"", display_p3()):
        red, green, blue = colour(Image.new("L", (16, 16), 128), icc_profile=profile)
        assert max(red, green, blue) - min(red, green, blue) <= 3
        assert near((red, green, blue), (128, 128, 128))


def test_what_was_made_for_a_press_is_seen_as_it_would_be_printed() -> None:
    cyan = Image.new("CMYK", (16, 16), (255, 0, 0, 0))
    assert colour(cyan)[2] > 200
    red, green, blue = colour(cyan, icc_profile=inks())
    assert max(red, green, blue) - min(red, green, blue) < 20
    assert 80 < green < 180


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK", "RGBA"])
@pytest.mark.parametrize(
    "profile",
    [
        b"x", b"\0" * 200, b"\xff" * 5000, display_p3()[:200], display_p3()[:-40], inks()[:300], b"acsp" * 100,
        display_p3().replace(b"curv", b"curv" + b"\xff\xff"), b"\0\0\0\x80" + bytes(124) + b"\xff" * 4,
    ],
    ids=range(9),
)  # fmt: skip
def test_a_damaged_profile_is_as_none(mode: str, profile: bytes) -> None:
    image = Image.new(mode, (16, 16), 90 if mode == "L" else (90,) * len(mode))
    assert near(colour(image, icc_profile=profile), colour(image), 60)


def test_a_profile_that_is_too_large_is_as_none() -> None:
    image = Image.new("CMYK", (16, 16), (255, 0, 0, 0))
    assert colour(image, icc_profile=inks().ljust(5 * 1024 * 1024, b"\0")) == colour(image)


@pytest.mark.parametrize("profile", [display_p3(), inks()])
@pytest.mark.parametrize("mode", ["RGB", "CMYK"])
def test_a_profile_of_other_colours_is_as_none(mode: str, profile: bytes) -> None:
    if (mode == "CMYK") == (profile == inks()):
        return
    image = Image.new(mode, (16, 16), (90,) * len(mode))
    assert near(colour(image, icc_profile=profile), colour(image))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([display_p3(), inks()]), st.lists(st.tuples(st.integers(0, 900), st.integers(0, 255)), max_size=8)
)
def test_a_hostile_profile_gives_a_picture(profile: bytes, damage: list[tuple[int, int]]) -> None:
    broken = bytearray(profile)
    for place, value in damage:
        broken[place % len(broken)] = value
    for mode in ("RGB", "CMYK"):
        data = saved(Image.new(mode, (4, 4)), "JPEG", icc_profile=bytes(broken))
        assert read(rebuild(data, width=4, form="jpeg")).size == (4, 4)


# ------------------------------------------------------------------------------------------------- sorts of pictures


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_what_moves_is_told(form: str) -> None:
    frames = [Image.new("RGB", (8, 8), shade) for shade in ("navy", "gold")]
    assert measure(saved(frames[0], form, save_all=True, append_images=frames[1:])) == "image-moves"
    assert measure(saved(frames[0], form)) == (8, 8)


@pytest.mark.parametrize("gain_map", [False, True])
def test_of_two_pictures_in_a_file_the_first_is_the_picture(gain_map: bool) -> None:
    data = two_in_one(gain_map=gain_map)
    assert measure(data) == (64, 48)
    assert near(read(rebuild(data, width=64, form="jpeg")).getpixel((8, 8)), (220, 30, 30), 20)  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [jpeg(), png(), webp()], ids=["jpeg", "png", "webp"])
def test_no_word_of_a_camera_is_in_what_is_made(data: bytes) -> None:
    for form in ("jpeg", "webp"):
        assert b"GEHEIM" not in rebuild(data, width=32, form=form)


@FORMS
@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("large", [(1001, 333), (333, 1001), (4000, 501)])
def test_a_picture_that_is_read_smaller_is_the_same_picture(
    large: tuple[int, int], orientation: int, form: str
) -> None:
    """A JPEG is read at an eighth, a quarter or half of its size where that will do."""
    image = Image.radial_gradient("L").resize(large).convert("RGB")
    data = saved(image, "JPEG", exif=camera(orientation), quality=95)
    wanted = image.transpose(Image.Transpose.ROTATE_270) if orientation == 6 else image
    assert measure(data) == wanted.size
    found = read(rebuild(data, width=100, form=form)).convert("RGB")
    assert found.size == (100, max(1, round(wanted.height * 100 / wanted.width)))
    wanted = wanted.resize(found.size, Image.Resampling.LANCZOS)
    from PIL import ImageChops, ImageStat

    assert max(ImageStat.Stat(ImageChops.difference(found, wanted)).mean) < 4


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_is_read_no_smaller_than_it_is_needed(form: str) -> None:
    """Squares of eight pixels: read at an eighth of the size, they would be one grey."""
    squares = Image.new("L", (125, 60))
    squares.putdata([255 * ((x + y) % 2) for y in range(60) for x in range(125)])
    data = saved(squares.resize((1000, 480), Image.Resampling.NEAREST), form)
    found = read(rebuild(data, width=480, form="jpeg")).convert("L")
    assert sum(40 < value < 215 for value in found.tobytes()) < 0.5 * found.width * found.height


def test_strips_leave_no_seams() -> None:
    image = Image.linear_gradient("L").resize((900, 3001)).convert("RGBA")
    found = read(rebuild(saved(image, "PNG"), width=90, form="jpeg")).convert("L")
    column = [found.getpixel((45, y)) for y in range(found.height)]
    steps = [after - before for before, after in pairwise(column)]  # type: ignore[operator]
    assert max(map(abs, steps)) <= 4


def test_a_transparent_colour_beside_others_is_kept() -> None:
    image = Image.new("RGB", (20, 20), (1, 2, 3))
    made = read(rebuild(saved(image, "PNG", transparency=(1, 2, 3)), width=20, form="webp")).convert("RGBA")
    assert made.getpixel((10, 10))[3] == 0  # type: ignore[index]


@pytest.mark.slow
@pytest.mark.parametrize(("mode", "form"), [("RGBA", "PNG"), ("RGB", "JPEG"), ("P", "PNG")])
def test_the_largest_pictures_leave_room_for_others(tmp_path: Path, mode: str, form: str) -> None:
    """In a process of its own that may have no more than half a gibibyte, the program included."""
    path = tmp_path / "large"
    path.write_bytes(saved(Image.new(mode, (8000, 6000)), form, **({"compress_level": 1} if form == "PNG" else {})))
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29)); from pathlib import Path;"
        "from toolbox_gen.images import rebuild; sys.stdout.buffer.write(rebuild(Path(sys.argv[1]).read_bytes(), width=1600, form='webp'))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert read(done.stdout).size == (1600, 1200)
