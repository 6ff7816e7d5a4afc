"""`headers`: what the site says to a host, and what is for hosts that read no file of it."""

from pathlib import Path

import pytest

from tests.english import english, published
from toolbox_gen.commands.hosting import run_headers
from toolbox_gen.listings.hosting import FILES


def printed(host: str, root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert run_headers(host, root=root) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", FILES)
def test_what_is_printed_is_what_is_published(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = published(tmp_path)
    assert printed(FILES[name], tmp_path, capsys) == (site / name).read_text(encoding="utf-8")


def test_nginx_is_told_where_the_site_lives(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "error_page 404 /box/404.html;" in printed("nginx", english(tmp_path), capsys)
