"""A sentence from its first unit to its last: what was said as it is written, what sounds alike, what differs."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from cleaner.collation.align import Run, Symbols, align
from cleaner.collation.tellings import Tellings
from cleaner.comparison import Kind
from cleaner.sounds import readings

_ALONE = ((1, 3), (2, 6))  # so few equal units between so many that differ are equal by chance
_UNLIKE = 3  # where one side of a difference is so many times longer, it is left out and something else added
_LATIN = 0.6  # share of its letters by which a Latin word is the same one, misheard


class Region(NamedTuple):
    """A stretch of a sentence: units first..last of the script against units of what was heard."""

    kind: Kind
    a: int
    a_end: int
    b: int
    b_end: int
    alike: bool = False


class Regions:
    """The sentences of a script as regions."""

    def __init__(self, script: str, heard: str, bounds: Sequence[int], partner: Sequence[int]) -> None:
        """Take units, for each sentence its first unit and at last their number, and `partners`."""
        self.script, self.heard, self.bounds, self.partner = script, heard, bounds, partner

    def of(self, sentence: int) -> Iterator[Region]:
        """A sentence from its first unit to its last, as stretches that are equal, alike or different."""
        low, high = self.bounds[sentence], self.bounds[sentence + 1]
        islands = self._islands(low, high)
        if not islands:
            if low < high:
                yield Region(Kind.LEFT_OUT, low, high, -1, -1)
            return
        at, reached = low, None
        for first, last in islands:
            b = self.partner[first]
            yield from self._different(at, first, self._edge(at, first, b) if reached is None else reached, b)
            yield from self._equal(first, last)
            at, reached = last, self.partner[last - 1] + 1
        assert reached is not None
        tail = [self.partner[unit] + 1 for unit in range(at, high) if self.partner[unit] >= 0]
        yield from self._different(at, high, reached, max(tail, default=reached))

    def _edge(self, low: int, high: int, before: int) -> int:
        """Where what was heard for the units before the first equal one begins."""
        return min((self.partner[unit] for unit in range(low, high) if self.partner[unit] >= 0), default=before)

    def _islands(self, low: int, high: int) -> list[tuple[int, int]]:
        """Stretches of units that are equal or alike and lie together on both sides, without those equal by chance."""
        found: list[tuple[int, int]] = []
        for unit in range(low, high):
            if self.partner[unit] < 0 or not self._is_like(unit):
                continue
            if found and found[-1][1] == unit and self.partner[unit - 1] + 1 == self.partner[unit]:
                found[-1] = (found[-1][0], unit + 1)
            else:
                found.append((unit, unit + 1))
        kept = []
        for place, (first, last) in enumerate(found):
            before = first - (found[place - 1][1] if place else low)
            after = (found[place + 1][0] if place + 1 < len(found) else high) - last
            if place:
                before = max(before, self.partner[first] - self.partner[found[place - 1][1] - 1] - 1)
            if place + 1 < len(found):
                after = max(after, self.partner[found[place + 1][0]] - self.partner[last - 1] - 1)
            if not any(last - first <= size and min(before, after) >= apart for size, apart in _ALONE):
                kept.append((first, last))
        return kept

    def _is_like(self, unit: int) -> bool:
        one, other = self.script[unit], self.heard[self.partner[unit]]
        return one == other or bool(_classes(one) & _classes(other))

    def _equal(self, first: int, last: int) -> Iterator[Region]:
        """Units that are equal or alike, apart."""
        start = first
        for unit in range(first + 1, last + 1):
            if unit == last or self._is_same(unit) != self._is_same(start):
                same = self._is_same(start)
                b = self.partner[start]
                kind = Kind.EQUAL if same else Kind.REPLACED
                yield Region(kind, start, unit, b, b + unit - start, alike=not same)
                start = unit

    def _is_same(self, unit: int) -> bool:
        return self.script[unit] == self.heard[self.partner[unit]]

    def _different(self, a: int, a_end: int, b: int, b_end: int) -> Iterator[Region]:
        """What differs between two stretches that are equal."""
        count, other = a_end - a, b_end - b
        if count and other and max(count, other) < _UNLIKE * min(count, other) + 2:
            yield Region(Kind.REPLACED, a, a_end, b, b_end, alike=self._is_misspelt(a, a_end, b, b_end))
            return
        if count:
            yield Region(Kind.LEFT_OUT, a, a_end, b, b)
        if other:
            yield Region(Kind.ADDED, a_end, a_end, b, b_end)

    def _is_misspelt(self, a: int, a_end: int, b: int, b_end: int) -> bool:
        """Whether letters that differ are those of one Latin word, misheard."""
        one, other = _word(self.script, a, a_end), _word(self.heard, b, b_end)
        return bool(one and other) and Levenshtein.normalized_similarity(one, other) >= _LATIN


@cache
def _classes(unit: str) -> frozenset[str]:
    return frozenset(reading.alike for reading in readings(unit)) if unit >= "㐀" else frozenset()


def _word(units: str, first: int, last: int) -> str:
    """The Latin word that units are in, or "" where they are no letters."""
    if not all("a" <= unit <= "z" for unit in units[first:last]):
        return ""
    while first and "a" <= units[first - 1] <= "z":
        first -= 1
    while last < len(units) and "a" <= units[last] <= "z":
        last += 1
    return units[first:last]


def partners(script: Symbols, heard: Symbols, bounds: Sequence[int], told: Tellings) -> list[int]:
    """For each unit of the script the one that was heard for it, equal or not; -1 for none."""
    kept_a, kept_b = np.ones(len(script), np.bool_), np.ones(len(heard), np.bool_)
    partner = np.full(len(script), -1, np.int64)
    for telling in told.moved:
        kept_a[bounds[telling.sentence] : bounds[telling.sentence + 1]] = False
    for telling in (*told.moved, *told.again):
        kept_b[telling.start : telling.end] = False
    places_a, places_b = np.flatnonzero(kept_a), np.flatnonzero(kept_b)
    new_a, new_b = np.cumsum(kept_a) - 1, np.cumsum(kept_b) - 1
    along = [
        Run(int(new_a[run.a]), int(new_b[run.b]), run.length, run.weight)
        for run in told.main
        if kept_a[run.a : run.a + run.length].all() and kept_b[run.b : run.b + run.length].all()
    ]

    def pair(a: Symbols, b: Symbols, in_a: NDArray[np.intp], in_b: NDArray[np.intp], along: Sequence[Run]) -> None:
        for one in align(a, b, along):
            if one.a_end - one.a == one.b_end - one.b:
                partner[in_a[one.a : one.a_end]] = in_b[one.b : one.b_end]

    pair(script[kept_a], heard[kept_b], places_a, places_b, along)
    for telling in told.moved:
        low, high = bounds[telling.sentence], bounds[telling.sentence + 1]
        pair(
            script[low:high],
            heard[telling.start : telling.end],
            np.arange(low, high),
            np.arange(telling.start, telling.end),
            (),
        )
    found: list[int] = partner.tolist()
    return found
