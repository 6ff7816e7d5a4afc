"""The toolbox of this repository keeps what it asks of others: translations as docs/vertalen.md says, words for all readers."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from toolbox_gen import frontmatter
from toolbox_gen.catalogue import KINDS
from toolbox_gen.frontmatter import Value
from toolbox_gen.model import Kind
from toolbox_gen.schema import Record, Tongue, parts
from toolbox_gen.translations import keyed, listed

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content"
TRANSLATIONS = [(kind, path) for kind in KINDS for path in sorted((CONTENT / kind.folder).glob("*.*.md"))]
VOCABULARIES = sorted((CONTENT / "vocabularies").glob("*.yaml"))


def values_of(text: str) -> Mapping[str, Value]:
    return frontmatter.load(text, "").values


def repeated(model: type[Record], values: Mapping[str, Value]) -> Iterator[str]:
    """The fields of a translation that depend on no language, but for those by which an item is known."""
    for part in parts(model):
        value = values.get(part.name, "")
        if part.inner is not None and part.tongue is not Tongue.OWN:
            for item in listed(value):
                yield from repeated(part.inner, keyed(part.inner, item) or {})
        elif value and part.tongue is Tongue.SAME and not part.is_key:
            yield part.name


@pytest.mark.parametrize(("kind", "path"), TRANSLATIONS, ids=lambda one: one.name)
def test_a_translation_leaves_out_what_depends_on_no_language(kind: Kind, path: Path) -> None:
    front = path.read_text(encoding="utf-8").split("\n---\n")[0].removeprefix("---\n")
    assert list(repeated(kind.record, values_of(front))) == []


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_a_term_is_explained_in_every_language(path: Path) -> None:
    languages = listed(values_of((ROOT / "site.yaml").read_text(encoding="utf-8"))["languages"])
    for name, term in values_of(path.read_text(encoding="utf-8")).items():
        given = term.get("description") if isinstance(term, dict) else None
        assert not given or (isinstance(given, dict) and list(given) == languages), name
