"""The page that `--html` asks for: where it goes, and what of the recording goes with it."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleaner.cli.report import warn
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.cleaned import Cleaned
    from cleaner.comparison import Comparison
    from cleaner.delivery import Delivery
    from cleaner.report.html.takes import Stumble, Take

_BIG = 64 << 20  # bytes of a recording from which on a page that holds it is a burden to a browser


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page goes, and the recording that it plays.

    Attributes:
        path: of the page.
        recording: of the sound, or None.
        embed: whether the page holds the recording, or links to it.
    """

    path: Path
    recording: Path | None
    embed: bool

    def write(
        self,
        cleaned: "Cleaned",
        comparison: "Comparison | None" = None,
        delivery: "Delivery | None" = None,
        *,
        title: str = "",
        takes: "Sequence[Take]" = (),
        stumbles: "Sequence[Stumble]" = (),
    ) -> None:
        """Write the page, whole or not at all.

        Args:
            cleaned: what was heard, with its edits.
            comparison: with the script that was meant.
            delivery: how it was said; by default what the transcript alone tells, where it has times.
            title: what the page is of; by default the name of the recording, else of the page.
            takes: rehearsals of the same script, of which this is the last.
            stumbles: the sentences with which something was the matter in most of them.

        Raises:
            CleanerError: it cannot be written, or the recording cannot be read.
        """
        from cleaner.files import write_whole  # here: not for --help

        made = self.text(cleaned, comparison, delivery, title=title, takes=takes, stumbles=stumbles)
        write_whole(self.path, made)

    def text(
        self,
        cleaned: "Cleaned",
        comparison: "Comparison | None" = None,
        delivery: "Delivery | None" = None,
        *,
        title: str = "",
        takes: "Sequence[Take]" = (),
        stumbles: "Sequence[Stumble]" = (),
    ) -> str:
        """The page itself, to be written at its path: see `write`."""
        from cleaner.report.html import page  # here: not for --help
        from cleaner.report.html.recording import embedded, link

        if delivery is None and comparison is None and cleaned.transcript.segments:
            from cleaner.delivery import delivery as told

            delivery = told(cleaned)
        sound = None
        if self.recording is not None:
            sound = embedded(self.recording) if self.embed else link(self.recording, self.path)
        name = title or (self.recording or self.path).stem
        return page(cleaned, comparison, delivery, title=name, recording=sound, takes=takes, stumbles=stumbles)


def page(html: str | None, recording: Path | None, *, embed: bool, taken: "Iterable[str | Path]" = ()) -> Page | None:
    """The page that the options ask for, or None; whatever could go wrong with it later is found out now.

    Args:
        html: as given to --html.
        recording: what the page is to play, if anything.
        embed: as given with --embed-audio.
        taken: files that the page must not overwrite besides: what it is made from, what else is written.

    Raises:
        CleanerError: it would overwrite another file, its folder is not there, or there is no such recording.
        UsageError: --embed-audio without a page or without a recording.
    """
    if html is None:
        if embed:
            raise click.UsageError("--embed-audio puts the recording into the page: name the page with --html FILE")
        return None
    if embed and recording is None:
        raise click.UsageError("--embed-audio needs the recording: name it with --recording FILE")
    path = Path(html)
    if path.is_dir() or html.endswith(("/", os.sep)):
        raise CleanerError(f"{html}: a folder; name a file for --html, as in report.html")
    if not path.parent.is_dir():
        raise CleanerError(f"{path}: there is no folder {path.parent}: create it first")
    if recording is not None and not recording.is_file():
        raise CleanerError(f"{recording}: no such recording")
    for other in (*taken, *([recording] if recording else [])):
        if path.resolve() == Path(other).resolve():
            raise CleanerError(f"{path}: the page would overwrite {other}: choose another --html")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise CleanerError(f"{path}: no permission to write there: choose another --html")
    if embed and recording is not None and recording.stat().st_size > _BIG:
        size = recording.stat().st_size >> 20
        warn([f"{recording}: {size} MB in a page is slow to open; without --embed-audio the page links to it"])
    return Page(path, recording, embed)
