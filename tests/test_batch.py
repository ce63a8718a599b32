"""A folder of files becomes a folder of scripts; what is done is not done again."""

import sqlite3
import wave
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from cleaner.batch import identity
from cleaner.batch.events import Silent, Work
from cleaner.batch.manifest import locked, rows
from cleaner.batch.run import Batch
from cleaner.batch.task import Asked, Outcome, State, Task
from cleaner.batch.walk import walk
from cleaner.batch.watch import Settling
from cleaner.batch.workers.local import LocalExecutor
from cleaner.batch.workers.work import Worker
from cleaner.cli import cli
from cleaner.errors import CleanerError
from cleaner.transcript import Timed

SRT = "1\n00:00:01,000 --> 00:00:03,500\n呃我们先看台灯\n\n2\n00:00:04,000 --> 00:00:06,000\n然后看看椅子\n"


class InThisProcess:
    """An executor without processes."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def run(self, work: Work, tasks: "list[Task]", observer: Silent) -> "list[Outcome]":
        worker = Worker(work)
        self.done += [task.source for task in tasks]
        return [worker.do(task) for task in tasks]


class Told(Silent):
    """Remembers what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, ...]] = []

    def planned(self, plan):
        self.told.append(("planned", *(f"{task.source}: {plan.why[task.source]}" for task in plan.todo)))

    def finished(self, task, outcome):
        self.told.append((outcome.state.value, task.source))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    (made / "deep" / "er").mkdir(parents=True)
    (made / "one.txt").write_text("呃我们先看台灯。")
    (made / "two.srt").write_text(SRT)
    (made / "deep" / "er" / "三.txt").write_text("嗯，今天讲讲椅子。")
    (made / "bad.json").write_text("{not json")
    (made / "noise.txt").write_bytes(bytes(range(256)) * 40)
    return made


def run(folder: Path, *, asked: Asked | None = None, **how: bool) -> list[str]:
    """Run in this process, and tell which files were worked on."""
    batch = Batch.of(asked or Asked(), str(folder), str(folder.parent / "out"))
    executor = InThisProcess()
    formats = (asked or Asked()).formats
    batch.run(walk(batch.folder, batch.out, formats=formats).tasks, executor, Silent(), **how)
    return sorted(executor.done)


def outputs(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.relative_to(out).parts[0].startswith(".cleaner")
        if path not in (out / "index.html", out / "summary.csv")
    }


def command(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["batch", *map(str, arguments)])


ALL = ["bad.json", "deep/er/三.txt", "noise.txt", "one.txt", "two.srt"]


def test_a_folder_is_mirrored_and_what_fails_is_told(folder: Path, tmp_path: Path) -> None:
    result = command(folder, "-o", tmp_path / "out", "--jobs", 2)
    assert (result.exit_code, result.stdout) == (1, "")
    assert {
        "deep/er/三.txt": "今天讲讲椅子。\n".encode(),
        "one.txt": "我们先看台灯。\n".encode(),
        "two.srt.txt": "我们先看台灯，然后看看椅子。\n".encode(),
    } == outputs(tmp_path / "out")
    lines = result.stderr.splitlines()
    assert lines[0] == "5 transcripts to do"
    assert lines[1].startswith("failed  bad.json: ")
    assert lines[2].startswith("failed  noise.txt: not a text file")
    assert lines[3].startswith("3 done, 0 done before, 2 failed, in ")
    again = command(folder, "-o", tmp_path / "out", "--jobs", 2)
    assert again.exit_code == 1
    assert again.stderr.splitlines()[0] == "nothing to do; 3 done before; 2 failed before"
    assert again.stderr.splitlines()[3].startswith("0 done, 3 done before, 2 failed, in ")


def test_rows_tell_what_came_of_each_file(folder: Path, tmp_path: Path) -> None:
    run(folder)
    found = rows(tmp_path / "out")
    assert list(found) == ALL
    assert [row.state for row in found.values()] == [State.FAILED, State.DONE, State.FAILED, State.DONE, State.DONE]
    assert (found["two.srt"].figures.duration, found["two.srt"].figures.edits["filler"]) == (6000, 1)
    assert found["two.srt"].outputs["txt"].path == "two.srt.txt"


