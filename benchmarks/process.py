"""One command as a whole process: how long it takes, what it costs the processors, and how much memory at its height.

Time and processor time are the kernel's accounting of the finished process and of all the children it waited for. The
memory is that of all its processes together, looked at while it runs and each page counted once (Linux's proportional
set size); looking costs time, so what can be run twice is timed in one run and looked at in another. Where there is no
/proc, it is the largest single process.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

_PROC = Path("/proc")
_LOOK = 0.004  # seconds between two looks at the memory of a process, or twenty times what a look takes
_TICK = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """A command that ended badly, or too late; the text says how."""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of wall time and processor time, and the processors that anything else kept busy meanwhile."""

    wall: float
    cpu: float
    other: float


def timed(command: Sequence[str], *, folder: Path, env: Mapping[str, str], limit: float) -> Run:
    """Run a command to its end; `limit` in seconds."""
    return _run(command, folder, env, limit, lambda process: None)[0]


def watched(command: Sequence[str], *, folder: Path, env: Mapping[str, str], limit: float) -> tuple[Run, float]:
    """The same, with the most memory that all its processes use together, in MiB: a little slower for being watched."""
    most = 0.0

    def watch(process: "subprocess.Popen[bytes]") -> None:
        nonlocal most
        end = time.monotonic() + limit
        while _goes_on(process.pid) and time.monotonic() < end:
            start = time.perf_counter()
            most = max(most, memory(process.pid))
            time.sleep(max(_LOOK, 20 * (time.perf_counter() - start)))

    has_shares = (_PROC / "self" / "smaps_rollup").exists()
    run, largest = _run(command, folder, env, limit, watch if has_shares else lambda process: None)
    return run, most if has_shares else largest


def memory(pid: int) -> float:
    """What a process and its descendants have in memory now, each page counted once, in MiB."""
    return sum(_share(one) for one in family(pid)) / (1 << 10)


def family(pid: int) -> Iterator[int]:
    """A process and its descendants."""
    yield pid
    with suppress(OSError):
        for thread in (_PROC / str(pid) / "task").iterdir():
            for child in (thread / "children").read_text("ascii").split():
                yield from family(int(child))


def spent(pid: int) -> float:
    """The processor time of a process and its descendants so far, in seconds."""
    total = 0.0
    for one in family(pid):
        with suppress(OSError, IndexError):
            fields = (_PROC / str(one) / "stat").read_text("utf-8").rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / _TICK
    return total


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process that we started, with all of its group."""
    for sign, seconds in ((signal.SIGINT, 10.0), (signal.SIGKILL, 10.0)):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
            return


def begun(command: Sequence[str], *, folder: Path, env: Mapping[str, str], log: Path) -> "subprocess.Popen[bytes]":
    """A process that goes on until `stop`."""
    with log.open("wb") as stream:
        return subprocess.Popen(
            command, cwd=folder, env={**os.environ, **env}, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream,
            start_new_session=True,
        )  # fmt: skip


def _run(
    command: Sequence[str],
    folder: Path,
    env: Mapping[str, str],
    limit: float,
    meanwhile: "Callable[[subprocess.Popen[bytes]], None]",
) -> tuple[Run, float]:
    """A command from start to end, and the memory of its largest process in MiB."""
    log = folder.with_name(f"{folder.name}.log")
    before, start = _busy(), time.perf_counter()
    process = begun(command, folder=folder, env=env, log=log)
    try:
        meanwhile(process)
        usage = _wait(process, log, max(0.01, limit - (time.perf_counter() - start)))
    except (KeyboardInterrupt, SystemExit):
        stop(process)
        raise
    wall = time.perf_counter() - start
    cpu = usage.ru_utime + usage.ru_stime
    run = Run(wall, cpu, max(0.0, _busy() - before - cpu - 2 / _TICK) / wall)
    return run, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _goes_on(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def _wait(process: "subprocess.Popen[bytes]", log: Path, limit: float) -> "os.struct_rusage":  # type: ignore[name-defined]
    late: list[bool] = []

    def end() -> None:
        late.append(True)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)

    timer = Timer(limit, end)
    timer.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    finally:
        timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if late:
        raise Failed(f"stopped after {limit:.0f} s")
    if process.returncode:
        lines = log.read_text("utf-8", errors="replace").split("\n")
        said = next((line for line in reversed(lines) if line.strip()), "")
        raise Failed(f"exit code {process.returncode}: {said.strip()[:200]}")
    return usage


def _busy() -> float:
    """The seconds that all processors have worked, where the system tells."""
    try:
        values = [int(value) for value in (_PROC / "stat").read_text("ascii").split("\n", 1)[0].split()[1:9]]
    except OSError:
        return 0.0
    return (sum(values) - values[3] - values[4]) / _TICK


def _share(pid: int) -> float:
    """The proportional set size of one process in KiB."""
    with suppress(OSError):
        for line in (_PROC / str(pid) / "smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return float(line.split()[1])
    return 0.0
