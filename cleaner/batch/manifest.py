"""What is done, on disk: a row a file in SQLite, and the lock by which one run at a time has a folder of results."""

import json
import os
import socket
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from cleaner.batch.shard import Shard
from cleaner.batch.storage.lock import lock
from cleaner.batch.task import Figures, State
from cleaner.batch.typed import typed
from cleaner.errors import CleanerError
from cleaner.report.visible import visible

PLACE = ".cleaner"
"""The folder in OUT that is the batch's own."""

MANIFEST = "manifest.sqlite"
"""The end of the name of each manifest in it; a shard's begins with the name of the shard."""

VERSION = 1
_DAMAGED = (ValueError, TypeError, AttributeError, RecursionError)  # what a row of anything at all leads to
_UNUSABLE = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_IOERR")
_TABLE = """
CREATE TABLE IF NOT EXISTS files (
    source TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    recording INTEGER NOT NULL,
    script TEXT NOT NULL,
    content TEXT NOT NULL,
    settings TEXT NOT NULL,
    state TEXT NOT NULL,
    error TEXT NOT NULL,
    seconds REAL NOT NULL,
    finished REAL NOT NULL,
    figures TEXT NOT NULL,
    outputs TEXT NOT NULL
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was written.

    Attributes:
        path: in OUT.
        size: bytes.
        modified: as in `cleaner.batch.task.Task`.
        sha256: of its content, in hex.
    """

    path: str
    size: int
    modified: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Row:
    """A file, and what came of it.

    Attributes:
        source: path in FOLDER, as in `cleaner.batch.task.Task`; size, modified and recording too, as they were when it
            was done.
        script: what identifies its script (path, size, time), or "".
        content: SHA-256 of what was read; "" where it could not be.
        settings: `cleaner.batch.identity.digest`.
        state: DONE or FAILED.
        error: why it failed, one line.
        seconds: it took.
        finished: seconds since 1970.
        figures: what is to be shown.
        outputs: written, by the keys of `Task.outputs`.
    """

    source: str
    size: int
    modified: int
    recording: bool
    script: str
    content: str
    settings: str
    state: State
    error: str
    seconds: float
    finished: float
    figures: Figures = field(default_factory=Figures)
    outputs: dict[str, Output] = field(default_factory=dict)


