"""Tools: what is done, with whom and how long, and the evidence of the stories that used it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from toolbox_gen import article, views
from toolbox_gen.covers import draw
from toolbox_gen.facets import LEVELS, facets
from toolbox_gen.fields import Practice
from toolbox_gen.fieldtypes import Duration, GroupSize, Language, Line, Many, Minutes, Text, Url
from toolbox_gen.i18n import Words
from toolbox_gen.marking import N_
from toolbox_gen.model import IN_BODY, Card, Document, Edge, Facets, Kind
from toolbox_gen.passages import Passage
from toolbox_gen.schema import Fault, Field, File, Record, Ref, Tongue, fault, model_validator
from toolbox_gen.site import Site

Ease = Literal["easy", "medium", "hard"]


class Difficulty(Record):
    """How hard it is to lead, and to take part in."""

    facilitator: Annotated[Ease | None, Field(description=N_("for who leads it"))] = None
    participants: Annotated[Ease | None, Field(description=N_("for who takes part"))] = None

    @model_validator(mode="before")
    @classmethod
    def _as_written(cls, value: object) -> object:
        """One word is for both."""
        return {"facilitator": value, "participants": value} if isinstance(value, str) else value


class Step(Record):
    """One step of a tool."""

    title: Annotated[Line, Field(description=N_("what happens"))]
    minutes: Annotated[Minutes | None, Field(description=N_("how long it takes"))] = None
    text: Annotated[Text | None, Field(description=N_("how to do it"))] = None
    materials: Annotated[Many[Line], Field(description=N_("what it needs"))] = ()


class Origin(Record):
    """Where a tool comes from."""

    name: Annotated[Line, Tongue.NAME, Field(description=N_("name of the method or of its source"))]
    url: Annotated[Url | None, Tongue.OWN, Field(description=N_("where to read more"))] = None
    author: Annotated[Line | None, Tongue.NAME, Field(description=N_("who made it"))] = None
    license: Annotated[Line | None, Tongue.SAME, Field(description=N_("SPDX id of its licence"))] = None


class Version(Record):
    """The tool itself in a language."""

    language: Annotated[Language, Field(description=N_("language code"))]
    url: Annotated[Url | None, Field(description=N_("where it is"))] = None
    file: Annotated[
        Line | None, File("file"), Field(description=N_("file beside the document or in content/media"))
    ] = None

    @model_validator(mode="after")
    def _one_place(self) -> "Version":
        if (self.file is None) == (self.url is None):
            raise fault("one-of-two", first="url", second="file")
        return self


class ConversationCard(Record):
    """A card to talk about."""

    front: Annotated[Text, Field(description=N_("what stands on it"))]
    back: Annotated[Text | None, Field(description=N_("what stands on its back"))] = None
    theme: Annotated[Line | None, Field(description=N_("its theme, in your own words"))] = None


class Stop(Record):
    """A place on a walk."""

    title: Annotated[Line, Field(description=N_("name of the place"))]
    lat: Annotated[float | None, Field(ge=-90, le=90, description=N_("latitude in degrees"))] = None
    lon: Annotated[float | None, Field(ge=-180, le=180, description=N_("longitude in degrees"))] = None
    questions: Annotated[Many[Text], Field(description=N_("what to talk about there"))] = ()


class Route(Record):
    """A walk with stops."""

    stops: Annotated[Many[Stop], Field(min_length=1, description=N_("the places"))]
    length_km: Annotated[float | None, Field(gt=0, le=1000, description=N_("length in kilometres"))] = None
    gpx: Annotated[Line | None, File("file"), Field(description=N_("the track as a file"))] = None


class Answer(Record):
    """A question with its answer."""

    q: Annotated[Line, Field(description=N_("the question"))]
    a: Annotated[Text, Field(description=N_("the answer"))]


class Tool(Practice):
    """A tool: a method, a set of cards, a walk, a training, a meeting format …"""

    kind: Annotated[
        Literal[
            "method", "conversation-cards", "walk", "guide", "e-learning", "session-series", "buddy-scheme",
            "meeting-format", "training", "checklist",
        ],
        Field(description=N_("what sort of tool it is")),
    ]  # fmt: skip
    purpose: Annotated[Many[Text], Field(description=N_('each finishes "Use it to …"'))] = ()
    duration: Annotated[
        Duration | None, Field(description=N_("how long it takes, such as 45, 30-60, 1u30 or 2 uur"))
    ] = None
    group_size: Annotated[GroupSize | None, Field(description=N_("how many people, such as 12, 8-20 or 8+"))] = None
    difficulty: Annotated[Difficulty | None, Field(description=N_("how hard it is"))] = None
    language_level: Annotated[
        Literal["A0", "A1", "A2", "B1", "B2", "C1"] | None,
        Field(description=N_("what participants need of the language")),
    ] = None
    mode: Annotated[Literal["in-person", "online", "hybrid"] | None, Field(description=N_("where people meet"))] = None
    materials: Annotated[Many[Line], Field(description=N_("what it needs"))] = ()
    space: Annotated[Line | None, Field(description=N_("what room it needs"))] = None
    cost: Annotated[Line | None, Field(description=N_("what it costs"))] = None
    steps: Annotated[Many[Step], Field(description=N_("its steps"))] = ()
    when_not_to_use: Annotated[Many[Text], Field(description=N_("when it does not fit"))] = ()
    safety_notes: Annotated[Many[Text], Field(description=N_("what keeps people safe"))] = ()
    tips: Annotated[Many[Text], Field(description=N_("tips"))] = ()
    variations: Annotated[Many[Text], Field(description=N_("other ways to do it"))] = ()
    origin: Annotated[Origin | None, Field(description=N_("where it comes from"))] = None
    languages: Annotated[Many[Version], Field(description=N_("the tool itself in several languages"))] = ()
    cards: Annotated[Many[ConversationCard], Field(description=N_("cards to talk about"))] = ()
    route: Annotated[Route | None, Field(description=N_("a walk"))] = None
    faq: Annotated[Many[Answer], Field(description=N_("questions and answers"))] = ()
    combines_with: Annotated[
        Many[Annotated[Line, Ref("tool")]], Field(description=N_("slugs of tools that go well with it"))
    ] = ()
    composes: Annotated[
        Many[Annotated[Line, Ref("tool", acyclic=True)]],
        Field(description=N_("slugs of tools that it is made of")),
    ] = ()

    def faults(self, headings: Sequence[str] = ()) -> Iterator[Fault]:
        """Adds: steps do not take longer than preparation and the tool itself."""
        yield from super().faults(headings)
        taken = sum(step.minutes or 0 for step in self.steps)
        if self.duration and self.duration.max and not self.duration.per_person and not self.duration.sessions:
            longest = self.duration.max + (self.duration.prep or 0)
            if taken > longest:
                yield Fault(("steps",), "steps-too-long", {"taken": str(taken), "longest": str(longest)}, at_key=True)


LABELS = {
    "method": N_("Method"),
    "conversation-cards": N_("Conversation cards"),
    "walk": N_("Walk"),
    "guide": N_("Guide"),
    "e-learning": N_("E-learning"),
    "session-series": N_("Series of sessions"),
    "buddy-scheme": N_("Buddy scheme"),
    "meeting-format": N_("Meeting format"),
    "training": N_("Training"),
    "checklist": N_("Checklist"),
}
EASE = {"easy": N_("easy"), "medium": N_("takes some experience"), "hard": N_("takes much experience")}
MODES = {"in-person": N_("in person"), "online": N_("online"), "hybrid": N_("in person and online")}
RESULTS = {"helped": N_("helped"), "mixed": N_("helped in part"), "did-not-help": N_("did not help")}


@dataclass(frozen=True, slots=True)
class StepView:
    """A step: how long it takes is in words."""

    title: str
    time: str
    minutes: int
    start: int
    """How long it takes and when it begins, in minutes, for a drawing to scale; 0 when nobody said."""
    text: str
    materials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OriginView:
    """Where the tool comes from."""

    name: str
    url: str
    author: str
    license: str


@dataclass(frozen=True, slots=True)
class CardView:
    """A conversation card."""

    front: str
    back: str
    theme: Passage


@dataclass(frozen=True, slots=True)
class StopView:
    """A place on a walk; `map_url` leads to a map, when its coordinates are known."""

    title: str
    map_url: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RouteView:
    """A walk."""

    stops: tuple[StopView, ...]
    length: str
    gpx_url: str


@dataclass(frozen=True, slots=True)
class Testimony:
    """A story that used the tool: in which circumstances, and what it did there."""

    card: Card
    circumstances: tuple[str, ...]
    result: str
    result_key: str
    note: Passage


@dataclass(frozen=True, slots=True)
class Evidence:
    """The stories that used the tool: counts, never scores."""

    good: tuple[Testimony, ...]
    failures: tuple[Testimony, ...]
    sentence: str
    mentions: tuple[Card, ...]
    """Documents that name it in their text only."""
    untold: views.Link | None = None
    """Where only translations are shown: the other stories, which its page in the main language shows."""


@dataclass(frozen=True, slots=True)
class ToolView(views.Article):
    """A tool's page."""

    purpose: tuple[str, ...] = ()
    steps: tuple[StepView, ...] = ()
    total: str = ""
    """How long all steps take together, when each says how long it takes."""
    materials: tuple[str, ...] = ()
    when_not_to_use: tuple[str, ...] = ()
    safety_notes: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    variations: tuple[str, ...] = ()
    origin: OriginView | None = None
    versions: tuple[views.Link, ...] = ()
    """The tool itself in several languages: the label is the language's own name, the note its code."""
    cards: tuple[CardView, ...] = ()
    route: RouteView | None = None
    faq: tuple[Answer, ...] = ()
    combines_with: tuple[Card, ...] = ()
    composes: tuple[Card, ...] = ()
    part_of: tuple[Card, ...] = ()
    evidence: Evidence | None = None


