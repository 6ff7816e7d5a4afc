"""The one home of Pillow: pictures are rebuilt from their pixels, so that nothing but what can be seen goes out.

No metadata (place, camera, names, thumbnail, colour profile) and no original survives; colours are those of sRGB.
"""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

FORMATS = (".jpg", ".jpeg", ".png", ".webp")
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 16_383  # what WebP can hold
LARGE = 16_000_000
"""Pixels from which on a picture takes so much memory (up to 0.8 GB) that it is made while nothing else is."""
WIDTHS = (480, 960, 1600)
_MOST_PROFILE = 4 * 1024 * 1024
_STRIP = 256  # rows
_READS = ("JPEG", "PNG", "WEBP")
_TURNS = {
    2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_270", 7: "TRANSVERSE",
    8: "ROTATE_90",
}  # fmt: skip
"""What a camera's orientation asks for. Not by `ImageOps.exif_transpose`, which fails on metadata that is broken."""


def measure(data: bytes) -> tuple[int, int] | str:
    """Width and height as seen (its orientation applied), or the code of the problem with it."""
    from PIL import Image  # it takes a while, and most builds have no new picture

    try:
        with _opened(data) as image:
            size = _seen_size(image)
            moves = image.format in ("PNG", "WEBP") and getattr(image, "is_animated", False)
    except Image.DecompressionBombError:
        return "image-too-large"
    except (OSError, ValueError, SyntaxError):
        return "image-unreadable"
    if size[0] * size[1] > MOST_PIXELS or max(size) > LONGEST_SIDE:
        return "image-too-large"
    return "image-moves" if moves else size


@contextmanager
def _opened(data: bytes) -> "Iterator[Image.Image]":
    """An image, without a word about the size or the metadata of it."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(BytesIO(data), formats=_READS) as image:
            yield image


def _orientation(image: "Image.Image") -> int:
    """How the camera was held; upright when its metadata cannot be read."""
    try:
        found = image.getexif().get(0x0112, 1)
    except (OSError, ValueError, SyntaxError, struct.error):
        return 1
    return found if isinstance(found, int) else 1


def _lies(image: "Image.Image") -> bool:
    return _orientation(image) in (5, 6, 7, 8)


def _seen_size(image: "Image.Image") -> tuple[int, int]:
    width, height = image.size
    return (height, width) if _lies(image) else (width, height)


def widths(width: int) -> tuple[int, ...]:
    """The widths in which an image is published: never wider than it is."""
    smaller = tuple(w for w in WIDTHS if w < width)
    return (*smaller, width) if width <= WIDTHS[-1] else smaller


def rebuild(data: bytes, *, width: int, form: str) -> bytes:
    """The pixels alone, as `webp` or `jpeg` of a width; what is transparent becomes white in JPEG.

    OSError, ValueError or SyntaxError when the image is damaged.
    """
    from PIL import Image

    with _opened(data) as image:
        seen = _seen_size(image)
        size = (width, max(1, round(seen[1] * width / seen[0])))
        least = (2 * size[1], 2 * size[0]) if _lies(image) else (2 * size[0], 2 * size[1])
        turn, profile = _TURNS.get(_orientation(image)), image.info.get("icc_profile")
        image.draft("", least)  # a JPEG is read no larger than it is needed
        pixels = _reduced(image, least)
    if turn is not None:
        pixels = pixels.transpose(Image.Transpose[turn])
    if pixels.size != size:
        pixels = pixels.resize(size, Image.Resampling.LANCZOS)
    pixels = _coloured(pixels, profile if isinstance(profile, bytes) else b"")
    if form == "jpeg" and pixels.mode == "RGBA":
        paper = Image.new("RGBA", pixels.size, "white")
        paper.alpha_composite(pixels)
        pixels = paper.convert("RGB")
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    out = BytesIO()
    if form == "webp":
        clean.save(out, "WEBP", quality=80, method=4)
    else:
        clean.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()


def _reduced(image: "Image.Image", least: tuple[int, int]) -> "Image.Image":
    """An image in a mode that can be scaled, and as small as can be had by averaging, but not smaller than `least`.

    In strips, so that of a large image there is no second one in another mode.
    """
    from PIL import Image

    image.load()
    mode = _mode(image)
    factor = max(1, min(image.width // least[0], image.height // least[1]))
    if factor == 1 and image.mode == mode:
        return image.copy()
    found = Image.new(mode, (-(-image.width // factor), -(-image.height // factor)))
    rows = factor * max(1, _STRIP // factor)
    for top in range(0, image.height, rows):
        strip = image.crop((0, top, image.width, min(image.height, top + rows)))
        if strip.mode.startswith("I;16"):
            strip = strip.point(lambda value: value / 256)
        strip = strip.convert(mode)
        found.paste(strip.reduce(factor) if factor > 1 else strip, (0, top // factor))
    return found


def _mode(image: "Image.Image") -> str:
    if "A" in image.getbands() or "transparency" in image.info:
        return "RGBA"
    if image.mode == "CMYK":
        return "CMYK"
    return "L" if image.mode in ("1", "L") or image.mode.startswith("I;16") else "RGB"


def _coloured(image: "Image.Image", profile: bytes) -> "Image.Image":
    """An image in the colours of sRGB; by its mode alone when its profile is damaged, or of other colours."""
    from PIL import ImageCms

    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    pixels = image.convert("RGB") if alpha else image
    if 0 < len(profile) <= _MOST_PROFILE:
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pixels = ImageCms.profileToProfile(
                pixels, BytesIO(profile), ImageCms.createProfile("sRGB"),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            ) or pixels  # fmt: skip
    pixels = pixels.convert("RGB")
    if alpha:
        pixels.putalpha(alpha)
    return pixels
