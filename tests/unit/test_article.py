"""What the pages of documents share: frame, body, archive, licence, marks."""

import re
from pathlib import Path

import pytest

from tests.english import SITE, english, main, page, picture, published, said, sites, story
from tests.projects import built, messages
from toolbox_gen import article, views
from toolbox_gen.model import Key

X = Key("story", "x")


def test_navigation_names_lists_that_have_something_and_the_footer_pages(tmp_path: Path) -> None:
    (site,) = sites(tmp_path, {"content/organisations/buurthuis.md": None, "content/stories/aan-tafel.md": None})
    face = article.face(site)
    assert [link.url for link in face.navigation] == ["stories/", "tools/", "themes/"]
    assert [(link.label, link.url) for link in face.footer] == [("Over", "over/")]
    assert article.face(site) is face


@pytest.mark.parametrize(
    ("config", "fields", "licence"),
    [
        ("", "", None),
        ("license: {name: CC-BY-4.0}\n", "", views.Link("CC-BY-4.0", article.LICENCES["CC-BY-4.0"])),
        ("license: {name: Ours, url: https://e.example/}\n", "", views.Link("Ours", "https://e.example/")),
        ("license: {name: CC-BY-4.0}\n", "license: MIT", views.Link("MIT", "")),
    ],
)
def test_a_document_has_its_own_licence_or_the_sites(
    tmp_path: Path, config: str, fields: str, licence: views.Link | None
) -> None:
    (site,) = sites(tmp_path, {"site.yaml": SITE + config, "content/stories/x.md": story(fields)})
    view = site.kinds["story"].page(site.documents[X], site)
    assert isinstance(view, views.Article)
    assert view.licence == licence


def test_links_of_a_body_are_written_as_seen_from_its_page(tmp_path: Path) -> None:
    body = "[[deep-democracy]] [[deep-democracy|own words]] [a](../tools/deep-democracy.md#stappen) [b](#kop) [c](https://e.example/?a=1&b)\n\n## Kop\n"
    html = page(published(tmp_path, {"content/stories/x.md": story(body=body)}), "stories/x")
    assert '<a href="../../tools/deep-democracy/">Deep Democracy</a>' in html
    assert '<a href="../../tools/deep-democracy/">own words</a>' in html
    assert '<a href="../../tools/deep-democracy/#stappen">a</a>' in html
    assert '<a href="#kop">b</a>' in html
    assert '<a href="https://e.example/?a=1&amp;b">c</a>' in html


def test_a_link_to_what_is_not_shown_is_neutral_words(tmp_path: Path) -> None:
    built(english(tmp_path, {
        "content/stories/x.md": story(body="See [[y]] and [that](y.md).\n"), "content/stories/y.md": story("status: draft", slug="Secret"),
    }))  # fmt: skip
    html = page(tmp_path / "site", "stories/x")
    assert "<p>See a page that is no longer there and that.</p>\n" in html


def test_pictures_of_a_body_have_all_their_sizes(tmp_path: Path) -> None:
    files = {"content/stories/x.md": story(body="![Alt](p.png)\n"), "content/media/p.png": picture(600, 300)}
    html = page(published(tmp_path, files), "stories/x")
    assert re.findall(r" (\d+)w", html) == ["480", "600", "480", "600"]
    assert 'alt="Alt" width="600" height="300"' in html


@pytest.mark.parametrize(
    ("fields", "replacement"),
    [
        ("on: 2025", None),
        ("on: 2025, replaced_by: aan-tafel", "stories/aan-tafel/"),
        ("on: 2025, replaced_by: hidden", None),
    ],
)
def test_an_archived_page_says_what_replaces_it_when_that_is_shown(
    tmp_path: Path, fields: str, replacement: str | None
) -> None:
    files = {
        "content/stories/x.md": story(f"archived: {{{fields}}}\nstatus: archived"),
        "content/stories/hidden.md": story("status: draft"),
    }
    (site,) = sites(tmp_path, files)
    found = article.archive(site.documents[X], site)
    assert found
    assert (found.replacement.url if found.replacement else None) == replacement


@pytest.mark.parametrize(("extra", "marks"), [("true", 1), ("ja", 1), ("oui", 1), ("no", 0), ("''", 0)])
def test_a_fictional_example_says_so(tmp_path: Path, extra: str, marks: int) -> None:
    (site,) = sites(tmp_path, {"content/stories/x.md": story(f"extra: {{fictional: {extra}}}")})
    assert site.card(X).marks == ("Fictional example",) * marks


def test_head_and_crumbs_say_where_one_is(tmp_path: Path) -> None:
    html = page(published(tmp_path, {"content/stories/x.md": story(slug="Xword")}), "stories/x")
    assert "<title>Xword · Proof</title>" in html
    assert '<meta name="description" content="What happened.">' in html
    assert '<link rel="canonical" href="https://proof.example/box/stories/x/">' in html
    assert said(html[html.index('class="crumbs"') :].partition("</nav>")[0]).endswith("Home Stories")
    assert 'href="../../stories/" aria-current="true"' in html or 'href="../" aria-current="true"' in html


