"""How a sentence was said, by its part of the alignment.

A recogniser errs, so a sentence is only said differently where it differs more than this recording's sentences do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from cleaner.comparison import State

_PART = 0.25  # share of its units left out in one piece, from which it was said partly
_PIECE = 4  # units left out in one piece, at least
_PLAIN = 0.6  # share of its units that a sentence must have to show how much the recogniser errs
_ORDINARY = 0.8  # share of the sentences that are ordinary


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
    plain = sorted((f for f in fits if f.length and f.said >= _PLAIN * f.length), key=lambda f: f.errors / f.length)
    ordinary = plain[: round(_ORDINARY * len(plain))]
    return sum(fit.errors for fit in ordinary) / max(sum(fit.length for fit in ordinary), 1)


def state(fit: Fit, noise: float) -> State:
    """How a sentence was said that was told once, in its place."""
    if fit.longest >= max(_PIECE, _PART * fit.length):
        return State.PARTLY
    expected = noise * fit.length
    return State.DIFFERENTLY if fit.errors > expected + 3 * sqrt(expected) + min(1, 20 * noise) else State.SAID
