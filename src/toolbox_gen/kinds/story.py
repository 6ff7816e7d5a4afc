"""Stories: good practices and successful failures, with the tools that were at work in them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Annotated, Literal

from toolbox_gen import article, views
from toolbox_gen.covers import draw
from toolbox_gen.dates import PartialDate
from toolbox_gen.facets import LEVELS, facets
from toolbox_gen.fields import Practice, Quote
from toolbox_gen.fieldtypes import Date, Duration, GroupSize, Line, Many, Text, Url
from toolbox_gen.i18n import Words, span
from toolbox_gen.marking import N_
from toolbox_gen.model import Card, Document, Facets, Key, Kind
from toolbox_gen.passages import Passage, Phrase, phrase
from toolbox_gen.schema import Fault, Field, Record, Ref, Tongue, fault, model_validator
from toolbox_gen.site import Site
from toolbox_gen.urls import slugify

WHAT_WENT_WRONG = (
    "wat er misging", "wat er misliep", "wat misliep", "wat misging", "wat ging er mis", "wat liep er mis",
    "wat er fout ging", "wat fout ging", "wat ging er fout", "wat liep er fout", "waar het misliep", "waar het misging",
    "ce qui n'a pas marché", "ce qui n'a pas fonctionné", "ce qui a mal tourné", "ce qui a échoué",
    "wat werkte niet",
    "wat niet werkte",
    "wat lukte niet",
    "wat niet lukte",
    "waar ging het mis",
    "waar liep het mis",
    "qu'est-ce qui n'a pas marché",
    "qu'est-ce qui a mal tourné",
    "ce qui s'est mal passé",
    "what went wrong", "what did not work", "what didn't work", "where it went wrong",
)  # fmt: skip
"""Headings of a body that stand for the field `went_wrong`, compared by their letters alone."""


def _letters(heading: str) -> str:
    """The letters of a heading without its number, spaces and marks: people write `misging` and `mis ging`."""
    return slugify(heading).replace("-", "").lstrip("0123456789")


_WENT_WRONG = frozenset(_letters(text) for text in WHAT_WENT_WRONG)


class ToolUse(Record):
    """How a tool was at work in a story."""

    tool: Annotated[Line, Ref("tool"), Field(description=N_("slug of the tool"))]
    role: Annotated[Literal["central", "supporting"] | None, Field(description=N_("how much it mattered"))] = None
    result: Annotated[Literal["helped", "mixed", "did-not-help"] | None, Field(description=N_("whether it helped"))] = (
        None
    )
    note: Annotated[Text | None, Field(description=N_("how it was at work here"))] = None

    @model_validator(mode="before")
    @classmethod
    def _as_written(cls, value: object) -> object:
        """A slug alone is a use of which nothing more is said."""
        return {"tool": value} if isinstance(value, str) else value


class Period(Record):
    """From when to when."""

    from_: Annotated[Date, Field(alias="from", description=N_("when it began"))]
    to: Annotated[Date | None, Field(description=N_("when it ended"))] = None

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.to and self.to.last < self.from_.first:
            raise fault("wrong-order", first=self.from_, last=self.to)
        return self


class Context(Record):
    """In which circumstances it happened."""

    group_size: Annotated[GroupSize | None, Field(description=N_("how many people"))] = None
    duration: Annotated[Duration | None, Field(description=N_("how long"))] = None
    language_level: Annotated[
        Literal["A0", "A1", "A2", "B1", "B2", "C1"] | None,
        Field(description=N_("what people spoke of the language")),
    ] = None
    frequency: Annotated[Line | None, Field(description=N_("how often"))] = None


class Outcome(Record):
    """What came of it, and how that is known."""

    claim: Annotated[Text, Field(description=N_("what changed"))]
    evidence: Annotated[
        Literal["observed", "feedback", "evaluated"] | None, Field(description=N_("how that is known"))
    ] = None
    source: Annotated[Line | None, Tongue.NAME, Field(description=N_("where it is written down"))] = None
    url: Annotated[Url | None, Tongue.OWN, Field(description=N_("address of that source"))] = None


class Story(Practice):
    """A story from practice."""

    kind: Annotated[Literal["good-practice", "successful-failure"], Field(description=N_("both are worth the same"))]
    date: Annotated[Date | None, Field(description=N_("when it was: a year, a month or a day"))] = None
    period: Annotated[Period | None, Field(description=N_("from when to when, in the place of a date"))] = None
    tools: Annotated[Many[ToolUse] | None, Field(description=N_("the tools at work in it"))] = None
    no_tool_reason: Annotated[Line | None, Field(description=N_("why there is no tool in it"))] = None
    lessons: Annotated[Many[Text], Field(description=N_("what we learned"))] = ()
    went_wrong: Annotated[Many[Text], Field(description=N_("what went wrong"))] = ()
    worked: Annotated[Many[Text], Field(description=N_("what worked"))] = ()
    would_do_differently: Annotated[Many[Text], Field(description=N_("what we would do differently"))] = ()
    tips: Annotated[Many[Text], Field(description=N_("tips for others"))] = ()
    form: Annotated[
        Literal["narrative", "interview", "testimonial", "report"], Field(description=N_("how it is told"))
    ] = "narrative"
    organisations: Annotated[
        Many[Annotated[Line, Ref("organisation")]], Field(description=N_("slugs of the organisations"))
    ] = ()
    place: Annotated[Line | None, Field(description=N_("where; it may be coarse on purpose"))] = None
    settings: Annotated[Many[Annotated[Line, Ref("settings")]], Field(description=N_("in which setting"))] = ()
    context: Annotated[Context | None, Field(description=N_("in which circumstances"))] = None
    outcome: Annotated[Outcome | None, Field(description=N_("what came of it"))] = None
    quotes: Annotated[Many[Quote], Field(description=N_("what people said"))] = ()
    sensitivity: Annotated[
        Many[Annotated[Line, Ref("sensitivity")]], Field(description=N_("what may hurt people in it"))
    ] = ()

    @property
    def is_sensitive(self) -> bool:
        return bool(self.sensitivity)

    @property
    def reasons_for_consent(self) -> tuple[str, ...]:
        told = self.form in ("testimonial", "interview")
        own = (("quotes", bool(self.quotes)), ("form", told), ("sensitivity", bool(self.sensitivity)))
        return (*super().reasons_for_consent, *(name for name, holds in own if holds))

    def faults(self, headings: Sequence[str] = ()) -> Iterator[Fault]:
        """Adds: when it was, which tools, and what a failure must say."""
        yield from super().faults(headings)
        if self.date is None and self.period is None:
            yield Fault(("date",), "missing-one-of", {"first": "date", "second": "period"}, also=("period",))
        elif self.date and self.period:
            yield Fault(("period",), "one-of-two", {"first": "date", "second": "period"}, at_key=True)
        if self.tools is None:
            yield Fault(("tools",), "missing-field", {"name": "tools"})
        elif not self.tools and not self.no_tool_reason:
            yield Fault(("tools",), "no-tool-reason", at_key=True)
        elif self.tools and self.no_tool_reason:
            yield Fault(("no_tool_reason",), "one-of-two", {"first": "tools", "second": "no_tool_reason"}, at_key=True)
        named: set[str] = set()
        for number, use in enumerate(self.tools or ()):
            if use.tool in named:
                yield Fault(("tools", number, "tool"), "named-twice", {"name": use.tool})
            named.add(use.tool)
        if self.kind == "successful-failure":
            if not self.lessons:
                yield Fault(("lessons",), "failure-without", {"name": "lessons"})
            if not self.went_wrong and not any(_letters(text) in _WENT_WRONG for text in headings):
                yield Fault(("went_wrong",), "failure-without-cause", {"name": "went_wrong"})

    @property
    def ended(self) -> PartialDate | None:
        """When it was, or ended: the newest comes first in lists."""
        return (self.period.to or self.period.from_) if self.period else self.date


LOOKS = {"good-practice": "good", "successful-failure": "fail"}
INKS = {"good-practice": "b", "successful-failure": "y"}
LABELS = {"good-practice": N_("Good practice"), "successful-failure": N_("Successful failure")}
ROLES = {"central": N_("at the centre"), "supporting": N_("in support")}
RESULTS = {"helped": N_("helped"), "mixed": N_("helped in part"), "did-not-help": N_("did not help")}
EVIDENCE = {
    "observed": N_("seen by ourselves"),
    "feedback": N_("told by those involved"),
    "evaluated": N_("evaluated"),
}
FORMS = {
    "narrative": "",
    "interview": N_("Interview"),
    "testimonial": N_("Testimonial"),
    "report": N_("Report"),
}


@dataclass(frozen=True, slots=True)
class UseView:
    """A tool in a story: its card, and in words what it did here."""

    card: Card
    role: str
    result: str
    result_key: str
    note: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """What somebody said, and in which language."""

    text: str
    who: str
    role: str
    language: str


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What came of it."""

    claim: str
    evidence: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class StoryView(views.Article):
    """A story's page. Its failure is `card.look == "fail"`."""

    form: str = ""
    is_interview: bool = False
    lessons: tuple[str, ...] = ()
    went_wrong: tuple[str, ...] = ()
    worked: tuple[str, ...] = ()
    would_do_differently: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    quotes: tuple[QuoteView, ...] = ()
    outcome: OutcomeView | None = None
    uses: tuple[UseView, ...] = ()
    no_tool_reason: str = ""
    related: tuple[views.Related, ...] = ()
    touches: Phrase = ()
    """What may hurt a reader in it, in words."""


