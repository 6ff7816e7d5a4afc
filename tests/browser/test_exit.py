"""The quick exit in a real browser: by keyboard, by pointer, without scripts, after Back, to a page that never answers."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import emptied
from tests.browser.test_pages import CONTRAST, LAYOUT, violations
from tests.english import SITE, published, story
from tests.serving import served

pytestmark = pytest.mark.browser

WORDS = ("Kingfisher", "heron", "waterhen", "Asylum")
"""What stands on the story's page and nowhere else."""
STORY = "stories/x/"
CONSENT = "consent: {ref: R-1, status: not-needed}"
BODY = (
    "## The marsh\n\nA heron waits.\n\n"
    + "Between the reeds nothing stirs.\n\n" * 60
    + "[The waterhen](https://bird.example/) calls.\n\n[Back to the marsh](#the-marsh)\n"
)
FILES = {
    "site.yaml": SITE + "quick_exit: {url: 'https://neutral.example/', kinds: tool}\n",
    "content/stories/x.md": story(f"sensitivity: asylum\n{CONSENT}", slug="Kingfisher", body=BODY),
}


@contextmanager
def silent() -> Iterator[str]:
    """The address of a server that takes every call and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        calls: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    call, _ = listening.accept()
                except OSError:
                    return
                calls.append(call)

        thread = threading.Thread(target=take)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()
        for call in calls:
            call.close()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A toolbox with one sensitive story."""
    return published(tmp_path_factory.mktemp("built"), FILES)


@contextmanager
def leading(built: Path, root: Path, target: str) -> Iterator[str]:
    """The toolbox served, with an exit that leads to an address on this machine."""
    site = shutil.copytree(built, root / "site")
    for page in site.rglob("*.html"):
        page.write_text(page.read_text(encoding="utf-8").replace("https://neutral.example/", target), encoding="utf-8")
    with served(site) as found:
        yield found


