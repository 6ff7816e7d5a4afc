"""Numbers and addresses are found in all the forms that people write, and nothing is taken for one that is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.patience import LONG, patient
from toolbox_gen.lint.contacts import MAIL, PHONE, Contact, find, is_mobile, is_personal, phone

CASES = Path(__file__).parents[2] / "cases" / "contacts.txt"


def cases() -> Iterator[tuple[str, list[str]]]:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            text, _, wanted = line.partition(" => ")
            for written, sign in (("\\n", "\n"), ("\\u00a0", "\u00a0"), ("\\u202f", "\u202f")):
                text = text.replace(written, sign)
            yield text, [one for one in wanted.split("; ") if one]


def personal(text: str) -> list[str]:
    return [one.text for one in find(text) if one.sort == PHONE or is_personal(one.text)]


@pytest.mark.parametrize(("text", "wanted"), [*cases()])
def test_what_is_found(text: str, wanted: list[str]) -> None:
    assert personal(text) == wanted
    assert personal(f"Zie ook: {text} Tot dan.") == wanted


PIECES = st.sampled_from([
    "0470", " 12 34 56", "03", "+32", "(0)", "/", ".", "-", "0", "1", "9", "\n", "@", "a", "fatima", "vzw.be", " [at] ", "punt",
    "&#64;", "&nbsp;", "%40", "٠", "\u00a0", "tel:", "https://", "wa.me/32470123456", "2024-05-31", "BE", "ISBN", " ", "*", "\\",
])  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join))


@given(TEXTS)
def test_nothing_breaks_and_every_place_is_in_the_text(text: str) -> None:
    found = find(text)
    assert all(0 <= one.start < len(text) for one in found)
    assert list(found) == sorted(found)
    for one in found:
        assert one.sort in (PHONE, MAIL)
        assert one.text.partition("@")[2] if one.sort == MAIL else one.text.lstrip("+").isdigit()


@given(st.text(alphabet="abc \n", max_size=30), st.sampled_from(["0470 12 34 56", "+31 6 12345678", "fatima@vzw.be"]))
def test_what_stands_before_and_behind_hides_nothing(around: str, written: str) -> None:
    (alone,) = find(written)
    assert Contact(len(around) + 1, alone.sort, alone.text) in find(f"{around} {written} {around}")


@pytest.mark.parametrize(("written", "number"), [
    ("0470/12.34.56", "+32470123456"), ("+32 (0)3 123 45 67", "+3231234567"), ("0032 3 123 45 67", "+3231234567"),
    ("03 123 45 67", "031234567"), ("1712", "1712"),
])  # fmt: skip
def test_one_form_for_all(written: str, number: str) -> None:
    assert phone(written) == number


def test_mobile() -> None:
    assert is_mobile("+32470123456")
    assert is_mobile("+31612345678")
    assert not is_mobile("031234567")
    assert not is_mobile("+3231234567")


@pytest.mark.parametrize(("address", "is_one"), [
    ("info@vzw.be", False), ("team-noord@vzw.be", False), ("vzw@vzw.be", False), ("hetroosje@hetroosje.be", False),
    ("fatima@vzw.be", True), ("f.benali@vzw.be", True), ("info@gmail.com", True), ("buddywerking@telenet.be", True),
])  # fmt: skip
def test_whose_an_address_is(address: str, is_one: bool) -> None:
    assert is_personal(address) is is_one


HOSTILE = [
    "a",
    "@",
    "a@",
    "a.",
    "0",
    "04",
    "0 ",
    "0470",
    "+3",
    "(0)",
    "a@b.",
    "[at]",
    " punt ",
    "&#64;",
    "01-",
    "tel ",
    "\n0",
    "0.0",
    "%40",
]


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_a_long_text_is_read_to_its_end(piece: str) -> None:
    with patient():
        assert find(f"a@b.be 0470 12 34 56 {piece * (LONG // len(piece))}")[0].text == "a@b.be"
