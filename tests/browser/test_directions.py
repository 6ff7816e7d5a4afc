"""Pages from right to left, and texts of one direction among texts of the other, as a browser lays them out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import emptied
from tests.projects import built, messages, project
from tests.serving import served

pytestmark = pytest.mark.browser

TITLE = "Wie durft (nog) nee te zeggen?"
FILES = {
    "site.yaml": """\
        title: Toolbox (proef!)
        description: Verhalen uit de praktijk.
        url: https://proef.example/
        languages: [nl, fr, ar]
        """,
    "content/stories/wie-durft.md": f"""\
        ---
        title: {TITLE}
        kind: good-practice
        form: interview
        summary: Een gesprek over nee.
        period: {{from: 2018, to: 2020}}
        tools: [{{tool: deep-democracy, note: Het hielp (een beetje).}}]
        themes: [inclusion]
        consent: {{ref: R-2026-001, status: given, given_on: 2026-01-01, identity: anonymous, scope: [site]}}
        ---
        ## Wat gebeurde er?

        Niets. Bel [de stad](https://stad.example/).
        """,
    "content/stories/aan-tafel.ar.md": """\
        ---
        title: من يجلس إلى الطاولة يشارك
        summary: أربع أمسيات مع وجبة خفيفة.
        tools: [{tool: deep-democracy, note: عندها ظهر الاعتراض الحقيقي.}]
        ---
        اقرأ أيضًا: [الخطوات](../tools/deep-democracy.md). اكتبوا `+32 042`.
        """,
}
PAGES = {
    "home": "ar/",
    "list": "ar/stories/",
    "story": "ar/stories/aan-tafel/",
    "interview, not translated": "ar/stories/wie-durft/",
    "tool, not translated": "ar/tools/deep-democracy/",
    "matrix": "ar/matrix/",
    "found": "ar/search/#q=nee",
    "French, not translated": "fr/stories/wie-durft/",
}
PLACES = """
(element, words) => words.map(word => {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const at = texts.currentNode.data.indexOf(word);
    if (at < 0) continue;
    const range = new Range();
    range.setStart(texts.currentNode, at);
    range.setEnd(texts.currentNode, at + word.length);
    return range.getBoundingClientRect().left;
  }
})
"""
MIRRORED = """
() => {
  const boxes = () => [...document.querySelectorAll("body *")]
    .filter(e => !/^(inline|none|contents)/.test(getComputedStyle(e).display) && !e.closest("svg *, body [dir]") && e.clientWidth)
    .map(e => [e, e.getBoundingClientRect()]);
  const before = boxes(), width = document.documentElement.getBoundingClientRect().width;
  document.documentElement.dir = "rtl";
  const after = boxes();
  return [before.length, before.filter(([, box], i) =>
    Math.abs(box.left + after[i][1].right - width) > 1 || Math.abs(box.top - after[i][1].top) > 1
  ).map(([e]) => e.outerHTML.slice(0, 120))];
}
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a small toolbox in Dutch, French and Arabic is served."""
    root = project(tmp_path_factory.mktemp("directions"), FILES)
    report = built(root)
    assert report.written, messages(report)
    with served(root / "site") as address:
        yield address


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield made
    made.close()


@pytest.fixture
def page(shared: BrowserContext) -> Iterator[Page]:
    with emptied(shared) as context:
        yield context.new_page()


def places(page: Page, selector: str, *words: str) -> list[float]:
    """Where words begin that stand in an element, from the left edge of the window."""
    found: list[float] = page.locator(selector).first.evaluate(PLACES, words)
    return found


@pytest.mark.parametrize("name", ["", "stories/twaalf-vertalingen-nul-lezers/", "tools/deep-democracy/", "matrix/"])
def test_from_right_to_left_a_page_is_mirrored(page: Page, site: Path, name: str) -> None:
    with served(site) as address:
        page.goto(address + name)
        number, others = page.evaluate(MIRRORED)
    assert number > 100
    assert others == []


def test_the_matrix_fits_on_paper_in_black(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 688, "height": 1000})  # 182 mm: A4 without its margins
    page.emulate_media(media="print")
    with served(site) as address:
        page.goto(address + "matrix/")
        assert page.locator(".matrix").evaluate("e => e.getBoundingClientRect().width") <= 688
        counts = page.locator(".matrix td a")
        assert counts.count() > 50
        assert set(counts.evaluate_all("es => es.map(e => getComputedStyle(e).color)")) == {"rgb(0, 0, 0)"}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_a_small_phone_is_wide_enough(page: Page, address: str, name: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address + PAGES[name])
    if "#" in PAGES[name]:
        expect(page.locator(".finder-status")).to_have_text(re.compile(r"\S{3}"))
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(v["id"], node["html"][:160]) for v in found for node in v["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_an_arabic_list_begins_on_the_right_and_keeps_the_order_of_what_is_dutch(page: Page, address: str) -> None:
    page.goto(address + "ar/stories/")
    logo, menu = page.locator(".logo").bounding_box(), page.locator(".top-nav").bounding_box()
    assert logo
    assert menu
    assert logo["x"] > 640 > 1280 - logo["x"] - logo["width"]
    assert menu["x"] + menu["width"] < logo["x"]
    opened, proef, marked, closed = places(page, ".logo", "(", "proef", "!", ")")
    assert opened < proef < marked < closed
    card = page.locator(".card", has_text=TITLE)
    order = card.locator("h2").evaluate(PLACES, ["Wie", "(", "nog", ")", "durft"])
    assert order[0] < order[4] < order[1] < order[2] < order[3]
    (zeggen, asked) = card.locator("h2").evaluate(PLACES, ["zeggen", "?"])
    assert zeggen < asked
    ends = [card.locator(s).evaluate("e => { const r = new Range(); r.selectNodeContents(e);"
                                     "return Math.max(...[...r.getClientRects()].map(c => c.right)) }")
            for s in ("h2", ".summary", ".labels")]  # fmt: skip
    assert max(ends) - min(ends) < 2


def test_a_range_is_read_from_its_first_number(page: Page, address: str) -> None:
    page.goto(address + "ar/tools/deep-democracy/")
    low, high = places(page, ".glance", "60", "180")
    assert low > high
    page.goto(address + "tools/deep-democracy/")
    low, high = places(page, ".glance", "60", "180")
    assert low < high
    page.goto(address + "ar/stories/wie-durft/")
    low, high = places(page, ".glance", "2018", "2020")
    assert low > high


def test_only_what_shows_a_way_turns(page: Page, address: str) -> None:
    page.goto(address + "ar/tools/deep-democracy/")
    turned = "es => es.map(e => new DOMMatrix(getComputedStyle(e).transform).a * (parseFloat(getComputedStyle(e).scale) || 1))"
    assert set(page.locator(".bar").evaluate_all(turned)) == {-1}
    assert set(page.locator(".logo-mark, .top-search .icon, .search .icon, .cover").evaluate_all(turned)) == {1}
    page.goto(address + "ar/stories/wie-durft/")
    mark = "e => getComputedStyle(e, '::before').borderBottomLeftRadius"
    assert page.locator(".interview h2").evaluate(mark) == "0px"  # Dutch, from left to right
    page.goto(address + "ar/stories/aan-tafel/")
    plus, number = places(page, ".prose code", "+", "042")
    assert plus < number


def test_what_is_typed_and_said_of_it_keeps_its_order(page: Page, address: str) -> None:
    page.goto(address + "ar/")
    box = page.locator("main .search input")
    for typed, direction in {"": "rtl", "nee?": "ltr", "حوار": "rtl"}.items():
        box.fill(typed)
        assert box.evaluate("e => getComputedStyle(e).direction") == direction
    page.goto(address + "ar/search/#q=nee")
    more = page.locator(".finder-like").first
    expect(more).to_have_attribute("aria-label", re.compile(f"\u2068{re.escape(TITLE)}\u2069"))


def test_the_switch_is_there_on_a_small_phone_without_scripts_by_keyboard_and_not_on_paper(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "fr/stories/aan-tafel/")
    switch = page.get_by_role("navigation", name="Autres langues").get_by_role("link")
    assert switch.all_inner_texts() == ["Nederlands", "العربية"]
    boxes = [link.bounding_box() for link in switch.all()]
    assert all(box and box["height"] >= 24 and 0 <= box["x"] < 320 for box in boxes)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(switch.first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(address + "ar/stories/aan-tafel/")
    french = page.locator(".tongues a", has_text="Français")
    expect(french).to_have_text("Français (باللغة الهولندية)")
    first, second = (link.bounding_box() for link in page.locator(".tongues a").all())
    assert first
    assert second
    assert first["x"] > second["x"], "the first stands on the right where one reads from there"
    page.emulate_media(media="print")
    expect(page.locator(".tongues")).to_be_hidden()
    context.close()
