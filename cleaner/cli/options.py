"""Options that several commands have."""

import re
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

import click

from cleaner.hearing.engines import DEVICES, ENGINES

# Said here again, and held to the modules that own them by a test: those import too much for `--help`.
LEVELS = ("light", "standard", "thorough")
HANZI = ("simplified", "traditional", "keep")
FORMATS = ("txt", "srt", "vtt", "json")

REPORTS = ("text", "json", "html", "md")

_LENGTH = re.compile(r"(?:(?:(\d+)[:：])?(\d+)[:：])?(\d+(?:\.\d+)?)", re.ASCII)
_DAY = 24 * 3600 * 1000  # ms

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _together(*options: Decorator) -> Decorator:
    return lambda function: reduce(lambda wrapped, option: option(wrapped), reversed(options), function)


cleaning = _together(
    click.option(
        "--level",
        type=click.Choice(LEVELS),
        default="standard",
        show_default=True,
        help="How much is smoothed: light takes out only what carries no meaning, thorough all that an editor might.",
    ),
    click.option(
        "--glossary",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Your names and terms, one a line, as they are to be written; also 'TensorFlow = 坦索弗洛, tensor flow', "
        "and '平安科技 !饲料' where 饲料 in the sentence keeps it away.",
    ),
    click.option(
        "--hanzi",
        type=click.Choice(HANZI),
        default="simplified",
        show_default=True,
        help="The characters to write.",
    ),
    click.option(
        "--numbers/--no-numbers",
        default=False,
        help="Spoken numbers in digits: 2017年 for 二零一七年, 10% for 百分之十.",
    ),
)
"""level, glossary, hanzi, numbers."""


def _numbers(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[int, ...]:
    """Numbers of edits, as --explain prints them: 3,7 or #3 #7."""
    if value is None:
        return ()
    if not re.fullmatch(r"\s*#?[0-9]{1,9}(?:[\s,，、]+#?[0-9]{1,9})*\s*", value):
        raise click.BadParameter(f"{value!r}: give numbers of edits with commas between them, as in 3,7")
    return tuple(map(int, re.findall("[0-9]+", value)))


deciding = _together(
    click.option(
        "--decisions",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Your choices, as the HTML page saves them: offers that you take, edits that you undo.",
    ),
    click.option("--accept", callback=_numbers, metavar="3,7", help="Take these offers, by --explain's numbers."),
    click.option("--reject", callback=_numbers, metavar="3,7", help="Undo these edits, by --explain's numbers."),
)
"""decisions, accept, reject."""


def unless_named(context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A format, but not that of cleaner.toml where the name given to -o says another; the callback of an option."""
    set_ = context.get_parameter_source("format_") is click.core.ParameterSource.DEFAULT_MAP
    output = context.params.get("output")
    return None if set_ and output and not Path(output).is_dir() and Path(output).suffix else value


output = _together(
    click.option(
        "-o",
        "--output",
        metavar="PATH",
        help="A file, or a folder for NAME.txt in it (end a new folder's name with /). Default: standard output.",
    ),
    click.option(
        "--format",
        "format_",
        type=click.Choice(FORMATS),
        callback=unless_named,
        help="What to write. Default: as the name given to -o says, else txt; subtitles stay subtitles.",
    ),
    click.option(
        "--explain/--no-explain",
        default=False,
        help="Print every edit and its reason to standard error, then what is only offered.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary; warnings and errors stay."),
)
"""output, format_, explain, quiet."""

hearing = _together(
    click.option(
        "--engine", type=click.Choice(ENGINES), default=ENGINES[0], show_default=True, help="Which program listens."
    ),
    click.option(
        "--model",
        metavar="NAME|PATH",
        help="tiny, base, small, medium, large-v3 or turbo (downloaded once), a path, or embedded. turbo hears much "
        "better than base. Default: embedded where it is installed, else base.",
    ),
    click.option(
        "--device", type=click.Choice(DEVICES), default="auto", show_default=True, help="Where the model runs."
    ),
    click.option(
        "--language",
        metavar="CODE",
        default="zh",
        show_default=True,
        help="What is spoken; auto: as heard at the beginning.",
    ),
    click.option(
        "--prompt", metavar="TEXT", help="What the engine is told beforehand: style, subject. '' for nothing."
    ),
    click.option("--no-vad/--vad", default=False, help="Hear silence too. It may become text that nobody said."),
    click.option(
        "--beam-size", type=click.IntRange(1), metavar="N", help="Hypotheses kept while listening; 1 is fastest."
    ),
    click.option(
        "--track",
        type=click.IntRange(1),
        metavar="N",
        help="The audio track to hear, 1 the first. Default: those in which somebody speaks.",
    ),
)
"""engine, model, device, language, prompt, no_vad, beam_size, track."""

keeping = click.option(
    "--no-cache/--cache",
    default=False,
    help="Neither keep what is heard nor take it from before; `cleaner cache` shows what is kept.",
)
"""no_cache."""

watching = _together(
    click.option("-v", "--verbose", is_flag=True, help="A line a file."),
    click.option("-q", "--quiet", is_flag=True, help="No progress and no summary; what fails is told."),
    click.option(
        "--log",
        type=click.Choice(("json",)),
        help="A JSON object an event, one a line, on standard error, instead of all else.",
    ),
)
"""verbose, quiet, log."""


def length(_context: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
    """A length of time in ms, of 3:00, 1:02:30, or seconds; the callback of an option."""
    if value is None:
        return None
    found = _LENGTH.fullmatch(value.strip())
    if found:
        hours, minutes = int(found[1] or 0), int(found[2] or 0)
        seconds = float(found[3])
        total = round((hours * 3600 + minutes * 60 + seconds) * 1000)
        if 0 < total <= _DAY and (found[2] is None or seconds < 60) and (found[1] is None or minutes < 60):
            return total
    raise click.BadParameter(f"{value!r} is no length of time: write 3:00, 1:02:30, or seconds, as in 180")


html = _together(
    click.option(
        "--html",
        metavar="FILE",
        help="Write a page too: the text with every edit and its reason, each to be heard, undone or accepted.",
    ),
    click.option(
        "--embed-audio/--link-audio", default=False, help="The page holds the recording; else it links to it."
    ),
)
"""html, embed_audio."""

recording = click.option(
    "--recording", type=click.Path(path_type=Path), metavar="FILE", help="What the page plays: the sound of FILE."
)
