"""What a person sees who types `cleaner …`: streams, exit codes, files, one line for each mistake."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result

from cleaner import files, formats, pipeline
from cleaner.cli import cli, options
from cleaner.errors import CleanerError
from cleaner.hearing import engines, transcription
from cleaner.language import conversion
from cleaner.transcript import Timed, Transcript, lines

HEARD = "嗯，今天我们我们讲第一章。\n"
SCRIPT = "今天我们讲第一章。\n"
CUES = "1\n00:00:01,000 --> 00:00:03,500\n嗯，今天我们我们讲第一章。\n"
ROOT = Path(__file__).parent.parent
PROGRAM = [sys.executable, "-m", "cleaner"]


def run(*args: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args], prog_name="cleaner", input=stdin)


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A transcript in the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("heard.txt").write_text(HEARD, "utf-8")
    return Path("heard.txt")


@pytest.fixture
def recording(heard: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """A recording in the working folder, and an engine that hears HEARD in it; what it was asked."""
    asked: dict[str, object] = {}
    text, segments, words = lines([Timed("嗯，今天我们我们讲第一章。", 1000, 3500)])
    transcript = Transcript(text, segments, words, language="zh", duration=4000, warnings=("talk.m4a: cut off",))

    def transcribe(path: Path, **settings: object) -> Transcript:
        asked.update(settings, path=path)
        return transcript

    monkeypatch.setattr(transcription, "transcribe", transcribe)
    Path("talk.m4a").write_bytes(b"sound")
    return asked


def test_the_choices_are_those_of_the_modules_that_own_them() -> None:
    assert tuple(pipeline.LEVELS) == options.LEVELS
    assert get_args(conversion.Hanzi) == options.HANZI
    assert formats.FORMATS == options.FORMATS


# Streams and files


def test_the_script_and_nothing_else_is_on_standard_output(heard: Path) -> None:
    result = run("clean", heard)
    assert (result.exit_code, result.stdout, result.stderr) == (0, SCRIPT, "")


@pytest.mark.parametrize("args", [["clean"], ["clean", "-"]])
def test_standard_input_is_cleaned(args: list[str]) -> None:
    result = run(*args, stdin=HEARD)
    assert (result.exit_code, result.stdout, result.stderr) == (0, SCRIPT, "")


def test_the_format_follows_the_name_of_the_output(heard: Path) -> None:
    Path("talk.srt").write_text(CUES, "utf-8")
    assert run("clean", "talk.srt", "-o", "cleaned.vtt").exit_code == 0
    assert Path("cleaned.vtt").read_text("utf-8") == "WEBVTT\n\n00:00:01.000 --> 00:00:03.500\n今天我们讲第一章。\n"


def test_subtitles_stay_subtitles(heard: Path) -> None:
    Path("talk.srt").write_text(CUES, "utf-8")
    assert run("clean", "talk.srt").stdout == CUES.replace("嗯，今天我们我们", "今天我们")
    assert run("clean", "talk.srt", "--format", "txt").stdout == SCRIPT


def test_a_folder_gets_a_script_for_each_file(heard: Path) -> None:
    Path("second.txt").write_text("呃，我们开始。\n", "utf-8")
    assert run("clean", heard, "second.txt", "-o", "scripts").exit_code == 0
    assert {file.name: file.read_text("utf-8") for file in Path("scripts").iterdir()} == {
        "heard.txt": SCRIPT,
        "second.txt": "我们开始。\n",
    }


def test_a_new_folder_is_made_where_the_name_ends_with_a_slash(heard: Path) -> None:
    assert run("clean", heard, "-o", "deep/scripts/").exit_code == 0
    assert Path("deep/scripts/heard.txt").read_text("utf-8") == SCRIPT


def test_one_bad_file_does_not_stop_the_rest(heard: Path) -> None:
    result = run("clean", "missing.txt", heard)
    assert (result.exit_code, result.stdout, result.stderr) == (2, SCRIPT, "cleaner: missing.txt: no such file\n")


def test_our_own_json_is_cleaned_anew_from_what_was_heard(heard: Path) -> None:
    assert run("clean", heard, "--level", "standard", "-o", "talk.json").exit_code == 0
    assert run("clean", "talk.json", "--level", "light", "--format", "txt").stdout == (
        pipeline.clean(HEARD, level="light").text
    )


def test_check_says_whether_anything_would_change(heard: Path) -> None:
    Path("script.txt").write_text(SCRIPT, "utf-8")
    differs, same = run("clean", heard, "--check"), run("clean", "script.txt", "--check")
    assert (differs.exit_code, differs.stdout) == (1, "")
    assert differs.stderr.startswith("heard.txt: 14 → 10 characters, 2 edits (filler 1, repetition 1)")
    assert (same.exit_code, same.stdout, same.stderr) == (0, "", "")
    assert run("clean", heard, "missing.txt", "--check", "-q").exit_code == 2
    assert heard.read_text("utf-8") == HEARD


# Mistakes: one line each, exit code 2


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["clean", "heard.txt", "-o", "heard.txt"], "heard.txt: the script would overwrite what it is made from"),
        (["clean", "heard.txt", "-o", "."], "heard.txt: the script would overwrite what it is made from"),
        (["clean", "heard.txt", "heard.txt", "-o", "new/"], "heard.txt and heard.txt would both be written to new/"),
        (["clean", "heard.txt", "-o", "none/script.txt"], "none/script.txt: there is no folder none"),
        (["clean", "heard.txt", "-o", "script.docx"], "script.docx: unknown format .docx"),
        (["clean", "heard.txt", "b.txt", "-o", "heard.txt"], "heard.txt: a file, but there are several scripts"),
        (["clean", "heard.txt", "--format", "srt"], "no times to write srt with"),
        (["clean", "heard.txt", "--check", "-o", "x.txt"], "--check writes nothing: leave out -o"),
        (["clean", "a.srt", "b.srt"], "several scripts in one stream must be text"),
        (["clean", "-", "-"], "standard input (-) can be read only once"),
        (["clean", "-", "-o", "."], ".: standard input has no name for a script in a folder"),
        (["clean", "missing.txt"], "missing.txt: no such file"),
        (["clean", "."], ".: a folder"),
        (["clean", "heard.txt", "--glossary", "none"], "none: no such file; a glossary is"),
        (["clean", "heard.txt", "--glossary", "."], ".: a folder; a glossary is"),
        (["clean", "heard.txt", "--glossary", "bad"], "bad: glossary entry 1 has no term before its '='"),
        (["clean", "heard.txt", "--level", "extreme"], "Invalid value for '--level': 'extreme' is not one of"),
        (["clean", "--nonsense"], "No such option '--nonsense'"),
        (["heard.txt"], "heard.txt is a file; for a recording: cleaner transcribe heard.txt, else: cleaner clean"),
        (["nonsense"], "No such command 'nonsense'"),
        (["rules", "hesitation"], "no rule or stage 'hesitation': did you mean filler.hesitation"),
        (["rules", "qqqq"], "no rule or stage 'qqqq': cleaner rules lists them all"),
        (["transcribe"], "Missing argument 'RECORDING'"),
        (["transcribe", "missing.m4a"], "missing.m4a: no such file"),
        (["transcribe", "heard.txt", "-o", "none/x.txt"], "none/x.txt: there is no folder none"),
        (["transcribe", "heard.txt", "--raw", "--explain"], "--explain shows what cleaning does"),
        (["transcribe", "heard.txt", "--engine", "whisper"], "Invalid value for '--engine'"),
    ],
    ids=" ".join,
)
def test_a_mistake_gets_one_line(heard: Path, args: list[str], message: str) -> None:
    Path("bad").write_text("= alias\n", "utf-8")
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"cleaner: {message}")
    assert result.stderr.count("\n") == 1


def test_on_a_terminal_nothing_to_clean_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda self: True, raising=False)
    result = run("clean")
    assert result.exit_code == 2
    assert "nothing to clean: name a FILE, or pipe text in (see cleaner clean --help)" in result.stderr


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (CleanerError("talk.m4a: no audio track in it"), "talk.m4a: no audio track in it"),
        (OSError(28, "No space left on device", "out"), "out: No space left on device; make room and try again"),
        (PermissionError(13, "Permission denied", "x"), "x: Permission denied"),
        (MemoryError(), "not enough memory: close other programs"),
        (KeyError("lost"), "internal error, please report it, with what `CLEANER_DEBUG=1 cleaner …` prints (KeyError"),
    ],
)
def test_an_error_on_the_way_gets_one_line(
    recording: object, monkeypatch: pytest.MonkeyPatch, error: Exception, message: str
) -> None:
    def fail(*args: object, **settings: object) -> None:
        raise error

    monkeypatch.setattr(transcription, "transcribe", fail)
    result = run("transcribe", "talk.m4a", "-o", "talk.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"cleaner: {message}")
    assert result.stderr.count("\n") == 1
    assert not Path("talk.txt").exists()


def test_a_traceback_is_there_for_who_asks(recording: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transcription, "transcribe", lambda *args, **settings: 1 / 0)
    monkeypatch.setenv("CLEANER_DEBUG", "1")
    assert isinstance(run("transcribe", "talk.m4a").exception, ZeroDivisionError)


# Recordings


def test_a_recording_becomes_a_script(recording: dict[str, object]) -> None:
    Path("terms").write_text("TensorFlow = 坦索弗洛\nGolang\n", "utf-8")
    result = run(
        *("transcribe", "talk.m4a", "--glossary", "terms", "--engine", "faster-whisper", "--model", "tiny"),
        *("--device", "cpu", "--language", "auto", "--prompt", "", "--no-vad", "--beam-size", "2"),
        *("--track", "2"),
    )
    assert (result.exit_code, result.stdout.strip()) == (0, SCRIPT.strip())
    assert result.stderr == "cleaner: warning: talk.m4a: cut off\n"
    told = ("begun", "progress", "heard", "memory")
    assert all(recording.pop(name) is not None for name in told)
    assert recording == {
        "path": Path("talk.m4a"),
        "engine": "faster-whisper",
        "model": "tiny",
        "language": "auto",
        "glossary": ("TensorFlow", "Golang"),
        "prompt": "",
        "device": "cpu",
        "vad": False,
        "beam_size": 2,
        "word_times": False,
        "track": 2,
    }


def test_without_options_the_engines_choose(recording: dict[str, object]) -> None:
    assert run("transcribe", "talk.m4a", "-o", "talk.srt").exit_code == 0
    assert Path("talk.srt").read_text("utf-8") == CUES.replace("嗯，今天我们我们", "今天我们")
    assert (recording["engine"], recording["model"], recording["vad"]) == (engines.ENGINES[0], None, True)


def test_numbers_are_written_in_digits_for_who_asks(heard: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said, script = "我们二零一七年涨了百分之十。\n", "我们2017年涨了10%。\n"
    assert run("clean", stdin=said).stdout == said
    assert run("clean", "--numbers", stdin=said).stdout == script
    Path("talk.m4a").write_bytes(b"sound")
    monkeypatch.setattr(transcription, "transcribe", lambda *args, **settings: Transcript(said))
    assert run("transcribe", "talk.m4a", "--numbers").stdout == script


def test_raw_is_what_was_heard(recording: dict[str, object]) -> None:
    assert run("transcribe", "talk.m4a", "--raw").stdout.strip() == HEARD.strip()


def test_what_was_heard_is_not_lost_when_the_disk_is_full(recording: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, text: str) -> None:
        raise CleanerError(f"{path}: cannot be written: No space left on device")

    monkeypatch.setattr(files, "write_whole", full)
    result = run("transcribe", "talk.m4a", "-o", "talk.srt")
    assert (result.exit_code, result.stdout) == (2, CUES.replace("嗯，今天我们我们", "今天我们"))
    assert "No space left on device; the script is on standard output instead" in result.stderr
    assert not Path("talk.srt").exists()


# Commands and start


def test_rules_lists_every_rule_on_a_line() -> None:
    from cleaner.rules import all_rules

    listed = [line.split()[0] for line in run("rules").stdout.splitlines() if line.startswith("  ")]
    assert listed == [rule.id for rule in all_rules()]


def test_one_rule_is_shown_with_its_cases() -> None:
    shown = run("rules", "filler.hesitation").stdout
    assert shown.startswith("filler.hesitation\n\n")
    assert "  changes  呃我们开始吧 → 我们开始吧\n" in shown


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(shell: str) -> None:
    assert f"_CLEANER_COMPLETE={shell}_complete" in run("completion", shell).stdout


@pytest.mark.parametrize("args", [[], ["--help"], ["-h"]])
def test_help(args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: cleaner [OPTIONS] [COMMAND] [ARGS]...")


@pytest.mark.parametrize("command", ["transcribe", "clean", "rules", "completion"])
def test_every_command_has_an_example_in_its_help(command: str) -> None:
    assert f"  cleaner {command} " in run(command, "--help").stdout


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys, cleaner.cli\n"
        "try: cleaner.cli.main()\n"
        "except SystemExit: print(*(name for name in sys.modules if '.' not in name), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", program, "--help"], capture_output=True, text=True, check=True)
    heavy = {"torch", "numpy", "jieba", "rjieba", "opencc", "av", "whisper", "faster_whisper", "rich"}
    assert "click" in result.stderr.split()
    assert heavy.intersection(result.stderr.split()) == set()


@pytest.mark.parametrize(
    "imported", ["click", "cleaner.cli.commands.diff", "cleaner.pipeline", "numpy", "rjieba", "cleaner.language.fold"]
)
def test_ctrl_c_while_something_is_imported_says_nothing(heard: Path, imported: str) -> None:
    program = f"""
