"""Which units tell what later ones tell again, in other words: idf-weighted containment of pairs of characters."""

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from cleaner.rules.retake._units import Unit, clauses, content, cue_end, is_verse, units

_WINDOW = 40  # units that an earlier telling can lie back
_SPAN = 3  # units that one unit can be told again in
_LEAST = 8  # characters of a unit that counts as evidence
_ALIKE = 0.40  # of a unit's weight found again
_ALIKE_AFTER_CUE = 0.25
_SHARED = 0.65  # of the characters of meaning of a unit that goes on
_STRONG = 0.65  # enough for a unit by itself
_MOST_SEEN = 8  # latest units remembered for one pair: what is everywhere says nothing

_SUMMARY = re.compile(r"总之|总结|综上|总的来[说讲看]|最后总结|一句话|归纳|概括|综合来看|换句话说|也就是说")
_ORDINAL = re.compile(
    r"(?:第|其)[一二三四五六七八九十次]|首先|其次|再次|最后|另外|一方面|另一方面|[一二三四五六七八九十\d]+[、.]"
)


@dataclass(frozen=True, slots=True)
class Telling:
    """A run of units that is told again.

    Attributes:
        first: index of its first unit.
        last: index of its last unit.
        again: index of the unit that the later telling begins with.
        until: index of the last unit of the later telling.
        score: how much of it is found again, 0 to 1.
        cue: whether a cue stands between.
    """

    first: int
    last: int
    again: int
    until: int
    score: float
    cue: bool


def _weights(texts: tuple[Unit, ...]) -> dict[str, int]:
    """How much each bigram tells, in thousandths: whole numbers, whose sum no order of a set can change."""
    counts = Counter(chain.from_iterable(unit.grams for unit in texts))
    total = 2 * max(len(texts), 10)
    return {gram: round(1000 * math.log(1 + total / count)) for gram, count in counts.items()}


def _candidates(texts: tuple[Unit, ...], weights: dict[str, int]) -> list[list[int]]:
    """For every unit the later ones, within the window, that share something of weight with it."""
    recent: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_MOST_SEEN))
    later: list[list[int]] = [[] for _ in texts]
    whole = [sum(map(weights.__getitem__, unit.grams)) for unit in texts]
    for index, unit in enumerate(texts):
        shared: Counter[int] = Counter()
        for gram in unit.grams:
            seen = recent[gram]
            for earlier in seen:
                if index - earlier < _WINDOW:
                    shared[earlier] += weights[gram]
            seen.append(index)
        if len(unit.core) < 5:
            continue
        for earlier, common in shared.items():
            if len(texts[earlier].core) >= _LEAST and common >= 0.15 * whole[earlier]:
                later[earlier].append(index)
    return later


class _Search:
    """The units of one text with their weights."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.units = units(folded)
        self.weights = _weights(self.units)
        self.later = _candidates(self.units, self.weights)
        self.cued = [at for at, unit in enumerate(self.units) if cue_end(folded, unit) is not None]

    def found(self, index: int, start: int, stop: int) -> float:
        """How much of a unit is found in units start..stop, 0 to 1."""
        unit = self.units[index]
        again = frozenset[str]().union(*(other.grams for other in self.units[start:stop]))
        return self.weight(unit.grams & again) / (self.weight(unit.grams) or 1)

    def weight(self, grams: Iterable[str]) -> int:
        """How much bigrams tell together."""
        return sum(map(self.weights.__getitem__, grams))

    def goes_on(self, index: int, start: int, stop: int) -> bool:
        """Whether a unit after one that was found is found there too: shared characters of meaning are enough."""
        if self.found(index, start, stop) >= _ALIKE:
            return True
        about = content(self.units[index].core)
        again = frozenset[str]().union(*(content(unit.core) for unit in self.units[start:stop]))
        return len(about) >= 3 and len(about & again) >= _SHARED * len(about)

    def has_cue(self, first: int, last: int) -> bool:
        """Whether one of units first..last opens with a cue."""
        place = bisect_left(self.cued, first)
        return place < len(self.cued) and self.cued[place] <= last

    def best(self, index: int) -> tuple[float, int, int] | None:
        """Where a unit is told again best: its score, the first and the last unit there."""
        best: tuple[float, int, int] | None = None
        for start in self.later[index]:
            least = _ALIKE_AFTER_CUE if self.has_cue(index + 1, start) else _ALIKE
            for stop in range(start + 1, min(start + _SPAN, len(self.units)) + 1):
                score = self.found(index, start, stop)
                if score >= least and (best is None or score > best[0] + 0.05):
                    best = score, start, stop - 1
        return best

    def telling(self, index: int) -> Telling | None:
        """The run of units from this one on that is told again."""
        if len(self.units[index].core) < _LEAST or (best := self.best(index)) is None:
            return None
        score, again, until = best
        scores = {index: score}
        at, reach = index + 1, until
        while at < again:
            if self.has_cue(at, at):
                break
            stop = min(max(until, again) + 4, len(self.units))
            if len(self.units[at].core) < 4:
                scores[at] = 1.0
            elif self.goes_on(at, again, stop):
                found = scores[at] = self.found(at, again, stop)
                while reach + 1 < stop and self.found(at, again, reach + 1) < found - 0.05:
                    reach += 1
            elif at + 1 < again and len(self.units[at + 1].core) >= _LEAST and self.found(at + 1, again, stop) >= 0.55:
                scores[at] = self.found(at, again, stop)
            else:
                break
            at += 1
        while at - 1 > index and len(self.units[at - 1].core) < 4:
            at -= 1
            del scores[at]
        real = [scores[i] for i in scores if len(self.units[i].core) >= _LEAST]
        told = Telling(index, at - 1, again, reach, sum(real) / len(real), self.has_cue(at, again))
        return told if self.is_evidence(told, len(real), score) else None

    def is_evidence(self, told: Telling, real: int, score: float) -> bool:
        """Whether it is enough, and neither a list, a summary, a parallel nor a refrain."""
        length = sum(len(unit.core) for unit in self.units[told.first : told.last + 1])
        if not ((real >= 2 and length >= 20) or (score >= _STRONG and length >= 12) or told.cue):
            return False
        old, new = self.text(told.first, told.last), self.text(told.again, told.until)
        if _SUMMARY.match(new) or (_ORDINAL.match(new) and _ordinal(new) != _ordinal(old)):
            return False
        return told.cue or not (is_verse(old) or is_verse(new) or _is_parallel(old, new))

    def text(self, first: int, last: int) -> str:
        """The folded text of units first..last."""
        return self.folded[self.units[first].start : self.units[last].end]


def _ordinal(text: str) -> str:
    match = _ORDINAL.match(text)
    return match.group() if match else ""


def _is_parallel(old: str, new: str) -> bool:
    """Whether two passages have one frame with other words in it: 春天来了，花开了 and 夏天来了，蝉叫了."""
    first, second = clauses(old), clauses(new)
    same = sum(len(one) == len(other) and one != other for one, other in zip(first, second, strict=False))
    equal = sum(one == other for one, other in zip(first, second, strict=False))
    return len(first) == len(second) and same >= 1 and same + equal == len(first)


@lru_cache(maxsize=4)
def tellings(folded: str) -> tuple[Telling, ...]:
    """The runs of units that are told again later, in order and apart."""
    search = _Search(folded)
    found = []
    index = 0
    while index < len(search.units):
        told = search.telling(index) if search.later[index] else None
        if told:
            found.append(told)
        index = told.last + 1 if told else index + 1
    return tuple(found)
