"""How much of a run is done and how long the rest takes, as it looks from what was done so far.

Recordings go by their sound, at the speed at which a worker was seen to hear; how long those are that nobody has opened
is guessed from their bytes, by the kind of file. Transcripts go by their bytes. Nothing is said before there is
something to tell from, and the end that is told moves slowly, so that nobody sees it jump.
"""

import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from cleaner.batch.task import Outcome, State, Task

_FILE = 4096  # bytes that opening, writing and noting a transcript is worth
_LEAST = 5.0  # s of work that say something about the rest
_MEMORY = 600.0  # s of hearing after which what was seen counts a third
_CALM = 10.0  # s in which the end that is told comes closer to what it looks like now, by two thirds


@dataclass(frozen=True, slots=True)
class Left:
    """How long the rest takes.

    Attributes:
        seconds: it takes.
        at_least: whether there is work besides of which nothing is known yet.
    """

    seconds: float
    at_least: bool = False


@dataclass(slots=True)
class _Hearing:
    """A recording that is being heard: ms."""

    done: int
    total: int


class Estimate:
    """Is told what an Observer is told; every method takes the same short time, however many files there are.

    Args:
        todo: what there is to do, from now on.
        now: the clock, in s.
    """

    def __init__(self, todo: Iterable[Task], now: Callable[[], float] = time.monotonic) -> None:
        self.sound = 0
        """Ms of the recordings that are done."""
        self._now = now
        self._unopened: defaultdict[str, int] = defaultdict(int)  # bytes of recordings, by kind of file
        self._opened: dict[str, tuple[int, int]] = {}  # bytes and ms of those whose length is known
        self._unbegun = 0  # recordings that no worker has
        self._begun: dict[str, float] = {}  # those that one has, and when it was last heard of them
        self._hearing: dict[str, _Hearing] = {}  # those of them that something is known of
        self._met: set[str] = set()  # those that one has or has had, until they are finished
        self._over: dict[str, float] = {}  # s since it was last heard of those whose worker has another already
        self._at: dict[int, str] = {}  # the recording that each worker has, or had last
        self._loaded = 0  # workers that have loaded a model
        self._heard = 0.0  # ms, in the following time
        self._busy = 0.0  # s that workers had recordings, together, each until it was last heard of it
        self._read = 0  # bytes of transcripts done
        self._unread = 0  # and to do
        self._reading = 0  # transcripts that workers have
        self._read_since: float | None = None
        self._read_until = 0.0
        self._end: float | None = None  # as last told
        self._told = 0.0  # and when
        for task in todo:
            if task.recording:
                self._unopened[_kind(task)] += task.size
                self._unbegun += 1
            else:
                self._unread += task.size + _FILE

    def started(self, task: Task, worker: int) -> None:
        """A worker has it; what it had before is over, though that may be told later."""
        if not task.recording:
            self._reading += 1
            self._read_since = self._now() if self._read_since is None else self._read_since
            return
        former = self._at.get(worker)
        if former in self._begun and former != task.source:
            self._over[former] = self._now() - self._begun.pop(former)
        self._at[worker] = task.source
        self._begin(task)

    def heard(self, task: Task, done: int, total: int) -> None:
        """So many ms of a recording are heard, of so many."""
        self._begin(task)
        if not done and task.source not in self._hearing and self._loaded < len(self._at):
            self._loaded += 1  # until now the worker has loaded its model, which it does once
            self._begun[task.source] = self._now()
        self._pass(self._now() - self._begun[task.source])
        self._begun[task.source] = self._now()
        if task.source not in self._hearing:
            self._open(task, total)
        known = self._hearing.setdefault(task.source, _Hearing(0, total))
        self._heard += max(done - known.done, 0)
        known.done = done

    def finished(self, task: Task, outcome: Outcome) -> None:
        """It is done, or never will be."""
        if not task.recording:
            self._reading = max(self._reading - 1, 0)
            self._unread -= task.size + _FILE
            self._read += task.size + _FILE
            self._read_until = self._now()
            return
        if task.source not in self._met:
            self._unbegun -= 1
        self._met.discard(task.source)
        now = self._now()
        self._pass(self._over.pop(task.source, 0.0) + now - self._begun.pop(task.source, now))
        duration = outcome.figures.duration or 0 if outcome.state is State.DONE else 0
        if task.source not in self._hearing:
            self._open(task, duration)
        known = self._hearing.pop(task.source, _Hearing(0, duration))
        self._heard += max(duration - known.done, 0)
        self.sound += duration

    @property
    def hearing(self) -> int:
        """Ms heard of recordings that are not done yet."""
        return sum(one.done for one in self._hearing.values())

    @property
    def sound_in_all(self) -> float | None:
        """Ms of all recordings that did not fail, as far as one can tell; None before one can."""
        rest = self._sound_unopened()
        return None if rest is None else self.sound + sum(one.total for one in self._hearing.values()) + rest

    def left(self) -> Left | None:
        """How long the rest takes; None before one can tell."""
        recordings, transcripts = self._recordings(), self._transcripts()
        if recordings is None or (transcripts is None and not recordings):
            return None
        if transcripts is None:
            raw = recordings
        elif self._begun and self._reading:
            raw = max(recordings, transcripts)
        else:  # one after the other
            raw = recordings + transcripts
        now = self._now()
        if self._end is None:
            self._end = now + raw
        else:
            self._end += (now + raw - self._end) * -math.expm1((self._told - now) / max(_CALM, raw / 20))
        self._told = now
        return Left(max(self._end - now, 0.0), transcripts is None)

    def _begin(self, task: Task) -> None:
        if task.source not in self._met:
            self._met.add(task.source)
            self._unbegun -= 1
        self._begun.setdefault(task.source, self._now())

    def _pass(self, seconds: float) -> None:
        """A worker had a recording for so long; what is long ago counts less: the machine may be freer now."""
        fades = math.exp(-seconds / _MEMORY)
        self._heard *= fades
        self._busy = self._busy * fades + seconds

    def _open(self, task: Task, duration: int) -> None:
        kind = _kind(task)
        self._unopened[kind] -= task.size
        if duration:
            size, known = self._opened.get(kind, (0, 0))
            self._opened[kind] = (size + task.size, known + duration)

    def _sound_unopened(self) -> float | None:
        """Ms of the recordings that nobody has opened; None before one can tell."""
        every = (sum(size for size, _ in self._opened.values()), sum(known for _, known in self._opened.values()))
        rest = 0.0
        for kind, unopened in self._unopened.items():
            size, known = self._opened.get(kind, every)
            if unopened and not size:
                return None
            rest += unopened * known / size if unopened else 0
        return rest

    def _recordings(self) -> float | None:
        """S until all are heard; 0 without any, None before one can tell."""
        if not self._begun and not self._unbegun:
            return 0.0
        rest = self._sound_unopened()
        if rest is None or self._busy < _LEAST or not self._heard:
            return None
        speed = self._heard / self._busy  # ms a second, of one worker
        now = self._now()
        ahead: list[float] = []
        for source, last in self._begun.items():
            since = (now - last) * speed  # probably heard since
            if source in self._hearing:
                ahead.append(max(self._hearing[source].total - self._hearing[source].done - since, 0.0))
            else:
                rest = max(rest - since, 0.0)
        workers = max(len(self._at), 1) if self._unbegun else max(len(self._begun), 1)
        return max((sum(ahead) + rest) / speed / workers, max(ahead, default=0.0) / speed)

    def _transcripts(self) -> float | None:
        """S until all are read; 0 without any, None before one can tell."""
        if not self._unread:
            return 0.0
        if self._read_since is None or self._read_until - self._read_since < _LEAST / 2:
            return None
        speed = self._read / (self._read_until - self._read_since)
        return max(self._unread / speed - (self._now() - self._read_until), 0.0)


def _kind(task: Task) -> str:
    return PurePosixPath(task.source).suffix.lower()
