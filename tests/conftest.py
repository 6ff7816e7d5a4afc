"""What all tests share: golden files that `pytest --update-golden` writes anew, and the toolbox, built once."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from toolbox_gen.build import Options, build

REPOSITORY = Path(__file__).parents[1]

# The same examples every time, so that a test fails where something was broken; `make fuzz` looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, print_blob=True)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that writes golden files anew."""
    parser.addoption(
        "--update-golden", action="store_true", help="write golden files anew from what the program does now"
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written rather than compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def toolbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's toolbox, built for a fixed day into `site/` and, portable, into `zip/`."""
    root = tmp_path_factory.mktemp("toolbox")
    shutil.copytree(REPOSITORY / "content", root / "content")
    shutil.copy(REPOSITORY / "site.yaml", root / "site.yaml")
    for output, portable in (("site", False), ("zip", True)):
        report = build(Options(root=root, day=date(2026, 11, 20), output=root / output, portable=portable))
        assert report.written, report.problems
    return root


@pytest.fixture(scope="session")
def site(toolbox: Path) -> Path:
    """The built site of the repository's toolbox."""
    return toolbox / "site"
