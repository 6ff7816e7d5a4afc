"""A story: every field is taken as people write it, judged, and shown where a reader looks for it."""

from pathlib import Path

import pytest

from tests.english import english, facts, main, page, picture, published, said, searched, sites, story, tool
from tests.projects import DAY, FAILURE, STORY
from toolbox_gen.build import Options, check
from toolbox_gen.kinds.story import WHAT_WENT_WRONG
from toolbox_gen.model import Key

CONSENT = (
    "consent: {ref: R-1, status: given, given_on: 2026-01-10, scope: [site], identity: named, image: recognisable}"
)
FULL = """\
---
title: Titleword
kind: good-practice
summary: Summaryword.
period: {from: 2023-03, to: 2024-05-31}
tools:
  - {tool: deep-democracy, role: central, result: helped, note: Noteword}
  - second
lessons: [Lessonword]
went_wrong: [Wrongword]
worked: [Workedword]
would_do_differently: [Differentlyword]
tips: [Tipword]
form: interview
organisations: [buurthuis]
place: Placeword
themes: [inclusion]
audiences: [newcomers]
settings: [group]
context: {group_size: 8-20, duration: {sessions: {count: 7, interval: weekly, each: 1u30}, prep: 25}, language_level: A2, frequency: Frequencyword}
outcome: {claim: Claimword, evidence: evaluated, source: Sourceword, url: https://outcome.example/x}
quotes: [{text: "Quoteword\\n\\nSecondparagraph", who: Whoword, role: Roleword}]
consent: {ref: Refword-1, status: given, given_on: 2026-01-10, scope: [site], identity: first-name, image: recognisable}
sensitivity: [asylum]
images:
  - {src: photo.png, alt: Altword, caption: Captionword, credit: Creditword, people: recognisable}
  - {src: other.png, alt: Otheralt}
downloads:
  - {file: folder.pdf, label: Downloadword, language: fr, paper: {stock: 3, request_url: https://paper.example/order}}
  - {url: https://elsewhere.example/file, label: Elsewhereword}
sources: [{title: Factsword, url: https://facts.example/, accessed: 2024-06-02}]
credits: Thanksword
license: CC-BY-4.0
status: archived
archived: {on: 2025-01-02, reason: Reasonword, replaced_by: aan-tafel}
updated: 2024-09-09
review_by: 2027-01-01
contact: team@story.example
aliases: [old/address]
extra: {fictional: true, mine: Extraword}
---
Bodyword.
"""
AROUND = {
    "content/stories/full.md": FULL,
    "content/stories/photo.png": picture(),
    "content/media/other.png": picture(6, 6),
    "content/media/folder.pdf": b"%PDF-1.4 folder",
    "content/tools/second.md": tool(title="Second tool"),
}
AS_WRITTEN = (
    "Titleword", "Summaryword.", "Noteword", "Lessonword", "Wrongword", "Workedword", "Differentlyword", "Tipword",
    "Placeword", "Frequencyword", "Claimword", "Sourceword", "Quoteword", "Secondparagraph", "Whoword", "Roleword",
    "Captionword", "Creditword", "Downloadword", "Elsewhereword", "Factsword", "Thanksword", "Reasonword", "Bodyword.",
    "team@story.example",
)  # fmt: skip
IN_WORDS = {
    "kind": "Good practice",
    "tools": "Second tool",
    "tools.role": "at the centre",
    "tools.result": "helped",
    "form": "Interview",
    "sensitivity": "This story touches on Asylum.",
    "outcome.evidence": "How we know: evaluated.",
    "downloads.language": "French",
    "downloads.paper.stock": "Order it on paper (3 left)",
    "downloads.file": "PDF, 1 kB",
    "sources.accessed": "(consulted on June 2, 2024)",
    "license": "CC-BY-4.0",
    "archived.on": "It was put away on January 2, 2025",
    "archived.replaced_by": "In its place: Wie aan tafel zit, praat mee",
    "updated": "September 9, 2024",
    "status": "Archived",
    "extra.fictional": "Fictional example",
}
FACTS = {
    "Who": "Buurthuis",
    "Where": "Placeword",
    "When": "March 2023 to May 31, 2024",
    "With whom": "Newcomers",
    "Group": "8–20 people",
    "How long": "7 × 90 min weekly",
    "Preparation": "25 min",
    "How often": "Frequencyword",
    "Language level": "A2",
    "Setting": "Group session",
    "Themes": "Inclusion",
}
ADDRESSES = (
    "https://outcome.example/x", "https://paper.example/order", "https://elsewhere.example/file",
    "https://facts.example/", "../../media/folder.pdf", "mailto:team@story.example", "../../audiences/newcomers/",
    "../../settings/group/", "../../themes/inclusion/", "../../organisations/buurthuis/", "../aan-tafel/",
    "https://creativecommons.org/licenses/by/4.0/",
)  # fmt: skip


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a story with every field."""
    return page(published(tmp_path_factory.mktemp("full"), AROUND), "stories/full")


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_what_is_written_stands_on_the_page(full: str, text: str) -> None:
    assert text in said(main(full))


@pytest.mark.parametrize("field", IN_WORDS)
def test_what_is_chosen_stands_on_the_page_in_words(full: str, field: str) -> None:
    assert IN_WORDS[field] in said(main(full))


@pytest.mark.parametrize("label", FACTS)
def test_facts_stand_at_a_glance(full: str, label: str) -> None:
    assert facts(full)[label] == FACTS[label]


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_are_links(full: str, address: str) -> None:
    assert f'href="{address}"' in main(full)


def test_pictures_have_their_description(full: str) -> None:
    assert 'alt="Altword"' in full
    assert 'alt="Otheralt"' in full


@pytest.mark.parametrize("text", ["Refword-1", "R-1", "first-name", "Extraword", "2027"])
def test_what_is_for_editors_only_is_not_on_the_page(full: str, text: str) -> None:
    assert text not in full


def test_an_outcome_may_have_nothing_but_an_address(tmp_path: Path) -> None:
    text = story("outcome: {claim: It helped., url: https://outcome.example/x}")
    assert 'href="https://outcome.example/x"' in page(published(tmp_path, {"content/stories/x.md": text}), "stories/x")


def test_the_paper_line_goes_away_when_there_are_none_left(tmp_path: Path) -> None:
    line = "downloads: [{url: https://e.example/f, label: The cards, paper: {stock: 0, request_url: https://e.example/order}}]"
    site = published(tmp_path, {"content/stories/x.md": story(line)})
    assert "e.example/order" not in page(site, "stories/x")


# ------------------------------------------------------------------------------------------------- rules


def found(root: Path, fields: str, *, body: str = "Text.\n") -> list[tuple[int, str]]:
    """The problems of a story with these fields: line and code."""
    root = english(root, {"content/stories/x.md": story(fields, body=body)})
    report = check(Options(root=root, day=DAY, planners=()))
    return [(p.spot.line, p.code) for p in report.problems if p.path == "content/stories/x.md"]


FAILED = "kind: successful-failure\nlessons: [Ask first.]\n"


@pytest.mark.parametrize("heading", [*WHAT_WENT_WRONG, "1. Wat er mis ging", "2) Qu’est-ce qui n’a pas marché "])
def test_a_heading_may_say_what_went_wrong(tmp_path: Path, heading: str) -> None:
    assert found(tmp_path, FAILED, body=f"## {heading.capitalize()}?\n\nMuch.\n") == []


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        (FAILED, ["failure-without-cause"]),
        (FAILED + "went_wrong: [Nobody came.]", []),
        ("kind: successful-failure\nwent_wrong: [Nobody came.]", ["failure-without"]),
        ("kind: successful-failure", ["failure-without", "failure-without-cause"]),
        ("kind: good-practice", []),
    ],
)
def test_a_failure_says_what_went_wrong_and_what_was_learned(tmp_path: Path, fields: str, codes: list[str]) -> None:
    assert [code for _, code in found(tmp_path, fields)] == codes


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ("date: 2024\nperiod: {from: 2023}", ["one-of-two"]),
        ("period: {from: 2024-05, to: 2024-04}", ["wrong-order"]),
        ("period: {from: 2024-05, to: 2024}", []),
        ("period: {to: 2024}", ["missing-field"]),
        ("date: ''", ["missing-one-of"]),
        ("date: yesterday", ["wrong-date"]),
    ],
)
def test_a_story_has_a_date_or_a_period(tmp_path: Path, fields: str, codes: list[str]) -> None:
    assert [code for _, code in found(tmp_path, fields)] == codes


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ("tools: []", ["no-tool-reason"]),
        ("tools: []\nno_tool_reason: None was needed.", []),
        ("tools: [deep-democracy]\nno_tool_reason: None.", ["one-of-two"]),
        ("no_tool_reason: None.", ["missing-field"]),
        ("tools: deep-democracy", []),
        ("tools: {tool: deep-democracy, note: Well}", []),
        ("tools: [deep-democracy, {tool: deep-democracy}]", ["named-twice"]),
        ("tools: [{tool: deep-democracy, result: helpt}]", ["wrong-choice"]),
        ("tools: [deep-democratie]", ["unknown-document"]),
    ],
)
def test_a_story_names_its_tools_or_says_why_not(tmp_path: Path, fields: str, codes: list[str]) -> None:
    assert [code for _, code in found(tmp_path, fields)] == codes


QUOTE = "quotes: [{text: Words, who: Ann}]\n"


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        (QUOTE, ["consent-missing"]),
        (QUOTE + CONSENT, []),
        ("form: interview", ["consent-missing"]),
        ("form: testimonial", ["consent-missing"]),
        ("form: testimonial\n" + CONSENT, []),
        ("form: report", []),
        ("sensitivity: asylum", ["consent-missing"]),
        ("sensitivity: asylum\nconsent: {ref: R-2, status: not-needed}", []),
        (QUOTE + "consent: {ref: R-2, identity: named, status: given}", ["missing-field", "missing-field"]),
        (QUOTE + "consent: {ref: R-2, identity: named, status: given, given_on: 2025, scope: site, expires_on: 2024}", ["wrong-order"]),
        ("images: [{src: photo.png, alt: A, people: recognisable}]", ["consent-missing"]),
        ("images: [{src: photo.png, alt: A, people: recognisable}]\n" + CONSENT, []),
        ("images: [{src: photo.png, alt: A, people: recognisable}]\n" + CONSENT.replace(", image: recognisable", ""),
         ["image-beyond-consent"]),
        ("images: [{src: photo.png, alt: A, people: unrecognisable}]", []),
        ("images: [{src: photo.png, alt: A}]", []),
    ],
)  # fmt: skip
def test_who_is_in_a_story_must_have_agreed(tmp_path: Path, fields: str, codes: list[str]) -> None:
    english(tmp_path, {"content/stories/photo.png": picture()})
    assert [code for _, code in found(tmp_path, fields)] == codes


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ("status: archived", ["archived-without-facts"]),
        ("status: archived\narchived: {on: 2024}", []),
        ("status: archived\narchived: {on: 2024, replaced_by: x}", ["refers-to-itself"]),
        ("publish_on: 2025\nexpires_on: 2024", ["wrong-order"]),
        ("publish_on: 2024\nexpires_on: 2028", []),
        ("status: concept", ["wrong-choice"]),
    ],
)
def test_status_and_its_dates_fit_together(tmp_path: Path, fields: str, codes: list[str]) -> None:
    assert [code for _, code in found(tmp_path, fields)] == codes


def test_a_problem_stands_at_its_line(tmp_path: Path) -> None:
    fields = "quotes:\n  - text: One\n  - who: Ann\nform: sung\n" + CONSENT
    assert found(tmp_path, fields) == [(10, "missing-field"), (11, "wrong-choice")]


# ------------------------------------------------------------------------------------------------- the page


@pytest.mark.parametrize(
    ("fields", "words", "years"),
    [
        ("date: 2024", "2024", "2024"),
        ("date: 2024-5-1", "May 1, 2024", "May 1, 2024"),
        ("date: 2024-05", "May 2024", "May 2024"),
        ("period: {from: 2022, to: 2024}", "2022–2024", "2022–2024"),
        ("period: {from: 2024, to: 2024}", "2024", "2024"),
        ("period: {from: 2024-02, to: 2024-03}", "February 2024 to March 2024", "2024"),
        ("period: {from: 2023-02}", "since February 2023", "2023–"),
    ],
)
def test_when_it_was_is_said_in_words(tmp_path: Path, fields: str, words: str, years: str) -> None:
    site = published(tmp_path, {"content/stories/x.md": story(fields + "\nplace: Here", slug="Xword")})
    assert facts(page(site, "stories/x"))["When"] == words
    listed = page(site, "stories")
    assert years in said(listed[listed.index("Xword") :].partition("</li>\n</ul>")[0])


def test_on_a_failure_what_was_learned_comes_before_the_text_and_on_a_good_practice_after_it(tmp_path: Path) -> None:
    good = STORY.replace(
        "place: Ergens", "place: Ergens\nlessons: [Lessonword]\nworked: [Workedword]\nwent_wrong: [Wrongword]"
    )
    site = published(tmp_path, {
        "content/stories/nul-lezers.md": FAILURE.replace("went_wrong:", "worked: [Workedword]\nwent_wrong:"),
        "content/stories/aan-tafel.md": good,
    })  # fmt: skip
    failure, practice = (said(main(page(site, f"stories/{slug}"))) for slug in ("nul-lezers", "aan-tafel"))
    assert failure.index("Vraag eerst hoe") < failure.index("De doos bleef vol")
    assert failure.index("Niemand had gevraagd") < failure.index("Workedword")
    assert practice.index("Lees ook") < practice.index("Lessonword")
    assert practice.index("Workedword") < practice.index("Wrongword")
    assert "Successful failure" in failure
    assert "Good practice" in practice


def test_a_story_without_tools_says_why(tmp_path: Path) -> None:
    site = published(tmp_path, {"content/stories/x.md": story("tools: []\nno_tool_reason: Whyword.")})
    assert "No tool was at work here. Whyword." in said(page(site, "stories/x"))


def test_each_tool_is_shown_with_how_it_was_at_work_here(tmp_path: Path) -> None:
    uses = "tools:\n- {tool: deep-democracy, role: supporting, result: did-not-help, note: Noteword}\n- second"
    files = {"content/stories/x.md": story(uses), "content/tools/second.md": tool(title="Second tool")}
    text = said(main(page(published(tmp_path, files), "stories/x")))
    order = [text.index(word) for word in ("Deep Democracy", "did not help", "in support", "Noteword", "Second tool")]
    assert order == sorted(order)


def test_related_stories_come_with_the_reason(tmp_path: Path) -> None:
    site = published(tmp_path, {
        "content/stories/x.md": story("tools: [deep-democracy]\nthemes: [inclusion]"),
        "content/stories/y.md": story("themes: [inclusion]", slug="Only the theme"),
        "content/stories/z.md": story(slug="Nothing at all"),
    })  # fmt: skip
    text = said(page(site, "stories/x").partition("part.related")[2])
    assert text.index("Wie aan tafel zit") < text.index("Twaalf vertalingen") < text.index("Only the theme")
    assert "also used Deep Democracy" in text
    assert "also about Inclusion" in text
    assert "Nothing at all" not in text
    assert "part.related" not in page(site, "stories/z")


def test_at_most_three_related_stories_are_shown(tmp_path: Path) -> None:
    more = {f"content/stories/more-{n}.md": story("themes: [inclusion]") for n in range(5)}
    (site,) = sites(tmp_path, more)
    found = site.kinds["story"].page(site.documents[Key("story", "more-0")], site)
    assert len(getattr(found, "related")) == 3  # noqa: B009 - of any view


def test_an_interview_reads_as_one(tmp_path: Path) -> None:
    files = {"content/stories/x.md": story("form: interview\n" + CONSENT, body="## How was it?\n\nGood.\n")}
    assert 'class="prose interview"' in page(published(tmp_path, files), "stories/x")


def test_a_search_finds_it_by_everything_that_it_says(tmp_path: Path) -> None:
    site = published(tmp_path, AROUND)
    index = searched(site)
    for word in (
        "lessonword",
        "placeword",
        "noteword",
        "quoteword",
        "wrongword",
        "workedword",
        "tipword",
        "claimword",
        "bodyword",
    ):
        assert word in index
    assert "refword" not in index


def test_its_facets_hold_what_it_names(tmp_path: Path) -> None:
    (site,) = sites(tmp_path, AROUND)
    kind = site.kinds["story"]
    found = kind.facets(site.documents[Key("story", "full")])
    assert found.names == {
        "kind": ("good-practice",),
        "themes": ("inclusion",),
        "audiences": ("newcomers",),
        "settings": ("group",),
        "tools": ("deep-democracy", "second"),
        "organisations": ("buurthuis",),
        "language_level": ("A2",),
    }
    assert found.numbers == {"people": (8, 20)}
    assert "audiences" not in kind.facets(site.documents[Key("story", "nul-lezers")]).names


def test_a_search_weighs_what_it_says_by_what_it_is(tmp_path: Path) -> None:
    (site,) = sites(tmp_path, AROUND)
    found = site.kinds["story"].searched(site.documents[Key("story", "full")])
    assert found["lessons"] == ("Lessonword",)
    assert found["place"] == ("Placeword",)
    rest = "\n".join(found["body"]).split()
    body = (
        "Wrongword", "Workedword", "Differentlyword", "Tipword", "Noteword", "Quoteword", "Secondparagraph",
        "Roleword", "Claimword", "Sourceword", "Altword", "Captionword", "Downloadword",
    )  # fmt: skip
    assert set(body) <= set(rest)
    assert not {"Whoword", "Refword-1", "Reasonword", "Creditword", "Extraword"} & set(rest)
    assert site.kinds["story"].searched(site.documents[Key("story", "nul-lezers")]).get("place") == ()


def test_schema_org_knows_when_it_was(tmp_path: Path) -> None:
    files = {**AROUND, "content/stories/full.md": FULL.replace("sensitivity: [asylum]\n", "")}
    full = page(published(tmp_path, files), "stories/full")
    assert '<meta itemprop="datePublished" content="2024-05-31">' in full
    assert '<meta itemprop="dateModified" content="2024-09-09">' in full
    assert 'itemtype="https://schema.org/Article"' in full


def test_schema_org_is_told_nothing_of_a_sensitive_story(full: str) -> None:
    assert "itemprop" not in full
