"""Texts of links and pictures that say nothing. The tables are per language; what they lack says something."""

import re
import unicodedata
from functools import cache
from typing import Final

_LINKS: Final = {
    "nl": """
        hier|deze|dit|dat|die|daar|link|deze link|die link|de link|links|klik|klik hier|klik op deze link|hier klikken
        lees meer|meer|meer lezen|lees verder|verder lezen|lees hier meer|lees hier verder|meer info|meer informatie
        info|website|de website|site|deze website|deze site|deze pagina|pagina|via deze link|via deze weg|volg deze link
        download|download hier|hier downloaden|bekijk hier|kijk hier|hier te vinden|vind je hier|ga naar|open|bekijk
        document|bestand|pdf|dit document|dit bestand""",
    "fr": """
        ici|cliquez ici|clique ici|cliquer ici|lien|ce lien|le lien|lire plus|en savoir plus|plus|lire la suite|suite
        plus d'infos|plus d'informations|infos|info|site|le site|site web|cette page|page|ce site|par ici|voir|voir ici
        télécharger|télécharger ici|télécharge ici|document|ce document|fichier|pdf|celui-ci|celle-ci|cela|ceci""",
    "en": """
        here|click here|click|this|that|link|this link|the link|links|read more|more|read on|learn more|more info
        more information|info|website|the website|site|this site|this page|page|this website|see here|go|open|view
        download|download here|document|this document|file|this file|pdf""",
}
_PICTURES: Final = {
    "nl": r"(?:een |de )?(?:foto|afbeelding|beeld|plaatje|prent|tekening|illustratie|figuur|logo|icoon)(?:'?s|en)?",
    "fr": r"(?:une? |la |le |l')?(?:photo|photographie|image|dessin|illustration|figure|logo|icône|capture)s?",
    "en": r"(?:an? |the )?(?:photo|photograph|picture|image|drawing|illustration|figure|logo|icon|screenshot)s?",
}
"""What a picture is called."""
_OF: Final = {
    "nl": r"(?:een |de )?(?:foto|afbeelding|plaatje) (?:van|waarop|met)\b",
    "fr": r"(?:une? |la |l')?(?:photo|photographie|image) (?:de |du |des |d')",
    "en": r"(?:an? |the )?(?:photo|photograph|picture|image) (?:of|showing)\b",
}
"""How a description begins that first says that there is a picture."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?")
_ENDING = re.compile(r"\.[a-z0-9]{2,5}\Z")


def plain(text: str) -> str:
    """A text for comparison: small letters, without signs around it and with single spaces."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join(re.sub(r"[^\w'/:.@&%#?=+-]+", " ", text).strip(" .:?!'-").split())


def is_vague_link(text: str, language: str) -> bool:
    """Whether the text of a link says nothing of where it leads: `hier`, `lees meer`, a bare address."""
    words = plain(text)
    return not words or words in _links(_spoken(language)) or _ADDRESS.fullmatch(words) is not None


def is_vague_picture(alt: str, language: str) -> bool:
    """Whether a description only says that there is a picture, or begins by saying so: `foto`, `afbeelding van …`."""
    words = plain(alt)
    return not re.search(r"[^\W\d_]", words) or _pictures(_spoken(language)).match(words) is not None


def is_file_name(alt: str, file: str) -> bool:
    """Whether a description is the name of the picture's file, with or without its ending."""
    name = plain(file.rpartition("/")[2])
    return _letters(alt) in (_letters(name), _letters(_ENDING.sub("", name)))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", " ", plain(text)).strip()


def _spoken(language: str) -> str:
    """The language whose tables count; nothing, which is all of them, where there are none for it."""
    own = language.partition("-")[0]
    return own if own in _LINKS else ""


@cache
def _links(language: str) -> frozenset[str]:
    tables = [_LINKS[language]] if language else _LINKS.values()
    return frozenset(one.strip() for table in tables for line in table.split("\n") for one in line.split("|"))


@cache
def _pictures(language: str) -> re.Pattern[str]:
    spoken = [language] if language else list(_PICTURES)
    return re.compile("|".join(rf"{_PICTURES[one]}[\s\d.]*\Z|{_OF[one]}" for one in spoken))
