"""What is seen of a batch while it runs, on standard error: a bar, plain lines, or a line of JSON an event.

`watching` chooses, and each of them is an Observer of the run.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import click

from cleaner.batch.estimate import Estimate, Left
from cleaner.batch.events import Plan, Silent, Summary
from cleaner.batch.task import Outcome, State, Task
from cleaner.cli.problems import complain
from cleaner.report.visible import visible

_EVERY = 30.0  # s from one plain line to the next
HEARD = 10.0
"""s from one JSON line on a recording to the next on it."""
_LISTED = 20  # failures in the summary


class Errors(Silent):
    """Tells what goes wrong, and nothing else."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def finished(self, task: Task, outcome: Outcome) -> None:
        """A line where it failed."""
        if outcome.state is State.FAILED:
            self._told.add(task.source)
            complain(f"{visible(task.source)}: {visible(outcome.error)}")

    def warned(self, message: str) -> None:
        """A line."""
        complain(visible(message))

    def ended(self, summary: Summary) -> None:
        """What has failed before: it is why the exit code is 1."""
        before = [(source, reason) for source, reason in summary.failed if source not in self._told]
        for source, reason in before[:_LISTED]:
            complain(f"{visible(source)}: {visible(reason)}")
        if len(before) > _LISTED:
            complain(f"… and {len(before) - _LISTED:,} that failed before")


@dataclass
class Count:
    """What has come of the files of a run, so far.

    Attributes:
        plan: of the run.
        estimate: of the rest.
        finished: files, failed ones too.
        failed: files.
        edits: by stage.
        facts: gone with them.
        offered: edits.
    """

    plan: Plan
    estimate: Estimate
    finished: int = 0
    failed: int = 0
    edits: Counter[str] = field(default_factory=Counter)
    facts: int = 0
    offered: int = 0

    def add(self, task: Task, outcome: Outcome) -> None:
        """One more has finished."""
        self.estimate.finished(task, outcome)
        self.finished += 1
        self.failed += outcome.state is State.FAILED
        self.edits.update(outcome.figures.edits)
        self.facts += outcome.figures.facts
        self.offered += outcome.figures.offered

    def parts(self) -> list[str]:
        """How far it is, in a few words each: files, sound."""
        files = f"{self.finished:,} of {len(self.plan.todo):,} files"
        parts = [f"{files}, {self.failed:,} failed" if self.failed else files]
        total = self.estimate.sound_in_all
        done = self.estimate.sound + self.estimate.hearing
        if total or done:
            parts.append(f"{sound(done, total)} of sound" if total else f"{sound(done)} of sound")
        return parts


class Lines(Silent):
    """Tells in lines: how far it is every now and then, or each file; at the end what came of it.

    Args:
        out: the folder of the results, as it was given.
        verbose: each file.
        now: the clock, in s.
    """

    def __init__(self, out: str, *, verbose: bool = False, now: Callable[[], float] = time.monotonic) -> None:
        self.count = Count(Plan(()), Estimate((), now))
        self._out = out
        self._verbose = verbose
        self._now = now
        self._told = now()

    def say(self, line: str) -> None:
        """Print a line on standard error."""
        click.echo(line, err=True)

    def planned(self, plan: Plan) -> None:
        """What there is to do, in a line."""
        self.count = Count(plan, Estimate(plan.todo, self._now))
        self._told = self._now()
        recordings = sum(task.recording for task in plan.todo)
        kinds = (_number(recordings, "recording"), _number(len(plan.todo) - recordings, "transcript"))
        before = [f"{plan.done:,} done before"] * bool(plan.done) + [f"{plan.failed:,} failed before"] * bool(
            plan.failed
        )
        todo = " and ".join(kind for kind in kinds if kind[:2] != "0 ") or "nothing"
        self.say("; ".join([f"{todo} to do", *before]))

    def started(self, task: Task, worker: int) -> None:
        """Noted."""
        self.count.estimate.started(task, worker)

    def heard(self, task: Task, done: int, total: int) -> None:
        """Noted, and perhaps a line."""
        self.count.estimate.heard(task, done, total)
        self._perhaps()

    def finished(self, task: Task, outcome: Outcome) -> None:
        """A line with -v, else perhaps one."""
        self.count.add(task, outcome)
        if self._verbose:
            self.say(line(outcome))
        else:
            self._perhaps()

    def warned(self, message: str) -> None:
        """A line."""
        self.say(f"cleaner: warning: {visible(message)}")

    def ended(self, summary: Summary) -> None:
        """What came of it."""
        for one in ending(summary, self.count, self._out):
            self.say(one)

    def _perhaps(self) -> None:
        left = self.count.estimate.left()  # at each event, so that it moves slowly
        if self._now() - self._told >= _EVERY and not self._verbose:
            self._told = self._now()
            self.say(", ".join(filter(None, [*self.count.parts(), rest(left)])))