def card(document: Document, site: Site) -> Card:
    """What other pages show of a tool."""
    tool, w = _tool(document), site.words
    used = evidence(document, site)
    level = w.text("language %(level)s", level=tool.language_level) if tool.language_level else ""
    stories = w.count("in %(num)s story", "in %(num)s stories", used) if used else ""
    facts = (w.duration(tool.duration), w.people(tool.group_size), level, stories)
    return article.card(
        document, site, look="tool", label=w.text(LABELS[tool.kind]), summary=tool.summary,
        facts=map(Passage, facts), cover=draw(document.key.slug, tool.themes, "by"),
    )  # fmt: skip


def page(document: Document, site: Site) -> ToolView:
    """A tool's page."""
    tool, w = _tool(document), site.words
    return ToolView(
        frame=article.document_frame(document, site, schema="HowTo", facts=_time(tool), parts=_how_to(tool)),
        card=site.card(document.key),
        translation=article.translation(document, site),
        body=article.body(document, site, leads=not tool.images),
        facts=_facts(document, tool, site),
        pictures=article.pictures(document, tool.images, site),
        downloads=article.downloads(document, tool.downloads, site),
        sources=article.sources(tool, site),
        archive=article.archive(document, site),
        updated=w.when(tool.updated),
        credits=tool.credits or "",
        licence=article.licence(tool, site),
        contact=tool.contact or "",
        foreign=document.foreign,
        source_language=site.config.language,
        themes=article.terms(document, "themes", site),
        purpose=tool.purpose,
        steps=_steps(tool, w),
        total=_total(tool, w),
        materials=tool.materials,
        when_not_to_use=tool.when_not_to_use,
        safety_notes=tool.safety_notes,
        tips=tool.tips,
        variations=tool.variations,
        origin=_origin(tool.origin),
        versions=tuple(_version(document, v, site) for v in tool.languages),
        cards=tuple(CardView(c.front, c.back or "", _theme(c.theme or "", document, site)) for c in tool.cards),
        route=_route(document, tool.route, site),
        faq=tool.faq,
        combines_with=_combinations(document, site),
        composes=article.targets(site.outgoing(document.key, "composes"), site),
        part_of=site.cards(edge.source for edge in site.incoming(document.key, "composes")),
        evidence=_evidence(document, site),
    )


