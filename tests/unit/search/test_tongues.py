"""Terms: words with the language that they are of, where that is not the language of the index."""

from toolbox_gen.search.tongues import parted, tag, tongue


def test_only_words_of_another_language_have_a_tag() -> None:
    assert tag("nl", "nl") == ""
    assert parted(tag("nl", "fr") + "werk") == ("nl/", "werk")
    assert parted("werk") == ("", "werk")


def test_a_tongue_is_that_of_its_language() -> None:
    assert tongue("nl").stem("gesprekken") == tongue("nl").stem("gesprek")
    assert "de" in tongue("nl").stop
    assert tongue("nl").links
    assert tongue("tlh").links == ()
    assert tongue("tlh").stem("huizen") == "huizen"