@pytest.fixture(scope="module")
def neutral(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The neutral page, on a server of its own."""
    folder = tmp_path_factory.mktemp("neutral")
    (folder / "index.html").write_text("<!doctype html><title>Weather</title><h1>Weather</h1>", encoding="utf-8")
    with served(folder) as found:
        yield found


@pytest.fixture(scope="module")
def address(built: Path, neutral: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The toolbox whose exit leads to the neutral page."""
    with leading(built, tmp_path_factory.mktemp("toolbox"), neutral) as found:
        yield found


@pytest.fixture(scope="module")
def stuck(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The toolbox whose exit leads to a page that never comes."""
    with silent() as target, leading(built, tmp_path_factory.mktemp("stuck"), target) as found:
        yield found


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce") as made:
        yield made


@pytest.fixture
def context(shared: BrowserContext) -> Iterator[BrowserContext]:
    with emptied(shared) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page; whatever the browser complains of, the policy not least, is an error of the test."""
    with heard(context) as page:
        yield page


@pytest.fixture
def alone(browser: Browser) -> Iterator[Page]:
    """The same in a context of its own, whose clock can be stopped, and whose storage is nobody else's."""
    with browser.new_context(reduced_motion="reduce") as context, heard(context) as page:
        yield page


@contextmanager
def heard(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert [text for text in said if "404" not in text] == []  # the neutral server has no icon


def stopped(page: Page, url: str) -> None:
    """Open a page whose time goes on only as the test says."""
    page.clock.install(time=0)
    page.goto(url)
    page.clock.pause_at(3_600_000)


def presses(page: Page) -> str | None:
    return page.locator(".exit").get_attribute("data-presses")


def bar(page: Page) -> dict[str, float]:
    found = page.locator(".exit").bounding_box()
    assert found
    return dict(found)


# -------------------------------------------------------------------------------------------- ways out


def test_three_shifts_lead_away_and_back_does_not_return(page: Page, address: str, neutral: str) -> None:
    page.goto(address + "stories/")
    page.locator("main a", has_text="Kingfisher").first.click()
    page.wait_for_url("**/" + STORY)
    length = page.evaluate("history.length")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.all_headers().get("referer", "")))
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(neutral)
    assert page.title() == "Weather"
    assert page.evaluate("history.length") == length
    assert page.evaluate("document.referrer") == ""
    assert set(sent) == {""}
    page.go_back()
    assert page.url == address + "stories/"
    page.go_forward()
    assert page.url == neutral


@pytest.mark.parametrize("way", ["click", "control", "shift", "middle", "enter", "second", "tap"])
def test_every_way_to_follow_the_link_leads_this_tab_away(
    browser: Browser, address: str, neutral: str, way: str
) -> None:
    context = browser.new_context(has_touch=way == "tap")
    page = context.new_page()
    page.goto(address + "stories/")
    page.goto(address + STORY)
    link = page.locator(".exit-link")
    match way:
        case "click":
            link.click()
        case "control":
            link.click(modifiers=["Control"])
        case "shift":
            link.click(modifiers=["Shift"])
        case "middle":
            link.click(button="middle")
        case "enter":
            link.press("Enter")
        case "second":
            page.keyboard.press("Tab")
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.matches('.skip + nav > .skip[data-exit]')")
            expect(page.locator(":focus")).to_be_in_viewport()
            page.keyboard.press("Enter")
        case "tap":
            link.tap()
    page.wait_for_url(neutral)
    assert len(context.pages) == 1
    page.go_back()
    assert page.url == address + "stories/"
    context.close()


def test_a_click_with_the_right_button_leads_nowhere(page: Page, address: str) -> None:
    page.goto(address + STORY)
    page.locator(".exit-link").click(button="right")
    assert page.locator("h1").inner_text() == "Kingfisher"


def test_without_a_script_it_is_a_link(browser: Browser, address: str, neutral: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + STORY)
    for link in page.locator("[data-exit]").all():
        assert link.get_attribute("href") == neutral
        assert set((link.get_attribute("rel") or "").split()) == {"noreferrer", "noopener", "nofollow"}
        assert link.get_attribute("referrerpolicy") == "no-referrer"
    assert page.locator("[data-exit]").count() == 2
    assert not page.locator(".exit-keys").is_visible()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.all_headers().get("referer", "")))
    page.locator(".exit-link").click()
    page.wait_for_url(neutral)
    assert set(sent) == {""}
    context.close()


def test_it_works_from_a_disk(context: BrowserContext, neutral: str, tmp_path: Path) -> None:
    site = published(tmp_path, FILES, portable=True)
    path = site / STORY / "index.html"
    path.write_text(path.read_text(encoding="utf-8").replace("https://neutral.example/", neutral), encoding="utf-8")
    page = context.new_page()
    page.goto(path.as_uri())
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(neutral)


# ---------------------------------------------------------------------------- one place in the history


def leave_and_go_back(page: Page, neutral: str) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(neutral)
    page.go_back()


def test_back_does_not_return_after_the_skip_link(page: Page, address: str, neutral: str) -> None:
    page.goto(address + "stories/")
    page.goto(address + STORY)
    length = page.evaluate("history.length")
    for _ in range(2):
        page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
        page.locator(".skip").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/#page.main")
        expect(page.locator("main")).to_be_focused()
        assert abs(page.locator("main").evaluate("e => e.getBoundingClientRect().top")) < 100
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert page.evaluate("history.length") == length
    leave_and_go_back(page, neutral)
    assert page.url == address + "stories/"


def test_back_does_not_return_after_a_link_to_a_heading(page: Page, address: str, neutral: str) -> None:
    page.goto(address + "stories/")
    page.goto(address + STORY)
    page.locator(".prose a", has_text="Back to the marsh").click()
    page.wait_for_url("**/#the-marsh")
    expect(page.locator("#the-marsh")).to_be_in_viewport()
    page.locator(".prose a", has_text="Back to the marsh").evaluate("e => { e.id = 'here'; e.href = './'; }")
    page.locator("#here").click()  # the page without its part is loaded anew
    page.wait_for_url("**/" + STORY)
    leave_and_go_back(page, neutral)
    assert page.url == address + "stories/"


