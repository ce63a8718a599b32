"""What a batch shows while it runs: bar, lines, JSON."""

import io
import json
import sys
from pathlib import Path

import pytest
from batches import MINUTE, Clock, done, failed, recording, transcript
from rich.console import Console

from cleaner.batch.events import Observer, Plan, Summary
from cleaner.cli.watching import watching
from cleaner.cli.watching.bar import Bar
from cleaner.cli.watching.json import Json
from cleaner.cli.watching.lines import Lines, duration, sound


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        *((0, "0 s"), (8.4, "8 s"), (59.6, "1 min"), (64, "1 min"), (96, "1 min 40 s"), (310, "5 min")),
        *((1805, "30 min"), (3600, "1 h"), (4830, "1 h 20 min"), (8000, "2 h 15 min"), (360_000, "100 h")),
    ],
)
def test_lengths_of_time(seconds: float, told: str) -> None:
    assert duration(seconds) == told


def test_how_much_sound() -> None:
    hour = 60 * MINUTE
    assert [sound(ms) for ms in (0, 6000, 59 * MINUTE, hour, 99.9 * hour, 1204.4 * hour)] == [
        *("0.0 min", "0.1 min", "59.0 min", "1.0 h", "99.9 h", "1,204 h"),
    ]
    assert (sound(30_000, 12 * MINUTE), sound(MINUTE, 2 * hour)) == ("0.5 of 12.0 min", "0.0 of 2.0 h")


# Lines


TALK, TEXT, BAD = recording("talks/talk.m4a", 30), transcript("嗯\n\x1b[31m.txt"), transcript("bad\udcff.txt")
SUMMARY = Summary(2, 5, ((BAD.source, "not\ntext"),), 0, 126.0, 30 * MINUTE)


def play(observer: Observer, clock: Clock) -> None:
    """A little run: a recording, a transcript, a failure."""
    observer.planned(Plan((TALK, TEXT, BAD), done=5, failed=1))
    observer.started(TALK, 0)
    observer.started(TEXT, 1)
    observer.started(BAD, 1)
    observer.finished(TEXT, done(TEXT, edits={"filler": 3}, offered=1))
    for minutes in range(10, 30, 10):
        clock.time += 40.0
        observer.heard(TALK, minutes * MINUTE, 30 * MINUTE)
    observer.finished(BAD, failed(BAD, "not\ntext"))
    observer.warned("the disk\x07 is slow")
    clock.time += 40.0
    observer.finished(TALK, done(TALK, 30, edits={"filler": 1200, "repair": 1}, facts=1, flags=("offers a retake",)))
    observer.ended(SUMMARY)


BEGUN = "1 recording and 2 transcripts to do; 5 done before; 1 failed before"
WARNED = "cleaner: warning: the disk\\u0007 is slow"
ENDED = [
    "failed  bad\\udcff.txt: not⏎text",
    "2 done, 5 done before, 1 failed, in 2 min 10 s",
    "  30.0 min of sound; real-time factor 0.07",
    "  1,204 edits (filler 1,203, repair 1); 1 fact gone with them; 1 offered",
]


def test_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    play(Lines("OUT", now=clock), clock)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == [
        BEGUN,
        "1 of 3 files, 10.0 of 30.0 min of sound, at least 1 min 20 s left",
        "1 of 3 files, 20.0 of 30.0 min of sound, at least 40 s left",
        WARNED,
        "3 of 3 files, 1 failed, 30.0 of 30.0 min of sound, about 0 s left",
        *ENDED,
    ]


def test_a_line_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    play(Lines("OUT", verbose=True, now=clock), clock)
    assert capsys.readouterr().err.splitlines() == [
        BEGUN,
        "done    嗯⏎\\u001b[31m.txt: 3 edits, 2.0 s",
        "failed  bad\\udcff.txt: not⏎text",
        WARNED,
        "done    talks/talk.m4a: 30.0 min, 1,201 edits, 2.0 s, offers a retake",
        *ENDED,
    ]


def test_only_errors(capsys: pytest.CaptureFixture[str]) -> None:
    with watching(out="OUT", quiet=True) as observer:
        play(observer, Clock())
    assert capsys.readouterr().err.splitlines() == [
        "cleaner: bad\\udcff.txt: not⏎text",
        "cleaner: the disk\\u0007 is slow",
    ]


def test_what_failed_before_is_an_error_still(capsys: pytest.CaptureFixture[str]) -> None:
    with watching(out="OUT", quiet=True) as observer:
        observer.finished(TEXT, failed(TEXT, "empty"))
        observer.ended(Summary(0, 9, ((TEXT.source, "empty"), *((f"{n}.txt", "no text") for n in range(22)))))
    lines = capsys.readouterr().err.splitlines()
    assert [lines[1], *lines[-2:], len(lines)] == [
        "cleaner: 0.txt: no text",
        "cleaner: 19.txt: no text",
        "cleaner: … and 2 that failed before",
        22,
    ]


