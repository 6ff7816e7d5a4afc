"""What is asked of a made-up toolbox: its own words, chosen by how many stories have them."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Asked:
    """The four queries of a measurement, and words to type letter by letter."""

    common: str
    """In the most pages that have a word in common, leaving out what nearly all have."""
    some: str
    """In six to seven of a hundred pages."""
    two: str
    misspelt: str
    words: tuple[str, ...]

    @property
    def queries(self) -> dict[str, str]:
        """The queries by what they stand for."""
        return {
            "a very common word": self.common,
            "a word in 6–7 %": self.some,
            "two words": self.two,
            "a misspelt word": self.misspelt,
        }


def of_corpus(root: Path) -> Asked:
    """The queries for the toolbox in this folder; the same toolbox has the same."""
    times: Counter[str] = Counter()
    stories = sorted((root / "content" / "stories").glob("*.md"))
    for story in stories:
        body = story.read_text("utf-8").split("\n---\n", 1)[1]
        times.update(set(_WORD.findall(body.lower())))
    share = {word: n / len(stories) for word, n in times.items()}

    def near(wanted: float, shortest: int = 7, longest: int = 30) -> list[str]:
        fit = (word for word in share if shortest <= len(word) <= longest)
        return sorted(fit, key=lambda word: (abs(share[word] - wanted), word))

    common = near(0.77, 4)[0]
    some, second, third = near(0.065)[:3]
    misspelt = third[:3] + third[4] + third[3] + third[5:]
    words = [near(0.5 * 0.8**n, 5, 10)[n % 3] for n in range(20)]
    return Asked(common, some, f"{near(0.2)[0]} {second}", misspelt, tuple(dict.fromkeys(words)))
