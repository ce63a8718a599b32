"""A run: what is to be done is found out, done, written and recorded; what is done already is left alone."""

import hashlib
import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, replace
from pathlib import Path

from cleaner.batch import identity
from cleaner.batch.events import Executor, Observer, Plan, Summary, Work
from cleaner.batch.ledger import Ledger, Result
from cleaner.batch.manifest import MANIFEST, PLACE, Manifest, Row, locked, rows
from cleaner.batch.plan import Planner, script
from cleaner.batch.shard import Shard
from cleaner.batch.storage import store
from cleaner.batch.storage.store import Store
from cleaner.batch.task import Asked, Outcome, State, Task
from cleaner.files import cache_folder


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch: where from, where to, and how.

    Attributes:
        work: what the workers are told.
        folder: of the sources.
        out: of the results.
        scripts: of what was meant; None: the same folder as the sources.
        place: folder of the manifest: OUT itself where that is on this machine.
        shard: the part of the files that this run does, or None
    """

    work: Work
    folder: Store
    out: Store
    scripts: Store | None
    place: Path
    shard: Shard | None = None

    @classmethod
    def of(
        cls,
        asked: Asked,
        folder: str,
        out: str,
        *,
        scripts: str | None = None,
        shard: str | None = None,
        timeout: float | None = None,
    ) -> "Batch":
        """A batch as it is told on a command line.

        Raises:
            CleanerError: an address or the shard is none.
        """
        results = store(out)
        return cls(
            Work(asked, _absolute(folder), _absolute(out), _absolute(scripts) if scripts else None, timeout),
            store(folder),
            results,
            store(scripts) if scripts else None,
            _place(results),
            Shard.parse(shard) if shard else None,
        )

    def mine(self, tasks: Sequence[Task]) -> Sequence[Task]:
        """Those that are this shard's."""
        return [task for task in tasks if task.source in self.shard] if self.shard else tasks

    def locked(self) -> AbstractContextManager[None]:
        """The right to run: one run at a time has OUT, or each shard of it.

        Raises:
            CleanerError: another run has it.
        """
        return locked(self.place, f"lock.{self.shard.name}" if self.shard else "")

    def plan(self, tasks: Sequence[Task], *, force: bool = False, retry: bool = False) -> Plan:
        """What a run would do; nothing is written.

        Raises:
            CleanerError: the manifest cannot be read.
        """
        return self._planner(tasks, force, retry).plan(tasks, rows(self.place, self.shard)).plan

    def run(
        self, tasks: Sequence[Task], executor: Executor, observer: Observer, *, force: bool = False, retry: bool = False
    ) -> Summary:
        """Do what is to be done; the lock is held (`cleaner.batch.manifest.locked`).

        Args:
            tasks: all files that there are.
            executor: does them.
            observer: told of all.
            force: do all, whatever is done.
            retry: do again what failed.

        Returns:
            What came of it. After Ctrl-C the observer has been told so too, and KeyboardInterrupt goes on.

        Raises:
            CleanerError: the run cannot go on: OUT cannot be written, no worker or engine be had. What is recorded
                stays so.
        """
        begun = time.monotonic()
        self.out.prepare()
        name = f"{self.shard.name}.{MANIFEST}" if self.shard else MANIFEST
        self._fetch(name)
        planner = self._planner(tasks, force, retry)
        planned = planner.plan(tasks, rows(self.place, self.shard))
        told = _Tally(observer, planned.plan)
        told.planned(planned.plan)
        with closing(Manifest(self.place / PLACE / name)) as manifest:
            manifest.record(planned.touched)
            ledger = Ledger(self.out, manifest, _rows(planner), told)
            try:
                try:
                    self._do(replace(self.work, afresh=force), planned.plan.todo, executor, ledger, told)
                finally:
                    ledger.close()
            finally:
                self._keep(name)
                failed = [(row.source, row.error) for row in planned.before if row.state is State.FAILED]
                summary = told.summary(failed, time.monotonic() - begun)
                told.ended(summary)
        return summary

    @staticmethod
    def _do(work: Work, todo: Sequence[Task], executor: Executor, ledger: Ledger, observer: Observer) -> None:
        tasks = {task.source: task for task in todo}
        outcomes = executor.run(work, todo, observer)
        try:
            for outcome in outcomes:
                ledger.add(Result(tasks[outcome.source], outcome))
        finally:
            if close := getattr(outcomes, "close", None):
                close()

    def _fetch(self, name: str) -> None:
        """The manifest of an OUT that is elsewhere, where this machine has none of it yet."""
        if self._is_here or (self.place / PLACE / name).exists() or not self.out.stat(f"{PLACE}/{name}"):
            return
        (self.place / PLACE).mkdir(parents=True, exist_ok=True)
        (self.place / PLACE / name).write_bytes(self.out.read(f"{PLACE}/{name}"))

    def _keep(self, name: str) -> None:
        """Put the manifest into an OUT that is elsewhere, so that other machines find it there."""
        if not self._is_here:
            self.out.write_many([(f"{PLACE}/{name}", (self.place / PLACE / name).read_bytes())])

    @property
    def _is_here(self) -> bool:
        return self.out.location == f"file://{str(self.place).rstrip('/')}"

    def _planner(self, tasks: Sequence[Task], force: bool, retry: bool) -> Planner:
        kinds = {task.recording for task in tasks}
        settings = {kind: identity.digest(self.work.asked, recording=kind) for kind in kinds}
        return Planner(self.folder, self.out, settings, force=force, retry=retry)


