"""Names of people in texts whose consent says that they must not be recognised."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from toolbox_gen.checks.material import Material
from toolbox_gen.fields import Consent
from toolbox_gen.i18n import names_of_days, names_of_places
from toolbox_gen.lint.names import BEGUN, NAME, has_initial, parts
from toolbox_gen.lint.ordinary import OF_NOBODY
from toolbox_gen.lint.traces import ANONYMOUS, FIRST_NAME, HIDDEN, Trace, hidden_as
from toolbox_gen.model import Document
from toolbox_gen.problems import Problem, Spot, problem

_ENDINGS = {
    "nl": r"s|sen?|en?|ers?|aars?|aren|a?an(?:s|se|en)?|[in]?ees|[inl]?ese|[in]?ezen?|[iïe]?[eë]rs?|i?sche?|[eë]nse?",
    "fr": r"e?s?|l?ais|l?aises?|ois|oises?|i?ens?|i?ennes?|ains?|aines?|ans?|anes?|éens?|éennes?",
    "en": r"s|i?ans?|l?ese|is?|ish|ers?",
}
"""How the words end that are made of the name of a country, a language or a city: Marokkaanse, Belges, Syrian."""
_STATES = re.compile(r"(?:i?stan|lande?|ique|ië)\Z")
_LEAST_STEM = 4
_SHORT = 3
"""Letters of a word of which two would tell too much, at most."""


def check(material: Material) -> Iterator[Problem]:
    """Each word that may be a name and is known for nothing else, once for every file."""
    toolbox: _Toolbox | None = None
    languages: dict[str, Known] = {}
    for document in material.content.documents.values():
        traces = [one for one in material.content.traces.get(document.path, ()) if one.sort in (NAME, BEGUN)]
        consents = _consents(document, material) if traces else []
        identity = _identity(consents)
        if not identity:
            continue
        toolbox = toolbox or _Toolbox(material)
        if document.language not in languages:
            own = material.config.known_names
            languages[document.language] = Known(document.language, own, toolbox.names, toolbox.places)
        known = languages[document.language]
        invented = [name for one in consents for name in one.pseudonyms if identity != ANONYMOUS]
        pseudonyms = frozenset(word.casefold() for name in invented for word in name.split())
        said = {one.identity for one in consents}
        yield from _problems(document, identity, traces, known, pseudonyms, is_said=identity in said)


def _consents(document: Document, material: Material) -> list[Consent]:
    """That of a document and, of a translation, that of its original: both must hold."""
    original = material.content.documents.get((document.key, material.config.language), document)
    return [one.record.consent for one in (document, original) if one.record.consent]


def _identity(consents: Iterable[Consent]) -> str:
    """How people are hidden by the one of these consents that hides them most; empty where none does."""
    found = {hidden_as(one.status, one.identity) for one in consents}
    return next((name for name in HIDDEN if name in found), "")


def _problems(
    document: Document,
    identity: str,
    traces: Iterable[Trace],
    known: "Known",
    pseudonyms: frozenset[str],
    *,
    is_said: bool,
) -> Iterator[Problem]:
    found: dict[str, list[Spot]] = {}
    for trace in traces:
        words = suspects(trace.sort, trace.text, known, identity, pseudonyms)
        if words:
            found.setdefault(" ".join(words), []).append(trace.spot)
    remedy = {} if identity == ANONYMOUS else {"field": "pseudonyms"}
    if not is_said:
        remedy = {"missing": "identity"}
    for name, spots in found.items():
        code = "family-name" if identity == FIRST_NAME else "person-name"
        shown = " ".join(f"{word[: 2 if len(word) > _SHORT else 1]}…" for word in name.split())
        yield problem(document.path, spots[0], code, shown=shown, identity=identity, times=len(spots), **remedy)


def suspects(
    sort: str, name: str, known: "Known", identity: str, pseudonyms: frozenset[str] = frozenset()
) -> list[str]:
    """The words of what may be a name that a consent does not allow; `pseudonyms` in small letters."""
    unknown = [word for word in known.unknown(name) if word.casefold() not in pseudonyms]
    if identity == FIRST_NAME:
        return unknown if len(unknown) > 1 or has_initial(name) else []
    begins = sort == BEGUN and unknown[:1] == name.split()[:1]
    return unknown if len(unknown) > begins else []


class _Toolbox:
    """What a toolbox calls itself, its organisations, tools, places and terms."""

    def __init__(self, material: Material) -> None:
        self._material = material

    @cached_property
    def names(self) -> frozenset[str]:
        """What its words are known from: of titles and file names, those that do not belong to hidden people."""
        content, config = self._material.content, self._material.config
        found = [*(config.title or {}).values(), *self.places]
        shown = [one for one in content.documents.values() if not self._hides(one)]
        found += [text for one in shown for text in (one.record.heading, one.key.slug.replace("-", " "))]
        for vocabulary in content.vocabularies.values():
            for term in vocabulary.terms.values():
                found += [*(term.label or {}).values(), *(s for own in (term.synonyms or {}).values() for s in own)]
        return frozenset(found)

    @cached_property
    def places(self) -> frozenset[str]:
        """Where its documents say that something was; of those with hidden people one word only: a city."""
        found = ((one, getattr(one.record, "place", None)) for one in self._material.content.documents.values())
        said = ((one, place) for one, place in found if isinstance(place, str))
        return frozenset(place for one, place in said if " " not in place or not self._hides(one))

    def _hides(self, document: Document) -> bool:
        return bool(_identity(_consents(document, self._material)))


class Known:
    """The words of a language that have a capital and are nobody's name, with those of a toolbox."""

    def __init__(
        self, language: str, whole: Iterable[str] = (), names: Iterable[str] = (), places: Iterable[str] = ()
    ) -> None:
        states, spoken = names_of_places(language)
        self._whole = {_folded(name) for name in (*states, *spoken, *names_of_days(language), *OF_NOBODY, *whole)}
        self._words = {word for name in names for word in _folded(name).split() if len(word) > 1}
        self._stems = {*_stems((*states, *places)), *map(_folded, (*spoken, *OF_NOBODY))}
        own = _ENDINGS.get(language.partition("-")[0])
        self._ending = re.compile(own or "|".join(_ENDINGS.values()))

    def unknown(self, name: str) -> list[str]:
        """The words of a name that are known for nothing else, in their order."""
        words = name.split()
        taken: set[int] = set()
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + 6) + 1):
                if _folded(" ".join(words[start:end])) in self._whole:
                    taken.update(range(start, end))
        left = (word for number, word in enumerate(words) if number not in taken)
        return [word for word in left if _folded(word) not in self._words and not all(map(self._is_known, parts(word)))]

    def _is_known(self, part: str) -> bool:
        word = _folded(part)
        if word in self._words or word in self._whole:
            return True
        return any(
            word[:cut] in self._stems and self._ending.fullmatch(word[cut:]) for cut in range(_LEAST_STEM, len(word))
        )


def _folded(name: str) -> str:
    return " ".join(re.sub(r"[^\w\u0300-\u036f'-]+", " ", name.casefold().replace("’", "'")).split())


def _stems(names: Iterable[str]) -> Iterator[str]:
    """What the words begin with that are made of names: the names themselves, and without their last letters."""
    for name in names:
        word = _folded(name)
        if " " not in word and "-" not in word:
            yield word
            yield _STATES.sub("", word)
            yield from (word[:-cut] for cut in (1, 2) if len(word) - cut >= _LEAST_STEM + cut - 1)
