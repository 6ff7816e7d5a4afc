"""Which of the words with a capital are told, and which are known to be nobody's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.english import SITE, english, story
from tests.projects import DAY
from toolbox_gen.build import Options, check
from toolbox_gen.checks.names import Known, suspects
from toolbox_gen.lint.names import find, small

CASES = Path(__file__).parents[2] / "cases" / "names.txt"
NAMES = (
    "Het Roze Huis", "Avansa", "Deep Democracy", "Antwerpen", "Linkeroever", "Sint-Niklaas", "Brussel", "Bruxelles", "Brussels",
    "LGBTQIA+", "Op Internationale Vrouwendag",
)  # fmt: skip
"""What a toolbox knows by its titles, places and terms."""


def cases() -> Iterator[tuple[str, str, list[str], bool]]:
    """Language, text, what is to be found, and whether it is."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, _, rest = line.removeprefix("? ").partition(" | ")
            text, _, wanted = rest.partition(" => ")
            yield language, text.replace("\\n", "\n"), [w for w in wanted.split("; ") if w], not line.startswith("? ")


def told(text: str, language: str, identity: str = "pseudonym") -> list[str]:
    known = Known(language, ("De Standaard",), NAMES, ("Antwerpen", "Brussel"))
    found = find(text, common=small(text))
    return [one.text for one in found if suspects(one.sort, one.text, known, identity)]


@pytest.mark.parametrize(("language", "text", "wanted", "is_found"), [*cases()])
def test_what_is_told(language: str, text: str, wanted: list[str], *, is_found: bool) -> None:
    assert (told(text, language) == wanted) is is_found


@pytest.mark.parametrize(("text", "wanted"), [
    ("Toen kwam Amina.", []), ("Amina vertelt.", []), ("Amina B. vertelt.", []), ("Met Amina, Sara en Ali.", []),
    ("Toen Amina kwam.", []), ("In Antwerpen sprak Amina Nederlands.", []), ("Het Roze Huis hielp Amina.", []),
    ("Toen kwam Amina Benali.", ["Amina Benali"]), ("Amina Benali vertelt.", ["Amina Benali"]), ("Toen kwam A. Benali.", ["A. Benali"]),
    ("Toen kwam Amina van den Berg.", ["Amina van den Berg"]), ("Toen kwam Abu Bakr al-Rashid.", ["Abu Bakr al-Rashid"]),
])  # fmt: skip
def test_a_first_name_alone_is_what_was_agreed(text: str, wanted: list[str]) -> None:
    assert told(text, "nl", "first-name") == wanted


@pytest.mark.parametrize(("language", "words"), [
    ("nl", "Marokkaanse Syrische Belgen Turkse Afghaan Somaliër Irakees Congolese Antwerpse Brusselaar Oekraïense Fransen Eritreeër"),
    ("nl", "Vlaamse Nederlanders Europese Afrikaans Zuid-Afrika Marokkaans-Belgische Suikerfeest Ramadan Koerdische Palestijnen"),
    ("fr", "Belges Marocaines Syriens Afghans Turcs Congolais Sénégalaise Algérienne Tunisiens Français Bruxelles"),
    ("en", "Belgian Moroccans Syrian Turkish Afghans Dutch French Congolese Nigerian Monday Tuesdays March Somalis Brussels"),
])  # fmt: skip
def test_peoples_and_languages_are_nobody(language: str, words: str) -> None:
    known = Known(language, (), NAMES, ("Antwerpen", "Brussel"))
    assert [word for word in words.split() if known.unknown(word)] == []