def _place(out: Store) -> Path:
    """The folder on this machine where the manifest of a folder of results is kept: in it, where that can be."""
    from cleaner.batch.storage.disk import LocalStore

    if isinstance(out, LocalStore):
        return Path(out.root)
    return cache_folder() / "batches" / hashlib.sha256(out.location.encode()).hexdigest()[:16]


def _absolute(place: str) -> str:
    """A folder as every worker finds it, wherever it works."""
    return place if "://" in place else os.path.abspath(place)  # noqa: PTH100 (links stay as they are)


def _rows(planner: Planner) -> Callable[[Task, Outcome], Row]:
    def row(task: Task, outcome: Outcome) -> Row:
        return Row(
            task.source,
            task.size,
            task.modified,
            task.recording,
            script(task),
            outcome.content,
            planner.settings.get(task.recording, ""),
            outcome.state,
            outcome.error,
            round(outcome.seconds, 4),
            time.time(),
            outcome.figures,
        )

    return row


class _Tally:
    """Counts what an observer is told, and tells it one event at a time, whichever thread they come from."""

    def __init__(self, observer: Observer, plan: Plan) -> None:
        self._observer = observer
        self._plan = plan
        self._lock = threading.RLock()
        self._done = 0
        self._sound = 0
        self._failed: list[tuple[str, str]] = []

    def planned(self, plan: Plan) -> None:
        with self._lock:
            self._observer.planned(plan)

    def started(self, task: Task, worker: int) -> None:
        with self._lock:
            self._observer.started(task, worker)

    def heard(self, task: Task, done: int, total: int) -> None:
        with self._lock:
            self._observer.heard(task, done, total)

    def finished(self, task: Task, outcome: Outcome) -> None:
        with self._lock:
            if outcome.state is State.DONE:
                self._done += 1
                self._sound += (outcome.figures.duration or 0) if task.recording else 0
            else:
                self._failed.append((task.source, outcome.error))
            self._observer.finished(task, outcome)

    def warned(self, message: str) -> None:
        with self._lock:
            self._observer.warned(message)

    def ended(self, summary: Summary) -> None:
        with self._lock:
            self._observer.ended(summary)

    def summary(self, failed: list[tuple[str, str]], seconds: float) -> Summary:
        """What came of it; `failed` before."""
        todo = {task.source for task in self._plan.todo}
        left = len(todo) - self._done - sum(source in todo for source, _ in self._failed)
        return Summary(self._done, self._plan.done, (*failed, *self._failed), left, seconds, self._sound)