def test_many_failures_are_cut(capsys: pytest.CaptureFixture[str]) -> None:
    Lines("OUT/").ended(Summary(0, 0, tuple((f"{n}.txt", "empty") for n in range(1025)), left=7, seconds=3.0))
    lines = capsys.readouterr().err.splitlines()
    assert lines[18:] == [
        "failed  18.txt: empty",
        "failed  19.txt: empty",
        "… and 1,005 more: see OUT/summary.csv",
        "0 done, 0 done before, 1,025 failed, 7 left, which the same command does, in 3 s",
    ]


def test_the_next_round_of_a_watch_begins_anew(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    lines = Lines("OUT", now=clock)
    play(lines, clock)
    capsys.readouterr()
    play(lines, clock)
    assert capsys.readouterr().err.splitlines()[-4:] == ENDED


# JSON


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    play(Json(now=clock), clock)
    written = capsys.readouterr().err
    assert written.isascii()
    events = [json.loads(line) for line in written.splitlines()]
    assert [event["event"] for event in events] == [
        *("planned", "started", "started", "started", "finished", "heard", "heard"),
        *("finished", "warned", "finished", "ended"),
    ]
    assert events[0] == {
        "time": "1970-01-01T00:00:00.000+00:00",
        "event": "planned",
        "todo": 3,
        "recordings": 1,
        "done": 5,
        "failed": 1,
    }
    assert events[6] == {
        "time": "1970-01-01T00:01:20.000+00:00",
        "event": "heard",
        "source": "talks/talk.m4a",
        "done": 20 * MINUTE,
        "total": 30 * MINUTE,
    }
    bad = {key: events[7][key] for key in ("source", "state", "seconds", "error")}
    assert bad == {"source": "bad\udcff.txt", "state": "failed", "seconds": 0.0, "error": "not\ntext"}
    assert (events[9]["figures"]["edits"], events[9]["figures"]["duration"]) == (
        {"filler": 1200, "repair": 1},
        30 * MINUTE,
    )
    assert events[-1] == {
        "time": "1970-01-01T00:02:00.000+00:00",
        "event": "ended",
        "done": 2,
        "skipped": 5,
        "failed": 1,
        "left": 0,
        "seconds": 126.0,
        "sound": 30 * MINUTE,
    }


def test_a_recording_is_told_of_every_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    log = Json(now=clock)
    for second in range(30):
        clock.time = second
        log.heard(TALK, second * 1000, 30 * MINUTE)
    assert len(capsys.readouterr().err.splitlines()) == 3


# The bar


def drawn(width: int, events: int) -> list[str]:
    """The bar after so many events, drawn on a terminal that wide."""
    clock = Clock()
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None, legacy_windows=False)
    bar = Bar("OUT", now=clock, console=console)
    steps = [
        lambda: bar.planned(Plan((TALK, recording("b.m4a", 60), *[TEXT] * 1200))),
        lambda: bar.started(TALK, 0),
        lambda: bar.heard(TALK, 10 * MINUTE, 30 * MINUTE),
        lambda: [bar.finished(TEXT, failed(TEXT) if n % 100 == 0 else done(TEXT)) for n in range(1200)],
        lambda: bar.ended(SUMMARY),
    ]
    for step in steps[:events]:
        clock.time += 20
        step()
    with console.capture() as capture:
        console.print(bar)
    return capture.get().splitlines()


def test_a_wide_bar() -> None:
    lines = drawn(80, 4)
    assert [lines[0][-30:], *lines[1:]] == [
        "━━  30%  about 2 min 20 s left",
        "1,200 of 1,202 files, 12 failed  ·  0.2 of 1.5 h of sound",
        "hearing talks/talk.m4a  10:00 of 30:00",
    ]


@pytest.mark.parametrize("width", [20, 40, 59, 60, 80, 200])
@pytest.mark.parametrize("events", range(1, 5))
def test_the_bar_is_no_wider_than_the_terminal(width: int, events: int) -> None:
    lines = drawn(width, events)
    assert len(lines) in (2, 3)
    assert [line for line in lines if Console().measure(line).maximum > width] == []


def test_the_bar_goes_when_all_is_over() -> None:
    assert drawn(80, 5) == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_what_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    def kind(**asked: object) -> str:
        with watching(out="OUT", **asked) as observer:
            return type(observer).__name__

    assert [kind(), kind(verbose=True), kind(quiet=True), kind(log="json")] == ["Lines", "Lines", "Errors", "Json"]
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert [kind(), kind(verbose=True), kind(quiet=True), kind(log="json")] == ["Bar", "Bar", "Errors", "Json"]


def test_the_bar_of_a_run_is_taken_away_and_what_was_said_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    with watching(out="OUT", verbose=True) as observer:
        play(observer, Clock())
    for line in ("done    嗯⏎\\u001b[31m.txt: 3 edits, 2.0 s", *ENDED):
        assert line in stream.getvalue()
    assert "\x1b[?25h" in stream.getvalue()  # the cursor is back


def test_the_command_line_does_not_bring_rich() -> None:
    source = Path(sys.modules[Lines.__module__].__file__).read_text("utf-8")
    assert "import rich" not in source
