"""The search in a real browser, under the strict policy, on a small site that this file makes."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, expect

from toolbox_gen.search import MESSAGES, Facet, Record, build_index, fold, tokens

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests" / "cases" / "folding.json").read_text("utf-8"))
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self'; require-trusted-types-for 'script'; trusted-types toolbox"
)
HOSTILE = "<img src=x onerror=document.title='owned'>"
KIND = Facet("kind", "Soort", (("story", "Verhaal"), ("tool", "Werkvorm")))
THEMES = Facet(
    "themes",
    "Thema's",
    (("inclusion", "Inclusie"), ("work", "Werk"), ("housing", "Wonen"), ("gender", "Gender")),
)


def record(url: str, title: str, themes: str, **more: Any) -> Record:
    kind = "tool" if url.startswith("tools/") else "story"
    texts: dict[str, Any] = {
        "summary": "",
        "language": "nl",
        "facts": (),
        "headings": (),
        "labels": (),
        "body": "",
    }
    facets = (("kind", (kind,)), ("themes", tuple(themes.split())))
    return Record(url=url, title=title, kind=kind, facets=facets, **{**texts, **more})


RECORDS = (
    record(
        "stories/cafe/",
        "Een café in de wijk",
        "inclusion work",
        summary="Koffie en coöperatie, voor vrijwilligers.",
        facts=("6–25 mensen", "90 min"),
        body="Er was soep en er was taart.",
    ),
    record("stories/soep/", "Soep op de stoep", "inclusion", summary="Vier avonden.", body="Met kaarten."),
    record(
        "tools/kaarten/",
        "Gesprekskaarten",
        "work",
        summary="Kaarten bij een gesprek.",
        body="Thema's genoeg.",
    ),
    record("tools/hostile/", HOSTILE, "housing", summary=f"Vijandig: {HOSTILE}", body="vijandig"),
    record("stories/ahlan/", "أهلًا وسهلًا", "inclusion", language="ar", summary="قصة من الحي", body="soep"),
    *(record(f"stories/rij-{n}/", f"Rij nummer {n}", "work", body="rijtje") for n in range(1, 46)),
)

PAGE = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8">{meta}<title>Zoeken</title>
<link rel="stylesheet" href="{root}assets/style.css"><script defer src="{root}assets/search.js"></script>
</head><body><a href="#main">Naar de inhoud</a><header>
<form class="search" role="search" action="{root}search/{file}" data-search>
<label class="visually-hidden" for="site-search">Zoek</label>
<input type="search" id="site-search" autocomplete="off"><button>Zoek</button></form>
</header><main id="main" tabindex="-1"><h1>Zoeken</h1>{main}</main></body></html>
"""


def site(folder: Path, *, portable: bool = False) -> Path:
    """A home page and a search page, as the theme would make them."""
    assets = folder / "assets"
    assets.mkdir()
    shutil.copy(ROOT / "templates" / "assets" / "search.js", assets)
    (assets / "style.css").write_text(
        ".visually-hidden { position: absolute; clip-path: inset(50%); inline-size: 1px; block-size: 1px }"
        " [hidden] { display: none }",
        "utf-8",
    )
    (assets / "search-nl.js").write_bytes(
        build_index(RECORDS, facets=(KIND, THEMES), language="nl", messages=dict(MESSAGES))
    )
    theme = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=StrictUndefined)
    parts = theme.get_template("parts/finder.html").render(_=str)
    app = (
        '<div id="search-app" class="finder" data-index="../assets/search-nl.js" data-root="../"'
        f' data-portable="{str(portable).lower()}">{parts}</div>'
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' if portable else ""
    file = "index.html" if portable else ""
    (folder / "search").mkdir()
    (folder / "search" / "index.html").write_text(PAGE.format(meta=meta, root="../", file=file, main=app), "utf-8")
    (folder / "index.html").write_text(PAGE.format(meta=meta, root="", file=file, main=""), "utf-8")
    story = folder / "stories" / "soep"
    story.mkdir(parents=True)
    (story / "index.html").write_text(PAGE.format(meta=meta, root="../../", file=file, main="Soep!"), "utf-8")
    return folder


@dataclass
class Served:
    """The site on 127.0.0.1: its address, what was asked of it, and what it says to have lost."""

    address: str = ""
    asked: list[str] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)


