"""`headers`."""

from pathlib import Path

import click

from toolbox_gen import policy
from toolbox_gen.build import settings
from toolbox_gen.commands.building import FINE


def run_headers(host: str, *, root: Path) -> int:
    """Print what tells a host the policy of this toolbox. The exit code."""
    config = settings(root)
    click.echo(policy.snippet(host, base=config.base, languages=config.languages), nl=False)
    return FINE
