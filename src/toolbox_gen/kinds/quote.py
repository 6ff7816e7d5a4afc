"""Quotes in files of their own: each with its own consent, so that one person can take back her words alone.

They are shown on the page of their story, among the story's own. A small file can also be pruned from the history of a
repository (docs/toestemming.md) while the story stays.
"""

from typing import Annotated

from toolbox_gen.fields import Common, Quote
from toolbox_gen.fieldtypes import Line
from toolbox_gen.marking import N_
from toolbox_gen.model import Kind
from toolbox_gen.schema import Field, Ref


class QuoteApart(Quote, Common):
    """What somebody said in a story."""

    story: Annotated[
        Line, Ref("story"), Field(description=N_("story on whose page it is shown: its file name without .md"))
    ]

    @property
    def reasons_for_consent(self) -> tuple[str, ...]:
        return (*super().reasons_for_consent, "text")


KIND = Kind(
    name="quote",
    folder="quotes",
    record=QuoteApart,
    one=N_("Quote"),
    plural=N_("Quotes"),
    listed=False,
    starter=lambda title, day: {  # the title is the file's name alone: it must not become somebody's words
        "story": "…",
        "text": "…",
        "consent": {"ref": "…", "status": "pending"},
        "status": "draft",
    },
)
