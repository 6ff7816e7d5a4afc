"""Whatever stands in front matter: it is read as texts, lists and mappings, or refused on a line of its file."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.pieces import ANY, FIELDS, ODD, REFUSED, SCHEMES, counted, mutated, tried
from toolbox_gen import catalogue, config, load
from toolbox_gen.frontmatter import MOST_LEVELS
from toolbox_gen.parse import Parsed, parse
from toolbox_gen.problems import Problem
from toolbox_gen.schema import references_of
from toolbox_gen.source import Source, as_source

MOST_CALLS = 60_000, 600
"""Functions that a file may call: so many, and so many for each of its characters."""

SIGNS = st.sampled_from(
    ["&a ", "*a", "<<: ", "!!python/object:os ", "!x ", "? ", "- ", ": ", " #", "[", "]", "{", "}", ",", "|", ">", "|9",
     "'", '"', '"\\x00"', '"\\u202e"', '"\\ud83d"', '"\\u0301\\u0327"', "---", "...", "%YAML 1.1", "\n", "\n  ", "\n\t", "@",
     "`", "\\", "~", "null", "yes", "0x1F", "1e999", "9" * 60, "9999-12-31", "99999-99", "1u30", "8+", "[[[[[[", "<script>",
     "{{ 7*7 }}", "{% raw %}", "{0}", "%s"]
)  # fmt: skip
NAMES = st.one_of(st.sampled_from(FIELDS), ANY, st.sampled_from(["<<", "__class__", "", '"title"', "model_fields"]))
SCALARS = st.one_of(SIGNS, ODD, SCHEMES, ANY, ANY.map(repr), ANY.map(lambda text: f'"{text}"'))
VALUES: st.SearchStrategy[str] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda parts: f"[{', '.join(parts)}]"),
        st.lists(st.tuples(NAMES, inner), max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{name}: {value}" for name, value in pairs) + "}"
        ),
        st.lists(inner, max_size=3).map(lambda parts: "".join(f"\n  - {part}" for part in parts)),
        st.lists(st.tuples(NAMES, inner), max_size=3).map(
            lambda pairs: "".join(f"\n  {name}: {value}" for name, value in pairs)
        ),
    ),
    max_leaves=12,
)
WRITTEN = st.lists(st.tuples(NAMES, VALUES), max_size=8).map(
    lambda pairs: "---\n" + "".join(f"{name}: {value}\n" for name, value in pairs) + "---\n"
)
FILES = st.one_of(
    WRITTEN,
    mutated(st.one_of(SIGNS, ODD, NAMES, REFUSED)),
    st.lists(st.one_of(SIGNS, ODD), max_size=30).map(lambda parts: "---\n" + "".join(parts) + "\n---\n"),
)
FOLDERS = st.sampled_from([f"content/{kind.folder}/x.md" for kind in catalogue.KINDS])
VOCABULARIES = {
    ref.target for kind in catalogue.KINDS for ref in references_of(kind.record)
} - {kind.name for kind in catalogue.KINDS}  # fmt: skip


@tried
@given(FOLDERS, FILES)
def test_a_file_is_read_or_refused_on_one_of_its_lines(path: str, text: str) -> None:
    source = as_source(path, text.encode())
    if isinstance(source, Problem):
        _are_in([source], text)
        return
    assert source.text is not None
    (parsed, _), calls = counted(lambda: parse(source))
    assert calls <= MOST_CALLS[0] + MOST_CALLS[1] * len(text)
    _is_plain(parsed.values, 0)
    content = load.load([parsed], kinds=catalogue.KINDS, vocabularies=sorted(VOCABULARIES), config=config.Config())
    _are_in(content.problems, source.text)


@tried
@given(st.one_of(WRITTEN, FILES))
def test_values_are_read_or_refused_on_one_of_their_lines(text: str) -> None:
    text = text.removeprefix("---\n").removesuffix("---\n")
    for path in ("site.yaml", "content/vocabularies/themes.yaml"):
        source = as_source(path, text.encode())
        if not isinstance(source, Source):
            continue
        parsed, _ = parse(source)
        _is_plain(parsed.values, 0)
        _are_in(_judged(parsed), source.text or "")


def _judged(parsed: Parsed) -> Iterator[Problem]:
    if parsed.path == "site.yaml":
        _, problems = load.load_config(parsed, catalogue.KINDS)
        yield from problems
    else:
        yield from load.load([parsed], kinds=(), vocabularies=["themes"], config=config.Config()).problems


def _is_plain(value: Any, depth: int) -> None:
    assert type(value) in (str, list, dict)
    assert depth <= MOST_LEVELS
    for inner in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        _is_plain(inner, depth + 1)
    if isinstance(value, dict):
        assert {type(name) for name in value} <= {str}
    elif isinstance(value, str):
        assert "\x00" not in value


def _are_in(problems: Any, text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for found in problems:
        assert 1 <= found.spot.line <= len(lines), found
        assert found.spot.column >= 1, found
