"""SubRip: numbered cues, with a comma before the thousandths."""

from collections.abc import Sequence

from cleaner.cleaned import Cleaned
from cleaner.formats import cues
from cleaner.transcript import Transcript


def read(text: str, name: str) -> Transcript:
    """Read SubRip text, one cue a line.

    Blank lines inside a cue are taken, numbers need not be right, and markup is left out.

    Raises:
        CleanerError: a time cannot be read, or there is no cue.
    """
    before, blocks = cues.blocks(text.split("\n"), name)
    stray = [row for row in before if not row.strip().isdecimal()]
    pieces = [
        piece for index, block in enumerate(blocks, 1) for piece in cues.spoken(block, _without_number(block, index))
    ]
    return cues.transcript(pieces, cues.left_out(stray, name))


def _without_number(block: cues.Block, index: int) -> Sequence[str]:
    """The lines of a cue without the number of the next one, which stands right above its times.

    A file cut off after that number, and one without blank lines, must not lend it to the cue.
    """
    body = block.body
    while block.last and body and not body[-1].strip():
        body = body[:-1]
    if body and body[-1].strip().isdecimal():
        after_blank = len(body) == 1 or not body[-2].strip()
        next_one = body[-1].strip().lstrip("0") == str(index + 1)
        if (after_blank and len(body) > 1) if block.last else (after_blank or next_one):
            return body[:-1]
    return body


def write(cleaned: Cleaned) -> str:
    """The cues of what is left, with their own times.

    SubRip cannot escape: a text that looks like a tag will be read as one.

    Raises:
        CleanerError: there are no times.
    """
    return "\n".join(
        f"{number}\n{cues.stamp(cue.start, ',')} --> {cues.stamp(cue.end, ',')}\n{cues.one_line(cue.text)}\n"
        for number, cue in enumerate(cues.cues(cleaned, "srt"), 1)
    )
