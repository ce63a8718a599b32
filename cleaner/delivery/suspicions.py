"""Where a filler or a start that the engine left out may be hidden: a word drawn too long, voice without words.

What is due to a word is measured by this speaker's own syllables: their median, and the median deviation from it.
"""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from cleaner.delivery.said import Said
from cleaner.transcript import Span, Word

Suspicion = tuple[Span, tuple[int, int], str]

_FEWEST = 20  # words from which a speaker's own pace can be told
_BEYOND = 300  # ms
_DEVIATIONS = 4  # beyond which a word is too long; of the normal distribution, so many times 1.48 medians
_WORDLESS = 300  # ms of voice


class _Length(NamedTuple):
    """Of a word: it, its syllables, its ms."""

    word: Word
    syllables: int
    ms: int


def suspicions(said: Said) -> Iterator[Suspicion]:
    """Each as (span of the transcript's text, time in ms, reason), in order."""
    if not said.is_measured or said.whole is None:
        return
    clock = said.clock
    stretches = [_lengths(said, clock.said_in(number)) for number in range(len(clock.stretches))]
    each = [length.ms / length.syllables for lengths in stretches for length in lengths if length.syllables]
    usual = median(each) if len(each) >= _FEWEST else 0.0
    beyond = max(_BEYOND, _DEVIATIONS * 1.48 * median(abs(ms - usual) for ms in each)) if usual else 0.0
    for number, lengths in enumerate(stretches):
        yield from _wordless(said, number)
        if usual:
            yield from _drawn(lengths, usual, beyond)


def _lengths(said: Said, words: Sequence[Word]) -> list[_Length]:
    return [_Length(word, said.syllables(word.span), word.end - word.start) for word in words]


def _drawn(lengths: Sequence[_Length], usual: float, beyond: float) -> Iterator[Suspicion]:
    """Words that take too long, also together with the word before and after: engines divide two words badly."""
    over = [length.ms - usual * length.syllables if length.syllables else 0.0 for length in lengths]
    for index, length in enumerate(lengths):
        shared = [over[index]]
        shared += [over[index] + over[beside] for beside in (index - 1, index + 1) if 0 <= beside < len(over)]
        if length.syllables and min(shared) >= beyond:
            word = length.word
            reason = f"{length.ms / 1000:.1f} s long, {over[index] / 1000:.1f} s more than is due: "
            yield word.span, (word.start, word.end), reason + "a filler or a first try may be hidden in it"


def _wordless(said: Said, number: int) -> Iterator[Suspicion]:
    """Voice in a stretch before its first word, between two, and after the last."""
    clock = said.clock
    words = clock.said_in(number)
    start, end = clock.stretches[number]
    at = words[0].span.start if words else _place(said, number)
    bounds = [(start, at), *((word.end, word.span.end) for word in words)]
    for (begin, place), stop in zip(bounds, [*(word.start for word in words), end], strict=True):
        if stop - begin >= _WORDLESS:
            reason = f"{(stop - begin) / 1000:.1f} s of voice without a word: perhaps a filler, or a try left out"
            yield Span(place, place), (begin, stop), reason


def _place(said: Said, number: int) -> int:
    words, first = said.clock.words, said.clock.firsts[number]
    return words[first].span.start if first < len(words) else len(said.text)
