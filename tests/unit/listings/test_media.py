"""Pictures and downloads: those that something published names, and no others."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.english import page, picture, published, story


def media(site: Path) -> set[str]:
    """The names of downloads, and of pictures without the digest in them."""
    downloads = {p.name for p in (site / "media").rglob("*") if p.is_file()}
    return downloads | {"-".join((p.stem.split("-")[0], p.name.split("-")[-1])) for p in pictures(site)}


def pictures(site: Path) -> list[Path]:
    """The files of pictures."""
    return sorted((site / "assets" / "pictures").glob("*"))


def test_each_picture_is_made_in_its_sizes_and_forms(tmp_path: Path) -> None:
    files = {
        "content/stories/a.md": story("images: [{src: photo.png, alt: A}]"),
        "content/stories/photo.png": picture(1000, 500),
    }
    site = published(tmp_path, files)
    sizes = {f"photo-{width}.{form}" for width in (480, 960, 1000) for form in ("webp", "jpg")}
    assert media(site) == sizes
    for name in pictures(site):
        with Image.open(name) as image:
            assert image.width == int(name.stem.rpartition("-")[2])
            assert abs(image.height - image.width / 2) <= 1
    html = page(site, "stories/a")
    assert 'width="1000" height="500"' in html


def test_no_picture_is_made_wider_than_the_widest_size(tmp_path: Path) -> None:
    files = {
        "content/stories/a.md": story("images: [{src: photo.png, alt: A}]"),
        "content/stories/photo.png": picture(2000, 10),
    }
    assert {name.rpartition("-")[2].partition(".")[0] for name in media(published(tmp_path, files))} == {
        "480",
        "960",
        "1600",
    }


def test_what_nothing_published_names_is_not_published(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/stories/a.md": story("images: [{src: shown.png, alt: A}]"),
        "content/stories/b.md": story("images: [{src: draft.png, alt: A}]\nstatus: draft"),
        "content/stories/c.md": story("downloads: [{file: gone.pdf, label: L}]\nexpires_on: 2025"),
        "content/media/shown.png": picture(8), "content/media/draft.png": picture(9), "content/media/orphan.png": picture(7),
        "content/media/gone.pdf": b"%PDF", "content/media/orphan.pdf": b"%PDF",
    }  # fmt: skip
    assert media(published(tmp_path, files)) == {"shown-8.webp", "shown-8.jpg"}


def test_files_of_bodies_are_published_as_pictures_links_and_downloads(tmp_path: Path) -> None:
    body = "![A photo](photo.png) and [the same](photo.png), [a sheet](../media/docs/sheet.pdf).\n"
    site = published(tmp_path, {
        "content/stories/a.md": story(body=body), "content/stories/photo.png": picture(),
        "content/media/docs/sheet.pdf": b"%PDF sheet",
    })  # fmt: skip
    assert media(site) == {"photo-8.webp", "photo-8.jpg", "sheet.pdf"}
    assert (site / "media" / "docs" / "sheet.pdf").read_bytes() == b"%PDF sheet"
    html = page(site, "stories/a")
    assert '<a href="../../media/docs/sheet.pdf">a sheet</a>' in html
    assert html.count('alt="A photo"') == 1
    photo = next(p.name for p in pictures(site) if p.suffix == ".jpg")
    assert f'<a href="../../assets/pictures/{photo}">the same</a>' in html


def test_a_picture_that_two_documents_name_is_made_once(tmp_path: Path) -> None:
    files = {f"content/stories/{n}.md": story("images: [{src: photo.png, alt: A}]") for n in "ab"}
    assert len(media(published(tmp_path, {**files, "content/media/photo.png": picture()}))) == 2


def test_nothing_but_what_can_be_seen_is_left_of_a_picture(tmp_path: Path) -> None:
    stream = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    Image.new("RGB", (8, 4)).save(stream, "JPEG", exif=exif, comment=b"SecretComment")
    files = {
        "content/stories/a.md": story("images: [{src: photo.jpg, alt: A}]"),
        "content/stories/photo.jpg": stream.getvalue(),
    }
    site = published(tmp_path, files)
    assert len(pictures(site)) == 2
    assert all(b"Secret" not in p.read_bytes() for p in pictures(site))
