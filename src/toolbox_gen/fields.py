"""The fields that content types share. The declaration is the documentation: types, bounds, references and help."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Literal, TypeAlias

from toolbox_gen.dates import add_months
from toolbox_gen.digest import is_seal
from toolbox_gen.fieldtypes import Date, Free, Language, Line, Mail, Many, Slug, Summary, Text, Title, Url
from toolbox_gen.marking import N_
from toolbox_gen.schema import AfterValidator, Fault, Field, File, Record, Ref, Tongue, fault, model_validator


class Archived(Record):
    """Why a document is kept but no longer kept up."""

    on: Annotated[Date, Tongue.OWN, Field(description=N_("since when it is archived"))]
    reason: Annotated[Line | None, Field(description=N_("why, in one sentence"))] = None
    replaced_by: Annotated[Slug | None, Ref("same"), Tongue.OWN, Field(description=N_("slug of what replaces it"))] = (
        None
    )


Use: TypeAlias = Literal["site", "publication", "cards", "export"]
"""What people may agree to: the pages with their lists, search and feeds; printed or bundled publications; cards of
stories in print; and the data that others may take over (`export.json`). None of them includes another."""


class Consent(Record):
    """What the people in a document agreed to: no names and no forms, those are in the organisation's own register."""

    ref: Annotated[Line, Field(description=N_("row in the organisation's own register"))]
    status: Annotated[
        Literal["given", "pending", "withdrawn", "not-needed"], Field(description=N_("whether it was given"))
    ]
    given_on: Annotated[Date | None, Field(description=N_("day on which it was given"))] = None
    expires_on: Annotated[Date | None, Field(description=N_("last day on which it holds"))] = None
    scope: Annotated[Many[Use], Field(description=N_("what it may be used for"))] = ()
    identity: Annotated[
        Literal["named", "first-name", "pseudonym", "anonymous"] | None,
        Field(description=N_("how people appear in it")),
    ] = None
    image: Annotated[
        Literal["none", "unrecognisable", "recognisable"] | None,
        Field(description=N_("how people may be seen in its images")),
    ] = None
    address: Annotated[
        Literal["neutral-page", "nothing"],
        Field(description=N_("what stays at its address when it is taken back")),
    ] = "neutral-page"
    pseudonyms: Annotated[
        Many[Line], Field(description=N_("the names that you invented for people in this text; never a real one"))
    ] = ()

    def covers(self, use: Use, day: date, months: int) -> bool:
        """Whether it holds for a use on a day. Without `expires_on` it holds for so many months; in doubt it fails.

        Where none is needed it holds for every use, but for what the block itself leaves out.
        """
        state = self.state(day, months)
        return state in ("given", "not-needed") and (use in self.scope or (state == "not-needed" and not self.scope))

    def state(self, day: date, months: int) -> str:
        """How it stands on a day: its status, or `later` before and `expired` after the days on which that holds.

        `incomplete` when nobody can tell, since the day on which it was given is missing.
        """
        last = self.last_day(months)
        if self.status in ("pending", "withdrawn"):
            return self.status
        if self.given_on and day < self.given_on.first:
            return "later"
        if self.status == "given" and self.given_on is None:
            return "incomplete"
        return "expired" if last and last < day else self.status

    def last_day(self, months: int) -> date | None:
        """The last day on which it holds, if there is one; of a month or a year, the last of its days."""
        if self.expires_on:
            return self.expires_on.last
        if self.status == "given" and self.given_on:
            return add_months(self.given_on.first, months)
        return None


class Image(Record):
    """A picture of the document."""

    src: Annotated[Line, File("image"), Field(description=N_("file beside the document or in content/media"))]
    alt: Annotated[Line, Field(description=N_("what can be seen, for people who do not see it"))]
    caption: Annotated[Line | None, Field(description=N_("text below the picture"))] = None
    credit: Annotated[Line | None, Tongue.NAME, Field(description=N_("who made it"))] = None
    people: Annotated[
        Literal["none", "unrecognisable", "recognisable"],
        Field(description=N_("whether people can be recognised")),
    ] = "none"


class Quote(Record):
    """What somebody said: data, so that consent can bind to it."""

    text: Annotated[Text, Field(description=N_("the words"))]
    who: Annotated[
        Line | None, Tongue.NAME, Field(description=N_("as the consent says: first name, pseudonym or nothing"))
    ] = None
    role: Annotated[Line | None, Field(description=N_("in which role"))] = None


