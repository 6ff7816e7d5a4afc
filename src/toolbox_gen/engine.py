"""Code is an input: the digest of everything that makes a site out of what was written."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from toolbox_gen.digest import digest
from toolbox_gen.files import read_bytes

PACKAGE = Path(__file__).parent
LIBRARIES = ("babel", "jinja2", "markdown_it_py", "markupsafe", "pillow", "pydantic", "pydantic_core", "pyromark",
             "pystemmer", "python_frontmatter", "pyyaml", "tree_sitter", "tree_sitter_javascript")  # fmt: skip
"""What shapes the output besides our own code."""


def engine(callables: Iterable[Callable[..., object]] = ()) -> str:
    """The digest of the code: the package's source and texts, the libraries' versions, the modules of `callables`."""
    found = [f"{sys.version_info[:2]}".encode(), *sorted(_versions())]
    for folder in (PACKAGE, *(PACKAGE / name for name in ("checks", "kinds", "lint", "listings", "search"))):
        found += [path.name.encode() + read_bytes(path) for path in sorted(folder.glob("*.py"))]
    found += [read_bytes(path) for path in sorted((PACKAGE / "locale").rglob("*")) if path.is_file()]
    for one in callables:
        own = getattr(one, "__module__", "")
        found.append(f"{own}.{getattr(one, '__qualname__', '')}".encode())
        file = getattr(sys.modules.get(own), "__file__", None)
        if file and not own.startswith("toolbox_gen."):
            found.append(read_bytes(Path(file)))
    return digest(b"\0".join(found))


def _versions() -> Iterable[bytes]:
    """The names of the folders that say which version of a library is installed."""
    for folder in sys.path:
        if Path(folder).name in ("site-packages", "dist-packages"):
            names = (entry.name for entry in Path(folder).iterdir() if entry.name.endswith(".dist-info"))
            yield from (name.encode() for name in names if name.partition("-")[0].lower() in LIBRARIES)