def when(story: Story, w: Words) -> str:
    """The date or the period in words."""
    if story.period is None:
        return w.when(story.date)
    start, end = story.period.from_, story.period.to
    if end is None:
        return w.text("since %(date)s", date=w.when(start))
    if not start.month and not end.month:
        return w.when(start) if start == end else span(f"{start.year}", f"{end.year}")
    return w.text("%(start)s to %(end)s", start=w.when(start), end=w.when(end))


def card(document: Document, site: Site) -> Card:
    """What other pages show of a story."""
    story, w = _story(document), site.words
    uses = len(site.cards(e.target for e in site.outgoing(document.key, "tools")))
    year = when(story, w) if not story.period else _years(story)
    told = w.count("%(num)s tool", "%(num)s tools", uses) if uses else ""
    return article.card(
        document, site, look=LOOKS[story.kind], label=w.text(LABELS[story.kind]), summary=story.summary,
        facts=(site.said(document, "place", story.place), Passage(year), Passage(told)),
        cover=draw(document.key.slug, story.themes, INKS[story.kind]),
    )  # fmt: skip


def _years(story: Story) -> str:
    assert story.period is not None
    start, end = story.period.from_.year, story.period.to.year if story.period.to else None
    return span(f"{start}", f"{end or ''}") if end != start else f"{start}"


