"""The search in a real browser, under the real policy, on a small site that this file builds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, Route, ViewportSize, expect

from tests.browser.conftest import emptied
from tests.browser.test_pages import CONTRAST, LAYOUT, violations
from tests.projects import FILES, TOOL, built, project
from tests.serving import served

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=document.title='owned'>"
THEMES = {
    "inclusion": "Inclusie",
    "participation": "Participatie",
    "work": "Werk",
    "housing": "Wonen",
    **{f"t{n}": f"Thema {n}" for n in range(1, 21)},
}
PIECES = "**/assets/search/**"


def story(title: str, themes: str, *, summary: str = "Een verhaal.", body: str = "Tekst.", fail: bool = False) -> str:
    kind = "successful-failure\nwent_wrong: [Het ging mis.]\nlessons: [Vraag het eerst.]" if fail else "good-practice"
    return (
        f"---\ntitle: {title!r}\nkind: {kind}\nsummary: {summary!r}\ndate: 2024\nplace: Ergens\n"
        f"themes: [{themes}]\ntools: [{{tool: deep-democracy, result: helped}}]\n---\n{body}\n"
    )


CONTENT: dict[str, str | bytes | None] = {
    **dict.fromkeys(name for name in FILES if name.startswith("content/stories/")),
    "content/vocabularies/themes.yaml": "".join(
        f"{key}: {{label: {{nl: {label}}}}}\n" for key, label in THEMES.items()
    ),
    "content/tools/gesprekskaarten.md": TOOL.replace("Deep Democracy", "Gesprekskaarten")
    .replace("60-180", "45")
    .replace("6-25", "4-12")
    .replace("[inclusion]", "[work]"),
    "content/stories/cafe.md": story(
        "Een café in de wijk",
        "inclusion, work",
        summary="Koffie en coöperatie, voor vrijwilligers.",
        body="Er was soep en er was taart.",
    ),
    "content/stories/soep.md": story(
        "Soep op de stoep",
        "inclusion",
        summary="Vier avonden met een gesprek.",
        body="Eerst was er niets.\n\nIn de keuken stond een paddenstoelenrisotto te wachten op wie nog kwam.",
    ),
    "content/stories/vijand.md": story(HOSTILE.replace("'", ""), "housing", summary=f"Vijandig: {HOSTILE}", fail=True),
    **{
        f"content/stories/rij-{n}.md": story(f"Rij nummer {n}", f"t{n % 20 + 1}", body="rijtje", fail=n % 2 > 0)
        for n in range(1, 31)
    },
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it is built, in `site/` for a server and in `zip/` for a disk."""
    root = project(tmp_path_factory.mktemp("toolbox"), CONTENT)
    for name, portable in (("site", False), ("zip", True)):
        report = built(root, output=root / name, portable=portable)
        assert report.written, report.problems
    return root


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder / "site") as address:
        yield address


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1100, "height": 800}) as made:
        yield made


@pytest.fixture
def context(shared: BrowserContext) -> Iterator[BrowserContext]:
    with emptied(shared) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose every complaint (script error, policy violation, console error) fails the test."""
    page = context.new_page()
    complaints = listened(page)
    yield page
    assert complaints == []


def listened(page: Page) -> list[str]:
    """What a page complains of, but for the pieces that a test keeps from it."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: (
            complaints.append(said.text) if said.type in ("error", "warning") and "net::ERR_" not in said.text else None
        ),
    )
    return complaints


def search(page: Page, address: str, fragment: str = "") -> Page:
    page.goto(f"{address}search/{fragment}")
    expect(status(page)).to_have_text(re.compile(r"\d|Niets"))
    return page


def words(page: Page) -> Locator:
    return page.locator("#finder-words")


def titles(page: Page) -> Locator:
    return page.locator(".finder-result :is(h2, h3)")


def status(page: Page) -> Locator:
    return page.locator(".finder-status")


def box(page: Page, label: str) -> Locator:
    return page.get_by_role("checkbox", name=re.compile(rf"^{label} \d+$"))


def count(page: Page, label: str) -> Locator:
    return page.locator(".finder-values label").filter(has=box(page, label)).locator(".finder-count")


