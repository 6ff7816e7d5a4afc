"""Every message that an author can get: what is wrong, and what to type instead.

The sentences are English and reach an editor through the catalogue `editor` of her language. Of the hints, the first
is used whose placeholders are all known, so the one with the nearest right name comes before the one without. Each
code has a heading in `docs/problems.md` and a bad file in `tests/problems/`.
"""

from dataclasses import dataclass

from toolbox_gen.marking import N_


@dataclass(frozen=True, slots=True)
class Code:
    """The sentences of a problem; a warning does not stop a build, unless it is strict.

    A warning that comes by itself, by the day or because another document has changed or is not shown any more, never
    does: what people took back must not stay on the site for it.
    """

    message: str
    hints: tuple[str, ...]
    warning: bool = False
    by_itself: bool = False


def _code(message: str, *hints: str) -> Code:
    return Code(message, hints)


def _warning(message: str, *hints: str, by_itself: bool = False) -> Code:
    return Code(message, hints, warning=True, by_itself=by_itself)


_FILES = {
    "not-utf-8": _code(
        N_("This file is not UTF-8 text."),
        N_("Save it as UTF-8: in your editor, “Save with encoding” or “Save as”."),
    ),
    "control-character": _code(
        N_("An invisible control character ({character}) stands here."),
        N_("Delete it and type the text again."),
    ),
    "too-many-accents": _code(
        N_("More than {most} accents stand on one letter here."),
        N_("Delete the letter with its accents and type it again."),
    ),
    "file-too-large": _code(N_("This file is larger than {most}."), N_("Make it smaller, or divide it.")),
    "unreadable-file": _code(
        N_("This file cannot be read: {reason}."),
        N_("Look whether it is damaged, and whether you may read it."),
    ),
    "not-a-file": _code(N_("This is not an ordinary file."), N_("Put the file itself here.")),
    "outside-project": _code(N_("“{target}” leads out of the project."), N_("Put a copy of it inside the project.")),
    "sync-conflict": _code(
        N_("This looks like a copy that a synchronising program made of another file."),
        N_("Take over what you need from it, and delete it."),
    ),
    "wrong-ending": _code(
        N_("“{name}” has an ending that is not read."),
        N_("Rename the file to {right}: texts end in .md, vocabularies in .yaml."),
    ),
    "unknown-folder": _code(
        N_("No texts are read from the folder {folder}."),
        N_("Did you mean {nearest}?"),
        N_("Put the file in one of these: {known}."),
    ),
    "misplaced-file": _code(
        N_("This file is in a folder inside {folder}, where it is not read."),
        N_("Put it directly in {folder}."),
    ),
    "language-not-used": _code(
        N_("“{language}” is not a language of this toolbox."),
        N_("Use one of {known}, or add the language to “languages” in site.yaml."),
    ),
    "main-language-ending": _code(
        N_("“{language}” is the main language of this toolbox, and its files are named without it."),
        N_("Rename the file to {right}, or delete it if that one is right."),
    ),
    "translation-alone": _code(
        N_("This is the translation of a file that is not there: {original}."),
        N_("Make {original}, or, if this is the original, rename this file to it."),
    ),
    "translation-differs": _code(
        N_("“{name}” is “{here}” here and “{there}” in {original}, and depends on no language."),
        N_("Leave it out here: it comes from the original. Or make both equal, if the original is wrong."),
    ),
    "translation-count": _code(
        N_("“{name}” has {here} items here and {there} in {original}."),
        N_("Give as many, in the same order, or leave “{name}” out: it then comes from the original."),
    ),
    "not-a-translation": _code(
        N_("This is an original, and “translation” says what a translation was made from."),
        N_("Delete “translation” with all that stands below it."),
    ),
    "wrong-seal": _code(
        N_("“{value}” is not what toolbox-gen wrote here."),
        N_(
            "Take the line back from an earlier version. Or, once the translation is up to date, delete “original” "
            "with what stands below it and type: toolbox-gen translate its-name its-language --done."
        ),
    ),
    "translation-undated": _warning(
        N_("This translation does not say from which version of {original} it was made, so nobody sees it grow old."),
        N_("Once it is up to date, type: toolbox-gen translate {slug} {language} --done"),
    ),
    "translation-behind": _warning(
        N_("{original} has changed since this translation was made: {parts}."),
        N_("Take over what has changed, then type: toolbox-gen translate {slug} {language} --done"),
        by_itself=True,
    ),
    "translation-lacks": _warning(
        N_("This translation leaves out texts of {original}: {names}."),
        N_(
            "Translate these too. Readers get a field of the original in its language, and of a part of a list nothing."
        ),
    ),
    "translation-uneven": _warning(
        N_("This translation has not as many texts as {original}: {names}."),
        N_("Give as many as the original, in the same order. What is left out, readers of this language never learn."),
    ),
    "translation-without-text": _warning(
        N_("{original} has a text below its fields, and this translation has none."),
        N_("Translate the text too, or set status: draft until it is there."),
    ),
    "untranslated-text": _warning(
        N_("This is still the text of {original}, word for word: {names}."),
        N_("Translate it. The numbers are lines of this file."),
    ),
    "wrong-slug-file": _code(
        N_("“{name}” cannot be an address: small letters a–z, digits and single hyphens only, at most {most}."),
        N_("Rename the file to {right}, unless there is one of that name already: then this is a copy of it."),
        N_("Rename the file."),
    ),
    "reserved-slug": _code(
        N_("“{slug}” is an address that the site itself or Windows needs."), N_("Give the file another name.")
    ),
    "unknown-vocabulary": _code(
        N_("There is no vocabulary “{name}”."),
        N_("Did you mean {nearest}.yaml?"),
        N_("The vocabularies are: {known}, each a file in content/vocabularies."),
    ),
    "same-address": _code(
        N_("Two files would make the same page, {address}; the other one is {first}."),
        N_("Rename one of them, or remove the alias."),
    ),
    "address-taken": _code(
        N_("The page {address} is one that the site makes itself."),
        N_("Give this file another name, or remove the alias."),
    ),
    "image-unreadable": _code(N_("This picture cannot be read."), N_("Save it again as JPEG, PNG or WebP.")),
    "image-too-large": _code(
        N_("This picture has more than 50 megapixels, or a side of more than 16,383 pixels."),
        N_("Save it smaller: 3000 pixels wide is enough."),
    ),
    "image-moves": _code(
        N_("This picture moves, and what moves is not shown."),
        N_("Save one image of it as a still picture, or offer a film as a download."),
    ),
}