import sys
class Interrupting:
    def find_spec(self, name, *_):
        if name == {imported!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
from cleaner.__main__ import main
main()
"""
    result = subprocess.run([sys.executable, "-c", program, "clean", str(heard)], capture_output=True)
    assert (result.returncode, result.stdout, result.stderr.strip()) == (130, b"", b"")


def test_the_program_begins_where_nothing_is_imported() -> None:
    program = "import sys, cleaner.__main__; print(*sys.modules, sep='\\n')"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert {name for name in loaded if name.startswith(("cleaner", "click"))} == {
        "cleaner",
        "cleaner.__main__",
        "cleaner.environment",
    }
    assert '\ncleaner = "cleaner.__main__:main"\n' in (ROOT / "pyproject.toml").read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT to one process on Windows")
def test_ctrl_c_leaves_nothing_and_says_nothing(heard: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, "clean", heard, "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Where the tests run in the background of a shell, Ctrl-C is ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdout
        assert process.stdout.readline().decode() == SCRIPT  # now it waits for standard input
        process.send_signal(signal.SIGINT)
        rest, said = process.communicate()
    assert (process.returncode, rest, said.strip()) == (130, b"", b"")
    assert [file.name for file in Path().iterdir()] == ["heard.txt"]


def test_a_reader_that_has_had_enough_is_no_error(heard: Path) -> None:
    heard.write_text("".join(f"今天我们讲第{number}章。\n" for number in range(4_000)), "utf-8")
    with subprocess.Popen([*PROGRAM, "clean", heard], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
        assert (process.wait(), said) == (0, b"")
