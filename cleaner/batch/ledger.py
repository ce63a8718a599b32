"""Results go to the disk in groups: first the files, then their rows. What has a row is there, whatever happens."""

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from cleaner.batch.events import Observer
from cleaner.batch.manifest import Manifest, Row
from cleaner.batch.plan import written
from cleaner.batch.storage.store import Store, UnwritableError
from cleaner.batch.task import Figures, Outcome, State, Task
from cleaner.errors import CleanerError

_GROUP = 64  # files written together, so that each waits for the disk only a little
_WAIT = 0.5  # s that a result waits for others
_AHEAD = 256  # results that may wait: more, and the workers wait too


class Result(NamedTuple):
    """A task and its outcome."""

    task: Task
    outcome: Outcome


@dataclass
class Ledger:
    """Writes results in a thread of its own, so that workers need not wait for the disk.

    Attributes:
        out: where files go.
        manifest: where rows go.
        row: makes the row of a result, without its outputs.
        observer: told of each result when its row is safe.
    """

    out: Store
    manifest: Manifest
    row: Callable[[Task, Outcome], Row]
    observer: Observer

    def __post_init__(self) -> None:
        self._queue: queue.Queue[Result | None] = queue.Queue(_AHEAD)
        self._problem: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="ledger", daemon=True)
        self._thread.start()

    def add(self, result: Result) -> None:
        """Have a result written, soon.

        Raises:
            CleanerError: nothing can be written any more.
        """
        self._raise()
        self._queue.put(result)

    def close(self) -> None:
        """Wait until all is written.

        Raises:
            CleanerError: something could not be.
        """
        self._queue.put(None)
        self._thread.join()
        self._raise()

    def _raise(self) -> None:
        if self._problem is not None:
            problem, self._problem = self._problem, None
            raise problem

    def _work(self) -> None:
        group: list[Result] = []
        due = 0.0
        more = True
        while more:
            try:
                result = self._queue.get(timeout=max(due - time.monotonic(), 0) if group else None)
            except queue.Empty:
                result = None
            else:
                if result is None:
                    more = False
                elif self._problem is None:
                    due = due if group else time.monotonic() + _WAIT
                    group.append(result)
            if group and (not more or len(group) >= _GROUP or time.monotonic() >= due):
                try:
                    self._write(group)
                except BaseException as problem:  # told to who adds the next, or closes
                    self._problem = problem
                group = []

    def _write(self, group: list[Result]) -> None:
        try:
            self.out.write_many([file for _, outcome in group for file in _files(outcome)])
        except UnwritableError:
            raise
        except CleanerError:  # one of them: which?
            group = [self._alone(result) for result in group]
        rows = []
        for task, outcome in group:
            kinds = {path: kind for kind, path in task.outputs.items()}
            outputs = dict(written(self.out, kinds[path], path, data) for path, data in outcome.files)
            rows.append(replace(self.row(task, outcome), outputs=outputs))
        self.manifest.record(rows)
        for task, outcome in group:
            self.observer.finished(task, outcome)

    def _alone(self, result: Result) -> Result:
        task, outcome = result
        try:
            self.out.write_many(_files(outcome))
        except UnwritableError:
            raise
        except CleanerError as error:
            failed = replace(outcome, state=State.FAILED, error=str(error), figures=Figures(), files=())
            return Result(task, failed)
        return result


def _files(outcome: Outcome) -> list[tuple[str, bytes]]:
    """All that is to be written of an outcome."""
    return [*outcome.files, *([outcome.heard] if outcome.heard else [])]
