"""A folder into which files come, one by one: each is done when it is wholly written."""

import time
from collections.abc import Callable, Sequence

from cleaner.batch.events import Executor, Observer
from cleaner.batch.ignored import Patterns
from cleaner.batch.run import Batch
from cleaner.batch.shelf import listing
from cleaner.batch.task import Task
from cleaner.batch.walk import Walk
from cleaner.errors import CleanerError

PAUSE = 2.0
"""Seconds between two looks at the folder."""

SETTLED = 5.0
"""Seconds for which a file has to stay the same: then it is wholly written."""


class Settling:
    """Tells which files have stayed the same for long enough."""

    def __init__(self, settled: float = SETTLED) -> None:
        self._settled = settled
        self._seen: dict[str, tuple[tuple[int, int], float]] = {}

    def settled(self, tasks: Sequence[Task], now: float) -> list[Task]:
        """Those of the files that are wholly written.

        Args:
            tasks: as they are now.
            now: in seconds, from any beginning.
        """
        seen = {}
        for task in tasks:
            mark = task.size, task.modified
            before = self._seen.get(task.source)
            seen[task.source] = before if before and before[0] == mark else (mark, now)
        self._seen = seen
        return [task for task in tasks if now - seen[task.source][1] >= self._settled]


def watch(
    batch: Batch,
    look: Callable[[dict[str, Patterns]], Walk],
    executor: Executor,
    observer: Observer,
    *,
    after: Callable[[Sequence[Task]], object],
) -> None:
    """Do what comes, until Ctrl-C (KeyboardInterrupt); the lock is held.

    It outlives what is bad in the folder, even the folder itself gone for a while: it warns, once, and looks again.

    Args:
        batch: whose run it is.
        look: what is in the folder now: a walk that is given what ignore files said when they were last good.
        executor: does them.
        observer: told of each round in which there is something to do.
        after: called after each such round, with all files that there are.

    Raises:
        CleanerError: as `Batch.run`.
    """
    settling = Settling()
    good: dict[str, Patterns] = {}
    told: tuple[str, ...] = ()
    while True:
        whole: Sequence[Task] = ()
        try:
            found = look(good)
        except CleanerError as error:
            warnings: tuple[str, ...] = (str(error),)
        else:
            warnings = found.warnings
            whole = settling.settled(batch.mine(found.tasks), time.monotonic())
        for warning in warnings:
            if warning not in told:
                observer.warned(warning)
        told = warnings
        if batch.plan(whole).todo:
            batch.run(whole, executor, observer)
            after(whole)
            listing.write(batch, whole)
        time.sleep(PAUSE)
