"""The policy in a real browser: by headers alone, as a host reads them from the site, and by each page alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.english import picture
from tests.hosts import Host, headers, hosted, netlify
from tests.projects import FAILURE, ORGANISATION, PAGE, STORY, TOOL, built, messages, project
from toolbox_gen.policy import HEADERS

pytestmark = pytest.mark.browser

BASE = "/doos/"
FILES: Mapping[str, str | bytes] = {
    "site.yaml": (
        "title: Proef\nurl: https://proef.example/doos/\nlanguages: [nl, en]\nways_in:\n"
        "  - {slug: een-uur, label: {nl: Ik heb een uur, en: I have an hour}, minutes: 1 uur, people: 12}\n"
    ),
    "content/vocabularies/audiences.yaml": "newcomers: {label: {nl: Nieuwkomers, en: Newcomers}}\n",
    "content/stories/aan-tafel.md": STORY.replace("place: Ergens", (
        "place: Ergens\naliases: [/oud/aan-tafel]\nimages: [{src: eerst.png, alt: Een tafel}]\n"
        "downloads: [{file: plan.pdf, label: Plan}, {file: lied.mp3, label: Lied}]\naudiences: [newcomers]"
    )) + "\n![Een stoel](stoel.png)\n\nIn de keuken stond een paddenstoelenrisotto te wachten.\n",
    "content/stories/oud.md": FAILURE.replace("Twaalf vertalingen, nul lezers", "Een oude kijk").replace(
        "date: 2022", "date: 2020\nstatus: archived\narchived: {on: 2026-01-01, reason: Voorbij}"
    ),
    "content/stories/weg.md": FAILURE.replace("Twaalf vertalingen, nul lezers", "Teruggetrokken").replace(
        "date: 2022", "date: 2021\nconsent: {ref: R-2026-001, status: withdrawn}"
    ),
    "content/organisations/buurthuis.md": ORGANISATION.replace("place:", "logo: logo.png\nplace:"),
    "content/tools/gesprek.md": TOOL.replace("Deep Democracy", "Gesprek").replace("60-180", "45"),
    "content/pages/over.md": PAGE,
    "content/media/eerst.png": picture(700, 300),
    "content/media/stoel.png": picture(600, 500),
    "content/media/logo.png": picture(64, 64),
    "content/media/plan.pdf": b"%PDF-1.4\n%%EOF\n",
    "content/media/lied.mp3": bytes(1000),
}  # fmt: skip
WATCH = """
addEventListener("securitypolicyviolation", (e) => violated(e.violatedDirective + " " + e.blockedURI));
"""
STORED = """async () => ({
  cookie: document.cookie, local: {...localStorage}, session: {...sessionStorage},
  databases: (await indexedDB.databases()).length, caches: "caches" in window ? (await caches.keys()).length : 0,
  workers: navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0,
})"""
NOTHING = {"cookie": "", "local": {}, "session": {}, "databases": 0, "caches": 0, "workers": 0}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a page of every sort."""
    root = project(tmp_path_factory.mktemp("policy"), FILES)
    report = built(root)
    assert [m for m in messages(report) if "unused" not in m] == []
    assert report.written, report.problems
    return root / "site"


def rules(site: Path) -> Mapping[str, Mapping[str, str]]:
    """What a host reads from the site."""
    return netlify((site / "_headers").read_text(encoding="utf-8"))


class Reader:
    """A page in a browser that reaches one host and no other, with all that was held against what it does."""

    def __init__(self, browser: Browser, host: Host, *, lost: str = "") -> None:
        self.host = host
        self.violations: list[str] = []
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.context: BrowserContext = browser.new_context(viewport={"width": 1100, "height": 800})
        self.context.expose_function("violated", self._note)
        self.context.add_init_script(WATCH)
        origin = host.address.removesuffix(BASE)

        def judge(route: Route) -> None:
            if not route.request.url.startswith(origin + "/"):
                self.elsewhere.append(route.request.url)
                route.abort()
            elif lost and lost in route.request.url:
                route.abort()
            else:
                route.continue_()

        self.context.route("**/*", judge)
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self._hear(said.type, said.text))

    def _note(self, violation: str) -> None:
        self.violations.append(violation)

    def _hear(self, sort: str, text: str) -> None:
        # Of what to switch off, no browser has everything.
        if sort in ("error", "warning") and "Unrecognized feature" not in text and "404" not in text:
            self.complaints.append(text)

    def open(self, path: str) -> Page:
        """A page of the site, as soon as it stands."""
        self.page.goto(self.host.address + path, wait_until="load")
        return self.page


@contextmanager
def reading(browser: Browser, host: Host, *, lost: str = "") -> Iterator[Reader]:
    reader = Reader(browser, host, lost=lost)
    yield reader
    reader.context.close()


