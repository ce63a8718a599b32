"""File formats, one file each: what was heard comes in, the script with its times and edits goes out."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BufferedReader
from pathlib import Path, PurePath

from cleaner.cleaned import Cleaned
from cleaner.errors import CleanerError
from cleaner.formats import cues, json, srt, txt, vtt
from cleaner.formats.encoding import decode, refuse_binary
from cleaner.transcript import Transcript

_READERS: dict[str, Callable[[str, str], Transcript | Cleaned]] = {
    "txt": txt.read,
    "srt": srt.read,
    "vtt": vtt.read,
    "json": json.read,
}
_WRITERS: dict[str, Callable[[Cleaned], str]] = {
    "txt": txt.write,
    "srt": srt.write,
    "vtt": vtt.write,
    "json": json.write,
}
FORMATS = tuple(_WRITERS)
"""The names of the formats, to read and to write; "txt" is the first."""

_HEAD = 1 << 16  # bytes that show whether a file is text
_JSON = re.compile(r'\s*(?:\[\s*)?\{\s*"')


def read(path: Path) -> Transcript | Cleaned:
    """Read a file: plain text, SubRip, WebVTT, json of openai-whisper and its kin, or what `write` wrote as json.

    Args:
        path: of a file in UTF-8, UTF-16 with a byte order mark, GB18030 (GBK) or Big5.

    Returns:
        A Cleaned where the file is our own json, else a Transcript, whose `warnings` say what could not be read.

    Raises:
        CleanerError: the file cannot be read, or is not what it claims to be.
    """
    with opened(path) as file:
        head = file.read(_HEAD)
        refuse_binary(head, str(path))
        data = head + file.read()
    return read_bytes(data, str(path))


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """A file open for reading its bytes.

    Raises:
        CleanerError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            yield file
    except FileNotFoundError as error:
        raise CleanerError(f"{path}: no such file") from error
    except IsADirectoryError as error:
        raise CleanerError(f"{path}: a folder; name a file") from error
    except PermissionError as error:
        raise CleanerError(f"{path}: no permission to read it") from error
    except OSError as error:
        raise CleanerError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # a null character in the name
        raise CleanerError(f"{str(path)!r}: not a file name: {error}") from error


def digest(path: Path) -> str:
    """SHA-256 of a file's content, in hexadecimal digits.

    Raises:
        CleanerError: it cannot be read.
    """
    with opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_bytes(data: bytes, name: str) -> Transcript | Cleaned:
    """The same for the content of a file, or of standard input.

    Args:
        data: the whole of it.
        name: for the messages; its suffix tells the format, and the content does where there is none of ours.
    """
    text, warnings = decode(data, name)
    found = read_text(text, name)
    if isinstance(found, Cleaned):
        transcript = replace(found.transcript, warnings=found.transcript.warnings + warnings)
        return replace(found, transcript=transcript) if warnings else found
    return replace(found, warnings=warnings + found.warnings)


def read_text(text: str, name: str) -> Transcript | Cleaned:
    """The same for text that is decoded, with line feeds as line ends."""
    if not text.strip():
        return Transcript(text)
    return _READERS[_format(text, name)](text, name)


def _format(text: str, name: str) -> str:
    """By suffix; where that is not one of ours, by content, and plain text is what looks like nothing else."""
    if vtt.SIGNATURE.match(text):
        return "vtt"
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    if suffix in ("srt", "vtt", "json"):
        return suffix
    if _JSON.match(text):
        return "json"
    first = [row for row in text.lstrip()[:400].split("\n", 2)[:2] if not row.strip().isdecimal()]
    return "srt" if first and cues.is_timing(first[0]) else "txt"


def write(cleaned: Cleaned, format: str) -> str:
    """The content of a file.

    Args:
        cleaned: what to write; `Cleaned(transcript)` for a transcript as it was heard.
        format: one of FORMATS.

    Raises:
        CleanerError: there is no such format, or it needs times and there are none.
    """
    if format not in _WRITERS:
        raise CleanerError(f"{format}: not a format that can be written; choose {', '.join(FORMATS)}")
    return _WRITERS[format](cleaned)
