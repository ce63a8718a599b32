"""How a sentence was said, by its part of the alignment.

A recogniser errs, so a sentence is only said differently where it differs more than this recording's sentences do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

from cleaner.comparison import State

_UNSAID = 0.34  # share of its units; what is less alike was not said
_PART = 0.25  # share of its units left out in one piece, from which it was said partly
_PIECE = 4  # units left out in one piece, at least
_PLAIN = 0.6  # share of its units that a sentence must have to show how much the recogniser errs
_FEW = 1.0  # units that differ in any sentence, before it is said differently


@dataclass(frozen=True, slots=True)
class Fit:
    """What became of a sentence's units.

    Attributes:
        length: units.
        said: equal or alike.
        replaced: by others.
        left_out: not said.
        added: units said inside it that it does not have.
        longest: units left out in one piece.
        changed: units of the longest piece that was replaced, left out or added.
    """

    length: int
    said: int
    replaced: int
    left_out: int
    added: int
    longest: int
    changed: int

    @property
    def errors(self) -> int:
        """Units that differ and are no mere confusion of sounds."""
        return self.replaced + self.left_out + self.added


def noise(fits: Sequence[Fit]) -> float:
    """Share of the units that differ in an ordinary sentence: what is to be put down to the recogniser."""
    rates = [fit.errors / fit.length for fit in fits if fit.length and fit.said >= _PLAIN * fit.length]
    return median(rates) if rates else 0.0


def state(fit: Fit, noise: float) -> State:
    """How a sentence was said that was told once, in its place."""
    if fit.said < _UNSAID * fit.length:
        return State.LEFT_OUT
    if fit.longest >= max(_PIECE, _PART * fit.length):
        return State.PARTLY
    expected = noise * fit.length
    if fit.errors > max(_FEW, expected + 2 * sqrt(expected * (1 - noise))) - 1e-9 and fit.errors > 0:
        return State.DIFFERENTLY
    return State.SAID
