"""Where the page finds the recording: a link to the file, or the file itself as a data: URL."""

import base64
import mimetypes
import os
import posixpath
from pathlib import Path
from urllib.parse import quote

from cleaner.errors import CleanerError

# What the system's own table may not know, or name in a way that browsers do not take.
_TYPES = {
    ".m4a": "audio/mp4",
    ".mp4": "video/mp4",
    ".mov": "video/mp4",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".aac": "audio/aac",
    ".webm": "audio/webm",
}


def link(recording: Path, page: Path) -> str:
    """A URL of the recording as seen from the page: relative where it can be, so that both may move together."""
    recording, folder = recording.resolve(), page.resolve().parent
    try:
        relative = os.path.relpath(recording, folder)
    except ValueError:  # another drive of Windows
        return recording.as_uri()
    return href(relative.replace(os.sep, "/"))


def href(path: str) -> str:
    """The URL of a path relative to the page, "/" between its parts; its bytes that are no UTF-8 stay what they are."""
    # "./": a name with a colon in it would else be taken for a scheme.
    return "./" + quote(os.fsencode(path))


def across(page: str, to: str) -> str:
    """The URL of a file as seen from a page, both given as paths in one folder, "/" between their parts."""
    return href(posixpath.relpath(f"/{to}", posixpath.dirname(f"/{page}")))


def embedded(recording: Path) -> str:
    """The recording as a data: URL.

    Raises:
        CleanerError: it cannot be read.
    """
    try:
        data = recording.read_bytes()
    except OSError as error:
        raise CleanerError(f"{recording}: cannot be read: {error.strerror or error}") from error
    suffix = recording.suffix.lower()
    kind = _TYPES.get(suffix) or mimetypes.types_map.get(suffix, "audio/mpeg")
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
