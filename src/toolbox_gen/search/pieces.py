"""A piece of the index as a file: a script that hands a value over, named by what it says."""

import json
from base64 import b32encode
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the index."""

    name: str
    """Eight characters of [a-z2-7]; of the head, `head`."""
    data: bytes


def piece(value: object, *, name: str = "") -> Piece:
    """The value as a script that hands it over; named by its content, but for the head.

    A script rather than JSON, so that it also loads in an unpacked zip, where a page may fetch nothing. Without `<`
    it can end no element and open no comment.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<\u2028\u2029":
        if character in text:
            text = text.replace(character, f"\\u{ord(character):04x}")
    if not name:
        name = b32encode(blake2b(text.encode(), digest_size=5).digest()).decode().lower()
    return Piece(name, f'toolboxSearch.receive("{name}",{text});\n'.encode())


def value(data: bytes) -> Any:
    """What a piece with this data hands over."""
    return json.loads(data[data.index(b",") + 1 : data.rindex(b")")])
