"""The page that says what the quick exit cannot do."""

from pathlib import Path

from tests.english import SITE, main, page, published, said, sites
from toolbox_gen.listings import exits

LINES = """\
quick_exit:
  everywhere: yes
  help_lines:
    - {name: First line, phone: 0800 12 345, url: "https://help.example/", note: {en: "free, day and night"}}
    - {name: Second line}
"""


def test_it_says_what_cannot_be_done_and_who_helps(tmp_path: Path) -> None:
    html = page(published(tmp_path, {"site.yaml": SITE + LINES}), "reading")
    text = said(main(html))
    for word in ("history", "Programs that watch", "network", "account", "private window"):
        assert word in text
    assert '<a href="tel:080012345" dir="ltr">0800 12 345</a> <a href="https://help.example/">First line</a>' in html
    assert "First line : free, day and night" in text
    assert "<strong>Second line</strong></li>" in html


def test_without_help_lines_nothing_is_said_of_calls(tmp_path: Path) -> None:
    html = page(published(tmp_path, {"site.yaml": SITE + "quick_exit: {everywhere: yes}\n"}), "reading")
    assert "Who helps" not in html
    assert "What this exit cannot do" in said(main(html))


def test_it_tells_the_history_nothing_and_leads_to_itself_as_here(tmp_path: Path) -> None:
    html = page(published(tmp_path, {"site.yaml": SITE + LINES}), "reading")
    assert "<title>About this toolbox · Proof</title>" in html
    assert "noindex" in html
    assert '<a href="./" aria-current="page">What this exit cannot do</a>' in html


def test_every_language_has_its_own(tmp_path: Path) -> None:
    site_yaml = SITE.replace("[en]", "[en, nl]") + LINES
    found = [[output.path for output in exits.plan(site)] for site in sites(tmp_path, {"site.yaml": site_yaml})]
    assert found == [["reading/index.html"], ["nl/reading/index.html"]]
