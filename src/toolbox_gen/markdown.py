"""The one home of Markdown: from the text of a body to HTML whose internal links are still open.

`read` knows no other file: what depends on one stays a mark in the HTML (`bodies`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from toolbox_gen.accents import crowd
from toolbox_gen.bodies import Anchors, Body, Heading, Leftover, Link, Places

if TYPE_CHECKING:  # at work it is imported by the first body that needs it, see `parser`
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

MOST_LEVELS = 20
"""How deep quotes and lists may stand in each other; a list counts twice, for itself and its item. And emphasis."""
TABLE = ("table",)
"""What CommonMark lacks and editors use, by markdown-it's names."""
COLUMNS = {"left": "", "center": "middle", "right": "end"}
"""The classes of cells by the side that their column was given: the policy lets no style through, and sides turn."""


Plugin: TypeAlias = "Callable[[MarkdownIt], None]"


_LEFTOVER = re.compile(r"\[\[[^\[\]]*\]*|\]\([^)]*\)?|</?[A-Za-z][^<>]*>|<!--|^#{2,6}[^\s#]\S*")
"""A wiki link that is none, half a link, HTML, a heading without its space."""
_WIKI = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")


def _wiki(state: StateInline, silent: bool) -> bool:
    found = _WIKI.match(state.src, state.pos)
    if not found or found.end() > state.posMax:
        return False
    if not silent:
        opening = state.push("link_open", "a", 1)
        opening.attrs = {"href": found[1].strip()}
        opening.meta = {"wiki": True, "bare": not found[2]}
        state.push("text", "", 0).content = (found[2] or "").strip()
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def wiki_links(md: MarkdownIt) -> None:
    """`[[slug]]`, `[[slug#anchor]]` and `[[slug|text]]`."""
    md.inline.ruler.before("link", "wiki", _wiki)


PLUGINS: tuple[Plugin, ...] = (wiki_links,)


def parser(plugins: Sequence[Plugin] = PLUGINS) -> MarkdownIt:
    """CommonMark with tables, raw HTML off. Every target is kept, so that `links` can be judged with their lines."""
    from markdown_it import MarkdownIt

    md = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False, "maxNesting": MOST_LEVELS}).enable(list(TABLE))
    md.disable(["html_block", "html_inline"])  # they do nothing, at a cost
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    for plugin in plugins:
        plugin(md)
    if tuple(plugins) == (wiki_links,):
        _shorten(md)
    return md


_parser = cache(parser)


def read(text: str, md: MarkdownIt | None = None) -> Body:
    """Render a body. Headings start at level 2, below the page's own title, and never skip a level."""
    md = md or _parser()
    tokens = md.parse(text)
    reader = _Reader(text.split("\n"))
    reader.headings(tokens)
    for token in tokens:
        reader.block(token)
    html = md.renderer.render(tokens, md.options, {})
    text = "\n".join(filter(None, reader.texts))
    deep = _too_deep(tokens)
    faults = (*([("body-too-deep", deep)] if deep else ()), *reader.faults)
    return Body(html, tuple(reader.found_headings), tuple(reader.links), text, faults, tuple(reader.leftovers))


_SIGNS = re.compile(r"[\n&*<\[\\_`]")
_STOPS = re.compile(r"[\n!&*<\[\\\]_`]")
_ITEM = re.compile(r"[-*+] [^\W_]")


def _shorten(md: MarkdownIt) -> None:
    """Let the parser come sooner to what it would come to anyway, where no other rules than ours are at work."""
    md.inline.terminator_re = _STOPS
    md.core.ruler.at("inline", _inlines)
    md.block.ruler.before("table", "words", _words)


def _inlines(state: StateCore) -> None:
    """The parser's own step, but for runs of text without a sign in them."""
    from markdown_it.token import Token

    for token in state.tokens:
        if token.type == "inline":
            if _SIGNS.search(token.content):
                if token.children is None:
                    token.children = []
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            elif token.content:
                token.children = [Token("text", "", 0, content=token.content)]


