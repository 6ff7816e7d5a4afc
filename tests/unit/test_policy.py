"""The policy: one source for every page and host. `tests/browser/test_policy.py` shows that browsers keep to it."""

import re

import pytest

from tests.hosts import headers, netlify
from toolbox_gen.policy import FEATURES, FOREVER, HEADERS, HOSTS, of_page, snippet

HOST = pytest.mark.parametrize("host", HOSTS)
BASE = pytest.mark.parametrize("base", ["/", "/map/", "/a/b/"])


def directives(policy: str) -> dict[str, str]:
    """A policy by the names of its directives."""
    found = dict(one.split(" ", 1) for one in policy.split("; "))
    assert len(found) == policy.count(";") + 1
    return found


def said(host: str, **about: object) -> str:
    """The snippet for a host, without comments."""
    text = snippet(host, **{"base": "/", "languages": ("nl",), **about})  # type: ignore[arg-type]
    return "".join(line for line in text.splitlines(keepends=True) if not line.lstrip().startswith("#"))


def test_a_page_may_load_its_own_files_and_nothing_else() -> None:
    found = directives(of_page(portable=False))
    assert found["default-src"] == "'none'"
    assert {found[name] for name in found if name.endswith("-src")} == {"'none'", "'self'"}
    assert found["base-uri"] == "'none'"
    assert (found["require-trusted-types-for"], found["trusted-types"]) == ("'script'", "toolbox")
    assert not re.search(r"unsafe|https?:|data:|blob:|\*|report", str(found))


def test_on_a_disk_the_scheme_is_named() -> None:
    web, disk = directives(of_page(portable=False)), directives(of_page(portable=True))
    assert disk == {name: value.replace("'self'", "'self' file:") for name, value in web.items()}


def test_headers_say_the_same_and_that_nobody_may_frame_a_page() -> None:
    policy = directives(HEADERS["Content-Security-Policy"])
    assert policy == {**directives(of_page(portable=False)), "frame-ancestors": "'none'"}
    assert HEADERS["X-Frame-Options"] == "DENY"
    assert HEADERS["Referrer-Policy"] == "no-referrer"
    assert HEADERS["X-Content-Type-Options"] == "nosniff"
    assert HEADERS["Cross-Origin-Opener-Policy"] == HEADERS["Cross-Origin-Resource-Policy"] == "same-origin"


def test_every_feature_is_off() -> None:
    assert HEADERS["Permissions-Policy"].split(", ") == [f"{name}=()" for name in FEATURES]
    assert list(FEATURES) == sorted(set(FEATURES))
    assert {"camera", "microphone", "geolocation", "browsing-topics", "storage-access"} <= set(FEATURES)


@HOST
def test_every_host_is_told_every_header(host: str) -> None:
    pattern = {
        "netlify": r"^  (?P<name>[\w-]+): (?P<value>.*)$",
        "apache": r'^  Header always set (?P<name>[\w-]+) "(?P<value>[^"]*)"$',
        "nginx": r'^add_header (?P<name>[\w-]+) "(?P<value>[^"]*)" always;$',
    }[host]
    found = [(m["name"], m["value"]) for m in re.finditer(pattern, said(host), re.M)]
    assert [item for item in found if item[0] not in ("Cache-Control", "Content-Type")] == list(HEADERS.items())


@HOST
def test_that_only_https_will_do_is_for_the_owner_of_the_host_to_say(host: str) -> None:
    assert "Strict-Transport-Security" not in said(host)
    assert re.search(r"^ *# .*Strict-Transport-Security", snippet(host, base="/", languages=("nl",)), re.M)


@HOST
@BASE
def test_all_paths_are_below_the_folder_of_the_site(host: str, base: str) -> None:
    text = said(host, base=base, languages=("nl", "fr"))
    paths = re.findall(
        r"(?<![\w+*/.<])/[\w/.*-]*", text.replace("application/", "").replace("text/", "").replace("image/", "")
    )
    assert [path for path in paths if not path.startswith(base)] == []
    expected = {base + name for name in ("feed.xml", "fr/feed.xml", "site.webmanifest", "fr/site.webmanifest")}
    expected |= set() if host == "netlify" else {base + "404.html"}
    assert expected <= set(paths)
    assert any(path.rstrip("*") == base + FOREVER for path in paths)


@BASE
def test_what_is_named_by_its_content_is_kept_for_ever_and_nothing_else(base: str) -> None:
    rules = netlify(said("netlify", base=base))
    for name, kept in {
        "assets/style.0123456789.css": True, "assets/search/nl/abcdefgh.js": True, "assets/pictures/x-480.webp": True,
        "": False, "index.html": False, "stories/x/": False, "search/head.js": False, "media/sheet.pdf": False,
        "feed.xml": False,
    }.items():  # fmt: skip
        found = headers(rules, base + name)
        assert ("immutable" in found.get("Cache-Control", "")) == kept, name
        assert found.items() >= HEADERS.items()


def test_apache_says_everything_to_a_module_that_it_may_not_have() -> None:
    depth = 0
    for line in said("apache").splitlines():
        depth -= line.startswith("</IfModule")
        assert depth == (0 if re.match(r"</?IfModule", line) else 1), line
        depth += line.startswith("<IfModule")
    assert depth == 0


def test_nginx_has_its_headers_in_every_location() -> None:
    """One `add_header` in a location would put away all that stand around it."""
    locations = re.findall(r"^location [^{]*{\n(.*?)^}", said("nginx"), re.M | re.S)
    assert len(locations) == 3
    assert not [one for one in locations if "add_header" in one]


@HOST
def test_an_address_ends_no_line_and_no_quotation(host: str) -> None:
    text = said(host, base="/a\"';{}\n# <x>*/")
    assert not re.search("a[\"';{}\n]", text)
    assert "/a%22%27%3B" in text


def test_no_line_is_longer_than_hosts_read() -> None:
    """Cloudflare Pages: 2,000 characters."""
    assert max(map(len, said("netlify").splitlines())) < 2000