_YAML = {
    "no-front-matter": _code(
        N_("The file does not begin with front matter."),
        N_("Put a line --- at the very top, then the fields, then another line ---."),
    ),
    "unclosed-front-matter": _code(
        N_("The front matter is opened with --- but never closed."),
        N_("Put a line --- of its own after the last field, before the text."),
    ),
    "duplicate-key": _code(
        N_("The field “{name}” stands here a second time; the first is on line {first}."),
        N_("Keep one of them."),
    ),
    "yaml-colon": _code(
        N_("A colon followed by a space stands inside a text: {line}"),
        N_("Write {right}"),
        N_('Put the whole text between quotes: title: "Together: a story".'),
    ),
    "yaml-tab": _code(
        N_("A tab or a special space stands here; only ordinary spaces may indent."),
        N_("Replace it by ordinary spaces."),
    ),
    "yaml-quote": _code(
        N_("A quotation mark is opened here and never closed: {line}"),
        N_("Write {right}"),
        N_("Close it at the end of the text."),
    ),
    "yaml-character": _code(
        N_("A text may not begin with this character: {line}"),
        N_("Write {right}"),
        N_("Put the whole text between quotes."),
    ),
    "yaml-no-colon": _code(
        N_("This line is no field: {line}"),
        N_("Write “field: text”. If the story begins here, put a line --- before it."),
    ),
    "yaml-indent": _code(
        N_("This line does not fit what stands above it: {line}"),
        N_("Let it begin with as many spaces as its neighbours."),
    ),
    "yaml-rest": _code(
        N_("More text follows after the closing quotation mark or bracket: {line}"),
        N_("Write {right}"),
        N_("Put the whole text between single quotes: title: '“No” is an answer'."),
    ),
    "yaml-no-space": _code(N_("A space is missing after the colon or the dash: {line}"), N_("Write “{right}”.")),
    "yaml-backslash": _code(
        N_("A backslash stands in a text between double quotes: {line}"),
        N_("Put the text between single quotes, or write the backslash twice."),
    ),
    "yaml-bracket": _code(
        N_("A bracket is opened here and not closed: {line}"),
        N_("Close it with ] or }}, or put the text in quotes."),
    ),
    "yaml-syntax": _code(N_("This cannot be read ({said}): {line}"), N_("Compare it with another file of this kind.")),
    "yaml-anchor": _code(
        N_("A text begins with & or *, or a field is called <<; YAML gives them a meaning that is not used here."),
        N_("Put a text that begins so between quotes; write a value out where it is meant."),
    ),
    "yaml-tag": _code(
        N_("A text begins with !, as in {tag}; YAML gives that a meaning that is not used here."),
        N_("Put the whole text between quotes."),
    ),
    "yaml-key": _code(
        N_("The name of a field must be a plain text."), N_("Write it without brackets or signs: place: Gent.")
    ),
    "yaml-no-mapping": _code(
        N_("Here fields are expected, each as “field: text”."), N_("Write lines such as “title: My story”.")
    ),
    "yaml-cut": _code(
        N_("The text ends before the #: “{kept}”. What follows is lost: {lost}"),
        N_("Put the whole text between quotes. For a remark, leave a space after the #."),
    ),
    "yaml-too-large": _code(N_("The front matter is larger than 64 KiB."), N_("Move text to the body, below the ---.")),
    "yaml-too-deep": _code(
        N_("The fields are nested more than {most} levels deep."),
        N_("Look for a bracket or a list too many."),
    ),
}

