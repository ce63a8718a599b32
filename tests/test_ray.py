"""A batch on a real Ray of this machine: its workers die, and nothing is lost."""

import shutil
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from frail import Frail, mortal

from cleaner.batch.events import Silent, Work
from cleaner.batch.task import Asked, Outcome, State, Task
from cleaner.batch.workers import crew
from cleaner.batch.workers.local import LocalExecutor
from cleaner.batch.workers.on_ray import RayExecutor
from cleaner.errors import CleanerError


class Told(Silent):
    """Remembers what it is told is heard."""

    def __init__(self) -> None:
        self.heard_of: set[tuple[str, int, int]] = set()

    def heard(self, task: Task, done: int, total: int) -> None:
        self.heard_of.add((task.source, done, total))


@pytest.fixture(scope="module")
def executor() -> Iterator[RayExecutor]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parent))  # for Frail
        executor = RayExecutor(jobs=2, worker=Frail)
        yield executor
        executor.close()


def written(folder: Path, texts: dict[str, str]) -> list[Task]:
    for name, text in texts.items():
        (folder / name).write_text(text)
    return [Task(name, name.endswith(".wav"), len(text), 0) for name, text in texts.items()]


def outcomes(executor: RayExecutor, folder: Path, tasks: list[Task], **settings) -> dict[str, Outcome]:
    observer = settings.pop("observer", Silent())
    came = list(executor.run(Work(Asked(**settings), str(folder), str(folder / "out")), tasks, observer))
    assert sorted(task.source for task in tasks) == sorted(outcome.source for outcome in came)
    return {outcome.source: outcome for outcome in came}


def test_no_cluster_is_said_at_once(tmp_path):
    with socket.create_server(("127.0.0.2", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(CleanerError, match=rf"^no Ray cluster at 127\.0\.0\.2:{port}: Connection refused$"):
        outcomes(RayExecutor(f"127.0.0.2:{port}", worker=Frail), tmp_path, written(tmp_path, {"a.txt": "words"}))


def test_a_ray_that_does_not_start_is_said(tmp_path, monkeypatch):
    def init(*asked, **told):
        raise RuntimeError("The node timed out during startup.\nMore of that.")

    broken = SimpleNamespace(is_initialized=lambda: False, init=init, shutdown=lambda: None)
    monkeypatch.setitem(sys.modules, "ray", broken)
    reason = r"^Ray cannot be started here \(The node timed out during startup\.\): leave out --executor ray$"
    with pytest.raises(CleanerError, match=reason):
        outcomes(RayExecutor(worker=Frail), tmp_path, written(tmp_path, {"a.txt": "words"}))


def test_all_are_done(executor, tmp_path):
    tasks = written(
        tmp_path, {f"{number}{end}": "words" for number in range(100) for end in (".txt", ".wav")[: 1 + (number < 5)]}
    )
    came = outcomes(executor, tmp_path, tasks)
    assert {(task.source, State.DONE, ((f"{task.source}.txt", b"WORDS"),)) for task in tasks} == {
        (outcome.source, outcome.state, outcome.files) for outcome in came.values()
    }


def test_files_that_kill_their_workers_or_take_too_long_fail_and_the_rest_is_done(executor, tmp_path, monkeypatch):
    texts = {f"{number}.txt": "words" for number in range(20)}
    texts |= {"bad.txt": "die", "unlucky.txt": "die-once", "long.wav": "sleep 3600"}
    tasks, told = written(tmp_path, texts), Told()
    came: dict[str, Outcome] = {}

    def now() -> float:
        """Two hours later, as soon as only the long one is left: no other may be late, however slow the machine."""
        return time.monotonic() + 7200 * (len(came) == len(tasks) - 1 and bool(told.heard_of))

    monkeypatch.setattr(crew, "time", SimpleNamespace(monotonic=now))
    for outcome in executor.run(Work(Asked(), str(tmp_path), str(tmp_path / "out"), timeout=3600), tasks, told):
        came[outcome.source] = outcome
    assert sorted(came) == sorted(texts)
    assert told.heard_of == {("long.wav", 300, 900)}
    assert {source: outcome.error for source, outcome in came.items() if outcome.state is State.FAILED} == {
        "bad.txt": "2 workers died while they did it (a crash, or no memory left)",
        "long.wav": "took longer than 3600 s; give it more with --timeout",
    }


def test_the_same_bytes_as_here_though_a_worker_is_killed_at_a_recording(executor, tmp_path, speech):
    shutil.copy(speech, tmp_path / "told.wav")
    shutil.copy(speech, tmp_path / "again.wav")
    (tmp_path / "told.script.txt").write_text("各位好，我姓周，是一名软件工程师。\n")
    (tmp_path / "page.txt").write_text("嗯，那个，我们我们先看第一章，呃，讲的是水。\n")
    (tmp_path / "nothing.wav").write_bytes(b"RIFF")
    kinds = ("txt", "json", "html")
    tasks = [
        Task(
            name,
            name.endswith(".wav"),
            (tmp_path / name).stat().st_size,
            0,
            {kind: f"{name}.{kind}" for kind in kinds},
            script,
        )
        for name, script in (
            ("told.wav", "told.script.txt"),
            ("again.wav", None),
            ("page.txt", None),
            ("nothing.wav", None),
        )
    ]
    asked = Asked(kinds[:2], engine="faster-whisper", model="embedded", device="cpu", beam_size=1, report=True)
    work = Work(asked, str(tmp_path), str(tmp_path / "out"))
    ray = RayExecutor(jobs=2, hearers=1, worker=mortal)
    killed, undisturbed = (
        {outcome.source: replace(outcome, seconds=0.0) for outcome in one.run(work, tasks, Silent())}
        for one in (ray, LocalExecutor(jobs=2, hearers=2))
    )
    assert (tmp_path / "again.wav.dead").read_text() == "dead"
    assert undisturbed == killed
    assert [source for source, outcome in killed.items() if outcome.state is State.FAILED] == ["nothing.wav"]


def test_workers_that_cannot_begin_end_the_run(executor, tmp_path):
    tasks = written(tmp_path, {"a.txt": "words"})
    with pytest.raises(CleanerError, match=r"^3 workers of Ray died before they could begin: "):
        outcomes(executor, tmp_path, tasks, prompt="unborn")


def test_a_model_that_cannot_be_had_ends_the_run(executor, tmp_path):
    tasks = written(tmp_path, {"a.wav": "words"})
    with pytest.raises(CleanerError, match=r"^unknown model 'missing': did you mean base\?$"):
        outcomes(executor, tmp_path, tasks, model="missing")