def _tool(document: Document) -> Tool:
    assert isinstance(document.record, Tool)
    return document.record


def _time(tool: Tool) -> list[tuple[str, str]]:
    longest = tool.duration.max if tool.duration else None
    return [("totalTime", f"PT{longest}M")] if longest else []


def _how_to(tool: Tool) -> list[tuple[str, views.Item]]:
    return [
        ("step", views.Item("HowToStep", (("name", step.title), *((("text", step.text),) if step.text else ()))))
        for step in tool.steps
    ]


def _facts(document: Document, tool: Tool, site: Site) -> tuple[views.Fact, ...]:
    w, ease = site.words, tool.difficulty or Difficulty()
    level = tool.language_level
    return article.facts(
        article.fact(w.text("Kind"), w.text(LABELS[tool.kind])),
        article.fact(w.text("Duration"), w.duration(tool.duration), w.rhythm(tool.duration), icon="time"),
        article.fact(w.text("Preparation"), w.preparation(tool.duration)),
        article.fact(w.text("Group"), w.people(tool.group_size), icon="people"),
        article.fact(w.text("To lead"), w.text(EASE[ease.facilitator]) if ease.facilitator else "", icon="ease"),
        article.fact(w.text("To take part"), w.text(EASE[ease.participants]) if ease.participants else ""),
        article.fact(w.text("Language level"), w.text("from %(level)s", level=level) if level else "", icon="speech"),
        article.fact(w.text("Where"), w.text(MODES[tool.mode]) if tool.mode else ""),
        article.fact(w.text("Space"), site.said(document, "space", tool.space)),
        article.fact(w.text("Cost"), site.said(document, "cost", tool.cost)),
        article.fact(w.text("With whom"), *article.terms(document, "audiences", site)),
        article.fact(w.text("Themes"), *article.terms(document, "themes", site)),
    )