_FIELDS = {
    "unknown-field": _code(
        N_("There is no field “{name}” here."),
        N_("Did you mean “{nearest}”?"),
        N_("The fields are: {known}. Fields of your own go under “{own}”."),
        N_("The fields are: {known}."),
    ),
    "missing-field": _code(N_("The field “{name}” is missing."), N_("Add a line “{name}: …”.")),
    "missing-one-of": _code(
        N_("Neither “{first}” nor “{second}” is given."), N_("Add one of the two, such as “{first}: …”.")
    ),
    "one-of-two": _code(
        N_("Either “{first}” or “{second}” must be given, and not both."), N_("Give just one of the two.")
    ),
    "empty-value": _code(N_("“{name}” is empty."), N_("Give it a text, or delete the line.")),
    "expected-text": _code(
        N_("“{name}” must be one text."), N_("Write it on one line, without brackets: {name}: text.")
    ),
    "expected-list": _code(
        N_("“{name}” must be a list."), N_("Write each on a line of its own that begins with “- ”.")
    ),
    "expected-mapping": _code(
        N_("“{name}” must have fields of its own."),
        N_("Write each on a line of its own, two spaces deeper. They are: {known}."),
        N_("Write each on a line of its own, two spaces deeper."),
    ),
    "wrong-choice": _code(
        N_("“{value}” is not possible for “{name}”."),
        N_("Did you mean “{nearest}”? Possible are: {choices}."),
        N_("Choose one of: {choices}."),
    ),
    "wrong-number": _code(
        N_("“{value}” is not a number that “{name}” can have."),
        N_("Type a number {bounds}."),
        N_("Type a number in digits; a fraction has a point, as in 2.5."),
    ),
    "wrong-date": _code(
        N_("“{value}” is not a date."),
        N_("Did you mean {nearest}?"),
        N_("Type a year (2024), a month (2024-05) or a day (2024-05-31)."),
    ),
    "wrong-order": _code(
        N_("“{name}” ends before it begins: {first}, {last}."), N_("Look which of the two dates is wrong.")
    ),
    "wrong-range": _code(N_("The lowest ({low}) is more than the highest ({high})."), N_("Exchange the two.")),
    "wrong-duration": _code(
        N_("“{value}” is not a duration."),
        N_("Type minutes (45), a range (30-60), or hours as in 1u30, 2 uur or 1/2 dag."),
    ),
    "wrong-minutes": _code(
        N_("“{value}” is not one length of time."),
        N_("Type minutes (45), or hours as in 1u30, 2 uur or 1/2 dag; not a range."),
    ),
    "wrong-group-size": _code(
        N_("“{value}” is not a group size."),
        N_("Type a number (12), a range (8-20) or a lowest number (8+)."),
    ),
    "wrong-url": _code(N_("“{value}” is not an address."), N_("Copy it from the browser: it begins with https://.")),
    "url-not-https": _code(N_("“{value}” is not a safe address."), N_("Write {secure}, and see whether it opens.")),
    "wrong-mail": _code(
        N_("“{value}” is not a mail address."),
        N_("Type one like team@example.org."),
    ),
    "wrong-slug": _code(
        N_("“{value}” cannot be a name: small letters a–z, digits and single hyphens only."),
        N_("Type {slug}."),
        N_("Choose another name."),
    ),
    "wrong-alias": _code(
        N_("“{value}” cannot be an earlier address on this site."),
        N_("Write its path below the site, such as praktijken/hapje-klapje."),
    ),
    "too-long": _code(
        N_("“{name}” has {length} characters; at most {most} fit."),
        N_("Shorten it; the rest can go into the text."),
    ),
    "bidi-control": _code(
        N_("“{name}” holds an invisible mark that turns the direction of the text."),
        N_("Delete the text and type it again."),
    ),
    "unknown-document": _code(
        N_("“{name}” does not exist: there is no file {file}."),
        N_("Did you mean “{nearest}”?"),
        N_("Make the file, or take the name away here. Names are file names without .md."),
    ),
    "unknown-term": _code(
        N_("“{name}” is not a word of the vocabulary “{vocabulary}”."),
        N_("Did you mean “{nearest}”?"),
        N_("Choose a word from {file}, or add it there."),
    ),
    "unknown-facet": _code(
        N_("“{kind}” cannot be chosen by “{name}”."),
        N_("Did you mean “{nearest}”?"),
        N_("Choose one of: {known}."),
    ),
    "list-without-brackets": _code(
        N_("“{name}” is one text, and looks like a list."), N_("Put square brackets around it: [{name}].")
    ),
    "refers-to-itself": _code(N_("“{name}” names this document itself."), N_("Take it away.")),
    "named-twice": _code(N_("“{name}” is named twice."), N_("Keep one of them.")),
    "circle": _code(N_("“{name}” goes round in a circle: {way}."), N_("Take one of these steps away.")),
    "review-due": _warning(
        N_("This document was to be read again by {date}."),
        N_("Read it, mend what is no longer true, and move “review_by”."),
        by_itself=True,
    ),
    "no-page-of-its-own": _code(
        N_("{file} has no page of its own, so nothing can link to it."),
        N_("Link to the document on whose page it is shown."),
    ),
    "text-without-a-page": _code(
        N_("A file in this folder has no text below its fields: it has no page on which that could be shown."),
        N_("Move the text to a field, or delete it."),
    ),
    "unpublished-reference": _warning(
        N_("{target} is not shown on the site at this time, so this reference is left out."),
        N_("Nothing needs to be done if that is what you want; look whether your text still says too much about it."),
        by_itself=True,
    ),
    "missing-label": _warning(
        N_("“{name}” has no label in: {languages}. Its readers see it in another language."),
        N_("Add a line for each of them under “label”."),
    ),
    "missing-text": _warning(
        N_("“{name}” has no text in: {languages}. Its readers see it in another language."),
        N_("Add a line for each of them under “{name}”."),
    ),
    "exit-to-itself": _code(
        N_("{url} is on the site itself, so the quick exit would not lead away from it."),
        N_("Give a page on another site that tells nothing, such as the weather, or take “url” away."),
    ),
    "no-catalogue": _code(
        N_("The interface does not speak “{language}” yet."),
        N_("Write {nearest}."),
        N_("Take it from “languages”, or add its catalogue: docs/languages.md says how."),
    ),
    "incomplete-catalogue": _code(
        N_("Texts of the interface that are not translated into “{language}”: {count}. The first: {first}"),
        N_("Translate what “make messages” lists, or take the language from “languages”."),
    ),
    "unknown-language": _code(
        N_("“{language}” is not a language code."),
        N_("Did you mean “{nearest}”?"),
        N_("Use the code of a language, such as nl, fr, en or ar."),
    ),
}

