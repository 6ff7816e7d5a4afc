"""The same work on many things, in one process or in several: the same results, in the order of the things."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from toolbox_gen.pool import each, shared

ROOT = Path(__file__).parents[2]
ONE_THREAD = threading.active_count() == 1
"""Whether this very process may fork; workers of pytest-xdist may not."""


def run(program: str) -> str:
    """What a program of one thread prints; its workers end with it."""
    text = "import os, signal, sys, threading, time\nfrom toolbox_gen.pool import each, shared\n" + textwrap.dedent(
        program
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", text], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout.strip()


@pytest.mark.parametrize("jobs", [1, 2, 3, 7])
@pytest.mark.parametrize("count", [0, 1, 2, 5, 100])
def test_the_order_is_that_of_the_things(jobs: int, count: int) -> None:
    seen: list[int] = []
    found = each(lambda n: bytes([n]) * n, range(count), jobs=jobs, progress=seen.append)
    assert found == [bytes([n]) * n for n in range(count)]
    assert seen == sorted(seen)
    assert not seen or seen[-1] == count


def test_the_work_is_shared_and_everything_large_comes_back() -> None:
    found = run("""
        def work(n):
            time.sleep(0.01)
            return b"%d " % os.getpid() + b"x" * (n * 50_000)
        seen = []
        made = each(work, range(40), jobs=4, progress=seen.append)
        pids = {data.split()[0] for data in made}
        print(len(pids), b"%d" % os.getpid() in pids, [len(d.split()[1]) if n else 0 for n, d in enumerate(made)] ==
              [n * 50_000 for n in range(40)], seen == sorted(seen), seen[-1])
    """)
    assert found == "4 True True True 40"


@pytest.mark.parametrize("number", [0, 1, 2, 39])
def test_an_exception_is_raised_in_the_parent_wherever_it_happened(number: int) -> None:
    found = run(f"""
        def work(n):
            if n == {number}:
                raise LookupError(f"thing {{n}}")
            return b""
        try:
            each(work, range(40), jobs=4)
        except LookupError as error:
            print(error, os.getpid() == {"os.getpid()"})
        try:
            print(os.waitpid(-1, os.WNOHANG))
        except ChildProcessError:
            print("no child is left")
    """)
    assert found.splitlines() == [f"thing {number} True", "no child is left"]


@pytest.mark.parametrize("how", ["os._exit(3)", "os.kill(os.getpid(), signal.SIGKILL)", "sys.exit(1)"])
def test_what_a_dead_worker_leaves_is_done_by_its_parent(how: str) -> None:
    found = run(f"""
        parent = os.getpid()
        def work(n):
            if os.getpid() != parent and n > 20:
                {how}
            return b"%d" % n
        print(each(work, range(50), jobs=3) == [b"%d" % n for n in range(50)])
        fds = "/proc/self/fd"
        print(len(os.listdir(fds)) < 6 if os.path.isdir(fds) else True)
        try:
            print(os.waitpid(-1, os.WNOHANG))
        except ChildProcessError:
            print("no child is left")
    """)
    assert found.splitlines() == ["True", "True", "no child is left"]


def test_an_interruption_ends_the_workers() -> None:
    found = run("""
        import itertools
        def work(n):
            if n == 6:
                raise KeyboardInterrupt
            time.sleep(0.01 if n % 3 == 0 else 60)
            return b""
        start = time.monotonic()
        try:
            each(work, range(30), jobs=3)
        except KeyboardInterrupt:
            print(time.monotonic() - start < 30)
        try:
            print(os.waitpid(-1, os.WNOHANG))
        except ChildProcessError:
            print("no child is left")
    """)
    assert found.splitlines() == ["True", "no child is left"]


def test_beside_other_threads_the_work_is_done_in_one_process() -> None:
    waits = threading.Event()
    thread = threading.Thread(target=waits.wait)
    thread.start()
    try:
        assert not shared(4)
        assert set(each(lambda n: b"%d" % os.getpid(), range(50), jobs=4)) == {b"%d" % os.getpid()}
    finally:
        waits.set()
        thread.join()


def test_one_process_shares_with_nobody() -> None:
    assert not shared(1)
    assert run("print(shared(2))") == str(hasattr(os, "fork"))


@pytest.mark.skipif(sys.platform == "win32", reason="no signals of this sort there")
def test_what_is_written_before_is_not_written_twice() -> None:
    assert hasattr(signal, "SIGKILL")
    assert (
        run("""
        sys.stdout.write("once ")
        each(lambda n: b"", range(50), jobs=3)
    """)
        == "once"
    )
