"""Runs `toolbox-gen` again and again, each time in a process of its own with a bound on its memory.

This process loads the program once and then does nothing but divide itself: a new process for each command that comes
in on a line of JSON, with a file for what it prints and one for what it complains of. Its answer is the exit code, or
minus the number of the signal that ended it.
"""

import json
import os
import resource
import signal
import sys
from pathlib import Path

from tests.projects import DAY
from toolbox_gen import cli
from toolbox_gen.build import Options, check

GIBIBYTE = 1 << 30
LONGEST = 60
"""Seconds after which a command hangs; no measure of speed."""


def main(base: str) -> None:
    check(Options(root=Path(base), day=DAY))  # so that everything is loaded, and the templates are read
    for line in sys.stdin:
        arguments, out, err = json.loads(line)
        child = os.fork()
        if not child:
            _become(arguments, out, err)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(arguments: list[str], out: str, err: str) -> None:
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    resource.setrlimit(resource.RLIMIT_AS, (GIBIBYTE, GIBIBYTE))
    signal.alarm(LONGEST)
    sys.argv = ["toolbox-gen", *arguments]
    code = 99
    try:
        cli.main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main(sys.argv[1])
