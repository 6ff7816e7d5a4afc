"""Names and addresses: what a slug is, where a page lives, and how one page points at another."""

import re
import unicodedata

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
LONGEST_SLUG = 80
RESERVED = frozenset(
    {"404", "assets", "index", "kind", "media", "page", "search", "site", "aux", "con", "nul", "prn"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)
"""Names that the site itself needs below every folder, and those that Windows has no folder by."""
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ĳ": "ij", "ı": "i"})


def is_slug(name: str) -> bool:
    """`[a-z0-9]` with inner hyphens, at most 80 characters."""
    return len(name) <= LONGEST_SLUG and bool(SLUG.match(name))


def slugify(text: str) -> str:
    """The slug that a title would have; an empty text when nothing of it can stand in a slug."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return slug[:LONGEST_SLUG].strip("-")


def output_path(url: str) -> str:
    """The file that answers for a site path: `stories/x/` is `stories/x/index.html`, `feed.xml` is itself."""
    return url + "index.html" if url.endswith("/") or not url else url


def relative(url: str, *, seen_from: str, portable: bool = False) -> str:
    """How the page at `seen_from` writes a link to `url`, both site paths without a leading slash.

    Relative links work at a domain's root, in a sub-folder and from a disk. With `portable` a link names the file
    `index.html`, since a disk does not look for it. A fragment stays.
    """
    path, mark, fragment = url.partition("#")
    *here, _ = output_path(seen_from).split("/")
    *there, name = (output_path(path) if portable else path).split("/")
    shared = next((n for n, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(len(here), len(there)))
    answer = "/".join([*[".."] * (len(here) - shared), *there[shared:], name])
    return (answer or "./") + mark + fragment
