"""What a page of a built site may consist of, so that a test sees whatever else got in."""

import re
from html.parser import HTMLParser

ELEMENTS = frozenset(
    "html head meta title link script body header nav main footer section article aside div span p a ul ol li dl dt dd"
    " b h1 h2 h3 h4 h5 h6 form label input button fieldset legend select option noscript picture source img figure"
    " figcaption blockquote cite time table thead tbody tr th td caption pre code em strong br hr svg path circle rect"
    " g use details summary small abbr q mark template dialog".split()
)
IN_BODIES = frozenset(
    "p a ul ol li h2 h3 h4 h5 h6 blockquote table thead tbody tr th td pre code em strong br hr picture source img".split()
)
ATTRIBUTES = re.compile(
    r"(?:accept|action|alt|autocapitalize|autocomplete|aria-[a-z]+|charset|checked|class|color|colspan|content|cx|cy|d"
    r"|data-[a-z-]+|datetime|decoding|defer|dir|download|enterkeyhint|fill|for|height|hidden|href|hreflang|http-equiv"
    r"|id|inputmode|item(?:prop|scope|type|id)|lang|loading|media|method|name|placeholder|points|preserveaspectratio|property|r|rel|role|rx|ry|scope"
    r"|sizes|spellcheck|src|srcset|start|stroke[a-z-]*|tabindex|title|transform|type|value|viewbox|width|x|y)\Z"
)
ADDRESSES = ("href", "src", "action", "srcset", "poster", "data", "formaction", "xlink:href")
SCHEME = re.compile(r"\s*([^/?#]*?):", re.S)
SAFE = ("https", "mailto", "tel")


class _Strangers(HTMLParser):
    def __init__(self, elements: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.elements, self.found, self.text = elements, [], []  # type: ignore[var-annotated]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.elements:
            self.found.append(f"<{tag}>")
        given = dict(attrs)
        for name, value in attrs:
            if not ATTRIBUTES.match(name):
                self.found.append(f"<{tag} {name}>")
            if name in ADDRESSES:
                scheme = SCHEME.match(value or "")
                if scheme and scheme[1].lower() not in SAFE:
                    self.found.append(f"{name}={value}")
                if (value or "").lstrip().startswith(("//", "\\")):
                    self.found.append(f"{name}={value}")
        if tag == "script" and not given.get("src"):
            self.found.append("<script> without src")

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"<?{data}>")


def strangers(html: str, elements: frozenset[str] = ELEMENTS) -> list[str]:
    """Every element, attribute, address and comment that no template of ours writes."""
    reader = _Strangers(elements)
    reader.feed(html)
    reader.close()
    return reader.found


def text_of(html: str) -> str:
    """What a reader reads."""
    reader = _Strangers(ELEMENTS)
    reader.feed(html)
    reader.close()
    return "".join(reader.text)
