"""The words of an index as they were kept and as they are: what is asked for is read, what is new is noted."""

from collections.abc import Mapping

from toolbox_gen.search.kept import Kept, Row
from toolbox_gen.search.records import Part
from toolbox_gen.search.relations import Knowledge, stem_of, taken


class Words:
    """What was kept, with what has become of it since."""

    def __init__(self, kept: Kept, known: Knowledge, parts: Mapping[int, Part]) -> None:
        """Parts: those of the pages that are others now."""
        self.kept, self.known = kept, known
        self.rows: dict[str, Row | None] = {}
        """Words that are others now; None for those that are gone."""
        self.lists: dict[str, str] = {}
        """The posting lists of words that have others now."""
        self._parts = dict(parts)
        self._was: dict[str, Row | None] = {}
        self._taken: dict[str, tuple[dict[str, str], str]] = {}

    def __contains__(self, word: object) -> bool:
        """Whether it can be a part of a compound now."""
        if not isinstance(word, str) or self.known.says_little(word):
            return False
        return self.rows[word] is not None if word in self.rows else self.kept.has(word)

    def was(self, word: str) -> Row | None:
        """What was known of a word."""
        if word not in self._was:
            self._was[word] = self.kept.row(word)
        return self._was[word]

    def row(self, word: str) -> Row | None:
        """What is known of a word now."""
        return self.rows[word] if word in self.rows else self.was(word)

    def old_stem(self, word: str) -> str | None:
        """The stem that a word had, if it was one."""
        row = self.was(word)
        return stem_of(word, row.writings, self.known) if row else None

    def stem(self, word: str) -> str | None:
        """The stem that a word has now, if it is one."""
        row = self.row(word)
        return stem_of(word, row.writings, self.known) if row else None

    def old_forms(self, stem: str) -> list[str]:
        """The words that a stem had."""
        told = self.kept.told(stem)
        text = self.kept.entry(stem)
        if told or text is None or self.old_stem(stem) not in (None, stem):
            return told
        return list(self._group(_first(text, stem))[0])

    def old_wholes(self, stem: str) -> str:
        """The posting list that the compounds of a stem had."""
        forms = self.old_forms(stem)
        return self._group(forms[0])[1] if forms else ""

    def old_list(self, word: str) -> str:
        """The posting list that a word had."""
        text = self.kept.entry(word)
        return self._group(_first(text, word))[0].get(word, "") if text is not None else ""

    def found(self, word: str) -> str:
        """The posting list that a word has now."""
        return self.lists[word] if word in self.lists else self.old_list(word)

    def part(self, number: int) -> Part:
        """What a page is now."""
        if number not in self._parts:
            self._parts[number] = self.kept.part(number)
        return self._parts[number]

    def _group(self, first: str) -> tuple[dict[str, str], str]:
        """What the entry of the first word of a stem was made from."""
        if first not in self._taken:
            self._taken[first] = taken((self.kept.entry(first) or "").partition("=")[0], first)
        return self._taken[first]


def _first(text: str, term: str) -> str:
    """The term that has everything, by the entry of another."""
    return text[1:].partition("=")[0] if text.startswith(">") else term
