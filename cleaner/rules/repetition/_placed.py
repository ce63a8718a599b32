"""Runs of two or more characters' period, placed so that their copies are words."""

from dataclasses import dataclass

from cleaner.grammar.copies import Copy, runs
from cleaner.grammar.reduplication import reads_on
from cleaner.view import View


@dataclass(frozen=True, slots=True)
class Placed:
    """`times` whole copies of `unit` from `start`; `whole`: the last one ends with a word."""

    start: int
    unit: str
    times: int
    whole: bool

    @property
    def end(self) -> int:
        """Where the last copy ends."""
        return self.start + self.times * len(self.unit)

    @property
    def last(self) -> int:
        """Where the last copy begins."""
        return self.end - len(self.unit)


def placed_runs(view: View) -> list[Placed]:
    """Every run whose copies can be read as words. It may be verse, which to see takes longer than all else."""
    return view.kept(_placed_runs)


def _placed_runs(view: View) -> list[Placed]:
    return [placed for copy in runs(view) if (placed := _place(view, copy)) is not None]


def _denies(view: View, start: int, unit: str) -> bool:
    """Whether a denial is doubled, in which jieba sees a question: 我不知|不知道, but 知不知不."""
    return unit[0] in "不没" and view.before(start) != unit[1]


def _follows_copula(view: View, start: int) -> bool:
    """Whether jieba takes 是 and the word after it for one word: 是因为|因为."""
    return view.folded[start - 1 : start] == "是" and view.is_cut(start - 1)


def _asks(unit: str) -> bool:
    """Whether it is A-not-A, whose first character jieba may see at a word's end: 想要|不要|换."""
    return len(unit) > 3 and unit[0] == unit[2] and unit[1] in "不没"


def _place(view: View, copy: Copy) -> Placed | None:
    """Of all places to cut the run at: deleting reads the same, but only one may be where words begin.

    The rest of the run, less than a period, can be on either side; more than a few places are not worth a try.
    """
    lag = copy.lag
    times = (copy.end - copy.first) // lag
    best = None
    for start in range(copy.first, min(copy.end - times * lag, copy.first + 12) + 1):
        last = start + (times - 1) * lag
        unit = view.folded[start : start + lag]
        if unit.isascii() or not (view.is_cut(start) or _follows_copula(view, start) or _asks(unit)):
            continue
        if view.is_cut(last):
            if view.is_cut(last + lag):
                return Placed(start, unit, times, True)
            best = best or Placed(start, unit, times, False)
        elif best is None and (lag > 2 or _denies(view, start, unit)) and reads_on(view, start, last - start):
            best = Placed(start, unit, times, False)
    return best
