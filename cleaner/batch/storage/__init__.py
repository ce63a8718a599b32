"""Where a batch reads and writes: folders on disk, and whatever has a URL."""

import re

from cleaner.batch.storage.store import Store
from cleaner.errors import CleanerError

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?:::|://)")


_LOCAL = re.compile(r"(?:file|local)://", re.IGNORECASE)


def store(place: str) -> Store:
    """What a place on the command line names: a folder, or an address that fsspec knows (s3://, gs://, memory://).

    Raises:
        CleanerError: its protocol is not known, or its library not installed.
    """
    if not place:
        raise CleanerError("a folder with no name: give a path, or . for the folder you are in")
    if _LOCAL.match(place):
        place = _LOCAL.sub("", place, count=1) or "/"
    elif _ADDRESS.match(place):
        from cleaner.batch.storage.remote import RemoteStore  # here: fsspec takes a tenth of a second

        return RemoteStore(place)
    from cleaner.batch.storage.disk import LocalStore

    return LocalStore(place)