class Paper(Record):
    """A printed version that can be ordered while there are any."""

    stock: Annotated[int, Field(ge=0, description=N_("how many are left; the line goes away at 0"))]
    request_url: Annotated[Url, Field(description=N_("where to order it"))]


class Download(Record):
    """Something to take away: a file of the toolbox or an address elsewhere."""

    file: Annotated[
        Line | None, File("file"), Tongue.OWN, Field(description=N_("file beside the document or in content/media"))
    ] = None
    url: Annotated[Url | None, Tongue.OWN, Field(description=N_("address, when it is not a file of the toolbox"))] = (
        None
    )
    label: Annotated[Line, Field(description=N_("what it is"))]
    language: Annotated[Language | None, Tongue.OWN, Field(description=N_("its language"))] = None
    paper: Annotated[Paper | None, Tongue.OWN, Field(description=N_("the printed version"))] = None

    @model_validator(mode="after")
    def _one_place(self) -> "Download":
        if (self.file is None) == (self.url is None):
            raise fault("one-of-two", first="file", second="url")
        return self


class Source(Record):
    """Where facts come from."""

    title: Annotated[Line, Tongue.NAME, Field(description=N_("name of the source"))]
    url: Annotated[Url | None, Tongue.OWN, Field(description=N_("its address"))] = None
    accessed: Annotated[Date | None, Tongue.OWN, Field(description=N_("day on which it was read"))] = None


def _seal(text: str) -> str:
    if not is_seal(text):
        raise fault("wrong-seal")
    return text


class Translation(Record):
    """How a translation was made, and from what."""

    on: Annotated[Date, Field(description=N_("day on which it was last brought up to date"))]
    how: Annotated[
        Literal["person", "machine", "machine-checked", "…"] | None,
        Field(description=N_("who made it: a person, a machine, or a machine with a person who read it all")),
    ] = None
    original: Annotated[
        Mapping[str, Annotated[str, AfterValidator(_seal)]],
        Field(description=N_("seals of the parts of the original, which toolbox-gen writes")),
    ] = {}


LONGEST_ALIAS = 500
LONGEST_PART = 200
"""Characters of an earlier address, and bytes of a part of it, which becomes the name of a folder."""


def _alias(text: str) -> str:
    """A path inside the site: nothing that leads out of it, and nothing that a host would not serve as a file."""
    parts = text.strip("/").split("/")
    if not {"", ".", ".."}.isdisjoint(parts) or any(c in text for c in '\\?#%:*|<>"'):
        raise fault("wrong-alias")
    if len(text) > LONGEST_ALIAS or max(len(part.encode()) for part in parts) > LONGEST_PART:
        raise fault("wrong-alias")
    return text


PLACEHOLDERS = ("…", "...")
"""What a scaffold has where something is to be filled in."""