def test_only_what_is_new_or_changed_is_done(folder: Path, tmp_path: Path) -> None:
    assert run(folder) == ALL
    assert run(folder) == []
    (folder / "one.txt").write_text("呃我们先看看大台灯。")
    (folder / "new.txt").write_text("新的一幕。")
    assert run(folder) == ["new.txt", "one.txt"]
    (folder / "one.txt").touch()  # another time, the same content
    assert run(folder) == []
    (folder / "one.txt").write_text("呃我们先看看小台灯。")  # of the same size
    assert run(folder) == ["one.txt"]


def test_settings_and_program_are_part_of_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(folder) == ALL
    assert run(folder, asked=Asked(device="cpu", model="tiny")) == []  # of recordings, and there are none
    assert run(folder, asked=Asked(level="light")) == ALL
    assert run(folder, asked=Asked(level="light")) == []
    monkeypatch.setattr(identity, "program", lambda: "other rules")
    assert run(folder, asked=Asked(level="light")) == ALL


def test_an_output_gone_or_altered_is_made_again(folder: Path, tmp_path: Path) -> None:
    run(folder)
    made = outputs(tmp_path / "out")
    (tmp_path / "out" / "one.txt").unlink()
    (tmp_path / "out" / "two.srt.txt").write_bytes(made["two.srt.txt"][::-1])
    (tmp_path / "out" / "deep/er/三.txt").touch()
    assert run(folder) == ["one.txt", "two.srt"]
    assert made == outputs(tmp_path / "out")


def test_force_and_retry(folder: Path) -> None:
    run(folder)
    assert run(folder, retry=True) == ["bad.json", "noise.txt"]
    assert run(folder, force=True) == ALL
    (folder / "bad.json").write_text('{"text": "呃好了。", "segments": []}')
    assert run(folder) == ["bad.json"]


