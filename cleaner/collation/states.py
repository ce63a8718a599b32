"""How a sentence was said, by its part of the alignment.

A recogniser errs, so a sentence is only said differently where it differs more than this recording's sentences do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cleaner.comparison import State

_PART = 0.2  # share of its units left out in one piece, from which it was said partly
_SHORTER = 0.12  # share of its length by which a sentence that was said partly is shorter than it was meant
_VERBATIM = 0.6  # share of what was heard that is as it was meant, where a short part of a sentence was said
_PIECE = 4  # units left out in one piece, at least
_PLAIN = 0.6  # share of its units that a sentence must have to show how much the recogniser errs
# Beyond what the recogniser errs on the whole, so many units, and such a share of a sentence, may differ by chance: best
# of a grid on 1,900 sentences that were said and 160 that were said differently. Where it does not err, any word counts.
_ERRORS, _RATE, _NOISY = 1.5, 0.17, 0.03
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
        heard: units that were heard for it.
    """

    length: int
    said: int
    replaced: int
    left_out: int
    added: int
    longest: int
    heard: int

    @property
    def errors(self) -> int:
        """Units that differ and are no mere confusion of sounds."""
        return self.replaced + self.left_out + self.added


def noise(fits: Sequence[Fit]) -> float:
    """Share of the units that differ in an ordinary sentence: what is to be put down to the recogniser."""
    plain = sorted((f for f in fits if f.length and f.said >= _PLAIN * f.length), key=lambda f: f.errors / f.length)
    ordinary = plain[: round(_ORDINARY * len(plain))]
    return sum(fit.errors for fit in ordinary) / max(sum(fit.length for fit in ordinary), 1)


def state(fit: Fit, noise: float, *, reworded: bool = False) -> State:
    """How a sentence was said that was told once, in its place.

    Args:
        fit: what became of its units.
        noise: as `noise` tells.
        reworded: it was found by its sense, not by its words.
    """
    missing = fit.longest >= max(_PIECE, _PART * fit.length) and fit.length - fit.heard >= _SHORTER * fit.length
    if missing and (not reworded or fit.said >= _VERBATIM * fit.heard):
        return State.PARTLY
    doubt = min(noise / _NOISY, 1)
    if reworded or fit.errors > doubt * (_ERRORS + _RATE * fit.length) + 2 * noise * fit.length:
        return State.DIFFERENTLY
    return State.SAID
