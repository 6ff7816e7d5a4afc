"""What a writer sees in her browser while she saves, with `toolbox-gen serve` running."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.english import SITE, english, story
from tests.projects import PAGE, STORY
from tests.serving import Editing, editing, served, until
from toolbox_gen.theme import theme_folder

pytestmark = pytest.mark.browser

LONG = "\n\n".join(f"Paragraph {number} of many." for number in range(80))
ABOUT = PAGE.replace("Deze toolbox.", f"Deze toolbox.\n\n{LONG}\n")
STYLE = (theme_folder() / "assets" / "style.css").read_text(encoding="utf-8")
FOLDED = """\
{% extends "base.html" %}
{% block main %}
<details><summary>More</summary><p>Inside</p></details>
<details><summary>More</summary><p>Another</p></details>
<details open><summary>Less</summary><p>Open at first</p></details>
{{ view.article.body|safe }}
<h2 id="end">End</h2>
{% endblock %}
"""
WRONG = "content/stories/aan-tafel.md"
OVERLAY = "[data-toolbox-gen]"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Editing]:
    """A toolbox with a long page at /box/over/ and styles of its own, served."""
    files = {
        "content/pages/over.md": ABOUT, "mine/assets/style.css": STYLE, "site.yaml": SITE + "templates: [mine]\n",
    }  # fmt: skip
    with editing(english(tmp_path, files)) as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context(viewport={"width": 900, "height": 600})
    yield found
    found.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page in which nothing may go wrong: no error, nothing that its policy forbids."""
    found = context.new_page()
    wrong: list[str] = []
    found.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    found.on("pageerror", lambda error: wrong.append(str(error)))
    yield found
    assert [one for one in wrong if not re.search(r"net::ERR_|status of (404|503)", one)] == []


def marked(page: Page) -> None:
    """Leave something that a new load takes away."""
    page.evaluate("window.mark = 'here'")


def is_marked(page: Page) -> bool:
    return bool(page.evaluate("window.mark === 'here'"))


def arrived(page: Page) -> None:
    """Wait until the page stands where it stood before it was loaded again."""
    page.wait_for_load_state("load")
    until(lambda: bool(page.evaluate("history.scrollRestoration === 'auto'")))


def top(page: Page, text: str) -> float:
    """How far below the top of the window a paragraph stands."""
    return float(page.get_by_text(text, exact=True).evaluate("e => e.getBoundingClientRect().top"))


def overlay(page: Page) -> Locator:
    return page.locator(OVERLAY)


# ------------------------------------------------------------------------------------------------- what is saved


def test_a_changed_text_stands_there_and_the_place_is_kept(site: Editing, page: Page) -> None:
    page.goto(f"{site.address}/box/over/")
    page.get_by_text("Paragraph 40 of many.", exact=True).evaluate("e => e.scrollIntoView({block: 'center'})")
    before = top(page, "Paragraph 40 of many.")
    site.write({"content/pages/over.md": ABOUT.replace("Paragraph 42 of", "Changed paragraph 42 of")})
    expect(page.get_by_text("Changed paragraph 42 of many.")).to_be_visible()
    page.wait_for_load_state("load")
    assert top(page, "Paragraph 40 of many.") == pytest.approx(before, abs=1)


def test_the_place_is_kept_when_the_page_grows_and_shrinks_above(site: Editing, page: Page) -> None:
    page.goto(f"{site.address}/box/over/")
    page.get_by_text("Paragraph 40 of many.", exact=True).evaluate("e => e.scrollIntoView({block: 'center'})")
    before = top(page, "Paragraph 40 of many.")
    for number, more in enumerate(("\n\n".join(["New above."] * 20), "Just one.")):
        site.write({"content/pages/over.md": ABOUT.replace("Paragraph 3 of many.", f"{more}\n\nRound {number}.")})
        expect(page.get_by_text(f"Round {number}.", exact=True)).to_be_attached()
        page.wait_for_load_state("load")
        arrived(page)
        assert top(page, "Paragraph 40 of many.") == pytest.approx(before, abs=1)


