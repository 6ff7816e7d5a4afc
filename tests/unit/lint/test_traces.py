"""What of a file is gathered, and where it is said to stand."""

import pytest

from toolbox_gen.digest import digest
from toolbox_gen.lint.traces import MOST, Trace
from toolbox_gen.parse import Parsed, joined, pack, parse, parted, unpack
from toolbox_gen.problems import Spot
from toolbox_gen.source import Source

CONSENT = "consent: {{ref: R, identity: {}}}\n"


def parsed(text: str, path: str = "content/stories/x.md") -> Parsed:
    own, prose = parse(Source(path, digest(text.encode()), text))
    packed = pack(own, prose)
    assert unpack(path, parted(joined(packed))).traces == own.traces
    return own


def story(fields: str, body: str = "", path: str = "content/stories/x.md") -> list[tuple[str, str, Spot]]:
    return [tuple(one) for one in parsed(f"---\n{fields}---\n{body}", path).traces]  # type: ignore[misc]


@pytest.mark.parametrize("status", ["given", "pending", "withdrawn"])
def test_who_was_asked_is_not_named_unless_that_is_written_down(status: str) -> None:
    fields = f"consent: {{ref: R, status: {status}}}\n"
    assert story(fields, "Een.\n\nToen kwam Amina.\n") == [("name", "Amina", Spot(6, 11))]


@pytest.mark.parametrize("identity", ["pseudonym", "anonymous", "first-name"])
def test_names_are_gathered_where_the_consent_asks_for_it(identity: str) -> None:
    found = story(CONSENT.format(identity), "Een.\n\nToen kwam Amina.\n")
    assert found == [("name", "Amina", Spot(6, 11))]


@pytest.mark.parametrize(
    "fields", ["title: T\n", CONSENT.format("named"), "consent: {ref: R, status: not-needed}\n", "consent: pseudonym\n"]
)
def test_and_nowhere_else(fields: str) -> None:
    assert story(fields, "Toen kwam Amina.\n") == []


def test_a_translation_does_not_know_what_its_original_says() -> None:
    assert story("title: T\n", "Then Amina came.\n", "content/stories/x.en.md") == [("name", "Amina", Spot(4, 6))]
    assert story(CONSENT.format("named"), "Then Amina came.\n", "content/stories/x.en.md") == [
        ("name", "Amina", Spot(4, 6))
    ]


def test_fields_are_read_but_not_those_of_makers() -> None:
    fields = CONSENT.format("anonymous") + (
        "credits: Tekst van Greet\nsources: [{title: Werk van Greet}]\norganisations: [Greet]\n"
        "lessons:\n  - Wacht\n  - Vraag het aan Amina\nsummary: >\n  Een lange tekst\n  met Yusuf erin\n"
        "quotes: [{who: Mariam, text: Kom}]\n"
    )
    assert story(fields) == [
        ("name", "Amina", Spot(8, 19)), ("name", "Yusuf", Spot(11, 7)), ("name", "Mariam", Spot(12, 16)),
    ]  # fmt: skip


def test_numbers_and_addresses_everywhere() -> None:
    found = story("title: Bel 0470 12 34 56\nextra: {deep: [{er: fatima@vzw.be}]}\n", "Een\nregel 0470 12 34 56.\n")
    assert found == [
        ("phone", "+32470123456", Spot(2, 12)), ("mail", "fatima@vzw.be", Spot(3, 21)), ("phone", "+32470123456", Spot(6, 7)),
    ]  # fmt: skip
    assert parsed("a: {label: bel 0470 12 34 56}\n", "content/vocabularies/words.yaml").traces == (
        Trace("phone", "+32470123456", Spot(1, 16)),
    )


def test_remarks_are_not_published_and_not_gathered() -> None:
    assert story("title: T # bel 0470 12 34 56\n") == []


def test_where_a_trace_stands_is_no_fact() -> None:
    """So that a paragraph before it changes nothing but prose."""
    texts = [f"---\ntitle: T\n---\n{before}Bel 0470 12 34 56.\n" for before in ("", "Een alinea ervoor.\n\n")]
    one, other = (pack(*parse(Source("content/pages/x.md", "", text))) for text in texts)
    assert one.facts_digest == other.facts_digest
    assert one.spots != other.spots


def test_a_file_of_nothing_but_names_has_an_end() -> None:
    assert len(story(CONSENT.format("anonymous"), "en Amina " * 5000)) == MOST
