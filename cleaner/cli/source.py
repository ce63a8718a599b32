"""What a command is given to read besides recordings."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.cli.destination import STANDARD
from cleaner.cli.report import warn
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from cleaner.cleaned import Cleaned
    from cleaner.glossary import Glossary
    from cleaner.transcript import Transcript


def read(source: str) -> "Transcript | Cleaned":
    """What a file holds, or standard input."""
    from cleaner import formats  # here: not for --help

    if source == STANDARD:
        return formats.read_bytes(sys.stdin.buffer.read(), "standard input")
    return formats.read(Path(source))


def read_glossary(path: Path | None) -> "Glossary":
    """The user's terms from a text file; none without one.

    Raises:
        CleanerError: not a glossary, or not readable.
    """
    from cleaner.glossary import glossary

    return glossary(glossary_lines(path))


def glossary_lines(path: Path | None) -> tuple[str, ...]:
    """The lines of a glossary; none without one.

    Raises:
        CleanerError: not a glossary, or not readable.
    """
    from cleaner.formats.encoding import decode
    from cleaner.glossary import glossary

    if path is None:
        return ()
    try:
        text, warnings = decode(path.read_bytes(), str(path))
    except FileNotFoundError as error:
        raise CleanerError(f"{path}: no such file; a glossary is a text file with a term a line") from error
    except IsADirectoryError as error:
        raise CleanerError(f"{path}: a folder; a glossary is a text file with a term a line") from error
    warn(warnings)
    lines = tuple(text.splitlines())
    try:
        glossary(lines)
    except CleanerError as error:
        raise CleanerError(f"{path}: {error}") from error
    return lines
