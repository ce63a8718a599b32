"""Copies with something small between them: a comma, a blank, a filler."""

from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.grammar.copies import gapped
from cleaner.grammar.word_classes import is_number
from cleaner.view import View

_SOUNDS = frozenset("嗯呃額额恩")
_LONGEST = 8  # code points: a longer stretch had more in it than a pause


@dataclass(frozen=True, slots=True)
class Gapped:
    """`unit` stands at `first` and again at `second`, with `gap` between; `whole`: the second one ends with a word."""

    first: int
    second: int
    unit: str
    gap: str
    whole: bool

    @property
    def end(self) -> int:
        """Where the second copy ends."""
        return self.second + len(self.unit)


def hesitated(view: View, start: int, end: int) -> bool:
    """Whether what stands between two characters, of which only marks are left, had a hesitation in it."""
    rendering = view.rendering
    heard = view.transcript.text[rendering.origin(start - 1) + 1 : rendering.origin(end)]
    return len(heard) <= _LONGEST and not _SOUNDS.isdisjoint(heard)


def gapped_copies(view: View, gaps: frozenset[str]) -> Iterator[Gapped]:
    """Every copy of words with a gap between that, without its commas, is one of `gaps`; no numbers, perhaps verse."""
    for copy in gapped(view, "".join({*",、 ", *"".join(gaps)})):
        gap = view.folded[copy.first + copy.length : copy.second]
        if gap.strip(",、 ") not in gaps:
            continue
        for first in range(copy.first, copy.first + copy.length):
            second = first + copy.lag
            if view.is_cut(first) and view.is_cut(second):
                unit = view.folded[first : copy.first + copy.length]
                if not is_number(unit) and not unit.isascii():
                    yield Gapped(first, second, unit, gap, view.is_cut(copy.end))
                break
