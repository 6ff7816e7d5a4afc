"""Whatever stands in a body: it becomes HTML of known elements and addresses, or is refused on a line of its file."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from tests.fuzz.pieces import ANY, ODD, REFUSED, SCHEMES, counted, mutated, tried
from tests.markup import IN_BODIES, strangers, text_of
from toolbox_gen import catalogue, config, lane, load, markdown, references
from toolbox_gen.accents import crowd
from toolbox_gen.bodies import Body, Filled, fill
from toolbox_gen.lookup import Lookup
from toolbox_gen.parse import parse
from toolbox_gen.problems import Problem
from toolbox_gen.source import as_source

MOST_CALLS = 60_000, 1_500
"""Functions that a file may call: so many, and so many for each of its characters."""

SIGNS = st.sampled_from(
    ["*", "**", "***", "_", "`", "``", "```\n", "~~~", "[", "]", "(", ")", "![", "](", "[[", "]]", "|", "<", ">", "> ", "- ",
     "1. ", "    ", "\n", "\n\n", "  \n", "\\", "\\\n", "#", "## ", "---\n", "===\n", "|-|\n", "&amp;", "&#0;", "&#x6a;",
     "&colon;", "&lt;", "&#769;" * 31,
     '" onclick="x', "' x='", "[a]: ", "[a]", '"t"', "{{ 7*7 }}", "\ufffc", "*a " * 25, "b* " * 25, "[![" * 9, "> " * 21]
)  # fmt: skip
LINKS = st.tuples(st.sampled_from(["[{}]({})", "![{}]({})", "[{}](<{}>)", "[{}]({} 'x')", "[[{1}|{0}]]", "<{1}>", "[{}]\n\n[{0}]: {}\n"]), ANY, SCHEMES).map(
    lambda parts: parts[0].replace("{0}", parts[1]).replace("{1}", parts[2]).replace("{}", parts[1], 1).replace("{}", parts[2], 1)
)  # fmt: skip
HTML = st.sampled_from(
    ["<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg/onload=x>", "<!--", "-->", "<?", "?>", "<![CDATA[", "]]>", "<!x ",
     "<a href=javascript:x>", "</p>", "<iframe>", "<b ", "<style>", "\n\n<div>\n"]
)  # fmt: skip
PARTS = st.one_of(SIGNS, SIGNS, HTML, ODD, ANY, SCHEMES, LINKS)
BODIES = st.one_of(st.lists(PARTS, max_size=6), st.lists(PARTS, min_size=6, max_size=40)).map("".join)
FILES = st.one_of(BODIES.map(lambda text: f"---\ntitle: A page\n---\n{text}"), mutated(st.one_of(PARTS, REFUSED)))


@tried
@given(FILES)
@example("---\ntitle: A page\n---\n[a](https://[::1/x)")
@example("---\ntitle: A page\n---\n[a](https://a\u2100b.example/)")
def test_a_file_becomes_known_html_or_is_refused_on_one_of_its_lines(text: str) -> None:
    source = as_source("content/pages/x.md", text.encode())
    if isinstance(source, Problem):
        return
    assert source.text is not None
    (parsed, prose), calls = counted(lambda: parse(source))
    assert calls <= MOST_CALLS[0] + MOST_CALLS[1] * len(text)
    settings = config.Config()
    content = load.load([parsed], kinds=catalogue.KINDS, vocabularies=[], config=settings)
    resolved = references.resolve(Lookup(content, {k.name: k for k in catalogue.KINDS}, {}, settings.language))
    lines = source.text.count("\n") + 1
    problems = [*content.problems, *resolved.problems]
    for found in problems:
        assert 1 <= found.spot.line <= lines, found
    odd = strangers(_filled(Body(prose.html, links=parsed.outline.links)), IN_BODIES)
    if any(found.is_error for found in problems):
        odd = [one for one in odd if one.startswith("<")]  # what leads elsewhere is refused; elements never are let in
    assert odd == []


@tried
@given(BODIES)
def test_both_parsers_say_the_same(text: str) -> None:
    text = "".join(c for c in text if c == "\n" or c.isprintable())
    if crowd(text) >= 0:
        return  # no such text comes so far
    fast = lane.read(text)
    assert fast is None or fast == markdown.read(text)


@tried
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1))
def test_text_comes_out_as_it_went_in(text: str) -> None:
    written = "x" + re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
    body = markdown.read(written)
    assert text_of(body.html).strip() == "x" + text
    assert body.text == "x" + text


def _filled(body: Body) -> str:
    return str(fill(body, [Filled(url="" if link.is_external else "x/", text=link.text) for link in body.links]))
