"""Where what texts name is found."""

from toolbox_gen.fields import Common
from toolbox_gen.load import Content, Term, Vocabulary
from toolbox_gen.lookup import Lookup, called, named, places
from toolbox_gen.model import Document, Key, Kind
from toolbox_gen.prose import Outline
from toolbox_gen.source import Media


def test_a_file_is_looked_for_beside_the_document_then_in_the_folder_of_media() -> None:
    found = ["content/stories/p.png", "content/media/p.png", "content/p.png"]
    assert list(places("content/stories/x.md", "p.png")) == found
    assert next(places("content/stories/x.md", "../tools/p.png")) == "content/tools/p.png"
    media = {path: Media(path, path, 1) for path in found[1:]}
    assert named(media, "content/stories/x.md", "p.png") == media["content/media/p.png"]
    assert named(media, "content/stories/x.md", "q.png") is None


def document(kind: str, slug: str, language: str = "en", **more: str) -> Document:
    path = f"content/{kind}s/{slug}.{language}.md"
    return Document(Key(kind, slug), language, path, Common.model_construct(**more), Outline(), 1, {})


def lookup(*documents: Document) -> Lookup:
    page, part = (Kind(n, n + "s", Common, n, n, template=t) for n, t in (("page", "page.html"), ("part", "")))
    content = Content({(one.key, one.language): one for one in documents}, {}, ())
    return Lookup(content, {"page": page, "part": part}, {}, "en")


def test_a_document_is_found_in_its_main_language_or_for_want_of_it_in_another() -> None:
    both, alone = document("page", "x"), document("page", "y", "nl")
    translation = document("page", "x", "nl", status="published")
    found = lookup(translation, both, alone)
    assert [found.original(Key("page", slug)) for slug in "xy"] == [both, alone]
    assert found.by_path[translation.path] is translation
    assert found.as_read(both.key, "nl") is translation
    assert found.as_read(both.key, "fr") is both
    draft = document("page", "x", "nl", status="draft")
    assert lookup(draft, both).as_read(both.key, "nl") is both


def test_a_name_means_what_has_a_page_before_what_has_none() -> None:
    page, part, other = document("page", "x"), document("part", "x"), document("part", "y")
    found = lookup(page, part, other)
    assert found.of_name("x") == found.of_name("pages/x") == found.of_name("page/x") == [page]
    assert found.of_name("parts/x") == [part]
    assert found.of_name("y") == [other]
    assert found.of_name("z") == []


def test_a_term_is_called_by_its_name_first_then_by_its_labels_and_synonyms() -> None:
    terms = {
        "play": Term(label={"en": "Play"}, synonyms={"en": ("games", "talk")}),
        "talk": Term(label={"en": "Talk", "nl": "Praten"}),
    }
    words = called(Vocabulary("themes", "themes.yaml", terms, {}))
    assert words == {"play": "play", "Play": "play", "games": "play", "talk": "talk", "Talk": "talk", "Praten": "talk"}
