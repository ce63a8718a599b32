"""Which stretch of what was heard is a sentence's: with its beginning and end in other words, or all of it.

The alignment by sound gives each sentence a core. What was heard between two cores is cut into clauses, by its marks.
What goes on without a mark belongs to the sentence before; a clause beyond belongs to a sentence, or to one that has no
core, if it says about the same.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from rapidfuzz.distance import Indel

from cleaner.comparison.likeness import SAME, Bag, likeness

_GROUP = 5  # clauses that one sentence may become
_SHORT, _LONG = 0.4, 2.2  # how long a sentence may be in other words, by its own length
_ROOM = 4  # units more
_FEW = 4  # units of an end that was said in other words, or misheard, without further proof
_PARTICLE = 2  # units that are said after a sentence and belong to it: 了吧
_VERBATIM = 0.8  # share of what was heard of a sentence that is as it is written
_FULL = 1.15  # how long a sentence in other words becomes, by its own length, where clauses beside it are free
_MISHEARD = 0.5  # likeness of sounds, 0 to 1, of an end of a sentence and what was heard for it
_MORE = 0.05  # by which a clause must make a sentence more like what was meant
_CLAUSES = 12  # clauses of which each is looked at closely
_MANY = 2500  # pairs of a sentence and a clause to look at, at most


@dataclass
class Place:
    """Where a sentence is in what was heard.

    Attributes:
        sentence: its number.
        start, end: units of what was heard.
        head, tail: units of the sentence before and after those that its core has.
        missing: the sounds of those that its core has not.
        equal: units of its core that are like those of the sentence.
        reworded: it has no core: all of it was said in other words.
    """

    sentence: int
    start: int
    end: int
    head: int = 0
    tail: int = 0
    missing: Sequence[str] = ()
    equal: int = 0
    reworded: bool = False


class Placing:
    """Give what was heard between the cores to sentences."""

    def __init__(
        self, script: Sequence[str], heard: Sequence[str], bounds: Sequence[int], marks: Mapping[int, bool]
    ) -> None:
        """Take sounds, for each sentence its first unit and at last their number, and what begins a clause.

        Args:
            script: of the script's units.
            heard: of those heard.
            bounds: units of the script.
            marks: units of what was heard, each with whether it begins a sentence.
        """
        self.script, self.heard, self.bounds = script, heard, bounds
        self._known: dict[tuple[int, int], frozenset[tuple[str, str]]] = {}
        self.marks, self.stops = sorted(marks), {unit for unit, stops in marks.items() if stops}

    def placed(self, main: Sequence[Place], moved: Sequence[Place], again: Sequence[Place]) -> dict[int, Place]:
        """Places of sentences. The cores that are given grow to what belongs to them.

        Args:
            main: cores of those that were told in order, in order.
            moved: cores of those that were told elsewhere.
            again: cores of other tellings of a sentence.

        Returns:
            By sentence; those that were not told have none.
        """
        found = {place.sentence: place for place in (*main, *moved)}
        others = sorted((*moved, *again), key=lambda place: place.start)
        at = 0
        ends: list[Place | None] = [None, *main, None]
        for earlier, later in pairwise(ends):
            low = earlier.end if earlier else 0
            high = later.start if later else len(self.heard)
            edges: list[tuple[int, int, Place | None]] = [(low, low, earlier)]
            while at < len(others) and others[at].start < high:
                if others[at].start >= edges[-1][1]:
                    edges.append((others[at].start, others[at].end, others[at]))
                at += 1
            edges.append((high, high, later))
            clauses: list[tuple[int, int]] = []
            for (_, first, left), (last, _, right) in pairwise(edges):
                clauses += self._free(first, last, left, right)
            unsaid = range(earlier.sentence + 1 if earlier else 0, later.sentence if later else len(self.bounds) - 1)
            for place in self._reworded([s for s in unsaid if s not in found], clauses):
                found[place.sentence] = place
                clauses = [clause for clause in clauses if not place.start <= clause[0] < place.end]
                after = bisect_left(clauses, (place.end,))
                clauses = [*clauses[:after], *self._grown(place, clauses[after:])]
                before = bisect_left(clauses, (place.start,))
                clauses = [*self._grown(place, clauses[:before], before=True), *clauses[before:]]
        return found

    def _free(self, low: int, high: int, left: Place | None, right: Place | None) -> list[tuple[int, int]]:
        """The clauses of a stretch, without those that go to the sentences around it."""
        inner = self.marks[bisect_left(self.marks, low) : bisect_left(self.marks, high)]
        bounds = [low, *(mark for mark in inner if mark > low), high] if low < high else []
        clauses = list(pairwise(bounds))
        if clauses and left and not self._is_mark(low):
            clauses = self._taken_after(left, clauses)
        if clauses and right and not self._is_mark(high):
            clauses = self._taken_before(right, clauses)
        if left and clauses:
            clauses = self._grown(left, clauses)
        if right and clauses:
            clauses = self._grown(right, clauses, before=True)
        return clauses

    def _is_mark(self, unit: int) -> bool:
        at = bisect_left(self.marks, unit)
        return at < len(self.marks) and self.marks[at] == unit

    def _taken_after(self, place: Place, clauses: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Give a sentence what goes on after its core without a mark."""
        first, last = clauses[0]
        size, missing = last - first, place.tail
        end = self.bounds[place.sentence + 1]
        if size <= max(_PARTICLE, min(missing, _FEW) + _FEW if missing else 0) or (
            size <= missing + _FEW and self._like(end - missing, missing, first, size, SAME / 2)
        ):
            place.end, place.tail = last, max(missing - size, 0)
            return clauses[1:]
        if missing and (missing <= _FEW or self._like(end - missing, missing, first, missing)):
            place.end, place.tail = first + missing, 0
            return [(first + missing, last), *clauses[1:]]
        return clauses

    def _taken_before(self, place: Place, clauses: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Give a sentence what leads up to its core without a mark."""
        first, last = clauses[-1]
        size, missing = last - first, place.head
        if size <= max(_PARTICLE, missing + (_FEW if missing else 0)):
            place.start, place.head = first, max(missing - size, 0)
            return clauses[:-1]
        if missing and (missing <= _FEW or self._like(self.bounds[place.sentence], missing, last - missing, missing)):
            place.start, place.head = last - missing, 0
            return [*clauses[:-1], (first, last - missing)]
        return clauses

    def _like(self, at: int, count: int, low: int, size: int, least: float = SAME) -> bool:
        one, other = Bag(self.script[at : at + count]), Bag(self.heard[low : low + size])
        return likeness(one, other) >= least

    def _grown(self, place: Place, clauses: list[tuple[int, int]], *, before: bool = False) -> list[tuple[int, int]]:
        """Give a sentence the clauses beside it by which it becomes more like what was meant, or begins otherwise."""
        bag = Bag(self.script[self.bounds[place.sentence] : self.bounds[place.sentence + 1]])
        best = likeness(bag, Bag(self.heard[place.start : place.end])) + _MORE
        # What was said of it in other words goes on in other words; what was said as it is written may be broken off.
        loose = place.equal < _VERBATIM * (place.end - place.start)
        taken, edge, stopped = 0, place.start if before else place.end, False
        for count in range(1, min(_GROUP, len(clauses)) + 1):
            first, last = clauses[-count] if before else clauses[count - 1]
            if edge != (last if before else first):
                break
            edge = first if before else last
            start, end = (edge, place.end) if before else (place.start, edge)
            if end - start > _LONG * len(bag) + _ROOM:
                break
            like = likeness(bag, Bag(self.heard[start:end]))
            stopped = stopped or (last if before else first) in self.stops
            if loose:
                fits = like >= best or (not stopped and end - start <= len(bag) * _FULL)
            elif before and place.head > _FEW:
                fits = place.start - start <= place.head + _ROOM
            else:
                fits = like >= best and self._says_missing(place, first, last)
            if fits or self._sounds_missing(place, start, end, before=before):
                best, taken = max(like, best), count
        if taken and before:
            place.start, place.head = clauses[-taken][0], 0
            return clauses[:-taken]
        if taken:
            place.end, place.tail = clauses[taken - 1][1], 0
        return clauses[taken:]

    def _says_missing(self, place: Place, low: int, high: int) -> bool:
        """Whether a clause says what was not said of a sentence."""
        return likeness(Bag(place.missing), Bag(self.heard[low:high])) >= SAME

    def _sounds_missing(self, place: Place, start: int, end: int, *, before: bool) -> bool:
        """Whether the clauses beside a sentence sound about like its beginning or end, misheard."""
        at, until = self.bounds[place.sentence], self.bounds[place.sentence + 1]
        missing = self.script[at : at + place.head] if before else self.script[until - place.tail : until]
        said = self.heard[start : place.start] if before else self.heard[place.end : end]
        return len(missing) > 1 and Indel.normalized_similarity(missing, said) >= _MISHEARD

    def _reworded(self, unsaid: Sequence[int], clauses: Sequence[tuple[int, int]]) -> Iterator[Place]:
        """Sentences without a core, and the clauses that say about the same: the best pairs in order."""
        if not unsaid or not clauses:
            return
        if len(unsaid) * len(clauses) > _MANY:  # hardly anything in common: piece by piece
            middle, centre = (len(unsaid) + 1) // 2, (len(clauses) + 1) // 2
            yield from self._reworded(unsaid[:middle], clauses[:centre])
            yield from self._reworded(unsaid[middle:], clauses[centre:])
            return
        # best[j]: the best of the sentences so far that ends before clause j, and its last place with those before.
        best: list[tuple[float, Any]] = [(0.0, None)] * (len(clauses) + 1)
        for sentence in unsaid:
            row = list(best)
            for first, last, score in self._candidates(sentence, clauses):
                value, before = best[first]
                if value + score > row[last][0]:
                    place = self._found(sentence, clauses[first][0], clauses[last - 1][1])
                    row[last] = value + score, (place, before)
            best = list(accumulate(row, _better))
        _, chosen = best[-1]
        while chosen:
            place, chosen = chosen
            yield place

    def _found(self, sentence: int, start: int, end: int) -> Place:
        meant = self.script[self.bounds[sentence] : self.bounds[sentence + 1]]
        equal = Indel.similarity(meant, self.heard[start:end]) // 2
        return Place(sentence, start, end, equal=equal, reworded=True)

    def _pairs(self, low: int, high: int) -> frozenset[tuple[str, str]]:
        """Each two sounds of a clause that follow one another."""
        if (low, high) not in self._known:
            self._known[low, high] = frozenset(pairwise(self.heard[low:high]))
        return self._known[low, high]

    def _candidates(self, sentence: int, clauses: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, float]]:
        """Groups of clauses that may say what a sentence says: first and last + 1, and how much speaks for them."""
        bag = Bag(self.script[self.bounds[sentence] : self.bounds[sentence + 1]])
        size = len(bag)
        # Hardly anything is said in other words without two sounds that follow one another as they are written.
        few = len(clauses) <= _CLAUSES
        near = [few or not bag.pairs.keys().isdisjoint(self._pairs(*clause)) for clause in clauses]
        for first in range(len(clauses)):
            if not any(near[first : first + _GROUP]):
                continue
            for last in range(first + 1, min(first + _GROUP, len(clauses)) + 1):
                start, end = clauses[first][0], clauses[last - 1][1]
                apart = last > first + 1 and clauses[last - 2][1] != clauses[last - 1][0]
                if apart or end - start > _LONG * size + _ROOM:
                    break
                if not any(near[first:last]):
                    continue
                if end - start >= _SHORT * size - _ROOM:
                    like = likeness(bag, Bag(self.heard[start:end]))
                    if like >= SAME:
                        yield first, last, (like - SAME / 2) * size


def _better(one: tuple[float, Any], other: tuple[float, Any]) -> tuple[float, Any]:
    return other if other[0] > one[0] else one
