"""Where a batch reads its FOLDER and writes its OUT: a local folder, or an address such as s3://bucket/talks.

Paths in a store have "/" between their parts and begin at its root; bytes that are no UTF-8 are surrogates in them, as
`os.fsdecode` makes them. Stores can be pickled: each process opens what it needs.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from cleaner.errors import CleanerError

MAX_TEXT = 32 << 20
"""Bytes of the largest transcript that a batch reads: five hundred hours of speech as text, a dozen with the times of
each word. Cleaning it takes a gigabyte of memory."""


class UnwritableError(CleanerError):
    """OUT as a whole cannot be written, so that no other file can be either: the disk is full, or it is read-only."""


@dataclass(frozen=True, slots=True)
class Stat:
    """What tells whether a file is still the same.

    Attributes:
        size: bytes.
        modified: ns since 1970, or the hash of an etag; 0 to 2**63 - 1.
    """

    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What a folder of a store has.

    Attributes:
        name: the last part of its path.
        kind: of it; "other" is never opened: a pipe could wait for ever.
        stat: of a file, and of a link to a file; else None.
        target: of a link: path in the store of what it leads to, or None where that is outside.
        why: of an "other": what it is, "a pipe".
    """

    name: str
    kind: Literal["file", "folder", "link", "other"]
    stat: Stat | None = None
    target: str | None = None
    why: str = ""


class Store(Protocol):
    """A tree of files."""

    @property
    def name(self) -> str:
        """As the user gave it, for messages."""

    @property
    def location(self) -> str:
        """The same, in the one way in which the same place is always written; without "/" at its end."""

    @property
    def has_clock(self) -> bool:
        """Whether `Stat.modified` is a time, so that of two files one is the younger."""

    @property
    def raw_names(self) -> bool:
        """Whether names may have bytes that are no UTF-8."""

    def scan(self, folder: str) -> Iterator[Entry]:
        """What a folder has, in any order; "" is the root.

        Raises:
            CleanerError: it cannot be read.
        """

    def stat(self, path: str) -> Stat | None:
        """Of a file; None where there is none."""

    def read(self, path: str, *, limit: int | None = None) -> bytes:
        """A file's content.

        Raises:
            CleanerError: it cannot be read, is no regular file, or has more than `limit` bytes.
        """

    def head(self, path: str, size: int) -> bytes:
        """The first bytes of a file.

        Raises:
            CleanerError: it cannot be read.
        """

    def local(self, path: str) -> AbstractContextManager[Path]:
        """The file as one of this machine, for as long as the context lasts.

        Raises:
            CleanerError: it cannot be had.
        """

    def write_many(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Write files (path and content) that last once this returns, in folders made as needed.

        At every moment each path has the old file or the new one, whole. Where one of them cannot be written, some of
        the others may be; none is half written.

        Raises:
            UnwritableError: nothing at all can be written.
            CleanerError: one of them cannot be.
        """

    def delete(self, path: str) -> None:
        """Delete a file; it is no error where there is none.

        Raises:
            CleanerError: it cannot be deleted.
        """

    def prepare(self) -> None:
        """Make ready to write: make the root, sweep up what killed runs left half written, try whether it can be.

        Raises:
            UnwritableError: it cannot.
        """


def checked(path: str) -> str:
    """The path, which leads to nothing outside of its store.

    Raises:
        CleanerError: it could.
    """
    if "\0" in path or path.startswith("/") or not {"", ".", ".."}.isdisjoint(path.split("/")):
        raise CleanerError(f"{path!r}: not a path in a folder: it is empty, or has . or .. as a part")
    return path


def inside(inner: Store, outer: Store) -> str | None:
    """The path of one store in another: "" where they are the same, None where it lies elsewhere."""
    here, there = inner.location + "/", outer.location + "/"
    return here[len(there) :].rstrip("/") if here.startswith(there) else None
