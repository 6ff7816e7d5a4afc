"""However a command ends, it says so in plain words, without a traceback, and the site is whole."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.english import english
from tests.projects import tree
from toolbox_gen import cli

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-W", "error", "-c", "from toolbox_gen import cli; {}; cli.main()"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes, signals and /dev/full")


def command(root: Path, *words: str, before: str = "pass") -> list[str]:
    """The command line; `before` is done to the program first."""
    return [*PROGRAM[:-1], PROGRAM[-1].format(before), "--root", str(root), "--language", "en", *words]


@pytest.mark.parametrize(("words", "code"), [(["build"], 0), (["check", "--format", "json"], 1), (["--help"], None)])
def test_when_nobody_listens_any_more_the_work_is_done_and_the_exit_code_true(
    tmp_path: Path, words: list[str], code: int | None
) -> None:
    wrong = {"content/pages/x.md": "---\ntitel: X\n---\n"}
    root = english(tmp_path, wrong if code else {})
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command(root, *words), stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(writing)
    assert done.stderr == b""
    assert code is None or done.returncode == code
    assert (root / "site" / "index.html").is_file() is (words == ["build"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
@pytest.mark.parametrize(
    "words", [["build"], ["check"], ["check", "--format", "json"], ["--help"], ["headers", "nginx"]]
)
def test_a_full_disk_for_what_there_is_to_say_is_told_in_one_line(tmp_path: Path, words: list[str]) -> None:
    root = english(tmp_path)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command(root, *words), stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    assert done.returncode == 3
    assert done.stderr.decode().splitlines() == ["Could not write what there is to say: No space left on device."]
    assert (root / "site" / "index.html").is_file() is (words == ["build"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
@pytest.mark.parametrize("closed", [False, True])
def test_without_any_place_to_speak_it_just_ends(tmp_path: Path, closed: bool) -> None:
    root = english(tmp_path, {"content/pages/x.md": "---\ntitel: X\n---\n"})
    line = (
        f"""{" ".join(f"'{word}'" for word in command(root, "build"))} {">&- 2>&-" if closed else "> /dev/full 2>&1"}"""
    )
    assert subprocess.run(["sh", "-c", line], cwd=ROOT, check=False).returncode == (1 if closed else 3)


ENDINGS = [
    (MemoryError(), 3, "This computer has not enough memory left. Your files are as they were."),
    (OSError(5, "Input/output error", "somewhere"), 3, "Could not use somewhere: Input/output error."),
    (KeyboardInterrupt(), 130, "Stopped."),
]


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: type(ending[0]).__name__)
@pytest.mark.parametrize("place", ["source.listing", "templates.render", "trees.bring", "indexing.index"])
def test_what_nobody_expected_is_one_line_too(
    tmp_path: Path, place: str, ending: tuple[BaseException, int, str], capfd: pytest.CaptureFixture[str]
) -> None:
    root, (error, code, line) = english(tmp_path), ending

    def fail(*_: object, **__: object) -> None:
        raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"toolbox_gen.{place}", fail)
        patch.setattr(sys, "argv", ["toolbox-gen", *command(root, "build")[5:]])
        with pytest.raises(SystemExit) as end:
            cli.main()
    out, err = capfd.readouterr()
    assert (end.value.code, out) == (code, "")
    if isinstance(error, OSError):
        line = err.strip()
        assert "somewhere: Input/output error." in line
    assert err.strip().splitlines() == [line]
    assert not (root / "site").exists()


def test_ctrl_c_leaves_the_old_site_and_no_lock(tmp_path: Path) -> None:
    root = english(tmp_path)
    assert subprocess.run(command(root, "build"), cwd=ROOT, capture_output=True, check=False).returncode == 0
    before = tree(root / "site")
    (root / "content" / "pages" / "x.md").write_text("---\ntitle: X\n---\n", encoding="utf-8")
    slow = "import time\nfrom toolbox_gen import source\nreal = source.read_tree\n"
    slow += (
        "def read(*a, **k): print('ready', flush=True); time.sleep(900); return real(*a, **k)\nsource.read_tree = read"
    )
    words = [sys.executable, "-c", f"{slow}\nfrom toolbox_gen import cli; cli.main()", *command(root, "build")[5:]]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=300)
    assert (running.returncode, out, err.strip()) == (130, "", "Stopped.")
    assert tree(root / "site") == before
    assert subprocess.run(command(root, "build"), cwd=ROOT, capture_output=True, check=False).returncode == 0
    assert (root / "site" / "x" / "index.html").is_file()
