"""Texts that say nothing, per language, and those that say something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox_gen.lint.labels import is_file_name, is_vague_link, is_vague_picture, plain


@pytest.mark.parametrize(("language", "text"), [
    ("nl", "hier"), ("nl", "Klik hier!"), ("nl", "→ Lees meer…"), ("nl", "deze"), ("nl", "de link"), ("nl", "www.vzw.be"),
    ("nl", "https://vzw.be/a?b"), ("nl", "vzw.be"), ("nl", ""), ("nl", "»"), ("fr", "ici"), ("fr", "Plus d’infos"), ("fr", "cliquez ici"),
    ("en", "here"), ("en", "READ MORE"), ("en-GB", "here"), ("tr", "hier"), ("tr", "ici"),
])  # fmt: skip
def test_links_that_say_nothing(language: str, text: str) -> None:
    assert is_vague_link(text, language)


@pytest.mark.parametrize(("language", "text"), [
    ("nl", "de buurtwandeling"), ("nl", "meer over deep democracy"), ("nl", "hier en daar"), ("nl", "info@vzw.be"), ("nl", "B1"),
    ("fr", "here"), ("fr", "le récit de la rencontre"), ("en", "ici"), ("en", "our report"), ("nl", "مرحبا"),
])  # fmt: skip
def test_links_that_say_something(language: str, text: str) -> None:
    assert not is_vague_link(text, language)


@pytest.mark.parametrize(("language", "alt"), [
    ("nl", "foto"), ("nl", "Afbeelding 3"), ("nl", "foto van de groep"), ("nl", "Een afbeelding van een kring"), ("nl", "12"),
    ("fr", "Photo"), ("fr", "Image d’un cercle"), ("en", "Picture of a door"), ("en", "the photo"), ("tr", "foto"),
])  # fmt: skip
def test_descriptions_that_say_nothing(language: str, alt: str) -> None:
    assert is_vague_picture(alt, language)


@pytest.mark.parametrize(("language", "alt"), [
    ("nl", "Twaalf vrouwen in een kring"), ("nl", "Fotograaf met een groep"), ("nl", "Logo van Avansa"), ("nl", "Fotowand in de gang"),
    ("fr", "Une porte ouverte"), ("en", "Imagine a door"), ("en", "A photographer at work"),
])  # fmt: skip
def test_descriptions_that_say_something(language: str, alt: str) -> None:
    assert not is_vague_picture(alt, language)


def test_names_of_files() -> None:
    assert is_file_name("IMG_2034", "media/IMG_2034.jpg")
    assert is_file_name("kring buiten.jpg", "kring-buiten.jpg")
    assert not is_file_name("kring binnen", "kring-buiten.jpg")


@given(st.text(), st.text(max_size=5))
def test_any_text_is_judged(text: str, language: str) -> None:
    assert is_vague_link(text, language) in (True, False)
    assert is_vague_picture(text, language) in (True, False)
    assert plain(plain(text)) == plain(text)