PEOPLE = """
    Amina Fatima Ahmed Mohammed Yusuf Khadija Samira Leïla Omar Ali Sara Maria Jan Peter An Els Lien Marc Luc Sofie Karim Mariam
    Tomasz Olena Iryna Svitlana Abdullah Hassan Hussein Zeynep Elif Mehmet Ayşe Blessing Oluwaseun Ngozi Tenzin Nguyễn Li Wei Maarten
    Helena Vincent Martin Germaine Francine Frank Romain Gregory Syrine Iris Marocco-Lopez Belgin Jordi Cubat Indira Kenji Malika
    Peeters Janssens Benali Yılmaz Ndiaye Diallo Kowalski Haddad Vermeulen
"""


@pytest.mark.parametrize("name", PEOPLE.split())
def test_people_are_somebody(name: str) -> None:
    """Whatever countries and languages there are."""
    for language in ("nl", "fr", "en"):
        assert Known(language, (), NAMES, ("Antwerpen", "Brussel")).unknown(name) == [name], language


def test_of_more_words_than_one_all_must_stand_there() -> None:
    known = Known("nl", ["Koning Boudewijn"])
    assert known.unknown("Koning Boudewijn") == []
    assert known.unknown("Boudewijn") == ["Boudewijn"]
    assert known.unknown("Koning Boudewijn Peeters") == ["Peeters"]


CONSENT = "consent: {ref: R, status: given, given_on: 2026-01-10, scope: [site], identity: %s}\n"


def problems(root: Path, files: dict[str, str | bytes | None]) -> list[tuple[str, int, dict[str, str]]]:
    report = check(Options(root=english(root, files), day=DAY, planners=()))
    codes = ("person-name", "family-name")
    return [(p.path.rpartition("/")[2], p.spot.line, dict(p.values)) for p in report.problems if p.code in codes]


def test_once_for_each_name_with_how_often(tmp_path: Path) -> None:
    body = "Then Yasmin came.\n\nLater Yasmin and Tomasz left. With Yasmin.\n"
    found = problems(tmp_path, {"content/stories/x.md": story(CONSENT % "pseudonym", body=body)})
    assert [(path, line, values["shown"], values["times"]) for path, line, values in found] == [
        ("x.md", 10, "Ya…", "3"), ("x.md", 12, "To…", "1"),
    ]  # fmt: skip


def test_invented_names_may_stand_there_and_so_may_what_the_toolbox_knows(tmp_path: Path) -> None:
    text = story(
        CONSENT.replace("}", ", pseudonyms: [Yasmin El Amrani]}") % "pseudonym",
        body="Then Yasmin came from Brugge to Avansa in Brave Street, and worked with Samen Fietsen. Yasmin El Amrani did.\n",
    )
    files: dict[str, str | bytes | None] = {
        "site.yaml": SITE + "known_names: [Brave Street]\n",
        "content/stories/x.md": text,
        "content/stories/y.md": story("place: Brugge\ntitle: On Avansa\n"),
        "content/stories/samen-fietsen.md": story(),
    }
    assert problems(tmp_path, files) == []
    del files["content/stories/y.md"]
    assert len(problems(tmp_path / "without", files)) == 2


def test_who_is_anonymous_has_no_invented_name_either(tmp_path: Path) -> None:
    text = story(CONSENT.replace("}", ", pseudonyms: [Yasmin]}") % "anonymous", body="Then Yasmin came.\n")
    ((_, _, values),) = problems(tmp_path, {"content/stories/x.md": text})
    assert "field" not in values


def test_a_title_with_a_hidden_name_makes_nobody_known(tmp_path: Path) -> None:
    found = problems(
        tmp_path, {"content/stories/yasmin.md": story(CONSENT % "anonymous" + "title: The day of Yasmin\n")}
    )
    assert [(path, line, values["shown"]) for path, line, values in found] == [("yasmin.md", 8, "Ya…")]


