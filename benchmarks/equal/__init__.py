"""A site of ours that has the pages of `peers/hugo`, no more and no fewer, so that building the two is equal work.

`look/` are templates that say what Hugo's say, `planners` the pages, `compare` shows what is the same and what is not,
and `python -m benchmarks.equal ROOT` builds a toolbox that way.
"""

import shutil
from pathlib import Path

LOOK = "look"
SETTINGS = f"""title: Toolbox
url: https://voorbeeld.example/
languages: [nl]
page_size: 50
templates: [{LOOK}]
"""


def prepare(root: Path) -> None:
    """Put the templates and `site.yaml` beside the content of a project."""
    shutil.copytree(Path(__file__).parent / LOOK, root / LOOK, dirs_exist_ok=True)
    (root / "site.yaml").write_text(SETTINGS, encoding="utf-8")
