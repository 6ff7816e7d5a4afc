"""What toolbox-gen is made from: locks, the bill of materials, known vulnerabilities, and the wheel."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from packageurl import PackageURL
from referencing import Registry, Resource

from requirements import audit, bom

ROOT = Path(__file__).parent.parent
LOCKS = ("build.txt", "dev.txt")
BILL = json.loads(bom.BOM.read_text("utf-8"))


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


# ------------------------------------------------------------------------------------------------- locks


@pytest.mark.parametrize("name", LOCKS)
def test_everything_in_a_lock_has_a_version_and_hashes_and_no_registry(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    found = bom.pins(text)
    assert len(found) == len(audit.names(text)) > 10
    assert all(pin.version and pin.digests and pin.parents for pin in found)
    assert "//" not in text, "no host"
    assert " @ " not in text, "nothing from an address"
    assert not re.search(r"^\s*-", text.replace("    --hash", ""), re.M), "no option, such as an index"


def test_what_is_asked_for_is_locked() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    locked = {plain(pin.name) for pin in bom.pins(bom.LOCK.read_text("utf-8"))}
    assert {plain(re.match(r"[\w.-]+", one)[0]) for one in asked} <= locked  # type: ignore[index]


# ------------------------------------------------------------------------------------------------- bill of materials


def test_the_bill_is_that_of_the_lock() -> None:
    assert bom.BOM.read_text("utf-8") == bom.of_project(), "make bom writes it anew"


def test_the_bill_is_what_cyclonedx_asks() -> None:
    folder = files("cyclonedx.schema") / "_res"
    schemas = {
        name: json.loads((folder / f"{name}.SNAPSHOT.schema.json").read_text("utf-8"))
        for name in ("bom-1.6", "spdx", "jsf-0.82")
    }
    registry: Registry[Any] = Registry().with_resources(
        (f"{name}.SNAPSHOT.schema.json", Resource.from_contents(one)) for name, one in schemas.items()
    )
    judge = Draft7Validator({"$ref": "bom-1.6.SNAPSHOT.schema.json"}, registry=registry)
    assert not list(judge.iter_errors(BILL))
    assert list(judge.iter_errors({**BILL, "components": [{"name": "without a type"}]}))


def test_the_bill_has_each_package_with_its_hashes_and_what_needs_it() -> None:
    pins = {pin.name: pin for pin in bom.pins(bom.LOCK.read_text("utf-8"))}
    parts = {part["name"]: part for part in BILL["components"]}
    assert parts.keys() == pins.keys()
    for name, part in parts.items():
        (accepted,) = part["externalReferences"]
        assert {one["content"] for one in accepted["hashes"]} == set(pins[name].digests)
        assert part["purl"] == f"pkg:pypi/{name}@{pins[name].version}"
    needs = {one["ref"]: set(one.get("dependsOn", ())) for one in BILL["dependencies"]}
    root = BILL["metadata"]["component"]
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert {plain(re.match(r"[\w.-]+", one)[0]) for one in asked} == {  # type: ignore[index]
        ref.removeprefix("pkg:pypi/").partition("@")[0] for ref in needs[root["bom-ref"]]
    }
    assert parts["markupsafe"]["purl"] in needs[parts["jinja2"]["purl"]]


def test_what_only_builds_the_package_does_not_run() -> None:
    scopes = {part["name"]: part["scope"] for part in BILL["components"]}
    assert scopes["hatchling"] == scopes["pathspec"] == "excluded"
    assert scopes["pyyaml"] == scopes["anyio"] == "required"


def texts(value: Any) -> Iterator[str]:
    """All that a value of JSON says, its names too."""
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, str):
        yield value


def test_the_bill_knows_no_hour() -> None:
    assert "timestamp" not in BILL["metadata"]


def test_nothing_in_the_bill_names_a_host_and_every_address_is_a_package_url() -> None:
    assert "$schema" not in BILL
    said = [one for one in texts(BILL) if ":" in one and not re.fullmatch(r"urn:uuid:[0-9a-f-]+", one)]
    packages = [PackageURL.from_string(one) for one in said]
    assert len(packages) > 30
    assert {one.type for one in packages} == {"pypi"}
    assert not any(one.namespace or one.qualifiers or one.subpath for one in packages), "an index would stand there"
    assert "//" not in bom.BOM.read_text("utf-8")


# ------------------------------------------------------------------------------------------------- vulnerabilities


def package(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "version": "1.0", "vulns": [], **more}


def test_a_vulnerability_in_what_runs_is_a_failure_and_one_in_what_tests_is_told() -> None:
    one = {"id": "PYSEC-1", "fix_versions": ["1.1"]}
    other = {"id": "PYSEC-2", "fix_versions": []}
    found = audit.answer(
        [package("jinja2", vulns=[one]), package("pytest", vulns=[other]), package("x", skip_reason="unknown")],
        runs=frozenset({"jinja2"}),
    )
    assert found.of_what_runs == ("jinja2 1.0: PYSEC-1 (mended in 1.1)",)
    assert found.of_what_tests == ("pytest 1.0: PYSEC-2 (no version mends it yet)",)
    assert (found.asked, found.unknown) == (2, ("x",))
    lines = "\n".join(audit.shown(found))
    assert "PYSEC-1" in lines
    assert "PYSEC-2" in lines
    assert "Nothing is known, good or bad, of: x" in lines


def test_that_nothing_could_be_asked_is_never_shown_as_nothing_is_wrong() -> None:
    for silent in (
        audit.answer([package("jinja2", skip_reason="not there")], runs=frozenset()),
        audit.Answer(silence="no network"),
        audit.Answer(),
    ):
        (line,) = audit.shown(silent)
        assert "could not be looked up" in line


def test_without_a_network_it_says_so_and_does_not_fail() -> None:
    """Through a proxy that is not there."""
    nowhere = dict.fromkeys(("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"), "http://127.0.0.1:9")
    command = [sys.executable, str(ROOT / "requirements" / "audit.py")]
    said = subprocess.run(
        command,
        env={**os.environ, **nowhere, "NO_PROXY": "", "no_proxy": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    assert "could not be looked up" in said.stdout
    assert "Traceback" not in said.stdout + said.stderr


# ------------------------------------------------------------------------------------------------- the wheel


def wheel(folder: Path, mask: int, **environment: str) -> Path:
    """Built from a copy of the sources under other conditions."""
    copy = folder / "copy"
    was = os.umask(mask)
    try:
        copy.mkdir(parents=True)
        for name in ("src", "templates", "requirements"):
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, copy / name)
        for path in copy.rglob("*"):
            os.utime(path, (mask * 1000, mask * 1000))
            if path.is_file():
                path.chmod(0o666 & ~mask)
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
        clean = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
        subprocess.run(command, cwd=copy, env={**clean, **environment}, check=True, capture_output=True)
    finally:
        os.umask(was)
    (found,) = (folder / "dist").glob("*.whl")
    return found


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("wheels")
    return (
        wheel(folder / "one", 0o022, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C"),
        wheel(folder / "an other", 0o077, PYTHONHASHSEED="2", TZ="Asia/Kathmandu", LC_ALL="C.UTF-8"),
    )


def test_a_wheel_is_the_same_wherever_it_is_built(wheels: tuple[Path, Path]) -> None:
    first, second = (hashlib.sha256(path.read_bytes()).hexdigest() for path in wheels)
    assert first == second


def test_the_wheel_carries_the_program_its_theme_and_the_bill(wheels: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(wheels[0]) as packed:
        names = set(packed.namelist())
        (bill,) = (name for name in names if name.endswith(".dist-info/sboms/bom.cdx.json"))
        assert packed.read(bill) == bom.BOM.read_bytes()
    for folder, inside in (("src/toolbox_gen", "toolbox_gen"), ("templates", "toolbox_gen/templates")):
        own = {path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*") if path.is_file()}
        wanted = {f"{inside}/{path.as_posix()}" for path in own if "__pycache__" not in path.parts}
        assert wanted <= names, wanted - names
    assert not {name for name in names if not name.startswith(("toolbox_gen/", "toolbox_gen-"))}
