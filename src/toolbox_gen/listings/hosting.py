"""What tells hosts the policy, where they read it from the files of a site."""

from collections.abc import Iterator

from toolbox_gen import policy
from toolbox_gen.plan import Bytes, Output
from toolbox_gen.site import Site

FILES = {"_headers": "netlify", ".htaccess": "apache"}
"""Each with the host that reads it (`policy.HOSTS`)."""


def plan(site: Site) -> Iterator[Output]:
    """A file for each such host; none for a site that is opened from a disk."""
    if site.root or site.portable:
        return
    config = site.config
    for path, host in FILES.items():
        text = policy.snippet(host, base=config.base, languages=config.languages)
        yield Output(path, Bytes(text.encode()))
