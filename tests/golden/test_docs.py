"""Documentation that is made from the declarations, and the scaffolds of new documents."""

from datetime import date
from pathlib import Path

import pytest

from tests.projects import built, messages, project
from toolbox_gen import derive
from toolbox_gen.catalogue import KINDS
from toolbox_gen.config import Config
from toolbox_gen.i18n import translations
from toolbox_gen.load import Term
from toolbox_gen.model import Kind

DOCS = Path(__file__).parents[2] / "docs"


def test_the_reference_of_fields_is_that_of_the_models(update_golden: bool) -> None:
    text = derive.reference(KINDS, {"vocabularies (each term)": Term, "site.yaml": Config})
    path = DOCS / "fields.md"
    if update_golden:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("title", ["Wat we leerden", 'Een "titel": met #tekens & meer', "2024", "nee"])
def test_a_scaffold_is_a_valid_document(tmp_path: Path, kind: Kind, title: str) -> None:
    say = translations("nl", "editor").gettext
    text = derive.scaffold(kind, title=title, day=date(2026, 6, 1).isoformat(), translate=say, body="Tekst.")
    root = project(tmp_path, {f"content/{kind.folder}/nieuw.md": text})
    assert messages(built(root)) == []
    shown = text.replace("status: draft\n", "").replace('story: "…"', "story: aan-tafel").replace('"…"', "Rij 1")
    assert messages(built(project(tmp_path, {f"content/{kind.folder}/nieuw.md": shown}))) == []
