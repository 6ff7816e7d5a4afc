"""Durations and group sizes as people write them, turned into numbers.

A working day counts as 8 hours, so half a day as 4; a part of a day (`dagdeel`) is half a day, a quarter
(`kwartier`) 15 minutes. Numbers without a unit are minutes.
"""

import re
from fractions import Fraction

HOUR, DAY = 60, 8 * 60
_UNITS = {
    "minute": ("'", "m", "min", "min.", "mins", "minuut", "minuten", "minute", "minutes"),
    "hour": ("u", "uur", "uren", "uurtje", "h", "hr", "hrs", "hour", "hours", "heure", "heures"),
    "day": ("d", "dag", "dagen", "day", "days", "jour", "jours", "journée", "journées"),
    "half-day": ("dagdeel", "dagdelen", "demi-journée", "demi-journées"),
    "quarter": ("kwartier", "quart d'heure"),
}
_MINUTES = {"minute": 1, "hour": HOUR, "day": DAY, "half-day": DAY // 2, "quarter": 15}
_SIZE = {name: Fraction(_MINUTES[unit]) for unit, names in _UNITS.items() for name in names}
_WORDS = {
    "anderhalf": "1.5", "anderhalve": "1.5", "half": "0.5", "halve": "0.5", "demi": "0.5", "demie": "0.5",
    "een": "1", "één": "1", "un": "1", "une": "1", "a": "1", "an": "1", "one": "1",
    "twee": "2", "deux": "2", "two": "2", "drie": "3", "trois": "3", "three": "3", "vier": "4", "quatre": "4",
    "four": "4", "½": "0.5", "¼": "0.25", "¾": "0.75",
}  # fmt: skip
_LONGEST = 80
_BETWEEN = re.compile(r"(?:tussen|between|entre) (.+) (?:en|and|et) (.+)\Z")
_ABOUT = re.compile(r"^(?:ongeveer|circa|ca\.?|±|~|environ|about|around)\s*")
_BARE_A = re.compile(r"(?<=\d)\s+a\s+(?=\d)")  # `2 a 3`, for want of an à
_RANGE = re.compile(r"\s*(?:-|–|—|\btot(?: en met)?\b|\bà\b|\bto\b)\s*")
_NUMBER = r"(?:\d+/\d+|\d+(?:[.,]\d+)?)"
_UNIT = "|".join(sorted(map(re.escape, _SIZE), key=len, reverse=True))
_PART = re.compile(rf"(?:({_NUMBER})\s*)?({_UNIT})(?![^\W\d_])\s*(?:en|et|and)?\s*")
_CLOCK = re.compile(r"(\d{1,3})\s*(?:u|h|:|uur)\s*(\d{1,2})\s*(?:min(?:uten|utes)?)?\Z")
_PEOPLE = re.compile(
    r"\s*(?<![^\W\d_])(?:mensen|personen|persoon|deelnemers|deelnemer|people|persons|participants|personnes|pers\.?|p\.?)"
    r"(?=\Z| (?:en|of) meer\Z| (?:et|ou) plus\Z| or more\Z)"
)
_AT_LEAST = re.compile(
    r"(?:(\d{1,5})\s*(?:\+|(?:en|of) meer|(?:et|ou) plus|or more)|"
    r"(?:vanaf|min\.?|minstens|à partir de|from)\s*(\d{1,5}))\Z"
)
_AT_MOST = re.compile(r"(?:max\.?|maximaal|hoogstens|tot|jusqu'à|up to)\s*(\d{1,5})\Z")
_MOST_MINUTES = 60 * 24 * 366


def parse_minutes(text: str) -> tuple[int, int] | None:
    """The shortest and longest time in minutes of `45`, `30-60`, `1u30`, `1h30`, `2 uur`, `2 heures`, `1/2 dag`, ….

    None when the text is no duration, or not between a minute and a year.
    """
    if len(text) > _LONGEST:
        return None
    plain = _BETWEEN.sub(r"\1 - \2", _ABOUT.sub("", _words(_BARE_A.sub(" à ", text))))
    ends = _RANGE.split(plain, maxsplit=1)
    if len(ends) == 2 and _bare(ends[0]) is not None and _bare(ends[1]) is None:
        unit = _last_unit(ends[1])  # `1-2 uur`: the unit of the end counts for the beginning
        ends[0] = f"{ends[0]} {unit}" if unit else ends[0]
    times = [_minutes(end) for end in ends]
    low, high = times[0], times[-1]
    if low is None or high is None:
        return None
    return (low, high) if 1 <= low <= high <= _MOST_MINUTES else None


def parse_people(text: str) -> tuple[int, int | None] | None:
    """The smallest and largest group of `8-20`, `8+`, `12`, `vanaf 8`, `max 12`; no largest one is None."""
    plain = _ABOUT.sub("", " ".join(text.lower().replace("’", "'").split()))
    plain = _PEOPLE.sub("", _BETWEEN.sub(r"\1 - \2", plain))
    if found := re.match(r"(\d{1,5})\s*(?:-|–|—|tot|à|a|to)\s*(\d{1,5})\Z", plain):
        low, high = int(found[1]), int(found[2])
        return (low, high) if 1 <= low <= high else None
    if found := _AT_LEAST.match(plain):
        low = int(found[1] or found[2])
        return (low, None) if low >= 1 else None
    if found := _AT_MOST.match(plain):
        return (1, int(found[1])) if int(found[1]) >= 1 else None
    if found := re.match(r"(\d{1,5})\Z", plain):
        return (int(found[1]), int(found[1])) if int(found[1]) >= 1 else None
    return None


def _words(text: str) -> str:
    text = re.sub(r"\bdemi-heures?\b", "half heure", text, flags=re.I)
    words = " ".join(text.lower().replace("’", "'").split())
    words = re.sub(r"(\d)\s*([½¼¾])", lambda m: str(int(m[1]) + float(_WORDS[m[2]])), words)
    words = re.sub(r"\b(?:een|une?|an?) (?=(?:half|halve|demie?|kwartier|anderh))", "", words)
    words = re.sub(r"quarts? d'heure", "kwartier", words)
    words = re.sub(r"demi-journées?", "dagdeel", words)
    words = re.sub(r"\bhalf an? ", "half ", words)
    words = re.sub(r"[½¼¾]|\b[a-zé]+\b", lambda m: _WORDS.get(m[0], m[0]), words)
    return re.sub(r"(\d+) ?(h|heures?|jours?) et 0\.5\Z", r"\1.5 \2", words)  # une heure et demie


def _bare(text: str) -> Fraction | None:
    if not re.fullmatch(_NUMBER, text.strip()):
        return None
    top, _, bottom = text.strip().replace(",", ".").partition("/")
    return Fraction(top) / Fraction(bottom) if bottom and int(bottom) else None if bottom else Fraction(top)


def _last_unit(text: str) -> str:
    found = re.search(rf"({_UNIT})\s*\Z", text)
    return found[1] if found else ""


def _minutes(text: str) -> int | None:
    text = text.strip()
    if clock := _CLOCK.match(text):
        return int(clock[1]) * HOUR + int(clock[2]) if int(clock[2]) < HOUR else None
    number = _bare(text)
    if number is not None:
        return round(number)
    total, at = Fraction(0), 0
    while at < len(text):
        part = _PART.match(text, at)
        if not part or part.end() == at:
            return None
        count = _bare(part[1]) if part[1] else Fraction(1)
        if count is None:
            return None
        total, at = total + count * _SIZE[part[2]], part.end()
    return round(total) if text else None
