"""The theme's styles name no side: a page from right to left is the same page mirrored (decision 032)."""

import re
from collections.abc import Iterator, Sequence

import pytest
import tinycss2
from tinycss2.ast import Declaration, FunctionBlock, Node

from toolbox_gen.theme import ASSETS, theme_folder

SHEETS = sorted((theme_folder() / ASSETS).glob("*.css"))
ALLOWED = {
    (".scroller", "overflow-x"): "that of the inline axis is not known to most browsers",
    (".kind[data-kind].tool::before", "border-radius"): "a leaf, which is the same on both sides",
    (".kind[data-kind].tool::before", "rotate"): "a leaf, which is the same on both sides",
    (".kind[data-kind].fail::before", "clip-path"): "the shape of a kind stays what it is, like the icon of it",
    (".matrix thead .shape", "rotate"): "a shape, which has no direction",
    (".finder-open::after", "border-width"): "a corner that is turned until it points down",
    (".finder-open::after", "transform"): "a corner that is turned until it points down",
    (".finder-open[aria-expanded=true]::after", "transform"): "a corner that is turned until it points up",
    (".finder-facet summary::after", "border-width"): "a corner that is turned until it points down",
    (".finder-facet summary::after", "transform"): "a corner that is turned until it points down",
    (".finder-facet[open] summary::after", "transform"): "a corner that is turned until it points up",
}
"""What names a side all the same, and why it may."""

SIDE = re.compile(r"(?!.*(?:inline|block))(?:.*-)?(?:left|right|top|bottom|width|height|x|y)(?:-.*)?")
NO_SIDE = {"border-width", "line-height", "outline-width", "stroke-width"}
SIDES = {"margin", "padding", "inset", "border-width", "border-style", "border-color", "scroll-padding"}
MOVES = {"translate", "translateX", "translate3d", "skew", "skewX", "rotate", "rotateZ", "drop-shadow"}
WAY = "var(--way)"


def declared(rules: Sequence[Node], around: str = "") -> Iterator[tuple[str, Declaration]]:
    """Each declaration of a stylesheet with the selector that it is for."""
    for rule in rules:
        if rule.type == "declaration":
            yield around, rule
        elif rule.type in ("qualified-rule", "at-rule") and rule.content is not None:
            own = tinycss2.serialize(rule.prelude).strip() if rule.type == "qualified-rule" else around
            inside = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            yield from declared(inside, own)
        else:
            assert rule.type == "at-rule", rule


def sided(name: str, value: Sequence[Node]) -> bool:
    """Whether a declaration would be the same from right to left as from left to right."""
    if WAY in tinycss2.serialize(value):
        return False
    if SIDE.fullmatch(name) and name not in NO_SIDE and not name.startswith("--"):
        return True
    given = [node for node in value if node.type not in ("whitespace", "comment")]
    if any(_is_side(node) for node in given):
        return True
    if (name in SIDES and _uneven(given)) or (name == "border-radius" and _leans(given)):
        return True
    if (name in ("translate", "rotate") and _moves(given)) or (name == "scale" and given[0].value < 0):
        return True
    if name in ("box-shadow", "text-shadow") and any(_moves(_lengths(part)) for part in _parts(value)):
        return True
    return any(_function_sided(node) for node in given if node.type == "function")


def _function_sided(function: FunctionBlock) -> bool:
    given = [node for node in function.arguments if node.type not in ("whitespace", "comment")]
    if any(_is_side(node) for node in given):
        return True
    match function.name:
        case "inset":
            return _uneven(given)
        case "polygon" | "path":
            return True
        case "scale" | "scaleX":
            return given[0].type == "number" and given[0].value < 0
        case "linear-gradient" | "conic-gradient":
            return any(node.type == "dimension" and node.unit == "deg" and node.value % 180 for node in given)
        case name:
            return name in MOVES and _moves(_lengths(given))


def _is_side(node: Node) -> bool:
    return node.type == "ident" and node.lower_value in ("left", "right")


