"""What a run tells while it goes on, and what it needs of who does the work: both are protocols, others fill them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from cleaner.batch.task import Asked, Outcome, Task


@dataclass(frozen=True, slots=True)
class Work:
    """What every worker of a run is told once.

    Attributes:
        asked: what the results depend on.
        folder: that the tasks' sources are in: a path or a URL.
        out: the folder of the results, a path or a URL: nothing is written there, but pages link from there.
        scripts: the folder that the tasks' scripts are in; None: the same.
        timeout: seconds that a file may take, or None.
        afresh: hear again what was heard before.
    """

    asked: Asked
    folder: str
    out: str
    scripts: str | None = None
    timeout: float | None = None
    afresh: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is about to do.

    Attributes:
        todo: the tasks, in order.
        done: how many files are done already and left as they are.
        failed: how many failed before and are not tried again.
        why: of each task, by source, why it is to be done: "new", "changed", "script changed", "settings changed",
            "output gone or altered", "failed before", "asked for".
    """

    todo: Sequence[Task]
    done: int = 0
    failed: int = 0
    why: Mapping[str, str] = field(default_factory=dict)

    @property
    def files(self) -> int:
        """How many there are in all."""
        return len(self.todo) + self.done + self.failed


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run.

    Attributes:
        done: files done in this run.
        skipped: files that were done before.
        failed: source and one-line reason of each file that has no result: of this run and of earlier ones.
        left: files not done when the run was stopped.
        seconds: it took.
        sound: ms of the recordings that were heard in this run.
    """

    done: int
    skipped: int
    failed: tuple[tuple[str, str], ...] = ()
    left: int = 0
    seconds: float = 0.0
    sound: int = 0


class Observer(Protocol):
    """Who is told, in the process of the run: one event at a time, not always by the same thread. It returns at once.

    The order: planned, then started, heard and finished of many files mixed, then ended. With --watch this comes again
    for each round in which there is something to do.
    """

    def planned(self, plan: Plan) -> None:
        """The run knows what there is to do."""

    def started(self, task: Task, worker: int) -> None:
        """A worker (numbered from 0) begins with a file; a small one may be sent with others and begin later."""

    def heard(self, task: Task, done: int, total: int) -> None:
        """So many ms of a recording are heard, of so many."""

    def finished(self, task: Task, outcome: Outcome) -> None:
        """A file is done or has failed; its outputs are written and its row is safe."""

    def warned(self, message: str) -> None:
        """One line about the run itself."""

    def ended(self, summary: Summary) -> None:
        """The run is over, or was stopped."""


class Silent:
    """An observer that says nothing; to be inherited from by those that say something of some events only."""

    def planned(self, plan: Plan) -> None:  # noqa: D102
        pass

    def started(self, task: Task, worker: int) -> None:  # noqa: D102
        pass

    def heard(self, task: Task, done: int, total: int) -> None:  # noqa: D102
        pass

    def finished(self, task: Task, outcome: Outcome) -> None:  # noqa: D102
        pass

    def warned(self, message: str) -> None:  # noqa: D102
        pass

    def ended(self, summary: Summary) -> None:  # noqa: D102
        pass


class Executor(Protocol):
    """Who does the tasks: processes here, or actors elsewhere; each calls `workers.work.Worker(work).do`."""

    def run(self, work: Work, tasks: Sequence[Task], observer: Observer) -> Iterator[Outcome]:
        """The outcomes, one a task, as they come: in any order.

        No more is done ahead of who draws them than a few files a worker, so that memory stays flat. What a worker
        does not survive (it died, it took longer than `work.timeout`) is an Outcome that FAILED, and the worker is
        replaced.
        Closing the iterator, or an exception in it, ends the workers.

        Raises:
            CleanerError: nothing can be done at all: no worker can be started, or no engine loaded.
        """
        ...


Heard = Callable[[int, int], None]
"""Told the ms done and in all, while a recording is heard; 0 and 0 when the engine is there and hearing begins."""
