"""What is seen of a hearing while it goes on, on standard error: a bar with the latest line, or a line a minute."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import RLock

import click
from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.text import Text

from cleaner.cli import report
from cleaner.cli.watching.lines import duration
from cleaner.report.times import clock
from cleaner.report.visible import visible
from cleaner.transcript import Timed

READING, LOADING = "Reading", "Loading the model"

_EVERY = 60.0  # s from one plain line to the next
_BESIDES = 8000  # ms: an engine always looks at 30 s, so a window takes as long as if it had so much more speech
_FIRST = 0.25  # what the first window counts, in which an engine still warms up, once there are others
_FADES = 0.8  # what a window counts of what the one after it does: the machine may be busier now
_ALMOST = 0.9  # how far a window is that takes longer than was thought
_BAR = 8  # columns that a bar needs to be seen
_LEAST = 5  # s: a time left that is shorter is not told

# What hearing a ms of speech takes on two cores with Whisper base, in ms, and what other models take of that.
_BASE = {"openai-whisper": 0.15, "faster-whisper": 0.08}
_SIZES = {"tiny": 0.6, "small": 3.0, "medium": 9.0, "turbo": 8.0, "large": 17.0}


def guess(engine: str, model: str) -> float:
    """What hearing a ms of speech may take, in ms, where it was never seen; by the name of the model."""
    return _BASE.get(engine, 0.15) * next((times for name, times in _SIZES.items() if name in model), 1.0)


class Pace:
    """How far a hearing is and how long the rest takes, by the speech in its windows: silence is not heard.

    Args:
        guess: ms that hearing a ms of speech takes, before there is a window to tell by.
        now: the clock, in s.

    Attributes:
        known: numbers of windows that need not be heard.
    """

    def __init__(self, guess: float, now: Callable[[], float] = time.monotonic) -> None:
        self.known: frozenset[int] = frozenset()
        self._guess, self._now = guess, now
        self._costs: list[int] = []  # ms of speech of each window that is to be heard, and what it takes besides
        self._total = 0
        self._at = -1  # the window that is being heard
        self._since = 0.0
        self._seen: list[tuple[float, int]] = []  # s that windows took, and what they cost

    def begin(self, windows: Sequence[int]) -> None:
        """The ms of speech in each window, before any of them is heard."""
        costs = [length + _BESIDES for length in windows]
        self._costs = [0 if number in self.known else cost for number, cost in enumerate(costs)]
        self._total = sum(costs)

    def step(self) -> None:
        """The first window begins, or the next one; or the last one has ended."""
        now = self._now()
        if 0 <= self._at < len(self._costs) and self._costs[self._at]:
            self._seen.append((now - self._since, self._costs[self._at]))
        self._at, self._since = self._at + 1, now

    @property
    def measured(self) -> float | None:
        """Ms that hearing a ms of speech takes; None before a window is heard."""
        return _rate(self._seen) if self._seen else None

    @property
    def share(self) -> float:
        """How much is heard, 0 to 1."""
        return 1 - self._rest()[1] / self._total if self._total else float(self._at >= 0)

    def left(self) -> float | None:
        """S that the rest takes; None before the first window begins."""
        if self._at < 0:
            return None
        rate, rest = self._rest()
        return rate * rest / 1000

    def _rest(self) -> tuple[float, float]:
        """Ms that a ms of speech takes as it looks now, and how much of it is left."""
        rate = self.measured or self._guess
        if self._at < 0:
            return rate, sum(self._costs)
        (current,) = self._costs[self._at : self._at + 1] or [0]
        passed = self._now() - self._since
        if passed * 1000 > rate * current > 0:  # slower than was thought: how much is seen only later
            rate = _rate([*self._seen, (passed, current)])
        rest = max(current - passed * 1000 / rate, current * (1 - _ALMOST)) if current else 0
        return rate, rest + sum(self._costs[self._at + 1 :])


def _rate(seen: Sequence[tuple[float, int]]) -> float:
    """Ms that a ms takes by the windows that were heard: (s, ms) of each."""
    weights = [_FADES**age for age in reversed(range(len(seen)))]
    if len(seen) > 1:
        weights[0] *= _FIRST
    took, cost = (sum(weight * pair[part] for weight, pair in zip(weights, seen, strict=True)) for part in (0, 1))
    return took * 1000 / cost


class Listening:
    """A hearing of which nothing is seen: what a `cleaner.transcribe` tells.

    Args:
        what: the name of the recording, where there are several; or "".
        pace: of the hearing.

    Attributes:
        pace: the same.
        doing: what goes on before the first window is heard: READING or LOADING.
    """

    def __init__(self, what: str, pace: Pace) -> None:
        self._name = visible(what)
        self.pace = pace
        self.doing = READING

    def begun(self, windows: Sequence[int]) -> None:
        """See `transcribe`."""
        self.pace.begin(windows)
        self.doing = LOADING

    def progress(self, done: int, total: int) -> None:  # noqa: ARG002 (others tell it)
        """See `transcribe`."""
        self.pace.step()

    def heard(self, piece: Timed) -> None:
        """See `transcribe`."""

    def warn(self, message: str) -> None:
        """Print a warning meanwhile."""
        report.warn([message])


class Lines(Listening):
    """A line a minute."""

    def __init__(self, what: str, pace: Pace, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(what, pace)
        self._now = now
        self._told = now()

    def progress(self, done: int, total: int) -> None:
        """See `transcribe`."""
        super().progress(done, total)
        if done < total and self._now() - self._told >= _EVERY:
            self._told = self._now()
            name = f"{self._name}: " if self._name else ""
            click.echo(f"{name}heard {clock(done)} of {clock(total)}, {_rest(self.pace)}", err=True)


class Bar(Listening):
    """A bar with the latest line under it; drawn from a thread of its own.

    Args:
        what: as in Listening.
        pace: as in Listening.
        console: to draw on.
    """

    def __init__(self, what: str, pace: Pace, console: Console) -> None:
        super().__init__(what, pace)
        self._console = console
        self._lock = RLock()
        self._line = ""

    def begun(self, windows: Sequence[int]) -> None:
        """See `transcribe`."""
        with self._lock:
            super().begun(windows)

    def progress(self, done: int, total: int) -> None:
        """See `transcribe`."""
        with self._lock:
            super().progress(done, total)

    def heard(self, piece: Timed) -> None:
        """See `transcribe`."""
        with self._lock:
            self._line = visible(piece.text.strip()) or self._line

    def warn(self, message: str) -> None:
        """Print it above the bar."""
        self._console.print(Text(f"cleaner: warning: {visible(message)}"), soft_wrap=True)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The bar as it is now: one or two lines, neither wider than the terminal."""
        with self._lock:
            left, share = self.pace.left(), self.pace.share
            note = f" {share:4.0%}  {_rest(self.pace)}" if left is not None else ""
            doing = self.doing if left is None else "Hearing"
            line = self._line
        width = options.max_width - len(" ^C")  # which a terminal writes behind it: a line more would stay there
        head = Text(f"{doing} {self._name}".strip(), no_wrap=True)
        head.truncate(max(width - len(note) - _BAR - 1, 8), overflow="ellipsis")
        room = width - head.cell_len - 1 - len(note)
        if room >= _BAR:
            head.append(" ")
            yield from _beside(console, options, head, ProgressBar(None if left is None else 1.0, share, room), note)
        else:
            yield _fitted(f"{head.plain}{note}", width)
        if line:
            yield _fitted(line, width, "dim")


@contextmanager
def listening(*, quiet: bool, what: str, guess: float) -> Iterator[Listening]:
    """What is to be seen of a hearing; a bar goes when it is over, whatever ends it.

    Args:
        quiet: nothing.
        what: the name of the recording, where there are several; or "".
        guess: as for `Pace`.
    """
    pace = Pace(guess)
    if not report.is_watched(quiet):
        yield Listening(what, pace) if quiet else Lines(what, pace)
        return
    console = Console(stderr=True)
    bar = Bar(what, pace, console)
    with Live(bar, console=console, transient=True, refresh_per_second=4, redirect_stdout=False):
        yield bar


def _rest(pace: Pace) -> str:
    left = pace.left() or 0.0
    return f"about {duration(left)} left" if left >= _LEAST else "almost done"


def _beside(console: Console, options: ConsoleOptions, head: Text, bar: ProgressBar, note: str) -> RenderResult:
    head.end = ""
    yield head
    yield from bar.__rich_console__(console, options)
    yield Text(note, no_wrap=True)


def _fitted(text: str, width: int, style: str = "") -> Text:
    fitted = Text(text, style=style, no_wrap=True)
    fitted.truncate(width, overflow="ellipsis")
    return fitted
