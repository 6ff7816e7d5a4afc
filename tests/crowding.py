"""A program in which eight builds of one toolbox run at once, some of them killed, while somebody reads the site.

    python -m tests.crowding FOLDER ROUNDS

Each round the toolbox goes to its other state (`tests/crashing.py`). The reader asks all the while for every file that is
in both sites, at its path, and for each must get what it is in one of them.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from tests import audit
from tests.audit import Disk
from tests.crashing import SITE, Toolbox, below, state, tree
from tests.projects import write
from toolbox_gen import making

WORDS = ((), (), ("--no-cache",), ("--jobs", "2"), (), ("--no-cache", "--jobs", "2"), ("--reference",), ())
KILLED = 2


def reader(box: Toolbox) -> tuple[int, int]:
    """Read the site in another process until it is ended: its number, and where it tells what it found."""
    told, tell = os.pipe()
    child = os.fork()
    if child:
        os.close(tell)
        return child, told
    sites = [box.trees[0], box.trees[1]]
    paths = [path for path in sites[0] if path in sites[1] and sites[0][path][0]]
    going, count, wrong = [True], 0, list[str]()
    signal.signal(signal.SIGTERM, lambda number, frame: going.clear())
    while going:
        for path in paths:
            try:
                data = (box.root / path).read_bytes()
            except OSError as error:
                wrong.append(f"{path}: {error}")
                continue
            count += 1
            if data not in (sites[0][path][0], sites[1][path][0]):
                wrong.append(f"{path}: {len(data)} bytes")
        time.sleep(0.001)
    with os.fdopen(tell, "w") as stream:
        json.dump([count, wrong], stream)
    os._exit(0)


def _slowly(name: str, path: str) -> bool:
    """Let nothing between two operations be too short to be seen."""
    time.sleep({"rename": 0.01, "exchange": 0.01, "write": 0.001, "unlink": 0.001}.get(name, 0))
    return False


def crowd(box: Toolbox, chance: random.Random) -> list[tuple[int, str]]:
    """Run all builds at once, and kill some of them; how the others ended, and what they said."""
    children = {}
    for number, words in enumerate(WORDS):
        err = box.folder / f"err{number}"
        child = os.fork()
        if not child:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(os.open(err, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
            with audit.on(Disk(counts=_slowly)):
                code = box.run(*words)
            sys.stderr.flush()
            os._exit(code)
        children[child] = err
    for child in chance.sample(list(children), KILLED):
        time.sleep(chance.uniform(0, 0.05))
        os.kill(child, signal.SIGKILL)
    ended = [(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), err.read_text()) for child, err in children.items()]
    return [one for one in ended if one[0] != -signal.SIGKILL]


def run(folder: Path, rounds: int) -> dict[str, object]:
    """What the reader found, and how many builds ended well."""
    making.FEW = 0  # a small toolbox is shared among workers too
    box, chance, well = Toolbox(folder), random.Random(rounds), 0
    child, told = reader(box)
    try:
        for number in range(1, rounds + 1):
            write(box.root, state(number % 2))
            ended = crowd(box, chance)
            assert set(ended) <= {(0, "")}, ended
            well += len(ended)
            assert below(tree(box.root), SITE) == box.trees[number % 2], number
            box.at = number % 2
            box.built(box.at)
            box.look(number)
    finally:
        os.kill(child, signal.SIGTERM)
    with os.fdopen(told) as stream:
        count, wrong = json.load(stream)
    os.waitpid(child, 0)
    return {"read": count, "wrong": wrong[:10], "well": well}


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]))))
