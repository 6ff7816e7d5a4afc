"""What the search says in the browser once it has the head of the index: every key, with its English text.

What stands in braces is filled in by the browser. Texts that are needed before there is a head stand in
`templates/parts/finder.html`. A key that ends with `_one` or `_other` goes with a
number, in the plural of the language.
"""

from typing import Final

from toolbox_gen.marking import N_

MESSAGES: Final[tuple[tuple[str, str], ...]] = (
    ("results_one", N_("{n} result")),
    ("results_other", N_("{n} results")),
    ("some_one", N_("{n} more has some of your words.")),
    ("some_other", N_("{n} more have some of your words.")),
    ("partial_one", N_("Nothing has all these words. {n} result has some of them.")),
    ("partial_other", N_("Nothing has all these words. {n} results have some of them.")),
    ("divider", N_("These have some of your words")),
    ("instead", N_("Shown for “{used}”, because nothing has “{typed}”.")),
    ("unknown", N_("Nothing has “{word}”.")),
    ("nothing", N_("Nothing found. Try fewer or other words.")),
    ("nothing_filtered", N_("Nothing found with these filters.")),
    ("nearest", N_("This does find something:")),
    ("everything", N_("Show everything")),
    ("loosen_one", N_("Without “{label}”: {n} result")),
    ("loosen_other", N_("Without “{label}”: {n} results")),
    ("shown", N_("{n} of {total} shown")),
    ("more_one", N_("Show {n} more result")),
    ("more_other", N_("Show {n} more results")),
    ("see_one", N_("Show {n} result")),
    ("see_other", N_("Show {n} results")),
    ("all", N_("All {n}: {label}")),
    ("like", N_("More like this")),
    ("like_of", N_("More like this: {title}")),
    ("liked", N_("Like “{title}”")),
    ("chosen_one", N_("{n} chosen")),
    ("chosen_other", N_("{n} chosen")),
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
    ("minutes_one", N_("{n} minute")),
    ("minutes_other", N_("{n} minutes")),
    ("people_one", N_("{n} person")),
    ("people_other", N_("{n} people")),
    ("terms", N_("Look for")),
    ("pages", N_("Open at once")),
    ("suggestions_one", N_("{n} suggestion")),
    ("suggestions_other", N_("{n} suggestions")),
)
