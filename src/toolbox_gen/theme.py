"""The theme: the folders in which templates, scripts and other files are looked for, first come first served."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toolbox_gen.digest import digest
from toolbox_gen.files import is_file, is_folder

ASSETS = "assets"
SCRIPTS = "scripts"


def theme_folder() -> Path:
    """The theme that comes with the package; in a checkout, the repository's own folder."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent.parent / "templates"


@dataclass(frozen=True, eq=False)
class Theme:
    """Folders with templates, and with files that are published beside the pages."""

    folders: tuple[Path, ...]

    def assets(self) -> dict[str, Path]:
        """The theme's files that are published beside the pages, by name."""
        return self._files(ASSETS)

    def modules(self) -> dict[str, Path]:
        """The modules that scripts among the assets are made of, by name."""
        return self._files(SCRIPTS)

    def _files(self, name: str) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            inside = folder / name
            if is_folder(inside):
                files = (p for p in inside.iterdir() if not p.name.startswith(".") and is_inside(p, folder))
                found |= {p.name: p for p in files if is_file(p)}
        return dict(sorted(found.items()))

    def digest(self) -> str:
        """One digest of all that its folders hold; it is another when any template, script or other file is."""
        found = [str(len(self.folders)).encode()]
        for folder in self.folders:
            for path in sorted(p for p in folder.rglob("*") if p.is_file()):
                name = path.relative_to(folder).as_posix()
                found.append(f"{name} {_digest(path, folder)}".encode(errors="surrogateescape"))
            found.append(b"")
        return digest(b"\0".join(found))


def _digest(path: Path, folder: Path) -> str:
    """The digest of a file; of one that may not be read, or is not in the folder, nothing."""
    try:
        return digest(path.read_bytes()) if is_inside(path, folder) else ""
    except OSError:
        return ""


def theme(root: Path, folders: Sequence[str]) -> Theme:
    """The folders that `site.yaml` names, the project's own `templates/`, and the theme of the package."""
    own = [root / name for name in (*folders, "templates")]
    inside = [folder for folder in own if is_folder(folder) and is_inside(folder, root)]
    return Theme(tuple(dict.fromkeys(folder.resolve() for folder in (*inside, theme_folder()))))


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a path, with its symbolic links followed, is in a folder; one that leads round and round is not."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except RuntimeError:  # of Python 3.11 and 3.12
        return False
