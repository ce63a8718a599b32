"""Whatever is killed, and whenever: nothing is half written, nothing that is recorded is done twice, all gets done."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from cleaner.batch.events import Silent, Work
from cleaner.batch.manifest import Manifest
from cleaner.batch.run import Batch
from cleaner.batch.storage import store
from cleaner.batch.task import Asked, Outcome, State, Task
from cleaner.batch.walk import walk
from cleaner.batch.workers import local
from cleaner.batch.workers.local import LocalExecutor
from cleaner.batch.workers.work import Worker

FILES = 36

# A run without processes that waits for a byte before each file, so that it can be killed at any of them.
SLOW_RUN = """
import sys
from cleaner.batch import ledger
from cleaner.batch.events import Silent
from cleaner.batch.run import Batch
from cleaner.batch.storage import store
from cleaner.batch.task import Asked
from cleaner.batch.walk import walk
from cleaner.batch.workers.work import Worker

ledger._GROUP, ledger._WAIT = 4, 0.01

class Here:
    def run(self, work, tasks, observer):
        worker = Worker(work)
        for task in tasks:
            if sys.stdin.buffer.raw.read(1):
                print(task.source, flush=True)
                yield worker.do(task)

batch = Batch.of(Asked(), sys.argv[1], sys.argv[2])
with batch.locked():
    batch.run(walk(batch.folder, batch.out).tasks, Here(), Silent())
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    for number in range(FILES):
        place = made / f"第{number % 7}天"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"讲{number}.txt").write_text(
            f"呃我们今天讲第{number}课。" + "那个那个先看台灯，再看椅子。" * (number % 9)
        )
    return made


def outputs(out: Path) -> dict[str, bytes]:
    """Everything in a folder of results but what is the batch's own."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.relative_to(out).parts[0].startswith(".cleaner")
    }


def finished(out: Path) -> dict[str, float]:
    """When each file was done, of those that are recorded."""
    path = out / ".cleaner" / "manifest.sqlite"
    if not path.exists():
        return {}
    manifest = Manifest(path)
    found = {row.source: row.finished for row in manifest.rows()}
    manifest.close()
    return found


def test_killed_at_any_moment_it_goes_on(folder: Path, tmp_path: Path) -> None:
    def run(out: Path, files: int) -> bool:
        """Let it do so many files and kill it somewhat later, whatever it is at; whether it ended by then."""
        command = [sys.executable, "-c", SLOW_RUN, str(folder), str(out)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdin
            assert process.stdout
            process.stdin.write(b"x" * files)
            process.stdin.flush()
            begun = [process.stdout.readline() for _ in range(files)]
            if files >= FILES or not all(begun):
                return process.wait() == 0
            time.sleep(moments.uniform(0.0, 0.05 if files else 0.5))
            process.kill()
            return False

    undisturbed, disturbed = tmp_path / "undisturbed", tmp_path / "disturbed"
    moments = random.Random(5)
    assert run(undisturbed, FILES)
    expected = outputs(undisturbed)
    assert len(expected) == FILES
    recorded: dict[str, float] = {}
    kills = 0
    ended = False
    while not ended:
        ended = run(disturbed, 0 if kills % 4 == 1 else moments.randint(5, 11))
        kills += not ended
        # What can be seen is whole, and what was recorded before has not been done again.
        assert outputs(disturbed).items() <= expected.items()
        now = finished(disturbed)
        assert recorded.items() <= now.items()
        recorded = now
    assert outputs(disturbed) == expected
    assert len(recorded) == FILES
    assert kills >= 3


class Breaks(Worker):
    """A worker that some files are too much for."""

    def do(self, task: Task, heard: object = None) -> Outcome:
        if "killed" in task.source:
            os.kill(os.getpid(), signal.SIGKILL)
        if "exits" in task.source:
            os._exit(3)
        if "hangs" in task.source:
            time.sleep(86_400)
        return super().do(task)


def outcomes(folder: Path, executor: LocalExecutor, timeout: float | None = None) -> Iterator[Outcome]:
    batch = Batch.of(Asked(), str(folder), str(folder.parent / "out"), timeout=timeout)
    tasks: Sequence[Task] = walk(batch.folder, batch.out).tasks
    return executor.run(Work(Asked(), str(folder), str(folder.parent / "out"), timeout=timeout), tasks, Silent())


def test_a_worker_that_dies_takes_only_its_file_with_it(folder: Path) -> None:
    for name in ("a killed", "m exits", "z killed"):
        (folder / f"{name}.txt").write_text("好。")
    found = {outcome.source: outcome for outcome in outcomes(folder, LocalExecutor(2, worker=Breaks))}
    assert len(found) == FILES + 3
    assert {source: outcome.error for source, outcome in found.items() if outcome.state is State.FAILED} == {
        "a killed.txt": "the process that worked on it was ended by SIGKILL, perhaps for want of memory",
        "m exits.txt": "the process that worked on it ended (exit code 3)",
        "z killed.txt": "the process that worked on it was ended by SIGKILL, perhaps for want of memory",
    }


def test_a_worker_that_hangs_takes_only_its_file_with_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hours pass when all before it are done, and only then: no other is late, however slow the machine."""
    (folder / "第3天" / "hangs.txt").write_text("好。")
    executor = LocalExecutor(1, worker=Breaks)
    found: dict[str, Outcome] = {}
    before = [task.source for task in walk(store(str(folder)), store("elsewhere")).tasks].index("第3天/hangs.txt")
    monkeypatch.setattr(local, "time", SimpleNamespace(monotonic=lambda: 7200.0 * (len(found) >= before)))
    for outcome in outcomes(folder, executor, timeout=3600):
        found[outcome.source] = outcome
    assert len(found) == FILES + 1
    assert {source: outcome.error for source, outcome in found.items() if outcome.state is State.FAILED} == {
        "第3天/hangs.txt": "not done after 3600 s (--timeout)",
    }


