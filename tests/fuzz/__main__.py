"""`make fuzz ARGS=30`: try new examples for so many minutes (10 by default), of the targets in this folder many.

What fails is kept in `.hypothesis/`, and tried first by every later run.
"""

import os
import subprocess
import sys
import time

MANY = {**os.environ, "FUZZ_EXAMPLES": "5000"}
TESTS = [sys.executable, "-m", "pytest", "-q", "-x", "-m", "hypothesis", "--hypothesis-profile=search", "tests"]


def main() -> int:
    end = time.monotonic() + 60 * float(sys.argv[1] if len(sys.argv) > 1 else 10)
    rounds = 0
    while True:
        rounds += 1
        try:
            code = subprocess.run(TESTS, env=MANY, check=False, timeout=max(1, end - time.monotonic())).returncode
        except subprocess.TimeoutExpired:
            code = 0
        if code or time.monotonic() >= end:
            print(f"{rounds} round(s), {'something was found' if code else 'nothing was found'}.")
            return code


if __name__ == "__main__":
    sys.exit(main())
