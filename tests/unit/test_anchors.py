"""Links to headings of a document that is shown in another language."""

import re
from pathlib import Path

import pytest

from tests.english import SITE, english, page, tool
from tests.projects import built

TWO = SITE.replace("[en]", "[en, nl]")
ORIGINAL = tool(body="Text.\n\n## Steps\n\nOne.\n\n### Later\n\nTwo. See [above](#steps).\n")
DUTCH = "---\ntitle: Werkvorm\nsummary: S\n---\nTekst.\n\n## Stappen\n\nEen.\n\n{marks} Straks\n\nTwee. Zie [boven](#{own}).\n"
LINKS = "[a](../tools/x.md#{one}) [[x#{one}|b]]\n"


def told(
    root: Path, *, marks: str = "###", own: str = "stappen", one: str = "steps", dutch: str = "stappen"
) -> list[str]:
    """The codes of problems, by the files that they are in."""
    files = {
        "site.yaml": TWO, "content/tools/x.md": ORIGINAL, "content/tools/x.nl.md": DUTCH.format(marks=marks, own=own),
        "content/pages/y.md": "---\ntitle: Y\n---\n" + LINKS.format(one=one),
        "content/pages/y.nl.md": "---\ntitle: Y\n---\n" + LINKS.format(one=dutch),
        "content/pages/z.md": "---\ntitle: Z\n---\n" + LINKS.format(one="later"),
    }  # fmt: skip
    return sorted({f"{p.path.rpartition('/')[2]} {p.code}" for p in built(english(root, files)).problems if p.is_error})


def anchors(root: Path, url: str) -> set[str]:
    return set(
        re.findall(
            r'<a href="(?:\.\./)*(?:tools/x/)?#([^"]+)"',
            page(root / "site", url)[page(root / "site", url).index("<main") :],
        )
    )


@pytest.mark.parametrize("own", ["stappen", "steps"])
def test_a_heading_may_be_called_as_in_either_version(tmp_path: Path, own: str) -> None:
    assert told(tmp_path, own=own, dutch=own) == []
    assert anchors(tmp_path, "nl/y") == {"stappen"}
    assert anchors(tmp_path, "nl/tools/x") == {"stappen"}
    assert anchors(tmp_path, "y") == {"steps"}
    assert anchors(tmp_path, "nl/z") == {"straks"}  # which is shown in its original
    assert anchors(tmp_path, "z") == {"later"}


def test_of_versions_of_another_shape_each_must_be_called_by_its_own(tmp_path: Path) -> None:
    assert told(tmp_path, marks="##", own="steps", dutch="steps") == ["x.nl.md broken-anchor", "y.nl.md broken-anchor"]
    assert told(tmp_path, marks="##") == []
    assert anchors(tmp_path, "nl/z") == set()  # the page itself, since nobody knows the heading


def test_an_unknown_heading_is_told_in_either_language(tmp_path: Path) -> None:
    assert told(tmp_path, own="x", one="y", dutch="z") == [
        "x.nl.md broken-anchor", "y.md broken-anchor", "y.nl.md broken-anchor",
    ]  # fmt: skip
