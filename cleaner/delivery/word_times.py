"""Words set by the voice: an engine's word times are off by some tenths of a second, the measured stretches are not."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, pairwise

from cleaner.transcript import Transcript, Word

_SNAP = 300  # ms: so far from the end of its stretch, a first or last word is taken to reach it
_JOINED = 200  # ms between two words without a pause, where only their own times tell
_FILLING = 100  # ms of a word in a stretch that has none
_CANDIDATES = 50  # words on either side of a pause that it may stand before
# Where a word reaches over a pause, what is wrong? Engines often draw a last word on over the pause, seldom begin a
# first one before it. Weights of each ms, and of the part that lies in the pause itself; ms that a mark is worth.
_LATE, _EARLY, _BESIDE, _MARK = 0.3, 1.0, 0.1, 30
_MARKS = frozenset("，,。.！!？?；;：:、…")


class Clock:
    """The words of a transcript, each in the stretch of voice that it was said in.

    Attributes:
        stretches: (start ms, end ms) in order: the transcript's voice, or where it has none, what its words say.
        is_measured: whether they were measured in the recording.
        firsts: for each stretch the number of its first word; a stretch without words has that of the next.
        words: with times inside their stretches.
    """

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self.is_measured = bool(transcript.voice)
        words = transcript.words
        self.stretches = transcript.voice or _stretches(words)
        self._starts = list(accumulate((word.start for word in words), max))
        self._ends = list(accumulate((word.end for word in words), max))
        self.firsts = [0] if self.stretches else []
        for (_, start), (end, _) in pairwise(self.stretches):
            self.firsts.append(max(self._boundary(start, end), self.firsts[-1]))
        self._fill()
        self.words = tuple(
            word for index in range(len(self.stretches)) for word in _within(self.said_in(index, words), self, index)
        )

    @cached_property
    def transcript(self) -> Transcript:
        """The transcript with these words."""
        return replace(self._transcript, words=self.words or self._transcript.words)

    def said_in(self, stretch: int, words: Sequence[Word] | None = None) -> Sequence[Word]:
        """The words of a stretch."""
        last = self.firsts[stretch + 1] if stretch + 1 < len(self.firsts) else None
        return (self.words if words is None else words)[self.firsts[stretch] : last]

    def _boundary(self, start: int, end: int) -> int:
        """The number of the word that a pause from start to end (ms) stands before."""
        words, text = self._transcript.words, self._transcript.text
        first = bisect_right(self._ends, start)
        last = min(bisect_left(self._starts, end), first + _CANDIDATES)
        best, least, cost = first, 0.0, 0.0  # of a pause before `first`
        for at in range(first, last + 1):
            if at > first:
                word = words[at - 1]
                late = _LATE * max(word.end - end, 0) + _BESIDE * max(min(word.end, end) - max(word.start, start), 0)
                early = _EARLY * max(start - word.start, 0) + _BESIDE * max(end - max(word.start, start), 0)
                cost += late - early
            marked = _MARK * (at > 0 and text[words[at - 1].span.start : words[at - 1].span.end][-1:] in _MARKS)
            if at == first or cost - marked < least:
                best, least = at, cost - marked
        return best

    def _fill(self) -> None:
        """Give a stretch without words the last one before it, or the first one after, if that is said in it too."""
        words, firsts = self._transcript.words, self.firsts
        for index in range(1, len(firsts) - 1):
            first = firsts[index]
            if first < firsts[index + 1]:
                continue
            if first - firsts[index - 1] > 1 and self._overlap(words[first - 1], index) >= _FILLING:
                firsts[index] -= 1
            elif firsts[index + 1] < len(words) and self._overlap(words[first], index) >= _FILLING:
                firsts[index + 1] += 1

    def _overlap(self, word: Word, stretch: int) -> int:
        start, end = self.stretches[stretch]
        return min(word.end, end) - max(word.start, start)


def _stretches(words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for word in words:
        if found and word.start - found[-1][1] < _JOINED:
            found[-1] = (found[-1][0], max(found[-1][1], word.end))
        else:
            found.append((word.start, word.end))
    return tuple(found)


def _within(words: Sequence[Word], clock: Clock, stretch: int) -> list[Word]:
    """The words of a stretch, none beyond it; the first and the last reach its ends if those are near."""
    start, end = clock.stretches[stretch]
    times = [[min(max(moment, start), end) for moment in (word.start, word.end)] for word in words]
    if times and times[0][0] - start <= _SNAP:
        times[0][0] = start
    if times and end - times[-1][1] <= _SNAP:
        times[-1][1] = end
    return [replace(word, start=begin, end=stop) for word, (begin, stop) in zip(words, times, strict=True)]
