"""The search of a toolbox in four languages, in a real browser: each by its own words, and the way to another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.test_search import listened, status, titles
from tests.projects import built, project
from tests.serving import served

pytestmark = pytest.mark.browser

NAMES = {"nl": "Proef", "fr": "Essai", "en": "Proof", "ar": "تجربة"}


def story(title: str, summary: str, body: str = "") -> str:
    return (
        f"---\ntitle: {title!r}\nkind: good-practice\nsummary: {summary!r}\ndate: 2024\ntools: []\n"
        f"no_tool_reason: {summary!r}\n---\n{body}\n"
    )


CONTENT: dict[str, str | bytes | None] = {
    "site.yaml": "title: Proef\nurl: https://proef.example/\nlanguages: [nl, fr, en, ar]\n",
    **{f"content/stories/koken-{n}.md": story(f"Kookavond {n}", "Samen soep koken.") for n in range(1, 6)},
    **{f"content/stories/koken-{n}.fr.md": story(f"Soirée {n}", "Faire la soupe ensemble.") for n in range(1, 6)},
    "content/stories/fiets.md": story("Fietslessen voor vrouwen", "Leren fietsen in de wijk."),
    "content/stories/fiets.en.md": story("Cycling lessons", "Learning to cycle, on two bicycles."),
    "content/stories/school.md": story("De school op de hoek", "Ouders en leerkrachten."),
    "content/stories/school.ar.md": story("لقاء في المدرسة", "التقى الأهل والمعلّمات في ٣٧ مساء.", "شرب الجميع الشاي."),
    "content/stories/school.fr.md": story("L’école du coin", "L’intégration d’abord, avec les parents."),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("languages"), CONTENT)
    for name, portable in (("site", False), ("zip", True)):
        report = built(root, output=root / name, portable=portable)
        assert report.errors == 0, report.problems
    return root


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder / "site") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose every complaint fails the test."""
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    page = context.new_page()
    complaints = listened(page)
    yield page
    context.close()
    assert complaints == []


def search(page: Page, address: str, language: str, q: str, *, finds: str = r"\d|Rien|لا|نتيج") -> Page:
    page.goto("about:blank")
    page.goto(f"{address}{language}search/#q={q}")
    expect(status(page)).to_have_text(re.compile(finds))
    return page


def asked(page: Page) -> list[str]:
    """The heads that are asked for from now on."""
    heads: list[str] = []
    page.on("request", lambda one: heads.append(one.url.split("/", 3)[3]) if one.url.endswith("head.js") else None)
    return heads


def test_a_query_that_another_language_knows_better_says_so(page: Page, address: str) -> None:
    heads = asked(page)
    search(page, address, "fr/", "soupe")
    expect(page.locator(".finder-result")).to_have_count(5)
    expect(page.locator(".finder-result .mark")).to_have_count(0)
    page.keyboard.press("End")
    assert heads == ["fr/search/head.js"], "nothing of another language before it is needed"
    hint = page.locator(".finder-elsewhere a")
    expect(hint).to_have_count(0)
    page.locator("#finder-words").fill("kookavonden")
    expect(hint).to_have_text(re.compile(r"^Nederlands\s: 5 résultats$"))
    expect(hint).to_have_attribute("hreflang", "nl")
    expect(hint.locator("span")).to_have_attribute("lang", "nl")
    expect(status(page)).to_have_text(re.compile(r"Nederlands\s: 5 résultats$"))
    assert sorted(heads) == ["ar/search/head.js", "en/search/head.js", "fr/search/head.js", "search/head.js"]
    page.locator("#finder-words").fill("kookavond")
    expect(page.locator(".finder-elsewhere a")).to_have_attribute("href", re.compile("#q=kookavond$"))
    assert len(heads) == 4, "each once"
    page.locator("#finder-words").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hreflang") == "nl":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}search/#q=kookavond")
    expect(titles(page)).to_have_count(5)


