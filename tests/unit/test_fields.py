"""The fields that all documents share: consent above all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from toolbox_gen.fields import Common, Consent, Practice
from toolbox_gen.schema import Record, validate

DAY = date(2026, 6, 1)
GIVEN = {"ref": "R-1", "status": "given", "given_on": "2026-02-11", "scope": "site"}
PICTURE = {"src": "a.jpg", "alt": "a table", "people": "recognisable"}
PRACTICE = {"title": "A", "summary": "B"}


def codes(model: type[Record], values: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    return [(fault.path, fault.code) for fault in validate(model, values).faults]


def consent(**values: Any) -> Consent:
    read = validate(Consent, GIVEN | values)
    assert read.record is not None, read.faults
    return read.record


@pytest.mark.parametrize(
    ("values", "covered"),
    [
        ({}, True),
        ({"scope": ["publication", "site"]}, True),
        ({"scope": "publication"}, False),
        ({"scope": []}, False),
        ({"status": "not-needed", "given_on": "", "scope": []}, True),
        ({"status": "withdrawn"}, False),
        ({"status": "pending"}, False),
        ({"given_on": ""}, False),
        ({"given_on": "2026-06-01"}, True),
        ({"given_on": "2026-06-02"}, False),
        ({"given_on": "2024-06-01"}, True),
        ({"given_on": "2024-05-31"}, False),
        ({"given_on": "2024-06"}, True),
        ({"given_on": "2024"}, False),
        ({"given_on": "2020", "expires_on": "2026-06-01"}, True),
        ({"given_on": "2020", "expires_on": "2026-05-31"}, False),
        ({"given_on": "2020", "expires_on": "2026"}, True),
    ],
)
def test_whether_a_consent_covers_the_site_on_a_day(values: dict[str, Any], covered: bool) -> None:
    assert consent(**values).covers("site", DAY, 24) is covered


def test_how_long_a_consent_holds_is_the_sites_to_say() -> None:
    one = consent(given_on="2026-01-31")
    assert one.last_day(1) == date(2026, 2, 28)
    assert one.covers("site", date(2026, 2, 28), 1)
    assert not one.covers("site", date(2026, 3, 1), 1)


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        ({}, []),
        ({"consent": GIVEN}, []),
        ({"consent": GIVEN | {"given_on": ""}}, [(("consent", "given_on"), "missing-field")]),
        ({"consent": GIVEN | {"scope": []}}, [(("consent", "scope"), "missing-field")]),
        ({"consent": GIVEN | {"expires_on": "2025"}}, [(("consent", "expires_on"), "wrong-order")]),
        ({"consent": {"ref": "R", "status": "withdrawn"}}, []),
        ({"consent": {"status": "given"}}, [(("consent", "ref"), "missing-field")]),
        ({"status": "archived"}, [(("status",), "archived-without-facts")]),
        ({"status": "archived", "archived": {"on": "2024"}}, []),
        ({"publish_on": "2026-06", "expires_on": "2026-05"}, [(("expires_on",), "wrong-order")]),
        ({"publish_on": "2026-06", "expires_on": "2026"}, []),
        ({"status": "publihsed"}, [(("status",), "wrong-choice")]),
        ({"contact": "ann"}, [(("contact",), "wrong-mail")]),
    ],
)
def test_the_rules_for_every_document(values: dict[str, Any], faults: list[Any]) -> None:
    found = codes(Common, values)
    assert [code for _, code in found] == [code for _, code in faults]
    assert [path[0] for path, _ in found] == [path[0] for path, _ in faults]


@pytest.mark.parametrize("alias", ["old", "/old/", "old/page.html", "Oud/Verhaal_2", "stories/é"])
def test_an_earlier_address_inside_the_site(alias: str) -> None:
    assert codes(Common, {"aliases": alias}) == []


@pytest.mark.parametrize(
    "alias",
    [
        "../x",
        "a/../../x",
        "/",
        "a//b",
        ".",
        "./a",
        "a\\b",
        "C:/x",
        "https://old.example/x",
        "a?b",
        "a#b",
        "a%2e",
        "..",
        "a/*",
    ],
)
def test_an_earlier_address_never_leads_out_of_the_site(alias: str) -> None:
    assert codes(Common, {"aliases": [alias]}) == [(("aliases", 0), "wrong-alias")]


def test_recognisable_people_need_consent() -> None:
    assert codes(Practice, PRACTICE | {"images": PICTURE}) == [(("images",), "consent-missing")]
    assert codes(Practice, PRACTICE | {"images": PICTURE | {"people": "none"}}) == []


@pytest.mark.parametrize(
    ("agreed", "shown", "fine"),
    [
        ("recognisable", "recognisable", True),
        ("unrecognisable", "recognisable", False),
        ("unrecognisable", "unrecognisable", True),
        ("none", "unrecognisable", False),
        ("none", "none", True),
        (None, "none", True),
        (None, "recognisable", False),
    ],
)
def test_a_picture_shows_what_people_agreed_to(agreed: str | None, shown: str, fine: bool) -> None:
    values = PRACTICE | {
        "images": PICTURE | {"people": shown},
        "consent": GIVEN | ({"image": agreed} if agreed else {}),
    }
    assert codes(Practice, values) == ([] if fine else [(("images", 0, "people"), "image-beyond-consent")])


def test_of_a_picture_nothing_is_said_while_the_consent_is_withdrawn() -> None:
    values = PRACTICE | {"images": PICTURE, "consent": {"ref": "R", "status": "withdrawn", "image": "none"}}
    assert codes(Practice, values) == []


@pytest.mark.parametrize("values", [{}, {"file": "a.pdf", "url": "https://x.example/"}])
def test_a_download_is_in_one_place(values: dict[str, str]) -> None:
    found = codes(Practice, PRACTICE | {"downloads": [{"label": "a", **values}]})
    assert [code for _, code in found] == ["one-of-two"]


def test_a_download_may_be_printed() -> None:
    paper = {"stock": "0", "request_url": "https://x.example/"}
    assert codes(Practice, PRACTICE | {"downloads": {"label": "a", "file": "a.pdf", "paper": paper}}) == []
    found = codes(Practice, PRACTICE | {"downloads": {"label": "a", "file": "a.pdf", "paper": paper | {"stock": "-1"}}})
    assert [code for _, code in found] == ["wrong-number"]


def test_what_a_document_is_called() -> None:
    assert validate(Practice, PRACTICE).partial.heading == "A"
    assert validate(Common, {}).partial.heading == ""
    assert validate(Common, {}).partial.reasons_for_consent == ()
