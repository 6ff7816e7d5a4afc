"""`docs/trust.md` names for each rule of trust a test that shows it, and that test is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RULES = 18
ROW = re.compile(r"^\| (\d+) \|(.+)\|(.+)\|$", re.M)
NAMED = re.compile(r"`(tests/[\w/.-]+\.py)::(\w+)`")
ROWS = {
    int(number): (rule.strip(), shown)
    for number, rule, shown in ROW.findall((ROOT / "docs/trust.md").read_text("utf-8"))
}


@cache
def functions(path: str) -> dict[str, ast.FunctionDef]:
    file = ROOT / path
    tree = ast.parse(file.read_text("utf-8")) if file.is_file() else ast.Module([], [])
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_each_rule_has_its_line_and_no_other_is_there() -> None:
    assert sorted(ROWS) == list(range(1, RULES + 1))
    assert all(rule for rule, _ in ROWS.values())


@pytest.mark.parametrize("number", range(1, RULES + 1))
def test_a_rule_names_tests_that_are_there_and_run(number: int) -> None:
    named = NAMED.findall(ROWS[number][1])
    assert named, "no test is named"
    for path, name in named:
        assert name.startswith("test_"), name
        assert name in functions(path), f"there is no {path}::{name}"
        marks = {ast.unparse(one) for one in functions(path)[name].decorator_list}
        idle = [
            one for one in marks if re.search(r"mark\.(?:skip\b|xfail|skipif\((?!sys\.platform|not hasattr\(os))", one)
        ]
        assert not idle, f"{name} does not run"


def test_the_documents_that_speak_of_trust_lead_to_each_other() -> None:
    """Every link between them leads to a file that is there."""
    for name in ("SECURITY.md", "docs/trust.md"):
        file = ROOT / name
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", file.read_text("utf-8")):
            assert (file.parent / target).exists(), f"{name} → {target}"
