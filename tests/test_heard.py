"""What is heard is kept before anything else is done with it, and a hearing that was stopped goes on where it was."""

import ast
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from conftest import write_wav

import cleaner
from cleaner import pipeline
from cleaner.cli import cli
from cleaner.hearing import engines, identity, kept, transcription
from cleaner.hearing.audio import RATE
from cleaner.hearing.kept import Kept
from cleaner.transcript import Timed, Transcript, lines

WINDOWS = 3


class Ear:
    """An engine that hears a numbered sentence in each window, and counts them; it stops in the one it is told."""

    name, model = "openai-whisper", "embedded"

    def __init__(self) -> None:
        self.heard = 0
        self.stops_in: int | None = None
        self.loaded = 0

    def load(self, *asked: object) -> "Ear":
        self.loaded += 1
        return self

    def told(self, prompt: str, glossary: object) -> str:
        return prompt

    def hear(self, samples: object, **told: object) -> list[Timed]:
        if self.stops_in == self.heard:
            self.stops_in = None
            raise KeyboardInterrupt
        self.heard += 1
        text = f"嗯，今天讲第{self.heard}章。"
        words = (("嗯，", 0, 400, 0.5), (text[2:], 800, 2000, None))
        return [Timed(text, 0, 2000, words, avg_logprob=-0.3)]


SCRIPT = "今天讲第1章。\n今天讲第2章。\n今天讲第3章。\n"


@pytest.fixture
def ear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ear:
    """An ear, a recording of three windows in the working folder, and a cache of its own."""
    made = Ear()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLEANER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(engines, "load", made.load)
    tone = np.random.default_rng(0).integers(-3000, 3000, WINDOWS * 25 * RATE, np.int16)
    write_wav(tmp_path / "talk.wav", tone)
    return made


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args], prog_name="cleaner")


def hear(*args: object, recording: str = "talk.wav") -> str:
    """The script; every hearing hears all windows, since there is no speech in the recording."""
    result = run("transcribe", recording, "--no-vad", "-q", *args)
    assert (result.exit_code, result.stderr) == (0, ""), result.stderr
    return result.stdout


def files(kind: str = "*") -> list[Path]:
    return sorted(kept.folder().glob(kind))


# Once


def test_another_level_format_or_name_hears_nothing_again(ear: Ear) -> None:
    assert hear("-o", "talk.json") == ""
    assert (ear.heard, ear.loaded) == (WINDOWS, 1)
    assert hear() == SCRIPT
    assert hear("--raw").startswith("嗯，今天讲第1章。")
    assert hear("--level", "light", "-o", "talk.srt") == ""
    Path("talk.wav").rename("memo.wav")
    assert hear(recording="memo.wav") == SCRIPT
    assert (ear.heard, ear.loaded) == (WINDOWS, 1)


def test_a_bug_in_a_rule_costs_no_second_hearing(ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "clean", lambda *given, **settings: 1 / 0)
        assert run("transcribe", "talk.wav", "--no-vad").exit_code == 2
    assert hear() == SCRIPT
    assert ear.heard == WINDOWS


def test_times_of_words_answer_who_needs_none_and_not_the_other_way(ear: Ear) -> None:
    keeping(word_times=False).finish(Transcript("没有时间"))
    assert keeping(word_times=False).transcript() == Transcript("没有时间")
    assert keeping(word_times=True).transcript() is None
    keeping(word_times=True).finish(Transcript("有时间"))
    assert [keeping(word_times=one).transcript() for one in (False, True)] == [Transcript("有时间")] * 2
    assert len(files()) == 1


