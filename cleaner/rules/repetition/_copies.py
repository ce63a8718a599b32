"""Where a text says again what it has just said: the one linear search that all rules of the two stages share."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cleaner.view import SENTENCE_ENDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Speakers take up again what they said a breath ago, not what they said a line ago.
_FARTHEST = 20
# A single character said again is a candidate only this near: a comma or a short filler between.
_NEAR = 6
_HANZI = ((0x3400, 0x9FFF), (0x20000, 0x323AF))
_ASCII_WORD = ((0x30, 0x39), (0x61, 0x7A))


@dataclass(frozen=True, slots=True)
class Copy:
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

    @property
    def is_run(self) -> bool:
        """Whether nothing stands between the copies."""
        return self.length >= self.lag


@lru_cache(maxsize=4)
def copies(folded: str) -> tuple[Copy, ...]:
    """Every maximal copy within a sentence, in order: `_FARTHEST` comparisons of the text with itself, in C."""
    return tuple(sorted(_found(folded), key=lambda copy: (copy.first, copy.lag)))


def runs(folded: str) -> Iterator[Copy]:
    """The runs of two or more characters' period that are not runs of a shorter one."""
    for copy in copies(folded):
        if copy.is_run and copy.lag > 1:
            unit = folded[copy.first : copy.second]
            if unit not in (unit + unit)[1:-1]:
                yield copy


def doubled(folded: str) -> Iterator[tuple[int, int]]:
    """Where one character stands twice or more: (start, end)."""
    for copy in copies(folded):
        if copy.lag == 1:
            yield copy.first, copy.end


def _found(folded: str) -> Iterator[Copy]:
    import numpy as np  # loads slowly, and only cleaning needs it

    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    hanzi = _within(codes, _HANZI)
    spoken = hanzi | _within(codes, _ASCII_WORD)
    sentence = np.cumsum(np.isin(codes, [ord(mark) for mark in SENTENCE_ENDS]), dtype=np.int32)
    for lag in range(1, min(_FARTHEST, len(folded) - 1) + 1):
        same = (codes[lag:] == codes[:-lag]) & (sentence[lag:] == sentence[:-lag]) & spoken[lag:]
        edges = np.flatnonzero(np.diff(same, prepend=False, append=False))
        starts, ends = edges[::2], edges[1::2]
        lengths = ends - starts
        wanted = hanzi[starts] | hanzi[ends - 1]  # Latin words have a rule of their own
        if lag > _NEAR:
            wanted &= lengths >= 2
        for first, length in zip(starts[wanted].tolist(), lengths[wanted].tolist(), strict=True):
            yield Copy(first, first + lag, length)


def _within(codes: "NDArray[np.uint32]", blocks: tuple[tuple[int, int], ...]) -> "NDArray[np.bool_]":
    inside = (codes >= blocks[0][0]) & (codes <= blocks[0][1])
    for low, high in blocks[1:]:
        inside = inside | ((codes >= low) & (codes <= high))
    return inside
