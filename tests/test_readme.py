"""What the READMEs say can be typed can be typed: every command is run, on files of the names it is given."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from glob import has_magic
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from conftest import SAMPLES, write_wav

from cleaner import clean, formats
from cleaner.batch import watch
from cleaner.cleaned import Cleaned
from cleaner.cli import cli
from cleaner.formats.decisions import fingerprint
from cleaner.transcript import Timed, Transcript, lines

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")
BLOCK = r"^```{}\n(.*?)^```"

EXEMPT = {
    "make demo": "installs; .ci/run does so with this very Makefile",
    "make test": "is what runs here",
    "PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu make demo": "the same, with downloads",
    "pip install 'rehearsal-cleaner[embedded]'": "downloads",
    "python benchmarks/engines.py": "minutes",
    "python benchmarks/cleaning.py": "minutes",
    "python benchmarks/comparison.py": "minutes",
    "PYTHONPATH=. python benchmarks/batch.py": "minutes",
    "cleaner transcribe rehearsal.m4a --decisions decisions.json": "wants decisions on it: tests/test_heard.py",
}
NAMES = {"cleaner", "cleaner transcribe", "cleaner.toml"}  # of a command or file, not to be typed as they stand

SAID = "各位老师好，我姓周，是一名软件工程师。我先简单介绍一下我的经历。\n"
NOTES = "嗯，那个，我们我们先看第一章，呃，讲的是水。\n"


def commands(*readmes: str) -> list[str]:
    """Each command once: the lines of blocks, then what stands in sentences; a|b is two commands."""
    typed: list[str] = []
    for text in ((ROOT / readme).read_text("utf-8") for readme in readmes):
        for block in re.findall(BLOCK.format("sh"), text, re.M | re.S):
            typed += [re.sub(r"\s+#.*", "", line) for line in block.splitlines()]
        prose = re.sub(BLOCK.format(r"\w*"), "", text, flags=re.M | re.S)
        for found in re.findall(r"`((?:cleaner|(?:\w+=\S+ )?python)\b[^`]*)`", prose):
            choice = re.search(r"\w+(?:\|\w+)+", found)
            typed += [found.replace(choice[0], one) for one in choice[0].split("|")] if choice else [found]
    return [one for one in dict.fromkeys(typed) if one and one not in NAMES]


def python() -> list[str]:
    """The blocks of Python, those that differ in their comments only once."""
    texts = ((ROOT / readme).read_text("utf-8") for readme in READMES)
    found = (block for text in texts for block in re.findall(BLOCK.format("python"), text, re.M | re.S))
    return list(dict.fromkeys(re.sub(r"  #.*", "", block) for block in found))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with all that the commands name."""
    from docx import Document

    from cleaner.hearing.audio import RATE, decode
    from cleaner.hearing.engines import embedded

    home = tmp_path_factory.mktemp("home")
    for name in ("takes", "transcripts", "recordings", "voice-memos", "talks", "models", "programs"):
        (home / name).mkdir()
    beginning = decode(SAMPLES / "interview.m4a").samples[: 5 * RATE]
    # FFmpeg's libraries tell what a file is by its content.
    write_wav(home / "rehearsal.m4a", beginning)
    for place in ("takes/1.m4a", "recordings/monday.m4a"):
        shutil.copy(home / "rehearsal.m4a", home / place)
    for place in (
        "takes/2.txt",
        "recordings/notes.txt",
        "voice-memos/memo.txt",
        "talks/talk.txt",
        "old-notes.txt",
        "FILE",
    ):
        (home / place).write_text(NOTES, "utf-8")
    text, segments, words = lines([Timed(NOTES.strip(), 1000, 6500)])
    for number in range(2):
        cues = formats.write(Cleaned(Transcript(text, segments, words)), "srt")
        (home / f"transcripts/{number}.srt").write_text(cues, "utf-8")
    (home / "terms.txt").write_text("Kubernetes\n", "utf-8")
    (home / "script.txt").write_text(SAID, "utf-8")
    document = Document()
    document.add_heading("自我介绍")
    document.add_paragraph(SAID)
    document.save(str(home / "script.docx"))
    cleaned = clean(Transcript(NOTES))
    undone = {
        "rule": cleaned.edits[0].rule,
        "spans": [[span.start, span.end] for span in cleaned.edits[0].spans],
        "after": "",
    }
    decided = {"format": "cleaner-decisions", "version": 1, "text": fingerprint(cleaned.transcript)}
    (home / "decisions.json").write_text(json.dumps({**decided, "accept": [], "reject": [undone]}), "utf-8")
    (home / "models/large-v3.pt").symlink_to(embedded.checkpoint_file())
    for name, program in {
        "cleaner": f'exec {shlex.quote(sys.executable)} -m cleaner "$@"',
        "pbpaste": "cat old-notes.txt",
    }.items():
        (home / "programs" / name).write_text(f"#!/bin/sh\n{program}\n")
        (home / "programs" / name).chmod(0o755)
    return home


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """What is heard is short, and threads that wait for each other cost more than they do."""
    import numba
    import torch

    threads = torch.get_num_threads(), numba.get_num_threads()
    torch.set_num_threads(1)
    numba.set_num_threads(1)
    yield
    torch.set_num_threads(threads[0])
    numba.set_num_threads(threads[1])


