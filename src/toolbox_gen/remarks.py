"""Remarks in a body: `<!-- … -->` on lines of its own says something to who edits the file, and nothing to readers."""

import re

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_START = re.compile(r" {0,3}<!--")
_END = "-->"


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
        line = lines[at]
        if fence:
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif found := _FENCE.match(line):
            fence = found[1]
        elif _START.match(line):
            if last < at:  # each line is looked at once, however many begin
                last = next((n for n in range(at, len(lines)) if _END in lines[n]), len(lines))
            if last == len(lines):
                break
            if lines[last].rstrip().endswith(_END) and lines[last].count(_END) == 1:
                lines[at : last + 1] = [""] * (last + 1 - at)
                at = last
        at += 1
    return "\n".join(lines)
