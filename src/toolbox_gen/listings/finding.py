"""The search page, and the index that it asks: what the search knows of each document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolbox_gen import article, urls
from toolbox_gen.i18n import OTHER, Words
from toolbox_gen.lists import RANGES, SEARCHED
from toolbox_gen.load import WORDS, Term
from toolbox_gen.model import Document
from toolbox_gen.passages import Passage
from toolbox_gen.plan import Output, Render, Search
from toolbox_gen.search.frames import Facet, Frame
from toolbox_gen.search.messages import COUNTED, MESSAGES
from toolbox_gen.search.records import Record
from toolbox_gen.search.tongues import tag
from toolbox_gen.search.words import tokens
from toolbox_gen.site import Site
from toolbox_gen.views import Link, View


@dataclass(frozen=True, slots=True)
class SearchView(View):
    """The search page; for readers without scripts, lists that do the job."""

    style: str
    lists: tuple[Link, ...]


def plan(site: Site) -> Iterator[Output]:
    """The search page and the pieces of its index."""
    url = f"{site.root}search/"
    home = Link(site.words.text("Home"), site.root)
    frame = article.frame(site, url, site.words.text("Search"), crumbs=(home,), indexed=False)
    view = SearchView(frame, site.assets["finder.css"], article.face(site).navigation)
    yield Output(urls.output_path(url), Render("search.html", view, site.language))
    yield Output(f"{url}head.js", _index(site))


def _index(site: Site) -> Search:
    """The index of all documents, those that stand first in lists last: among equals a search begins with the last.

    Those that are shown in another language stand before all others, so that among equals they are found after them.
    Where lists go by title it goes by slug, so that a new title leaves every document its place in the index.
    """
    frame = _frame(site)
    known = {facet.name: {key for key, _ in facet.values or ()} for facet in frame.facets}
    documents: list[Document] = []
    for kind in site.kinds.values():
        by_slug = sorted(site.of(kind.name), key=lambda document: document.key)
        documents += sorted(by_slug, key=kind.order, reverse=kind.newest_first)
    documents.reverse()
    documents.sort(key=lambda document: document.language == site.language)
    records = ((document.path, _record(document, site, known)) for document in documents)
    return Search(frame, tuple(records), whole=site.portable)


# ------------------------------------------------------------------------------------------------- a document


def _record(document: Document, site: Site, known: Mapping[str, set[str]]) -> Record:
    """What a search knows of a document; of its facets the values that can be chosen, so no tool that is not shown."""
    kind, card, found = site.kinds[document.key.kind], site.card(document.key), _facets_of(document, site)
    texts = _texts(document, site)
    themes = [site.label("themes", edge.target.slug) for edge in site.outgoing(document.key, "themes")]
    return Record(
        url=card.url,
        title=card.title,
        summary=card.summary,
        language=document.language,
        kind=found["kind"][0],
        facts=tuple(fact.text for fact in card.facts if fact.language in ("", site.language)),
        themes=tuple(label.text for label in themes if label.language in ("", site.language)),
        texts=texts.pop(document.language),
        others=texts,
        names={name: own for name, values in found.items() if (own := tuple(v for v in values if v in known[name]))},
        numbers={name: span for name, span in kind.facets(document).numbers.items() if name in RANGES},
        evidence=kind.evidence(document, site),
    )


def _facets_of(document: Document, site: Site) -> dict[str, tuple[str, ...]]:
    kind = site.kinds[document.key.kind]
    names = {"kind": (kind.name,), **kind.facets(document).names, "language": (document.language,)}
    return {name: names.get(name, ()) for name in SEARCHED}


def _texts(document: Document, site: Site) -> dict[str, dict[str, tuple[str, ...]]]:
    """The texts of a document by language and field: what it says in its own, what other pages call it in theirs."""
    texts: dict[str, dict[str, tuple[str, ...]]] = {document.language: {}}

    def add(language: str, field: str, *more: str) -> None:
        fields = texts.setdefault(language, {})
        fields[field] = (*fields.get(field, ()), *more)

    searched = site.kinds[document.key.kind].searched
    original = site.originals.get(document.key) if document.foreign else None
    inherited = {text for several in searched(original).values() for text in several} if original else frozenset()
    for name, several in searched(document).items():
        for text in several:
            add(site.config.language if text in inherited else document.language, name, text)
    add(document.language, "headings", *(heading.text for heading in document.outline.headings))
    add(site.language, "labels", site.card(document.key).label)
    for edge in site.outgoing(document.key):
        if edge.target.kind in site.vocabularies:
            label = site.label(edge.target.kind, edge.target.slug)
            add(label.language or site.language, "labels", label.text)
            synonyms = site.term(edge.target.kind, edge.target.slug).synonyms
            add(site.language, "labels", *synonyms.get(site.language, ()))
        elif edge.target.kind == "organisation" or edge.field != "body":
            field = "organisation" if edge.target.kind == "organisation" else "labels"
            add(site.documents[edge.target].language, field, site.card(edge.target).title)
    return texts


# ------------------------------------------------------------------------------------------------- the frame


def _frame(site: Site) -> Frame:
    """What the index has besides its documents."""
    w = site.words
    labels = {key: label.text for key, label in _values("kind", site)}
    looks: dict[str, str] = {}
    for document in (document for kind in site.kinds for document in site.of(kind)):
        looks.setdefault(_facets_of(document, site)["kind"][0], site.card(document.key).look)
    facets = [_facet(name, w.text(label), site) for name, label in SEARCHED.items()]
    others = (code for code in site.config.languages if code != site.language)
    return Frame(
        language=site.language,
        base=f"assets/search/{site.language}/",
        kinds=tuple((key, label, looks[key]) for key, label in labels.items() if key in looks),
        facets=(*facets, *(Facet(name, w.text(label), None) for name, label in RANGES.items())),
        messages=tuple(_messages(w)),
        others=tuple((code, w.own_name(code), site.root_of(code)) for code in others),
        vocabulary=tuple(sorted(_vocabulary(site))),
        equals=tuple(_equals(site)),
    )


def _messages(w: Words) -> Iterator[tuple[str, str]]:
    """What the search says; of what goes with a number, each form of the language, but for those like the last."""
    yield from ((key, w.text(text)) for key, text in MESSAGES)
    for key, texts in COUNTED:
        forms = w.forms(*texts)
        yield from ((f"{key}_{name}", text) for name, text in forms.items() if name == OTHER or text != forms[OTHER])


def _facet(name: str, label: str, site: Site) -> Facet:
    values = _values(name, site)
    foreign = ((key, one.language) for key, one in values if one.language not in ("", site.language))
    return Facet(name, label, tuple((key, one.text) for key, one in values), tuple(foreign))


def _values(name: str, site: Site) -> tuple[tuple[str, Passage], ...]:
    """The values of a facet with their labels, in the order in which they are shown."""
    w = site.words
    if name == "language":
        return tuple((code, Passage(w.language_name(code))) for code in site.config.languages)
    found: dict[str, Passage] = {}
    for kind in site.kinds.values():
        source = kind.sources.get(name, "")
        if source in site.vocabularies:
            terms = ((term, site.label(source, term)) for term in site.vocabularies[source].terms)
            found |= sorted(terms, key=lambda value: w.sort_key(value[1].text))
        elif source in site.kinds:
            found |= {one.key.slug: Passage(site.card(one.key).title, one.language) for one in site.of(source)}
        else:
            own = kind.choices.get(name) or ({kind.name: kind.one} if name == "kind" else {})
            found |= {value: Passage(w.text(label)) for value, label in own.items()}
    return tuple(found.items())


def _vocabulary(site: Site) -> set[str]:
    """All words of all vocabularies, used or not, as terms: they help to take compounds apart."""
    return {
        before + word
        for language, before in _tags(site)
        for vocabulary in site.vocabularies.values()
        for term in vocabulary.terms.values()
        for text in _words_for(term, language, site)
        for word in tokens(text)
    }


def _equals(site: Site) -> Iterator[tuple[str, ...]]:
    """Words that mean the same: all of an entry of the vocabulary of words, elsewhere a term and what stands for it."""
    for language, before in _tags(site):
        for name, vocabulary in site.vocabularies.items():
            for term in vocabulary.terms.values():
                texts = map(tokens, _words_for(term, language, site))
                label, *others = [before + words[0] if len(words) == 1 else "" for words in texts]
                if name == WORDS:
                    yield tuple(dict.fromkeys(word for word in (label, *others) if word))
                else:
                    yield from ((label, other) for other in dict.fromkeys(others) if label and other not in ("", label))


def _words_for(term: Term, language: str, site: Site) -> tuple[str, ...]:
    """The label of a term in a language, or nothing, and its synonyms; a label for all languages is in the main one."""
    whole = term.label.get("", "") if language == site.config.language else ""
    return term.label.get(language, whole), *term.synonyms.get(language, ())


def _tags(site: Site) -> list[tuple[str, str]]:
    """The languages in which documents are shown, the site's first, with what stands before their words."""
    spoken = {document.language for document in site.documents.values()} - {site.language}
    return [(language, tag(language, site.language)) for language in (site.language, *sorted(spoken))]