def chosen(page: Page) -> Locator:
    return page.locator(".finder-chosen button")


def expect_fragment(page: Page, fragment: str) -> None:
    expect(page).to_have_url(re.compile(re.escape(fragment) + "$"))


# --------------------------------------------------------------------------------------- what is found


def test_without_words_everything_is_there(page: Page, address: str) -> None:
    search(page, address)
    expect(status(page)).to_have_text("37 resultaten")
    expect(titles(page)).to_have_count(10)


def test_results_follow_what_is_typed(page: Page, address: str) -> None:
    search(page, address)
    words(page).press_sequentially("soep")
    expect(titles(page)).to_have_text(["Soep op de stoep", "Een café in de wijk"])
    expect(titles(page).first.locator("mark")).to_have_text(["Soep"])
    expect(titles(page).first.locator("a")).to_have_attribute("href", "../stories/soep/")
    expect(status(page)).to_have_text("2 resultaten")
    expect_fragment(page, "#q=soep")


def test_a_result_shows_its_kind_words_facts_and_themes(page: Page, address: str) -> None:
    search(page, address, "#q=cooperatie%20koffie")
    result = page.locator(".finder-result").first
    expect(result.locator(".kind")).to_have_text("Goede praktijk")
    expect(result.locator(".kind")).to_have_class(re.compile("good"))
    expect(result.locator("mark")).to_have_text(["Koffie", "coöperatie"])
    expect(result.locator(".finder-facts li").first).to_be_visible()
    expect(result.locator(".finder-themes li")).to_have_text(["Inclusie", "Werk"])


def test_the_sentence_of_the_body_comes_when_the_summary_has_no_word_and_nothing_moves(
    page: Page, address: str
) -> None:
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((e) => { window.moved += e.value }))"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    search(page, address, "#q=paddenstoelenrisotto")
    text = page.locator(".finder-text")
    expect(text).to_contain_text("In de keuken stond een paddenstoelenrisotto")
    expect(text.locator("mark")).to_have_text(["paddenstoelenrisotto"])
    assert page.evaluate("window.moved") < 0.01