def _steps(tool: Tool, w: Words) -> tuple[StepView, ...]:
    found, start = [], 0
    for step in tool.steps:
        minutes = step.minutes or 0
        time = w.minutes(minutes) if minutes else ""
        found.append(StepView(step.title, time, minutes, start, step.text or "", step.materials))
        start += minutes
    return tuple(found)


def _total(tool: Tool, w: Words) -> str:
    known = tool.steps and all(step.minutes for step in tool.steps)
    return w.minutes(sum(step.minutes or 0 for step in tool.steps)) if known else ""


def _origin(origin: Origin | None) -> OriginView | None:
    return OriginView(origin.name, origin.url or "", origin.author or "", origin.license or "") if origin else None


def _version(document: Document, version: Version, site: Site) -> views.Link:
    url = version.url or article.file_url(article.find_media(document, version.file or "", site))
    return views.Link(site.words.own_name(version.language), url, note=version.language)


def _theme(name: str, document: Document, site: Site) -> Passage:
    """A card's theme: the label of a term, or the author's own words."""
    known = site.vocabularies.get("themes")
    return site.label("themes", name) if known and name in known.terms else site.said(document, "cards", name)


def _route(document: Document, route: Route | None, site: Site) -> RouteView | None:
    if route is None:
        return None
    stops = []
    for stop in route.stops:
        known = stop.lat is not None and stop.lon is not None
        url = (
            f"https://www.openstreetmap.org/?mlat={stop.lat:g}&mlon={stop.lon:g}#map=17/{stop.lat:g}/{stop.lon:g}"
            if known
            else ""
        )
        stops.append(StopView(stop.title, url, stop.questions))
    length = site.words.kilometres(route.length_km) if route.length_km else ""
    gpx = article.file_url(article.find_media(document, route.gpx, site)) if route.gpx else ""
    return RouteView(tuple(stops), length, gpx)


def _combinations(document: Document, site: Site) -> tuple[Card, ...]:
    """What goes well with it, said by either of the two."""
    own = [edge.target for edge in site.outgoing(document.key, "combines_with")]
    others = [edge.source for edge in site.incoming(document.key, "combines_with")]
    found = site.cards(dict.fromkeys((*own, *others)))
    return tuple(sorted(found, key=lambda card: not site.is_native(card.key)))


def _evidence(document: Document, site: Site) -> Evidence:
    edges = site.incoming(document.key, "tools")
    found = [(site.card(edge.source), edge) for edge in edges]
    good = tuple(_testimony(c, edge, site) for c, edge in found if c.look == "good")
    failures = tuple(_testimony(c, edge, site) for c, edge in found if c.look == "fail")
    using = {c.key for c, _ in found}
    named = dict.fromkeys(e.source for e in site.incoming(document.key, IN_BODY) if e.source not in using)
    untold = _untold(document, site)
    return Evidence(
        good,
        failures,
        _sentence(len(good), len(failures), _organisations(edges, site), site.words, is_all=untold is None),
        site.cards(named),
        untold,
    )


def _untold(document: Document, site: Site) -> views.Link | None:
    w, number = site.words, site.untold_of(document.key, "tools")
    if not number:
        return None
    return views.Link(
        w.count("%(num)s story that is not translated yet", "%(num)s stories that are not translated yet", number),
        f"{site.kinds[document.key.kind].url(document.key.slug)}#part.evidence",
        note=w.language_name(site.config.language),
    )


