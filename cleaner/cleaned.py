"""A transcript with what was done to it: the one value that scripts, subtitles and reports are drawn from."""

from dataclasses import dataclass, replace
from functools import cached_property

from cleaner.edits import Edit, Piece, Rendering, pieces, render
from cleaner.transcript import Segment, Span, Timed, Transcript


@dataclass(frozen=True)
class Cleaned:
    """What was heard, the edits applied to it, and those only offered.

    Attributes:
        transcript: the original, as it was.
        edits: applied, by number.
        offered: found, but beyond the level, by number.
    """

    transcript: Transcript
    edits: tuple[Edit, ...] = ()
    offered: tuple[Edit, ...] = ()

    def __post_init__(self) -> None:
        numbers = [edit.number for edit in (*self.edits, *self.offered)]
        if len(set(numbers)) != len(numbers):
            raise ValueError("two edits have the same number")
        for edit in (*self.edits, *self.offered):
            if not edit.spans or edit.span.end > len(self.transcript.text):
                raise ValueError(f"edit {edit.number} is outside the text")

    @cached_property
    def text(self) -> str:
        """The script: the original with the edits applied."""
        return render(self.transcript.text, self.edits)

    def origin(self, span: Span) -> Span:
        """The code points of the original that a span of `text` comes from, first to last.

        With what was deleted inside of it, not at its ends; what an edit put there comes from all that the edit owns.

        Raises:
            ValueError: the span is outside the text.
        """
        spans = self._rendering.lift(span.start, span.end, "").spans
        return Span(spans[0].start, spans[-1].end)

    def locate(self, offset: int) -> int:
        """Where a code point of the original stands in `text`, or the place where it stood."""
        return self._rendering.locate(offset)

    def time_of(self, span: Span) -> tuple[int, int] | None:
        """Start and end in ms of what a span of `text` says, or None where no times are known.

        Marks and blanks at its ends have no time. A span that says nothing has that of its place in the original, most
        often an instant: see `Transcript.time_of`.

        Raises:
            ValueError: the span is outside the text.
        """
        start, end = span.start, span.end
        if end > len(self.text):
            raise ValueError(f"{start}..{end} is outside the text")
        while start < end and not self.text[start].isalnum():
            start += 1
        while start < end and not self.text[end - 1].isalnum():
            end -= 1
        return self.transcript.time_of(self.origin(Span(start, end) if start < end else Span(span.start, span.start)))

    @cached_property
    def _rendering(self) -> Rendering:
        return Rendering(self.transcript.text, self.edits)

    @cached_property
    def segments(self) -> tuple[Timed, ...]:
        """What is left of each segment of the transcript, with its own times in ms; those with nothing left are gone.

        What an edit put between two segments (a mark in place of a line end) goes with the earlier one.
        """
        made = pieces(self.transcript.text, self.edits)
        left: list[Timed] = []
        first = 0
        for segment in self.transcript.segments:
            while first < len(made) and made[first].span.end < segment.span.start:
                first += 1
            text = ""
            for index in range(first, len(made)):
                if made[index].span.start > segment.span.end:
                    break
                text += self._share(segment, made[index])
            text = " ".join(text.split())
            heard = self.transcript.text[segment.span.start : segment.span.end]
            if any(map(str.isalnum, text)) or (text and not any(map(str.isalnum, heard))):
                left.append(
                    Timed(
                        text,
                        segment.start,
                        segment.end,
                        avg_logprob=segment.avg_logprob,
                        no_speech_prob=segment.no_speech_prob,
                        compression_ratio=segment.compression_ratio,
                        speaker=segment.speaker,
                    )
                )
        return tuple(left)

    @staticmethod
    def _share(segment: Segment, piece: Piece) -> str:
        """The part of a piece of rendered text that stands in a segment."""
        span = segment.span
        if piece.edit is None:
            return piece.text[max(span.start - piece.span.start, 0) : max(span.end - piece.span.start, 0)]
        if len(piece.span) and piece.span.start < span.end:
            return piece.text if piece.span.start >= span.start else ""
        return piece.text if span.start < piece.span.start <= span.end or span.start == piece.span.start == 0 else ""

    def without(self, *edits: Edit) -> "Cleaned":
        """The same with these edits undone: they are offered from then on. Edits it does not have are ignored."""
        numbers = {edit.number for edit in edits}
        undone = [edit for edit in self.edits if edit.number in numbers]
        kept = tuple(edit for edit in self.edits if edit.number not in numbers)
        return replace(self, edits=kept, offered=_by_number((*self.offered, *undone)))

    def accepting(self, *edits: Edit) -> "Cleaned":
        """The same with these offered edits applied. Edits that are not offered are ignored."""
        numbers = {edit.number for edit in edits}
        taken = [edit for edit in self.offered if edit.number in numbers]
        left = tuple(edit for edit in self.offered if edit.number not in numbers)
        return replace(self, edits=_by_number((*self.edits, *taken)), offered=left)


def _by_number(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    return tuple(sorted(edits, key=lambda edit: edit.number))
