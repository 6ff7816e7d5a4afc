"""What the last build wrote: the file that marks a folder as ours, and says the digest of everything in it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NAME = ".toolbox-gen.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """The digest of each file of a site by its path, the manifest itself left out."""

    files: Mapping[str, str]

    def encoded(self) -> bytes:
        """As bytes, the same for the same files."""
        value = {"made-by": "toolbox-gen", "format": _FORMAT, "files": dict(sorted(self.files.items()))}
        return (json.dumps(value, ensure_ascii=False, indent=0) + "\n").encode()


def read(folder: Path) -> Manifest | None:
    """The manifest of a folder; None when the folder has none that can be read, so that it is not known to be ours."""
    try:
        value = json.loads((folder / NAME).read_bytes())
        files = value["files"]
        if value["made-by"] != "toolbox-gen" or value["format"] != _FORMAT:
            return None
        return Manifest({str(path): str(digest) for path, digest in files.items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
