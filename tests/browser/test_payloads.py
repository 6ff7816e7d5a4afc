"""Every text of every kind holds what would run if it were not escaped, and the policy that would stop it is off.

The fields come from the models: a new one is filled by itself, with a payload where it takes one, else with what it does
take. Each payload calls `owned`, which nothing here may do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.english import picture
from tests.markup import strangers
from tests.projects import DAY, built
from tests.serving import served
from toolbox_gen.build import Options, check
from toolbox_gen.catalogue import KINDS
from toolbox_gen.config import Config
from toolbox_gen.load import Term
from toolbox_gen.schema import json_schema, references_of

pytestmark = pytest.mark.browser

SHORT = "Lading </title></script>]]>\"'><img src=x onerror=owned(1)><svg onload=owned(2)>{{7*7}}\u2028&lt;b"
LONG = SHORT + (
    "<script>owned(3)</script><script src=//canary.example></script><a href='javascript:owned(4)'>a</a>"
    '" onmouseover="owned(5)" autofocus onfocus="owned(6)" x="{% raw %}--><!-- \u2029</style></textarea></noscript>'
)
ADDRESS = "https://canary.example/\"'><script>owned(7)</script><img/src=x/onerror=owned(8)>"
CANDIDATES = (
    LONG, SHORT, ADDRESS, "old-x", "x1", "x2", "tool", "photo.png", "paper.pdf", "a&b=<svg/onload=owned(9)>@canary.example",
    "role@canary.example", "nl", "2026-01-05", "45", "8+", "abcdefgh",
)  # fmt: skip
"""What is tried in each text, in this order, until one is no problem; a text that takes none of them is left out."""
BODY = f"""Lading {LONG}

## {SHORT}

