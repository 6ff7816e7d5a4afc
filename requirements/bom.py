"""The bill of materials: what a toolbox-gen that is installed from the lock consists of, as CycloneDX 1.6.

Made from `build.txt` alone, so that it is the same wherever it is made: no clock, no random number, nothing of the
machine. `make bom` writes `bom.cdx.json`, which the wheel carries along (PEP 770).
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

HERE = Path(__file__).parent
ROOT = HERE.parent
LOCK = HERE / "build.txt"
BOM = HERE / "bom.cdx.json"
_PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\\n]+))?")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"^ +#(?: via)? +(?P<parent>[\w.-]+)(?: \(pyproject\.toml(?::(?P<group>\w+))?\))?$", re.M)


@dataclass(frozen=True, slots=True)
class Pin:
    """A locked package: what is accepted for it (SHA-256 digests), where it is needed, and who asks for it."""

    name: str
    version: str
    marker: str
    digests: tuple[str, ...]
    parents: frozenset[tuple[str, str]]
    """Each by its name and, where pyproject.toml asks, the group of it, which is nothing for the program itself."""


def pins(lock: str) -> tuple[Pin, ...]:
    """The packages of a lock as `uv pip compile` writes it, with hashes and with who asked for each."""
    found = []
    for block in re.split(r"^(?=[\w])", lock, flags=re.M):
        if at := _PIN.match(block):
            parents = frozenset((via["parent"], via["group"] or "") for via in _VIA.finditer(block))
            digests = tuple(sorted(_HASH.findall(block)))
            found.append(Pin(at["name"], at["version"], (at["marker"] or "").strip(), digests, parents))
    return tuple(found)


def needed(found: Iterable[Pin], project: str) -> frozenset[str]:
    """The packages that the program needs when it runs; the others only build it."""
    by_name = {pin.name: pin for pin in found}
    names = {name for name, pin in by_name.items() if (project, "") in pin.parents}
    while more := {n for n, pin in by_name.items() if n not in names and any(p in names for p, _ in pin.parents)}:
        names |= more
    return frozenset(names)


def bill(lock: str, *, name: str, version: str, licence: str) -> str:
    """The bill of materials of a lock, as JSON."""
    found = pins(lock)
    runs = needed(found, name)
    root = Component(
        name=name, version=version, type=ComponentType.APPLICATION, licenses=[DisjunctiveLicense(id=licence)],
        purl=_purl(name, version), bom_ref=str(_purl(name, version)),
    )  # fmt: skip
    parts = {pin.name: _component(pin, is_needed=pin.name in runs) for pin in found}
    bom = Bom(components=parts.values(), serial_number=uuid5(NAMESPACE_URL, f"{root.purl} {lock}"))
    bom.metadata.component = root
    bom.register_dependency(root, [parts[pin.name] for pin in found if (name, "") in pin.parents])
    for pin in found:
        bom.register_dependency(parts[pin.name], [parts[o.name] for o in found if pin.name in dict(o.parents)])
    value = json.loads(make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string())
    del value["metadata"]["timestamp"]  # the library knows no bill without the hour
    del value["$schema"]  # which names a host, and says no more than `bomFormat` and `specVersion`
    return json.dumps(value, indent=1) + "\n"


def _component(pin: Pin, *, is_needed: bool) -> Component:
    scope = ComponentScope.OPTIONAL if pin.marker else ComponentScope.REQUIRED
    url = _purl(pin.name, pin.version)
    accepted = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION, url=XsUri(str(url)), comment="the files that the lock accepts",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in pin.digests],
    )  # fmt: skip
    return Component(
        name=pin.name, version=pin.version, type=ComponentType.LIBRARY, purl=url, bom_ref=str(url),
        scope=scope if is_needed else ComponentScope.EXCLUDED, external_references=[accepted],
    )  # fmt: skip


def _purl(name: str, version: str) -> PackageURL:
    return PackageURL("pypi", None, name, version)


def of_project(root: Path = ROOT) -> str:
    """The bill of materials of this project."""
    project: Mapping[str, str] = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    said = (root / "src/toolbox_gen/__init__.py").read_text("utf-8")
    version = re.search(r'^__version__ = "(.+)"', said, re.M)
    assert version is not None
    lock = (root / "requirements/build.txt").read_text("utf-8")
    return bill(lock, name=project["name"], version=version[1], licence=project["license"])


if __name__ == "__main__":
    BOM.write_text(of_project(), "utf-8", newline="\n")
