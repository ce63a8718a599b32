"""`cleaner clean`: a transcript that is already there becomes a script."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleaner.cli import options, report
from cleaner.cli.destination import STANDARD, Destination, destinations
from cleaner.cli.page import page
from cleaner.cli.problems import EXPECTED, complain, describe
from cleaner.cli.source import read, read_glossary

if TYPE_CHECKING:
    from cleaner.cleaned import Cleaned
    from cleaner.glossary import Glossary
    from cleaner.language.conversion import Hanzi
    from cleaner.pipeline import Level


@click.command(short_help="A transcript you have becomes a script.")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@options.output
@options.cleaning
@options.deciding
@options.html
@options.recording
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if anything would change.")
def clean(
    files: tuple[str, ...],
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
    recording: Path | None,
    check: bool,
) -> int:
    """Clean transcripts: text, subtitles (srt, vtt), or json from Whisper, faster-whisper or `cleaner transcribe`.

    A json file from `cleaner transcribe` is cleaned anew, from what was heard. Without a FILE, or for -, standard
    input is read.

    \b
    Examples:
      cleaner clean old-notes.txt -o script.txt --explain
      cleaner clean talk.srt -o cleaned.srt --glossary names.txt
      cleaner clean transcripts/*.txt -o scripts/
      cleaner clean talk.json --decisions talk.decisions.json -o script.txt
      cleaner clean talk.json --html talk.html --recording talk.m4a
      pbpaste | cleaner clean
    """  # noqa: D301 (click reads the backspace)
    if check and output:
        raise click.UsageError("--check writes nothing: leave out -o")
    if not files and sys.stdin.isatty():
        raise click.UsageError("nothing to clean: name a FILE, or pipe text in")
    sources = files or (STANDARD,)
    if sources.count(STANDARD) > 1:
        raise click.UsageError("standard input (-) can be read only once")
    if len(sources) > 1 and (decisions or accept or reject):
        raise click.UsageError("--decisions, --accept and --reject are about the edits of one file: name one FILE")
    if html and (check or len(sources) > 1):
        raise click.UsageError("--html shows one FILE: " + ("leave out --check" if check else "name only one"))
    if recording and not html:
        raise click.UsageError("--recording is what a page plays: name the page with --html FILE")
    places: list[Destination] | list[None]
    places = [None] * len(sources) if check else destinations(sources, output, format_)
    written = [str(place.path) for place in places if place and place.path]
    shown = page(html, recording, embed=embed_audio, taken=[*sources, *written])
    terms = read_glossary(glossary)
    decide = None
    if decisions or accept or reject:
        from cleaner.formats.decisions import choices  # loads libraries that cleaning alone does not need

        decide = choices(decisions, accept, reject)
    failed = differs = False
    for source, place in zip(sources, places, strict=True):
        try:
            before, cleaned = _cleaned(source, level, terms, hanzi, numbers)
            cleaned = decide(cleaned) if decide else cleaned
            changed = cleaned.text != before
            if place:
                place.write(cleaned)
            if shown:
                shown.write(cleaned, title="" if source == STANDARD else Path(source).stem)
        except BrokenPipeError:
            raise
        except EXPECTED as error:
            complain(describe(error))
            failed = True
            continue
        differs |= changed
        if explain:
            report.explain(cleaned)
        if report.is_told(quiet, cleaned) or (check and changed and not quiet):
            report.summarize("standard input" if source == STANDARD else source, cleaned)
    return 2 if failed else int(check and differs)


def _cleaned(source: str, level: "Level", terms: "Glossary", hanzi: "Hanzi", numbers: bool) -> "tuple[str, Cleaned]":
    """How a source reads, and what it is when it is clean."""
    from cleaner.cleaned import Cleaned
    from cleaner.pipeline import clean as run  # here: not for --help

    given = read(source)
    transcript = given.transcript if isinstance(given, Cleaned) else given
    report.warn(transcript.warnings)
    return given.text, run(transcript, level=level, glossary=terms, hanzi=hanzi, numbers=numbers)
