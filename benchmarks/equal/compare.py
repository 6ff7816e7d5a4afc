"""Are two sites the same pages? File by file: the same addresses, and on each page the same elements, links and texts.

White space between words and elements does not count, a link counts as the address that it leads to. Whatever else
differs is either named in `SET_ASIDE`, counted and said, or the sites are not equal.

    python -m benchmarks.equal.compare SITE OTHER
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

HOST = "https://voorbeeld.example"
SET_ASIDE = {
    "style": "the address of the style sheet",
    "class": "a class on each table",
    "level": "the level of headings, of which ours never skip one",
    "id": "the ids of headings",
    "assets": "files beside the pages that only one has",
}
"""What may differ, and is said."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sites differ in a file; without `kind` they are not equal, else it is one of `SET_ASIDE`."""

    file: str
    text: str
    kind: str = ""


class _Elements(HTMLParser):
    """The elements and texts of a page in order, without white space that does not count."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: list[tuple[str, ...]] = []
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._flush()
        given = dict(attrs)
        for name in ("href", "src"):
            if given.get(name) is not None:
                given[name] = urljoin(HOST + self.address, given[name] or "").removeprefix(HOST)
        self.found.append((f"<{tag}>", *(f"{name}={value or ''}" for name, value in sorted(given.items()))))

    def handle_endtag(self, tag: str) -> None:
        self._flush()
        self.found.append((f"</{tag}>",))

    def handle_data(self, data: str) -> None:
        self._text += data

    def _flush(self) -> None:
        text = " ".join(self._text.split())
        if text:
            self.found.append((text,))
        self._text = ""

    def close(self) -> None:
        super().close()
        self._flush()


def elements(page: str, address: str) -> list[tuple[str, ...]]:
    """What stands on a page, in order."""
    parser = _Elements(address)
    parser.feed(page)
    parser.close()
    return parser.found


def compare(one: Path, other: Path) -> Iterator[Difference]:
    """All that differs between two sites."""
    files = [{p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()} for site in (one, other)]
    for name in sorted(files[0] ^ files[1]):
        beside = re.search(r"\.(css|js|svg|json|webmanifest|txt)$", name)
        text = f"only in {one.name if name in files[0] else other.name}"
        yield Difference(name, text, "assets" if beside else "")
    for name in sorted(files[0] & files[1]):
        texts = [(site / name).read_text("utf-8") for site in (one, other)]
        if name.endswith(".html"):
            address = "/" + name.removesuffix("index.html")
            yield from _pages(name, *(elements(text, address) for text in texts))
        elif name == "sitemap.xml":
            yield from _listed(name, *(_sitemap(text) for text in texts))
        elif name.endswith(".xml"):
            yield from _listed(name, *(_feed(text) for text in texts))


def _pages(name: str, one: list[tuple[str, ...]], other: list[tuple[str, ...]]) -> Iterator[Difference]:
    for a, b in zip(one, other, strict=False):
        if a == b:
            continue
        kind = _kind(a, b)
        yield Difference(name, f"{' '.join(a)!r} and {' '.join(b)!r}", kind)
        if not kind:  # the rest would differ because of this
            return
    if len(one) != len(other):
        yield Difference(name, f"{len(one)} and {len(other)} elements and texts")


def _kind(a: tuple[str, ...], b: tuple[str, ...]) -> str:
    """Which of `SET_ASIDE` tells two elements apart, or nothing."""
    if all(re.match(r"</?h[2-6]>", one[0]) for one in (a, b)) and a[1:] == b[1:]:
        return "level"
    if a[0] != b[0] or not a[0].startswith("<"):
        return ""
    differing = {part.partition("=")[0] for part in {*a[1:]} ^ {*b[1:]}}
    if a[0] == "<link>" and differing == {"href"} and "rel=stylesheet" in a:
        return "style"
    if a[0] == "<table>" and differing == {"class"}:
        return "class"
    return "id" if re.match(r"<h[1-6]>", a[0]) and differing == {"id"} else ""


def _listed(name: str, one: list[str], other: list[str]) -> Iterator[Difference]:
    for a, b in zip(one, other, strict=False):
        if a != b:
            yield Difference(name, f"{a} and {b}")
            return
    if len(one) != len(other):
        yield Difference(name, f"{len(one)} and {len(other)} entries")


def _sitemap(text: str) -> list[str]:
    """The addresses with the day of their last change, sorted: their order says nothing."""
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.fromstring(text.strip())
    found = ((url.findtext(f"{space}loc", ""), url.findtext(f"{space}lastmod", "")[:10]) for url in root)
    return sorted(" ".join((urlsplit(address.strip()).path, day)) for address, day in found)


def _feed(text: str) -> list[str]:
    """The entries in their order: title, address, day, summary."""
    items = ElementTree.fromstring(text.strip()).iter("item")
    return [" | ".join((
        item.findtext("title", ""), item.findtext("link", ""),
        f"{parsedate_to_datetime(item.findtext('pubDate', '')):%Y-%m-%d}",
        " ".join(item.findtext("description", "").split()),
    )) for item in items]  # fmt: skip


def said(fatal: int, aside: Mapping[str, int]) -> str:
    """In a line, how equal two sites are."""
    but = "; ".join(f"{SET_ASIDE[kind]} ({count} times)" for kind, count in sorted(aside.items()))
    start = f"{fatal} files differ" if fatal else "the same"
    return f"{start}, but for {but}" if but else start


def main() -> int:
    """Say what differs; exit code 1 when the sites are not equal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.equal.compare")
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    arguments = parser.parse_args()
    found = list(compare(arguments.one, arguments.other))
    fatal = [one for one in found if not one.kind]
    for one in fatal[:20]:
        print(f"{one.file}: {one.text}")
    print(said(len({one.file for one in fatal}), Counter(one.kind for one in found if one.kind)))
    return 1 if fatal else 0


if __name__ == "__main__":
    sys.exit(main())
