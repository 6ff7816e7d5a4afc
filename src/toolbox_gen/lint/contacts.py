"""Phone numbers and mail addresses in running text, and which addresses look like a person's.

It must not know which numbers and addresses are known and allowed: that is judged with the whole toolbox at hand.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import NamedTuple

PHONE, MAIL = "phone", "mail"


class Contact(NamedTuple):
    """A way to reach somebody: `sort` is `phone` or `mail`, `text` is without spaces and signs, in one form."""

    start: int
    sort: str
    text: str


# ------------------------------------------------------------------------------------------------- what is read

_SIGNS = {
    ord(sign): " "
    for sign in "*_`\\\t\n\r\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
}
_DASHES = {ord(sign): "-" for sign in "\u2010\u2011\u2012\u2013\u2014\u2212"}
_DIGITS = {
    zero + digit: str(digit) for zero in (0x660, 0x6F0, 0x966, 0xFF10) for digit in range(10)
}  # Arabic, Persian, Devanagari and wide digits
_PLAIN = {**_SIGNS, **_DASHES, **_DIGITS, ord("＋"): "+"}
"""What stands for spaces, dashes and digits, one for one, so that places stay what they are."""

_AT_SIGNS = ("@", "%40", "(at", "[at", "{at", "(AT", "[AT", "apenstaart", "arobase", "arrobas", " at ", "＠")
_MANY_DIGITS = re.compile(r"\d(?!(?:(?<=1)9|(?<=2)0)\d\d-[01]\d-[0-3]\d(?!-?\d))(?:[^\w\n]{0,3}\n?\d){7}")
"""What may be the beginning of a phone number; not the dates that nearly every file has."""
_BEFORE, _BEHIND = 200, 60
"""So much of the text around it is looked at, to tell what it is."""


def find(text: str) -> tuple[Contact, ...]:
    """Every phone number and mail address of a text, in its order."""
    if "&" in text:
        text = _marks().entity.sub(lambda found: unescape(found[0]).ljust(len(found[0]), "\0"), text)
    found = list(_mails(text)) if any(sign in text for sign in _AT_SIGNS) else []
    for start, end in _windows(text):
        found += (one._replace(start=start + one.start) for one in _phones(text[start:end]))
    return tuple(sorted(found))


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text in which there may be a phone number, from a line's beginning if that is near."""
    start = end = 0
    for many in _MANY_DIGITS.finditer(text):
        if many.start() >= end:
            if end:
                yield start, end
            least = max(end, many.start() - _BEFORE)
            start = max(least, text.rfind("\n", least, many.start()) + 1)
        end = many.end() + _BEHIND
    if end:
        yield start, end


# ------------------------------------------------------------------------------------------------- phone numbers

_NO_PHONE = (
    r"(?:https?://|www\.)(?!wa\.me/|api\.whatsapp|[^\s)]{0,80}[?&]phone=)[^\s)>\]]+"
    r"|(?<![\d.])-?(?:0|[1-9]\d{0,2})\.\d{4,}(?!\d)"  # coordinates
    r"|(?<!\d)(?:\d{1,2}([./-])\d{1,2}\1\d{4}|(?:1[89]|20)\d\d-[01]\d-[0-3]\d)(?!-?\d)"  # dates
    r"|(?i:isbn)[ :]*[\dxX -]{9,17}|(?<!\d)97[89](?:[ -]?\d){10}(?!\d)"
    r"|\b[A-Z]{2}\d{2}(?: ?\d{4}){2,7}"  # bank accounts
    r"|(?i:\b(?:be|btw|tva|vat|kbo|bce|rpr|rpm|ondernemingsnummer)) ?:? ?(?:BE ?)?[01]\d{3}\.?\d{3}\.?\d{3}(?!\d)"
)
_COMPANY = r"(?<!\d)[01]\d{3}\.\d{3}\.\d{3}(?!\d)"
_S = r"[ ./()-]"
_ABROAD = rf"(?:\+|(?<![\d+])00){_S}?[1-9](?:{_S}{{0,3}}\d){{7,14}}"
_MOBILE = rf"\(?04[5-9]\d\)?(?:{_S}{{0,3}}\d){{6}}"
_HOME = "|".join((
    rf"\(?0[1-9]\)?{_S}{{0,2}}\d{{3}}{_S}?\d\d{_S}?\d\d",  # 03 123 45 67
    rf"\(?0[1-9]\d\)?{_S}{{1,2}}\d\d{_S}?\d\d{_S}?\d\d",  # 014 12 34 56
    rf"\(?06\)?{_S}{{0,2}}\d{{4}}{_S}?\d{{4}}",  # 06-12345678
    r"\(?0[1-9]\d\)?[ /-]\d{3}[ -]?\d{2}[ -]?\d{2}",  # 020-123 45 67
    r"\(?0[1-9]\d{2}\)?[ /-]\d{2}[ -]?\d{2}[ -]?\d{2}",  # 0172-12 34 56
    r"0[1-9](?P<gap>[ ./-]?)\d\d(?:(?P=gap)\d\d){3}",  # 01 42 68 53 00
))  # fmt: skip
_CHAT = r"(?:wa\.me/|phone=)\+?(?P<chat>\d{8,15})"
_PHONE = rf"(?<![\w+.,])(?:{_ABROAD}|{_MOBILE}|(?<!\d[ ./-])(?:{_HOME}))(?!\d)(?![.,/-]\d)|{_CHAT}"
_SERVICES = ("0800", "0900", "0902", "0903", "0904", "0905", "0906", "0907", "0909", "070", "078")
"""Numbers of services, behind which there is never one person."""
_COUNTRY = "+32"