def test_a_link_to_a_heading_with_a_key_opens_another_tab(page: Page, address: str) -> None:
    page.goto(address + STORY)
    with page.context.expect_page() as opened:
        page.locator(".prose a", has_text="Back to the marsh").click(modifiers=["Control"])
    opened.value.wait_for_url("**/" + STORY + "#the-marsh")
    assert page.url == address + STORY


def test_back_does_not_return_to_a_search(browser: Browser, tmp_path: Path, neutral: str) -> None:
    asked = {"site.yaml": SITE + "quick_exit: {url: 'https://neutral.example/', everywhere: yes}\n"}
    built = published(tmp_path / "own", {**FILES, **asked})
    context = browser.new_context()
    page = context.new_page()
    with leading(built, tmp_path, neutral) as address:
        page.goto(address)
        page.goto(address + "search/")
        for word in ("kingfisher", "democracy"):
            page.locator("#search-app form input").first.fill(word)
            page.keyboard.press("Enter")
            page.wait_for_url(f"**/search/#q={word}")
        leave_and_go_back(page, neutral)
        assert page.url == address
    context.close()


def test_a_place_that_was_made_in_spite_of_all_is_sent_on_too(page: Page, stuck: str) -> None:
    """As by a part that was typed in the address bar, with Back pressed while the neutral page is awaited."""
    page.goto(stuck + STORY)
    page.evaluate("location.hash = 'the-marsh'")
    leave(page)
    with page.expect_request(lambda request: request.is_navigation_request() and not request.url.startswith(stuck)):
        page.evaluate("() => { history.back(); setTimeout(() => stop(), 300); }")
    assert page.evaluate("document.body.innerText") == "Loading …"
    assert page.url == stuck


# -------------------------------------------------------------------------------------------- what counts


@pytest.mark.parametrize(
    "keys",
    [
        ["Shift+A"] * 4, ["Shift+Tab"] * 4, ["Shift+ArrowDown"] * 4, ["Control+Shift"] * 4, ["Alt+Shift"] * 4,
        ["Shift+Control"] * 4, ["Shift", "Shift", "a"] * 3, ["Shift", "Shift", "Escape"] * 3, ["Shift", "Shift", "Shift+Home"],
    ],
)  # fmt: skip
def test_shift_counts_by_itself_only(page: Page, address: str, keys: list[str]) -> None:
    page.goto(address + STORY)
    for key in keys:
        page.keyboard.press(key)
    assert presses(page) in (None, "0")
    assert page.locator("h1").inner_text() == "Kingfisher"


def test_shift_with_the_mouse_does_not_count(page: Page, address: str) -> None:
    page.goto(address + STORY)
    page.mouse.move(200, 700)
    for _ in range(4):
        page.keyboard.down("Shift")
        page.mouse.click(200, 700)
        page.keyboard.up("Shift")
        page.keyboard.down("Shift")
        page.mouse.wheel(0, 10)
        page.wait_for_function("window.wheeled ??= 1")
        page.evaluate("new Promise(requestAnimationFrame)")
        page.keyboard.up("Shift")
    assert presses(page) in (None, "0")
    assert page.locator("h1").inner_text() == "Kingfisher"


def test_a_shift_that_is_held_counts_once(page: Page, address: str) -> None:
    page.goto(address + STORY)
    for _ in range(20):
        page.keyboard.down("Shift")
    assert presses(page) is None
    page.keyboard.up("Shift")
    assert presses(page) == "1"


def test_both_shift_keys_count_also_when_they_overlap(page: Page, address: str, neutral: str) -> None:
    page.goto(address + STORY)
    page.keyboard.down("ShiftLeft")
    page.keyboard.down("ShiftRight")
    page.keyboard.up("ShiftLeft")
    assert presses(page) == "1"
    page.keyboard.up("ShiftRight")
    assert presses(page) == "2"
    page.keyboard.press("ShiftLeft")
    page.wait_for_url(neutral)