def test_pages_are_read_only_when_they_show_more(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    search(page, address, "#q=stoep")
    expect(titles(page)).to_have_text(["Soep op de stoep"])
    assert not [url for url in asked if "/stories/" in url]


def test_a_word_with_an_error_is_read_as_its_neighbour_and_that_is_said(page: Page, address: str) -> None:
    search(page, address, "#q=kofie")
    expect(titles(page)).to_have_text(["Een café in de wijk"])
    expect(status(page)).to_have_text("1 resultaat. Getoond voor “koffie”, want niets heeft “kofie”.")


def test_where_words_are_missing_a_line_says_so(page: Page, address: str) -> None:
    search(page, address, "#q=soep%20taart")
    expect(page.locator(".finder-results > *")).to_have_count(3)
    expect(page.locator(".finder-divider")).to_have_text("Deze hebben een deel van je woorden")
    expect(titles(page)).to_have_text(["Een café in de wijk", "Soep op de stoep"])
    expect(status(page)).to_have_text("1 resultaat. Nog 1 met een deel van je woorden.")


def test_where_nothing_is_near_everything_is_offered(page: Page, address: str) -> None:
    search(page, address, "#q=qqqqzzzz")
    page.get_by_role("link", name="Toon alles").click()
    expect(page.locator(".finder-result")).to_have_count(10)
    expect(words(page)).to_have_value("")


def test_nothing_found_offers_the_nearest_words(page: Page, address: str) -> None:
    search(page, address, "#q=kofje%20%22soep%20taart%22")
    expect(status(page)).to_have_text(re.compile("Niets gevonden"))
    expect(titles(page)).to_have_count(0)
    help = page.locator(".finder-help a").first
    help.click()
    expect(titles(page).first).to_be_visible()
    page.go_back()
    expect(titles(page)).to_have_count(0)


def test_nothing_with_these_filters_says_what_each_hides(page: Page, address: str) -> None:
    search(page, address, "#q=soep&kind=good-practice&themes=housing")
    expect(status(page)).to_have_text("Niets gevonden met deze filters.")
    loosen = page.get_by_role("button", name="Zonder “Thema’s”: 2 resultaten")
    loosen.press("Enter")
    expect(titles(page)).to_have_count(2)
    expect(page.locator(".finder-results")).to_be_focused()
    expect_fragment(page, "#q=soep&kind=good-practice")


def test_more_results_come_ten_at_a_time_and_are_kept(page: Page, address: str) -> None:
    search(page, address, "#q=rijtje")
    more = page.locator(".finder-more")
    expect(more).to_have_text("Toon nog 10 resultaten")
    more.press("Enter")
    expect(titles(page)).to_have_count(20)
    expect(titles(page).nth(10).locator("a")).to_be_focused()
    page.reload()
    expect(titles(page)).to_have_count(20)
    more.click()
    expect(titles(page)).to_have_count(30)
    expect(more).to_be_hidden()
    words(page).fill("nummer")
    expect(titles(page)).to_have_count(10)


def test_apart_shows_the_first_of_each_kind_and_leads_to_all(page: Page, address: str) -> None:
    search(page, address, "#q=rijtje")
    page.get_by_role("radio", name="apart").check(force=True)
    expect(page.locator(".finder-group h2")).to_have_text(["Goede praktijk 15", "Geslaagde mislukking 15"])
    expect(titles(page)).to_have_count(6)
    page.get_by_role("link", name="Alle 15: Geslaagde mislukking").click()
    expect(titles(page)).to_have_count(10)
    expect_fragment(page, "#q=rijtje&kind=successful-failure")
    page.go_back()
    expect(page.locator(".finder-group")).to_have_count(2)


def test_more_like_this(page: Page, address: str) -> None:
    search(page, address, "#q=stoep")
    page.get_by_role("link", name="Meer zoals dit: Soep op de stoep").click()
    expect(chosen(page)).to_have_text(["Zoals “Soep op de stoep”"])
    expect(titles(page).nth(0)).to_have_text("Deep Democracy")
    expect(titles(page).nth(1)).to_have_text("Een café in de wijk")
    expect(page.locator(".finder-results")).to_be_focused()
    page.goto(f"{address}search/#like=0-soep")
    expect(chosen(page)).to_have_text(["Zoals “Soep op de stoep”"])
    chosen(page).click()
    expect(status(page)).to_have_text("37 resultaten")


def test_what_is_followed_among_the_results_begins_at_their_beginning(page: Page, address: str) -> None:
    search(page, address, "#q=rijtje&shown=20")
    page.locator(".finder-like").nth(18).click()
    expect(chosen(page)).to_be_in_viewport()
    expect(page.locator(".finder-results")).to_be_focused()
    expect(titles(page).first).to_be_in_viewport()
    page.goto(f"{address}search/#apart=1")
    page.locator(".finder-all").last.click()
    expect(page.locator(".finder-group")).to_have_count(0)
    expect(page.locator(".finder-summary")).to_be_in_viewport()


def test_nothing_found_is_not_shown_for_another_word_nor_apart(page: Page, address: str) -> None:
    search(page, address, "#q=kofie&kind=tool")
    expect(status(page)).to_have_text("Niets gevonden met deze filters.")
    expect(page.locator(".finder-apart")).to_be_hidden()
    chosen(page).first.click()
    expect(status(page)).to_contain_text("Getoond voor “koffie”")
    expect(page.locator(".finder-apart")).to_be_visible()


def test_print_says_what_was_asked(page: Page, address: str) -> None:
    search(page, address, "#q=soep")
    page.emulate_media(media="print")
    before = "getComputedStyle(document.querySelector('.finder-summary'), '::before').content"
    assert "soep" in page.evaluate(before)
    page.emulate_media(media="screen")
    assert page.evaluate(before) == "none"


# --------------------------------------------------------------------------------------------- filters


def test_counts_follow_the_words_and_the_other_filters(page: Page, address: str) -> None:
    search(page, address)
    expect(count(page, "Geslaagde mislukking")).to_have_text("16")
    box(page, "Inclusie").click()
    expect(status(page)).to_have_text("3 resultaten")
    expect(count(page, "Thema 10")).to_have_text("2")
    box(page, "Thema 10").click()
    expect(status(page)).to_have_text("5 resultaten")
    words(page).fill("soep")
    expect(status(page)).to_have_text("2 resultaten")
    expect(count(page, "Inclusie")).to_have_text("2")
    expect(count(page, "Thema 10")).to_have_text("0")
    expect_fragment(page, "#q=soep&themes=inclusion,t10")


def test_long_lists_show_the_most_found_and_can_be_searched(page: Page, address: str) -> None:
    search(page, address)
    themes = page.locator(".finder-facet").nth(1)
    expect(themes.get_by_role("checkbox")).to_have_count(10)
    themes.get_by_role("button", name="Toon alle").click()
    expect(themes.get_by_role("checkbox")).not_to_have_count(10)
    themes.get_by_role("searchbox").fill("zzz")
    expect(themes.get_by_role("checkbox")).to_have_count(0)
    expect(themes.get_by_role("status")).to_contain_text("Niets gevonden")
    themes.get_by_role("searchbox").fill("thema 17")
    expect(themes.get_by_role("checkbox")).to_have_count(1)
    expect(themes.get_by_role("status")).to_have_text("1 resultaat")
    box(page, "Thema 17").press("Space")
    expect(chosen(page)).to_have_text(["Thema 17"])
    expect(box(page, "Thema 17")).to_be_focused()


def test_a_closed_list_is_loaded_when_it_is_opened(page: Page, address: str) -> None:
    search(page, address)
    level = page.locator(".finder-facet").filter(has=page.get_by_text("Taalniveau", exact=True))
    expect(level.get_by_role("checkbox")).to_have_count(0)
    level.locator("summary").click()
    expect(box(page, "vanaf B1")).to_be_visible()


def test_time_and_people(page: Page, address: str) -> None:
    search(page, address)
    page.get_by_label("Tijd die ik heb", exact=True).select_option("1 uur")
    expect(titles(page)).to_have_count(2)
    page.get_by_label("Aantal mensen", exact=True).fill("20")
    expect(titles(page)).to_have_text(["Deep Democracy"])
    expect_fragment(page, "#minutes=60&people=20")
    expect(chosen(page)).to_have_text(["Tijd die ik heb: 1 uur", "Aantal mensen: 20 mensen", "Verwijder alle filters"])
    page.get_by_label("Tijd die ik heb", exact=True).select_option("45 minuten")
    expect(page.get_by_role("button", name="Zonder “Tijd die ik heb”: 1 resultaat")).to_be_visible()
    chosen(page).last.click()
    expect(status(page)).to_have_text("37 resultaten")
    expect(page.get_by_label("Aantal mensen", exact=True)).to_have_value("")


def test_chosen_filters_can_be_taken_away_one_by_one_and_all_at_once(page: Page, address: str) -> None:
    search(page, address, "#themes=work,housing&kind=tool")
    expect(chosen(page)).to_have_text(["Werkvorm", "Werk", "Wonen", "Verwijder alle filters"])
    page.get_by_role("button", name="Verwijder filter: Werkvorm").press("Enter")
    expect(status(page)).to_have_text("3 resultaten")
    expect(page.get_by_role("button", name="Verwijder filter: Werk", exact=True)).to_be_focused()
    chosen(page).last.press("Enter")
    expect(chosen(page)).to_have_count(0)
    expect(page.locator(".finder-results")).to_be_focused()
    expect(status(page)).to_have_text("37 resultaten")


@pytest.mark.parametrize(
    "said", ["#kind=nothing&other=x&themes=work,zzz", "#themes=work&q=%E0%A4%A", "#themes=work&shown=x&minutes=-4"]
)
def test_what_the_index_does_not_know_is_ignored(page: Page, address: str, said: str) -> None:
    search(page, address, said)
    expect(chosen(page)).to_have_text(["Werk"])
    words(page).fill("café")
    expect(titles(page)).to_have_text(["Een café in de wijk"])
    expect_fragment(page, "#q=caf%C3%A9&themes=work")


# ----------------------------------------------------------------------------------- history and keyboard


def test_choosing_and_submitting_make_history_and_typing_does_not(page: Page, address: str) -> None:
    search(page, address)
    words(page).press_sequentially("soep", delay=150)
    words(page).press("Enter")
    expect(titles(page)).to_have_count(2)
    box(page, "Goede praktijk").click()
    box(page, "Werk").click()
    expect(titles(page)).to_have_text(["Een café in de wijk"])
    expect_fragment(page, "#q=soep&kind=good-practice&themes=work")
    page.go_back()
    expect(titles(page)).to_have_count(2)
    expect_fragment(page, "#q=soep&kind=good-practice")
    expect(box(page, "Werk")).not_to_be_checked()
    page.go_back()
    page.go_back()
    expect(words(page)).to_have_value("")
    expect(status(page)).to_have_text("37 resultaten")
    page.go_forward()
    expect(words(page)).to_have_value("soep")
    expect(titles(page)).to_have_count(2)


def test_a_draft_that_was_not_the_last_leaves_no_trace(page: Page, address: str) -> None:
    search(page, address)
    words(page).fill("soe")
    expect_fragment(page, "#q=soe")
    words(page).fill("soep")
    words(page).press("Enter")
    expect_fragment(page, "#q=soep")
    page.go_back()
    expect(words(page)).to_have_value("")


def test_back_from_a_result_shows_the_same_search_where_it_was(page: Page, address: str) -> None:
    search(page, address, "#kind=good-practice")
    words(page).fill("soep")
    expect(titles(page)).to_have_count(2)
    titles(page).first.locator("a").click()
    expect(page.locator("h1")).to_have_text("Soep op de stoep")
    page.go_back()
    expect(words(page)).to_have_value("soep")
    expect(titles(page)).to_have_count(2)
    expect(box(page, "Goede praktijk")).to_be_checked()
    page.goto(f"{address}search/#q=rijtje&shown=20")
    titles(page).nth(15).locator("a").click()
    expect(page.locator("h1")).to_contain_text("Rij nummer")
    page.go_back()
    expect(titles(page).nth(15)).to_be_in_viewport()


def test_by_keyboard_alone(page: Page, address: str) -> None:
    search(page, address)
    words(page).focus()
    page.keyboard.type("soep")
    expect(titles(page)).to_have_count(2)
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(box(page, "Goede praktijk")).to_be_focused()
    page.keyboard.press("Space")
    expect(chosen(page)).to_have_text(["Goede praktijk"])
    expect(box(page, "Goede praktijk")).to_be_focused()
    chosen(page).focus()
    page.keyboard.press("Enter")
    expect(chosen(page)).to_have_count(0)
    expect(page.locator(".finder-results")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/soep/")


def test_escape_clears_the_words(page: Page, address: str) -> None:
    search(page, address, "#q=soep&kind=tool")
    words(page).press("Escape")
    expect(words(page)).to_have_value("")
    expect(words(page)).to_be_focused()
    expect(status(page)).to_have_text("2 resultaten")
    expect_fragment(page, "#kind=tool")


def test_a_skip_link_is_not_a_search(page: Page, address: str) -> None:
    search(page, address, "#q=soep")
    page.locator(".skip").press("Enter")
    expect_fragment(page, "#page.main")
    box(page, "Werk").click()
    expect(titles(page)).to_have_text(["Een café in de wijk"])
    expect_fragment(page, "#q=soep&themes=work")
    page.locator(".skip").press("Enter")
    page.reload()
    expect(titles(page)).to_have_count(10)


def test_numbers_one_after_another_are_one_step_in_the_history(page: Page, address: str) -> None:
    search(page, address, "#kind=tool")
    time = page.get_by_label("Tijd die ik heb", exact=True)
    for fragment in ("#kind=tool&minutes=15", "#kind=tool&minutes=30", "#kind=tool&minutes=45"):
        time.press("ArrowDown")
        expect_fragment(page, fragment)
    expect(titles(page)).to_have_text(["Gesprekskaarten"])
    page.go_back()
    expect_fragment(page, "#kind=tool")
    expect(titles(page)).to_have_count(2)
    expect(time).to_have_value("")


@pytest.mark.parametrize(("typed", "kept"), [("-3", ""), ("0", ""), ("7.5", "8"), ("100000", "999")])
def test_the_number_of_people_is_made_one_that_can_be(page: Page, address: str, typed: str, kept: str) -> None:
    search(page, address)
    people = page.get_by_label("Aantal mensen", exact=True)
    people.fill(typed)
    people.press("Enter")
    expect(people).to_have_value(kept)
    if kept:
        expect_fragment(page, f"#people={kept}")
    people.blur()
    expect(people).to_have_value(kept)


# ------------------------------------------------------------------------------------------- suggestions


def field(page: Page) -> Locator:
    return page.get_by_role("combobox")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def test_nothing_is_loaded_before_a_reader_turns_to_the_search(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}stories/soep/", wait_until="networkidle")
    assert not [url for url in asked if "finder" in url or "/search/" in url]
    field(page).focus()
    field(page).press_sequentially("paddenstoel")
    expect(options(page).first).to_be_visible()
    assert len([url for url in asked if "search/head.js" in url]) == 1
    assert not [url for url in asked if "paddenstoel" in url]


def test_suggestions_are_terms_and_documents_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}stories/soep/")
    field(page).press_sequentially("gespr")
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("group").filter(has=options(page))).to_have_count(2)
    expect(page.locator("form [role=status]")).to_have_text(re.compile(r"\d suggesties"))
    assert violations(page) == []
    field(page).press("ArrowDown")
    first = options(page).first
    expect(first).to_have_attribute("aria-selected", "true")
    assert field(page).get_attribute("aria-activedescendant") == first.get_attribute("id")
    field(page).press("ArrowUp")
    expect(field(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))
    field(page).press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    field(page).press("Home")
    expect(field(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))
    field(page).press("Escape")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    expect(field(page)).to_have_value("gespr")
    field(page).press("Escape")
    expect(field(page)).to_have_value("")