class Handler(SimpleHTTPRequestHandler):
    """The files, with the policy as a header. Paths that are lost get no answer at all."""

    def __init__(self, *arguments: Any, served: Served, **more: Any) -> None:
        self.served = served
        super().__init__(*arguments, **more)

    def do_GET(self) -> None:
        self.served.asked.append(self.path)
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        elif self.path not in self.served.lost:
            super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing: a test run is not a log."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    state = Served()
    handler = partial(Handler, served=state, directory=str(site(tmp_path)))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        state.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield state
        server.shutdown()
        thread.join()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A page whose every complaint (script error, policy violation, console error) fails the test.

    It is closed before its server is, which would be one more complaint.
    """
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    page = context.new_page()
    complaints: list[str] = []

    def heard(said: ConsoleMessage) -> None:
        lost = any(said.location["url"] == served.address + path for path in served.lost)
        if said.type in ("error", "warning") and not lost:
            complaints.append(f"{said.location['url']}: {said.text}")

    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", heard)
    yield page
    context.close()
    assert complaints == []


def search(page: Page, served: Served, fragment: str = "") -> Page:
    page.goto(f"{served.address}/search/{fragment}")
    expect(page.locator(".finder-status")).to_have_text(re.compile(r"\w"))
    return page


def words(page: Page) -> Any:
    return page.locator("#finder-words")


def titles(page: Page) -> Any:
    return page.locator(".finder-result h2")


def status(page: Page) -> Any:
    return page.get_by_role("status")


def box(page: Page, label: str) -> Any:
    return page.get_by_role("checkbox", name=re.compile(rf"^{label} \d+$"))


def counts(page: Page, labels: str) -> str:
    """The counts of these values, which say how each would narrow down what is there."""
    rows = [page.locator(".finder-facet label").filter(has=box(page, label)) for label in labels.split()]
    return " ".join(row.locator(".finder-count").inner_text() for row in rows)


def fragment(page: Page) -> str:
    return page.evaluate("location.hash") or ""


def test_without_words_everything_is_there_in_its_order(page: Page, served: Served) -> None:
    search(page, served)
    expect(status(page)).to_have_text("50 results")
    expect(titles(page)).to_have_count(20)
    expect(titles(page).first).to_have_text("Een café in de wijk")


def test_a_word_finds_titles_first(page: Page, served: Served) -> None:
    search(page, served)
    words(page).fill("soep")
    expect(titles(page)).to_have_text(["Soep op de stoep", "Een café in de wijk", "أهلًا وسهلًا"])
    expect(status(page)).to_have_text("3 results")
    expect(titles(page).first.locator("a")).to_have_attribute("href", "../stories/soep/")
    assert fragment(page) == "#q=soep"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("gespreks", ["Gesprekskaarten"]),
        ("CAFE", ["Een café in de wijk"]),
        ("cooperatie", ["Een café in de wijk"]),
        ("Coöp", ["Een café in de wijk"]),
        ("thema", ["Gesprekskaarten"]),
        ("اهلا", ["أهلًا وسهلًا"]),
        ("soep kaarten", ["Soep op de stoep"]),
        ("nummer 45", ["Rij nummer 45"]),
    ],
)
def test_prefixes_marks_and_all_words(page: Page, served: Served, typed: str, found: list[str]) -> None:
    search(page, served)
    words(page).fill(typed)
    expect(titles(page)).to_have_text(found)


def test_a_result_shows_its_kind_summary_words_and_facts(page: Page, served: Served) -> None:
    search(page, served, "#q=coop%20vrijwilligers")
    result = page.locator(".finder-result")
    expect(result.locator(".kind")).to_have_text("Verhaal")
    expect(result.locator(".kind")).to_have_attribute("data-kind", "story")
    expect(result.locator("p")).to_have_text("Koffie en coöperatie, voor vrijwilligers.")
    expect(result.locator("mark")).to_have_text(["coöperatie", "vrijwilligers"])
    expect(result.locator(".finder-facts li")).to_have_text(["6–25 mensen", "90 min"])


def test_a_result_in_another_language_says_so(page: Page, served: Served) -> None:
    search(page, served, "#q=اهلا")
    expect(titles(page)).to_have_attribute("lang", "ar")
    expect(titles(page)).to_have_attribute("dir", "rtl")
    expect(page.locator(".finder-result p")).to_have_attribute("lang", "ar")
    words(page).fill("gesprekskaarten")
    expect(titles(page)).not_to_have_attribute("lang", re.compile(""))


def test_when_nothing_has_all_words_those_with_most_are_shown(page: Page, served: Served) -> None:
    search(page, served)
    words(page).fill("soep taart ruimtevaart")
    expect(titles(page)).to_have_text(["Een café in de wijk"])
    expect(status(page)).to_have_text("Nothing has all these words. 1 result has some of them.")
    words(page).fill("ruimtevaart")
    expect(status(page)).to_have_text("Nothing found. Try fewer or other words.")
    expect(titles(page)).to_have_count(0)


def test_counts_follow_the_words_and_the_other_facets(page: Page, served: Served) -> None:
    search(page, served)
    assert counts(page, "Verhaal Werkvorm Inclusie Werk Wonen Gender") == "48 2 3 47 1 0"
    expect(box(page, "Gender")).to_be_disabled()
    box(page, "Werkvorm").click()
    expect(status(page)).to_have_text("2 results")
    assert counts(page, "Verhaal Werkvorm Inclusie Werk Wonen") == "48 2 0 1 1"
    expect(box(page, "Inclusie")).to_be_disabled()
    box(page, "Wonen").click()
    expect(status(page)).to_have_text("1 result")
    box(page, "Werk").click()
    expect(status(page)).to_have_text("2 results")
    assert fragment(page) == "#kind=tool&themes=housing,work"
    words(page).fill("soep")
    expect(status(page)).to_have_text("Nothing found with these filters. Remove a filter to see more.")
    assert counts(page, "Verhaal Werkvorm Wonen") == "1 0 0"
    expect(box(page, "Wonen")).to_be_enabled()


def test_chosen_filters_can_be_taken_away_one_by_one_and_all_at_once(page: Page, served: Served) -> None:
    search(page, served, "#themes=work,housing&kind=tool")
    chosen = page.locator(".finder-chosen button")
    expect(chosen).to_have_text(["Werkvorm", "Werk", "Wonen", "Remove all filters"])
    page.get_by_role("button", name="Remove filter: Werkvorm").press("Enter")
    expect(status(page)).to_have_text("48 results")
    expect(page.get_by_role("button", name="Remove filter: Werk")).to_be_focused()
    chosen.last.press("Enter")
    expect(chosen).to_have_count(0)
    expect(page.locator(".finder-results")).to_be_focused()
    expect(status(page)).to_have_text("50 results")


def test_a_facet_says_how_many_of_its_values_are_chosen(page: Page, served: Served) -> None:
    search(page, served, "#themes=work,inclusion")
    expect(page.locator(".finder-facet summary")).to_have_text([re.compile("Soort"), re.compile("Thema's.*2 chosen")])


def test_choosing_and_submitting_make_history_and_typing_does_not(page: Page, served: Served) -> None:
    search(page, served)
    words(page).press_sequentially("soep", delay=150)
    words(page).press("Enter")
    expect(titles(page)).to_have_count(3)
    box(page, "Verhaal").click()
    box(page, "Werk").click()
    expect(titles(page)).to_have_text(["Een café in de wijk"])
    assert fragment(page) == "#q=soep&kind=story&themes=work"
    page.go_back()
    expect(titles(page)).to_have_count(3)
    assert fragment(page) == "#q=soep&kind=story"
    expect(box(page, "Werk")).not_to_be_checked()
    page.go_back()
    assert fragment(page) == "#q=soep"
    page.go_back()
    expect(words(page)).to_have_value("")
    expect(status(page)).to_have_text("50 results")
    page.go_forward()
    expect(words(page)).to_have_value("soep")
    expect(titles(page)).to_have_count(3)


def test_back_from_a_result_shows_the_same_search(page: Page, served: Served) -> None:
    search(page, served, "#kind=story")
    words(page).fill("soep")
    expect(titles(page)).to_have_count(3)
    titles(page).first.locator("a").click()
    expect(page.locator("main")).to_contain_text("Soep!")
    page.go_back()
    expect(words(page)).to_have_value("soep")
    expect(titles(page)).to_have_count(3)
    expect(box(page, "Verhaal")).to_be_checked()


def test_more_results_come_twenty_at_a_time_and_are_kept(page: Page, served: Served) -> None:
    search(page, served)
    more = page.locator(".finder-more")
    expect(more).to_have_text("Show 20 more results")
    more.press("Enter")
    expect(titles(page)).to_have_count(40)
    expect(titles(page).nth(20).locator("a")).to_be_focused()
    expect(status(page)).to_have_text("50 results 40 of 50 shown")
    expect(more).to_have_text("Show 10 more results")
    page.reload()
    expect(titles(page)).to_have_count(40)
    more.click()
    expect(titles(page)).to_have_count(50)
    expect(more).to_be_hidden()
    expect(titles(page).nth(40).locator("a")).to_be_focused()
    words(page).fill("rijtje")
    expect(titles(page)).to_have_count(20)


def test_by_keyboard_alone(page: Page, served: Served) -> None:
    search(page, served)
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(words(page)).to_be_focused()
    page.keyboard.type("soep")
    expect(titles(page)).to_have_count(3)
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(box(page, "Verhaal")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".finder-chosen button")).to_have_text(["Verhaal"])
    expect(box(page, "Verhaal")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".finder-facet").nth(1)).not_to_have_attribute("open", "")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".finder-chosen button")).to_have_count(0)
    expect(page.locator(".finder-results")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/soep/")


def test_a_value_that_is_unchosen_keeps_the_focus(page: Page, served: Served) -> None:
    search(page, served, "#themes=housing&q=soep")
    expect(status(page)).to_have_text("Nothing found with these filters. Remove a filter to see more.")
    box(page, "Wonen").press("Space")
    expect(status(page)).to_have_text("3 results")
    expect(box(page, "Wonen")).to_be_focused()


def test_escape_clears_the_words(page: Page, served: Served) -> None:
    search(page, served, "#q=soep&kind=story")
    words(page).press("Escape")
    expect(words(page)).to_have_value("")
    expect(words(page)).to_be_focused()
    expect(status(page)).to_have_text("48 results")
    assert fragment(page) == "#kind=story"


def test_a_skip_link_is_not_a_search(page: Page, served: Served) -> None:
    search(page, served, "#q=soep")
    page.get_by_text("Naar de inhoud").press("Enter")
    assert fragment(page) == "#main"
    box(page, "Werk").click()
    expect(titles(page)).to_have_text(["Een café in de wijk"])
    assert fragment(page) == "#q=soep&themes=work"


@pytest.mark.parametrize(
    "said", ["#kind=nothing&other=x&themes=work,zzz", "#themes=work&q=%E0%A4%A", "#themes=work&shown=x"]
)
def test_what_the_index_does_not_know_is_ignored(page: Page, served: Served, said: str) -> None:
    search(page, served, said)
    expect(page.locator(".finder-chosen button")).to_have_text(["Werk"])
    words(page).fill("rij nummer 7")
    expect(titles(page)).to_have_text(["Rij nummer 7"])
    assert fragment(page) == "#q=rij%20nummer%207&themes=work"


def test_a_hostile_title_is_a_text(page: Page, served: Served) -> None:
    search(page, served)
    words(page).fill("vijandig img")
    expect(titles(page)).to_have_text([HOSTILE])
    expect(page.locator(".finder-result p")).to_have_text(f"Vijandig: {HOSTILE}")
    expect(page.locator("#search-app img")).to_have_count(0)
    assert page.title() == "Zoeken"


def test_a_hostile_query_is_a_text(page: Page, served: Served) -> None:
    search(page, served, "#q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&themes=%3Cb%3E")
    expect(words(page)).to_have_value("<img src=x onerror=alert(1)>")
    expect(page.locator("#search-app img, #search-app b")).to_have_count(0)


def test_from_any_page_and_nothing_that_is_typed_is_sent(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/stories/soep/")
    page.locator("#site-search").fill("  geheim  café ")
    page.locator("#site-search").press("Enter")
    page.wait_for_url("**/search/#q=geheim%20caf%C3%A9")
    expect(words(page)).to_have_value("geheim café")
    expect(titles(page)).to_have_text(["Een café in de wijk"])
    page.locator("#site-search").fill("gesprekskaarten & meer")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(titles(page)).to_have_text(["Gesprekskaarten"])
    assert fragment(page) == "#q=gesprekskaarten%20%26%20meer"
    page.go_back()
    expect(words(page)).to_have_value("geheim café")
    assert set(served.asked) - {"/favicon.ico"} == {
        "/stories/soep/", "/search/", "/assets/style.css", "/assets/search.js", "/assets/search-nl.js",
    }  # fmt: skip


def test_without_a_script_nothing_that_is_typed_is_sent(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.address}/search/")
    expect(page.locator(".finder-note")).to_be_visible()
    for name in ("#site-search", "#finder-words"):
        page.locator(name).fill("geheim")
        page.locator(name).press("Enter")
        page.wait_for_load_state()
    context.close()
    assert not [path for path in served.asked if "geheim" in path]


def test_an_index_that_does_not_come_is_said_and_can_be_tried_again(page: Page, served: Served) -> None:
    served.lost.add("/assets/search-nl.js")
    page.goto(f"{served.address}/search/#q=soep")
    failure = page.get_by_role("alert")
    expect(failure).to_contain_text("The search could not be loaded.")
    words(page).fill("kaarten")
    again = page.get_by_role("button", name="Try again")
    again.press("Enter")
    expect(failure).to_be_visible()
    served.lost.clear()
    again.press("Enter")
    expect(failure).to_be_hidden()
    expect(titles(page)).to_have_text(["Gesprekskaarten", "Soep op de stoep"])
    expect(status(page)).to_have_text("2 results")
    expect(page.locator(".finder-results")).to_be_focused()


def test_an_index_in_another_format_is_said_too(page: Page, served: Served, tmp_path: Path) -> None:
    (tmp_path / "assets" / "search-nl.js").write_text('toolboxSearch.receive({"format":99});', "utf-8")
    page.goto(f"{served.address}/search/")
    expect(page.get_by_role("alert")).to_be_visible()


@pytest.mark.parametrize(
    "script",
    [
        "trustedTypes.createPolicy('toolbox', {})",
        "document.createElement('script').src = '../assets/search-nl.js'",
    ],
)
def test_nothing_but_the_search_loads_a_script(browser: Browser, served: Served, script: str) -> None:
    page = browser.new_page()
    with pytest.raises(Error, match="TypeError"):
        search(page, served).evaluate(script)
    page.close()


def test_an_unpacked_folder_can_be_searched(page: Page, tmp_path: Path) -> None:
    (tmp_path / "unpacked").mkdir()
    start = site(tmp_path / "unpacked", portable=True) / "index.html"
    page.goto(start.as_uri())
    page.locator("#site-search").fill("soep")
    page.locator("#site-search").press("Enter")
    page.wait_for_url("**/search/index.html#q=soep")
    expect(titles(page)).to_have_count(3)
    box(page, "Werk").click()
    page.go_back()
    expect(titles(page)).to_have_count(3)
    titles(page).first.locator("a").click()
    expect(page.locator("main")).to_contain_text("Soep!")


def test_folding_is_the_same_as_in_python(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/")
    texts = [case["text"] for case in CASES]
    asked = "(texts) => texts.map((text) => [toolboxSearch.fold(text), toolboxSearch.tokens(text)])"
    assert page.evaluate(asked, texts) == [[case["folded"], case["tokens"]] for case in CASES]


def test_every_letter_of_our_scripts_folds_as_in_python(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/")
    blocks = (range(0x20, 0x700), range(0x1E00, 0x2200), range(0xFB00, 0xFB50), range(0xFE70, 0xFF00))
    texts = [f"x{chr(code)}y {chr(code)}" for block in blocks for code in block]
    asked = "(texts) => texts.map((text) => [toolboxSearch.fold(text), toolboxSearch.tokens(text)])"
    differ = [
        (text, theirs, ours)
        for text, theirs in zip(texts, page.evaluate(asked, texts), strict=True)
        if theirs != (ours := [fold(text), list(tokens(text))])
    ]
    assert differ == []
