"""Marks that stand on a letter: accents, points, tones. A text may pile up so many that nobody can read or sort it.

To normalise a text takes as long as the square of the marks on one letter, so there is a most, which is that of
Unicode's Stream-Safe Text Format (UAX #15): thirty. No language has more than a few.
"""

import re
import unicodedata

MOST = 30
_FOREIGN = re.compile(f"[\u0300-\u1fff\u20d0-\u20ff\u2cef-\U0010ffff]{{{MOST + 1}}}")
"""So many characters in a row that some of them may be marks: a glance, since no mark of a European text is near."""


def crowd(text: str) -> int:
    """Where the first run of more than thirty marks begins, as an index; -1 where there is none."""
    if text.isascii() or not (found := _FOREIGN.search(text)):
        return -1
    run = 0
    for at in range(found.start(), len(text)):
        run = run + 1 if text[at] > "\u02ff" and _is_mark(text[at]) else 0
        if run > MOST:
            return at - MOST
    return -1


def _is_mark(character: str) -> bool:
    """Whether it is a mark, or falls apart into marks alone at its beginning."""
    return unicodedata.combining(unicodedata.normalize("NFKD", character)[0]) > 0