def test_the_place_is_kept_when_what_is_at_the_top_is_what_changed(site: Editing, page: Page) -> None:
    page.goto(f"{site.address}/box/over/")
    page.get_by_text("Paragraph 40 of many.", exact=True).evaluate("e => e.scrollIntoView({block: 'start'})")
    before = top(page, "Paragraph 41 of many.")
    more = "\n\n".join(f"New above {number}." for number in range(20))
    changed = re.sub(r"Paragraph (3[0-9]|40) of", r"Changed paragraph \1 of", ABOUT)
    site.write({"content/pages/over.md": changed.replace("Paragraph 3 of many.", more)})
    expect(page.get_by_text("Changed paragraph 40 of many.")).to_be_attached()
    arrived(page)
    assert top(page, "Paragraph 41 of many.") == pytest.approx(before, abs=1)


def test_who_is_at_the_top_stays_there(site: Editing, page: Page) -> None:
    page.goto(f"{site.address}/box/over/")
    site.write({"content/pages/over.md": ABOUT.replace("Deze toolbox.", "New at the top.\n\nDeze toolbox.")})
    expect(page.get_by_text("New at the top.")).to_be_visible()
    arrived(page)
    assert page.evaluate("scrollY") == 0


def test_what_is_unfolded_stays_so_and_the_fragment_and_the_focus(site: Editing, page: Page) -> None:
    site.write(
        {"mine/page.html": FOLDED.replace("{{ view.article.body|safe }}", "<p><a href='#end' id='link'>End</a></p>")}
    )
    page.goto(f"{site.address}/box/over/")
    expect(page.locator("details")).to_have_count(3)
    page.locator("#link").click()
    page.locator("summary").nth(1).click()
    page.locator("summary").nth(2).click()
    page.locator("#link").focus()
    marked(page)
    site.write(
        {
            "mine/page.html": FOLDED.replace(
                "{{ view.article.body|safe }}", "<p>Changed <a href='#end' id='link'>End</a></p>"
            )
        }
    )
    expect(page.get_by_text("Changed")).to_be_visible()
    arrived(page)
    assert page.locator("details").evaluate_all("all => all.map(one => one.open)") == [False, True, False]
    assert page.url.endswith("/over/#end")
    assert page.evaluate("document.activeElement.id") == "link"
    assert not is_marked(page)


def test_a_page_that_did_not_change_is_left_alone(site: Editing, context: BrowserContext, page: Page) -> None:
    page.goto(f"{site.address}/box/over/")
    other = context.new_page()
    other.goto(f"{site.address}/box/stories/aan-tafel/")
    marked(page)
    marked(other)
    site.write({WRONG: STORY + "\nOne more sentence.\n"})
    expect(other.get_by_text("One more sentence.")).to_be_visible()
    assert not is_marked(other)
    site.write({WRONG: STORY + "\nTwo more sentences.\n"})
    expect(other.get_by_text("Two more sentences.")).to_be_visible()
    assert is_marked(page)


def test_styles_change_without_a_new_load(site: Editing, page: Page) -> None:
    page.goto(f"{site.address}/box/over/")
    page.evaluate("scrollTo(0, 400)")
    marked(page)
    for number in (1, 2):
        colour = f"rgb(1, 2, {number})"
        site.write({"mine/assets/style.css": STYLE + f"main p {{ color: {colour} }}"})
        expect(page.get_by_text("Deze toolbox.")).to_have_css("color", colour)
        expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    assert is_marked(page)
    assert page.evaluate("scrollY") == 400
    site.write({"content/pages/over.md": ABOUT.replace("Paragraph 5 of", "Changed paragraph 5 of")})
    expect(page.get_by_text("Changed paragraph 5 of many.")).to_be_attached()


def test_a_changed_script_loads_the_page_again(site: Editing, page: Page) -> None:
    page.goto(f"{site.address}/box/over/")
    site.write({"mine/assets/search.js": "document.title = 'By the new script';\n"})
    expect(page).to_have_title("By the new script")


