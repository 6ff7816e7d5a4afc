"""Links of bodies: each leads somewhere, or the author is told where it breaks and what was meant."""

from pathlib import Path

import pytest

from tests.english import english, picture, story, tool
from tests.projects import DAY
from toolbox_gen.build import Options, check
from toolbox_gen.findings import MOST_GUESSES

FILES: dict[str, str | bytes] = {
    "content/tools/aan-tafel.md": tool(title="Same slug"),
    "content/stories/photo.png": picture(),
    "content/media/sheet.pdf": b"%PDF",
    "content/media/run.exe": b"MZ",
}


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ("[[deep-democracy]] [[tools/deep-democracy#stappen|steps]] [[tool/deep-democracy]]", []),
        ("[a](../tools/deep-democracy.md#stappen) [b](nul-lezers.md) [c](#kop)\n\n## Kop", []),
        ("[[#kop]]\n\n## Kop", []),
        ("[a](https://example.org/) [b](mailto:a@b.be) [c](tel:+3290)", []),
        ("![alt](photo.png) [x](../media/sheet.pdf)", []),
        ("[[aan-tafel]]", [("ambiguous-link", 1)]),
        ("[[deep-demokracy]]", [("broken-link", 1)]),
        ("\n[a](../tools/deep-demokracy.md)", [("broken-link", 2)]),
        ("[a](../tools/deep-democracy.md#stapen)", [("broken-anchor", 1)]),
        ("[a](/tools/)", [("absolute-link", 1)]),
        ("[a](http://example.org/)", [("url-not-https", 1)]),
        ("[a](https://example)", [("wrong-url", 1)]),
        ("[a](javascript:alert)", [("refused-link", 1)]),
        ("[a](www.example.org)", [("wrong-url", 1)]),
        ("[a](me@example.org)", [("mail-without-mailto", 1)]),
        ("![](photo.png)", [("missing-alt", 1)]),
        ("![a](phot.png)", [("missing-image", 1)]),
        ("![a](../media/sheet.pdf)", [("not-an-image", 1)]),
        ("![a](nul-lezers.md)", [("not-an-image", 1)]),
        ("![a](https://example.org/a.png)", [("image-elsewhere", 1)]),
        ("[a](../media/run.exe)", [("not-a-download", 1)]),
        ("[a](../media/shet.pdf)", [("broken-link", 1)]),
    ],
)
def test_links_of_a_body(tmp_path: Path, body: str, problems: list[tuple[str, int]]) -> None:
    root = english(tmp_path, {**FILES, "content/stories/x.md": story(body=body + "\n")})
    found = [
        p
        for p in check(Options(root=root, day=DAY, planners=(), checks=())).problems
        if p.path == "content/stories/x.md"
    ]
    assert [(p.code, p.spot.line - 8) for p in found] == problems


def nearest(root: Path) -> list[tuple[str, str]]:
    """What was meant by each broken link, by its file."""
    found = check(Options(root=root, day=DAY, planners=(), checks=())).problems
    return [(p.path.rpartition("/")[2], dict(p.values)["nearest"]) for p in found if p.code == "broken-link"]


def test_no_file_is_meant_by_a_link_that_it_has_itself(tmp_path: Path) -> None:
    texts = {f"content/stories/{name}.md": story(body="[x](long-table-x.md)\n") for name in ("a", "long-table")}
    assert nearest(english(tmp_path, texts)) == [("a.md", "long-table.md"), ("long-table.md", "")]


def test_a_link_that_was_looked_up_before_there_were_too_many_may_stand_again(tmp_path: Path) -> None:
    many = " ".join(f"[x](naught{number}q.md)" for number in range(MOST_GUESSES))
    texts = {"a": f"[x](nul-lezer.md) {many}\n", "b": "[x](nul-lezer.md)\n"}
    found = nearest(english(tmp_path, {f"content/stories/{n}.md": story(body=body) for n, body in texts.items()}))
    assert found[0] == ("a.md", "nul-lezers.md")
    assert found[-1][0] == "b.md"
    assert len(found) == MOST_GUESSES + 2
