"""What the search says."""

from __future__ import annotations

from toolbox_gen.search.messages import MESSAGES


def test_keys_are_there_once_and_plurals_in_pairs() -> None:
    keys = [key for key, _ in MESSAGES]
    assert len(set(keys)) == len(keys)
    assert {key.removesuffix("_one") for key in keys if key.endswith("_one")} == {
        key.removesuffix("_other") for key in keys if key.endswith("_other")
    }
