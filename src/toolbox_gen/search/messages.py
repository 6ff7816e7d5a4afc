"""What the search says in the browser once it has the head of the index: every key, with its English text.

What stands in braces is filled in by the browser. Texts that are needed before there is a head stand in
`templates/parts/finder.html`. One that goes with a number is in the head once for each form that the language has, by
its name in CLDR, which a browser knows as well: `results_one`, `results_few`, `results_other`.
"""

from typing import Final

from toolbox_gen.marking import N_, NN_

MESSAGES: Final[tuple[tuple[str, str], ...]] = (
    ("divider", N_("These have some of your words")),
    ("instead", N_("Shown for “{used}”, because nothing has “{typed}”.")),
    ("unknown", N_("Nothing has “{word}”.")),
    ("nothing", N_("Nothing found. Try fewer or other words.")),
    ("nothing_filtered", N_("Nothing found with these filters.")),
    ("nearest", N_("This does find something:")),
    ("everything", N_("Show everything")),
    ("shown", N_("{n} of {total} shown")),
    ("all", N_("All {n}: {label}")),
    ("like", N_("More like this")),
    ("like_of", N_("More like this: {title}")),
    ("liked", N_("Like “{title}”")),
    ("remove", N_("Remove filter: {label}")),
    ("clear", N_("Remove all filters")),
    ("show_all", N_("Show all {n}")),
    ("show_fewer", N_("Show fewer")),
    ("find_value", N_("Find in this list: {label}")),
    ("lost", N_("This list could not be loaded.")),
    ("again", N_("Try again")),
    ("pair", N_("{label}: {value}")),
    ("any", N_("No limit")),
    ("time_15", N_("15 minutes")),
    ("time_30", N_("30 minutes")),
    ("time_45", N_("45 minutes")),
    ("time_60", N_("1 hour")),
    ("time_90", N_("1½ hours")),
    ("time_120", N_("2 hours")),
    ("time_180", N_("3 hours")),
    ("time_240", N_("Half a day")),
    ("time_480", N_("A day")),
    ("terms", N_("Look for")),
    ("pages", N_("Open at once")),
)

COUNTED: Final[tuple[tuple[str, tuple[str, str]], ...]] = (
    ("results", NN_("{n} result", "{n} results")),
    ("some", NN_("{n} more has some of your words.", "{n} more have some of your words.")),
    (
        "partial",
        NN_(
            "Nothing has all these words. {n} result has some of them.",
            "Nothing has all these words. {n} results have some of them.",
        ),
    ),
    ("loosen", NN_("Without “{label}”: {n} result", "Without “{label}”: {n} results")),
    ("more", NN_("Show {n} more result", "Show {n} more results")),
    ("see", NN_("Show {n} result", "Show {n} results")),
    ("chosen", NN_("{n} chosen", "{n} chosen")),
    ("minutes", NN_("{n} minute", "{n} minutes")),
    ("people", NN_("{n} person", "{n} people")),
    ("suggestions", NN_("{n} suggestion", "{n} suggestions")),
)
"""Those that go with a number."""
