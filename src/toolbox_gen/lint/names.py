"""Words that may be somebody's name: capitals where no sentence begins, and a few other places.

It must not know which names are known: of what is found here, `checks.names` takes away cities, organisations,
languages and whatever the toolbox itself is called. A pure function of one text, in whatever language.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from toolbox_gen.lint.ordinary import ABBREVIATIONS, ARTICLES, PARTICLES, VERBS, is_ordinary

NAME, BEGUN = "name", "begun"
LONGEST_ACRONYM = 5
LONGEST_NAME = 12
"""In words, with particles and initials; what is longer is more than one."""
LONGEST_SIGNED = 6
"""So many words may stand in a line that says whose the words above are."""


class Name(NamedTuple):
    """What may be a name. With the sort `begun` its first word begins a sentence, and is none by itself."""

    start: int
    sort: str
    text: str


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    begins: bool
    """Whether a sentence, a heading, an item, a quotation or a cell begins with it; looked at only where it matters."""


_INNER = ("Mc", "Mac", "De", "Da", "Di", "Du", "Van", "Von", "La", "Le", "Ben", "El", "Al", "O'", "O’")
"""How names begin that have a capital inside, unlike those of products."""


class _Marks:
    """The patterns of this module; an instance is made when the first text needs them, for that takes milliseconds."""

    def __init__(self) -> None:
        self.word = re.compile(r"[\w\u0300-\u036f]++(?:['’·-][\w\u0300-\u036f]++)*+")
        self.address = re.compile(
            r"\]\([^)\s]{0,2000}+|\[\[[^\]|\n]{0,200}+\||\b(?:https?://|www\.|mailto:|tel:)[^\s)>\]]{0,2000}+"
            r"|(?<![\w.+-])[\w.+-]{1,64}+@[\w.-]{1,200}+"
        )
        # an empty line, or a sign with which a heading, an item, a rule or a row begins; a hard break
        self.block = re.compile(r"\n[ \t>]*(?:\n|[-*+#|=~`]|\d)|  \n|\\\n")
        self.opens = re.compile(r"(?:[“„«‹({|]|!\[|(?<![^\s(*_>])[\"'‘])[\s*_]*+\Z")
        self.aside = re.compile(r"\([*_]*+\Z")
        self.signed = re.compile(r"(?:\A|\n)[ \t>*_]*+(?:[—–]|--)[ *_]*+\Z")
        self.age = re.compile(r" ?[(,] ?[1-9]\d(?: ?\)| (?:jaar|ans|years)\b|,)")
        self.short = re.compile(r"['’](?:s|m|ll|ve|re|d|t)?\Z")
        self.elided = re.compile(r"(?:[dlqjmtcns]|qu)['’](?=.)", re.IGNORECASE)


_marks = cache(_Marks)


def find(text: str, *, common: frozenset[str] = frozenset(), is_name: bool = False) -> tuple[Name, ...]:
    """What may be names in a text, Markdown or not.

    common: the words that the same file writes with a small letter. is_name: whether the text as a whole stands where
    a name is expected, so that its first word counts like the others.
    """
    text = _marks().address.sub(lambda found: "\0" * len(found[0]), text)
    words = _words(text)
    if words and is_name:
        words[0] = words[0]._replace(begins=False)
    found = (_named(text, words, first, last, common) for first, last in _runs(text, words, common))
    return tuple(one for one in found if one)


def small(text: str) -> frozenset[str]:
    """The words that a text writes with small letters."""
    return frozenset(word for word in _marks().word.findall(text) if word.islower())


def parts(name: str) -> tuple[str, ...]:
    """The words of a name that have a capital: without particles, initials, acronyms and names of products."""
    found = []
    for word in name.split():
        for part in re.split(r"[-'’·.]", _marks().short.sub("", word)):
            if part[:1].isupper() and len(part) > 1 and not _is_shaped(part) and part.lower() not in PARTICLES:
                found.append(part)
    return tuple(found)


def has_initial(name: str) -> bool:
    """Whether a name has an initial before another word."""
    return re.search(r"\b[^\W\d_]\.", name) is not None


def _is_shaped(part: str) -> bool:
    """Whether a word looks like an acronym or the name of a product, or has a digit in it."""
    if not part.isalpha():
        return any(map(str.isdigit, part))
    if part.isupper():
        return len(part) <= LONGEST_ACRONYM
    return any(map(str.isupper, part[1:])) and not part.startswith(_INNER)


# ------------------------------------------------------------------------------------------------- words


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    before: _Word | None = None
    for match in _marks().word.finditer(text):
        start, end, own = match.start(), match.end(), match[0]
        begins = (own[0].isupper() or end - start <= 2) and _begins(text, before, start, end)
        before = _Word(start, end, own, begins)
        found.append(before)
    return found


def _begins(text: str, before: _Word | None, start: int, end: int) -> bool:
    gap = text[before.end if before else 0 : start]
    if gap == " ":
        return before is not None and before.begins and _is_grown(text, before, gap)
    marks = _marks()
    if (before is None or "\n" in gap) and marks.signed.search(gap):
        return not _is_signature(text, start)
    if marks.aside.search(gap):
        return not (text[end : end + 1] in (")", ",", ";") or marks.age.match(text, end))
    if before is None or marks.block.search(gap) or "|" in gap or marks.opens.search(gap):
        return True
    if "\n" in gap and text[text.rfind("\n", 0, before.start) + 1 : before.start].lstrip(" >").startswith("#"):
        return True  # the line before is a heading
    if any(sign in gap for sign in "!?…:"):
        return True
    if "." in gap:
        return gap.strip(" *_\n") != "." or not (_is_letter(before.text) or before.text.lower() in ABBREVIATIONS)
    return before.begins and _is_grown(text, before, gap)


def _is_grown(text: str, before: _Word, gap: str) -> bool:
    """Whether what stands before a word belongs to its own beginning: ’s Avonds, a) Koffie, 12) Koffie."""
    is_short = _is_letter(before.text) and text[before.start - 1 : before.start] in ("'", "’", "‘")
    return is_short or (gap.startswith(")") and len(before.text) <= 2)


def _is_letter(text: str) -> bool:
    return len(text) == 1 and text.isalpha()


def _is_signature(text: str, start: int) -> bool:
    """Whether a line that begins with a dash says who spoke, and is not what she said."""
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    return len(line) < 120 and len(line.split()) <= LONGEST_SIGNED and line.rstrip()[-1:] not in (".", "!", "?", "…")


# ------------------------------------------------------------------------------------------------- names


def _is_capital(word: _Word) -> bool:
    """Whether a word has a capital where names have it."""
    text = word.text
    if text[0].isupper():
        return not ((elided := _marks().elided.match(text)) and text[elided.end()].islower())
    if elided := _marks().elided.match(text):
        return text[elided.end()].isupper()
    return "-" in text and any(part[:1].isupper() for part in text.split("-")[1:])


def _is_name(word: _Word, common: frozenset[str]) -> bool:
    plain = _marks().short.sub("", word.text)
    return _is_capital(word) and not is_ordinary(plain) and plain.lower() not in common and len(plain) > 1


def _runs(text: str, words: Sequence[_Word], common: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The first and the last word of what may be one name."""
    at = 0
    while at < len(words):
        if not _is_first(words, at, common, text):
            at += 1
            continue
        last = at if _is_name(words[at], common) else None
        end, most = at + 1, min(len(words), at + LONGEST_NAME)
        while end < most and not words[end].begins and _is_joined(text, words[end - 1], words[end]):
            if _is_name(words[end], common):
                last = end
            elif words[end].text.lower() not in PARTICLES and not _is_initial(text, words[end]):
                break
            end += 1
        if last is None:
            at += 1
            continue
        yield at, last
        at = last + 1


