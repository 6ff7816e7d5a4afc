"""What stands in every file of a site for the sake of the policy, whatever browsers make of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.parsing import pages
from toolbox_gen.policy import of_page

SITES = pytest.mark.parametrize("output", ["site", "zip"])
LOADS = {
    ("link", "href"), ("script", "src"), ("img", "src"), ("img", "srcset"), ("source", "src"), ("source", "srcset"),
    ("video", "src"), ("video", "poster"), ("audio", "src"), ("track", "src"), ("iframe", "src"), ("embed", "src"),
    ("object", "data"), ("input", "src"), ("form", "action"), ("button", "formaction"), ("use", "href"),
    ("image", "href"), ("html", "manifest"), ("body", "background"),
}  # fmt: skip
SAID = {"alternate", "canonical"}
"""What a link only says and no browser loads."""
ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.I)


def bare(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def files(folder: Path, *endings: str) -> Iterator[tuple[str, str]]:
    found = [path for path in sorted(folder.rglob("*")) if path.suffix in endings]
    assert found
    for path in found:
        yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")


@SITES
def test_the_policy_stands_before_all_that_it_binds(toolbox: Path, output: str) -> None:
    for name, root in pages(toolbox / output).items():
        head = root.find("head")
        assert head is not None
        first, second, third, *rest = list(head)
        assert (first.tag, first.get("charset")) == ("meta", "utf-8"), name
        assert (second.tag, second.get("http-equiv")) == ("meta", "Content-Security-Policy"), name
        assert second.get("content") == of_page(portable=output == "zip"), name
        assert (third.get("name"), third.get("content")) == ("referrer", "no-referrer"), name
        assert not [one for one in rest if one.get("http-equiv") == "Content-Security-Policy"], name


@SITES
def test_no_page_has_a_script_or_a_style_in_itself(toolbox: Path, output: str) -> None:
    for name, root in pages(toolbox / output).items():
        for element in root.iter():
            tag = bare(element.tag)
            assert tag not in ("style", "iframe", "object", "embed", "base", "frame", "applet"), name
            assert tag != "script" or (element.get("src") and not (element.text or "").strip()), name
            for attribute, value in element.attrib.items():
                assert not bare(attribute).lower().startswith("on"), f"{name}: {tag} {attribute}"
                assert bare(attribute).lower() not in ("style", "srcdoc", "ping"), f"{name}: {tag} {attribute}"
                assert not re.match(r"\s*(?:javascript|data|vbscript|blob):", value, re.I), f"{name}: {value}"


@SITES
def test_no_page_loads_anything_from_elsewhere(toolbox: Path, output: str) -> None:
    loaded = 0
    for name, root in pages(toolbox / output).items():
        for element in root.iter():
            tag = bare(element.tag)
            if tag == "link" and set(str(element.get("rel")).split()) <= SAID:
                continue
            for attribute, value in element.attrib.items():
                if (tag, bare(attribute)) in LOADS:
                    loaded += 1
                    assert not ELSEWHERE.search(value), f"{name}: {tag} {value}"
            assert not re.match(r"(dns-)?pre(connect|fetch|render)", str(element.get("rel"))), name
    assert loaded > 300


@SITES
def test_no_style_loads_anything_from_elsewhere(toolbox: Path, output: str) -> None:
    for name, text in files(toolbox / output, ".css", ".svg"):
        for address in re.findall(r"url\(\s*[\"']?([^\"')]*)", text):
            assert not re.match(r"(?:[a-z][a-z0-9+.-]*:|//)", address, re.I), f"{name}: {address}"
        assert "@import" not in text, name
        assert "@font-face" not in text, name
        assert not re.search(r"<script|\son\w+\s*=|<foreignObject|<!ENTITY", text, re.I), name


@SITES
def test_no_script_knows_an_address_elsewhere(toolbox: Path, output: str) -> None:
    for name, text in files(toolbox / output, ".js"):
        if "/search/" in f"/{name}":
            continue  # what it finds is words, and documents with their own links
        found = set(re.findall(r"(?:https?:|wss?:)?//[\w-]+\.[\w./-]+", text))
        assert found <= {"http://www.w3.org/2000/svg"}, f"{name}: {found}"
        assert not re.search(
            r"\beval\(|new Function|\.(?:inner|outer)HTML\s*=|document\.write|insertAdjacentHTML|importScripts", text
        ), name
        assert not re.search(
            r"localStorage|sessionStorage|indexedDB|document\.cookie|sendBeacon|serviceWorker", text
        ), name