@pytest.mark.parametrize("fields", ["title: The day of Yasmin\n", "place: With Yasmin Benali\n"])
@pytest.mark.parametrize("identity", ["identity: anonymous", "expires_on: 2027"])
def test_nor_do_title_and_place_of_such_a_text_in_another(tmp_path: Path, fields: str, identity: str) -> None:
    hides = (CONSENT % "x").replace("identity: x", identity)
    title = "" if "title" in fields else "title: Dag\n"
    found = problems(tmp_path, {
        "site.yaml": SITE.replace("[en]", "[en, nl]"),
        "content/stories/x.md": story(hides),
        "content/stories/x.nl.md": f"---\n{title}{fields}---\n",
        "content/stories/y.md": story(hides + fields),
        "content/stories/z.md": story(hides, body="Then Yasmin came.\n"),
    })  # fmt: skip
    assert ("z.md", 10, "Y") in [(path, line, values["shown"][0]) for path, line, values in found]


def test_the_city_of_such_a_text_may_be_named(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "content/stories/x.md": story(CONSENT % "anonymous" + "place: Brugge\n", body="Then Bruges, in Brugge.\n"),
    }
    assert [values["shown"] for *_, values in problems(tmp_path, files)] == ["Br…"]


@pytest.mark.parametrize("status", ["given", "pending", "withdrawn", "not-needed"])
def test_without_identity_nobody_who_was_asked_is_named(tmp_path: Path, status: str) -> None:
    consent = f"consent: {{ref: R-1, status: {status}, given_on: 2026-01-10, scope: [site]}}\n"
    found = problems(tmp_path, {"content/stories/x.md": story(consent, body="Then Yasmin came.\n")})
    hidden = [{"shown": "Ya…", "identity": "anonymous", "times": "1", "missing": "identity"}]
    assert [values for *_, values in found] == ([] if status == "not-needed" else hidden)


def test_a_short_name_is_shown_by_its_first_letter(tmp_path: Path) -> None:
    body = "Then Bo came.\n\nThen Eva came.\n\nThen Sara came.\n"
    found = problems(tmp_path, {"content/stories/x.md": story(CONSENT % "anonymous", body=body)})
    assert [values["shown"] for *_, values in found] == ["B…", "E…", "Sa…"]


@pytest.mark.parametrize(("identity", "count"), [("pseudonym", 1), ("anonymous", 1), ("first-name", 0), ("named", 0)])
def test_a_translation_has_the_consent_of_its_original(tmp_path: Path, identity: str, count: int) -> None:
    files: dict[str, str | bytes | None] = {
        "site.yaml": SITE.replace("[en]", "[en, nl]"),
        "content/stories/x.md": story(CONSENT % identity),
        "content/stories/x.nl.md": "---\ntitle: Een verhaal\n---\nToen kwam Yasmin.\n",
    }
    assert len(problems(tmp_path, files)) == count


def test_of_two_consents_the_one_counts_that_hides_more(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "site.yaml": SITE.replace("[en]", "[en, nl]"),
        "content/stories/x.md": story(CONSENT.replace("}", ", pseudonyms: [Amina]}") % "pseudonym"),
        "content/stories/x.nl.md": f"---\ntitle: Een verhaal\n{CONSENT % 'named'}---\nToen kwamen Yasmin en Amina.\n",
    }
    assert [values["shown"] for _, _, values in problems(tmp_path, files)] == ["Ya…"]


@pytest.mark.parametrize(("who", "count"), [("Yasmin", 1), ("a volunteer", 0), ("Volunteer", 0), ("Y.", 0), ("", 0)])
def test_who_speaks_is_a_role_or_nobody(tmp_path: Path, who: str, count: int) -> None:
    fields = CONSENT % "anonymous" + f"quotes: [{{text: I was afraid., who: '{who}'}}]\n"
    assert len(problems(tmp_path, {"content/stories/x.md": story(fields)})) == count


def test_what_is_not_published_is_told_as_well(tmp_path: Path) -> None:
    """It stands in the same folder."""
    draft = story(CONSENT % "pseudonym" + "status: draft\n", body="Then Yasmin came.\n")
    assert len(problems(tmp_path, {"content/stories/x.md": draft})) == 1