def _is_first(words: Sequence[_Word], at: int, common: frozenset[str], text: str) -> bool:
    word = words[at]
    if _is_name(word, common) or _is_initial(text, word):
        return True
    return not word.begins and word.text[0].isupper() and word.text.lower() in PARTICLES


def _is_initial(text: str, word: _Word) -> bool:
    return len(word.text) == 1 and word.text.isupper() and text[word.end : word.end + 1] == "."


def _is_joined(text: str, before: _Word, word: _Word) -> bool:
    gap = text[before.end : word.start]
    return gap in {" ", "\n", "\u00a0"} or (gap in {". ", "."} and len(before.text) == 1) or gap == " '"


def _named(text: str, words: Sequence[_Word], first: int, last: int, common: frozenset[str]) -> Name | None:
    start, sort = words[first], NAME
    if start.begins:
        is_alone = first == last
        if is_alone and not _does(text, words, last):
            return None
        sort = NAME if is_alone else BEGUN
    shown = _bare(text[start.start : words[last].end])
    return Name(start.start, sort, shown) if parts(shown) else None


def _bare(shown: str) -> str:
    """A name on one line, without what is only grown together with it: d’Amina, Amina’s, pro-Europees."""
    elided = _marks().elided.match(shown)
    if elided and shown[0].islower():
        shown = shown[elided.end() :]
    before, hyphen, after = shown.partition("-")
    if hyphen and before.islower() and before not in ARTICLES:
        shown = after
    return " ".join(_marks().short.sub("", shown).split())


def _does(text: str, words: Sequence[_Word], at: int) -> bool:
    """Whether what stands behind a word is said of people only: what they do, or how old they are."""
    word = words[at]
    if _marks().age.match(text, word.end):
        return True
    follows = words[at + 1] if at + 1 < len(words) else None
    return follows is not None and follows.text in VERBS and text[word.end : follows.start] == " "
