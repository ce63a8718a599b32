"""A place that fsspec knows, such as s3://bucket/talks.

Object stores put each object whole or not at all. Where a library writes real files (sftp://, smb://) a killed run may
leave half a file; no row of the manifest speaks of it, so the next run writes it again.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from cleaner.batch.storage.store import Entry, Stat, UnwritableError, checked
from cleaner.errors import CleanerError
from cleaner.report.visible import visible

_PROBE = ".cleaner.tmp"
_ETAGS = ("ETag", "etag", "md5Hash", "content_md5", "checksum", "generation")
_TIMES = ("LastModified", "last_modified", "mtime", "updated", "modified", "created")


@dataclass(frozen=True)
class RemoteStore:
    """An address; see `cleaner.batch.storage.store.Store`."""

    name: str

    def __post_init__(self) -> None:
        self._opened  # noqa: B018 (what is wrong with an address is said now)

    @property
    def location(self) -> str:
        """See Store."""
        files, root = self._opened
        return f"{files.protocol if isinstance(files.protocol, str) else files.protocol[0]}://{root.strip('/')}"

    @property
    def has_clock(self) -> bool:
        """It is a hash."""
        return False

    @property
    def raw_names(self) -> bool:
        """Names are text."""
        return False

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        """The file system, and the root in it."""
        import fsspec

        try:
            files, root = fsspec.url_to_fs(self.name)
        except ImportError as error:
            raise CleanerError(f"{visible(self.name)}: needs a library: {_why(error)}") from error
        except Exception as error:  # each library has its own
            raise CleanerError(f"{visible(self.name)}: not an address that can be opened: {_why(error)}") from error
        return files, root.rstrip("/")

    def __getstate__(self) -> dict[str, Any]:
        return {"name": self.name}

    def scan(self, folder: str) -> Iterator[Entry]:
        """See Store."""
        files, _ = self._opened
        place = self._at(folder) if folder else self._opened[1]
        if not folder:  # a new walk: what others have put there since counts
            files.invalidate_cache()
        with self._said(folder, "cannot be listed"):
            found = files.ls(place, detail=True)
        for info in found:
            is_itself = info["name"].strip("/") == place.strip("/")
            if is_itself and info["type"] == "file" and info["size"] and not info["name"].endswith("/"):
                raise CleanerError(f"{self._shown(folder)}: not a folder")
            if is_itself and info["type"] == "file":  # a key that stands for the folder
                continue
            # A key with // in it has a folder without a name.
            name = "" if is_itself else PurePosixPath(info["name"].rstrip("/")).name
            if info["type"] == "directory":
                yield Entry(name, "folder")
            elif info["type"] == "file":
                yield Entry(name, "file", _stat(info))
            else:
                yield Entry(name, "other", why="no regular file")

    def stat(self, path: str) -> Stat | None:
        """See Store."""
        try:
            info = self._info(path)
        except FileNotFoundError:
            return None
        return _stat(info) if info["type"] == "file" else None

    def _info(self, path: str) -> dict[str, Any]:
        files, _ = self._opened
        try:
            with self._said(path, "cannot be looked at"):
                return dict(files.info(self._at(path)))
        except CleanerError as error:
            if isinstance(error.__cause__, FileNotFoundError):
                raise error.__cause__ from None
            raise

    def read(self, path: str, *, limit: int | None = None) -> bytes:
        """See Store."""
        data = self.head(path, -1 if limit is None else limit + 1)
        if limit is not None and len(data) > limit:
            raise CleanerError(f"{self._shown(path)}: more than {limit >> 20} MB of text: cut it into shorter files")
        return data

    def head(self, path: str, size: int) -> bytes:
        """See Store."""
        files, _ = self._opened
        with self._said(path, "cannot be read"):
            return bytes(files.cat_file(self._at(path), start=0, end=None if size < 0 else size))

    @contextlib.contextmanager
    def local(self, path: str) -> Iterator[Path]:
        """See Store; it is fetched into a temporary folder, and has its own name there."""
        files, _ = self._opened
        with tempfile.TemporaryDirectory(prefix="cleaner-") as folder:
            # The name is for messages; one that no disk takes is cut.
            suffix = PurePosixPath(path).suffix[-16:]
            stem = PurePosixPath(path).stem.encode("utf-8", "replace")[:200].decode("utf-8", "ignore")
            fetched = Path(folder, f"{stem}{suffix}")
            with self._said(path, "cannot be fetched"):
                files.get_file(self._at(path), os.fspath(fetched))
            yield fetched

    def write_many(self, files: Iterable[tuple[str, bytes]]) -> None:
        """See Store."""
        places = {self._at(path): data for path, data in files}
        try:
            self._put(places)
        except CleanerError:
            self.prepare()  # is it one of them, or can nothing be written?
            raise

    def _put(self, places: dict[str, bytes]) -> None:
        system, root = self._opened
        with self._said("", "cannot be written"):
            try:
                system.pipe(places)  # at once, where the library can
            except FileNotFoundError:  # folders are real there; but a bucket is never made
                if not system.exists(root[: root.index("/", 1)] if "/" in root[1:] else root):
                    raise
                for folder in {place.rpartition("/")[0] for place in places}:
                    system.makedirs(folder, exist_ok=True)
                system.pipe(places)

    def delete(self, path: str) -> None:
        """See Store."""
        files, _ = self._opened
        with contextlib.suppress(FileNotFoundError), self._said(path, "cannot be deleted", FileNotFoundError):
            files.rm_file(self._at(path))

    def prepare(self) -> None:
        """See Store; there is nothing to sweep, for no half of an object is ever there."""
        try:
            self._put({self._at(_PROBE): b"\0"})
            self.delete(_PROBE)
        except CleanerError as error:
            raise UnwritableError(
                f"{visible(self.name)}: cannot be written: {_why(error.__cause__ or error)}"
            ) from error

    def _at(self, path: str) -> str:
        return f"{self._opened[1]}/{checked(path)}"

    def _shown(self, path: str) -> str:
        return visible(f"{self.name.rstrip('/')}/{path}" if path else self.name)

    @contextlib.contextmanager
    def _said(self, path: str, what: str, *but: type[Exception]) -> Iterator[None]:
        """Whatever a library raises, in one line."""
        try:
            yield
        except but:
            raise
        except FileNotFoundError as error:
            raise CleanerError(f"{self._shown(path)}: no such file or folder") from error
        except Exception as error:  # each library has its own
            raise CleanerError(f"{self._shown(path)}: {what}: {_why(error)}") from error


def _stat(info: dict[str, Any]) -> Stat:
    mark = next((str(info[key]) for key in _ETAGS if info.get(key)), None)
    if mark is None:
        mark = next((_time(info[key]) for key in _TIMES if info.get(key)), "")
    digest = hashlib.sha256(f"{info['size']} {mark}".encode()).digest()
    return Stat(int(info["size"] or 0), int.from_bytes(digest[:8], "big") >> 1)


def _time(value: Any) -> str:
    return str(value.timestamp() if isinstance(value, datetime) else value)


def _why(error: BaseException) -> str:
    return visible(" ".join(str(error).split())) or type(error).__name__
