"""What SubRip and WebVTT have in common: timing lines, markup, and the lines of a cue made one.

pysubs2 reads neither as we must: hours from 100 on become 0 or are cut off, a voice's name is lost, NOTE blocks and a
last line of digits run into the cue, and no error names its line.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cleaner.cleaned import Cleaned
from cleaner.errors import CleanerError
from cleaner.formats.encoding import whole
from cleaner.transcript import Timed, Transcript, lines

_TIME = r"(?:([0-9]{1,6}):)?([0-9]{1,2}):([0-9]{1,2})(?:[.,]([0-9]{1,9}))?"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?$")
_TIMING_MEANT = re.compile(r"\s*-?[0-9]+:[0-9A-Za-z:.,;-]{1,16}\s*-->")
_TAG = re.compile(r"</?(?:[ibusv]|c|ruby|rt|lang|font|span)(?:[.\s][^<>]*)?/?>|\{\\[^{}]*\}", re.IGNORECASE)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]*)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A timing line and what follows it up to the next one.

    Attributes:
        start: ms. end: ms.
        body: lines, without their ends.
        last: whether no other timing line follows.
    """

    start: int
    end: int
    body: Sequence[str]
    last: bool


def blocks(rows: Sequence[str], name: str) -> tuple[Sequence[str], list[Block]]:
    """Cut a subtitle file at its timing lines.

    Args:
        rows: the lines of the file, without their ends.
        name: of the file, for the messages.

    Returns:
        The lines before the first timing line, and the blocks in the order of the file.

    Raises:
        CleanerError: a timing line cannot be read (the message names its line), or there is none.
    """
    at = [index for index, row in enumerate(rows) if "-->" in row and is_timing(row, name, index + 1)]
    if not at and any(row.strip() for row in rows):
        raise CleanerError(f"{name}: no subtitle in it; each needs a line such as 00:00:01,000 --> 00:00:04,500")
    made = []
    for index, stop in zip(at, [*at[1:], len(rows)], strict=True):
        match = _TIMING.match(rows[index])
        assert match is not None
        start, end = _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:])
        made.append(Block(start, end, rows[index + 1 : stop], stop == len(rows)))
    return rows[: at[0]] if at else (), made


def is_timing(row: str, name: str = "", number: int = 0) -> bool:
    """Whether a line says when a cue stands. With a name, one that is meant to but cannot be read is a CleanerError."""
    if _TIMING.match(row):
        return True
    if name and _TIMING_MEANT.match(row):
        raise CleanerError(f"{name}, line {number}: not a time that can be read: {row.strip()[:60]}")
    return False


def _milliseconds(groups: Sequence[str | None]) -> int:
    hours, minutes, seconds, fraction = (group or "0" for group in groups)
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0")[:3])


def stamp(milliseconds: int, point: str) -> str:
    """A time as hours (two digits or more), minutes, seconds and thousandths after the point."""
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{thousandths:03}"


def joined(rows: Iterable[str]) -> str:
    """The lines of a cue as one: with a blank where Latin words meet, with none between hanzi or beside their marks."""
    text = ""
    for row in map(str.strip, rows):
        text += " " * bool(text and row and _apart(text[-1], row[0])) + row
    return text


def _apart(left: str, right: str) -> bool:
    wide = [unicodedata.east_asian_width(character) in "WF" for character in (left, right)]
    mark = [unicodedata.category(character).startswith("P") for character in (left, right)]
    return not all(wide) and not any(w and m for w, m in zip(wide, mark, strict=True))


def spoken(block: Block, body: Sequence[str]) -> Iterator[Timed]:
    """The cue's text without markup, as one piece, or one a voice where it names several."""
    # Line ends stay until the markup is gone: what stands beside them decides how the lines join.
    unnamed, *voices = _VOICE.split("\n".join(body))
    yield Timed(plain(unnamed), block.start, block.end)
    for speaker, text in zip(voices[::2], voices[1::2], strict=True):
        yield Timed(plain(text), block.start, block.end, speaker=" ".join(speaker.split()) or None)


def plain(text: str) -> str:
    """Text without the markup that SubRip and WebVTT know, its lines joined."""
    return joined(_TAG.sub("", text).split("\n"))


def transcript(pieces: Iterable[Timed], warnings: tuple[str, ...]) -> Transcript:
    """Cues one a line, by their start; cues at the same time stay in the order of the file."""
    text, segments, _ = lines(sorted(pieces, key=lambda piece: piece.start))
    return Transcript(text, segments, warnings=warnings)


def left_out(rows: Iterable[str], name: str) -> tuple[str, ...]:
    """A warning where lines that say something belong to no cue."""
    count = sum(bool(row.strip()) for row in rows)
    return (f"{name}: left out what stands in no cue: {count} line{'s' * (count > 1)}",) if count else ()


def cues(cleaned: Cleaned, kind: str) -> tuple[Timed, ...]:
    """What is left of each segment, to be written as subtitles.

    Raises:
        CleanerError: there is text, but no times.
    """
    if cleaned.transcript.text.strip() and not cleaned.transcript.segments:
        raise CleanerError(
            f"no times to write {kind} with: they come from a recording or a subtitle file; write txt or json instead"
        )
    return cleaned.segments


def one_line(text: str) -> str:
    """Text that can be encoded and stands on one line: an empty one would end its cue."""
    return " ".join(whole(text).split())
