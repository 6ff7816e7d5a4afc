"""The fast lane of Markdown: a parser compiled from Rust, for bodies that hold nothing but ordinary constructs.

`markdown.read` gives Markdown its meaning, and takes its time. `read` gives the very same `Body`, or None: its gate is
a grammar of what is known to mean the same to both parsers, and any doubt is a None.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import accumulate

from toolbox_gen.bodies import Anchors, Body, Heading, Link, Places
from toolbox_gen.markdown import COLUMNS, MOST_LEVELS

_Noted = tuple[str, int, str]
"""A link in the source: its target, its line and its form."""

_QUOTE = "\uff02"
"""Stands for `"` in what the compiled parser reads, which would not escape it. Both are punctuation to Unicode."""
_ODD = r"\x00-\x1f\x7f-\xa0\u1680\u2000-\u200f\u2028-\u206f\u3000\ud800-\uffff"
"""Control characters, rare spaces, presentation forms, what is no character."""
_TEXT = rf"[^\\`*_\[\]<&#|{_ODD}]++"
_FIRM = r"(?:(?<=[^\W_])|(?<=[«!?.…»)]))[\xa0\u202f](?=[^\W_]|[:;!?%»€])"
"""Spaces that do not break, inside a line."""
_LONE = r"&(?![#0-9A-Za-z]++;)|<(?=[ 0-9])|(?<!#)#(?=[^\W_])|(?<=[^\W_])#(?!#)"
_BESIDE = r"\n -~\w“”‘’„«»–—…"
"""What may stand beside `*` and `_`: of rarer characters the parsers do not agree which are punctuation."""
_STARS = rf"(?<![^{_BESIDE}])(?:(?<!\*)\*{{1,3}}(?!\*)|(?<!_)_{{1,3}}(?!_))(?![^{_BESIDE}])"
_CODE = r"(?<!`)`[ -Z\\^_a-{}~\w]++`(?!`)"
_HOST = r"(?:[A-Za-z0-9-]{1,60}\.){0,3}[A-Za-z]{1,60}"
_TARGET = (
    rf"(?:https?://{_HOST}(?:/[A-Za-z0-9_/.~#?=+,:@!$&-]*+)?|mailto:[A-Za-z0-9.+-]{{1,60}}@{_HOST}"
    r"|(?!//)[A-Za-z0-9_/.~#?=+,@!$-]++)"
)
_LABEL = r" !\"'(),./:;?@%+=“”‘’„«»–—…-"
"""What may stand in a link or a cell, besides letters and digits."""
_EDGE = r"(?<![^\w*][*_])(?<![^\w*][*_]{2})(?<![^\w*][*_]{3})"
"""No `*` or `_` after a sign at the end of a link or a cell, where the parsers do not see the same next character."""
_LINK = (
    rf"(?:(?<!!)\[(?:[\w*{_LABEL}]|{_LONE}|{_CODE})++{_EDGE}|(?<=!)\[(?:[^\W_]|[{_LABEL}]|{_LONE})++)"
    rf"\]\({_TARGET}\)"
)
_WIKI = rf"(?<!!)\[\[[\w ./#-]++(?:\|(?! *\])(?:[^\W_]|[{_LABEL}])++)?\]\]"
_START = r"(?=(?![0-9]{1,9}[.)][ \n])[^\W_]|[(\[`\"'“‘’„«–—…!@$%€]|[*_]{1,3}(?=[^\W_]|[(\[`\"'“‘„«])|[+-][0-9])"
"""How a line of running text may begin."""
_MARKER = r"(?:[-*+]|[0-9]{1,9}[.)]) "
_ROW = rf"(?!\|[ |:-]*+\n)(?:\|(?![*_]++\W)(?:[\w*&{_LABEL}]|{_CODE}|{_LINK})*+{_EDGE})+\|\n"


@cache
def _compiled() -> Callable[[str], str] | None:
    try:
        import pyromark
    except ImportError:  # there is none for this machine
        return None
    return pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES).html


@cache
def _ordinary() -> re.Pattern[str]:
    """The gate, a grammar of lines. Nothing in it is ever tried twice, so that any text passes or fails quickly.

    It takes milliseconds to compile, hence not before it is needed, and has no groups: in repetitions that are never
    tried twice Python 3.11 loses count of them.
    """
    return re.compile(
        r"\n(?:\n"
        rf"|(?: {{0,8}}+(?:{_MARKER})?+|> (?: {{0,3}}+|{_MARKER})|#{{1,6}} )"
        rf"{_START}(?:{_TEXT}|{_STARS}|{_CODE}|{_LINK}|{_WIKI}|{_LONE}|{_FIRM})++(?<! )\n"
        r"|>\n(?=> )"
        r"|```[A-Za-z0-9_-]*+\n(?:(?! *```)(?:[ -_a-~\w]|`(?!``))*+\n)*+```\n"
        r"|(?<![^\n]\n)---\n"
        rf"|(?<![^\n]\n){_ROW}(?:\| ?:?-++:? ?)++\|\n(?:{_ROW})++(?=\n|\Z)"
        r")*+"
    )


_RARE = re.compile(r"\n(?: |---(?=\n))")
_NESTED = re.compile(rf"\n( ++){_MARKER}")
_STEPS = ({2, 3, 4}, {3, 6}, {4, 8})
"""How far the items of nested lists may stand in, all of a body: the parsers differ in what stands in between."""
_BARE = "\ufffc"
"""Stands in a `[[slug]]` for the title that is not known yet."""
# What follows reads only what the gate let through, and may therefore be simple.
_SPAN = re.compile(r"```[^`]*+(?:`(?!``)[^`]*+)*+```|`[^`]++`")
_LINKS = re.compile(r"\[(?:\[([^|\]]++)(?:\|([^\]]++))?\]\]|[^\]]++\]\(([^)]++)\))")
_HEADING = re.compile(r"<h([1-6])>([^\n]*)</h\1>")
_ANCHOR = re.compile(r'<a href="([0-9]++)">([^<]*+(?:<(?!/a>)[^<]*+)*+)</a>')
_IMAGE = re.compile(r'<img src="([0-9]++)" alt="([^"]*+)" />')
_FENCED = re.compile(r"<pre><code[^>]*+>([^<]*+)</code></pre>\n")
_INLINES = re.compile(r"</?(?:a|em|strong|code)\b[^>]*+>")
_BLOCKS = re.compile(r"<[^>]++>\n?")
_TABLE = (
    ("</tr></thead><tbody>", "</tr>\n</thead>\n<tbody>"),
    ("<table><thead>", '<table class="table">\n<thead>\n'),
    ("</tbody></table>", "</tbody>\n</table>"),
    ("<tr>", "<tr>\n"),
    ("</th>", "</th>\n"),
    ("</td>", "</td>\n"),
    *((f' style="text-align: {side}"', f' class="{name}"' if name else "") for side, name in COLUMNS.items()),
)
"""How the two write a table."""


def read(text: str) -> Body | None:
    """Exactly what `markdown.read` makes of a body, or None where only that can tell."""
    source = f"\n{text}\n"
    if (render := _compiled()) is None or not _ordinary().fullmatch(source):
        return None
    has_code = "`" in source
    seen = _SPAN.sub(_blank, source) if has_code else source
    rare = _RARE.findall(seen)
    indented = "\n " in rare
    if indented and not any({*map(len, _NESTED.findall(seen))} <= steps for steps in _STEPS):
        return None
    source, noted = _numbered(source, seen)
    html = render(source.replace('"', _QUOTE)).replace(_QUOTE, "&quot;")
    if indented and html.count("<pre>") != source.count("\n```") // 2:
        return None  # code by its indent, where the gate saw running text
    if html.count("<em>") + html.count("<strong>") > MOST_LEVELS and _too_deep(html):
        return None
    if rare:
        html = html.replace("<hr />", "<hr>")
    if "|" in source:
        for theirs, ours in _TABLE:
            html = html.replace(theirs, ours)
    if any(form == "image" for _, _, form in noted):
        html = _IMAGE.sub(r'<a href="\1">\2</a>', html)
    plain = _text(html, has_code=has_code, nested=indented)
    lines = list(_heading_lines(seen))
    html, headings = _headings(html, lines) if lines else (html, ())
    html, links = _links(html, noted, text) if noted else (html, ())
    return Body(html, headings, links, plain)


_EMPHASIS = re.compile(r"<(/?)(?:em|strong)>")


def _too_deep(html: str) -> bool:
    """Whether emphasis stands in emphasis too often, of which `markdown.read` knows the line."""
    depths = accumulate(-1 if found[1] else 1 for found in _EMPHASIS.finditer(html))
    return max(depths, default=0) > MOST_LEVELS


def _blank(code: re.Match[str]) -> str:
    """As many characters and lines that mean nothing."""
    return "\n".join("x" * len(line) for line in code[0].split("\n"))


def _numbered(source: str, seen: str) -> tuple[str, list[_Noted]]:
    """The source with a number for each link's target, and what the numbers stand for."""
    noted: list[_Noted] = []
    parts: list[str] = []
    line = counted = done = 0
    for found in _LINKS.finditer(seen):
        start = found.start()
        line += seen.count("\n", counted, start)
        counted = start
        wiki, shown, target = found.groups()
        if wiki:
            parts += source[done:start], f"[{shown.strip() if shown else _BARE}]({len(noted)})"
            noted.append((wiki.strip(), line, "wiki"))
        else:
            parts += source[done : found.start(3)], f"{len(noted)})"
            noted.append((target, line, "image" if seen[start - 1] == "!" else "link"))
        done = found.end()
    return "".join((*parts, source[done:])), noted


_ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&"))


def _unescaped(html: str) -> str:
    if "&" in html:
        for escape, character in _ESCAPES:
            html = html.replace(escape, character)
    return html


def _plain(html: str) -> str:
    """HTML of running text as it is read."""
    return _unescaped(html).replace("\n", " ").replace(_BARE, "")


def _text(html: str, *, has_code: bool, nested: bool) -> str:
    texts: list[str] = []
    for number, part in enumerate(_FENCED.split(html) if has_code else (html,)):
        if number % 2:
            texts.append(_unescaped(part))
            continue
        blocks = _BLOCKS.sub("\0", _INLINES.sub("", part))
        texts += _plain(blocks.replace("\n\0", "\0") if nested else blocks).split("\0")
    return "\n".join(filter(None, texts))


def _heading_lines(seen: str) -> Iterator[int]:
    line = counted = at = 0
    while (at := seen.find("#", at)) >= 0:
        if seen[at - 1] == "\n":
            line += seen.count("\n", counted, at)
            counted = at
            yield line
        at = seen.find("\n", at)


def _headings(html: str, lines: list[int]) -> tuple[str, tuple[Heading, ...]]:
    anchors = Anchors()
    headings: list[Heading] = []

    def put(found: re.Match[str]) -> str:
        written, inner = found.groups()
        text = _plain(_INLINES.sub("", inner) if "<" in inner else inner)
        level, anchor = anchors.place(int(written), text)
        headings.append(Heading(level, text, anchor, lines[len(headings)]))
        return f'<h{level} id="{anchor}">{inner}</h{level}>'

    return _HEADING.sub(put, html), tuple(headings)


def _links(html: str, noted: list[_Noted], text: str) -> tuple[str, tuple[Link, ...]]:
    places = Places(text.split("\n"))
    links: list[Link] = []

    def put(found: re.Match[str]) -> str:
        number = len(links)
        written, inner = found.groups()
        target, line, form = noted[int(written)]
        shown = _plain(_INLINES.sub("", inner) if "<" in inner else inner)
        links.append(Link(form, target, shown, "", *places.find(target, target, line, line)))
        if form == "image":
            return f"\0i{number}\0"
        if form == "link" and ":" in target:
            address = target.replace("&", "&amp;")
            return f'<a href="{address}">{inner}</a>'
        if inner == _BARE:
            inner = f"\0t{number}\0"
        return f"\0o{number}\0{inner}\0c{number}\0"

    return _ANCHOR.sub(put, html), tuple(links)