def page(document: Document, site: Site) -> StoryView:
    """A story's page."""
    story, w = _story(document), site.words
    context = story.context or Context()
    lines = article.facts(
        article.fact(
            w.text("Who"), *map(article.link, article.targets(site.outgoing(document.key, "organisations"), site))
        ),
        article.fact(w.text("Where"), site.said(document, "place", story.place), icon="place"),
        article.fact(w.text("When"), when(story, w), icon="day"),
        article.fact(w.text("With whom"), *article.terms(document, "audiences", site)),
        article.fact(w.text("Group"), w.people(context.group_size), icon="people"),
        article.fact(w.text("How long"), w.duration(context.duration), w.rhythm(context.duration), icon="time"),
        article.fact(w.text("Preparation"), w.preparation(context.duration)),
        article.fact(w.text("How often"), site.said(document, "context", context.frequency)),
        article.fact(w.text("Language level"), context.language_level or "", icon="speech"),
        article.fact(w.text("Setting"), *article.terms(document, "settings", site)),
        article.fact(w.text("Themes"), *article.terms(document, "themes", site)),
    )
    outcome = story.outcome
    touched = [term for one in site.versions(document.key) for term in _story(one).sensitivity]
    facts = (("headline", story.title), ("datePublished", str(story.ended or "")))
    told_by = article.targets(site.outgoing(document.key, "organisations"), site)
    authors = [("author", views.Item("Organization", (("name", one.title),))) for one in told_by]
    return StoryView(
        frame=article.document_frame(document, site, schema="Article", facts=facts, parts=authors),
        card=site.card(document.key),
        translation=article.translation(document, site),
        body=article.body(document, site, leads=not story.images),
        facts=lines,
        pictures=article.pictures(document, story.images, site),
        downloads=article.downloads(document, story.downloads, site),
        sources=article.sources(story, site),
        archive=article.archive(document, site),
        updated=w.when(story.updated),
        credits=story.credits or "",
        licence=article.licence(story, site),
        contact=story.contact or "",
        foreign=document.foreign,
        source_language=site.config.language,
        themes=article.terms(document, "themes", site),
        form=w.text(FORMS[story.form]) if FORMS[story.form] else "",
        is_interview=story.form == "interview",
        lessons=story.lessons,
        went_wrong=story.went_wrong,
        worked=story.worked,
        would_do_differently=story.would_do_differently,
        tips=story.tips,
        quotes=tuple(_quotes(document, site)),
        outcome=OutcomeView(
            outcome.claim, w.text(EVIDENCE[outcome.evidence]) if outcome.evidence else "", outcome.source or "",
            outcome.url or "",
        ) if outcome else None,
        uses=_uses(document, site),
        no_tool_reason=story.no_tool_reason or "",
        related=_related(document, site),
        touches=article.joined([site.label("sensitivity", term) for term in dict.fromkeys(touched)], site),
    )  # fmt: skip


def _story(document: Document) -> Story:
    assert isinstance(document.record, Story)
    return document.record


