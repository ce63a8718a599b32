"""Which files are rehearsals: recordings told from transcripts, and the takes in a folder."""

import re
from collections.abc import Iterable
from glob import escape
from pathlib import Path

from cleaner.errors import CleanerError
from cleaner.formats import FORMATS, documents
from cleaner.formats.encoding import decode

_AUDIO = "3gp aac ac3 aif aifc aiff amr caf flac m4a m4b mka mp2 mp3 oga ogg opus wav wma"
_VIDEO = "avi m4v mkv mov mp4 mpeg mpg ts webm wmv"
RECORDINGS = frozenset(f"{_AUDIO} {_VIDEO}".split())
"""Suffixes of recordings; what has another is told by its content."""

HEAD = 1 << 16
"""Bytes that show whether a file is text."""

_DIGITS = re.compile(r"(\d+)")
_PREFERRED = ("json", None, "vtt", "srt", "txt")  # of one take; None: a recording, which tells more than text alone


def is_recording(path: Path) -> bool:
    """Whether a file is to be heard, not read: by its suffix, and where that is none of ours by its content.

    A file that is not there, or cannot be read, is no recording: who reads it will say so.
    """
    suffix = _suffix(path)
    if suffix in RECORDINGS or suffix in FORMATS:
        return suffix in RECORDINGS
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            return not documents.is_document(head) and not is_text(head)
    except (OSError, ValueError):
        return False


def is_document(path: Path) -> bool:
    """Whether a file is a document of a word processor, or a PDF, by its content; not, where it cannot be read."""
    try:
        with path.open("rb") as file:
            return _suffix(path) not in RECORDINGS and documents.is_document(file.read(HEAD))
    except (OSError, ValueError):
        return False


def is_text(head: bytes) -> bool:
    """Whether the first bytes of a file, HEAD of them, are text."""
    try:
        decode(head, "")
    except CleanerError:
        return False
    return True


def recording_of(path: Path) -> Path | None:
    """The recording of a take: itself, or the one beside a transcript with its name."""
    if is_recording(path):
        return path
    try:
        beside = sorted(other for other in path.parent.glob(f"{escape(path.stem)}.*") if _suffix(other) in RECORDINGS)
    except (OSError, ValueError):
        return None
    return next((other for other in beside if other.is_file()), None)


def takes(folder: Path, *, besides: Iterable[Path] = ()) -> list[Path]:
    """The recordings and transcripts of a folder, in order of name, take 2 before take 10.

    Of files with the same name but for the suffix one is taken: a json, which has the times, unless the recording is
    younger; then the recording; then subtitles; then text.

    Args:
        folder: it is not searched for more folders; hidden files and files of other kinds are left alone.
        besides: files that are no takes: the script.

    Raises:
        CleanerError: there is no take in it, or it cannot be read.
    """
    try:
        files = [path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")]
        others = [path for path in besides if path.exists()]
        found: dict[str, list[Path]] = {}
        for path in files:
            if _suffix(path) in {*RECORDINGS, *FORMATS} and not any(path.samefile(other) for other in others):
                found.setdefault(path.stem, []).append(path)
        chosen = [_chosen(same) for same in found.values()]
    except OSError as error:
        raise CleanerError(f"{folder}: cannot be read: {error.strerror or error}") from error
    if not chosen:
        raise CleanerError(f"{folder}: no recording and no transcript in it")
    return sorted(chosen, key=lambda path: _in_order(path.name))


def _chosen(files: list[Path]) -> Path:
    recorded = max((path.stat().st_mtime for path in files if _suffix(path) in RECORDINGS), default=0.0)

    def rank(path: Path) -> tuple[int, str]:
        suffix = _suffix(path)
        is_stale = suffix == "json" and path.stat().st_mtime < recorded
        kind = None if suffix in RECORDINGS else suffix
        return len(_PREFERRED) if is_stale else _PREFERRED.index(kind), path.name

    return min(files, key=rank)


def _suffix(path: Path) -> str:
    return path.suffix[1:].lower()


def _in_order(name: str) -> list[tuple[int, str]]:
    """A key by which numbers in names are numbers."""
    return [(int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in _DIGITS.split(name) if part]
