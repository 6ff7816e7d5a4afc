"""The light stemmer of Arabic: what is written on to a word, and its ending, come off; the word stays."""

import pytest

from toolbox_gen.search.arabic import stem
from toolbox_gen.search.words import fold, stemmer


@pytest.mark.parametrize(
    "words",
    [
        "مدرسة المدرسة والمدرسة بالمدرسة للمدرسة كالمدرسة وبالمدرسة", "معلمة معلمات المعلمون والمعلمين", "لغة لغات اللغات",
        "كتاب الكتاب والكتاب", "ورشة الورشة ورشات والورشات", "واجبات الواجبات", "متطوّع المتطوّعين متطوعة",
        "اجتماع اجتماعات الإجتماع", "شاي الشاي",
    ],
)  # fmt: skip
def test_words_of_one_stem(words: str) -> None:
    assert len({stem(fold(word)) for word in words.split()}) == 1


@pytest.mark.parametrize("words", ["مدرسة مدينة", "والد ولد", "كتب مكتبة", "وطن طن", "بيت بنت", "حي حياة"])
def test_words_that_are_not(words: str) -> None:
    first, second = (stem(fold(word)) for word in words.split())
    assert first != second


def test_a_stem_is_a_word_still() -> None:
    assert [stem(word) for word in ("ال", "و", "ه", "", "بال", "ات")] == ["ال", "و", "ه", "", "بال", "ات"]
    assert stemmer("ar")("الْمَدْرَسَةُ") == "مدرس"
