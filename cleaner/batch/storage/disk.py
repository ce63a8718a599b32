"""A folder of this machine: what is written in it is there whole and lasts, or is not there at all."""

import contextlib
import errno
import os
import secrets
import shutil
import stat as modes
import time
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from cleaner.batch.storage.lock import lock
from cleaner.batch.storage.store import Entry, Stat, UnwritableError, checked
from cleaner.errors import CleanerError
from cleaner.report.visible import visible

STAGING = ".cleaner.tmp"
"""The folder in OUT where files are written before they take their names: one place to sweep, whatever a run made."""

_DAY = 86_400  # s
_AT_ONCE = 8  # files forced to the disk
_EVERYTHING = {
    errno.ENOSPC: "the disk is full; make room and start again: what is done stays done",
    errno.EDQUOT: "your quota of the disk is used up; make room and start again: what is done stays done",
    errno.EROFS: "it is on a disk that can only be read; choose another -o",
    errno.EIO: "the disk has an error; look at it, and choose another -o",
}
_KINDS = (
    (modes.S_ISFIFO, "a pipe"),
    (modes.S_ISSOCK, "a socket"),
    (modes.S_ISCHR, "a device"),
    (modes.S_ISBLK, "a device"),
)


@dataclass(frozen=True)
class LocalStore:
    """A folder; see `cleaner.batch.storage.store.Store`."""

    name: str

    @property
    def location(self) -> str:
        """See Store."""
        return f"file://{self.root.rstrip('/')}"

    @property
    def has_clock(self) -> bool:
        """It is a time."""
        return True

    @property
    def raw_names(self) -> bool:
        """Names are bytes."""
        return True

    @cached_property
    def root(self) -> str:
        """The folder, without links in its path."""
        try:
            return os.path.realpath(self.name)
        except (OSError, ValueError) as error:
            raise CleanerError(f"{self.name!r}: not a name of a folder: {error}") from error

    def scan(self, folder: str) -> Iterator[Entry]:
        """See Store."""
        place = os.path.join(self.root, checked(folder)) if folder else self.root  # noqa: PTH118 (a tenth of the time)
        try:
            with os.scandir(place) as found:
                for entry in found:
                    yield self._entry(entry)
        except OSError as error:
            raise self._unreadable(folder, error) from error

    def _entry(self, entry: "os.DirEntry[str]") -> Entry:
        try:
            if entry.is_symlink():
                return self._link(entry)
            if entry.is_dir(follow_symlinks=False):
                return Entry(entry.name, "folder")
            status = entry.stat(follow_symlinks=False)
        except OSError as error:
            return Entry(entry.name, "other", why=_why(error))
        if modes.S_ISREG(status.st_mode):
            return Entry(entry.name, "file", _stat(status))
        return Entry(entry.name, "other", why=_kind(status.st_mode))

    def _link(self, entry: "os.DirEntry[str]") -> Entry:
        try:
            status = entry.stat()
            real = os.path.realpath(entry.path, strict=True)
        except FileNotFoundError:
            return Entry(entry.name, "other", why="a link to nothing")
        except OSError as error:
            return Entry(entry.name, "other", why=f"a link that leads nowhere: {_why(error)}")
        prefix = self.root.rstrip("/") + "/"
        target = real[len(prefix) :] if f"{real}/".startswith(prefix) else None
        if target is None:
            return Entry(entry.name, "link")
        if modes.S_ISREG(status.st_mode):
            return Entry(entry.name, "link", _stat(status), target)
        if modes.S_ISDIR(status.st_mode):
            return Entry(entry.name, "link", None, target)
        return Entry(entry.name, "other", why=f"a link to {_kind(status.st_mode)}")

    def stat(self, path: str) -> Stat | None:
        """See Store."""
        try:
            status = self._at(path).stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise self._unreadable(path, error) from error
        return _stat(status) if modes.S_ISREG(status.st_mode) else None

    def read(self, path: str, *, limit: int | None = None) -> bytes:
        """See Store."""
        with self._open(path) as file:
            if limit is None:
                return file.read()
            data = b"" if os.fstat(file.fileno()).st_size > limit else file.read(limit + 1)
            if len(data) > limit or file.read(1):
                raise CleanerError(
                    f"{self._shown(path)}: more than {limit >> 20} MB of text: cut it into shorter files"
                )
            return data

    def head(self, path: str, size: int) -> bytes:
        """See Store."""
        with self._open(path) as file:
            return file.read(size)

    @contextlib.contextmanager
    def _open(self, path: str) -> Iterator[BinaryIO]:
        try:
            # Not to wait for a pipe that took the place of a file.
            with os.fdopen(os.open(self._at(path), os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
                if not modes.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise CleanerError(f"{self._shown(path)}: not a regular file")
                yield file
        except OSError as error:
            raise self._unreadable(path, error) from error

    @contextlib.contextmanager
    def local(self, path: str) -> Iterator[Path]:
        """See Store; it is the file itself."""
        yield self._at(path)

    def write_many(self, files: Iterable[tuple[str, bytes]]) -> None:
        """See Store. All are written aside and forced to the disk, then take their names, then their folders are."""
        wanted = [(self._at(path), data) for path, data in files]
        try:
            with _staging(Path(self.root, STAGING)) as staging, contextlib.ExitStack() as staged:
                temporaries = [_written(staging, data, staged) for _, data in wanted]
                _force_all(temporaries)
                changed: set[Path] = set()
                for (path, _), temporary in zip(wanted, temporaries, strict=True):
                    changed |= self._named(temporary, path)
                _force_all(changed)
        except OSError as error:
            raise self._unwritable(error) from error

    def _named(self, temporary: Path, path: Path) -> set[Path]:
        """Give a file its name; the folders that are changed by it."""
        try:
            changed = _made(path.parent)
            temporary.replace(path)
        except OSError as error:
            if error.errno in _EVERYTHING:
                raise
            raise CleanerError(f"{visible(str(path))}: cannot be written: {_why(error)}") from error
        return changed

    def delete(self, path: str) -> None:
        """See Store."""
        place = self._at(path)
        try:
            place.unlink(missing_ok=True)
        except NotADirectoryError:
            pass
        except OSError as error:
            raise CleanerError(f"{visible(str(place))}: cannot be deleted: {_why(error)}") from error

    def prepare(self) -> None:
        """See Store. While another run writes, only what is older than a day is swept."""
        try:
            with _staging(Path(self.root, STAGING)) as staging, contextlib.ExitStack() as staged:
                for left in staging.iterdir():
                    with contextlib.suppress(FileNotFoundError):  # the other run is done with it
                        if left.stat().st_mtime < time.time() - _DAY:
                            left.unlink()
                _force(_written(staging, b"\0", staged))
        except OSError as error:
            raise self._unwritable(error) from error

    def _at(self, path: str) -> Path:
        return Path(self.root, checked(path))

    def _shown(self, path: str) -> str:
        return visible(f"{self.name.rstrip('/')}/{path}" if path else self.name)

    def _unreadable(self, path: str, error: OSError) -> CleanerError:
        why = "not a folder" if isinstance(error, NotADirectoryError) else _why(error)
        return CleanerError(f"{self._shown(path)}: {why}")

    def _unwritable(self, error: OSError) -> UnwritableError:
        reason = _EVERYTHING.get(error.errno or 0)
        if isinstance(error, FileExistsError | NotADirectoryError):
            reason = "a file is where a folder must be; choose another -o"
        elif isinstance(error, PermissionError):
            reason = "no permission to write in it; choose another -o"
        return UnwritableError(f"{visible(self.name)}: {reason or f'cannot be written: {_why(error)}'}")


@contextlib.contextmanager
def _staging(place: Path) -> Iterator[Path]:
    """The folder to write aside in. Who leaves it last takes it away, with what killed runs left in it."""
    held = None
    while held is None:
        _made(place)
        with contextlib.suppress(FileNotFoundError):  # it went with another run between two lines
            held = _entered(place)
    try:
        yield place
    finally:
        if lock(held):
            shutil.rmtree(place, ignore_errors=True)
        os.close(held)


def _entered(place: Path) -> int | None:
    """The staging folder, open and locked against being taken away; None where it has been meanwhile."""
    held = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        lock(held, shared=True, wait=True)
        if os.fstat(held).st_ino == place.stat().st_ino:
            return held
    except BaseException:
        os.close(held)
        raise
    os.close(held)
    return None


def _written(staging: Path, data: bytes, staged: contextlib.ExitStack) -> Path:
    """A file with the data, gone with `staged` unless it has got another name."""
    # Not tempfile's: its files are for the owner alone, a new script is for whom the umask says.
    temporary = staging / secrets.token_hex(8)
    staged.callback(temporary.unlink, missing_ok=True)
    with temporary.open("xb") as file:
        file.write(data)
    return temporary


def _made(folder: Path) -> set[Path]:
    """Make a folder and those it is in; all that are changed when a file is put into it."""
    changed = {folder}
    while True:
        try:
            folder.mkdir()
        except FileExistsError:
            if not folder.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, f"{folder.name} is a file, and must be a folder") from None
            break
        except FileNotFoundError:
            changed |= _made(folder.parent)
        else:
            changed.add(folder.parent)
            break
    return changed


def _force_all(paths: Collection[Path]) -> None:
    """Have many files or folders last, at once: under load the disk is fifteen times faster than one by one."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(_force, paths):
            pass


def _force(path: Path) -> None:
    """Have what is in a file, or the names in a folder, last."""
    held = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(held)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # not every disk of a network can
            raise
    finally:
        os.close(held)


def _stat(status: os.stat_result) -> Stat:
    return Stat(status.st_size, max(status.st_mtime_ns, 0))


def _kind(mode: int) -> str:
    return next((kind for is_kind, kind in _KINDS if is_kind(mode)), "no regular file")


def _why(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "no permission"
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, IsADirectoryError):
        return "there is a folder with its name"
    if error.errno == errno.ENAMETOOLONG:
        return "its name is too long for the disk"
    return error.strerror or str(error)
