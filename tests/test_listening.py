"""What is seen of a hearing: a time left that is true, the latest line, a line a minute off a terminal."""

import io
import re

import pytest
from batches import Clock
from rich.cells import cell_len
from rich.console import Console
from rich.live import Live

from cleaner.cli import listening
from cleaner.cli.listening import Bar, Lines, Pace, guess
from cleaner.transcript import Timed

SPEECH = 28_000  # ms in a window


def takes(length: int, rate: float, warming: float = 0.0) -> float:
    """S that an engine takes for a window, which it fills up to 30 s."""
    return (length * rate + 1500 * rate * 6) / 1000 + warming


@pytest.mark.parametrize("rate", [0.02, 0.1, 1.0, 5.0])
def test_the_time_left_is_true_within_a_third_from_the_second_window_on(rate: float) -> None:
    windows = [SPEECH, 24_000, 29_500, 21_000, SPEECH, 26_000, SPEECH, 29_000, SPEECH, 9000]
    clock = Clock()
    pace = Pace(0.1, clock)
    pace.begin(windows)
    pace.step()
    times = [takes(length, rate, warming=3 * rate * (number == 0)) for number, length in enumerate(windows)]
    for number, seconds in enumerate(times):
        for part in range(4):
            true = sum(times[number:]) - seconds * part / 4
            if number:
                assert pace.left() == pytest.approx(true, rel=1 / 3)
            else:
                assert pace.left() > 0
            clock.time += seconds / 4
        pace.step()
    assert pace.left() == 0
    assert pace.share == 1
    assert pace.measured == pytest.approx(rate, rel=1 / 3)


def test_there_is_a_time_left_from_the_first_second_on() -> None:
    clock = Clock()
    pace = Pace(0.2, clock)
    pace.begin([22_000, 22_000])
    assert (pace.left(), pace.share) == (None, 0)
    pace.step()
    assert pace.left() == pytest.approx(12)
    clock.time = 3
    assert (pace.left(), pace.share) == (pytest.approx(9), pytest.approx(0.25))
    clock.time = 60  # far slower than was thought
    assert pace.left() >= 60
    assert pace.share < 0.5


def test_what_was_heard_before_takes_no_time_and_is_done() -> None:
    clock = Clock()
    pace = Pace(0.1, clock)
    pace.known = frozenset((0, 1))
    pace.begin([22_000] * 4)
    for _ in range(3):
        pace.step()
    assert (pace.left(), pace.share, pace.measured) == (pytest.approx(6), pytest.approx(0.5), None)
    clock.time = 6
    pace.step()
    assert (pace.left(), pace.share) == (pytest.approx(6), pytest.approx(0.75))


def test_a_recording_without_speech_has_no_rest() -> None:
    pace = Pace(0.1, Clock())
    pace.begin([])
    pace.step()
    assert (pace.left(), pace.share) == (0, 1)


def test_a_larger_model_is_thought_to_be_slower() -> None:
    assert guess("faster-whisper", "base") < guess("openai-whisper", "embedded") < guess("openai-whisper", "large-v3")


# Off a terminal


def test_a_line_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    lines = Lines("take\n2.m4a", Pace(0.5, clock), clock)
    lines.begun([22_000] * 20)
    for number in range(20):
        lines.progress(number * 30_000, 600_000)
        clock.time += 15
    lines.progress(600_000, 600_000)
    assert capsys.readouterr().err.splitlines() == [
        "take⏎2.m4a: heard 2:00 of 10:00, about 4 min left",
        "take⏎2.m4a: heard 4:00 of 10:00, about 3 min left",
        "take⏎2.m4a: heard 6:00 of 10:00, about 2 min left",
        "take⏎2.m4a: heard 8:00 of 10:00, about 1 min left",
    ]


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "_EVERY", 0.0)
    for quiet in (False, True):
        with listening.listening(quiet=quiet, what="", guess=0.1) as seen:
            seen.begun([22_000])
            seen.progress(0, 30_000)
            seen.progress(30_000, 30_000)
    assert capsys.readouterr().err == "heard 0:00 of 0:30, almost done\n"


# On a terminal


def shown(bar: Bar, width: int) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=True, color_system=None).print(bar)
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", out.getvalue()).splitlines()


@pytest.mark.parametrize("width", [20, 40, 80, 120])
@pytest.mark.parametrize("name", ["", "第一次很长很长很长很长很长很长的排练.m4a"])
def test_it_fits_the_terminal(width: int, name: str) -> None:
    bar = Bar(name, Pace(0.5, Clock()), Console())
    bar.begun([22_000] * 20)
    bar.progress(0, 600_000)
    bar.heard(Timed("我们今天讲第一章，" * 20, 0, 1))
    rows = shown(bar, width)
    assert len(rows) == 2
    assert max(map(cell_len, rows)) <= width - 3
    assert rows[1].startswith("我们今天")
    assert rows[1].rstrip().endswith("…")
    if width > 20:
        assert rows[0].endswith("0%  about 5 min left")


def test_what_is_going_on_is_told_apart() -> None:
    bar = Bar("", Pace(0.5, Clock()), Console())
    assert shown(bar, 60)[0].startswith("Reading ")
    bar.begun([22_000])
    assert shown(bar, 60)[0].startswith("Loading the model ")
    bar.progress(0, 30_000)
    assert shown(bar, 60)[0].startswith("Hearing ")
    assert len(shown(bar, 60)) == 1


def test_nothing_that_was_heard_acts_on_the_terminal() -> None:
    bar = Bar("", Pace(0.5, Clock()), Console())
    bar.heard(Timed(" [red]好\x1b[2J\n\u202e ", 0, 1))
    bar.heard(Timed(" ", 0, 1))
    assert shown(bar, 60)[1] == "[red]好\\u001b[2J⏎\\u202e"


def test_a_warning_stands_above_the_bar() -> None:
    out = io.StringIO()
    console = Console(file=out, width=60, force_terminal=True)
    bar = Bar("", Pace(0.5, Clock()), console)
    with Live(bar, console=console, transient=True, auto_refresh=False):
        bar.warn("no room [here]")
    rows = [re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", row) for row in out.getvalue().splitlines()]
    assert "cleaner: warning: no room [here]" in [row.strip("\r") for row in rows]
