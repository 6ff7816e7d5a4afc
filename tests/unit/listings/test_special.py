"""The page for unknown addresses."""

import re
from pathlib import Path

from tests.english import SITE, main, published, said, sites
from toolbox_gen.listings import special


def test_the_404_page_is_whole_at_every_address(tmp_path: Path) -> None:
    html = (published(tmp_path) / "404.html").read_text(encoding="utf-8")
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', html)
    assert [a for a in addresses if not a.startswith(("/box/", "#", "https:"))] == []
    assert "This page does not exist" in said(main(html))
    assert "noindex" in html
    assert "canonical" not in html


def test_the_404_page_of_a_portable_site_names_files(tmp_path: Path) -> None:
    html = (published(tmp_path, {"site.yaml": SITE}, portable=True) / "404.html").read_text(encoding="utf-8")
    assert 'href="/box/stories/index.html"' in html


def test_another_language_has_no_404_of_its_own(tmp_path: Path) -> None:
    sited = sites(tmp_path, {"site.yaml": SITE.replace("[en]", "[en, nl]")})
    assert [[output.path for output in special.plan(site)] for site in sited] == [["404.html"], []]
