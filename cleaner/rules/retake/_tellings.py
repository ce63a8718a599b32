"""Which units tell what later ones tell again, in other words: idf-weighted containment of pairs of characters."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from cleaner.language.announcement import APOLOGY
from cleaner.rules.retake._pairs import LEAST, shared_pairs
from cleaner.rules.retake._units import clauses, content, cues, is_verse, units, usual
from cleaner.view import View
from cleaner.view.tracks import Range

_ALIKE = 0.40  # of a unit's weight found again
_ALIKE_AFTER_CUE = 0.25
_SURELY_ALIKE = 0.55  # long after a cue
_ANNOUNCED = 2  # units from a cue to where the other telling begins
_SHARED = 0.65  # of the characters of meaning of a unit that goes on
STRONG = 0.65  # enough for a unit by itself
_SAME_WORDS = 0.90  # of the characters of meaning of two sentences, one after the other
# Of a unit's weight, shared with the units of a span one by one: less cannot come to what is asked above.
_CANDIDATE = 0.38
_CANDIDATE_AFTER_CUE = 0.23
_SLACK = 0.02
_FOUND_AGAIN = 0.55  # of the weight of a unit that makes the one before it an aside

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


class _Search:
    """The units of one text, with the pairs of characters that tell what each is about."""

    def __init__(self, view: View, within: Range) -> None:
        self.folded = view.folded
        self.units = units(view, within)
        found = cues(view, within)
        self.cued = sorted(at for at in found if not APOLOGY.fullmatch(view.folded, self.units[at].start, found[at]))
        self.pairs = shared_pairs(tuple(unit.core for unit in self.units))
        least = _CANDIDATE_AFTER_CUE if self.cued else _CANDIDATE
        self.later = self.pairs.later(least)
        # Units of a run that is a parallel, a list, a refrain: nor is half of it told again.
        self.refused: set[int] = set()

    def goes_on(self, index: int, start: int, stop: int) -> bool:
        """Whether a unit after one that was found is found there too: shared characters of meaning are enough."""
        if self.pairs.found(index, start, stop) >= _ALIKE:
            return True
        about = content(self.units[index].core)
        again = frozenset[str]().union(*(content(unit.core) for unit in self.units[start:stop]))
        return len(about) >= 3 and len(about & again) >= _SHARED * len(about)

    def is_aside(self, at: int, start: int, stop: int) -> bool:
        """Whether a unit that is not found in units start..stop is followed by one that surely is."""
        following = at + 1
        long = following < start and len(self.units[following].core) >= LEAST
        return long and self.pairs.found(following, start, stop) >= _FOUND_AGAIN

    def has_cue(self, first: int, last: int) -> bool:
        """Whether one of units first..last opens with a cue."""
        place = bisect_left(self.cued, first)
        return place < len(self.cued) and self.cued[place] <= last

    def announced(self, after: int, again: int) -> bool:
        """Whether a cue after a unit announces the unit `again`: what is said long after a cue is another matter."""
        return self.has_cue(max(after + 1, again - _ANNOUNCED), again)

    def best(self, index: int) -> tuple[float, int, int] | None:
        """Where a unit is told again best: its score, the first and the last unit there."""
        best: tuple[float, int, int] | None = None
        for start, most in self.later.get(index, ()):
            least = _ALIKE_AFTER_CUE if self.announced(index, start) else _ALIKE
            for more, bound in enumerate(most):
                # A pair of characters that is everywhere is not counted in the bound.
                if start + more < len(self.units) and bound + _SLACK >= max(least, best[0] + 0.05 if best else 0.0):
                    score = self.pairs.found(index, start, start + more + 1)
                    if score >= least and (best is None or score > best[0] + 0.05):
                        best = score, start, start + more
        return best

    def telling(self, index: int) -> Telling | None:
        """The run of units from this one on that is told again."""
        if len(self.units[index].core) < LEAST or (best := self.best(index)) is None:
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
                found = scores[at] = self.pairs.found(at, again, stop)
                while reach + 1 < stop and self.pairs.found(at, again, reach + 1) < found - 0.05:
                    reach += 1
            elif self.is_aside(at, again, stop):
                scores[at] = self.pairs.found(at, again, stop)
            else:
                break
            at += 1
        while at - 1 > index and len(self.units[at - 1].core) < 4:
            at -= 1
            del scores[at]
        real = [scores[i] for i in scores if len(self.units[i].core) >= LEAST]
        told = Telling(index, at - 1, again, reach, sum(real) / len(real), self.has_cue(at, again))
        if self.is_evidence(told, len(real), score):
            return told
        if score >= STRONG:
            self.refused.update(range(index + 1, at))
        return None

    def is_evidence(self, told: Telling, real: int, score: float) -> bool:
        """Whether it is enough, and neither a list, a summary, a parallel nor a refrain."""
        length = sum(len(unit.core) for unit in self.units[told.first : told.last + 1])
        old, new = self.text(told.first, told.last), self.text(told.again, told.until)
        if not (
            (real >= 2 and length >= 20)
            or (length >= 12 and (score >= STRONG or (told.again == told.first + 1 and _same_words(old, new))))
            or (told.cue and (score >= _SURELY_ALIKE or self.announced(told.last, told.again)))
        ):
            return False
        if _SUMMARY.match(new) or (_ORDINAL.match(new) and _ordinal(new) != _ordinal(old)):
            return False
        return told.cue or not (is_verse(old) or is_verse(new) or _is_parallel(old, new))

    def text(self, first: int, last: int) -> str:
        """The folded text of units first..last."""
        return self.folded[self.units[first].start : self.units[last].end]


def _ordinal(text: str) -> str:
    match = _ORDINAL.match(text)
    return match.group() if match else ""


def _same_words(old: str, new: str) -> bool:
    """Whether two sentences have the same characters of meaning (Dice), however they are turned."""
    first, second = content(usual(old)), content(usual(new))
    return 2 * len(first & second) >= _SAME_WORDS * (len(first) + len(second))


def _is_parallel(old: str, new: str) -> bool:
    """Whether two passages have one frame with other words in it: 春天来了，花开了 and 夏天来了，蝉叫了."""
    first, second = (["".join(filter(str.isalnum, clause)) for clause in clauses(usual(text))] for text in (old, new))
    same = sum(len(one) == len(other) and one != other for one, other in zip(first, second, strict=False))
    equal = sum(one == other for one, other in zip(first, second, strict=False))
    return len(first) == len(second) and same >= 1 and same + equal == len(first)


def tellings(view: View, within: Range) -> tuple[Telling, ...]:
    """The runs of units of a part that are told again later in it, in order and apart."""
    search = _Search(view, within)
    found = []
    reached = 0
    for index in sorted(search.later):
        if index >= reached and index not in search.refused and (told := search.telling(index)):
            found.append(told)
            reached = told.last + 1
    return tuple(found)
