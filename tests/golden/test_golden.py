"""The pages of a small toolbox, byte for byte; `pytest --update-golden` writes them anew."""

import re
from pathlib import Path

from tests.projects import built, messages, project, tree

EXPECTED = Path(__file__).with_name("expected")
KEPT = (
    "index.html", "404.html", "feed.xml", "sitemap.xml", "robots.txt", "site.webmanifest", "export.json",
    "matrix/index.html", "organisations/buurthuis/index.html", "over/index.html", "search/index.html",
    "stories/aan-tafel/index.html", "stories/index.html", "stories/nul-lezers/index.html",
    "themes/index.html", "themes/inclusion/index.html", "tools/deep-democracy/index.html",
)  # fmt: skip


def neutral(data: bytes) -> str:
    """Without the digests in the names of assets, so that a change of the style leaves the pages as they are."""
    return re.sub(r"(assets/[a-z-]+[.-])[0-9a-f]{10}\.", r"\1DIGEST.", data.decode())


def test_the_pages_are_as_they_were(tmp_path: Path, update_golden: bool) -> None:
    assert messages(built(project(tmp_path))) == []
    made = {name: neutral(data) for name, data in tree(tmp_path / "site").items() if name in KEPT}
    assert sorted(made) == sorted(KEPT)
    if update_golden:
        for name, text in made.items():
            path = EXPECTED / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    for name, text in made.items():
        assert text == (EXPECTED / name).read_text(encoding="utf-8"), f"{name} changed; --update-golden writes it anew"
