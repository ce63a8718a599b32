"""WebVTT: cues after a signature, with comments, styles, voices and escapes."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cleaner.cleaned import Cleaned
from cleaner.formats import cues
from cleaner.transcript import Timed, Transcript

SIGNATURE = re.compile(r"\ufeff?WEBVTT(?:[ \t].*)?(?:\n|$)")
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?$")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TIME_TAG = re.compile(r"<[0-9:.]+>")


def read(text: str, name: str) -> Transcript:
    """Read WebVTT text, one cue a line, or one a voice where a cue has several.

    Raises:
        CleanerError: a time cannot be read, or there are lines but no cue.
    """
    rows = list(_without_comments(_without_header(text.split("\n"))))
    if not any(row.strip() for row in rows):
        return Transcript("")
    before, blocks = cues.blocks(rows, name)
    pieces: list[Timed] = []
    stray = _beyond_cue(["", *before], False)
    for block in blocks:
        blank = next((index for index, row in enumerate(block.body) if not row.strip()), len(block.body))
        pieces += _spoken(block, blank)
        stray += _beyond_cue(block.body[blank:], block.last)
    return cues.transcript(pieces, cues.left_out(stray, name))


def _without_header(rows: list[str]) -> list[str]:
    """The lines with the header (down to the first blank line or cue) blanked, so that they keep their numbers."""
    if not SIGNATURE.match(rows[0]):
        return rows
    end = next((index for index, row in enumerate(rows) if not row.strip() or cues.is_timing(row)), len(rows))
    return [""] * end + rows[end:]


def _without_comments(rows: list[str]) -> Iterator[str]:
    """The lines with NOTE, STYLE and REGION blocks blanked."""
    blank, comment = True, False
    for row in rows:
        comment = bool(row.strip()) and (comment or (blank and bool(_COMMENT.match(row))))
        blank = not row.strip()
        yield "" if comment else row


def _beyond_cue(rows: Sequence[str], last: bool) -> list[str]:
    """What stands between the end of a cue and the next one's times, without that one's name."""
    named = not last and len(rows) > 1 and not rows[-2].strip()
    return [row for row in (rows[:-1] if named else rows) if row.strip()]


def _spoken(block: cues.Block, blank: int) -> Iterator[Timed]:
    """The cue's pieces, with escapes read after the markup is gone: an escaped tag is text."""
    body = [_TIME_TAG.sub("", row) for row in block.body[:blank]]
    for piece in cues.spoken(block, body):
        yield replace(
            piece, text=_unescaped(piece.text), speaker=None if piece.speaker is None else _unescaped(piece.speaker)
        )


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def write(cleaned: Cleaned) -> str:
    """The cues of what is left, with their own times and speakers.

    Raises:
        CleanerError: there are no times.
    """
    return "WEBVTT\n" + "".join(
        f"\n{cues.stamp(cue.start, '.')} --> {cues.stamp(cue.end, '.')}\n{_voice(cue)}{_escaped(cue.text)}\n"
        for cue in cues.cues(cleaned, "vtt")
    )


def _voice(cue: Timed) -> str:
    return f"<v {_escaped(cue.speaker)}>" if cue.speaker and cue.speaker.strip() else ""


def _escaped(text: str) -> str:
    # A brace before a backslash begins a tag of another format, which readers take out.
    return html.escape(cues.one_line(text), quote=False).replace("{\\", "&#123;\\")
