"""Patterns as in .gitignore, on the command line and in .cleanerignore files."""

import re
from collections.abc import Iterable

from pathspec import GitIgnoreSpec

from cleaner.errors import CleanerError
from cleaner.report.visible import visible

_BAD = (ValueError, re.error)  # a range such as [z-a] is for pathspec to make a regular expression of

IGNORE_FILE = ".cleanerignore"
"""The name of a file, in any folder, with patterns of what in that folder is not to be done."""


class Patterns:
    """Patterns and the folder that they are about.

    Args:
        lines: patterns; of those that name a path the last says, with ! that it is not meant.
        where: they stand, for messages.
        folder: with "/" at its end, or "" for the root.

    Raises:
        CleanerError: one is no pattern.
    """

    def __init__(self, lines: Iterable[str], where: str, folder: str = "") -> None:
        self.where = where
        self._start = len(folder)
        lines = list(lines)
        try:
            # Its own matching, since names may have bytes that are no text, of which others know nothing.
            self._spec = GitIgnoreSpec.from_lines(lines, backend="simple")
        except _BAD as error:
            raise CleanerError(f"{where}: not a pattern as in .gitignore: {visible(_wrong(lines))}") from error

    def name(self, path: str) -> bool | None:
        """Whether they mean a path ("/" at its end: a folder), or say that they do not; None where none names it."""
        return self._spec.check_file(path[self._start :]).include


def ignored_by(path: str, patterns: Iterable[Patterns]) -> str:
    """Where it stands that a path is ignored; "" where it is not. The last of the patterns that name it say."""
    for some in patterns:
        named = some.name(path)
        if named is not None:
            return some.where if named else ""
    return ""


def _wrong(lines: list[str]) -> str:
    for line in lines:
        try:
            GitIgnoreSpec.from_lines([line])
        except _BAD:
            return line
    return ""