def _phones(text: str) -> Iterator[Contact]:
    plain = text.translate(_PLAIN)
    plain = _marks().no_phone.sub(lambda found: "x" * len(found[0]), plain)
    plain = _marks().company.sub(lambda found: "x" * len(found[0]) if _is_company(found[0]) else found[0], plain)
    for found in _marks().phone.finditer(plain):
        number = phone(f"+{found['chat']}" if found["chat"] else found[0])
        if not number.startswith(_SERVICES):
            yield Contact(found.start(), PHONE, number)


def _is_company(text: str) -> bool:
    """Whether the last two of ten digits are what the first eight make them, as in every Belgian company's number."""
    digits = text.replace(".", "")
    return 97 - int(digits[:8]) % 97 == int(digits[8:])


def phone(text: str) -> str:
    """A phone number in one form, with the country where it is certain: a Belgian mobile number gets its own."""
    text = text.translate(_PLAIN).strip()
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    if text.startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    return _COUNTRY + digits[1:] if len(digits) == 10 and re.match("04[5-9]", digits) else digits


def is_mobile(number: str) -> bool:
    """Whether a number, as `phone` writes it, is certainly one that a person carries about."""
    return re.match(r"\+324[5-9]|\+316|\+33[67]|06\d{8}\Z|07\d{8}\Z", number) is not None


# ------------------------------------------------------------------------------------------------- mail addresses

_LOCAL = r"(?<![\w.+%'-])[\w.+'\\-]{1,64}+"
_HOST = r"\w[\w-]{0,62}+(?:\.[\w-]{1,63}+)+"
_WRITTEN = rf"({_LOCAL})(?:@|%40|\0*＠)\0*({_HOST})"
_DOT = r"(?:\.| ?[\[({] ?(?:punt|dot|point) ?[\])}] ?| (?:punt|dot|point) )"
_AT = (
    r"(?: ?[\[({] ?(?:at|@|apenstaart(?:je)?|arobase|arrobas) ?[\])}] ?| (?:apenstaart(?:je)?|arobase) "
    r"| at (?=\S{1,64} (?:punt|dot|point) ))"
)
_SPOKEN = rf"({_LOCAL}){_AT}(\w[\w-]{{0,62}}+(?:{_DOT}\w[\w-]{{0,62}}+){{1,4}})"
_NO_ADDRESS = (".example", ".test", ".invalid", ".localhost", "example.com", "example.org", "example.net")
"""Hosts that exist in examples only."""


def _mails(text: str) -> Iterator[Contact]:
    for pattern in (_marks().written, _marks().spoken):
        for found in pattern.finditer(text):
            local = found[1].replace("\\", "").strip(".'-").lower()
            host = _marks().dot.sub(".", found[2].lower()).strip(".-")
            if local and "." in host and not host.endswith(_NO_ADDRESS):
                yield Contact(found.start(), MAIL, f"{local}@{host}")


class _Marks:
    """The patterns of this module; an instance is made when the first text needs them, for that takes milliseconds."""

    def __init__(self) -> None:
        self.entity = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|nbsp|commat|period);")
        self.no_phone, self.company, self.phone = map(re.compile, (_NO_PHONE, _COMPANY, _PHONE))
        self.written, self.dot = re.compile(_WRITTEN), re.compile(_DOT)
        self.spoken = re.compile(_SPOKEN, re.IGNORECASE)


_marks = cache(_Marks)

HOSTS = frozenset(
    """
    gmail googlemail hotmail outlook live msn yahoo ymail icloud me mac aol gmx proton protonmail pm mail telenet skynet
    proximus scarlet voo base belgacom pandora tutanota tuta kpnmail ziggo xs4all planet home hetnet zonnet chello
    orange wanadoo free laposte sfr yandex zoho fastmail
""".split()
)
"""Where anybody may have a mailbox, without the ending: what stands before the @ there is most likely a person."""
ROLES = frozenset(
    """
    info team onthaal contact welkom accueil welcome hello hallo bonjour redactie redaction editor editors admin
    administratie administration secretariaat secretariat office bureau kantoor balie loket help helpdesk support
    service dienst diensten vrijwilligers vrijwilliger vrijwilligerswerk volunteers benevoles buddy buddywerking
    inburgering integratie integration diversiteit diversite diversity inclusie inclusion gelijkekansen samenleven
    participatie participation vorming vormingen formation formations training trainingen opleiding cursus cursussen
    lessen school bibliotheek bib wereldcafe cafe groep groepen netwerk reseau network project projecten projet project
    projects programma event events evenementen activiteiten agenda reservatie reservaties reservations inschrijving
    inschrijvingen inscription inscriptions registration boeking bestel bestellingen order orders verkoop shop winkel
    pers presse press media communicatie communication nieuws nieuwsbrief news newsletter web webmaster site toolbox
    privacy dpo gdpr avg security veiligheid meldpunt klachten klacht plainte plaintes complaints jobs vacatures hr
    personeel rh boekhouding facturen facturatie factuur finance invoice invoices directie direction bestuur board
    stad gemeente ville commune city district ocmw cpas sociaal social welzijn wonen huisvesting jeugd jeunesse youth
    cultuur culture sport buurt buurthuis buurtwerk wijk noord zuid oost west centrum centre center toegankelijkheid
    accessibilite accessibility feedback noreply reply no-reply post mail mailbox algemeen general vzw asbl
""".split()
)
"""Words of mailboxes that belong to a role, a team or a place."""


def is_personal(address: str) -> bool:
    """Whether a mail address may be one person's: all that are not plainly of a role, and all at free hosts."""
    local, _, host = unicodedata.normalize("NFKC", address).lower().partition("@")
    labels = host.split(".")
    if HOSTS & set(labels[:-1]):
        return True
    words = [word for word in re.split(r"[._+-]|\d+", local) if word]
    return bool(words) and not any(word in ROLES for word in words) and local not in labels