def search(page: Page) -> None:
    """Everything that a search can do, and back."""
    results, status = page.locator(".finder-result"), page.locator(".finder-status")
    page.locator("#finder-words").press_sequentially("paddenstoelenrisoto")
    expect(page.locator(".finder-text mark").first).to_have_text("paddenstoelenrisotto")
    page.locator("#finder-words").fill("")
    expect(results).not_to_have_count(1)
    page.get_by_role("checkbox", name=re.compile("^Inclusie")).first.click()
    expect(page).to_have_url(re.compile("themes=inclusion"))
    page.get_by_label("Tijd die ik heb", exact=True).select_option("1 uur")
    expect(results).to_have_count(2)
    page.go_back()
    expect(results).not_to_have_count(2)
    page.get_by_role("radio", name="apart").check(force=True)
    expect(page.locator(".finder-group").first).to_be_visible()
    page.get_by_role("radio", name="samen").check(force=True)
    page.locator(".finder-like").first.click()
    expect(page.locator(".finder-chosen")).to_contain_text("Zoals")
    page.locator("#finder-words").fill("qqqqzzzz")
    expect(status).to_contain_text("Niets gevonden")


def suggested(page: Page) -> None:
    """A search from the head of a page, by a suggestion and by Enter."""
    box = page.locator("header [data-search] input")
    box.press_sequentially("tafe")
    page.get_by_role("option", name=re.compile("Wie aan tafel zit")).first.click()
    page.wait_for_url("**/stories/aan-tafel/")
    box = page.locator("header [data-search] input")
    box.fill("vertalingen")
    box.press("Enter")
    page.wait_for_url("**/search/#q=vertalingen")
    page.locator(".finder-results a").first.click()
    page.wait_for_url("**/nul-lezers/")
    page.go_back()
    page.locator(".finder-results a").first.wait_for()


def pages(site: Path) -> list[str]:
    """The address of every page."""
    return sorted(p.relative_to(site).as_posix().removesuffix("index.html") for p in site.rglob("*.html"))


@pytest.mark.parametrize("means", ["headers", "meta"])
def test_every_page_and_the_search_keep_to_the_policy(browser: Browser, site: Path, means: str) -> None:
    given = {} if means == "meta" else rules(site)
    with hosted(site, base=BASE, rules=given, meta=means != "headers") as host, reading(browser, host) as reader:
        found = pages(site)
        assert {"", "404.html", "matrix/", "search/", "en/", "oud/aan-tafel/", "stories/weg/", "stories/oud/"} <= {
            *found
        }
        for path in (*found, "nergens/iets/"):
            if means == "headers" and path.startswith("en/"):
                continue  # the same headers; of the other means, each page has its own
            page = reader.open(path)
            expect(page.locator("main")).not_to_be_empty()
        page = reader.open("stories/aan-tafel/")
        for image in page.locator("main picture img").all():
            image.scroll_into_view_if_needed()
            expect(image).to_have_js_property("complete", value=True)
            assert image.evaluate("e => e.naturalWidth") > 0
        suggested(reader.open("themes/"))
        search(reader.open("search/"))
        reader.open("feed.xml")
        page = reader.open("stories/aan-tafel/")
        page.go_back()
        assert reader.open("").evaluate(STORED) == NOTHING
        assert reader.context.cookies() == []
        assert [origin["origin"] for origin in reader.context.storage_state()["origins"]] == []
    assert reader.violations == []
    assert reader.complaints == []
    assert reader.elsewhere == []
    assert len(host.asked) > len(found)
    assert [one.target for one in host.asked if "?" in one.target] == []
    for one in host.asked:
        assert not {"referer", "cookie"} & {name.lower() for name in one.headers}, one
        assert not re.search("vertaling(?!en-)|risot|tafe$|qqqq|1%20uur", one.target.replace("twaalf-vertalingen", ""))


# ------------------------------------------------------------------------------------------- nothing superfluous


def changed(site: Path, directive: str, value: str | None) -> Mapping[str, Mapping[str, str]]:
    """The rules of a host with another value in its policy, or without a directive."""
    policy = [one for one in HEADERS["Content-Security-Policy"].split("; ") if one.split(" ")[0] != directive]
    policy += [f"{directive} {value}"] if value else []
    return {path: {
        name: "; ".join(policy) if name == "Content-Security-Policy" else old for name, old in own.items()
    } for path, own in rules(site).items()}  # fmt: skip


def lost_script(reader: Reader) -> None:
    page = reader.open("themes/")
    box = page.locator("header [data-search] input")
    box.fill("geheim")
    box.press("Enter", no_wait_after=True)  # where no form may be sent, the browser would wait for half a minute
    page.wait_for_url("**/search/**", timeout=3000)


def manifest(reader: Reader) -> None:
    reader.open("")
    found = reader.context.new_cdp_session(reader.page).send("Page.getAppManifest")
    assert "Proef" in (found.get("data") or ""), found


def passages(reader: Reader) -> None:
    page = reader.open("search/#q=paddenstoelenrisotto")
    expect(page.locator(".finder-text mark").first).to_have_text("paddenstoelenrisotto", timeout=3000)