def test_a_suggested_document_opens_and_a_term_is_searched(page: Page, address: str) -> None:
    page.goto(f"{address}stories/soep/")
    field(page).press_sequentially("gesprekskaart")
    expect(options(page).last).to_have_text("Gesprekskaarten Werkvorm")
    options(page).last.click()
    page.wait_for_url("**/tools/gesprekskaarten/")
    field(page).press_sequentially("sto")
    expect(options(page).first).to_have_text("stoep")
    field(page).press("ArrowDown")
    field(page).press("Enter")
    page.wait_for_url("**/search/#q=stoep")
    expect(titles(page)).to_have_text(["Soep op de stoep"])


def test_tab_leaves_and_nothing_moves(page: Page, address: str) -> None:
    page.goto(f"{address}stories/soep/")
    before = page.locator("h1").bounding_box()
    field(page).press_sequentially("soep")
    expect(options(page).first).to_be_visible()
    assert page.locator("h1").bounding_box() == before
    field(page).press("Tab")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    expect(page.locator("form.search button")).to_be_focused()


def test_without_its_index_the_field_is_a_field(page: Page, address: str) -> None:
    page.route("**/search/head.js*", lambda route: route.abort())
    page.goto(f"{address}stories/soep/")
    field(page).press_sequentially("koffie & taart")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    page.unroute("**/search/head.js*")
    field(page).press("Enter")
    page.wait_for_url("**/search/#q=koffie%20%26%20taart")
    expect(titles(page).first).to_have_text("Een café in de wijk")


