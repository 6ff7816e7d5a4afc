"""Which language codes there are, and which was meant."""

import pytest

from toolbox_gen.languages import is_language, meant, script_of


@pytest.mark.parametrize(
    "code", ["nl", "fr", "en", "ar", "nb", "no", "rif", "nl-BE", "pt-BR", "zh-Hant", "zh-Hant-TW", "es-419"]
)
def test_a_language(code: str) -> None:
    assert is_language(code)
    assert meant(code) == code


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("FR", "fr"), ("nl_BE", "nl-BE"), ("en-us", "en-US"), ("en-UK", "en-GB"), ("ZH-hant", "zh-Hant"), (" fr ", "fr"),
        ("fra", "fr"), ("fre", "fr"), ("nld", "nl"), ("iw", "he"), ("prs", "fa-AF"),
        ("cz", "cs"), ("gr", "el"), ("ua", "uk"), ("dk", "da"),
        ("Frans", "fr"), ("français", "fr"), ("French", "fr"), ("العربية", "ar"), ("nl-XX", "nl"), ("de-1996", "de"),
    ],
)  # fmt: skip
def test_what_was_meant(code: str, right: str) -> None:
    assert not is_language(code)
    assert meant(code) == right


@pytest.mark.parametrize("code", ["", "-", "qq", "und", "x", "doc", "nl\n", "../nl", "i18n", "é", "n" * 1000])
def test_no_language_at_all(code: str) -> None:
    assert not is_language(code)
    assert meant(code) in ("", "nl")


def test_the_script_of_a_language() -> None:
    assert [script_of(code) for code in ("nl", "ar", "zh-Hant", "sr-Latn", "pt-BR", "qq")] == [
        "Latn", "Arab", "Hant", "Latn", "Latn", "",
    ]  # fmt: skip