TWO = SITE.replace("[en]", "[en, nl]") + "only_translated: [story]\n"
LINKING = "[[y]], [read it](y.md#part), [[deep-democracy]] and [[aan-tafel]]\n"


def test_a_body_leads_to_the_original_of_what_its_language_does_not_show(tmp_path: Path) -> None:
    report = built(english(tmp_path, {
        "site.yaml": TWO,
        "content/stories/x.md": story(body=LINKING), "content/stories/x.nl.md": story(body=LINKING),
        "content/stories/aan-tafel.nl.md": "---\ntitle: Vertaald\nsummary: S.\n---\nT.\n",
        "content/stories/y.md": story(slug="Original", body="## Part\n"),
    }))  # fmt: skip
    site = tmp_path / "site"
    assert report.errors == 0, messages(report)
    prose = re.findall(r'<div class="prose".*?</div>', page(site, "nl/stories/x"), re.S)[0]
    assert re.findall(r"<a .*?</a>(?: \(.*?\))?", prose) == [
        '<a href="../../../stories/y/" lang="en" dir="ltr" hreflang="en">Original</a> (Engels)',
        '<a href="../../../stories/y/#part" hreflang="en">read it</a> (Engels)',
        '<a href="../../tools/deep-democracy/" lang="en" dir="ltr">Deep Democracy</a>',
        '<a href="../aan-tafel/">Vertaald</a>',
    ]
    assert "hreflang" not in re.findall(r'<div class="prose".*?</div>', page(site, "stories/x"), re.S)[0]
    assert "no longer there" not in prose
    assert not (site / "nl" / "stories" / "y").exists()


def test_what_is_no_longer_there_is_said_in_the_language_of_the_text_around_it(tmp_path: Path) -> None:
    report = built(english(tmp_path, {
        "site.yaml": TWO.replace("only_translated: [story]", ""),
        "content/stories/x.md": story(body="[[y]]\n"), "content/stories/y.md": story("expires_on: 2020"),
    }))  # fmt: skip
    site = tmp_path / "site"
    assert report.errors == 0, messages(report)
    assert '<div class="prose" lang="en" dir="ltr">\n<p>a page that is no longer there</p>' in page(
        site, "nl/stories/x"
    )


FOUR = SITE.replace("[en]", "[en, nl, ar]")


def test_a_title_in_the_head_keeps_its_order(tmp_path: Path) -> None:
    site = published(tmp_path, {"site.yaml": FOUR, "content/stories/x.md": story(slug="Ask!")})
    html = page(site, "ar/stories/x")
    assert "<title>\u2068Ask!\u2069 · \u2068Proof\u2069</title>" in html
    assert '<meta property="og:title" content="\u2068Ask!\u2069">' in html
    assert "<title>Ask! · Proof</title>" in page(site, "nl/stories/x")


def test_what_leads_to_another_language_says_so_to_readers_too(tmp_path: Path) -> None:
    site = published(tmp_path, {
        "site.yaml": FOUR,
        "content/stories/x.md": story("tools: [deep-democracy]"), "content/stories/y.md": story(body="[[deep-democracy]]"),
    })  # fmt: skip
    foot = page(site, "nl/stories/x").partition("<footer")[2]
    assert '<span lang="en" dir="ltr">Over</span> <small>(in het Engels)</small></a>' in foot
    assert "<small>" not in page(site, "stories/x").partition("<footer")[2]
    used = page(site, "nl/stories/x").partition('id="part.tools"')[2]
    assert '<span class="mark">Engels</span>' in used.partition("</section>")[0]
    mentioned = main(page(site, "nl/tools/deep-democracy")).partition('<ul class="plain-list">')[2]
    assert '<span class="mark">Engels</span>' in mentioned.partition("</ul>")[0]
    assert '<span class="mark">Engels</span>' in page(site, "nl/matrix").partition("<tbody>")[2]


def test_what_replaces_an_archived_page_may_be_shown_in_the_main_language_only(tmp_path: Path) -> None:
    archived = "status: archived\narchived: {on: 2025, replaced_by: y}"
    site = published(tmp_path, {
        "site.yaml": TWO, "content/stories/x.md": story(archived), "content/stories/x.nl.md": story(archived),
        "content/stories/y.md": story(slug="Newer"),
    })  # fmt: skip
    notice = page(site, "nl/stories/x").partition('class="notice"')[2].partition("</div>")[0]
    link = '<a href="../../../stories/y/" lang="en" dir="ltr">Newer</a> <small>(in het Engels)</small>'
    assert link in notice.replace("\n", "")
