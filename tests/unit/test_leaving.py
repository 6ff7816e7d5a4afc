"""Which pages have the quick exit, and what others may see of the pages that need it."""

import re
from pathlib import Path

import pytest

from tests.english import SITE, english, page, published, story
from tests.projects import built, tree

CONSENT = "consent: {ref: R-1, status: not-needed}"
SENSITIVE = story(f"sensitivity: asylum\naliases: former\nthemes: [participation]\n{CONSENT}", slug="Secretword")
FILES = {"content/stories/x.md": SENSITIVE, "content/stories/nul-lezers.md": None, "content/stories/aan-tafel.md": None}


def with_exit(site: Path) -> set[str]:
    """The addresses of the pages that have the exit."""
    found = {name: data for name, data in tree(site).items() if name.endswith(".html")}
    return {name.removesuffix("index.html") for name, data in found.items() if b'class="exit"' in data}


def head(html: str) -> str:
    return html[: html.index("</head>")]


def test_a_site_without_sensitive_stories_has_no_exit(tmp_path: Path) -> None:
    site = published(tmp_path)
    assert with_exit(site) == set()
    assert not (site / "reading").exists()


def test_a_sensitive_story_and_lists_of_nothing_else_have_it(tmp_path: Path) -> None:
    other = story("themes: [inclusion]", slug="Other")
    site = published(tmp_path, {**FILES, "content/stories/y.md": other})
    assert with_exit(site) == {"stories/x/", "themes/participation/", "reading/"}


@pytest.mark.parametrize(
    ("asked", "some", "without"),
    [
        ("kinds: story", {"stories/aan-tafel/", "reading/"}, {"", "tools/deep-democracy/", "stories/"}),
        ("everywhere: yes", {"", "tools/deep-democracy/", "stories/", "search/", "404.html", "over/"}, set()),
    ],
)
def test_site_yaml_may_ask_for_more(tmp_path: Path, asked: str, some: set[str], without: set[str]) -> None:
    site = published(tmp_path, {"site.yaml": f"{SITE}quick_exit: {{{asked}}}\n"})
    found = with_exit(site)
    assert some <= found
    assert not without & found
    html = page(site, "stories/aan-tafel")
    assert "<title>Wie aan tafel zit, praat mee · Proof</title>" in html
    assert "noindex" not in html


@pytest.mark.parametrize("url", ["stories/x", "themes/participation", "former"])
def test_the_head_of_such_a_page_tells_nothing(tmp_path: Path, url: str) -> None:
    html = head(page(published(tmp_path, FILES), url))
    assert "noindex" in html
    for word in ("Secretword", "What happened", "Participation", "og:image", "og:url"):
        assert word not in html
    (title,) = re.findall("<title>(.*?)</title>", html)
    assert title == {"themes/participation": "Overview · Proof"}.get(url, "Story · Proof")
    assert url == "former" or f'<meta property="og:title" content="{title}">' in html


def test_its_own_title_stands_on_the_page(tmp_path: Path) -> None:
    assert re.search("<h1[^>]*>Secretword</h1>", page(published(tmp_path, FILES), "stories/x"))


def test_a_redirect_names_it_as_little(tmp_path: Path) -> None:
    html = page(published(tmp_path, FILES), "former")
    assert "Secretword" not in html
    assert '<a href="../stories/x/">Story</a>' in html


@pytest.mark.parametrize(
    ("asked", "title"), [("Notes", "Notes"), ("{en: Notes, nl: Notities}", "Notes"), ("{}", "Story · Proof")]
)
def test_site_yaml_may_give_the_neutral_title(tmp_path: Path, asked: str, title: str) -> None:
    files = {**FILES, "site.yaml": f"{SITE}quick_exit: {{neutral_title: {asked}}}\n"}
    html = page(published(tmp_path, files), "stories/x")
    assert f"<title>{title}</title>" in html


def test_the_neutral_title_keeps_its_order_in_arabic(tmp_path: Path) -> None:
    files = {**FILES, "site.yaml": SITE.replace("[en]", "[en, ar]")}
    assert "\u2068Proof\u2069</title>" in page(published(tmp_path, files), "ar/stories/x")


def test_no_search_engine_is_led_to_a_list_of_sensitive_stories(tmp_path: Path) -> None:
    sitemap = (published(tmp_path, FILES) / "sitemap.xml").read_text(encoding="utf-8")
    for address in ("stories/x/", "themes/participation/", "stories/<", "reading/"):
        assert address not in sitemap
    assert "themes/<" in sitemap
    assert "tools/deep-democracy/<" in sitemap


def in_dutch(own: str) -> dict[str, str]:
    """A translation of the sensitive story with this line besides."""
    words = "asylum: {label: {en: Asylum, nl: Asiel}}\ndebt: {label: {en: Debt, nl: Schulden}}\n"
    return {
        **FILES, "content/vocabularies/sensitivity.yaml": words, "site.yaml": SITE.replace("[en]", "[en, nl]"),
        "content/stories/x.nl.md": f"---\ntitle: Geheimwoord\nsummary: Wat er gebeurde.\n{own}\n---\nTekst.\n",
    }  # fmt: skip


@pytest.mark.parametrize("own", ["sensitivity: []", "sensitivity: debt"])
def test_no_translation_takes_the_exit_away(tmp_path: Path, own: str) -> None:
    report = built(english(tmp_path, in_dutch(own)))
    assert ("content/stories/x.nl.md", "translation-differs") in {(p.path, p.code) for p in report.problems}
    assert report.written is None


def test_a_translation_has_the_exit_of_its_original(tmp_path: Path) -> None:
    site = published(tmp_path, in_dutch(""))
    assert {"nl/stories/x/", "nl/themes/participation/", "nl/stories/", "nl/reading/"} <= with_exit(site)
    html = page(site, "nl/stories/x")
    assert "noindex" in head(html)
    assert "Geheimwoord" not in head(html)
    assert "Asiel" in html


def test_the_exit_leads_where_site_yaml_says_and_else_to_the_weather(tmp_path: Path) -> None:
    asked = {"site.yaml": f"{SITE}quick_exit: {{url: 'https://neutral.example/a?b=1&c'}}\n"}
    html = page(published(tmp_path / "a", {**FILES, **asked}), "stories/x")
    assert html.count('href="https://neutral.example/a?b=1&amp;c" rel="noreferrer noopener nofollow"') == 2
    assert page(published(tmp_path / "b", FILES), "stories/x").count('href="https://www.meteo.be/nl"') == 2


def test_the_second_link_comes_right_after_the_skip_link(tmp_path: Path) -> None:
    html = page(published(tmp_path, FILES), "stories/x")
    links = re.findall("<a [^>]*>", html)
    assert 'href="#page.main"' in links[0]
    assert "data-exit" in links[1]