def _parts(value: Sequence[Node]) -> Iterator[list[Node]]:
    """What stands between commas."""
    part: list[Node] = []
    for node in value:
        if node == ",":
            yield part
            part = []
        else:
            part.append(node)
    yield part


def _lengths(nodes: Sequence[Node]) -> list[Node]:
    return [node for node in nodes if node.type in ("number", "dimension", "percentage", "function")]


def _moves(lengths: Sequence[Node]) -> bool:
    """Whether the first length or angle is not nothing."""
    return any(getattr(node, "value", 1) != 0 for node in lengths[:1])


def _uneven(given: Sequence[Node]) -> bool:
    """Four sides, of which the second and the fourth differ."""
    return len(given) == 4 and given[1].serialize() != given[3].serialize()


def _leans(given: Sequence[Node]) -> bool:
    """Corners of which those on one side differ from those on the other."""
    corners = [node.serialize() for node in given]
    filled = (corners * 4)[:4] if len(corners) < 3 else [*corners, corners[1]][:4]
    return filled[0] != filled[1] or filled[2] != filled[3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("margin-left: 0", True), ("padding: 1em 2em 1em 0", True), ("padding: 1em 2em 1em 2em", False),
        ("padding: 1em 2em 0", False), ("inset: 0", False), ("inset: 0 auto auto 0", True), ("left: 0", True),
        ("border-inline-start: 1px solid", False), ("border-right: 0", True), ("border-width: 0 2px 2px 0", True),
        ("border-top-left-radius: 1px", True), ("border-radius: 50% 50% 50% 0", True), ("border-radius: 2px", False),
        ("border-radius: 2px 4px", True), ("border-end-start-radius: 0", False), ("width: 1px", True),
        ("max-inline-size: 1px", False), ("text-align: left", True), ("text-align: start", False),
        ("float: right", True), ("float: inline-start", False), ("background-position: right top", True),
        ("background: linear-gradient(90deg, red, blue)", True), ("background: linear-gradient(180deg, red, blue)", False),
        ("background: linear-gradient(to right, red, blue)", True), ("transform: translateX(1px)", True),
        ("transform: translateY(1px)", False), ("translate: 0 1px", False), ("translate: 1px 0", True),
        ("translate: calc(var(--way) * 1px) 0", False), ("transform: scaleX(-1)", True), ("scale: -1 1", True),
        ("scale: var(--way) 1", False), ("rotate: 45deg", True), ("box-shadow: 1px 0 red", True),
        ("box-shadow: inset 0 -1px red", False), ("box-shadow: 0 1px red, 2px 0 blue", True),
        ("clip-path: inset(50%)", False), ("clip-path: inset(0 0 0 1px)", True), ("line-height: 1.2", False),
        ("overflow-x: auto", True), ("transform-origin: left", True),
    ],
)  # fmt: skip
def test_a_side_is_seen(text: str, expected: bool) -> None:
    (only,) = tinycss2.parse_blocks_contents(text)
    assert sided(only.lower_name, only.value) is expected


def test_no_style_names_a_side() -> None:
    found = {
        (selector, rule.name): f"{sheet.name}:{rule.source_line}: {selector} {{ {rule.serialize()} }}"
        for sheet in SHEETS
        for selector, rule in declared(tinycss2.parse_stylesheet(sheet.read_text(encoding="utf-8"), True, True))
        if sided(rule.lower_name, rule.value)
    }
    assert [said for where, said in found.items() if where not in ALLOWED] == []
    assert [where for where in ALLOWED if where not in found] == []


def test_a_direction_is_asked_for_once() -> None:
    """Whatever turns does so by `--way`, which the nearest `dir` gives, also where one text stands inside another."""
    asked = [
        (selector, rule.name)
        for sheet in SHEETS
        for selector, rule in declared(tinycss2.parse_stylesheet(sheet.read_text(encoding="utf-8"), True, True))
        if re.search(r"\[dir=|:dir\(", selector)
    ]
    assert asked == [(':root, [dir="ltr"]', "--way"), ('[dir="rtl"]', "--way")]
