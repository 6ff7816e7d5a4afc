"""What leads back to where it begins."""

from toolbox_gen.circles import circles
from toolbox_gen.fields import Common
from toolbox_gen.frontmatter import Path
from toolbox_gen.model import Document, Edge, Key
from toolbox_gen.prose import Outline


def edge(name: str, source: str, target: str) -> tuple[Document, Path, Edge]:
    keys = Key("tool", source), Key("tool", target)
    document = Document(keys[0], "en", f"content/tools/{source}.md", Common(), Outline(), 1, {})
    return document, (name,), Edge(*keys, name)


def ways(*edges: tuple[str, str, str]) -> dict[str, object]:
    return {
        found.path.rpartition("/")[2]: dict(found.values)["way"] for found in circles([edge(*one) for one in edges])
    }


def test_a_circle_is_told_at_each_of_its_edges_by_its_shortest_way() -> None:
    found = ways(("of", "a", "b"), ("of", "b", "c"), ("of", "c", "a"), ("of", "d", "a"), ("of", "b", "d"))
    assert found == {"a.md": "a → b → c → a", "b.md": "b → d → a → b", "c.md": "c → a → b → c", "d.md": "d → a → b → d"}


def test_edges_of_two_fields_make_no_circle() -> None:
    assert ways(("of", "a", "b"), ("in", "b", "a")) == {}
