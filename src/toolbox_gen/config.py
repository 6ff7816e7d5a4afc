"""What `site.yaml` says of a toolbox. Without the file, every field has its default."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Annotated
from urllib.parse import urlsplit

from toolbox_gen.fieldtypes import Language, Line, Mail, Many, Minutes, Slug, Summaries, Texts, Titles, Truth, Url
from toolbox_gen.i18n import has_catalogue, untranslated
from toolbox_gen.marking import N_
from toolbox_gen.schema import Fault, Field, Record

FILE = "site.yaml"
_FIRST = 3
"""Of so many texts that a catalogue lacks it is said which they are."""


class Licence(Record):
    """A licence, as readers see it."""

    name: Annotated[Line, Field(description=N_("its short name or SPDX id"))]
    url: Annotated[Url | None, Field(description=N_("where its text stands"))] = None


class Way(Record):
    """A way in for readers: a list of what fits a question, such as "I have two hours and twelve people"."""

    slug: Annotated[Slug, Field(description=N_("its address below ways/"))]
    label: Annotated[Texts, Field(description=N_("the question, per language"))]
    intro: Annotated[Texts, Field(description=N_("a sentence above the list, per language"))] = {}
    kind: Annotated[Line, Field(description=N_("the kind of document that it lists"))] = "tool"
    minutes: Annotated[Minutes | None, Field(description=N_("the time that there is"))] = None
    people: Annotated[int | None, Field(ge=1, description=N_("the people that there are"))] = None
    facets: Annotated[
        Mapping[str, Many[Line]],
        Field(description=N_("names of facets with the values that fit, one of each")),
    ] = {}


class HelpLine(Record):
    """Somebody to talk to, for a reader who is not safe."""

    name: Annotated[Texts, Field(description=N_("what it is called, for all languages or per language"))]
    phone: Annotated[Line | None, Field(description=N_("its number, as people dial it"))] = None
    url: Annotated[Url | None, Field(description=N_("its address on the web"))] = None
    note: Annotated[Texts, Field(description=N_("for whom, when and at what cost, per language"))] = {}


class QuickExit(Record):
    """The way out of pages that a reader may have to leave before somebody sees them."""

    url: Annotated[Url, Field(description=N_("the neutral page that it leads to, such as the weather"))] = (
        "https://www.meteo.be/nl"
    )
    everywhere: Annotated[
        Truth, Field(description=N_("whether every page has it, not only those on something sensitive"))
    ] = False
    kinds: Annotated[Many[Line], Field(description=N_("the kinds of document whose pages all have it"))] = ()
    neutral_title: Annotated[
        Texts,
        Field(description=N_("what tab and history call a page on something sensitive, per language")),
    ] = {}
    help_lines: Annotated[
        Many[HelpLine], Field(description=N_("who helps, for the page that says what the exit cannot do"))
    ] = ()


class Config(Record):
    """The toolbox as a whole."""

    title: Annotated[
        Titles, Field(min_length=1, description=N_("name of the toolbox, for all languages or per language"))
    ] = {"": "Toolbox"}
    description: Annotated[
        Summaries, Field(description=N_("what it is, in two sentences, for all languages or per language"))
    ] = {}
    url: Annotated[Url | None, Field(description=N_("address at which it will live, with its folder"))] = None
    languages: Annotated[Many[Language], Field(min_length=1, description=N_("its languages, the main one first"))] = (
        "nl",
    )
    only_translated: Annotated[
        Many[Line],
        Field(description=N_("the kinds of document that no other language shows until they are translated")),
    ] = ()
    license: Annotated[
        Licence | None, Field(description=N_("licence of the content, where a document has no other"))
    ] = None
    contact: Annotated[Mail | None, Field(description=N_("mailbox of a role, not of a person"))] = None
    known_names: Annotated[
        Many[Line], Field(description=N_("names that may stand in any text: of streets, brands, well-known people"))
    ] = ()
    known_contacts: Annotated[
        Many[Line], Field(description=N_("phone numbers and mail addresses that may be public"))
    ] = ()
    consent_months: Annotated[
        int, Field(ge=1, le=600, description=N_("how long a consent holds without a last day"))
    ] = 24
    page_size: Annotated[int, Field(ge=1, le=500, description=N_("documents on one page of a list"))] = 24
    templates: Annotated[
        Many[Line], Field(description=N_("folders with templates that come before the theme's own"))
    ] = ()
    ways_in: Annotated[Many[Way], Field(description=N_("questions that lead readers to a list"))] = ()
    quick_exit: Annotated[
        QuickExit, Field(description=N_("the way out of pages that readers may have to leave at once"))
    ] = QuickExit()

    @property
    def language(self) -> str:
        """The main language."""
        return self.languages[0]

    @property
    def base(self) -> str:
        """The folder on its host in which the site lives, with a slash at both ends."""
        path = urlsplit(self.url or "").path.strip("/")
        return f"/{path}/" if path else "/"

    @property
    def origin(self) -> str:
        """Scheme and host, without a slash; nothing without an address."""
        parts = urlsplit(self.url or "")
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    def faults(self, headings: Sequence[str] = ()) -> Iterator[Fault]:
        """Languages must exist and have a catalogue; the exit leads away; template folders stay inside the project."""
        for number, language in enumerate(self.languages):
            if language in self.languages[:number]:
                yield Fault(("languages", number), "named-twice", {"name": language})
            if not has_catalogue(language):
                whole = language.partition("-")[0]
                values = {"language": language, "nearest": whole if has_catalogue(whole) else ""}
                yield Fault(("languages", number), "no-catalogue", values)
            elif lacking := untranslated(language):
                values = {"language": language, "count": str(len(lacking)), "first": "; ".join(lacking[:_FIRST])}
                yield Fault(("languages", number), "incomplete-catalogue", values)
        if self.origin and urlsplit(self.quick_exit.url).hostname == urlsplit(self.origin).hostname:
            yield Fault(("quick_exit", "url"), "exit-to-itself", {"url": self.quick_exit.url})
        for number, folder in enumerate(self.templates):
            if ".." in PurePosixPath(folder).parts or PurePosixPath(folder).is_absolute():
                yield Fault(("templates", number), "outside-project", {"target": folder})
