"""What there is to do: of all files those that are new, changed, or whose results are not what they were."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cleaner.batch.events import Plan
from cleaner.batch.manifest import Output, Row
from cleaner.batch.storage.store import Store
from cleaner.batch.task import State, Task
from cleaner.errors import CleanerError


@dataclass(frozen=True, slots=True)
class Planned:
    """What a run begins with.

    Attributes:
        plan: as the observer is told.
        before: rows of files that are left as they are, done or failed.
        touched: rows that are to be put in place of those there are: of files that have only another time.
    """

    plan: Plan
    before: tuple[Row, ...]
    touched: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Planner:
    """Compares files with what the manifest knows of them.

    Attributes:
        folder: of the sources.
        out: of the results.
        settings: the digest for transcripts (False) and for recordings (True).
        force: do all.
        retry: do those that failed, too.
    """

    folder: Store
    out: Store
    settings: Mapping[bool, str]
    force: bool = False
    retry: bool = False

    def plan(self, tasks: Iterable[Task], rows: Mapping[str, Row]) -> Planned:
        """What is to be done, and what not."""
        todo: list[Task] = []
        why: dict[str, str] = {}
        before: list[Row] = []
        touched: list[Row] = []
        for task in tasks:
            row = rows.get(task.source)
            reason = self._reason(task, row)
            if isinstance(reason, str):
                todo.append(task)
                why[task.source] = reason
            else:
                before.append(reason)
                if reason is not row:
                    touched.append(reason)
        failed = sum(row.state is State.FAILED for row in before)
        return Planned(Plan(todo, len(before) - failed, failed, why), tuple(before), tuple(touched))

    def _reason(self, task: Task, row: Row | None) -> str | Row:
        """Why a task is to be done; or its row where it is not."""
        if row is None:
            return "new"
        if self.force:
            return "asked for"
        if row.recording != task.recording or row.settings != self.settings[task.recording]:
            return "settings changed"
        if row.script != script(task):
            return "script changed"
        if (row.size, row.modified) != (task.size, task.modified):
            if row.size != task.size or not self._same(self.folder, task.source, row.content):
                return "changed"
            row = replace(row, modified=task.modified)
        if row.state is State.FAILED:
            return "failed before" if self.retry else row
        for kind, output in row.outputs.items():
            if task.outputs.get(kind) != output.path:
                return "output gone or altered"
            found = self.out.stat(output.path)
            if found is None or found.size != output.size:
                return "output gone or altered"
            if found.modified != output.modified:
                if not self._same(self.out, output.path, output.sha256):
                    return "output gone or altered"
                row = replace(row, outputs={**row.outputs, kind: replace(output, modified=found.modified)})
        return row

    @staticmethod
    def _same(store: Store, path: str, sha256: str) -> bool:
        try:
            return _digest(store, path) == sha256
        except CleanerError:
            return False


def _digest(store: Store, path: str) -> str:
    with store.local(path) as local, local.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def written(out: Store, kind: str, path: str, data: bytes) -> tuple[str, Output]:
    """An output that has just been written, by its key."""
    found = out.stat(path)
    return kind, Output(path, len(data), found.modified if found else 0, hashlib.sha256(data).hexdigest())


def script(task: Task) -> str:
    """What identifies a task's script, or ""."""
    return f"{task.script_modified} {task.script}" if task.script else ""
