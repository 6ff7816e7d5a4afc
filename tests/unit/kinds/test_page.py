"""A free page: what it says, and its place in the navigation."""

from pathlib import Path

from tests.english import main, page, published, said


def text(fields: str) -> str:
    """A page with these lines of front matter."""
    return f"---\n{fields}\n---\nBodyword.\n"


FULL = "title: Titleword\nsummary: Summaryword.\nupdated: 2024-09-09\ncontact: team@own.example\n"


def test_everything_that_it_says_stands_on_it(tmp_path: Path) -> None:
    more = "status: archived\narchived: {on: 2025, reason: Reasonword, replaced_by: over}"
    site = published(tmp_path, {"content/pages/about.md": text(FULL + more)})
    shown = said(main(page(site, "about")))
    for word in (
        "Titleword",
        "Summaryword.",
        "Bodyword.",
        "September 9, 2024",
        "team@own.example",
        "Reasonword",
        "Over",
    ):
        assert word in shown


def test_pages_stand_in_the_footer_by_number_and_then_by_title(tmp_path: Path) -> None:
    site = published(tmp_path, {
        "content/pages/over.md": None,
        "content/pages/a.md": text("title: Zebra\nnav: 2"),
        "content/pages/b.md": text("title: Aap"),
        "content/pages/c.md": text("title: Noot\nnav: 10"),
        "content/pages/d.md": text("title: Mies"),
    })  # fmt: skip
    html = page(site, "")
    shown = said(html[html.index("<footer") :])
    order = [shown.index(title) for title in ("Zebra", "Noot", "Aap", "Mies")]
    assert order == sorted(order)


def test_it_lives_at_the_top_of_the_site_and_is_in_no_list(tmp_path: Path) -> None:
    site = published(tmp_path, {"content/pages/about.md": text(FULL)})
    assert (site / "about" / "index.html").is_file()
    assert not (site / "pages").exists()
