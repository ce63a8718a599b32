"""A batch on a terminal: a bar, how far it is, how long the rest takes, and what is being heard."""

import time
from collections.abc import Callable
from threading import RLock
from types import TracebackType
from typing import Self

from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.text import Text

from cleaner.batch.events import Plan, Summary
from cleaner.batch.task import Outcome, Task
from cleaner.cli.watching.lines import Lines, rest
from cleaner.report.times import clock
from cleaner.report.visible import visible

_WIDE = 60  # columns that have room for whole words


class Bar(Lines):
    """Lines with a bar under them, which is drawn from a thread of its own and goes when the run is over.

    Args:
        out: the folder of the results, as it was given.
        verbose: each file gets a line.
        now: the clock, in s.
        console: to draw on; None: standard error.
    """

    def __init__(
        self,
        out: str,
        *,
        verbose: bool = False,
        now: Callable[[], float] = time.monotonic,
        console: Console | None = None,
    ) -> None:
        super().__init__(out, verbose=verbose, now=now)
        self._lock = RLock()
        self._console = console or Console(stderr=True)
        self._live = Live(self, console=self._console, transient=True, refresh_per_second=4, redirect_stdout=False)
        self._begun = now()
        self._hearing: dict[str, tuple[int, int]] = {}
        self._ended = True

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._live.stop()

    def say(self, line: str) -> None:
        """Print a line above the bar."""
        self._console.print(Text(line), soft_wrap=True)

    def planned(self, plan: Plan) -> None:  # noqa: D102 (as Lines)
        with self._lock:
            super().planned(plan)
            self._begun, self._ended = self._now(), not plan.todo

    def started(self, task: Task, worker: int) -> None:  # noqa: D102
        with self._lock:
            super().started(task, worker)

    def heard(self, task: Task, done: int, total: int) -> None:  # noqa: D102
        with self._lock:
            super().heard(task, done, total)
            self._hearing[task.source] = (done, total)

    def finished(self, task: Task, outcome: Outcome) -> None:  # noqa: D102
        with self._lock:
            super().finished(task, outcome)
            self._hearing.pop(task.source, None)

    def ended(self, summary: Summary) -> None:  # noqa: D102
        with self._lock:
            self._ended = True
            self._hearing.clear()
        self._live.refresh()
        super().ended(summary)

    def _perhaps(self) -> None:
        """The bar says it all."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The bar as it is now: two or three lines, none of them wider than the terminal."""
        with self._lock:
            if self._ended:
                return
            parts = self.count.parts()
            left = self.count.estimate.left()
            passed = self._now() - self._begun
            hearing = [(visible(source), done, total) for source, (done, total) in self._hearing.items()]
        # Not by files: thousands of transcripts may be done before the first recording is.
        share = None if left is None else passed / max(passed + left.seconds, 1e-9)
        note = "" if share is None else f" {share:4.0%}  {rest(left)}"
        width = options.max_width
        wide = width >= _WIDE
        if not wide:
            note = note.replace("about ", "").replace("at least ", "> ")
            parts = [part.replace(" files", "").replace(" of sound", "") for part in parts]
        room = width - len(note) - 1
        if room >= 8:
            yield from _row(console, options, ProgressBar(1.0 if left else None, share or 0.0, room), note)
        else:
            yield _fit(note.strip(), width)
        yield _fit(("  ·  " if wide else ", ").join(parts), width)
        if hearing:
            source, done, total = hearing[0]
            more = f"  and {len(hearing) - 1} more" if len(hearing) > 1 else ""
            tail = f"  {clock(done)} of {clock(total)}{more}" if wide else f" {done / max(total, 1):.0%}"
            name = Text(f"hearing {source}" if wide else source)
            name.truncate(max(width - 1 - len(tail), 4), overflow="ellipsis")
            yield _fit(name.plain + tail, width, "dim")


def _row(console: Console, options: ConsoleOptions, bar: ProgressBar, note: str) -> RenderResult:
    yield from bar.__rich_console__(console, options)
    yield Text(note, no_wrap=True)


def _fit(text: str, width: int, style: str = "") -> Text:
    fitted = Text(text, style=style, no_wrap=True)
    fitted.truncate(width - 1, overflow="ellipsis")
    return fitted