# -------------------------------------------------------------------------------------- when it goes wrong


@pytest.mark.parametrize("missing", ["**/search/head.js*", "**/assets/finder.*.js*", PIECES])
def test_what_does_not_come_is_said_and_can_be_tried_again(page: Page, address: str, missing: str) -> None:
    page.route(missing, lambda route: route.abort())
    page.goto(f"{address}search/#q=soep")
    failure = page.get_by_role("alert")
    expect(failure).to_contain_text("kon niet geladen worden")
    expect(words(page)).to_be_visible()
    again = page.get_by_role("button", name="Probeer opnieuw")
    again.press("Enter")
    expect(failure).to_be_visible()
    page.unroute(missing)
    again.press("Enter")
    expect(failure).to_be_hidden()
    expect(titles(page)).to_have_text(["Soep op de stoep", "Een café in de wijk"])
    expect(page.locator(".finder-results")).to_be_focused()


def test_a_piece_that_is_lost_later_leaves_what_is_shown(page: Page, address: str) -> None:
    search(page, address, "#q=rijtje")
    page.route(PIECES, lambda route: route.abort())
    page.locator(".finder-more").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(titles(page)).to_have_count(10)
    page.unroute(PIECES)
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(titles(page)).to_have_count(20)


def test_on_a_slow_line_it_says_that_it_loads_and_the_last_words_win(page: Page, address: str) -> None:
    waiting: list[Route] = []
    slow = True
    page.route(PIECES, lambda route: waiting.append(route) if slow else route.continue_())
    page.goto(f"{address}search/#q=rijtje", wait_until="commit")
    expect(status(page)).to_have_text("De zoekfunctie wordt geladen …")
    words(page).fill("soep")
    expect(page).to_have_url(re.compile("#q=soep$"))
    slow = False
    for route in waiting:
        route.continue_()
    expect(titles(page)).to_have_text(["Soep op de stoep", "Een café in de wijk"])
    expect(status(page)).to_have_text("2 resultaten")


