"""`cleaner transcribe`: a recording becomes a script."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli import options, report
from cleaner.cli.destination import Destination, destinations
from cleaner.cli.hearing import Hearing
from cleaner.cli.page import page
from cleaner.cli.problems import describe
from cleaner.cli.source import read_glossary
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from cleaner.cleaned import Cleaned
    from cleaner.language.conversion import Hanzi
    from cleaner.pipeline import Level


@click.command(short_help="A recording becomes a script.")
@click.argument("recording", type=click.Path(path_type=Path))
@options.output
@options.cleaning
@options.deciding
@options.html
@click.option("--raw", is_flag=True, help="What was heard, as it was heard: do not clean.")
@options.hearing
@options.keeping
def transcribe(
    recording: Path,
    output: str | None,
    format_: str | None,
    explain: bool,
    quiet: bool,
    level: "Level",
    glossary: Path | None,
    hanzi: "Hanzi",
    numbers: bool,
    decisions: Path | None,
    accept: tuple[int, ...],
    reject: tuple[int, ...],
    html: str | None,
    embed_audio: bool,
    raw: bool,
    **hearing: Any,
) -> None:
    """Hear a RECORDING (m4a, mp3, wav, mp4 …) and print the script that was meant.

    What was heard is kept: the same recording with another --level or format, or with what you decided on its page, is
    not heard again, and a hearing that was stopped goes on where it was. `cleaner cache` shows it, --no-cache does
    without.

    \b
    Examples:
      cleaner transcribe rehearsal.m4a -o script.txt
      cleaner transcribe talk.mp4 -o talk.srt --glossary names.txt --model turbo
      cleaner transcribe rehearsal.m4a --html report.html   then, at once:
      cleaner transcribe rehearsal.m4a --decisions decisions.json -o script.txt
      cleaner transcribe talk.mp3 --raw -o talk.json
    """  # noqa: D301 (click reads the backspace)
    chosen = bool(decisions or accept or reject)
    if raw and (explain or chosen):
        what = "--explain shows what" if explain else "--decisions, --accept and --reject are about what"
        raise click.UsageError(f"{what} cleaning does, and --raw does not clean: leave one out")
    # Before the long work, whatever could go wrong after it.
    (destination,) = destinations([str(recording)], output, format_)
    shown = page(html, recording, embed=embed_audio, taken=[destination.path] if destination.path else [])
    terms = read_glossary(glossary)
    decide = None
    if chosen:
        from cleaner.formats.decisions import choices  # loads libraries that cleaning alone does not need

        decide = choices(decisions, accept, reject)
    # A page has times, and decisions are about the text that it shows.
    timed = destination.format != "txt" or shown is not None or decisions is not None
    listener = Hearing(terms.written, quiet=quiet, many=False, word_times=timed, **hearing)
    transcript = listener.hear(recording)
    report.warn(transcript.warnings)
    if raw:
        from cleaner.cleaned import Cleaned

        cleaned = Cleaned(transcript)
    else:
        from cleaner.pipeline import clean

        cleaned = clean(transcript, level=level, glossary=terms, hanzi=hanzi, numbers=numbers)
        cleaned = decide(cleaned) if decide else cleaned
    _write(cleaned, destination)
    if shown:
        shown.write(cleaned)
    if explain:
        report.explain(cleaned)
    if report.is_told(quiet, cleaned):
        report.summarize(recording.name, cleaned)


def _write(cleaned: "Cleaned", destination: Destination) -> None:
    """Write the script; to standard output where it cannot be written, since hearing took minutes."""
    try:
        destination.write(cleaned)
    except (CleanerError, OSError) as error:
        if destination.path is None:
            raise
        replace(destination, path=None).write(cleaned)
        raise CleanerError(f"{describe(error)}; the script is on standard output instead") from error
