"""What a document can be found by, and what may be asked for: one rule for lists, ways in and the search."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from toolbox_gen.fieldtypes import Duration, GroupSize
from toolbox_gen.marking import N_
from toolbox_gen.model import Facets

LEVELS: Mapping[str, str] = {
    "A0": N_("from A0"), "A1": N_("from A1"), "A2": N_("from A2"), "B1": N_("from B1"), "B2": N_("from B2"),
    "C1": N_("from C1"),
}  # fmt: skip
"""The levels of a language, lowest first, as readers see them."""


def facets(
    names: Mapping[str, Iterable[str | None]], *, duration: Duration | None = None, group: GroupSize | None = None
) -> Facets:
    """The facets of a document: each name with the values that it has, the time that it takes, and for how many."""
    found = {name: tuple(value for value in values if value) for name, values in names.items()}
    numbers: dict[str, tuple[int, int | None]] = {}
    if duration and (duration.min or duration.max):
        low = duration.min or duration.max or 0
        numbers["minutes"] = (low, duration.max or low)
    if group:
        numbers["people"] = (group.min or 1, group.max)
    return Facets({name: values for name, values in found.items() if values}, numbers)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for: one of the values of each name, within the time there is, for the people there are."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    minutes: int | None = None
    people: int | None = None

    def passes(self, found: Facets) -> bool:
        """Whether a document with these facets is wanted; who has no such number is not."""
        if self.minutes is not None and found.numbers.get("minutes", (self.minutes + 1, None))[0] > self.minutes:
            return False
        if self.people is not None:
            low, high = found.numbers.get("people", (self.people + 1, None))
            if self.people < low or (high is not None and self.people > high):
                return False
        return all(not set(values).isdisjoint(found.names.get(name, ())) for name, values in self.names.items())

    @property
    def fragment(self) -> str:
        """The same selection in the address of the search page."""
        numbers = (("minutes", self.minutes), ("people", self.people))
        chosen = [f"{name}={','.join(values)}" for name, values in self.names.items()]
        return "&".join([*chosen, *(f"{name}={value}" for name, value in numbers if value is not None)])
