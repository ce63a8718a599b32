"""What a run leaves for a person: index.html and summary.csv in OUT, of all files that there are."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cleaner.batch.manifest import Row, rows
from cleaner.batch.shelf import PLACE, shelf, summary
from cleaner.batch.task import Outcome, State, Task
from cleaner.errors import CleanerError
from cleaner.report.html.recording import href

if TYPE_CHECKING:
    from cleaner.batch.run import Batch
    from cleaner.batch.storage.store import Store


def write(batch: "Batch", tasks: Sequence[Task]) -> None:
    """Write the list and the summary, where they are not what they would be already.

    Args:
        batch: whose manifest is read.
        tasks: all files that there are: of those that the manifest does not know yet it is told that they wait.

    Raises:
        CleanerError: the manifest cannot be read, or OUT not be written.
    """
    listed = list(listing(tasks, rows(batch.place)))
    title = PurePosixPath(batch.folder.location).name
    files = {
        PLACE: shelf(listed, title=title, folder=between(batch.out, batch.folder)).encode(),
        summary.PLACE: summary.summary(listed).encode(),
    }
    batch.out.write_many((path, data) for path, data in files.items() if not _is(batch.out, path, data))


def listing(tasks: Sequence[Task], known: Mapping[str, Row]) -> Iterator[tuple[Task, Outcome]]:
    """All files with what came of them, by source: those that a manifest knows, and those that are still to be done."""
    waiting = {task.source: task for task in tasks}
    for source in sorted({*known, *waiting}):
        if source in known:
            yield _told(known[source])
        else:
            yield waiting[source], Outcome(source, State.WAITING)


def _told(row: Row) -> tuple[Task, Outcome]:
    outputs = {kind: output.path for kind, output in row.outputs.items()}
    script = row.script.partition(" ")[2] or None  # as `cleaner.batch.plan.script` writes it
    task = Task(row.source, row.recording, row.size, row.modified, outputs, script)
    return task, Outcome(row.source, row.state, row.error, row.seconds, row.figures)


def between(out: "Store", folder: "Store") -> str | None:
    """The URL of FOLDER as seen from OUT, with "/" at its end; None where they are not both on this machine."""
    places = [one.location.removeprefix("file://") for one in (folder, out)]
    if any("://" in place for place in places):
        return None
    return href(os.path.relpath(*places).replace(os.sep, "/")) + "/"


def _is(out: "Store", path: str, data: bytes) -> bool:
    found = out.stat(path)
    try:
        return found is not None and found.size == len(data) and out.read(path) == data
    except CleanerError:
        return False
