"""The one home of Pillow: pictures are rebuilt from their pixels, so that nothing but what can be seen goes out.

No metadata (place, camera, names, thumbnail) and no original survives.
"""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

FORMATS = (".jpg", ".jpeg", ".png", ".webp")
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 16_383  # what WebP can hold
WIDTHS = (480, 960, 1600)
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
            width, height = image.size
            turned = _orientation(image) in (5, 6, 7, 8)
    except Image.DecompressionBombError:
        return "image-too-large"
    except (OSError, ValueError, SyntaxError):
        return "image-unreadable"
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        return "image-too-large"
    return (height, width) if turned else (width, height)


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


def widths(width: int) -> tuple[int, ...]:
    """The widths in which an image is published: never wider than it is."""
    smaller = tuple(w for w in WIDTHS if w < width)
    return (*smaller, width) if width <= WIDTHS[-1] else smaller


def rebuild(data: bytes, *, width: int, form: str) -> bytes:
    """The pixels alone, as `webp` or `jpeg` of a width; what is transparent becomes white in JPEG.

    OSError or ValueError when the image is damaged.
    """
    from PIL import Image

    with _opened(data) as image:
        alpha = "A" in image.getbands() or "transparency" in image.info
        grey = image.point(lambda value: value / 256).convert("L") if image.mode.startswith("I;16") else image
        pixels = grey.convert("RGBA" if alpha else "RGB")
        turn = _TURNS.get(_orientation(image))
    if turn is not None:
        pixels = pixels.transpose(Image.Transpose[turn])
    if pixels.width != width:
        pixels = pixels.resize((width, max(1, round(pixels.height * width / pixels.width))), Image.Resampling.LANCZOS)
    if form == "jpeg" and alpha:
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
