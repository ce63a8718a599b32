"""What a person sees who types `cleaner diff …`."""

import json
import os
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from cleaner import formats
from cleaner.cli import cli, options
from cleaner.errors import CleanerError
from cleaner.formats.recordings import is_recording, takes
from cleaner.hearing import engines, transcription
from cleaner.transcript import Timed, Transcript, lines

SCRIPT = "今天我们讲第一章。\n先说说 Kubernetes 的历史。\n"
SAME = "嗯，今天我们讲第一章，先说说 Kubernetes 的历史。\n"
OTHER = "嗯，今天我们去食堂吃午饭，先说说 Kubernetes 的历史。\n"


def run(*args: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["diff", *map(str, args)], prog_name="cleaner", input=stdin)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a script, and two transcripts."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("script.txt", SCRIPT), ("same.txt", SAME), ("other.txt", OTHER)):
        Path(name).write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """Every recording is heard as OTHER; what the engine was asked, each time."""
    seen: list[dict[str, object]] = []
    text, segments, words = lines([Timed(OTHER.strip(), 1000, 6500)])

    def transcribe(path: Path, **settings: object) -> Transcript:
        seen.append({**settings, "path": path})
        if path.read_bytes() == b"broken":
            raise CleanerError(f"{path}: not a recording, or damaged beyond reading")
        return Transcript(text, segments, words, language="zh", duration=7000)

    monkeypatch.setattr(transcription, "transcribe", transcribe)
    monkeypatch.setattr(engines, "load", lambda *named: named)
    return seen


# Exit codes


@pytest.mark.parametrize(("heard", "code"), [("same.txt", 0), ("other.txt", 1)])
def test_exit_code(heard: str, code: int) -> None:
    assert run(heard, "script.txt").exit_code == code


def test_the_script_may_be_a_word_document() -> None:
    from docx import Document

    document = Document()
    document.add_heading("开场")
    document.add_paragraph(SCRIPT)
    document.save("script.docx")
    assert (run("same.txt", "script.docx").exit_code, run("other.txt", "script.docx").exit_code) == (0, 1)


def test_what_differs_is_shown() -> None:
    assert run("other.txt", "script.txt").stdout.splitlines()[2:5] == [
        "1 said differently",
        "   今天我们[-讲第一章-]。                │ 今天我们{+去食堂吃午饭+}，",
        "2 said  先说说 Kubernetes 的历史。",
    ]


