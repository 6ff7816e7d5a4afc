"""All words of all pages, and what each is related to: forms of its stem, compounds it is a part of, its equals.

It is kept between builds by whoever makes the next one: a change costs what it changes, and leaves the lexicon as if
it had been made from nothing.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from toolbox_gen.search.digits import DIGITS, postings
from toolbox_gen.search.records import Part
from toolbox_gen.search.stops import stop_words
from toolbox_gen.search.words import LEAST, links, split, stemmer

_FEW: Final = 100
"""Of so many changed words it takes less to take all words apart anew than to look for each in every other."""
_VALUES: Final = bytes.maketrans(DIGITS.encode(), bytes(range(64)))


def _scored(part: Part) -> Iterator[tuple[str, int]]:
    """Each word of a page with its level."""
    return zip(part.words.split(), part.levels.encode().translate(_VALUES), strict=True)


class Lexicon:
    """The words of a language's pages; `entries` has the text of each term in the index."""

    def __init__(self, language: str, *, vocabulary: Iterable[str] = (), equals: Iterable[Sequence[str]] = ()) -> None:
        """Words of the vocabularies are known even where no page has them; `equals` are groups that mean the same."""
        self.entries: dict[str, str] = {}
        self.lists: dict[str, array[int]] = {}
        self.titled: Counter[str] = Counter()
        self.endings: Counter[str] = Counter()
        self._stem, self._stop, self._links = stemmer(language), stop_words(language), links(language)
        self._equals: dict[str, set[str]] = {}
        for group in equals:
            for word in group:
                self._equals.setdefault(word, set()).update(set(group) - {word})
        self._always = frozenset((*vocabulary, *self._equals))
        self._writings: dict[str, Counter[str]] = {}
        self._stems: dict[str, str] = {}
        self._forms: dict[str, set[str]] = {}
        self._parts: dict[str, tuple[str, ...]] = {}
        self._wholes: dict[str, set[str]] = {}
        self._known: set[str] = set()

    def fill(self, parts: Iterable[Part]) -> None:
        """The words of all pages, of an empty lexicon; pages have the numbers of their places."""
        lists, writings, titled = self.lists, self._writings, self.titled
        for document, part in enumerate(parts):
            base = document << 6
            for word, level in _scored(part):
                found = lists.get(word)
                if found is None:
                    lists[word] = array("I", (base | level,))
                else:
                    found.append(base | level)
            for word, text in part.written.items():
                writings.setdefault(word, Counter())[text] += 1
            titled.update(part.titled)
        self._settle({*lists, *self._always}, set(), set())

    def change(self, document: int, old: Part, new: Part) -> set[str]:
        """One page has other words. The terms whose entries have changed, appeared or gone."""
        before, after = dict(_scored(old)), dict(_scored(new))
        touched = {word for word in before.keys() | after.keys() if before.get(word) != after.get(word)}
        added, gone = set(), set()
        for word in touched:
            base = document << 6
            found = self.lists.get(word)
            if found is None:
                found = self.lists[word] = array("I")
                if word not in self._always:
                    added.add(word)
            at = bisect_left(found, base)
            if word in before:
                del found[at]
            if word in after:
                found.insert(at, base | after[word])
            elif not found:
                del self.lists[word]
                if word not in self._always:
                    gone.add(word)
        touched |= self._rewrite(old.written, -1) | self._rewrite(new.written, 1)
        self.titled.subtract(old.titled)
        self.titled.update(new.titled)
        return self._settle(added, gone, touched)

    def _rewrite(self, written: Mapping[str, str], by: int) -> set[str]:
        for word, text in written.items():
            counts = self._writings.setdefault(word, Counter())
            counts[text] += by
            if not counts[text]:
                del counts[text]
            if not counts:
                del self._writings[word]
        return set(written)

    # --------------------------------------------------------------------------------------------- relations

    def _settle(self, added: set[str], gone: set[str], touched: set[str]) -> set[str]:
        """Bring all relations up to date with words that came and went; the terms whose entries are others now."""
        moved = {word for word in touched & self._stems.keys() - gone if self._stem_of(word) != self._stems[word]}
        stems = {self._stems[word] for word in touched | gone if word in self._stems}
        for word in gone | moved:
            stem = self._stems.pop(word)
            self._forms[stem].discard(word)
            self._end(word, stem, -1)
        for word in added | moved:
            stem = self._stems[word] = self._stem_of(word)
            self._forms.setdefault(stem, set()).add(word)
            self._end(word, stem, 1)
            stems.add(stem)
        self._known -= gone
        self._known |= added - self._stop
        # A stem that is no word itself leads to its forms; whether it is one may have changed.
        stems |= (added | gone) & self._forms.keys()
        if self._links:
            stems |= self._compounds(added, gone)
            for word in touched & self._parts.keys():  # its documents are those of its parts
                stems |= {self._stems[part] for part in self._parts[word]}
        changed = {word for word in gone if self.entries.pop(word, None) is not None}
        for stem in stems:
            self._write(stem, changed)
        return changed

    def _stem_of(self, word: str) -> str:
        """The stem of a word as it is mostly written: accents decide in French."""
        counts = self._writings.get(word)
        return self._stem(_most(counts) if counts else word) or word

    def _end(self, word: str, stem: str, by: int) -> None:
        """Count how a word ends where its stem ends otherwise."""
        length = _common(word, stem)
        if LEAST <= length < len(word):
            self.endings[f"{word[length - 1 :]}>{stem[length - 1 :]}"] += by

    def _compounds(self, added: set[str], gone: set[str]) -> set[str]:
        """Part the words anew that may come apart otherwise now; the stems of the parts that this concerns."""
        changed = (added | gone) - self._stop
        words = list(self._stems)
        if len(changed) < _FEW:
            words = list({word for part in changed for word in words if part in word})
        memo: dict[str, tuple[str, ...]] = dict.fromkeys(self._stop, ())
        stems: set[str] = set()
        for word in words:
            parts = self._all_parts(word, memo)
            if parts != self._parts.get(word, ()):
                stems.update(self._set_parts(word, parts))
        for word in gone & self._parts.keys():
            stems |= self._set_parts(word, ())
        return stems

    def _all_parts(self, word: str, memo: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        """The parts of a word, and theirs."""
        if word not in memo:
            found = parts = split(word, self._known, self._links)
            for part in parts:
                found = (*found, *(deeper for deeper in self._all_parts(part, memo) if deeper not in found))
            memo[word] = found
        return memo[word]

    def _set_parts(self, word: str, parts: tuple[str, ...]) -> set[str]:
        """Take down the parts of a word; the stems whose compounds are others now."""
        before = self._parts.get(word, ())
        for part in before:
            self._wholes[part].discard(word)
        for part in parts:
            self._wholes.setdefault(part, set()).add(word)
        self._parts[word] = parts
        if not parts:
            del self._parts[word]
        return {self._stems[part] for part in (*before, *parts) if part in self._stems}

    # --------------------------------------------------------------------------------------------- entries

    def _write(self, stem: str, changed: set[str]) -> None:
        """The entries of all words of a stem; terms that have another entry now, or none any more, are added."""
        forms = sorted(self._forms[stem])
        if not forms:
            del self._forms[stem]
        for form in forms:
            text = self._entry(forms) if form is forms[0] else f">{forms[0]}"
            if form in self._writings:
                counts = self._writings[form]
                most = _most(counts)
                if 2 * counts[most] > len(self.lists.get(form, ())):
                    text += f"={most}"
            if self.entries.get(form) != text:
                self.entries[form] = text
                changed.add(form)
        if stem not in self._stems:
            text = f">{forms[0]}" if forms else ""
            if self.entries.get(stem, "") != text:
                self.entries[stem] = text
                changed.add(stem)
            if not text:
                self.entries.pop(stem, None)

    def _entry(self, forms: Sequence[str]) -> str:
        """The text of the entry that has everything: docs/search.md, A range of terms."""
        first, *others = forms
        text = postings(self.lists.get(first, ()))
        if not others and first not in self._wholes and first not in self._equals:
            return text
        for form in others:
            if form in self.lists:
                text += f";{form}:{postings(self.lists[form])}"
        wholes = {whole for form in forms if form in self._wholes for whole in self._wholes[form]}.difference(forms)
        best: dict[int, int] = {}
        for packed in sorted([value for whole in wholes for value in self.lists.get(whole, ())]):
            best[packed >> 6] = packed
        text += f"+{postings(list(best.values()))}" if best else ""
        equals = {equal for form in forms if form in self._equals for equal in self._equals[form]}.difference(forms)
        return f"{text}~{' '.join(sorted(equals))}" if equals else text


def _common(word: str, stem: str) -> int:
    """How many letters both begin with."""
    if word.startswith(stem):
        return len(stem)
    return next((at for at, (ours, theirs) in enumerate(zip(word, stem, strict=False)) if ours != theirs), len(word))


def _most(counts: Mapping[str, int]) -> str:
    """The writing that is counted most; among equals the first in order. Nothing of nothing."""
    return min(counts, key=lambda text: (-counts[text], text), default="")
