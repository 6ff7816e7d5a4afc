"""What in a body is there for who edits it: remarks, and places that wait for their text.

A remark is `<!-- … -->` on lines of its own: no reader sees it. Code is left alone, where both are what they look like.
"""

import re

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_START = re.compile(r" {0,3}<!--")
_END = "-->"
_DOTS = re.compile(r"^(?: {0,3}(?:#{1,6}|[-*+]|\d{1,9}[.)])[ \t]+)?[ \t]*(?:…|\.\.\.)[ \t]*$", re.M)
"""A line that still waits for its text (`fields.PLACEHOLDERS`): a paragraph, a heading, an item of a list."""


def without(body: str) -> str:
    """The body with an empty line for each line of a remark, so that all else stands where it stood.

    A remark begins at the start of a line and ends at the end of one; what begins otherwise, or never ends, stays.
    """
    if "<!--" not in body:
        return body
    lines = body.split("\n")
    fence = ""
    at, last = 0, -1
    while at < len(lines):
        fence, before = _after(lines[at], fence), fence
        if not (fence or before) and _START.match(lines[at]):
            if last < at:  # each line is looked at once, however many begin
                last = next((n for n in range(at, len(lines)) if _END in lines[n]), len(lines))
            if last == len(lines):
                break
            if lines[last].rstrip().endswith(_END) and lines[last].count(_END) == 1:
                lines[at : last + 1] = [""] * (last + 1 - at)
                at = last
        at += 1
    return "\n".join(lines)


def unfilled(body: str) -> tuple[int, ...]:
    """The lines of a body that wait for their text; of a paragraph, none with others above or below it."""
    if not _DOTS.search(body):
        return ()
    lines = body.split("\n")
    found, fence = [], ""
    for number, line in enumerate(lines, 1):
        fence = _after(line, fence)
        if not fence and _DOTS.match(line):
            around = (lines[number - 2] if number > 1 else "", lines[number] if number < len(lines) else "")
            is_alone = not any(one.strip() and not one.lstrip().startswith("#") for one in around)
            if is_alone or not line.strip().startswith(("…", "...")):
                found.append(number)
    return tuple(found)


def _after(line: str, fence: str) -> str:
    """The fence of the code in which a body is after a line, of the one in which it was before; empty in none."""
    if not fence:
        found = _FENCE.match(line)
        return found[1] if found else ""
    return "" if line.strip().startswith(fence) and not line.strip().strip(fence[0]) else fence
