"""One name per content."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolbox_gen.digest import digest


def test_a_digest_is_the_same_for_ever() -> None:
    assert digest(b"") == "cae66941d9efbd404e4d88758ea67670"


@given(st.binary(), st.binary())
def test_contents_share_a_digest_only_when_they_are_the_same(one: bytes, other: bytes) -> None:
    assert (digest(one) == digest(other)) == (one == other)