[{SHORT.replace("]", "")}](https://example.org/ "{SHORT.replace('"', "")}") [[tools/x1|{SHORT.replace("]", "")}]]

- <script>owned(10)</script>

| a | <img src=x onerror=owned(11)> |
|---|---|
| `<svg onload=owned(12)>` | &lt;img src=x onerror=owned(13)&gt; |

```"><img src=x onerror=owned(14)>
</code></pre><script>owned(15)</script>
```

    <script>owned(16)</script>

![{SHORT.replace("]", "")}](../media/photo.png)
"""
VOCABULARIES = sorted(
    {r.target for kind in KINDS for r in references_of(kind.record)} - {k.name for k in KINDS} - {"same"}
)
DEEPEST = 6
"""How deep records stand in each other here: a duration has meetings, each of which has a duration."""
Leaf = tuple[str | int, ...]


class Text:
    """A file whose every value stands on a line of its own, so that a problem's line says which one it is about."""

    def __init__(self, schema: Mapping[str, Any], fixed: Mapping[str, Any]) -> None:
        self.tried: dict[Leaf, int] = {}
        self.out: set[Leaf] = set()
        self._schema, self._fixed = schema, fixed

    def written(self) -> str:
        self.lines: list[Leaf] = []
        return "\n".join(self._write(self._schema, (), {**self._fixed}))

    def _write(self, schema: Mapping[str, Any], path: Leaf, fixed: Mapping[str, Any]) -> Iterator[str]:
        yield from self._object(schema, path, fixed)

    def _object(self, schema: Mapping[str, Any], path: Leaf, fixed: Mapping[str, Any]) -> Iterator[str]:
        yield self._line("{", path)
        for name, inner in schema.get("properties", {}).items():
            at = (*path, name)
            if at in self.out or len(at) > DEEPEST:
                continue
            if name in fixed:
                yield self._line(f'"{name}": {json.dumps(fixed[name])},', at)
            else:
                yield self._line(f'"{name}":', at)
                yield from self._value(inner, at)
                yield self._line(",", at)
        if not schema.get("properties") and (*path, "nl") not in self.out:  # a mapping with names of its own
            more = schema.get("additionalProperties")
            yield self._line('"nl":', path)
            yield from self._value(more if isinstance(more, Mapping) else {"type": "string"}, (*path, "nl"))
        yield self._line("}", path)

    def _value(self, schema: Mapping[str, Any], path: Leaf) -> Iterator[str]:
        if "$ref" in schema:
            schema = self._schema["$defs"][schema["$ref"].rpartition("/")[2]]
        choices = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
        if choices:
            yield from self._value(choices[0], path)
        elif schema.get("type") == "object":
            yield from self._object(schema, path, {})
        elif schema.get("type") == "array":
            yield self._line("[", path)
            yield from self._value(schema.get("items", {"type": "string"}), (*path, 0))
            yield self._line("]", path)
        else:
            tried = self.tried.setdefault(path, 0)
            own = schema.get("enum") or ([schema["const"]] if "const" in schema else CANDIDATES)
            if tried >= len(own):
                self.out.add(path[:-1] if isinstance(path[-1], int) else path)
            yield self._line(json.dumps(own[min(tried, len(own) - 1)]), path)

    def _line(self, text: str, path: Leaf) -> str:
        self.lines.append(path)
        return text

    def wrong(self, line: int, other: str = "") -> None:
        """Try something else on a line, or leave it out; of two that exclude each other, the other one."""
        path = self.lines[line]
        if excluded := [one for one in self.lines if other and one[-1:] == (other,) and one[: len(path)] == path]:
            self.out.add(excluded[0])
        elif path in self.tried:
            self.tried[path] += 1
        else:
            self.out.add(path)


def filled(root: Path) -> dict[str, Text]:
    """Write a toolbox that is full of payloads, each text what its field takes; by path, what it was made of."""
    (root / "content/media").mkdir(parents=True)
    (root / "content/media/photo.png").write_bytes(picture(8, 4))
    (root / "content/media/paper.pdf").write_bytes(b"%PDF-1.4 <script>owned(17)</script>")
    site = json_schema(Config)
    texts = {"site.yaml": Text(site, {"languages": ["nl"], "url": "https://canary.example/box/", "templates": []})}
    for name in VOCABULARIES:
        term = json_schema(Term)
        both = {"$defs": term.get("$defs", {}), "properties": {"x1": term, "x2": term}}
        texts[f"content/vocabularies/{name}.yaml"] = Text(both, {})
    consent = {
        "ref": "r1",
        "status": "given",
        "given_on": "2026-01-01",
        "scope": ["site", "export", "cards"],
        "image": "recognisable",
    }
    for kind in KINDS:
        for slug, status, own in (("x1", "archived", {}), ("x2", "published", {}), ("x3", "published", {"tools": []})):
            fixed: dict[str, Any] = {
                "status": status,
                "consent": consent,
                "aliases": [f"old/{kind.name}-{slug}"],
                **own,
            }
            fixed |= {name: "2026-01-02" for name in ("publish_on", "updated") if name in kind.record.model_fields}
            fixed |= {name: "2030-01-02" for name in ("expires_on", "review_by") if name in kind.record.model_fields}
            texts[f"content/{kind.folder}/{slug}.md"] = Text(json_schema(kind.record), fixed)
    bare = tuple(kind.folder for kind in KINDS if not kind.has_pages)
    for _ in range(60):
        for path, text in texts.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            written = text.written()
            body = "" if path.partition("/")[2].startswith(bare) else BODY
            file.write_text(f"---\n{written}\n---\n{body}" if path.endswith(".md") else written, encoding="utf-8")
        report = check(Options(root=root, day=DAY))
        errors = [p for p in report.problems if p.is_error]
        if not errors:
            return texts
        for found in {(p.path, p.spot.line): p for p in errors}.values():
            first = 2 if found.path.endswith(".md") else 1
            text = texts[found.path]
            assert 0 <= found.spot.line - first < len(text.lines), found
            other = "first" if "x2" in found.path else "second"
            text.wrong(found.spot.line - first, dict(found.values)[other] if found.code == "one-of-two" else "")
    raise AssertionError([f"{p.path}:{p.spot.line} {p.code} {dict(p.values)}" for p in errors][:10])


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Text]]:
    root = tmp_path_factory.mktemp("payloads")
    return root, filled(root)


@pytest.fixture(scope="module")
def site(texts: tuple[Path, dict[str, Text]]) -> Path:
    """The built site, its policy taken out of every page."""
    root, _ = texts
    report = built(root)
    assert report.written, report.problems
    for file in (root / "site").rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        without = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        file.write_text(without, encoding="utf-8")
    return root / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page in which nothing that came from an author may run, open a dialog, or ask for anything."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1100, "height": 800})
    seen: list[str] = []
    context.expose_function("owned", lambda *numbers: seen.append(f"owned {numbers}"))
    page = context.new_page()
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("request", lambda asked: seen.append(asked.url) if _is_odd(asked.url, address) else None)
    yield page
    context.close()
    assert seen == []