def test_a_page_that_comes_into_being_and_goes(site: Editing, page: Page) -> None:
    page.goto(f"{site.address}/box/stories/new/")
    site.write({"content/stories/new.md": story(body="It is here.\n")})
    expect(page.get_by_text("It is here.")).to_be_visible()
    site.write({"content/stories/new.md": None})
    expect(page.get_by_text("It is here.")).to_have_count(0)


# ------------------------------------------------------------------------------------------------- problems


def test_a_problem_lies_over_the_page_until_it_is_mended(site: Editing, page: Page) -> None:
    page.goto(f"{site.address}/box/over/")
    marked(page)
    site.write({WRONG: STORY.replace("kind: good-practice", "kind: best-practice")})
    expect(overlay(page)).to_be_visible()
    expect(overlay(page)).to_contain_text("Problems to mend: 1")
    expect(overlay(page)).to_contain_text("content/stories/aan-tafel.md:3:7")
    expect(overlay(page)).to_contain_text("“best-practice” is not possible for “kind”.")
    expect(overlay(page)).to_contain_text("Did you mean “good-practice”?")
    page.get_by_text("Deze toolbox.").click()  # the page behind it can still be used
    expect(overlay(page)).to_be_visible()
    site.write({WRONG: STORY})
    expect(overlay(page)).to_have_count(0)
    assert is_marked(page)


