"""Pictures in a real browser: no larger than they are shown, in their place from the start, loaded when they are near."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import emptied
from tests.english import story
from tests.photographs import exif
from tests.projects import built, messages, project
from tests.serving import served
from toolbox_gen.images import WIDTHS

pytestmark = pytest.mark.browser


def photograph(width: int, height: int, *, orientation: int = 1) -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "JPEG", exif=exif(orientation))
    return out.getvalue()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A story with a picture above, two in its text, one of them held upright, and one below."""
    text = "\n\n".join(["Een alinea met woorden. " * 30] * 8)
    made = story(
        "images: [{src: first.jpg, alt: First}, {src: last.jpg, alt: Last}]\nthemes: [inclusion]",
        body=f"{text}\n\n![Middle](middle.jpg)\n\n{text}\n\n![Upright](upright.jpg)\n\n{text}\n",
    )
    root = project(tmp_path_factory.mktemp("pictures"), {
        "content/stories/x.md": made,
        "content/stories/first.jpg": photograph(2400, 1200), "content/stories/last.jpg": photograph(1800, 1350),
        "content/stories/middle.jpg": photograph(2000, 1000),
        "content/stories/upright.jpg": photograph(1900, 1200, orientation=6),
    })  # fmt: skip
    report = built(root)
    assert report.written, messages(report)
    with served(root / "site") as address:
        yield address + "stories/x/"


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(device_scale_factor=1) as made:
        yield made


@pytest.fixture
def page(shared: BrowserContext) -> Iterator[Page]:
    with emptied(shared) as context:
        yield context.new_page()


def opened(page: Page, address: str, width: int) -> Page:
    page.set_viewport_size({"width": width, "height": 700})
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) window.moved += e.value })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(address, wait_until="load")
    return page


@pytest.mark.parametrize("width", [360, 440, 620, 700, 940, 1000, 1080, 1180, 1400, 1800])
def test_the_size_that_is_loaded_is_the_least_that_will_do(page: Page, address: str, width: int) -> None:
    opened(page, address, width)
    for image in page.locator("main picture img").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", value=True)
        shown = image.evaluate("e => e.getBoundingClientRect().width")
        loaded = re.search(r"-(\d+)\.webp$", image.evaluate("e => e.currentSrc"))
        assert loaded
        enough = [size for size in (*WIDTHS, 1200) if size >= 0.97 * shown and size <= int(loaded[1])]
        assert min(enough) == int(loaded[1]) or shown < 480, (shown, loaded[1])
        assert shown > 250
    assert page.evaluate("window.moved") < 0.01


def test_a_picture_has_its_shape_before_it_comes(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 700})
    page.route("**/assets/pictures/**", lambda route: route.abort())
    page.goto(address)
    shapes = {}
    for image in page.locator("main picture img").all():
        width, height = image.evaluate("e => [e.width, e.height]")
        shapes[image.get_attribute("alt")] = round(
            float(image.get_attribute("width")) / float(image.get_attribute("height")), 2
        )  # type: ignore[arg-type]
        assert width > 0
        assert height > 0
    assert shapes == {"First": 2.0, "Middle": 2.0, "Upright": 0.63, "Last": 1.33}


def test_what_is_far_below_is_not_loaded_before_a_reader_comes_near(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 500})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    assert len([url for url in asked if "/pictures/" in url]) < 4
    page.get_by_alt_text("Last").scroll_into_view_if_needed()
    expect(page.get_by_alt_text("Last")).not_to_have_js_property("naturalWidth", 0)
