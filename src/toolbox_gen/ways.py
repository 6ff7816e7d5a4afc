"""Ways in: what each of them asks for, and what is asked for that there is none of."""

from collections.abc import Iterator, Mapping, Sequence

from toolbox_gen.config import FILE, Config, Way
from toolbox_gen.facets import Selection
from toolbox_gen.frontmatter import Path
from toolbox_gen.load import CONTENT, VOCABULARIES, Content, file_of
from toolbox_gen.model import Kind, spot_of
from toolbox_gen.parse import Parsed
from toolbox_gen.problems import Problem, nearest, problem
from toolbox_gen.schema import Fault


def selection(way: Way) -> Selection:
    """What a way in asks for, of documents of its kind."""
    return Selection(way.facets, way.minutes, way.people)


def check(parsed: Parsed, config: Config, kinds: Sequence[Kind], content: Content) -> Iterator[Problem]:
    """The facets and values of `site.yaml` that nothing can have; what is said of unknown kinds is said already."""
    if parsed.is_broken:
        return
    by_name = {kind.name: kind for kind in kinds}
    for number, way in enumerate(config.ways_in):
        if kind := by_name.get(way.kind):
            for fault in _faults(way, kind, by_name, content):
                path: Path = ("ways_in", number, "facets", *fault.path)
                spot = spot_of(parsed.places, path, at_key=fault.at_key)
                yield problem(FILE, spot, fault.code, **fault.values)


def _faults(way: Way, kind: Kind, kinds: Mapping[str, Kind], content: Content) -> Iterator[Fault]:
    known = (*kind.choices, *kind.sources)
    for name, values in way.facets.items():
        if name not in known:
            places = {"kind": kind.name, "nearest": nearest(name, known), "known": ", ".join(known)}
            yield Fault((name,), "unknown-facet", {"name": name, **places}, at_key=True)
            continue
        for number, value in enumerate(values):
            if fault := _fault(name, value, kind, kinds, content):
                yield Fault((name, number), fault[0], fault[1])


def _fault(
    name: str, value: str, kind: Kind, kinds: Mapping[str, Kind], content: Content
) -> tuple[str, dict[str, str]] | None:
    """The code and values of what is wrong with a value; nothing when it exists."""
    if name in kind.choices:
        choices = kind.choices[name]
        values = {"name": name, "value": value, "nearest": nearest(value, choices), "choices": ", ".join(choices)}
        return None if value in choices else ("wrong-choice", values)
    source = kind.sources[name]
    if source in kinds:
        known = [key.slug for key, _ in content.documents if key.kind == source]
        near, file = nearest(value, known), file_of(kinds[source], value)
        return None if value in known else ("unknown-document", {"name": value, "nearest": near, "file": file})
    vocabulary = content.vocabularies.get(source)
    terms = vocabulary.terms if vocabulary else {}
    if value in terms or (vocabulary and vocabulary.is_broken):
        return None
    labels = {text: term for term, own in terms.items() for text in (own.label or {}).values()}
    near = nearest(value, [*terms, *labels])
    file = f"{CONTENT}/{VOCABULARIES}/{source}.yaml"
    own_name = {"name": value, "nearest": labels.get(near, near), "field": name}
    return "unknown-term", {"vocabulary": source, "file": file, **own_name}