def test_a_problem_is_there_on_every_page_and_can_be_put_away(site: Editing, page: Page) -> None:
    site.write({WRONG: STORY.replace("kind: good-practice", "kind: best-practice")})
    page.goto(f"{site.address}/box/over/")
    expect(overlay(page)).to_be_visible()
    page.goto(f"{site.address}/box/")
    expect(overlay(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(overlay(page)).to_have_count(0)
    page.goto(f"{site.address}/box/over/")
    page.wait_for_load_state("networkidle")
    expect(overlay(page)).to_have_count(0)
    site.write({WRONG: STORY.replace("kind: good-practice", "kind: other")})
    expect(overlay(page)).to_contain_text("“other”")
    page.get_by_role("button", name="Close (Escape)").click()
    expect(overlay(page)).to_have_count(0)
    site.write({WRONG: STORY})
    until(lambda: bool(page.evaluate("sessionStorage.getItem('toolbox-gen closed') === null")))
    site.write({WRONG: STORY.replace("kind: good-practice", "kind: other")})
    expect(overlay(page)).to_contain_text("“other”")


def test_a_problem_is_said_and_reached_by_keyboard(site: Editing, page: Page) -> None:
    page.goto(f"{site.address}/box/over/")
    site.write({WRONG: STORY.replace("kind: good-practice", "kind: best-practice")})
    alert = overlay(page).get_by_role("alert")
    expect(alert).to_contain_text("Problems to mend: 1")
    expect(alert).to_contain_text("content/stories/aan-tafel.md:3:7")
    expect(overlay(page)).to_have_attribute("lang", "en")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close (Escape)")).to_be_focused()
    page.keyboard.press("Tab")
    expect(overlay(page).get_by_role("list")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(overlay(page)).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_problem_can_be_read(site: Editing, context: BrowserContext, scheme: Any) -> None:
    page = context.new_page()  # not the one where nothing may be forbidden: the checker wants a style of its own
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 500})
    page.goto(f"{site.address}/box/over/")
    site.write({f"content/stories/n{number}.md": story("colour: red") for number in range(9)})
    expect(overlay(page)).to_be_visible()
    found = Axe().run(page, {"include": [OVERLAY]})
    assert found.response["violations"] == []
    assert overlay(page).evaluate("e => e.getBoundingClientRect().height") <= 0.61 * 500, "the page is seen behind it"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_hostile_text_is_shown_as_text(site: Editing, page: Page) -> None:
    page.goto(f"{site.address}/box/over/")
    hostile = "<img src=x onerror=alert(1)></script><script>"
    site.write({WRONG: STORY.replace("kind: good-practice", f"kind: '{hostile}'")})
    expect(overlay(page)).to_contain_text(hostile)
    assert overlay(page).evaluate("e => e.shadowRoot.querySelectorAll('img, script').length") == 0


def test_nothing_of_it_is_on_paper(site: Editing, page: Page) -> None:
    page.goto(f"{site.address}/box/over/")
    site.write({WRONG: STORY.replace("kind: good-practice", "kind: best-practice")})
    expect(overlay(page)).to_be_visible()
    page.emulate_media(media="print")
    expect(overlay(page)).to_be_hidden()


def test_without_a_site_the_problems_are_there_and_then_the_site(tmp_path: Path, page: Page) -> None:
    files = {WRONG: STORY.replace("kind: good-practice", "kind: best-practice")}
    with editing(english(tmp_path, files)) as site:
        page.goto(f"{site.address}/box/stories/aan-tafel/")
        expect(page.get_by_role("heading", name="There is no site yet")).to_be_visible()
        expect(overlay(page)).to_contain_text("content/stories/aan-tafel.md:3:7")
        site.write({WRONG: STORY})
        expect(page.get_by_role("heading", name="Wie aan tafel zit, praat mee")).to_be_visible()
        expect(overlay(page)).to_have_count(0)
        page.goto("about:blank")


# ------------------------------------------------------------------------------------------------- connections


def test_after_a_new_start_of_the_server_the_page_goes_on(site: Editing, page: Page) -> None:
    page.goto(f"{site.address}/box/over/")
    marked(page)
    site.stop()
    site.start()
    with page.expect_response("**/.toolbox-gen/look*"):
        pass
    assert is_marked(page), "nothing changed meanwhile"
    site.stop()
    site.write({"content/pages/over.md": ABOUT.replace("Deze toolbox.", "Changed while nobody served.")})
    site.start()
    expect(page.get_by_text("Changed while nobody served.")).to_be_visible()


def test_many_tabs_are_all_told(site: Editing, context: BrowserContext) -> None:
    """A browser has six connections to a host: eight streams would leave none for the pages."""
    first, *tabs = [context.new_page() for _ in range(8)]
    first.goto(f"{site.address}/box/stories/")  # it listens for all, and does not change itself
    marked(first)
    for tab in tabs:
        tab.goto(f"{site.address}/box/over/")
    for text in ("Told once.", "Told twice."):
        site.write({"content/pages/over.md": ABOUT.replace("Deze toolbox.", text)})
        for tab in tabs:
            expect(tab.get_by_text(text)).to_be_visible()
    assert is_marked(first)
    first.close()
    site.write({WRONG: STORY.replace("kind: good-practice", "kind: best-practice")})
    for tab in tabs:
        expect(overlay(tab)).to_contain_text("“best-practice”")


def test_a_tab_that_slept_catches_up_when_it_is_seen(site: Editing, page: Page) -> None:
    page.goto(f"{site.address}/box/over/")
    page.wait_for_load_state("networkidle")
    with page.expect_request("**/.toolbox-gen/state"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_a_browser_without_locks_is_told_too(site: Editing, context: BrowserContext) -> None:
    context.add_init_script("Object.defineProperty(navigator, 'locks', {value: undefined})")
    page = context.new_page()
    page.goto(f"{site.address}/box/over/")
    site.write({"content/pages/over.md": ABOUT.replace("Deze toolbox.", "Told all the same.")})
    expect(page.get_by_text("Told all the same.")).to_be_visible()


def test_a_page_from_elsewhere_hears_nothing(site: Editing, context: BrowserContext, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "index.html").write_text("<!doctype html><title>Elsewhere</title>", encoding="utf-8")
    page = context.new_page()
    with served(elsewhere) as address:
        page.goto(address)
        heard = page.evaluate(
            """async (address) => {
                const source = new EventSource(address + "/.toolbox-gen/events");
                const stream = await new Promise((done) => {
                    source.onmessage = () => done("heard");
                    source.onerror = () => done("refused");
                });
                source.close();
                const read = await fetch(address + "/box/").then((found) => found.text(), () => "refused");
                const blind = await fetch(address + "/.toolbox-gen/state", {mode: "no-cors"}).then(() => "sent", () => "refused");
                return [stream, read, blind];
            }""",
            site.address,
        )
        assert heard == ["refused", "refused", "refused"]
