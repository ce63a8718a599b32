"""Files are written whole or not at all."""

import contextlib
import os
import secrets
from pathlib import Path

from cleaner.errors import CleanerError


def write_whole(path: Path, text: str) -> None:
    """Write a text file in UTF-8, so that at every moment the old or the new one is there, whole.

    The text goes to a temporary file in the same folder, which then takes the name. An existing file keeps its mode,
    and a link still points to it. What is no regular file (a pipe, /dev/stdout) is written to as it is.

    Args:
        path: of the file; its folder exists.
        text: its line ends are kept as they are.

    Raises:
        CleanerError: it cannot be written; the message says why. Nothing is left behind, nor is after Ctrl-C.
    """
    data = text.encode()
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except FileNotFoundError as error:
        raise CleanerError(f"{path}: there is no folder {path.parent}; make it first") from error
    except IsADirectoryError as error:
        raise CleanerError(f"{path}: a folder; name a file") from error
    except PermissionError as error:
        raise CleanerError(f"{path}: no permission to write it") from error
    except OSError as error:
        raise CleanerError(f"{path}: cannot be written: {error.strerror or error}") from error
    except ValueError as error:  # a null character in the name
        raise CleanerError(f"{str(path)!r}: not a file name: {error}") from error


def _replace(target: Path, data: bytes) -> None:
    if target.is_dir():
        raise IsADirectoryError
    mode = target.stat().st_mode & 0o7777 if target.exists() else None
    if mode is not None and not os.access(target, os.W_OK):  # renaming over it would not ask
        raise PermissionError
    # Not tempfile's: its files are for the owner alone, a new script is for whom the umask says.
    temporary = target.with_name(f".{target.name[:64]}.{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:  # Ctrl-C too
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def cache_folder() -> Path:
    """The folder that the environment variable CLEANER_CACHE names, else the system's own for caches."""
    import platformdirs  # here: not for --help

    chosen = os.environ.get("CLEANER_CACHE")
    return Path(chosen).expanduser() if chosen else platformdirs.user_cache_path("rehearsal-cleaner", appauthor=False)
