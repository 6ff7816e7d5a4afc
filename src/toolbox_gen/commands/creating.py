"""`new`."""

from datetime import date
from pathlib import Path

import click

from toolbox_gen import derive
from toolbox_gen.build import settings
from toolbox_gen.commands.building import FAULT, FINE, USAGE
from toolbox_gen.commands.reporting import editors_words
from toolbox_gen.load import file_of
from toolbox_gen.marking import N_
from toolbox_gen.model import Kind
from toolbox_gen.urls import RESERVED, slugify


def run_new(kind: Kind, title: str, *, root: Path, day: date, language: str | None) -> int:
    """Write the scaffold of a new document. The exit code."""
    say = editors_words(language or settings(root).language)
    slug = slugify(title)
    if not slug or slug in RESERVED:
        click.echo(
            say(N_("“{title}” gives no name for a file. Choose a title with letters or digits.")).format(title=title),
            err=True,
        )
        return USAGE
    path = file_of(kind, slug)
    if (root / path).exists():
        click.echo(
            say(N_("{path} exists already. Choose another title, or open that file.")).format(path=path),
            err=True,
        )
        return USAGE
    body = say(N_("Write the text here. Headings begin with ##; a link to a tool is `[[its-name]]`."))
    text = derive.scaffold(kind, title=" ".join(title.split()), day=day.isoformat(), translate=say, body=body)
    try:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or str(error)
        click.echo(say(N_("Could not write {path}: {reason}.")).format(path=path, reason=reason), err=True)
        return FAULT
    click.echo(
        say(N_("{path} is ready to be filled in. It is a draft: delete the line “status: draft” to show it.")).format(
            path=path
        )
    )
    return FINE
