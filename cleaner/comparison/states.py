"""How a sentence was said, by its part of the alignment.

A recogniser errs, so a sentence is only said differently where that is likelier than that it was misheard.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cleaner.comparison import Kind, State
from cleaner.comparison.regions import Region

_PART = 0.2  # share of its units left out in one piece, from which it was said partly
_PIECE = 4  # units left out in one piece, at least
_SHORTER = 0.12  # share of its length by which a sentence that was said partly is shorter than it was meant
_VERBATIM = 0.6  # share of what was heard that is as it was meant, where a short part of a sentence was said
_PLAIN = 0.6  # share of its units that a sentence must have to show how much the recogniser errs
_ORDINARY = 0.8  # share of the sentences that are ordinary

# How much speaks for other words: two units or more that differ together do, a single one less; a unit too few or too
# many speaks for the recogniser, and so does each that it gets wrong in ordinary sentences of that length. Rounded from
# a logistic regression on 9,800 sentences that were said and 520 that were said differently, with 0, 10 and 20 % of
# their characters misheard (benchmarks/comparison.py, other seeds). Where the recogniser does not err, any unit counts.
_TOGETHER, _UNIT, _SINGLE, _UNEVEN, _EXPECTED = 3.1, 0.9, 1.9, -0.9, -1.1
_LEAST, _NOISY = 5.3, 0.03


@dataclass(frozen=True)
class Fit:
    """What became of a sentence's units.

    Attributes:
        length: units.
        said: equal or alike.
        alike: not equal, but alike.
        heard: units that were heard for it.
        differences: units of the sentence against units of what was heard, where they are neither.
    """

    length: int
    said: int
    alike: int
    heard: int
    differences: tuple[tuple[int, int], ...]

    @cached_property
    def errors(self) -> int:
        """Units that differ and are no mere confusion of sounds."""
        return sum(map(max, self.differences))

    def other_words(self, noise: float) -> float:
        """How much speaks for other words, and not for errors of the recogniser: above 0 it is likelier."""
        sizes = [max(difference) for difference in self.differences]
        together = [size for size in sizes if size > 1]
        speaks = (
            _TOGETHER * len(together)
            + _UNIT * sum(together)
            + _SINGLE * (len(sizes) - len(together))
            + _UNEVEN * sum(abs(meant - heard) for meant, heard in self.differences)
            + _EXPECTED * noise * self.length
        )
        return speaks - _LEAST * min(noise / _NOISY, 1)


def fit(pieces: Sequence[Region], regions: Sequence[Region], heard: str) -> Fit:
    """What became of a sentence's units.

    Args:
        pieces: its regions by unit, which count as evidence: a wrong digit is one error.
        regions: the same without a cut numeral or Latin word, which tell what is alike.
        heard: all units that were heard.
    """
    sounding = [region for region in regions if region.alike]

    def is_alike(piece: Region) -> bool:
        return piece.alike or any(whole.a <= piece.a and piece.a_end <= whole.a_end for whole in sounding)

    unequal = [piece for piece in pieces if piece.kind is not Kind.EQUAL]
    alike = sum(piece.a_end - piece.a for piece in unequal if is_alike(piece))
    return Fit(
        length=sum(piece.a_end - piece.a for piece in pieces),
        said=alike + sum(piece.a_end - piece.a for piece in pieces if piece.kind is Kind.EQUAL),
        alike=alike,
        heard=sum(piece.b_end - piece.b for piece in pieces),
        differences=tuple(
            (piece.a_end - piece.a, piece.b_end - piece.b)
            for piece in unequal
            if not (is_alike(piece) or _is_repeated(piece, heard))
        ),
    )


def _is_repeated(region: Region, heard: str) -> bool:
    """Whether units were only said once more than they are written: a stutter is no other word."""
    more = heard[region.b : region.b_end]
    beside = heard[max(region.b - len(more), 0) : region.b], heard[region.b_end : region.b_end + len(more)]
    return region.kind is Kind.ADDED and more in beside


def noise(fits: Sequence[Fit]) -> float:
    """Share of the units that differ or are only alike in an ordinary sentence: how much the recogniser errs."""
    plain = sorted((f for f in fits if f.length and f.said >= _PLAIN * f.length), key=lambda f: f.errors / f.length)
    ordinary = plain[: int(_ORDINARY * len(plain))]
    return sum(f.errors + f.alike for f in ordinary) / max(sum(f.length for f in ordinary), 1)


def state(fit: Fit, noise: float, *, reworded: bool = False) -> State:
    """How a sentence was said that was told once, in its place.

    Args:
        fit: what became of its units.
        noise: as `noise` tells.
        reworded: it was found by its sense, not by its words.
    """
    longest = max((meant for meant, heard in fit.differences if not heard), default=0)
    missing = longest >= max(_PIECE, _PART * fit.length) and fit.length - fit.heard >= _SHORTER * fit.length
    if missing and (not reworded or fit.said >= _VERBATIM * fit.heard):
        return State.PARTLY
    return State.DIFFERENTLY if reworded or fit.other_words(noise) > 0 else State.SAID
