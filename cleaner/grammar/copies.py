"""Where a text says again what it has just said: the one linear search that all rules of the two stages share."""

from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.language import letters
from cleaner.view import CLAUSE_ENDS, View

# Speakers take up again what they said a breath ago, not what they said a line ago.
_FARTHEST = 20
# A single character said again is a candidate only this near: a comma or a short filler between.
_NEAR = 8
_LONGEST_GAP = 9
_PAUSE = frozenset(", ")
_FARTHEST_AGAIN = 3  # code points after the second copy, at which what was put in may come again
_HANZI = ((0x3400, 0x9FFF), (0x20000, 0x323AF))
_ASCII_WORD = ((0x30, 0x39), (0x61, 0x7A))


class Copy(NamedTuple):
    """`length` characters from `first` read the same as those from `second`, and no more to either side.

    A length of at least `lag` is a run: the text repeats itself with that period, without a gap.
    """

    first: int
    second: int
    length: int

    @property
    def lag(self) -> int:
        """How far apart the copies are, in code points."""
        return self.second - self.first

    @property
    def end(self) -> int:
        """Where the second copy ends."""
        return self.second + self.length


def runs(view: View) -> Iterator[Copy]:
    """The runs of two or more characters' period that are not runs of a shorter one."""
    for copy in _copies(view).runs:
        unit = view.folded[copy.first : copy.second]
        if unit not in (unit + unit)[1:-1]:
            yield copy


def doubled(view: View) -> Iterator[tuple[int, int]]:
    """Where one character stands twice or more: (start, end)."""
    yield from _copies(view).doubled


def gapped(view: View, between: str) -> list[Copy]:
    """Copies, in order, with something between them that is made of these characters."""
    return _copies(view).apart_by(between)


# Copies, in order, with at most so much between them, both of which begin where a word does and end no clause. Most are
# of one character that speaks for nothing by itself, and costs more to look at than to leave out here.


def resumed(view: View, longest: int) -> list[Copy]:
    """Of these what is longer than one character, or comes again with what was put in after it (我爱他我也爱他)."""
    return _copies(view).resumed(longest)


def paused(view: View, longest: int) -> list[Copy]:
    """Of these what is longer than one character, or has a comma or a blank before it the second time."""
    return _copies(view).paused(longest)


def single(view: View, longest: int, characters: frozenset[str]) -> list[Copy]:
    """Of these what is one of the characters and no more."""
    return _copies(view).single(longest, characters)


def unbroken(view: View) -> list[Copy]:
    """Of these what has a few letters and no mark between; many rules ask, so they are kept."""
    return _copies(view).unbroken


def begun_early(view: View, longest: int) -> list[Copy]:
    """Characters, in order, that are a word by themselves, and with at most so much between begin a longer one."""
    return _copies(view).begun_early(longest)


def _copies(view: View) -> "_Copies":
    """Every maximal copy within a sentence of what is fresh."""
    return view.kept(_Copies)


