"""What was heard is kept in the user's cache folder: window by window while a recording is heard, then whole.

So a hearing that was stopped goes on where it was, and nothing that goes wrong afterwards costs a second one. For each
recording, settings, program and model (`identity`) there is one file, for its owner alone: KEY.part with the
windows, or KEY.json with the transcript; KEY.words.* where words have times. A line of them is a checksum and json, and
begins with a line feed, so that one that was torn off takes no other with it. What cannot be read is heard anew.
"""

import contextlib
import errno
import json
import os
import secrets
import zlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cleaner import formats
from cleaner.cleaned import Cleaned
from cleaner.errors import CleanerError
from cleaner.files import cache_folder
from cleaner.formats import json as own_json
from cleaner.hearing import identity
from cleaner.transcript import Timed, Transcript

MOST = 200_000_000
"""Bytes that are kept: what was longest not used goes first."""

_FORMAT = "cleaner heard"
_VERSION = 1
_WHOLE, _PART = ".json", ".part"
_WORDS = ".words"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of what was heard.

    Attributes:
        recording: as it was named then.
        when: it was heard.
        engine: that heard it.
        size: bytes.
        duration: of the recording in ms; None of a hearing that is not finished.
        model: as it was asked for; None of a hearing that is not finished.
        pace: ms that hearing a ms of speech took; None where it was not seen.
    """

    recording: str
    when: datetime
    engine: str
    size: int
    duration: int | None = None
    model: str | None = None
    pace: float | None = None


class Kept:
    """What is kept of one recording, heard in one way; a `cleaner.hearing.transcription.Memory`.

    What cannot be written is told once, and costs nothing else.

    Args:
        recording: its path; it is read once.
        hearing: `cleaner.hearing.identity.hearing`.
        engine: for the list.
        word_times: whether the words must have times. Where that is not so, a transcript that has them will do.
        warn: told in a line what cannot be kept.

    Attributes:
        warn: the same.

    Raises:
        CleanerError: the recording cannot be read.
    """

    def __init__(
        self, recording: Path, hearing: str, *, engine: str, word_times: bool, warn: Callable[[str], None]
    ) -> None:
        self._recording, self._engine, self.warn = recording, engine, warn
        self._folder = folder()
        self._key = identity.of_recording(formats.digest(recording), hearing)
        timed = f"{self._key}{_WORDS}"
        self.word_times = word_times or self._folder.joinpath(timed + _PART).exists()
        """Whether the words are to have times: also where a hearing with them was begun, which then goes on."""
        self._stem = timed if self.word_times else self._key
        self._stems = (timed,) if word_times else (timed, self._key)  # of what will do
        self._is_told = False
        self._windows = self._read_windows()

    def transcript(self) -> Transcript | None:
        """The transcript, if it is kept whole; its warnings name the recording as it is named now."""
        for stem in self._stems:
            path = self._folder / f"{stem}{_WHOLE}"
            try:
                header, whole = map(_checked, path.read_bytes().split(b"\n")[1:])
                about = json.loads(header)
                read = own_json.read(whole, str(path)) if about["version"] == _VERSION else None
                before = about["recording"]
            except (OSError, ValueError, KeyError, TypeError, CleanerError):
                continue
            if isinstance(read, Cleaned):
                with contextlib.suppress(OSError):
                    os.utime(path)  # used now
                warnings = (_renamed(warning, before, str(self._recording)) for warning in read.transcript.warnings)
                return replace(read.transcript, warnings=tuple(warnings))
        return None

    @property
    def windows(self) -> frozenset[int]:
        """The windows that were heard before."""
        return frozenset(self._windows)

    @property
    def is_begun(self) -> bool:
        """Whether something of it is kept: the next hearing goes on from there."""
        return self._folder.joinpath(self._stem + _PART).exists()

    def recall(self, window: int) -> Sequence[Timed] | None:
        """As in Memory."""
        return self._windows.get(window)

    def keep(self, window: int, pieces: Sequence[Timed]) -> None:
        """As in Memory; it stays when this returns, whatever becomes of this process."""
        line = _line(json.dumps({"window": window, "pieces": [asdict(piece) for piece in pieces]}))
        self._unless_full(lambda: self._append(line))

    def finish(self, transcript: Transcript, *, pace: float | None = None) -> None:
        """Keep the whole transcript in place of its windows.

        Args:
            transcript: of the recording.
            pace: ms that hearing a ms of speech took, if it was seen.
        """
        header = self._header(duration=transcript.duration, model=transcript.model, pace=pace)
        line = _line(json.dumps(own_json.record(Cleaned(transcript)), ensure_ascii=False))
        self._unless_full(lambda: self._replace(header + line))

    def _append(self, line: bytes) -> None:
        _make(self._folder)
        path = self._folder / f"{self._stem}{_PART}"
        # Each line in one piece and at the end, wherever that is now: another process may be hearing the same.
        with open(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "wb", buffering=0) as file:  # noqa: PTH123
            is_new = not os.fstat(file.fileno()).st_size
            data = self._header() + line if is_new else line
            if file.write(data) < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if is_new:
            _bound(self._folder, self._key)

    def _replace(self, data: bytes) -> None:
        _make(self._folder)
        whole = self._folder / f"{self._stem}{_WHOLE}"
        _write(whole, data)
        for stem in {self._stem, self._key}:  # times or not, this one answers
            for kind in (_PART, _WHOLE):
                if (other := self._folder / f"{stem}{kind}") != whole:
                    other.unlink(missing_ok=True)
        _bound(self._folder, self._key)

    def _unless_full(self, write: Callable[[], None]) -> None:
        """Write, or warn of what hinders it, but once: hearing goes on, and there may be room later."""
        try:
            write()
        except OSError as error:
            if not self._is_told:
                self.warn(f"what is heard cannot be kept in {self._folder} ({error.strerror or error})")
            self._is_told = True

    def _header(self, **more: object) -> bytes:
        when = datetime.now(UTC).isoformat(timespec="seconds")
        about = {"recording": str(self._recording), "heard": when, "engine": self._engine, **more}
        return _line(json.dumps({"format": _FORMAT, "version": _VERSION, **about}))

    def _read_windows(self) -> dict[int, list[Timed]]:
        found: dict[int, list[Timed]] = {}
        with contextlib.suppress(OSError):
            for line in self._folder.joinpath(self._stem + _PART).read_bytes().split(b"\n"):
                with contextlib.suppress(ValueError, KeyError, TypeError):
                    record = json.loads(_checked(line))
                    found[record["window"]] = list(map(_timed, record["pieces"]))
        return found


def folder() -> Path:
    """Where what was heard is kept; it need not be there."""
    return cache_folder() / "heard"


def entries() -> list[Entry]:
    """All that is kept, the youngest first.

    Raises:
        CleanerError: the folder cannot be read.
    """
    found = [entry for path, state in _files() if (entry := _entry(path, state.st_size))]
    return sorted(found, key=lambda entry: entry.when, reverse=True)


def pace(engine: str, model: str) -> float | None:
    """Ms that hearing a ms of speech took when an engine last did it with a model, if that was seen."""
    try:
        return next((one.pace for one in entries() if one.pace and (one.engine, one.model) == (engine, model)), None)
    except CleanerError:
        return None


def size() -> int:
    """Bytes of all that is kept.

    Raises:
        CleanerError: the folder cannot be read.
    """
    return sum(state.st_size for _, state in _files())


def clear() -> None:
    """Delete all that is kept.

    Raises:
        CleanerError: something cannot be deleted.
    """
    for path, _ in _files():
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise CleanerError(f"{path}: cannot be deleted: {error.strerror or error}") from error


def _files() -> list[tuple[Path, os.stat_result]]:
    try:
        return _listed(folder())
    except OSError as error:
        raise CleanerError(f"{folder()}: cannot be read: {error.strerror or error}") from error


def _listed(place: Path) -> list[tuple[Path, os.stat_result]]:
    """The files of a folder, and what is known of them; none where there is no folder."""
    found = []
    with contextlib.suppress(FileNotFoundError):
        for path in place.iterdir():
            with contextlib.suppress(FileNotFoundError):  # another process has done with it
                found.append((path, path.lstat()))
    return found


def _entry(path: Path, size: int) -> Entry | None:
    """What a file is about; None of one that cannot be told, or is not whole yet."""
    if path.suffix not in (_WHOLE, _PART) or path.name.startswith("."):
        return None
    try:
        with path.open("rb") as file:
            file.readline()
            about = json.loads(_checked(file.readline().rstrip(b"\n")))
        when = datetime.fromisoformat(about["heard"])
        more = (about.get(key) for key in ("duration", "model", "pace"))
        return Entry(about["recording"], when, about["engine"], size, *more)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _make(place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.mkdir(mode=0o700, exist_ok=True)
    if place.stat().st_mode & 0o077:
        place.chmod(0o700)


def _write(path: Path, data: bytes) -> None:
    """Write a file for its owner alone, so that at every moment the old or the new one is there, whole."""
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:  # Ctrl-C too
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _bound(place: Path, key: str) -> None:
    """Delete what was longest not used until no more than MOST is kept; not what has the key."""
    files = sorted(_listed(place), key=lambda listed: listed[1].st_mtime)
    total = sum(state.st_size for _, state in files)
    for path, state in files:
        if total <= MOST:
            return
        if not path.name.startswith(key):
            path.unlink(missing_ok=True)
            total -= state.st_size


def _line(text: str) -> bytes:
    data = text.encode("utf-8", "surrogatepass")
    return b"\n%08x %s" % (zlib.crc32(data), data)


def _checked(line: bytes) -> str:
    """The json of a line. ValueError: it is not what was written."""
    known, _, data = line.partition(b" ")
    if known != b"%08x" % zlib.crc32(data):
        raise ValueError("torn or damaged")
    return data.decode("utf-8", "surrogatepass")


def _timed(record: dict[str, Any]) -> Timed:
    return Timed(**{**record, "words": tuple(map(tuple, record["words"]))})


def _renamed(warning: str, before: str, now: str) -> str:
    return now + warning.removeprefix(before) if warning.startswith(f"{before}:") else warning
