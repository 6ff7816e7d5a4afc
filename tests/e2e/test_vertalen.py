"""docs/vertalen.md and docs/traduire.md: their commands, run as they are written, from the beginning to a later change."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.english import main, page, said
from tests.projects import TOOL, built, project, write
from toolbox_gen.cli import cli

TEXT, FRENCH = (
    (Path(__file__).parents[2] / "docs" / name).read_text(encoding="utf-8") for name in ("vertalen.md", "traduire.md")
)
FILE = "content/tools/deep-democracy"


def commands(text: str) -> list[str]:
    """The commands of a page."""
    return [line for block in re.findall(r"^```sh\n(.*?)^```$", text, re.M | re.S) for line in block.splitlines()]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    labels = "inclusion: {label: {nl: Inclusie, fr: Inclusion}}\nparticipation: {label: {nl: Participatie, fr: Participation}}\n"
    return project(
        tmp_path, {"site.yaml": "title: Proef\nlanguages: [nl, fr]\n", "content/vocabularies/themes.yaml": labels}
    )


def run(root: Path, command: str) -> str:
    program, *words = shlex.split(command)
    assert program == "toolbox-gen"
    done = CliRunner().invoke(cli, ["--root", str(root), *words], env={"SOURCE_DATE_EPOCH": "1780272000"})
    assert done.exit_code == 0, done.output
    return done.output


def test_a_translator_does_what_the_page_says(root: Path) -> None:
    begin, check, again, finish = commands(TEXT)
    assert "staat klaar" in run(root, begin)
    assert "fr: 0 van 5 documenten zijn vertaald" in run(root, check)
    text = (root / f"{FILE}.fr.md").read_text(encoding="utf-8")
    filled = (
        text.replace("status: draft\n", "").replace('how: "…"', "how: machine").replace("…”", "").replace("…", "Un mot")
    )
    write(root, {f"{FILE}.fr.md": filled})
    told = run(root, check)
    assert "let op" not in told
    assert (
        "fr: 1 van 5 documenten zijn vertaald (stories 0/2, tools 1/1, organisations 0/1, pages 0/1); achter: 0."
        in told
    )
    write(
        root, {f"{FILE}.md": TOOL.replace("Begin in een kring.", "Begin in een halve kring.").replace("60-180", "90")}
    )
    assert "Veranderd: body." in run(root, again)
    assert "achter: 1." in run(root, check)
    built(root)
    html = said(main(page(root / "site", "fr/tools/deep-democracy")))
    assert "L’original de cette page a changé depuis que cette traduction a été faite, le" in html
    assert "is bij met het origineel" in run(root, finish)
    assert "achter: 0." in run(root, check)
    assert run(root, again).endswith("is bij: het origineel is niet veranderd.\n")


def test_the_block_on_the_page_is_one_that_is_read(root: Path) -> None:
    (block,) = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.M | re.S)
    write(root, {f"{FILE}.fr.md": f"---\ntitle: T\nsummary: S\n{block}---\nT.\n\n## E\n\nT.\n"})
    assert {p.code for p in built(root).problems} == {"translation-undated"}
    assert "Cette page a été traduite par une personne." in said(main(page(root / "site", "fr/tools/deep-democracy")))


def test_the_french_page_has_the_same_commands_and_parts() -> None:
    assert commands(FRENCH) == commands(TEXT)
    assert [len(one) for one in re.findall(r"^#+", FRENCH, re.M)] == [
        len(one) for one in re.findall(r"^#+", TEXT, re.M)
    ]