def _testimony(found: Card, edge: Edge, site: Site) -> Testimony:
    document = site.documents[edge.source]
    context = getattr(document.record, "context", None)
    size = site.words.people(context.group_size) if context else ""
    time = site.words.duration(context.duration) if context else ""
    result = getattr(edge.around, "result", None) or ""
    return Testimony(
        found,
        tuple(filter(None, (size, time))),
        site.words.text(RESULTS[result]) if result else "",
        result,
        site.said(document, edge.field, getattr(edge.around, "note", None)),
    )


def _organisations(edges: Sequence[Edge], site: Site) -> int:
    """How many organisations told of it."""
    return len({own.target for edge in edges for own in site.outgoing(edge.source, "organisations")})


def _sentence(good: int, failures: int, organisations: int, w: Words, *, is_all: bool) -> str:
    """How much is known, said honestly: that there is nothing, only where all that is known is shown."""
    if not good and not failures:
        return w.text("No story in this toolbox used it yet.") if is_all else ""
    stories = w.count("In %(num)s story", "In %(num)s stories", good + failures)
    if organisations:
        told = w.count(
            "%(stories)s from %(num)s organisation",
            "%(stories)s from %(num)s organisations",
            organisations,
            stories=stories,
        )
    else:
        told = stories
    if is_all and not failures:
        return w.text("%(told)s, no failure reported yet. No score: read the stories.", told=told)
    if is_all and not good:
        return w.text("%(told)s, no good practice reported yet. No score: read the stories.", told=told)
    return w.text("%(told)s. No score: read the stories.", told=told)


def found_by(document: Document) -> Facets:
    """What a tool can be found by; by itself too, so that who chooses it sees it with the stories that used it."""
    tool = _tool(document)
    names = {
        "kind": ("tool",),
        "sort": (tool.kind,),
        "themes": tool.themes,
        "audiences": tool.audiences,
        "tools": (document.key.slug,),
        "language_level": (tool.language_level,),
        "mode": (tool.mode,),
    }
    return facets(names, duration=tool.duration, group=tool.group_size)


def searched(document: Document) -> dict[str, tuple[str, ...]]:
    """What a search reads of a tool besides title, summary and body."""
    tool = _tool(document)
    stops = tool.route.stops if tool.route else ()
    steps = (text for step in tool.steps for text in (step.text, *step.materials))
    lists = (*tool.when_not_to_use, *tool.safety_notes, *tool.tips, *tool.variations, *tool.materials)
    cards = (text for card in tool.cards for text in (card.front, card.back, card.theme))
    answers = (text for one in tool.faq for text in (one.q, one.a))
    origin = (tool.origin.name, tool.origin.author) if tool.origin else ()
    pictures = (text for image in tool.images for text in (image.alt, image.caption))
    questions = (question for stop in stops for question in stop.questions)
    labels = (one.label for one in tool.downloads)
    rest = (*lists, *cards, *questions, *answers, *origin, *pictures, *labels, tool.space, tool.cost)
    return {
        "purposes": tool.purpose,
        "headings": (*(step.title for step in tool.steps), *(stop.title for stop in stops)),
        "steps": tuple(filter(None, steps)),
        "body": tuple(filter(None, rest)),
    }


def evidence(document: Document, site: Site) -> int:
    """How many stories used it, those among them that this language does not show."""
    shown = {edge.source for edge in site.incoming(document.key, "tools")}
    return len(shown) + site.untold_of(document.key, "tools")


def starter(title: str, day: str) -> dict[str, object]:
    """What a new tool begins with."""
    return {"title": title, "summary": "…", "kind": "method", "status": "draft"}


KIND = Kind(
    name="tool",
    folder="tools",
    record=Tool,
    template="tool.html",
    card=card,
    page=page,
    one=N_("Tool"),
    plural=N_("Tools"),
    facets=found_by,
    choices={"kind": {"tool": N_("Tool")}, "sort": LABELS, "language_level": LEVELS, "mode": MODES},
    sources={"themes": "themes", "audiences": "audiences", "tools": "tool"},
    sorts="sort",
    narrowed=("language_level", "mode", "minutes", "people"),
    searched=searched,
    evidence=evidence,
    starter=starter,
)
