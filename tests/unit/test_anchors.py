"""Links to headings of a document that is shown in another language."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.english import SITE, english, page, tool
from tests.projects import built, write
from toolbox_gen.problems import Problem

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
    english(root, files)
    return said(built(root).problems, error=True)


def said(problems: Iterable[Problem], *, error: bool) -> list[str]:
    found = {f"{p.path.rpartition('/')[2]} {p.code}" for p in problems if p.is_error is error and "anchor" in p.code}
    return sorted(found)


def remarked(root: Path) -> list[str]:
    return said(built(root).problems, error=False)


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


def test_of_versions_of_another_shape_each_is_called_by_its_own(tmp_path: Path) -> None:
    assert told(tmp_path, marks="##", own="steps", dutch="steps") == []
    assert remarked(tmp_path) == ["x.nl.md anchor-behind", "y.nl.md anchor-behind"]
    assert told(tmp_path, marks="##") == []
    assert anchors(tmp_path, "nl/z") == set()  # the page itself, since nobody knows the heading


def test_an_unknown_heading_is_told_in_either_language(tmp_path: Path) -> None:
    assert told(tmp_path, own="x", one="y", dutch="z") == [
        "x.nl.md broken-anchor", "y.md broken-anchor", "y.nl.md broken-anchor",
    ]  # fmt: skip


SEALED = "translation:\n  on: 2026-05-01\n  original: {body: aaaaaaaa, body/steps: aaaaaaaa}\n---\n"


def test_a_heading_more_in_an_original_breaks_no_link_elsewhere(tmp_path: Path) -> None:
    told(tmp_path)
    new = ORIGINAL.replace("## Steps", "## Before\n\nNew.\n\n## Steps")
    write(tmp_path, {
        "content/tools/x.md": new, "content/tools/x.nl.md": DUTCH.format(marks="###", own="steps").replace("---\n", SEALED, 2).replace(SEALED, "---\n", 1),
        "content/pages/y.nl.md": "---\ntitle: Y\n---\n[a](../tools/x.md#steps) [b](../tools/x.md#later) [c](../tools/x.md#before)\n",
    })  # fmt: skip
    assert said(built(tmp_path).problems, error=True) == []
    assert remarked(tmp_path) == ["y.nl.md anchor-behind"], "of the new heading alone"
    assert anchors(tmp_path, "nl/y") == {"stappen", "straks"}
    assert anchors(tmp_path, "nl/tools/x") == {"stappen"}
    assert anchors(tmp_path, "nl/z") == {"straks"}
    renamed = ORIGINAL.replace("## Steps", "## How").replace("#steps", "#how")
    own = (tmp_path / "content/pages/y.nl.md").read_text(encoding="utf-8").partition(" [c]")[0]
    write(tmp_path, {"content/tools/x.md": renamed, "content/pages/y.nl.md": own})
    assert [one for one in said(built(tmp_path).problems, error=True) if ".nl." in one] == []
