"""What a translation takes from its original, what must be the same, and what is behind."""

from typing import Any

import pytest

from toolbox_gen import frontmatter, translations
from toolbox_gen.bodies import Heading
from toolbox_gen.catalogue import KINDS
from toolbox_gen.kinds.story import Story
from toolbox_gen.kinds.tool import Tool
from toolbox_gen.prose import Outline, Section
from toolbox_gen.schema import Part, Record, Tongue, parts, validate
from toolbox_gen.translations import Changes, Side

TEXTS = {
    "story": (
        "archived.reason", "title", "summary", "images.alt", "images.caption", "images.credit*", "downloads.label",
        "sources.title*", "credits*", "tools.note", "no_tool_reason", "lessons", "went_wrong", "worked",
        "would_do_differently", "tips", "place", "context.frequency", "outcome.claim", "outcome.source*", "quotes.text",
        "quotes.who*", "quotes.role",
    ),
    "tool": (
        "archived.reason", "title", "summary", "images.alt", "images.caption", "images.credit*", "downloads.label",
        "sources.title*", "credits*", "purpose", "materials", "space", "cost", "steps.title", "steps.text",
        "steps.materials", "when_not_to_use", "safety_notes", "tips", "variations", "origin.name*", "origin.author*",
        "cards.front", "cards.back", "cards.theme", "route.stops.title", "route.stops.questions", "faq.q", "faq.a",
    ),
    "organisation": ("archived.reason", "name*", "summary", "place"),
    "page": ("archived.reason", "title", "summary"),
    "quote": ("archived.reason", "text", "who*", "role"),
}  # fmt: skip
"""Every field that a translator translates; with a star, what may well stay as it is: names, titles of sources."""
OWN = {"status", "publish_on", "expires_on", "review_by", "updated", "aliases", "contact", "consent", "translation",
       "pictured", "extra", "url"}  # fmt: skip
"""What a translation may have otherwise than its original, without a remark; `url` of an organisation."""


def named(model: type[Record], around: str = "") -> list[tuple[str, Part]]:
    """Every part that is no record, by its path."""
    found = []
    for part in parts(model):
        if part.inner:
            found += named(part.inner, f"{around}{part.name}.")
        else:
            found.append((around + part.name, part))
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_of_every_field_it_is_decided_whether_it_is_translated(kind: Any) -> None:
    found = tuple(
        name + ("*" if part.tongue is Tongue.NAME else "") for name, part in named(kind.record) if part.is_text
    )
    assert sorted(found) == sorted(TEXTS[kind.name])
    own = {name for name, part in named(kind.record) if part.tongue is Tongue.OWN and "." not in name}
    assert own - {"url"} == OWN - {"url"}


def read(text: str) -> dict[str, Any]:
    return frontmatter.load(text, "x.md").values


@pytest.mark.parametrize(
    ("own", "original", "whole"),
    [
        ("title: Un", "{title: Een, date: 2024, tips: [a]}", "{title: Un, date: 2024, tips: [a]}"),
        ("summary: ''", "summary: Een", "summary: Een"),
        ("consent: ''", "consent: {ref: R1}", "consent: ''"),
        ("status: draft", "{status: published, translation: {on: 2024}}", "status: draft"),
        ("steps: [{title: Un}, {title: Deux}]", "steps: [{title: Een, minutes: 5, text: T}, {title: Twee}]",
         "steps: [{title: Un, minutes: 5}, {title: Deux}]"),
        ("tools: [{tool: b, note: N}, {tool: a}]", "tools: [a, {tool: b, role: central, note: M}]",
         "tools: [{tool: b, note: N, role: central}, {tool: a}]"),
        ("tools: b", "tools: [{tool: b, role: central, note: M}]", "tools: [{tool: b, role: central}]"),
        ("images: {alt: Un}", "images: {src: a.jpg, alt: Een, people: none}", "images: [{alt: Un, src: a.jpg, people: none}]"),
        ("context: {frequency: souvent}", "context: {frequency: vaak, duration: 45}", "context: {frequency: souvent, duration: 45}"),
        ("downloads: [{label: Un}]", "downloads: [{file: a.pdf, language: nl, label: Een}]",
         "downloads: [{label: Un, file: a.pdf, language: nl}]"),
        ("downloads: [{label: Un, url: 'https://a.be/'}]", "downloads: [{file: a.pdf, language: nl, label: Een}]",
         "downloads: [{label: Un, url: 'https://a.be/'}]"),
        ("downloads: [{label: Un, file: fr.pdf}]", "downloads: [{file: a.pdf, paper: {stock: 3}, label: Een}]",
         "downloads: [{label: Un, file: fr.pdf}]"),
    ],
)  # fmt: skip
def test_what_a_translation_leaves_out_comes_from_the_original(own: str, original: str, whole: str) -> None:
    assert translations.merged(Story if "steps" not in own else Tool, read(own), read(original)) == read(whole)


