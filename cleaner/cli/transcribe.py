"""`cleaner transcribe`: a recording becomes a script."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleaner.cli import options, report
from cleaner.cli.destination import destinations
from cleaner.cli.page import page
from cleaner.cli.problems import describe
from cleaner.cli.source import read_glossary
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from cleaner.pipeline import Level
    from cleaner.view import Hanzi


@click.command(short_help="A recording becomes a script.")
@click.argument("recording", type=click.Path(path_type=Path))
@options.output
@options.cleaning
@options.html
@click.option("--raw", is_flag=True, help="What was heard, as it was heard: do not clean.")
@options.hearing
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
    html: str | None,
    embed_audio: bool,
    raw: bool,
    engine: str,
    model: str | None,
    device: str,
    language: str,
    prompt: str | None,
    no_vad: bool,
    beam_size: int | None,
    track: int | None,
) -> None:
    """Hear a RECORDING (m4a, mp3, wav, mp4 …) and print the script that was meant.

    \b
    Examples:
      cleaner transcribe rehearsal.m4a -o script.txt
      cleaner transcribe talk.mp4 -o talk.srt --glossary names.txt --model turbo
      cleaner transcribe rehearsal.m4a --html report.html
      cleaner transcribe talk.mp3 --raw -o talk.json   then, as often as you like:
      cleaner clean talk.json --level thorough --explain
    """  # noqa: D301 (click reads the backspace)
    if raw and explain:
        raise click.UsageError("--explain shows what cleaning does, and --raw does not clean: leave one out")
    # Before the long work, whatever could go wrong after it.
    (destination,) = destinations([str(recording)], output, format_)
    shown = page(html, recording, embed=embed_audio, taken=[destination.path] if destination.path else [])
    terms = read_glossary(glossary)
    from cleaner.cleaned import Cleaned
    from cleaner.transcription import transcribe as hear  # brings the engines: not for --help

    with report.progress_bar(shown=report.is_watched(quiet)) as progress:
        transcript = hear(
            recording,
            engine=engine,
            model=model,
            language=language,
            glossary=terms.written,
            prompt=prompt,
            device=device,
            vad=not no_vad,
            beam_size=beam_size,
            track=track,
            progress=progress,
        )
    report.warn(transcript.warnings)
    if raw:
        cleaned = Cleaned(transcript)
    else:
        from cleaner.pipeline import clean

        cleaned = clean(transcript, level=level, glossary=terms, hanzi=hanzi, numbers=numbers)
    try:
        destination.write(cleaned)
    except (CleanerError, OSError) as error:
        if destination.path is None:
            raise
        # Hearing took minutes: what was heard must not be lost for want of room on a disk.
        replace(destination, path=None).write(cleaned)
        raise CleanerError(f"{describe(error)}; the script is on standard output instead") from error
    if shown:
        shown.write(cleaned)
    if explain:
        report.explain(cleaned)
    if report.is_told(quiet, cleaned):
        report.summarize(recording.name, cleaned)
