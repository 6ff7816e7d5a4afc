"""Pictures and downloads: those that something published names, and no others."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.english import SITE, english, main, page, picture, published, story, tool
from tests.projects import built, tree, write


def media(site: Path) -> set[str]:
    """The names of downloads, and of pictures without the digest that they begin with."""
    downloads = {p.name for p in (site / "media").rglob("*") if p.is_file()}
    return downloads | {p.name.partition("-")[2] for p in pictures(site)}


def pictures(site: Path) -> list[Path]:
    """The files of pictures."""
    return sorted((site / "assets" / "pictures").glob("*"))


def test_each_picture_is_made_in_its_sizes_and_forms(tmp_path: Path) -> None:
    files = {
        "content/stories/a.md": story("images: [{src: photo.png, alt: An old oak}]"),
        "content/stories/photo.png": picture(1000, 500),
    }
    site = published(tmp_path, files)
    sizes = {f"{width}.{form}" for width in (480, 960, 1000) for form in ("webp", "jpg")}
    assert media(site) == sizes
    for name in pictures(site):
        with Image.open(name) as image:
            assert image.width == int(name.stem.rpartition("-")[2])
            assert abs(image.height - image.width / 2) <= 1
    html = page(site, "stories/a")
    assert 'width="1000" height="500"' in html


def test_no_picture_is_made_wider_than_the_widest_size(tmp_path: Path) -> None:
    files = {
        "content/stories/a.md": story("images: [{src: photo.png, alt: An old oak}]"),
        "content/stories/photo.png": picture(2000, 10),
    }
    assert {name.partition(".")[0] for name in media(published(tmp_path, files))} == {"480", "960", "1600"}


def test_what_nothing_published_names_is_not_published(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/stories/a.md": story("images: [{src: shown.png, alt: An old oak}]"),
        "content/stories/b.md": story("images: [{src: draft.png, alt: An old oak}]\nstatus: draft"),
        "content/stories/c.md": story("downloads: [{file: gone.pdf, label: L}]\nexpires_on: 2025"),
        "content/media/shown.png": picture(8), "content/media/draft.png": picture(9), "content/media/orphan.png": picture(7),
        "content/media/gone.pdf": b"%PDF", "content/media/orphan.pdf": b"%PDF",
    }  # fmt: skip
    assert media(published(tmp_path, files)) == {"8.webp", "8.jpg"}


def test_files_of_bodies_are_published_as_pictures_links_and_downloads(tmp_path: Path) -> None:
    body = "![A long table](photo.png) and [the same](photo.png), [a sheet](../media/docs/sheet.pdf).\n"
    site = published(tmp_path, {
        "content/stories/a.md": story(body=body), "content/stories/photo.png": picture(),
        "content/media/docs/sheet.pdf": b"%PDF sheet",
    })  # fmt: skip
    assert media(site) == {"8.webp", "8.jpg", "sheet.pdf"}
    assert (site / "media" / "docs" / "sheet.pdf").read_bytes() == b"%PDF sheet"
    html = page(site, "stories/a")
    assert '<a href="../../media/docs/sheet.pdf">a sheet</a>' in html
    assert html.count('alt="A long table"') == 1
    photo = next(p.name for p in pictures(site) if p.suffix == ".jpg")
    assert f'<a href="../../assets/pictures/{photo}">the same</a>' in html


def test_a_picture_that_two_documents_name_is_made_once(tmp_path: Path) -> None:
    files = {f"content/stories/{n}.md": story("images: [{src: photo.png, alt: An old oak}]") for n in "ab"}
    assert len(media(published(tmp_path, {**files, "content/media/photo.png": picture()}))) == 2


def test_a_picture_goes_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    """What a file was called may name a person; and what has another name need not be made again."""
    files = {
        "content/stories/a.md": story("images: [{src: fatima.png, alt: An old oak}]", body="![A small boat](../media/copy.png)\n"),
        "content/stories/fatima.png": picture(), "content/media/copy.png": picture(),
    }  # fmt: skip
    site = published(tmp_path, files)
    before = {path.name: path.stat() for path in pictures(site)}
    assert len(before) == 2
    assert "fatima" not in page(site, "stories/a")
    (tmp_path / "content" / "stories" / "fatima.png").rename(tmp_path / "content" / "stories" / "zohra.png")
    story_of_it = story("images: [{src: zohra.png, alt: An old oak}]")
    report = built(write(tmp_path, {"content/stories/a.md": story_of_it, "content/media/copy.png": None}))
    assert report.written
    assert not [path for path in report.reasons if "pictures" in path]
    after = {path.name: path.stat() for path in pictures(site)}
    assert {n: (s.st_ino, s.st_mtime_ns) for n, s in after.items()} == {
        n: (s.st_ino, s.st_mtime_ns) for n, s in before.items()
    }


def test_a_picture_that_two_languages_show_is_made_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "site.yaml": SITE.replace("[en]", "[en, nl]"),
        "content/stories/a.md": story("images: [{src: b.png, alt: An old oak}]"),
        "content/stories/a.nl.md": "---\ntitle: Een verhaal\nsummary: Wat gebeurde.\n---\n![Nog een](../media/a.png)\n",
        "content/stories/b.png": picture(), "content/media/a.png": picture(),
    }  # fmt: skip
    assert media(published(tmp_path, files)) == {"8.webp", "8.jpg"}


LAZY = 'loading="lazy"'


@pytest.mark.parametrize(
    ("fields", "body", "lazy"),
    [
        (
            "images: [{src: a.png, alt: An old oak}, {src: b.png, alt: A small boat}]",
            "![A black cat](c.png)\n",
            [False, True, True],
        ),
        ("", "Text.\n\n[the same](c.png)\n\n![A black cat](c.png)\n\n![An old oak](a.png)\n", [False, True]),
    ],
)
@pytest.mark.parametrize("kind", ["stories", "tools"])
def test_only_the_first_picture_of_a_page_is_loaded_at_once(
    tmp_path: Path, kind: str, fields: str, body: str, lazy: list[bool]
) -> None:
    made = story(fields, body=body) if kind == "stories" else tool(fields, body=body)
    images = {f"content/{kind}/{name}.png": picture(8, height) for height, name in enumerate("abc", 1)}
    html = page(published(tmp_path, {f"content/{kind}/x.md": made, **images}), f"{kind}/x")
    shown = re.findall(r"<img [^>]*>", main(html))
    assert sorted(LAZY in one for one in shown) == sorted(lazy)
    assert LAZY not in shown[0]
    assert all('decoding="async"' in one and re.search(r' width="8" height="\d"', one) for one in shown)


def test_a_logo_is_loaded_at_once(tmp_path: Path) -> None:
    files = {
        "content/organisations/x.md": "---\nname: X\nlogo: l.png\n---\n![An old oak](a.png)\n",
        "content/organisations/l.png": picture(8, 1), "content/organisations/a.png": picture(8, 2),
    }  # fmt: skip
    assert LAZY not in page(published(tmp_path, files), "organisations/x")


@pytest.mark.parametrize("name", ["x.svg", "x.SVG", "x.png", "x.JPG", "x.webp", "x.pdf"])
@pytest.mark.parametrize(
    "way", ["images: [{{src: {0}, alt: An old oak}}]", "downloads: [{{file: {0}, label: L}}]", "![a]({0})", "[a]({0})"]
)
def test_no_svg_is_published_whatever_its_name(tmp_path: Path, name: str, way: str) -> None:
    line = way.format(name)
    made = story(body=line + "\n") if "(" in line else story(line)
    svg = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    report = built(english(tmp_path, {"content/stories/x.md": made, f"content/stories/{name}": svg}))
    assert report.errors
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("ending", ["png", "PNG", "Jpg", "JPEG", "webp"])
@pytest.mark.parametrize(
    "way", ["downloads: [{{file: {0}, label: L}}]", "[a]({0})", "images: [{{src: {0}, alt: An old oak}}]", "![a]({0})"]
)
def test_no_original_is_published_whatever_asks_for_it(tmp_path: Path, ending: str, way: str) -> None:
    line = way.format(f"x.{ending}")
    stream = BytesIO()
    Image.effect_noise((50, 40), 90).save(stream, "JPEG" if ending[0] in "jJ" else ending.upper())
    made = story(body=line + "\n") if "(" in line else story(line)
    site = published(tmp_path, {"content/stories/x.md": made, f"content/stories/x.{ending}": stream.getvalue()})
    assert media(site) == {"50.webp", "50.jpg"}
    assert not [path for path in tree(tmp_path / "site").items() if path[1] == stream.getvalue()]


def test_nothing_but_what_can_be_seen_is_left_of_a_picture(tmp_path: Path) -> None:
    stream = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    Image.new("RGB", (8, 4)).save(stream, "JPEG", exif=exif, comment=b"SecretComment")
    files = {
        "content/stories/a.md": story("images: [{src: photo.jpg, alt: An old oak}]"),
        "content/stories/photo.jpg": stream.getvalue(),
    }
    site = published(tmp_path, files)
    assert len(pictures(site)) == 2
    assert all(b"Secret" not in p.read_bytes() for p in pictures(site))