def _is_odd(url: str, address: str) -> bool:
    """Whether it is elsewhere, or what `src=x` would ask for."""
    return not url.startswith((address, "data:")) or url.rstrip("/").endswith("/x")


def harmless(page: Page) -> None:
    """Nothing that an author wrote has become an element, a handler or an address that runs."""
    found = page.evaluate(
        """() => [...document.querySelectorAll('*')].flatMap((one) => [
            ...[...one.attributes].filter((a) => /^on|^autofocus$/i.test(a.name)).map((a) => `${one.tagName} ${a.name}`),
            ...(/^(script|iframe|object|embed|base|style)$/i.test(one.tagName) && !one.src && one.id !== 'xml-viewer-style' ? [one.outerHTML] : []),
            ...(/^\\s*(javascript|data|vbscript):/i.test(one.getAttribute('href') ?? '') ? [one.outerHTML] : []),
        ])"""
    )
    assert found == [], page.url


def test_texts_of_every_kind_hold_payloads(texts: tuple[Path, dict[str, Text]]) -> None:
    """So that a change of the models does not leave this file testing nothing."""
    _, files = texts
    for path, text in files.items():
        own = [leaf for leaf, tried in text.tried.items() if tried < 3 and leaf not in text.out]
        assert own, path
    story = files["content/stories/x2.md"]
    names = {leaf[0] for leaf, tried in story.tried.items() if tried < 3 and leaf not in story.out}
    assert {"title", "summary", "place", "lessons", "quotes", "outcome", "sources", "downloads", "images"} <= names


def test_no_payload_runs_on_any_page(page: Page, site: Path, address: str) -> None:
    pages = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    assert len(pages) > 20
    for name in pages:
        text = (site / name).read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in text:  # it would be gone before one looks
            assert strangers(text) == []
            continue
        page.goto(address + name.removesuffix("index.html"))
        harmless(page)
        assert "Content-Security-Policy" not in text


def test_no_payload_runs_in_the_search(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    words = page.locator("#finder-words")
    for text in ("lading", SHORT.replace("\u2028", " "), "<img src=x onerror=owned(18)>", "owned"):
        words.fill(text)
        expect(page.locator(".finder-status")).to_have_text(re.compile(r"\d|Niets"))
        harmless(page)
    words.fill("lading")
    expect(page.locator(".finder-results h3, .finder-results h2, .finder-results a").first).to_be_visible()
    assert "<img src=x" in page.locator(".finder-results").inner_text()
    harmless(page)
    for box in page.locator(".finder-facets summary, .finder-facets button").all():
        if box.is_visible():
            box.click()
    harmless(page)
    page.goto(f"{address}search/#q=%3Cimg%20src=x%20onerror=owned(19)%3E&themes=%22%3E%3Csvg/onload=owned(20)%3E")
    expect(page.locator(".finder-status")).to_have_text(re.compile(r"\d|Niets"))
    harmless(page)


def test_no_payload_runs_while_something_is_suggested(page: Page, address: str) -> None:
    page.goto(address)
    box = page.get_by_role("combobox").first
    box.click()
    box.press_sequentially("lading <im", delay=20)
    box.fill("")
    box.press_sequentially("ladi", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    assert "<img src=x" in page.get_by_role("listbox").first.inner_text()
    harmless(page)
    box.press("ArrowDown")
    harmless(page)


@pytest.mark.parametrize("ending", ["xml", "json", "webmanifest", "txt"])
def test_no_payload_runs_in_what_machines_read(page: Page, site: Path, address: str, ending: str) -> None:
    files = [file.relative_to(site).as_posix() for file in sorted(site.rglob(f"*.{ending}")) if file.name[0] != "."]
    assert files
    for name in files:
        if ending != "webmanifest":  # which a browser would put on its disk
            page.goto(address + name)
            harmless(page)
        if ending in ("json", "webmanifest"):
            json.loads((site / name).read_text(encoding="utf-8"))
