"""What all documents point at: the edges that fields and links make."""

from pathlib import Path

from tests.english import sites, story
from toolbox_gen.model import IN_BODY, Key


def test_edges_carry_what_was_written_and_lead_back(tmp_path: Path) -> None:
    text = story(
        "tools: [{tool: deep-democracy, note: N}]\nthemes: [inclusion]",
        body="[[deep-democracy]] [[deep-democracy]] [[buurthuis]] [[#a]]\n\n# A\n",
    )
    (site,) = sites(tmp_path, {"content/stories/x.md": text})
    mine, tool_key = Key("story", "x"), Key("tool", "deep-democracy")
    assert [(e.target, e.field) for e in site.outgoing(mine)] == [
        (Key("themes", "inclusion"), "themes"), (tool_key, "tools"), (tool_key, IN_BODY), (Key("organisation", "buurthuis"), IN_BODY),
    ]  # fmt: skip
    assert [getattr(e.around, "note", None) for e in site.incoming(tool_key, "tools") if e.source == mine] == ["N"]
    assert [e.source.slug for e in site.incoming(tool_key, "tools")] == ["aan-tafel", "x", "nul-lezers"]
    assert [e.source.slug for e in site.incoming(tool_key, IN_BODY)] == ["aan-tafel", "x", "nul-lezers"]