def test_an_index_in_another_format_is_said_too(page: Page, address: str) -> None:
    script = 'toolboxSearch.receive("head", {"format": 99});'
    page.route("**/search/head.js*", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    page.goto(f"{address}search/")
    expect(page.get_by_role("alert")).to_be_visible()


# ------------------------------------------------------------------------------------------------- safety


def test_a_hostile_title_is_a_text_everywhere(page: Page, address: str) -> None:
    search(page, address)
    words(page).fill("vijandig img")
    expect(titles(page)).to_have_text([HOSTILE.replace("'", "")])
    expect(page.locator(".finder-text")).to_have_text(f"Vijandig: {HOSTILE}")
    expect(page.locator("main img")).to_have_count(0)
    page.locator(".finder-like").click()
    expect(chosen(page)).to_contain_text(["<img"])
    page.goto(f"{address}stories/soep/")
    field(page).press_sequentially("onerror")
    expect(options(page).last).to_contain_text("<img src=x")
    expect(page.locator("form img")).to_have_count(0)
    assert page.title() != "owned"


def test_a_hostile_query_is_a_text(page: Page, address: str) -> None:
    search(page, address, "#q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3Eq&themes=%3Cb%3E&like=3-%3Cb%3E")
    expect(words(page)).to_have_value("<img src=x onerror=alert(1)>q")
    expect(page.locator("main :is(img, .finder b)")).to_have_count(0)


def test_nothing_that_is_typed_is_sent(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}stories/soep/")
    field(page).fill("  geheim  café ")
    field(page).press("Enter")
    page.wait_for_url("**/search/#q=geheim%20caf%C3%A9")
    expect(words(page)).to_have_value("geheim café")
    expect(titles(page).first).to_have_text("Een café in de wijk")
    words(page).fill("geheim & meer")
    page.get_by_role("button", name="Zoeken").click()
    expect_fragment(page, "#q=geheim%20%26%20meer")
    assert not [url for url in asked if "geheim" in url.partition("#")[0]]
    assert all(url.startswith(address) for url in asked)


@pytest.mark.parametrize(
    "script",
    [
        "trustedTypes.createPolicy('toolbox', {})",
        "document.createElement('script').src = '../assets/search/nl/aaaaaaaa.js'",
        "toolboxSearch.policy.createScriptURL('https://elsewhere.example/assets/search/nl/aaaaaaaa.js')",
        "toolboxSearch.policy.createScriptURL(location.origin + '/stories/soep/')",
    ],
)
def test_nothing_but_the_search_loads_a_script(browser: Browser, address: str, script: str) -> None:
    page = browser.new_page()
    with pytest.raises(Error, match="TypeError"):
        search(page, address).evaluate(script)
    page.close()


def test_without_a_script_the_lists_are_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}search/")
    expect(page.locator(".finder-note")).to_be_visible()
    expect(words(page)).to_be_hidden()
    context.close()


