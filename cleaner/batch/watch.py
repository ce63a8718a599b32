"""A folder into which files come, one by one: each is done when it is wholly written."""

import time
from collections.abc import Callable, Sequence

from cleaner.batch import listing
from cleaner.batch.events import Executor, Observer
from cleaner.batch.run import Batch
from cleaner.batch.task import Task

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
    tasks: Callable[[], Sequence[Task]],
    executor: Executor,
    observer: Observer,
    *,
    after: Callable[[Sequence[Task]], object],
) -> None:
    """Do what comes, until Ctrl-C (KeyboardInterrupt); the lock is held.

    Args:
        batch: whose run it is.
        tasks: what is in the folder now.
        executor: does them.
        observer: told of each round in which there is something to do.
        after: called after each such round, with all files that there are.

    Raises:
        CleanerError: as `Batch.run`.
    """
    settling = Settling()
    while True:
        whole = settling.settled(tasks(), time.monotonic())
        if batch.plan(whole).todo:
            batch.run(whole, executor, observer)
            after(whole)
            listing.write(batch, whole)
        time.sleep(PAUSE)