_RULES = {
    "placeholder": _code(
        N_("“{name}” still says “…”."), N_("Write what belongs there, or set status: draft until it is known.")
    ),
    "failure-without": _code(
        N_("A successful failure needs “{name}”: what was learned comes first."),
        N_("Add “{name}:” with at least one line “- …”."),
    ),
    "failure-without-cause": _code(
        N_("A successful failure must say what went wrong."),
        N_("Add “{name}:” with at least one line “- …”, or a heading “## What went wrong” in the text."),
    ),
    "no-tool-reason": _code(
        N_("The story names no tool."),
        N_("Name at least one under “tools”, or say why not: no_tool_reason: …"),
    ),
    "consent-missing": _code(
        N_("Because of “{field}” this document needs the consent of the people in it."),
        N_("Add “consent:” with ref, status, given_on, scope and identity; without consent, set status: draft."),
    ),
    "ref-without-number": _warning(
        N_("The reference in this consent has no number: a name may stand there."),
        N_("Write the row of your own register, such as R-2026-014: never a name or initials."),
    ),
    "image-beyond-consent": _code(
        N_("The picture shows people ({value}), which their consent does not allow."),
        N_("Take the picture away, or set “image” in the consent if they agreed."),
    ),
    "picture-of-people": _code(
        N_("{file} says that people can be recognised in this picture, and this document has no consent for that."),
        N_("Add “consent:” with “image: recognisable” if they agreed to be shown here too; else take it away."),
    ),
    "picture-taken-back": _warning(
        N_("{file} shows this picture of people too, and their consent no longer holds there."),
        N_("Look in your register whether they agreed to be shown here; if not, take the picture away here too."),
        by_itself=True,
    ),
    "archived-without-facts": _code(
        N_("An archived document must say since when."),
        N_("Add “archived:” with “on: 2024-05-31” and a reason."),
    ),
    "steps-too-long": _warning(
        N_("The steps take {taken} minutes together, the whole at most {longest}."),
        N_("Correct the one or the other."),
    ),
}