def _words(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph of one line that begins with a letter, before an empty line or an item of a list."""
    first, last, after = state.bMarks[start] + state.tShift[start], state.eMarks[start], start + 1
    if silent or state.is_code_block(start) or not state.src[first].isalpha() or state.src[last - 1].isspace():
        return False
    if after < state.lineMax and not state.isEmpty(after):
        indent = state.sCount[after]
        lazy = indent - state.blkIndent > 3 or (state.listIndent >= 0 and indent - state.listIndent > 3) or indent < 0
        if lazy or not _ITEM.match(state.src, state.bMarks[after] + state.tShift[after]):
            return False
    state.line = after
    opening = state.push("paragraph_open", "p", 1)
    inline = state.push("inline", "", 0)
    inline.content = state.src[first:last]
    inline.children = []
    opening.map, inline.map = [start, after], [start, after]
    state.push("paragraph_close", "p", -1)
    return True


def _too_deep(tokens: list[Token]) -> int:
    """The line of the first block in which the parser reads nothing more."""
    deep = (t for t in tokens if t.nesting == 1 and t.level >= MOST_LEVELS - 1 and t.map is not None)
    return next((token.map[0] + 1 for token in deep if token.map is not None), 0)


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.places = Places(lines)
        self.links: list[Link] = []
        self.texts: list[str] = []
        self.found_headings: list[Heading] = []
        self.leftovers: list[Leftover] = []
        self.faults: list[tuple[str, int]] = []
        self.line = self.last = 1

    def headings(self, tokens: list[Token]) -> None:
        """Give headings their level on the page and an anchor of their own."""
        anchors = Anchors()
        for token, inside, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
            if token.type != "heading_open":
                continue
            text = _plain(inside)
            level, anchor = anchors.place(int(token.tag[1]), text)
            token.tag = closing.tag = f"h{level}"
            token.attrSet("id", anchor)
            assert token.map is not None
            self.found_headings.append(Heading(level, text, anchor, token.map[0] + 1))

    def block(self, token: Token) -> None:
        if token.map is not None:
            self.line, self.last = token.map[0] + 1, token.map[1]
        if token.type == "inline":
            text = _plain(token)
            self.texts.append(text)
            if crowd(text) >= 0:  # by entities, or with emphasis between
                self.faults.append(("too-many-accents", self.line))
            self.inline(token.children or [], self.line)
        elif token.type in ("fence", "code_block"):
            self.texts.append(token.content)
        elif token.type == "table_open":
            token.attrSet("class", "table")
        elif token.type in ("th_open", "td_open"):
            style = str(token.attrs.pop("style", ""))
            if name := COLUMNS.get(style.removeprefix("text-align:")):
                token.attrSet("class", name)

    def inline(self, tokens: list[Token], line: int) -> None:
        """Note the links of one run of text, and mark the internal ones."""
        opened: list[int | None] = []
        depth = 0
        for at, token in enumerate(tokens):
            if token.type in ("em_open", "strong_open", "em_close", "strong_close"):
                depth += token.nesting
                if depth == MOST_LEVELS + 1 and token.nesting > 0:
                    self.faults.append(("emphasis-too-deep", line))
            elif token.type in ("softbreak", "hardbreak"):
                line += 1
            elif token.type == "text":
                self.leftover(token.content, line)
            elif token.type == "link_open":
                opened.append(self.link(token, _until_close(tokens, at), line))
            elif token.type == "link_close":
                number = opened.pop()
                if number is not None:
                    _mark(token, "c", number)
            elif token.type == "image":
                number = len(self.links)
                self.links.append(self._link("image", str(token.attrGet("src")), _plain(token), token, line))
                _mark(token, "i", number)

    def leftover(self, text: str, line: int) -> None:
        """Note what an author most likely meant otherwise, once per run of text."""
        if not ("[" in text or "]" in text or "<" in text or text.startswith("#")):
            return  # the search would take as long as the rest of the reading
        if found := _LEFTOVER.search(text):
            column = self.places.column(found[0], line) + 1 if line <= len(self.lines) else 0
            if column:  # else it is escaped on purpose
                self.leftovers.append(Leftover(found[0], line, column))

    def link(self, token: Token, inner: list[Token], line: int) -> int | None:
        href = str(token.attrGet("href") or "")
        wiki = bool(token.meta.get("wiki"))
        text = "".join(_plain(t) for t in inner)
        link = self._link("wiki" if wiki else "link", href, text, token, line)
        number = len(self.links)
        self.links.append(link)
        if link.is_external and not wiki:
            return None
        _mark(token, "o", number)
        if token.meta.get("bare"):
            _mark(inner[0], "t", number)
        return number

    def _link(self, form: str, target: str, text: str, token: Token, line: int) -> Link:
        plain = target
        if "%" in target and form != "wiki":
            from urllib.parse import unquote

            plain = unquote(target)
        line, column = self.places.find(target, plain, line, self.last)
        return Link(form, plain, text, str(token.attrGet("title") or ""), line, column)


def _until_close(tokens: list[Token], start: int) -> list[Token]:
    depth = 0
    for at in range(start, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return tokens[start + 1 : at]
    return tokens[start + 1 :]


def _mark(token: Token, letter: str, number: int) -> None:
    token.type, token.tag, token.nesting = "html_inline", "", 0
    token.content = f"\0{letter}{number}\0"
    token.children = None


def _plain(token: Token) -> str:
    kind = token.type
    if kind == "text":
        return token.content
    if kind in ("softbreak", "hardbreak"):
        return " "
    if token.children:
        return "".join([_plain(child) for child in token.children])
    return token.content if kind in ("code_inline", "text_special", "inline") else ""
