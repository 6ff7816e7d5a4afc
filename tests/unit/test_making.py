"""The long way: every stage in full, with what is remembered taken from where it is kept."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.english import SITE, english, picture, story
from tests.projects import DAY, FAILURE, VOCABULARY, built, tree, write
from toolbox_gen import cache, parse, source
from toolbox_gen.cache import Cache
from toolbox_gen.catalogue import KINDS
from toolbox_gen.making import FEW, Maker, vocabularies
from toolbox_gen.report import Options

Files = Mapping[str, str | bytes | None]


def made(root: Path, kept: Cache | None = None, **options: Any) -> Maker:
    """A build's whole way, but for publication."""
    maker = Maker(Options(root=root, day=DAY, **options), kept or Cache())
    maker.make(source.listing(root), {})
    return maker


def test_the_files_of_a_site_are_those_that_a_build_publishes(tmp_path: Path) -> None:
    root = english(tmp_path)
    maker = made(root)
    assert maker.report.problems == ()
    assert built(root).written
    site = tree(root / "site")
    site.pop(".toolbox-gen.json")
    assert {path: bytes(data) if isinstance(data, bytes) else data for path, data in maker.made.files.items()} == site
    assert maker.made.files.keys() == maker.made.rows.keys() | {p for p in site if "search" in p and p.endswith(".js")}
    assert set(maker.made.texts) == {path for path in source.listing(root).files if path.endswith((".md", ".yaml"))}


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        ({"content/stories/x.md": story("colour: red")}, ["unknown-field"]),
        ({"content/stories/x.md": story("colour: red"), "templates/page.html": "{{ view.nothing }}"},
         ["unknown-field", "template-undefined"]),
        ({"content/vocabularies/themes.yaml": VOCABULARY + "x: [\n", "templates/page.html": "{% if %}"},
         ["yaml-syntax", "template-syntax"]),
        ({"site.yaml": SITE + "page_size: many\n", "content/stories/x.md": story("colour: red")},
         ["unknown-field", "wrong-number"]),
        ({"site.yaml": SITE + "templates: [nowhere]\n"}, ["missing-folder"]),
        ({"templates/scripts/words.js": "import x from './nowhere.js'"}, None),
    ],
)  # fmt: skip
def test_every_stage_says_what_it_can(tmp_path: Path, files: Files, codes: list[str] | None) -> None:
    maker = made(english(tmp_path, files))
    found = [p.code for p in maker.report.problems if p.is_error]
    assert found
    assert codes is None or found == codes
    assert maker.made.searches == {}


class Told(Cache):
    """A cache that says what was put into it."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.fresh: list[str] = []

    def put(self, shelf: str, values: Any) -> None:
        values = list(values)
        self.fresh += [name for name, *_ in values if shelf == parse.SHELF]
        super().put(shelf, values)


def test_only_new_texts_are_parsed(tmp_path: Path) -> None:
    root = english(tmp_path / "box")
    first = Told(tmp_path / "c")
    made(root, first)
    assert sorted(first.fresh) == sorted(path for path in source.listing(root).files)
    second = Told(tmp_path / "c")
    first.save()
    first.close()
    write(root, {"content/stories/nul-lezers.md": FAILURE + "\nMeer.\n"})
    made(root, second)
    assert second.fresh == ["content/stories/nul-lezers.md"]
    third = Told(tmp_path / "c")
    second.save()
    second.close()
    made(root, third, compiled=False)
    assert sorted(third.fresh) == sorted(first.fresh)
    third.close()


def test_a_text_that_is_known_but_whose_meaning_is_lost_is_read_again(tmp_path: Path) -> None:
    root = english(tmp_path)
    known = {one.path: one for one in source.read_tree(root).files}
    lost = {
        path: source.Source(path, one.digest, None) for path, one in known.items() if isinstance(one, source.Source)
    }
    maker = Maker(Options(root=root, day=DAY), Cache())
    assert maker.make(source.listing(root), lost).files == made(root).made.files
    (root / "content/stories/aan-tafel.md").write_bytes(b"\xff")
    maker = Maker(Options(root=root, day=DAY), Cache())
    maker.make(source.listing(root), lost)
    assert "not-utf-8" in [p.code for p in maker.report.problems]


def test_of_what_is_not_shown_nothing_is_kept(tmp_path: Path) -> None:
    root = english(tmp_path / "box", {"content/stories/x.md": story("status: draft")})
    kept = cache.Cache(tmp_path / "c")
    made(root, kept)
    assert "content/stories/x.md" not in kept.names(parse.SHELF)
    assert "content/stories/nul-lezers.md" in kept.names(parse.SHELF)
    write(root, {"content/stories/nul-lezers.md": FAILURE.replace("kind:", "status: draft\nkind:")})
    made(root, kept)
    assert "content/stories/nul-lezers.md" not in kept.names(parse.SHELF)
    kept.close()


def test_vocabularies_are_those_that_fields_refer_to_and_the_words_of_the_search() -> None:
    assert vocabularies(KINDS) == ("audiences", "sensitivity", "settings", "themes", "words")


def test_many_things_are_shared_and_few_are_not(tmp_path: Path) -> None:
    root = english(tmp_path, {f"content/stories/v{n}.md": story(slug=f"v{n}") for n in range(FEW)})
    assert made(root, jobs=3).made.files == made(root).made.files


def test_a_picture_is_made_in_its_sizes(tmp_path: Path) -> None:
    files = {"content/stories/x.md": story("images: [{src: p.png, alt: A}]"), "content/media/p.png": picture(600, 300)}
    found = made(english(tmp_path, files))
    assert sum(path.startswith("assets/pictures/") for path in found.made.files) == 4