def test_who_needs_times_asks_for_them(ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def transcribe(path: Path, *, word_times: bool, **settings: object) -> Transcript:
        asked.append(word_times)
        return Transcript("好。")

    monkeypatch.setattr(transcription, "transcribe", transcribe)
    Path("script.txt").write_text("好。", "utf-8")
    for args in ([], ["--explain"], ["--html", "page.html"], ["-o", "talk.json"], ["--format", "txt", "-o", "a.srt"]):
        run("transcribe", "talk.wav", "--no-cache", *args)
    run("diff", "talk.wav", "script.txt", "--no-cache")
    assert asked == [False, False, True, True, False, True]


def test_other_settings_are_another_hearing(ear: Ear) -> None:
    for number, settings in enumerate(([], ["--beam-size", 2], ["--prompt", "大家好"], ["--engine", "faster-whisper"])):
        hear(*settings)
        hear("--device", "cpu", *settings)
        assert (ear.heard, len(files())) == ((number + 1) * WINDOWS, number + 1)


def test_the_model_is_the_same_named_or_not() -> None:
    settings = {
        "engine": "faster-whisper",
        "language": "zh",
        "prompt": None,
        "vad": True,
        "beam_size": None,
        "track": None,
    }
    named, other = identity.named(None), "large-v3"
    assert identity.hearing((), model=None, **settings) == identity.hearing((), model=named, **settings)
    assert identity.hearing((), model=other, **settings) != identity.hearing((), model=named, **settings)


def test_a_model_in_a_file_is_read_once_and_again_when_it_has_changed(
    ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {
        "engine": "openai-whisper",
        "language": "zh",
        "prompt": None,
        "vad": True,
        "beam_size": None,
        "track": None,
    }
    read: list[str] = []
    file_digest = hashlib.file_digest
    monkeypatch.setattr(hashlib, "file_digest", lambda file, name: (read.append(file.name), file_digest(file, name))[1])

    def of(content: bytes) -> str:
        Path("model.pt").write_bytes(content)
        os.utime("model.pt", (1, len(content)))
        identity._model.cache_clear()
        return identity.hearing((), model="model.pt", **settings)

    first = of(b"weights")
    assert (of(b"weights"), len(read)) == (first, 1)
    assert (of(b"other weights") != first, len(read)) == (True, 2)
    for digest in Path("cache/digests").iterdir():
        digest.write_text("torn")
    assert (of(b"weights"), len(read)) == (first, 3)


def test_a_changed_recording_is_heard(ear: Ear) -> None:
    hear()
    with Path("talk.wav").open("r+b") as file:
        file.seek(-2, 2)
        file.write(b"\1\1")
    hear()
    assert ear.heard == 2 * WINDOWS


def test_diff_keeps_it_too(ear: Ear) -> None:
    Path("script.txt").write_text("今天讲第1章。今天讲第2章。今天讲第3章。", "utf-8")
    first, second = (run("diff", "talk.wav", "script.txt", "--no-vad") for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout == second.stdout
    assert ear.heard == WINDOWS


def test_decisions_apply_at_once(ear: Ear) -> None:
    hear("--html", "page.html", "-o", "talk.json")
    made = json.loads(Path("talk.json").read_text("utf-8"))
    first = next(edit for edit in made["edits"] if edit["rule"] == "filler.hesitation")
    of_text = hashlib.sha256(made["transcript"]["text"].encode()).hexdigest()
    decisions = {"format": "cleaner-decisions", "version": 1, "text": of_text, "accept": [], "reject": [first]}
    Path("decisions.json").write_text(json.dumps(decisions), "utf-8")
    assert hear("--decisions", "decisions.json") == f"嗯，{SCRIPT}"
    assert hear("--reject", first["number"]) == f"嗯，{SCRIPT}"
    assert ear.heard == WINDOWS


def test_who_does_not_clean_decides_nothing(ear: Ear) -> None:
    result = run("transcribe", "talk.wav", "--no-vad", "--raw", "--accept", "1")
    assert (result.exit_code, ear.heard) == (2, 0)
    assert "--raw does not clean" in result.stderr


def test_without_a_cache_nothing_is_kept(ear: Ear) -> None:
    for _ in range(2):
        hear("--no-cache")
    assert ear.heard == 2 * WINDOWS
    assert not kept.folder().exists()
    Path("cleaner.toml").write_text("no-cache = true\n")
    assert run("--config", "cleaner.toml", "transcribe", "talk.wav", "--no-vad").exit_code == 0
    assert (ear.heard, kept.folder().exists()) == (3 * WINDOWS, False)


def test_warnings_name_the_recording_as_it_is_named_now(ear: Ear) -> None:
    data = Path("talk.wav").read_bytes()
    Path("talk.wav").write_bytes(data[: -10 * RATE])
    first = run("transcribe", "talk.wav", "--no-vad", "-q").stderr
    assert "talk.wav: 5.0 s missing" in first
    Path("talk.wav").rename("memo.wav")
    assert run("transcribe", "memo.wav", "--no-vad", "-q").stderr == first.replace("talk.wav", "memo.wav")


# Where it was


def test_a_stopped_hearing_goes_on_where_it_was(ear: Ear) -> None:
    ear.stops_in = 1
    assert run("transcribe", "talk.wav", "--no-vad").exit_code == 130
    assert (ear.heard, [path.suffix for path in files()]) == (1, [".part"])
    assert hear() == SCRIPT
    assert (ear.heard, [path.suffix for path in files()]) == (WINDOWS, [".json"])


def test_one_that_was_begun_with_times_goes_on_with_them(ear: Ear) -> None:
    ear.stops_in = 2
    assert run("transcribe", "talk.wav", "--no-vad", "-o", "talk.srt").exit_code == 130
    assert keeping(word_times=False).word_times is False  # of another hearing
    assert hear() == SCRIPT
    assert ear.heard == WINDOWS


@pytest.mark.parametrize("damage", [lambda data: data[:-20], lambda data: data[:-20] + b"x" + data[-19:]])
def test_a_window_that_is_torn_or_damaged_is_heard_again(ear: Ear, damage: Callable[[bytes], bytes]) -> None:
    ear.stops_in = 2
    run("transcribe", "talk.wav", "--no-vad")
    (part,) = files()
    part.write_bytes(damage(part.read_bytes()))
    ear.stops_in = 2  # the second window again, and not the third
    run("transcribe", "talk.wav", "--no-vad")
    hear()
    assert ear.heard == WINDOWS + 1


def test_what_is_recalled_is_what_was_kept(ear: Ear) -> None:
    pieces = [
        Timed("好。\r\n\ud800", 3, 900, (("好", 3, 400, 0.1 + 0.2), ("。", 400, 900, None)), avg_logprob=-1 / 3),
        Timed("", 0, 0, speaker="A"),
    ]
    made = keeping()
    made.keep(2, pieces)
    made.keep(0, [])
    assert {number: keeping().recall(number) for number in range(3)} == {0: [], 1: None, 2: pieces}


def test_the_transcript_is_what_it_was(ear: Ear) -> None:
    text, segments, words = lines([Timed("你好 world", 0, 900, (("你好", 0, 400, 1 / 3), ("world", 500, 900, None)))])
    transcript = Transcript(text, segments, words, "zh", 1000, "openai-whisper", "embedded", "嗯", voice=((0, 900),))
    keeping().finish(replace(transcript, warnings=("talk.wav: cut off", "a talk.wav")))
    assert keeping().transcript() == replace(transcript, warnings=("talk.wav: cut off", "a talk.wav"))


def test_two_processes_may_hear_the_same(ear: Ear) -> None:
    one, other = keeping(), keeping()
    one.keep(0, [Timed("一", 0, 1)])
    other.keep(0, [Timed("一", 0, 1)])
    one.keep(1, [Timed("二", 1, 2)])
    one.finish(Transcript("一\n二"))
    other.keep(1, [Timed("二", 1, 2)])
    other.finish(Transcript("一\n二"))
    assert keeping().transcript() == Transcript("一\n二")
    assert [path.suffix for path in files()] == [".json"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: bytes(len(data)),
        lambda data: data.replace("今".encode(), "明".encode()),
        lambda data: data + b"\n",
        lambda data: b"\xff" * 100,
    ],
)
def test_what_is_damaged_is_heard_anew(ear: Ear, damage: Callable[[bytes], bytes]) -> None:
    hear()
    (whole,) = files()
    sound = whole.read_bytes()
    whole.write_bytes(damage(sound))
    assert run("cache").exit_code == 0
    hear()
    hear()
    assert ear.heard == 2 * WINDOWS


# The folder


def keeping(**more: object) -> Kept:
    settings = {"engine": "openai-whisper", "word_times": True, "warn": pytest.fail, **more}
    return Kept(Path("talk.wav"), "made up", **settings)


def test_it_is_for_its_owner_alone(ear: Ear) -> None:
    kept.folder().mkdir(parents=True, mode=0o755)
    ear.stops_in = 1
    run("transcribe", "talk.wav", "--no-vad")
    assert {path.stat().st_mode & 0o777 for path in files()} == {0o600}
    hear()
    assert {path.stat().st_mode & 0o777 for path in files()} == {0o600}
    assert kept.folder().stat().st_mode & 0o777 == 0o700


def test_what_was_longest_not_used_goes_first(ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (1, 2, 3):
        before = set(files())
        hear("--beam-size", number)
        (new,) = set(files()) - before
        os.utime(new, (number, number))
    hear("--beam-size", 1)  # used now
    monkeypatch.setattr(kept, "MOST", kept.size() + 100)
    hear("--beam-size", 4)
    assert len(files()) == 3
    hear("--beam-size", 1)
    hear("--beam-size", 3)
    assert ear.heard == 4 * WINDOWS
    hear("--beam-size", 2)
    assert ear.heard == 5 * WINDOWS


def test_one_that_is_larger_than_all_may_be_is_kept(ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 10)
    hear()
    hear()
    assert ear.heard == WINDOWS


def test_a_cache_that_cannot_be_written_costs_a_warning(ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept, "_make", full)
    result = run("transcribe", "talk.wav", "--no-vad")
    assert (result.exit_code, result.stdout) == (0, SCRIPT)
    assert result.stderr.count("cannot be kept") == 1
    assert "No space left on device" in result.stderr


def test_a_file_where_the_cache_should_be_costs_a_warning(ear: Ear) -> None:
    Path("cache").write_text("")
    result = run("transcribe", "talk.wav", "--no-vad", "--raw")
    assert (result.exit_code, result.stderr.count("cannot be kept")) == (0, 1)


# The command


def test_there_may_be_nothing(ear: Ear) -> None:
    result = run("cache")
    assert (result.exit_code, result.stdout) == (0, f"0 recordings heard, 0 B of 200 MB: {kept.folder()}\n")
    assert run("cache", "--clear").exit_code == 0


def test_what_is_kept_is_listed_and_deleted(ear: Ear) -> None:
    hear()
    ear.stops_in = WINDOWS + 1
    Path("talk.wav").rename("第一次.wav")
    run("transcribe", "第一次.wav", "--no-vad", "--beam-size", 2)
    model = kept.folder().parent / "models" / "base.pt"
    model.parent.mkdir()
    model.write_bytes(bytes(2_500_000))
    *rows, total, models = run("cache").stdout.splitlines()
    about = sorted((row.split()[2:6] for row in rows), reverse=True)
    assert about == [["第一次.wav", "stopped", "openai-whisper", about[0][3]], ["talk.wav", "1:15", *about[1][2:]]]
    assert about[1][2:] == ["openai-whisper", "embedded"]
    assert total.startswith("2 recordings heard, ")
    assert models.startswith("the embedded model, 2.5 MB")
    assert "deleted: 2 recordings" in run("cache", "--clear").stderr
    assert (files(), model.exists()) == ([], True)
    assert run("cache", "--models").exit_code == 2
    assert "deleted: the embedded model, 2.5 MB" in run("cache", "--clear", "--models").stderr
    assert (run("cache", "--clear", "--models").exit_code, model.exists()) == (0, False)


# The identity


def test_all_that_hears_is_a_part_of_the_identity() -> None:
    """What `transcribe` imports, at its head or in a function, is in EARS, or cannot change what is heard."""
    root = Path(cleaner.__file__).parent
    harmless = {"__init__.py", "language/__init__.py", "errors.py", "files.py"}
    todo, seen = ["hearing.transcription"], set()
    while todo:
        path = root.joinpath(*todo.pop().split("."))
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if path.exists() and (file := path.relative_to(root).as_posix()) not in seen | harmless:
            seen.add(file)
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith("cleaner."):
                    todo += [f"{node.module}.{alias.name}".removeprefix("cleaner.") for alias in node.names]
                    todo.append(f"{node.module}".removeprefix("cleaner").lstrip("."))
    assert {"transcript.py", *(f"hearing/{name}.py" for name in ("audio", "voice_activity", "engines/timed"))} <= seen
    forgotten = {file for file in seen if not f"/{file}".startswith(identity.EARS)}
    assert forgotten == set(), "what hears, and is not in identity.EARS"
    files = [f"/{path.relative_to(root).as_posix()}" for path in root.rglob("*.py")]
    assert [part for part in identity.EARS if not any(file.startswith(part) for file in files)] == []


def test_a_kept_hearing_imports_nothing_that_hears(ear: Ear) -> None:
    hear()
    program = (
        "import sys; from cleaner.cli import cli\n"
        "try: cli(['transcribe', 'talk.wav', '--no-vad', '-o', 'script.txt'], prog_name='cleaner')\n"
        "except SystemExit: pass\n"
        "print(sorted({'torch', 'whisper', 'faster_whisper', 'ctranslate2', 'av', 'onnxruntime'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert Path("script.txt").read_text("utf-8") == SCRIPT