def test_a_lost_folder_of_results_is_made_again(folder: Path, tmp_path: Path) -> None:
    run(folder)
    made = outputs(tmp_path / "out")
    for path in sorted((tmp_path / "out").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert run(folder) == ALL
    assert made == outputs(tmp_path / "out")


def test_dry_run_writes_nothing(folder: Path, tmp_path: Path) -> None:
    result = command(folder, "-o", tmp_path / "out", "--dry-run")
    assert (result.exit_code, (tmp_path / "out").exists()) == (0, False)
    assert "one.txt -> one.txt: new" in result.stdout.splitlines()
    assert result.stderr == "5 to do, 0 done, 0 failed before\n"


def test_a_second_run_on_one_folder_stops(folder: Path, tmp_path: Path) -> None:
    with locked(tmp_path / "out"):
        result = command(folder, "-o", tmp_path / "out")
        assert result.exit_code == 2
        assert "another run is at work there (process " in result.stderr
        with pytest.raises(CleanerError), locked(tmp_path / "out", "lock.1of2"):
            pass
    with (
        locked(tmp_path / "out", "lock.1of2"),
        locked(tmp_path / "out", "lock.2of2"),
        pytest.raises(CleanerError),
        locked(tmp_path / "out"),
    ):
        pass


def test_several_formats_of_what_has_times_and_what_has_none(folder: Path, tmp_path: Path) -> None:
    run(folder, asked=Asked(formats=("txt", "vtt")))
    found = rows(tmp_path / "out")
    assert found["one.txt"].figures.flags == ("no times: no vtt",)
    assert list(outputs(tmp_path / "out")) == ["deep/er/三.txt", "one.txt", "two.srt.txt", "two.srt.vtt"]


def test_a_script_beside_it_is_compared_and_part_of_it(folder: Path, tmp_path: Path) -> None:
    (folder / "one.script.txt").write_text("我们先看台灯。再看椅子。")
    run(folder)
    figures = rows(tmp_path / "out")["one.txt"].figures
    assert (figures.coverage, figures.states["said"], figures.states["left out"]) == (0.6, 1, 1)
    assert run(folder) == []
    (folder / "one.script.txt").write_text("我们先看台灯。")
    assert run(folder) == ["one.txt"]


def test_a_manifest_of_a_later_version_is_left_alone(folder: Path, tmp_path: Path) -> None:
    run(folder)
    with sqlite3.connect(tmp_path / "out" / ".cleaner" / "manifest.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(CleanerError, match="later version"):
        run(folder)


def test_the_observer_is_told_in_order(folder: Path, tmp_path: Path) -> None:
    batch = Batch.of(Asked(), str(folder), str(tmp_path / "out"))
    told = Told()
    batch.run(walk(batch.folder, batch.out).tasks, InThisProcess(), told)
    assert ("planned", *(f"{source}: new" for source in ALL)) == told.told[0]
    assert {(("failed" if source in ("bad.json", "noise.txt") else "done"), source) for source in ALL} == set(
        told.told[1:]
    )


def test_a_file_is_wholly_written_when_it_stays_the_same() -> None:
    settling = Settling(5)
    grows, still = Task("a", False, 1, 1), Task("b", False, 1, 1)
    assert settling.settled([grows, still], 0) == []
    grown = Task("a", False, 2, 2)
    assert settling.settled([grown, still], 4) == []
    assert [still] == settling.settled([grown, still], 5)
    assert [grown, still] == settling.settled([grown, still], 9)


class Listens(Worker):
    """A worker whose engine hears the same in every recording, or does not load."""

    engine = SimpleNamespace(
        name="openai-whisper",
        model="made up",
        told=lambda prompt, glossary: ", ".join(glossary),
        hear=lambda samples, **_: [Timed("呃我们先看台灯。", 0, 900)],
        align=lambda samples, pieces, **_: pieces,
    )


class CannotListen(Worker):
    @property
    def engine(self):
        raise CleanerError("the model is not on this computer")


def tone(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(bytes(range(1, 251)) * 128)


def test_recordings_are_heard_beside_transcripts(folder: Path, tmp_path: Path) -> None:
    tone(folder / "memo.wav")
    (folder / "memo.script.md").write_text("# 开场\n\n我们先看台灯。\n")
    (folder / "empty.m4a").touch()
    batch = Batch.of(Asked(vad=False, report=True), str(folder), str(tmp_path / "out"))
    tasks = walk(batch.folder, batch.out, report=True).tasks
    batch.run(tasks, LocalExecutor(2, worker=Listens), Silent())
    found = rows(tmp_path / "out")
    assert (tmp_path / "out" / "memo.wav.txt").read_text() == "我们先看台灯。\n"
    assert (found["memo.wav"].figures.duration, found["memo.wav"].figures.coverage) == (1000, 1.0)
    assert "../in/memo.wav" in (tmp_path / "out" / "memo.wav.html").read_text()
    assert found["empty.m4a"].error == "empty, zero bytes long; was the recording saved?"
    assert batch.plan(tasks).todo == []


def test_without_an_engine_the_run_ends(folder: Path, tmp_path: Path) -> None:
    tone(folder / "memo.wav")
    batch = Batch.of(Asked(), str(folder), str(tmp_path / "out"))
    tasks = walk(batch.folder, batch.out).tasks
    with pytest.raises(CleanerError, match="the model is not on this computer"):
        batch.run(tasks, LocalExecutor(2, worker=CannotListen), Silent())
    assert "memo.wav" not in rows(tmp_path / "out")


def test_an_out_elsewhere_has_its_manifest_too(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANER_CACHE", str(tmp_path / "here"))
    batch = Batch.of(Asked(), str(folder), "memory://elsewhere/out")
    tasks = walk(batch.folder, batch.out).tasks
    batch.run(tasks, InThisProcess(), Silent())
    assert batch.out.read("one.txt").decode() == "我们先看台灯。\n"
    monkeypatch.setenv("CLEANER_CACHE", str(tmp_path / "another machine"))
    again = InThisProcess()
    Batch.of(Asked(), str(folder), "memory://elsewhere/out").run(tasks, again, Silent())
    assert again.done == []