def line(outcome: Outcome) -> str:
    """A file that is done, or why it is not."""
    source = visible(outcome.source)
    if outcome.state is State.FAILED:
        return f"failed  {source}: {visible(outcome.error)}"
    figures = outcome.figures
    told = [_number(sum(figures.edits.values()), "edit"), f"{outcome.seconds:.1f} s"]
    if figures.duration is not None:
        told.insert(0, sound(figures.duration))
    return f"done    {source}: {', '.join([*told, *map(visible, figures.flags)])}"


def ending(summary: Summary, count: Count, out: str) -> Iterator[str]:
    """What failed in a run and why, and then, where it is seen best, what came of it; in lines."""
    for source, reason in summary.failed[:_LISTED]:
        yield f"failed  {visible(source)}: {visible(reason)}"
    if len(summary.failed) > _LISTED:
        yield f"… and {len(summary.failed) - _LISTED:,} more: see {visible(out.rstrip('/'))}/summary.csv"
    files = [f"{summary.done:,} done", f"{summary.skipped:,} done before", f"{len(summary.failed):,} failed"]
    if summary.left:
        files.append(f"{summary.left:,} left, which the same command does")
    yield f"{', '.join(files)}, in {duration(summary.seconds)}"
    if summary.sound:
        factor = summary.seconds * 1000 / summary.sound
        yield f"  {sound(summary.sound)} of sound; real-time factor {factor:.2f}"
    if summary.done:
        stages = ", ".join(f"{stage} {number:,}" for stage, number in count.edits.most_common())
        edits = _number(sum(count.edits.values()), "edit") + (f" ({stages})" if stages else "")
        facts = f"; {_number(count.facts, 'fact')} gone with them" if count.facts else ""
        yield f"  {edits}{facts}; {count.offered:,} offered"


def rest(left: Left | None) -> str:
    """How long the rest takes; "" before one can tell."""
    return "" if left is None else f"{'at least' if left.at_least else 'about'} {duration(left.seconds)} left"


def sound(milliseconds: float, total: float | None = None) -> str:
    """How much sound, of how much: 1.6 min, 0.4 of 12.5 min, 120 of 1,204 h."""
    unit, name = (3_600_000, "h") if (total or milliseconds) >= 3_600_000 else (60_000, "min")
    amounts = [one / unit for one in (milliseconds, total) if one is not None]
    return f"{' of '.join(f'{one:.1f}' if max(amounts) < 100 else f'{one:,.0f}' for one in amounts)} {name}"


def duration(seconds: float) -> str:
    """A length of time in its two largest units, roughly where it is long: 8 s, 4 min 30 s, 2 h 15 min."""
    for least, step in ((7200, 300), (1800, 60), (300, 30), (60, 10), (10, 1)):
        if seconds >= least:
            seconds = round(seconds / step) * step
            break
    minutes, rest = divmod(round(seconds), 60)
    if minutes >= 60:
        return f"{minutes // 60:,} h" + (f" {minutes % 60} min" if minutes % 60 else "")
    return (
        (f"{minutes} min" if minutes else "") + " " * bool(minutes and rest) + (f"{rest} s" * bool(rest or not minutes))
    )


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"
