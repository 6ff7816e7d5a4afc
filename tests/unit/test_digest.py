"""One name per content."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolbox_gen.digest import digest, is_seal, seal


def test_a_digest_is_the_same_for_ever() -> None:
    assert digest(b"") == "cae66941d9efbd404e4d88758ea67670"


@given(st.binary(), st.binary())
def test_contents_share_a_digest_only_when_they_are_the_same(one: bytes, other: bytes) -> None:
    assert (digest(one) == digest(other)) == (one == other)


def test_a_seal_is_the_same_for_ever_since_files_hold_it() -> None:
    assert seal("Deep Democracy") == "gkenjhji"
    assert seal(" Deep\r\n\tDemocracy\u00a0") == seal("Deep Democracy")
    assert seal("re\u0301e\u0301l") == seal("réél") != seal("reel")


@given(st.text())
def test_a_seal_is_a_word_that_nobody_takes_for_a_number(text: str) -> None:
    assert is_seal(seal(text))
    assert seal(text).isalpha()
    assert not any(map(is_seal, (seal(text)[1:], seal(text).upper(), seal(text)[:-1] + "q")))
