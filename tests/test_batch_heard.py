"""What was heard is kept: a recording is heard once, however often its script is made in another way."""

import wave
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from cleaner.batch.events import Silent, Work
from cleaner.batch.run import Batch
from cleaner.batch.task import Asked, Outcome, Task
from cleaner.batch.walk import walk
from cleaner.batch.workers.work import HEARD, Worker
from cleaner.transcript import Timed


class Ear:
    """An executor in this process, whose engine counts what it hears."""

    def __init__(self) -> None:
        self.heard = 0

    def run(self, work: Work, tasks: Sequence[Task], observer: Silent) -> list[Outcome]:
        worker = Worker(work)
        worker.__dict__["engine"] = SimpleNamespace(
            name="openai-whisper", model="made up", told=lambda prompt, glossary: ", ".join(glossary), hear=self.hear
        )
        return [worker.do(task) for task in tasks]

    def hear(self, samples: object, **told: object) -> list[Timed]:
        self.heard += 1
        words = (("呃", 0, 200, 0.5), ("我们", 200, 500, 0.9), ("先看台灯", 500, 900, None))
        return [Timed("呃我们先看台灯。", 0, 900, words)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    with wave.open(str(made / "memo.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(range(1, 251)) * 128)
    return made


def run(folder: Path, out: Path, ear: Ear, *, force: bool = False, **asked: object) -> dict[str, bytes]:
    """The outputs of a run, all of whose files were done."""
    batch = Batch.of(Asked(vad=False, formats=("txt", "json"), **asked), str(folder), str(out))
    tasks = walk(batch.folder, batch.out, formats=("txt", "json")).tasks
    batch.run(tasks, ear, Silent(), force=force)
    plan = batch.plan(tasks)
    assert (plan.todo, plan.done, plan.failed) == ([], 1, 0)
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.is_file()}


def test_other_cleaning_hears_nothing_again(folder: Path, tmp_path: Path) -> None:
    ear, out = Ear(), tmp_path / "out"
    assert run(folder, out, ear)["memo.wav.txt"].decode() == "我们先看台灯。\n"
    assert run(folder, out, ear, hanzi="traditional")["memo.wav.txt"].decode() == "我們先看臺燈。\n"
    assert ear.heard == 1


def test_what_was_kept_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    ear, out = Ear(), tmp_path / "out"
    run(folder, out, ear, level="light")
    assert run(folder, out, ear) == run(folder, tmp_path / "other", Ear())
    assert ear.heard == 1


def test_other_hearing_hears_again(folder: Path, tmp_path: Path) -> None:
    ear, out = Ear(), tmp_path / "out"
    run(folder, out, ear)
    run(folder, out, ear, prompt="台灯")
    run(folder, out, ear, prompt="台灯", glossary=("台灯",))
    assert ear.heard == 3
    run(folder, out, ear, force=True)
    assert ear.heard == 4


def test_what_was_kept_and_is_damaged_is_heard_again(folder: Path, tmp_path: Path) -> None:
    ear, out = Ear(), tmp_path / "out"
    run(folder, out, ear)
    (kept,) = (out / HEARD).rglob("*.json")
    kept.write_text("{")
    run(folder, out, ear, level="thorough")
    assert ear.heard == 2