def differing(model: type[Record], own: str, original: str, *, sealed: bool = False) -> list[tuple[str, str]]:
    mine, theirs = read(own), read(original)
    sides = (
        Side(v, validate(model, w).partial)
        for v, w in (
            (mine, translations.merged(model, translations.given(model, mine, theirs), theirs)),
            (theirs, theirs),
        )
    )
    return [
        (fault.code.removeprefix("translation-"), ".".join(map(str, fault.path)))
        for fault in translations.differences(model, *sides, sealed=sealed)
    ]


@pytest.mark.parametrize(
    ("own", "original", "found"),
    [
        ("duration: 2 heures", "duration: 2 uur", []),
        ("duration: {min: 120, max: 120}", "duration: 2 uur", []),
        ("duration: 90", "duration: 2 uur", [("differs", "duration")]),
        ("language_level: A1", "{}", [("differs", "language_level")]),
        ("themes: [a]", "themes: a", []),
        ("themes: [a]", "themes: [a, b]", [("differs", "themes")]),
        ("{status: draft, updated: 2025, extra: {a: b}}", "{updated: 2024, extra: {a: c}}", []),
        ("steps: [{title: Un, minutes: 5}]", "steps: [{title: Een, minutes: 10}]", [("differs", "steps.0.minutes")]),
        ("steps: [{title: Un}]", "steps: [{title: Een}, {title: Twee}]", [("count", "steps")]),
        ("tips: [a]", "tips: [a, b]", []),
        ("images: [{src: b.jpg, alt: B}]", "images: [{src: a.jpg, alt: A}, {src: b.jpg, alt: C}]", [("count", "images")]),
        ("images: [{src: c.jpg, alt: B}]", "images: [{src: a.jpg, alt: A}]", [("differs", "images.0.src")]),
        ("images: [{src: a.jpg, alt: B}, {src: a.jpg, alt: C}]", "images: [{src: a.jpg, alt: A}]", [("differs", "images.1.src")]),
        ("sources: [{title: A, url: 'https://a.be/fr'}]", "sources: [{title: A, url: 'https://a.be/nl'}, {title: B}]", []),
        ("route: {length_km: 2, stops: [{title: A, lat: 1}]}", "route: {length_km: 3, stops: [{title: B, lat: 2}]}",
         [("differs", "route.length_km"), ("differs", "route.stops.0.lat")]),
        ("origin: {name: A, license: MIT}", "{}", [("differs", "origin.license")]),
    ],
)  # fmt: skip
def test_what_depends_on_no_language_is_the_same(own: str, original: str, found: list[tuple[str, str]]) -> None:
    assert sorted(differing(Tool, own, original)) == sorted(found)


def test_what_the_original_names_more_comes_along_and_what_it_no_longer_names_goes() -> None:
    own = "tools: [{tool: a, note: N}, b]"
    for original, kept in (("tools: [a, b, c]", "[{tool: a, note: N}, b, c]"), ("tools: [a]", "[{tool: a, note: N}]")):
        assert translations.given(Story, read(own), read(original)) == read(f"tools: {kept}")
        assert differing(Story, own, original, sealed=True) == []
    assert differing(Story, own, "tools: [a]") == [("differs", "tools.1.tool")]
    assert differing(Story, own, "tools: [b]", sealed=True) == [("differs", "tools.0.tool")]
    gone = translations.given(Story, read("images: [{src: a.jpg, alt: A}]"), {})
    assert gone == {"images": ""}, "a picture that was taken out goes from the translation too"
    for own, kept in (("origin: {author: A}", "origin: ''"), ("origin: {name: N}", "origin: {name: N}")):
        assert translations.given(Tool, read(own), {}) == read(kept)
        assert translations.given(Tool, read(own), read("origin: {name: M}")) == read(own)


