"""The others: fetched with npm when they are needed, into a folder that Git does not see."""

import json
import shutil
import subprocess
from pathlib import Path

PACKAGES = ("pagefind", "minisearch", "lunr", "lunr-languages")
FOLDER = Path(__file__).parents[2] / ".venv" / "bench-search"
ROOT = "main"
LEFT_OUT = ".crumbs, .band, svg"
"""What is no content of a page's main part: the way to it, and the cards of other pages below it."""


def installed() -> dict[str, str]:
    """The versions of the packages, which are now there. Without npm, or without a network the first time: OSError."""
    modules = FOLDER / "node_modules"
    if not all((modules / name).is_dir() for name in PACKAGES):
        FOLDER.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(FOLDER), "--no-audit", "--no-fund", "--loglevel=error", *PACKAGES]
        if subprocess.run(command, check=False).returncode:
            raise OSError("npm could not install the others")
    return {name: json.loads((modules / name / "package.json").read_text("utf-8"))["version"] for name in PACKAGES}


def copied(site: Path, pages: list[str], into: Path) -> Path:
    """These pages of a site and no others, for who reads all that there is."""
    for page in pages:
        (into / page).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / page / "index.html", into / page / "index.html")
    return into


def pagefind(pages: Path) -> Path:
    """Pagefind's index of the main parts of the pages in this folder."""
    output = pages.with_name("pagefind")
    program = FOLDER / "node_modules" / ".bin" / "pagefind"
    options = ["--root-selector", ROOT, "--exclude-selectors", LEFT_OUT, "--quiet"]
    subprocess.run([program, "--site", pages, "--output-path", output, *options], check=True)
    return output
