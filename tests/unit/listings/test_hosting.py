"""The files that tell hosts the policy."""

from pathlib import Path

import pytest

from tests.english import SITE, english, published, sites
from tests.hosts import headers, netlify
from tests.projects import built
from toolbox_gen.listings import hosting
from toolbox_gen.policy import HEADERS
from toolbox_gen.write import Refused


def test_two_hosts_find_their_files(tmp_path: Path) -> None:
    site = published(tmp_path)
    assert headers(netlify((site / "_headers").read_text(encoding="utf-8")), "/box/stories/").items() >= HEADERS.items()
    assert "ErrorDocument 404 /box/404.html" in (site / ".htaccess").read_text(encoding="utf-8")


def test_all_languages_stand_in_the_same_files(tmp_path: Path) -> None:
    sited = sites(tmp_path, {"site.yaml": SITE.replace("[en]", "[en, nl]")})
    assert [[output.path for output in hosting.plan(site)] for site in sited] == [["_headers", ".htaccess"], []]


def test_a_site_on_a_disk_has_none(tmp_path: Path) -> None:
    site = published(tmp_path, portable=True)
    assert not [name for name in hosting.FILES if (site / name).exists()]


def test_a_hidden_file_stays_through_builds_and_is_put_right(tmp_path: Path) -> None:
    site = published(tmp_path)
    before = (site / ".htaccess").stat()
    written = built(tmp_path).written
    assert written
    assert written.changed == ()
    (tmp_path / "content" / "pages" / "over.md").write_text("---\ntitle: Over\n---\nAnders.\n", encoding="utf-8")
    written = built(tmp_path).written
    assert written
    assert ".htaccess" not in written.changed
    after = (site / ".htaccess").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    (site / ".htaccess").write_text("Options +Indexes\n", encoding="utf-8")
    written = built(tmp_path).written
    assert written
    assert "Indexes" not in (site / ".htaccess").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [".htpasswd", ".well-known"])
def test_another_hidden_file_is_somebody_elses(tmp_path: Path, name: str) -> None:
    site = published(english(tmp_path))
    (site / name).write_text("mine", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        built(tmp_path)
    assert refused.value.code == "target-has-others"
    assert (site / name).read_text(encoding="utf-8") == "mine"
