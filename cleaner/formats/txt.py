"""Plain text."""

from cleaner.cleaned import Cleaned
from cleaner.formats.encoding import whole
from cleaner.transcript import Transcript


def read(text: str, name: str) -> Transcript:  # noqa: ARG001 - the readers are called alike
    """The text as it is, without times."""
    return Transcript(text)


def write(cleaned: Cleaned) -> str:
    """The script, ending with one line end; nothing where nothing is left."""
    text = whole(cleaned.text).rstrip("\n")
    return text + "\n" if text else ""
