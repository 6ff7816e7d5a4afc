"""Terms and ways in that have no label in a language of the site."""

from collections.abc import Iterator, Mapping, Sequence

from toolbox_gen.checks.material import Material
from toolbox_gen.config import FILE
from toolbox_gen.i18n import has_catalogue
from toolbox_gen.load import WORDS
from toolbox_gen.model import spot_of
from toolbox_gen.problems import Problem, problem


def check(material: Material) -> Iterator[Problem]:
    """Each that readers of a language would see in another one. Words for the search alone may lack what they like."""
    config = material.config
    languages = tuple(one for one in config.languages if has_catalogue(one))  # of the others, that is said
    for vocabulary in material.content.vocabularies.values():
        for name, term in vocabulary.terms.items() if vocabulary.name != WORDS else ():
            if missing := _missing(term.label, languages, config.language):
                spot = spot_of(vocabulary.places, (name,), at_key=True)
                yield problem(vocabulary.path, spot, "missing-label", name=name, languages=", ".join(missing))
    for number, way in enumerate(config.ways_in):
        if missing := _missing(way.label, languages, config.language):
            spot = spot_of(material.config_file.places, ("ways_in", number))
            yield problem(FILE, spot, "missing-label", name=way.slug, languages=", ".join(missing))


def _missing(label: Mapping[str, str] | None, languages: Sequence[str], main: str) -> list[str]:
    """The languages that a label is not in; one for all languages is in the main one. Of none at all, that is said."""
    if not label:
        return []
    return [one for one in languages if one not in label and not (one == main and "" in label)]