def test_two_processes_make_what_one_makes(folder: Path) -> None:
    def files(jobs: int) -> list[tuple[str, bytes]]:
        return sorted(file for outcome in outcomes(folder, LocalExecutor(jobs)) for file in outcome.files)

    assert files(2) == files(1)


def test_who_stops_drawing_ends_the_workers(folder: Path) -> None:
    drawn = outcomes(folder, LocalExecutor(2))
    next(drawn)
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    if not children.exists():
        pytest.skip("no /proc")
    drawn.close()
    commands = [Path(f"/proc/{child}/cmdline").read_bytes() for child in children.read_text().split()]
    assert [command for command in commands if b"spawn_main" in command] == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing ends a process that is in a library")
def test_workers_die_with_a_run_that_is_killed(folder: Path) -> None:
    program = """
import sys
from cleaner.batch.events import Silent, Work
from cleaner.batch.workers.local import LocalExecutor
from cleaner.batch.task import Asked, Task
from frail import Stuck

tasks = [Task("第0天/讲0.txt", False, 1, 0)]
list(LocalExecutor(1, worker=Stuck).run(Work(Asked(), sys.argv[1], sys.argv[2]), tasks, Silent()))
"""
    here = {**os.environ, "PYTHONPATH": os.pathsep.join((str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")))}
    command = [sys.executable, "-c", program, str(folder), str(folder.parent / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=here) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        process.kill()
        assert process.stdout.read() == ""  # to its end, when nobody is left who could write


def test_ctrl_c_ends_cleanly_and_says_how_to_go_on(folder: Path, tmp_path: Path) -> None:
    for number in range(300):  # done in many seconds, if nobody stops it
        (folder / f"更多{number}.txt").write_text("呃我们今天讲这个。" * 4000)
    command = [sys.executable, "-m", "cleaner", "batch", str(folder), "-o", str(tmp_path / "out"), "--jobs", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as process:
        while not finished(tmp_path / "out"):
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers get it too
        _, told = process.communicate()
    assert process.returncode == 130
    assert told.decode().splitlines()[-1] == ("stopped; what is done stays done: run the same command again to go on")
    listed = {"index.html", "summary.csv"}
    assert set(outputs(tmp_path / "out")) - listed == set(finished(tmp_path / "out"))