def test_an_unpacked_folder_can_be_searched(page: Page, folder: Path) -> None:
    page.goto((folder / "zip" / "index.html").as_uri())
    field(page).press_sequentially("stoep")
    expect(options(page).last).to_contain_text("Soep op de stoep")
    field(page).fill("paddenstoelenrisotto")
    field(page).press("Enter")
    page.wait_for_url("**/search/index.html#q=paddenstoelenrisotto")
    expect(page.locator(".finder-text mark")).to_have_text(["paddenstoelenrisotto"])
    box(page, "Inclusie").click()
    page.go_back()
    expect(titles(page)).to_have_count(1)
    titles(page).first.locator("a").click()
    expect(page.locator("h1")).to_have_text("Soep op de stoep")


# --------------------------------------------------------------------------------------------- everybody


@pytest.mark.parametrize("said", ["", "#q=soep%20taart&minutes=60", "#q=qqqqzzzz", "#q=rijtje&apart=1"])
@pytest.mark.parametrize("touch", [False, True], ids=["wide", "small"])
def test_axe_finds_nothing_in_any_state(browser: Browser, address: str, said: str, touch: bool) -> None:
    size: ViewportSize = {"width": 320, "height": 640} if touch else {"width": 1280, "height": 900}
    context = browser.new_context(reduced_motion="reduce", viewport=size, has_touch=touch)
    page = context.new_page()
    complaints = listened(page)
    search(page, address, said)
    if touch:
        page.locator(".finder-open").click()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    else:
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, only=CONTRAST) == []
        page.emulate_media(forced_colors="active")
        page.set_viewport_size({"width": 640, "height": 900})
        assert violations(page, only=LAYOUT) == []
    assert complaints == []
    context.close()