def test_the_last_take_decides() -> None:
    assert run("other.txt", "same.txt", "script.txt").exit_code == 0
    assert run("same.txt", "other.txt", "script.txt").exit_code == 1


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["same.txt"], "Missing argument 'HEARD...'"),
        (["none.txt", "script.txt"], "none.txt: no such file"),
        (["none.m4a", "script.txt"], "none.m4a: no such file"),
        (["same.txt", "none.txt"], "none.txt: no such file"),
        (["script.txt", "talk.m4a"], "talk.m4a: a recording, not a script; the script comes last"),
        (["talk.docx", "same.txt"], "talk.docx: a document, not a recording or transcript; the script comes last"),
        (["talk.docx", "talk.m4a"], "talk.m4a: a recording, not a script; the script comes last"),
        (["talk.pdf", "same.txt"], "talk.pdf: a document, not a recording or transcript; the script comes last"),
        (["same.txt", "talk.pdf"], "talk.pdf: a PDF: save the script as docx, or copy its text into a txt file"),
        (["script.txt", "same.srt"], "same.srt: a transcript, not a script (txt, md, docx); the script comes last"),
        (["script.txt", "same.JSON"], "same.JSON: a transcript, not a script (txt, md, docx); the script comes last"),
        (["-", "-", "script.txt"], "standard input (-) can be read only once"),
        (["empty", "script.txt"], "empty: no recording and no transcript in it"),
        (["same.txt", "script.txt", "-o", "script.txt"], "script.txt: the report would overwrite what it is made from"),
        (["same.txt", "script.txt", "-o", "same.txt"], "same.txt: the report would overwrite what it is made from"),
        (["same.txt", "script.txt", "-o", "report.pdf"], "report.pdf: unknown format .pdf: say which with --format"),
        (["same.txt", "script.txt", "-o", "none/report.md"], "none/report.md: there is no folder none"),
        (["same.txt", "script.txt", "-o", "empty"], "empty: a folder; name a file"),
        (["same.txt", "script.txt", "--target", "3m"], "'3m' is no length of time: write 3:00, 1:02:30, or seconds"),
        (["same.txt", "script.txt", "--glossary", "none.txt"], "none.txt: no such file; a glossary is a text file"),
    ],
)
def test_mistakes_are_one_line(args: list[str], message: str) -> None:
    Path("empty").mkdir()
    Path("talk.m4a").write_bytes(b"sound")
    Path("talk.docx").write_bytes(b"PK\x03\x04\0")
    Path("talk.pdf").write_bytes(b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n")
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


# What is heard


def test_standard_input_is_a_take() -> None:
    assert run("-", "script.txt", stdin=SAME).exit_code == 0


def test_a_json_of_ours_and_subtitles_are_takes() -> None:
    text, segments, words = lines([Timed(OTHER.strip(), 1000, 6500)])
    from cleaner.cleaned import Cleaned

    cleaned = Cleaned(Transcript(text, segments, words))
    for kind in ("json", "srt", "vtt"):
        Path(f"heard.{kind}").write_text(formats.write(cleaned, kind), "utf-8")
        assert run(f"heard.{kind}", "script.txt").stdout.splitlines()[2] == "1 said differently 0:01"


def test_the_engine_is_told_of_the_terms(asked: list[dict[str, object]]) -> None:
    Path("talk.m4a").write_bytes(b"sound")
    Path("terms.txt").write_text("张量\nKubernetes\n", "utf-8")
    assert run("talk.m4a", "script.txt", "--glossary", "terms.txt", "--engine", "faster-whisper").exit_code == 1
    (settings,) = asked
    assert settings["engine"] == "faster-whisper"
    assert settings["glossary"][:2] == ("张量", "Kubernetes")
    assert settings["glossary"].count("Kubernetes") == 1
    run("talk.m4a", "script.txt")
    assert asked[1]["glossary"][0] == "Kubernetes"


def test_what_was_heard_is_kept_and_not_heard_again(asked: list[dict[str, object]]) -> None:
    Path("takes").mkdir()
    for number in (1, 2):
        Path(f"takes/take {number}.m4a").write_bytes(b"sound %d" % number)
    assert run("takes", "script.txt", "--keep", "takes").exit_code == 1
    assert sorted(path.name for path in Path("takes").iterdir()) == [
        *("take 1.json", "take 1.m4a", "take 2.json", "take 2.m4a")
    ]
    assert [settings["engine"] for settings in asked] == [("openai-whisper", None, "auto")] * 2
    again = run("takes", "script.txt", "--keep", "takes")
    assert (again.exit_code, len(asked)) == (1, 2)
    assert "2  take 2.json" in again.stdout


def test_a_bad_take_does_not_stop_the_others(asked: list[dict[str, object]]) -> None:
    Path("a.m4a").write_bytes(b"broken")
    result = run("a.m4a", "same.txt", "script.txt")
    assert (result.exit_code, result.stderr) == (2, "cleaner: a.m4a: not a recording, or damaged beyond reading\n")
    assert result.stdout.startswith("same.txt against script.txt\n")
    assert run("a.m4a", "script.txt").exit_code == 2


def test_recordings_are_told_from_transcripts(tmp_path: Path) -> None:
    contents = {
        "a.txt": b"\0sound",
        "b.m4a": b"text",
        "c": SAME.encode(),
        "d": SAME.encode("gb18030"),
        "e": b"ID3\x04\0\0\0\0",
        "f.bin": bytes(range(1, 255)) * 40,
        "g.MP3": b"",
        "h.md": SAME.encode(),
        "i.docx": b"PK\x03\x04\x14\0\x06\0",
        "j.pdf": b"%PDF-1.7\n\xe2\xe3\xcf\xd3\0",
        "k.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0",
    }
    for name, content in contents.items():
        Path(name).write_bytes(content)
    assert [name for name in contents if is_recording(Path(name))] == ["b.m4a", "e", "f.bin", "g.MP3"]
    assert not is_recording(Path("none"))


def test_takes_of_a_folder(folder: Path) -> None:
    for name in (
        "take10.m4a",
        "take2.txt",
        "take2.m4a",
        "Take3.srt",
        "take3.txt",
        "notes.pdf",
        ".take1.m4a",
        "take4.json",
    ):
        Path(name).write_bytes(b"1")
    Path("take4.m4a").write_bytes(b"1")
    os.utime("take4.json", (1, 1))  # older than the recording
    Path("sub.m4a").mkdir()
    found = [path.name for path in takes(folder, besides=[folder / "script.txt"])]
    assert found == ["other.txt", "same.txt", "take2.m4a", "Take3.srt", "take3.txt", "take4.m4a", "take10.m4a"]
    os.utime("take4.json")
    assert "take4.json" in [path.name for path in takes(folder)]


def test_a_real_recording(faster_whisper: engines.Engine, speech: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "load", lambda *named: faster_whisper)
    Path("meant.md").write_text("# 介绍\n各位老师好，我姓周，是一名软件工程师。我先简单介绍一下我的经历。\n", "utf-8")
    value = json.loads(run(speech, "meant.md", "--format", "json", "--target", "0:05").stdout)
    assert value["coverage"] >= 0.95
    assert value["delivery"]["duration"] == 8600
    assert value["delivery"]["budget"]["target"] == 5000
    assert next(tally for tally in value["delivery"]["tallies"] if tally["kind"] == "repeats")["found"]
    first, second = (sentence["time"] for sentence in value["sentences"])
    assert 0 <= first[0] < first[1] <= second[0] < second[1] <= 8600


# What is written


def test_the_format_follows_the_name_of_the_output() -> None:
    for name, begins in (
        ("r.txt", "other.txt"),
        ("r.md", "# other.txt"),
        ("r.markdown", "# other.txt"),
        ("r.json", "{"),
    ):
        assert run("other.txt", "script.txt", "-o", name).exit_code == 1
        assert Path(name).read_text("utf-8").startswith(begins)
    assert run("other.txt", "script.txt", "-o", "r.txt", "--format", "json").exit_code == 1
    assert json.loads(Path("r.txt").read_text("utf-8"))["format"] == "cleaner comparison"


def test_several_takes_are_one_json() -> None:
    value = json.loads(run("other.txt", "same.txt", "script.txt", "--format", "json").stdout)
    assert (value["format"], [take["name"] for take in value["takes"]]) == (
        "cleaner progress",
        ["other.txt", "same.txt"],
    )


def test_colour_is_for_terminals_or_who_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in run("other.txt", "script.txt").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[1;33m去食堂吃午饭\x1b[0m" in run("other.txt", "script.txt").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("other.txt", "script.txt").stdout


def test_the_report_is_not_lost_where_it_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, text: str) -> None:
        raise CleanerError(f"{path}: cannot be written: No space left on device")

    monkeypatch.setattr("cleaner.files.write_whole", full)
    result = run("other.txt", "script.txt", "-o", "r.txt")
    assert result.exit_code == 2
    assert result.stdout.startswith("other.txt against script.txt\n")
    assert result.stderr.endswith("No space left on device; the report is on standard output instead\n")


def read_length(text: str) -> int | None:
    command = click.Command("diff")
    return options.length(click.Context(command), click.Option(["--target"]), text)


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("3:00", 180_000),
        ("180", 180_000),
        ("1:02:30", 3_750_000),
        ("90:00", 5_400_000),
        ("0:01.5", 1500),
        ("3：00", 180_000),
    ],
)
def test_length(text: str, milliseconds: int) -> None:
    assert read_length(text) == milliseconds