def test_a_shift_that_went_down_elsewhere_does_not_count(page: Page, address: str) -> None:
    """In the address bar, as of somebody who comes from there with Shift and Tab."""
    page.goto(address + STORY)
    page.keyboard.press("Shift")
    page.evaluate("dispatchEvent(new KeyboardEvent('keyup', {key: 'Shift', code: 'ShiftLeft'}))")
    assert presses(page) == "1"


def test_a_shift_with_a_letter_spoils_the_other_that_is_down(page: Page, address: str) -> None:
    page.goto(address + STORY)
    page.keyboard.down("ShiftLeft")
    page.keyboard.press("a")
    page.keyboard.down("ShiftRight")
    page.keyboard.up("ShiftRight")
    page.keyboard.up("ShiftLeft")
    assert presses(page) in (None, "0")


def test_a_reader_who_types_can_leave_and_her_capitals_do_not(page: Page, address: str, neutral: str) -> None:
    page.goto(address + STORY)
    box = page.locator("header [data-search] input")
    box.focus()
    for key in ("A", "B", "C", "D"):
        page.keyboard.press(f"Shift+{key}")
    assert box.input_value() == "ABCD"
    assert presses(page) in (None, "0")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(neutral)


def test_each_shift_has_five_seconds_and_lateness_is_told(alone: Page, address: str) -> None:
    page = alone
    stopped(page, address + STORY)
    said, lit = page.get_by_role("status").last, page.locator(".exit-dots i")
    expect(page.locator(".exit-dots")).to_be_hidden()
    page.keyboard.press("Shift")
    expect(said).to_have_text("Press Shift two more times to leave.")
    page.clock.run_for(4_900)
    page.keyboard.press("Shift")
    expect(said).to_have_text("Press Shift once more to leave.")
    expect(said).to_be_visible()
    shown = [dot.evaluate("e => getComputedStyle(e).backgroundColor") for dot in lit.all()]
    assert shown[0] == shown[1] != shown[2]
    page.clock.run_for(4_900)
    assert presses(page) == "2"
    page.clock.run_for(200)
    assert presses(page) == "0"
    expect(said).to_have_text("That took too long. To leave, press Shift three times.")
    expect(said).to_be_visible()
    assert len({dot.evaluate("e => getComputedStyle(e).backgroundColor") for dot in lit.all()}) == 1
    page.clock.run_for(5_100)
    expect(said).to_be_empty()
    page.keyboard.press("Shift")
    assert presses(page) == "1"


def test_three_shifts_may_take_more_than_five_seconds_together(alone: Page, address: str, neutral: str) -> None:
    page = alone
    stopped(page, address + STORY)
    for _ in range(3):
        page.clock.run_for(4_900)
        page.keyboard.press("Shift")
    page.wait_for_url(neutral)


def test_coming_back_from_elsewhere_begins_the_count_anew(page: Page, address: str) -> None:
    page.goto(address + STORY)
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert presses(page) == "0"
    assert page.locator("h1").inner_text() == "Kingfisher"


# ------------------------------------------------------------------------------------------ what is left

LEAVE = """() => {
  const shift = (name) => document.activeElement.dispatchEvent(
    new KeyboardEvent(name, {key: "Shift", code: "ShiftLeft", bubbles: true}));
  for (const name of ["keydown", "keyup", "keydown", "keyup", "keydown"]) shift(name);
  const before = document.documentElement.outerHTML;
  shift("keyup");
  return {
    before, after: document.documentElement.outerHTML, title: document.title,
    selected: String(getSelection()), y: scrollY, focus: document.activeElement.tagName, text: document.body.innerText,
    found: find("heron") || find("Kingfisher"), path: location.pathname,
  };
}"""


