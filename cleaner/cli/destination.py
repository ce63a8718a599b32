"""Where a script goes, and in which format; all of it decided before any work begins."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleaner.cli.options import FORMATS
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from cleaner.cleaned import Cleaned

STANDARD = "-"
"""The name of standard input and of standard output."""

# /dev/stdout may be a link to a file that the shell has opened, and must not be replaced by a new one.
_STREAM = (None, STANDARD, "/dev/stdout")
_SUBTITLES = ("srt", "vtt")


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the script of a source goes: a path, or None for standard output; and its format."""

    path: Path | None
    format: str

    def write(self, cleaned: "Cleaned") -> None:
        """Write a script, whole or not at all."""
        from cleaner import formats  # here: not for --help

        self.put(formats.write(cleaned, self.format))

    def put(self, text: str, *, colours: bool | None = None) -> None:
        """Write a text in the format, whole or not at all; to a terminal or pipe with its colours or without."""
        from cleaner import files  # here: not for --help

        if self.path is None:
            click.echo(text, nl=False, color=colours)
        else:
            files.write_whole(self.path, text)


def destinations(sources: Iterable[str], output: str | None, format_: str | None) -> list[Destination]:
    """One for each source.

    Args:
        sources: paths, or "-" for standard input.
        output: as given to -o.
        format_: as given to --format.

    Raises:
        CleanerError: a script would overwrite its source or another script, or its folder is not there.
    """
    sources = list(sources)
    into = _folder(output, many=len(sources) > 1)
    if output in _STREAM:
        found = [Destination(None, format_ or _default_format(source)) for source in sources]
        if len(found) > 1 and {destination.format for destination in found} != {"txt"}:
            raise CleanerError("several scripts in one stream must be text: give a folder to -o, or --format txt")
        return found
    found = [_destination(source, Path(str(output)), into, format_) for source in sources]
    _refuse_overwriting(sources, found)
    return found


def single(
    sources: Iterable[str], output: str | None, format_: str | None, suffixes: Mapping[str, str], default: str
) -> Destination:
    """One for what is made of several sources together.

    Args:
        sources: paths, or "-" for standard input.
        output: as given to -o: a file.
        format_: as given to --format.
        suffixes: the format of each suffix, without its dot.
        default: the format where neither says.

    Raises:
        CleanerError: it would overwrite a source, it is a folder or in none, or its suffix says nothing.
    """
    if output is None or output in _STREAM:
        return Destination(None, format_ or default)
    path = Path(output)
    if path.is_dir() or output.endswith(("/", os.sep)):
        raise CleanerError(f"{output}: a folder; name a file")
    _refuse_no_folder(path)
    suffix = path.suffix[1:].lower()
    if format_ is None and suffix and suffix not in suffixes:
        known = ", ".join(dict.fromkeys(suffixes.values()))
        raise CleanerError(f"{path}: unknown format .{suffix}: say which with --format ({known})")
    refuse_source(path, list(sources), "report")
    return Destination(path, format_ or suffixes.get(suffix, default))


def _folder(output: str | None, *, many: bool) -> Path | None:
    """The folder that -o names, or None where it names a file."""
    if output is None or output in _STREAM:
        return None
    path = Path(output)
    if path.is_dir():
        return path
    if many and path.exists():
        raise CleanerError(f"{output}: a file, but there are several scripts to write: give a folder to -o")
    if many or output.endswith(("/", os.sep)):
        path.mkdir(parents=True, exist_ok=True)
        return path
    return None


def _destination(source: str, path: Path, into: Path | None, format_: str | None) -> Destination:
    if into is not None:
        if source == STANDARD:
            raise CleanerError(f"{path}: standard input has no name for a script in a folder: give a file to -o")
        chosen = format_ or _default_format(source)
        return Destination(into / f"{Path(source).stem}.{chosen}", chosen)
    _refuse_no_folder(path)
    suffix = path.suffix[1:].lower()
    if format_ is None and suffix and suffix not in FORMATS:
        raise CleanerError(f"{path}: unknown format .{suffix}: say which with --format ({', '.join(FORMATS)})")
    return Destination(path, format_ or suffix or "txt")


def _refuse_no_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise CleanerError(f"{path}: there is no folder {path.parent}: create it first")


def _default_format(source: str) -> str:
    suffix = Path(source).suffix[1:].lower()
    return suffix if suffix in _SUBTITLES else "txt"


def _refuse_overwriting(sources: list[str], found: list[Destination]) -> None:
    taken: dict[str, str] = {}
    for source, destination in zip(sources, found, strict=True):
        path = destination.path
        assert path is not None
        refuse_source(path, sources)
        # Folded, since on some systems Talk.txt and talk.txt are one file.
        key = str(path.resolve()).casefold()
        if key in taken:
            raise CleanerError(f"{taken[key]} and {source} would both be written to {path}: clean them one by one")
        taken[key] = source


def refuse_source(path: Path, sources: list[str], what: str = "script", option: str = "-o") -> None:
    """Raise CleanerError where `what` would overwrite one of the sources, or cannot be written."""
    if any(_same_file(path, other) for other in sources if other != STANDARD):
        raise CleanerError(f"{path}: the {what} would overwrite what it is made from: choose another {option}")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise CleanerError(f"{path}: no permission to write there: choose another {option}")


def _same_file(path: Path, other: str) -> bool:
    try:
        return path.samefile(other)
    except OSError:  # one of them does not exist
        return False
