"""A small toolbox that speaks English, and what its pages say to a reader."""

import re
from collections.abc import Mapping
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from tests.projects import DAY, VOCABULARY, built, messages, project
from toolbox_gen import build
from toolbox_gen.site import Site

SITE = "title: Proof\nurl: https://proof.example/box/\nlanguages: [en]\n"
AUDIENCES = "newcomers: {label: {en: Newcomers}}\n"
SETTINGS = "group: {label: {en: Group session}}\n"
SENSITIVITY = "asylum: {label: {en: Asylum}}\n"
FILES: Mapping[str, str] = {
    "site.yaml": SITE,
    "content/vocabularies/themes.yaml": VOCABULARY,
    "content/vocabularies/audiences.yaml": AUDIENCES,
    "content/vocabularies/settings.yaml": SETTINGS,
    "content/vocabularies/sensitivity.yaml": SENSITIVITY,
}


def english(root: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """A small, valid toolbox in English, with these files over its own."""
    return project(root, {**FILES, **(files or {})})


USUAL = (
    "unused-file", "missing-label", "missing-text", "translation-undated", "translation-lacks",
    "translation-without-text", "untranslated-text",
)  # fmt: skip
"""What is remarked upon files and translations that are just enough for a test."""


def published(root: Path, files: Mapping[str, str | bytes | None] | None = None, **options: Any) -> Path:
    """The folder of a built toolbox in English that had no problem but the usual remarks."""
    report = built(english(root, files), **options)
    assert [m for m, p in zip(messages(report), report.problems, strict=True) if p.code not in USUAL] == []
    return root / "site"


def story(fields: str = "", *, slug: str = "", body: str = "Text.\n") -> str:
    """A story with just what it must have, and these lines of front matter instead of or besides."""
    own = {line.partition(":")[0] for line in fields.splitlines() if line[:1] not in (" ", "-")}
    needed = {
        "title": slug or "A story",
        "kind": "good-practice",
        "summary": "What happened.",
        "date": "2024",
        "tools": "[]",
        "no_tool_reason": "There was none.",
    }
    if "tools" in own or "no_tool_reason" in own:
        own |= {"tools", "no_tool_reason"}
    if "period" in own:
        own.add("date")
    lines = [f"{name}: {value}" for name, value in needed.items() if name not in own]
    return "\n".join(["---", *lines, *filter(None, [fields.strip("\n")]), "---", body])


def tool(fields: str = "", *, body: str = "Text.\n", title: str = "A tool") -> str:
    """A tool with just what it must have, and these lines of front matter besides."""
    return f"---\ntitle: {title}\nkind: method\nsummary: What it is.\n{fields.strip()}\n---\n{body}"


def page(site: Path, url: str) -> str:
    """The HTML of a page."""
    return (site / url / "index.html").read_text(encoding="utf-8")


def main(html: str) -> str:
    """The page's own part, without head, header and footer."""
    return html[html.index("<main") : html.index("</main>")]


def said(html: str) -> str:
    """What a reader reads: texts without elements, in single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def facts(html: str) -> dict[str, str]:
    """The facts of a page: what each label says."""
    found = re.findall(r"<dt>(.*?)</dt>((?:\s*<dd>.*?</dd>)+)", html, re.S)
    return {said(label): said(value) for label, value in found}


def titles(html: str) -> list[str]:
    """The titles of the cards of a page, in order."""
    return [said(found) for found in re.findall(r'<li class="card.*?<h\d[^>]*>(.*?)</h\d>', html, re.S)]


def searched(site: Path, language: str = "en") -> set[str]:
    """Every word that the search of a site knows."""
    pieces = (path.read_text(encoding="utf-8") for path in (site / "assets" / "search" / language).glob("*.js"))
    return {word for text in pieces for terms in re.findall(r'"terms":\s*"([^"]*)"', text) for word in terms.split()}


def picture(width: int = 8, height: int = 4) -> bytes:
    """A small picture."""
    stream = BytesIO()
    Image.new("RGB", (width, height), "navy").save(stream, "PNG")
    return stream.getvalue()


def sites(root: Path, files: Mapping[str, str | bytes | None] | None = None, **options: Any) -> tuple[Site, ...]:
    """The site of each language, linked but not yet planned."""
    found: list[Site] = []

    def keep(site: Site) -> tuple[()]:
        found.append(site)
        return ()

    report = build.check(build.Options(root=english(root, files), **{"day": DAY, **options, "planners": (keep,)}))
    assert report.errors == 0, messages(report)
    return tuple(found)