@pytest.mark.parametrize("text", ["", "0", "0:00", "3:60", "1:60:00", "-3", "3:", ":30", "1:2:3:4", "nan", "25:00:00"])
def test_no_length(text: str) -> None:
    with pytest.raises(click.BadParameter, match="no length of time"):
        read_length(text)


# The page


def test_a_page_of_the_last_take_with_all_takes(asked: list[dict[str, object]]) -> None:
    Path("talk.m4a").write_bytes(b"sound")
    result = run("same.txt", "talk.m4a", "script.txt", "--html", "page.html")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (1, "talk.m4a against script.txt")
    page = Path("page.html").read_text("utf-8")
    assert 'src="./talk.m4a"' in page
    assert "历次排练" in page
    assert "<title>talk.m4a against script.txt" in page


def test_the_page_plays_the_recording_beside_a_transcript(asked: list[dict[str, object]]) -> None:
    Path("other.m4a").write_bytes(b"sound")
    Path("more.m4a").write_bytes(b"sound")
    for args, played in (
        (["-o", "page.html"], "./other.m4a"),
        (["--html", "page.html", "--recording", "more.m4a"], "./more.m4a"),
        (["--html", "page.html", "--embed-audio"], "data:audio/mp4;base64,c291bmQ="),
    ):
        run("other.txt", "script.txt", *args)
        assert f'src="{played}"' in Path("page.html").read_text("utf-8")
    assert 'src="./other.m4a"' in run("other.txt", "script.txt", "--format", "html").stdout
    assert asked == []


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--html", "same.txt"], "same.txt: the page would overwrite same.txt"),
        (["--html", "script.txt"], "script.txt: the page would overwrite script.txt"),
        (["--html", "r.md", "-o", "r.md"], "r.md: the page would overwrite r.md"),
        (["--html", "page.html", "-o", "page.html"], "--html and --format html are one page: leave one out"),
        (["--recording", "talk.m4a"], "--recording is what a page plays: name the page with --html FILE"),
        (["--embed-audio"], "--embed-audio puts the recording into the page: name the page with --html FILE"),
        (["--html", "page.html", "--embed-audio"], "--embed-audio needs the recording: name it with --recording FILE"),
    ],
    ids=" ".join,
)
def test_mistakes_with_the_page(args: list[str], message: str) -> None:
    result = run("same.txt", "script.txt", *args)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert message in result.stderr


def test_what_is_kept_overwrites_no_take(asked: list[dict[str, object]]) -> None:
    Path("talk.m4a").write_bytes(b"sound")
    Path("talk.json").write_text('{"text": "x"}', "utf-8")
    result = run("talk.json", "talk.m4a", "script.txt", "--keep", ".")
    assert (result.exit_code, asked) == (2, [])
    assert "talk.json: the transcript would overwrite what it is made from: choose another --keep" in result.stderr
