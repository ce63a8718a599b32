"""What the rules of this stage share: lines (a segment is a line), how to drop what was never said, and witnesses."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from cleaner.transcript import Segment
from cleaner.view import CLAUSE_ENDS, SENTENCE_ENDS, View
from cleaner.view.tracks import Range

# Whisper's own thresholds for a window without speech; half its log probability, since both must hold.
_NO_SPEECH, _LOGPROB = 0.6, -0.5
# Invented lines stand over .05 to .07 characters a second, the slowest real speech is at .55.
_SLOWEST = 0.3
# Whisper's own threshold. The text of 16,564 real utterances reaches 1.97.
_COMPRESSED = 2.4

_CLOSING = dict(zip('([{【〖〔「『《〈“‘"', ')]}】〗〕」』》〉”’"', strict=True))


class Line(NamedTuple):
    """A line with something to read on it: its place in the view, and its letters and digits alone, folded."""

    start: int
    end: int
    letters: str


def lines(view: View, wanted: Callable[[str], bool]) -> list[Line]:
    """The lines with something fresh whose letters are wanted, in order."""
    ranges: list[Range] = []
    reached = 0
    for start, end in [(0, len(view.folded))] if view.is_mostly_fresh else view.fresh:
        start = max(view.folded.rfind("\n", 0, start) + 1, reached)
        end = view.folded.find("\n", max(end - 1, start))
        reached = len(view.folded) if end < 0 else end
        ranges.append((start, reached))
    spans, said = _read(view, ranges)
    return [Line(*spans[index], letters) for index, letters in enumerate(said) if wanted(letters)]


def all_lines(view: View) -> list[Line]:
    """All lines that have letters."""
    return [Line(*span, said) for span, said in zip(*_read(view, [(0, len(view.folded))]), strict=True) if said]


def _read(view: View, ranges: list[Range]) -> tuple[list[Range], list[str]]:
    """The lines of ranges, and the letters of each; kept with the view."""
    key = _read, *ranges
    if key not in view.memo:
        spans: list[Range] = []
        for at, end in ranges:
            for line in view.folded[at:end].split("\n"):
                spans.append((at, at + len(line)))
                at += len(line) + 1
        view.memo[key] = spans, view.letters.of(spans)
    made: tuple[list[Range], list[str]] = view.memo[key]
    return made


def whole_line(view: View, start: int, end: int) -> tuple[int, int]:
    """A line with the line end that would be left behind."""
    if end < len(view.text):
        return start, end + 1
    return (start - 1, end) if start else (start, end)


def widened(view: View, start: int, end: int) -> tuple[int, int]:
    """What goes with a phrase that was never said: its blanks, its marks where it was a clause, its line."""
    folded = view.folded
    opened = [char for char in folded[start:end] if char in _CLOSING]
    if opened and folded.startswith(_CLOSING[opened[-1]], end):  # the phrase has one bracket of a pair
        end += 1
    while True:
        while start > 0 and folded[start - 1] in " \t":
            start -= 1
        while end < len(folded) and folded[end] in " \t":
            end += 1
        if not start or not folded.startswith(_CLOSING.get(folded[start - 1], "\n\n"), end):
            break
        start, end = start - 1, end + 1
    left = folded[start - 1] if start else "\n"
    right = end
    while right < len(folded) and folded[right] in CLAUSE_ENDS and folded[right] != "\n":
        right += 1
    at_end = right == len(folded) or folded[right] == "\n"
    if left == "\n" and at_end:
        return whole_line(view, start, right)
    if left in SENTENCE_ENDS:
        while right < len(folded) and folded[right] in " \t":
            right += 1
        return start, right
    if left in CLAUSE_ENDS and right > end:  # 你好，(never said)。 keeps the stop, not the comma
        return start - 1, end
    return start, end


def gap(view: View, start: int, end: int) -> str:
    """Where to listen, since real speech may lie under what was invented; "" without times."""
    when = view.time_of(start, end)
    return f"; listen to {_clock(when[0])}-{_clock(when[1])}, speech may be missing there" if when else ""


def _clock(ms: int) -> str:
    return f"{ms // 3_600_000}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}"


def doubt(view: View, line: Line) -> str:
    """What the recording says against a line, in a clause, or "": too slow to be speech, or the engine's own doubt."""
    placed = view.segment_at(line.start)
    if placed is None:
        return ""
    segment = placed[2]
    seconds = (segment.end - segment.start) / 1000
    if seconds > 0 and len(line.letters) / seconds < _SLOWEST:
        return f"{len(line.letters)} characters in {seconds:.0f} s"
    return "the engine heard no speech" if is_silent(segment) else ""


def is_silent(segment: Segment) -> bool:
    """Whether the engine itself heard nobody in a segment."""
    no_speech, logprob = segment.no_speech_prob, segment.avg_logprob
    return no_speech is not None and logprob is not None and no_speech > _NO_SPEECH and logprob < _LOGPROB


def is_compressed(segment: Segment) -> bool:
    """Whether a segment repeats itself more than speech does, by the engine's compression ratio."""
    return segment.compression_ratio is not None and segment.compression_ratio > _COMPRESSED


@cache
def surnames() -> frozenset[str]:
    """The commonest family names: an invented credit names somebody."""
    from cleaner.language.wordlist import entries

    return entries("hallucination_surnames")
