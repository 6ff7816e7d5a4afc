"""What a vocabulary and `site.yaml` say per language and lack in a language of the site."""

from collections.abc import Iterator, Mapping, Sequence

from toolbox_gen.checks.material import Material
from toolbox_gen.config import FILE, Config
from toolbox_gen.frontmatter import Path
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
                yield problem(vocabulary.path, spot, "missing-label", name=name, languages=missing)
            if missing := _missing(term.description, languages, config.language):
                spot = spot_of(vocabulary.places, (name, "description"), at_key=True)
                yield problem(vocabulary.path, spot, "missing-text", name="description", languages=missing)
    for number, way in enumerate(config.ways_in):
        if missing := _missing(way.label, languages, config.language):
            spot = spot_of(material.config_file.places, ("ways_in", number))
            yield problem(FILE, spot, "missing-label", name=way.slug, languages=missing)
    for path, text in _texts(config):
        if missing := _missing(text, languages, config.language):
            spot = spot_of(material.config_file.places, path, at_key=True)
            yield problem(FILE, spot, "missing-text", name=path[-1], languages=missing)


def _texts(config: Config) -> Iterator[tuple[Path, Mapping[str, str]]]:
    """The texts of `site.yaml`, labels apart. A name may be one for all languages: it is said as it is."""
    lines = config.quick_exit.help_lines
    names: list[tuple[Path, Mapping[str, str]]] = [(("title",), config.title)]
    names += [(("quick_exit", "help_lines", number, "name"), line.name) for number, line in enumerate(lines)]
    yield from ((path, text) for path, text in names if "" not in text)
    yield ("description",), config.description
    yield from ((("ways_in", number, "intro"), way.intro) for number, way in enumerate(config.ways_in))
    yield ("quick_exit", "neutral_title"), config.quick_exit.neutral_title
    yield from ((("quick_exit", "help_lines", number, "note"), line.note) for number, line in enumerate(lines))


def _missing(text: Mapping[str, str] | None, languages: Sequence[str], main: str) -> str:
    """The languages that a text is not in; one for all languages is in the main one. Of none at all, that is said."""
    if not text:
        return ""
    return ", ".join(one for one in languages if one not in text and not (one == main and "" in text))