@pytest.fixture(autouse=True)
def at_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the folder, which is the home too; a model that would be downloaded is the embedded one."""
    from cleaner.hearing.engines import embedded, faster_whisper, openai_whisper

    read = openai_whisper.whisper.load_model

    def load_model(name: str, **settings: object) -> object:
        return read(name if Path(name).is_file() else str(embedded.checkpoint_file()), **settings)

    monkeypatch.setattr(openai_whisper.whisper, "load_model", load_model)
    monkeypatch.setattr(faster_whisper.faster_whisper, "download_model", lambda name, **_: str(embedded.folder()))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("PATH", f"{folder / 'programs'}:{os.environ['PATH']}")


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A watch's clock, which goes by itself: after a minute somebody presses Ctrl-C."""
    seconds = count(step=watch.PAUSE)

    def sleep(_: float) -> None:
        if next(seconds) >= 60:
            raise KeyboardInterrupt

    monkeypatch.setattr(watch, "time", SimpleNamespace(monotonic=lambda: next(seconds), sleep=sleep))


def run(command: str) -> tuple[int, str, str]:
    """A command as a shell runs it: exit code, standard output, standard error; in this process where it is alone."""
    if "|" in command:
        done = subprocess.run(command, shell=True, capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr
    _, *words = (re.sub("^~", os.environ["HOME"], word) for word in shlex.split(command))
    args = [str(one) for word in words for one in (sorted(Path().glob(word)) if has_magic(word) else [word])]
    result = CliRunner().invoke(cli, args, prog_name="cleaner")
    return result.exit_code, result.stdout, result.stderr


def made(command: str) -> list[Path]:
    """What a command is told to write."""
    return [Path(name) for name in re.findall(r"(?:-o|--html|--keep) (\S+)", command)]


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize("command", [one for one in commands(*READMES) if one not in EXEMPT])
def test_it_does_what_it_says(command: str) -> None:
    code, said, told = run(command)
    wanted = (130,) if "--watch" in command else (0, 1) if " diff " in command else (0,)
    assert code in wanted, told
    assert "cleaner: " not in told
    for path in made(command):
        assert any(path.iterdir()) if path.is_dir() else path.stat().st_size
    assert said or told or made(command)


def test_what_is_not_run_is_still_said() -> None:
    assert EXEMPT.keys() <= set(commands(*READMES))
    for command in EXEMPT:
        for program in re.findall(r"benchmarks/\S+", command):
            assert (ROOT / program).is_file()


def test_both_readmes_have_the_same_commands() -> None:
    assert commands("README.md") == commands("README.zh.md")


@pytest.mark.parametrize("program", python())
def test_the_python_runs(program: str) -> None:
    exec(compile(program, "README", "exec"), names := {})
    assert names["cleaned"].text == "我们今天讲讲 Golang"
    assert names["script"]