_BODIES = {
    "shown-as-typed": _warning(
        N_("Readers see these characters as they stand here: {text}"),
        N_("A heading is “## Title”, a link [text](../tools/its-name.md) or [[its-name]]; HTML is not read."),
    ),
    "unused-file": _warning(
        N_("No document names this file, so it is not on the site."),
        N_("Name it under “images” or “downloads” or in a text; a story itself must be a .md file."),
    ),
    "body-too-deep": _code(
        N_("Quotes or lists stand too deep in each other here; the text in them would be lost."),
        N_("Use fewer levels: at most nine lists or nineteen quotes in each other."),
    ),
    "emphasis-too-deep": _code(
        N_("Emphasis stands in emphasis here, more than twenty times."), N_("Look for stars or underscores too many.")
    ),
    "body-too-intricate": _code(
        N_("Up to here the text has 50,000 lines or 100,000 of the signs * _ ` [ ] < > & | ! \\: no page holds more."),
        N_("Divide it into several documents."),
    ),
    "body-too-large": _code(N_("The text is larger than 1 MiB."), N_("Divide it into several documents.")),
    "broken-link": _code(
        N_("The link “{target}” leads nowhere: {file} does not exist."),
        N_("Did you mean “{nearest}”?"),
        N_("Put the file in content/media and write {media}."),
        N_("Link to a file that exists, from this one: ../tools/its-name.md, or [[its-name]]."),
    ),
    "broken-anchor": _code(
        N_("{file} has no heading “#{anchor}”."),
        N_("Did you mean “#{nearest}”?"),
        N_("Its headings are: {known}."),
        N_("Take “#{anchor}” away: that text has no headings."),
    ),
    "anchor-behind": _warning(
        N_(
            "{file} has no heading for “#{anchor}” as long as a translation is behind: the link leads to its beginning."
        ),
        N_("Bring the translation up to date. See: toolbox-gen check"),
        by_itself=True,
    ),
    "ambiguous-link": _code(N_("[[{target}]] could be several documents."), N_("Write one of: {known}.")),
    "absolute-link": _code(
        N_("The link “{target}” begins with a slash."),
        N_("Link to the file itself, such as ../tools/deep-democracy.md."),
    ),
    "refused-link": _code(
        N_("The link “{target}” is not allowed."),
        N_("Links begin with {known}, or name a file of the toolbox."),
    ),
    "mail-without-mailto": _code(N_("“{value}” is a mail address, not a file."), N_("Write mailto:{value}.")),
    "missing-image": _code(
        N_("There is no picture “{name}”."),
        N_("Did you mean “{nearest}”?"),
        N_("Put it beside this file or in content/media, as JPEG, PNG or WebP."),
    ),
    "missing-file": _code(
        N_("There is no file “{name}”."),
        N_("Did you mean “{nearest}”?"),
        N_("Put it beside this file or in content/media."),
    ),
    "missing-alt": _code(
        N_("The picture “{name}” has no description for people who do not see it."),
        N_("Say between the square brackets what can be seen: ![a long table with people](photo.jpg)."),
    ),
    "not-an-image": _code(
        N_("“{name}” is not a picture."),
        N_("Save or send the photo as JPEG: .{phone} is a format of phones, which not everybody can open."),
        N_("Pictures are JPEG, PNG or WebP files."),
    ),
    "not-a-download": _code(
        N_("“{name}” is a sort of file that is not offered."),
        N_("Save or send the photo as JPEG: .{phone} is a format of phones, which not everybody can open."),
        N_("Possible are: {known}."),
    ),
    "not-as-named": _code(
        N_("“{name}” is not the sort of file that its ending says."),
        N_("Save it again with the program that made it. Pictures are JPEG, PNG or WebP, and keep their ending."),
    ),
    "download-with-author": _warning(
        N_("“{name}” says inside who wrote it, and readers get the file as it is."),
        N_(
            "Leave it if that may be known and you build without --strict. "
            "Else take the author out of the file's properties and save it again."
        ),
    ),
    "download-with-place": _warning(
        N_("“{name}” says inside where it was recorded, and readers get the file as it is."),
        N_("Leave it if that may be known and you build without --strict. Else save it again without its place."),
    ),
    "image-elsewhere": _code(
        N_("The picture {target} is on another site."),
        N_("Save it in content/media, if you may, and name that file."),
    ),
}

