"""`cleaner diff`: what was said against what was meant."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli import options, report
from cleaner.cli.destination import STANDARD, Destination, destinations, refuse_source, single
from cleaner.cli.hearing import Hearing
from cleaner.cli.page import page
from cleaner.cli.problems import EXPECTED, complain, describe
from cleaner.cli.source import read, read_glossary
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from cleaner.cli.page import Page
    from cleaner.delivery.progress import Progress
    from cleaner.language.conversion import Hanzi
    from cleaner.pipeline import Level
    from cleaner.transcript import Transcript

_SUFFIXES = {"txt": "text", "json": "json", "html": "html", "htm": "html", "md": "md", "markdown": "md"}
_FILE_WIDTH = 100  # columns of a text report in a file
_PAGE = "report.html"
_HEARD = (".json", ".srt", ".vtt")
_ORDER = "the script comes last: cleaner diff HEARD... SCRIPT"


@click.command(short_help="What was said against the script that was meant.")
@click.argument("heard", nargs=-1, required=True, metavar="HEARD...")
@click.argument("script", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FILE", help="Where the report goes. Default: standard output.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(options.REPORTS),
    callback=options.unless_named,
    help="What to write. Default: as the name given to -o says, else text.",
)
@click.option("--target", callback=options.length, metavar="TIME", help="How long it may take: 3:00, or seconds.")
@click.option("--all", "every", is_flag=True, help="Show the sentences too in which there is nothing to see.")
@click.option("--keep", type=click.Path(), metavar="FOLDER", help="Keep what was heard there, as NAME.json.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar; warnings and errors stay.")
@options.cleaning
@options.hearing
@options.keeping
@options.html
@options.recording
def diff(
    heard: tuple[str, ...],
    script: Path,
    output: str | None,
    format_: str | None,
    target: int | None,
    every: bool,
    keep: str | None,
    quiet: bool,
    level: "Level",
    glossary: Path | None,
    hanzi: "Hanzi",
    numbers: bool,
    html: str | None,
    embed_audio: bool,
    recording: Path | None,
    **hearing: Any,
) -> int:
    """Compare what was HEARD with the SCRIPT: is it all said, in order, in time, and how does it sound?

    HEARD is a recording, or a transcript (txt, srt, vtt, json; - for standard input); SCRIPT is txt, md or docx.
    Several takes, or a folder of them in order of name, are told in a table, and the last one in full. Exit code: 0
    where (the last) one says just what the script has, else 1.

    Differences are marked [-left out-] and {+added+}; ~ marks what the recogniser probably misheard, which sounds the
    same.

    \b
    Examples:
      cleaner diff rehearsal.m4a script.docx --target 3:00
      cleaner diff rehearsal.m4a script.txt --html report.html
      cleaner diff take1.m4a take2.m4a take3.m4a script.txt
      cleaner diff takes/ script.txt --keep takes/   hears only what is new there
    """  # noqa: D301 (click reads the backspace)
    # Before the long work, whatever could go wrong after it.
    _refuse_heard(script)
    sources = _sources(heard, script)
    destination = single([*sources, str(script)], output, format_, _SUFFIXES, "text")
    from cleaner.comparison.compare import compare  # here: not for --help
    from cleaner.delivery import delivery
    from cleaner.delivery.progress import Take, progress
    from cleaner.formats.documents import read as read_script
    from cleaner.formats.recordings import is_recording, recording_of
    from cleaner.pipeline import clean
    from cleaner.script.hotwords import hotwords

    recordings = [source for source in sources if source != STANDARD and is_recording(Path(source))]
    kept: dict[str, Destination] = {}
    if keep is not None and recordings:
        kept = dict(zip(recordings, destinations(recordings, f"{keep.rstrip('/')}/", "json"), strict=True))
    places = [place.path for place in kept.values() if place.path]
    for path in places:
        refuse_source(path, [*sources, str(script)], "transcript", "--keep")
    asked = _page_asked_for(html, destination, recording)
    if destination.path and destination.format != "html":
        places.append(destination.path)
    taken = [*map(Path, sources), script, *places]
    shown = page(asked, recording or recording_of(Path(sources[-1])), embed=embed_audio, taken=taken)
    terms = read_glossary(glossary)
    meant = read_script(script)
    report.warn(meant.warnings)
    # The user's own terms first: where there is no room for all, the engine hears of the first.
    told = tuple(dict.fromkeys((*terms.written, *hotwords(meant)))) if recordings else ()
    listener = Hearing(told, quiet=quiet, many=len(recordings) > 1, word_times=True, **hearing)
    takes: list[Take] = []
    failed = False
    for source in sources:
        try:
            transcript = listener.hear(Path(source), kept.get(source)) if source in recordings else _read(source)
            report.warn(transcript.warnings)
            cleaned = clean(transcript, level=level, glossary=terms, hanzi=hanzi, numbers=numbers)
            comparison = compare(cleaned, meant)
            name = "standard input" if source == STANDARD else Path(source).name
            takes.append(Take(name, comparison, delivery(cleaned, comparison, target=target)))
            if shown and recording is None:
                shown = replace(shown, recording=recording_of(Path(source)))
        except BrokenPipeError:
            raise
        except EXPECTED as error:
            complain(describe(error))
            failed = True
    if not takes:
        return 2
    _write(progress(takes), destination, shown, every=every)
    return 2 if failed else int(not takes[-1].comparison.is_same)


def _refuse_heard(script: Path) -> None:
    """See that the script is none of what was heard, which comes before it.

    Raises:
        CleanerError: it is.
    """
    from cleaner.formats.recordings import is_recording  # here: not for --help

    if is_recording(script):
        raise CleanerError(f"{script}: a recording, not a script; {_ORDER}")
    if script.suffix.lower() in _HEARD:
        raise CleanerError(f"{script}: a transcript, not a script (txt, md, docx); {_ORDER}")


def _sources(heard: tuple[str, ...], script: Path) -> list[str]:
    """The takes, folders opened.

    Raises:
        CleanerError: one is not there, or is no take.
    """
    from cleaner.formats.recordings import is_document, takes  # here: not for --help

    sources: list[str] = []
    for source in heard:
        path = Path(source)
        if source == STANDARD:
            if STANDARD in sources:
                raise click.UsageError("standard input (-) can be read only once")
            sources.append(source)
        elif path.is_dir():
            sources += map(str, takes(path, besides=[script]))
        elif is_document(path):
            raise CleanerError(f"{source}: a document, not a recording or transcript; {_ORDER}")
        elif not path.exists():
            raise CleanerError(f"{source}: no such file")
        else:
            sources.append(source)
    return sources


def _page_asked_for(html: str | None, destination: Destination, recording: Path | None) -> str | None:
    """The file of the page, by --html or by -o; a name for it where it goes to standard output; None without one."""
    if destination.format == "html":
        if html is not None:
            raise click.UsageError("--html and --format html are one page: leave one out")
        return str(destination.path or _PAGE)
    if recording is not None and html is None:
        raise click.UsageError("--recording is what a page plays: name the page with --html FILE")
    return html


def _read(source: str) -> "Transcript":
    from cleaner.cleaned import Cleaned  # here: not for --help

    given = read(source)
    return given.transcript if isinstance(given, Cleaned) else given


def _write(progress: "Progress", destination: Destination, shown: "Page | None", *, every: bool) -> None:
    """Write the report, to standard output where it cannot be written, since hearing took minutes; then the page."""
    text, coloured = _text(progress, destination, shown, every=every)
    try:
        destination.put(text, colours=coloured)
    except (CleanerError, OSError) as error:
        if destination.path is None:
            raise
        replace(destination, path=None).put(text, colours=coloured)
        raise CleanerError(f"{describe(error)}; the report is on standard output instead") from error
    if shown and destination.format != "html":
        shown.write(**_content(progress))


def _content(progress: "Progress") -> dict[str, Any]:
    """What a page has: the last take, and what all of them tell."""
    from cleaner.report.figures import title  # here: not for --help

    last = progress.takes[-1]
    return {
        "cleaned": last.comparison.cleaned,
        "comparison": last.comparison,
        "delivery": last.delivery,
        "title": title(last),
        "takes": progress.takes,
        "stumbles": progress.stumbles,
    }


def _text(progress: "Progress", destination: Destination, shown: "Page | None", *, every: bool) -> tuple[str, bool]:
    """The report in a format, and whether there are colours in it."""
    from cleaner.formats import comparison_json  # here: not for --help
    from cleaner.report import markdown, terminal

    if destination.format == "json":
        return comparison_json.write(progress), False
    if destination.format == "md":
        return markdown.write(progress, every=every), False
    if shown and destination.format == "html":
        return shown.text(**_content(progress)), False
    width, colours = (_FILE_WIDTH, None) if destination.path else terminal.width_and_colours()
    return terminal.write(progress, width=width, colours=colours, every=every), colours is not None