def styled(reader: Reader) -> None:
    page = reader.open("")
    assert page.evaluate("[...document.styleSheets].every((s) => s.cssRules.length)")
    assert page.evaluate("document.styleSheets.length") > 0


def seen(reader: Reader) -> None:
    page = reader.open("stories/aan-tafel/")
    expect(page.locator("main picture img").first).not_to_have_js_property("naturalWidth", 0, timeout=3000)


def found(reader: Reader) -> None:
    page = reader.open("search/#q=tafel")
    expect(page.locator(".finder-result").first).to_be_visible(timeout=3000)


def heard(reader: Reader) -> None:
    """A recording that is opened by itself: its bytes are asked for once more, by the player."""
    before = len(reader.host.asked)
    page = reader.open("media/lied.mp3")
    page.wait_for_timeout(300)
    assert len(reader.host.asked) > before
    assert not [text for text in reader.complaints if "media-src" in text or "Content Security" in text]


NEEDS = {
    "script-src": found, "style-src": styled, "img-src": seen, "media-src": heard, "connect-src": passages,
    "manifest-src": manifest,
}  # fmt: skip


@pytest.mark.parametrize("directive", [*NEEDS, "form-action"])
def test_nothing_is_allowed_that_nothing_needs(browser: Browser, site: Path, directive: str) -> None:
    need, lost = NEEDS.get(directive, lost_script), "" if directive in NEEDS else "/assets/search"
    assert f"{directive} 'self'" in HEADERS["Content-Security-Policy"]
    with hosted(site, base=BASE, rules=rules(site), meta=False) as host:
        with reading(browser, host, lost=lost) as reader:
            need(reader)
        host.rules = changed(site, directive, "'none'")
        with reading(browser, host, lost=lost) as reader, pytest.raises(Exception):  # noqa: B017, PT011
            need(reader)
        assert [one.target for one in host.asked if "geheim" in one.target] == []


TRIES = {
    "worker-src": "new Worker(trusted('assets/none.js'))",
    "base-uri": "document.head.append(Object.assign(document.createElement('base'), {href: 'https://evil.example/'}))",
    "require-trusted-types-for": "document.createElement('script').src = 'x'; document.body.innerHTML = '<b>x</b>'",
    "trusted-types": "trustedTypes.createPolicy('other', {})",
}


@pytest.mark.parametrize("directive", TRIES)
def test_nothing_is_forbidden_that_was_forbidden_already(browser: Browser, site: Path, directive: str) -> None:
    attempt = (
        "() => { const trusted = (url) => trustedTypes.createPolicy('toolbox', {createScriptURL: (u) => u})"
        ".createScriptURL(new URL(url, document.baseURI)); try { " + TRIES[directive] + " } catch { } }"
    )
    said = {}
    with hosted(site, base=BASE, rules=rules(site), meta=False) as host:
        for way, given in (("whole", rules(site)), ("without", changed(site, directive, None))):
            host.rules = given
            with reading(browser, host) as reader:
                page = reader.open("themes/")
                page.evaluate(attempt)
                page.wait_for_timeout(100)
                said[way] = [one.split(" ")[0] for one in reader.violations]
    assert said["whole"]
    assert set(said["whole"]) == {directive}
    assert said["without"] == []


def test_every_directive_is_tried() -> None:
    names = {one.split(" ")[0] for one in HEADERS["Content-Security-Policy"].split("; ")}
    assert names == {*NEEDS, *TRIES, "form-action", "default-src", "frame-ancestors"}


def test_what_can_be_switched_off_is_off(browser: Browser, site: Path) -> None:
    with hosted(site, base=BASE, rules=rules(site), meta=False) as host, reading(browser, host) as reader:
        allowed = set(reader.open("").evaluate("document.featurePolicy.allowedFeatures()"))
        known = set(reader.page.evaluate("document.featurePolicy.features()"))
    assert len(known) > 50
    assert {name for name in allowed if not name.startswith("ch-")} == set()


def test_nobody_may_frame_a_page(browser: Browser, site: Path) -> None:
    with hosted(site, base=BASE, rules=rules(site), meta=True) as host:
        (site.parent / "frame").mkdir(exist_ok=True)
        frame = f'<iframe src="{host.address}"></iframe>'
        (site.parent / "frame" / "index.html").write_text(frame, encoding="utf-8")
        with hosted(site.parent / "frame", base="/", rules={}, meta=True) as other:
            context = browser.new_context()
            page = context.new_page()
            page.goto(other.address, wait_until="load")
            assert [f for f in page.frames if f.url.startswith(host.address)] == []
            context.close()


def test_the_rules_of_the_site_reach_its_files(site: Path) -> None:
    given = rules(site)
    assert headers(given, BASE + "feed.xml")["Content-Type"].startswith("application/atom+xml")
    assert headers(given, BASE + "en/feed.xml")["Content-Type"].startswith("application/atom+xml")
    assert all(headers(given, BASE + path).items() >= HEADERS.items() for path in pages(site))
