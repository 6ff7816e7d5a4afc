"""What `site.yaml` may say."""

from __future__ import annotations

from typing import Any

import pytest

from toolbox_gen.config import Config
from toolbox_gen.schema import validate


def faults(**values: Any) -> list[tuple[tuple[str | int, ...], str]]:
    return [(fault.path, fault.code) for fault in validate(Config, values).faults]


def config(**values: Any) -> Config:
    read = validate(Config, values)
    assert read.record is not None, read.faults
    return read.record


def test_without_a_word_everything_has_its_default() -> None:
    found = config()
    assert (found.title, found.language, found.base, found.origin) == ({"": "Toolbox"}, "nl", "/", "")
    assert (found.consent_months, found.page_size) == (24, 24)


@pytest.mark.parametrize(
    ("url", "origin", "base"),
    [
        ("https://toolbox.example", "https://toolbox.example", "/"),
        ("https://toolbox.example/", "https://toolbox.example", "/"),
        ("https://x.example/doos", "https://x.example", "/doos/"),
        ("https://x.example:8443/a/b/?c#d", "https://x.example:8443", "/a/b/"),
    ],
)
def test_where_the_site_lives(url: str, origin: str, base: str) -> None:
    found = config(url=url)
    assert (found.origin, found.base) == (origin, base)


def test_the_first_language_is_the_main_one() -> None:
    assert config(languages=["en", "nl"]).language == "en"
    assert config(languages="en").languages == ("en",)


@pytest.mark.parametrize(
    ("languages", "path", "code"),
    [
        (["nl", "xx"], ("languages", 1), "unknown-language"),
        (["nl", "Nederlands"], ("languages", 1), "unknown-language"),
        (["nl", "eo"], ("languages", 1), "no-catalogue"),
        (["nl", "en", "nl"], ("languages", 2), "named-twice"),
        ([], ("languages",), "empty-value"),
    ],
)
def test_languages_must_be_spoken_and_named_once(languages: list[str], path: Any, code: str) -> None:
    assert faults(languages=languages) == [(path, code)]


@pytest.mark.parametrize("folder", ["../other", "/etc", "a/../../b"])
def test_templates_stay_inside_the_project(folder: str) -> None:
    assert faults(templates=["own", folder]) == [(("templates", 1), "outside-project")]


def test_a_way_in() -> None:
    way = {"slug": "twee-uur", "label": {"nl": "Ik heb 2 uur"}, "minutes": "2 uur", "people": "12",
           "facets": {"language_level": ["A0", "A1"], "mode": "online"}}  # fmt: skip
    (found,) = config(ways_in=way).ways_in
    assert (found.minutes, found.people, found.kind) == (120, 12, "tool")
    assert found.facets == {"language_level": ("A0", "A1"), "mode": ("online",)}


@pytest.mark.parametrize(
    ("values", "path", "code"),
    [
        ({"titel": "x"}, ("titel",), "unknown-field"),
        ({"consent_months": "0"}, ("consent_months",), "wrong-number"),
        ({"page_size": "501"}, ("page_size",), "wrong-number"),
        ({"url": "https://[x.example"}, ("url",), "wrong-url"),
        ({"license": "CC0"}, ("license",), "expected-mapping"),
        ({"ways_in": [{"slug": "A b", "label": "x"}]}, ("ways_in", 0, "slug"), "wrong-slug"),
    ],
)
def test_what_may_not_be_said(values: dict[str, Any], path: Any, code: str) -> None:
    assert faults(**values) == [(path, code)]


def test_the_quick_exit_leads_to_the_weather_and_stands_on_sensitive_pages_only() -> None:
    found = config().quick_exit
    assert (found.url, found.everywhere, found.kinds, found.help_lines) == ("https://www.meteo.be/nl", False, (), ())


@pytest.mark.parametrize(
    ("url", "target", "wrong"),
    [
        ("https://toolbox.example/", "https://toolbox.example/weather", True),
        ("https://toolbox.example/box/", "https://toolbox.example/", True),
        ("https://toolbox.example/", "https://Toolbox.Example:8443/", True),
        ("https://toolbox.example/", "https://weather.example/", False),
        ("https://toolbox.example/", "https://www.toolbox.example/", False),
    ],
)
def test_the_quick_exit_leads_to_another_site(url: str, target: str, wrong: bool) -> None:
    found = faults(url=url, quick_exit={"url": target})
    assert found == ([(("quick_exit", "url"), "exit-to-itself")] if wrong else [])


@pytest.mark.parametrize("target", ["http://weather.example/", "weather.example", "javascript:alert(1)", "/weather"])
def test_the_quick_exit_is_a_secure_address(target: str) -> None:
    ((path, _),) = faults(quick_exit={"url": target})
    assert path == ("quick_exit", "url")