def test_nothing_is_left_in_the_moment_of_the_third_shift(page: Page, stuck: str) -> None:
    """All of it is looked at in the same task, before the browser can show or read anything more."""
    page.goto(stuck + STORY)
    box = page.locator("header [data-search] input")
    box.fill("king")
    expect(page.locator(".search-options")).to_be_visible()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.prose'))")
    page.evaluate("scrollTo(0, 600)")
    left = page.evaluate(LEAVE)
    assert all(word in left["before"] for word in WORDS)
    assert [word for word in WORDS if word.lower() in left["after"].lower()] == []
    assert (left["title"], left["text"]) == ("Loading …", "Loading …")
    assert (left["selected"], left["y"], left["focus"], left["found"]) == ("", 0, "BODY", False)
    assert left["path"] == "/"


def test_nothing_is_left_of_what_the_head_of_any_page_says(page: Page, stuck: str) -> None:
    """A page that has the exit without being sensitive has its own title, summary and address there."""
    page.goto(stuck + "tools/deep-democracy/")
    left = page.evaluate(LEAVE)
    for word in ("Deep Democracy", "Samen beslissen", "deep-democracy"):
        assert word in left["before"]
        assert word not in left["after"]


def leave(page: Page) -> None:
    """Follow the exit to a page that never comes, and give up waiting: before, the browser answers no question."""
    page.evaluate("() => { document.querySelector('.exit-link').click(); setTimeout(() => stop(), 300); }")
    assert page.evaluate("document.body.innerText") == "Loading …"


def test_a_target_that_never_answers_leaves_an_empty_page(page: Page, stuck: str) -> None:
    page.goto(stuck + STORY)
    leave(page)
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    read = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in tree if not node["ignored"]]
    assert ("alert", "") in read
    assert {name for _, name in read} == {"", "Loading …"}
    expect(page.get_by_role("alert")).to_be_in_viewport()
    assert page.evaluate("[...document.body.children].map(e => e.className)") == ["exit-cover"]
    assert page.evaluate("document.querySelector('link[rel=icon]').href").rpartition("/")[2].startswith("blank.")
    page.keyboard.press("Control+a")
    assert page.evaluate("String(getSelection())").strip() in ("", "Loading …")
    for _ in range(3):
        page.keyboard.press("Shift")
    assert page.evaluate("document.body.innerText") == "Loading …"
    page.reload()
    assert page.url == stuck
    assert "heron" not in page.content()


def test_neither_back_nor_forward_shows_the_page_that_was_left(page: Page, stuck: str) -> None:
    """Pressed while the neutral page is still awaited."""
    page.goto(stuck + "stories/")
    page.goto(stuck + STORY)
    with page.expect_event("framenavigated", lambda frame: frame.url.endswith("/stories/")):
        page.evaluate("() => { document.querySelector('.exit-link').click(); setTimeout(() => history.back(), 300); }")
    page.go_forward()
    assert page.url == stuck
    assert "heron" not in page.content()


def test_a_page_that_was_left_goes_on_when_it_comes_back(page: Page, stuck: str) -> None:
    page.goto(stuck + STORY)
    leave(page)
    with page.expect_request(lambda request: request.is_navigation_request() and not request.url.startswith(stuck)):
        page.evaluate("""() => {
          setTimeout(() => stop(), 300);
          dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}));
        }""")
    assert page.evaluate("document.body.innerText") == "Loading …"


def test_nothing_is_stored(alone: Page, address: str, neutral: str) -> None:
    page = alone
    page.goto(address + STORY)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(neutral)
    page.goto(address)
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie, history.state]") == [
        0,
        0,
        "",
        None,
    ]


# -------------------------------------------------------------------------------------------- how it looks