_PEOPLE = {
    "person-name": _warning(
        N_("This may be somebody's name: {shown} ({times} × in this file). The consent counts as “{identity}”."),
        N_(
            "Leave it out, or write under “{missing}” in the consent how they may be named: named, first-name, "
            "pseudonym or anonymous. If nobody is called so, name it under “known_names” in site.yaml."
        ),
        N_(
            "Leave it out, or give her another name and write that under “{field}” in the consent. "
            "If nobody is called so, name it under “known_names” in site.yaml."
        ),
        N_(
            "Leave it out, or say what she does: a volunteer. "
            "If nobody is called so, name it under “known_names” in site.yaml."
        ),
    ),
    "family-name": _warning(
        N_("A family name may stand here: {shown} ({times} × in this file). The consent says “{identity}”."),
        N_("Write the first name only. If nobody is called so, name it under “known_names” in site.yaml."),
    ),
    "mobile-number": _warning(
        N_("A mobile number stands here: {shown}. Behind it is mostly one person."),
        N_("Write the number of the organisation. One that may be public goes under “known_contacts” in site.yaml."),
    ),
    "phone-number": _warning(
        N_("A phone number stands here: {shown}."),
        N_("Leave it out if it is a person's. One that may be public goes under “known_contacts” in site.yaml."),
    ),
    "personal-mail": _warning(
        N_("This mail address looks like that of one person: {shown}."),
        N_(
            "Write that of a role, such as team@example.org. "
            "An address that may be public goes under “known_contacts” in site.yaml."
        ),
    ),
}

