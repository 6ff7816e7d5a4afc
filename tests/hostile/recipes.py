"""Files that no text file can hold, from the few words of a recipe (YAML), so that a hostile input is a file all the same.

Each entry of a recipe makes one thing, named by its first key; `under` lists the names:

    - file: content/media/x.png        # the bytes of its parts, one after the other
      parts: [text, {hex: 89504e47}, {repeat: "![", times: 500000}, {count: "k{}: v\\n", to: 10000}, {picture: …}]
      encoding: utf-8                  # of the texts among them
      cut: 100                         # only so many bytes of it
    - link: content/stories/x.md       # a symbolic link
      to: ../../elsewhere.md
    - fifo: content/stories/x.md       # a pipe; also `socket`, `folder`
    - many: content/stories/x-{}.md    # so many files of the same parts
      times: 3000

A picture is `{picture: PNG, size: [8, 4], mode: RGB, …}`, with `exif`, `icc`, `comment`, `frames`, `huge`.
A name may hold escapes of Python, such as `\\n` or `\\udcff` for a byte that is no UTF-8.
"""

import os
import socket
import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from PIL import Image, PngImagePlugin

Part = str | Mapping[str, Any]


def make(root: Path, recipe: str) -> None:
    """Make in a project what a recipe says."""
    for entry in yaml.safe_load(recipe):
        sort, name = next(iter(entry.items()))
        _SORTS[sort](root, name, entry)


def _path(root: Path, name: str) -> bytes:
    """Where a thing goes, as bytes: names may be what no text is."""
    path = os.fsencode(root) + b"/" + os.fsencode(name.encode("latin-1", "backslashreplace").decode("unicode_escape"))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path


def _file(root: Path, name: str, entry: Mapping[str, Any]) -> None:
    data = b"".join(_bytes(part, entry.get("encoding", "utf-8")) for part in entry["parts"])
    with open(_path(root, name), "wb") as file:
        file.write(data[: entry.get("cut")])


def _many(root: Path, name: str, entry: Mapping[str, Any]) -> None:
    for number in range(entry["times"]):
        _file(root, name.format(number), entry)


def _socket(root: Path, name: str, entry: Mapping[str, Any]) -> None:
    here = os.getcwd()
    path = _path(root, name)
    os.chdir(os.path.dirname(path))  # the address of a socket is at most 108 bytes
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(os.path.basename(path))
    finally:
        os.chdir(here)


_SORTS: Mapping[str, Callable[[Path, str, Mapping[str, Any]], None]] = {
    "file": _file,
    "many": _many,
    "link": lambda root, name, entry: os.symlink(entry["to"].replace("ROOT", str(root)), _path(root, name)),
    "fifo": lambda root, name, entry: os.mkfifo(_path(root, name)),
    "folder": lambda root, name, entry: os.makedirs(_path(root, name), exist_ok=True),
    "socket": _socket,
    "mode": lambda root, name, entry: os.chmod(_path(root, name), entry["to"]),
}


def _bytes(part: Part, encoding: str) -> bytes:
    if isinstance(part, str):
        return part.encode(encoding)
    if "hex" in part:
        return bytes.fromhex(part["hex"])
    if "repeat" in part:
        return (part["repeat"] * part["times"]).encode(encoding)
    if "count" in part:
        return "".join(part["count"].replace("{}", str(n)) for n in range(part["to"])).encode(encoding)
    if "nest" in part:  # from the outside in and out again
        return (part["nest"][0] * part["times"] + part["nest"][1] * part["times"]).encode(encoding)
    if "steps" in part:  # each line further in
        return "".join(f"{part.get('by', '  ') * n}{part['steps']}\n" for n in range(part["times"])).encode(encoding)
    return _picture(part)


def _picture(part: Mapping[str, Any]) -> bytes:
    form, size, mode = part["picture"], tuple(part.get("size", (8, 4))), part.get("mode", "RGB")
    if "huge" in part:
        return _huge(*part["huge"])
    image = Image.new(mode, size, part.get("colour", 1))
    out = BytesIO()
    more: dict[str, Any] = {}
    if "orientation" in part or "description" in part:
        exif = Image.Exif()
        exif[0x0112] = part.get("orientation", 1)
        exif[0x010E] = part.get("description", "")
        more["exif"] = exif.tobytes()
    if "icc" in part:
        more["icc_profile"] = b"\0" * part["icc"]
    if "comment" in part and form == "PNG":
        more["pnginfo"] = PngImagePlugin.PngInfo()
        more["pnginfo"].add_text("Comment", part["comment"] * part.get("times", 1), zip=bool(part.get("times")))
    elif "comment" in part:
        more["comment"] = part["comment"]
    if "frames" in part:
        others = [Image.new(mode, size, n) for n in range(2, part["frames"] + 1)]
        more |= {"save_all": True, "append_images": others}
    image.save(out, form, **more)
    return out.getvalue()


def _huge(width: int, height: int) -> bytes:
    """A PNG that claims a size, without its pixels: a few bytes that would fill the memory."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
