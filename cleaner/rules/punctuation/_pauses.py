"""Where a speaker paused, by the times of words."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from cleaner.transcript import Word
from cleaner.view import View

_FEW = 8  # words: of fewer nobody can say how long they usually are


class Pause(NamedTuple):
    """A pause before a character of the view.

    Attributes:
        at: the character.
        silence: ms between the words.
        drawn: ms that the word after it takes longer than words of its length do: engines that write no mark give the
            pause to that word.
    """

    at: int
    silence: int
    drawn: int


def pauses(view: View, least: int) -> Iterator[Pause]:
    """Every pause of at least so many ms between two words that still stand side by side."""
    words = _words(view)
    if len(words) < _FEW:
        return
    usual = median((word.end - word.start) / max(len(word.span), 1) for word in words)
    for before, word in pairwise(words):
        silence = word.start - before.end
        drawn = round(word.end - word.start - usual * len(word.span))
        if max(silence, drawn) < least:
            continue
        at = view.rendering.locate(word.span.start)
        end = at - (view.text[at - 1 : at] == " ")  # engines write a blank between Latin words
        # Of what was deleted at the end, the place is the text's end, where no word stands.
        stands = end > 0 and at < len(view.text) and view.time_of(at, at + 1) == (word.start, word.end)
        if stands and view.time_of(end - 1, end) == (before.start, before.end):
            yield Pause(at, silence, drawn)


def _words(view: View) -> Sequence[Word]:
    """The words of the part of the transcript that is looked at."""
    words = view.transcript.words
    first = bisect_left(words, view.within.start, key=lambda word: word.span.start)
    return words[first : bisect_left(words, view.within.end, key=lambda word: word.span.start)]
