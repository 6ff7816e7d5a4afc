"""What the measuring was done on, without a date or a name."""

import os
import platform
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Machine:
    """Processors and their model, memory in GiB, system and Python with their versions."""

    processors: int
    model: str
    memory: float
    system: str
    python: str


def machine() -> Machine:
    """This one."""
    release = ".".join(platform.release().split(".")[:2])
    return Machine(
        processors(), _model(), os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30),
        f"{platform.system()} {release}", platform.python_version(),
    )  # fmt: skip


def processors() -> int:
    """How many of its processors we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _model() -> str:
    with suppress(OSError):
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.M)
        if found:
            return " ".join(found[1].split())
    return platform.machine()
