"""Texts of one direction among texts of the other (decision 032)."""

import unicodedata

_OPEN, _CLOSE = "\u2068", "\u2069"
_OTHER = {"ltr": ("R", "AL"), "rtl": ("L",)}


def isolated(text: str, direction: str) -> str:
    """A text as it may stand within a line of a direction (`ltr` or `rtl`), both in their own order.

    One that has letters of the other direction stands between the marks that Unicode has for it, which nobody sees:
    they hold where there can be no `<bdi>` too, as in attributes, titles and feeds.
    """
    if direction == "ltr" and text.isascii():
        return text
    foreign = any(unicodedata.bidirectional(letter) in _OTHER[direction] for letter in text)
    return f"{_OPEN}{text}{_CLOSE}" if foreign else text
