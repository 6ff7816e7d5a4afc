"""How the consents of a toolbox stand on a day: what expires soon, what has expired, what is pending or taken back.

Nothing here names anybody. What identifies a consent is its row in the organisation's own register; the name of a file
may hold somebody's name, so it is told nowhere but in a digest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from toolbox_gen.config import Config
from toolbox_gen.digest import digest
from toolbox_gen.load import Content
from toolbox_gen.model import Document, Kind

STATES = ("expired", "expires", "later", "incomplete", "pending", "withdrawn")
"""Expired; expires within the days that were asked for; begins later; without the day on which it was given; asked for;
taken back. In this order."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The consent of a document, or of a translation that has one of its own."""

    state: str
    """One of `STATES`; of what needs nothing to be done (`given`, `not-needed`) just that."""
    ref: str
    """Its row in the organisation's register."""
    folder: str
    """Where its document stands: `stories`."""
    given_on: date | None
    last_day: date | None
    scope: tuple[str, ...]
    identity: str
    """The same for the same consent of the same document, whenever it is asked for, and not to be read."""
    keeps_address: bool
    """Whether a neutral page stays at its address, once it does not hold any more."""


def entries(content: Content, *, kinds: Sequence[Kind], config: Config, day: date, days: int) -> tuple[Entry, ...]:
    """Every consent that a toolbox has written down, those with something to do first, and of these the earliest."""
    by_name = {kind.name: kind for kind in kinds}
    found: list[Entry] = []
    for (key, language), document in content.documents.items():
        original = content.documents.get((key, config.language))
        if original and language != config.language and document.record.consent == original.record.consent:
            continue
        held = original.record.consent if original and language != config.language else None
        is_gone = held is not None and held.state(day, config.consent_months) in (
            "withdrawn",
            "pending",
            "expired",
            "incomplete",
        )
        found += (
            entry
            for entry in _entry(document, by_name[key.kind], config, day, days)
            if not (is_gone and entry.state in ("expires", "later"))
        )
    return tuple(sorted(found, key=_place))


def _place(entry: Entry) -> tuple[int, date, str, str]:
    state = STATES.index(entry.state) if entry.state in STATES else len(STATES)
    return state, entry.last_day or date.max, entry.ref, entry.identity


def _entry(document: Document, kind: Kind, config: Config, day: date, days: int) -> Iterator[Entry]:
    consent = document.record.consent
    if consent is None:
        return
    state, last = consent.state(day, config.consent_months), consent.last_day(config.consent_months)
    if state == "given" and last and last - day <= timedelta(days):
        state = "expires"
    yield Entry(
        state, consent.ref, kind.folder, consent.given_on.first if consent.given_on else None, last, consent.scope,
        digest("\0".join((consent.ref, *document.key, document.language)).encode())[:24],
        keeps_address=kind.has_pages and consent.address == "neutral-page",
    )  # fmt: skip
