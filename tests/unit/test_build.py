"""The whole way: its stages in order, all problems at once, and nothing written when there are any."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.english import SITE, english, picture, story
from tests.projects import DAY, built, messages, tree, write
from toolbox_gen.build import Options, build, check, settings
from toolbox_gen.catalogue import KINDS
from toolbox_gen.making import vocabularies
from toolbox_gen.write import Refused

STAGES = ["read", "parse", "load", "link", "plan", "render", "index"]


def test_each_stage_says_how_many_things_it_handled_and_how_long(tmp_path: Path) -> None:
    ticks = iter(range(100))
    seen: list[tuple[str, int, int]] = []
    report = build(Options(
        root=english(tmp_path), day=DAY, clock=lambda: float(next(ticks)), progress=lambda *step: seen.append(step),
    ))  # fmt: skip
    assert [stage.name for stage in report.stages] == [*STAGES, "write"]
    assert [stage.seconds for stage in report.stages] == [1.0] * 8
    counts = {stage.name: stage.count for stage in report.stages}
    assert (counts["read"], counts["parse"], counts["load"]) == (9, 9, 5)
    assert counts["plan"] < counts["render"] < counts["write"] == len(tree(tmp_path / "site")) - 1
    assert seen[0] == ("parse", 1, 9)
    assert seen[-1] == ("render", counts["render"], counts["render"])


def test_a_check_writes_nothing_and_finds_the_same(tmp_path: Path) -> None:
    root = english(tmp_path, {"templates/page.html": "{{ view.nothing }}"})
    before = tree(tmp_path)
    found = check(Options(root=root, day=DAY))
    assert [p.code for p in found.problems] == ["template-undefined"]
    assert tree(tmp_path) == before
    assert built(root).problems == found.problems


@pytest.mark.parametrize(
    ("files", "codes", "last"),
    [
        ({"content/stories/x.md": story("colour: red")}, ["unknown-field"], "render"),
        ({"content/stories/x.md": story("aliases: feed.xml")}, ["address-taken"], "render"),
        ({"templates/page.html": "{% include 'nowhere.html' %}"}, ["template-missing"], "plan"),
        ({"site.yaml": "titel: Proof\nlanguages: [en]\n"}, ["unknown-field"], "link"),
        ({"site.yaml": b"title: caf\xe9\n"}, ["not-utf-8"], "link"),
        ({"site.yaml": "languages: [xx]\n"}, ["unknown-language"], "link"),
        ({"content/stories/x.md": story("images: [{src: p.png, alt: A}]"), "content/media/p.png": picture()[:46]},
         ["image-unreadable"], "render"),
    ],
)  # fmt: skip
def test_with_any_error_nothing_is_written(
    tmp_path: Path, files: dict[str, str | bytes], codes: list[str], last: str
) -> None:
    report = built(english(tmp_path, files))
    assert [p.code for p in report.problems if p.is_error] == codes
    assert report.stages[-1].name == last
    assert report.written is None
    assert not (tmp_path / "site").exists()


def test_a_settings_file_that_leads_out_of_the_project_is_not_read(tmp_path: Path) -> None:
    root = english(tmp_path / "box", {"site.yaml": None})
    write(tmp_path, {"secret.yaml": "title: Secret\n"})
    (root / "site.yaml").symlink_to(tmp_path / "secret.yaml")
    assert [p.code for p in built(root).problems if p.is_error] == ["outside-project"]
    assert settings(root).title == {"": "Toolbox"}


def test_settings_are_read_as_far_as_they_can_be_understood(tmp_path: Path) -> None:
    write(tmp_path, {"site.yaml": SITE + "page_size: many\n"})
    found = settings(tmp_path)
    assert (found.title, found.language, found.page_size) == ({"": "Proof"}, "en", 24)
    assert settings(tmp_path / "nowhere").language == "nl"


def test_a_folder_that_is_not_ours_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    root = english(tmp_path, {"mine/letter.txt": "Dear all"})
    with pytest.raises(Refused, match="target-not-ours"):
        build(Options(root=root, day=DAY, output=root / "mine"))


def test_files_of_the_theme_are_named_by_what_they_hold(tmp_path: Path) -> None:
    names = {p.name for p in (tmp_path / "site" / "assets").iterdir()} if built(english(tmp_path)).written else set()
    write(tmp_path, {"templates/assets/style.css": "own"})
    built(tmp_path)
    after = {p.name for p in (tmp_path / "site" / "assets").iterdir()}
    assert {name.split(".")[0].split("-")[0] for name in names} == {name.split(".")[0].split("-")[0] for name in after}
    assert len(names ^ after) == 2


def test_vocabularies_are_those_that_fields_refer_to_and_the_words_of_the_search() -> None:
    assert vocabularies(KINDS) == ("audiences", "sensitivity", "settings", "themes", "words")


def test_a_folder_without_a_toolbox_is_refused(tmp_path: Path) -> None:
    for run in (build, check):
        with pytest.raises(Refused) as refused:
            run(Options(root=tmp_path, day=DAY))
        assert refused.value.code == "no-toolbox"
    assert list(tmp_path.iterdir()) == []


def test_strictly_what_comes_by_itself_keeps_nothing_on_the_site(tmp_path: Path) -> None:
    """A consent expires, another text links to that story and shows its picture, and one is to be read again."""
    consent = "consent: {ref: R-1, status: given, given_on: 2026-01-10, expires_on: 2026-06-01, scope: [site],"
    people = "identity: named, image: recognisable}\nimages: [{src: p.png, alt: A cook laughs., people: recognisable}]"
    root = english(tmp_path, {
        "content/stories/p.png": picture(40, 30),
        "content/stories/gone.md": story(f"{consent} {people}"),
        "content/stories/links.md": story("review_by: 2026-06-01", body="See [what they did](gone.md).\n"),
        "content/stories/shows.md": story(f"{consent.replace('06-01', '12-31')} {people}"),
    })  # fmt: skip

    def again(day: date) -> list[str]:
        report = build(Options(root=root, day=day, strict=True))
        assert report.written, messages(report)
        return [found.code for found in report.problems]

    assert again(DAY) == []
    assert (root / "site/stories/gone/index.html").exists()
    assert sorted(again(DAY + timedelta(1))) == ["picture-taken-back", "review-due", "unpublished-reference"]
    assert "What happened" not in (root / "site/stories/gone/index.html").read_text(encoding="utf-8")


def test_strictly_a_warning_stops_a_build_on_every_way(tmp_path: Path) -> None:
    """Also when nothing has changed since the build that was content with it, or nothing but prose."""
    bad, good = story(body="Call 0470 12 34 56.\n"), story(body="Call us.\n")
    root = english(tmp_path, {"content/stories/x.md": bad})
    assert built(root).written
    stands = tree(root / "site")

    def again(text: str, *, strict: bool = True) -> bool:
        write(root, {"content/stories/x.md": text})
        report = build(Options(root=root, day=DAY, strict=strict))
        assert (report.written is None) is bool(report.errors)
        if report.errors:
            assert tree(root / "site") == stands
        return bool(report.errors)

    assert again(bad)
    assert again(story(body="First, call 0470 12 34 56.\n"))
    assert not again(good)
    stands = tree(root / "site")
    assert again(bad)
    assert not again(good)
    assert not again(bad, strict=False)
    stands = tree(root / "site")
    assert again(bad)


def test_what_is_said_of_a_text_comes_and_goes_with_it(tmp_path: Path) -> None:
    """By whichever way a build goes, it says what a check says that knows of no build before."""
    consent = "consent: {ref: R, status: given, given_on: 2026-01-10, scope: [site], identity: pseudonym}\n"
    bodies = [
        "We met.\n",
        "We met Yasmin.\n",
        "First.\n\nWe met Yasmin.\n",
        "First, call 0470 12 34 56.\n",
        "We met.\n",
    ]
    root, told = english(tmp_path), []
    for body in bodies:
        write(root, {"content/stories/x.md": story(consent, body=body)})
        found = built(root).problems
        assert found == check(Options(root=root, day=DAY)).problems
        told.append(len(found))
    assert told == [0, 1, 1, 1, 0]
    write(root, {"site.yaml": f"{SITE}known_names: [Yasmin]\n", "content/stories/x.md": story(consent, body=bodies[1])})
    assert built(root).problems == ()
