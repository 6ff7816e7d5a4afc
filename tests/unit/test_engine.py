"""Code is an input: another engine, another digest."""

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import distributions
from pathlib import Path

import pytest

from toolbox_gen.catalogue import PLANNERS
from toolbox_gen.engine import LIBRARIES, PACKAGE, engine

ROOT = Path(__file__).parents[2]


def planner(folder: Path, text: str, name: str = "planner") -> Callable[..., object]:
    """A planner of somebody's own, from a file."""
    file = folder / "own.py"
    file.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("own_planners", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["own_planners"] = module
    spec.loader.exec_module(module)
    found: Callable[..., object] = getattr(module, name)
    return found


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    sys.modules.pop("own_planners", None)


TEXT = "def planner(site): return ()\ndef other(site): return ()\n"


def test_it_is_the_same_as_long_as_nothing_changes(own: Path) -> None:
    assert engine() == engine()
    assert engine([planner(own, TEXT)]) == engine([planner(own, TEXT)])
    assert engine() != engine([planner(own, TEXT)])


def test_it_is_another_with_another_source_of_a_planner(own: Path) -> None:
    one = planner(own, TEXT)
    before = engine([one])
    found = {before, engine([planner(own, TEXT, "other")]), engine([planner(own, TEXT + "# more\n")])}
    assert len(found) == 3
    assert engine([planner(own, TEXT)]) == before


def test_the_order_of_planners_counts(own: Path) -> None:
    assert engine([PLANNERS[0], PLANNERS[1]]) != engine([PLANNERS[1], PLANNERS[0]])


@pytest.mark.parametrize(
    "path",
    [
        "build.py",
        "kinds/story.py",
        "listings/machines.py",
        "search/index.py",
        "locale/nl/LC_MESSAGES/reader.po",
        "locale/order.txt",
    ],
)
def test_it_is_another_when_a_file_of_the_package_is(tmp_path: Path, path: str) -> None:
    package = tmp_path / "toolbox_gen"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "templates").symlink_to(ROOT / "templates")

    def now() -> str:
        done = subprocess.run(
            [sys.executable, "-c", "from toolbox_gen import engine as e; print(e.PACKAGE, e.engine())"],
            env={"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        folder, found = done.stdout.split()
        assert folder == str(package)
        return found

    before = now()
    with (package / path).open("a", encoding="utf-8") as stream:
        stream.write("\n# more\n")
    assert now() != before


def test_the_libraries_that_shape_the_output_are_installed_under_these_names() -> None:
    installed = {(found.metadata["Name"] or "").lower().replace("-", "_") for found in distributions()}
    assert set(LIBRARIES) <= installed
