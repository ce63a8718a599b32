"""Nothing leaves the machine: no command looks up a name, asks another machine, or writes where it has no business."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from traced import Traced, traced

import cleaner
from cleaner import environment

SCRIPT = "各位老师好，我姓周，是一名软件工程师。我先简单介绍一下我的经历。\n"
PROGRAM = [sys.executable, "-m", "cleaner"]
BATCH = ["batch", "mixed", "--engine", "faster-whisper", "--format", "json", "--report", "--jobs", "1"]
COMMANDS = {
    "script.json page.html": ["transcribe", "speech.wav", "-o", "script.json", "--html", "page.html"],
    "script.srt": ["transcribe", "speech.wav", "--engine", "faster-whisper", "-o", "script.srt"],
    "cleaned.txt": ["clean", "mixed/notes.txt", "--glossary", "terms.txt", "--explain", "-o", "cleaned.txt"],
    "report.html": ["diff", "speech.wav", "script.txt", "--engine", "faster-whisper", "--html", "report.html"],
    "here": [*BATCH, "-o", "here"],
    "clustered": [*BATCH, "-o", "clustered", "--executor", "ray"],
}
"""What each is to make, and nothing else."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nobody has been here before."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, speech: Path) -> Path:
    made = tmp_path_factory.mktemp("work")
    (made / "mixed").mkdir()
    shutil.copy(speech, made)
    shutil.copy(speech, made / "mixed")
    (made / "script.txt").write_text(SCRIPT, "utf-8")
    (made / "terms.txt").write_text("Kubernetes\n", "utf-8")
    (made / "mixed/notes.txt").write_text("嗯，那个，我们我们先看第一章，呃，讲的是水。\n", "utf-8")
    return made


def ran(command: list[str], home: Path, folder: Path, logs: Path) -> Traced:
    """A command in an environment where nothing but the home, the programs and this cleaner is said."""
    root = str(Path(cleaner.__file__).parent.parent)
    said = {"HOME": str(home), "PATH": os.environ["PATH"], "PYTHONPATH": root, "LANG": "C.UTF-8"}
    return traced(command, said, folder, logs / "logs")


def strays(done: Traced, home: Path, folder: Path, made: list[str]) -> set[Path]:
    """What was written that is no result, not in our cache, not in the system's temporary folder, and no bytecode."""
    ours = (home / ".cache/rehearsal-cleaner", *(folder / name for name in made))
    unfinished = tuple(f".{name}" for name in made)  # a result is written beside its place first

    def is_ours(path: Path) -> bool:
        if any(path.is_relative_to(one) or one.is_relative_to(path) for one in ours):
            return True
        if path.is_relative_to(home) or path.is_relative_to(folder):
            return path.parent == folder and path.name.startswith(unfinished)
        return "__pycache__" in path.parts or any(map(path.is_relative_to, ("/tmp", tempfile.gettempdir())))

    return {path for path in done.written if not is_ours(path)}


@pytest.mark.parametrize("made", COMMANDS)
def test_it_asks_nobody_and_writes_nothing_elsewhere(made: str, home: Path, folder: Path, tmp_path: Path) -> None:
    done = ran([*PROGRAM, *COMMANDS[made]], home, folder, tmp_path)
    assert done.code == int("diff" in COMMANDS[made]), done.told
    assert done.asked == ()
    assert strays(done, home, folder, made.split()) == set()
    assert {folder / name for name in made.split()} <= done.written
    assert [*home.iterdir(), *(home / ".cache").iterdir()] == [home / ".cache", home / ".cache/rehearsal-cleaner"]


def test_who_asks_and_writes_is_seen(home: Path, folder: Path, tmp_path: Path) -> None:
    program = """
import os, pathlib, socket
for address in ("192.0.2.1", 53), ("127.0.0.53", 53), ("192.0.2.1", 443), ("127.0.0.1", 443):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:  # which sends nothing
        try:
            one.connect(address)
        except OSError:  # no way there
            pass
pathlib.Path("stray.txt").touch()
os.mkdir(pathlib.Path.home() / "strays")
"""
    done = ran([sys.executable, "-c", program], home, folder, tmp_path)
    (home / "strays").rmdir()
    asked = [line.split('inet_addr("')[1].split('"')[0] for line in done.asked]
    assert asked == ["192.0.2.1", "127.0.0.53", "192.0.2.1"]
    assert strays(done, home, folder, ["script.txt"]) == {folder / "stray.txt", home / "strays"}


def test_what_keeps_libraries_silent_is_there_before_any_of_them() -> None:
    """In a process whose user imports cleaner and then a library too."""
    program = """
import os, sys
import cleaner
from cleaner.environment import SILENT
assert not {"onnxruntime", "huggingface_hub", "ray", "numpy"} & set(sys.modules)
assert SILENT.items() <= os.environ.items()
"""
    said = {name: value for name, value in os.environ.items() if name not in environment.SILENT}
    subprocess.run([sys.executable, "-c", program], env=said, check=True)


def test_as_many_threads_as_wanted_on_however_few_cores() -> None:
    """Numba would take one a core, and have torch do so too: probabilities were others in their last digits."""
    program = """
import os
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from cleaner.environment import compute_with
compute_with(3)
import numba, torch
assert (numba.config.NUMBA_NUM_THREADS, torch.get_num_threads()) == (3, 3)
"""
    subprocess.run([sys.executable, "-c", program], check=True)