class Common(Record):
    """What every document may have."""

    never_empty = frozenset({"consent"})  # whoever began to write it down cannot mean that nobody need be asked

    status: Annotated[
        Literal["draft", "review", "published", "archived"],
        Tongue.OWN,
        Field(description=N_("how far the document is")),
    ] = "published"
    publish_on: Annotated[Date | None, Tongue.OWN, Field(description=N_("first day on which it is shown"))] = None
    expires_on: Annotated[Date | None, Tongue.OWN, Field(description=N_("last day on which it is shown"))] = None
    review_by: Annotated[Date | None, Tongue.OWN, Field(description=N_("day by which somebody reads it again"))] = None
    archived: Annotated[Archived | None, Field(description=N_("when and why it was archived"))] = None
    updated: Annotated[
        Date | None, Tongue.OWN, Field(description=N_("day of the last change that readers should know of"))
    ] = None
    aliases: Annotated[
        Many[Annotated[Line, AfterValidator(_alias)]],
        Tongue.OWN,
        Field(description=N_("earlier addresses, which lead here")),
    ] = ()
    contact: Annotated[Mail | None, Tongue.OWN, Field(description=N_("mailbox of a role, not of a person"))] = None
    consent: Annotated[Consent | None, Tongue.OWN, Field(description=N_("what the people in it agreed to"))] = None
    translation: Annotated[
        Translation | None, Tongue.OWN, Field(description=N_("of a translation: how it was made, and from what"))
    ] = None
    pictured: Annotated[
        Literal["none", "unrecognisable", "recognisable"],
        Tongue.OWN,
        Field(description=N_("whether people can be recognised in the pictures of its text, or in its logo")),
    ] = "none"
    extra: Annotated[
        Free,
        Tongue.OWN,
        Field(
            description=N_(
                "fields of your own, which nothing checks: your templates may show them, the export leaves them out"
            )
        ),
    ] = {}

    @property
    def heading(self) -> str:
        """What the document is called."""
        return str(getattr(self, self.heading_field, None) or "")  # nothing, of a file with faults

    @property
    def heading_field(self) -> str:
        """The field that says so."""
        return "title"

    @property
    def is_findable(self) -> bool:
        """Whether search engines may show its page."""
        return self.status == "published"

    @property
    def is_sensitive(self) -> bool:
        """Whether a reader may have to hide that she reads it."""
        return False

    @property
    def reasons_for_consent(self) -> tuple[str, ...]:
        """Why the people in it must have agreed, by the names of the fields."""
        return ("pictured",) if self.pictured == "recognisable" else ()

    def faults(self, headings: Sequence[str] = ()) -> Iterator[Fault]:
        """The rules that hold for every document."""
        if self.status in ("published", "archived"):
            for name, value in self:
                if value in PLACEHOLDERS:
                    yield Fault((name,), "placeholder", {"name": name})
            if self.translation and self.translation.how in PLACEHOLDERS:
                yield Fault(("translation", "how"), "placeholder", {"name": "how"})
        reasons = self.reasons_for_consent
        if reasons and self.consent is None and self.status in ("published", "archived"):
            yield Fault((reasons[0],), "consent-missing", {"field": reasons[0]}, at_key=True, also=("consent",))
        if self.consent:
            yield from _consent_faults(self.consent)
        if self.pictures_exceed_consent(self.pictured):
            yield Fault(("pictured",), "image-beyond-consent", {"value": self.pictured})
        if self.status == "archived" and self.archived is None:
            yield Fault(("status",), "archived-without-facts", also=("archived",))
        if self.publish_on and self.expires_on and self.expires_on.last < self.publish_on.first:
            values = {"name": "expires_on", "first": str(self.publish_on), "last": str(self.expires_on)}
            yield Fault(("expires_on",), "wrong-order", values)

    def pictures_exceed_consent(self, people: str) -> bool:
        """Whether a picture shows more of people than they agreed to; of what is not shown at all, nothing is said."""
        if self.consent is None or self.consent.status not in ("given", "not-needed"):
            return False
        shown = ("none", "unrecognisable", "recognisable")
        return shown.index(people) > shown.index(self.consent.image or "none")


def _consent_faults(consent: Consent) -> Iterator[Fault]:
    if len(consent.ref) > 1 and not any(character.isdigit() for character in consent.ref):
        yield Fault(("consent", "ref"), "ref-without-number")
    if consent.status == "given":
        if consent.given_on is None:
            yield Fault(("consent", "given_on"), "missing-field", {"name": "given_on"}, at_key=True)
        if not consent.scope:
            yield Fault(("consent", "scope"), "missing-field", {"name": "scope"}, at_key=True)
    if consent.given_on and consent.expires_on and consent.expires_on.last < consent.given_on.first:
        values = {"name": "expires_on", "first": str(consent.given_on), "last": str(consent.expires_on)}
        yield Fault(("consent", "expires_on"), "wrong-order", values)


class Practice(Common):
    """What stories and tools share."""

    title: Annotated[Title, Field(description=N_("the title"))]
    summary: Annotated[Summary, Field(description=N_("two sentences for cards, search and sharing"))]
    themes: Annotated[Many[Annotated[Line, Ref("themes")]], Field(description=N_("what it is about"))] = ()
    audiences: Annotated[Many[Annotated[Line, Ref("audiences")]], Field(description=N_("for and with whom"))] = ()
    images: Annotated[Many[Image], Field(description=N_("pictures"))] = ()
    downloads: Annotated[Many[Download], Field(description=N_("things to take away"))] = ()
    sources: Annotated[Many[Source], Field(description=N_("where the facts come from"))] = ()
    credits: Annotated[Line | None, Tongue.NAME, Field(description=N_("who made it"))] = None
    license: Annotated[
        Line | None, Tongue.SAME, Field(description=N_("SPDX id of its licence, when not the site's"))
    ] = None

    @property
    def reasons_for_consent(self) -> tuple[str, ...]:
        seen = ("images",) if any(image.people == "recognisable" for image in self.images) else ()
        return (*super().reasons_for_consent, *seen)

    def faults(self, headings: Sequence[str] = ()) -> Iterator[Fault]:
        """Adds: what an image shows must be what people agreed to."""
        yield from super().faults(headings)
        for number, image in enumerate(self.images):
            if self.pictures_exceed_consent(image.people):
                yield Fault(("images", number, "people"), "image-beyond-consent", {"value": image.people})
