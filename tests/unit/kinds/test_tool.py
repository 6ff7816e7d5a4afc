"""A tool: every field is taken as people write it, judged, and shown; its evidence is what stories say of it."""

import re
from pathlib import Path

import pytest

from tests.english import (
    SITE,
    english,
    facts,
    main,
    page,
    picture,
    published,
    said,
    searched,
    sites,
    story,
    titles,
    tool,
)
from tests.projects import DAY, FAILURE, TOOL
from toolbox_gen.build import Options, check
from toolbox_gen.model import Key

FULL = """\
---
title: Titleword
summary: Summaryword.
kind: walk
purpose: [Purposeword]
duration: {time: 60-180, per_person: ja, prep: 25}
group_size: 8+
difficulty: {facilitator: hard, participants: easy}
language_level: A2
mode: hybrid
materials: [Materialword, Another material]
space: Spaceword
cost: Costword
steps:
  - {title: Stepword, minutes: 1u30, text: "Steptext\\n\\nSteplast", materials: [Stepmaterial]}
  - {title: Secondstep, minutes: 15}
when_not_to_use: [Notword]
safety_notes: [Safetyword]
tips: [Tipword]
variations: [Variationword]
origin: {name: Originword, url: https://origin.example/, author: Authorword, license: Originlicence}
languages:
  - {language: fr, url: https://french.example/}
  - {language: ar, file: sheet.pdf}
  - {language: tr, file: photo.png}
cards:
  - {front: Frontword, back: Backword, theme: Cardtheme}
  - {front: Otherfront, theme: participation}
route:
  stops:
    - {title: Stopword, lat: 51.05, lon: 3.72, questions: [Questionword]}
    - {title: Otherstop}
  length_km: 4.5
  gpx: track.gpx
faq: [{q: Askword, a: "Answerword\\n\\nAnswerlast"}]
combines_with: [second]
composes: [third]
themes: [inclusion]
audiences: [newcomers]
images: [{src: photo.png, alt: Altword, caption: Captionword, credit: Creditword}]
downloads: [{file: sheet.pdf, label: Downloadword, language: nl}, {file: photo.png, label: Poster}]
sources: [{title: Factsword, url: https://facts.example/, accessed: 2024-06}]
credits: Thanksword
license: CC0-1.0
status: archived
archived: {on: 2025, reason: Reasonword, replaced_by: deep-democracy}
updated: 2024-09-09
contact: team@tool.example
---
Bodyword.
"""
AROUND = {
    "content/tools/full.md": FULL,
    "content/tools/second.md": tool(title="Second tool"),
    "content/tools/third.md": tool(title="Third tool"),
    "content/tools/whole.md": tool("composes: [full]", title="Whole tool"),
    "content/tools/photo.png": picture(),
    "content/media/sheet.pdf": b"%PDF-1.4 sheet",
    "content/media/track.gpx": b"<gpx/>",
    "content/stories/good.md": story(
        "tools: [{tool: full, role: central, result: mixed, note: Goodnote}]\norganisations: [buurthuis]\n"
        "context: {group_size: 12, duration: 90}",
        slug="Goodstory",
    ),
    "content/stories/bad.md": story(
        "kind: successful-failure\nlessons: [L]\nwent_wrong: [W]\ntools: [{tool: full, result: did-not-help}]",
        slug="Badstory",
    ),
    "content/stories/named.md": story(slug="Namedstory", body="As with [[full]].\n"),
}
AS_WRITTEN = (
    "Titleword", "Summaryword.", "Purposeword", "Materialword", "Another material", "Stepword", "Steptext", "Steplast",
    "Stepmaterial", "Secondstep", "Notword", "Safetyword", "Tipword", "Variationword", "Originword", "Authorword",
    "Originlicence", "Frontword", "Backword", "Cardtheme", "Otherfront", "Stopword", "Questionword", "Otherstop",
    "Askword", "Answerword", "Answerlast", "Captionword", "Creditword", "Downloadword", "Poster", "Factsword",
    "Thanksword", "Reasonword", "Bodyword.", "team@tool.example", "Goodnote", "Goodstory", "Badstory", "Namedstory",
)  # fmt: skip
IN_WORDS = {
    "kind": "Tool Walk",
    "steps.minutes": "90 min",
    "all steps": "105 min in all",
    "cards.theme of the vocabulary": "Participation Otherfront",
    "route.length_km": "The walk 4.5 km",
    "languages, url": "Français",
    "languages, file": "العربية",
    "languages, picture": "Türkçe",
    "combines_with": "Goes well with",
    "composes": "Made of these tools",
    "part of": "Part of Method Whole tool",
    "downloads.language": "PDF, 1 kB, Dutch",
    "sources.accessed": "(consulted on June 2024)",
    "license": "CC0-1.0",
    "archived.on": "It was put away on 2025",
    "archived.replaced_by": "In its place: Deep Democracy",
    "updated": "September 9, 2024",
    "status": "Archived",
    "evidence": "In 2 stories from 1 organisation. No score: read the stories.",
    "evidence, good": "1 good practice Goodstory Goodnote helped in part 12 people · 90 min",
    "evidence, failures": "1 successful failure Badstory did not help",
    "evidence, mentions": "Also mentioned in Namedstory",
}
FACTS = {
    "Kind": "Walk",
    "Duration": "60–180 min per person",
    "Preparation": "25 min",
    "Group": "8 people or more",
    "To lead": "takes much experience",
    "To take part": "easy",
    "Language level": "from A2",
    "Where": "in person and online",
    "Space": "Spaceword",
    "Cost": "Costword",
    "With whom": "Newcomers",
    "Themes": "Inclusion",
}
ADDRESSES = (
    "https://origin.example/", "https://french.example/", "../../media/sheet.pdf", "../../media/track.gpx",
    "https://www.openstreetmap.org/?mlat=51.05&amp;mlon=3.72#map=17/51.05/3.72", "https://facts.example/",
    "mailto:team@tool.example", "../second/", "../third/", "../whole/", "../../themes/inclusion/",
    "../../audiences/newcomers/", "../../stories/good/", "../../stories/bad/", "../../stories/named/",
    "../deep-democracy/", "https://creativecommons.org/publicdomain/zero/1.0/",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a tool with every field."""
    return published(tmp_path_factory.mktemp("full"), AROUND)


@pytest.fixture(scope="module")
def full(site: Path) -> str:
    """The page of that tool."""
    return page(site, "tools/full")


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


def test_every_file_that_it_offers_is_there(site: Path, full: str) -> None:
    offered = set(re.findall(r'href="\.\./\.\./((?:media|assets/pictures)/[^"]+)"', full))
    assert len(offered) == 3  # the picture twice
    assert [name for name in offered if not (site / name).is_file()] == []


def test_pictures_have_their_description(full: str) -> None:
    assert 'alt="Altword"' in full


def test_schema_org_knows_steps_and_time(full: str) -> None:
    assert 'itemtype="https://schema.org/HowTo"' in full
    assert '<meta itemprop="totalTime" content="PT180M">' in full
    step = full.partition('itemtype="https://schema.org/HowToStep"')[2]
    assert step.index('content="Stepword"') < step.index('content="Secondstep"')


def test_a_search_finds_it_by_everything_that_it_says(site: Path) -> None:
    index = searched(site)
    for word in (
        "purposeword", "materialword", "stepword", "steptext", "notword", "safetyword", "tipword", "variationword",
        "originword", "authorword", "frontword", "backword", "cardtheme", "stopword", "questionword", "askword",
        "answerword", "bodyword",
    ):  # fmt: skip
        assert word in index, word


def test_a_tool_that_combines_with_this_one_is_shown_on_both(site: Path) -> None:
    assert "Titleword" in titles(page(site, "tools/second"))


# ------------------------------------------------------------------------------------------------- as people write it


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("45", "45 min"),
        ("30-60", "30–60 min"),
        ("1u30", "90 min"),
        ("1h30", "90 min"),
        ("2 uur", "2 hr"),
        ("2 heures", "2 hr"),
        ("1/2 dag", "4 hr"),
        ("{min: 30, max: 60}", "30–60 min"),
        ("{max: 60}", "60 min"),
        ("{min: 20}", "20 min"),
        ("{time: 10, per_person: true}", "10 min per person"),
        ("{sessions: {count: 10, interval: weekly, each: 6 uur}}", "10 × 6 hr weekly"),
        ("{time: 2 uur, sessions: {count: 4}}", "4 × 2 hr"),
        ("{sessions: {count: 3}, per_person: true}", "3 sessions per person"),
    ],
)
def test_a_duration_is_written_as_people_do(tmp_path: Path, written: str, words: str) -> None:
    (linked,) = sites(tmp_path, {"content/tools/x.md": tool(f"duration: {written}")})
    view = linked.kinds["tool"].page(linked.documents[Key("tool", "x")], linked)
    lines = {fact.label: " ".join(value.label for value in fact.values) for fact in getattr(view, "facts")}  # noqa: B009
    assert lines["Duration"] == words


@pytest.mark.parametrize(
    ("written", "words", "numbers"),
    [
        ("8-20", "8–20 people", (8, 20)),
        ("8+", "8 people or more", (8, None)),
        ("12", "12 people", (12, 12)),
        ("{min: 8, max: 20}", "8–20 people", (8, 20)),
        ("{max: 20}", "up to 20 people", (1, 20)),
        ("max 20 personen", "up to 20 people", (1, 20)),
    ],
)
def test_a_group_size_is_written_as_people_do(
    tmp_path: Path, written: str, words: str, numbers: tuple[int, int | None]
) -> None:
    (linked,) = sites(tmp_path, {"content/tools/x.md": tool(f"group_size: {written}")})
    kind, document = linked.kinds["tool"], linked.documents[Key("tool", "x")]
    assert words in map(str, kind.card(document, linked).facts)
    assert kind.facets(document).numbers["people"] == numbers


def test_one_word_of_difficulty_is_for_both(tmp_path: Path) -> None:
    found = facts(page(published(tmp_path, {"content/tools/x.md": tool("difficulty: medium")}), "tools/x"))
    assert (found["To lead"], found["To take part"]) == ("takes some experience", "takes some experience")


def test_its_facets_hold_what_it_says(tmp_path: Path) -> None:
    (linked,) = sites(tmp_path, AROUND)
    kind = linked.kinds["tool"]
    found = kind.facets(linked.documents[Key("tool", "full")])
    assert found.names == {
        "kind": ("tool",),
        "sort": ("walk",),
        "themes": ("inclusion",),
        "audiences": ("newcomers",),
        "tools": ("full",),
        "language_level": ("A2",),
        "mode": ("hybrid",),
    }
    assert found.numbers == {"minutes": (60, 180), "people": (8, None)}
    assert kind.facets(linked.documents[Key("tool", "second")]).numbers == {}


def test_a_search_weighs_what_it_says_by_what_it_is(tmp_path: Path) -> None:
    (linked,) = sites(tmp_path, AROUND)
    found = linked.kinds["tool"].searched(linked.documents[Key("tool", "full")])
    assert found["purposes"] == ("Purposeword",)
    assert found["headings"] == ("Stepword", "Secondstep", "Stopword", "Otherstop")
    assert found["steps"] == ("Steptext\n\nSteplast", "Stepmaterial")
    rest = "\n".join(found["body"]).split()
    body = (
        "Notword", "Safetyword", "Tipword", "Variationword", "Materialword", "Frontword", "Backword", "Cardtheme",
        "Questionword", "Askword", "Answerword", "Originword", "Authorword", "Altword", "Captionword", "Downloadword",
        "Spaceword", "Costword",
    )  # fmt: skip
    assert set(body) <= set(rest)
    assert not {"Creditword", "Reasonword", "Originlicence"} & set(rest)


def test_its_evidence_is_the_stories_that_used_it(tmp_path: Path) -> None:
    (linked,) = sites(tmp_path, AROUND)
    kind = linked.kinds["tool"]
    assert kind.evidence(linked.documents[Key("tool", "full")], linked) == 2
    assert kind.evidence(linked.documents[Key("tool", "third")], linked) == 0
    story_kind = linked.kinds["story"]
    assert story_kind.evidence(linked.documents[Key("story", "good")], linked) == 0


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ("duration: soon", ["wrong-duration"]),
        ("duration: {min: 60, max: 30}", ["wrong-range"]),
        ("duration: {prep: 30}", ["missing-one-of"]),
        ("duration: {time: 2 uur, sessions: {count: 4, each: 1 uur}}", ["one-of-two"]),
        ("duration: {sessions: {count: 0}}", ["wrong-number"]),
        ("group_size: many", ["wrong-group-size"]),
        ("group_size: {min: 9, max: 8}", ["wrong-range"]),
        ("difficulty: hardly", ["wrong-choice", "wrong-choice"]),
        ("language_level: C2", ["wrong-choice"]),
        ("mode: phone", ["wrong-choice"]),
        ("languages: [{language: fr}]", ["one-of-two"]),
        ("languages: [{language: fr, url: https://e.example/, file: x.pdf}]", ["one-of-two"]),
        ("languages: [{language: French, url: https://e.example/}]", ["unknown-language"]),
        ("route: {stops: []}", ["empty-value"]),
        ("route: {stops: [{title: A, lat: 91, lon: 0}]}", ["wrong-number"]),
        ("route: {stops: [{title: A}], length_km: 0}", ["wrong-number"]),
        ("route: {stops: [{title: A}], gpx: nowhere.gpx}", ["missing-file"]),
        ("faq: [{q: Why}]", ["missing-field"]),
        ("combines_with: [x]", ["refers-to-itself"]),
        ("combines_with: [deep-democrasy]", ["unknown-document"]),
        ("duration: 30\nsteps: [{title: A, minutes: 20}, {title: B, minutes: 20}]", ["steps-too-long"]),
        ("duration: {time: 30, prep: 10}\nsteps: [{title: A, minutes: 20}, {title: B, minutes: 20}]", []),
        ("duration: {time: 30, per_person: yes}\nsteps: [{title: A, minutes: 40}]", []),
        ("duration: {sessions: {count: 2, each: 30}}\nsteps: [{title: A, minutes: 40}]", []),
        ("steps: [{title: A, minutes: 30-60}]", ["wrong-minutes"]),
        ("used_in: [aan-tafel]", ["unknown-field"]),
    ],
)
def test_its_fields_are_judged(tmp_path: Path, fields: str, codes: list[str]) -> None:
    root = english(tmp_path, {"content/tools/x.md": tool(fields)})
    assert [p.code for p in check(Options(root=root, day=DAY, planners=())).problems] == codes


def test_tools_cannot_be_made_of_each_other_in_a_circle(tmp_path: Path) -> None:
    root = english(tmp_path, {
        "content/tools/a.md": tool("composes: [b]"),
        "content/tools/b.md": tool("composes: [c]"),
        "content/tools/c.md": tool("composes: [a]\ncombines_with: [a]"),
    })  # fmt: skip
    found = check(Options(root=root, day=DAY, planners=())).problems
    assert [(p.path[-4:], p.code) for p in found] == [("a.md", "circle"), ("b.md", "circle"), ("c.md", "circle")]
    assert dict(found[0].values)["way"] == "a → b → c → a"


# ------------------------------------------------------------------------------------------------- evidence


def sentence(root: Path, stories: dict[str, str]) -> str:
    """How much is known of Deep Democracy, in words."""
    none = {"content/stories/aan-tafel.md": None, "content/stories/nul-lezers.md": None}
    text = said(page(published(root, {**none, **stories}), "tools/deep-democracy"))
    return text.partition("Where it was used ")[2].partition("read the stories.")[0]


GOOD = story("tools: [deep-democracy]")


@pytest.mark.parametrize(
    ("stories", "begins"),
    [
        ({}, "No story in this toolbox used it yet."),
        ({"content/stories/a.md": GOOD}, "In 1 story, no failure reported yet."),
        ({"content/stories/a.md": FAILURE}, "In 1 story, no good practice reported yet."),
        (
            {f"content/stories/{n}.md": story("tools: [deep-democracy]\norganisations: [buurthuis]") for n in "ab"},
            "In 2 stories from 1 organisation, no failure reported yet.",
        ),
        ({"content/stories/a.md": GOOD, "content/stories/b.md": FAILURE}, "In 2 stories. No score:"),
    ],
)
def test_little_evidence_is_said_honestly(tmp_path: Path, stories: dict[str, str], begins: str) -> None:
    assert sentence(tmp_path, stories).startswith(begins)


def test_a_story_that_is_not_shown_is_no_evidence(tmp_path: Path) -> None:
    draft = story("tools: [deep-democracy]\nstatus: draft", slug="Secretstory")
    assert "In 2 stories" not in sentence(tmp_path, {"content/stories/a.md": GOOD, "content/stories/b.md": draft})


def test_a_card_says_what_helps_to_choose(tmp_path: Path) -> None:
    (linked,) = sites(tmp_path, {"content/tools/deep-democracy.md": TOOL})
    assert tuple(map(str, linked.card(Key("tool", "deep-democracy")).facts)) == (
        "60–180 min",
        "6–25 people",
        "language B1",
        "in 2 stories",
    )


def test_a_combination_that_both_name_is_shown_once(tmp_path: Path) -> None:
    site = published(tmp_path, {
        "content/tools/a.md": tool("combines_with: [b]", title="Toola"),
        "content/tools/b.md": tool("combines_with: [a]", title="Toolb"),
    })  # fmt: skip
    assert titles(page(site, "tools/a")) == ["Toolb"]


@pytest.mark.parametrize("translated", [False, True])
def test_where_only_translations_are_shown_a_tool_tells_how_many_stories_are_not(
    tmp_path: Path, translated: bool
) -> None:
    used = "tools: [{tool: x, role: central}]"
    site = published(tmp_path, {
        "site.yaml": SITE.replace("[en]", "[en, nl]") + "only_translated: [story]\n",
        "content/tools/x.md": tool(), "content/stories/y.md": story(used),
        "content/stories/z.md": story(used + "\nkind: successful-failure\nlessons: [Ask.]\nwent_wrong: [All.]"),
        **({"content/stories/y.nl.md": story(used, slug="Vertaald")} if translated else {}),
    })  # fmt: skip
    html = main(page(site, "nl/tools/x"))
    more = "1 verhaal dat nog niet vertaald is" if translated else "2 verhalen die nog niet vertaald zijn"
    assert f'<a href="../../../tools/x/#part.evidence">{more} <small>(in het Engels)</small></a>' in html
    assert not re.search("nog niemand|nog geen|geslaagde mislukking", html)
    assert ("In 1 verhaal. Geen score" in html) == translated
    assert "1 successful failure" in main(page(site, "tools/x"))
    assert "not translated" not in main(page(site, "tools/x"))
    assert "in 2 verhalen" in page(site, "nl/tools")