def test_nothing_moves_when_another_language_turns_out_to_find_more(page: Page, address: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/en/search/head.js", hold)
    search(page, address, "fr/", "soupe")
    page.locator("#finder-words").fill("bicycle")
    expect(page.locator(".finder-help")).to_be_visible()
    places = "[...document.querySelectorAll('.finder-found > *')].map((one) => one.getBoundingClientRect().top)"
    expect(page.locator(".finder-elsewhere a")).to_have_count(0)
    before = page.evaluate(places)
    page.wait_for_timeout(1000)
    [route] = held
    route.continue_()
    expect(page.locator(".finder-elsewhere a")).to_have_text(re.compile(r"^English\s: 1 résultat$"))
    assert page.evaluate(places) == before


def test_a_language_that_cannot_be_had_is_passed_over(page: Page, address: str) -> None:
    page.route("**/en/search/head.js", lambda route: route.abort())
    search(page, address, "fr/", "kookavonden")
    expect(page.locator(".finder-elsewhere a")).to_have_text(re.compile("^Nederlands"))
    expect(page.locator(".finder-failure")).to_be_hidden()


def test_what_is_found_in_its_original_says_its_language(page: Page, address: str) -> None:
    """And the language of the original, which finds no more, is not named."""
    with page.expect_response("**/ar/search/head.js"):
        search(page, address, "fr/", "fietsles", finds="1 résultat")
    heading = titles(page)
    expect(heading).to_have_text("Fietslessen voor vrouwen")
    expect(heading).to_have_attribute("lang", "nl")
    expect(heading).to_have_attribute("dir", "ltr")
    expect(page.locator(".finder-text")).to_have_attribute("lang", "nl")
    expect(page.locator(".finder-result .mark")).to_have_text("néerlandais")
    expect(page.locator(".finder-result mark").first).to_have_text("Fietslessen")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".finder-elsewhere")).to_be_empty()


def test_what_is_offered_and_chosen_says_its_language(page: Page, address: str) -> None:
    page.goto(f"{address}fr/")
    page.locator("#home\\.search").press_sequentially("fietsl")
    word = page.locator(".search-option", has_text=re.compile("^[Ff]ietslessen$")).locator("span")
    expect(word).to_have_attribute("lang", "nl")
    page.locator("#home\\.search").fill("soup")
    word = page.locator(".search-option", has_text="soupe").locator("span").first
    expect(word).to_be_visible()
    assert word.get_attribute("lang") is None
    search(page, address, "fr/", "fietsyyyyyyy", finds="Rien")
    expect(page.locator(".finder-help a[lang=nl]").first).to_have_text("fietsen")
    search(page, address, "fr/", "&tools=deep-democracy")
    expect(page.locator(".finder-chosen button span[lang=nl][dir=ltr]")).to_have_text("Deep Democracy")


ARABIC = {
    "مدرسة": "المدرسة", "بالمدرسه": "المدرسة", "المدرســة": "المدرسة", "معلمات": "والمعلّمات", "اهل": "الأهل", "37": "٣٧",
    "مُعلّمة": "والمعلّمات", "لقاءات": "لقاء",
}  # fmt: skip


def test_arabic_words_are_found_and_marked_whole(page: Page, address: str) -> None:
    search(page, address, "ar/", "مدرسة")
    for q, mark in ARABIC.items():
        page.locator("#finder-words").fill(q)
        expect(page.locator(".finder-result mark").first).to_have_text(mark)
        expect(titles(page).first).to_have_text("لقاء في المدرسة")
    expect(titles(page).first).to_have_attribute("dir", "rtl")
    expect(titles(page).first).to_have_attribute("lang", "ar")


def test_the_way_to_another_language_leads_on_from_a_disk_too(page: Page, folder: Path) -> None:
    page.goto(f"{(folder / 'zip' / 'ar' / 'search' / 'index.html').as_uri()}#q=soupe")
    hint = page.locator(".finder-elsewhere a")
    expect(hint).to_have_text(re.compile("Français"), ignore_case=True)
    hint.click()
    page.wait_for_url(re.compile(r"/zip/fr/search/index\.html#q=soupe$"))
    expect(titles(page)).to_have_count(5)
