"""One digest for everything that is named or compared by its content."""

from collections.abc import Sequence
from hashlib import blake2b
from unicodedata import normalize


def digest(data: bytes) -> str:
    """BLAKE2b with 128 bits, in hexadecimal: enough that two contents never share a name."""
    return blake2b(data, digest_size=16).hexdigest()


_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


def seal(text: str) -> str:
    """Eight letters a–p (32 bits) by which a person's file tells whether a text is as it was, white space apart.

    No letter is a digit, so that no editor or program takes the whole for a number or a date.
    """
    return seal_of(text.split())


def seal_of(words: Sequence[str]) -> str:
    """The seal of a text in words."""
    plain = normalize("NFC", " ".join(words))
    return blake2b(plain.encode(errors="surrogatepass"), digest_size=4).hexdigest().translate(_LETTERS)


def is_seal(text: str) -> bool:
    """Whether a text could be one."""
    return len(text) == 8 and all("a" <= letter <= "p" for letter in text)
