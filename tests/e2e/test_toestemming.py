"""docs/toestemming.md: every command in it, run as it is written, in a toolbox with a history and a place elsewhere."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from tests.projects import STORY, TOOL, project, tree, write
from toolbox_gen.catalogue import KINDS
from toolbox_gen.fields import Use

PAGE = Path(__file__).parents[2] / "docs" / "toestemming.md"
TEXT = PAGE.read_text(encoding="utf-8")
COMMANDS = [
    command for block in re.findall(r"^ *```sh\n(.*?)^ *```$", TEXT, re.M | re.S) for command in block.splitlines()
]
BLOCKS = re.findall(r"^( *)```yaml\n(.*?)^ *```$", TEXT, re.M | re.S)
QUIET = ("grep", "git -C ../nakijken.git grep", "git -C ../nakijken.git log")
"""Commands of which the page says that nothing may appear."""
CONSENT, WITHDRAWN, NOTHING, QUOTE = (re.sub(f"^{indent}", "", text, flags=re.M) for indent, text in BLOCKS)
TOLD = f"---\ntitle: De avond\nkind: good-practice\nsummary: Kort.\ndate: 2026\ntools: [deep-democracy]\n{CONSENT}---\nZilverreiger.\n"
APART = "content/quotes/de-avond-haar-woorden.md"


@pytest.fixture
def shell(tmp_path: Path) -> Callable[[str], str]:
    """Runs a command in a toolbox that is kept in git; what it says on both streams. It must go well."""
    root, elsewhere, programs = (tmp_path / name for name in ("box", "elsewhere.git", "programs"))
    project(root, {"content/stories/de-avond.md": TOLD, "content/tools/deep-democracy.md": TOOL})
    programs.mkdir()
    program = programs / "toolbox-gen"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m toolbox_gen "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C.UTF-8",
        "SOURCE_DATE_EPOCH": "1780272000", "FILTER_BRANCH_SQUELCH_WARNING": "1",
        **{f"GIT_{who}_{what}": f"a@{what}.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }  # fmt: skip

    def run(command: str) -> str:
        done = subprocess.run(
            ["bash", "-c", command], cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8",
            check=False, timeout=120,
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert done.returncode == 0 or (done.returncode == 1 and command.startswith(QUIET)), (command, said)
        return said

    run(f"git init --quiet --bare '{elsewhere}' && git init --quiet && git remote add origin '{elsewhere}'")
    write(root, {".gitignore": "site\n.site.toolbox-gen\n"})
    return run


def commit(shell: Callable[[str], str], message: str) -> None:
    shell(f"git add --all && git commit --quiet --message '{message}'")


def after(heading: str) -> list[str]:
    """The commands below a heading."""
    section = TEXT.split(f"## {heading}\n")[1].partition("\n## ")[0]
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```$", section, re.M | re.S)
    return [line.strip() for block in blocks for line in block.splitlines()]


def test_all_commands_stand_below_headings_that_are_tried_here() -> None:
    tried = ("De kalender", "Iemand neemt haar verhaal terug", "Uit de geschiedenis van git halen",
             "Citaten die je apart kunt wegnemen")  # fmt: skip
    assert [line.strip() for line in COMMANDS] == [line for heading in tried for line in after(heading)]


def test_the_lists_of_the_calendar(tmp_path: Path, shell: Callable[[str], str]) -> None:
    said = [shell(command) for command in after("De kalender")]
    assert "Binnen 90 dagen verloopt er geen toestemming." in said[0]
    assert (tmp_path / "box" / "toestemmingen.csv").read_bytes().startswith(b"stand,verwijzing")
    assert (tmp_path / "box" / "toestemmingen.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_a_story_is_taken_back_as_the_page_says(tmp_path: Path, shell: Callable[[str], str]) -> None:
    root = tmp_path / "box"
    build, look = after("Iemand neemt haar verhaal terug")
    shell(build)
    assert "site/stories/de-avond/index.html" in shell(look)
    taken = TOLD.replace("  status: given ", "  " + WITHDRAWN.strip() + " ").replace("---\nZ", f"{NOTHING}---\nZ")
    assert taken.count("withdrawn") == 2  # once in the remark of the page
    write(root, {"content/stories/de-avond.md": taken})
    shell(build)
    assert shell(look) == ""
    assert not (root / "site" / "stories" / "de-avond").exists()


def test_a_quote_is_kept_apart_shown_and_pruned_as_the_page_says(tmp_path: Path, shell: Callable[[str], str]) -> None:
    root = tmp_path / "box"
    commit(shell, "Eerst")
    for command in after("Citaten die je apart kunt wegnemen"):
        shell(command)
    assert (root / APART).is_file()
    write(root, {APART: f"---\n{QUOTE}---\n".replace("Iemand vroeg", "Zilverreiger vroeg"),
                 "content/stories/de-avond.md": TOLD.replace("Zilverreiger.\n", "Tekst.\n")})  # fmt: skip
    shell("toolbox-gen build")
    page = (root / "site" / "stories" / "de-avond" / "index.html").read_text(encoding="utf-8")
    assert "Zilverreiger vroeg wat ik nodig had." in page
    shell("git checkout --quiet --orphan schoon && git branch --quiet -D master main 2>/dev/null || true")
    commit(shell, "Een verhaal met een citaat")
    shell("git tag v1")
    write(root, {"content/stories/ander.md": STORY})
    commit(shell, "Nog een verhaal")
    shell("git push --quiet origin --all && git push --quiet origin --tags")
    elsewhere, other = f"git -C '{tmp_path / 'elsewhere.git'}'", f"git -C '{tmp_path / 'other'}'"
    shell(f"git clone --quiet '{tmp_path / 'elsewhere.git'}' '{tmp_path / 'other'}' --branch schoon")
    shell(f"{other} checkout --quiet -b voorstel && sed -i s/vroeg/VROEG/ '{tmp_path / 'other' / APART}'")
    shell(f"{other} commit --quiet --all --message Voorstel && {other} push --quiet origin voorstel")
    assert {"schoon", "voorstel", "v1"} == set(shell(f"{elsewhere} for-each-ref --format='%(refname:short)'").split())
    assert "Zilverreiger VROEG" in shell(f"{elsewhere} log --all --patch")
    for command in after("Uit de geschiedenis van git halen"):
        said = shell(command)
        assert not command.startswith(QUIET) or said == "", (command, said)
    assert {"schoon", "voorstel", "v1"} == set(shell(f"{elsewhere} for-each-ref --format='%(refname:short)'").split())
    assert "Nog een verhaal" in shell(f"{elsewhere} log voorstel")
    assert "Zilverreiger" not in shell(f"{elsewhere} log --all --patch")
    assert (root / "content" / "stories" / "ander.md").is_file()
    assert not (root / APART).exists()
    shell("toolbox-gen build")
    assert not [name for name, data in tree(root).items() if b"Zilverreiger" in data]
    shell(f"git clone --quiet '{tmp_path / 'elsewhere.git'}' '{tmp_path / 'clone'}' --branch v1 2>/dev/null")
    assert (tmp_path / "clone" / "content" / "stories" / "de-avond.md").is_file()
    assert "Zilverreiger" not in shell(f"git -C '{tmp_path / 'clone'}' log --all --patch")


def test_it_names_every_scope_and_every_field_of_a_consent() -> None:
    assert all(f"`{use}`" in TEXT for use in get_args(Use))
    consent = KINDS[0].record.model_fields["consent"].annotation
    fields = next(one for one in consent.__args__ if one is not type(None)).model_fields  # type: ignore[union-attr]
    assert all(re.search(rf"^ *{name}: ", TEXT, re.M) for name in fields)