_LABELS = {
    "vague-link": _warning(
        N_("The text of this link does not say where it leads: “{text}”."),
        N_("Name what is to be found there: [the walk in ten steps](../tools/walk.md), not “here”."),
    ),
    "vague-alt": _warning(
        N_("This description does not say what can be seen: “{text}”."),
        N_("Say it in a sentence, without “photo of”, in other words than the title, the caption and the file's name."),
    ),
    "repeated-alt": _warning(
        N_("Another picture has the same description, on line {first}: “{text}”."),
        N_("Say what can be seen on this one and not on the other."),
    ),
}

_TEMPLATES = {
    "missing-folder": _code(
        N_("There is no folder “{name}” in this toolbox."), N_("Make it, or take its name from “templates”.")
    ),
    "template-missing": _code(N_("There is no template “{name}”."), N_("Look at the names in templates/.")),
    "template-syntax": _code(N_("The template cannot be read: {reason}"), N_("Look at this line of the template.")),
    "template-undefined": _code(
        N_("The template asks for what its view does not have, while making {about}: {reason}"),
        N_("Look the view up in docs/architecture.md."),
    ),
    "template-error": _code(
        N_("The template fails while making {about}: {reason}"), N_("Look at this line of the template.")
    ),
    "template-by-variable": _code(
        N_("The template includes another one whose name is only known when it runs."),
        N_("Name the other template as a text between quotes."),
    ),
    "script-syntax": _code(
        N_("This cannot be read as JavaScript."), N_("Look for a bracket or a quotation mark too many or too few.")
    ),
    "script-form": _code(
        N_("Scripts of the theme cannot say this: {said}"),
        N_("Write import {{ a, b }} from …, names as they are, and export before const, let, function or class."),
    ),
    "script-missing": _code(
        N_("There is no module “{name}”."),
        N_("Did you mean “{nearest}”?"),
        N_("Modules are files in templates/scripts/; from here: {prefix}NAME.js."),
    ),
    "script-export-missing": _code(
        N_("{file} does not export “{name}”."),
        N_("Did you mean “{nearest}”?"),
        N_("Write export before it in that file, or take it away here."),
    ),
    "script-name-twice": _code(
        N_("“{name}” is also declared in {file}, and both end up in one script."),
        N_("Give one of the two another name, or import it."),
    ),
    "untranslated": _code(
        N_("The text “{text}” is not in the catalogue of “{language}”."),
        N_("Translate it in reader.po of that language."),
    ),
}

CODES: dict[str, Code] = {**_FILES, **_YAML, **_FIELDS, **_RULES, **_BODIES, **_PEOPLE, **_LABELS, **_TEMPLATES}
