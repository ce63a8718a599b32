"""What is bad in FOLDER or OUT ends no run with an internal error, ends no watch, and does nothing twice over."""

import shutil
import sqlite3
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from cleaner.batch import watch
from cleaner.batch.events import Silent
from cleaner.batch.manifest import rows
from cleaner.batch.run import Batch
from cleaner.batch.task import Asked
from cleaner.batch.walk import walk
from cleaner.batch.workers.work import Worker
from cleaner.cli import cli
from cleaner.errors import CleanerError


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    (tmp_path / "in").mkdir()
    for name in ("one", "two", "three"):
        (tmp_path / "in" / f"{name}.txt").write_text("呃我们先看台灯。")
    return Batch.of(Asked(), str(tmp_path / "in"), str(tmp_path / "out"))


class Here:
    """An executor in this process; it remembers what it has done, and calls something before each file."""

    def __init__(self, before=lambda: None) -> None:
        self.done: list[str] = []
        self._before = before

    def run(self, work, tasks, observer):
        worker = Worker(work)
        for task in tasks:
            self._before()
            self.done.append(task.source)
            yield worker.do(task)


def run(batch: Batch) -> list[str]:
    executor = Here()
    batch.run(walk(batch.folder, batch.out).tasks, executor, Silent())
    return sorted(executor.done)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("figures", "not json"),
        ("figures", '{"of a later version": 1}'),
        ("figures", '{"heard": "many"}'),
        ("figures", f'{{"duration": {10**400}}}'),
        ("figures", '{"cer": NaN}'),
        ("figures", '{"flags": ["\\ud800"]}'),
        ("figures", "[" * 100_000),
        ("outputs", "[]"),
        ("outputs", '{"txt": ["one.txt", 1]}'),
        ("outputs", '{"txt": ["one.txt", "1", null, 2]}'),
        ("state", "half done"),
        ("finished", "yesterday"),
        ("error", b"\xff"),
        ("size", "large"),
    ],
)
def test_a_row_that_cannot_be_read_is_a_file_that_is_done_anew(batch: Batch, tmp_path: Path, column, value) -> None:
    assert run(batch) == ["one.txt", "three.txt", "two.txt"]
    with sqlite3.connect(tmp_path / "out/.cleaner/manifest.sqlite") as database:
        database.execute(f"UPDATE files SET {column} = ? WHERE source = 'one.txt'", (value,))
    assert set(rows(tmp_path / "out")) == {"two.txt", "three.txt"}
    assert run(batch) == ["one.txt"]
    assert run(batch) == []


@pytest.mark.parametrize("damage", [b"no database", b"SQLite format 3\0" + b"\xff" * 2000])
def test_a_manifest_that_is_none_says_what_to_do(batch: Batch, tmp_path: Path, damage: bytes) -> None:
    run(batch)
    path = tmp_path / "out/.cleaner/manifest.sqlite"
    path.write_bytes(damage)
    with pytest.raises(CleanerError, match="; delete it and run again: scripts are made anew"):
        run(batch)
    path.unlink()
    assert run(batch) == ["one.txt", "three.txt", "two.txt"]


def test_results_that_are_removed_during_a_run_are_told_so(batch: Batch, tmp_path: Path) -> None:
    executor = Here(before=lambda: shutil.rmtree(tmp_path / "out", ignore_errors=True))
    with pytest.raises(CleanerError, match="gone: its folder was removed or renamed during the run; run again"):
        batch.run(walk(batch.folder, batch.out).tasks, executor, Silent())
    assert run(batch) == ["one.txt", "three.txt", "two.txt"]


def test_results_of_an_earlier_batch_are_not_cleaned_again(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("呃好。")
    for out in ("scripts", "thorough"):
        one = Batch.of(Asked(), str(tmp_path), str(tmp_path / out))
        assert run(one) == ["one.txt"]
    found = walk(one.folder, one.out)
    assert {skip.source: skip.reason for skip in found.skipped} == {
        "scripts/": "results of an earlier batch",
        "thorough/": "OUT",
    }
    # Whoever names the folder means it.
    assert [task.source for task in walk(Batch.of(Asked(), str(tmp_path / "scripts"), "x").folder, one.out).tasks]


@pytest.mark.parametrize("pattern", ["[z-a]", "a[z-a].txt", "\\"])
def test_a_pattern_that_is_none_is_one_line(batch: Batch, tmp_path: Path, pattern: str) -> None:
    command = ["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out")]
    for option in ("--include", "--exclude"):
        told = CliRunner().invoke(cli, [*command, option, pattern])
        assert (told.exit_code, told.stderr) == (2, f"cleaner: {option}: not a pattern as in .gitignore: {pattern}\n")
    (tmp_path / "in" / ".cleanerignore").write_text(pattern)
    told = CliRunner().invoke(cli, command)
    assert told.stderr == f"cleaner: .cleanerignore: not a pattern as in .gitignore: {pattern}\n"


def test_a_watch_outlives_what_is_bad(batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bad ignore file, then the folder gone for a while: it warns of each, and goes on with the last good one."""
    folder = tmp_path / "in"
    ignore = folder / ".cleanerignore"

    def put(name: str) -> None:
        (folder / name).write_text("呃我们先看台灯。")

    rounds = iter(
        [
            lambda: ignore.write_text("two.txt\n"),
            lambda: ignore.write_text("[z-a]\n"),
            lambda: put("four.txt"),
            lambda: folder.rename(tmp_path / "away"),
            lambda: None,
            lambda: (tmp_path / "away").rename(folder),
            lambda: ignore.write_text("one.txt\n"),
        ]
    )

    def pause(_seconds: float) -> None:
        change = next(rounds, None)
        if change is None:
            raise KeyboardInterrupt
        change()

    monkeypatch.setattr(watch, "time", type("Clock", (), {"sleep": pause, "monotonic": staticmethod(lambda: 0.0)}))
    monkeypatch.setattr(watch, "Settling", partial(watch.Settling, 0.0))
    ignore.write_text("three.txt\ntwo.txt\n")
    executor, warned = Here(), []

    class Warned(Silent):
        def warned(self, message: str) -> None:
            warned.append(message)

    with pytest.raises(KeyboardInterrupt):
        watch.watch(
            batch, lambda good: walk(batch.folder, batch.out, good=good), executor, Warned(), after=lambda _: None
        )
    assert executor.done == ["one.txt", "three.txt", "four.txt", "two.txt"]
    bad = ".cleanerignore: not a pattern as in .gitignore: [z-a]; until it is mended it is taken as it was"
    assert warned == [bad, f"{folder}: no such file or folder", bad]


def test_a_system_without_locks_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    code = "import sys; sys.modules['fcntl'] = None; from cleaner.cli import main; main()"
    command = [sys.executable, "-c", code, "batch", tmp_path / "in", "-o", tmp_path / "out"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "cleaner: a batch needs Linux or macOS: on Windows run it in WSL, Windows' own Linux\n"