class Manifest:
    """The rows of a folder of results.

    Rows are kept in SQLite with a rollback journal, not a write-ahead log, which does not work on network disks; each
    `record` is one transaction, durable when it returns. Names that are no UTF-8 are kept as bytes. It may be used by
    several threads, one at a time.

    Args:
        path: of the file; it and its folder are made where they are not there.

    Raises:
        CleanerError: it cannot be opened, is no manifest, or one of a later version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with _explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._database.text_factory = lambda data: data.decode("utf-8", "replace")
            self._database.execute("PRAGMA journal_mode = DELETE")
            self._database.execute("PRAGMA synchronous = FULL")
            (version,) = self._database.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                raise CleanerError(f"{path}: made by a later version of cleaner: update cleaner, or choose another -o")
            self._database.execute(_TABLE)
            self._database.execute(f"PRAGMA user_version = {VERSION}")

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def record(self, rows: Iterable[Row]) -> None:
        """Put rows in place of those of the same source, all or none.

        Raises:
            CleanerError: they cannot be written.
        """
        with _explained(self.path):
            self._database.execute("BEGIN IMMEDIATE")
            try:
                self._database.executemany(
                    "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_record, rows)
                )
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    def rows(self) -> Iterator[Row]:
        """All rows, in the order of their sources; without those that are damaged: their files are done anew.

        Raises:
            CleanerError: the file is damaged.
        """
        with _explained(self.path), closing(self._database.cursor()) as cursor:
            for record in cursor.execute("SELECT * FROM files ORDER BY source"):
                row = _row(record)
                if row is not None:
                    yield row


def manifests(out: Path, shard: Shard | None = None) -> list[Path]:
    """The manifests in a folder of results: one, and one for each `--shard` that was run.

    Args:
        out: the folder of results.
        shard: only those that may know its files: the other shards of its count do not, and may be writing theirs.
    """
    found = sorted((out / PLACE).glob(f"*{MANIFEST}"))
    if shard is None:
        return found
    others = {f"{Shard(number, shard.count).name}.{MANIFEST}" for number in range(1, shard.count + 1)}
    return [path for path in found if path.name not in others - {f"{shard.name}.{MANIFEST}"}]


def rows(out: Path, shard: Shard | None = None) -> dict[str, Row]:
    """All rows of a folder of results, by source; where shards and whole runs know a file, the latest row.

    Args:
        out: the folder of results.
        shard: only the rows of its files.

    Raises:
        CleanerError: a manifest cannot be read.
    """
    found: dict[str, Row] = {}
    for path in manifests(out, shard):
        with closing(Manifest(path)) as manifest:
            for row in manifest.rows():
                if shard is not None and row.source not in shard:
                    continue
                if row.source not in found or found[row.source].finished < row.finished:
                    found[row.source] = row
    return dict(sorted(found.items()))


@contextmanager
def locked(out: Path, shard: str = "") -> Iterator[None]:
    """One run at a time has a folder of results, or a shard of it. A run that dies leaves no lock behind.

    Args:
        out: the folder of results.
        shard: name of its lock; "" for a whole run, beside which no shard may run.

    Raises:
        CleanerError: another run has it.
    """
    folder = out / PLACE
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with _lock(folder / "lock", shared=bool(shard)):
        if not shard:
            yield
            return
        with _lock(folder / shard, shared=False):
            yield


@contextmanager
def _lock(path: Path, *, shared: bool) -> Iterator[None]:
    with _explained(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        if lock(descriptor, shared=shared) is False:  # a disk that has no locks: better to run than not
            holder = os.pread(descriptor, 500, 0).decode("utf-8", "replace").strip() or "another process"
            raise CleanerError(
                f"{path.parent.parent}: another run is at work there ({holder}): wait until it has ended"
            )
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} on {socket.gethostname()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:  # SQLite's own words may quote what is damaged
        told = " ".join(visible(str(error)).split())
        if not path.exists():
            reason = "gone: its folder was removed or renamed during the run; run again"
        elif "full" in told:
            reason = f"{told}; make room and run again"
        elif getattr(error, "sqlite_errorname", "").startswith(_UNUSABLE):
            reason = f"{told}; see to it that it can be written, and run again"
        else:
            reason = f"damaged ({told}); delete it and run again: scripts are made anew, recordings are not heard again"
        raise CleanerError(f"{path}: {reason}") from error
    except OSError as error:
        raise CleanerError(f"{path}: cannot be written: {error.strerror or error}") from error


_FIGURES = tuple(one.name for one in fields(Figures))


def _record(row: Row) -> tuple[Any, ...]:
    outputs = {kind: [output.path, output.size, output.modified, output.sha256] for kind, output in row.outputs.items()}
    return (
        _stored(row.source),
        row.size,
        row.modified,
        int(row.recording),
        _stored(row.script),
        row.content,
        row.settings,
        row.state.value,
        row.error.encode("utf-8", "replace").decode(),
        row.seconds,
        row.finished,
        # Not asdict, which copies all that is in it: as long as all the rest of a row.
        json.dumps({name: getattr(row.figures, name) for name in _FIGURES}, default=dict),
        json.dumps(outputs),
    )


def _row(record: tuple[Any, ...]) -> Row | None:
    """A row; None where it is damaged, or of a later version."""
    try:
        source, size, modified, recording, script, content, settings, state, error, seconds, finished, *rest = record
        figures, outputs = map(json.loads, rest)
        row = Row(
            _named(source),
            size,
            modified,
            bool(recording),
            _named(script),
            content,
            settings,
            State(state),
            error,
            seconds,
            finished,
            Figures(**{name: _plain(value) for name, value in figures.items()}),
            {kind: Output(*values) for kind, values in outputs.items()},
        )
        for part in (row, row.figures, *row.outputs.values()):
            typed(part)
    except _DAMAGED:
        return None
    return row


def _plain(value: Any) -> Any:
    """A value from json with tuples for lists, as figures have it."""
    return tuple(map(_plain, value)) if isinstance(value, list) else value


def _stored(text: str) -> str | bytes:
    """Text as SQLite takes it: what no UTF-8 can hold (bytes of a name) as bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape")
    return text


def _named(stored: str | bytes) -> str:
    return stored if isinstance(stored, str) else stored.decode("utf-8", "surrogateescape")
