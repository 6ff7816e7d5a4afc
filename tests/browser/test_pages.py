"""The pages of the repository's own toolbox in a real browser: for everybody, under the real policy."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import emptied
from tests.serving import served

pytestmark = pytest.mark.browser

PAGES = {
    "home": "",
    "story": "stories/hapje-klapje/",
    "failure": "stories/twaalf-vertalingen-nul-lezers/",
    "interview": "stories/te-snel-gekoppeld/",
    "sensitive": "stories/versterkend-vrouwennetwerk/",
    "limits": "reading/",
    "archived": "stories/diversiteit-in-actie/",
    "tool": "tools/deep-democracy/",
    "cards": "tools/gesprekskaarten-bij-wandeling/",
    "walk": "tools/buurtwandeling/",
    "questions": "tools/e-learning-voor-hulpverleners/",
    "organisation": "organisations/stad-antwerpen/",
    "stories": "stories/",
    "tools": "tools/",
    "kind": "stories/kind/successful-failure/",
    "way": "ways/twee-uur-twaalf-mensen/",
    "theme": "themes/participation/",
    "themes": "themes/",
    "matrix": "matrix/",
    "page": "over/",
    "search": "search/",
    "found": "search/#q=werkvorm",
    "nothing": "search/#q=qqqqzzzz",
    "lost": "nergens/",
    "in Arabic": "ar/tools/buurtwandeling/",
    "a list in Arabic": "ar/stories/",
    "in Dutch within French": "fr/stories/hapje-klapje/",
}


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce") as made:
        yield made


@pytest.fixture
def context(shared: BrowserContext) -> Iterator[BrowserContext]:
    with emptied(shared) as context:
        yield context


def opened(context: BrowserContext, url: str) -> tuple[Page, list[str]]:
    """A page, and whatever the browser complains of while it is open."""
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(url, wait_until="load")
    if "search/#" in url:
        expect(page.locator(".finder-status")).to_have_text(re.compile(r"\w{3}"))
    return page, said


CONTRAST = ("color-contrast",)
LAYOUT = ("target-size", "scrollable-region-focusable", "meta-viewport", "css-orientation-lock", "link-in-text-block")
"""The rules of axe whose answer depends on the colours, and those that depend on the place that a page has."""


def violations(page: Page, *, only: Sequence[str] = ()) -> list[str]:
    """What axe finds; by some rules only, where the others were asked of the same page."""
    options = {"resultTypes": ["violations"], **({"runOnly": list(only)} if only else {})}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {node['html'][:160]} {node['failureSummary'][:200]}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_light_in_dark_and_on_a_small_phone_and_the_policy_holds(
    context: BrowserContext, address: str, name: str
) -> None:
    page, said = opened(context, address + PAGES[name])
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, only=CONTRAST) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page, only=LAYOUT) == []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expected = ["404"] if name == "lost" else []
    assert [s for s in said if not any(e in s for e in expected)] == []


@pytest.mark.parametrize("name", ["home", "failure", "tool", "stories", "found"])
def test_forced_colours_and_large_text_keep_everything_readable(browser: Browser, address: str, name: str) -> None:
    context = browser.new_context(viewport={"width": 640, "height": 900}, forced_colors="active")
    page, _ = opened(context, address + PAGES[name])
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert [v for v in violations(page) if not v.startswith("color-contrast")] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    context.close()


@pytest.mark.parametrize("name", ["home", "story", "sensitive", "tool"])
def test_a_page_makes_few_requests(context: BrowserContext, address: str, name: str) -> None:
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address + PAGES[name], wait_until="networkidle")
    assert len(requests) <= 4, requests
    assert all(url.startswith(address) for url in requests)


def test_the_first_tab_leads_past_the_navigation(context: BrowserContext, address: str) -> None:
    page, _ = opened(context, address + PAGES["story"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement) || location.hash.length > 1")


def test_a_search_from_the_header_finds_and_leads_to_a_page(context: BrowserContext, address: str) -> None:
    page, _ = opened(context, address + PAGES["story"])
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    box = page.locator("header [data-search] input")
    box.fill("vertaling")
    box.press("Enter")
    page.wait_for_url("**/search/#q=vertaling")
    first = page.locator(".finder-results a").first
    first.wait_for()
    assert "Twaalf vertalingen" in first.inner_text()
    assert not [url for url in sent if "vertaling" in url.partition("#")[0]]
    first.click()
    page.wait_for_url("**/stories/twaalf-vertalingen-nul-lezers/")
    page.go_back()
    page.wait_for_url("**/search/#q=vertaling")
    page.locator(".finder-results a").first.wait_for()


def test_without_a_script_the_lists_do_the_job(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "search/")
    assert not page.locator("header [data-search]").first.is_visible()
    page.locator("main a[href*='stories']").first.click()
    assert page.locator("main h3 a, main h2 a").count() >= 10
    context.close()


def test_an_unpacked_toolbox_works_from_a_disk(context: BrowserContext, toolbox: Path) -> None:
    page, said = opened(context, (toolbox / "zip" / "index.html").as_uri())
    page.locator("nav a", has_text="Werkvormen").first.click()
    page.locator("main a", has_text="Deep Democracy").first.click()
    assert page.url.endswith("/tools/deep-democracy/index.html")
    box = page.locator("header [data-search] input")
    box.fill("vertaling")
    box.press("Enter")
    page.wait_for_url("**/search/index.html#q=vertaling")
    page.locator(".finder-results a").first.wait_for()
    page.locator(".finder-results a").first.click()
    page.wait_for_url("**/twaalf-vertalingen-nul-lezers/index.html")
    assert said == []


@pytest.mark.parametrize("name", ["failure", "tool"])
def test_print_is_a_handout(context: BrowserContext, address: str, name: str) -> None:
    page, _ = opened(context, address + PAGES[name])
    page.emulate_media(media="print")
    assert not page.locator("header nav").first.is_visible()
    assert not page.locator("header [data-search]").first.is_visible()
    assert page.locator("h1").is_visible()
    link = page.locator("main a[href^='https:']").first
    if link.count():
        shown = link.evaluate("e => getComputedStyle(e, '::after').content")
        assert "http" in shown or "attr" in shown
    commas = page.locator(".facts dd").evaluate_all(
        "all => all.map(e => [getComputedStyle(e, '::before').content, getComputedStyle(e, '::after').content,"
        " e === e.parentNode.lastElementChild])"
    )
    assert any(not last for *_, last in commas)
    assert all((before, after) == ("none", "none" if last else '","') for before, after, last in commas)
    assert (
        page.locator("main p").first.evaluate("e => getComputedStyle(e).orphans + getComputedStyle(e).widows") == "33"
    )


def test_nothing_moves_while_a_page_loads(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) window.moved += e.value })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(address + PAGES["tool"], wait_until="networkidle")
    assert page.evaluate("window.moved") < 0.01
