"""Where each sentence of a script was told: in the order of the script, elsewhere, or more than once.

All in units (`cleaner.comparison.units`), by sound, so that what a recogniser confuses is still found.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import heapify, heappop, heappush

import numpy as np
from rapidfuzz.distance import Levenshtein

from cleaner.comparison.align import Run, Symbols, align, chain, runs, text
from cleaner.language.sounds import readings

_SHORTEST = 4  # units of a telling: 谢谢大家
_LIKE = 0.6  # share of a sentence's units that another telling of it has
_MARGIN = 5  # units around where a telling must be, beyond a share of its length
_TOLD = 0.62  # share of a sentence that is said in order: then it was not moved
_SOLID = 0.4  # share of a sentence that the chain has to have, or what it has may be another one's
_GAP = 0.5  # share of a sentence's length that lies between its parts where it may have been told twice
_ERROR = 0.8  # what a unit that differs costs a telling, where one that is equal is worth 1


@dataclass(frozen=True, slots=True, order=True)
class Telling:
    """A sentence, or most of it, in what was heard.

    Attributes:
        sentence: its number.
        start, end: units of what was heard.
        like: share of the sentence's units that it has.
    """

    sentence: int
    start: int
    end: int
    like: float


@dataclass(frozen=True)
class Tellings:
    """Where the sentences were told.

    Attributes:
        main: runs in the order of both, to align along.
        moved: of sentences that are not told in order.
        again: of sentences that are told in order, another time.
    """

    main: tuple[Run, ...]
    moved: tuple[Telling, ...]
    again: tuple[Telling, ...]


_DIGITS = dict(zip("0123456789", ("ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu"), strict=True))


@cache
def sound(unit: str) -> str:
    """How a unit sounds: the commonest reading of a hanzi without its tone, a digit as hanzi; a letter is its own."""
    found = readings(unit) if unit >= "㐀" else ()
    return found[0].toneless if found else _DIGITS.get(unit, unit)


def symbols(script: str, heard: str) -> tuple[Symbols, Symbols]:
    """Units of two texts as numbers: the same for the same sound."""
    numbers: dict[str, int] = {}
    table = {char: numbers.setdefault(sound(char), len(numbers)) for char in sorted({*script, *heard})}
    one, other = (np.fromiter(map(table.__getitem__, text), np.int32, len(text)) for text in (script, heard))
    return one, other


def tellings(search: "Search") -> Tellings:
    """Where the sentences of a script were told."""
    main, apart = search.told_apart(search.solid(chain(search.found)))
    others = [*apart, *search.elsewhere(main)]
    in_order = search.likeness(main) if others else []
    moved: dict[int, Telling] = {}
    again: list[Telling] = []
    for telling in sorted(others, key=lambda t: (-t.like, -t.start)):
        if in_order[telling.sentence] >= min(_TOLD, telling.like) or telling.sentence in moved:
            again.append(telling)
        else:
            moved[telling.sentence] = telling
    for telling in list(moved.values()):
        moved |= {more.sentence: more for more in search.beside(telling) if not in_order[more.sentence]}
    main = [run for run in main if search.sentence_of(run.a) not in moved]
    moved = {number: telling for number, telling in moved.items() if not search.is_in_order(telling, main)}
    return Tellings(tuple(main), tuple(moved.values()), tuple(again))


def told_in(search: "Search", stretches: Sequence[tuple[int, int]]) -> list[Telling]:
    """Which sentences are told in stretches of what was heard: in order of the stretches, each without overlap."""
    starts = [first for first, _ in stretches]
    inside: dict[int, list[Run]] = defaultdict(list)
    for run in search.found:
        place = bisect_right(starts, run.b) - 1
        if place >= 0 and run.b < stretches[place][1]:
            inside[place].append(run)
    return [t for place in sorted(inside) for t in search.within(*stretches[place], inside[place])]


def told_twice(
    search: "Search", sentence: int, stretch: tuple[int, int], cuts: Iterable[int]
) -> tuple[Telling, Telling] | None:
    """The two tellings of a sentence that lie in a stretch of what was heard, parted at one of some places."""
    low, high = stretch
    best: tuple[float, Telling, Telling] | None = None
    for cut in cuts:
        one, other = search.best(sentence, low, cut), search.best(sentence, cut, high)
        if one and other and min(one.like, other.like) >= _LIKE and (not best or one.like + other.like > best[0]):
            best = one.like + other.like, one, other
    return best[1:] if best else None


class Search:
    """The sentences of a script, what was heard, and what both have."""

    def __init__(self, script: str, heard: str, bounds: Sequence[int]) -> None:
        """Take the units of both, and for each sentence its first unit and at last the number of units."""
        one, other = symbols(script, heard)
        self.symbols = one, other
        self.bounds = bounds
        # By sentence: two may begin alike, and a run that goes on into the next one must not win over the whole of it.
        self.found = [part for run in runs(one, other) for part in self.parts(run)]
        self.script, self.heard = text(one), text(other)

    def sentence_of(self, unit: int) -> int:
        """The number of the sentence that a unit of the script is in."""
        return bisect_right(self.bounds, unit) - 1

    def length(self, sentence: int) -> int:
        """How many units a sentence has."""
        return self.bounds[sentence + 1] - self.bounds[sentence]

    def parts(self, run: Run) -> Iterator[Run]:
        """A run by sentence."""
        sentence = self.sentence_of(run.a)
        end = run.a + run.length
        while sentence < len(self.bounds) - 1 and self.bounds[sentence] < end:
            low, high = max(run.a, self.bounds[sentence]), min(end, self.bounds[sentence + 1])
            if low < high:
                yield Run(low, run.b + low - run.a, high - low)
            sentence += 1

    def units(self, chosen: Iterable[Run]) -> list[int]:
        """For each sentence how many of its units are in these runs."""
        count = [0] * (len(self.bounds) - 1)
        for run in chosen:
            for part in self.parts(run):
                count[self.sentence_of(part.a)] += part.length
        return count

    def solid(self, main: Iterable[Run]) -> list[Run]:
        """The chain without the sentences that it has little of: similar ones have as much in common."""
        main = list(main)
        enough = [units >= _SOLID * self.length(sentence) for sentence, units in enumerate(self.units(main))]
        return [run for run in main if enough[self.sentence_of(run.a)]]

    def likeness(self, main: Sequence[Run]) -> list[float]:
        """For each sentence which share of its units are said along these runs."""
        equal = self.units(Run(p.a, p.b, p.a_end - p.a) for p in align(*self.symbols, main) if p.equal)
        return [said / max(self.length(sentence), 1) for sentence, said in enumerate(equal)]

    def beside(self, telling: Telling) -> Iterator[Telling]:
        """The sentences next to one that was told elsewhere, if they are too short to be found alone (下课)."""
        number, start, end = telling.sentence, telling.start, telling.end
        for other, low in ((number - 1, start - self.length(number - 1) if number else -1), (number + 1, end)):
            if not 0 <= other < len(self.bounds) - 1 or not 0 < self.length(other) < _SHORTEST:
                continue
            high = low + self.length(other)
            if low >= 0 and self.heard[low:high] == self.script[self.bounds[other] : self.bounds[other + 1]]:
                yield Telling(other, low, high, 1.0)

    def is_in_order(self, telling: Telling, main: Sequence[Run]) -> bool:
        """Whether a telling stands between the sentences of the chain that the script has before and after it."""
        place = bisect_left(main, (self.bounds[telling.sentence],))
        before, after = main[max(place - 1, 0) : place], main[place : place + 1]
        return all(run.b + run.length <= telling.start for run in before) and all(telling.end <= run.b for run in after)

    def told_apart(self, main: list[Run]) -> tuple[list[Run], list[Telling]]:
        """The chain without the mixtures of two tellings of a sentence, and the other one of each.

        The heaviest chain may take one half of a sentence from its first telling, the other from its second.
        """
        kept: list[Run] = []
        others: list[Telling] = []
        for place, run in enumerate(main):
            before = kept[-1] if kept else None
            sentence = self.sentence_of(run.a)
            size = self.length(sentence)
            if (
                before is None
                or self.sentence_of(before.a) != sentence
                or run.b - before.b - before.length - max(run.a - before.a - before.length, 0) < max(size * _GAP, 4)
            ):
                kept.append(run)
                continue
            # Told before the gap, and after it?
            low = max(before.b + before.length - size, kept[-2].b + kept[-2].length if len(kept) > 1 else 0, 0)
            high = min(run.b + size, main[place + 1].b if place + 1 < len(main) else len(self.heard))
            middle = before.b + before.length, run.b
            first = self.best(sentence, low, middle[1])
            second = self.best(sentence, max(first.end if first else middle[0], low), high)
            if not first or not second or min(first.like, second.like) < _LIKE:
                kept.append(run)
                continue
            others.append(first)
            while kept and self.sentence_of(kept[-1].a) == sentence:  # what is after the gap counts
                kept.pop()
            kept.append(run)
        return kept, others

    def elsewhere(self, main: Sequence[Run]) -> Iterator[Telling]:
        """Tellings in what was heard between the runs of the chain."""
        edges = [0, *(edge for run in main for edge in (run.b, run.b + run.length)), len(self.heard)]
        taken = {(run.a, run.b) for run in main}
        starts = edges[::2]
        inside: dict[int, list[Run]] = defaultdict(list)
        for run in self.found:
            if (run.a, run.b) in taken:
                continue
            # A run lies over the gaps that it touches; nearly always one.
            for gap in range(bisect_right(starts, run.b) - 1, bisect_left(starts, run.b + run.length)):
                low, high = edges[2 * gap], edges[2 * gap + 1]
                first, last = max(run.b, low), min(run.b + run.length, high)
                if last - first >= 3:
                    inside[gap].append(Run(run.a + first - run.b, first, last - first))
        for gap, candidates in sorted(inside.items()):
            yield from self.within(edges[2 * gap], edges[2 * gap + 1], candidates)

    def within(self, low: int, high: int, candidates: Iterable[Run]) -> Iterator[Telling]:
        """Tellings in a stretch of what was heard, the surest first."""
        if high - low < _SHORTEST:
            return
        votes: dict[tuple[int, int], list[int]] = {}
        for run in candidates:
            sentence = self.sentence_of(run.a)
            begins = run.b - (run.a - self.bounds[sentence])  # where the whole of it would begin
            key = sentence, begins // max(self.length(sentence), 8)
            weight, at = votes.setdefault(key, [0, begins])
            votes[key] = [weight + run.length, at if weight >= run.length else begins]
        windows = []
        for (sentence, _), (_, begins) in votes.items():
            size = self.length(sentence)
            margin = _MARGIN + size // 4
            start, end = max(low, begins - margin), min(high, begins + size + margin)
            windows.append((sentence, start, end))
        # The surest first: two sentences may be much alike, and what one has least in common with goes to the other.
        free = [(low, high)]
        waiting = [(-t.like * self.length(t.sentence), t, window) for t, window in self.likely(windows)]
        heapify(waiting)
        while waiting:
            _, telling, (sentence, start, end) = heappop(waiting)
            first, last = next(((a, b) for a, b in free if a <= telling.start and telling.end <= b), (0, 0))
            if first < last:
                yield telling
                free.remove((first, last))
                free += [(first, telling.start), (telling.end, last)]
                continue
            for a, b in free:  # part of it is another's: what is left may do
                for again, window in self.likely([(sentence, max(start, a), min(end, b))]):
                    heappush(waiting, (-again.like * self.length(sentence), again, window))

    def likely(self, windows: Iterable[tuple[int, int, int]]) -> Iterator[tuple[Telling, tuple[int, int, int]]]:
        """The telling in each window, of a sentence between two units of what was heard, where there is one."""
        for sentence, start, end in windows:
            if end - start >= _SHORTEST:
                telling = self.best(sentence, start, end)
                if telling and telling.like >= _LIKE:
                    yield telling, (sentence, start, end)

    def best(self, sentence: int, low: int, high: int) -> Telling | None:
        """The stretch of what was heard that is most like a sentence, within a window; None for very short ones."""
        size = self.length(sentence)
        if size < _SHORTEST or high <= low:
            return None
        at = self.bounds[sentence]
        codes = Levenshtein.opcodes(self.script[at : at + size], self.heard[low:high])
        # The heaviest stretch of the path: what lies beside it is another sentence.
        score = best = 0.0
        equal = best_equal = 0
        start = end = begun = 0
        for code in codes:
            if code.tag == "equal":
                if score <= 0:
                    score, equal, begun = 0.0, 0, code.dest_start
                count = code.src_end - code.src_start
                score, equal = score + count, equal + count
                if score > best:
                    best, best_equal, start, end = score, equal, begun, code.dest_end
            else:
                score -= _ERROR * max(code.src_end - code.src_start, code.dest_end - code.dest_start)
        return Telling(sentence, low + start, low + end, best_equal / size) if best else None
