"""What goes wrong and can be said in one line."""

import errno
import os


class CleanerError(Exception):
    """A problem a person can do something about: the message is one line and says what to do.

    The commands print it and exit with 2; every other exception is a bug.
    """


EXPECTED = (CleanerError, OSError, UnicodeError, MemoryError)
"""What a person can do something about; every other exception is a bug."""

_ISSUES = "please report it, with what `CLEANER_DEBUG=1 cleaner …` prints"


def describe(error: BaseException) -> str:
    """One line for a person."""
    if isinstance(error, CleanerError):
        return str(error)
    if isinstance(error, UnicodeEncodeError):
        return (
            f"{error.object[error.start]!r} cannot be written in {error.encoding}: use -o FILE, which is always UTF-8"
        )
    if isinstance(error, UnicodeError):
        return f"not readable as text: {error}"
    if isinstance(error, MemoryError):
        return "not enough memory: close other programs, take a smaller --model, or cut the file into parts"
    if isinstance(error, OSError):
        hint = "; make room and try again" if error.errno == errno.ENOSPC else ""
        named = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
        return f"{named}{error.strerror or error}{hint}"
    return f"internal error, {_ISSUES} ({type(error).__name__}: {error})"