def test_on_a_small_screen_all_filters_stand_behind_one_button(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    search(page, address, "#kind=tool")
    opener = page.get_by_role("button", name="Filters (1)")
    expect(box(page, "Goede praktijk")).to_be_hidden()
    opener.tap()
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.get_by_label("Tijd die ik heb", exact=True).select_option("1 uur")
    page.get_by_role("button", name="Toon 2 resultaten").tap()
    expect(page.get_by_role("button", name="Filters (2)")).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".finder-results")).to_be_focused()
    expect(page.locator(".finder-summary")).to_be_in_viewport()
    context.close()


def test_a_very_long_word_and_large_letters_fit_a_small_screen(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800}, has_touch=True)
    page = context.new_page()
    search(page, address, "#q=soep%20" + "donaudampfschiff" * 12)
    together, apart = (page.locator(".finder-apart span").nth(n).bounding_box() for n in (0, 1))
    assert together
    assert apart
    assert together["y"] == apart["y"]
    expect(page.locator(".finder-summary")).to_contain_text("donaudampfschiff")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator(".finder-open").tap()
    page.locator(":root").evaluate("(root) => { root.style.fontSize = '200%' }")
    wide = "[...document.querySelectorAll('.finder-columns *')].filter((e) => e.getBoundingClientRect().right > 320).length"
    assert page.evaluate(wide) == 0
    context.close()


def test_suggestions_work_by_touch_on_the_home_page(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(address)
    field(page).tap()
    field(page).press_sequentially("stoep")
    options(page).last.tap()
    page.wait_for_url("**/stories/soep/")
    context.close()


def test_a_result_in_another_language_says_so(page: Page, address: str, folder: Path) -> None:
    def foreign(route: Route) -> None:
        answer = route.fetch()
        text = re.sub(r'("stories/soep/"(?:,"[^"]*"){2}),""', r'\1,"ar"', answer.text())
        route.fulfill(response=answer, body=text)

    page.route(PIECES, foreign)
    search(page, address, "#q=stoep")
    expect(titles(page)).to_have_attribute("lang", "ar")
    expect(titles(page)).to_have_attribute("dir", "rtl")
    expect(page.locator(".finder-text")).to_have_attribute("lang", "ar")
    page.goto(f"{address}tools/deep-democracy/")
    field(page).press_sequentially("stoep")
    expect(options(page).last.locator("[lang=ar]")).to_have_text("Soep op de stoep")