def _quotes(document: Document, site: Site) -> Iterator[QuoteView]:
    """Its own, then those that have files of their own (`kinds/quote.py`)."""
    own = site.language_of(document, "quotes")
    told: list[tuple[object, str]] = [(quote, own) for quote in _story(document).quotes]
    apart = (site.documents[edge.source] for edge in site.incoming(document.key, "story"))
    told += [(one.record, site.language_of(one, "text")) for one in apart]
    for quote, language in told:
        if isinstance(quote, Quote):
            yield QuoteView(quote.text, quote.who or "", quote.role or "", language)


def _uses(document: Document, site: Site) -> tuple[UseView, ...]:
    found = []
    for edge in site.outgoing(document.key, "tools"):
        use = edge.around
        if isinstance(use, ToolUse) and edge.target in site.documents:
            role = site.words.text(ROLES[use.role]) if use.role else ""
            result = site.words.text(RESULTS[use.result]) if use.result else ""
            found.append(UseView(site.card(edge.target), role, result, use.result or "", use.note or ""))
    return tuple(found)


MOST_RELATED = 3
MOST_COMPARED = 50
"""Stories that are looked at for each tool and theme, the newest: more would make a large toolbox take its square."""


def _related(document: Document, site: Site) -> tuple[views.Related, ...]:
    """Other stories that share most with this one: tools first, then themes; each with what they share."""
    weights: Counter[Key] = Counter()
    for weight, name in ((3, "tools"), (1, "themes")):
        for mine in site.outgoing(document.key, name):
            for other in site.incoming(mine.target, name)[:MOST_COMPARED]:
                if other.source.kind == document.key.kind:
                    weights[other.source] += weight
    del weights[document.key]
    mine_too = {edge.target for edge in site.outgoing(document.key, "tools", "themes")}
    found = []
    for key in nsmallest(MOST_RELATED, weights, key=lambda key: (not site.is_native(key), -weights[key], key)):
        shared = [edge.target for edge in site.outgoing(key, "tools", "themes") if edge.target in mine_too]
        found.append(views.Related(site.card(key), _reason(shared, site)))
    return tuple(found)


def _reason(shared: Sequence[Key], site: Site) -> Phrase:
    tools = [Passage(one.title, one.title_language) for one in site.cards(shared)]
    if tools:
        return phrase(site.words.text("also used %(tools)s"), tools=article.joined(tools[:2], site))
    themes = [site.label(key.kind, key.slug) for key in shared]
    return phrase(site.words.text("also about %(themes)s"), themes=article.joined(themes[:2], site))


def found_by(document: Document) -> Facets:
    """What a story can be found by."""
    story = _story(document)
    context = story.context or Context()
    names = {
        "kind": (story.kind,),
        "themes": story.themes,
        "audiences": story.audiences,
        "settings": story.settings,
        "tools": tuple(use.tool for use in story.tools or ()),
        "organisations": story.organisations,
        "language_level": (context.language_level,),
    }
    return facets(names, duration=context.duration, group=context.group_size)


def searched(document: Document) -> dict[str, tuple[str, ...]]:
    """What a search reads of a story besides title, summary and body."""
    story = _story(document)
    lists = (*story.went_wrong, *story.worked, *story.would_do_differently, *story.tips)
    notes = (use.note for use in story.tools or ())
    quotes = (f"{quote.text}\n{quote.role or ''}" for quote in story.quotes)
    outcome = (story.outcome.claim, story.outcome.source) if story.outcome else ()
    pictures = (text for image in story.images for text in (image.alt, image.caption))
    labels = (one.label for one in story.downloads)
    often = story.context.frequency if story.context else None
    rest = (*notes, *quotes, *outcome, *pictures, *labels, often, story.no_tool_reason)
    return {"lessons": story.lessons, "place": _given(story.place), "body": (*lists, *_given(*rest))}


def _given(*texts: str | None) -> tuple[str, ...]:
    return tuple(filter(None, texts))


def starter(title: str, day: str) -> dict[str, object]:
    """What a new story begins with."""
    return {
        "title": title,
        "kind": "good-practice",
        "summary": "…",
        "date": day,
        "tools": [],
        "no_tool_reason": "…",
        "status": "draft",
    }


KIND = Kind(
    name="story",
    folder="stories",
    record=Story,
    template="story.html",
    card=card,
    page=page,
    one=N_("Story"),
    plural=N_("Stories"),
    order=lambda document: str(_story(document).ended),
    newest_first=True,
    facets=found_by,
    choices={"kind": LABELS, "language_level": LEVELS},
    sources={
        "themes": "themes",
        "audiences": "audiences",
        "settings": "settings",
        "organisations": "organisation",
        "tools": "tool",
    },
    sorts="kind",
    searched=searched,
    starter=starter,
)
