"""What YAML's own complaints mean: the code of the problem, its place, and the line as it must be typed.

They speak of tokens, mappings and scalars, to people who know none of these.
"""

import re

from toolbox_gen.problems import Problem, Spot, problem

_NO_SPACE = re.compile(r"((?:- )?[A-Za-z_]+):(?:\u00a0+|(?=[^\s/]))")
"""A field whose colon has no space after it, or one that does not break; no address."""
NO_SPACE_AFTER_DASH = re.compile(r"-[^\W\d_]")
"""How a list item begins that would be read as a text."""
_CLOSED_EARLY = re.compile(r"\s*(?:- +)?(?:[\w-]+: +)?(?=[\"'\[{])")
"""What stands before a value that begins with a quotation mark or a bracket."""


def spaced(line: str) -> str:
    """The line with the space that is missing after its colon or its dash; nothing when none is."""
    if _NO_SPACE.match(line):
        return _NO_SPACE.sub(r"\1: ", line, count=1)[:80]
    return line.replace("-", "- ", 1)[:80] if NO_SPACE_AFTER_DASH.match(line) else ""


_FIELD = re.compile(r"((?:- +)*[\w-]+: +|- +|)(\S.*)\Z")


def _quoted(line: str) -> str:
    """The line with its whole value in quotes, ready to be typed; nothing where that takes more than quotes."""
    field = _FIELD.match(line)
    if field is None or "\\" in field[2] or len(line) > 120 or field[2][0] in "[{|>":
        return ""
    start, value = field[1], field[2]
    if value[0] == value[-1] == "'" and len(value) > 1:
        value = value[1:-1].replace("''", "'")  # an apostrophe inside single quotes
    elif value[0] == '"' and value.count('"') == 1:
        value = value[1:]
    if '"' not in value:
        return f'{start}"{value}"'
    return f"{start}'{value}'" if "'" not in value else ""


_COMPLAINTS = {
    "yaml-backslash": ("escape character", "hexdecimal", "hexadecimal"),
    "yaml-colon": ("mapping values are not allowed",),
    "yaml-tab": ("\\t", "'\t'", "a tab character"),
    "yaml-quote": ("unexpected end of stream", "while scanning a quoted scalar"),
    "yaml-character": (
        "cannot start any token",
        "while scanning a directive",
        "while scanning an anchor",
        "while scanning an alias",
        "while scanning a tag",
        "undefined alias",
        "block scalar",
    ),
    "yaml-no-colon": ("could not find expected ':'",),
    "yaml-indent": ("while parsing a block mapping", "while parsing a block collection"),
    "yaml-bracket": ("while parsing a flow mapping", "while parsing a flow sequence"),
}
"""What libyaml and PyYAML say, by the code of the problem; the first that is said counts."""
_AT_BEGINNING = ("yaml-quote", "yaml-no-colon", "yaml-bracket", "yaml-character")
"""Complaints whose place is where the wrong thing begins, rather than where the parser gave up."""


def translated(said: str, text: str, path: str, line: int, *, at: Spot, begins: Spot | None) -> Problem:
    """A complaint as a problem, of a text that begins on a line of its file.

    at: where in the file the parser gave up; begins: where what it was reading does.
    """
    lines = text.split("\n")
    at = Spot(min(at.line, line + len(lines) - 1), at.column)
    here = lines[at.line - line] if at.line - line < len(lines) else ""
    code = next((code for code, words in _COMPLAINTS.items() if any(word in said for word in words)), "yaml-syntax")
    if tab := re.match(r"[ -]*[\t\u00a0]", here):
        code, at = "yaml-tab", Spot(at.line, tab.end())
    elif code == "yaml-colon" and ": " not in here[: at.column - 1]:
        code = "yaml-indent"  # the only colon of its line: the line stands too deep
    elif code in _AT_BEGINNING and begins:
        at = begins
        here = lines[at.line - line]
    if code == "yaml-indent":
        start = _CLOSED_EARLY.match(here)
        if start and start.end() + 1 < at.column:
            code, at = "yaml-rest", Spot(at.line, start.end() + 1)
        else:
            at = Spot(at.line, len(here) - len(here.lstrip()) + 1)
    right = spaced(here.strip()) if code == "yaml-no-colon" else ""
    if right:
        code = "yaml-no-space"
    elif code in ("yaml-colon", "yaml-rest", "yaml-character", "yaml-quote"):
        right = _quoted(here.strip())
    return problem(path, at, code, said=said, line=here.strip()[:80], right=right)