@pytest.mark.parametrize(
    ("options", "only"),
    [
        ({}, ()), ({"color_scheme": "dark"}, CONTRAST), ({"forced_colors": "active"}, CONTRAST),
        ({"viewport": {"width": 320, "height": 640}}, LAYOUT),
        ({"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}, CONTRAST),
    ],
    ids=str,
)  # fmt: skip
def test_axe_finds_nothing_with_and_without_progress(
    browser: Browser, address: str, options: dict[str, object], only: Sequence[str]
) -> None:
    context = browser.new_context(reduced_motion="reduce", **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + STORY)
    assert violations(page, only=only) == []
    page.keyboard.press("Shift")
    expect(page.locator(".exit-dots")).to_be_visible()
    assert violations(page, only=only) == []
    page.goto(address + "reading/")
    assert violations(page, only=only) == []
    context.close()


@pytest.mark.parametrize("pressed", [0, 1], ids=["still", "progress"])
@pytest.mark.parametrize(
    "size", [(320, 640, 100), (320, 640, 200), (320, 256, 100), (640, 360, 200), (1280, 900, 200)], ids=str
)
def test_it_is_always_in_sight_and_covers_nothing_for_good(
    browser: Browser, address: str, size: tuple[int, int, int], pressed: int
) -> None:
    width, height, text = size
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + STORY)
    page.evaluate(f"document.documentElement.style.fontSize = '{text}%'")
    wide = page.evaluate("document.documentElement.scrollWidth")
    for _ in range(pressed):
        page.keyboard.press("Shift")
    link = page.locator(".exit-link")
    for y in (0, 700, 100_000):
        page.evaluate(f"scrollTo(0, {y})")
        expect(link).to_be_in_viewport(ratio=1)
        assert bar(page)["height"] <= height * (0.5 if not pressed else 0.75)
    foot = page.locator(".foot").bounding_box()
    assert foot
    assert foot["y"] + foot["height"] <= bar(page)["y"] + 1
    assert page.locator(".exit").evaluate(
        "e => e.scrollWidth <= e.clientWidth && e.getBoundingClientRect().right <= innerWidth"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
    context.close()


@pytest.mark.parametrize("size", [(320, 640), (1280, 700)], ids=str)
def test_no_focus_is_hidden_under_it(browser: Browser, address: str, size: tuple[int, int]) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + STORY)
    seen = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        free = page.evaluate("""() => {
          const on = document.activeElement, bar = document.querySelector(".exit");
          if (on === document.body) return null;
          return bar.contains(on) || on.getBoundingClientRect().top < bar.getBoundingClientRect().top;
        }""")
        if free is None:
            break
        assert free, page.evaluate("document.activeElement.outerHTML")
        seen += 1
    assert seen > 10
    context.close()


def test_from_right_to_left_it_is_mirrored(page: Page, address: str) -> None:
    page.goto(address + STORY)
    link, limits = page.locator(".exit-link"), page.locator(".exit-limits a")
    before = [link.bounding_box(), limits.bounding_box()]
    page.evaluate("document.documentElement.dir = 'rtl'")
    after = [link.bounding_box(), limits.bounding_box()]
    for one, other in zip(before, after, strict=True):
        assert one
        assert other
        assert abs(one["x"] + one["width"] - (1280 - other["x"])) < 2


@pytest.mark.parametrize("forced", ["none", "active"])
def test_it_shows_how_far_one_is_in_forced_colours_too(browser: Browser, address: str, forced: str) -> None:
    """By what is painted: forced colours change that, and not the computed style."""
    context = browser.new_context(forced_colors=forced)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + STORY)
    page.keyboard.press("Shift")
    painted = []
    for dot in page.locator(".exit-dots i").all():
        image = Image.open(BytesIO(dot.screenshot())).convert("RGB")
        painted.append(image.getpixel((image.width // 2, image.height // 2)))
    assert painted[0] != painted[1] == painted[2]
    context.close()


def test_print_has_no_exit(page: Page, address: str) -> None:
    page.goto(address + STORY)
    page.emulate_media(media="print")
    assert not page.locator(".exit").is_visible()
    assert not any(link.is_visible() for link in page.locator("[data-exit]").all())


def test_the_exit_leads_to_what_it_cannot_do_and_who_helps(page: Page, site: Path) -> None:
    with served(site) as own:
        page.goto(own + "stories/versterkend-vrouwennetwerk/")
        page.locator(".exit-limits a").click()
        page.wait_for_url("**/reading/")
        numbers = [link.get_attribute("href") for link in page.locator("main a[href^='tel:']").all()]
        assert numbers == ["tel:112", "tel:101", "tel:1712", "tel:106"]
        assert page.locator(".exit-link").is_visible()