class _Copies:
    """`_FARTHEST` comparisons of a text with itself, in C, and the copies that they find by kind."""

    def __init__(self, view: View) -> None:
        # A line end between the fresh ranges: what is at the end of one is not said again at the beginning of the next.
        folded = "\n".join([view.folded[start:end] for start, end in view.fresh])
        self._codes = codes = letters.codes(folded)
        words, sentences = (
            np.frombuffer(b"\1".join([track[start:end] for start, end in view.fresh]) + b"\1", dtype=np.uint8)
            for track in (view.word_track, view.sentence_track)
        )
        self._cut = words == 1
        hanzi = _within(codes, _HANZI)
        self._spoken = spoken = hanzi | _within(codes, _ASCII_WORD)
        first, lag, length = _found(codes, spoken, hanzi, np.cumsum(sentences[:-1], dtype=np.int32))
        run = length >= lag
        # Code points of the view: those of the joined fresh ranges, and how far each range was moved.
        starts = np.array([start for start, _ in view.fresh])
        sizes = np.array([end - start + 1 for start, end in view.fresh])
        joined = np.cumsum(sizes) - sizes
        self._shift = (starts - joined)[np.searchsorted(joined, first, side="right") - 1]
        self._first, self._lag, self._length = first, lag, length
        self.doubled = [(copy.first, copy.end) for copy in self._of(run & (lag == 1))]
        self.runs = self._of(run & (lag > 1))
        self._apart = ~run

    def _of(self, wanted: NDArray[np.bool_]) -> list[Copy]:
        first = self._first[wanted] + self._shift[wanted]
        second = first + self._lag[wanted]
        return list(map(Copy, first.tolist(), second.tolist(), self._length[wanted].tolist()))

    def resumed(self, longest: int) -> list[Copy]:
        wanted = self._restarted(longest)
        alone = np.flatnonzero(wanted & (self._length == 1))
        put_in, end = self._first[alone] + 1, self._first[alone] + self._lag[alone] + 1
        last = len(self._codes) - 1
        again = self._has(_PAUSE, put_in)
        for farther in range(1, _FARTHEST_AGAIN + 1):
            again |= self._codes[put_in] == self._codes[np.minimum(end + farther, last)]
        wanted[alone[~again]] = False
        return self._of(wanted)

    def paused(self, longest: int) -> list[Copy]:
        wanted = self._restarted(longest)
        return self._of(wanted & ((self._length > 1) | self._has(_PAUSE, self._first + self._lag - 1)))

    def single(self, longest: int, characters: frozenset[str]) -> list[Copy]:
        return self._of(self._restarted(longest) & (self._length == 1) & self._has(characters, self._first))

    def _has(self, characters: frozenset[str], places: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether there is one of these characters at each place."""
        return _set(characters).among(self._codes[places])

    def _restarted(self, longest: int) -> NDArray[np.bool_]:
        first, end = self._first, self._first + self._lag + self._length
        last = len(self._codes) - 1
        closes = self._has(CLAUSE_ENDS, np.minimum(end, last)) | (end > last)
        near = self._apart & (self._lag - self._length <= longest)
        wanted: NDArray[np.bool_] = near & self._cut[first] & self._cut[first + self._lag] & ~closes
        return wanted

    @cached_property
    def unbroken(self) -> list[Copy]:
        marks = np.cumsum(~self._spoken, dtype=np.int32)
        first, second = self._first, self._first + self._lag
        return self._of(self._restarted(_LONGEST_GAP) & (marks[second] == marks[first]))

    def begun_early(self, longest: int) -> list[Copy]:
        first, second = self._first, self._first + self._lag
        near = self._apart & (self._length == 1) & (self._lag - 1 <= longest)
        return self._of(near & self._cut[first] & self._cut[first + 1] & self._cut[second] & ~self._cut[second + 1])

    def apart_by(self, between: str) -> list[Copy]:
        """Those with a gap of these characters alone."""
        other = np.cumsum(~_set(frozenset(between)).among(self._codes), dtype=np.int32)
        start, end = self._first + self._length - 1, self._first + self._lag - 1
        return self._of(self._apart & (other[end] == other[start]))


def _found(
    codes: NDArray[np.uint32], spoken: NDArray[np.bool_], hanzi: NDArray[np.bool_], sentence: NDArray[np.int32]
) -> tuple[NDArray[np.int64], ...]:
    """First, lag and length of every copy, in order of first, then lag."""
    # One number that is the same where character and sentence are; what is not spoken is like nothing. Between copies
    # there are fewer sentences than are told apart here, and small numbers compare faster.
    keys = np.where(spoken, codes.astype(np.int32) | (sentence & 31) << 21, -1 - np.arange(len(codes), dtype=np.int32))
    # A row for each lag, with a column without a copy on either side: all rows are looked through as one.
    columns = len(codes) + 2
    same = np.zeros((min(_FARTHEST, max(len(codes) - 1, 0)), columns), dtype=np.bool_)
    for lag, row in enumerate(same, 1):
        np.equal(keys[lag:], keys[:-lag], out=row[1 : len(codes) - lag + 1])
    joined = same.ravel()
    edges = np.flatnonzero(joined[1:] != joined[:-1])
    place, length = edges[::2], edges[1::2] - edges[::2]
    wanted = (place < _NEAR * columns) | (length >= 2)
    place, length = place[wanted], length[wanted]
    rows = place // columns
    first = place - rows * columns
    wanted = hanzi[first] | hanzi[first + length - 1]  # Latin words have a rule of their own
    first, lags, length = first[wanted], rows[wanted] + 1, length[wanted]
    order = np.argsort(first, kind="stable")  # of one place they are in order of lag
    return first[order], lags[order], length[order]


@cache
def _set(characters: frozenset[str]) -> letters.Characters:
    return letters.Characters(characters)


def _within(codes: NDArray[np.uint32], blocks: tuple[tuple[int, int], ...]) -> NDArray[np.bool_]:
    inside = (codes >= blocks[0][0]) & (codes <= blocks[0][1])
    for low, high in blocks[1:]:
        inside = inside | ((codes >= low) & (codes <= high))
    return inside
