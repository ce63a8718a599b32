"""What was said, sentence by sentence, with the best times there are: what all figures of a delivery are drawn from."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, pairwise

from cleaner.cleaned import Cleaned
from cleaner.comparison import Comparison, Sentence, State
from cleaner.delivery.word_times import Clock
from cleaner.language.syllables import syllables
from cleaner.transcript import Span

_SENTENCE = re.compile(r"(?:[^。！？!?…\n.]|\.(?!\s|$))+(?:[。！？!?….]+[”’」』）)\"]*)?")
_ENDS = re.compile(r"(?:[。！？!?…]|\.(?=\s|$))[”’」』）)\"\s]*$")
_UNSAID = ("garbled", "hallucination")  # stages that take out what nobody said
_APART = 20  # code points between two pieces of a sentence that are still one telling


class Said:
    """What was said.

    Attributes:
        cleaned: with the engine's times.
        comparison: with a script, or None.
        clock: the words, set by the voice.
        is_measured: whether pauses were measured in the recording.
    """

    def __init__(self, cleaned: Cleaned, comparison: Comparison | None) -> None:
        self.cleaned, self.comparison = cleaned, comparison
        self.clock = Clock(cleaned.transcript)
        self.is_measured = self.clock.is_measured and bool(self.clock.words)
        self._timed = replace(cleaned, transcript=self.clock.transcript)

    def time_of(self, span: Span) -> tuple[int, int] | None:
        """When a span of the cleaned text was said, in ms; where only lines have times, of whole lines only."""
        time = self._timed.time_of(span)
        if time is None or self.clock.words:
            return time
        origin = self.cleaned.origin(span)
        starts, ends = self._lines
        first, last = bisect_right(ends, origin.start), bisect_left(starts, origin.end)
        around = (
            self.text[starts[first] : origin.start] + self.text[origin.end : ends[last - 1]] if first < last else ""
        )
        return None if any(map(str.isalnum, around)) else time

    @cached_property
    def _lines(self) -> tuple[list[int], list[int]]:
        lines = [line.span for line in self.cleaned.transcript.segments]
        return [line.start for line in lines], [line.end for line in lines]

    def moment(self, span: Span) -> tuple[int, int] | None:
        """When a span of the transcript's text was said, in ms."""
        return self.clock.transcript.time_of(span)

    @cached_property
    def text(self) -> str:
        """The transcript's text, with blanks in place of what nobody said."""
        chars = list(self.cleaned.transcript.text)
        for edit in self.cleaned.edits:
            if edit.stage in _UNSAID and not edit.after:
                for span in edit.spans:
                    chars[span.start : span.end] = " " * len(span)
        return "".join(chars)

    def syllables(self, span: Span | None = None) -> int:
        """How many syllables were said, in a span of the transcript's text or in all."""
        return syllables(self.text[span.start : span.end] if span else self.text)

    @cached_property
    def whole(self) -> tuple[int, int] | None:
        """From the first word to the last, in ms."""
        transcript = self.clock.transcript
        parts = [
            part
            for part in transcript.words or transcript.segments
            if any(map(str.isalnum, self.text[part.span.start : part.span.end]))
        ]
        return (parts[0].start, max(part.end for part in parts)) if parts else None

    @cached_property
    def speaking(self) -> int | None:
        """Ms with voice from the first word to the last; None where there are no times of words."""
        if not self.clock.words or self.whole is None:
            return None
        first, last = self.whole
        return sum(max(min(end, last) - max(start, first), 0) for start, end in self.clock.stretches)

    @cached_property
    def gaps(self) -> list[tuple[int, int, int]]:
        """Pauses of any length between the first word and the last.

        As (start ms, end ms, code point of the transcript's text that it stands before).
        """
        if self.whole is None:
            return []
        transcript = self.cleaned.transcript
        if not self.clock.words:
            return [
                (one.end, other.start, other.span.start)
                for one, other in pairwise(transcript.segments)
                if one.end < other.start
            ]
        found = []
        words = self.clock.words
        for number, ((_, start), (end, _)) in enumerate(pairwise(self.clock.stretches), 1):
            if self.whole[0] <= start and end <= self.whole[1]:
                found.append((start, end, words[min(self.clock.firsts[number], len(words) - 1)].span.start))
        return found

    @cached_property
    def sentences(self) -> list[tuple[int, Span]]:
        """The sentences that were said, with their numbers: the script's, or where there is none the cleaned text's."""
        if self.comparison is None:
            text = self.cleaned.text
            found = (match for match in _SENTENCE.finditer(text) if any(map(str.isalnum, match.group())))
            return list(enumerate(Span(*match.span()) for match in found))
        heard = ((sentence.number, self._telling(sentence)) for sentence in self.comparison.sentences)
        return [(number, span) for number, span in heard if span is not None]

    def _telling(self, sentence: Sentence) -> Span | None:
        """Where a sentence was said: its longest telling, the last one if it was said twice."""
        tellings = list(self._tellings(sentence))
        longest = max(tellings, key=len, default=None)
        if longest is None or sentence.state is not State.TWICE:
            return longest
        return next(span for span in reversed(tellings) if 2 * len(span) >= len(longest))

    def _tellings(self, sentence: Sentence) -> Iterator[Span]:
        """What was said of it, in order; pieces with little between them as one, if that is no passage of its own."""
        held: Span | None = None
        for span in sorted(chain.from_iterable(map(self._without_passages, sentence.heard))):
            if held and span.start - held.end <= _APART and len(self._passages(held.end, span.start)) == 0:
                held = Span(held.start, max(held.end, span.end))
                continue
            if held:
                yield held
            held = span
        if held:
            yield held

    def _passages(self, start: int, end: int) -> Sequence[Span]:
        """Those that are not in the script, in a part of the cleaned text."""
        last = bisect_left([span.start for span in self._added], end)
        return self._added[bisect_right([span.end for span in self._added], start) : last]

    @cached_property
    def _added(self) -> list[Span]:
        return sorted(passage.heard for passage in self.comparison.added) if self.comparison else []

    def _without_passages(self, span: Span) -> Iterator[Span]:
        at = span.start
        for passage in self._passages(span.start, span.end):
            if at < passage.start:
                yield Span(at, passage.start)
            at = max(at, passage.end)
        if at < span.end:
            yield Span(at, span.end)

    def is_inside(self, at: int) -> bool:
        """Whether a place in the transcript's text is inside a sentence, not between two."""
        if _ENDS.search(self.cleaned.transcript.text, max(at - 8, 0), at):
            return False
        if self._is_cut(at):
            return True
        place = self.cleaned.locate(at)
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._spans[index].end and self._says(self._spans[index].start, place)

    def _says(self, start: int, end: int) -> bool:
        return any(map(str.isalnum, self.cleaned.text[start:end]))

    def _is_cut(self, at: int) -> bool:
        """Whether it is in the midst of what an edit took out."""
        index = bisect_left(self._cuts, (at, -1)) - 1
        return index >= 0 and at < self._cuts[index][1]

    @cached_property
    def _cuts(self) -> list[tuple[int, int]]:
        return sorted(
            (span.start, span.end) for edit in self.cleaned.edits if not edit.after for span in edit.spans if span
        )

    @cached_property
    def _spans(self) -> list[Span]:
        return sorted(_trimmed(self.cleaned.text, span) for _, span in self.sentences)

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self._spans]


def _trimmed(text: str, span: Span) -> Span:
    """Without the marks and blanks at its end: a pause there is after the sentence."""
    end = span.end
    while end > span.start and not text[end - 1].isalnum():
        end -= 1
    return Span(span.start, end)