def test_by_place_nothing_is_compared_or_taken_where_there_are_not_as_many() -> None:
    own, original = "steps: [{title: Un, minutes: 10}]", "steps: [{title: Nul, minutes: 20}, {title: Een, minutes: 10}]"
    assert differing(Tool, own, original) == [("count", "steps")]
    assert translations.merged(Tool, read("steps: [{title: Un}]"), read(original)) == read("steps: [{title: Un}]")


def test_lists_of_texts_that_are_shorter_are_found() -> None:
    own = read("{safety_notes: [a], tips: b, steps: [{title: c, materials: d}]}")
    original = read("{safety_notes: [a, b, c], tips: [b], cost: x, steps: [{title: c, materials: [d, e]}]}")
    assert list(translations.uneven(Tool, own, original)) == [("steps.materials", 1, 2), ("safety_notes", 1, 3)]


def test_what_is_left_to_the_original_makes_nothing_behind_but_a_field_that_came_later_does() -> None:
    own = read("{title: Un, tools: [{tool: a, note: N}]}")
    before = sealed(ORIGINAL, "begin")
    after = {**ORIGINAL, "summary": "Anders", "credits": "Zij", "place": "Gent", "no_tool_reason": "Zo"}
    assert translations.changes(Story, before, sealed(after, "begin"), own, after).names == ("no_tool_reason", "place")
    assert translations.changes(Story, before, sealed({"title": "Een"}, "begin"), own, {}).names == ("tools",)


ORIGINAL = read(
    "{title: Een, summary: Kort gezegd wat het is., date: 2024, tools: [{tool: a, note: Zo ging het.}], credits: Wij}"
)


def test_the_fields_whose_texts_come_from_the_original() -> None:
    own = read("{title: Un, tools: [a]}")
    assert translations.foreign(Story, own, ORIGINAL) == ("summary", "credits")
    assert translations.lacking(Story, own, ORIGINAL) == ("summary", "tools.note")
    assert translations.lacking(Story, {**ORIGINAL, "credits": ""}, ORIGINAL) == ()


def test_long_texts_that_are_still_the_originals_are_found_and_names_may_stay() -> None:
    own = read(
        "{title: Een, summary: Kort  gezegd wat het IS., tools: [{tool: a, note: Zo ging het ook.}], credits: Wij allen met zijn vieren}"
    )
    original = {**ORIGINAL, "credits": "Wij allen met zijn vieren"}
    assert list(translations.unchanged(Story, own, original)) == [("summary",)]


def outline(*headings: tuple[int, str]) -> Outline:
    return Outline(
        tuple(Heading(level, name.title(), name, line) for line, (level, name) in enumerate(headings, 3)), has_text=True
    )


def sealed(values: dict[str, Any], *bodies: str) -> dict[str, str]:
    own = outline(*((2, body) for body in bodies))
    sections = [Section("aaaaaaaa", 2), *(Section(body[0] * 8, 3) for body in bodies)]
    return translations.seals(Story, values, own, sections)


def test_each_text_of_an_original_has_a_seal_and_nothing_else_does() -> None:
    before = sealed(ORIGINAL, "begin", "middle")
    assert list(before) == ["title", "summary", "credits", "tools", "body", "body/begin", "body/middle"]
    for other in (
        read(
            "{title: ' Een', summary: \"Kort gezegd\\n wat het is.\", date: 2025, tools: [{tool: b, role: central, note: Zo ging  het.}], credits: Wij}"
        ),
        {**ORIGINAL, "themes": ["x"], "images": [{"src": "a.jpg"}]},
    ):
        assert sealed(other, "begin", "middle") == before
    for name, value in {"title": "Twee", "summary": "Anders", "tools": [{"tool": "a", "note": "Niet."}]}.items():
        now = sealed({**ORIGINAL, name: value}, "begin", "middle")
        assert translations.changes(Story, before, now, ORIGINAL, ORIGINAL) == Changes((name,))


def test_what_was_changed_added_and_removed_is_told_apart() -> None:
    before, after = (
        sealed(ORIGINAL, "begin", "end"),
        sealed({**ORIGINAL, "title": "Twee", "place": "Gent"}, "start", "end"),
    )
    found = translations.changes(Story, before, after, ORIGINAL, {**ORIGINAL, "place": "Gent"})
    assert found == Changes(("title",), ("place", "body/start"), ("body/begin",))
    assert found.names == ("title", "place", "body/start", "body/begin")
